//! Owns the table of which room may use which, and which libraries; knows no source text.

use std::process::Command;

use serde_json::Value;

use super::{assert_fires, assert_none};

/// What one package may use.
struct Room {
    name: &'static str,
    /// Rooms; every room may use `hook` as well.
    rooms: &'static [&'static str],
    /// Libraries from outside.
    libraries: &'static [&'static str],
    /// Rooms and libraries for tests and build scripts only.
    aside: &'static [&'static str],
}

const fn room(
    name: &'static str,
    rooms: &'static [&'static str],
    libraries: &'static [&'static str],
    aside: &'static [&'static str],
) -> Room {
    Room { name, rooms, libraries, aside }
}

const ROOMS: &[Room] = &[
    room("hook", &[], &[], &[]),
    room("law", &[], &["serde", "serde_json"], &[]),
    room("shell", &[], &[], &[]),
    room("effects", &["shell", "law"], &[], &[]),
    room("policy", &["effects", "law"], &[], &[]),
    room("scope", &["effects"], &[], &[]),
    room("guard", &["shell", "effects", "policy", "scope", "law"], &[], &[]),
    room("agents", &[], &["serde", "serde_json"], &[]),
    room("facts", &[], &["libc", "miniz_oxide", "sha1_smol"], &["tempfile"]),
    room("journal", &[], &["fs-err", "humantime", "libc", "serde", "serde_json", "sha2"], &["tempfile"]),
    room("host", &["agents", "guard", "facts", "journal"], &["libc"], &["tempfile"]),
    room("waves", &["scope", "journal", "agents", "facts"], &["fs-err", "libc", "serde_json"], &["tempfile"]),
    room(
        "console",
        &["guard", "waves", "journal", "agents", "facts"],
        &[
            "anstyle",
            "clap",
            "fs-err",
            "jsonc-parser",
            "serde",
            "serde_json",
            "shlex",
            "similar",
            "tempfile",
            "unicode-width",
        ],
        &[],
    ),
    room(
        "wavebreak",
        &["host", "console", "law"],
        &[],
        &["agents", "facts", "guard", "assert_cmd", "libc", "predicates", "serde", "serde_json", "tempfile"],
    ),
];

/// One sentence for each arrow that the table does not know. `metadata` is what `cargo metadata --no-deps` prints.
fn forbidden(metadata: &Value) -> Vec<String> {
    let packages = metadata["packages"].as_array().expect("a list of packages");
    packages.iter().flat_map(forbidden_of).collect()
}

fn forbidden_of(package: &Value) -> Vec<String> {
    let name = text(&package["name"]);
    let Some(room) = ROOMS.iter().find(|room| room.name == name) else {
        return vec![format!("{name} is no room of the table")];
    };
    let dependencies = package["dependencies"].as_array().expect("a list of dependencies");
    let used = dependencies.iter().map(|dependency| (text(&dependency["name"]), dependency));
    used.filter(|(to, dependency)| !room.may_use(to, !dependency["kind"].is_null()))
        .map(|(to, _)| format!("{name} → {to}"))
        .collect()
}

impl Room {
    fn may_use(&self, to: &str, aside: bool) -> bool {
        let always = to == "hook" || self.rooms.contains(&to) || self.libraries.contains(&to);
        always || (aside && self.aside.contains(&to))
    }
}

fn text(value: &Value) -> &str {
    value.as_str().expect("text")
}

fn metadata() -> Value {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON from cargo metadata")
}

#[test]
fn rooms_use_only_what_the_table_says() {
    assert_none("arrows between rooms", &forbidden(&metadata()));
}

#[test]
fn a_forbidden_arrow_is_found() {
    for (from, to, kind) in [
        ("agents", "law", Value::Null),
        ("agents", "effects", Value::Null),
        ("shell", "effects", Value::Null),
        ("policy", "agents", Value::Null),
        ("guard", "facts", Value::Null),
        ("guard", "facts", "dev".into()),
        ("host", "law", Value::Null),
        ("shell", "regex", Value::Null),
        ("wavebreak", "guard", Value::Null),
        ("facts", "tempfile", Value::Null),
    ] {
        let dependency = serde_json::json!({"name": to, "kind": kind});
        let seeded = serde_json::json!({"packages": [{"name": from, "dependencies": [dependency]}]});
        assert_fires(&forbidden(&seeded), &format!("{from} → {to}"));
    }
}

#[test]
fn a_package_outside_the_table_is_found() {
    let seeded = serde_json::json!({"packages": [{"name": "attic", "dependencies": []}]});
    assert_fires(&forbidden(&seeded), "attic");
}

#[test]
fn an_arrow_for_tests_only_is_let_through() {
    let dependency = serde_json::json!({"name": "guard", "kind": "dev"});
    let metadata = serde_json::json!({"packages": [{"name": "wavebreak", "dependencies": [dependency]}]});
    assert_none("a dev-dependency of the table", &forbidden(&metadata));
}
