//! Owns the walk of find over the world: which entries it comes to, within a counted limit; does nothing to them.

use hook::{Entry, path};

use super::entry::Found;
use super::expression::Find;
use crate::act::Act;

/// How many entries are looked at by an expression of everyday size.
const MOST_ENTRIES: usize = 4000;
/// How many names of one directory are looked at.
const MOST_NAMES: usize = 4000;

/// What find comes to below one start.
#[derive(Debug, Default)]
pub(super) struct Walk {
    /// The entries that an action is reached for, with the actions.
    pub reached: Vec<(Found, Vec<usize>)>,
    /// How many entries were looked at.
    pub seen: usize,
    /// Directories that were not looked into, for there was too much.
    pub left: Vec<Found>,
    /// Stores of repositories that were not looked into, because the names in them say nothing.
    pub stores: Vec<Found>,
}

/// Walks from `start`, written as `shown`. What a build makes again is passed by unless `thorough`.
pub(super) fn walk(act: &Act<'_, '_, '_>, find: &Find, start: &str, shown: &str, thorough: bool) -> Walk {
    let root = act.places().project_root(start);
    let walker = Walker { act, find, root, thorough };
    let (mut walk, mut waiting) = (Walk::default(), vec![found(act, find, start, shown, 0)]);
    while let Some(found) = waiting.pop() {
        walk.seen += 1;
        let answer = find.ask(&found);
        if !answer.prunes {
            walker.enter(&found, &mut walk, &mut waiting);
        }
        if !answer.reached.is_empty() {
            walk.reached.push((found, answer.reached));
        }
        if answer.quits {
            break;
        }
    }
    walk
}

struct Walker<'w, 'c, 'l, 'f> {
    act: &'w Act<'c, 'l, 'f>,
    find: &'w Find,
    /// The root of the project that the start lies in.
    root: Option<String>,
    thorough: bool,
}

impl Walker<'_, '_, '_, '_> {
    /// Goes on to what the directory `found` holds, where that is looked at.
    fn enter(&self, found: &Found, walk: &mut Walk, waiting: &mut Vec<Found>) {
        let deep = self.find.most_depth.is_some_and(|most| found.depth >= most);
        if deep || found.entry != Entry::Directory || self.passes_by(found) {
            return;
        }
        if is_store(&found.path) {
            return walk.stores.push(found.clone());
        }
        let full = walk.seen + waiting.len() > MOST_ENTRIES / self.find.effort;
        match (!full).then(|| self.act.world.list(&found.path, MOST_NAMES)) {
            Some(Ok(listing)) if listing.complete => {
                let below = listing.names.iter().rev().map(|name| below(self.act, self.find, found, name));
                waiting.extend(below);
            }
            _ => walk.left.push(found.clone()),
        }
    }

    /// Whether a build makes again what the directory holds, so that it does not matter what is done to it.
    fn passes_by(&self, found: &Found) -> bool {
        let made_again = || self.act.places().is_regenerable_in(self.root.as_deref(), &found.path);
        !self.thorough && found.depth > 0 && made_again()
    }
}

/// Whether the names in a directory are made by git and say nothing.
fn is_store(directory: &str) -> bool {
    directory.ends_with("/.git/objects") || directory.ends_with("/.git/lfs/objects")
}

fn below(act: &Act<'_, '_, '_>, find: &Find, above: &Found, name: &str) -> Found {
    let shown = format!("{}/{name}", above.shown.trim_end_matches('/'));
    found(act, find, &path::join(&above.path, name), &shown, above.depth + 1)
}

fn found(act: &Act<'_, '_, '_>, find: &Find, path: &str, shown: &str, depth: usize) -> Found {
    let follows = find.follows || depth == 0 && (find.follows_starts || shown.ends_with('/'));
    let path = if follows || depth == 0 { act.world.resolve(path, follows) } else { path.into() };
    let entry = act.world.entry(&path);
    let is_empty = (entry == Entry::Directory && find.asks_for_empty)
        .then(|| act.world.list(&path, 1).is_ok_and(|listing| listing.names.is_empty()));
    Found { shown: shown.into(), path, entry, is_empty, depth }
}
