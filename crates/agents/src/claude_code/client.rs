//! Owns what Claude Code does on its side of a hook: the call it sends, what it makes of the answer, which hooks it asks;
//! the doctor plays it.

use serde::Serialize;
use serde_json::Value;

use super::EVENT;
use crate::{Answer, Client, Layout, Understood};

pub(crate) const CLIENT: Client = Client { layout: LAYOUT, rehearse, understand, may_ask };

const LAYOUT: Layout = Layout {
    events: "hooks",
    handlers: "hooks",
    matcher: "matcher",
    command: "command",
    all_off: "disableAllHooks",
    managed_only: "allowManagedHooksOnly",
    managed: &[
        "/etc/claude-code/managed-settings.json",
        "/Library/Application Support/ClaudeCode/managed-settings.json",
    ],
    directory_variable: "CLAUDE_CONFIG_DIR",
    project_variable: "CLAUDE_PROJECT_DIR",
};

/// The tools that run shell commands.
const SHELLS: &[&str] = &["Bash", "PowerShell", "Monitor"];

#[derive(Serialize)]
struct Sent<'a> {
    session_id: &'static str,
    transcript_path: String,
    cwd: &'a str,
    permission_mode: &'static str,
    hook_event_name: &'static str,
    tool_name: &'static str,
    tool_input: Input<'a>,
    tool_use_id: &'static str,
}

#[derive(Serialize)]
struct Input<'a> {
    command: &'a str,
    description: &'static str,
}

fn rehearse(directory: &str, command: &str) -> String {
    let sent = Sent {
        session_id: "00000000-0000-4000-8000-000000000000",
        transcript_path: format!("{directory}/transcript.jsonl"),
        cwd: directory,
        permission_mode: "default",
        hook_event_name: EVENT,
        tool_name: "Bash",
        tool_input: Input { command, description: "A trial" },
        tool_use_id: "toolu_trial",
    };
    let mut line = serde_json::to_string(&sent).unwrap_or_default();
    line.push('\n');
    line
}

/// Exit code 2 refuses, whatever was printed. Otherwise JSON decides, and silence with exit code 0 leaves the call to the
/// person's own permission rules.
fn understand(answer: &Answer<'_>) -> Understood {
    match (answer.code, answer.stdout) {
        (Some(2), _) => Understood::Refused(answer.stderr.trim().to_owned()),
        (Some(0), "") => Understood::Runs,
        (Some(0), json) => decision(json),
        (Some(code), _) => Understood::Nonsense(format!("exit code {code}: {}", answer.stderr.trim())),
        (None, _) => Understood::Nonsense("ended by a signal".to_owned()),
    }
}

fn decision(json: &str) -> Understood {
    let Ok(value) = serde_json::from_str::<Value>(json) else {
        return Understood::Nonsense(format!("no JSON: {}", json.trim()));
    };
    let output = &value["hookSpecificOutput"];
    if output.is_object() && output["hookEventName"] != EVENT {
        return Understood::Nonsense(format!("an answer to another event: {}", output["hookEventName"]));
    }
    let reason = output["permissionDecisionReason"].as_str().unwrap_or_default().to_owned();
    match output["permissionDecision"].as_str() {
        None | Some("allow") => Understood::Runs,
        Some("deny") => Understood::Refused(reason),
        Some("ask") => Understood::Asked(reason),
        Some(other) => Understood::Nonsense(format!("the decision `{other}`")),
    }
}

/// A matcher of letters, digits and separators is a list of names; anything else is a regular expression to the client,
/// which may match any name.
fn may_ask(event: &str, matcher: &str) -> bool {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "_- |,".contains(letter);
    let anything = matcher.is_empty() || !matcher.chars().all(plain);
    event == EVENT && (anything || matcher.split(['|', ',']).any(|name| SHELLS.contains(&name.trim())))
}

#[cfg(test)]
mod tests {
    use hook::{Action, Directory, Language, Reason, Verdict};

    use super::super::{CRASHED, decode, encode, encode_without_stdout};
    use super::*;
    use crate::{Payload, Reply};

    fn understood(reply: &Reply) -> Understood {
        let text = |bytes| std::str::from_utf8(bytes).expect("UTF-8");
        let (stdout, stderr) = (text(&reply.stdout), text(&reply.stderr));
        understand(&Answer { code: Some(i32::from(reply.code)), stdout, stderr })
    }

    #[test]
    fn what_we_answer_is_understood_as_it_is_meant() {
        let reason = Reason::new("r", "why \"x\"\n").instead("`ls`");
        let said = reason.to_string();
        let (asked, refused) = (Understood::Asked(said.clone()), Understood::Refused(said));
        for (verdict, spoken, muted) in [
            (Verdict::Allow, &Understood::Runs, &Understood::Runs),
            (Verdict::Notice(reason.clone()), &Understood::Runs, &Understood::Runs),
            (Verdict::Ask(reason.clone()), &asked, &refused),
            (Verdict::Deny(reason), &refused, &refused),
        ] {
            assert_eq!(understood(&encode(&verdict)), *spoken, "{verdict:?}");
            assert_eq!(understood(&encode_without_stdout(&verdict)), *muted, "{verdict:?}");
        }
        assert!(matches!(understood(&CRASHED.reply), Understood::Refused(_)));
    }

    #[test]
    fn what_we_rehearse_is_decoded_as_it_is_meant() {
        let sent = rehearse("/a \"b\"", "echo \"1\"\n\u{1}");
        let call = decode(&Payload::read(sent.as_bytes()).expect("a payload")).expect("a call");
        assert_eq!(call.directory, Directory::Known("/a \"b\"".into()));
        assert_eq!(
            call.action,
            Action::Command { text: "echo \"1\"\n\u{1}".into(), language: Language::Posix }
        );
        assert!(call.attended);
    }

    #[test]
    fn what_is_no_answer_is_not_taken_for_one() {
        for (code, stdout) in [
            (Some(1), ""),
            (Some(0), "hello"),
            (Some(0), r#"x{"hookSpecificOutput":{}}"#),
            (Some(0), r#"{"hookSpecificOutput":{"hookEventName":"Stop","permissionDecision":"deny"}}"#),
            (Some(0), r#"{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"no"}}"#),
            (Some(139), ""),
            (None, ""),
        ] {
            let understood = understand(&Answer { code, stdout, stderr: "" });
            assert!(matches!(understood, Understood::Nonsense(_)), "{code:?} {stdout}: {understood:?}");
        }
    }

    #[test]
    fn hooks_that_may_be_asked_about_shell_commands_are_known() {
        for (event, matcher, expected) in [
            (EVENT, "", true),
            (EVENT, "*", true),
            (EVENT, "Bash", true),
            (EVENT, "Edit|Bash", true),
            (EVENT, "Edit, Monitor", true),
            (EVENT, "Edit|Write", false),
            (EVENT, "bash", false),
            (EVENT, "B.*", true),
            ("PostToolUse", "Bash", false),
        ] {
            assert_eq!(may_ask(event, matcher), expected, "{event} {matcher}");
        }
    }
}
