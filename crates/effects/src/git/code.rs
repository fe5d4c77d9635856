//! Owns the code that settings, variables, options and addresses in a call make git run; evaluates none of it.

use hook::{Entry, Span, path};
use law::{Kind, Standing};
use shell::{Arg, Run, Text};

use super::call::GitCall;
use super::discard::loss;
use super::keys::{self, Runs};
use super::{place, settings};
use crate::act::Act;

/// Everything the call makes git run. What of it cannot be seen is told to the ledger.
pub(super) fn runs(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>) -> Vec<Run> {
    let directory = place::directory(act, call);
    let mut found = Code { directory, runs: Vec::new(), unseen: Vec::new() };
    found.settings(act, call);
    found.variables(call);
    found.options(call);
    found.addresses(call);
    for (target, span) in found.unseen {
        let losses = vec![loss(Standing::Unknown, "code that nobody has seen")];
        act.record_named(Kind::UnseenCode, target, losses, span);
    }
    found.runs
}

/// Code as it is gathered.
struct Code {
    directory: Option<String>,
    runs: Vec<Run>,
    unseen: Vec<(String, Span)>,
}

impl Code {
    fn settings(&mut self, act: &Act<'_, '_, '_>, call: &GitCall<'_>) {
        for setting in settings::given(act, call) {
            match keys::runs(&setting.key) {
                Some(Runs::Hooks) => self.hooks(act, &setting.value, setting.span),
                Some(Runs::More) => self.source(&setting.value, setting.span),
                Some(runs) => self.value(runs, &setting.value, setting.span),
                None => {}
            }
        }
    }

    fn variables(&mut self, call: &GitCall<'_>) {
        let span = call.invocation.shell.span;
        for value in keys::VARIABLES.iter().filter_map(|name| call.variable(name)) {
            self.value(Runs::Command, &value, span);
        }
        for value in keys::SOURCES.iter().filter_map(|name| call.variable(name)) {
            self.source(&value, span);
        }
        for value in call.outer_values("--exec-path") {
            self.source(value, span);
        }
    }

    fn options(&mut self, call: &GitCall<'_>) {
        for (_, option) in keys::OPTIONS.iter().filter(|(name, _)| *name == call.name) {
            for value in call.values(option) {
                self.value(Runs::Command, value, call.span(&[option]));
            }
        }
    }

    /// `ext::sh -c …` as the address of a remote.
    fn addresses(&mut self, call: &GitCall<'_>) {
        for arg in call.operands() {
            if let Some(known) = arg.text.prefix().strip_prefix("ext::") {
                let code = known.replace("% ", "\\ ").replace("%%", "%");
                let text = if arg.text.is_known() { Text::known(code) } else { Text::unknown() };
                self.value(Runs::Command, &text, arg.span);
            }
        }
    }

    fn value(&mut self, runs: Runs, value: &Text, span: Span) {
        let Some(known) = value.as_known() else {
            return self.unseen.push((value.shown(), span));
        };
        if let Some(code) = keys::code(runs, known) {
            self.runs.push(Run::Code {
                text: Text::known(code),
                parameters: Vec::new(),
                directory: self.directory.clone(),
                span,
            });
        }
    }

    /// A file or directory that holds configuration, hooks or programs.
    fn source(&mut self, value: &Text, span: Span) {
        if !matches!(value.as_known(), Some("" | "/dev/null")) {
            self.unseen.push((value.shown(), span));
        }
    }

    /// The hooks in a directory.
    fn hooks(&mut self, act: &Act<'_, '_, '_>, value: &Text, span: Span) {
        let (Some(known), Some(directory)) = (value.as_known(), &self.directory) else {
            return self.unseen.push((value.shown(), span));
        };
        let all = path::join(directory, known);
        for name in keys::HOOKS {
            let hook = path::join(&all, name);
            if act.world.entry(&hook) != Entry::Missing {
                let args = vec![Arg { text: Text::known(hook), splits: false, span }];
                self.runs.push(Run::Words { args, directory: self.directory.clone() });
            }
        }
    }
}
