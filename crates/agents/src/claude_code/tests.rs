//! Owns the rows of the Claude Code dialect.

use hook::Reason;

use super::*;
use crate::{Platform, recognise};

/// Action, directory and attendance in one word each, or the rule that refuses the payload.
fn told(payload: &str) -> String {
    let decoded = Payload::read(payload.as_bytes()).and_then(|payload| {
        assert_eq!(recognise(&payload), Platform::ClaudeCode);
        decode(&payload)
    });
    match decoded {
        Err(malformed) => malformed.rule().to_owned(),
        Ok(call) => {
            let action = match call.action {
                Action::Command { text, language } => format!("{language:?} {text:?}"),
                Action::Other => "other".to_owned(),
            };
            let directory = call.directory.path().unwrap_or("?").to_owned();
            format!("{action} {directory} {}", if call.attended { "attended" } else { "alone" })
        }
    }
}

const PAYLOADS: &[(&str, &str)] = &[
    (r#"{"tool_name":"Bash","tool_input":{"command":"ls"}}"#, "Posix \"ls\" ? attended"),
    (
        r#"{"session_id":"s","transcript_path":"/t","cwd":"/w","hook_event_name":"PreToolUse","tool_name":"Bash",
                "tool_input":{"command":"ls -la","description":"List","timeout":120000},"tool_use_id":"u"}"#,
        "Posix \"ls -la\" /w attended",
    ),
    (
        r#"{"cwd":"/w/","tool_input":{"command":"echo \"\u00e9\" \ud83d\ude00"},"tool_name":"Bash"}"#,
        "Posix \"echo \\\"é\\\" 😀\" /w attended",
    ),
    (r#"{"tool_name":"Bash","tool_input":{"comm\u0061nd":"ls"}}"#, "Posix \"ls\" ? attended"),
    (
        r#"{"tool_name":"PowerShell","tool_input":{"command":"ls"},"cwd":"C:\\x"}"#,
        "PowerShell \"ls\" ? attended",
    ),
    (r#"{"tool_name":"Monitor","tool_input":{"command":"ls","timeout_ms":1}}"#, "Posix \"ls\" ? attended"),
    (r#"{"tool_name":"Monitor","tool_input":{"ws":"ws://x"}}"#, "other ? attended"),
    (r#"{"tool_name":"Monitor","tool_input":{"command":["ls"]}}"#, "input.no-command"),
    (r#"{"tool_name":"Monitor"}"#, "input.no-command"),
    (r#"{"tool_name":"Write","tool_input":{"command":1},"cwd":"/w"}"#, "other /w attended"),
    (r#"{"tool_name":"bash","tool_input":{"command":"ls"}}"#, "other ? attended"),
    (
        r#"{"hook_event_name":"PostToolUse","tool_name":"Bash","tool_input":{"command":1}}"#,
        "other ? attended",
    ),
    (r#"{"hook_event_name":"Stop"}"#, "other ? attended"),
    (r#"{"hook_event_name":"PreToolUse"}"#, "input.no-tool"),
    (r#"{"hook_event_name":7,"tool_name":["Bash"]}"#, "input.no-tool"),
    (r#"{}"#, "input.no-tool"),
    (r#"{"tool_name":"Bash"}"#, "input.no-command"),
    (r#"{"tool_name":"Bash","tool_input":"{\"command\":\"ls\"}"}"#, "input.no-command"),
    (r#"{"tool_name":"Bash","tool_input":{"command":null}}"#, "input.no-command"),
    (r#"{"tool_name":"Bash","tool_input":{"command":["ls"]}}"#, "input.no-command"),
    (r#"{"tool_name":"Bash","tool_input":{"Command":"ls"}}"#, "input.no-command"),
    (r#"{"tool_name":"Bash","tool_input":{"command":""}}"#, "Posix \"\" ? attended"),
    (r#"{"tool_name":"Bash","tool_input":{"command":"ls\u0000"}}"#, "input.nul"),
    (r#"{"tool_name":"Bash","tool_input":{"command":"ls"},"cwd":"w"}"#, "Posix \"ls\" ? attended"),
    (r#"{"tool_name":"Bash","tool_input":{"command":"ls"},"cwd":null}"#, "Posix \"ls\" ? attended"),
    (
        r#"{"tool_name":"Bash","tool_input":{"command":"ls"},"permission_mode":"plan"}"#,
        "Posix \"ls\" ? attended",
    ),
    (
        r#"{"tool_name":"Bash","tool_input":{"command":"ls"},"permission_mode":"auto"}"#,
        "Posix \"ls\" ? alone",
    ),
    (
        r#"{"tool_name":"Bash","tool_input":{"command":"ls"},"permission_mode":"dontAsk"}"#,
        "Posix \"ls\" ? alone",
    ),
    (
        r#"{"tool_name":"Bash","tool_input":{"command":"ls"},"permission_mode":"bypassPermissions"}"#,
        "Posix \"ls\" ? alone",
    ),
];

#[test]
fn payloads_become_calls() {
    let wrong: Vec<_> = PAYLOADS.iter().filter(|(payload, expected)| told(payload) != *expected).collect();
    assert!(wrong.is_empty(), "{:#?}", wrong.iter().map(|row| (row, told(row.0))).collect::<Vec<_>>());
}

#[test]
fn verdicts_become_one_line_of_json_or_silence() {
    let reason = || Reason::new("git.discard-work", "a \"b\"\n\u{1}\u{7f}\u{2028}\\").instead("`git stash`");
    let said = r#"wavebreak [git.discard-work]: a \"b\"\n\u0001"#.to_owned()
        + "\u{7f}\u{2028}"
        + r#"\\. Instead: `git stash`"#;
    let decision = |word: &str| {
        format!(
            r#"{{"hookSpecificOutput":{{"hookEventName":"PreToolUse","permissionDecision":"{word}","permissionDecisionReason":"{said}"}}}}"#
        ) + "\n"
    };
    for (verdict, expected, code) in [
        (Verdict::Allow, String::new(), 0),
        (Verdict::Notice(reason()), format!("{{\"systemMessage\":\"{said}\"}}\n"), 0),
        (Verdict::Ask(reason()), decision("ask"), 2),
        (Verdict::Deny(reason()), decision("deny"), 2),
    ] {
        let reply = encode(&verdict);
        assert_eq!(String::from_utf8_lossy(&reply.stdout), expected);
        assert_eq!((reply.code, &*reply.stderr), (0, &b""[..]));
        let muted = encode_without_stdout(&verdict);
        assert_eq!((muted.code, &*muted.stdout), (code, &b""[..]));
        assert_eq!(muted.stderr.is_empty(), code == 0);
    }
}

#[test]
fn the_answer_that_stands_ready_is_the_one_that_would_be_made() {
    let reason = Reason::new("host.crashed", "the guard failed, so nothing was judged")
        .instead("try a shorter command; if it is refused too, a person should run `wavebreak doctor`");
    let verdict = Verdict::Deny(reason);
    assert_eq!(CRASHED.reply, encode(&verdict));
    assert_eq!(CRASHED.without_stdout, encode_without_stdout(&verdict));
}
