//! Owns how findings are kept and shown; finds nothing.

use std::path::PathBuf;

use crate::Desk;
use crate::failure::Failure;
use crate::paint::{Paint, Tone, visible};

/// Something that was looked at.
#[derive(Debug)]
pub(super) struct Finding {
    /// Its name for machines.
    check: &'static str,
    state: State,
    /// What was found, in one line.
    what: String,
    /// What was seen, or what to do, in further lines.
    detail: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Good,
    Note,
    Failed,
}

/// All findings.
#[derive(Debug, Default)]
pub(super) struct Report {
    pub(super) findings: Vec<Finding>,
    /// The settings file and the command line in it.
    pub(super) entry: Option<(PathBuf, String)>,
    /// Where refusals are recorded instead of made.
    pub(super) observing: Option<PathBuf>,
}

impl Finding {
    pub(super) fn good(check: &'static str, what: impl Into<String>) -> Self {
        Self { check, state: State::Good, what: what.into(), detail: None }
    }

    /// Nothing is broken, but a person should know.
    pub(super) fn note(check: &'static str, what: impl Into<String>) -> Self {
        Self { state: State::Note, ..Self::good(check, what) }
    }

    pub(super) fn failed(check: &'static str, what: impl Into<String>) -> Self {
        Self { state: State::Failed, ..Self::good(check, what) }
    }

    pub(super) fn because(self, detail: impl Into<String>) -> Self {
        Self { detail: Some(detail.into()), ..self }
    }
}

impl State {
    fn word(self) -> &'static str {
        match self {
            Self::Good => "ok",
            Self::Note => "note",
            Self::Failed => "failed",
        }
    }

    fn mark(self) -> (&'static str, Tone) {
        match self {
            Self::Good => ("✓", Tone::Good),
            Self::Note => ("!", Tone::Doubtful),
            Self::Failed => ("✗", Tone::Bad),
        }
    }
}

impl Report {
    pub(super) fn of(findings: Vec<Finding>) -> Self {
        Self { findings, ..Self::default() }
    }

    pub(super) fn is_healthy(&self) -> bool {
        self.findings.iter().all(|finding| finding.state != State::Failed)
    }

    pub(super) fn print(&self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        let paint = Paint(desk.around.colour);
        for finding in &self.findings {
            let (mark, tone) = finding.state.mark();
            writeln!(desk.out, "{} {}", paint.tone(tone, mark), visible(&finding.what))?;
            for line in finding.detail.iter().flat_map(|detail| detail.lines()) {
                writeln!(desk.out, "    {}", paint.tone(Tone::Faint, visible(line)))?;
            }
        }
        let (tone, word) = self.conclusion();
        writeln!(desk.out, "{}", paint.tone(tone, word))?;
        Ok(())
    }

    fn conclusion(&self) -> (Tone, String) {
        match (&self.observing, self.is_healthy()) {
            (_, false) => (Tone::Bad, "not healthy".into()),
            (None, true) => (Tone::Good, "healthy".into()),
            (Some(file), true) => (Tone::Doubtful, format!("healthy, observing: see {}", file.display())),
        }
    }

    pub(super) fn print_json(&self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        let finding = |finding: &Finding| {
            serde_json::json!({
                "check": finding.check,
                "state": finding.state.word(),
                "what": finding.what,
                "detail": finding.detail,
            })
        };
        let shown = serde_json::json!({
            "healthy": self.is_healthy(),
            "file": self.entry.as_ref().map(|(file, _)| file),
            "command": self.entry.as_ref().map(|(_, command)| command),
            "observing": self.observing,
            "findings": self.findings.iter().map(finding).collect::<Vec<_>>(),
        });
        writeln!(desk.out, "{shown}")?;
        Ok(())
    }
}
