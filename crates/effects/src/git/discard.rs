//! Owns what is lost where git throws work away: changes in files it tracks, files it does not, and what the line itself
//! had put aside; decides nothing.

use hook::{Scan, Span, Tally, path};
use law::{Kind, Standing};
use shell::{Origin, World};

use super::line::{self, Note};
use super::pathspec::Pathspecs;
use super::place::{Place, Tree};
use crate::act::{Act, Target};
use crate::effect::Loss;
use crate::standing::work;

/// A kind of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// What a tracked file holds and the index does not.
    Unstaged,
    /// What the index holds and HEAD does not.
    Staged,
    /// A file that git neither tracks nor ignores.
    Untracked,
    /// A file that git ignores.
    Ignored,
}

/// Changes to files that git tracks.
pub(super) const TRACKED: &[Class] = &[Class::Unstaged, Class::Staged];

/// What a command throws away.
#[derive(Debug, Clone)]
pub(super) struct Discard<'d> {
    /// Where.
    pub paths: Pathspecs,
    /// Which kinds of work.
    pub classes: &'d [Class],
    /// Patterns of files that stay, as `git clean -e` has them.
    pub spared: &'d [String],
    /// Whether repositories in directories that git does not track go too.
    pub nested: bool,
    /// The part of the line that decides.
    pub span: Span,
}

/// Work that would be lost.
#[derive(Debug, Default)]
struct Found {
    unsaved: Tally,
    untracked: Tally,
    ignored: Tally,
    incomplete: bool,
}

impl Class {
    /// Its mark in notes.
    fn mark(self) -> char {
        match self {
            Self::Unstaged => 'w',
            Self::Staged => 's',
            Self::Untracked => 'u',
            Self::Ignored => 'i',
        }
    }

    /// How notes write work of this kind at `path`.
    pub(super) fn at(self, path: &str) -> String {
        format!("{} {path}", self.mark())
    }
}

/// Tells the ledger what is lost where `what` is thrown away.
pub(super) fn discard(act: &mut Act<'_, '_, '_>, place: &Place, what: &Discard<'_>) {
    let (target, losses) = match place {
        Place::Nowhere => return,
        Place::Unknown => (
            "a working tree".into(),
            vec![loss(Standing::Unknown, "work in a repository that cannot be told")],
        ),
        Place::Fresh(root) => (target(act, root, what), lost_in_fresh(act, root, what)),
        Place::Tree(tree) => {
            let found = Found::look(act, tree, what);
            found.tell_guard(act, what.span);
            (target(act, &tree.root, what), found.losses(act, tree, what))
        }
    };
    act.record_named(Kind::DiscardWork, target, losses, what.span);
}

impl Found {
    fn look(act: &Act<'_, '_, '_>, tree: &Tree, what: &Discard<'_>) -> Self {
        let has = |class| what.classes.contains(&class);
        let scan = Scan {
            paths: what.paths.bases(),
            tracked: has(Class::Unstaged) || has(Class::Staged),
            untracked: has(Class::Untracked),
            ignored: has(Class::Ignored),
        };
        let work = act.world.facts.work(&tree.repository, &scan);
        let sift = |tally: &Tally, class| match has(class) {
            true => Sieve::new(act.world, tree, what, class).sift(tally),
            false => Tally::default(),
        };
        let mut found = Self {
            unsaved: sift(&work.unstaged, Class::Unstaged),
            untracked: sift(&work.untracked, Class::Untracked),
            ignored: sift(&work.ignored, Class::Ignored),
            incomplete: !work.complete,
        };
        found.also(&sift(&work.staged, Class::Staged));
        if has(Class::Staged) {
            found.also(&newly_added(act, tree, what));
        }
        found
    }

    /// Counts more unsaved files, each once.
    fn also(&mut self, more: &Tally) {
        let beyond = more.count - more.paths.len();
        for path in &more.paths {
            if !self.unsaved.paths.contains(path) {
                self.unsaved.add(path.clone());
            }
        }
        self.unsaved.count += beyond;
    }

    /// Tells the ledger where the guard's own files are among the work.
    fn tell_guard(&self, act: &mut Act<'_, '_, '_>, span: Span) {
        let all = [&self.unsaved, &self.untracked, &self.ignored];
        for path in all.iter().flat_map(|tally| &tally.paths) {
            let losses = act.places().special_to_write(&Target::Path(path.clone()));
            let guard: Vec<Loss> =
                losses.into_iter().filter(|loss| loss.standing == Standing::Guard).collect();
            if !guard.is_empty() {
                let shown = act.places().shown(path);
                act.record_named(Kind::ChangeGuard, shown, guard, span);
            }
        }
    }

    fn losses(&self, act: &Act<'_, '_, '_>, tree: &Tree, what: &Discard<'_>) -> Vec<Loss> {
        let places = act.places();
        let mut losses = Vec::new();
        if self.incomplete {
            let root = places.shown(&tree.root);
            losses.push(loss(Standing::Unknown, format!("more in {root} than was looked at")));
        }
        if !self.unsaved.is_empty() {
            losses.push(loss(Standing::Unsaved, work::unsaved(&places, &self.unsaved)));
        }
        losses.extend(work::sorted_out(&places, &self.untracked, Standing::Untracked, "untracked"));
        losses.extend(work::sorted_out(&places, &self.ignored, Standing::Ignored, "ignored"));
        losses.extend(put_here(act, tree, what));
        losses.extend(popped(act.world, tree, what));
        losses
    }
}

/// Lets through what of a tally would be lost.
struct Sieve<'s, 'f> {
    world: &'s World<'f>,
    tree: &'s Tree,
    what: &'s Discard<'s>,
    class: Class,
    /// Paths whose work of this kind the line has put where it stays.
    saved: Vec<String>,
}

impl<'s, 'f> Sieve<'s, 'f> {
    fn new(world: &'s World<'f>, tree: &'s Tree, what: &'s Discard<'s>, class: Class) -> Self {
        let in_index = !what.classes.contains(&Class::Staged);
        let of = |note| paths_of(world, note, &tree.root, class);
        let added = if in_index { of(Note::InIndex) } else { Vec::new() };
        let saved = [of(Note::InCommit), of(Note::InStash), added].concat();
        Self { world, tree, what, class, saved }
    }

    fn sift(&self, tally: &Tally) -> Tally {
        let saved = &self.saved;
        let beyond = match saved.contains(&self.tree.root) {
            true => 0,
            false => tally.count - tally.paths.len(),
        };
        let is_saved = |path: &str| saved.iter().any(|saved| path::within(path, saved));
        let paths: Vec<String> =
            tally.paths.iter().filter(|path| self.is_hit(path) && !is_saved(path)).cloned().collect();
        Tally { count: paths.len() + beyond, paths }
    }

    fn is_hit(&self, path: &str) -> bool {
        let untracked = matches!(self.class, Class::Untracked | Class::Ignored);
        let stays = untracked && !self.what.nested && is_nested(self.world, path);
        !stays && self.what.paths.cover(path) && !self.is_spared(path) && self.stands(path)
    }

    /// Whether what stood at `path` before the line is still there.
    fn stands(&self, path: &str) -> bool {
        !matches!(self.world.origin(path), Origin::Gone)
    }

    fn is_spared(&self, path: &str) -> bool {
        let spared = self.what.spared;
        !spared.is_empty()
            && path::below(path, &self.tree.root)
                .is_some_and(|rest| spared.iter().any(|pattern| super::clean::excludes(pattern, rest)))
    }
}

/// Whether a repository of its own stands at `path`.
fn is_nested(world: &World<'_>, path: &str) -> bool {
    world.facts.entry(&path::join(path, ".git")) != hook::Entry::Missing
}

/// Paths of work of one kind that the line put somewhere.
pub(super) fn paths_of(world: &World<'_>, note: Note, root: &str, class: Class) -> Vec<String> {
    let all = line::all(world, note, root);
    all.iter().filter_map(|held| held.strip_prefix(&class.at("")).map(String::from)).collect()
}

/// Files that were untracked before the line and that it put into the index: they go where the index goes.
fn newly_added(act: &Act<'_, '_, '_>, tree: &Tree, what: &Discard<'_>) -> Tally {
    let added = |class| paths_of(act.world, Note::Added, &tree.root, class);
    let (untracked, ignored) = (added(Class::Untracked), added(Class::Ignored));
    if untracked.is_empty() {
        return Tally::default();
    }
    let scan = Scan { paths: untracked, tracked: false, untracked: true, ignored: !ignored.is_empty() };
    let work = act.world.facts.work(&tree.repository, &scan);
    let sieve = |class| Sieve::new(act.world, tree, what, class);
    let mut found = sieve(Class::Untracked).sift(&work.untracked);
    sieve(Class::Ignored).sift(&work.ignored).paths.into_iter().for_each(|path| found.add(path));
    found
}

/// Tells the ledger where work that git puts elsewhere has the guard's own files in it.
pub(super) fn tell_guard(
    act: &mut Act<'_, '_, '_>,
    tree: &Tree,
    paths: &Pathspecs,
    classes: &[Class],
    span: Span,
) {
    let mut guarded = act.places().guard_inside(&tree.root);
    guarded.retain(|path| paths.cover(path));
    if !guarded.is_empty() {
        let what = Discard { paths: Pathspecs::of_paths(guarded), classes, spared: &[], nested: false, span };
        Found::look(act, tree, &what).tell_guard(act, span);
    }
}

/// Whether there is any such work.
pub(super) fn is_there_any(act: &Act<'_, '_, '_>, tree: &Tree, what: &Discard<'_>) -> bool {
    let found = Found::look(act, tree, what);
    found.incomplete
        || [&found.unsaved, &found.untracked, &found.ignored].iter().any(|tally| !tally.is_empty())
}

/// What the line moved to a place that is thrown away, and nothing else keeps.
fn put_here(act: &Act<'_, '_, '_>, tree: &Tree, what: &Discard<'_>) -> Vec<Loss> {
    let mut bases = what.paths.bases();
    if bases.is_empty() {
        bases.push(tree.root.clone());
    }
    let older = bases.iter().flat_map(|base| act.world.older(base).into_iter().map(move |from| (base, from)));
    let moved = older.filter(|(base, from)| !path::within(from, base) && !path::within(base, from));
    let moved: Vec<String> = moved.map(|(_, from)| from).collect();
    act.places().kept_all(&moved).into_iter().filter(|loss| loss.standing > Standing::Committed).collect()
}

/// What a stash entry held that the line brought back and dropped.
fn popped(world: &World<'_>, tree: &Tree, what: &Discard<'_>) -> Option<Loss> {
    let unsaved = what.classes.contains(&Class::Unstaged) && line::has(world, Note::Popped, &tree.root);
    unsaved.then(|| loss(Standing::Unsaved, "the changes that a stash entry held"))
}

/// What is lost in a repository of the line's own making: whatever older files there are.
fn lost_in_fresh(act: &Act<'_, '_, '_>, root: &str, what: &Discard<'_>) -> Vec<Loss> {
    let in_index = !line::all(act.world, Note::Added, root).is_empty();
    let reaches =
        what.classes.contains(&Class::Untracked) || in_index && what.classes.contains(&Class::Staged);
    let committed = !line::all(act.world, Note::InCommit, root).is_empty();
    if !reaches || committed {
        return Vec::new();
    }
    let lost = act.places().lost_by_delete(&Target::Path(root.into()));
    lost.into_iter().filter(|loss| loss.standing > Standing::Committed).collect()
}

/// What is thrown away, named for a reader.
fn target(act: &Act<'_, '_, '_>, root: &str, what: &Discard<'_>) -> String {
    if let Some(shown) = what.paths.shown() {
        return shown;
    }
    let around = act.shell.directory.is_some_and(|directory| path::within(directory, root));
    match around {
        true => "the working tree".into(),
        false => format!("the working tree at {}", act.places().shown(root)),
    }
}

/// A loss, in words.
pub(super) fn loss(standing: Standing, what: impl Into<String>) -> Loss {
    Loss { standing, what: what.into() }
}
