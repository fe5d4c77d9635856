//! Owns what the operations of a parameter expansion make of its value: `:-`, `#`, `%`, `/`, `^`, `:1`, `@U`; knows no
//! variable.

use super::Evaluator;
use super::state::{Choices, either};
use crate::syntax::{Matches, Operation, Parameter, WhenEmpty, Word};
use crate::{Text, pattern};

impl Evaluator<'_, '_> {
    /// `${@:1}`, `${a[@]#x}`: a slice of the elements, or the operation on each.
    pub(super) fn operate_on_list(
        &mut self,
        list: Vec<(Text, bool)>,
        parameter: &Parameter,
    ) -> Vec<(Text, bool)> {
        match &parameter.operation {
            Operation::Plain => list,
            Operation::Slice(offset, length) => {
                let zero = (parameter.name == "@" || parameter.name == "*").then(|| (self.zero(), false));
                let list: Vec<(Text, bool)> = zero.into_iter().chain(list).collect();
                let (start, length) = (self.number(offset), length.as_ref().map(|word| self.number(word)));
                slice_of(list, start, length)
            }
            operation => {
                let mut edited = Vec::new();
                for (text, splits) in list {
                    let choices = self.operate_on(Some(text), operation);
                    edited.extend(choices.into_iter().map(|choice| (choice.unwrap_or_default(), splits)));
                }
                edited
            }
        }
    }

    /// What an operation makes of each value.
    pub(super) fn operate(&mut self, choices: Choices, operation: &Operation) -> Choices {
        let mut result = Vec::new();
        for choice in choices {
            let made = self.operate_on(choice, operation);
            result = either(result, made);
        }
        result
    }

    fn operate_on(&mut self, value: Option<Text>, operation: &Operation) -> Choices {
        match operation {
            Operation::Plain | Operation::Names => vec![value],
            Operation::Transform(letter) => vec![value.map(|text| self.transform(text, *letter))],
            Operation::Default(when, word) | Operation::Assign(when, word) => {
                self.or_else(value, *when, word)
            }
            Operation::Alternative(when, word) => match presence(value.as_ref(), *when) {
                Presence::Set => self.choices_of(word),
                Presence::Unset => vec![Some(Text::default())],
                Presence::Unknown => either(self.choices_of(word), [Some(Text::default())]),
            },
            Operation::Require(when, word) => match presence(value.as_ref(), *when) {
                Presence::Set => vec![value],
                // The word is the message of the shell that ends here, and is expanded for it.
                _ => {
                    self.text(word);
                    vec![value.or_else(|| Some(Text::unknown()))]
                }
            },
            Operation::Unclear(word) => {
                self.text(word);
                vec![Some(Text::unknown())]
            }
            other => vec![Some(value.map_or_else(Text::default, |text| self.edit(&text, other)))],
        }
    }

    /// `${x@U}` and its like. `@P` expands the value as a prompt, so what it holds is run.
    fn transform(&mut self, text: Text, letter: char) -> Text {
        let known = text.as_known().map(String::from);
        match (letter, known) {
            ('U', Some(known)) => Text::known(known.to_uppercase()),
            ('u', Some(known)) => Text::known(cased(&known, true, false)),
            ('L', Some(known)) => Text::known(known.to_lowercase()),
            ('P', Some(known)) => self.prompt(&known),
            ('Q' | 'A' | 'a' | 'K' | 'k' | 'E' | 'P' | 'U' | 'u' | 'L', _) => Text::unknown(),
            _ => text,
        }
    }

    /// The expansion of a prompt: as a text in double quotes.
    fn prompt(&mut self, text: &str) -> Text {
        let script = crate::parse(&format!(": \"{text}\""));
        let stage = script.body.into_iter().next().and_then(|item| item.first.stages.into_iter().next());
        match stage.map(|stage| stage.kind) {
            Some(crate::syntax::CommandKind::Simple { words, .. }) if words.len() == 2 => {
                self.deeper(|own| own.text(&words[1]))
            }
            _ => Text::unknown(),
        }
    }

    fn or_else(&mut self, value: Option<Text>, when: WhenEmpty, word: &Word) -> Choices {
        match presence(value.as_ref(), when) {
            Presence::Set => vec![value],
            Presence::Unset => self.choices_of(word),
            Presence::Unknown => either(self.choices_of(word), [value]),
        }
    }

    fn choices_of(&mut self, word: &Word) -> Choices {
        self.texts(word).into_iter().map(Some).collect()
    }

    /// An operation that computes a new text from a known one.
    fn edit(&mut self, text: &Text, operation: &Operation) -> Text {
        let Some(known) = text.as_known().map(String::from) else { return Text::unknown() };
        let edited = match operation {
            Operation::Length => Some(known.chars().count().to_string()),
            Operation::Trim { suffix, longest, pattern } => {
                self.pattern(pattern).map(|pattern| trimmed(&known, &pattern, *suffix, *longest))
            }
            Operation::Replace { which, pattern, with } => {
                let (pattern, with) = (self.pattern(pattern), self.text(with));
                match (pattern, with.as_known()) {
                    (Some(pattern), Some(with)) => replaced(&known, &pattern, with, *which),
                    _ => None,
                }
            }
            Operation::Case { upper, all, .. } => Some(cased(&known, *upper, *all)),
            Operation::Slice(offset, length) => self.slice(&known, offset, length.as_ref()),
            _ => None,
        };
        edited.map_or_else(Text::unknown, Text::known)
    }

    fn slice(&mut self, text: &str, offset: &Word, length: Option<&Word>) -> Option<String> {
        let count = i64::try_from(text.chars().count()).ok()?;
        let offset = self.number(offset)?;
        let start = if offset < 0 { count + offset } else { offset }.clamp(0, count);
        let end = match length {
            None => count,
            Some(word) => match self.number(word)? {
                back if back < 0 => count + back,
                length => start.saturating_add(length),
            },
        };
        let take = usize::try_from(end.min(count) - start).ok()?;
        Some(text.chars().skip(usize::try_from(start).ok()?).take(take).collect())
    }

    pub(super) fn number(&mut self, word: &Word) -> Option<i64> {
        self.arithmetic(&word.parts).as_known()?.parse().ok()
    }
}

/// Whether an operation asks only whether there is a value.
pub(super) fn by_presence(operation: &Operation) -> bool {
    matches!(
        operation,
        Operation::Default(..) | Operation::Assign(..) | Operation::Alternative(..) | Operation::Require(..)
    )
}

/// The elements from `start` on, at most `length`; something unknown where these are not known.
fn slice_of(list: Vec<(Text, bool)>, start: Option<i64>, length: Option<Option<i64>>) -> Vec<(Text, bool)> {
    let count = i64::try_from(list.len()).unwrap_or(i64::MAX);
    let start = start.map(|start| if start < 0 { count + start } else { start }.clamp(0, count));
    match (start, length) {
        (Some(start), None) => list.into_iter().skip(usize::try_from(start).unwrap_or_default()).collect(),
        (Some(start), Some(Some(length))) => {
            let length = usize::try_from(length).unwrap_or_default();
            list.into_iter().skip(usize::try_from(start).unwrap_or_default()).take(length).collect()
        }
        _ => vec![(Text::unknown(), true)],
    }
}

/// Whether a value counts as set.
enum Presence {
    Set,
    Unset,
    Unknown,
}

fn presence(value: Option<&Text>, when: WhenEmpty) -> Presence {
    match (value, when) {
        (None, _) => Presence::Unset,
        (Some(_), WhenEmpty::IsSet) => Presence::Set,
        (Some(text), WhenEmpty::CountsAsUnset) if text.is_empty() => Presence::Unset,
        (Some(text), WhenEmpty::CountsAsUnset) if text.known_len() == 0 => Presence::Unknown,
        (Some(_), WhenEmpty::CountsAsUnset) => Presence::Set,
    }
}

/// `text` without what `pattern` matches at one end.
fn trimmed(text: &str, pattern: &str, suffix: bool, longest: bool) -> String {
    if let Some(cut) = plain_cut(text, pattern, suffix, longest) {
        return cut.into();
    }
    let mut cuts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    if suffix != longest {
        cuts.reverse();
    }
    let fits = |cut: &&usize| pattern::matches(pattern, if suffix { &text[**cut..] } else { &text[..**cut] });
    match cuts.iter().take(MOST_CUTS).find(fits) {
        Some(cut) if suffix => text[..*cut].into(),
        Some(cut) => text[*cut..].into(),
        None => text.into(),
    }
}

/// The commonest trims, by search alone: `##*/`, `#*.`, `%.*`, `%%.*`, `%/x`, `#x`.
fn plain_cut<'t>(text: &'t str, pattern: &str, suffix: bool, longest: bool) -> Option<&'t str> {
    let (starred, plain) = match (suffix, pattern.strip_prefix('*'), pattern.strip_suffix('*')) {
        (false, Some(plain), _) | (true, _, Some(plain)) => (true, plain),
        _ => (false, pattern),
    };
    if plain.is_empty() || plain.contains(['*', '?', '[', '\\']) {
        return None;
    }
    let found = match (starred, suffix, longest) {
        (false, false, _) => return Some(text.strip_prefix(plain).unwrap_or(text)),
        (false, true, _) => return Some(text.strip_suffix(plain).unwrap_or(text)),
        (true, false, true) | (true, true, false) => text.rfind(plain),
        (true, false, false) | (true, true, true) => text.find(plain),
    };
    Some(found.map_or(text, |at| if suffix { &text[..at] } else { &text[at + plain.len()..] }))
}

/// How many places of a text a pattern is tried at.
const MOST_CUTS: usize = 4096;

/// `text` with `with` in place of what `pattern` matches; none where the text is too long to try.
fn replaced(text: &str, pattern: &str, with: &str, which: Matches) -> Option<String> {
    let characters: Vec<char> = text.chars().collect();
    if characters.len() > 256 {
        return None;
    }
    let piece = |from: usize, to: usize| characters[from..to].iter().collect::<String>();
    let (mut result, mut at) = (String::new(), 0);
    while at <= characters.len() {
        let allowed = match which {
            Matches::AtStart => at == 0,
            _ => true,
        };
        let ends =
            (at..=characters.len()).rev().filter(|end| which != Matches::AtEnd || *end == characters.len());
        let found = if allowed && !pattern.is_empty() {
            ends.into_iter().find(|end| *end > at && pattern::matches(pattern, &piece(at, *end)))
        } else {
            None
        };
        match found {
            Some(end) => {
                result.push_str(with);
                if which != Matches::All {
                    return Some(result + &piece(end, characters.len()));
                }
                at = end;
            }
            None => {
                result.extend(characters.get(at));
                at += 1;
            }
        }
    }
    Some(result)
}

fn cased(text: &str, upper: bool, all: bool) -> String {
    let change = |character: char| -> String {
        if upper { character.to_uppercase().collect() } else { character.to_lowercase().collect() }
    };
    let mut characters = text.chars();
    match all {
        true => characters.map(change).collect(),
        false => characters.next().map(change).unwrap_or_default() + characters.as_str(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trims_and_replaces_as_bash_does() {
        for (text, pattern, suffix, longest, expected) in [
            ("a.b.c", "*.", false, false, "b.c"),
            ("a.b.c", "*.", false, true, "c"),
            ("a.b.c", ".*", true, false, "a.b"),
            ("a.b.c", ".*", true, true, "a"),
            ("abc", "x", true, true, "abc"),
        ] {
            assert_eq!(
                trimmed(text, pattern, suffix, longest),
                expected,
                "{text} {pattern} {suffix} {longest}"
            );
        }
        for (text, pattern, with, which, expected) in [
            ("rQm", "Q", "", Matches::First, "rm"),
            ("aXbXc", "X", "-", Matches::All, "a-b-c"),
            ("aXbX", "X", "-", Matches::AtEnd, "aXb-"),
            ("XaX", "X", "-", Matches::AtStart, "-aX"),
        ] {
            assert_eq!(replaced(text, pattern, with, which).as_deref(), Some(expected), "{text} {pattern}");
        }
    }
}
