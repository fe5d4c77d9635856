//! Owns the format of git's index, versions 2 to 4, as gitformat-index(5) describes it; compares nothing with the disk.

use std::collections::BTreeMap;
use std::ops::Range;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use hook::Unread;

use super::id::{Id, LENGTH};
use crate::file;

/// The largest index that is read: [`MOST`] entries with names of 250 bytes.
const LARGEST: usize = 64 << 20;

/// How many entries are read before an index counts as incomplete.
const MOST: usize = 200_000;

/// The bits of a mode that say what kind of thing an entry is.
const KIND: u32 = 0o170_000;

/// What git has staged.
#[derive(Debug, Default)]
pub(crate) struct Index {
    /// The entries, sorted by name and stage.
    pub(crate) entries: Vec<Entry>,
    /// Whether these are all, and all of the file was understood.
    pub(crate) complete: bool,
    /// When the file was written, in seconds and nanoseconds: an entry not older than that may be out of date.
    pub(crate) written: (i64, i64),
    /// The names of all entries; the bytes of the file itself where it holds them in full.
    names: Vec<u8>,
    /// Where in `trees` the cached trees are written.
    trees: Vec<u8>,
}

/// A file that git has staged, with what it saw of it on disk.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    name: Range<usize>,
    /// When the file's state changed last, in seconds and nanoseconds.
    pub(crate) changed: (u32, u32),
    /// When its content changed last.
    pub(crate) modified: (u32, u32),
    /// Its inode.
    pub(crate) inode: u32,
    /// Its kind, and whether it is executable.
    pub(crate) mode: u32,
    /// Its size on disk.
    pub(crate) size: u32,
    /// Its content.
    pub(crate) id: Id,
    /// Zero, or the side of a conflict it is on.
    pub(crate) stage: u8,
    /// Whether it was only announced, without content.
    pub(crate) is_announced: bool,
}

impl Entry {
    /// Whether this is a submodule.
    pub(crate) fn is_submodule(&self) -> bool {
        self.mode & KIND == 0o160_000
    }

    /// Whether this is a symbolic link.
    pub(crate) fn is_link(&self) -> bool {
        self.mode & KIND == 0o120_000
    }
}

impl Index {
    /// The index at `path`. No file is an empty index.
    pub(crate) fn read(path: &Path) -> Self {
        let (mut opened, metadata) = match file::open(path) {
            Ok(opened) => opened,
            Err(error) => return Self { complete: error == Unread::Missing, ..Self::default() },
        };
        let content = file::read_open(&mut opened, &metadata, LARGEST).ok();
        let mut index = content.and_then(parsed).unwrap_or_default();
        index.written = (metadata.mtime(), metadata.mtime_nsec());
        index
    }

    /// The name of an entry, relative to the root of the working tree.
    pub(crate) fn name(&self, entry: &Entry) -> &[u8] {
        self.names.get(entry.name.clone()).unwrap_or_default()
    }

    /// The entries at `path` and below it; all for the empty path.
    pub(crate) fn within(&self, path: &[u8]) -> [Range<usize>; 2] {
        if path.is_empty() {
            return [0..self.entries.len(), 0..0];
        }
        [self.at(path), self.below(path)]
    }

    /// The entries at `path`: none, one, or the sides of a conflict.
    pub(crate) fn at(&self, path: &[u8]) -> Range<usize> {
        let start = self.entries.partition_point(|entry| self.name(entry) < path);
        start..start + self.entries[start..].iter().take_while(|entry| self.name(entry) == path).count()
    }

    /// The entries below the directory `path`.
    pub(crate) fn below(&self, path: &[u8]) -> Range<usize> {
        let is_before = |name: &[u8], last: u8| match name.get(..path.len()) {
            Some(start) if start == path => name.get(path.len()).is_none_or(|next| *next < last),
            _ => name < path,
        };
        let start = self.entries.partition_point(|entry| is_before(self.name(entry), b'/'));
        let count = self.entries[start..].partition_point(|entry| is_before(self.name(entry), b'/' + 1));
        start..start + count
    }

    /// The id of the whole tree as staged, where git has computed it.
    pub(crate) fn root_tree(&self) -> Option<Id> {
        CachedTree::read(&self.trees)?.0.id
    }

    /// All cached trees that are up to date.
    pub(crate) fn trees(&self) -> Trees<'_> {
        Trees::read(&self.trees).unwrap_or_default()
    }
}

/// The trees that git has computed for directories of the index, by their place in the list of all and their name.
#[derive(Debug, Default)]
pub(crate) struct Trees<'a> {
    ids: Vec<Option<Id>>,
    children: BTreeMap<(usize, &'a [u8]), usize>,
}

impl<'a> Trees<'a> {
    /// The place of the root, whether there is a tree for it or not.
    pub(crate) const ROOT: usize = 0;

    /// The place of the directory `name` in the directory at `parent`.
    pub(crate) fn child(&self, parent: usize, name: &[u8]) -> Option<usize> {
        self.children.get(&(parent, name)).copied()
    }

    /// The id of the tree at a place.
    pub(crate) fn id(&self, place: usize) -> Option<Id> {
        self.ids.get(place).copied().flatten()
    }

    fn read(mut rest: &'a [u8]) -> Option<Self> {
        let mut trees = Self::default();
        let mut open: Vec<(usize, usize)> = Vec::new();
        while !rest.is_empty() {
            let (tree, after) = CachedTree::read(rest)?;
            let place = trees.ids.len();
            trees.ids.push(tree.id);
            if let Some((parent, left)) = open.last_mut() {
                trees.children.insert((*parent, tree.name), place);
                *left -= 1;
            }
            open.push((place, tree.subtrees));
            while open.last().is_some_and(|(_, left)| *left == 0) {
                open.pop();
            }
            rest = after;
        }
        Some(trees)
    }
}

/// One record of the cached trees.
struct CachedTree<'a> {
    name: &'a [u8],
    subtrees: usize,
    id: Option<Id>,
}

impl<'a> CachedTree<'a> {
    /// `NAME NUL COUNT SP SUBTREES LF ID`, the id only where the count is not negative.
    fn read(bytes: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let (name, rest) = split_at_byte(bytes, 0)?;
        let (count, rest) = split_at_byte(rest, b' ')?;
        let (subtrees, rest) = split_at_byte(rest, b'\n')?;
        let subtrees = std::str::from_utf8(subtrees).ok()?.parse().ok()?;
        if count.starts_with(b"-") {
            return Some((Self { name, subtrees, id: None }, rest));
        }
        let id = Id::from_bytes(rest)?;
        Some((Self { name, subtrees, id: Some(id) }, &rest[LENGTH..]))
    }
}

fn split_at_byte(bytes: &[u8], end: u8) -> Option<(&[u8], &[u8])> {
    let at = bytes.iter().position(|byte| *byte == end)?;
    Some((&bytes[..at], &bytes[at + 1..]))
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn parsed(bytes: Vec<u8>) -> Option<Index> {
    let content = bytes.get(..bytes.len().checked_sub(LENGTH)?)?;
    if content.get(..4)? != b"DIRC" {
        return None;
    }
    let (version, count) = (word(content, 4)?, word(content, 8)? as usize);
    if !(2..=4).contains(&version) {
        return None;
    }
    let mut index = Index { complete: count <= MOST, ..Index::default() };
    index.entries.reserve(count.min(MOST));
    let mut at = 12;
    for _ in 0..count.min(MOST) {
        at = if version == 4 { index.push_compressed(content, at)? } else { index.push(content, at)? };
    }
    if index.complete {
        index.extensions(content, at)?;
    }
    if version != 4 {
        index.names = bytes;
    }
    index.is_sorted().then_some(index)
}

/// The fixed part of an entry, its name still empty; and where the name starts.
fn fixed(content: &[u8], at: usize) -> Option<(Entry, usize)> {
    let field = |number: usize| word(content, at + 4 * number);
    let flags = u16::from_be_bytes(*content.get(at + 60..)?.first_chunk()?);
    let is_extended = flags & 0x4000 != 0;
    let more = if is_extended { u16::from_be_bytes(*content.get(at + 62..)?.first_chunk()?) } else { 0 };
    let entry = Entry {
        name: 0..0,
        changed: (field(0)?, field(1)?),
        modified: (field(2)?, field(3)?),
        inode: field(5)?,
        mode: field(6)?,
        size: field(9)?,
        id: Id::from_bytes(content.get(at + 40..)?)?,
        stage: (flags >> 12 & 3) as u8,
        is_announced: more & 0x2000 != 0,
    };
    Some((entry, at + if is_extended { 64 } else { 62 }))
}

impl Index {
    /// Reads the entry at `at` of versions 2 and 3, which is padded with zeros to a multiple of eight bytes; returns
    /// where the next one starts.
    fn push(&mut self, content: &[u8], at: usize) -> Option<usize> {
        let (mut entry, start) = fixed(content, at)?;
        let length = content.get(start..)?.iter().position(|byte| *byte == 0)?;
        entry.name = start..start + length;
        self.entries.push(entry);
        Some(at + ((start - at + length) / 8 + 1) * 8)
    }

    /// Reads the entry at `at` of version 4, whose name begins as the one before does; returns where the next one starts.
    fn push_compressed(&mut self, content: &[u8], at: usize) -> Option<usize> {
        let (mut entry, start) = fixed(content, at)?;
        let (dropped, start) = variable(content, start)?;
        let before = self.entries.last().map_or(0..0, |entry| entry.name.clone());
        let kept = before.start..before.end.checked_sub(dropped).filter(|end| *end >= before.start)?;
        let (suffix, _) = split_at_byte(content.get(start..)?, 0)?;
        let begin = self.names.len();
        if begin + kept.len() + suffix.len() > LARGEST {
            return None;
        }
        self.names.extend_from_within(kept);
        self.names.extend_from_slice(suffix);
        entry.name = begin..self.names.len();
        self.entries.push(entry);
        Some(start + suffix.len() + 1)
    }

    /// Reads the extensions from `at` on. One that is not marked optional changes what the entries mean.
    fn extensions(&mut self, content: &[u8], mut at: usize) -> Option<()> {
        while at < content.len() {
            let (name, size) = (content.get(at..at + 4)?, word(content, at + 4)? as usize);
            let body = content.get(at + 8..)?.get(..size)?;
            if name == b"TREE" {
                self.trees = body.to_vec();
            }
            self.complete &= name[0].is_ascii_uppercase();
            at += 8 + size;
        }
        Some(())
    }

    fn is_sorted(&self) -> bool {
        let key = |entry| (self.name(entry), entry.stage);
        !self.complete || self.entries.is_sorted_by(|one, next| key(one) < key(next))
    }
}

/// The offset encoding of packs: seven bits a byte, each continuation adding one.
fn variable(bytes: &[u8], mut at: usize) -> Option<(usize, usize)> {
    let mut byte = *bytes.get(at)?;
    let mut value = usize::from(byte & 0x7f);
    while byte & 0x80 != 0 {
        at += 1;
        byte = *bytes.get(at)?;
        value = value.checked_add(1)?.checked_mul(128)? | usize::from(byte & 0x7f);
    }
    Some((value, at + 1))
}
