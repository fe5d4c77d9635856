//! Owns the inputs made to hurt: steps stay linear, nothing overflows a small stack, nothing panics.

use crate::parse::{DEEPEST, counted};

const TOKENS: [&str; 60] = [
    "a",
    "(",
    ")",
    "\"",
    "$(",
    "a;",
    "`",
    "${a:-",
    "{a,",
    "<<x ",
    "((",
    "[[ a =~ (",
    "a=(b ",
    "case a in ",
    "if ",
    "!",
    "! ",
    "|",
    "'",
    "\\",
    "$'",
    "$((",
    "$[",
    "\"$(",
    "\"${a:-",
    "a[",
    "a[&",
    "@(",
    "[[ ( ",
    "{ ",
    "{",
    "}",
    "f() ",
    "time ",
    "coproc ",
    "for a in ",
    "for ((",
    "while ",
    "<(",
    "a\\\n",
    "\\\n",
    "<<x\n",
    "\n",
    "#",
    "# '\n((",
    "(('\n",
    "$(\"",
    "\\`",
    "'\"",
    "\"'",
    "$(cat <<x\n",
    "\"; $(",
    "${a/",
    "${ ",
    "a=",
    "a|a",
    "&& ",
    "\0",
    "é",
    "$(( ${a[",
];

#[test]
fn every_repeated_token_takes_linear_steps() {
    let mut failures = Vec::new();
    for token in TOKENS {
        for closing in ["", ")", "}", "\"", "\nx\n"] {
            let count = 8 * 1024 / token.len();
            let text =
                token.repeat(count) + &closing.repeat(if closing.is_empty() { 0 } else { count.min(4000) });
            let (_, steps) = counted(&text);
            if steps > 12 * text.len() + 4096 {
                failures.push(format!("{token:?} then {closing:?}: {} steps per byte", steps / text.len()));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn the_deepest_nesting_fits_a_small_stack() {
    let openings = [
        "(",
        "$(",
        "\"$(",
        "\"${a:-",
        "{ ",
        "if ",
        "while ",
        "case a in a) ",
        "f() ",
        "time ",
        "coproc ",
        "$((",
        "$[",
        "<(",
        "a=(",
        "a=($(",
        "[[ ( ",
        "[[ $(",
        "@($(",
        "${a:-",
        "${a[",
        "${a[$(",
        "${a/$(/",
        "!(",
        "for a in $(",
        "((",
        "(( $(",
        "cat <<x $(",
        "if $(",
        "case $(",
        "{ if ",
        "$(\"",
        "a[$(",
        "declare a=($(",
        "! ( ",
        "x | (",
        "x && (",
        "$((a[$(",
    ];
    for opening in openings {
        for text in [opening.repeat(2 * DEEPEST), closed(opening)] {
            let thread = std::thread::Builder::new().stack_size(256 * 1024);
            let run = thread.spawn(move || drop(counted(&text)));
            run.unwrap().join().unwrap();
        }
    }
}

fn closed(opening: &str) -> String {
    let closing: String = opening
        .chars()
        .rev()
        .filter_map(|c| match c {
            '(' => Some(')'),
            '{' => Some('}'),
            '[' => Some(']'),
            '"' => Some('"'),
            _ => None,
        })
        .collect();
    opening.repeat(2 * DEEPEST) + "x" + &closing.repeat(2 * DEEPEST)
}
