//! Owns what `git restore` and the plumbing beside it throw away; reads no repository itself.

use hook::Scan;
use law::{Kind, Standing};
use shell::Outcome;

use super::call::GitCall;
use super::discard::{self, Class, Discard, loss};
use super::pathspec::Pathspecs;
use super::place::{Place, Tree};
use super::{paths, reset};
use crate::act::Act;
use crate::standing::work;

/// `git restore`.
pub(super) fn restore(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>) -> Outcome {
    if call.asks_in_vain("--patch") {
        return Outcome::unknown();
    }
    let place = Place::of(act, call);
    let paths = match place.tree() {
        Some(tree) => Pathspecs::of(act.world, call, tree, call.operands()),
        None => Pathspecs::whole(),
    };
    match (call.has("--staged"), call.has("--worktree")) {
        (true, false) => unstage(act, call, &place, &paths),
        (true, true) => {
            let whole = place.tree().is_some_and(|tree| paths.is_whole(&tree.root));
            files(act, call, &place, paths, discard::TRACKED);
            if let Some(tree) = place.tree().filter(|_| whole) {
                reset::forget_work(act, tree, call.invocation.shell.span);
            }
        }
        (false, _) => files(act, call, &place, paths, &[Class::Unstaged]),
    }
    Outcome::unknown()
}

fn files(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>, place: &Place, paths: Pathspecs, classes: &[Class]) {
    let span = call.invocation.shell.span;
    discard::discard(act, place, &Discard { paths, classes, spared: &[], nested: false, span });
}

/// The index takes HEAD's content. What it held is lost where the file on disk holds something else again.
fn unstage(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>, place: &Place, paths: &Pathspecs) {
    let Some(tree) = place.tree() else { return };
    let lost = only_staged(act, tree, paths);
    if lost.is_empty() {
        return;
    }
    let what = format!("staged versions: {}", work::unsaved(&act.places(), &lost));
    let losses = vec![loss(Standing::Unsaved, what)];
    let target = paths.shown().unwrap_or_else(|| "the index".into());
    act.record_named(Kind::DiscardWork, target, losses, call.span(&["--staged"]));
}

/// Files of which index, HEAD and disk hold three different contents.
fn only_staged(act: &Act<'_, '_, '_>, tree: &Tree, paths: &Pathspecs) -> hook::Tally {
    let scan = Scan { paths: paths.bases(), tracked: true, untracked: false, ignored: false };
    let work = act.world.facts.work(&tree.repository, &scan);
    let mut lost = hook::Tally::default();
    for path in
        work.staged.paths.iter().filter(|path| work.unstaged.paths.contains(path) && paths.cover(path))
    {
        lost.add(path.clone());
    }
    lost
}

/// `git checkout-index`: files of the index take the place of those on disk.
pub(super) fn checkout_index(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>) -> Outcome {
    if !call.has("--force") || call.has("--prefix") || call.has("--temp") {
        return Outcome::unknown();
    }
    let place = Place::of(act, call);
    let paths = match place.tree() {
        Some(tree) if !call.has("--all") && !call.has("--stdin") => {
            Pathspecs::of(act.world, call, tree, call.operands())
        }
        _ => Pathspecs::whole(),
    };
    files(act, call, &place, paths, &[Class::Unstaged]);
    Outcome::unknown()
}

/// `git read-tree`: with `--reset -u`, files of a revision take the place of those on disk. `-m` refuses where work
/// would be lost.
pub(super) fn read_tree(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>) -> Outcome {
    let place = Place::of(act, call);
    if call.has("--empty") {
        paths::unindex(act, &place);
    }
    if call.has("--reset") && call.has("-u") {
        files(act, call, &place, Pathspecs::whole(), discard::TRACKED);
    }
    Outcome::unknown()
}

/// `git apply -R`: a patch from standard input may be the very work it is taken from.
pub(super) fn apply(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>) -> Outcome {
    let only_index = call.has("--cached") && !call.has("--index");
    let only_tells = ["--stat", "--numstat", "--summary", "--check"].iter().any(|option| call.has(option));
    let from_input = call.operands().is_empty() || call.operand(0) == Some("-");
    if call.has("--reverse") && from_input && !only_index && (!only_tells || call.has("--apply")) {
        let place = Place::of(act, call);
        files(act, call, &place, Pathspecs::whole(), &[Class::Unstaged]);
    }
    Outcome::unknown()
}
