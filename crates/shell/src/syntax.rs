//! Owns the tree of a parsed script; neither parses nor evaluates.
//!
//! Every node that a reader may want to point at carries its [`Span`] in the text that was parsed. Text that is parsed
//! a second time (backticks, `sh -c`) has spans of its own; the evaluator maps them back.

use hook::Span;

/// A parsed script: all that was understood, and what was not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Script {
    /// Its commands in order.
    pub body: List,
    /// What could not be parsed. Commands before and after a fault are in the body all the same.
    pub faults: Vec<Fault>,
}

/// Something that could not be parsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// Where, in bytes.
    pub at: u32,
    /// What.
    pub what: Trouble,
}

/// Why something could not be parsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// A quote, bracket or expansion that never ends; names the opening characters.
    Unterminated(&'static str),
    /// A token where none of its kind can stand.
    Unexpected,
    /// Nesting deeper than [`crate::DEEPEST`]. Commands may be missing from the tree.
    TooDeep,
    /// More faults than are kept, or more work than the text's length allows. Commands may be missing from the tree.
    TooMany,
}

/// Commands in a row.
pub type List = Vec<Item>;

/// One and-or list of a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The first pipeline.
    pub first: Pipeline,
    /// The pipelines behind `&&` and `||`.
    pub rest: Vec<(Link, Pipeline)>,
    /// Whether it ends in `&`.
    pub background: bool,
}

/// What joins two pipelines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// `&&`
    And,
    /// `||`
    Or,
}

/// Commands joined by `|` or `|&`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pipeline {
    /// Whether its status is inverted by `!`.
    pub negated: bool,
    /// At least one command.
    pub stages: Vec<Command>,
}

/// One command with its redirections.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// What it is.
    pub kind: CommandKind,
    /// Its redirections in order; those of a `|&` are spelled out as `2>&1`.
    pub redirects: Vec<Redirect>,
    /// The text from its first to its last character.
    pub span: Span,
}

/// The kinds of command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CommandKind {
    /// Assignments, then words.
    Simple {
        /// `A=1` before the command word. Behind `export`, `declare` and their like they are in `words`.
        assignments: Vec<Assignment>,
        /// The command word and its arguments.
        words: Vec<Word>,
    },
    /// `{ …; }`
    Group(List),
    /// `( … )`
    Subshell(List),
    /// `if`, with an arm for each `elif`.
    If {
        /// Condition and body of each arm.
        arms: Vec<(List, List)>,
        /// The `else` part; empty if there is none.
        otherwise: List,
    },
    /// `for NAME in WORDS`, and `select` likewise.
    For {
        /// The variable.
        name: String,
        /// The words; `None` stands for `"$@"`.
        words: Option<Vec<Word>>,
        /// The body.
        body: List,
    },
    /// `for (( A; B; C ))`
    ForArithmetic {
        /// The three expressions.
        header: Box<[Word; 3]>,
        /// The body.
        body: List,
    },
    /// `while` or `until`.
    While {
        /// Whether it is `until`.
        until: bool,
        /// The condition.
        condition: List,
        /// The body.
        body: List,
    },
    /// `case WORD in …`
    Case {
        /// The word that is matched.
        word: Word,
        /// The arms.
        arms: Vec<CaseArm>,
    },
    /// A function definition.
    Function {
        /// Its name.
        name: String,
        /// Its body.
        body: std::rc::Rc<Command>,
    },
    /// `[[ … ]]`: its words, operators among them as plain words.
    Test(Vec<Word>),
    /// `(( … ))`
    Arithmetic(Word),
    /// `coproc`, with its name if it has one.
    Coprocess(Option<String>, Box<Command>),
    /// `time` before a pipeline.
    Timed(Box<Pipeline>),
}

/// One arm of a `case`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseArm {
    /// Its patterns.
    pub patterns: Vec<Word>,
    /// Its body.
    pub body: List,
    /// How it ends.
    pub end: CaseEnd,
}

/// How an arm of a `case` ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseEnd {
    /// `;;`
    Break,
    /// `;&`: the next body runs too.
    FallThrough,
    /// `;;&`: the next patterns are tried.
    Continue,
}

/// `NAME=value`, `NAME+=value`, `NAME[i]=value`, `NAME=(…)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// The variable.
    pub name: String,
    /// The subscript, if it has one.
    pub subscript: Option<Word>,
    /// Whether it adds to what is there (`+=`).
    pub append: bool,
    /// What is assigned.
    pub value: AssignedValue,
    /// The text of the whole assignment.
    pub span: Span,
}

/// What is assigned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AssignedValue {
    /// One value, possibly empty.
    Scalar(Word),
    /// A list, each element with its subscript if it has one.
    Array(Vec<(Option<Word>, Word)>),
}

/// A word: the parts it is made of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Word {
    /// In order. `''` is one empty [`Part::Quoted`], so that it is still a word.
    pub parts: Vec<Part>,
    /// The text of the word.
    pub span: Span,
}

/// A part of a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Unquoted text: braces, tildes and glob characters in it are active.
    Bare(String),
    /// Text protected by single quotes, `$'…'` (already decoded) or a backslash.
    Quoted(String),
    /// `"…"` and `$"…"`: the parts between the quotes, [`Part::Quoted`] and expansions only.
    Double(Vec<Part>),
    /// `$NAME`, `${…}`
    Parameter(Box<Parameter>),
    /// `$(…)`, backticks, `${ …; }`
    Command(List),
    /// `$((…))`, `$[…]`: the parts of the expression.
    Arithmetic(Vec<Part>),
    /// `<(…)`
    ProcessIn(List),
    /// `>(…)`
    ProcessOut(List),
    /// `?(…)`, `*(…)`, `+(…)`, `@(…)`, `!(…)` as one opaque pattern, its quotes kept. An expansion inside it is a part
    /// of its own, with a piece of the pattern on either side.
    ExtendedGlob(String),
    /// An array assignment in an argument of `declare`, `export` and their like: `declare -a x=(a b)`. The `x=` is a
    /// [`Part::Bare`] before it.
    Array(Vec<(Option<Word>, Word)>),
}

/// A parameter expansion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// The name: a variable's, digits, or one of `@ * # ? - $ !`; empty where bash would find none in `${…}`.
    pub name: String,
    /// The subscript in `${name[…]}`: `@`, `*` or an expression.
    pub subscript: Option<Word>,
    /// Whether it is `${!name…}`.
    pub indirect: bool,
    /// What happens to the value.
    pub operation: Operation,
}

/// What a parameter expansion does to the value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operation {
    /// `$x`, `${x}`
    Plain,
    /// `${#x}`
    Length,
    /// `${x-w}`, `${x:-w}`
    Default(WhenEmpty, Word),
    /// `${x=w}`, `${x:=w}`
    Assign(WhenEmpty, Word),
    /// `${x+w}`, `${x:+w}`
    Alternative(WhenEmpty, Word),
    /// `${x?w}`, `${x:?w}`
    Require(WhenEmpty, Word),
    /// `${x#p}`, `${x##p}`, `${x%p}`, `${x%%p}`
    Trim {
        /// From the end (`%`) instead of the start.
        suffix: bool,
        /// The longest match.
        longest: bool,
        /// The pattern.
        pattern: Word,
    },
    /// `${x/p/w}`, `${x//p/w}`, `${x/#p/w}`, `${x/%p/w}`
    Replace {
        /// Which matches.
        which: Matches,
        /// The pattern.
        pattern: Word,
        /// What stands there instead.
        with: Word,
    },
    /// `${x^p}`, `${x^^p}`, `${x,p}`, `${x,,p}`
    Case {
        /// To upper case.
        upper: bool,
        /// All characters instead of the first.
        all: bool,
        /// The pattern, often empty.
        pattern: Word,
    },
    /// `${x:o}`, `${x:o:l}`
    Slice(Word, Option<Word>),
    /// `${x@Q}` and its like, by the letter.
    Transform(char),
    /// `${!prefix@}`, `${!prefix*}`
    Names,
    /// One that bash does not know, such as zsh's `${(f)x}`: the value is unknown, the expansions in it happen.
    Unclear(Word),
}

/// Whether an empty value counts as unset (`:-` instead of `-`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhenEmpty {
    /// With the colon.
    CountsAsUnset,
    /// Without it.
    IsSet,
}

/// Which matches of a pattern are replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matches {
    /// The first.
    First,
    /// All.
    All,
    /// One at the start.
    AtStart,
    /// One at the end.
    AtEnd,
}

/// A redirection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redirect {
    /// The descriptor before the operator: `None` where the operator's own default counts.
    pub descriptor: Option<Descriptor>,
    /// The operator.
    pub operator: Operator,
    /// What it points at; for a here-document its body: one [`Part::Double`], or one [`Part::Quoted`] where the
    /// delimiter was quoted.
    pub target: Word,
    /// The text of the operator and its target (not of a here-document's body).
    pub span: Span,
}

/// The descriptor before a redirection operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Descriptor {
    /// `2>`
    Number(u32),
    /// `{fd}>`
    Variable(String),
}

/// The redirection operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `<`
    Read,
    /// `>` and, with the same effect on content, `>|`
    Write,
    /// `>>`
    Append,
    /// `<>`
    ReadWrite,
    /// `&>`, `>&` before a file name
    WriteBoth,
    /// `&>>`
    AppendBoth,
    /// `<&`
    DuplicateIn,
    /// `>&` before a descriptor, or before an expansion that may turn out to be one or a file's name
    DuplicateOut,
    /// `<<`, `<<-`: the target is the body
    HereDocument,
    /// `<<<`
    HereString,
}
