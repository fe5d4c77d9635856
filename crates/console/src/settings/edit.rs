//! Owns changes to JSON text that leave every byte outside of them alone, in the text's own style; knows no key.
//!
//! Nothing is printed anew: a piece is spliced in behind its last sibling or cut out up to it, so that cutting what was
//! appended to something gives back the same bytes.

use jsonc_parser::ast::{Array, Object, Value};
use jsonc_parser::common::{Range, Ranged};
use serde::Serialize;
use serde_json::ser::{PrettyFormatter, Serializer};

/// An object or an array in a text: its own range, brackets included, and those of its members.
#[derive(Debug)]
pub(crate) struct Container {
    range: Range,
    members: Vec<Range>,
}

impl From<&Object<'_>> for Container {
    fn from(object: &Object<'_>) -> Self {
        Self { range: object.range, members: object.properties.iter().map(Ranged::range).collect() }
    }
}

impl From<&Array<'_>> for Container {
    fn from(array: &Array<'_>) -> Self {
        Self { range: array.range, members: array.elements.iter().map(Ranged::range).collect() }
    }
}

/// Something to put into a container: a property where it has a name, else an element.
pub(crate) struct Piece<'a, T> {
    /// The property's name.
    pub(crate) name: Option<&'a str>,
    /// The value.
    pub(crate) value: T,
}

/// How a text is laid out.
struct Style<'a> {
    newline: &'a str,
    unit: &'a str,
    /// Set where all of it stands on one line: what separates members there.
    separator: Option<&'a str>,
}

/// A text that holds nothing but an object with `piece` in it.
pub(crate) fn whole<T: Serialize>(piece: &Piece<'_, T>) -> String {
    let style = Style { newline: "\n", unit: "  ", separator: None };
    format!("{{\n  {}\n}}\n", piece.spread("  ", &style))
}

/// `text`, whose root is `root`, with `piece` as the last member of `container`.
pub(crate) fn append<T: Serialize>(
    text: &str,
    root: &Object<'_>,
    container: &Container,
    piece: &Piece<'_, T>,
) -> String {
    let style = Style::of(text, root);
    let inside = container.range.start + 1..container.range.end - 1;
    let (Some(first), Some(last)) = (container.members.first(), container.members.last()) else {
        return splice(text, inside, &piece.alone(line_indent(text, container.range.start), &style));
    };
    let lead = &text[inside.start..first.start];
    let added = match lead.rsplit_once('\n') {
        Some((_, indent)) => format!(",{}{indent}{}", style.newline, piece.spread(indent, &style)),
        None => format!("{}{}", style.separator.unwrap_or(", "), piece.compact()),
    };
    splice(text, last.end..last.end, &added)
}

impl Container {
    /// What has to go for the members that are `gone` to go: each with the comma before it, as it was appended, and those
    /// before the first that stays with the comma after them.
    pub(crate) fn cuts(&self, gone: impl Fn(usize) -> bool) -> Vec<Range> {
        let members = &self.members;
        let Some(stays) = (0..members.len()).find(|member| !gone(*member)) else {
            let inside = Range::new(self.range.start + 1, self.range.end - 1);
            return if members.is_empty() { Vec::new() } else { vec![inside] };
        };
        let leading = (stays > 0).then(|| Range::new(members[0].start, members[stays].start));
        let trailing = (stays..members.len()).filter(|member| gone(*member));
        leading
            .into_iter()
            .chain(trailing.map(|member| Range::new(members[member - 1].end, members[member].end)))
            .collect()
    }
}

/// `text` without the ranges `cuts`, which do not overlap and are in order.
pub(crate) fn without(text: &str, cuts: &[Range]) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut end = 0;
    for cut in cuts {
        kept.push_str(&text[end..cut.start]);
        end = cut.end;
    }
    kept + &text[end..]
}

impl<'a> Style<'a> {
    fn of(text: &'a str, root: &Object<'_>) -> Self {
        let newline = match text.find('\n') {
            Some(at) if text[..at].ends_with('\r') => "\r\n",
            _ => "\n",
        };
        let first = root.properties.first();
        let lead = first.map(|first| &text[root.range.start + 1..first.range.start]).unwrap_or_default();
        let unit = lead.rsplit_once('\n').map(|(_, indent)| indent).filter(|indent| !indent.is_empty());
        let one_line = first.is_some() && !text[root.range.start..root.range.end].contains('\n');
        let airy =
            first.is_some_and(|first| text[first.name.range().end..first.value.range().start].contains(' '));
        Self {
            newline,
            unit: unit.unwrap_or("  "),
            separator: one_line.then_some(if airy { ", " } else { "," }),
        }
    }
}

impl<T: Serialize> Piece<'_, T> {
    /// As the only member of a container in a line that begins with `indent`.
    fn alone(&self, indent: &str, style: &Style<'_>) -> String {
        if style.separator.is_some() {
            return self.compact();
        }
        let inner = format!("{indent}{}", style.unit);
        format!("{0}{inner}{1}{0}{indent}", style.newline, self.spread(&inner, style))
    }

    /// Over as many lines as it takes, all but the first beginning with `indent`.
    fn spread(&self, indent: &str, style: &Style<'_>) -> String {
        let mut bytes = Vec::new();
        let mut printer =
            Serializer::with_formatter(&mut bytes, PrettyFormatter::with_indent(style.unit.as_bytes()));
        let printed = self.value.serialize(&mut printer).is_ok();
        debug_assert!(printed, "plain data prints into memory");
        let lines = String::from_utf8_lossy(&bytes).replace('\n', &format!("{}{indent}", style.newline));
        self.named(": ", &lines)
    }

    fn compact(&self) -> String {
        let printed = serde_json::to_string(&self.value).unwrap_or_default();
        self.named(":", &printed)
    }

    fn named(&self, colon: &str, value: &str) -> String {
        match self.name {
            Some(name) => format!("{}{colon}{value}", serde_json::Value::from(name)),
            None => value.into(),
        }
    }
}

/// The white space that the line of the byte at `offset` begins with.
fn line_indent(text: &str, offset: usize) -> &str {
    let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    let line = &text[start..];
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

fn splice(text: &str, range: std::ops::Range<usize>, replacement: &str) -> String {
    format!("{}{replacement}{}", &text[..range.start], &text[range.end..])
}

/// What a value is, for a reader.
pub(crate) fn kind(value: &Value<'_>) -> &'static str {
    match value {
        Value::StringLit(_) => "a string",
        Value::NumberLit(_) => "a number",
        Value::BooleanLit(_) => "a boolean",
        Value::Object(_) => "an object",
        Value::Array(_) => "an array",
        Value::NullKeyword(_) => "null",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::parse;

    /// Appends `"k": {"a": [1]}` to the root object of `text`, and cuts it again.
    fn there_and_back(text: &str) -> (String, String) {
        let piece = Piece { name: Some("k"), value: serde_json::json!({"a": [1]}) };
        let appended = edit(text, |root| append(text, root, &root.into(), &piece));
        let last =
            |root: &Object<'_>| Container::from(root).cuts(|member| member == root.properties.len() - 1);
        let back = edit(&appended, |root| without(&appended, &last(root)));
        (appended, back)
    }

    fn edit(text: &str, change: impl Fn(&Object<'_>) -> String) -> String {
        let value = parse(text).unwrap().unwrap();
        change(value.as_object().unwrap())
    }

    #[test]
    fn a_piece_takes_the_style_of_its_surroundings_and_leaves_no_trace() {
        let rows = [
            ("{}", "{\n  \"k\": {\n    \"a\": [\n      1\n    ]\n  }\n}"),
            ("{\"b\":2}", "{\"b\":2,\"k\":{\"a\":[1]}}"),
            ("{ \"b\": 2 }\n", "{ \"b\": 2, \"k\":{\"a\":[1]} }\n"),
            ("{\n\t\"b\": 2\n}\n", "{\n\t\"b\": 2,\n\t\"k\": {\n\t\t\"a\": [\n\t\t\t1\n\t\t]\n\t}\n}\n"),
            (
                "{\r\n    \"b\": 2\r\n}",
                "{\r\n    \"b\": 2,\r\n    \"k\": {\r\n        \"a\": [\r\n            1\r\n        ]\r\n    }\r\n}",
            ),
            (
                "{\n\n  \"b\": 2  \n\n }",
                "{\n\n  \"b\": 2,\n  \"k\": {\n    \"a\": [\n      1\n    ]\n  }  \n\n }",
            ),
            ("{\"b\":\n2}", "{\"b\":\n2, \"k\":{\"a\":[1]}}"),
        ];
        let wrong: Vec<_> = rows
            .iter()
            .map(|(text, wanted)| (*text, *wanted, there_and_back(text)))
            .filter(|(text, wanted, (appended, back))| appended != wanted || back != text)
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn cutting_takes_one_comma_with_each_member() {
        let text = "[\n  1,\n  2,\n  3\n]";
        let value = parse(text).unwrap().unwrap();
        let container = Container::from(value.as_array().unwrap());
        let rows: &[(&[usize], &str)] = &[
            (&[], text),
            (&[0], "[\n  2,\n  3\n]"),
            (&[1], "[\n  1,\n  3\n]"),
            (&[2], "[\n  1,\n  2\n]"),
            (&[0, 1], "[\n  3\n]"),
            (&[0, 2], "[\n  2\n]"),
            (&[1, 2], "[\n  1\n]"),
            (&[0, 1, 2], "[]"),
        ];
        for (gone, wanted) in rows {
            assert_eq!(without(text, &container.cuts(|member| gone.contains(&member))), *wanted, "{gone:?}");
        }
    }
}
