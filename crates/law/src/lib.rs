//! Owns the law's types, the words rules are written in and (feature `read`) the reader of `policy/`; judges nothing.
//!
//! The shipped law is read once at build time and embedded as static tables, so a hook neither parses nor allocates
//! for it. A user's law is read at run time by the same reader, so both pass one validator.

mod program;
#[cfg(feature = "read")]
pub mod read;
mod rule;
mod words;

pub use hook::{Opt, Value};
pub use program::{Form, On, Program};
pub use rule::{PLACEHOLDERS, Rule};
pub use words::{Kind, Prints, Severity, Standing};

/// Everything the judges know that is not code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Law {
    /// What programs are, sorted by their first name.
    pub programs: &'static [Program],
    /// Every whole name of a program, sorted, and the program's place in `programs`.
    pub names: &'static [(&'static str, usize)],
    /// What the names of families (`mkfs.*`) begin with, and the program's place in `programs`. There are few.
    pub prefixes: &'static [(&'static str, usize)],
    /// What may be, in the order of the files and of the rules in them.
    pub rules: &'static [Rule],
    /// Which paths are special.
    pub paths: Paths,
}

/// Which paths are special. A pattern is one of
/// `NAME` (a path component of that name), `A/B` (those components in a row), `/ABSOLUTE`, `~/BELOW-HOME`: what fits and
/// everything below it; each component may have one `*`. A trailing `/.` means what fits itself only.
///
/// A project may itself lie in a directory called `build`: names inside a project are asked for as seen from its root.
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
    /// What a build makes again where git ignores it too, since the name alone might be a source's: `out`, `bin`.
    pub regenerable_if_ignored: &'static [&'static str],
    /// The guard's own files and registrations.
    pub guard: &'static [&'static str],
    /// What something else will execute: shell start-up files, git hooks.
    pub executes_later: &'static [&'static str],
}

impl Law {
    /// No program, no rule, no path: what a law is built up from in tests.
    pub const EMPTY: Self = Self { programs: &[], names: &[], prefixes: &[], rules: &[], paths: Paths::NONE };

    /// The program called `name`, without its directory. A whole name wins over a family's.
    #[must_use]
    pub fn program(&self, name: &str) -> Option<&'static Program> {
        let place = match self.names.binary_search_by(|(own, _)| (*own).cmp(name)) {
            Ok(found) => self.names[found].1,
            Err(_) => self.prefixes.iter().find(|(prefix, _)| name.starts_with(prefix))?.1,
        };
        self.programs.get(place)
    }

    /// The rule called `id`.
    #[must_use]
    pub fn rule(&self, id: &str) -> Option<&'static Rule> {
        self.rules.iter().find(|rule| rule.id == id)
    }
}

impl Paths {
    /// No path is special.
    pub const NONE: Self = Self {
        system: &[],
        personal: &[],
        temporary: &[],
        regenerable: &[],
        regenerable_if_ignored: &[],
        guard: &[],
        executes_later: &[],
    };
}
