//! Owns the proof that each verdict leaves the process as the platform takes it: starts itself as a hook that answers
//! in a given way; knows no law.
//!
//! It has no test harness, because it must be a hook when it is started with [`VERDICT`] set.
#![expect(clippy::disallowed_types, reason = "it starts itself")]

use std::process::{Command, ExitCode, Stdio};

use hook::{Call, Reason, Verdict};
use host::Door;

/// The variable that says what to answer.
const VERDICT: &str = "WAVEBREAK_TEST_ANSWERS";
/// The variable by which Claude Code says that nobody is there.
const ATTENDED: &str = "CLAUDE_CODE_SESSION_ATTENDED";

/// What to answer, with which variable set, redirected how; and the exit code, and what the output must hold.
type Row = (&'static str, &'static str, &'static str, i32, &'static str);

const ROWS: &[Row] = &[
    ("allow", "", "", 0, ""),
    ("allow", "", "1>&-", 0, ""),
    ("notice", "", "", 0, r#"{"systemMessage":"wavebreak [a.b]: c. Instead: d"}"#),
    ("notice", "", "1>&-", 0, ""),
    ("ask", "", "", 0, r#""permissionDecision":"ask""#),
    ("ask", "", "1>&-", 2, "wavebreak [a.b]: c. Instead: d"),
    ("deny", "", "", 0, r#""permissionDecision":"deny""#),
    ("deny", "", "1>&-", 2, "wavebreak [a.b]: c. Instead: d"),
    ("deny if alone", "", "", 0, ""),
    ("deny if alone", "1", "", 0, ""),
    ("deny if alone", "0", "", 0, r#""permissionDecision":"deny""#),
];

fn main() -> ExitCode {
    match std::env::var(VERDICT) {
        Ok(name) => host::serve(&Door { name: "verdicts", help: "" }, |call, _| verdict(&name, call)),
        Err(_) => {
            let wrong: Vec<_> = ROWS.iter().filter_map(check).collect();
            assert!(wrong.is_empty(), "{wrong:#?}");
            ExitCode::SUCCESS
        }
    }
}

fn verdict(name: &str, call: &Call) -> Verdict {
    let reason = Reason::new("a.b", "c").instead("d");
    match name {
        "notice" => Verdict::Notice(reason),
        "ask" => Verdict::Ask(reason),
        "deny" => Verdict::Deny(reason),
        "deny if alone" if !call.attended => Verdict::Deny(reason),
        _ => Verdict::Allow,
    }
}

fn check((name, attended, redirection, code, holds): &Row) -> Option<String> {
    let payload = r#"{"tool_name":"Bash","tool_input":{"command":"ls"}}"#;
    let output = Command::new("/bin/sh")
        .args(["-c", &format!(r#"printf %s "$0" | ( exec "$1" {redirection} )"#), payload])
        .arg(std::env::current_exe().expect("a path of its own"))
        .env(VERDICT, name)
        .env(ATTENDED, attended)
        .stdin(Stdio::null())
        .output()
        .expect("a shell");
    let said = [output.stdout.as_slice(), &output.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    let fits =
        output.status.code() == Some(*code) && said.contains(holds) && said.is_empty() == holds.is_empty();
    (!fits).then(|| format!("{name} {attended} {redirection}: {output:?}"))
}
