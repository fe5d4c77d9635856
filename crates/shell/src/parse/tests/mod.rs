//! Owns the tests of parsing and how a row is checked; the rows lie in files by subject, `render` writes trees down.

mod commands;
mod compounds;
mod dialects;
mod heredocs;
mod hostile;
mod mutation;
mod oracle;
mod recovery;
mod render;
mod spans;
mod traps;
mod words;

use crate::parse::parse;

/// Holds each text against its tree; a text that the rows call valid has no faults.
fn check(rows: &[(&str, &str)]) {
    let rows: Vec<_> = rows.iter().map(|(text, tree)| (*text, *tree, "")).collect();
    check_faulty(&rows);
}

/// Holds each text against its tree and its faults, and lists all that differ.
fn check_faulty(rows: &[(&str, &str, &str)]) {
    let failures: Vec<String> = rows.iter().filter_map(failure).collect();
    assert!(failures.is_empty(), "{} of {} rows:\n{}", failures.len(), rows.len(), failures.join("\n"));
}

fn failure((text, tree, faults): &(&str, &str, &str)) -> Option<String> {
    let script = parse(text);
    let got = (render::script(&script), render::faults(&script));
    let differs = (got.0.as_str(), got.1.as_str()) != (*tree, *faults);
    differs.then(|| format!("{text:?}\n  expected {tree}  {faults}\n  got      {}  {}", got.0, got.1))
}
