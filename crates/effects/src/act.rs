//! Owns the acts programs are made of: delete, overwrite, append, move and their like on a target, told to the ledger
//! and to the world; knows no program.

use hook::Span;
use law::{Form, Kind, On, Standing};
use shell::{Arg, Shell, Text, World};

use crate::effect::{Effect, Loss};
use crate::ledger::{self, Ledger};
use crate::reading::Reading;
use crate::standing::Places;

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
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// An absolute, normalized path.
    Path(String),
    /// Something of which only this much is known.
    Unclear(Text),
}

impl<'c, 'l, 'f> Act<'c, 'l, 'f> {
    pub(crate) fn new(
        ledger: &'c mut Ledger<'l>,
        shell: Shell<'c>,
        command: String,
        world: &'c mut World<'f>,
    ) -> Self {
        Self { shell, command, world, ledger }
    }

    /// The path that `text` names in the shell's directory.
    pub(crate) fn target(&self, text: &Text) -> Target {
        ledger::absolute(text, self.shell.directory)
    }

    /// The path that an argument names.
    pub(crate) fn path(&self, arg: &Arg) -> Target {
        if arg.splits { Target::Unclear(arg.text.clone()) } else { self.target(&arg.text) }
    }

    /// What the paths of this world are.
    pub(crate) fn places(&self) -> Places<'_, 'f> {
        Places::new(self.world, self.ledger.law.paths, self.shell)
    }

    /// Removes `target` and all below it.
    pub(crate) fn delete(&mut self, target: &Target) {
        let losses = self.places().lost_by_delete(target);
        self.record(Kind::Delete, target, losses);
        if let Target::Path(path) = target {
            let path = self.world.resolve(path, false);
            self.world.remove(&path);
        }
    }

    /// Replaces the content of `target` by `text`.
    pub(crate) fn overwrite(&mut self, target: &Target, text: &Text) {
        let losses = self.places().lost_by_overwrite(target);
        self.plants(target);
        self.record(Kind::Overwrite, target, losses);
        self.written(target, text, false);
    }

    /// Adds `text` to the end of `target`, or creates it.
    pub(crate) fn append(&mut self, target: &Target, text: &Text) {
        self.plants(target);
        self.record(Kind::Write, target, Vec::new());
        self.written(target, text, true);
    }

    /// Takes `from` to `to`: it stays as well if `keep`. Whatever stood at `to` is replaced.
    pub(crate) fn carry(&mut self, from: &Target, to: &Target, keep: bool) {
        let replaced = self.places().lost_by_overwrite(to);
        self.plants(to);
        self.record(Kind::Overwrite, to, replaced);
        if !keep {
            let losses = self.places().lost_by_move(from, to);
            self.record(Kind::Move, from, losses);
        }
        match (from, to) {
            (Target::Path(from), Target::Path(to)) => {
                let (from, to) = (self.world.resolve(from, false), self.world.resolve(to, true));
                self.world.carry(&from, &to, keep);
            }
            _ => self.written(to, &Text::unknown(), false),
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
        let shown = match target {
            Target::Path(path) => self.places().shown(path),
            Target::Unclear(text) => text.shown(),
        };
        self.record_named(kind, shown, losses, self.shell.span);
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

    /// Does what the program's table says of the call.
    pub(crate) fn by_forms(&mut self, reading: &Reading<'_>) {
        for form in reading.forms() {
            self.by_form(form, reading);
        }
    }

    fn by_form(&mut self, form: &Form, reading: &Reading<'_>) {
        let targets: Vec<Text> = match form.on {
            On::Nothing => {
                return self.record_named(form.effect, "", remote_loss(form.effect), self.shell.span);
            }
            On::Paths | On::Names => reading.operands.iter().map(|arg| arg.text.clone()).collect(),
            On::LaterPaths => reading.operands.iter().skip(1).map(|arg| arg.text.clone()).collect(),
            On::FirstPath => reading.operands.first().map(|arg| arg.text.clone()).into_iter().collect(),
            On::LastPath => reading.operands.last().map(|arg| arg.text.clone()).into_iter().collect(),
            On::Option(name) => reading.values(name).cloned().collect(),
            On::Prefixed(start) => {
                reading.operands.iter().filter_map(|arg| rest_of(&arg.text, start)).collect()
            }
        };
        for text in targets {
            match form.on {
                On::Names => {
                    self.record_named(form.effect, text.shown(), remote_loss(form.effect), self.shell.span)
                }
                _ => self.on_path(form.effect, &self.target(&text)),
            }
        }
    }

    /// An effect of a table on a path.
    pub(crate) fn on_path(&mut self, kind: Kind, target: &Target) {
        match kind {
            Kind::Delete => self.delete(target),
            Kind::Overwrite => self.overwrite(target, &Text::unknown()),
            Kind::Write => self.append(target, &Text::unknown()),
            other => {
                let losses = self.places().special(target);
                self.record(other, target, losses);
            }
        }
    }

    fn written(&mut self, target: &Target, text: &Text, append: bool) {
        if let Target::Path(path) = target {
            let path = self.world.resolve(path, true);
            self.world.write(&path, text, append);
        }
    }
}

/// The loss of an effect on something that is no file.
fn remote_loss(kind: Kind) -> Vec<Loss> {
    vec![Loss { standing: Standing::Remote, what: format!("what it would {}", kind.word()) }]
}

/// What follows `start` in a text that begins so.
fn rest_of(text: &Text, start: &str) -> Option<Text> {
    let rest = text.prefix().strip_prefix(start)?;
    let mut found = Text::known(rest);
    for part in text.parts().skip(1) {
        found.push_gap();
        found.push_str(part);
    }
    Some(found)
}
