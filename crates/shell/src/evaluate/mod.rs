//! Owns the abstract evaluation of a script: what would run, in order, and with which arguments; runs nothing and knows
//! no danger.
//!
//! The evaluator walks the tree as a shell would. Where it cannot know which way a shell goes, it goes both ways and
//! joins what the shell may remember afterwards. Nothing here waits or measures time: every walk is counted, and a limit
//! that is hit is a fact in the result.

mod arithmetic;
mod braces;
mod builtins;
mod carriers;
mod code;
mod compound;
mod elsewhere;
mod expand;
mod glob;
mod list;
mod operation;
mod parameter;
mod redirect;
mod simple;
mod state;
#[cfg(test)]
mod tests;
mod variables;
mod xargs;

use std::cell::OnceCell;
use std::rc::Rc;

use hook::Span;

use self::state::{State, Variable};
use crate::syntax::{Fault, Trouble};
use crate::world::Promises;
use crate::{Programs, Shell, Status, Text, World};

/// How many steps an evaluation takes at most: a word, a command, a round of a loop.
const MOST_STEPS: usize = 400_000;
/// How long a text may become, in bytes, before it counts as unknown.
const LONGEST_TEXT: usize = 1 << 17;
/// How many bytes of text are copied for the price of a step.
const TEXT_PER_STEP: usize = 64;
/// How deep compound commands, functions and nested code may go, all together.
const DEEPEST: usize = 160;
/// How much output of a command is kept, in bytes.
const MOST_OUTPUT: usize = 1 << 16;

/// Where an evaluation starts.
#[derive(Debug, Clone, Default)]
pub struct Start {
    /// The shell's directory, absolute; none where it is unknown.
    pub directory: Option<String>,
}

/// What an evaluation could not see.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Evaluation {
    /// What could not be parsed, in the text itself or in text that became code.
    pub faults: Vec<Fault>,
    /// The limits that were hit, by name. What lies beyond them was not judged.
    pub limits: Vec<&'static str>,
}

/// Evaluates `text` over `world`, asking `programs` what each command does.
pub fn evaluate(text: &str, start: &Start, world: &mut World<'_>, programs: &mut dyn Programs) -> Evaluation {
    let state = State::starting_in(start.directory.clone());
    let mut evaluator = Evaluator::new(world, programs, state);
    evaluator.whole(text);
    evaluator.found
}

/// An evaluation under way.
struct Evaluator<'e, 'f> {
    world: &'e mut World<'f>,
    programs: &'e mut dyn Programs,
    state: State,
    io: Io,
    flow: Flow,
    /// Where all that is evaluated now stands in the line as the agent wrote it; none for the line itself.
    base: Option<Span>,
    found: Evaluation,
    steps: usize,
    rounds: usize,
    depth: usize,
    /// How many functions and sourced files it is in, which `return` leaves.
    callables: usize,
    /// What the variables of the functions it is in are hiding, by function.
    hidden: Vec<Vec<(String, Option<Variable>)>>,
    /// How many loops it is in, which `break` and `continue` leave.
    loops: usize,
    pipes: usize,
    /// Whether what is evaluated now stands before xargs in a pipeline.
    feeds_xargs: bool,
    /// The directories after a `cd` whose end nobody knows, if it ended well.
    arrived: Option<Vec<Option<String>>>,
    /// Promises that hold for the rest of the list: without them the shell would have left (`a || exit`).
    kept: Option<Promises>,
    /// The home directory before the line, once it was asked for.
    home: OnceCell<Option<Rc<str>>>,
}

/// What a command reads.
#[derive(Debug, Clone, Default)]
struct Io {
    input: Text,
    /// Whether nobody put anything on standard input: it is the call's own.
    terminal: bool,
}

/// How a command ended and what it printed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Done {
    status: Status,
    output: Text,
}

/// Where a shell goes after a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Flow {
    /// To the next command.
    #[default]
    Next,
    /// To the next round of a loop.
    Continue,
    /// Out of a loop.
    Break,
    /// Out of a function or sourced file.
    Return,
    /// Out of the shell.
    Exit,
}

impl<'e, 'f> Evaluator<'e, 'f> {
    fn new(world: &'e mut World<'f>, programs: &'e mut dyn Programs, state: State) -> Self {
        let io = Io { input: Text::default(), terminal: true };
        let (found, flow) = (Evaluation::default(), Flow::Next);
        Self {
            world,
            programs,
            state,
            io,
            flow,
            base: None,
            found,
            steps: 0,
            rounds: 0,
            depth: 0,
            callables: 0,
            hidden: Vec::new(),
            loops: 0,
            pipes: 0,
            feeds_xargs: false,
            arrived: None,
            kept: None,
            home: OnceCell::new(),
        }
    }

    /// A whole script: its body, then what `trap … EXIT` left.
    fn whole(&mut self, text: &str) -> Done {
        let script = crate::parse(text);
        self.note(&script.faults);
        let mut done = self.list(&script.body);
        self.end_of_shell(&mut done);
        done
    }

    /// What `trap … EXIT` left for the end of a shell.
    fn end_of_shell(&mut self, done: &mut Done) {
        for code in std::mem::take(&mut self.state.at_exit) {
            if !self.is_spent() {
                self.flow = Flow::Next;
            }
            let at_exit = self.text_as_code(&code, self.base.unwrap_or_default());
            done.add(at_exit);
        }
    }

    /// Counts work. Beyond the limit nothing more is evaluated, and the result says so.
    fn spend(&mut self, steps: usize) {
        self.steps = self.steps.saturating_add(steps);
        if self.is_spent() {
            self.limit("steps");
            self.flow = Flow::Exit;
        }
    }

    fn is_spent(&self) -> bool {
        self.steps > MOST_STEPS
    }

    /// Notes a limit that was hit.
    fn limit(&mut self, name: &'static str) {
        if !self.found.limits.contains(&name) {
            self.found.limits.push(name);
        }
    }

    /// Notes a limit that was hit and evaluates nothing more.
    fn exhaust(&mut self, name: &'static str) {
        self.limit(name);
        (self.steps, self.flow) = (usize::MAX, Flow::Exit);
    }

    fn note(&mut self, faults: &[Fault]) {
        if faults.iter().any(|fault| fault.what == Trouble::TooDeep) {
            self.limit("nesting");
        }
        if faults.iter().any(|fault| fault.what == Trouble::TooMany) {
            self.limit("errors");
        }
        self.found
            .faults
            .extend(faults.iter().take(20usize.saturating_sub(self.found.faults.len())).copied());
    }

    /// Goes one level deeper for `work`, or notes the limit and does nothing.
    fn deeper<T: Default>(&mut self, work: impl FnOnce(&mut Self) -> T) -> T {
        if self.depth >= DEEPEST {
            self.limit("nesting");
            return T::default();
        }
        self.depth += 1;
        let result = work(self);
        self.depth -= 1;
        result
    }

    /// Where `span` of the text being evaluated stands in the line as the agent wrote it.
    fn outer(&self, span: Span) -> Span {
        self.base.unwrap_or(span)
    }

    /// The home directory, where it is known.
    fn home(&self) -> Option<Rc<str>> {
        match self.state.exported("HOME") {
            Some(text) => text.as_known().map(Into::into),
            None => self.home.get_or_init(|| self.world.facts.variable("HOME").map(Into::into)).clone(),
        }
    }

    /// Asks the programs something, with the shell's state around a command at `span`.
    fn ask<T>(
        &mut self,
        span: Span,
        question: impl FnOnce(&mut dyn Programs, Shell<'_>, &mut World<'f>) -> T,
    ) -> T {
        let home = self.home();
        let span = self.outer(span);
        let Self { world, programs, state, .. } = self;
        let variables = |name: &str| state.exported(name);
        let shell =
            Shell { directory: state.directory(), home: home.as_deref(), variables: &variables, span };
        question(*programs, shell, world)
    }
}

impl Done {
    fn of(status: Status) -> Self {
        Self { status, output: Text::default() }
    }

    fn success() -> Self {
        Self::of(Status::Success)
    }

    /// What follows another command: its status, and its output behind the other's.
    fn add(&mut self, next: Self) {
        self.status = next.status;
        if next.output.is_empty() {
            return;
        }
        if self.output.known_len() + next.output.known_len() > MOST_OUTPUT {
            self.output.push_gap();
        } else {
            self.output.append(&next.output);
        }
    }
}
