//! Owns how programs read their arguments by the conventions of getopt: clusters, attached values, abbreviations, `--`;
//! knows no program.

use hook::{Opt, Value};

use crate::{Arg, Text};

/// Arguments read by a table of options.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parsed<'a> {
    /// The options found, by the first name in the table, in order.
    pub options: Vec<Found<'a>>,
    /// The operands, in order.
    pub operands: Vec<&'a Arg>,
    /// Index in the arguments of the first operand, where options end at it.
    pub rest: usize,
    /// How many operands stand before `--`, where there is one.
    pub separated: Option<usize>,
    /// Whether an argument was unknown in a way that it may have been an option.
    pub unclear: bool,
}

/// One option found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<'a> {
    /// The first name in the table; the option as written where the table does not have it.
    pub name: String,
    /// Its value.
    pub value: Option<Text>,
    /// The argument it stands in.
    pub arg: &'a Arg,
}

/// Whether options may follow operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// They may, until `--`.
    Free,
    /// They end at the first operand.
    First,
}

/// Reads `args` (without the command word) by `table`. An option the table does not have is taken as one without a
/// value and listed under the name it was written with.
#[must_use]
pub fn read<'a>(args: &'a [Arg], table: &[&[Opt]], order: Order) -> Parsed<'a> {
    let mut reader =
        Reader { args, table, next: 0, parsed: Parsed { rest: args.len(), ..Parsed::default() } };
    while let Some(arg) = reader.take() {
        if !reader.one(arg) || (order == Order::First && !reader.parsed.operands.is_empty()) {
            reader.finish();
        }
    }
    reader.parsed
}

struct Reader<'a, 't> {
    args: &'a [Arg],
    table: &'t [&'t [Opt]],
    next: usize,
    parsed: Parsed<'a>,
}

impl<'a> Reader<'a, '_> {
    fn take(&mut self) -> Option<&'a Arg> {
        let arg = self.args.get(self.next)?;
        self.next += 1;
        Some(arg)
    }

    /// Reads one argument; false after `--`.
    fn one(&mut self, arg: &'a Arg) -> bool {
        let start = arg.text.prefix();
        if arg.as_known() == Some("--") {
            self.parsed.separated = Some(self.parsed.operands.len());
            return false;
        }
        if start.starts_with("--") {
            self.long(arg);
        } else if start.len() > 1 && start.starts_with('-') {
            if !self.single_dash_word(arg) {
                self.cluster(arg);
            }
        } else {
            self.parsed.unclear |=
                start.is_empty() && !arg.text.is_known() || start == "-" && !arg.text.is_known();
            self.operand(arg);
        }
        true
    }

    fn operand(&mut self, arg: &'a Arg) {
        if self.parsed.operands.is_empty() {
            self.parsed.rest = self.next - 1;
        }
        self.parsed.operands.push(arg);
    }

    /// All that is left are operands.
    fn finish(&mut self) {
        while let Some(arg) = self.take() {
            self.operand(arg);
        }
    }

    fn long(&mut self, arg: &'a Arg) {
        let (name, attached) = split_value(&arg.text);
        let Some(opt) = self.find_long(&name) else {
            return self.found(name, attached, arg);
        };
        let value = match (opt.value, attached) {
            (Value::Required, None) => self.take().map(|next| next.text.clone()),
            (_, attached) => attached,
        };
        self.found(opt.names[0].into(), value, arg);
    }

    /// Options of one dash and several letters, as `find -delete` has them, where the table lists the word as it is.
    fn single_dash_word(&mut self, arg: &'a Arg) -> bool {
        let (name, attached) = split_value(&arg.text);
        if name.chars().count() < 3 {
            return false;
        }
        let Some(opt) = self.find(&name) else { return false };
        let value = match (opt.value, attached) {
            (Value::Required, None) => self.take().map(|next| next.text.clone()),
            (_, attached) => attached,
        };
        self.found(opt.names[0].into(), value, arg);
        true
    }

    fn cluster(&mut self, arg: &'a Arg) {
        let letters = arg.text.prefix()[1..].to_string();
        for (at, letter) in letters.char_indices() {
            let name = format!("-{letter}");
            let Some(opt) = self.find(&name) else {
                self.found(name, None, arg);
                continue;
            };
            if opt.value == Value::None {
                self.found(opt.names[0].into(), None, arg);
                continue;
            }
            let attached = arg.text.without_start(1 + at + letter.len_utf8());
            let value = match (opt.value, attached.is_empty()) {
                (Value::Required, true) => self.take().map(|next| next.text.clone()),
                (_, true) => None,
                (_, false) => Some(attached),
            };
            return self.found(opt.names[0].into(), value, arg);
        }
        self.parsed.unclear |= !arg.text.is_known();
    }

    fn found(&mut self, name: String, value: Option<Text>, arg: &'a Arg) {
        self.parsed.options.push(Found { name, value, arg });
    }

    fn find(&self, name: &str) -> Option<Opt> {
        self.table.iter().copied().flatten().find(|opt| opt.names.contains(&name)).copied()
    }

    /// The option called `name`, or the only one whose long name begins so.
    fn find_long(&self, name: &str) -> Option<Opt> {
        if let Some(opt) = self.find(name) {
            return Some(opt);
        }
        let mut fitting = self
            .table
            .iter()
            .copied()
            .flatten()
            .filter(|opt| name.len() > 2 && opt.names.iter().any(|own| own.starts_with(name)));
        match (fitting.next(), fitting.next()) {
            (Some(opt), None) => Some(*opt),
            _ => None,
        }
    }
}

/// `--name=value` as its two halves; a gap before any `=` leaves the name as far as it is known.
fn split_value(text: &Text) -> (String, Option<Text>) {
    match text.prefix().find('=') {
        Some(at) => (text.prefix()[..at].into(), Some(text.without_start(at + 1))),
        None => (text.prefix().into(), None),
    }
}

impl Parsed<'_> {
    /// Whether the option whose first name is `name` was given.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.options.iter().any(|found| found.name == name)
    }

    /// The value of the last such option that has one.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&Text> {
        self.options.iter().rev().filter(|found| found.name == name).find_map(|found| found.value.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use hook::Span;

    use super::*;

    const TABLE: &[Opt] = &[
        Opt { names: &["--recursive", "-r", "-R"], value: Value::None },
        Opt { names: &["--force", "-f"], value: Value::None },
        Opt { names: &["--user", "-u"], value: Value::Required },
        Opt { names: &["--color"], value: Value::Optional },
        Opt { names: &["-delete"], value: Value::None },
    ];

    fn shape(words: &[&str], order: Order) -> String {
        let args: Vec<Arg> = words
            .iter()
            .map(|word| Arg { text: Text::known(*word), splits: false, span: Span::default() })
            .collect();
        let parsed = read(&args, &[TABLE], order);
        let options = parsed.options.iter().map(|found| match &found.value {
            Some(value) => format!("{}={}", found.name, value.shown()),
            None => found.name.clone(),
        });
        let operands = parsed.operands.iter().map(|arg| arg.text.shown());
        format!("{} | {}", options.collect::<Vec<_>>().join(" "), operands.collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn reads_as_getopt_does() {
        for (words, order, expected) in [
            (&["-rf", "a"][..], Order::Free, "--recursive --force | a"),
            (&["a", "-r", "--", "-f"], Order::Free, "--recursive | a -f"),
            (&["--rec", "--for"], Order::Free, "--recursive --force | "),
            (&["-uroot", "-u", "me", "--user=x"], Order::Free, "--user=root --user=me --user=x | "),
            (&["-fuz", "a"], Order::Free, "--force --user=z | a"),
            (&["--color", "a", "--color=no"], Order::Free, "--color --color=no | a"),
            (&["-delete", "-x"], Order::Free, "-delete -x | "),
            (&["-f", "cmd", "-r"], Order::First, "--force | cmd -r"),
            (&["-", "-f"], Order::Free, "--force | -"),
        ] {
            assert_eq!(shape(words, order), expected, "{words:?}");
        }
    }
}
