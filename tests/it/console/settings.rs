//! Owns the shapes of settings files: each is entered and left again, and what is not ours stays as it is; tells no story
//! longer than that.

use serde_json::Value;

use super::{Home, assert_rows};

/// Settings of every shape that a client reads.
const SHAPES: &[(&str, &str)] = &[
    ("an empty object", "{}"),
    ("an empty object and a line end", "{}\n"),
    ("an empty object over two lines", "{\n}\n"),
    ("an empty file", ""),
    ("white space", " \n\t\n"),
    ("one key", "{\n  \"model\": \"opus\"\n}\n"),
    ("no line end at the end", "{\n  \"model\": \"opus\"\n}"),
    ("everything on one line", "{\"model\":\"opus\",\"env\":{}}"),
    ("everything on one airy line", "{ \"model\": \"opus\" }\n"),
    ("hooks on one line", "{\"hooks\":{\"PreToolUse\":[{\"matcher\":\"Edit\",\"hooks\":[]}]}}\n"),
    ("tabs", "{\n\t\"model\": \"opus\",\n\t\"env\": {\n\t\t\"A\": \"b\"\n\t}\n}\n"),
    ("four spaces", "{\n    \"model\": \"opus\"\n}\n"),
    ("no indentation", "{\n\"model\": \"opus\"\n}\n"),
    ("a Windows file", "{\r\n  \"model\": \"opus\"\r\n}\r\n"),
    ("a byte-order mark", "\u{feff}{\n  \"model\": \"opus\"\n}\n"),
    ("a byte-order mark and nothing", "\u{feff}"),
    ("uneven lines", "\n{ \"a\" : 1 ,\n\n      \"b\":[1,\n 2 ] ,\n  \"c\" : {} }\n\n"),
    (
        "foreign events",
        "{\n  \"hooks\": {\n    \"Stop\": [\n      {\"hooks\": [{\"type\": \"command\", \"command\": \"say\"}]}\n    ]\n  },\n  \"z\": 1\n}\n",
    ),
    (
        "foreign handlers of the same event",
        "{\n  \"hooks\": {\n    \"PreToolUse\": [\n      {\n        \"matcher\": \"Bash\",\n        \"hooks\": [\n          { \"type\": \"command\", \"command\": \"/opt/x/lint\" }\n        ]\n      }\n    ]\n  }\n}\n",
    ),
    (
        "foreign handlers on one line of many",
        "{\n  \"hooks\": { \"PreToolUse\": [ { \"hooks\": [ { \"type\": \"command\", \"command\": \"x\" } ] } ] },\n  \"model\": \"opus\"\n}\n",
    ),
    ("an empty list of the same event", "{\n  \"hooks\": {\n    \"PreToolUse\": []\n  }\n}\n"),
    ("empty hooks", "{\n  \"hooks\": {},\n  \"model\": \"opus\"\n}\n"),
    (
        "keys twice",
        "{\n  \"hooks\": 1,\n  \"hooks\": {\n    \"PreToolUse\": 2,\n    \"PreToolUse\": []\n  }\n}\n",
    ),
    (
        "escapes, other scripts and large numbers",
        "{\n  \"a\\u0062\\/\": \"日本 \\ud83d\\ude00 \u{1f600}\",\n  \"n\": 123456789012345678901234567890.5e-3\n}\n",
    ),
    (
        "a name of ours in foreign text",
        "{\n  \"hooks\": {\n    \"PreToolUse\": [\n      {\"hooks\": [{\"type\": \"command\", \"command\": \"echo guard-bash\"}]}\n    ]\n  }\n}\n",
    ),
    ("brackets in strings", "{\n  \"a\": \"}]{[\\\"\",\n  \"b\": \"// no\"\n}\n"),
];

#[test]
fn every_shape_is_entered_once_and_left_without_a_trace() {
    let failed: Vec<String> = SHAPES
        .iter()
        .filter_map(|(name, before)| {
            there_and_back(before).err().map(|why| format!("{name}: {why}\n--- before\n{before}"))
        })
        .collect();
    assert_rows(&failed);
}

fn there_and_back(before: &str) -> Result<(), String> {
    let home = Home::with(before);
    home.done(&["install"]);
    let after = home.settings().ok_or("no file")?;
    check(is_one_insertion(before, &after), "foreign text was touched", &after)?;
    check(value(&after) == with_ours(value(before)), "another value", &after)?;
    check(!before.contains(':') || layout(before) == layout(&after), "another layout", &after)?;
    let again = home.done(&["install"]);
    check(again.starts_with("already registered"), "registered again", &again)?;
    check(home.settings().as_ref() == Some(&after), "changed by the second run", &after)?;
    home.done(&["uninstall"]);
    let back = home.settings().unwrap_or_default();
    check(back == before, "not restored", &back)?;
    check(home.files() == [".claude/settings.json"], "litter", &home.files().join(" "))
}

fn check(holds: bool, what: &str, seen: &str) -> Result<(), String> {
    if holds { Ok(()) } else { Err(format!("{what}\n--- seen\n{seen}")) }
}

/// Whether `after` is `before` with one piece put in somewhere. White space between brackets with nothing else in them
/// makes room for it.
fn is_one_insertion(before: &str, after: &str) -> bool {
    let (before, after) = match before.contains(':') {
        true => (before.to_owned(), after),
        false => (before.split_whitespace().collect(), after.trim()),
    };
    let prefix = before.bytes().zip(after.bytes()).take_while(|(one, other)| one == other).count();
    let suffix =
        before.bytes().rev().zip(after.bytes().rev()).take_while(|(one, other)| one == other).count();
    prefix + suffix >= before.len()
}

/// Whether all line ends are those of Windows, and whether it all stands on one line.
fn layout(text: &str) -> (bool, bool) {
    let (windows, all) = (text.matches("\r\n").count(), text.matches('\n').count());
    (windows > 0 && windows == all, text.trim().lines().count() == 1)
}

fn value(text: &str) -> Value {
    serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap_or_else(|_| serde_json::json!({}))
}

/// The value that settings have with our handler as the last of its event.
fn with_ours(mut settings: Value) -> Value {
    let fresh = Home::new();
    fresh.done(&["install"]);
    let mut ours = value(&fresh.settings().unwrap_or_default());
    let event = &mut settings["hooks"]["PreToolUse"];
    let mut groups = event.as_array().cloned().unwrap_or_default();
    groups.push(ours["hooks"]["PreToolUse"][0].take());
    *event = groups.into();
    settings
}
