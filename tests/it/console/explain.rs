//! Owns what `wavebreak explain` prints and how it ends; holds no rows of the law.

use serde_json::Value;

use super::{Home, assert_rows, ended};

/// A home with a repository `w` in it, and a change to `a.txt` there that is in no commit.
fn with_unsaved_work() -> Home {
    let home = Home::new();
    home.write("w/a.txt", "saved\n");
    let git = |arguments: &[&str]| {
        let mut git = assert_cmd::Command::new("git");
        git.env("HOME", home.path(".")).env("GIT_CONFIG_NOSYSTEM", "1").current_dir(home.path("w"));
        git.args(["-c", "user.name=x", "-c", "user.email=x@localhost"]).args(arguments).assert().success();
    };
    git(&["init", "--quiet"]);
    git(&["add", "."]);
    git(&["commit", "--quiet", "--message", "saved"]);
    home.write("w/a.txt", "unsaved\n");
    home
}

#[test]
fn what_is_refused_is_explained_where_it_stands() {
    let home = with_unsaved_work();
    let ended = home.run(&["explain", "--directory", "w", "ls &&\n  git -C . reset -q --har # 日本"]);
    let wanted = [
        "deny git.",
        "a.txt",
        "  instead: ",
        "\n  ls &&\n    git -C . reset -q --har # 日本\n                      ^^^^^\n",
        "\nwould run\n  ls\n  git -C . reset -q --har\n",
        "\neffects\n  git reset: discard-work ",
        "    unsaved: ",
        "\nfacts asked\n",
    ];
    let missing =
        |wanted: &&str| (!ended.stdout.contains(wanted)).then(|| format!("{wanted:?}\n{}", ended.stdout));
    assert_rows(&wanted.iter().filter_map(missing).collect::<Vec<_>>());
    assert_eq!((ended.code, home.read("w/a.txt").as_deref()), (1, Some("unsaved\n")));
}

#[test]
fn the_exit_code_tells_the_verdict() {
    let home = with_unsaved_work();
    let rows: &[(&str, &[&str], i32)] = &[
        ("allow", &["ls"], 0),
        ("deny", &["git reset --hard"], 1),
        ("ask", &["echo x >> ~/.bashrc"], 3),
        ("deny", &["--unattended", "echo x >> ~/.bashrc"], 1),
    ];
    let failed = |(verdict, arguments, code): &(&str, &[&str], i32)| {
        let ended = home.run(&[&["explain", "--directory", "w"], *arguments].concat());
        let as_wanted = ended.code == *code && ended.stdout.starts_with(verdict);
        (!as_wanted).then(|| format!("{arguments:?} wanted {verdict}, {code}\n{ended:?}"))
    };
    assert_rows(&rows.iter().filter_map(failed).collect::<Vec<_>>());
}

#[test]
fn machines_are_told_the_same() {
    let home = with_unsaved_work();
    let ended = home.run(&["explain", "--json", "--directory", "w", "git reset --hard"]);
    let shown: Value = serde_json::from_str(&ended.stdout).expect("JSON");
    assert_eq!((ended.code, &shown["verdict"]), (1, &"deny".into()), "{shown}");
    assert_eq!(shown["span"]["text"], "--hard");
    assert_eq!(
        (&shown["effects"][0]["kind"], &shown["effects"][0]["verdict"]),
        (&"discard-work".into(), &"deny".into())
    );
    assert!(
        shown["effects"][0]["losses"][0]["what"].as_str().is_some_and(|what| what.contains("a.txt")),
        "{shown}"
    );
    assert!(shown["facts"].as_array().is_some_and(|facts| !facts.is_empty()), "{shown}");
}

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
