//! Owns what is promised on the command line and in the plugin's manifest; does none of it.

use agents::{Door, Platform};
use serde_json::Value;

use super::{Home, assert_rows};

#[test]
fn every_command_has_help_with_examples_and_exit_codes() {
    let home = Home::new();
    for command in ["install", "uninstall", "doctor", "explain"] {
        let help = home.done(&[command, "--help"]);
        assert!(help.contains("Examples:") && help.contains("Exit codes:"), "{help}");
        assert!(home.done(&["--help"]).contains(command));
    }
    assert_eq!(home.done(&["--version"]), format!("wavebreak {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_command_line_that_is_not_understood_is_misuse() {
    let rows: &[&[&str]] =
        &[&[], &["instal"], &["install", "--json"], &["explain"], &["doctor", "x"], &["uninstall", "--no"]];
    let failed = |arguments: &&[&str]| {
        let ended = Home::new().run(arguments);
        let as_wanted = ended.code == 2 && ended.stdout.is_empty() && !ended.stderr.is_empty();
        (!as_wanted).then(|| format!("{arguments:?}: {ended:?}"))
    };
    assert_rows(&rows.iter().filter_map(failed).collect::<Vec<_>>());
}

#[test]
fn the_plugin_registers_what_install_registers() {
    let manifest: Value = serde_json::from_str(include_str!("../../../hooks.json")).expect("JSON");
    let command = manifest["hooks"]["PreToolUse"][0]["hooks"][0]["command"].as_str().expect("a command line");
    let (program, arguments) = command.split_once(' ').expect("arguments");
    let arguments = arguments.split(' ').map(str::to_owned).collect();
    let wanted = agents::registration(Platform::ClaudeCode, &Door { program: program.into(), arguments });
    let handler = serde_json::to_value(&wanted.handler).expect("JSON");
    let group = serde_json::json!({"matcher": wanted.matcher, "hooks": [handler]});
    assert_eq!(manifest["hooks"], serde_json::json!({wanted.event: [group]}));
    assert!(manifest["description"].is_string() && agents::is_ours(command));
}
