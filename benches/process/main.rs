//! Owns the measuring of whole processes, from exec to exit, of `guard-bash` on given calls; knows no part of it inside.
//!
//! `benches/README.md` says how to run it and what the columns mean.

mod cases;
mod limits;
mod measure;
mod report;
mod world;

use std::process::ExitCode;

use cases::Case;
use limits::Limits;
use measure::{Door, Figures, Tools};
use report::say;
use world::World;

/// What the command line asks for.
struct Wish {
    /// Pairs of runs for each case.
    runs: usize,
    /// Whether ceilings are held.
    check: bool,
    /// Whether ceilings are set anew to what was measured.
    write: bool,
    /// Only cases whose name holds this.
    only: String,
}

fn wish() -> Wish {
    let mut wish = Wish { runs: 300, check: false, write: false, only: String::new() };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--check" => wish.check = true,
            "--write" => wish.write = true,
            "--runs" => wish.runs = arguments.next().and_then(|runs| runs.parse().ok()).unwrap_or(wish.runs),
            "--bench" => {}
            other => wish.only = other.into(),
        }
    }
    wish
}

fn main() -> ExitCode {
    let wish = wish();
    let world = World::new();
    let tools = Tools::find();
    let door = Door::new(env!("CARGO_BIN_EXE_guard-bash"), &world);
    let floor = Door::new(measure::build_noop(&door, &world), &world);
    say(&report::head(&door, &tools, wish.runs));
    let chosen: Vec<Case> =
        cases::all(&world).into_iter().filter(|case| case.name.contains(&wish.only)).collect();
    let mut measured = Vec::new();
    for case in &chosen {
        let figures = measure::case(case, &door, &floor, (&tools, wish.runs));
        say(&report::row(case, &figures));
        measured.push((case, figures));
    }
    finish(&wish, &door, &measured)
}

fn finish(wish: &Wish, door: &Door, measured: &[(&Case, Figures)]) -> ExitCode {
    let mut limits = Limits::read();
    if wish.write {
        limits.set(&door.target, measured);
        limits.write();
    }
    let broken = limits.broken(&door.target, measured);
    for sentence in &broken {
        say(&format!("over: {sentence}"));
    }
    ExitCode::from(u8::from(wish.check && !broken.is_empty()))
}
