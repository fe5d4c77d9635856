//! Owns what tr prints: characters replaced, deleted or squeezed by sets.

use hook::{Opt, Value};
use shell::Text;

use super::call::Call;
use super::escapes::{self, Kind};

const TR: &[Opt] = &[
    Opt { names: &["--complement", "-c", "-C"], value: Value::None },
    Opt { names: &["--delete", "-d"], value: Value::None },
    Opt { names: &["--squeeze-repeats", "-s"], value: Value::None },
    Opt { names: &["--truncate-set1", "-t"], value: Value::None },
];

/// How many characters a set may have.
const LARGEST_SET: usize = 1 << 12;

pub(super) fn tr(call: &Call<'_, '_>) -> Option<Text> {
    let parsed = call.options(TR)?;
    let mut sets = parsed.operands.iter().map(|operand| set(operand.as_known()?));
    let (first, second) = (sets.next()??, sets.next().map(|set| set.ok_or(())).transpose().ok()?);
    let complement = parsed.has("--complement");
    let in_first = |next: char| first.contains(&next) != complement;
    let replaced = |next: char| match &second {
        Some(second) if !parsed.has("--delete") && in_first(next) => {
            let place = if complement { usize::MAX } else { first.iter().position(|own| *own == next)? };
            second.get(place).or(second.last()).copied()
        }
        _ if parsed.has("--delete") && in_first(next) => None,
        _ => Some(next),
    };
    let text = call.input.map(|part| part.chars().filter_map(replaced).collect());
    if !parsed.has("--squeeze-repeats") {
        return Some(text);
    }
    let squeezed: &[char] = second.as_deref().unwrap_or(&first);
    let complemented = complement && second.is_none();
    let mut last = None;
    let repeated = |next: &char| {
        let repeats = last == Some(*next) && squeezed.contains(next) != complemented;
        last = Some(*next);
        !repeats
    };
    Some(Text::known(text.as_known()?.chars().filter(repeated).collect::<String>()))
}

/// The characters of a set, in order.
fn set(written: &str) -> Option<Vec<char>> {
    let classes = with_classes(written)?;
    let (plain, ended) = escapes::replaced(&classes.replace("\\-", "\\055"), Kind::Format)?;
    if ended {
        return None;
    }
    let letters: Vec<char> = plain.chars().collect();
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(low) = letters.get(at) {
        match (letters.get(at + 1), letters.get(at + 2)) {
            (Some('-'), Some(high)) if low <= high => {
                found.extend(*low..=*high);
                at += 3;
            }
            _ => {
                found.push(*low);
                at += 1;
            }
        }
        if found.len() > LARGEST_SET {
            return None;
        }
    }
    Some(found)
}

/// `[:lower:]` and its like written out.
fn with_classes(written: &str) -> Option<String> {
    let mut text = written.to_string();
    for (class, letters) in [
        ("[:lower:]", "a-z"),
        ("[:upper:]", "A-Z"),
        ("[:alpha:]", "A-Za-z"),
        ("[:digit:]", "0-9"),
        ("[:alnum:]", "0-9A-Za-z"),
        ("[:xdigit:]", "0-9A-Fa-f"),
        ("[:space:]", " \\t\\n\\v\\f\\r"),
        ("[:blank:]", " \\t"),
        ("[:punct:]", "!-/:-@[-`{-~"),
        ("[:cntrl:]", "\\001-\\037\\177"),
        ("[:print:]", " -~"),
        ("[:graph:]", "!-~"),
    ] {
        text = text.replace(class, letters);
    }
    (!text.contains("[:") && !text.contains("[=") && !text.contains("*]")).then_some(text)
}
