//! Owns brace expansion: `{a,b}` and `{1..3}` in a word; expands nothing else.

use crate::syntax::Part;

/// How many words one word may become. Beyond it the word stays as it is, which bash would never do, so callers that
/// need to know ask [`expand`] for `None`.
const MOST_WORDS: usize = 512;

/// A bare character, or a part in which braces mean nothing.
#[derive(Debug, Clone, PartialEq)]
enum Atom<'a> {
    Bare(char),
    Whole(&'a Part),
}

/// The words that `parts` become; none if there are more than [`MOST_WORDS`].
pub(super) fn expand(parts: &[Part]) -> Option<Vec<Vec<Part>>> {
    let mut atoms = Vec::new();
    for part in parts {
        match part {
            Part::Bare(text) => atoms.extend(text.chars().map(Atom::Bare)),
            other => atoms.push(Atom::Whole(other)),
        }
    }
    let mut done = Vec::new();
    let mut open = vec![atoms];
    while let Some(word) = open.pop() {
        match first_group(&word) {
            Some((start, end, choices)) => {
                if open.len() + done.len() + choices.len() > MOST_WORDS {
                    return None;
                }
                for choice in choices.into_iter().rev() {
                    open.push([&word[..start], &choice, &word[end..]].concat());
                }
            }
            None => done.push(assemble(&word)),
        }
    }
    Some(done)
}

/// The first brace group that has choices: its range, closing brace included, and what it may become.
fn first_group<'a>(word: &[Atom<'a>]) -> Option<(usize, usize, Vec<Vec<Atom<'a>>>)> {
    let opens = (0..word.len()).filter(|at| word[*at] == Atom::Bare('{'));
    for start in opens.take(64) {
        let Some(end) = closing(word, start) else { continue };
        if let Some(choices) = choices(&word[start + 1..end]) {
            return Some((start, end + 1, choices));
        }
    }
    None
}

/// The brace that closes the one at `start`.
fn closing(word: &[Atom<'_>], start: usize) -> Option<usize> {
    let mut depth = 0usize;
    for (at, atom) in word.iter().enumerate().skip(start) {
        match atom {
            Atom::Bare('{') => depth += 1,
            Atom::Bare('}') => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// What stands between two braces, as choices: by comma, or as a range.
fn choices<'a>(inner: &[Atom<'a>]) -> Option<Vec<Vec<Atom<'a>>>> {
    let (mut depth, mut commas) = (0usize, Vec::new());
    for (at, atom) in inner.iter().enumerate() {
        match atom {
            Atom::Bare('{') => depth += 1,
            Atom::Bare('}') => depth = depth.saturating_sub(1),
            Atom::Bare(',') if depth == 0 => commas.push(at),
            _ => {}
        }
    }
    if commas.is_empty() {
        return range(inner);
    }
    let starts = std::iter::once(0).chain(commas.iter().map(|at| at + 1));
    let ends = commas.iter().copied().chain([inner.len()]);
    Some(starts.zip(ends).map(|(start, end)| inner[start..end].to_vec()).collect())
}

/// `1..3`, `a..e`, `1..9..2`.
fn range<'a>(inner: &[Atom<'a>]) -> Option<Vec<Vec<Atom<'a>>>> {
    let text: String =
        inner.iter().map(|atom| if let Atom::Bare(character) = atom { *character } else { '\0' }).collect();
    let ends: Vec<&str> = text.split("..").collect();
    let step = match ends.as_slice() {
        [_, _] => 1,
        [_, _, step] => step.parse::<i64>().ok()?.unsigned_abs().max(1),
        _ => return None,
    };
    let letter =
        |end: &str| end.chars().next().filter(|character| character.is_ascii_alphabetic() && end.len() == 1);
    let words: Vec<String> =
        match (ends[0].parse::<i64>(), ends[1].parse::<i64>(), letter(ends[0]), letter(ends[1])) {
            (Ok(from), Ok(to), ..) => steps(from, to, step).map(|number| number.to_string()).collect(),
            (_, _, Some(from), Some(to)) => steps(i64::from(u32::from(from)), i64::from(u32::from(to)), step)
                .filter_map(|code| u32::try_from(code).ok().and_then(char::from_u32))
                .map(String::from)
                .collect(),
            _ => return None,
        };
    Some(words.into_iter().map(|word| word.chars().map(Atom::Bare).collect()).collect())
}

/// From one number to another, whichever is larger, at most one more than may be words.
fn steps(from: i64, to: i64, step: u64) -> impl Iterator<Item = i64> {
    let count = from.abs_diff(to) / step;
    let sign = if from <= to { 1 } else { -1 };
    let step = i64::try_from(step).unwrap_or(i64::MAX);
    (0..=count).take(MOST_WORDS + 1).map_while(move |index| {
        i64::try_from(index).ok()?.checked_mul(step)?.checked_mul(sign)?.checked_add(from)
    })
}

fn assemble(word: &[Atom<'_>]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for atom in word {
        match (atom, parts.last_mut()) {
            (Atom::Bare(character), Some(Part::Bare(text))) => text.push(*character),
            (Atom::Bare(character), _) => parts.push(Part::Bare((*character).into())),
            (Atom::Whole(part), _) => parts.push((*part).clone()),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> String {
        let expanded = expand(&[Part::Bare(text.into())]).unwrap_or_default();
        let plain = |word: Vec<Part>| match word.as_slice() {
            [Part::Bare(text)] => text.clone(),
            _ => String::new(),
        };
        expanded.into_iter().map(plain).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn expands_as_bash_does() {
        for (text, expected) in [
            ("{rm,-rf,src}", "rm -rf src"),
            ("a{b,c}d", "abd acd"),
            ("{a,b}{1,2}", "a1 a2 b1 b2"),
            ("{a,{b,c}}", "a b c"),
            ("{1..3}", "1 2 3"),
            ("{3..1}", "3 2 1"),
            ("{a..c}", "a b c"),
            ("{0..6..3}", "0 3 6"),
            ("{a}", "{a}"),
            ("{}", "{}"),
            ("{a,b", "{a,b"),
            ("x{,.bak}", "x x.bak"),
            ("{{a,b}", "{a {b"),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
        assert_eq!(expand(&[Part::Bare("{1..100000}".into())]), None);
    }
}
