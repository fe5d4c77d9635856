//! Owns the stories of `install` and `uninstall`: other writers, older entries, links, refusals; lists no shapes of files.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

use super::{Home, assert_rows};

/// Files that are not entered, with what is said of them.
const BROKEN: &[(&str, &str, &str)] = &[
    ("a trailing comma", "{\n  \"a\": 1,\n}\n", "settings.json:3:1: not JSON: trailing comma"),
    ("a comment", "{\n  // mine\n  \"a\": 1\n}\n", "settings.json:2:3: not JSON: a comment"),
    ("a block comment", "{ /* mine */ }\n", "settings.json:1:3: not JSON: a comment"),
    ("an open end", "{\n  \"a\": {\n", "settings.json:3:1: not JSON: EOF"),
    ("single quotes", "{\n  'a': 1\n}\n", "settings.json:2:3: not JSON: key must be a string"),
    ("a missing comma", "{\n  \"a\": 1\n  \"b\": 2\n}\n", "settings.json:3:3: not JSON: expected `,`"),
    ("two values", "{}\n{}\n", "settings.json:2:1: not JSON: trailing characters"),
    ("a list", "[]\n", "settings.json:1:1: the file holds an array, not an object"),
    ("a word", "\n  null", "settings.json:2:3: the file holds null, not an object"),
    ("hooks as a list", "{\n  \"hooks\": []\n}\n", "settings.json:2:12: `hooks` is an array, not an object"),
    (
        "an event as an object",
        "{\"hooks\": {\n  \"PreToolUse\": {}\n}}",
        "settings.json:2:17: `hooks.PreToolUse` is an object, not an array",
    ),
];

#[test]
fn a_broken_file_is_refused_with_its_place_and_left_alone() {
    let refused = |(name, text, wanted): &(&str, &str, &str)| {
        let home = Home::with(text);
        let ended = home.run(&["install"]);
        let as_said =
            ended.code == 1 && ended.stderr.contains(wanted) && ended.stderr.contains("correct that place");
        let alone = home.settings().as_deref() == Some(*text) && home.files().len() == 1;
        (!as_said || !alone).then(|| format!("{name}: wanted {wanted}\n{ended:?}\n{:?}", home.files()))
    };
    assert_rows(&BROKEN.iter().filter_map(refused).collect::<Vec<_>>());
}

#[test]
fn bytes_that_are_no_text_are_refused_with_their_place() {
    let home = Home::with("");
    fs::write(home.path(".claude/settings.json"), b"{\n  \"a\": \"\xff\"\n}").unwrap();
    let ended = home.run(&["install"]);
    assert!(ended.code == 1 && ended.stderr.contains("settings.json:2:9: not UTF-8"), "{ended:?}");
}

#[test]
fn a_file_that_was_not_there_is_gone_again_with_its_directory() {
    let home = Home::new();
    home.done(&["install"]);
    assert!(home.settings().is_some());
    home.done(&["uninstall"]);
    assert_eq!(home.files(), [""; 0]);
    assert!(!home.path(".claude").exists());
}

#[test]
fn nothing_registered_is_said_and_no_failure() {
    for home in [Home::new(), Home::with("{ }"), Home::with("{\"hooks\": 1}")] {
        let before = home.settings();
        assert!(home.done(&["uninstall"]).starts_with("nothing is registered"));
        assert_eq!(home.settings(), before);
    }
}

#[test]
fn two_installs_and_one_uninstall_restore_the_original() {
    let original = "{\n    \"z\": 1, \"a\": [ 2 ]\n}";
    let home = Home::with(original);
    home.done(&["install"]);
    home.done(&["install", "--observe"]);
    assert!(home.settings().unwrap().contains("--observe"));
    home.done(&["install"]);
    assert!(!home.settings().unwrap().contains("--observe"));
    home.done(&["uninstall"]);
    assert_eq!(home.settings().as_deref(), Some(original));
}

/// What someone else does to `{"a": 1}` with our entry in it: what is replaced by what, and what is left without us.
const EDITS: &[(&str, &str, &str, &str)] = &[
    ("a key", "\"a\": 1,\n", "\"a\": 1,\n  \"b\":2,\n", "{\n  \"a\": 1,\n  \"b\":2\n}\n"),
    ("a key taken out", "  \"a\": 1,\n", "", "{}\n"),
    (
        "another event",
        "\"hooks\": {\n",
        "\"hooks\": {\n    \"Stop\": [],\n",
        "{\n  \"a\": 1,\n  \"hooks\": {\n    \"Stop\": []\n  }\n}\n",
    ),
    (
        "another handler before ours",
        "\"PreToolUse\": [\n",
        "\"PreToolUse\": [\n      {\"hooks\": [ ]},\n",
        "{\n  \"a\": 1,\n  \"hooks\": {\n    \"PreToolUse\": [\n      {\"hooks\": [ ]}\n    ]\n  }\n}\n",
    ),
    (
        "another handler after ours",
        "\n    ]\n  }\n}\n",
        ",\n      {\"hooks\": [ ]}\n    ]\n  }\n}\n",
        "{\n  \"a\": 1,\n  \"hooks\": {\n    \"PreToolUse\": [\n      {\"hooks\": [ ]}\n    ]\n  }\n}\n",
    ),
    (
        "another handler in our group",
        "\"hooks\": [\n",
        "\"hooks\": [\n          {\"command\": \"x\"},\n",
        "{\n  \"a\": 1,\n  \"hooks\": {\n    \"PreToolUse\": [\n      {\n        \"matcher\": \"Bash|PowerShell|Monitor\",\n        \"hooks\": [\n          {\"command\": \"x\"}\n        ]\n      }\n    ]\n  }\n}\n",
    ),
    ("white space", "\n}\n", "\n}\n\n\n", "{\n  \"a\": 1\n}\n\n\n"),
    ("all of it", "{\n  \"a\": 1,\n", "{\n\t\"c\":3,\n", "{\n\t\"c\":3\n}\n"),
];

#[test]
fn what_someone_else_wrote_since_stays_and_only_ours_goes() {
    let failed: Vec<String> = EDITS
        .iter()
        .flat_map(|(name, old, new, wanted)| {
            let left = [left(old, new, &[]), left(old, new, &["install", "--observe"])];
            left.into_iter()
                .filter(|left| left != wanted)
                .map(|left| format!("{name}\n{left}"))
                .collect::<Vec<_>>()
        })
        .collect();
    assert_rows(&failed);
}

/// What is left after install, the edit, `then` if anything, and uninstall.
fn left(old: &str, new: &str, then: &[&str]) -> String {
    let home = Home::with("{\n  \"a\": 1\n}\n");
    home.done(&["install"]);
    let edited = home.settings().unwrap().replacen(old, new, 1);
    home.write(".claude/settings.json", &edited);
    if !then.is_empty() {
        home.done(then);
    }
    home.done(&["uninstall"]);
    assert_eq!(home.files(), [".claude/settings.json"]);
    home.settings().unwrap()
}

#[test]
fn a_foreign_edit_is_kept_byte_for_byte_when_ours_go() {
    let home = Home::with("{\n  \"b\" :  2\n}\n");
    home.done(&["install"]);
    let edited = home.settings().unwrap().replace("\"b\" :  2", "\"b\" :  3,\n  \"c\":[ ]");
    home.write(".claude/settings.json", &edited);
    let said = home.done(&["uninstall"]);
    assert!(said.contains("only the guard's entries"), "{said}");
    assert_eq!(home.settings().as_deref(), Some("{\n  \"b\" :  3,\n  \"c\":[ ]\n}\n"));
}

#[test]
fn an_older_entry_of_ours_is_replaced_and_its_neighbours_are_not() {
    let older = "{\n  \"hooks\": {\n    \"PreToolUse\": [\n      {\n        \"matcher\": \"Bash\",\n        \"hooks\": [\n          {\"type\": \"command\", \"command\": \"/old/guard-bash --platform claude-code\"},\n          {\"type\": \"command\", \"command\": \"/opt/lint\"}\n        ]\n      },\n      {\"hooks\": [{\"type\": \"command\", \"command\": \"'/old dir/guard-bash'\"}]}\n    ]\n  }\n}\n";
    let home = Home::with(older);
    home.done(&["install"]);
    let after = home.settings().unwrap();
    assert!(!after.contains("/old"), "{after}");
    assert!(after.contains("\n          {\"type\": \"command\", \"command\": \"/opt/lint\"}\n"), "{after}");
    assert_eq!(after.matches("guard-bash").count(), 1, "{after}");
    home.done(&["uninstall"]);
    let left = home.settings().unwrap();
    assert!(left.contains("/opt/lint") && !left.contains("guard-bash"), "{left}");
}

#[test]
fn a_linked_file_is_written_where_it_lies_and_keeps_its_mode() {
    let home = Home::new();
    home.write("dotfiles/claude.json", "{\n  \"a\": 1\n}\n");
    fs::set_permissions(home.path("dotfiles/claude.json"), fs::Permissions::from_mode(0o640)).unwrap();
    fs::create_dir(home.path(".claude")).unwrap();
    symlink("../dotfiles/claude.json", home.path(".claude/settings.json")).unwrap();
    home.done(&["install"]);
    assert!(home.path(".claude/settings.json").is_symlink());
    assert!(home.read("dotfiles/claude.json").unwrap().contains("guard-bash"));
    assert_eq!(fs::metadata(home.path("dotfiles/claude.json")).unwrap().permissions().mode() & 0o777, 0o640);
    home.done(&["uninstall"]);
    assert_eq!(home.read("dotfiles/claude.json").as_deref(), Some("{\n  \"a\": 1\n}\n"));
    assert!(home.path(".claude/settings.json").is_symlink());
}

#[test]
fn a_link_to_nothing_leads_to_a_file_and_back_to_nothing() {
    let home = Home::new();
    fs::create_dir(home.path(".claude")).unwrap();
    symlink(home.path("dotfiles/claude.json"), home.path(".claude/settings.json")).unwrap();
    home.done(&["install"]);
    assert!(home.read("dotfiles/claude.json").unwrap().contains("guard-bash"));
    home.done(&["uninstall"]);
    assert!(!home.path("dotfiles").exists() && home.path(".claude/settings.json").is_symlink());
}

#[test]
fn what_may_not_be_written_or_is_no_file_is_refused() {
    let home = Home::with("{}");
    fs::set_permissions(home.path(".claude/settings.json"), fs::Permissions::from_mode(0o444)).unwrap();
    let ended = home.run(&["install"]);
    assert!(ended.code == 1 && ended.stderr.contains("settings.json is read-only"), "{ended:?}");
    assert_eq!((home.settings().as_deref(), home.files().len()), (Some("{}"), 1));

    let home = Home::new();
    fs::create_dir_all(home.path(".claude/settings.json")).unwrap();
    let ended = home.run(&["install"]);
    assert!(ended.code == 1 && ended.stderr.contains("is not a regular file"), "{ended:?}");
}

#[test]
fn receipts_are_for_their_owner_only() {
    let home = Home::with("{\"env\": {\"TOKEN\": \"secret\"}}");
    home.done(&["install"]);
    let receipts: Vec<String> =
        home.files().into_iter().filter(|name| name.contains("registrations/")).collect();
    assert_eq!(receipts.len(), 1, "{receipts:?}");
    let mode = |below: &str| fs::metadata(home.path(below)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&receipts[0]), mode(".local/state/wavebreak/registrations")), (0o600, 0o700));
}

#[test]
fn a_project_is_registered_in_its_own_settings_with_its_root() {
    let home = Home::new();
    fs::create_dir(home.path("a project")).unwrap();
    let root = fs::canonicalize(home.path("a project")).unwrap();
    home.done(&["install", "--project", "a project"]);
    let settings = home.read("a project/.claude/settings.json").unwrap();
    assert!(settings.contains(&format!("--root '{}'", root.display())), "{settings}");
    assert_eq!(home.settings(), None);
    home.done(&["uninstall", "--project", "a project/."]);
    assert!(!home.path("a project/.claude").exists());
}

#[test]
fn surroundings_say_where_things_are() {
    let home = Home::new();
    let mut install = home.wavebreak(&["install", "--observe"]);
    install.env("CLAUDE_CONFIG_DIR", home.path("c d")).env("XDG_STATE_HOME", home.path("state"));
    install.assert().success();
    let settings = home.read("c d/settings.json").unwrap();
    let observed = home.path("state/wavebreak/observed.jsonl");
    assert!(settings.contains(&format!("--observe {}", observed.display())), "{settings}");

    for value in [None, Some(""), Some("relative")] {
        let mut install = home.wavebreak(&["install"]);
        install.env_remove("HOME");
        install.envs(value.map(|value| ("HOME", value)));
        let ended = super::ended(install);
        assert!(ended.code == 1 && ended.stderr.contains("HOME is not set"), "{value:?} {ended:?}");
    }
}

#[test]
fn a_guard_that_is_not_there_is_not_registered() {
    let home = Home::new();
    let ended = home.run(&["install", "--prefix", "nowhere"]);
    assert!(
        ended.code == 1 && ended.stderr.contains("nowhere/bin") && ended.stderr.contains("--prefix"),
        "{ended:?}"
    );
    assert_eq!(home.files(), [""; 0]);
    home.write("p/bin/guard-bash", "");
    home.done(&["install", "--prefix", "p"]);
    assert!(home.settings().unwrap().contains("/p/bin/guard-bash --platform"));
}

#[test]
fn a_dry_run_shows_the_change_and_makes_none() {
    let home = Home::with("{\n  \"a\": 1\n}\n");
    let diff = home.done(&["install", "--dry-run"]);
    for wanted in ["--- ", "+++ ", "\n-  \"a\": 1\n", "\n+  \"a\": 1,\n", "--platform claude-code"] {
        assert!(diff.contains(wanted), "{wanted}\n{diff}");
    }
    let shown: serde_json::Value =
        serde_json::from_str(&home.done(&["install", "--dry-run", "--json"])).unwrap();
    assert_eq!((&shown["changes"], shown["diff"].as_str()), (&true.into(), Some(diff.as_str())));
    assert_eq!(home.settings().as_deref(), Some("{\n  \"a\": 1\n}\n"));
    assert_eq!(home.files().len(), 1);
}

#[test]
fn hooks_that_are_off_are_spoken_of_loudly() {
    let home = Home::with("{\"disableAllHooks\": true}");
    let said = home.done(&["install"]);
    assert!(said.contains("warning: `disableAllHooks` is true"), "{said}");
    assert!(home.settings().unwrap().contains("guard-bash"));
}
