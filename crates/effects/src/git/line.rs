//! Owns what earlier calls of git in the line did to a repository, kept as notes of the world; does nothing to it.

use shell::World;

/// What may be remembered of a repository or a working tree, each a list of texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Note {
    /// Work that a commit of the line holds, by [`super::discard::Class`] and path. A promise.
    InCommit,
    /// Work that a stash entry of the line holds, likewise. A promise.
    InStash,
    /// Work that the line put into the index, likewise. A promise.
    InIndex,
    /// The same, for good: it may be in the index.
    Added,
    /// Set once the line took files out of the index that stay on disk.
    Unindexed,
    /// Set while work that a stash entry held lies in the working tree only.
    Popped,
    /// Set while the last stash entry lies in the working tree as well. A promise.
    Applied,
    /// References the line moved or removed: the name, and after a tab the revision it moved to.
    References,
    /// References the line made, likewise. A promise.
    Made,
    /// The revision HEAD is at, in terms of what was before the line.
    Head,
    /// The reference HEAD names; empty where it is detached.
    At,
    /// How many commits the line made on HEAD.
    Ahead,
    /// Set where the three before are sure. A promise.
    Sure,
    /// Set where a reference of the line keeps the commits it made. A promise.
    Kept,
    /// The revision that HEAD was moved back to while what came after it stayed in the working tree.
    Loose,
    /// The repository was made by the line. A promise.
    Fresh,
    /// The value the line gave to a configuration key.
    Setting,
}

impl Note {
    /// Whether it holds only where the command that left it ended well.
    fn is_promise(self) -> bool {
        use Note::{Applied, Fresh, InCommit, InIndex, InStash, Kept, Made, Sure};
        matches!(self, InCommit | InStash | InIndex | Applied | Made | Sure | Kept | Fresh)
    }
}

fn key(note: Note, of: &str) -> String {
    format!("git {note:?} {of}")
}

/// Everything remembered of `of`.
pub(super) fn all(world: &World<'_>, note: Note, of: &str) -> Vec<String> {
    last(world, note, of).map(|text| text.lines().map(String::from).collect()).unwrap_or_default()
}

/// What is remembered of `of`, where it is one thing.
pub(super) fn last(world: &World<'_>, note: Note, of: &str) -> Option<String> {
    world.noted(&key(note, of)).filter(|text| *text != FORGOTTEN).map(String::from)
}

/// Whether anything is remembered of `of`.
pub(super) fn has(world: &World<'_>, note: Note, of: &str) -> bool {
    last(world, note, of).is_some()
}

/// Remembers one thing in place of what was remembered.
pub(super) fn set(world: &mut World<'_>, note: Note, of: &str, value: &str) {
    match note.is_promise() {
        true => world.promise(key(note, of), value),
        false => world.note(key(note, of), value),
    }
}

/// Remembers `value` besides what is remembered. A value has no line ends: one that has is remembered in part.
pub(super) fn add(world: &mut World<'_>, note: Note, of: &str, value: &str) {
    let mut all = all(world, note, of);
    let value = value.lines().next().unwrap_or_default();
    if !all.iter().any(|known| known == value) {
        all.push(value.into());
        set(world, note, of, &all.join("\n"));
    }
}

/// Forgets what is remembered of `of`.
pub(super) fn forget(world: &mut World<'_>, note: Note, of: &str) {
    if has(world, note, of) {
        world.note(key(note, of), FORGOTTEN);
        waive(world, note, of);
    }
}

/// Forgets what is remembered of `of`, where the command ends well.
pub(super) fn waive(world: &mut World<'_>, note: Note, of: &str) {
    if has(world, note, of) {
        world.promise(key(note, of), FORGOTTEN);
    }
}

/// Stands for a note that was taken back: notes cannot be removed.
const FORGOTTEN: &str = "\0";
