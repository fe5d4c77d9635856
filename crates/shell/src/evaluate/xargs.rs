//! Owns xargs: which arguments it adds to a command from its input; runs the command through the evaluator.

use hook::{Opt, Span, Value};

use super::code::joined;
use super::{Done, Evaluator};
use crate::options::{self, Order, Parsed};
use crate::{Arg, Status, Text};

const fn opt(names: &'static [&'static str], value: Value) -> Opt {
    Opt { names, value }
}

/// Its options that take a value.
const OPTIONS: &[Opt] = &[
    opt(&["--arg-file", "-a"], Value::Required),
    opt(&["--delimiter", "-d"], Value::Required),
    opt(&["-E"], Value::Required),
    opt(&["-I"], Value::Required),
    opt(&["-J"], Value::Required),
    opt(&["-L"], Value::Required),
    opt(&["--max-args", "-n"], Value::Required),
    opt(&["--max-procs", "-P"], Value::Required),
    opt(&["--max-chars", "-s"], Value::Required),
    opt(&["--process-slot-var"], Value::Required),
    opt(&["--null", "-0"], Value::None),
    opt(&["--replace", "-i"], Value::Optional),
    opt(&["--no-run-if-empty", "-r"], Value::None),
];
/// The options of GNU parallel that take a value.
const PARALLEL: &[Opt] = &[
    opt(&["--jobs", "-j", "-P", "--max-procs"], Value::Required),
    opt(&["--arg-file", "-a"], Value::Required),
    opt(&["--colsep", "-C"], Value::Required),
    opt(&["--delimiter", "-d"], Value::Required),
    opt(&["--max-args", "-n"], Value::Required),
    opt(&["--sshlogin", "-S"], Value::Required),
    opt(&["--timeout"], Value::Required),
    opt(&["--joblog"], Value::Required),
    opt(&["--null", "-0"], Value::None),
];
/// How many times a command is run for as many items.
const MOST_RUNS: usize = 64;

impl Evaluator<'_, '_> {
    /// A command with the items of the input as its last arguments, or in place of a marker.
    pub(super) fn xargs(&mut self, args: &[Arg], span: Span) -> Done {
        let parsed = options::read(args, &[OPTIONS], Order::First);
        let echo = [Arg { text: Text::known("echo"), splits: false, span }];
        let command = match args.get(parsed.rest..) {
            Some(words) if !words.is_empty() => words,
            _ => &echo,
        };
        let input = match parsed.value("--arg-file").map(|path| self.content(path)) {
            Some(text) => text,
            None => self.io.input.clone(),
        };
        let marker = marker(&parsed);
        let items = items(&input, &parsed, marker.is_some());
        self.deeper(|own| {
            own.apart(|own| match (items, marker) {
                (Some(items), None) => own.with_items(command, &items, span),
                (Some(items), Some(marker)) => own.for_each_item(command, &items, &marker, span),
                (None, None) => own.with_items(command, &[Text::unknown()], span),
                (None, Some(marker)) => own.for_each_item(command, &[Text::unknown()], &marker, span),
            })
        })
    }

    /// GNU parallel: a command for each item behind `:::` or of the input, joined into code.
    pub(super) fn parallel(&mut self, args: &[Arg], span: Span) -> Done {
        let parsed = options::read(args, &[PARALLEL], Order::First);
        let words = args.get(parsed.rest..).unwrap_or_default();
        let end = words.iter().position(|word| word.text.prefix().starts_with(":::")).unwrap_or(words.len());
        let items: Vec<Text> = match words.get(end + 1..) {
            Some(items) => items.iter().map(|item| item.text.clone()).collect(),
            None => items(&self.io.input, &parsed, true).unwrap_or_else(|| vec![Text::unknown()]),
        };
        let code = joined(&words[..end]);
        let marked = code.parts().any(|part| part.contains("{}"));
        let mut done = Done::success();
        for item in items.iter().take(MOST_RUNS) {
            let mut text = put(&code, "{}", item);
            if !marked && !code.is_empty() {
                text.push(' ');
            }
            if !marked {
                text.append(item);
            }
            let next = self
                .apart(|own| own.fed(super::Io::default(), |own| own.known_code("parallel", &text, span)));
            done.add(next);
        }
        Done { status: Status::Unknown, output: done.output }
    }

    fn with_items(&mut self, command: &[Arg], items: &[Text], span: Span) -> Done {
        let added = items.iter().map(|text| Arg {
            text: text.clone(),
            splits: !text.is_known(),
            span: self.outer(span),
        });
        let all: Vec<Arg> = command.iter().cloned().chain(added).collect();
        self.fed(super::Io::default(), |own| own.unaliased_or_unknown(&all, span))
    }

    fn for_each_item(&mut self, command: &[Arg], items: &[Text], marker: &str, span: Span) -> Done {
        let mut done = Done::success();
        let beyond = (items.len() > MOST_RUNS).then(Text::unknown);
        for item in items.iter().take(MOST_RUNS).chain(&beyond) {
            let all: Vec<Arg> =
                command.iter().map(|arg| Arg { text: put(&arg.text, marker, item), ..arg.clone() }).collect();
            done.add(self.fed(super::Io::default(), |own| own.unaliased_or_unknown(&all, span)));
        }
        Done { status: Status::Unknown, output: done.output }
    }
}

/// The text that stands for an item, if there is one.
fn marker(parsed: &Parsed<'_>) -> Option<String> {
    let given = parsed.value("-I").or_else(|| parsed.value("-J")).or_else(|| parsed.value("--replace"));
    let default = parsed.has("--replace").then(|| "{}".to_string());
    given.and_then(|text| text.as_known().map(String::from)).or(default)
}

/// The items of an input, where it is known.
fn items(input: &Text, parsed: &Parsed<'_>, lines: bool) -> Option<Vec<Text>> {
    let known = input.as_known()?;
    let delimiter = match parsed.value("--delimiter").and_then(Text::as_known) {
        Some("\\n") => Some('\n'),
        Some("\\0") => Some('\0'),
        Some(text) => text.chars().next(),
        None if parsed.has("--null") => Some('\0'),
        None if lines => Some('\n'),
        None => None,
    };
    let kept = |item: &&str| !item.is_empty();
    Some(match delimiter {
        Some(delimiter) => {
            let quotes = parsed.value("--delimiter").is_none() && !parsed.has("--null");
            let bare = |item: &str| if quotes { unquoted(item.trim_start()) } else { item.to_string() };
            known.split(delimiter).filter(kept).map(|item| Text::known(bare(item))).collect()
        }
        None => quoted_items(known),
    })
}

/// A line without its quotes and backslashes, as xargs reads one.
fn unquoted(line: &str) -> String {
    let (mut item, mut quote) = (String::new(), None);
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        match (quote, character) {
            (Some(open), _) if character == open => quote = None,
            (None, '\'' | '"') => quote = Some(character),
            (None, '\\') => item.extend(characters.next()),
            _ => item.push(character),
        }
    }
    item
}

/// Items separated by white space, with quotes and backslashes as xargs reads them.
pub(super) fn quoted_items(text: &str) -> Vec<Text> {
    let (mut items, mut item, mut present, mut quote) = (Vec::new(), String::new(), false, None);
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match (quote, character) {
            (Some(open), _) if character == open => quote = None,
            (Some(_), _) => item.push(character),
            (None, '\'' | '"') => (quote, present) = (Some(character), true),
            (None, '\\') => item.extend(characters.next()),
            (None, _) if character.is_whitespace() => {
                if present || !item.is_empty() {
                    items.push(Text::known(std::mem::take(&mut item)));
                }
                present = false;
            }
            (None, _) => item.push(character),
        }
    }
    if present || !item.is_empty() {
        items.push(Text::known(item));
    }
    items
}

/// `text` with `item` in place of `marker`.
fn put(text: &Text, marker: &str, item: &Text) -> Text {
    let mut result = Text::default();
    for (index, part) in text.parts().enumerate() {
        if index > 0 {
            result.push_gap();
        }
        for (at, piece) in part.split(marker).enumerate() {
            if at > 0 {
                result.append(item);
            }
            result.push_str(piece);
        }
    }
    result
}
