//! Owns telling tracked files on disk from what git has staged of them; knows no commit.

use std::fs::{self, Metadata};
use std::io::Read;
use std::ops::Range;
use std::os::unix::fs::MetadataExt;

use hook::{Tally, Unread};

use super::id::{Hasher, Id};
use super::index::Entry;
use super::{Git, config};
use crate::file;

/// The largest file that is hashed; a larger one counts as changed unless its state on disk is the one git saw.
const LARGEST: u64 = 64 << 20;

/// How many bytes are read at a time.
const PIECE: usize = 64 << 10;

/// Looks at the files that the index says are below a root.
pub(crate) struct Changes<'g> {
    git: &'g Git,
    /// The root with a slash; each path is written behind it.
    path: Vec<u8>,
    root: usize,
    /// The last directory that was seen to be one.
    standing: Vec<u8>,
    /// The last directory that was seen not to be one.
    fallen: Option<Vec<u8>>,
    /// Whether everything could be seen.
    complete: bool,
}

/// Whether a file on disk is what git has staged.
enum Seen {
    Missing,
    Same,
    Changed,
    Unknown,
}

/// Counts the entries in `selected` of which something else is on disk. Whether all could be seen.
pub(crate) fn count(git: &Git, root: &str, selected: &[Range<usize>], tally: &mut Tally) -> bool {
    let path = super::on_disk(root, b"");
    let root = path.len();
    let mut changes = Changes { git, path, root, standing: Vec::new(), fallen: None, complete: true };
    let index = git.index();
    for range in selected {
        let mut last: &[u8] = b"";
        for entry in &index.entries[range.clone()] {
            let name = index.name(entry);
            if name != last {
                last = name;
                changes.look(entry, name, tally);
            }
        }
    }
    changes.complete
}

impl Changes<'_> {
    fn look(&mut self, entry: &Entry, name: &[u8], tally: &mut Tally) {
        if !self.is_reached(name, tally) {
            return;
        }
        match self.seen(entry, name) {
            Seen::Missing | Seen::Same => {}
            Seen::Changed => tally.add(self.current()),
            Seen::Unknown => self.complete = false,
        }
    }

    fn current(&self) -> String {
        file::lossy(self.path.clone())
    }

    fn metadata(&mut self, name: &[u8]) -> Result<Metadata, Unread> {
        self.path.truncate(self.root);
        self.path.extend_from_slice(name);
        fs::symlink_metadata(file::path(&self.path)).map_err(|error| file::unread(&error))
    }

    /// Whether all directories above `name` are there. Something else in the place of one is a change by itself, for
    /// it would have to go before the tracked files come back.
    fn is_reached(&mut self, name: &[u8], tally: &mut Tally) -> bool {
        let Some(cut) = name.iter().rposition(|byte| *byte == b'/') else { return true };
        let directory = &name[..cut];
        if self.fallen.as_ref().is_some_and(|fallen| is_within(directory, fallen)) {
            return false;
        }
        for end in ends(directory, shared(directory, &self.standing)) {
            match self.metadata(&directory[..end]) {
                Ok(found) if found.is_dir() => continue,
                Ok(_) => tally.add(self.current()),
                Err(Unread::Missing) => {}
                Err(_) => self.complete = false,
            }
            self.fallen = Some(directory[..end].to_vec());
            return false;
        }
        self.standing.clear();
        self.standing.extend_from_slice(directory);
        true
    }

    fn seen(&mut self, entry: &Entry, name: &[u8]) -> Seen {
        let metadata = match self.metadata(name) {
            Ok(metadata) => metadata,
            Err(Unread::Missing) => return Seen::Missing,
            Err(_) => return Seen::Unknown,
        };
        if entry.is_submodule() {
            return if metadata.is_dir() { Seen::Same } else { Seen::Changed };
        }
        if is_other_kind(entry, &metadata)
            || entry.stage != 0
            || entry.is_announced
            || self.is_other_mode(entry, &metadata)
        {
            return Seen::Changed;
        }
        if is_as_seen(entry, &metadata) && is_settled(&metadata, self.git.index().written) {
            return Seen::Same;
        }
        // Git writes a size of zero for an entry that it could not tell from a later change.
        if entry.size != 0 && u64::from(entry.size) != metadata.size() & u64::from(u32::MAX) {
            return Seen::Changed;
        }
        if self.content(entry, &metadata) == Some(entry.id) { Seen::Same } else { Seen::Changed }
    }

    fn is_other_mode(&self, entry: &Entry, metadata: &Metadata) -> bool {
        !entry.is_link()
            && (entry.mode ^ metadata.mode()) & 0o100 != 0
            && !config::last(&self.git.config(), "core.fileMode")
                .is_some_and(|value| config::is_false(&value))
    }

    /// The id that the content on disk would have in git, without any conversion.
    fn content(&self, entry: &Entry, metadata: &Metadata) -> Option<Id> {
        let path = file::path(&self.path);
        if entry.is_link() {
            let target = file::link(path)?;
            let mut hasher = Hasher::blob(target.len() as u64);
            hasher.update(&target);
            return Some(hasher.finish());
        }
        let size = metadata.size();
        let left = self.git.hashable.get().checked_sub(size).filter(|_| size <= LARGEST)?;
        self.git.hashable.set(left);
        let (file, _) = file::open_unlinked(path).ok()?;
        let (mut file, mut hasher) = (file.take(size), Hasher::blob(size));
        let mut piece = vec![0; PIECE.min(usize::try_from(size).ok()?)];
        let mut read = 0;
        while read < size {
            let more = file::fill(&mut file, &mut piece).ok().filter(|more| *more > 0)?;
            hasher.update(&piece[..more]);
            read += more as u64;
        }
        Some(hasher.finish())
    }
}

fn is_other_kind(entry: &Entry, metadata: &Metadata) -> bool {
    if entry.is_link() { !metadata.is_symlink() } else { !metadata.is_file() }
}

/// Whether the state on disk is the one that git saw when it staged the file. A change of content changes `ctime`,
/// which nobody can set.
fn is_as_seen(entry: &Entry, metadata: &Metadata) -> bool {
    let time = |seconds: i64, nanoseconds: i64| (seconds as u32, nanoseconds as u32);
    entry.modified == time(metadata.mtime(), metadata.mtime_nsec())
        && entry.changed == time(metadata.ctime(), metadata.ctime_nsec())
        && entry.inode == metadata.ino() as u32
        && u64::from(entry.size) == metadata.size() & u64::from(u32::MAX)
}

/// Whether the file was last touched before the index was written. Otherwise it may have changed again within the
/// same tick of the clock: git calls that racy.
fn is_settled(metadata: &Metadata, written: (i64, i64)) -> bool {
    (metadata.mtime(), metadata.mtime_nsec()) < written && (metadata.ctime(), metadata.ctime_nsec()) < written
}

/// Whether `path` is `directory` or lies below it.
pub(crate) fn is_within(path: &[u8], directory: &[u8]) -> bool {
    path.strip_prefix(directory).is_some_and(|rest| rest.first().is_none_or(|byte| *byte == b'/'))
}

/// How many bytes two directories share in whole components.
fn shared(one: &[u8], other: &[u8]) -> usize {
    let same = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let is_end = |path: &[u8]| path.get(same).is_none_or(|byte| *byte == b'/');
    if same > 0 && is_end(one) && is_end(other) {
        return same;
    }
    one[..same].iter().rposition(|byte| *byte == b'/').unwrap_or(0)
}

/// The ends of the components of `path` that are longer than `start`.
pub(crate) fn ends(path: &[u8], start: usize) -> impl Iterator<Item = usize> + use<'_> {
    (start + 1..=path.len()).filter(|end| path.get(*end).is_none_or(|byte| *byte == b'/'))
}
