//! Owns the table that a person reads; measures nothing.

use std::io::{self, Write as _};
use std::time::Duration;

use crate::cases::Case;
use crate::measure::{Door, Figures, Tools};

/// Prints one line.
pub(crate) fn say(line: &str) {
    let _ = writeln!(io::stdout().lock(), "{line}");
}

/// What stands above the rows.
pub(crate) fn head(door: &Door, tools: &Tools, runs: usize) -> String {
    let without = |there: bool, name: &str| if there { String::new() } else { format!(", without {name}") };
    format!(
        "guard-bash for {}, {runs} pairs of runs{}{}\n{:<14}{:>8}{:>14}{:>8}{:>12}{:>12}{:>8}{:>12}",
        door.target,
        without(tools.valgrind, "valgrind"),
        without(tools.strace, "strace"),
        "call",
        "answer",
        "instructions",
        "calls",
        "median µs",
        "no-op µs",
        "ratio",
        "peak KiB"
    )
}

/// One row.
pub(crate) fn row(case: &Case, figures: &Figures) -> String {
    let shown = |figure: Option<u64>| figure.map_or_else(|| "-".into(), |figure| figure.to_string());
    let micros = |time: Duration| time.as_micros();
    format!(
        "{:<14}{:>8}{:>14}{:>8}{:>12}{:>12}{:>8.2}{:>12}",
        case.name,
        figures.answer,
        shown(figures.instructions),
        shown(figures.calls),
        micros(figures.median),
        micros(figures.floor),
        figures.median.as_secs_f64() / figures.floor.as_secs_f64(),
        figures.peak
    )
}
