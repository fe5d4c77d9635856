//! Owns how a call of a program reads: which subcommand, which options, which operands; does nothing with them.

use law::{Form, Program};
use shell::options::{self, Found, Order, Parsed};
use shell::{Arg, Text};

/// A call read by the tables of its program.
#[derive(Debug, Clone)]
pub(crate) struct Reading<'a> {
    /// The program or the subcommand that was reached.
    pub program: &'static Program,
    /// The program and its subcommands as one writes them: `git reset`.
    pub command: String,
    /// The options before the subcommand and after it, the outermost first.
    pub options: Vec<Found<'a>>,
    /// The operands of the innermost subcommand.
    pub operands: Vec<&'a Arg>,
    /// How many of `options` stand before the first subcommand.
    pub outer: usize,
    /// How many operands stand before `--`, where there is one.
    pub separated: Option<usize>,
    /// Whether an argument was unknown in a way that it may have been an option or a subcommand.
    pub unclear: bool,
}

impl<'a> Reading<'a> {
    /// Reads `args` (without the command word) as a call of `program`, which was called as `name`.
    pub(crate) fn of(program: &'static Program, name: &str, args: &'a [Arg]) -> Self {
        let order =
            if program.options_first || !program.subcommands.is_empty() { Order::First } else { Order::Free };
        let Parsed { options, operands, rest, separated, unclear } =
            options::read(args, &[program.options], order);
        let (command, outer) = (name.into(), options.len());
        let mut reading = Self { program, command, options, operands, outer, separated, unclear };
        let Some(word) = args.get(rest) else { return reading };
        match word.as_known().and_then(|word| program.subcommand(word)) {
            Some(subcommand) => reading.enter(subcommand, word, &args[rest + 1..]),
            None => reading.unclear |= !program.subcommands.is_empty() && !word.text.is_known(),
        }
        reading
    }

    fn enter(&mut self, subcommand: &'static Program, word: &Arg, args: &'a [Arg]) {
        let inner = Self::of(subcommand, word.as_known().unwrap_or_default(), args);
        self.program = inner.program;
        self.command = format!("{} {}", self.command, inner.command);
        self.options.extend(inner.options);
        self.operands = inner.operands;
        self.separated = inner.separated;
        self.unclear |= inner.unclear;
    }

    /// Whether the option whose first name is `name` was given, at any level.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.options.iter().any(|found| found.name == name)
    }

    /// The value of the last such option that has one.
    pub(crate) fn value(&self, name: &str) -> Option<&Text> {
        self.values(name).last()
    }

    /// The values of all such options, in order.
    pub(crate) fn values(&self, name: &str) -> impl Iterator<Item = &Text> {
        self.options.iter().filter(move |found| found.name == name).filter_map(|found| found.value.as_ref())
    }

    /// Whether one of the program's dry options makes the call harmless.
    pub(crate) fn is_dry(&self) -> bool {
        self.program.dry.iter().any(|name| self.stands(name))
    }

    /// Whether the option was given, at any level, and no later negation took it back.
    pub(crate) fn stands(&self, name: &str) -> bool {
        let last = |is: &dyn Fn(&str) -> bool| self.options.iter().rposition(|found| is(&found.name));
        let given = last(&|own| own == name);
        let negated =
            last(&|own| own.strip_prefix("--no-").is_some_and(|rest| name.strip_prefix("--") == Some(rest)));
        given.is_some() && given > negated
    }

    /// The forms of the program that fit the call.
    pub(crate) fn forms(&self) -> impl Iterator<Item = &'static Form> + use<'_> {
        self.program.forms.iter().filter(|form| self.fits(form))
    }

    fn fits(&self, form: &Form) -> bool {
        form.when.iter().all(|wanted| wanted.split('|').any(|one| self.has_as_written(one)))
            && !form.unless.iter().any(|unwanted| self.has_as_written(unwanted))
    }

    /// Whether `wanted`, a name, `name=value` or `word OPERAND`, was given.
    fn has_as_written(&self, wanted: &str) -> bool {
        if let Some(word) = wanted.strip_prefix("word ") {
            return self.operands.iter().any(|operand| operand.as_known() == Some(word));
        }
        match wanted.split_once('=') {
            Some((name, value)) => self.values(name).any(|given| given.as_known() == Some(value)),
            None => self.has(wanted),
        }
    }
}
