//! Owns the dialect of Claude Code: its payloads, its answers, its settings; decides nothing.
//!
//! The contract is the hooks reference of its documentation (code.claude.com/docs/en/hooks): a tool call is refused
//! by `permissionDecision` inside `hookSpecificOutput` with exit code 0, or by exit code 2 with the reason on standard
//! error, whatever was written. Any other way to fail lets the call run.

use std::borrow::Cow;

use hook::{Action, Call, Directory, Language, Verdict};
use serde::Serialize;

use crate::payload::{Members, get, text};
use crate::register::command_line;
use crate::{Dialect, Door, Handler, Malformed, Payload, Prepared, Registration, Reply, Scope};

/// The event that comes before a tool runs, the only one that can stop it.
const EVENT: &str = "PreToolUse";

/// Modes in which the client answers its own questions, so that asking would be allowing.
const UNATTENDED_MODES: &[&str] = &["auto", "bypassPermissions", "dontAsk"];

pub(crate) use client::CLIENT;

pub(crate) const DIALECT: Dialect = Dialect {
    name: "claude-code",
    recognises: |payload| payload.text("hook_event_name").is_some() && payload.text("session_id").is_some(),
    decode,
    encode,
    encode_without_stdout,
    crashed: &CRASHED,
    unattended: &[("CLAUDE_CODE_SESSION_ATTENDED", "0")],
    registration,
    settings_file,
};

fn decode(payload: &Payload<'_>) -> Result<Call, Malformed> {
    Ok(Call {
        action: action(payload)?,
        directory: directory(payload),
        attended: !payload.text("permission_mode").is_some_and(|mode| UNATTENDED_MODES.contains(&mode)),
        session: payload.text("session_id").map(str::to_owned),
        tool_use: payload.text("tool_use_id").map(str::to_owned),
    })
}

/// What is about to happen. A payload that names no event is taken for the one event that matters.
fn action(payload: &Payload<'_>) -> Result<Action, Malformed> {
    if payload.text("hook_event_name").is_some_and(|event| event != EVENT) {
        return Ok(Action::Other);
    }
    let tool = payload.text("tool_name").ok_or(Malformed::NoTool)?;
    let input = payload.object("tool_input");
    match tool {
        "Bash" => command(tool, input, Language::Posix),
        "PowerShell" => command(tool, input, Language::PowerShell),
        "Monitor" if input.is_some_and(|input| get(input, "command").is_none()) => Ok(Action::Other),
        "Monitor" => command(tool, input, Language::Posix),
        _ => Ok(Action::Other),
    }
}

fn command(tool: &str, input: Option<&Members<'_>>, language: Language) -> Result<Action, Malformed> {
    let command = input.and_then(|input| text(input, "command"));
    let text = command.ok_or_else(|| Malformed::NoCommand { tool: tool.to_owned() })?;
    match text.find('\0') {
        Some(at) => Err(Malformed::Nul { at }),
        None => Ok(Action::Command { text: text.to_owned(), language }),
    }
}

fn directory(payload: &Payload<'_>) -> Directory {
    match payload.text("cwd") {
        Some(path) if path.starts_with('/') && !path.contains('\0') => {
            Directory::Known(hook::path::join("/", path))
        }
        _ => Directory::Unknown,
    }
}

/// Allow is silence: an explicit `allow` would skip the person's own permission rules.
fn encode(verdict: &Verdict) -> Reply {
    match verdict {
        Verdict::Allow => Reply::SILENT,
        Verdict::Notice(reason) => line(&Notice { system_message: &reason.to_string() }),
        Verdict::Ask(reason) => line(&Decision::new("ask", &reason.to_string())),
        Verdict::Deny(reason) => line(&Decision::new("deny", &reason.to_string())),
    }
}

/// Exit code 2 is the refusal that needs no output. It cannot ask, so asking is denying.
fn encode_without_stdout(verdict: &Verdict) -> Reply {
    match verdict {
        Verdict::Allow | Verdict::Notice(_) => Reply::SILENT,
        Verdict::Ask(reason) | Verdict::Deny(reason) => {
            Reply { stderr: Cow::Owned(format!("{reason}\n").into_bytes()), code: 2, ..Reply::SILENT }
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Notice<'a> {
    system_message: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Decision<'a> {
    hook_specific_output: Permission<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Permission<'a> {
    hook_event_name: &'static str,
    permission_decision: &'static str,
    permission_decision_reason: &'a str,
}

impl<'a> Decision<'a> {
    fn new(permission_decision: &'static str, permission_decision_reason: &'a str) -> Self {
        let hook_event_name = EVENT;
        Self {
            hook_specific_output: Permission {
                hook_event_name,
                permission_decision,
                permission_decision_reason,
            },
        }
    }
}

/// One line of JSON; where it could not be made, the refusal that stands ready.
fn line(json: &impl Serialize) -> Reply {
    match serde_json::to_vec(json) {
        Ok(mut line) => {
            line.push(b'\n');
            Reply { stdout: Cow::Owned(line), ..Reply::SILENT }
        }
        Err(_) => CRASHED.reply.clone(),
    }
}

macro_rules! crashed {
    () => {
        "wavebreak [host.crashed]: the guard failed, so nothing was judged. Instead: try a shorter command; if it is \
         refused too, a person should run `wavebreak doctor`"
    };
}

const CRASHED: Prepared = Prepared {
    reply: Reply {
        stdout: Cow::Borrowed(
            concat!(
                r#"{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny","#,
                r#""permissionDecisionReason":""#,
                crashed!(),
                "\"}}\n"
            )
            .as_bytes(),
        ),
        ..Reply::SILENT
    },
    without_stdout: Reply {
        stderr: Cow::Borrowed(concat!(crashed!(), "\n").as_bytes()),
        code: 2,
        ..Reply::SILENT
    },
};

/// One shell string rather than `args`: other clients read these settings too and do not know `args`.
fn registration(door: &Door) -> Registration {
    Registration {
        event: EVENT,
        matcher: "Bash|PowerShell|Monitor",
        handler: Handler {
            kind: "command",
            command: command_line(door),
            timeout: 5,
            on_failure: "block",
            status_message: "wavebreak: checking the command",
        },
    }
}

fn settings_file(scope: Scope) -> &'static str {
    match scope {
        Scope::User | Scope::Project => ".claude/settings.json",
        Scope::Local => ".claude/settings.local.json",
    }
}

mod client;
#[cfg(test)]
mod tests;
