//! Owns matching a name against a shell pattern as fnmatch(3) does; knows no directory.

/// Whether all of `name` fits `pattern`: `*`, `?`, `[a-z]`, `[!a-z]` and `\` before a character. A `/` is as any other.
pub(crate) fn matches(pattern: &str, name: &str) -> bool {
    let (pattern, name): (Vec<char>, Vec<char>) = (pattern.chars().collect(), name.chars().collect());
    let (mut at, mut on, mut star) = (0, 0, None);
    while on < name.len() {
        if pattern.get(at) == Some(&'*') {
            star = Some((at, on));
            at += 1;
        } else if let Some(next) = one(&pattern, at, name[on]) {
            (at, on) = (next, on + 1);
        } else if let Some((from, taken)) = star {
            star = Some((from, taken + 1));
            (at, on) = (from + 1, taken + 1);
        } else {
            return false;
        }
    }
    pattern[at..].iter().all(|rest| *rest == '*')
}

/// Where the pattern goes on if what stands at `at`, no `*`, fits `character`.
fn one(pattern: &[char], at: usize, character: char) -> Option<usize> {
    match pattern.get(at)? {
        '?' => Some(at + 1),
        '\\' => (pattern.get(at + 1) == Some(&character)).then_some(at + 2),
        '[' => match class(pattern, at, character) {
            Some((fits, end)) => fits.then_some(end),
            None => (character == '[').then_some(at + 1),
        },
        literal => (*literal == character).then_some(at + 1),
    }
}

/// Whether a bracket expression fits, and where it ends; none where it does not end.
fn class(pattern: &[char], start: usize, character: char) -> Option<(bool, usize)> {
    let negated = matches!(pattern.get(start + 1), Some('!' | '^'));
    let first = start + 1 + usize::from(negated);
    let (mut at, mut fits) = (first, false);
    loop {
        let low = *pattern.get(at)?;
        if low == ']' && at > first {
            return Some((fits != negated, at + 1));
        }
        match (pattern.get(at + 1), pattern.get(at + 2)) {
            (Some('-'), Some(high)) if *high != ']' => {
                fits |= (low..=*high).contains(&character);
                at += 3;
            }
            _ => {
                fits |= low == character;
                at += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn matches_as_fnmatch_does() {
        for (pattern, name, expected) in [
            ("*.pyc", "a.pyc", true),
            ("*.pyc", "a.py", false),
            ("*", "", true),
            ("a*b*c", "aXbYbc", true),
            ("a*b*c", "aXbYb", false),
            ("?", "é", true),
            ("[a-c]x", "bx", true),
            ("[!a-c]x", "bx", false),
            ("[]]", "]", true),
            ("[a", "[a", true),
            ("\\*", "*", true),
            ("\\*", "a", false),
            ("*/src/*", "./src/a", true),
        ] {
            assert_eq!(matches(pattern, name), expected, "{pattern} {name}");
        }
        assert!(!matches(&"*a".repeat(2000), &"b".repeat(2000)));
    }
}
