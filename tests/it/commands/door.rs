//! Owns the proof that the built hook says what the seam says: rows marked `"door": true` go through `guard-bash` as a
//! client would ask it, in their worlds built on disk; judges nothing itself.

use std::collections::BTreeMap;
use std::process::Output;

use assert_cmd::Command;
use predicates::Predicate;
use predicates::str::contains;
use serde_json::{Value, json};

use super::row::{self, Expected, Row};
use crate::worlds::{self, BuiltWorld};

/// How many rows at least go through the door.
const FEWEST: usize = 40;

/// What a client would send about `row` in its built world.
fn payload(row: &Row, world: &BuiltWorld) -> Value {
    let directory = row.directory.as_deref().unwrap_or(&world.declared.directory);
    json!({
        "session_id": "7c1f0a52-3b0e-4f0e-9f5e-0d6f2b8f1a11",
        "transcript_path": world.on_disk("/home/dev/.claude/projects/p/7c1f0a52.jsonl"),
        "cwd": world.on_disk(directory),
        "permission_mode": if row.attended { "default" } else { "bypassPermissions" },
        "hook_event_name": "PreToolUse",
        "tool_name": "Bash",
        "tool_input": {"command": world.on_disk(&row.command), "description": "Do it"},
        "tool_use_id": "toolu_01H9xT2bQm6V3cYkE5nW8rPd",
    })
}

fn ask(row: &Row, world: &BuiltWorld) -> Output {
    Command::new(env!("CARGO_BIN_EXE_guard-bash"))
        .env_clear()
        .env("HOME", world.on_disk(&world.declared.home))
        .env("PATH", "/usr/local/bin:/usr/bin:/bin")
        .write_stdin(payload(row, world).to_string() + "\n")
        .output()
        .expect("guard-bash")
}

/// What is wrong with the answer, by Claude Code's protocol: nothing is printed for an allow, a decision stands in
/// `hookSpecificOutput`, a notice in `systemMessage`.
fn miss(row: &Row, output: &Output) -> Option<String> {
    let printed = String::from_utf8_lossy(&output.stdout);
    let reply: Value = serde_json::from_str(&printed).unwrap_or_default();
    let decision = &reply["hookSpecificOutput"];
    let told = match row.verdict {
        Expected::Allow => return (!printed.is_empty()).then(|| format!("{}: {printed}", row.id)),
        Expected::Notice => &reply["systemMessage"],
        Expected::Ask | Expected::Deny => &decision["permissionDecisionReason"],
    };
    let wanted = match row.verdict {
        Expected::Ask | Expected::Deny => Value::from(row.verdict.name()),
        _ => Value::Null,
    };
    let named = contains(format!("wavebreak [{}]", row.rule.as_deref().unwrap_or_default()));
    let right = decision["permissionDecision"] == wanted && named.eval(told.as_str().unwrap_or_default());
    (!right).then(|| format!("{}: {printed}", row.id))
}

#[test]
fn the_built_hook_says_what_the_seam_says() {
    let rows: Vec<&Row> = row::all().iter().filter(|row| row.door).collect();
    let mut built: BTreeMap<&str, BuiltWorld> = BTreeMap::new();
    let mut broken = Vec::new();
    for row in &rows {
        let declared = worlds::named(&row.world).expect("a world that the loader has checked");
        let world = built.entry(&row.world).or_insert_with(|| BuiltWorld::new(declared));
        let output = ask(row, world);
        assert_eq!(output.status.code(), Some(0), "{}: {output:?}", row.id);
        broken.extend(miss(row, &output));
    }
    assert!(broken.is_empty(), "{} of {} rows:\n  {}\n", broken.len(), rows.len(), broken.join("\n  "));
    assert!(rows.len() >= FEWEST, "only {} rows go through the door", rows.len());
}
