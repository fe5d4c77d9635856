//! Owns what tools print that pick parts of lines, or lines by a plain word: cut, grep.

use hook::{Opt, Value};
use shell::Text;

use super::call::Call;
use super::lines::ended;

const CUT: &[Opt] = &[
    Opt { names: &["--fields", "-f"], value: Value::Required },
    Opt { names: &["--characters", "-c"], value: Value::Required },
    Opt { names: &["--bytes", "-b"], value: Value::Required },
    Opt { names: &["--delimiter", "-d"], value: Value::Required },
    Opt { names: &["--only-delimited", "-s"], value: Value::None },
];
const GREP: &[Opt] = &[
    Opt { names: &["--regexp", "-e"], value: Value::Required },
    Opt { names: &["--fixed-strings", "-F"], value: Value::None },
    Opt { names: &["--extended-regexp", "-E"], value: Value::None },
    Opt { names: &["--invert-match", "-v"], value: Value::None },
    Opt { names: &["--ignore-case", "-i"], value: Value::None },
    Opt { names: &["--no-filename", "-h"], value: Value::None },
    Opt { names: &["--text", "-a"], value: Value::None },
    Opt { names: &["--quiet", "--silent", "-q"], value: Value::None },
];

pub(super) fn cut(call: &Call<'_, '_>) -> Option<Text> {
    let parsed = call.options(CUT)?;
    let text = call.sources(&parsed.operands);
    let delimiter = parsed.value("--delimiter").map_or(Some("\t"), Text::as_known)?;
    let fields = parsed.value("--fields").map(|list| ranges(list.as_known()?));
    let characters =
        parsed.value("--characters").or(parsed.value("--bytes")).map(|list| ranges(list.as_known()?));
    let mut lines = Vec::new();
    for line in text.as_known()?.lines() {
        let split = line.contains(delimiter) && !delimiter.is_empty();
        match (&fields, &characters) {
            (Some(_), _) if !split && parsed.has("--only-delimited") => {}
            (Some(_), _) if !split => lines.push(line.to_string()),
            (Some(fields), _) => {
                let parts: Vec<&str> = line.split(delimiter).collect();
                lines.push(picked(&parts, fields.as_ref()?).join(delimiter));
            }
            (None, Some(characters)) => {
                let parts: Vec<String> = line.chars().map(String::from).collect();
                let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
                lines.push(picked(&parts, characters.as_ref()?).concat());
            }
            (None, None) => return None,
        }
    }
    Some(ended(&lines.iter().map(String::as_str).collect::<Vec<_>>()))
}

/// `1,3-5,7-` as ranges from one on, ends included.
fn ranges(list: &str) -> Option<Vec<(usize, usize)>> {
    let number = |digits: &str, none: usize| if digits.is_empty() { Some(none) } else { digits.parse().ok() };
    let range = |part: &str| match part.split_once('-') {
        Some((first, last)) => Some((number(first, 1)?, number(last, usize::MAX)?)),
        None => part.parse().ok().map(|only| (only, only)),
    };
    list.split(',').map(range).collect()
}

fn picked<'t>(parts: &[&'t str], ranges: &[(usize, usize)]) -> Vec<&'t str> {
    let chosen = |index: usize| ranges.iter().any(|(first, last)| (*first..=*last).contains(&(index + 1)));
    parts.iter().enumerate().filter(|(index, _)| chosen(*index)).map(|(_, part)| *part).collect()
}

/// Lines with a plain word in them, or without it. With a regular expression nobody computes which.
pub(super) fn grep(call: &Call<'_, '_>) -> Option<Text> {
    let parsed = call.options(GREP)?;
    if parsed.has("--quiet") {
        return Some(Text::default());
    }
    let (pattern, files) = match (parsed.value("--regexp"), parsed.operands.split_first()) {
        (Some(pattern), _) => (pattern, parsed.operands.as_slice()),
        (None, Some((first, rest))) => (&first.text, rest),
        (None, None) => return None,
    };
    let pattern = pattern.as_known().filter(|pattern| parsed.has("--fixed-strings") || is_plain(pattern))?;
    if files.len() > 1 && !parsed.has("--no-filename") {
        return None;
    }
    let folds = parsed.has("--ignore-case");
    let fold = |text: &str| if folds { text.to_lowercase() } else { text.into() };
    let pattern = fold(pattern);
    let text = call.sources(files);
    let fits = |line: &&str| fold(line).contains(&pattern) != parsed.has("--invert-match");
    Some(ended(&text.as_known()?.lines().filter(fits).collect::<Vec<_>>()))
}

/// Whether a regular expression matches just itself.
pub(super) fn is_plain(pattern: &str) -> bool {
    !pattern.contains(['\\', '[', ']', '.', '*', '^', '$', '+', '?', '{', '}', '|', '(', ')', '\n'])
}
