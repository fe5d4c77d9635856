//! Owns how large files, functions and doors may be; judges no content.

use std::collections::BTreeMap;

use super::rust::{Function, code, functions, shipped};
use super::source::{self, Source};
use super::{assert_fires, assert_none, seed};

const FILE_LINES: usize = 600;
const DOOR_LINES: usize = 20;
const FUNCTION_LINES: usize = 60;
const MEDIAN_LINES: usize = 10;
const PARAMETERS: usize = 5;

/// One sentence for each file or function that is too large.
fn too_large(source: &Source) -> Vec<String> {
    if !source.is_rust() {
        return Vec::new();
    }
    let most = if source.path.starts_with("bins/") { DOOR_LINES - 1 } else { FILE_LINES };
    let lines = source.text.lines().count();
    let file = (lines > most).then(|| format!("{} has {lines} lines, at most {most}", source.path));
    let found = functions(&code(&source.text));
    file.into_iter().chain(found.iter().flat_map(|function| function_too_large(source, function))).collect()
}

fn function_too_large(source: &Source, function: &Function) -> Vec<String> {
    let place = format!("{}:{} `{}`", source.path, function.line, function.name);
    let long = function.lines > FUNCTION_LINES;
    let wide = function.parameters > PARAMETERS;
    let long = long.then(|| format!("{place} has {} lines, at most {FUNCTION_LINES}", function.lines));
    let wide = wide.then(|| format!("{place} has {} parameters, at most {PARAMETERS}", function.parameters));
    long.into_iter().chain(wide).collect()
}

/// One sentence for each room whose middle function is too long. Only what ships counts.
fn long_winded(sources: &[Source]) -> Vec<String> {
    let mut rooms: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for source in sources {
        if let Some(room) = source.room() {
            let lengths = functions(&shipped(&source.text)).into_iter().map(|function| function.lines);
            rooms.entry(room).or_default().extend(lengths);
        }
    }
    let middles = rooms.into_iter().filter_map(|(room, lengths)| Some((room, middle(lengths)?)));
    middles
        .filter(|(_, middle)| *middle >= MEDIAN_LINES)
        .map(|(room, middle)| {
            format!("the middle function of {room} has {middle} lines, fewer than {MEDIAN_LINES}")
        })
        .collect()
}

fn middle(mut lengths: Vec<usize>) -> Option<usize> {
    lengths.sort_unstable();
    lengths.get(lengths.len() / 2).copied()
}

#[test]
fn files_functions_and_doors_are_small() {
    let broken: Vec<String> = source::all().iter().flat_map(too_large).collect();
    assert_none("sizes", &broken);
}

#[test]
fn the_middle_function_of_every_room_is_short() {
    assert_none("the middle function", &long_winded(&source::shipped()));
}

#[test]
fn what_is_too_large_is_found() {
    let lines = |count: usize| "//! x\n".repeat(count);
    let body = |count: usize| format!("fn f() {{\n{}}}\n", "x;\n".repeat(count));
    for (path, text, what) in [
        ("crates/a/src/x.rs", lines(601), "601 lines"),
        ("bins/x.rs", lines(20), "20 lines"),
        ("tests/it/x.rs", body(59), "`f` has 61 lines"),
        ("crates/a/src/x.rs", "fn f(a: A, b: B<C, D>, c: C, d: D, e: E, f: F) {}".into(), "6 parameters"),
    ] {
        assert_fires(&too_large(&seed(path, &text)), what);
    }
}

#[test]
fn what_is_just_small_enough_is_let_through() {
    let body = format!("fn f() {{\n{}}}\n", "x;\n".repeat(58));
    for (path, text) in [
        ("crates/a/src/x.rs", "//! x\n".repeat(600)),
        ("bins/x.rs", "//! x\n".repeat(19)),
        ("crates/a/src/x.rs", body),
        ("crates/a/src/x.rs", "fn f(a: A, b: B<C, D>, c: C, d: D, e: (E, F)) {}".into()),
    ] {
        assert_none("sizes", &too_large(&seed(path, &text)));
    }
}

#[test]
fn a_room_of_long_functions_is_found() {
    let long = "fn f() {\n1;\n2;\n3;\n4;\n5;\n6;\n7;\n8;\n}\n";
    let rooms = [seed("crates/a/src/x.rs", &format!("{long}{long}fn g() {{}}\n"))];
    assert_fires(&long_winded(&rooms), "the middle function of a has 10 lines");
    let rooms = [seed("crates/a/src/x.rs", &format!("{long}fn g() {{}}\nfn h() {{}}\n"))];
    assert_none("the middle function", &long_winded(&rooms));
}
