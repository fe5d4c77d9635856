//! Owns git's wildcards, as gitignore(5) describes them; knows no file that holds patterns.
//!
//! A path and a pattern are matched part by part between slashes, with one place to go back to on each level, so that
//! no pattern takes longer than the product of its length and the path's.

use std::cell::Cell;

/// Whether `pattern` matches all of `path`. `**` as a whole part stands for any number of parts, at the end for at
/// least one. Each step takes one of `steps`; without any left, nothing matches.
pub(crate) fn matches_path(pattern: &[u8], path: &[u8], steps: &Cell<usize>) -> bool {
    let (mut pattern, mut path) = (Some(pattern), Some(path));
    let mut again: Option<(&[u8], &[u8])> = None;
    loop {
        if !step(steps) {
            return false;
        }
        let stepped = match (pattern.map(split), path.map(split)) {
            (None, None) => return true,
            (Some((b"**", None)), Some(_)) => return true,
            (Some((b"**", Some(after))), Some(_)) => {
                again = path.map(|path| (after, path));
                pattern = Some(after);
                continue;
            }
            (Some((part, after)), Some((name, below))) if matches_part(part, name, steps) => {
                Some((after, below))
            }
            _ => None,
        };
        (pattern, path) = match (stepped, again) {
            (Some(next), _) => next,
            (None, Some((after, start))) => {
                let (_, Some(below)) = split(start) else { return false };
                again = Some((after, below));
                (Some(after), Some(below))
            }
            (None, None) => return false,
        };
    }
}

fn step(steps: &Cell<usize>) -> bool {
    steps.set(steps.get().saturating_sub(1));
    steps.get() > 0
}

/// The first part of a path or pattern and, if there is a slash, the rest after it.
fn split(text: &[u8]) -> (&[u8], Option<&[u8]>) {
    match text.iter().position(|byte| *byte == b'/') {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    }
}

/// Whether `pattern` matches all of `name`, which holds no slash.
pub(crate) fn matches_part(pattern: &[u8], name: &[u8], steps: &Cell<usize>) -> bool {
    let (mut p, mut n) = (0, 0);
    let mut again: Option<(usize, usize)> = None;
    loop {
        if !step(steps) {
            return false;
        }
        if pattern.get(p) == Some(&b'*') {
            p += 1;
            again = Some((p, n));
            continue;
        }
        if p == pattern.len() && n == name.len() {
            return true;
        }
        let taken = name.get(n).and_then(|byte| one(&pattern[p..], *byte));
        match (taken, again) {
            (Some(length), _) => (p, n) = (p + length, n + 1),
            (None, Some((after, start))) if start < name.len() => {
                again = Some((after, start + 1));
                (p, n) = (after, start + 1);
            }
            (None, _) => return false,
        }
    }
}

/// How long the first item of `pattern` is, if it matches `byte`. The item is not a star.
fn one(pattern: &[u8], byte: u8) -> Option<usize> {
    let matched = |yes, length| if yes { Some(length) } else { None };
    match *pattern.first()? {
        b'?' => Some(1),
        b'[' => class(pattern, byte).and_then(|(yes, length)| matched(yes, length)),
        b'\\' => matched(*pattern.get(1)? == byte, 2),
        literal => matched(literal == byte, 1),
    }
}

/// Whether the class at the start of `pattern` holds `byte`, and how long it is; none where it does not end.
fn class(pattern: &[u8], byte: u8) -> Option<(bool, usize)> {
    let is_negated = matches!(pattern.get(1), Some(b'!' | b'^'));
    let start = if is_negated { 2 } else { 1 };
    let (mut at, mut holds) = (start, false);
    while at == start || *pattern.get(at)? != b']' {
        if let Some((yes, length)) = named_class(&pattern[at..], byte) {
            (holds, at) = (holds | yes?, at + length);
            continue;
        }
        let (low, after) = member(pattern, at)?;
        (at, holds) = match (pattern.get(after), pattern.get(after + 1)) {
            (Some(b'-'), Some(next)) if *next != b']' => {
                let (high, after) = member(pattern, after + 1)?;
                (after, holds | (low..=high).contains(&byte))
            }
            _ => (after, holds | (low == byte)),
        };
    }
    Some((holds != is_negated, at + 1))
}

/// One member of a class and where the next starts; a backslash takes the next byte as it is.
fn member(pattern: &[u8], at: usize) -> Option<(u8, usize)> {
    match *pattern.get(at)? {
        b'\\' => Some((*pattern.get(at + 1)?, at + 2)),
        byte => Some((byte, at + 1)),
    }
}

/// A class such as `[:alpha:]` within a class: whether it holds `byte` (none if there is no such class), and its length.
fn named_class(pattern: &[u8], byte: u8) -> Option<(Option<bool>, usize)> {
    let rest = pattern.strip_prefix(b"[:")?;
    let end = rest.iter().position(|byte| *byte == b']').filter(|end| *end > 0 && rest[end - 1] == b':')?;
    let holds = match &rest[..end - 1] {
        b"alnum" => Some(byte.is_ascii_alphanumeric()),
        b"alpha" => Some(byte.is_ascii_alphabetic()),
        b"blank" => Some(matches!(byte, b' ' | b'\t')),
        b"cntrl" => Some(byte.is_ascii_control()),
        b"digit" => Some(byte.is_ascii_digit()),
        b"graph" => Some(byte.is_ascii_graphic()),
        b"lower" => Some(byte.is_ascii_lowercase()),
        b"print" => Some(byte.is_ascii_graphic() || byte == b' '),
        b"punct" => Some(byte.is_ascii_punctuation()),
        b"space" => Some(byte.is_ascii_whitespace() || byte == 0x0b),
        b"upper" => Some(byte.is_ascii_uppercase()),
        b"xdigit" => Some(byte.is_ascii_hexdigit()),
        _ => None,
    };
    Some((holds, end + 3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matches_as_git_does() {
        let rows = [
            ("a", "a", true),
            ("*", "a", true),
            ("*", "a/b", false),
            ("*.c", "x.c", true),
            ("a*b*c", "aXbXbc", true),
            ("a?c", "abc", true),
            ("a?c", "a/c", false),
            ("**/b", "b", true),
            ("**/b", "a/x/b", true),
            ("a/**", "a", false),
            ("a/**", "a/b/c", true),
            ("a/**/b", "a/b", true),
            ("a/**/b", "a/x/y/b", true),
            ("a/**/b/**/c", "a/b/x/b/c", true),
            ("a/**/b/c", "a/b/x/b/d", false),
            ("a**b", "axxb", true),
            ("a**b", "a/b", false),
            ("[a-c]x", "bx", true),
            ("[!a-c]x", "bx", false),
            ("[^a]", "b", true),
            ("[]]", "]", true),
            ("[a-]", "-", true),
            ("[[:digit:]x]", "7", true),
            ("[[:nothing:]]", "7", false),
            ("[a", "[a", false),
            ("\\*", "*", true),
            ("\\*", "a", false),
            ("a\\", "a\\", false),
            ("", "", true),
        ];
        let wrong: Vec<_> = rows
            .iter()
            .filter(|(pattern, path, expected)| {
                matches_path(pattern.as_bytes(), path.as_bytes(), &Cell::new(1000)) != *expected
            })
            .collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }

    #[test]
    fn no_pattern_takes_exponential_time() {
        let pattern = "*a".repeat(2000) + "b";
        assert!(!matches_part(pattern.as_bytes(), "a".repeat(5000).as_bytes(), &Cell::new(30_000_000)));
        let pattern = "**/a/".repeat(2000) + "b";
        assert!(!matches_path(pattern.as_bytes(), "a/".repeat(4000).as_bytes(), &Cell::new(100_000_000)));
    }
}
