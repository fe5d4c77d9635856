//! Owns the acts programs are made of: delete, overwrite, append, move and their like on a target, told to the ledger
//! and to the world; knows no program.

mod forms;

use std::collections::BTreeSet;

use hook::{Entry, Span, path};
use law::{Kind, Standing};
use shell::{Arg, Shell, Text, World};

use crate::effect::{Effect, Loss};
use crate::ledger::{self, Ledger};
use crate::standing::{self, Places};

/// One command at work.
pub(crate) struct Act<'c, 'l, 'f> {
    /// The shell's state around it.
    pub shell: Shell<'c>,
    /// The command as one writes it: `git reset`.
    pub command: String,
    /// The files as it sees them.
    pub world: &'c mut World<'f>,
    ledger: &'c mut Ledger<'l>,
}

/// What an argument names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Target {
    /// An absolute, normalized path.
    Path(String),
    /// Something of which only this much is known; where it is known to be empty, nothing can have that name.
    Unclear(Text),
}

/// How long a path may be: the system takes none that is longer (`PATH_MAX`, limits.h(0p)).
const LONGEST_PATH: usize = 4096;

/// How many targets are told one by one; more are told together, with one look at what git keeps.
const FEW: usize = 16;

impl<'c, 'l, 'f> Act<'c, 'l, 'f> {
    pub(crate) fn new(
        ledger: &'c mut Ledger<'l>,
        shell: Shell<'c>,
        command: String,
        world: &'c mut World<'f>,
    ) -> Self {
        Self { shell, command, world, ledger }
    }

    /// The path that `text` names in the shell's directory. `link/` and `link/..` are where the link leads.
    pub(crate) fn target(&self, text: &Text) -> Target {
        let Some(known) = text.as_known() else { return Target::Unclear(text.clone()) };
        if known.is_empty() || known.len() > LONGEST_PATH {
            return Target::Unclear(Text::default());
        }
        let climbs = known.split('/').any(|part| part == "..");
        let enters = known.ends_with('/') || known.ends_with("/.");
        match ledger::absolute(text, self.shell.directory) {
            Target::Path(_) if climbs => {
                let base = if known.starts_with('/') { "" } else { self.shell.directory.unwrap_or_default() };
                Target::Path(self.world.resolve(&format!("{base}/{known}"), enters))
            }
            Target::Path(path) if enters => Target::Path(self.world.resolve(&path, true)),
            other => other,
        }
    }

    /// The path that an argument names.
    pub(crate) fn path(&self, arg: &Arg) -> Target {
        if arg.splits { Target::Unclear(arg.text.clone()) } else { self.target(&arg.text) }
    }

    /// What the paths of this world are.
    pub(crate) fn places(&self) -> Places<'_, 'f> {
        Places::new(self.world, self.shell, self.ledger)
    }

    /// What stands at `target`; a link in its last component is followed.
    pub(crate) fn entry(&self, target: &Target) -> Entry {
        match target {
            Target::Path(path) => self.world.entry(&self.world.resolve(path, true)),
            Target::Unclear(_) => Entry::Unknown,
        }
    }

    /// What stands at `target`, which may be a link.
    pub(crate) fn own_entry(&self, target: &Target) -> Entry {
        match target {
            Target::Path(path) => self.world.entry(&self.world.resolve(path, false)),
            Target::Unclear(_) => Entry::Unknown,
        }
    }

    /// Removes `target` and all below it.
    pub(crate) fn delete(&mut self, target: &Target) {
        let losses = self.places().lost_by_delete(target);
        self.record(Kind::Delete, target, losses);
        self.gone(target);
    }

    /// Removes all of `targets` and what is below them.
    pub(crate) fn delete_all(&mut self, targets: &[Target]) {
        let once: BTreeSet<&Target> = targets.iter().collect();
        if once.len() <= FEW {
            let mut left = once;
            return targets
                .iter()
                .filter(|target| left.remove(target))
                .for_each(|target| self.delete(target));
        }
        let losses = self.places().lost_by_deletes(targets);
        self.record_all(Kind::Delete, targets, losses);
        targets.iter().for_each(|target| self.gone(target));
    }

    /// Tells the world that `target` is gone, which loses nothing.
    pub(crate) fn gone(&mut self, target: &Target) {
        if let Target::Path(path) = target {
            let path = self.world.resolve(path, false);
            self.world.remove(&path);
        }
    }

    /// Replaces the content of `target` by `text`.
    pub(crate) fn overwrite(&mut self, target: &Target, text: &Text) {
        if !is_hollow(target) {
            self.replace(target);
            self.written(target, text, false);
        }
    }

    /// Replaces the content of all of `targets` by something unknown.
    pub(crate) fn overwrite_all(&mut self, targets: &[Target]) {
        if targets.len() <= FEW {
            return targets.iter().for_each(|target| self.overwrite(target, &Text::unknown()));
        }
        let losses = self.places().lost_by_overwrites(targets);
        targets.iter().for_each(|target| self.plants(target));
        self.record_all(Kind::Overwrite, targets, losses);
        targets.iter().for_each(|target| self.written(target, &Text::unknown(), false));
    }

    /// Tells the ledger that what `target` holds is replaced; the world is told elsewhere.
    pub(crate) fn replace(&mut self, target: &Target) {
        let losses = self.places().lost_by_overwrite(target);
        self.plants(target);
        let fresh = losses.iter().all(|loss| loss.standing == Standing::Missing);
        let kind = if fresh && !losses.is_empty() { Kind::Write } else { Kind::Overwrite };
        self.record(kind, target, losses);
    }

    /// Adds `text` to the end of `target`, or creates it.
    pub(crate) fn append(&mut self, target: &Target, text: &Text) {
        if !is_hollow(target) {
            self.touch(target);
            self.written(target, text, true);
        }
    }

    /// Changes `target` into `text` with most of its content kept.
    pub(crate) fn edit(&mut self, target: &Target, text: &Text) {
        self.touch(target);
        if let Target::Path(path) = target {
            let path = self.world.resolve(path, true);
            self.world.edit(&path, text);
        }
    }

    /// Tells the ledger that something is written to `target` that loses nothing; the world is told elsewhere.
    pub(crate) fn touch(&mut self, target: &Target) {
        self.plants(target);
        let losses = self.places().special_to_touch(target);
        self.record(Kind::Write, target, losses);
    }

    /// Takes `from` to `to`: it stays as well if `keep`. Whatever stood at `to` is replaced.
    pub(crate) fn carry(&mut self, from: &Target, to: &Target, keep: bool) {
        match (keep, self.own_entry(to)) {
            (false, Entry::Link(_)) => self.plants(to),
            _ => self.replace(to),
        }
        if !keep {
            self.takes(from, to);
        }
        self.fills(from, to);
        self.carried(from, to, keep);
    }

    /// Tells the ledger that `from` is taken away to `to`; where nobody keeps anything, that is a removal.
    pub(crate) fn takes(&mut self, from: &Target, to: &Target) {
        let careless = self.places().is_careless(to);
        let losses = self.places().lost_by_move(from, to);
        if losses.iter().any(|loss| loss.standing == Standing::Guard) {
            return self.record(Kind::ChangeGuard, from, losses);
        }
        self.record(if careless { Kind::Delete } else { Kind::Move }, from, losses);
    }

    /// Tells the world that `from` now stands at `to`. A directory with something in it is not replaced by anything.
    pub(crate) fn carried(&mut self, from: &Target, to: &Target, keep: bool) {
        match (from, to) {
            (Target::Path(from), Target::Path(to)) => {
                let (from, to) = (self.world.resolve(from, false), self.world.resolve(to, keep));
                let full = |names: Vec<String>| !names.is_empty();
                if self.world.entry(&to) != Entry::Directory || !self.world.names(&to, 1).is_none_or(full) {
                    self.world.carry(&from, &to, keep);
                }
            }
            _ => self.written(to, &Text::unknown(), false),
        }
    }

    /// What bringing the directory `from` to `to` means for the special places in it.
    pub(crate) fn fills(&mut self, from: &Target, to: &Target) {
        let (Target::Path(from), Target::Path(to)) = (from, to) else { return };
        let from = self.world.resolve(from, true);
        if self.world.entry(&from) == Entry::Directory {
            let filled = self.places().special_to_fill(&from, &self.world.resolve(to, true));
            filled.into_iter().for_each(|place| self.plants(&Target::Path(place)));
        }
    }

    /// Makes a link to `to` at `at`, which must be free.
    pub(crate) fn link(&mut self, at: &Target, to: &str) {
        self.plants(at);
        self.record(Kind::Write, at, Vec::new());
        if let Target::Path(path) = at {
            let path = self.world.resolve(path, false);
            self.world.make_link(&path, to);
        }
    }

    /// Makes the directory `target`, if there is nothing yet.
    pub(crate) fn make_directory(&mut self, target: &Target) {
        self.plants(target);
        self.record(Kind::Write, target, Vec::new());
        if let Target::Path(path) = target {
            let path = self.world.resolve(path, true);
            self.world.make_directory(&path);
        }
    }

    /// What writing to a special place means besides the content: code that runs later, or the guard changed.
    pub(crate) fn plants(&mut self, target: &Target) {
        let losses = self.places().special_to_write(target);
        for loss in losses {
            let kind = if loss.standing == Standing::Guard { Kind::ChangeGuard } else { Kind::PlantCode };
            self.record(kind, target, vec![loss]);
        }
    }

    /// Tells the ledger of an effect on a path.
    pub(crate) fn record(&mut self, kind: Kind, target: &Target, losses: Vec<Loss>) {
        let shown = self.shown(target);
        self.record_named(kind, shown, losses, self.shell.span);
    }

    /// Tells the ledger of an effect on many paths at once.
    fn record_all(&mut self, kind: Kind, targets: &[Target], losses: Vec<Loss>) {
        let first = targets.first().map(|target| self.shown(target)).unwrap_or_default();
        let shown = format!("{first} and {} more", targets.len().saturating_sub(1));
        self.record_named(kind, shown, losses, self.shell.span);
    }

    /// `target` as a reader would write it.
    pub(crate) fn shown(&self, target: &Target) -> String {
        match target {
            Target::Path(path) => self.places().shown(path),
            Target::Unclear(text) => text.shown(),
        }
    }

    /// Tells the ledger of an effect on something that is no path.
    pub(crate) fn record_named(
        &mut self,
        kind: Kind,
        target: impl Into<String>,
        losses: Vec<Loss>,
        span: Span,
    ) {
        let command = self.command.clone();
        self.ledger.effects.push(Effect { kind, command, target: target.into(), losses, span });
    }

    /// Tells the world that `target` holds `text` now, or more of it if `append`.
    pub(crate) fn written(&mut self, target: &Target, text: &Text, append: bool) {
        if let Target::Path(path) = target {
            let path = self.world.resolve(path, true);
            self.world.write(&path, text, append);
        }
    }
}

impl Target {
    /// The thing called `name` in this directory.
    pub(crate) fn within(&self, name: &Text) -> Self {
        match (self, name.as_known()) {
            (Self::Path(directory), Some(name)) => Self::Path(path::join(directory, name)),
            (directory, _) => {
                let mut text = directory.text();
                text.push_str("/");
                text.append(name);
                Self::Unclear(text)
            }
        }
    }

    /// What is known of it as a text.
    pub(crate) fn text(&self) -> Text {
        match self {
            Self::Path(path) => Text::known(path.clone()),
            Self::Unclear(text) => text.clone(),
        }
    }

    /// Its last component; a gap where that is not known.
    pub(crate) fn name(&self) -> Text {
        match self {
            Self::Path(path) => Text::known(path::name(path)),
            Self::Unclear(text) => match text.suffix().rsplit_once('/') {
                Some((_, name)) if !name.is_empty() => Text::known(name),
                _ => Text::unknown(),
            },
        }
    }
}

/// Whether `target` is a device that holds nothing, so that writing to it is no effect and nothing need be asked.
fn is_hollow(target: &Target) -> bool {
    matches!(target, Target::Path(path) if standing::is_hollow(path))
}
