//! Owns whether an entry fits a find expression, as far as names, kinds and sizes tell; walks no directory.

use hook::{Entry, path};

use super::expression::{Action, Find, Node, Pattern, Test};
use shell::pattern;

/// One entry that find comes to.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// As find writes it: `./src/main.rs`.
    pub shown: String,
    /// Its absolute path.
    pub path: String,
    pub entry: Entry,
    /// Whether it is a directory that holds nothing; none where that was not looked at.
    pub is_empty: Option<bool>,
    /// How far below the start it lies.
    pub depth: usize,
}

/// The answer of a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Truth {
    No,
    Maybe,
    Yes,
}

/// What an expression does with an entry.
#[derive(Debug, Default)]
pub(super) struct Answer {
    /// The actions that are reached, or may be.
    pub reached: Vec<usize>,
    /// Whether what the directory holds is skipped for sure.
    pub prunes: bool,
    /// Whether find ends here for sure.
    pub quits: bool,
}

impl Find {
    /// What the expression does with `found`.
    pub(super) fn ask(&self, found: &Found) -> Answer {
        let mut answer = Answer::default();
        if found.depth >= self.least_depth {
            let truth = self.node(&self.root, found, Truth::Yes, &mut answer);
            if self.prints_by_default() && truth > Truth::No {
                answer.reached.push(self.actions.len());
            }
        }
        answer
    }

    /// Whether there is no action but such as print nothing, so that what holds is printed.
    pub(super) fn prints_by_default(&self) -> bool {
        self.actions.iter().all(|action| matches!(action, Action::Prune | Action::Quit))
    }

    /// The answer of `node`, which is asked at all as surely as `asked`.
    fn node(&self, node: &Node, found: &Found, asked: Truth, answer: &mut Answer) -> Truth {
        match node {
            Node::True => Truth::Yes,
            Node::Test(test) => holds(test, found),
            Node::Not(inner) => match self.node(inner, found, asked, answer) {
                Truth::No => Truth::Yes,
                Truth::Maybe => Truth::Maybe,
                Truth::Yes => Truth::No,
            },
            Node::All(parts) => parts.iter().fold(Truth::Yes, |so_far, part| match so_far {
                Truth::No => Truth::No,
                _ => so_far.min(self.node(part, found, asked.min(so_far), answer)),
            }),
            Node::Any(parts) => parts.iter().fold(Truth::No, |so_far, part| match so_far {
                Truth::Yes => Truth::Yes,
                Truth::No => self.node(part, found, asked, answer),
                Truth::Maybe => so_far.max(self.node(part, found, Truth::Maybe, answer)),
            }),
            Node::Both(parts) => {
                parts.iter().fold(Truth::Yes, |_, part| self.node(part, found, asked, answer))
            }
            Node::Action(index) => self.action(*index, asked, answer),
        }
    }

    fn action(&self, index: usize, asked: Truth, answer: &mut Answer) -> Truth {
        answer.reached.push(index);
        match &self.actions[index] {
            Action::Prune => answer.prunes |= asked == Truth::Yes && !self.depth_first,
            Action::Quit => answer.quits |= asked == Truth::Yes,
            Action::Exec { together: false, .. } => return Truth::Maybe,
            _ => {}
        }
        Truth::Yes
    }
}

fn holds(test: &Test, found: &Found) -> Truth {
    match test {
        Test::Name(pattern) => pattern.fits(name_of(found)),
        Test::Path(pattern) => pattern.fits(&found.shown),
        Test::Link(pattern) => match &found.entry {
            Entry::Link(to) => pattern.fits(to),
            _ => Truth::No,
        },
        Test::Kind(kinds) => is_kind(kinds, &found.entry),
        Test::Empty => match &found.entry {
            Entry::File { size, .. } => sure(*size == 0),
            Entry::Directory => found.is_empty.map_or(Truth::Maybe, sure),
            Entry::Unknown => Truth::Maybe,
            _ => Truth::No,
        },
        Test::Size(wanted) => match &found.entry {
            Entry::File { size, .. } => has_size(wanted, *size),
            _ => Truth::Maybe,
        },
        Test::Executable => match &found.entry {
            Entry::File { executable, .. } => sure(*executable),
            Entry::Directory => Truth::Yes,
            _ => Truth::Maybe,
        },
        Test::False => Truth::No,
        Test::Unknown => Truth::Maybe,
    }
}

/// The last component as find sees it: `.` for a start that is written so.
fn name_of(found: &Found) -> &str {
    match found.shown.trim_end_matches('/') {
        "" => "/",
        shown => path::name(shown),
    }
}

impl Pattern {
    fn fits(&self, name: &str) -> Truth {
        match &self.text {
            None => Truth::Maybe,
            Some(text) if self.folds => sure(pattern::matches(&text.to_lowercase(), &name.to_lowercase())),
            Some(text) => sure(pattern::matches(text, name)),
        }
    }
}

fn is_kind(kinds: &str, entry: &Entry) -> Truth {
    let own = match entry {
        Entry::File { .. } => "f",
        Entry::Directory => "d",
        Entry::Link(_) => "l",
        Entry::Device => "bc",
        Entry::Special => "ps",
        Entry::Missing | Entry::Unknown => return Truth::Maybe,
    };
    sure(kinds.split(',').any(|kind| own.contains(kind)))
}

/// `+1M`, `-10k`, `0`: in units rounded up, half-kilobytes where none is named.
fn has_size(wanted: &str, size: u64) -> Truth {
    let (sign, rest) = match wanted.as_bytes().first() {
        Some(b'+') => (1, &wanted[1..]),
        Some(b'-') => (-1, &wanted[1..]),
        _ => (0, wanted),
    };
    let digits = rest.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let unit: u64 = match &rest[digits.len()..] {
        "" | "b" => 512,
        "c" => 1,
        "w" => 2,
        "k" => 1 << 10,
        "M" => 1 << 20,
        "G" => 1 << 30,
        _ => return Truth::Maybe,
    };
    let Ok(count) = digits.parse::<u64>() else { return Truth::Maybe };
    let units = size.div_ceil(unit);
    sure(match sign {
        1 => units > count,
        -1 => units < count,
        _ => units == count,
    })
}

fn sure(holds: bool) -> Truth {
    if holds { Truth::Yes } else { Truth::No }
}

#[cfg(test)]
mod tests {
    use hook::Span;
    use shell::Arg;

    use super::*;

    fn found(shown: &str, entry: Entry) -> Found {
        let depth = shown.matches('/').count();
        Found { shown: shown.into(), path: path::join("/p", shown), entry, is_empty: None, depth }
    }

    #[test]
    fn asks_in_order_and_takes_what_it_cannot_tell_as_a_match() {
        let file = |size| Entry::File { size, links: 1, executable: false };
        for (line, shown, entry, expected) in [
            ("-delete", "./a", file(1), true),
            ("-name *.pyc -delete", "./a.pyc", file(1), true),
            ("-name *.pyc -delete", "./a.py", file(1), false),
            ("-iname *.PYC -delete", "./a.pyc", file(1), true),
            ("-delete -name *.pyc", "./a.py", file(1), true),
            ("! -name *.pyc -delete", "./a.py", file(1), true),
            ("! ! -name *.pyc -delete", "./a.py", file(1), false),
            ("-type d -delete", "./a", file(1), false),
            ("-type f,l -delete", "./a", Entry::Link("b".into()), true),
            ("-name a -o -delete", "./a", file(1), false),
            ("-name a -o -delete", "./b", file(1), true),
            ("( -name a -o -name b ) -delete", "./b", file(1), true),
            ("( -name a -o -name b ) -delete", "./c", file(1), false),
            ("-mtime +3 -delete", "./a", file(1), true),
            ("-mtime +3 -name b -delete", "./a", file(1), false),
            ("-newer x -o -delete", "./a", file(1), true),
            ("-false -delete", "./a", file(1), false),
            ("-false , -delete", "./a", file(1), true),
            ("-empty -delete", "./a", file(0), true),
            ("-empty -delete", "./a", file(1), false),
            ("-size +1k -delete", "./a", file(1024), false),
            ("-size +1k -delete", "./a", file(1025), true),
            ("-size -1M -delete", "./a", file(1), false),
            ("-size 0 -delete", "./a", file(0), true),
            ("-path ./src/* -delete", "./src/a/b", file(1), true),
            ("-path ./src/* -delete", "./doc/a", file(1), false),
            ("-mindepth 2 -delete", "./a", file(1), false),
            ("-frobnicate -delete", "./a", file(1), true),
            ("-name a -prune -o -delete", "./a", file(1), false),
            ("-exec x {} ; -delete", "./a", file(1), true),
        ] {
            let args: Vec<Arg> = line
                .split(' ')
                .map(|word| Arg { text: word.into(), splits: false, span: Span::default() })
                .collect();
            let find = Find::parse(&args);
            let reached = find.ask(&found(shown, entry)).reached;
            let deletes = reached.iter().any(|at| matches!(find.actions.get(*at), Some(Action::Delete)));
            assert_eq!(deletes, expected, "{line}: {shown}");
        }
    }

    #[test]
    fn nests_without_end() {
        let word = |word: &str| Arg { text: word.into(), splits: false, span: Span::default() };
        let args: Vec<Arg> = std::iter::repeat_n(word("("), 50_000).chain([word("-delete")]).collect();
        assert!(!Find::parse(&args).actions.is_empty());
    }
}
