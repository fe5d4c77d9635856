//! Owns what pure rooms may not name, and which rooms may be unsafe or know an operating system; reads text only.

use super::rust::{line_of, shipped, words_at};
use super::source::{self, Source};
use super::{assert_fires, assert_none, seed};

/// Rooms that see the world through Facts alone.
const PURE: &[&str] = &["hook", "shell", "effects", "law", "policy", "scope", "guard"];

/// Rooms that may call the operating system past the standard library.
const SYSTEM: &[&str] = &["facts", "host", "journal", "waves"];

/// Modules of the standard library, as the first part below `std`, that a pure room may not name.
const OUTSIDE: &[&str] = &["env", "fs", "net", "os", "process", "thread", "time"];

/// Texts that a pure room may not hold outside comments and quotes.
const FORBIDDEN: &[&str] =
    &["fs_err", "libc", "io::stdin", "io::stdout", "io::stderr", "use std as", "extern crate", "extern \""];

/// Macros that print, read files while compiling or stop the process on purpose.
const MACROS: &[&str] = &["print", "println", "eprint", "eprintln", "dbg"];

/// Texts by which code shows that it knows one operating system.
const ONE_SYSTEM: &[&str] = &["std::os::linux", "libc::", "use libc", "target_os"];

/// One sentence for each way out of a pure room.
fn impurities(source: &Source) -> Vec<String> {
    if !source.room().is_some_and(|room| PURE.contains(&room)) {
        return Vec::new();
    }
    let code = shipped(&source.text);
    let named = std_paths(&code).into_iter().filter(|(_, module)| OUTSIDE.contains(&module.as_str()));
    let named = named.map(|(at, module)| (at, format!("std::{module}")));
    let texts =
        FORBIDDEN.iter().flat_map(|text| code.match_indices(text)).map(|(at, text)| (at, text.into()));
    let macros = MACROS.iter().flat_map(|name| called(&code, name));
    named.chain(texts).chain(macros).map(|(at, what)| sentence(source, &code, at, &what)).collect()
}

fn called<'a>(code: &'a str, name: &'a str) -> impl Iterator<Item = (usize, String)> + 'a {
    let calls = words_at(code, name).filter(|at| code[at + name.len()..].starts_with('!'));
    calls.map(move |at| (at, format!("{name}!")))
}

/// The modules named right below `std`, also in groups such as `use std::{fmt, fs}`.
fn std_paths(code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for at in words_at(code, "std") {
        let Some(rest) = code[at + 3..].strip_prefix("::") else { continue };
        match rest.strip_prefix('{') {
            Some(group) => found.extend(group_heads(group).map(|head| (at, head))),
            None => found.push((at, head(rest))),
        }
    }
    found
}

fn group_heads(group: &str) -> impl Iterator<Item = String> + '_ {
    let mut depth = 0_i32;
    let end = group.find(|c| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        depth < 0
    });
    let mut depth = 0_i32;
    let top = group[..end.unwrap_or(group.len())].split(move |c| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        c == ',' && depth == 0
    });
    top.map(|part| head(part.trim_start()))
}

fn head(path: &str) -> String {
    path.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// One sentence for each place outside `host` that is unsafe.
fn unsafeties(source: &Source) -> Vec<String> {
    if source.room() == Some("host") {
        return Vec::new();
    }
    let code = shipped(&source.text);
    words_at(&code, "unsafe").map(|at| sentence(source, &code, at, "unsafe")).collect()
}

/// One sentence for each place outside the rooms at the system's edge that knows one operating system. Comments aside,
/// quoted text counts too, so that `"/proc/self"` is found; a pure room may know such a path, as it cannot open it.
fn one_system(source: &Source) -> Vec<String> {
    let room = source.room();
    if room.is_some_and(|room| SYSTEM.contains(&room)) {
        return Vec::new();
    }
    let code = shipped(&source.text);
    let texts = ONE_SYSTEM.iter().flat_map(|text| code.match_indices(text));
    let quoted =
        source.text.match_indices("\"/proc/").filter(|_| !room.is_some_and(|room| PURE.contains(&room)));
    texts.chain(quoted).map(|(at, text)| sentence(source, &code, at, text)).collect()
}

fn sentence(source: &Source, code: &str, at: usize, what: &str) -> String {
    format!("{}:{} names {what}", source.path, line_of(code, at))
}

fn over_the_project(gate: fn(&Source) -> Vec<String>) -> Vec<String> {
    source::shipped().iter().flat_map(gate).collect()
}

#[test]
fn pure_rooms_see_the_world_through_facts_alone() {
    assert_none("purity", &over_the_project(impurities));
}

#[test]
fn only_the_host_is_unsafe() {
    assert_none("unsafe code", &over_the_project(unsafeties));
}

#[test]
fn only_rooms_at_the_edge_know_one_operating_system() {
    assert_none("one operating system", &over_the_project(one_system));
}

#[test]
fn every_way_out_of_a_pure_room_is_found() {
    for (text, what) in [
        ("fn f() { std::fs::read(x); }", "std::fs"),
        ("use std::{fmt, fs::{self, File}};", "std::fs"),
        ("use std::{collections::{BTreeMap, HashMap}, process};", "std::process"),
        ("fn f() -> String { ::std::env::var(x) }", "std::env"),
        ("use std::time::Instant;", "std::time"),
        ("fn f() { println!(); }", "println!"),
        ("fn f() { fs_err::read(x); }", "fs_err"),
        ("fn f() { io::stdin().lines(); }", "io::stdin"),
        ("use std as s;", "use std as"),
    ] {
        assert_fires(&impurities(&seed("crates/shell/src/x.rs", text)), what);
    }
}

#[test]
fn what_only_looks_like_a_way_out_is_let_through() {
    for text in [
        "//! std::fs is not used here.",
        "fn f() { g(\"std::fs::read\"); }",
        "#[cfg(test)]\nmod tests { use std::fs; }",
        "use std::{fmt, collections::BTreeMap};",
        "fn f() { env!(\"X\"); my_std::fs(); }",
    ] {
        assert_none("purity", &impurities(&seed("crates/shell/src/x.rs", text)));
    }
    assert_none("a room with a window", &impurities(&seed("crates/facts/src/x.rs", "use std::fs;")));
}

#[test]
fn unsafe_code_outside_the_host_is_found() {
    let text = "fn f() { unsafe { g() } }";
    assert_fires(&unsafeties(&seed("crates/facts/src/x.rs", text)), "unsafe");
    assert_none("the host", &unsafeties(&seed("crates/host/src/x.rs", text)));
}

#[test]
fn one_operating_system_away_from_the_edge_is_found() {
    for (text, what) in [
        ("use std::os::linux::fs::MetadataExt;", "std::os::linux"),
        ("fn f() { libc::getpid() }", "libc::"),
        ("#[cfg(target_os = \"linux\")] fn f() {}", "target_os"),
        ("fn f() { g(\"/proc/self/exe\") }", "/proc/"),
    ] {
        assert_fires(&one_system(&seed("crates/console/src/x.rs", text)), what);
        assert_none("the edge", &one_system(&seed("crates/facts/src/x.rs", text)));
    }
}
