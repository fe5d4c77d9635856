//! Owns what `wavebreak doctor` finds, with guards that are as they should be and with guards that are not.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use serde_json::Value;

use super::{Ended, Home, assert_rows};

/// What a guard prints to refuse.
const REFUSAL: &str = r#"{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny","permissionDecisionReason":"loses unsaved.txt"}}"#;

/// A home in which a guard made of this shell script is registered.
fn guarded(script: &str, arguments: &[&str]) -> Home {
    let home = Home::new();
    let version = env!("CARGO_PKG_VERSION");
    let whole =
        format!("#!/bin/sh\n[ \"$1\" = --version ] && {{ echo guard-bash {version}; exit; }}\n{script}\n");
    home.write("p/guard-bash", &whole);
    fs::set_permissions(home.path("p/guard-bash"), fs::Permissions::from_mode(0o755)).unwrap();
    home.done(&[&["install", "--prefix", "p"], arguments].concat());
    home
}

/// A guard that refuses what it should.
fn sound() -> Home {
    guarded(&refusing(&format!("echo '{REFUSAL}'")), &[])
}

/// A script that does `this` when asked about a reset.
fn refusing(this: &str) -> String {
    format!("case $(cat) in *'git reset --hard'*) {this} ;; esac")
}

#[test]
fn a_sound_guard_is_healthy_and_says_why() {
    let home = sound();
    let said = home.done(&["doctor"]);
    for wanted in [
        "✓ registered in ",
        "✓ asked before Bash, PowerShell, Monitor, 5 s",
        "/p/guard-bash is version",
        "✓ `git reset --hard` with unsaved work in unsaved.txt is refused",
        "    loses unsaved.txt",
        "✓ `ls` is allowed",
        "✓ the repository is as it was",
        "\nhealthy\n",
    ] {
        assert!(said.contains(wanted), "{wanted}\n{said}");
    }
    assert!(!said.contains('✗') && !said.contains('\x1b'), "{said}");
}

#[test]
fn the_built_guard_is_sound() {
    let home = Home::new();
    home.done(&["install"]);
    let said = home.done(&["doctor"]);
    assert!(
        said.contains("in unsaved.txt is refused\n    wavebreak [git.") && said.ends_with("\nhealthy\n"),
        "{said}"
    );
    home.done(&["install", "--observe"]);
    let said = home.done(&["doctor"]);
    assert!(
        said.contains("would be refused, and is recorded in") && said.contains("healthy, observing"),
        "{said}"
    );
    assert_eq!(home.read(".local/state/wavebreak/observed.jsonl").map_or(0, |text| text.lines().count()), 1);
}

#[test]
fn machines_read_the_same_findings() {
    let shown: Value = serde_json::from_str(&sound().done(&["doctor", "--json"])).expect("JSON");
    let states: Vec<&str> =
        shown["findings"].as_array().unwrap().iter().filter_map(|one| one["state"].as_str()).collect();
    assert!(
        shown["healthy"] == true && states.len() > 4 && states.iter().all(|state| *state == "ok"),
        "{shown}"
    );
    assert!(shown["command"].as_str().unwrap().ends_with("--platform claude-code"), "{shown}");
}

#[test]
fn a_guard_that_does_not_guard_is_found_out() {
    let rows = [
        ("cat > /dev/null".to_owned(), "would have run"),
        (refusing("exit 1"), "got no answer"),
        (refusing("echo nonsense"), "no JSON"),
        (refusing("kill -SEGV $$"), "got no answer"),
        (refusing("echo refused >&2; exit 2"), "not because of it"),
        (refusing(&format!("echo '{}'", REFUSAL.replace("deny", "ask"))), "would only be asked about"),
        (format!("cat > /dev/null; echo '{REFUSAL}'"), "`ls` is not allowed"),
        (refusing(&format!("echo '{REFUSAL}'; git reset --quiet --hard")), "the repository was changed"),
        (refusing("exec sleep 60"), "no answer within 5 s"),
    ];
    let failed = |(script, wanted): &(String, &str)| {
        let ended = guarded(script, &[]).run(&["doctor"]);
        unhealthy(&ended, wanted).err().map(|why| format!("{script}\n{why}"))
    };
    assert_rows(&rows.iter().filter_map(failed).collect::<Vec<_>>());
}

fn unhealthy(ended: &Ended, wanted: &str) -> Result<(), String> {
    let found = ended.code == 1 && ended.stdout.contains(wanted) && ended.stdout.ends_with("not healthy\n");
    if found { Ok(()) } else { Err(format!("wanted {wanted}\n{}\n{}", ended.stdout, ended.stderr)) }
}

/// What happens to a sound registration, and what is found then.
type Mishap = (&'static str, fn(&Home), &'static str);

const MISHAPS: &[Mishap] = &[
    ("unregistered", |home| drop(home.done(&["uninstall"])), "run `wavebreak install`"),
    ("the program is gone", |home| fs::remove_file(home.path("p/guard-bash")).unwrap(), "cannot be started"),
    (
        "the program is not executable",
        |home| fs::set_permissions(home.path("p/guard-bash"), fs::Permissions::from_mode(0o644)).unwrap(),
        "cannot be started",
    ),
    (
        "another version",
        |home| home.write("p/guard-bash", "#!/bin/sh\necho guard-bash 9.9.9\n"),
        "but says `guard-bash 9.9.9`",
    ),
    (
        "hooks are off",
        |home| change(home, "{\n", "{\n  \"disableAllHooks\": true,\n"),
        "`disableAllHooks` is true in",
    ),
    (
        "hooks are off in the project",
        |home| home.write("w/.claude/settings.local.json", "{\"disableAllHooks\": true}"),
        "settings.local.json",
    ),
    ("another timeout", |home| change(home, "\"timeout\": 5", "\"timeout\": 600"), "timeout is 600, not 5"),
    ("failures let through", |home| change(home, "\"block\"", "\"continue\""), "onFailure is \"continue\""),
    ("fewer tools", |home| change(home, "Bash|PowerShell|Monitor", "Bash"), "matcher is `Bash`, not"),
    ("another event", |home| change(home, "PreToolUse", "PostToolUse"), "event is `PostToolUse`"),
    (
        "no absolute path",
        |home| change(home, &home.path("p/guard-bash").display().to_string(), "guard-bash"),
        "not an absolute path",
    ),
    (
        "twice",
        |home| {
            change(
                home,
                "\"hooks\": [\n          {",
                "\"hooks\": [\n          {\"type\": \"command\", \"command\": \"/x/guard-bash\"},\n          {",
            )
        },
        "registered 2 times",
    ),
];

/// Changes the settings as someone else would.
fn change(home: &Home, old: &str, new: &str) {
    let text = home.settings().unwrap();
    let changed = text.replacen(old, new, 1);
    assert_ne!(text, changed, "{old}");
    home.write(".claude/settings.json", &changed);
}

#[test]
fn a_registration_that_is_not_as_it_was_is_found_out() {
    let failed = |(name, mishap, wanted): &(&str, fn(&Home), &str)| {
        let home = sound();
        fs::create_dir_all(home.path("w")).unwrap();
        mishap(&home);
        let mut doctor = home.wavebreak(&["doctor"]);
        doctor.current_dir(home.path("w"));
        unhealthy(&super::ended(doctor), wanted).err().map(|why| format!("{name}: {why}"))
    };
    assert_rows(&MISHAPS.iter().filter_map(failed).collect::<Vec<_>>());
}

#[test]
fn broken_settings_are_named_with_their_place() {
    let ended = Home::with("{\n  \"a\": 1,\n}").run(&["doctor"]);
    assert!(ended.code == 1 && ended.stderr.contains("settings.json:3:1: not JSON"), "{ended:?}");
}

#[test]
fn foreign_hooks_on_shell_commands_are_named_and_no_failure() {
    let home = sound();
    let foreign = r#"{"hooks": {"PreToolUse": [
      {"matcher": "Bash", "hooks": [{"type": "command", "command": "/opt/rewriter"}]},
      {"matcher": "Edit|Write", "hooks": [{"type": "command", "command": "/opt/formatter"}]},
      {"matcher": "B.*", "hooks": [{"type": "http", "url": "http://localhost"}]}]}}"#;
    home.write("w/.claude/settings.json", foreign);
    let mut doctor = home.wavebreak(&["doctor"]);
    doctor.current_dir(home.path("w"));
    let ended = super::ended(doctor);
    assert_eq!(ended.code, 0, "{ended:?}");
    assert!(
        ended.stdout.contains("! another hook runs before shell commands: /opt/rewriter"),
        "{}",
        ended.stdout
    );
    assert!(
        ended.stdout.contains("a handler of type http") && !ended.stdout.contains("formatter"),
        "{}",
        ended.stdout
    );
}

#[test]
fn observing_lets_through_and_records() {
    let home = guarded(&refusing("echo \"{}\" >> \"$4\""), &["--observe"]);
    let said = home.done(&["doctor"]);
    assert!(
        said.contains("would be refused, and is recorded") && said.contains("healthy, observing"),
        "{said}"
    );
    let deaf = guarded("cat > /dev/null", &["--observe"]).run(&["doctor"]);
    assert_eq!(unhealthy(&deaf, "was not recorded"), Ok(()));
    let strict = guarded(&refusing(&format!("echo '{REFUSAL}'")), &["--observe"]).run(&["doctor"]);
    assert_eq!(unhealthy(&strict, "was not let through"), Ok(()));
}

#[test]
fn a_project_has_a_doctor_of_its_own() {
    let home = sound();
    fs::create_dir(home.path("w")).unwrap();
    let ended = home.run(&["doctor", "--project", "w"]);
    assert!(ended.code == 1 && ended.stdout.contains("install --project"), "{ended:?}");
    home.done(&["install", "--project", "w", "--prefix", "p"]);
    let said = home.done(&["doctor", "--project", "w"]);
    assert!(said.contains("✓ registered in") && said.contains("w/.claude/settings.json"), "{said}");
    assert!(said.contains("! registered in") && said.contains("judged twice"), "{said}");
    home.done(&["uninstall"]);
    let mut doctor = home.wavebreak(&["doctor"]);
    doctor.current_dir(home.path("w"));
    let ended = super::ended(doctor);
    assert!(ended.code == 1 && ended.stdout.contains("w/.claude/settings.json has an entry"), "{ended:?}");
}
