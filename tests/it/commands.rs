//! Owns the running of the corpora: every row of `tests/commands/*.jsonl` through the guard's one seam, in its declared
//! world, under the shipped law. `tests/commands/README.md` explains the rows.

mod door;
mod fences;
mod row;
mod truth;

use std::fmt::Write as _;

use guard::Judgement;
use hook::{Call, Directory};

use crate::worlds;
use row::Row;

/// What a row got and what it should have got.
struct Miss<'a> {
    row: &'a Row,
    got: String,
}

/// The guard's judgement of `command` where and when `row` happens.
fn judge(row: &Row, command: &str) -> Judgement {
    let world = worlds::named(&row.world).expect("a world that the loader has checked");
    let directory = match row.directory.as_deref().unwrap_or(&world.directory) {
        "" => Directory::Unknown,
        path => Directory::Known(path.into()),
    };
    let call = Call {
        action: row.action(command),
        directory,
        attended: row.attended,
        session: None,
        tool_use: None,
    };
    guard::judge(&call, world, &embedded::LAW)
}

fn miss(row: &Row) -> Option<Miss<'_>> {
    let verdict = judge(row, &row.command).verdict;
    let rule = verdict.reason().map(|reason| reason.rule.as_ref());
    let right = verdict.name() == row.verdict.name() && rule == row.rule.as_deref();
    let got = match verdict.reason() {
        Some(reason) => format!("{} {reason}", verdict.name()),
        None => verdict.name().into(),
    };
    (!right).then_some(Miss { row, got })
}

/// All misses as one text, a block each.
fn table(misses: &[Miss<'_>], of: usize) -> String {
    let mut text = format!("{} of {of} rows:\n", misses.len());
    for Miss { row, got } in misses {
        let wanted = row.rule.as_deref().unwrap_or_default();
        let verdict = row.verdict.name();
        let _ = write!(
            text,
            "\n  {}  (world {})\n    command   {}\n    expected  {verdict} {wanted}\n    got       {got}\n",
            row.id,
            row.world,
            row.shown()
        );
    }
    text
}

#[test]
fn every_row_gets_its_verdict() {
    let rows = row::all();
    let misses: Vec<Miss<'_>> = rows.iter().filter_map(miss).collect();
    assert!(misses.is_empty(), "{}", table(&misses, rows.len()));
}

#[test]
fn a_wrong_row_is_told() {
    let text = r#"{"id": "x.y", "world": "repo", "command": "ls", "verdict": "deny", "rule": "no.such"}"#;
    let row = Row::read(text).expect("a row");
    let miss = miss(&row).expect("`ls` is not denied");
    let table = table(&[miss], 1);
    for told in ["x.y", "ls", "expected  deny no.such", "got       allow"] {
        assert!(table.contains(told), "{told} in {table}");
    }
}
