//! Owns which part of a working tree a scan means, and putting together what is found there.

use std::collections::BTreeSet;
use std::fs;
use std::ops::Range;

use hook::{Head, Scan, Work, path};

use super::index::Index;
use super::{Git, changes, staged, untracked};
use crate::file;

/// What in the working tree of `git` is in no commit.
pub(crate) fn work(git: &Git, scan: &Scan) -> Work {
    let mut work = Work::default();
    let Some(root) = git.repository.root.as_deref().filter(|_| git.is_understood()) else { return work };
    let index = git.index();
    if !index.complete {
        return work;
    }
    let paths = paths(root, scan);
    let selected: Vec<Range<usize>> =
        paths.iter().flat_map(|path| index.within(path)).filter(|range| !range.is_empty()).collect();
    work.tracked = selected.iter().map(|range| files(index, range.clone())).sum();
    work.complete = git.repository.head != Head::Unknown;
    work.complete &= !paths.iter().any(|path| hides_submodule(git, root, scan, path));
    if scan.tracked {
        work.complete &= changes::count(git, root, &selected, &mut work.unstaged);
        work.complete &= staged::count(git, root, &selected, &mut work.staged);
    }
    if scan.untracked || scan.ignored {
        work.complete &= untracked::count(git, root, scan, &paths, &mut work);
    }
    work
}

/// How many files `entries` are about: the sides of a conflict are one.
fn files(index: &Index, entries: Range<usize>) -> usize {
    let mut names = entries.map(|at| index.name(&index.entries[at])).peekable();
    std::iter::from_fn(|| {
        let name = names.next()?;
        while names.next_if_eq(&name).is_some() {}
        Some(name)
    })
    .count()
}

/// The paths of a scan, relative to the root, none within another. The empty path is all.
fn paths(root: &str, scan: &Scan) -> Vec<Vec<u8>> {
    if scan.paths.is_empty() {
        return vec![Vec::new()];
    }
    let paths: BTreeSet<Vec<u8>> = scan.paths.iter().filter_map(|path| relative(root, path)).collect();
    let is_covered = |path: &[u8]| {
        let above = path.iter().enumerate().filter(|(_, byte)| **byte == b'/').map(|(at, _)| &path[..at]);
        !path.is_empty() && std::iter::once(&b""[..]).chain(above).any(|above| paths.contains(above))
    };
    paths.iter().filter(|path| !is_covered(path)).cloned().collect()
}

/// `path` as seen from the root; none where it lies elsewhere. A path that leads through links is what it leads to.
fn relative(root: &str, path: &str) -> Option<Vec<u8>> {
    if let Some(below) = path::below(path, root) {
        let mut above = path::upward(path).skip(1).take_while(|above| above.len() > root.len());
        if !above.any(|above| fs::symlink_metadata(above).is_ok_and(|found| found.is_symlink())) {
            return Some(below.into());
        }
    }
    let (existing, real) =
        path::upward(path).find_map(|above| Some((above, fs::canonicalize(above).ok()?)))?;
    let real = path::join(real.to_str()?, path::below(path, existing)?);
    let root = fs::canonicalize(root).ok()?;
    path::below(&real, root.to_str()?).map(Into::into)
}

/// Whether a scan asks for what is in a submodule, which is a repository of its own and is not looked into. Asking for
/// all there is at a path includes it; asking for a path below it always does.
fn hides_submodule(git: &Git, root: &str, scan: &Scan, path: &[u8]) -> bool {
    let index = git.index();
    let is_submodule = |at: usize| index.entries[at].is_submodule();
    let is_filled = |at: usize| {
        let place = super::on_disk(root, index.name(&index.entries[at]));
        file::names(file::path(&place), 1).is_ok_and(|(names, _)| !names.is_empty())
    };
    let above = changes::ends(path, 0).filter(|end| *end < path.len());
    above.flat_map(|end| index.at(&path[..end])).any(is_submodule)
        || (scan.tracked && scan.untracked && scan.ignored && !scan.paths.is_empty())
            && index.within(path).into_iter().flatten().any(|at| is_submodule(at) && is_filled(at))
}
