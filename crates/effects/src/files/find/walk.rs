//! Owns the walk of find over the world: which entries it comes to, within a counted limit; does nothing to them.

use hook::{Entry, path};

use super::entry::Found;
use super::expression::Find;
use crate::act::Act;

/// How many entries are looked at.
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
    let mut walk = Walk::default();
    let root = act.places().project_root(start);
    let first = found(act, find, start, shown, 0);
    let mut waiting = vec![first];
    while let Some(found) = waiting.pop() {
        walk.seen += 1;
        let answer = find.ask(&found);
        let enters = found.entry == Entry::Directory
            && !answer.prunes
            && find.most_depth.is_none_or(|most| found.depth < most);
        let passed_by =
            !thorough && found.depth > 0 && act.places().is_regenerable_in(root.as_deref(), &found.path);
        match () {
            () if !enters => {}
            () if passed_by => {}
            () if is_store(&found.path) => walk.stores.push(found.clone()),
            () if walk.seen + waiting.len() > MOST_ENTRIES => walk.left.push(found.clone()),
            () => match act.world.names(&found.path, MOST_NAMES) {
                Some(names) => waiting.extend(names.iter().rev().map(|name| below(act, find, &found, name))),
                None => walk.left.push(found.clone()),
            },
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

/// Whether the names in a directory are made by git and say nothing.
fn is_store(directory: &str) -> bool {
    directory.ends_with("/.git/objects") || directory.ends_with("/.git/lfs/objects")
}

fn below(act: &Act<'_, '_, '_>, find: &Find, above: &Found, name: &str) -> Found {
    let shown = format!("{}/{name}", above.shown.trim_end_matches('/'));
    found(act, find, &path::join(&above.path, name), &shown, above.depth + 1)
}

fn found(act: &Act<'_, '_, '_>, find: &Find, path: &str, shown: &str, depth: usize) -> Found {
    let follows = find.follows || find.follows_starts && depth == 0 || depth == 0 && shown.ends_with('/');
    let path = act.world.resolve(path, follows);
    let entry = act.world.entry(&path);
    let is_empty = (entry == Entry::Directory && find.asks_for_empty)
        .then(|| act.world.list(&path, 1).is_ok_and(|listing| listing.names.is_empty()));
    Found { shown: shown.into(), path, entry, is_empty, depth }
}
