//! Owns what git keeps of a path and what it does not: unsaved, untracked, ignored; reads no repository itself.

use std::collections::BTreeSet;

use hook::{Entry, Repository, Scan, Tally, Work, path};
use law::Standing;

use super::places::{Places, loss};
use crate::effect::Loss;
use crate::git;

/// How many entries of a directory outside any repository are looked at before it counts as full.
const MOST_ENTRIES: usize = 1000;

/// How many paths git is asked for one by one.
const MANY: usize = 256;

/// What would be lost with `paths`, which all lie in `repository`.
pub(super) fn kept_by(places: &Places<'_, '_>, repository: &Repository, paths: &[String]) -> Vec<Loss> {
    let (mut losses, mut scanned, mut ignorable, mut made_again) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for path in paths {
        match part(places, repository, path) {
            Part::Whole => losses.push(whole(places, path)),
            Part::Store => losses.push(whole(places, path::parent(&repository.common_dir).unwrap_or("/"))),
            Part::Nothing => losses.push(loss(Standing::Regenerable, "what git makes again")),
            Part::Regenerable => made_again.push(path.clone()),
            Part::RegenerableIfIgnored => ignorable.push(path.clone()),
            Part::Work => scanned.push(path.clone()),
        }
    }
    for (paths, untracked, ignored) in
        [(scanned, true, true), (ignorable, true, false), (made_again, false, false)]
    {
        if !paths.is_empty() {
            let scan = Scan { paths, tracked: true, untracked, ignored };
            losses.extend(lost_in(places, repository, &scan));
        }
    }
    losses
}

/// What a path is to the repository it lies in.
enum Part {
    /// All of the repository, or of another repository in it.
    Whole,
    /// Something of the store.
    Store,
    /// Something of the store that git makes again.
    Nothing,
    /// Something of the working tree that a build makes again.
    Regenerable,
    /// Something of the working tree that a build makes again as far as git ignores it.
    RegenerableIfIgnored,
    /// Something of the working tree.
    Work,
}

fn part(places: &Places<'_, '_>, repository: &Repository, path: &str) -> Part {
    let Some(root) = repository.root.as_deref() else { return Part::Store };
    let in_store = path::within(path, &repository.git_dir) || path::within(path, &repository.common_dir);
    let rest = path::below(path, root).unwrap_or_default();
    let regenerable = places.is_regenerable_below(rest);
    if in_store {
        return if regenerable { Part::Nothing } else { Part::Store };
    }
    let linked = repository.git_dir != repository.common_dir;
    let whole = match rest {
        "" => !linked,
        _ => places.world.facts.entry(&path::join(path, ".git")) != Entry::Missing,
    };
    match (whole, regenerable) {
        (true, _) => Part::Whole,
        (false, true) => Part::Regenerable,
        (false, false) if places.is_regenerable_if_ignored_below(rest) => Part::RegenerableIfIgnored,
        (false, false) => Part::Work,
    }
}

/// What would be lost with paths of a working tree.
fn lost_in(places: &Places<'_, '_>, repository: &Repository, scan: &Scan) -> Vec<Loss> {
    let named = scan.paths.first().map(|path| places.shown(path)).unwrap_or_default();
    let mut work = work_at(places, repository, scan);
    for (tally, standing) in [
        (&mut work.unstaged, Standing::Unsaved),
        (&mut work.untracked, Standing::Untracked),
        (&mut work.ignored, Standing::Ignored),
    ] {
        without_held(places, repository, standing, tally);
    }
    let mut losses = Vec::new();
    if !work.complete {
        losses.push(loss(Standing::Unknown, format!("more in {named} than was looked at")));
    }
    if !work.unstaged.is_empty() {
        losses.push(loss(Standing::Unsaved, unsaved(places, &work.unstaged)));
    }
    losses.extend(sorted_out(places, &work.untracked, Standing::Untracked, "untracked"));
    losses.extend(sorted_out(places, &work.ignored, Standing::Ignored, "ignored"));
    if losses.is_empty() {
        let standing = if scan.ignored { Standing::Committed } else { Standing::Regenerable };
        losses.push(loss(standing, "what can be had again"));
    }
    losses
}

/// The work at the paths of `scan`. Many files are asked for by their directories, where git names all it finds there.
fn work_at(places: &Places<'_, '_>, repository: &Repository, scan: &Scan) -> Work {
    let facts = places.world.facts;
    if scan.paths.len() <= MANY {
        return facts.work(repository, scan);
    }
    let above: BTreeSet<String> =
        scan.paths.iter().map(|path| path::parent(path).unwrap_or("/").into()).collect();
    let wide = Scan { paths: above.into_iter().collect(), ..scan.clone() };
    let mut work = facts.work(repository, &wide);
    let asked: BTreeSet<&str> = scan.paths.iter().map(String::as_str).collect();
    for tally in [&mut work.unstaged, &mut work.staged, &mut work.untracked, &mut work.ignored] {
        if tally.count > tally.paths.len() {
            return facts.work(repository, scan);
        }
        tally.paths.retain(|path| path::upward(path).any(|above| asked.contains(above)));
        tally.count = tally.paths.len();
    }
    work
}

/// Takes out of a tally what the line itself gave git to keep.
fn without_held(places: &Places<'_, '_>, repository: &Repository, standing: Standing, tally: &mut Tally) {
    let Some(root) = repository.root.as_deref().filter(|_| !tally.is_empty()) else { return };
    let held = git::held_by_the_line(places.world, root, standing);
    let before = tally.paths.len();
    tally.paths.retain(|path| !held.iter().any(|held| path::within(path, held)));
    tally.count -= before - tally.paths.len();
}

/// The files below `directory` that are in no commit, without those a build makes again; none where they are too many to
/// name or not all of them could be seen.
pub(super) fn unkept_below(
    places: &Places<'_, '_>,
    repository: &Repository,
    directory: &str,
) -> Option<Vec<String>> {
    let root = repository.root.as_deref().filter(|root| path::within(directory, root))?;
    let scan = Scan { paths: vec![directory.into()], tracked: true, untracked: true, ignored: true };
    let work = places.world.facts.work(repository, &scan);
    let tallies = [&work.unstaged, &work.untracked, &work.ignored];
    let named = work.complete && tallies.iter().all(|tally| tally.count == tally.paths.len());
    let made_again = |path: &&String| places.is_regenerable_in(Some(root), path);
    let ignored = work.ignored.paths.iter().filter(|path| !places.is_regenerable_and_ignored(path));
    let unkept = work.unstaged.paths.iter().chain(&work.untracked.paths).filter(|path| !made_again(path));
    named.then(|| unkept.chain(ignored).cloned().collect())
}

/// The loss of files git does not keep, without those a build makes again.
pub(crate) fn sorted_out(
    places: &Places<'_, '_>,
    tally: &Tally,
    standing: Standing,
    word: &str,
) -> Option<Loss> {
    let (kept, lost): (Vec<&String>, Vec<&String>) = tally.paths.iter().partition(|path| match standing {
        Standing::Ignored => places.is_regenerable_and_ignored(path),
        _ => places.is_regenerable(path),
    });
    if let Some(nested) =
        lost.iter().find(|path| places.world.facts.entry(&path::join(path, ".git")) != Entry::Missing)
    {
        return Some(whole(places, nested));
    }
    let count = tally.count - kept.len();
    let what = match (count, lost.first()) {
        (0, _) => return None,
        (1, Some(only)) => format!("the {word} file {}", places.shown(only)),
        (_, Some(first)) => format!("{count} {word} files, {} among them", places.shown(first)),
        (_, None) => format!("{count} {word} files"),
    };
    Some(loss(standing, what))
}

/// "unsaved changes in a, b and 3 more"
pub(crate) fn unsaved(places: &Places<'_, '_>, tally: &Tally) -> String {
    let named: Vec<String> = tally.paths.iter().take(2).map(|path| places.shown(path)).collect();
    match tally.count - named.len() {
        0 => format!("unsaved changes in {}", named.join(" and ")),
        more => format!("unsaved changes in {} and {more} more", named.join(", ")),
    }
}

/// The loss of a whole repository or its store.
fn whole(places: &Places<'_, '_>, path: &str) -> Loss {
    loss(Standing::Repository, format!("the repository at {}", places.shown(path)))
}

/// What would be lost with `path`, which lies in no repository: all of it, unless it is empty.
pub(super) fn kept_by_nothing(places: &Places<'_, '_>, path: &str) -> Vec<Loss> {
    if places.world.facts.entry(&path::join(path, ".git")) != Entry::Missing {
        return vec![whole(places, path)];
    }
    let mut budget = MOST_ENTRIES;
    match holds_something(places, path, &mut budget) {
        true => {
            vec![loss(Standing::Unkept, format!("{}, which nothing keeps a copy of", places.shown(path)))]
        }
        false => vec![loss(Standing::Missing, "nothing")],
    }
}

/// Whether there is a file with content at `path` or below it. More entries than the budget count as content.
fn holds_something(places: &Places<'_, '_>, path: &str, budget: &mut usize) -> bool {
    let mut left = vec![path.to_string()];
    while let Some(path) = left.pop() {
        match places.world.facts.entry(&path) {
            Entry::Directory => match places.world.facts.list(&path, *budget) {
                Ok(listing) if listing.complete => {
                    *budget -= listing.names.len();
                    left.extend(listing.names.iter().map(|name| path::join(&path, name)));
                }
                _ => return true,
            },
            Entry::File { size: 0, .. } | Entry::Link(_) | Entry::Missing => {}
            _ => return true,
        }
    }
    false
}
