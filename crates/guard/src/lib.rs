//! Owns the one seam between a call and its verdict: every door, `explain`, `doctor` and the corpora go through [`judge`].
//!
//! What would run is the shell's question, what it does the effects', whether it may the policy's; this room asks the
//! three in turn and adds nothing but what could not be understood.

use effects::Ledger;
use hook::{Action, Call, Facts, Language, Reason, Verdict};
use shell::{Evaluation, Start, World};

mod powershell;

pub use effects::{Effect, Loss, Seen};
pub use law::Law;

/// The longest command that is judged, in bytes: Linux refuses a longer argument of `bash -c`
/// (`MAX_ARG_STRLEN`, execve(2)).
pub const LONGEST_COMMAND: usize = 128 << 10;

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
    let mut judgement = match &call.action {
        Action::Other => Judgement::of(Verdict::Allow),
        Action::Command { text, .. } if text.len() > LONGEST_COMMAND => {
            Judgement::of(Verdict::Deny(too_long()))
        }
        Action::Command { text, language } => {
            let text = match language {
                Language::Posix => text.as_str(),
                Language::PowerShell => &powershell::as_posix(text),
            };
            judge_text(text, call, facts, law)
        }
    };
    if !call.attended {
        judgement.verdict = judgement.verdict.unattended();
    }
    judgement
}

fn judge_text(text: &str, call: &Call, facts: &dyn Facts, law: &Law) -> Judgement {
    let (mut world, mut ledger) = (World::new(facts), Ledger::new(law));
    let start = Start { directory: call.directory.path().map(Into::into) };
    ledger.started.clone_from(&start.directory);
    let evaluation = shell::evaluate(text, &start, &mut world, &mut ledger);
    let verdicts = policy::judge(&ledger.effects, law);
    let effects: Vec<(Effect, Verdict)> = ledger.effects.into_iter().zip(verdicts).collect();
    let worst = effects.iter().map(|(_, verdict)| verdict.clone()).fold(Verdict::Allow, Verdict::max);
    Judgement { verdict: worst.max(not_understood(&evaluation)), commands: ledger.seen, effects }
}

/// A limit that was hit means that something was not judged.
fn not_understood(evaluation: &Evaluation) -> Verdict {
    match evaluation.limits.first() {
        None => Verdict::Allow,
        Some(limit) => Verdict::Deny(
            Reason::new("command.too-complex", format!("the command is too complex to judge ({limit})"))
                .instead("split it into smaller commands, or write it to a script file and run that"),
        ),
    }
}

fn too_long() -> Reason {
    Reason::new(
        "command.too-long",
        format!("the command is longer than {LONGEST_COMMAND} bytes, which no shell takes"),
    )
    .instead("write it to a script file and run that")
}

impl Judgement {
    /// A verdict that needed no evaluation.
    fn of(verdict: Verdict) -> Self {
        Self { verdict, commands: Vec::new(), effects: Vec::new() }
    }
}
