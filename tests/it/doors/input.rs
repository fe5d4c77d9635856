//! Owns rows of what can stand on a hook's standard input; judges no command.

use super::{answer, assert_rows, hook, payload};

const MIB: usize = 1024 * 1024;

const TEXTS: &[(&str, &str)] = &[
    ("", "denied input.empty"),
    (" \r\n\t", "denied input.empty"),
    ("{", "denied input.not-json"),
    ("}", "denied input.not-json"),
    ("{\"tool_name\":\"Bash\",\"tool_input\":{\"command\":\"l", "denied input.not-json"),
    ("{\"tool_name\":\"Bash\",\"tool_input\":{\"command\":\"\\ud800\"}}", "denied input.not-json"),
    ("{\"tool_name\":\"Bash\",\"tool_input\":{\"command\":\"\n\"}}", "denied input.not-json"),
    ("warning: x\n{}", "denied input.not-json"),
    ("[]", "denied input.not-an-object"),
    ("[{\"tool_name\":\"Bash\",\"tool_input\":{\"command\":\"ls\"}}]", "denied input.not-an-object"),
    ("\"ls\"", "denied input.not-an-object"),
    ("null", "denied input.not-an-object"),
    ("{}", "denied input.no-tool"),
    ("{\"hook_event_name\":\"PreToolUse\",\"tool_input\":{\"command\":\"ls\"}}", "denied input.no-tool"),
    ("{\"tool_name\":\"Bash\"}", "denied input.no-command"),
    ("{\"tool_name\":\"Bash\",\"tool_input\":null}", "denied input.no-command"),
    ("{\"tool_name\":\"Bash\",\"tool_input\":{}}", "denied input.no-command"),
    ("{\"tool_name\":\"Bash\",\"tool_input\":{\"command\":7}}", "denied input.no-command"),
    ("{\"tool_name\":\"Bash\",\"tool_input\":{\"command\":[\"ls\"]}}", "denied input.no-command"),
    ("{\"tool_name\":\"PowerShell\",\"tool_input\":{}}", "denied input.no-command"),
    ("{\"tool_name\":\"Monitor\",\"tool_input\":{\"command\":7}}", "denied input.no-command"),
    ("{\"tool_name\":\"Monitor\",\"tool_input\":{\"ws\":\"ws://x\"}}", "allowed"),
    ("{\"tool_name\":\"Bash\",\"tool_input\":{\"command\":\"ls\\u0000\"}}", "denied input.nul"),
    ("{\"tool_name\":\"Bash\",\"tool_input\":{\"command\":\"ls\"}}", "allowed"),
    ("{\"tool_name\":\"Bash\",\"tool_input\":{\"command\":\"\"}}", "allowed"),
    ("{\"tool_name\":\"Bash\",\"tool_input\":{\"command\":\"ls\"},\"cwd\":\"\"}", "allowed"),
    ("{\"tool_name\":\"Bash\",\"tool_input\":{\"command\":\"ls\"},\"cwd\":7}", "allowed"),
    (
        "{\"tool_name\":\"Bash\",\"tool_input\":{\"command\":\"ls\"},\"x\":[{\"y\":[null,1.5e3,true]}]}",
        "allowed",
    ),
    ("{\"tool_name\":\"Bash\",\"tool_input\":{\"command\":\"ls\"}}{}", "denied input.trailing"),
    ("{\"tool_name\":\"Bash\",\"tool_input\":{\"command\":\"ls\"}}\0", "denied input.trailing"),
    ("{\"tool_name\":\"Bash\",\"tool_input\":{\"command\":\"ls\"}}\nls", "denied input.trailing"),
    ("{\"tool_name\":\"Edit\",\"tool_name\":\"Bash\"}", "denied input.duplicate-key"),
    ("{\"tool_name\":\"Bash\",\"tool_n\\u0061me\":\"Edit\"}", "denied input.duplicate-key"),
    (
        "{\"tool_name\":\"Bash\",\"tool_input\":{\"command\":\"ls\",\"command\":\"rm x\"}}",
        "denied input.duplicate-key",
    ),
    ("{\"tool_name\":\"Write\",\"tool_input\":{\"file_path\":\"/x\",\"content\":\"y\"}}", "allowed"),
    ("{\"tool_name\":\"mcp__x__y\",\"tool_input\":{\"command\":[7]}}", "allowed"),
    (
        "{\"hook_event_name\":\"PostToolUse\",\"tool_name\":\"Bash\",\"tool_input\":{\"command\":7}}",
        "allowed",
    ),
    ("{\"hook_event_name\":\"SessionStart\",\"source\":\"startup\"}", "allowed"),
];

#[test]
fn input_is_answered_for_what_it_is() {
    assert_rows(
        TEXTS
            .iter()
            .map(|(text, expected)| (format!("{text:?}"), (*expected).to_owned(), answer(hook(&[]), *text))),
    );
}

#[test]
fn bytes_that_are_no_text_are_refused() {
    let object = payload("ls").into_bytes();
    let rows: [(&str, Vec<u8>, &str); 6] = [
        ("mark", [b"\xef\xbb\xbf", &object[..]].concat(), "denied input.byte-order-mark"),
        ("only a mark", b"\xef\xbb\xbf".to_vec(), "denied input.byte-order-mark"),
        ("wide", object.iter().flat_map(|byte| [*byte, 0]).collect(), "denied input.not-json"),
        ("wide with mark", b"\xff\xfe{\0}\0".to_vec(), "denied input.not-utf8"),
        (
            "latin 1",
            b"{\"tool_name\":\"Bash\",\"tool_input\":{\"command\":\"\xe9\"}}".to_vec(),
            "denied input.not-utf8",
        ),
        ("in what nobody reads", b"{\"x\":[{\"y\":\"\xc3\x28\"}]}".to_vec(), "denied input.not-utf8"),
    ];
    assert_rows(
        rows.map(|(name, bytes, expected)| (name.to_owned(), expected.to_owned(), answer(hook(&[]), bytes))),
    );
}

#[test]
fn size_and_nesting_are_refused_and_break_nothing() {
    let whole = |unit: &str| unit.repeat(MIB / unit.len());
    let nested = |open: &str, close: &str| {
        let deep = 50_000;
        format!("{{\"tool_name\":\"Edit\",\"tool_input\":{}1{}}}", open.repeat(deep), close.repeat(deep))
    };
    let rows = [
        (whole("a"), "denied input.not-json"),
        (whole("["), "denied input.not-json"),
        (whole("{\"a\":"), "denied input.not-json"),
        (whole("\""), "denied input.trailing"),
        (whole(" "), "denied input.empty"),
        (whole("\0"), "denied input.not-json"),
        (whole("{}"), "denied input.trailing"),
        (" ".repeat(MIB + 1), "denied input.too-large"),
        (whole("a") + "a", "denied input.too-large"),
        (payload("ls") + &" ".repeat(3 * MIB), "denied input.too-large"),
        (nested("[", "]"), "allowed"),
        (nested("{\"a\":", "}"), "allowed"),
        (payload(&"a".repeat(128 * 1024 + 1)), "denied command.too-long"),
        (payload(&"é".repeat(64 * 1024 + 1)), "denied command.too-long"),
    ];
    assert_rows(rows.map(|(text, expected)| {
        let name = format!("{} bytes of {text:.20}", text.len());
        (name, expected.to_owned(), answer(hook(&[]), text))
    }));
}

#[test]
fn the_longest_command_is_judged() {
    let got = answer(hook(&[]), payload(&format!("echo {}", "a".repeat(128 * 1024 - 5))));
    assert_rows([("echo".to_owned(), "allowed".to_owned(), got)]);
}
