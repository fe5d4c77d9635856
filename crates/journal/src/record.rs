//! Owns the shape of a journal line; writes none. A command's text never gets into one.

use std::time::SystemTime;

use hook::{Action, Call, Verdict};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// What happened, as one line of JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Record<'a> {
    timestamp: String,
    event: &'static str,
    verdict: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    command_hash: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    session_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tool_use_id: Option<&'a str>,
}

impl<'a> Record<'a> {
    /// What a guard that only observes would have answered at `time`; no call where the input could not be read.
    #[must_use]
    pub fn observed(time: SystemTime, call: Option<&'a Call>, verdict: &'a Verdict) -> Self {
        let reason = verdict.reason();
        Self {
            timestamp: humantime::format_rfc3339_millis(time).to_string(),
            event: "wavebreak.guard.observed",
            verdict: verdict.name(),
            rule: reason.map(|reason| &*reason.rule),
            reason: reason.map(ToString::to_string),
            command_hash: call.and_then(command_hash),
            session_id: call.and_then(|call| call.session.as_deref()),
            tool_use_id: call.and_then(|call| call.tool_use.as_deref()),
        }
    }

    /// The line, without its end.
    ///
    /// # Errors
    /// Where it cannot be put in JSON.
    pub fn line(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }
}

/// The first eight bytes of the SHA-256 of the command in hexadecimal: the same command has the same one.
fn command_hash(call: &Call) -> Option<String> {
    match &call.action {
        Action::Command { text, .. } => {
            let digest = Sha256::digest(text.as_bytes());
            Some(digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect())
        }
        Action::Other => None,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use hook::{Directory, Language, Reason};

    use super::*;

    #[test]
    fn a_record_names_the_rule_and_not_the_command() {
        let call = Call {
            action: Action::Command { text: "git reset --hard".to_owned(), language: Language::Posix },
            directory: Directory::Unknown,
            attended: true,
            session: Some("s".to_owned()),
            tool_use: None,
        };
        let verdict = Verdict::Deny(Reason::new("git.discard-work", "x"));
        let time = SystemTime::UNIX_EPOCH + Duration::from_millis(1_774_000_000_007);
        assert_eq!(
            Record::observed(time, Some(&call), &verdict).line().unwrap(),
            concat!(
                r#"{"timestamp":"2026-03-20T09:46:40.007Z","event":"wavebreak.guard.observed","verdict":"deny","#,
                r#""rule":"git.discard-work","reason":"wavebreak [git.discard-work]: x.","#,
                r#""command_hash":"4d5136ce648d45dd","session_id":"s"}"#
            )
        );
        assert_eq!(
            Record::observed(time, None, &Verdict::Allow).line().unwrap(),
            r#"{"timestamp":"2026-03-20T09:46:40.007Z","event":"wavebreak.guard.observed","verdict":"allow"}"#
        );
    }
}
