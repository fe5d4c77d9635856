//! Owns the one seam between a call and its verdict: every door, `explain`, `doctor` and the corpora go through [`judge`].

use hook::{Call, Facts, Verdict};

pub use effects::{Effect, Loss, Seen};
pub use law::Law;

/// A verdict and how it came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// The answer.
    pub verdict: Verdict,
    /// The commands that would run, in order.
    pub commands: Vec<Seen>,
    /// What they would do, each with its own verdict.
    pub effects: Vec<(Effect, Verdict)>,
}

/// Judges one call by `law`, asking `facts` for what it must know of the world.
#[must_use]
pub fn judge(call: &Call, facts: &dyn Facts, law: &Law) -> Judgement {
    let _ = (call, facts, law);
    Judgement { verdict: Verdict::Allow, commands: Vec::new(), effects: Vec::new() }
}
