//! Owns rows of how little a hook can be left with, and of how it is told to stop; judges no command.

use super::{Answer, answer, assert_rows, shell};

/// An input that needs much more memory than others: an object of very many keys.
fn greedy() -> String {
    let keys: Vec<_> = (0..75_000).map(|key| format!("\"k{key}\":1")).collect();
    format!("{{{}", keys.join(","))
}

#[test]
fn no_limit_of_memory_makes_a_hook_silent() {
    let mut crashed = 0;
    let mut silent = Vec::new();
    for kib in (1..80).map(|quarter| quarter * 256) {
        let mut command = shell(&format!("ulimit -v {kib} && exec \"$0\" 2>&-"));
        let output = command.write_stdin(greedy()).output().unwrap();
        // Below some size the system does not even start a program, and says so by a signal.
        let unborn = output.status.code() != Some(0) && output.stdout.is_empty();
        match Answer::of(&output) {
            Answer::Denied(rule) => crashed += u32::from(rule == "host.crashed"),
            Answer::Broken(_) if unborn => {}
            other => silent.push((kib, other)),
        }
    }
    assert!(silent.is_empty(), "{silent:#?}");
    assert!(crashed > 0, "no limit made the guard fail, so nothing was proven");
}

#[test]
fn small_limits_of_other_kinds_change_no_answer() {
    let rows = [
        ("ulimit -s 64", "", "denied input.not-json"),
        ("ulimit -n 3", "", "denied input.not-json"),
        ("ulimit -t 1", "", "denied input.not-json"),
        ("ulimit -c 0", "", "denied input.not-json"),
    ];
    assert_rows(rows.map(|(limit, redirection, expected)| {
        let command = shell(&format!("{limit} && exec \"$0\" {redirection}"));
        (limit.to_owned(), expected.to_owned(), answer(command, "{"))
    }));
}

#[test]
fn a_file_that_may_not_grow_is_no_leave_to_go_on() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("out").display().to_string();
    let command = shell(&format!("ulimit -f 0 && exec \"$0\" >{out}"));
    assert_rows([(out, "blocked input.not-json".to_owned(), answer(command, "{"))]);
}

/// A client that has waited long enough sends SIGTERM, and lets the call run if nothing was said.
#[cfg(target_os = "linux")]
#[test]
fn a_hook_that_is_told_to_stop_refuses() {
    use std::process::{Command, Stdio};

    let mut hook = Command::new(assert_cmd::cargo::cargo_bin!("guard-bash"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let pid = hook.id().to_string();
    while !catches_sigterm(&pid) {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    assert_cmd::Command::new("kill").args(["-TERM", &pid]).assert().success();
    let input = hook.stdin.take();
    let output = hook.wait_with_output().unwrap();
    drop(input);
    assert_eq!(Answer::of(&output), Answer::Denied("host.crashed".into()));
}

#[cfg(target_os = "linux")]
fn catches_sigterm(pid: &str) -> bool {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:")).unwrap();
    u64::from_str_radix(caught.trim(), 16).unwrap() >> (15 - 1) & 1 == 1
}
