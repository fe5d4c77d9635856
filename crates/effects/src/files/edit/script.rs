//! Owns the grammar of sed scripts as POSIX and GNU have it; runs none of them.

/// A sed script. What it does not understand of one command does not keep it from reading the next.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Script {
    pub commands: Vec<Command>,
}

/// One command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Command {
    pub address: Address,
    /// Whether it is for the lines that the address does not name.
    pub negated: bool,
    /// Whether it stands in braces.
    pub grouped: bool,
    pub verb: Verb,
}

/// The lines a command is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Address {
    All,
    One(Line),
    Range(Line, Line),
}

/// A line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Line {
    Number(usize),
    Last,
    Matching(String),
    /// `+3`, `~4`, `0~2`.
    Other,
}

/// What a command does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verb {
    /// `d`, `D`
    Delete,
    /// `p`, `P`
    Print,
    /// `q`, `Q`
    Quit {
        silently: bool,
    },
    /// `s`
    Substitute(Substitution),
    /// `w FILE`, `W FILE`
    Write(String),
    /// `e COMMAND`; without one, what the line says.
    Execute(String),
    /// `z`
    Clear,
    /// `c TEXT`
    Change,
    Other(char),
}

/// `s/PATTERN/REPLACEMENT/FLAGS`
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Substitution {
    pub pattern: String,
    pub replacement: String,
    pub global: bool,
    pub print: bool,
    /// `e`: what the line becomes is run as a command.
    pub execute: bool,
    /// `w FILE`
    pub write: Option<String>,
    /// A number, or a flag that changes how the pattern matches.
    pub special: bool,
}

impl Script {
    /// Reads a script.
    pub(crate) fn parse(text: &str) -> Self {
        let mut reader = Reader { text, at: 0, depth: 0 };
        let mut script = Self::default();
        while let Some(command) = reader.command() {
            script.commands.extend(command);
        }
        script
    }

    /// Whether editing a file by it throws away an unbounded part of what the file holds. `quiet` is `sed -n`.
    pub(crate) fn erases(&self, quiet: bool) -> bool {
        let prints = self.commands.iter().any(Command::prints);
        quiet && !prints || self.commands.iter().any(Command::erases)
    }
}

impl Command {
    fn prints(&self) -> bool {
        match &self.verb {
            Verb::Print | Verb::Change => true,
            Verb::Substitute(substitution) => substitution.print,
            Verb::Other(verb) => "ailn".contains(*verb),
            _ => false,
        }
    }

    fn erases(&self) -> bool {
        match &self.verb {
            Verb::Delete | Verb::Clear | Verb::Change => self.is_wide(),
            Verb::Quit { .. } => !matches!(self.address, Address::One(Line::Last)) && !self.grouped,
            Verb::Substitute(own) => {
                let whole = matches!(own.pattern.as_str(), ".*" | "^.*$" | "^.*" | ".*$" | ".");
                whole && own.replacement.is_empty() && self.is_wide() && (own.global || own.pattern != ".")
            }
            _ => false,
        }
    }

    /// Whether it is for an unbounded part of the lines.
    fn is_wide(&self) -> bool {
        let everything = |line: &Line| matches!(line, Line::Matching(pattern) if matches!(pattern.as_str(), "^" | ".*" | "$" | "^.*$" | "." | ""));
        let wide = match &self.address {
            Address::All => true,
            Address::One(line) => everything(line),
            Address::Range(_, last) => *last == Line::Last,
        };
        !self.grouped && (wide || self.negated)
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn take(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    fn skip(&mut self, skipped: impl Fn(char) -> bool) {
        while self.peek().is_some_and(&skipped) {
            self.take();
        }
    }

    /// The next command; an empty one where there is only punctuation; none at the end.
    fn command(&mut self) -> Option<Option<Command>> {
        self.skip(|next| next.is_whitespace() || next == ';');
        self.peek()?;
        let address = self.address();
        self.skip(char::is_whitespace);
        let negated = self.peek() == Some('!');
        self.skip(|next| next == '!' || next.is_whitespace());
        let grouped = self.depth > 0;
        let Some(verb) = self.take() else { return Some(None) };
        let verb = match verb {
            '{' => {
                self.depth += usize::from(address != Address::All || grouped);
                return Some(None);
            }
            '}' => {
                self.depth = self.depth.saturating_sub(1);
                return Some(None);
            }
            verb => self.verb(verb),
        };
        Some(Some(Command { address, negated, grouped, verb }))
    }

    fn verb(&mut self, verb: char) -> Verb {
        match verb {
            'd' | 'D' => Verb::Delete,
            'p' | 'P' => Verb::Print,
            'q' | 'Q' => {
                self.rest_of_command();
                Verb::Quit { silently: verb == 'Q' }
            }
            's' => Verb::Substitute(self.substitution()),
            'w' | 'W' => Verb::Write(self.rest_of_line()),
            'e' => Verb::Execute(self.rest_of_line()),
            'z' => Verb::Clear,
            'c' => {
                self.text();
                Verb::Change
            }
            'a' | 'i' => {
                self.text();
                Verb::Other(verb)
            }
            'r' | 'R' | '#' => {
                self.rest_of_line();
                Verb::Other(verb)
            }
            'y' => {
                self.substitution();
                Verb::Other(verb)
            }
            ':' | 'b' | 't' | 'T' => {
                self.rest_of_command();
                Verb::Other(verb)
            }
            other => Verb::Other(other),
        }
    }

    fn address(&mut self) -> Address {
        let Some(first) = self.line() else { return Address::All };
        self.skip(char::is_whitespace);
        if self.peek() != Some(',') {
            return Address::One(first);
        }
        self.take();
        self.skip(char::is_whitespace);
        Address::Range(first, self.line().unwrap_or(Line::Other))
    }

    fn line(&mut self) -> Option<Line> {
        match self.peek()? {
            '$' => {
                self.take();
                Some(Line::Last)
            }
            '/' => {
                self.take();
                Some(self.matching('/'))
            }
            '\\' => {
                self.take();
                let end = self.take()?;
                Some(self.matching(end))
            }
            next if next.is_ascii_digit() || next == '+' || next == '~' => Some(self.number()),
            _ => None,
        }
    }

    fn matching(&mut self, end: char) -> Line {
        let pattern = self.until(end);
        self.skip(|next| next == 'I' || next == 'M');
        Line::Matching(pattern)
    }

    fn number(&mut self) -> Line {
        let start = self.at;
        self.skip(|next| next.is_ascii_digit() || next == '+' || next == '~');
        self.text[start..self.at].parse().map_or(Line::Other, Line::Number)
    }

    fn substitution(&mut self) -> Substitution {
        let Some(end) = self.take() else { return Substitution::default() };
        let (pattern, replacement) = (self.until(end), self.until(end));
        let mut own = Substitution { pattern, replacement, ..Substitution::default() };
        while let Some(flag) = self.peek().filter(|flag| !";\n}".contains(*flag)) {
            self.take();
            match flag {
                'g' => own.global = true,
                'p' => own.print = true,
                'e' => own.execute = true,
                'w' => own.write = Some(self.rest_of_line()),
                flag => own.special |= !flag.is_whitespace(),
            }
        }
        own
    }

    /// What stands before the next `end` that has no backslash before it, and is not in brackets.
    fn until(&mut self, end: char) -> String {
        let mut found = String::new();
        while let Some(next) = self.take() {
            match next {
                '\\' => {
                    let escaped = self.take();
                    if escaped != Some(end) || end.is_ascii_alphanumeric() {
                        found.push('\\');
                    }
                    found.extend(escaped);
                }
                next if next == end => break,
                next => found.push(next),
            }
        }
        found
    }

    fn rest_of_line(&mut self) -> String {
        let rest = self.text[self.at..].split('\n').next().unwrap_or_default();
        self.at += rest.len();
        rest.trim().into()
    }

    fn rest_of_command(&mut self) {
        self.skip(|next| !";\n}".contains(next));
    }

    /// The text of `a`, `i` and `c`: to the end of a line that does not end in a backslash.
    fn text(&mut self) {
        loop {
            let line = self.rest_of_line();
            if !line.ends_with('\\') || self.take().is_none() {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_scripts_that_throw_a_file_away() {
        for (script, quiet, expected) in [
            ("s/a/b/", false, false),
            ("d", false, true),
            ("1,$d", false, true),
            ("1d", false, false),
            ("$d", false, false),
            ("/x/d", false, false),
            ("/^/d", false, true),
            ("2,$ d", false, true),
            ("/x/!d", false, true),
            ("s/.*//", false, true),
            ("s/x.*//", false, false),
            ("s/.*/x/", false, false),
            ("s/a/b/; s/c/d/g", false, false),
            ("s/a/d;d/; p", false, false),
            ("5q", false, true),
            ("p", true, false),
            ("s/a/b/", true, true),
            ("s/a/b/p", true, false),
            ("/x/{d}", false, false),
            ("{d}", false, true),
            ("s|/a|/d|g", false, false),
            ("/a/a\\\nd\n", false, false),
            ("y/abc/def/", false, false),
            ("s/a/b/\nd", false, true),
            ("/a/,/b/d", false, false),
            ("", false, false),
        ] {
            assert_eq!(Script::parse(script).erases(quiet), expected, "{script}");
        }
    }

    #[test]
    fn finds_files_and_commands() {
        let verbs = |script| {
            let commands = Script::parse(script).commands;
            commands.into_iter().map(|command| command.verb).collect::<Vec<_>>()
        };
        assert_eq!(verbs("/x/w out.txt"), [Verb::Write("out.txt".into())]);
        assert_eq!(verbs("1e rm -rf src"), [Verb::Execute("rm -rf src".into())]);
        let Verb::Substitute(own) = &verbs("s/.*/rm x/e")[0] else { panic!("no substitution") };
        assert!(own.execute && own.replacement == "rm x");
        let Verb::Substitute(own) = &verbs("s#a#b#gw log")[0] else { panic!("no substitution") };
        assert!(own.global && own.write.as_deref() == Some("log"));
    }
}
