//! Owns rows of what a hook's standard streams can be; judges no command.

use super::{answer, assert_rows, payload, shell};

/// How the hook is started, what it answers to a call it refuses and to one it allows.
const REDIRECTIONS: &[(&str, &str, &str)] = &[
    ("", "denied input.not-json", "allowed"),
    ("2>&-", "denied input.not-json", "allowed"),
    ("2>/dev/full", "denied input.not-json", "allowed"),
    ("1>&-", "blocked input.not-json", "allowed"),
    ("1>/dev/null", "blocked input.not-json", "allowed"),
    ("1>/dev/full", "blocked input.not-json", "allowed"),
    ("1</dev/zero", "blocked input.not-json", "allowed"),
    ("0<&-", "denied input.empty", "denied input.empty"),
    ("0</dev/null", "denied input.empty", "denied input.empty"),
    ("0</", "denied input.unreadable", "denied input.unreadable"),
    ("0>/dev/null", "denied input.unreadable", "denied input.unreadable"),
    ("0<&- 1>&-", "blocked input.empty", "blocked input.empty"),
];

#[test]
fn a_refusal_arrives_whatever_the_streams_are() {
    assert_rows(REDIRECTIONS.iter().flat_map(|(redirection, refused, allowed)| {
        [("{".to_owned(), refused), (payload("ls"), allowed)].map(|(stdin, expected)| {
            let command = shell(&format!("exec \"$0\" {redirection}"));
            (format!("{redirection} {stdin}"), (*expected).to_owned(), answer(command, stdin))
        })
    }));
}

#[test]
fn without_any_stream_left_a_refusal_is_an_exit_code() {
    for redirection in ["1>&- 2>&-", "1>/dev/full 2>/dev/full", "0<&- 1>&- 2>&-"] {
        shell(&format!("exec \"$0\" {redirection}")).write_stdin("{").assert().code(2).stdout("").stderr("");
    }
}

#[test]
fn nobody_at_the_other_end_of_the_pipe_is_no_leave_to_go_on() {
    let script = "( sleep 0.2; printf '{' | \"$0\"; echo $? >&2 ) | exec 0<&-";
    let output = shell(script).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.starts_with("wavebreak [input.not-json]: ") && said.ends_with("\n2\n"), "{said}");
}

#[test]
fn a_payload_that_comes_in_pieces_is_read_whole() {
    let whole = payload("ls");
    let (first, rest) = whole.trim_end().split_at(40);
    let script = format!("{{ printf %s '{first}'; sleep 0.1; printf %s '{rest}'; }} | \"$0\"");
    assert_rows([("pieces".to_owned(), "allowed".to_owned(), answer(shell(&script), ""))]);
}
