//! Owns one call of git as it was read: which subcommand, its own options and git's, its operands; knows no repository.

use hook::Span;
use shell::options::Found;
use shell::{Arg, Invocation, Text};

use crate::reading::Reading;

/// One call of git.
#[derive(Debug, Clone, Copy)]
pub(super) struct GitCall<'r> {
    /// How it reads.
    pub reading: &'r Reading<'r>,
    /// What the shell knows of it.
    pub invocation: &'r Invocation<'r>,
    /// The subcommand: `stash`. Empty where the tables do not have it.
    pub name: &'r str,
    /// The subcommand's own: `drop`. Often empty.
    pub verb: &'r str,
}

impl<'r> GitCall<'r> {
    pub(super) fn of(invocation: &'r Invocation<'r>, reading: &'r Reading<'r>) -> Self {
        let mut words = reading.command.split(' ').skip(1);
        let (name, verb) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        Self { reading, invocation, name, verb }
    }

    /// Whether one of the subcommand's options was given, and no later negation took it back.
    pub(super) fn has(&self, name: &str) -> bool {
        let place = |wanted: &dyn Fn(&str) -> bool| self.own().iter().rposition(|found| wanted(&found.name));
        let given = place(&|own| own == name);
        let stem = name.strip_prefix("--");
        let negated = place(&|own| stem.is_some() && own.strip_prefix("--no-") == stem);
        given.is_some() && given > negated
    }

    /// How often one of the subcommand's options was given.
    pub(super) fn times(&self, name: &str) -> usize {
        self.own().iter().filter(|found| found.name == name).count()
    }

    /// The last value of one of the subcommand's options.
    pub(super) fn value(&self, name: &str) -> Option<&'r Text> {
        self.values(name).last()
    }

    /// All values of one of the subcommand's options.
    pub(super) fn values<'n>(&self, name: &'n str) -> impl Iterator<Item = &'r Text> + use<'r, 'n> {
        values(self.own(), name)
    }

    /// All values of one of git's own options, which stand before the subcommand.
    pub(super) fn outer_values<'n>(&self, name: &'n str) -> impl Iterator<Item = &'r Text> + use<'r, 'n> {
        values(self.outer(), name)
    }

    /// Git's own options, which stand before the subcommand.
    pub(super) fn outer(&self) -> &'r [Found<'r>] {
        self.reading.options.get(..self.reading.outer).unwrap_or_default()
    }

    /// The subcommand's options.
    pub(super) fn own(&self) -> &'r [Found<'r>] {
        self.reading.options.get(self.reading.outer..).unwrap_or_default()
    }

    /// The operands of the subcommand.
    pub(super) fn operands(&self) -> &'r [&'r Arg] {
        &self.reading.operands
    }

    /// The operand at `place`, where all of it is known.
    pub(super) fn operand(&self, place: usize) -> Option<&'r str> {
        self.operands().get(place).and_then(|arg| arg.as_known())
    }

    /// Where the first of these options that was given stands; the whole command where none was.
    pub(super) fn span(&self, names: &[&str]) -> Span {
        let deciding = self.own().iter().find(|found| names.contains(&found.name.as_str()));
        match deciding {
            Some(found) if found.arg.span != Span::default() => found.arg.span,
            _ => self.invocation.shell.span,
        }
    }

    /// An environment variable as the line set it for the call.
    pub(super) fn variable(&self, name: &str) -> Option<Text> {
        (self.invocation.shell.variables)(name)
    }

    /// Whether questions that git asks get answers: something other than the call's own input is on standard input.
    pub(super) fn is_answered(&self) -> bool {
        !self.invocation.input_is_terminal && !self.invocation.input.is_empty()
    }

    /// Whether the call only asks which parts to change, and nobody answers.
    pub(super) fn asks_in_vain(&self, option: &str) -> bool {
        self.has(option) && !self.is_answered()
    }
}

fn values<'r, 'n>(options: &'r [Found<'r>], name: &'n str) -> impl Iterator<Item = &'r Text> + use<'r, 'n> {
    options.iter().filter(move |found| found.name == name).filter_map(|found| found.value.as_ref())
}
