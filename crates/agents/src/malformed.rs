//! Owns the ways a payload can be unfit to be judged, with their wording; finds none of them.

use std::fmt;

use hook::Reason;

use crate::LONGEST_PAYLOAD;

/// Why a payload cannot be judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Malformed {
    /// It cannot be had.
    Unreadable {
        /// What the system says.
        error: String,
    },
    /// There is nothing but white space.
    Empty,
    /// It begins with a byte-order mark.
    ByteOrderMark,
    /// It has more than [`LONGEST_PAYLOAD`] bytes.
    TooLarge,
    /// It is not UTF-8.
    NotUtf8 {
        /// The offset of the first byte that is not.
        at: usize,
    },
    /// It is not JSON, or breaks off.
    NotJson {
        /// What is wrong and where.
        error: String,
    },
    /// It is JSON, but no object.
    NotAnObject,
    /// Something follows the object.
    Trailing {
        /// What is wrong and where.
        error: String,
    },
    /// A key stands twice in one object, and readers differ in which one they take.
    DuplicateKey {
        /// The key.
        key: String,
    },
    /// A tool is about to be used, but which one is not said.
    NoTool,
    /// The tool runs a command, but there is none.
    NoCommand {
        /// The tool.
        tool: String,
    },
    /// The command holds a NUL character, which no shell can be handed.
    Nul {
        /// The offset of the first one.
        at: usize,
    },
}

impl Malformed {
    /// The rule that refuses it.
    #[must_use]
    pub fn rule(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "input.unreadable",
            Self::Empty => "input.empty",
            Self::ByteOrderMark => "input.byte-order-mark",
            Self::TooLarge => "input.too-large",
            Self::NotUtf8 { .. } => "input.not-utf8",
            Self::NotJson { .. } => "input.not-json",
            Self::NotAnObject => "input.not-an-object",
            Self::Trailing { .. } => "input.trailing",
            Self::DuplicateKey { .. } => "input.duplicate-key",
            Self::NoTool => "input.no-tool",
            Self::NoCommand { .. } => "input.no-command",
            Self::Nul { .. } => "input.nul",
        }
    }

    fn instead(&self) -> &'static str {
        match self {
            Self::Nul { .. } => "write the NUL as $'\\0' or printf '\\0', or keep such data in a file",
            _ => "make the call again; if it is refused again, a person should run `wavebreak doctor`",
        }
    }
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { error } => write!(f, "the hook's input cannot be read: {error}"),
            Self::Empty => f.write_str("the hook was handed nothing to judge"),
            Self::ByteOrderMark => f.write_str("the hook's input begins with a byte-order mark"),
            Self::TooLarge => write!(f, "the hook's input is longer than {LONGEST_PAYLOAD} bytes"),
            Self::NotUtf8 { at } => write!(f, "the hook's input is not UTF-8 at byte {at}"),
            Self::NotJson { error } => write!(f, "the hook's input is not JSON: {error}"),
            Self::NotAnObject => f.write_str("the hook's input is not a JSON object"),
            Self::Trailing { error } => write!(f, "something follows the hook's input: {error}"),
            Self::DuplicateKey { key } => {
                write!(f, "the hook's input has the key {key:?} twice in one object")
            }
            Self::NoTool => f.write_str("the hook's input names no tool"),
            Self::NoCommand { tool } => write!(f, "{tool} was called without a command in text"),
            Self::Nul { at } => write!(f, "the command holds a NUL character at byte {at}"),
        }
    }
}

impl From<Malformed> for Reason {
    fn from(malformed: Malformed) -> Self {
        Self::new(malformed.rule(), malformed.to_string()).instead(malformed.instead())
    }
}
