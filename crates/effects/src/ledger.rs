//! Owns the list of what a line would do, and sends each call to the module that knows its program; decides nothing.

use std::cell::RefCell;

use hook::path;
use law::{Kind, Law, Prints, Standing};
use shell::{Invocation, Open, Outcome, Programs, Shell, Text, Unseen, World};

use crate::act::{Act, Target};
use crate::effect::{Effect, Loss, Seen};
use crate::reading::Reading;
use crate::standing::Known;
use crate::{databases, files, git, text_tools};

/// What a line would do, in order.
#[derive(Debug)]
pub struct Ledger<'l> {
    /// The tables programs and paths are read by.
    pub law: &'l Law,
    /// What would be done.
    pub effects: Vec<Effect>,
    /// The commands that would run.
    pub seen: Vec<Seen>,
    /// Where the line starts, whatever directory it goes to later; none where that is unknown.
    pub started: Option<String>,
    /// What was found of paths so far.
    pub(crate) known: RefCell<Known>,
}

impl<'l> Ledger<'l> {
    /// An empty ledger.
    #[must_use]
    pub fn new(law: &'l Law) -> Self {
        Self { law, effects: Vec::new(), seen: Vec::new(), started: None, known: RefCell::default() }
    }
}

impl Ledger<'_> {
    fn call(&mut self, invocation: &Invocation<'_>, world: &mut World<'_>) -> Outcome {
        let words = invocation.args.iter().map(|arg| arg.text.shown()).collect();
        self.seen.push(Seen { words, span: invocation.shell.span });
        let Some(program) = self.law.program(invocation.name) else {
            let tool = text_tools::run(invocation, world).or_else(|| git::dashed(invocation));
            return tool.unwrap_or_else(Outcome::unknown);
        };
        let reading = Reading::of(program, invocation.name, invocation.args.get(1..).unwrap_or_default());
        if reading.is_dry() && program.names[0] != "git" {
            return Outcome::unknown();
        }
        let mut act = Act::new(self, invocation.shell, reading.command.clone(), world);
        let known = match program.names[0] {
            "git" => git::run(&mut act, invocation, &reading),
            _ => files::run(&mut act, invocation, &reading)
                .or_else(|| databases::run(&mut act, invocation, &reading)),
        };
        known.unwrap_or_else(|| {
            act.by_forms(&reading);
            text_tools::run(invocation, act.world).unwrap_or_else(|| printed(&reading))
        })
    }
}

impl Programs for Ledger<'_> {
    /// What a program prints that is not known may be something of its input, which stays as foreign as it is.
    fn run(&mut self, invocation: &Invocation<'_>, world: &mut World<'_>) -> Outcome {
        let mut outcome = self.call(invocation, world);
        if invocation.input.is_foreign() && !outcome.output.is_known() {
            outcome.output.append(&Text::foreign());
        }
        outcome
    }

    fn open(&mut self, path: &Text, how: Open, at: &Shell<'_>, world: &mut World<'_>) {
        let mut act = Act::new(self, *at, "redirection".into(), world);
        let target = act.target(path);
        match how {
            Open::Read => {}
            Open::Truncate(text) => act.overwrite(&target, &text),
            Open::Append(text) => act.append(&target, &text),
            Open::Update => act.append(&target, &Text::unknown()),
        }
    }

    /// Code of which the beginning is seen, such as `bash -c "cd $DIR && make"`, is judged by what it does.
    fn unseen(&mut self, unseen: &Unseen, at: &Shell<'_>, _world: &mut World<'_>) {
        let lost = |standing| vec![Loss { standing, what: "code that nobody has seen".into() }];
        let command = match unseen.interpreter.as_str() {
            "" => "an unknown command",
            interpreter => interpreter,
        };
        self.effects.push(Effect {
            kind: Kind::UnseenCode,
            command: command.into(),
            target: unseen.code.shown(),
            losses: match unseen.code.prefix().trim() {
                _ if unseen.code.is_foreign() => lost(Standing::Remote),
                "" => lost(Standing::Unknown),
                _ => Vec::new(),
            },
            span: if unseen.span == hook::Span::default() { at.span } else { unseen.span },
        });
    }
}

/// What a program prints as far as its table says.
fn printed(reading: &Reading<'_>) -> Outcome {
    match reading.program.prints {
        Prints::Unknown => Outcome::unknown(),
        Prints::Setup => Outcome::silent(),
        Prints::Foreign => Outcome { output: Text::foreign(), ..Outcome::unknown() },
    }
}

/// The absolute path that `text` names in `directory`, where both are known well enough.
pub(crate) fn absolute(text: &Text, directory: Option<&str>) -> Target {
    let Some(known) = text.as_known() else { return Target::Unclear(text.clone()) };
    match (known.starts_with('/'), directory) {
        (true, _) => Target::Path(path::join("/", known)),
        (false, Some(directory)) => Target::Path(path::join(directory, known)),
        (false, None) => Target::Unclear(text.clone()),
    }
}
