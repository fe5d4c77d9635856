//! Owns which words may not stand in the project: tales of the past, unfinished work, names that name nothing, and
//! places that only one machine has. It is the one file that is not held to its own list.

use super::rust::{code, line_of, words_at};
use super::source::{self, Source};
use super::{assert_fires, assert_none, seed};

/// Texts that tell a history, in any case of letters. `no longer than` compares and is fine.
const TALES: &[&str] = &["previously", "no longer", "used to", "pr #", "issue #"];

/// Texts that leave work undone, as they are written.
const UNDONE: &[&str] = &["TODO", "FIXME", "todo!", "unimplemented!", "dbg!"];

/// Names that name nothing.
const EMPTY_NAMES: &[&str] = &[
    "util", "utils", "common", "helper", "helpers", "manager", "engine", "core", "types", "handler",
    "handlers", "misc",
];

/// People who live in examples. Any other home is somebody's own.
const EXAMPLE_PEOPLE: &[&str] = &["dev", "user", "you", "me", "other", "alice", "bob", "eve", "someone", "x"];

/// Places that only one machine has, and hosts that only one network reaches.
const PLACES: &[&str] = &[
    "/root/",
    "/work/",
    "/tmp/wt",
    "registry.npmjs",
    "static.crates.io",
    "index.crates.io",
    "static.rust-lang",
    "artifactory",
    "jfrog",
    "localhost:4873",
    ".internal/",
];

/// One sentence for each tale of the past and each thing left undone.
fn tales(source: &Source) -> Vec<String> {
    if !is_prose(&source.path) || is_corpus(&source.path) || source.path == "CHANGELOG.md" {
        return Vec::new();
    }
    let text = source.text.to_ascii_lowercase();
    let compares = |at: usize| text[at..].starts_with("no longer than");
    let told = TALES.iter().flat_map(|tale| whole(&text, tale).map(move |at| (at, *tale)));
    let told = told.filter(|(at, _)| !compares(*at));
    let undone = UNDONE.iter().flat_map(|word| whole(&source.text, word).map(move |at| (at, *word)));
    told.chain(undone)
        .map(|(at, tale)| format!("{}:{} says `{tale}`", source.path, line_of(&text, at)))
        .collect()
}

/// One sentence for a Rust file that does not say in its first line what it owns.
fn headless(source: &Source) -> Vec<String> {
    if !source.is_rust() {
        return Vec::new();
    }
    let lines = source.text.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim);
    let paragraph: Vec<&str> = lines.take_while(|line| !line.is_empty()).collect();
    let ends = paragraph.last().is_some_and(|line| line.ends_with('.'));
    let says = paragraph.iter().map(|line| line.split_whitespace().count()).sum::<usize>() >= 3;
    (!ends || !says).then(|| format!("{} opens with no sentence in `//!`", source.path)).into_iter().collect()
}

/// One sentence for each file, directory or module whose name names nothing.
fn empty_names(source: &Source) -> Vec<String> {
    if !source.is_rust() {
        return Vec::new();
    }
    let parts = source.path.split('/').map(|part| part.trim_end_matches(".rs").to_string());
    let text = code(&source.text);
    let modules: Vec<String> = words_at(&text, "mod").map(|at| next_word(&text[at + 3..])).collect();
    let named = parts.chain(modules).filter(|name| EMPTY_NAMES.contains(&name.as_str()));
    named.map(|name| format!("{} has the name `{name}`", source.path)).collect()
}

/// One sentence for each place that only one machine has. Corpora speak of invented machines.
fn places(source: &Source) -> Vec<String> {
    let listed = PLACES.iter().filter(|_| !is_corpus(&source.path));
    let listed =
        listed.flat_map(|place| source.text.match_indices(place)).map(|(at, place)| (at, place.to_string()));
    let starts =
        |at: usize| !source.text[..at].ends_with(|c: char| c.is_alphanumeric() || "}./~$".contains(c));
    let homes = source.text.match_indices("/home/").filter(|(at, _)| starts(*at));
    let homes = homes.map(|(at, _)| (at, next_word(&source.text[at + 6..])));
    let homes = homes.filter(|(_, who)| !who.is_empty() && !EXAMPLE_PEOPLE.contains(&who.as_str()));
    let homes = homes.map(|(at, who)| (at, format!("/home/{who}")));
    let found = listed.chain(homes);
    found.map(|(at, what)| format!("{}:{} names {what}", source.path, line_of(&source.text, at))).collect()
}

/// Where `phrase` stands, not as the end or the beginning of a longer word.
fn whole<'a>(text: &'a str, phrase: &'a str) -> impl Iterator<Item = usize> + 'a {
    let is_letter =
        |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    text.match_indices(phrase).map(|(at, _)| at).filter(move |at| {
        let before = at.checked_sub(1).and_then(|before| text.as_bytes().get(before));
        let open_end = phrase.ends_with(['#', '!']);
        !is_letter(before) && (open_end || !is_letter(text.as_bytes().get(at + phrase.len())))
    })
}

fn next_word(rest: &str) -> String {
    rest.trim_start().chars().take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '-')).collect()
}

fn is_prose(path: &str) -> bool {
    [".rs", ".md", ".py", ".sh", ".ci/run", ".json", "clippy.toml", "config.toml"]
        .iter()
        .any(|end| path.ends_with(end))
}

/// Whether the file is a corpus: what agents write there is theirs.
fn is_corpus(path: &str) -> bool {
    path.starts_with("tests/") && (path.ends_with(".jsonl") || path.ends_with(".json"))
}

fn is_this_file(source: &Source) -> bool {
    source.path == "tests/it/tidy/words.rs"
}

fn over_the_project(gate: fn(&Source) -> Vec<String>) -> Vec<String> {
    source::all().iter().filter(|source| !is_this_file(source)).flat_map(gate).collect()
}

#[test]
fn nothing_tells_a_tale_or_is_left_undone() {
    assert_none("words", &over_the_project(tales));
}

#[test]
fn every_file_says_what_it_owns() {
    assert_none("headers", &over_the_project(headless));
}

#[test]
fn every_name_names_something() {
    assert_none("names", &over_the_project(empty_names));
}

#[test]
fn no_place_of_one_machine_is_named() {
    assert_none("places", &over_the_project(places));
}

#[test]
fn tales_are_found() {
    for (text, what) in [
        ("// Previously this was a map.", "previously"),
        ("//! It no longer reads files.", "no longer"),
        ("// This used to be slow.", "used to"),
        ("// see issue #12", "issue #"),
        ("// see PR #12", "pr #"),
        ("fn f() { todo!() }", "todo!"),
        ("// TODO: later", "TODO"),
        ("// FIXME: later", "FIXME"),
        ("fn f() { unimplemented!() }", "unimplemented!"),
    ] {
        assert_fires(&tales(&seed("crates/shell/src/x.rs", text)), what);
    }
}

#[test]
fn words_that_only_contain_a_tale_are_let_through() {
    for (path, text) in [
        (
            "crates/shell/src/x.rs",
            "//! At most 8, no longer than --edit-todo\nfn mastodon() { focused_today() }",
        ),
        ("tests/commands/git.jsonl", "{\"command\": \"git commit -m 'no longer used, TODO'\"}"),
        ("CHANGELOG.md", "It no longer asks."),
    ] {
        assert_none("words", &tales(&seed(path, text)));
    }
}

#[test]
fn a_file_without_a_header_is_found() {
    for text in
        ["fn f() {}", "//! stub\nfn f() {}", "// Owns a thing; does no other.\n", "//! Owns it\n//! all\n"]
    {
        assert_fires(&headless(&seed("crates/a/src/x.rs", text)), "no sentence");
    }
    let whole = "//! Owns a thing, and a long one\n//! at that; does no other.\n//!\n//! More\nfn f() {}";
    assert_none("headers", &headless(&seed("crates/a/src/x.rs", whole)));
}

#[test]
fn names_that_name_nothing_are_found() {
    for (path, text, what) in [
        ("crates/a/src/util.rs", "", "util"),
        ("crates/core/src/lib.rs", "", "core"),
        ("crates/a/src/x.rs", "mod helpers { }", "helpers"),
    ] {
        assert_fires(&empty_names(&seed(path, text)), what);
    }
    assert_none("names", &empty_names(&seed("crates/a/src/x.rs", "mod corels; // mod types")));
}

#[test]
fn places_of_one_machine_are_found() {
    for (text, what) in [
        ("see /home/carol/notes", "/home/carol"),
        ("see /root/.cargo", "/root/"),
        ("cd /work/main", "/work/"),
        ("from registry.npmjs.org", "registry.npmjs"),
    ] {
        assert_fires(&places(&seed("README.md", text)), what);
    }
    assert_none(
        "places",
        &places(&seed("README.md", "/home/dev/acme and /home/$USER, {base}/home/carol and /root itself")),
    );
}
