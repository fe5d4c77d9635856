//! Owns the tests of spans: what text a node says it comes from.

use hook::Span;

use crate::parse::parse;
use crate::syntax::{Command, CommandKind, Item, List, Part, Pipeline, Word};

/// The spans of all simple commands, of their words and of their redirections, also of those inside words.
pub(super) fn spans(list: &List) -> Vec<Span> {
    let mut found = Vec::new();
    items(list, &mut found);
    found
}

fn items(list: &[Item], found: &mut Vec<Span>) {
    for item in list {
        pipeline(&item.first, found);
        item.rest.iter().for_each(|(_, next)| pipeline(next, found));
    }
}

fn pipeline(pipeline: &Pipeline, found: &mut Vec<Span>) {
    pipeline.stages.iter().for_each(|stage| command(stage, found));
}

fn command(command: &Command, found: &mut Vec<Span>) {
    found.push(command.span);
    match &command.kind {
        CommandKind::Simple { words, .. } => words.iter().for_each(|each| word(each, found)),
        CommandKind::Group(body) | CommandKind::Subshell(body) => items(body, found),
        _ => {}
    }
    command.redirects.iter().for_each(|redirect| found.push(redirect.span));
}

fn word(word: &Word, found: &mut Vec<Span>) {
    found.push(word.span);
    parts(&word.parts, found);
}

fn parts(all: &[Part], found: &mut Vec<Span>) {
    for part in all {
        match part {
            Part::Command(body) => items(body, found),
            Part::Double(inner) => parts(inner, found),
            _ => {}
        }
    }
}

#[test]
fn point_at_what_was_written() {
    let ticks = "`b \\`c\\``";
    let rows: &[(&str, &[&str])] = &[
        ("ls  -la ; b", &["ls  -la", "ls", "-la", "b", "b"]),
        ("  'a b'\"c\" d\\ e", &["'a b'\"c\" d\\ e", "'a b'\"c\"", "d\\ e"]),
        ("é ü >ñ 2>&1", &["é ü >ñ 2>&1", "é", "ü", ">ñ", "2>&1"]),
        ("(a; b) >c", &["(a; b) >c", "a", "a", "b", "b", ">c"]),
        (">c { a; } ;", &[">c { a; }", "a", "a", ">c"]),
        ("a \"x $(b c) y\"", &["a \"x $(b c) y\"", "a", "\"x $(b c) y\"", "b c", "b", "c"]),
        ("a `b \\`c\\`` d", &["a `b \\`c\\`` d", "a", ticks, ticks, ticks, ticks, ticks, ticks, "d"]),
        ("cat <<E >f\n$x\nE\nb", &["cat <<E >f", "cat", "<<E", ">f", "b", "b"]),
        ("{ a; } </dev/null", &["{ a; } </dev/null", "a", "a", "</dev/null"]),
    ];
    let written = |text: &str| {
        spans(&parse(text).body).iter().map(|span| span.of(text).to_string()).collect::<Vec<_>>()
    };
    let failures: Vec<String> = rows
        .iter()
        .filter(|(text, expected)| written(text) != *expected)
        .map(|(text, expected)| format!("{text:?}\n  expected {expected:?}\n  got      {:?}", written(text)))
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn faults_point_at_what_opened() {
    let text = "a; echo \"b";
    let fault = parse(text).faults.first().copied();
    assert_eq!(fault.map(|fault| &text[fault.at as usize..]), Some("\"b"));
}
