//! Owns the matching of git's wildcards: `*`, `?`, `[a-z]`, `\x`; knows no path.

/// Longer patterns are not matched: what they fit cannot be told.
const LONGEST: usize = 256;

/// Whether `text` fits `pattern`. `crosses` says whether `*`, `?` and `[…]` stand for slashes too, as in pathspecs.
/// None where the pattern is too long to tell.
pub(super) fn fits(pattern: &str, text: &str, crosses: bool) -> Option<bool> {
    (pattern.len() <= LONGEST).then(|| matches(pattern.as_bytes(), text.as_bytes(), crosses))
}

/// Whether `text` has a wildcard in it.
pub(super) fn is_wild(text: &str) -> bool {
    text.contains(['*', '?', '[', '\\'])
}

fn matches(pattern: &[u8], text: &[u8], crosses: bool) -> bool {
    let (mut at, mut read) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    while read < text.len() {
        if pattern.get(at) == Some(&b'*') {
            retry = Some((at, read));
            at += 1;
        } else if let Some(next) = one(&pattern[at..], text[read], crosses) {
            (at, read) = (at + next, read + 1);
        } else {
            match retry {
                Some((star, from)) if crosses || text[from] != b'/' => {
                    retry = Some((star, from + 1));
                    (at, read) = (star + 1, from + 1);
                }
                _ => return false,
            }
        }
    }
    pattern[at..].iter().all(|byte| *byte == b'*')
}

/// How many bytes of `pattern` stand for `byte`; none where its start does not.
fn one(pattern: &[u8], byte: u8, crosses: bool) -> Option<usize> {
    let wild = crosses || byte != b'/';
    match pattern {
        [b'?', ..] => wild.then_some(1),
        [b'[', rest @ ..] => match class(rest, byte) {
            Some((used, fits)) => (fits && wild).then_some(used + 1),
            None => (byte == b'[').then_some(1),
        },
        [b'\\', escaped, ..] => (*escaped == byte).then_some(2),
        [own, ..] => (*own == byte).then_some(1),
        [] => None,
    }
}

/// The length of the class that `rest` begins with, its bracket counted, and whether `byte` is in it.
fn class(rest: &[u8], byte: u8) -> Option<(usize, bool)> {
    let negated = matches!(rest.first(), Some(b'!' | b'^'));
    let start = usize::from(negated);
    let end = start + 1 + rest.get(start + 1..)?.iter().position(|byte| *byte == b']')?;
    let (members, mut found, mut at) = (&rest[start..end], false, 0);
    while at < members.len() {
        match (members[at], members.get(at + 1), members.get(at + 2)) {
            (low, Some(b'-'), Some(high)) => {
                found |= (low..=*high).contains(&byte);
                at += 3;
            }
            (only, ..) => {
                found |= only == byte;
                at += 1;
            }
        }
    }
    Some((end + 1, found != negated))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fits_what_git_fits() {
        let rows = [
            ("*.rs", "a.rs", false, true),
            ("*.rs", "src/a.rs", false, false),
            ("*.rs", "src/a.rs", true, true),
            ("a*c*e", "abcde", false, true),
            ("a*c*e", "abcd", false, false),
            ("?", "/", false, false),
            ("[a-c]x", "bx", false, true),
            ("[!a-c]x", "bx", false, false),
            ("[]a]", "]", false, true),
            ("[", "[", false, true),
            ("\\*", "*", false, true),
            ("\\*", "a", false, false),
            ("", "", false, true),
            ("**", "a/b", true, true),
        ];
        let wrong: Vec<_> = rows.iter().filter(|row| fits(row.0, row.1, row.2) != Some(row.3)).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
        assert_eq!(fits(&"*".repeat(300), "a", true), None);
    }
}
