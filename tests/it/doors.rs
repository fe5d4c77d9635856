//! Owns starting the built `guard-bash` and reading its answer; the rows are in the files below.

mod arguments;
mod input;
mod limits;
mod streams;

use std::fmt;
use std::process::Output;

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use predicates::prelude::*;
use serde_json::Value;

/// What a hook answered.
#[derive(Debug, PartialEq, Eq)]
enum Answer {
    /// The call runs and nothing is said.
    Allowed,
    /// Refused in JSON, by this rule.
    Denied(String),
    /// Refused by exit code 2, by this rule on standard error.
    Blocked(String),
    /// Anything else. Clients let the call run on most of it.
    Broken(String),
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Allowed => f.write_str("allowed"),
            Self::Denied(rule) => write!(f, "denied {rule}"),
            Self::Blocked(rule) => write!(f, "blocked {rule}"),
            Self::Broken(what) => write!(f, "broken {what}"),
        }
    }
}

impl Answer {
    fn of(output: &Output) -> Self {
        let said = String::from_utf8_lossy(&output.stderr);
        match output.status.code() {
            Some(0) if output.stdout.is_empty() => Self::Allowed,
            Some(0) => denial(&output.stdout).map_or_else(|| Self::broken(output), Self::Denied),
            Some(2) => rule_in(&said).map_or_else(|| Self::broken(output), Self::Blocked),
            _ => Self::broken(output),
        }
    }

    fn broken(output: &Output) -> Self {
        Self::Broken(format!("{output:?}"))
    }
}

/// The rule in a refusal that Claude Code would obey: one line of JSON, these keys, a reason.
fn denial(stdout: &[u8]) -> Option<String> {
    let line = std::str::from_utf8(stdout).ok()?.strip_suffix('\n')?;
    let json: Value = serde_json::from_str(line).ok()?;
    let output = &json["hookSpecificOutput"];
    let reason = output["permissionDecisionReason"].as_str()?;
    let wanted = serde_json::json!({ "hookSpecificOutput": {
        "hookEventName": "PreToolUse", "permissionDecision": "deny", "permissionDecisionReason": reason,
    }});
    let fits = !line.contains('\n') && json == wanted && reason.chars().count() <= 400;
    fits.then(|| rule_in(reason))?
}

/// The rule in `wavebreak [rule]: why. Instead: …`.
fn rule_in(reason: &str) -> Option<String> {
    let (rule, rest) = reason.strip_prefix("wavebreak [")?.split_once("]: ")?;
    predicate::str::contains(". Instead: ").eval(rest).then(|| rule.to_owned())
}

/// The built hook with these arguments.
fn hook(arguments: &[&str]) -> Command {
    let mut command = Command::new(cargo_bin!("guard-bash"));
    command.args(arguments).env_remove("CLAUDE_CODE_SESSION_ATTENDED");
    command
}

/// The built hook as a shell starts it: `script` finds it in `$0`.
fn shell(script: &str) -> Command {
    let mut command = Command::new("/bin/sh");
    command.args(["-c", script]).arg(cargo_bin!("guard-bash"));
    command
}

fn answer(mut command: Command, stdin: impl Into<Vec<u8>>) -> Answer {
    Answer::of(&command.write_stdin(stdin).output().expect("a hook that starts"))
}

/// The payload of a command that is about to run in `/`.
fn payload(command: &str) -> String {
    let input = serde_json::json!({
        "session_id": "s", "transcript_path": "/t", "cwd": "/", "hook_event_name": "PreToolUse",
        "tool_name": "Bash", "tool_input": { "command": command, "description": "d" }, "tool_use_id": "u",
    });
    format!("{input}\n")
}

/// Fails with all rows that got something else than they should have: name, expected, got.
fn assert_rows(rows: impl IntoIterator<Item = (String, String, Answer)>) {
    let got = rows.into_iter().map(|(name, expected, got)| (name, expected, got.to_string()));
    let wrong: Vec<_> = got
        .filter(|(_, expected, got)| expected != got)
        .map(|(name, expected, got)| format!("\n  {name:.80}\n    expected  {expected}\n    got       {got}"))
        .collect();
    assert!(wrong.is_empty(), "{} rows:{}", wrong.len(), wrong.concat());
}

#[test]
fn an_answer_that_a_client_would_not_obey_is_broken() {
    let line = |decision: &str, reason: &str| {
        format!(
            r#"{{"hookSpecificOutput":{{"hookEventName":"PreToolUse","permissionDecision":"{decision}","permissionDecisionReason":"{reason}"}}}}"#
        )
    };
    let good = "wavebreak [a.b]: c. Instead: d";
    assert_eq!(denial(format!("{}\n", line("deny", good)).as_bytes()), Some("a.b".into()));
    for bad in [
        line("deny", good),
        format!(" \n{}\n", line("deny", good)),
        format!("{}\n{}\n", line("deny", good), line("deny", good)),
        format!("{}\n", line("allow", good)),
        format!("{}\n", line("deny", "c")),
        format!("{}\n", line("deny", &format!("wavebreak [a.b]: {}. Instead: d", "c".repeat(400)))),
        r#"{"permissionDecision":"deny","permissionDecisionReason":"wavebreak [a.b]: c. Instead: d"}"#.into(),
    ] {
        assert_eq!(denial(bad.as_bytes()), None, "{bad}");
    }
}
