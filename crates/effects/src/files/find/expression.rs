//! Owns the grammar of find's expressions as POSIX, GNU and BSD have it; walks no directory and does nothing.

use shell::{Arg, Text};

/// How deep parentheses nest before all inside counts as a test that nobody can compute.
const DEEPEST: usize = 60;

/// A call of find.
#[derive(Debug, Clone, Default)]
pub(super) struct Find {
    /// Where it starts; empty for the shell's directory.
    pub starts: Vec<Arg>,
    /// Whether links are followed (`-L`), or those it starts at (`-H`).
    pub follows: bool,
    pub follows_starts: bool,
    /// Whether what a directory holds comes before the directory.
    pub depth_first: bool,
    pub least_depth: usize,
    pub most_depth: Option<usize>,
    /// Whether some test needs to know which directories are empty.
    pub asks_for_empty: bool,
    /// Whether what it prints is wanted by somebody who takes every path alike.
    pub lists: bool,
    /// How much work an entry is, compared to an expression of everyday size.
    pub effort: usize,
    pub root: Node,
    pub actions: Vec<Action>,
}

/// A part of the expression.
#[derive(Debug, Clone, Default)]
pub(super) enum Node {
    /// `a b`, `a -a b`: up to the first that fails.
    All(Vec<Node>),
    /// `a -o b`: up to the first that holds.
    Any(Vec<Node>),
    /// `a , b`: both, and the last one's answer.
    Both(Vec<Node>),
    Not(Box<Node>),
    Test(Test),
    /// Its place in [`Find::actions`].
    Action(usize),
    #[default]
    True,
}

/// A question about one entry.
#[derive(Debug, Clone)]
pub(super) enum Test {
    /// `-name`, `-iname`
    Name(Pattern),
    /// `-path`, `-wholename` and the like
    Path(Pattern),
    /// `-lname`: what a link holds
    Link(Pattern),
    /// `-type f,d`
    Kind(String),
    Empty,
    Size(String),
    Executable,
    False,
    /// One that nobody can compute from names, such as an age.
    Unknown,
}

/// A shell pattern.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    /// None where it is not known, or too long to try on many names.
    pub text: Option<String>,
    /// Whether case does not matter.
    pub folds: bool,
}

/// What is done to an entry.
#[derive(Debug, Clone)]
pub(super) enum Action {
    Delete,
    /// `-exec`, `-execdir`, `-ok`, `-okdir`
    Exec {
        words: Vec<Arg>,
        together: bool,
        in_directory: bool,
    },
    /// `-fprint FILE` and the like
    WriteTo(Text),
    Print,
    PrintZero,
    /// Output of a form of its own: `-printf`, `-ls`.
    Show,
    Prune,
    Quit,
}

/// How long a pattern is that is tried on names.
const LONGEST_PATTERN: usize = 256;

/// Tests and options with one argument that say nothing about names.
const WITH_ARGUMENT: &[&str] = &[
    "-amin",
    "-anewer",
    "-atime",
    "-cmin",
    "-cnewer",
    "-context",
    "-ctime",
    "-fstype",
    "-gid",
    "-group",
    "-inum",
    "-iregex",
    "-links",
    "-mmin",
    "-mtime",
    "-newer",
    "-perm",
    "-regex",
    "-samefile",
    "-uid",
    "-used",
    "-user",
    "-xtype",
    "-flags",
    "-Bmin",
    "-Btime",
    "-Bnewer",
    "-mnewer",
    "-xattrname",
    "-newermt",
    "-newerct",
    "-newerat",
];

/// Options among the tests that are always true.
const OPTIONS: &[&str] = &[
    "-xdev",
    "-mount",
    "-x",
    "-noleaf",
    "-warn",
    "-nowarn",
    "-daystart",
    "-ignore_readdir_race",
    "-noignore_readdir_race",
    "-true",
    "-a",
    "-and",
];

impl Find {
    /// Reads the arguments behind the command word.
    pub(super) fn parse(args: &[Arg]) -> Self {
        let mut reader = Reader { args, at: 0, depth: 0, find: Self::default() };
        reader.options();
        reader.starts();
        let root = reader.list();
        Self { root, effort: 1 + args.len() / 64, ..reader.find }
    }

    /// Whether any action does more than print.
    pub(super) fn acts(&self) -> bool {
        let acts =
            |action: &Action| matches!(action, Action::Delete | Action::Exec { .. } | Action::WriteTo(_));
        self.actions.iter().any(acts)
    }
}

struct Reader<'a> {
    args: &'a [Arg],
    at: usize,
    depth: usize,
    find: Find,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<&'a str> {
        self.args.get(self.at).map(|arg| arg.as_known().unwrap_or_else(|| arg.text.prefix()))
    }

    fn take(&mut self) -> Option<&'a Arg> {
        let arg = self.args.get(self.at)?;
        self.at += 1;
        Some(arg)
    }

    /// `-H`, `-L`, `-P` and what BSD has before the paths.
    fn options(&mut self) {
        while let Some(word) = self.peek() {
            match word {
                "-H" => self.find.follows_starts = true,
                "-L" => (self.find.follows, self.find.follows_starts) = (true, true),
                "-P" | "-E" | "-X" | "-s" | "-x" => {}
                "-d" => self.find.depth_first = true,
                "-D" => drop(self.take()),
                "-f" => {
                    self.at += 1;
                    self.find.starts.extend(self.args.get(self.at).cloned());
                }
                word if word.starts_with("-O") => {}
                _ => return,
            }
            self.at += 1;
        }
    }

    fn starts(&mut self) {
        while let Some(arg) = self.args.get(self.at) {
            let word = arg.text.prefix();
            if matches!(word, "(" | ")" | "!" | ",") || word.starts_with('-') {
                return;
            }
            self.find.starts.push(arg.clone());
            self.at += 1;
        }
    }

    /// `or , or`
    fn list(&mut self) -> Node {
        let mut parts = vec![self.any()];
        while self.peek() == Some(",") {
            self.at += 1;
            parts.push(self.any());
        }
        one_or(parts, Node::Both)
    }

    /// `and -o and`
    fn any(&mut self) -> Node {
        let mut parts = vec![self.all()];
        while matches!(self.peek(), Some("-o" | "-or")) {
            self.at += 1;
            parts.push(self.all());
        }
        one_or(parts, Node::Any)
    }

    fn all(&mut self) -> Node {
        let mut parts = Vec::new();
        while let Some(word) = self.peek() {
            if matches!(word, "," | ")" | "-o" | "-or") {
                break;
            }
            parts.push(self.factor());
        }
        one_or(parts, Node::All)
    }

    fn factor(&mut self) -> Node {
        let mut negated = false;
        while matches!(self.peek(), Some("!" | "-not")) {
            self.at += 1;
            negated = !negated;
        }
        let node = match self.peek() {
            Some("(") => self.parenthesis(),
            _ => self.primary(),
        };
        if negated { Node::Not(Box::new(node)) } else { node }
    }

    fn parenthesis(&mut self) -> Node {
        self.at += 1;
        if self.depth >= DEEPEST {
            return Node::Test(Test::Unknown);
        }
        self.depth += 1;
        let node = self.list();
        self.depth -= 1;
        if self.peek() == Some(")") {
            self.at += 1;
        }
        node
    }

    fn primary(&mut self) -> Node {
        let Some(word) = self.take().map(|arg| arg.text.prefix()) else { return Node::True };
        let test = match word {
            "-name" => Test::Name(self.pattern(false)),
            "-iname" => Test::Name(self.pattern(true)),
            "-path" | "-wholename" => Test::Path(self.pattern(false)),
            "-ipath" | "-iwholename" => Test::Path(self.pattern(true)),
            "-lname" => Test::Link(self.pattern(false)),
            "-ilname" => Test::Link(self.pattern(true)),
            "-type" => match self.value() {
                Some(kinds) => Test::Kind(kinds),
                None => Test::Unknown,
            },
            "-size" => self.value().map_or(Test::Unknown, Test::Size),
            "-empty" => {
                self.find.asks_for_empty = true;
                Test::Empty
            }
            "-executable" => Test::Executable,
            "-false" => Test::False,
            word if WITH_ARGUMENT.contains(&word) || word.starts_with("-newer") => {
                self.take();
                Test::Unknown
            }
            word => {
                return self.option(word).or_else(|| self.action(word)).unwrap_or(Node::Test(Test::Unknown));
            }
        };
        Node::Test(test)
    }

    fn option(&mut self, word: &str) -> Option<Node> {
        match word {
            "-maxdepth" => self.find.most_depth = self.value().and_then(|depth| depth.parse().ok()),
            "-mindepth" => {
                self.find.least_depth = self.value().and_then(|depth| depth.parse().ok()).unwrap_or_default();
            }
            "-depth" | "-d" => self.find.depth_first = true,
            "-follow" => (self.find.follows, self.find.follows_starts) = (true, true),
            "-regextype" => drop(self.take()),
            "-files0-from" => {
                let unknown =
                    self.take().map(|arg| Arg { text: Text::unknown(), splits: true, ..arg.clone() });
                self.find.starts.extend(unknown);
            }
            word if OPTIONS.contains(&word) => {}
            _ => return None,
        }
        Some(Node::True)
    }

    fn action(&mut self, word: &str) -> Option<Node> {
        let action = match word {
            "-delete" => {
                self.find.depth_first = true;
                Action::Delete
            }
            "-exec" | "-ok" => self.exec(false),
            "-execdir" | "-okdir" => self.exec(true),
            "-fprint" | "-fprint0" | "-fls" => Action::WriteTo(self.text()),
            "-fprintf" => {
                let file = self.text();
                self.take();
                Action::WriteTo(file)
            }
            "-printf" => {
                self.take();
                Action::Show
            }
            "-print" => Action::Print,
            "-print0" => Action::PrintZero,
            "-ls" => Action::Show,
            "-prune" => Action::Prune,
            "-quit" => Action::Quit,
            _ => return None,
        };
        self.find.actions.push(action);
        Some(Node::Action(self.find.actions.len() - 1))
    }

    /// The words up to `;`, or up to `{} +`.
    fn exec(&mut self, in_directory: bool) -> Action {
        let mut words: Vec<Arg> = Vec::new();
        let mut together = false;
        while let Some(arg) = self.take() {
            let after_braces = words.last().is_some_and(|last| last.as_known() == Some("{}"));
            match arg.as_known() {
                Some(";") => break,
                Some("+") if after_braces => {
                    together = true;
                    break;
                }
                _ => words.push(arg.clone()),
            }
        }
        Action::Exec { words, together, in_directory }
    }

    fn text(&mut self) -> Text {
        self.take().map_or_else(Text::unknown, |arg| arg.text.clone())
    }

    fn value(&mut self) -> Option<String> {
        self.take().and_then(Arg::as_known).map(Into::into)
    }

    fn pattern(&mut self, folds: bool) -> Pattern {
        Pattern { text: self.value().filter(|pattern| pattern.len() <= LONGEST_PATTERN), folds }
    }
}

/// The only part, or all of them joined.
fn one_or(mut parts: Vec<Node>, join: fn(Vec<Node>) -> Node) -> Node {
    match parts.len() {
        0 => Node::True,
        1 => parts.remove(0),
        _ => join(parts),
    }
}
