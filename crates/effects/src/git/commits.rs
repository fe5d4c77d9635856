//! Owns what `git add` and `git commit` save, so that later commands of the line may throw it away; reads no repository
//! itself.

use hook::path;
use shell::{Outcome, World};

use super::call::GitCall;
use super::discard::Class;
use super::history;
use super::line::{self, Note};
use super::pathspec::Pathspecs;
use super::place::{Place, Tree};
use crate::act::Act;

/// `git add`: content goes into the index.
pub(super) fn add(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>) -> Outcome {
    let partial = ["--patch", "--interactive", "--edit", "--intent-to-add", "--refresh"];
    if partial.iter().any(|option| call.has(option)) {
        return Outcome::unknown();
    }
    let place = Place::of(act, call);
    let classes: &[Class] = match (call.has("--update"), call.has("--force")) {
        (true, _) => &[Class::Unstaged],
        (false, true) => &[Class::Unstaged, Class::Untracked, Class::Ignored],
        (false, false) => &[Class::Unstaged, Class::Untracked],
    };
    let (root, paths) = match &place {
        Place::Tree(tree) => (&tree.root, covered(act.world, call, tree)),
        Place::Fresh(root) => (root, vec![root.clone()]),
        Place::Nowhere | Place::Unknown => return Outcome::unknown(),
    };
    for path in paths {
        put(act.world, Note::Added, root, classes, &path);
        put(act.world, Note::InIndex, root, classes, &path);
    }
    Outcome::unknown()
}

fn covered(world: &World<'_>, call: &GitCall<'_>, tree: &Tree) -> Vec<String> {
    let everything = call.has("--all") || call.has("--update");
    match call.operands() {
        [] if everything => vec![tree.root.clone()],
        [] => Vec::new(),
        operands => Pathspecs::of(world, call, tree, operands).certain(&tree.root),
    }
}

fn put(world: &mut World<'_>, note: Note, root: &str, classes: &[Class], path: &str) {
    for class in classes {
        line::add(world, note, root, &class.at(path));
    }
}

/// `git commit`: the index, and with `-a` or paths more, goes into a commit.
pub(super) fn commit(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>) -> Outcome {
    if call.has("--patch") || call.has("--interactive") {
        return Outcome::unknown();
    }
    match Place::of(act, call) {
        Place::Fresh(root) => save_added(act.world, Note::InCommit, &root),
        Place::Tree(tree) => {
            if call.operands().is_empty() || call.has("--include") {
                save_index(act.world, call, &tree);
            }
            save_paths(act.world, call, &tree);
            history::commit(act.world, &tree, call.has("--amend"));
        }
        Place::Nowhere | Place::Unknown => {}
    }
    Outcome::unknown()
}

/// What the line had put into the index is held by `note` as well.
pub(super) fn save_added(world: &mut World<'_>, note: Note, root: &str) {
    for held in line::all(world, Note::Added, root) {
        line::add(world, note, root, &held);
    }
}

fn save_index(world: &mut World<'_>, call: &GitCall<'_>, tree: &Tree) {
    let root = &tree.root;
    put(world, Note::InCommit, root, &[Class::Staged], root);
    if call.has("--all") {
        put(world, Note::InCommit, root, &[Class::Unstaged], root);
    }
    save_added(world, Note::InCommit, root);
    if line::all(world, Note::InCommit, root).contains(&Class::Unstaged.at(root)) {
        line::waive(world, Note::Popped, root);
    }
}

fn save_paths(world: &mut World<'_>, call: &GitCall<'_>, tree: &Tree) {
    if call.operands().is_empty() {
        return;
    }
    let added = line::all(world, Note::Added, &tree.root);
    for path in Pathspecs::of(world, call, tree, call.operands()).certain(&tree.root) {
        put(world, Note::InCommit, &tree.root, &[Class::Unstaged, Class::Staged], &path);
        for held in
            added.iter().filter(|held| path::within(held.split_once(' ').map_or("", |held| held.1), &path))
        {
            line::add(world, Note::InCommit, &tree.root, held);
        }
    }
}
