//! Owns what printf prints: its format, its directives, its reuse of the format for what is left.

use shell::{Arg, Text};

use super::MOST_TEXT;
use super::call::Call;
use super::escapes::{self, Kind};

/// One piece of a format.
enum Piece {
    Literal(String),
    /// A directive: flags and width as written, and its letter.
    Directive {
        flags: String,
        width: Option<usize>,
        precision: Option<usize>,
        letter: char,
    },
    /// One nobody can print: a time, a floating number, a width from an argument.
    Unknown,
}

pub(super) fn printf(call: &Call<'_, '_>) -> Option<Text> {
    let args = match call.args {
        [first, rest @ ..] if first.as_known() == Some("--") => rest,
        args => args,
    };
    let (format, args) = args.split_first()?;
    let (pieces, ends) = pieces(format.as_known()?)?;
    let consumes = pieces.iter().any(|piece| !matches!(piece, Piece::Literal(_)));
    let (mut text, mut left) = (Text::default(), args);
    loop {
        for piece in &pieces {
            if add(piece, &mut left, &mut text)? {
                return Some(text);
            }
        }
        if left.is_empty() || !consumes || ends {
            return Some(text);
        }
        if text.known_len() > MOST_TEXT {
            return None;
        }
    }
}

/// The pieces of a format, and whether a `\c` ends it.
fn pieces(format: &str) -> Option<(Vec<Piece>, bool)> {
    let (mut found, mut rest) = (Vec::new(), format);
    while let Some(at) = rest.find('%') {
        let (literal, ended) = escapes::replaced(&rest[..at], Kind::Format)?;
        found.push(Piece::Literal(literal));
        if ended {
            return Some((found, true));
        }
        rest = &rest[at + 1..];
        rest = match rest.strip_prefix('%') {
            Some(after) => {
                found.push(Piece::Literal("%".into()));
                after
            }
            None => directive(rest, &mut found),
        };
    }
    let (literal, ended) = escapes::replaced(rest, Kind::Format)?;
    found.push(Piece::Literal(literal));
    Some((found, ended))
}

/// Reads a directive behind its `%`; gives back what follows it.
fn directive<'t>(rest: &'t str, found: &mut Vec<Piece>) -> &'t str {
    let cut = |text: &'t str, fits: fn(char) -> bool| {
        let end = text.find(|next| !fits(next)).unwrap_or(text.len());
        text.split_at(end)
    };
    let (flags, rest) = cut(rest, |next| "-+ #0'".contains(next));
    let (width, rest) = cut(rest, |next| next.is_ascii_digit() || next == '*');
    let (precision, rest) = match rest.strip_prefix('.') {
        Some(after) => {
            let (digits, rest) = cut(after, |next| next.is_ascii_digit() || next == '*');
            (Some(digits), rest)
        }
        None => (None, rest),
    };
    let (_, rest) = cut(rest, |next| "hlLjzt".contains(next));
    let letter = rest.chars().next().unwrap_or('?');
    let simple = |digits: &str| !digits.contains('*');
    found.push(match "sbqcdiuoxX".contains(letter) && simple(width) && precision.is_none_or(simple) {
        true => Piece::Directive {
            flags: flags.into(),
            width: width.parse().ok().filter(|width| *width <= MOST_TEXT),
            precision: precision.map(|digits| digits.parse().unwrap_or_default()),
            letter,
        },
        false => Piece::Unknown,
    });
    &rest[letter.len_utf8().min(rest.len())..]
}

/// Adds what a piece prints; true where a `\c` ends it all.
fn add(piece: &Piece, left: &mut &[Arg], text: &mut Text) -> Option<bool> {
    let (flags, width, precision, letter) = match piece {
        Piece::Literal(literal) => {
            text.push_str(literal);
            return Some(false);
        }
        Piece::Unknown => {
            *left = left.get(1..).unwrap_or_default();
            text.push_gap();
            return Some(false);
        }
        Piece::Directive { flags, width, precision, letter } => (flags, *width, *precision, *letter),
    };
    let arg = left.first().map(|arg| &arg.text);
    *left = left.get(1..).unwrap_or_default();
    let Some(known) = arg.map_or(Some(""), Text::as_known) else {
        text.append(arg?);
        return Some(false);
    };
    let (value, ended) = value(known, letter)?;
    let cut = precision.filter(|_| "sb".contains(letter)).unwrap_or(usize::MAX);
    let value: String = value.chars().take(cut).collect();
    text.push_str(&padded(&value, flags, width.unwrap_or_default(), letter));
    Some(ended)
}

/// What `known` is by a directive's letter, and whether a `\c` ended it.
fn value(known: &str, letter: char) -> Option<(String, bool)> {
    let plain = match letter {
        's' => known.into(),
        'b' => return escapes::replaced(known, Kind::Echo),
        'c' => known.chars().take(1).collect(),
        'q' => quoted(known),
        letter => number(known, letter)?,
    };
    Some((plain, false))
}

fn number(known: &str, letter: char) -> Option<String> {
    let trimmed = known.trim();
    let number = match (trimmed.chars().next(), trimmed) {
        (None, _) => 0,
        (Some('\'' | '"'), _) => i64::from(u32::from(trimmed.chars().nth(1)?)),
        (_, hex) if hex.starts_with("0x") || hex.starts_with("0X") => {
            i64::from_str_radix(&hex[2..], 16).ok()?
        }
        (Some('0'), octal) if octal.len() > 1 => i64::from_str_radix(octal, 8).ok()?,
        (_, decimal) => decimal.parse().ok()?,
    };
    Some(match letter {
        'x' => format!("{number:x}"),
        'X' => format!("{number:X}"),
        'o' => format!("{number:o}"),
        _ => number.to_string(),
    })
}

/// `known` so that a shell reads it back as one word.
fn quoted(known: &str) -> String {
    let safe = |next: char| next.is_ascii_alphanumeric() || "_-./:=@%+,".contains(next);
    if !known.is_empty() && known.chars().all(safe) {
        return known.into();
    }
    format!("'{}'", known.replace('\'', "'\\''"))
}

fn padded(value: &str, flags: &str, width: usize, letter: char) -> String {
    let fill = width.saturating_sub(value.chars().count());
    match (flags.contains('-'), flags.contains('0') && !"sbcq".contains(letter)) {
        (true, _) => format!("{value}{}", " ".repeat(fill)),
        (false, true) => format!("{}{value}", "0".repeat(fill)),
        (false, false) => format!("{}{value}", " ".repeat(fill)),
    }
}
