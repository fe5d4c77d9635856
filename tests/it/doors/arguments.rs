//! Owns rows of how a hook can be started; judges no command.

use predicates::prelude::*;

use super::{answer, assert_rows, hook, payload};

#[test]
fn arguments_that_cannot_be_followed_refuse_every_call() {
    let rows: &[&[&str]] = &[
        &["--verbose"],
        &["ls"],
        &[""],
        &["--"],
        &["-x"],
        &["--root"],
        &["--root", "relative"],
        &["--root=/a", "--root=/b"],
        &["--config", ""],
        &["--observe", "journal"],
        &["--observe=/nowhere/journal", "--verbose"],
        &["--platform", "emacs"],
        &["--platform"],
    ];
    assert_rows(rows.iter().map(|arguments| {
        (format!("{arguments:?}"), "denied host.arguments".to_owned(), answer(hook(arguments), payload("ls")))
    }));
}

#[test]
fn a_reason_names_the_argument() {
    hook(&["--rot", "/x"])
        .write_stdin(payload("ls"))
        .assert()
        .success()
        .stdout(predicate::str::contains("--rot"));
}

#[test]
fn arguments_that_can_be_followed_change_nothing_about_an_ordinary_call() {
    let rows: &[&[&str]] = &[
        &["--platform", "claude-code"],
        &["--platform=claude-code", "--root", "/", "--config=/nowhere/config.json"],
    ];
    assert_rows(rows.iter().flat_map(|arguments| {
        [(payload("ls"), "allowed"), ("{".to_owned(), "denied input.not-json")].map(|(stdin, expected)| {
            (format!("{arguments:?}"), expected.to_owned(), answer(hook(arguments), stdin))
        })
    }));
}

#[test]
fn a_person_is_told_what_it_is() {
    for arguments in [&["--help"][..], &["-h"], &["--root", "/", "--help"]] {
        let help = hook(arguments).assert().success();
        let says = ["echo '{", "| guard-bash", "--platform", "--observe", "--root", "--config", "exit codes"];
        says.map(|part| {
            help.get_output().stdout.clone().windows(part.len()).any(|own| own == part.as_bytes())
        })
        .iter()
        .zip(says)
        .for_each(|(found, part)| assert!(found, "{part}"));
    }
    let version = format!("guard-bash {}\n", env!("CARGO_PKG_VERSION"));
    hook(&["--version"]).assert().success().stdout(version.clone());
    hook(&["-V"]).assert().success().stdout(version);
}

#[test]
fn observing_records_what_would_be_refused_and_allows_it() {
    let dir = tempfile::tempdir().unwrap();
    let journal = dir.path().join("journal.jsonl");
    let arguments = ["--observe", journal.to_str().unwrap()];
    let secret = format!("echo {}", "secret".repeat(30_000));
    let rows = [("{".to_owned(), 1), (payload(&secret), 2), (payload("ls"), 2), (payload("ls\0"), 3)];
    for (stdin, lines) in rows {
        hook(&arguments).write_stdin(stdin).assert().success().stdout("").stderr("");
        let text = std::fs::read_to_string(&journal).unwrap();
        assert_eq!(text.lines().count(), lines, "{text}");
        assert!(!text.contains("secret"));
        let record: serde_json::Value = serde_json::from_str(text.lines().last().unwrap()).unwrap();
        assert_eq!(
            (&record["event"], &record["verdict"]),
            (&"wavebreak.guard.observed".into(), &"deny".into())
        );
    }
}

#[test]
fn a_journal_that_cannot_be_written_gets_in_nobodys_way() {
    let dir = tempfile::tempdir().unwrap();
    let pipe = dir.path().join("pipe");
    assert_cmd::Command::new("mkfifo").arg(&pipe).assert().success();
    let rows = ["/nowhere/journal", "/dev/full", "/", pipe.to_str().unwrap()];
    assert_rows(
        rows.map(|place| (place.to_owned(), "allowed".to_owned(), answer(hook(&["--observe", place]), "{"))),
    );
}
