//! Owns which commits would be lost when references go; knows no revision's grammar.
//!
//! Commits are painted from the newest to the oldest, as `git merge-base` does it: what only the references that go
//! can reach is lost. Where clocks were wrong the walk may end early and count too many, never too few.

use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use hook::{Commits, Head};

use super::commit::Commit;
use super::id::Id;
use super::object::{Kind, MOST_TAGS};
use super::revision::{self, Revision};
use super::{Git, locate};
use crate::file;

/// How many commits are read before a walk counts as incomplete.
const MOST: usize = 50_000;

/// How many linked working trees are looked at.
const MOST_TREES: usize = 1000;

/// Who reaches a commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Colors {
    gone: bool,
    kept: bool,
}

const GONE: Colors = Colors { gone: true, kept: false };
const KEPT: Colors = Colors { gone: false, kept: true };

/// A commit that was reached.
struct Node {
    colors: Colors,
    date: i64,
    parents: Vec<Id>,
    is_waiting: bool,
}

struct Walk<'g> {
    git: &'g Git,
    nodes: BTreeMap<Id, Node>,
    waiting: BinaryHeap<(i64, Id)>,
    /// How many of those waiting only the references that go have reached so far.
    open: usize,
    /// All that only the references that go have reached so far, the oldest first.
    lost: BTreeSet<(i64, Id)>,
    complete: bool,
}

/// The commits that nothing reaches once the references `gone` are away and `kept` revisions are pointed at.
pub(crate) fn stranded(git: &Git, gone: &[&str], kept: &[&str]) -> Commits {
    let incomplete = Commits { count: 0, complete: false };
    if !git.is_understood() || git.repository.head == Head::Unknown {
        return incomplete;
    }
    let (tips, complete) = tips(git, gone);
    let keepers = keepers(git, gone, kept);
    let open: Vec<Id> = tips.into_iter().filter(|id| !keepers.contains(id)).collect();
    let mut walk = Walk::new(git, complete);
    for id in &open {
        walk.complete &= walk.start(*id, GONE);
    }
    if walk.open > 0 {
        for id in &keepers {
            walk.start(*id, KEPT);
        }
        walk.run();
    }
    Commits { count: walk.lost.len(), complete: walk.complete }
}

/// What the references `gone` point at, and whether all of those could be told.
fn tips(git: &Git, gone: &[&str]) -> (BTreeSet<Id>, bool) {
    let (mut tips, mut complete) = (BTreeSet::new(), true);
    for name in gone {
        match git.refs.resolve(name) {
            Ok(id) => tips.extend(id),
            Err(_) => complete = false,
        }
    }
    (tips, complete)
}

/// What stays reachable at once: by other references, by the working trees, by `kept`.
fn keepers(git: &Git, gone: &[&str], kept: &[&str]) -> BTreeSet<Id> {
    let moved = match &git.repository.head {
        Head::Branch(name) if gone.contains(&"HEAD") => Some(name.as_str()),
        _ => None,
    };
    let is_gone = |name: &str| gone.contains(&name) || moved == Some(name);
    let (tips, _) = git.refs.shared();
    let others = tips.iter().filter(|(name, _)| !is_gone(name)).map(|(_, tip)| tip.peeled.unwrap_or(tip.id));
    let own = git.repository.git_dir.as_str();
    let heads = working_trees(git).into_iter().filter(|tree| tree != own || !gone.contains(&"HEAD"));
    let heads = heads.filter_map(|tree| match locate::head(&tree)? {
        Head::Detached(id) => Id::from_hex(id.as_bytes()),
        Head::Branch(_) | Head::Unknown => None,
    });
    let kept = kept.iter().filter_map(|text| match revision::resolve(git, text)? {
        Revision::At(id) => Some(id),
        Revision::Somewhere => None,
    });
    others.chain(heads).chain(kept).collect()
}

/// The git directories of all working trees.
fn working_trees(git: &Git) -> Vec<String> {
    let common = &git.repository.common_dir;
    let place = file::under(common, "worktrees");
    let (names, _) = file::names(file::path(place.as_bytes()), MOST_TREES).unwrap_or_default();
    let linked = names.into_iter().map(|(name, _)| file::under(&place, &file::lossy(name)));
    std::iter::once(common.clone()).chain(linked).collect()
}

impl<'g> Walk<'g> {
    fn new(git: &'g Git, complete: bool) -> Self {
        let (nodes, waiting, lost) = (BTreeMap::new(), BinaryHeap::new(), BTreeSet::new());
        Self { git, nodes, waiting, open: 0, lost, complete }
    }

    /// Paints the commit that `tip` is or is a tag of. Whether it could be read: one that cannot keeps nothing.
    fn start(&mut self, mut tip: Id, colors: Colors) -> bool {
        for _ in 0..MOST_TAGS {
            if self.nodes.contains_key(&tip) {
                self.reach(tip, colors);
                return true;
            }
            let Some(object) = self.git.objects.any(tip) else { return false };
            match object.kind {
                Kind::Commit => {
                    let added = self.add(tip, &object.content);
                    self.reach(tip, colors);
                    return added;
                }
                Kind::Tag => match object.tagged() {
                    Some(next) => tip = next,
                    None => return false,
                },
                Kind::Tree | Kind::Blob => return true,
            }
        }
        false
    }

    /// Paints `id` with `colors` and has it passed on to its parents, if that is news.
    fn reach(&mut self, id: Id, colors: Colors) {
        let Some(node) = self.node(id) else { return };
        let before = node.colors;
        let now = Colors { gone: before.gone || colors.gone, kept: before.kept || colors.kept };
        if now == before {
            return;
        }
        let (date, was_waiting) = (node.date, std::mem::replace(&mut node.is_waiting, true));
        node.colors = now;
        if was_waiting {
            self.open -= usize::from(before == GONE);
        } else {
            self.waiting.push((date, id));
        }
        self.open += usize::from(now == GONE);
        if now == GONE {
            self.lost.insert((date, id));
        } else {
            self.lost.remove(&(date, id));
        }
    }

    /// The commit `id`, read if it is new; none where it cannot be read or there were too many.
    fn node(&mut self, id: Id) -> Option<&mut Node> {
        if !self.nodes.contains_key(&id) {
            let text = self.git.objects.read(id, Kind::Commit).unwrap_or_default();
            self.complete &= self.add(id, &text);
        }
        self.nodes.get_mut(&id)
    }

    /// Adds the commit `id`. Whether there was room for it and it is one.
    fn add(&mut self, id: Id, text: &[u8]) -> bool {
        let Some(commit) = Commit::parsed(text) else { return false };
        if self.nodes.len() == MOST {
            self.complete = false;
            return false;
        }
        let parents = if self.git.is_shallow(id) { Vec::new() } else { commit.parents };
        let colors = Colors { gone: false, kept: false };
        self.nodes.insert(id, Node { colors, date: commit.date, parents, is_waiting: false });
        true
    }

    fn run(&mut self) {
        while let Some((date, id)) = self.waiting.pop() {
            let is_done = self.open == 0 && self.lost.first().is_none_or(|(oldest, _)| date < *oldest);
            if is_done || !self.complete {
                return;
            }
            let Some(node) = self.nodes.get_mut(&id) else { continue };
            node.is_waiting = false;
            let (colors, parents) = (node.colors, node.parents.clone());
            self.open -= usize::from(colors == GONE);
            for parent in parents {
                self.reach(parent, colors);
            }
        }
    }
}
