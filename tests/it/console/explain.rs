//! Owns what `wavebreak explain` prints and how it ends; holds no rows of the law.

use serde_json::Value;

use super::{Home, ended};

#[test]
fn a_harmless_command_is_allowed() {
    let home = Home::new();
    let said = home.done(&["explain", "ls"]);
    assert!(said.starts_with("allow\n") && said.contains("\n  ls\n") && !said.contains('\x1b'), "{said}");
}

#[test]
fn a_command_is_read_from_standard_input() {
    let home = Home::new();
    let mut explain = home.wavebreak(&["explain", "--json", "-"]);
    explain.write_stdin("ls -la\n");
    let ended = ended(explain);
    let shown: Value = serde_json::from_str(&ended.stdout).expect("JSON");
    assert_eq!((ended.code, &shown["verdict"]), (0, &"allow".into()), "{ended:?}");
    assert!(
        shown["rule"].is_null() && shown["effects"].is_array() && shown["commands"].is_array(),
        "{shown}"
    );
}

#[test]
fn a_command_may_begin_with_a_dash() {
    assert_eq!(Home::new().run(&["explain", "--", "-x"]).code, 0);
    assert_eq!(Home::new().run(&["explain", "-x y"]).code, 0);
}

#[test]
fn what_cannot_be_judged_is_no_verdict() {
    let home = Home::new();
    let mut explain = home.wavebreak(&["explain", "-"]);
    explain.write_stdin(b"\xff".to_vec());
    let garbled = ended(explain);
    assert!(garbled.code == 2 && garbled.stderr.contains("not UTF-8"), "{garbled:?}");
    for directory in ["nowhere", "file"] {
        home.write("file", "");
        let lost = home.run(&["explain", "--directory", directory, "ls"]);
        assert!(lost.code == 2 && lost.stderr.contains(directory), "{lost:?}");
    }
}
