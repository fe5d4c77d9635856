//! Owns the description of programs: options, subcommands, and what each form of a call does; parses no command.

use hook::Opt;

use crate::{Kind, Prints};

/// A program or one of its subcommands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Program {
    /// Its names; one ending in `*` stands for all that begin so (`mkfs.*`).
    pub names: &'static [&'static str],
    /// The options it takes itself, before a subcommand.
    pub options: &'static [Opt],
    /// Whether options end at the first operand (`ssh`, `docker run`) or may follow it (`rm x -rf`).
    pub options_first: bool,
    /// Its subcommands.
    pub subcommands: &'static [Program],
    /// Options, by first name, that make a call harmless: `--dry-run`, `--help`.
    pub dry: &'static [&'static str],
    /// What is known of its output, and of the files it writes.
    pub prints: Prints,
    /// What a call does; every form that fits counts.
    pub forms: &'static [Form],
}

/// One thing a call does, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// Options, by first name, that must all be present; `--name=value` asks for the value too, `a|b` for either,
    /// `word mklabel` for that operand.
    pub when: &'static [&'static str],
    /// Options that must all be absent.
    pub unless: &'static [&'static str],
    /// What it does.
    pub effect: Kind,
    /// To what.
    pub on: On,
}

/// Where a form's targets stand in the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    /// Nothing that has a name.
    Nothing,
    /// Every operand is a path.
    Paths,
    /// The first operand is a path.
    FirstPath,
    /// The last operand is a path.
    LastPath,
    /// Every operand but the first is a path: `chmod MODE FILE…`.
    LaterPaths,
    /// Every operand is a name of something that is no file.
    Names,
    /// The value of an option, by first name, is a path.
    Option(&'static str),
    /// The operand that begins so is a path: `of=` of dd.
    Prefixed(&'static str),
}

impl Program {
    /// Whether it goes by `name`.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        self.names.iter().any(|own| match own.strip_suffix('*') {
            Some(start) => name.starts_with(start),
            None => *own == name,
        })
    }

    /// The subcommand called `name`.
    #[must_use]
    pub fn subcommand(&self, name: &str) -> Option<&'static Self> {
        self.subcommands.iter().find(|sub| sub.is_called(name))
    }
}
