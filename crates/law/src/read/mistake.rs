//! Owns what can be wrong with a law and its wording for the person who wrote it; finds nothing.

use std::fmt;

/// Something wrong in a file of the law.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The file's name as the source gave it.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// In bytes, from 1.
    pub column: usize,
    /// The way from the root of the file: `rules[3].verdict`; empty for the root.
    pub path: String,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It is no JSON.
    Syntax(String),
    /// A value of another type stands here.
    WrongType {
        /// What should stand here.
        expected: &'static str,
    },
    /// Nothing reads this key.
    UnknownKey {
        /// The key.
        key: String,
        /// The keys that are read.
        known: &'static [&'static str],
    },
    /// The key stands twice in one object.
    RepeatedKey(String),
    /// A key must be there.
    MissingKey(&'static str),
    /// A text or a list must not be empty.
    Empty,
    /// The word is not in the vocabulary.
    UnknownWord {
        /// The word.
        word: String,
        /// The vocabulary.
        known: Vec<&'static str>,
    },
    /// A rule's id or a program's name is taken.
    Taken {
        /// The id or name.
        name: String,
        /// Where it stands first.
        first: String,
    },
    /// A rule's id is not `subject.name`.
    RuleId(String),
    /// A program's or subcommand's name cannot be one.
    ProgramName(String),
    /// Two options of a program share a name.
    RepeatedOption(String),
    /// An option is not written as help texts write it.
    OptionText(String),
    /// The program has no such option.
    ForeignOption(String),
    /// A form's `on` is not understood.
    Target(String),
    /// Subcommands are nested too deep.
    TooDeep,
    /// A pattern of `paths` is not understood.
    BadPattern {
        /// The pattern.
        pattern: String,
        /// What about it.
        why: &'static str,
    },
    /// Reason and alternative together are too long.
    TooLong {
        /// Their characters.
        length: usize,
    },
    /// A reason or an alternative has a placeholder that nothing fills in there.
    Placeholder(String),
    /// A reason names the loss and its rule does not ask for one.
    LossUnasked,
    /// A reason ends with a full stop.
    FullStop,
    /// A backtick opens and nothing closes it.
    OpenBacktick,
}

/// The longest a rule's reason and alternative may be together, in characters, before they are filled in.
pub(super) const LONGEST_WORDING: usize = 300;

impl Fault {
    pub(super) fn syntax(error: &serde_json::Error) -> Self {
        let text = error.to_string();
        Self::Syntax(text.split(" at line ").next().unwrap_or_default().into())
    }

    /// What to do about it.
    #[must_use]
    pub fn remedy(&self) -> String {
        match self {
            Self::Syntax(_) => "write JSON, without comments and trailing commas".into(),
            Self::WrongType { expected } => format!("write {expected}"),
            Self::UnknownKey { known, .. } => {
                format!("write one of {}, or put a comment under `note`", known.join(", "))
            }
            Self::RepeatedKey(_) => "merge the two".into(),
            Self::MissingKey(key) => format!("add `{key}`"),
            Self::Empty => "fill it in or leave the key out".into(),
            Self::UnknownWord { known, .. } => format!("write one of {}", known.join(", ")),
            Self::Taken { first, .. } => format!("choose another, or change the one at {first}"),
            Self::RuleId(_) => "write `subject.name` in small letters, digits and dashes".into(),
            Self::ProgramName(_) => "write the bare name, several as `a|b`, a family as `mkfs.*`".into(),
            Self::RepeatedOption(_) => "merge the two".into(),
            Self::OptionText(_) => {
                "write `-f, --force`, `-C DIR`, `--git-dir=DIR`, `--color[=WHEN]`, `--[no-]verify` or `@SET`"
                    .into()
            }
            Self::ForeignOption(_) => "list it under the program's `options`, or correct its name".into(),
            Self::Target(_) => {
                "write paths, first-path, last-path, later-paths, names, nothing, `option --NAME` \
                                or `prefixed NAME=`"
                    .into()
            }
            Self::TooDeep => "list the innermost as operands".into(),
            Self::BadPattern { .. } => {
                "write `NAME`, `A/B`, `/ABSOLUTE` or `~/BELOW-HOME`, at most one `*` in each component".into()
            }
            Self::TooLong { .. } => format!("keep both within {LONGEST_WORDING} characters"),
            Self::Placeholder(_) => {
                "in `reason` write {command}, {target} or {loss}; in `instead` write none".into()
            }
            Self::LossUnasked => "list the `standings` it is about, or leave {loss} out".into(),
            Self::FullStop => "leave it out: it is added where the reason is shown".into(),
            Self::OpenBacktick => "close it".into(),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(error) => write!(f, "not JSON: {error}"),
            Self::WrongType { expected } => write!(f, "not {expected}"),
            Self::UnknownKey { key, .. } => write!(f, "unknown key `{key}`"),
            Self::RepeatedKey(key) => write!(f, "`{key}` stands twice"),
            Self::MissingKey(key) => write!(f, "`{key}` is missing"),
            Self::Empty => f.write_str("empty"),
            Self::UnknownWord { word, .. } => write!(f, "unknown word `{word}`"),
            Self::Taken { name, .. } => write!(f, "`{name}` is taken"),
            Self::RuleId(id) => write!(f, "`{id}` is no rule id"),
            Self::ProgramName(name) => write!(f, "`{name}` is no program name"),
            Self::RepeatedOption(name) => write!(f, "option `{name}` is listed twice"),
            Self::OptionText(text) => write!(f, "`{text}` is no option"),
            Self::ForeignOption(name) => write!(f, "the program has no option `{name}`"),
            Self::Target(text) => write!(f, "`{text}` says no target"),
            Self::TooDeep => f.write_str("subcommands are nested too deep"),
            Self::BadPattern { pattern, why } => write!(f, "pattern `{pattern}` {why}"),
            Self::TooLong { length } => write!(f, "reason and alternative have {length} characters"),
            Self::Placeholder(text) => write!(f, "nothing fills in `{{{text}}}` here"),
            Self::LossUnasked => f.write_str("{loss} in a rule that matches where nothing is lost"),
            Self::FullStop => f.write_str("a full stop at the end"),
            Self::OpenBacktick => f.write_str("a backtick without a second one"),
        }
    }
}

impl fmt::Display for Mistake {
    /// `FILE:LINE:COLUMN: PATH: what is wrong; what to do`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: ", self.file, self.line, self.column)?;
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        write!(f, "{}; {}", self.fault, self.fault.remedy())
    }
}

impl std::error::Error for Mistake {}
