//! Owns what `git stash` saves, and what is lost with its entries; reads no repository itself.

use hook::Span;
use law::{Kind, Standing};
use shell::Outcome;

use super::call::GitCall;
use super::commits;
use super::discard::{self, Class, Discard, loss};
use super::line::{self, Note};
use super::pathspec::Pathspecs;
use super::place::{Place, Tree};
use crate::act::Act;
use crate::effect::Loss;

/// `git stash`.
pub(super) fn stash(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>) -> Outcome {
    let place = Place::of(act, call);
    match call.verb {
        "" | "push" | "save" => save(act, call, &place),
        "drop" => drop_entry(act, call, &place),
        "clear" => clear(act, call, &place),
        "pop" | "branch" => bring_back(act, call, &place),
        "apply" => note_applied(act, call, &place),
        "list" => return list(act, &place),
        _ => {}
    }
    Outcome::unknown()
}

/// Work is put into a new entry.
fn save(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>, place: &Place) {
    let Some(tree) = place.tree().filter(|_| !call.has("--patch")) else { return };
    let paths = match call.verb {
        "save" => Pathspecs::whole(),
        _ => Pathspecs::of(act.world, call, tree, call.operands()),
    };
    let classes: &[Class] = match (call.has("--all"), call.has("--include-untracked"), call.has("--staged")) {
        (true, ..) => &[Class::Unstaged, Class::Staged, Class::Untracked, Class::Ignored],
        (_, true, _) => &[Class::Unstaged, Class::Staged, Class::Untracked],
        (_, _, true) => &[Class::Staged],
        _ => discard::TRACKED,
    };
    let span = call.invocation.shell.span;
    discard::tell_guard(act, tree, &paths, classes, span);
    for path in paths.certain(&tree.root) {
        for class in classes {
            line::add(act.world, Note::InStash, &tree.root, &class.at(&path));
        }
    }
    if paths.is_whole(&tree.root) {
        commits::save_added(act.world, Note::InStash, &tree.root);
    }
    line::waive(act.world, Note::Popped, &tree.root);
    line::forget(act.world, Note::Applied, &tree.root);
}

fn drop_entry(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>, place: &Place) {
    let named = call.operands().first().map(|arg| arg.text.shown());
    let is_last = matches!(named.as_deref(), None | Some("0" | "stash@{0}"));
    let losses = match place {
        Place::Nowhere | Place::Fresh(_) => return,
        Place::Unknown => vec![unknown()],
        Place::Tree(tree) => match is_last && line::has(act.world, Note::Applied, &tree.root) {
            true => Vec::new(),
            false if is_last && takes_back(act, tree, call.invocation.shell.span) => vec![own_entry()],
            false => entries(act, tree, Some(1)).into_iter().collect(),
        },
    };
    if let Some(tree) = place.tree().filter(|_| losses.is_empty()) {
        forget_entry(act, tree);
    }
    let target = named.unwrap_or_else(|| "stash@{0}".into());
    act.record_named(Kind::DiscardStash, target, losses, call.invocation.shell.span);
}

fn clear(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>, place: &Place) {
    let span = call.invocation.shell.span;
    let losses = match place {
        Place::Nowhere | Place::Fresh(_) => return,
        Place::Unknown => vec![unknown()],
        Place::Tree(tree) => {
            let own = takes_back(act, tree, span).then(own_entry);
            own.into_iter().chain(entries(act, tree, None)).collect()
        }
    };
    act.record_named(Kind::DiscardStash, "all stash entries", losses, span);
}

/// The entries that were there before the line.
pub(super) fn entries(act: &Act<'_, '_, '_>, tree: &Tree, most: Option<usize>) -> Option<Loss> {
    let count = act.world.facts.stashes(&tree.repository);
    match most.map_or(count, |most| count.min(most)) {
        0 => None,
        1 => Some(loss(Standing::Unreachable, "a stash entry")),
        count => Some(loss(Standing::Unreachable, format!("{count} stash entries"))),
    }
}

fn own_entry() -> Loss {
    loss(Standing::Unreachable, "the stash entry that this line makes")
}

fn unknown() -> Loss {
    loss(Standing::Unknown, "stash entries of a repository that cannot be told")
}

/// Whether the line made an entry with something in it, which counts as unsaved work again.
fn takes_back(act: &mut Act<'_, '_, '_>, tree: &Tree, span: Span) -> bool {
    let held = line::all(act.world, Note::InStash, &tree.root);
    line::forget(act.world, Note::InStash, &tree.root);
    let classes = [Class::Unstaged, Class::Staged, Class::Untracked, Class::Ignored];
    let classes: Vec<Class> =
        classes.into_iter().filter(|class| held.iter().any(|held| held.starts_with(&class.at("")))).collect();
    let (paths, spared) = (Pathspecs::whole(), &[]);
    let what = Discard { paths, classes: &classes, spared, nested: false, span };
    !held.is_empty() && discard::is_there_any(act, tree, &what)
}

/// The last entry goes, but what it held is in the working tree.
fn forget_entry(act: &mut Act<'_, '_, '_>, tree: &Tree) {
    line::forget(act.world, Note::Applied, &tree.root);
    match line::has(act.world, Note::InStash, &tree.root) {
        true => line::forget(act.world, Note::InStash, &tree.root),
        false => line::set(act.world, Note::Popped, &tree.root, ""),
    }
}

/// An entry goes back into the working tree, which is then all that has it.
fn bring_back(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>, place: &Place) {
    let Some(tree) = place.tree() else { return };
    let own = takes_back(act, tree, call.invocation.shell.span);
    if !own && act.world.facts.stashes(&tree.repository) > 0 {
        line::set(act.world, Note::Popped, &tree.root, "");
    }
}

/// The last entry is in the working tree as well, so that dropping it loses nothing. Git refuses where work would be
/// written over, so this is believed only where there was none.
fn note_applied(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>, place: &Place) {
    let Some(tree) = place.tree().filter(|_| call.operands().is_empty()) else { return };
    let (paths, spared, span) = (Pathspecs::whole(), &[], call.invocation.shell.span);
    let what = Discard { paths, classes: discard::TRACKED, spared, nested: false, span };
    if !discard::is_there_any(act, tree, &what) {
        line::set(act.world, Note::Applied, &tree.root, "");
    }
}

/// What `git stash list` prints where there is nothing to list.
fn list(act: &Act<'_, '_, '_>, place: &Place) -> Outcome {
    let Some(tree) = place.tree() else { return Outcome::unknown() };
    let none =
        act.world.facts.stashes(&tree.repository) == 0 && !line::has(act.world, Note::InStash, &tree.root);
    if none { Outcome::silent() } else { Outcome::unknown() }
}
