//! Owns the seam between the evaluator and what programs do; implements neither side.

use hook::Span;

use crate::{Text, World};

/// What programs do, asked by the evaluator for each simple command that is neither a function nor a builtin.
pub trait Programs {
    /// A program is called. What it does to files is told to `world`, so that later commands see it.
    fn run(&mut self, invocation: &Invocation<'_>, world: &mut World<'_>) -> Outcome;

    /// A redirection opens a file.
    fn open(&mut self, path: &Text, how: Open, at: &Shell<'_>, world: &mut World<'_>);

    /// Code that could not be seen would be run.
    fn unseen(&mut self, unseen: &Unseen, at: &Shell<'_>, world: &mut World<'_>);
}

/// A simple command after all expansions.
#[derive(Debug, Clone)]
pub struct Invocation<'a> {
    /// The command word without its directory: `git` for `/usr/bin/git`. Known, or the evaluator would not ask.
    pub name: &'a str,
    /// The command word as written and its arguments.
    pub args: &'a [Arg],
    /// What is on its standard input.
    pub input: Text,
    /// Whether standard input is the call's own, which nobody types into.
    pub input_is_terminal: bool,
    /// Whether what it prints goes straight to xargs, which takes every line alike: a line too many is judged for
    /// nothing, a line too few is not judged.
    pub feeds_xargs: bool,
    /// The shell's state around it.
    pub shell: Shell<'a>,
}

/// The state of the shell around a command, as far as programs may care.
#[derive(Clone, Copy)]
pub struct Shell<'a> {
    /// The working directory, absolute; none where it is unknown.
    pub directory: Option<&'a str>,
    /// The home directory, absolute; none where it is unknown.
    pub home: Option<&'a str>,
    /// Environment variables set by this line: the value, or a gap. A variable not set here is not listed.
    pub variables: &'a dyn Fn(&str) -> Option<Text>,
    /// The text of the command in the line as the agent wrote it.
    pub span: Span,
}

impl std::fmt::Debug for Shell<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shell")
            .field("directory", &self.directory)
            .field("span", &self.span)
            .finish_non_exhaustive()
    }
}

/// One argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arg {
    /// Its text.
    pub text: Text,
    /// Whether a gap in it stood outside quotes, so that it may be none, one or several arguments.
    pub splits: bool,
    /// Its text in the line as the agent wrote it.
    pub span: Span,
}

impl Arg {
    /// The text, where all of it is known.
    #[must_use]
    pub fn as_known(&self) -> Option<&str> {
        self.text.as_known()
    }
}

/// What a program did, as far as the shell sees it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// What it printed; a gap where that is unknown.
    pub output: Text,
    /// How it ended.
    pub status: Status,
    /// What it runs in turn: `find -exec`, a git alias. The evaluator runs these next.
    pub runs: Vec<Run>,
}

/// How a program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Status {
    /// With zero.
    Success,
    /// With something else.
    Failure,
    /// Nobody knows.
    #[default]
    Unknown,
}

/// Something a program runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Run {
    /// A command as words, expanded no further.
    Words {
        /// The command word and its arguments.
        args: Vec<Arg>,
        /// Where, if not in the shell's own directory.
        directory: Option<String>,
    },
    /// A text that a shell reads.
    Code {
        /// The text.
        text: Text,
        /// `$0`, `$1`, …
        parameters: Vec<Text>,
        /// Where, if not in the shell's own directory.
        directory: Option<String>,
        /// Where the text stands in the line as the agent wrote it.
        span: Span,
    },
}

/// How a redirection opens a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Open {
    /// `<`
    Read,
    /// `>`: emptied first; then holds this text.
    Truncate(Text),
    /// `>>`: this text is added.
    Append(Text),
    /// `<>`: content stays, and may be written over.
    Update,
}

/// Code that could not be seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unseen {
    /// What would run it: `bash`, `eval`, `source`; empty where the command word itself is unknown.
    pub interpreter: String,
    /// What is known of the code, and whether it comes from outside the machine: `curl … | sh`.
    pub code: Text,
    /// Its place in the line as the agent wrote it.
    pub span: Span,
}

impl Outcome {
    /// Ended well and printed `output`.
    #[must_use]
    pub fn printed(output: Text) -> Self {
        Self { output, status: Status::Success, runs: Vec::new() }
    }

    /// Ended well and printed nothing.
    #[must_use]
    pub fn silent() -> Self {
        Self::printed(Text::default())
    }

    /// Nothing is known of how it ended and what it printed.
    #[must_use]
    pub fn unknown() -> Self {
        Self { output: Text::unknown(), status: Status::Unknown, runs: Vec::new() }
    }
}
