//! Owns a call of a text tool: its arguments, its input, the files it reads; knows no tool.

use hook::{Opt, path};
use shell::options::{self, Order, Parsed};
use shell::{Arg, Invocation, Shell, Text, World};

use super::MOST_TEXT;

/// A call of a text tool.
pub(super) struct Call<'a, 'f> {
    /// The arguments without the command word.
    pub args: &'a [Arg],
    pub input: &'a Text,
    pub world: &'a World<'f>,
    pub shell: Shell<'a>,
}

impl<'a, 'f> Call<'a, 'f> {
    pub(super) fn new(invocation: &'a Invocation<'a>, world: &'a World<'f>) -> Self {
        let args = invocation.args.get(1..).unwrap_or_default();
        Self { args, input: &invocation.input, world, shell: invocation.shell }
    }

    /// The arguments by a table of options; none where one is unknown in a way that it may be an option, or is one the
    /// table does not have.
    pub(super) fn options(&self, table: &'static [Opt]) -> Option<Parsed<'a>> {
        self.paths(table).filter(|parsed| !parsed.unclear)
    }

    /// The arguments by a table of options, where one whose start is unknown is taken for a path.
    pub(super) fn paths(&self, table: &'static [Opt]) -> Option<Parsed<'a>> {
        let parsed = options::read(self.args, &[table], Order::Free);
        let known = |name: &str| table.iter().any(|option| option.names.contains(&name));
        parsed.options.iter().all(|found| known(&found.name)).then_some(parsed)
    }

    /// What all of `operands` hold together; the input where there are none, or for `-`. A file that is not there may
    /// be there once it is read: an earlier command may have made it.
    pub(super) fn sources(&self, operands: &[&Arg]) -> Text {
        if operands.is_empty() {
            return self.input.clone();
        }
        let mut all = Text::default();
        for operand in operands {
            all.append(&self.source(operand));
        }
        all
    }

    fn source(&self, operand: &Arg) -> Text {
        match operand.as_known() {
            _ if operand.splits => Text::unknown(),
            None => Text::unknown(),
            Some("-" | "/dev/stdin" | "/dev/fd/0" | "/proc/self/fd/0") => self.input.clone(),
            Some("/dev/null") => Text::default(),
            Some(known) => match self.absolute(known) {
                Some(path) => self.world.content(&path, MOST_TEXT).unwrap_or_else(Text::unknown),
                None => Text::unknown(),
            },
        }
    }

    /// The absolute path that `known` names.
    pub(super) fn absolute(&self, known: &str) -> Option<String> {
        let base = if known.starts_with('/') { "/" } else { self.shell.directory? };
        Some(path::join(base, known))
    }
}
