//! Owns which ignore rules apply in which directory, as committed and as on disk; knows neither their grammar nor who
//! is ignored.

use std::cell::Cell;
use std::rc::Rc;

use hook::Unread;

use super::id::Hasher;
use super::ignore::Rules;
use super::object::Kind;
use super::{Git, settings};
use crate::file;

/// The largest file of ignore rules: ten thousand lines.
const LARGEST: usize = 1 << 20;

/// What people name where git insists on a file and they want none.
const NOTHING: &str = "/dev/null";

/// How many steps of matching are taken in all: about a second's worth.
const MOST_STEPS: usize = 100_000_000;

/// Something said once of the rules that are committed and once of those on disk.
///
/// Whoever may write `.gitignore` could otherwise make work look ignored, or ignored files look like what git would
/// not touch. Where the two differ, a file counts as both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Views {
    /// By the rules in HEAD.
    pub(crate) committed: bool,
    /// By the rules on disk.
    pub(crate) disk: bool,
}

impl Views {
    /// What either says, in each view.
    pub(crate) fn or(self, other: Self) -> Self {
        Self { committed: self.committed || other.committed, disk: self.disk || other.disk }
    }
}

/// The rules of one directory, and of all above it.
#[derive(Debug)]
pub(crate) struct Level {
    above: Option<Rc<Self>>,
    /// How many bytes of a path are this directory's, with its slash.
    depth: usize,
    committed: Rc<Rules>,
    disk: Rc<Rules>,
}

/// All rules of a repository.
pub(crate) struct Ignored<'g> {
    git: &'g Git,
    root: &'g str,
    /// The rules that hold everywhere, the weakest last.
    everywhere: Vec<Rules>,
    steps: Cell<usize>,
    /// Whether all rules could be read.
    pub(crate) complete: bool,
}

impl<'g> Ignored<'g> {
    /// The rules of `git`, whose working tree is at `root`.
    pub(crate) fn new(git: &'g Git, root: &'g str) -> Self {
        let mut ignored =
            Self { git, root, everywhere: Vec::new(), steps: Cell::new(MOST_STEPS), complete: true };
        let own = file::under(&git.repository.common_dir, "info/exclude");
        let users = match git.settings.value(Some(&git.repository), "core.excludesFile") {
            Some(place) => settings::as_path(&place, root),
            None => settings::of_user("ignore"),
        };
        for place in [Some(own), users].into_iter().flatten().filter(|place| place != NOTHING) {
            match file::read_regular(place, LARGEST) {
                Ok(text) => ignored.everywhere.push(Rules::parse(&text)),
                Err(Unread::Missing) => {}
                Err(_) => ignored.complete = false,
            }
        }
        ignored
    }

    /// Whether matching had to be given up.
    pub(crate) fn is_exhausted(&self) -> bool {
        self.steps.get() == 0
    }

    /// Whether `path` is ignored by rules of its own; what is above it is not looked at.
    pub(crate) fn says(&self, level: Option<&Rc<Level>>, path: &[u8], is_directory: bool) -> Views {
        let everywhere = || {
            let mut rules = self.everywhere.iter();
            rules.find_map(|rules| rules.says(path, is_directory, &self.steps)).unwrap_or(false)
        };
        let (mut committed, mut disk) = (None, None);
        let mut next = level;
        while let Some(level) = next {
            let below = &path[level.depth..];
            let says = |rules: &Rules| rules.says(below, is_directory, &self.steps);
            if committed.is_none() && disk.is_none() && Rc::ptr_eq(&level.committed, &level.disk) {
                committed = says(&level.committed);
                disk = committed;
            } else {
                committed = committed.or_else(|| says(&level.committed));
                disk = disk.or_else(|| says(&level.disk));
            }
            if committed.is_some() && disk.is_some() {
                break;
            }
            next = level.above.as_ref();
        }
        match (committed, disk) {
            (Some(committed), Some(disk)) => Views { committed, disk },
            _ => {
                let everywhere = everywhere();
                Views { committed: committed.unwrap_or(everywhere), disk: disk.unwrap_or(everywhere) }
            }
        }
    }

    /// The rules in `directory` on top of those above it. Rules that only HEAD has are left out: they could only have
    /// hidden something.
    pub(crate) fn enter(&mut self, above: Option<Rc<Level>>, directory: &[u8]) -> Option<Rc<Level>> {
        let name: Vec<u8> = prefixed(directory, b".gitignore");
        let disk = self.on_disk(&name);
        let staged = self.git.index().at(&name).next().map(|at| self.git.index().entries[at].id);
        if disk.is_none() && staged.is_none() {
            return above;
        }
        let committed = staged.filter(|_| self.git.is_all_committed()).or_else(|| self.git.in_head(&name));
        let on_disk = Rc::new(Rules::parse(disk.as_deref().unwrap_or_default()));
        let is_same = disk.is_some_and(|text| {
            let mut hasher = Hasher::blob(text.len() as u64);
            hasher.update(&text);
            Some(hasher.finish()) == committed
        });
        let committed = match committed {
            Some(_) if is_same => on_disk.clone(),
            Some(id) => Rc::new(
                self.git.objects.read(id, Kind::Blob).map(|text| Rules::parse(&text)).unwrap_or_else(|| {
                    self.complete = false;
                    Rules::default()
                }),
            ),
            None => Rc::default(),
        };
        let depth = if directory.is_empty() { 0 } else { directory.len() + 1 };
        Some(Rc::new(Level { above, depth, committed, disk: on_disk }))
    }

    /// The content of the file of rules `name`. Git does not follow a link there.
    fn on_disk(&mut self, name: &[u8]) -> Option<Vec<u8>> {
        let place = super::on_disk(self.root, name);
        let opened = file::open_unlinked(file::path(&place));
        match opened.and_then(|(mut opened, metadata)| file::read_open(&mut opened, &metadata, LARGEST)) {
            Ok(text) => Some(text),
            Err(Unread::Missing) => None,
            Err(_) => {
                self.complete &= file::link(file::path(&place)).is_some();
                None
            }
        }
    }
}

/// `name` in `directory`.
pub(crate) fn prefixed(directory: &[u8], name: &[u8]) -> Vec<u8> {
    let mut path = Vec::with_capacity(directory.len() + 1 + name.len());
    path.extend_from_slice(directory);
    if !directory.is_empty() {
        path.push(b'/');
    }
    path.extend_from_slice(name);
    path
}

/// Whether `path` is in git's own directory.
pub(crate) fn is_gits(path: &[u8]) -> bool {
    path.split(|byte| *byte == b'/').any(|part| part == b".git")
}
