//! Owns the walk over a working tree for files that are not tracked; knows no rule by itself.

use std::rc::Rc;

use hook::{Scan, Unread, Work};

use super::rules::{Ignored, Level, Views, is_gits, prefixed};
use super::{Git, changes};
use crate::file::{self, Kind};

/// How many names are read from directories before a walk counts as incomplete.
const MOST: usize = 200_000;

/// A directory that is walked.
struct Place {
    /// Its path below the root.
    path: Vec<u8>,
    /// Whether it is ignored, and with it all below.
    ignored: Views,
    /// The rules above it.
    level: Option<Rc<Level>>,
}

struct Walk<'g> {
    git: &'g Git,
    root: &'g str,
    scan: &'g Scan,
    rules: Ignored<'g>,
    left: usize,
    complete: bool,
    pending: Vec<Place>,
}

/// Counts the files at and below `paths` that are not tracked. Whether all could be seen.
pub(crate) fn count(git: &Git, root: &str, scan: &Scan, paths: &[Vec<u8>], work: &mut Work) -> bool {
    let rules = Ignored::new(git, root);
    let mut walk = Walk { git, root, scan, rules, left: MOST, complete: true, pending: Vec::new() };
    for path in paths {
        walk.start(path, work);
        while let Some(place) = walk.pending.pop() {
            walk.directory(place, work);
        }
    }
    walk.complete && walk.rules.complete && !walk.rules.is_exhausted()
}

impl Walk<'_> {
    /// Goes down to `path`, gathering the rules on the way.
    fn start(&mut self, path: &[u8], work: &mut Work) {
        if is_gits(path) {
            return;
        }
        let mut place = Place { path: Vec::new(), ignored: Views::default(), level: None };
        for end in changes::ends(path, 0) {
            let start = if place.path.is_empty() { 0 } else { place.path.len() + 1 };
            if self.is_nested(&place) {
                return self.add(&place.path, place.ignored, work);
            }
            place.level = self.rules.enter(place.level, &place.path);
            let kind = match file::kind(file::path(&self.on_disk(&path[..end]))) {
                Ok(kind) => kind,
                Err(Unread::Missing) => return,
                Err(_) => return self.complete = false,
            };
            match self.child(&place, &path[start..end], kind, work) {
                Some(next) => place = next,
                None => return,
            }
        }
        self.pending.push(place);
    }

    /// Whether a directory is a repository of its own, with nothing in it that this one tracks.
    fn is_nested(&self, place: &Place) -> bool {
        !place.path.is_empty()
            && self.git.index().below(&place.path).is_empty()
            && file::kind(file::path(&self.on_disk(&prefixed(&place.path, b".git")))).is_ok()
    }

    fn directory(&mut self, mut place: Place, work: &mut Work) {
        let names = match file::names(file::path(&self.on_disk(&place.path)), self.left) {
            Ok((names, complete)) => {
                self.complete &= complete;
                names
            }
            Err(Unread::Missing) => return,
            Err(_) => return self.complete = false,
        };
        self.left -= names.len();
        let has = |wanted: &[u8]| names.binary_search_by(|(name, _)| name.as_slice().cmp(wanted)).is_ok();
        if has(b".git") && self.is_nested(&place) {
            return self.add(&place.path, place.ignored, work);
        }
        place.level = self.rules.enter(place.level, &place.path);
        let first = self.pending.len();
        for (name, kind) in names {
            if name != b".git" {
                let next = self.child(&place, &name, kind, work);
                self.pending.extend(next);
            }
        }
        self.pending[first..].reverse();
    }

    /// Counts what is called `name` in a directory; if it is a directory to be walked, returns it.
    fn child(&mut self, place: &Place, name: &[u8], kind: Kind, work: &mut Work) -> Option<Place> {
        let path = prefixed(&place.path, name);
        let index = self.git.index();
        let tracked = index.at(&path);
        let is_directory = kind == Kind::Directory;
        if is_directory && index.entries[tracked.clone()].iter().any(|entry| entry.is_submodule()) {
            return None;
        }
        if kind == Kind::Special || !(is_directory || tracked.is_empty()) {
            return None;
        }
        let ignored = match place.ignored {
            Views { committed: true, disk: true } => place.ignored,
            above => above.or(self.rules.says(place.level.as_ref(), &path, is_directory)),
        };
        if !is_directory {
            self.add(&path, ignored, work);
            return None;
        }
        let is_wanted = self.scan.ignored || ignored != Views { committed: true, disk: true };
        is_wanted.then(|| Place { path, ignored, level: place.level.clone() })
    }

    fn add(&self, path: &[u8], ignored: Views, work: &mut Work) {
        let path = || file::lossy(self.on_disk(path));
        if self.scan.untracked && !(ignored.committed && ignored.disk) {
            work.untracked.add(path());
        }
        if self.scan.ignored && (ignored.committed || ignored.disk) {
            work.ignored.add(path());
        }
    }

    fn on_disk(&self, path: &[u8]) -> Vec<u8> {
        super::on_disk(self.root, path)
    }
}
