//! Owns the proof of what text tools print; the tools' escapes and scripts are proven beside them.

use shell::{Arg, Invocation, Shell, Text, World};

use crate::trial::Files;

/// `printf a\n | tool args` as `(input, words, output)`; `…` in a text is a gap.
const ROWS: &[(&str, &[&str], &str)] = &[
    ("", &["echo", "a", "b"], "a b\n"),
    ("", &["echo", "-n", "a"], "a"),
    ("", &["echo", "-e", "a\\tb"], "a\tb\n"),
    ("", &["echo", "-ne", "\\x72m"], "rm"),
    ("", &["echo", "-e", "a\\cb", "c"], "a"),
    ("", &["echo", "a\\nb"], "a\\nb\n"),
    ("", &["echo", "-x", "-n"], "-x -n\n"),
    ("", &["echo", "a…b"], "a…b\n"),
    ("", &["printf", "%s %s\\n", "a", "b", "c"], "a b\nc \n"),
    ("", &["printf", "x"], "x"),
    ("", &["printf", "x", "y"], "x"),
    ("", &["printf", "\\162\\155 -rf src"], "rm -rf src"),
    ("", &["printf", "%b", "a\\nb"], "a\nb"),
    ("", &["printf", "%d-%x-%c", "12", "255", "abc"], "12-ff-a"),
    ("", &["printf", "%q", "a b"], "'a b'"),
    ("", &["printf", "%5s|%-5s|%03d", "a", "b", "7"], "    a|b    |007"),
    ("", &["printf", "%.2s", "abcd"], "ab"),
    ("", &["printf", "%%%s", "…"], "%…"),
    ("", &["printf", "%s…", "a"], "…"),
    ("", &["printf", "%f", "1"], "…"),
    ("", &["printf", "--", "%s", "a"], "a"),
    ("in", &["cat"], "in"),
    ("in", &["cat", "-", "/p/a"], "inone\ntwo\nthree\n"),
    ("", &["cat", "/p/none"], "…"),
    ("", &["cat", "-n", "/p/a"], "…"),
    ("", &["cat", "/p/…"], "…"),
    ("", &["tac", "/p/a"], "three\ntwo\none\n"),
    ("crs fr- mr\n", &["rev"], "rm -rf src\n"),
    ("", &["head", "-1", "/p/a"], "one\n"),
    ("", &["head", "-n", "2", "/p/a"], "one\ntwo\n"),
    ("", &["head", "-n", "-1", "/p/a"], "one\ntwo\n"),
    ("", &["head", "-c", "2", "/p/a"], "on"),
    ("a\n…b\n", &["head", "-n1"], "a\n"),
    ("a…\nb\n", &["head", "-n1"], "a…"),
    ("", &["tail", "-n", "1", "/p/a"], "three\n"),
    ("", &["tail", "-n", "+2", "/p/a"], "two\nthree\n"),
    ("", &["tail", "-2", "/p/a"], "two\nthree\n"),
    ("b\na\nb\n", &["sort", "-u"], "a\nb\n"),
    ("b\na\n", &["sort", "-k2"], "…"),
    ("a\na\nb\n", &["uniq"], "a\nb\n"),
    ("a:b:c\n", &["cut", "-d:", "-f2"], "b\n"),
    ("a:b:c\n", &["cut", "-d", ":", "-f", "1,3"], "a:c\n"),
    ("abc\n", &["cut", "-c2-"], "bc\n"),
    ("#x\nrm\n", &["grep", "-v", "#"], "rm\n"),
    ("a.c\nabc\n", &["grep", "-F", "a.c"], "a.c\n"),
    ("a.c\nabc\n", &["grep", "a.c"], "…"),
    ("sn -sg tsd", &["tr", "a-z", "n-za-m"], "fa -ft gfq"),
    ("R M", &["tr", "-d", " "], "RM"),
    ("RM", &["tr", "[:upper:]", "[:lower:]"], "rm"),
    ("a-b", &["tr", "-", "_"], "a_b"),
    ("aab", &["tr", "-s", "a"], "ab"),
    ("a1b2", &["tr", "-cd", "a-z"], "ab"),
    ("x…y", &["tr", "x", "z"], "z…y"),
    ("a\nb", &["tr", "\\n", " "], "a b"),
    ("cm0gLXJmIHNyYw==\n", &["base64", "-d"], "rm -rf src"),
    ("cm0gLXJmIHNyYw", &["base64", "--decode"], "rm -rf src"),
    ("rm -rf src", &["base64"], "cm0gLXJmIHNyYw==\n"),
    ("rm -rf src", &["base64", "-w0"], "cm0gLXJmIHNyYw=="),
    ("/w==", &["base64", "-d"], "…"),
    ("cm0=…", &["base64", "-d"], "…"),
    ("cm0gLXJmIHNyYw==\n", &["openssl", "base64", "-d"], "rm -rf src"),
    ("cm0gLXJmIHNyYw==\n", &["openssl", "enc", "-base64", "-d", "-A"], "rm -rf src"),
    ("726d202d7266\n", &["xxd", "-r", "-p"], "rm -rf"),
    ("rm", &["xxd", "-p"], "726d\n"),
    ("", &["seq", "3"], "1\n2\n3\n"),
    ("", &["seq", "5", "-2", "1"], "5\n3\n1\n"),
    ("", &["seq", "-s", ",", "3"], "1,2,3\n"),
    ("", &["seq", "3", "1"], ""),
    ("", &["seq", "1", "0", "3"], "…"),
    ("", &["seq", "1", "99999999"], "…"),
    ("", &["yes"], "y\n…"),
    ("", &["basename", "/a/b.txt"], "b.txt\n"),
    ("", &["basename", "/a/b.txt", ".txt"], "b\n"),
    ("", &["basename", "…/b/"], "b\n"),
    ("", &["basename", "/"], "/\n"),
    ("", &["dirname", "/a/b"], "/a\n"),
    ("", &["dirname", "b"], ".\n"),
    ("", &["dirname", "/b"], "/\n"),
    ("", &["realpath", "l/x"], "/p/d/x\n"),
    ("", &["readlink", "-f", "/p/l"], "/p/d\n"),
    ("", &["readlink", "/p/l"], "d\n"),
    ("", &["pwd"], "/p\n"),
    ("", &["date", "+%F-x"], "…-x"),
    ("", &["date"], "…"),
    ("", &["true"], ""),
    ("", &["frobnicate"], "none"),
];

#[test]
fn prints_what_the_tools_print() {
    let files = Files(&[("/p/a", "one\ntwo\nthree\n"), ("/p/l", "->d"), ("/p/d/x", "x")]);
    let wrong: Vec<String> = ROWS
        .iter()
        .filter_map(|(input, words, expected)| {
            let got = printed(&files, input, words);
            (got != *expected).then(|| format!("{words:?}\n  expected {expected:?}\n  got      {got:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
}

fn printed(files: &Files, input: &str, words: &[&str]) -> String {
    let args: Vec<Arg> = words
        .iter()
        .map(|word| Arg { text: gapped(word), splits: false, span: hook::Span::default() })
        .collect();
    let shell =
        Shell { directory: Some("/p"), home: None, variables: &|_| None, span: hook::Span::default() };
    let invocation = Invocation {
        name: words[0],
        args: &args,
        input: gapped(input),
        input_is_terminal: false,
        feeds_xargs: false,
        shell,
    };
    let outcome = super::run(&invocation, &World::new(files));
    outcome.map_or_else(|| "none".into(), |outcome| outcome.output.shown())
}

fn gapped(text: &str) -> Text {
    let mut gapped = Text::default();
    for (index, part) in text.split('…').enumerate() {
        if index > 0 {
            gapped.push_gap();
        }
        gapped.push_str(part);
    }
    gapped
}

#[test]
fn what_comes_from_outside_stays_so() {
    let files = Files(&[]);
    for words in
        [&["cat"][..], &["tr", "a", "b"], &["head", "-1"], &["base64", "-d"], &["rev"], &["grep", "a.*"]]
    {
        let args: Vec<Arg> = words
            .iter()
            .map(|word| Arg { text: (*word).into(), splits: false, span: hook::Span::default() })
            .collect();
        let shell = Shell { directory: None, home: None, variables: &|_| None, span: hook::Span::default() };
        let input = Text::foreign();
        let invocation = Invocation {
            name: words[0],
            args: &args,
            input,
            input_is_terminal: false,
            feeds_xargs: false,
            shell,
        };
        let outcome = super::run(&invocation, &World::new(&files)).expect("a text tool");
        assert!(outcome.output.is_foreign(), "{words:?}");
    }
}
