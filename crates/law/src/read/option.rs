//! Owns the way options are written, which is that of help texts: `-C DIR`, `--color[=WHEN]`; knows no program.

use hook::{Opt, Value};

use super::{leak, leak_text};

/// The option that `text` describes, and its negation where it has one; none where it describes none.
///
/// `-f, --force`: no value. `-C DIR`, `--git-dir=DIR`: always a value. `--color[=WHEN]`, `-i[SUFFIX]`: a value only if
/// attached. `--[no-]verify`: two options, `--verify` and `--no-verify`. A value said for one name holds for all.
pub(super) fn parse(text: &str) -> Option<Vec<Opt>> {
    let (mut names, mut negated, mut value) = (Vec::new(), Vec::new(), Value::None);
    for part in text.split(", ") {
        let (name, own) = split(part)?;
        value = joined(value, own)?;
        match name.strip_prefix("--[no-]") {
            Some(rest) => {
                names.push(format!("--{rest}"));
                negated.push(format!("--no-{rest}"));
            }
            None => names.push(name.into()),
        }
    }
    if !names.iter().chain(&negated).all(|name| is_name(name)) {
        return None;
    }
    names.sort_by_key(|name| !name.starts_with("--"));
    let negation = (!negated.is_empty()).then(|| option(negated, Value::None));
    Some([option(names, value)].into_iter().chain(negation).collect())
}

fn option(names: Vec<String>, value: Value) -> Opt {
    Opt { names: leak(names.into_iter().map(leak_text).collect::<Vec<&'static str>>()), value }
}

/// A name and what follows it.
fn split(part: &str) -> Option<(&str, Value)> {
    let from = if part.starts_with("--[no-]") { "--[no-]".len() } else { 0 };
    let Some(end) = part[from..].find([' ', '=', '[']).map(|at| from + at) else {
        return Some((part, Value::None));
    };
    let (name, rest) = part.split_at(end);
    let (word, value) = match rest.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(inner) => (inner.strip_prefix('=').unwrap_or(inner), Value::Optional),
        None => (&rest[1..], Value::Required),
    };
    is_placeholder(word).then_some((name, value))
}

fn joined(one: Value, other: Value) -> Option<Value> {
    match (one, other) {
        (value, Value::None) | (Value::None, value) => Some(value),
        (one, other) => (one == other).then_some(one),
    }
}

/// `-x`, `--name` or, as find has them, `-name`.
fn is_name(name: &str) -> bool {
    let Some(rest) = name.strip_prefix("--").or_else(|| name.strip_prefix('-')) else { return false };
    let mut characters = rest.chars();
    characters.next().is_some_and(|first| first.is_ascii_graphic() && !"-=[],'\"`".contains(first))
        && characters.all(|next| next.is_ascii_alphanumeric() || "-_.+@".contains(next))
}

/// What stands for a value: `DIR`, `KEY=VALUE`, `N`.
fn is_placeholder(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_uppercase())
        && word
            .chars()
            .all(|next| next.is_ascii_uppercase() || next.is_ascii_digit() || "-_=:,./".contains(next))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let Some(options) = parse(text) else { return "-".into() };
        let each = options.iter().map(|option| format!("{} {:?}", option.names.join(" "), option.value));
        each.collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn reads_options_as_help_texts_write_them() {
        let rows = [
            ("-f, --force", "--force -f None"),
            ("-C DIR", "-C Required"),
            ("--git-dir=DIR", "--git-dir Required"),
            ("-m, --message=TEXT", "--message -m Required"),
            ("-m TEXT, --message=TEXT", "--message -m Required"),
            ("--color[=WHEN]", "--color Optional"),
            ("-i[SUFFIX], --in-place[=SUFFIX]", "--in-place -i Optional"),
            ("-r, -R, --recursive", "--recursive -r -R None"),
            ("-delete", "-delete None"),
            ("-name PATTERN", "-name Required"),
            ("-0, --null", "--null -0 None"),
            ("-n, --[no-]verify", "--verify -n None; --no-verify None"),
            ("--[no-]signed[=MODE]", "--signed Optional; --no-signed None"),
            ("-?", "-? None"),
            ("", "-"),
            ("force", "-"),
            ("-", "-"),
            ("--", "-"),
            ("-f,--force", "-"),
            ("-C dir", "-"),
            ("--color[=WHEN", "-"),
            ("--color=", "-"),
            ("-a X, --all[=X]", "-"),
            ("-f --force", "-"),
        ];
        let wrong: Vec<_> = rows
            .iter()
            .map(|(text, expected)| (text, shown(text), expected))
            .filter(|row| row.1 != *row.2)
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
