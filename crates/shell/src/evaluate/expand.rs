//! Owns the way from a word to arguments: braces, tildes, parameters, splitting, pathnames; runs commands only where a
//! substitution asks for one.

use hook::Span;

use super::{Evaluator, LONGEST_TEXT, TEXT_PER_STEP, braces};
use crate::pattern;
use crate::syntax::{Part, Word};
use crate::{Arg, Text};

/// How many argument lists one command may have, for its variables may have several values.
const MOST_LISTS: usize = 8;
/// How many arguments one command may have before the rest counts as one unknown.
const MOST_ARGS: usize = 4096;

/// A piece of a word on its way to arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bit {
    pub(super) text: Text,
    /// Whether it stood in quotes, so that it is neither split nor a pattern.
    pub(super) quoted: bool,
    /// Whether it is written text, which is a pattern but is not split.
    pub(super) literal: bool,
    /// Whether an argument ends behind it, as between the elements of `"$@"`.
    pub(super) ends: bool,
}

/// One reading of a word: its bits in order.
pub(super) type Reading = Vec<Bit>;

/// A field between splitting and pathname expansion.
#[derive(Default)]
struct Field {
    text: Text,
    pattern: String,
    splits: bool,
    present: bool,
}

impl Bit {
    pub(super) fn quoted(text: Text) -> Self {
        Self { text, quoted: true, literal: false, ends: false }
    }

    fn literal(text: &str) -> Self {
        Self { text: Text::known(text), quoted: false, literal: true, ends: false }
    }
}

impl Evaluator<'_, '_> {
    /// The argument lists that `words` may become. Never empty.
    pub(super) fn args(&mut self, words: &[Word]) -> Vec<Vec<Arg>> {
        let mut lists = vec![Vec::new()];
        for word in words {
            match plain(word) {
                Some(text) => {
                    self.spend(1);
                    let arg = self.arg(Text::known(text), false, word.span);
                    lists.iter_mut().for_each(|list: &mut Vec<Arg>| list.push(arg.clone()));
                }
                None => lists = product(lists, self.word(word)),
            }
            if lists.iter().any(|list| list.len() > MOST_ARGS) {
                self.exhaust("arguments");
                lists.iter_mut().for_each(curtail);
                break;
            }
            if self.is_spent() {
                break;
            }
        }
        lists
    }

    /// The arguments that one word may become, in each of its readings. Never empty.
    fn word(&mut self, word: &Word) -> Vec<Vec<Arg>> {
        self.spend(1 + word.parts.len());
        let mut lists = vec![Vec::new()];
        for parts in self.braced(&word.parts) {
            let readings = self.readings(&parts, false);
            let choices = readings.into_iter().map(|reading| self.fields(reading, word.span)).collect();
            lists = product(lists, choices);
        }
        lists
    }

    fn braced(&mut self, parts: &[Part]) -> Vec<Vec<Part>> {
        let has =
            |wanted: char| parts.iter().any(|part| matches!(part, Part::Bare(text) if text.contains(wanted)));
        if !has('{') || !(has(',') || has('.')) {
            return vec![parts.to_vec()];
        }
        braces::expand(parts).unwrap_or_else(|| {
            self.limit("brace expansion");
            vec![parts.to_vec()]
        })
    }

    /// The texts a word may become where it is not split: an assigned value, a redirection, a `case` word. Never empty.
    pub(super) fn texts(&mut self, word: &Word) -> Vec<Text> {
        self.spend(1 + word.parts.len());
        let readings = self.readings(&word.parts, false);
        let texts: Vec<Text> = readings.iter().map(joined).collect();
        self.spend(texts.iter().map(Text::known_len).sum::<usize>() / TEXT_PER_STEP);
        texts
    }

    /// The one text of a word, or a gap where it may be several.
    pub(super) fn text(&mut self, word: &Word) -> Text {
        let mut texts = self.texts(word);
        match (texts.pop(), texts.is_empty()) {
            (Some(text), true) => text,
            _ => Text::unknown(),
        }
    }

    /// The pattern a word is, with a backslash before what stands for itself; none where it is not known.
    pub(super) fn pattern(&mut self, word: &Word) -> Option<String> {
        let readings = self.readings(&word.parts, false);
        let [reading] = readings.as_slice() else { return None };
        let mut pattern = String::new();
        for bit in reading {
            let text = bit.text.as_known()?;
            pattern.push_str(&if bit.quoted { pattern::literal(text) } else { text.to_string() });
        }
        Some(pattern)
    }

    /// The readings of some parts of a word. Never empty.
    pub(super) fn readings(&mut self, parts: &[Part], quoted: bool) -> Vec<Reading> {
        let mut all: Vec<Reading> = vec![Vec::new()];
        for (index, part) in parts.iter().enumerate() {
            let choices = self.part(part, quoted, index == 0);
            if let [only] = choices.as_slice() {
                all.iter_mut().for_each(|reading| reading.extend(only.iter().cloned()));
                continue;
            }
            all = match all.len() * choices.len() > MOST_LISTS {
                true => all.into_iter().map(|reading| [reading, vec![unknown(quoted)]].concat()).collect(),
                false => all
                    .iter()
                    .flat_map(|reading| {
                        choices.iter().map(move |choice| [reading.as_slice(), choice].concat())
                    })
                    .collect(),
            };
        }
        all
    }

    fn part(&mut self, part: &Part, quoted: bool, first: bool) -> Vec<Reading> {
        match part {
            Part::Bare(text) if first && text.starts_with('~') && !quoted => vec![self.tilde(text)],
            Part::Bare(text) => vec![vec![Bit::literal(text)]],
            Part::Quoted(text) => vec![vec![Bit::quoted(Text::known(text.as_str()))]],
            Part::Double(parts) if parts.is_empty() => vec![vec![Bit::quoted(Text::default())]],
            Part::Double(parts) => self.readings(parts, true),
            Part::Parameter(parameter) => self.parameter(parameter, quoted),
            Part::Command(list) => {
                let text = self.substitution(list);
                vec![vec![Bit { text, quoted, literal: false, ends: false }]]
            }
            Part::Arithmetic(parts) => {
                let text = self.arithmetic(parts);
                vec![vec![Bit { text, quoted, literal: false, ends: false }]]
            }
            Part::ProcessIn(list) => vec![vec![Bit::quoted(self.process_in(list))]],
            Part::ProcessOut(list) => vec![vec![Bit::quoted(self.process_out(list))]],
            Part::ExtendedGlob(text) => {
                vec![vec![Bit { text: self.extended(text), quoted: false, literal: false, ends: false }]]
            }
            Part::Array(elements) => vec![vec![Bit::quoted(self.array_text(elements))]],
        }
    }

    /// An extended pattern is a pattern nobody computes: what it may match is anything in its place.
    fn extended(&self, text: &str) -> Text {
        let _ = text;
        Text::unknown()
    }

    /// An array assignment as an argument that is text: `eval a=(x y)`.
    fn array_text(&mut self, elements: &[(Option<Word>, Word)]) -> Text {
        let mut text = Text::known("(");
        for (_, word) in elements {
            text.append(&self.text(word));
            text.push(' ');
        }
        text.push(')');
        text
    }

    /// `~`, `~/x`, `~name`, `~+`.
    fn tilde(&self, text: &str) -> Reading {
        let (name, rest) = text[1..].find('/').map_or((&text[1..], ""), |at| text[1..].split_at(at));
        let home = match name {
            "" => self.home().map(|home| Text::known(&*home)),
            "+" => self.state.directory().map(Text::known),
            "root" => Some(Text::known("/root")),
            _ if self.is_own_name(name) => self.home().map(|home| Text::known(&*home)),
            _ if name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.')) =>
            {
                Some(Text::known(format!("/home/{name}")))
            }
            _ => return vec![Bit::literal(text)],
        };
        vec![Bit::quoted(home.unwrap_or_else(Text::unknown)), Bit::literal(rest)]
    }

    /// Whether `name` is the user's own.
    fn is_own_name(&self, name: &str) -> bool {
        let own = |variable| self.world.facts.variable(variable).is_some_and(|own| own == name);
        own("USER") || own("LOGNAME") || self.home().is_some_and(|home| hook::path::name(&home) == name)
    }

    /// The arguments one reading becomes.
    fn fields(&mut self, reading: Reading, span: Span) -> Vec<Arg> {
        let separators = self.separators();
        let mut fields: Vec<Field> = Vec::new();
        let mut open = Field::default();
        for bit in reading {
            self.spend(bit.text.known_len() / TEXT_PER_STEP);
            if bit.quoted || bit.literal {
                open.add(&bit);
            } else {
                split(&bit.text, &separators, &mut open, &mut fields);
            }
            if bit.ends {
                fields.push(std::mem::take(&mut open));
            }
        }
        fields.push(open);
        let mut args = Vec::new();
        for field in fields.into_iter().filter(|field| field.present) {
            self.pathnames(field, span, &mut args);
        }
        args
    }

    /// One field as the paths it matches, or as it is.
    fn pathnames(&mut self, field: Field, span: Span, args: &mut Vec<Arg>) {
        if field.text.is_known() && pattern::is_active(&field.pattern) {
            match self.glob(&field.pattern) {
                Some(paths) if paths.is_empty() => {}
                Some(paths) if args.len() + paths.len() <= MOST_ARGS => {
                    args.extend(paths.into_iter().map(|path| self.arg(Text::known(path), false, span)));
                    return;
                }
                _ => return args.push(self.arg(up_to_pattern(&field.pattern), true, span)),
            }
        }
        args.push(self.arg(field.text, field.splits, span));
    }

    pub(super) fn arg(&self, text: Text, splits: bool, span: Span) -> Arg {
        Arg { text, splits, span: self.outer(span) }
    }

    /// The characters of IFS.
    pub(super) fn separators(&self) -> String {
        match self.state.variable("IFS") {
            Some(super::state::Variable::Scalar(choices)) => match choices.as_slice() {
                [Some(text)] => text.as_known().unwrap_or(" \t\n").into(),
                _ => " \t\n".into(),
            },
            _ => " \t\n".into(),
        }
    }
}

impl Field {
    fn add(&mut self, bit: &Bit) {
        self.present |= bit.quoted || !bit.text.is_empty();
        self.text.append(&bit.text);
        let known = bit.text.shown();
        self.pattern.push_str(&if bit.quoted { pattern::literal(&known) } else { known });
    }
}

/// Splits an unquoted expansion at IFS: white space around is dropped, any other separator ends a field.
fn split(text: &Text, separators: &str, open: &mut Field, done: &mut Vec<Field>) {
    for (index, part) in text.parts().enumerate() {
        if index > 0 {
            let mut gap = Text::default();
            gap.push_gap();
            open.text.append(&gap);
            open.splits = true;
            open.present = true;
        }
        for character in part.chars() {
            if !separators.contains(character) {
                open.text.push(character);
                open.pattern.push(character);
                open.present = true;
            } else if open.present || !character.is_whitespace() {
                open.present = true;
                done.push(std::mem::take(open));
            }
        }
    }
}

/// The directory before the first active component of a pattern, then anything.
fn up_to_pattern(pattern: &str) -> Text {
    let mut text = Text::default();
    for part in pattern.split_inclusive('/') {
        if pattern::is_active(part) {
            break;
        }
        text.push_str(&part.replace('\\', ""));
    }
    text.push_gap();
    text
}

fn unknown(quoted: bool) -> Bit {
    Bit { text: Text::unknown(), quoted, literal: false, ends: false }
}

/// The text of a reading that is not split.
pub(super) fn joined(reading: &Reading) -> Text {
    let mut text = Text::default();
    for (index, bit) in reading.iter().enumerate() {
        text.append(&bit.text);
        if bit.ends && index + 1 < reading.len() {
            text.push(' ');
        }
    }
    text.no_longer_than(LONGEST_TEXT)
}

/// The text of a word in which nothing expands.
fn plain(word: &Word) -> Option<&str> {
    let expands = |byte| matches!(byte, b'{' | b'*' | b'?' | b'[' | b'~' | b'\\');
    match word.parts.as_slice() {
        [Part::Bare(text)] if !text.bytes().any(expands) => Some(text),
        _ => None,
    }
}

/// Takes the arguments beyond the most there may be for one unknown.
fn curtail(list: &mut Vec<Arg>) {
    list.truncate(MOST_ARGS);
    if let Some(last) = list.last_mut() {
        *last = Arg { text: Text::unknown(), splits: true, span: last.span };
    }
}

/// Every list followed by every choice, or by something unknown where that would be too many.
fn product(lists: Vec<Vec<Arg>>, choices: Vec<Vec<Arg>>) -> Vec<Vec<Arg>> {
    if let [only] = choices.as_slice() {
        return lists
            .into_iter()
            .map(|mut list| {
                list.extend(only.iter().cloned());
                list
            })
            .collect();
    }
    if lists.len() * choices.len() > MOST_LISTS {
        let span = choices.iter().flatten().next().map_or_else(Span::default, |arg| arg.span);
        let unknown = Arg { text: Text::unknown(), splits: true, span };
        return lists.into_iter().map(|list| [list, vec![unknown.clone()]].concat()).collect();
    }
    lists
        .iter()
        .flat_map(|list| choices.iter().map(move |choice| [list.as_slice(), choice].concat()))
        .collect()
}
