//! Owns shell patterns: whether one matches a text; expands no path.
//!
//! A pattern is given with a backslash before every character that stands for itself.

/// Whether `pattern` matches all of `text`: `*`, `?`, `[a-z]`, `[!a-z]`, `[[:digit:]]` and a backslash before a character;
/// a `/` is as any other (fnmatch(3) without flags). A `*` is retried from its last place only.
#[must_use]
pub fn matches(pattern: &str, text: &str) -> bool {
    let (pattern, text): (Vec<char>, Vec<char>) = (pattern.chars().collect(), text.chars().collect());
    let (mut at, mut seen) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while seen < text.len() {
        if pattern.get(at) == Some(&'*') {
            star = Some((at + 1, seen));
            at += 1;
        } else if let Some(width) = one(&pattern[at..], text[seen]) {
            at += width;
            seen += 1;
        } else if let Some((after, from)) = star {
            star = Some((after, from + 1));
            (at, seen) = (after, from + 1);
        } else {
            return false;
        }
    }
    pattern[at..].iter().all(|rest| *rest == '*')
}

/// How many characters of the pattern match `character`, if its first element does.
fn one(pattern: &[char], character: char) -> Option<usize> {
    match pattern.first()? {
        '?' => Some(1),
        '\\' => (pattern.get(1) == Some(&character)).then_some(2),
        '[' => match set(pattern, character) {
            Some((true, width)) => Some(width),
            Some((false, _)) => None,
            None => (character == '[').then_some(1),
        },
        plain => (*plain == character).then_some(1),
    }
}

/// Whether the bracket expression at the start holds `character`, and how long it is; none if it never closes.
fn set(pattern: &[char], character: char) -> Option<(bool, usize)> {
    let negated = matches!(pattern.get(1), Some('!' | '^'));
    let start = if negated { 2 } else { 1 };
    let (mut at, mut held) = (start, false);
    loop {
        match *pattern.get(at)? {
            ']' if at > start => return Some((held != negated, at + 1)),
            '[' if pattern.get(at + 1) == Some(&':') => {
                let end = at + 2 + pattern[at + 2..].windows(2).position(|pair| pair == [':', ']'])?;
                held |= class(&pattern[at + 2..end].iter().collect::<String>(), character);
                at = end + 2;
            }
            low => {
                let low = if low == '\\' {
                    at += 1;
                    *pattern.get(at)?
                } else {
                    low
                };
                match (pattern.get(at + 1), pattern.get(at + 2)) {
                    (Some('-'), Some(high)) if *high != ']' => {
                        held |= (low..=*high).contains(&character);
                        at += 3;
                    }
                    _ => {
                        held |= low == character;
                        at += 1;
                    }
                }
            }
        }
    }
}

fn class(name: &str, character: char) -> bool {
    match name {
        "alpha" => character.is_alphabetic(),
        "digit" => character.is_ascii_digit(),
        "alnum" => character.is_alphanumeric(),
        "upper" => character.is_uppercase(),
        "lower" => character.is_lowercase(),
        "space" => character.is_whitespace(),
        "punct" => character.is_ascii_punctuation(),
        "blank" => matches!(character, ' ' | '\t'),
        "xdigit" => character.is_ascii_hexdigit(),
        _ => false,
    }
}

/// Whether `pattern` holds an active pattern character.
pub(crate) fn is_active(pattern: &str) -> bool {
    let mut escaped = false;
    for byte in pattern.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'*' | b'?' | b'[' => return true,
            _ => {}
        }
    }
    false
}

/// `text` as a pattern that matches itself only.
pub(crate) fn literal(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '*' | '?' | '[' | ']' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matches_as_a_shell_does() {
        for (pattern, text, expected) in [
            ("*.rs", "a.rs", true),
            ("r?", "rm", true),
            ("r?", "rmx", false),
            ("[a-c]x", "bx", true),
            ("[!a-c]x", "bx", false),
            ("[[:digit:]]*", "7up", true),
            ("a*b*c", "aXbYc", true),
            ("a*b*c", "aXbY", false),
            ("\\*", "*", true),
            ("\\*", "x", false),
            ("[", "[", true),
            ("", "", true),
            ("*", "", true),
            ("?", "é", true),
            ("[]]", "]", true),
            ("[a", "[a", true),
            ("*/src/*", "./src/a", true),
        ] {
            assert_eq!(matches(pattern, text), expected, "{pattern} {text}");
        }
    }

    #[test]
    fn stays_fast_on_many_stars() {
        assert!(!matches(&"*a".repeat(500), &"a".repeat(499)));
    }
}
