//! Owns backslash escapes as echo, printf and tr know them; knows neither of them.

/// What escapes mean to whoever reads them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `echo -e` and `%b`: octal begins with a zero.
    Echo,
    /// The format of printf, and the sets of tr.
    Format,
}

/// `text` with its escapes replaced, and whether a `\c` ended it. None where a byte is meant that is no character.
pub(super) fn replaced(text: &str, kind: Kind) -> Option<(String, bool)> {
    let (mut found, mut rest) = (String::new(), text);
    while let Some(at) = rest.find('\\') {
        found.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let Some(letter) = rest.chars().next() else {
            found.push('\\');
            break;
        };
        if letter == 'c' {
            return Some((found, true));
        }
        rest = one(letter, rest, kind, &mut found)?;
    }
    found.push_str(rest);
    Some((found, false))
}

/// Adds what the escape with `letter` at the start of `rest` means; gives back what follows it.
fn one<'t>(letter: char, rest: &'t str, kind: Kind, found: &mut String) -> Option<&'t str> {
    let after = &rest[letter.len_utf8()..];
    let plain = match letter {
        'a' => '\u{7}',
        'b' => '\u{8}',
        'e' | 'E' => '\u{1b}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\u{b}',
        '\\' => '\\',
        '\'' | '"' | '?' if kind == Kind::Format => letter,
        '0' if kind == Kind::Echo => return number(after, 8, 3, '0', found),
        '0'..='7' => return number(rest, 8, 3, letter, found),
        'x' => return number(after, 16, 2, letter, found),
        'u' => return number(after, 16, 4, letter, found),
        'U' => return number(after, 16, 8, letter, found),
        other => {
            found.push('\\');
            other
        }
    };
    found.push(plain);
    Some(after)
}

/// A character by its number in up to `most` digits; the escape as written where there is none.
fn number<'t>(digits: &'t str, base: u32, most: usize, letter: char, found: &mut String) -> Option<&'t str> {
    let length = digits.chars().take(most).take_while(|digit| digit.is_digit(base)).count();
    let (digits, rest) = digits.split_at(length);
    if digits.is_empty() {
        if letter == '0' {
            found.push('\0');
        } else {
            found.extend(['\\', letter]);
        }
        return Some(rest);
    }
    let code = u32::from_str_radix(digits, base).ok()?;
    let is_byte = !matches!(letter, 'u' | 'U');
    found.push(char::from_u32(code).filter(|_| !is_byte || code < 128)?);
    Some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replaces_escapes() {
        for (text, kind, expected) in [
            ("a\\nb", Kind::Echo, Some(("a\nb", false))),
            ("\\x72m", Kind::Echo, Some(("rm", false))),
            ("\\0162m", Kind::Echo, Some(("rm", false))),
            ("\\162m", Kind::Echo, Some(("rm", false))),
            ("\\162m", Kind::Format, Some(("rm", false))),
            ("\\u0072m", Kind::Format, Some(("rm", false))),
            ("a\\cb", Kind::Echo, Some(("a", true))),
            ("\\q\\", Kind::Echo, Some(("\\q\\", false))),
            ("\\xff", Kind::Echo, None),
            ("\\xé", Kind::Echo, Some(("\\xé", false))),
            ("\\é", Kind::Echo, Some(("\\é", false))),
        ] {
            let expected = expected.map(|(text, ended)| (text.to_string(), ended));
            assert_eq!(replaced(text, kind), expected, "{text}");
        }
    }
}
