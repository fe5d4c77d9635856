//! Owns the description of one option of a program, as tables write it; parses nothing.

/// One option of a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opt {
    /// All its names with their dashes, the one that code and rules use first: `["--recursive", "-r", "-R"]`.
    pub names: &'static [&'static str],
    /// Whether it takes a value.
    pub value: Value,
}

/// Whether an option takes a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// Never: `-r`.
    None,
    /// Always, attached or in the next word: `-C DIR`, `--git-dir=DIR`.
    Required,
    /// Only attached: `--color=auto`, `-i.bak`.
    Optional,
}
