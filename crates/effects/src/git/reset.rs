//! Owns what `git reset` throws away: work, and commits that HEAD leaves behind; reads no repository itself.

use hook::Span;
use law::Standing;
use shell::{Outcome, World};

use super::call::GitCall;
use super::discard::{self, Class, Discard, loss};
use super::history::{self, Change, Spot, Stand};
use super::line::{self, Note};
use super::pathspec::Pathspecs;
use super::place::{Place, Tree};
use super::trees;
use crate::act::Act;

/// What a reset leaves as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Nothing.
    Hard,
    /// What is changed on disk only.
    Merge,
    /// All work, or it refuses.
    Keep,
    /// The files, and with `--soft` the index.
    Loose,
}

const MODES: &[(&str, Mode)] = &[
    ("--hard", Mode::Hard),
    ("--merge", Mode::Merge),
    ("--keep", Mode::Keep),
    ("--soft", Mode::Loose),
    ("--mixed", Mode::Loose),
];

/// `git reset`.
pub(super) fn reset(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>) -> Outcome {
    let mode = mode(call);
    if call.has("--patch") || is_of_paths(call, mode) {
        return Outcome::unknown();
    }
    let place = Place::of(act, call);
    let span = call.span(&["--hard", "--merge", "--keep"]);
    let classes = match mode {
        Mode::Hard => discard::TRACKED,
        Mode::Merge => &[Class::Staged],
        Mode::Keep | Mode::Loose => &[],
    };
    if !classes.is_empty() {
        let paths = Pathspecs::whole();
        discard::discard(act, &place, &Discard { paths, classes, spared: &[], nested: false, span });
    }
    if mode == Mode::Hard {
        trees::discard_below(act, call);
    }
    if let Some(tree) = place.tree() {
        move_head(act, call, tree, mode);
        if mode == Mode::Hard {
            forget_work(act, tree, span);
        }
    }
    Outcome::unknown()
}

/// The worst of the modes given; where none is and an option may hide in something unknown, the worst of all.
fn mode(call: &GitCall<'_>) -> Mode {
    let given = MODES.iter().find(|(name, _)| call.has(name)).map(|(_, mode)| *mode);
    given.unwrap_or(if call.reading.unclear { Mode::Hard } else { Mode::Loose })
}

/// Whether only paths of the index are reset, which leaves the files as they are.
fn is_of_paths(call: &GitCall<'_>, mode: Mode) -> bool {
    mode == Mode::Loose
        && (call.operands().len() > 1 || call.reading.separated.is_some() || call.has("--pathspec-from-file"))
}

fn move_head(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>, tree: &Tree, mode: Mode) {
    let Some(arg) = call.operands().first() else { return };
    let span = arg.span;
    let Some(revision) = arg.as_known() else {
        if mode != Mode::Loose {
            leave_for_somewhere(act, tree, span);
        }
        return;
    };
    let known = || act.world.facts.is_revision(&tree.repository, revision);
    if history::is_head(revision) || mode == Mode::Loose && !known() {
        return;
    }
    let stands = Stand::all(act.world, tree);
    for stand in &stands {
        match mode {
            Mode::Loose => loosen(act.world, tree, stand, &stand.spot(revision)),
            _ => leave_behind(act, tree, stand, &stand.spot(revision), span),
        }
    }
    history::put_head(act.world, tree, &stands[0].spot(revision));
}

/// HEAD goes where nobody knows.
fn leave_for_somewhere(act: &mut Act<'_, '_, '_>, tree: &Tree, span: Span) {
    let stands = Stand::all(act.world, tree).into_iter();
    let changes: Vec<Change> = stands.flat_map(|stand| stand.at).map(Change::removes).collect();
    let losses = history::strand(act, tree, &changes);
    history::tell(act, "HEAD", losses, span);
}

/// HEAD goes back, and what the commits held stays in the files.
fn loosen(world: &mut World<'_>, tree: &Tree, stand: &Stand, spot: &Spot) {
    line::set(world, Note::Loose, tree.own(), &spot.revision);
    if stand.ahead > spot.ahead {
        line::forget(world, Note::InCommit, &tree.root);
    }
}

/// HEAD goes elsewhere, and what the commits held goes from the files.
fn leave_behind(act: &mut Act<'_, '_, '_>, tree: &Tree, stand: &Stand, spot: &Spot, span: Span) {
    let mut losses = Vec::new();
    if stand.ahead > spot.ahead && !line::has(act.world, Note::Kept, tree.own()) {
        losses.push(loss(Standing::Unreachable, "the commit that this line makes"));
    }
    let to = |reference: &String| Change::moves(reference.as_str(), spot.revision.as_str());
    let changes: Vec<Change> = stand.at.iter().map(to).collect();
    losses.extend(history::strand(act, tree, &changes));
    history::tell(act, "HEAD", losses, span);
}

/// What the line had left in the files only is gone: commits that HEAD was taken back from, and popped stash entries.
pub(super) fn forget_work(act: &mut Act<'_, '_, '_>, tree: &Tree, span: Span) {
    if let Some(revision) = line::last(act.world, Note::Loose, tree.own()) {
        let stand = Stand::now(act.world, tree);
        leave_behind(act, tree, &stand, &Spot { revision, ahead: 0 }, span);
        line::forget(act.world, Note::Loose, tree.own());
    }
    line::forget(act.world, Note::Popped, &tree.root);
    line::forget(act.world, Note::Added, &tree.root);
}
