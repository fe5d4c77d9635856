//! Owns what a hook answers, as bytes and an exit code; writes nothing.

use std::borrow::Cow;

/// One answer to a platform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// For standard output, to be written in one go.
    pub stdout: Cow<'static, [u8]>,
    /// For standard error.
    pub stderr: Cow<'static, [u8]>,
    /// The exit code.
    pub code: u8,
}

impl Reply {
    /// Nothing to say.
    pub const SILENT: Self = Self { stdout: Cow::Borrowed(&[]), stderr: Cow::Borrowed(&[]), code: 0 };
}

/// An answer that stands ready before it is needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prepared {
    /// The answer.
    pub reply: Reply,
    /// The answer when nothing can be written to standard output.
    pub without_stdout: Reply,
}
