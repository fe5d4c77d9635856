//! Owns the rows that say which mistakes in a file of the law are found, where, and with which remedy.

use law::read::{Source, read};

use super::read_text;

/// A file and, for each mistake in it, a part of the line that tells it.
type Row = (&'static str, &'static [&'static str]);

const SYNTAX: &[Row] = &[
    ("", &["a.json:1:0: not JSON: EOF while parsing a value; write JSON, without comments"]),
    ("{\n  \"rules\": [,]\n}", &["a.json:2:13: not JSON: expected value"]),
    ("{} x", &["a.json:1:4: not JSON: trailing characters"]),
    ("[]", &["a.json:1:1: not an object; write an object"]),
    ("{\"rules\": 1}", &["a.json:1:11: rules: not a list"]),
    ("{\"programs\": []}", &["a.json:1:14: programs: not an object"]),
    ("{\"rule\": []}", &["rule: unknown key `rule`; write one of option_sets, programs, rules, paths"]),
    ("{\"rules\": [], \"rules\": []}", &["a.json:1:24: rules: `rules` stands twice; merge the two"]),
    ("{\"note\": 1}", &["note: not a text"]),
    ("{\"note\": [1]}", &["note[0]: not a text"]),
];

const PROGRAMS: &[Row] = &[
    ("{\"programs\": {\"a\": {\"option\": []}}}", &["programs.a.option: unknown key `option`"]),
    ("{\"programs\": {\"a b\": {}}}", &["`a b` is no program name; write the bare name"]),
    ("{\"programs\": {\"a||b\": {}}}", &["`` is no program name"]),
    ("{\"programs\": {\"/bin/a\": {}}}", &["`/bin/a` is no program name"]),
    (
        "{\"programs\": {\"a|b\": {},\n \"c|b\": {}}}",
        &["a.json:2:9: programs.c|b: `b` is taken; choose another, or change the one at a.json:1"],
    ),
    (
        "{\"programs\": {\"a\": {\"subcommands\": {\"x|y\": {}, \"y\": {}}}}}",
        &["programs.a.subcommands.y: `y` is taken"],
    ),
    (
        "{\"programs\": {\"a\": {\"options\": [\"force\"]}}}",
        &["options[0]: `force` is no option; write `-f, --force`"],
    ),
    (
        "{\"programs\": {\"a\": {\"options\": [1, \"-C dir\"]}}}",
        &["options[0]: not a text", "options[1]: `-C dir` is no option"],
    ),
    (
        "{\"programs\": {\"a\": {\"options\": [\"-f, --force\", \"-x\", \"-f\"]}}}",
        &["options[2]: option `-f` is listed twice"],
    ),
    (
        "{\"programs\": {\"a\": {\"options\": [\"--[no-]x\", \"--no-x\"]}}}",
        &["option `--no-x` is listed twice"],
    ),
    ("{\"programs\": {\"a\": {\"options\": [\"@set\"]}}}", &["`@set` is no option"]),
    ("{\"programs\": {\"a\": {\"options_first\": \"yes\"}}}", &["options_first: not true or false"]),
    (
        "{\"programs\": {\"a\": {\"prints\": \"text\"}}}",
        &["prints: unknown word `text`; write one of unknown, setup, foreign"],
    ),
    (
        "{\"programs\": {\"a\": {\"dry\": [\"--dry-run\"]}}}",
        &["dry[0]: the program has no option `--dry-run`; list it under"],
    ),
    (
        "{\"programs\": {\"a\": {\"forms\": [{\"on\": \"paths\"}]}}}",
        &["forms[0]: `effect` is missing; add `effect`"],
    ),
    (
        "{\"programs\": {\"a\": {\"forms\": [{\"effect\": \"eat\", \"on\": \"paths\"}]}}}",
        &["effect: unknown word `eat`; write one of delete, overwrite"],
    ),
    (
        "{\"programs\": {\"a\": {\"forms\": [{\"effect\": \"delete\", \"on\": \"all\"}]}}}",
        &["on: `all` says no target"],
    ),
    (
        "{\"programs\": {\"a\": {\"forms\": [{\"effect\": \"delete\", \"on\": \"option --out\"}]}}}",
        &["on: the program has no option `--out`"],
    ),
    (
        "{\"programs\": {\"a\": {\"forms\": [{\"effect\": \"delete\", \"when\": [\"-x|-y\"], \"unless\": [\"-z\"]}]}}}",
        &["no option `-x`", "no option `-y`", "no option `-z`"],
    ),
];

const RULES: &[Row] = &[
    (
        "{\"rules\": [{}]}",
        &[
            "`id` is missing",
            "`effects` is missing",
            "`verdict` is missing",
            "`reason` is missing",
            "`instead` is missing",
        ],
    ),
    (
        "{\"rules\": [{\"id\": \"a.b\", \"effects\": [\"delete\"], \"verdict\": \"deny\", \"reason\": \"r\"}]}",
        &["rules[0]: `instead` is missing"],
    ),
    (
        "{\"rules\": [{\"id\": \"A\", \"effects\": [], \"verdict\": \"no\", \"reason\": \"\", \"instead\": \" \"}]}",
        &[
            "id: `A` is no rule id",
            "effects: empty",
            "verdict: unknown word `no`",
            "reason: empty",
            "instead: empty",
        ],
    ),
    (
        "{\"rules\": [{\"id\": \"a.b\", \"effects\": [\"delete\"], \"standings\": [\"lost\"], \"programs\": [\"\"], \"except\": [], \"verdict\": \"ask\", \"reason\": \"r\", \"instead\": \"i\"}]}",
        &["standings[0]: unknown word `lost`", "programs[0]: empty", "except: empty"],
    ),
    (
        "{\"rules\": [{\"id\": \"a.b\", \"effects\": [\"delete\"], \"verdict\": \"ask\", \"reason\": \"a {thing} `x` `{y}` {loss}.\", \"instead\": \"{target} `\"}]}",
        &[
            "reason: nothing fills in `{thing}` here",
            "reason: {loss} in a rule that matches where nothing is lost",
            "reason: a full stop at the end",
            "instead: nothing fills in `{target}` here",
            "instead: a backtick without a second one",
        ],
    ),
];

const PATHS: &[Row] = &[
    ("{\"paths\": {\"systems\": []}}", &["paths.systems: unknown key `systems`"]),
    (
        "{\"paths\": {\"guard\": [\"a//b\", \"?\", \"*\"]}}",
        &[
            "guard[0]: pattern `a//b` has an empty component",
            "guard[1]: pattern `?` has a wildcard",
            "guard[2]: pattern `*` matches every name",
        ],
    ),
];

#[test]
fn every_mistake_is_told_with_its_place_and_its_remedy() {
    let rows = [SYNTAX, PROGRAMS, RULES, PATHS].concat();
    let wrong: Vec<String> = rows.iter().filter_map(|(text, parts)| wrong(text, parts)).collect();
    assert!(wrong.is_empty(), "{} of {} rows:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

/// A sentence where the mistakes of `text` are not those whose parts are given, one each and in order.
fn wrong(text: &str, parts: &[&str]) -> Option<String> {
    let told: Vec<String> =
        read_text(text).err().unwrap_or_default().iter().map(ToString::to_string).collect();
    let right = told.len() == parts.len() && told.iter().zip(parts).all(|(told, part)| told.contains(part));
    (!right).then(|| format!("{text}\n  expected {parts:#?}\n  got      {told:#?}"))
}

#[test]
fn mistakes_of_all_files_are_told_at_once() {
    let rule = |id: &str| {
        format!(
            "{{\"rules\": [{{\"id\": \"{id}\", \"effects\": [\"kill\"], \"verdict\": \"allow\", \"reason\": \"r\"}}]}}"
        )
    };
    let (first, second) = (rule("a.b"), rule("a.b"));
    let sources = [("one.json", first.as_str()), ("two.json", &second), ("three.json", "{")];
    let sources = sources.map(|(name, text)| Source { name, text });
    let told: Vec<String> = read(&sources).unwrap_err().iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 2, "{told:#?}");
    assert!(told[0].starts_with(
        "two.json:1:12: rules[0]: `a.b` is taken; choose another, or change the one at one.json:1"
    ));
    assert!(told[1].starts_with("three.json:1:1: not JSON"));
}

#[test]
fn a_rule_that_says_too_much_is_told() {
    let reason = "x".repeat(300);
    let text = format!(
        "{{\"rules\": [{{\"id\": \"a.b\", \"effects\": [\"kill\"], \"verdict\": \"ask\", \"reason\": \"{reason}\", \"instead\": \"i\"}}]}}"
    );
    let told = read_text(&text).unwrap_err();
    assert_eq!(told.len(), 1);
    assert!(told[0].to_string().contains("rules[0].reason: reason and alternative have 301 characters"));
}

#[test]
fn nesting_has_an_end() {
    let deep = "{\"a\": {\"subcommands\": ".repeat(50_000);
    let text = format!("{{\"programs\": {deep}{{}}{}", "}".repeat(100_001));
    let told = read_text(&text).unwrap_err();
    assert_eq!(told.len(), 1);
    assert!(told[0].to_string().contains("subcommands are nested too deep"), "{}", told[0].fault);
}
