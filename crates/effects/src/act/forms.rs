//! Owns what a program's table says of a call, done as acts; knows no program.

use law::{Form, Kind, On, Standing};
use shell::Text;

use super::{Act, Target};
use crate::effect::Loss;
use crate::reading::Reading;

impl Act<'_, '_, '_> {
    /// Does what the program's table says of the call.
    pub(crate) fn by_forms(&mut self, reading: &Reading<'_>) {
        for form in reading.forms() {
            self.by_form(form, reading);
        }
    }

    fn by_form(&mut self, form: &Form, reading: &Reading<'_>) {
        let all =
            |skipped: usize| reading.operands.iter().skip(skipped).map(|arg| arg.text.clone()).collect();
        let targets: Vec<Text> = match form.on {
            On::Nothing => {
                return self.record_named(form.effect, "", remote_loss(form.effect), self.shell.span);
            }
            On::Paths | On::Names => all(0),
            On::LaterPaths => all(1),
            On::FirstPath => reading.operands.first().map(|arg| arg.text.clone()).into_iter().collect(),
            On::LastPath => reading.operands.last().map(|arg| arg.text.clone()).into_iter().collect(),
            On::Option(name) => {
                reading.values(name).filter(|file| file.as_known() != Some("-")).cloned().collect()
            }
            On::Prefixed(start) => {
                reading.operands.iter().filter_map(|arg| rest_of(&arg.text, start)).collect()
            }
        };
        match form.on {
            On::Names => targets.iter().for_each(|text| self.on_name(form.effect, text)),
            _ => self.on_paths(form.effect, &targets),
        }
    }

    fn on_name(&mut self, kind: Kind, name: &Text) {
        self.record_named(kind, name.shown(), remote_loss(kind), self.shell.span);
    }

    fn on_paths(&mut self, kind: Kind, texts: &[Text]) {
        let targets: Vec<Target> = texts.iter().map(|text| self.target(text)).collect();
        match kind {
            Kind::Delete => self.delete_all(&targets),
            Kind::Overwrite => self.overwrite_all(&targets),
            _ => targets.iter().for_each(|target| self.on_path(kind, target)),
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
}

/// The loss of an effect on something that is no file.
fn remote_loss(kind: Kind) -> Vec<Loss> {
    vec![Loss { standing: Standing::Remote, what: format!("what it would {}", kind.word()) }]
}

/// What follows `start` in a text that begins so.
fn rest_of(text: &Text, start: &str) -> Option<Text> {
    text.prefix().starts_with(start).then(|| text.without_start(start.len()))
}
