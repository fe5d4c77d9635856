//! Owns what `git checkout` and `git switch` throw away: work in files, and commits that only HEAD or a branch that is
//! set anew reaches; reads no repository itself.

use hook::{Head, Span};
use law::Standing;
use shell::{Arg, Outcome, World};

use super::call::GitCall;
use super::discard::{self, Class, Discard, loss};
use super::history::{self, Change, Spot, Stand};
use super::line::{self, Note};
use super::pathspec::Pathspecs;
use super::place::{Place, Tree};
use super::{reset, trees};
use crate::act::Act;

/// What the operands of a checkout are.
struct Operands<'r> {
    /// The revision to check out, or to take files from.
    revision: Option<&'r Arg>,
    /// The files.
    paths: &'r [&'r Arg],
}

/// `git checkout`.
pub(super) fn checkout(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>) -> Outcome {
    if call.asks_in_vain("--patch") {
        return Outcome::unknown();
    }
    let place = Place::of(act, call);
    let operands = operands(act.world, call, &place);
    match is_of_files(call, &operands) {
        true => files(act, call, &place, &operands),
        false => switch_to(act, call, &place, operands.revision),
    }
    Outcome::unknown()
}

/// `git switch`.
pub(super) fn switch(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>) -> Outcome {
    let place = Place::of(act, call);
    switch_to(act, call, &place, call.operands().first().copied());
    Outcome::unknown()
}

/// Tells revision and paths apart as git does: `--` decides, then whether the first names a commit.
fn operands<'r>(world: &World<'_>, call: &GitCall<'r>, place: &Place) -> Operands<'r> {
    let all = call.operands();
    let after_revision = match (call.reading.separated, all.first()) {
        (Some(0), _) | (_, None) => false,
        (Some(_), _) => true,
        (None, Some(first)) => is_revision(world, call, place, first),
    };
    match (after_revision, all) {
        (true, [revision, paths @ ..]) => Operands { revision: Some(revision), paths },
        _ => Operands { revision: None, paths: all },
    }
}

fn is_revision(world: &World<'_>, call: &GitCall<'_>, place: &Place, arg: &Arg) -> bool {
    let (Some(text), Some(tree)) = (arg.as_known(), place.tree()) else {
        return creates(call).is_some() || call.has("--detach") || call.has("--track");
    };
    text == "-"
        || history::is_head(text)
        || text.starts_with("@{-")
        || world.facts.is_revision(&tree.repository, text)
        || line::all(world, Note::Made, tree.store()).iter().any(|change| made_here(change, text))
}

/// Whether a change the line made gave `name` to a branch.
fn made_here(change: &str, name: &str) -> bool {
    change.split_once('\t').is_some_and(|(reference, to)| !to.is_empty() && history::short(reference) == name)
}

/// The branch that the call makes, and whether it may take the place of another.
fn creates<'r>(call: &GitCall<'r>) -> Option<(&'r str, bool)> {
    let named = |option| call.value(option).map(|text| text.as_known().unwrap_or_default());
    let anew = named("-B").or_else(|| named("--force-create")).map(|name| (name, true));
    let new = named("-b").or_else(|| named("--create")).or_else(|| named("--orphan"));
    anew.or(new.map(|name| (name, false)))
}

fn is_of_files(call: &GitCall<'_>, operands: &Operands<'_>) -> bool {
    !operands.paths.is_empty()
        || call.reading.separated == Some(0) && !call.operands().is_empty()
        || call.has("--pathspec-from-file")
        || call.has("--patch")
}

/// Files of the index or of a revision take the place of those on disk.
fn files(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>, place: &Place, operands: &Operands<'_>) {
    let paths = match place.tree() {
        Some(tree) => Pathspecs::of(act.world, call, tree, operands.paths),
        None => Pathspecs::whole(),
    };
    let classes: &[Class] = if operands.revision.is_some() { discard::TRACKED } else { &[Class::Unstaged] };
    let whole = place.tree().is_some_and(|tree| paths.is_whole(&tree.root));
    let span = call.invocation.shell.span;
    discard::discard(act, place, &Discard { paths, classes, spared: &[], nested: false, span });
    if let Some(tree) = place.tree().filter(|_| whole && operands.revision.is_some()) {
        reset::forget_work(act, tree, span);
    }
}

/// Another branch or commit is checked out.
fn switch_to(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>, place: &Place, revision: Option<&Arg>) {
    let forced = ["--force", "--discard-changes"];
    if forced.iter().any(|option| call.has(option)) || is_unclear(call) {
        let (paths, span) = (Pathspecs::whole(), call.span(&forced));
        let classes = discard::TRACKED;
        discard::discard(act, place, &Discard { paths, classes, spared: &[], nested: false, span });
        trees::discard_below(act, call);
    }
    let Some(tree) = place.tree() else { return };
    let start = revision.map_or(Some("HEAD"), |arg| arg.as_known());
    let spot = Stand::now(act.world, tree).spot(start.unwrap_or("@{-1}"));
    match creates(call) {
        Some((name, anew)) => make_branch(act, call, tree, (name, anew), &spot),
        None if revision.is_some() || call.has("--detach") => {
            leave(act, tree, &spot, call.invocation.shell.span)
        }
        None => {}
    }
}

/// Whether something unknown may be an option and a branch at once.
fn is_unclear(call: &GitCall<'_>) -> bool {
    creates(call).is_none() && call.reading.unclear && call.operands().iter().any(|arg| arg.splits)
}

/// A branch is made, or with `-B` set anew, and checked out.
fn make_branch(
    act: &mut Act<'_, '_, '_>,
    call: &GitCall<'_>,
    tree: &Tree,
    (name, anew): (&str, bool),
    spot: &Spot,
) {
    let reference = format!("refs/heads/{name}");
    match anew {
        true => {
            let change = Change::moves(reference.as_str(), spot.revision.as_str());
            let losses = history::strand(act, tree, &[change]);
            history::tell(act, name, losses, call.span(&["-B", "--force-create"]));
        }
        false => history::note_made(act.world, tree, &reference, &spot.revision),
    }
    if spot.ahead > 0 {
        line::set(act.world, Note::Kept, tree.own(), "");
    }
    if matches!(tree.repository.head, Head::Detached(_)) {
        history::note_gone(act.world, tree, "HEAD");
    }
    history::put_head_at(act.world, tree, &reference, spot);
}

/// HEAD leaves the commit it is at, which matters where no branch holds it.
fn leave(act: &mut Act<'_, '_, '_>, tree: &Tree, spot: &Spot, span: Span) {
    let stand = Stand::now(act.world, tree);
    let mut losses = Vec::new();
    if stand.is_detached() && stand.ahead > spot.ahead && !line::has(act.world, Note::Kept, tree.own()) {
        losses.push(loss(Standing::Unreachable, "the commit that this line makes"));
    }
    if matches!(tree.repository.head, Head::Detached(_)) && spot.revision != "HEAD" {
        losses.extend(history::strand(act, tree, &[Change::moves("HEAD", spot.revision.as_str())]));
    }
    history::tell(act, "HEAD", losses, span);
    let branch = format!("refs/heads/{}", spot.revision);
    let is_branch = act.world.facts.is_revision(&tree.repository, &branch);
    let remote = !act.world.facts.is_revision(&tree.repository, &spot.revision);
    let at = if is_branch || remote { branch.as_str() } else { "" };
    if !stand.is_detached() {
        line::set(act.world, Note::Kept, tree.own(), "");
    }
    history::put_head_at(act.world, tree, at, spot);
}
