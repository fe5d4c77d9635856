//! Owns what an agent is about to do, in words no platform owns; knows no platform's field names.

/// One question put to a guard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// What is about to happen.
    pub action: Action,
    /// Where it is about to happen.
    pub directory: Directory,
    /// Whether a person is there to be asked. Without one, asking is denying.
    pub attended: bool,
    /// The platform's session id, for records only.
    pub session: Option<String>,
    /// The platform's id of this tool call, for records only.
    pub tool_use: Option<String>,
}

/// What is about to happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// A command line is about to be handed to a shell.
    Command {
        /// The command line as the agent wrote it.
        text: String,
        /// The language it is written in.
        language: Language,
    },
    /// Something this guard has no opinion on.
    Other,
}

/// The language of a command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// bash, zsh or a POSIX shell: read as bash, and where they differ the worse reading counts.
    Posix,
    /// PowerShell.
    PowerShell,
}

/// The directory a call happens in. Not every platform sends one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Directory {
    /// The platform said so; an absolute path.
    Known(String),
    /// A guess, such as the first workspace root; an absolute path.
    Likely(String),
    /// Nobody said.
    Unknown,
}

impl Directory {
    /// The path, known or guessed.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        match self {
            Self::Known(path) | Self::Likely(path) => Some(path),
            Self::Unknown => None,
        }
    }
}
