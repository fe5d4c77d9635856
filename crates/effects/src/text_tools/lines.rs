//! Owns what tools print that pass lines on, some of them or in another order: cat, tac, rev, head, tail, sort, uniq.

use hook::{Opt, Value};
use shell::options::Parsed;
use shell::{Arg, Text};

use super::call::Call;

const CAT: &[Opt] = &[Opt { names: &["-u"], value: Value::None }];
const NONE: &[Opt] = &[];
const PART: &[Opt] = &[
    Opt { names: &["--lines", "-n"], value: Value::Required },
    Opt { names: &["--bytes", "-c"], value: Value::Required },
    Opt { names: &["--quiet", "--silent", "-q"], value: Value::None },
];
const SORT: &[Opt] = &[
    Opt { names: &["--unique", "-u"], value: Value::None },
    Opt { names: &["--reverse", "-r"], value: Value::None },
];

pub(super) fn cat(call: &Call<'_, '_>) -> Option<Text> {
    Some(call.sources(&call.options(CAT)?.operands))
}

pub(super) fn tac(call: &Call<'_, '_>) -> Option<Text> {
    let text = call.sources(&call.options(NONE)?.operands);
    let mut lines: Vec<&str> = text.as_known()?.split_inclusive('\n').collect();
    lines.reverse();
    Some(Text::known(lines.concat()))
}

pub(super) fn rev(call: &Call<'_, '_>) -> Option<Text> {
    let text = call.sources(&call.options(NONE)?.operands);
    let reversed = |line: &str| {
        let bare = line.strip_suffix('\n').unwrap_or(line);
        let end = &line[bare.len()..];
        bare.chars().rev().chain(end.chars()).collect::<String>()
    };
    Some(Text::known(text.as_known()?.split_inclusive('\n').map(reversed).collect::<String>()))
}

/// How much of a text is taken.
enum Count {
    Lines(usize),
    Bytes(usize),
    /// Lines from this one on, counted from one.
    From(usize),
    /// All lines but this many.
    AllBut(usize),
}

pub(super) fn head(call: &Call<'_, '_>) -> Option<Text> {
    let (text, count) = part(call)?;
    match count {
        Count::Lines(count) => Some(first_lines(&text, count)),
        Count::Bytes(count) => match text.prefix().get(..count) {
            Some(start) => Some(Text::known(start)),
            None => text.is_known().then_some(text),
        },
        Count::AllBut(count) => {
            let lines: Vec<&str> = text.as_known()?.split_inclusive('\n').collect();
            Some(Text::known(lines[..lines.len().saturating_sub(count)].concat()))
        }
        Count::From(_) => None,
    }
}

pub(super) fn tail(call: &Call<'_, '_>) -> Option<Text> {
    let (text, count) = part(call)?;
    let known = text.as_known()?;
    let lines: Vec<&str> = known.split_inclusive('\n').collect();
    match count {
        Count::Lines(count) | Count::AllBut(count) => {
            Some(Text::known(lines[lines.len().saturating_sub(count)..].concat()))
        }
        Count::Bytes(count) => known.get(known.len().saturating_sub(count)..).map(Text::known),
        Count::From(first) => Some(Text::known(lines.get(first.saturating_sub(1)..)?.concat())),
    }
}

/// The text that head or tail reads, and how much of it they take. Headers between files nobody computes.
fn part(call: &Call<'_, '_>) -> Option<(Text, Count)> {
    let (own, args) = match call.args {
        [first, rest @ ..] if first.as_known().is_some_and(is_old_count) => (first.as_known(), rest),
        args => (None, args),
    };
    let parsed = Call { args, ..*call }.options(PART)?;
    let quiet = parsed.has("--quiet");
    let count = match own {
        Some(own) => Count::Lines(own.trim_start_matches('-').parse().ok()?),
        None => count(&parsed)?,
    };
    let operands: Vec<&Arg> = parsed.operands;
    (operands.len() < 2 || quiet).then(|| (call.sources(&operands), count))
}

fn is_old_count(known: &str) -> bool {
    known
        .strip_prefix('-')
        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

fn count(parsed: &Parsed<'_>) -> Option<Count> {
    if let Some(bytes) = parsed.value("--bytes") {
        return bytes.as_known()?.parse().ok().map(Count::Bytes);
    }
    let Some(lines) = parsed.value("--lines") else { return Some(Count::Lines(10)) };
    let known = lines.as_known()?;
    match known.as_bytes().first()? {
        b'+' => known[1..].parse().ok().map(Count::From),
        b'-' => known[1..].parse().ok().map(Count::AllBut),
        _ => known.parse().ok().map(Count::Lines),
    }
}

/// The first lines, with the gaps in them; after a gap nobody knows how many there were.
fn first_lines(text: &Text, count: usize) -> Text {
    let lines = |part: &str| part.split_inclusive('\n').take(count).collect::<String>();
    let start = lines(text.prefix());
    let enough = start.matches('\n').count() >= count;
    if enough || text.is_known() {
        return Text::known(start);
    }
    let mut cut = Text::known(start);
    cut.append(&text.forgotten());
    cut
}

pub(super) fn sort(call: &Call<'_, '_>) -> Option<Text> {
    let parsed = call.options(SORT)?;
    let text = call.sources(&parsed.operands);
    let mut lines: Vec<&str> = text.as_known()?.lines().collect();
    lines.sort_unstable();
    if parsed.has("--unique") {
        lines.dedup();
    }
    if parsed.has("--reverse") {
        lines.reverse();
    }
    Some(ended(&lines))
}

pub(super) fn uniq(call: &Call<'_, '_>) -> Option<Text> {
    let parsed = call.options(NONE)?;
    let text = call.sources(parsed.operands.get(..1.min(parsed.operands.len()))?);
    let mut lines: Vec<&str> = text.as_known()?.lines().collect();
    lines.dedup();
    Some(ended(&lines))
}

/// Lines, each with its end.
pub(super) fn ended(lines: &[&str]) -> Text {
    let mut text = String::new();
    for line in lines {
        text.push_str(line);
        text.push('\n');
    }
    Text::known(text)
}
