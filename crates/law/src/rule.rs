//! Owns the shape of a rule; decides nothing.

use crate::{Kind, Severity, Standing};

/// What a reason may name in braces: the command, what it is done to, and what of it would be lost.
pub const PLACEHOLDERS: [&str; 3] = ["command", "target", "loss"];

/// One rule: effects of these kinds, on things of these standings, by these programs, get this verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// `subject.name`, unique.
    pub id: &'static str,
    /// What it is about. Never empty.
    pub kinds: &'static [Kind],
    /// What the target must be; empty for anything.
    pub standings: &'static [Standing],
    /// Which commands it is about, as `git` or `git reset`; empty for any.
    pub programs: &'static [&'static str],
    /// Which of those it is not about.
    pub except: &'static [&'static str],
    /// What a match means.
    pub severity: Severity,
    /// Why, one sentence without a full stop, with `{command}`, `{target}` and `{loss}` filled in.
    pub reason: &'static str,
    /// What to do instead; a text that begins with a backtick is a command and passes the guard itself.
    pub instead: &'static str,
}
