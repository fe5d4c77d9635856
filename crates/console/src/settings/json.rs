//! Owns reading JSON strictly, with the place of every value and of the first mistake; changes nothing.

use jsonc_parser::ast::Value;
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use crate::failure::Misfit;

/// A mistake and its place, both counted from one.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) what: Misfit,
}

impl Fault {
    /// A mistake at a byte of `text`.
    pub(crate) fn at(text: &str, offset: usize, what: Misfit) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Self { line, column, what }
    }
}

/// The value that `text` is, with the byte ranges of its parts; none where there is nothing but white space.
///
/// `text` is read twice: by the parser that everyone else's JSON passes, which has the last word on what JSON is, and by
/// one that keeps the places.
pub(crate) fn parse(text: &str) -> Result<Option<Value<'_>>, Fault> {
    if text.trim_matches([' ', '\t', '\r', '\n']).is_empty() {
        return Ok(None);
    }
    if let Err(error) = serde_json::from_str::<serde_json::Value>(text) {
        return Err(mistake(text, &error));
    }
    let parsed = parse_to_ast(text, &CollectOptions::default(), &strict());
    let parsed = parsed.map_err(|error| {
        Fault::at(text, error.range().start(), Misfit::Syntax(error.kind().to_string().to_lowercase()))
    })?;
    Ok(parsed.value)
}

fn strict() -> ParseOptions {
    ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    }
}

fn mistake(text: &str, error: &serde_json::Error) -> Fault {
    let (line, column) = (error.line(), error.column().max(1));
    let sentence = error.to_string();
    let what = sentence.split(" at line ").next().unwrap_or_default();
    let rest =
        text.lines().nth(line.saturating_sub(1)).and_then(|line| line.get(column - 1..)).unwrap_or_default();
    let what = if rest.starts_with("//") || rest.starts_with("/*") || rest.starts_with('#') {
        "a comment, which JSON has not"
    } else {
        what
    };
    Fault { line, column, what: Misfit::Syntax(what.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistakes_are_found_where_they_are() {
        let rows = [
            ("{\n  \"a\": 1,\n}", 3, 1, "trailing comma"),
            ("{\n  // no\n}", 2, 3, "a comment, which JSON has not"),
            ("{\n  \"a\": 'b'\n}", 2, 8, "expected value"),
            ("{\"a\": 1", 1, 7, "EOF while parsing an object"),
            ("{} x", 1, 4, "trailing characters"),
            ("{\"a\": 01}", 1, 8, "invalid number"),
            ("{\"a\" 1}", 1, 6, "expected `:`"),
            ("\u{1}", 1, 1, "expected value"),
        ];
        let wrong: Vec<_> = rows
            .iter()
            .map(|&(text, line, column, what)| {
                (text, parse(text).err(), Fault { line, column, what: Misfit::Syntax(what.into()) })
            })
            .filter(|(_, found, wanted)| found.as_ref() != Some(wanted))
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn white_space_is_nothing() {
        assert!(parse(" \r\n\t").is_ok_and(|value| value.is_none()));
    }
}
