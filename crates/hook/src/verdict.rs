//! Owns the answer to a call and its wording; knows no rule and no platform's way of saying it.

use std::borrow::Cow;
use std::fmt;

use crate::Span;

/// The longest reason in characters: it is read by an agent, in the middle of its work.
pub const LONGEST_REASON: usize = 400;

/// The answer to a call, from harmless to refused.
#[must_use]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It may happen; nothing is said.
    Allow,
    /// It may happen; the person is told.
    Notice(Reason),
    /// A person decides.
    Ask(Reason),
    /// It may not happen.
    Deny(Reason),
}

/// Why a verdict is not a plain allow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The rule that decided, such as `git.discard-work`.
    pub rule: Cow<'static, str>,
    /// What would happen and what would be lost, one sentence without a full stop.
    pub why: String,
    /// What to do instead: a command, or a sentence.
    pub instead: Option<String>,
    /// The part of the command line that decided.
    pub span: Option<Span>,
}

impl Verdict {
    /// The more cautious of two verdicts; of two equally cautious ones the first.
    pub fn max(self, other: Self) -> Self {
        if other.rank() > self.rank() { other } else { self }
    }

    /// This verdict where no person can be asked: asking is denying.
    pub fn unattended(self) -> Self {
        match self {
            Self::Ask(reason) => Self::Deny(reason),
            other => other,
        }
    }

    /// The reason, where there is one.
    #[must_use]
    pub fn reason(&self) -> Option<&Reason> {
        match self {
            Self::Allow => None,
            Self::Notice(reason) | Self::Ask(reason) | Self::Deny(reason) => Some(reason),
        }
    }

    /// The verdict's name as corpora, records and `--json` write it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Notice(_) => "notice",
            Self::Ask(_) => "ask",
            Self::Deny(_) => "deny",
        }
    }

    fn rank(&self) -> u8 {
        match self {
            Self::Allow => 0,
            Self::Notice(_) => 1,
            Self::Ask(_) => 2,
            Self::Deny(_) => 3,
        }
    }
}

impl Reason {
    /// A reason of `rule`, without an alternative and without a span.
    #[must_use]
    pub fn new(rule: impl Into<Cow<'static, str>>, why: impl Into<String>) -> Self {
        Self { rule: rule.into(), why: why.into(), instead: None, span: None }
    }

    /// The same reason with what to do instead.
    #[must_use]
    pub fn instead(mut self, instead: impl Into<String>) -> Self {
        self.instead = Some(instead.into());
        self
    }
}

impl fmt::Display for Reason {
    /// `wavebreak [rule]: why. Instead: alternative`, never longer than [`LONGEST_REASON`]: the alternative
    /// is kept whole and the sentence before it is shortened.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head = format!("wavebreak [{}]: ", self.rule);
        let tail = self.instead.as_ref().map(|instead| format!(" Instead: {instead}")).unwrap_or_default();
        let room = LONGEST_REASON.saturating_sub(head.chars().count() + tail.chars().count() + 1);
        write!(f, "{head}{}.{tail}", shortened(&self.why, room))
    }
}

/// `text` in at most `room` characters, an ellipsis in place of what was cut.
fn shortened(text: &str, room: usize) -> Cow<'_, str> {
    if text.chars().count() <= room {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().take(room.saturating_sub(1)).chain(['…']).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_more_cautious_verdict_wins_and_the_first_of_equals_stays() {
        let (ask, deny) = (Verdict::Ask(Reason::new("a", "a")), Verdict::Deny(Reason::new("d", "d")));
        assert_eq!(ask.clone().max(deny.clone()), deny);
        assert_eq!(deny.clone().max(ask), deny);
        let other = Verdict::Deny(Reason::new("e", "e"));
        assert_eq!(deny.clone().max(other), deny);
    }

    #[test]
    fn a_reason_is_never_longer_than_its_limit_and_keeps_its_alternative() {
        let reason = Reason::new("r", "x".repeat(5000)).instead("git stash push -u");
        let text = reason.to_string();
        assert_eq!(text.chars().count(), LONGEST_REASON);
        assert!(text.ends_with("Instead: git stash push -u"));
    }
}
