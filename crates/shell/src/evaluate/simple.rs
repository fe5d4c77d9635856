//! Owns the way of a simple command from its words to whoever knows it: function, builtin, carrier or program.

use std::borrow::Cow;

use hook::Span;

use super::state::Variable;
use super::{Done, Evaluator};
use crate::syntax::{Assignment, Command, Operator, Part, Word};
use crate::{Arg, Invocation, Outcome, Run, Status, Text, Unseen};

/// Builtins whose arguments are assignments.
const DECLARATIONS: &[&str] = &["export", "declare", "typeset", "local", "readonly"];

impl Evaluator<'_, '_> {
    /// Assignments and words, with the redirections of `command`.
    pub(super) fn simple(&mut self, command: &Command, assignments: &[Assignment], words: &[Word]) -> Done {
        self.in_each_directory(|own| own.simple_here(command, assignments, words))
    }

    fn simple_here(&mut self, command: &Command, assignments: &[Assignment], words: &[Word]) -> Done {
        if words.is_empty() {
            // `$(<file)` is the file's content.
            let reads = command.redirects.iter().any(|redirect| redirect.operator == Operator::Read);
            return self.redirected(command, |own| {
                own.assign_all(assignments);
                let output = if reads { own.io.input.clone() } else { Text::default() };
                Done { status: Status::Success, output }
            });
        }
        if declares(words) {
            return self.redirected(command, |own| own.declarations(words));
        }
        let lists = self.args(words);
        if self.is_spent() {
            return Done::default();
        }
        let before = (!assignments.is_empty()).then(|| self.state.clone());
        self.assign_all(assignments);
        let done = self.redirected(command, |own| own.each(&lists, command.span));
        if let Some(before) = before {
            self.forget_assignments(&before, assignments);
        }
        done
    }

    /// `export`, `declare`, `local` and their like. In a function all but `export` and `readonly` are the function's.
    fn declarations(&mut self, words: &[Word]) -> Done {
        let whole =
            matches!(words[0].parts.as_slice(), [Part::Bare(name)] if name == "export" || name == "readonly");
        let flags: String = words[1..].iter().filter_map(bare_option).collect();
        let flags = if whole { "" } else { flags.as_str() };
        for word in &words[1..] {
            if !whole && !flags.contains('g') {
                self.keep_for_caller(word);
            }
            self.declare(word, flags);
        }
        Done::success()
    }

    /// `X=1 command` sets X for the command only.
    fn forget_assignments(&mut self, before: &super::state::State, assignments: &[Assignment]) {
        for assignment in assignments {
            match before.variable(&assignment.name) {
                Some(variable) => self.state.set(&assignment.name, variable.clone()),
                None => self.state.unset(&assignment.name),
            }
        }
    }

    /// The command in each of its readings. A reading that is tried more than once is judged for each.
    fn each(&mut self, lists: &[Vec<Arg>], span: Span) -> Done {
        let [only] = lists else {
            let mut done = Done::default();
            for list in lists {
                let (before, sure) = (self.state.clone(), self.world.promises());
                done.add(self.run(list, span));
                self.world.hold(&sure);
                self.join_all(vec![before]);
            }
            return Done { status: Status::Unknown, output: Text::unknown() };
        };
        self.run(only, span)
    }

    /// A command as words, in each directory the shell may be in.
    pub(super) fn run(&mut self, args: &[Arg], span: Span) -> Done {
        self.in_each_directory(|own| own.dispatch(args, span))
    }

    fn in_each_directory(&mut self, mut work: impl FnMut(&mut Self) -> Done) -> Done {
        if self.state.directories.len() <= 1 {
            return work(self);
        }
        let (mut done, mut after) = (Done::default(), Vec::new());
        for directory in std::mem::take(&mut self.state.directories) {
            self.state.directories = vec![directory];
            done = work(self);
            after.append(&mut self.state.directories);
        }
        after.sort();
        after.dedup();
        self.state.directories = after;
        Done { status: Status::Unknown, output: done.output }
    }

    fn dispatch(&mut self, args: &[Arg], span: Span) -> Done {
        let Some(first) = args.first() else { return Done::success() };
        let Some(word) = first.as_known().or_else(|| name_behind_gap(&first.text)) else {
            return self.unknown_command(first, span);
        };
        if !word.contains('/') {
            if let Some(body) = self.state.function(word) {
                let parameters = args[1..].iter().map(|arg| (arg.text.clone(), arg.splits)).collect();
                return self.deeper(|own| own.call(&body, parameters, own.outer(span)));
            }
            if let Some(text) = self.state.alias(word).map(String::from) {
                return self.aliased(&text, args, span);
            }
        }
        self.unaliased(args, span)
    }

    /// A command whose word is known and is neither function nor alias.
    pub(super) fn unaliased(&mut self, args: &[Arg], span: Span) -> Done {
        let word = args[0].as_known().or_else(|| name_behind_gap(&args[0].text)).unwrap_or_default();
        if let Some(path) = self.planted(word) {
            let mut args = args.to_vec();
            args[0].text = Text::known(path);
            return self.deeper(|own| own.unaliased(&args, span));
        }
        let name = self.program_name(word);
        let builtin = if word.contains('/') { None } else { self.builtin(&name, args, span) };
        let done = builtin
            .or_else(|| self.interpreter(&name, args, span))
            .or_else(|| self.carried(&name, args, span));
        done.unwrap_or_else(|| self.program(&name, args, span))
    }

    /// An alias stands for its text, with the arguments behind it.
    fn aliased(&mut self, text: &str, args: &[Arg], span: Span) -> Done {
        let script = crate::parse(text);
        let words =
            match script.body.first().and_then(|item| item.first.stages.first()).map(|stage| &stage.kind) {
                Some(crate::syntax::CommandKind::Simple { words, .. }) if script.body.len() == 1 => {
                    words.clone()
                }
                _ => return self.deeper(|own| own.text_as_code(&Text::known(text), span)),
            };
        let mut lists = self.args(&words);
        let mut all =
            if lists.len() == 1 { lists.remove(0) } else { return self.unknown_command(&args[0], span) };
        all.extend(args[1..].iter().cloned());
        if all.is_empty() { Done::success() } else { self.deeper(|own| own.unaliased(&all, span)) }
    }

    /// The name a command word is known by: its last component, or that of what the line moved, copied or linked there.
    fn program_name<'w>(&self, word: &'w str) -> Cow<'w, str> {
        let own = hook::path::name(word);
        if !word.contains('/') {
            return own.into();
        }
        let Some(directory) = self.state.directory().or(word.starts_with('/').then_some("/")) else {
            return own.into();
        };
        let path = hook::path::join(directory, word);
        match self.world.origin(&path) {
            crate::Origin::Before(before) if before != path => hook::path::name(&before).to_string().into(),
            crate::Origin::New => hook::path::name(&self.world.resolve(&path, true)).to_string().into(),
            _ => own.into(),
        }
    }

    /// What the line put under the name `word` into a directory of the `PATH` it set.
    fn planted(&self, word: &str) -> Option<String> {
        let set = if word.contains('/') { None } else { self.state.variable("PATH") };
        let Some(Variable::Scalar(choices)) = set else { return None };
        let directories = choices.iter().flatten().flat_map(Text::parts).flat_map(|part| part.split(':'));
        let absolute = directories.filter(|part| part.starts_with('/'));
        absolute.map(|part| hook::path::join(part, word)).find(|path| self.world.is_touched(path))
    }

    /// A command word that is not known: whatever it is would run.
    fn unknown_command(&mut self, word: &Arg, span: Span) -> Done {
        let unseen = Unseen { interpreter: String::new(), code: word.text.clone(), span: word.span };
        self.ask(span, |programs, shell, world| programs.unseen(&unseen, &shell, world));
        Done { status: Status::Unknown, output: Text::unknown() }
    }

    /// A program runs, and then what it runs in turn.
    pub(super) fn program(&mut self, name: &str, args: &[Arg], span: Span) -> Done {
        if let Some(body) = self.state.function("command_not_found_handle") {
            let parameters = args.iter().map(|arg| (arg.text.clone(), arg.splits)).collect();
            self.deeper(|own| {
                own.apart(|own| {
                    own.state.forget_function("command_not_found_handle");
                    own.call(&body, parameters, own.outer(span))
                })
            });
        }
        let (input, terminal) = (self.io.input.clone(), self.io.terminal);
        let feeds_xargs = self.feeds_xargs;
        let outcome = self.ask(span, |programs, shell, world| {
            let call = Invocation { name, args, input, input_is_terminal: terminal, feeds_xargs, shell };
            programs.run(&call, world)
        });
        self.outcome(outcome, span)
    }

    fn outcome(&mut self, outcome: Outcome, span: Span) -> Done {
        let mut done = Done { status: outcome.status, output: outcome.output };
        for run in outcome.runs {
            let next = self.deeper(|own| own.apart(|own| own.run_for_program(run, span)));
            done.add(Done { status: outcome.status, output: next.output });
        }
        done
    }

    fn run_for_program(&mut self, run: Run, span: Span) -> Done {
        let place = |own: &mut Self, directory: Option<String>| {
            if let Some(directory) = directory {
                own.state.directories = vec![Some(directory)];
            }
        };
        match run {
            Run::Words { args, directory } => {
                place(self, directory);
                self.run(&args, span)
            }
            Run::Code { text, parameters, directory, span } => {
                place(self, directory);
                self.state.parameters =
                    std::rc::Rc::new(parameters.into_iter().skip(1).map(|text| (text, false)).collect());
                self.text_as_code(&text, span)
            }
        }
    }
}

/// The letters of an option as it is written: `ln` of `-ln`.
fn bare_option(word: &Word) -> Option<&str> {
    match word.parts.as_slice() {
        [Part::Bare(text)] => text.strip_prefix('-'),
        _ => None,
    }
}

/// The name of a program whose directory is not known: `…/bin/rm`.
fn name_behind_gap(text: &Text) -> Option<&str> {
    let (_, name) = text.suffix().rsplit_once('/')?;
    (!name.is_empty()).then_some(name)
}

/// Whether the command word is one whose arguments are assignments.
fn declares(words: &[Word]) -> bool {
    matches!(words[0].parts.as_slice(), [Part::Bare(text)] if DECLARATIONS.contains(&text.as_str()))
}
