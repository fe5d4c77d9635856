//! Owns the shape of an effect and what it would lose; computes neither.

use hook::Span;
use law::{Kind, Standing};

/// One thing a command would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// What.
    pub kind: Kind,
    /// The command that does it, with its subcommand: `rm`, `git reset`.
    pub command: String,
    /// What it does it to, as a person would name it: a path, a branch, `the working tree`.
    pub target: String,
    /// What the target is, and what of it would be lost. Empty where nothing would be.
    pub losses: Vec<Loss>,
    /// Its place in the line as the agent wrote it.
    pub span: Span,
}

/// What of a target would be lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// What it is.
    pub standing: Standing,
    /// It named for a reader: "unsaved changes in src/main.rs and 3 more".
    pub what: String,
}

/// A command that would run, for `explain`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Its words, `…` where something is unknown.
    pub words: Vec<String>,
    /// Its place in the line as the agent wrote it.
    pub span: Span,
}
