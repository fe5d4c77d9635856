//! Owns the law's types, the words rules are written in and (feature `read`) the reader of `policy/`; judges nothing.
//!
//! The shipped law is read once at build time and embedded as static tables, so a hook neither parses nor allocates
//! for it. A user's law is read at run time by the same reader, so both pass one validator.

mod program;

#[cfg(feature = "read")]
pub mod read;
mod rule;
mod words;

pub use program::{Form, On, Program};
pub use rule::{Rule, Severity};
pub use words::{Kind, Standing};

/// Everything the judges know that is not code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Law {
    /// What programs are, sorted by their first name.
    pub programs: &'static [Program],
    /// What may be, in the order of the files and of the rules in them.
    pub rules: &'static [Rule],
    /// Which paths are special.
    pub paths: Paths,
}

/// Which paths are special. A pattern is one of
/// `NAME` (a path component of that name), `A/B` (those components in a row), both with at most one `*` in each
/// component; `/ABSOLUTE`, `~/BELOW-HOME`: that path and everything below it. A trailing `/.` means the path itself only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paths {
    /// The system's: losing one breaks the machine.
    pub system: &'static [&'static str],
    /// The person's, wherever they lie: keys, mail, shell history.
    pub personal: &'static [&'static str],
    /// Where nobody keeps anything: `/tmp` and its like.
    pub temporary: &'static [&'static str],
    /// What a build makes again: `node_modules`, `target`, `*.log`.
    pub regenerable: &'static [&'static str],
    /// The guard's own files and registrations.
    pub guard: &'static [&'static str],
    /// What something else will execute: shell start-up files, git hooks.
    pub executes_later: &'static [&'static str],
}

impl Law {
    /// The program called `name`, without its directory.
    #[must_use]
    pub fn program(&self, name: &str) -> Option<&'static Program> {
        self.programs.iter().find(|program| program.is_called(name))
    }
}
