//! Owns telling what is staged from what HEAD has; looks at no file of the working tree.

use std::ops::Range;

use hook::Tally;

use super::id::Id;
use super::index::{Entry, Trees};
use super::object::{self, Kind, Leaf};
use super::{Git, Tree};
use crate::file;

/// A directory that is still to be compared.
struct Step {
    /// Its tree in HEAD.
    tree: Id,
    /// Its place among the cached trees.
    cached: Option<usize>,
    /// Its entries.
    entries: Range<usize>,
    /// How many bytes of their names are the directory's, with its slash.
    depth: usize,
}

/// Compares entries of the index with the tree of HEAD.
struct Staged<'g> {
    git: &'g Git,
    trees: Trees<'g>,
    root: &'g str,
    steps: Vec<Step>,
    /// The last entry that was counted: the sides of a conflict are one file.
    last: Option<usize>,
}

/// Counts the entries in `selected` that HEAD does not have as they are. Whether all could be compared.
pub(crate) fn count(git: &Git, root: &str, selected: &[Range<usize>], tally: &mut Tally) -> bool {
    let index = git.index();
    let tree = git.head_tree();
    if selected.iter().all(Range::is_empty) || matches!(tree, Tree::At(id) if index.root_tree() == Some(id)) {
        return true;
    }
    let mut staged = Staged { git, trees: Trees::default(), root, steps: Vec::new(), last: None };
    match tree {
        Tree::Unknown => false,
        Tree::Unborn => {
            selected.iter().for_each(|range| staged.all(range.clone(), tally));
            true
        }
        Tree::At(tree) => {
            staged.trees = index.trees();
            let step = |entries: &Range<usize>| Step {
                tree,
                cached: Some(Trees::ROOT),
                entries: entries.clone(),
                depth: 0,
            };
            staged.steps = selected.iter().map(step).rev().collect();
            staged.run(tally)
        }
    }
}

impl Staged<'_> {
    fn run(&mut self, tally: &mut Tally) -> bool {
        let mut complete = true;
        while let Some(step) = self.steps.pop() {
            match self.git.objects.read(step.tree, Kind::Tree) {
                Some(tree) => self.compare(&tree, step, tally),
                None => complete = false,
            }
        }
        complete
    }

    fn compare(&mut self, tree: &[u8], step: Step, tally: &mut Tally) {
        let mut leaves: Vec<Leaf<'_>> = object::leaves(tree).collect();
        leaves.sort_unstable_by_key(|leaf| leaf.name);
        let leaf =
            |name: &[u8]| leaves.binary_search_by_key(&name, |leaf| leaf.name).ok().map(|at| leaves[at]);
        let index = self.git.index();
        let (mut at, end) = (step.entries.start, step.entries.end);
        while at < end {
            let entry = &index.entries[at];
            let name = &index.name(entry)[step.depth..];
            let Some(cut) = name.iter().position(|byte| *byte == b'/') else {
                if !leaf(name).is_some_and(|leaf| is_same(entry, leaf)) {
                    self.all(at..at + 1, tally);
                }
                at += 1;
                continue;
            };
            let directory = &index.name(entry)[..=step.depth + cut];
            let below = |entry: &Entry| index.name(entry).starts_with(directory);
            let entries = at..at + index.entries[at..end].partition_point(below);
            at = entries.end;
            match leaf(&name[..cut]).filter(|leaf| leaf.mode == 0o40_000) {
                Some(leaf) => self.enter(leaf, entries, &step, directory.len()),
                None => self.all(entries, tally),
            }
        }
    }

    /// Compares a directory later, unless its cached tree is the one in HEAD.
    fn enter(&mut self, leaf: Leaf<'_>, entries: Range<usize>, above: &Step, depth: usize) {
        let cached = above.cached.and_then(|place| self.trees.child(place, leaf.name));
        if cached.and_then(|place| self.trees.id(place)) != Some(leaf.id) {
            self.steps.push(Step { tree: leaf.id, cached, entries, depth });
        }
    }

    /// Counts all of `entries`.
    fn all(&mut self, entries: Range<usize>, tally: &mut Tally) {
        let index = self.git.index();
        for at in entries {
            let entry = &index.entries[at];
            let name = index.name(entry);
            let is_counted = self.last.is_some_and(|last| index.name(&index.entries[last]) == name);
            if !is_counted && !entry.is_announced {
                self.last = Some(at);
                tally.add(file::lossy(super::on_disk(self.root, name)));
            }
        }
    }
}

/// Whether an entry is what the tree has. Trees of old repositories hold more modes than are told apart.
fn is_same(entry: &Entry, leaf: Leaf<'_>) -> bool {
    let kind = 0o170_000;
    entry.stage == 0 && entry.id == leaf.id && entry.mode & (kind | 0o100) == leaf.mode & (kind | 0o100)
}
