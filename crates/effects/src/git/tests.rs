//! Owns the running of `tests/rows.txt`: git commands and what they do to a small machine, without a shell around them.

mod lab;

use lab::Lab;

/// One row a line, `COMMANDS  =>  EFFECTS`; `@ NAME` says on which machine the rows below it happen.
const ROWS: &str = include_str!("tests/rows.txt");

/// What a row got, where that is not what it says.
fn miss(machine: &Lab, row: &str) -> Option<String> {
    let (line, expected) = row.split_once("=>").map(|(line, expected)| (line.trim(), expected.trim()))?;
    let got = lab::effects(machine, line);
    (got != expected).then(|| format!("\n  {line}\n    expected  {expected}\n    got       {got}"))
}

/// The rows that miss, and how many there are.
fn run(rows: &str) -> (Vec<String>, usize) {
    let (mut misses, mut count, mut machine) = (Vec::new(), 0, lab::named("busy"));
    for row in rows.lines().filter(|row| !row.is_empty() && !row.starts_with('#')) {
        match row.strip_prefix("@ ") {
            Some(name) => machine = lab::named(name),
            None => {
                misses.extend(miss(&machine, row));
                count += 1;
            }
        }
    }
    (misses, count)
}

#[test]
fn every_row_has_its_effects() {
    let (misses, count) = run(ROWS);
    assert!(misses.is_empty(), "{} of {count} rows:{}", misses.len(), misses.concat());
}

#[test]
fn a_wrong_row_is_told() {
    assert_eq!(run("@ busy\ngit reset --hard  =>\ngit status  =>").0.len(), 1);
}
