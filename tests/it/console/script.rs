//! Owns what `install/install.sh` does around the build: with stand-ins for cargo, rustup and rustc, so that nothing is built.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use assert_cmd::Command;

use super::{Ended, Home, assert_rows, ended};

/// A cargo that says what it was asked for and hands out the programs that are under test.
fn cargo() -> String {
    let programs = Path::new(env!("CARGO_BIN_EXE_wavebreak")).parent().expect("a directory");
    let given = programs.display();
    format!(
        r#"[ "$1" = --version ] && exit
echo "$*" >> "$HOME/asked"
while [ "$1" != --root ]; do shift; done
mkdir -p "$2/bin"
cp '{given}/guard-bash' '{given}/wavebreak' "$2/bin""#
    )
}

/// A home with stand-ins, where rustc has the musl target installed or rustup does this when asked to add it.
fn workshop(musl_is_installed: bool, rustup: &str) -> Home {
    let home = Home::new();
    tool(&home, "cargo", &cargo());
    tool(&home, "rustup", rustup);
    tool(&home, "rustc", &format!("echo '{}'", home.path("sysroot").display()));
    tool(&home, "cc", "");
    tool(&home, "uname", "case $1 in -s) echo Linux ;; -m) echo x86_64 ;; esac");
    if musl_is_installed {
        fs::create_dir_all(home.path("sysroot/lib/rustlib/x86_64-unknown-linux-musl/lib")).unwrap();
    }
    home
}

fn tool(home: &Home, name: &str, script: &str) {
    home.write(&format!("tools/{name}"), &format!("#!/bin/sh\n{script}\n"));
    fs::set_permissions(home.path(&format!("tools/{name}")), fs::Permissions::from_mode(0o755)).unwrap();
}

fn script(home: &Home, arguments: &[&str]) -> Command {
    let mut script = Command::new(concat!(env!("CARGO_MANIFEST_DIR"), "/install/install.sh"));
    let tools = home.path("tools");
    script.env_clear().env("HOME", home.path(".")).env("PATH", format!("{}:/usr/bin:/bin", tools.display()));
    script.current_dir(home.path(".")).args(arguments);
    script
}

fn run(home: &Home, arguments: &[&str]) -> Ended {
    ended(script(home, arguments))
}

#[test]
fn the_target_is_musl_where_it_can_be_had() {
    let added = "mkdir -p \"$HOME/added\"";
    for (installed, rustup, wanted) in
        [(true, "exit 1", true), (false, added, true), (false, "exit 1", false)]
    {
        let home = workshop(installed, rustup);
        let ended = run(&home, &["--no-register"]);
        let asked = home.read("asked").unwrap_or_default();
        assert_eq!(
            (ended.code, asked.contains("--target x86_64-unknown-linux-musl")),
            (0, wanted),
            "{ended:?}\n{asked}"
        );
        assert!(asked.contains("--locked") && ended.stdout.contains("building in "), "{ended:?}\n{asked}");
        assert_eq!(ended.stdout.contains("statically with musl"), wanted, "{ended:?}");
        assert_eq!(ended.stdout.contains("statically with glibc"), !wanted, "{ended:?}");
        assert_eq!(home.path("added").exists(), rustup == added && !installed);
    }
}

#[test]
fn programs_are_put_in_place_once_and_registered_if_wanted() {
    let home = workshop(true, "");
    let first = run(&home, &["--no-register", "--prefix", "a prefix"]);
    assert!(first.stdout.contains("installed: ") && first.stdout.contains("is not on PATH"), "{first:?}");
    assert_eq!(home.settings(), None);
    let programs = |home: &Home| -> Vec<String> {
        home.files().into_iter().filter(|name| name.starts_with("a prefix/")).collect()
    };
    assert_eq!(programs(&home), ["a prefix/bin/guard-bash", "a prefix/bin/wavebreak"]);
    let second = run(&home, &["--no-register", "--prefix=a prefix"]);
    assert!(
        !second.stdout.contains("installed: ") && second.stdout.matches("unchanged: ").count() == 2,
        "{second:?}"
    );
    fs::write(home.path("a prefix/bin/guard-bash"), "another").unwrap();
    let third = run(&home, &["--no-register", "--prefix", "a prefix"]);
    assert!(third.stdout.matches("installed: ").count() == 1, "{third:?}");
    assert_eq!(programs(&home).len(), 2);
}

#[test]
fn options_reach_the_registration() {
    let home = workshop(true, "");
    fs::create_dir(home.path("a project")).unwrap();
    let ended = run(&home, &["--project", "a project", "--observe"]);
    let settings = home.read("a project/.claude/settings.json").unwrap_or_default();
    let real = fs::canonicalize(home.path(".")).unwrap();
    for wanted in [
        format!("{}/.local/bin/guard-bash --platform", real.display()),
        format!("--root '{}/a project'", real.display()),
        "--observe ".to_owned(),
    ] {
        assert!(settings.contains(&wanted), "{wanted}\n{settings}\n{ended:?}");
    }
    assert!(ended.stdout.contains("healthy, observing") && home.settings().is_none(), "{ended:?}");
    assert_eq!(ended.code, 0);
}

/// Options, what else goes wrong, and how the script then ends with what words.
type Mishap = (&'static [&'static str], fn(&Home, &mut Command), i32, &'static str);

const MISHAPS: &[Mishap] = &[
    (&["--no-such"], |_, _| {}, 2, "unknown option --no-such"),
    (&["--prefix"], |_, _| {}, 2, "--prefix needs a directory"),
    (&["--project", "nowhere"], |_, _| {}, 1, "nowhere is not a directory"),
    (&[], |_, script| _ = script.env_remove("HOME"), 1, "HOME is not set"),
    (&[], |_, script| _ = script.env("HOME", ""), 1, "HOME is not set"),
    (&[], |home, _| tool(home, "cargo", "exit 1"), 1, "rustup default stable"),
    (&[], |home, script| without(home, script, "cargo"), 1, "cargo is missing"),
    (&[], |home, script| without(home, script, "cc"), 1, "C compiler is missing"),
    (&[], |home, _| tool(home, "cargo", "[ \"$1\" = --version ]"), 1, "the build failed"),
];

#[test]
fn what_is_missing_is_said() {
    let failed = |(arguments, mishap, code, wanted): &Mishap| {
        let home = workshop(true, "");
        let mut script = script(&home, arguments);
        mishap(&home, &mut script);
        let ended = ended(script);
        let as_wanted = ended.code == *code && ended.stderr.contains(wanted) && home.settings().is_none();
        (!as_wanted).then(|| format!("{arguments:?} wanted {wanted}\n{ended:?}"))
    };
    assert_rows(&MISHAPS.iter().filter_map(failed).collect::<Vec<_>>());
}

/// Leaves the script nothing but what it needs before it looks for `missing`.
fn without(home: &Home, script: &mut Command, missing: &str) {
    fs::remove_file(home.path("tools").join(missing)).unwrap();
    for name in ["sh", "dirname"] {
        symlink(format!("/bin/{name}"), home.path("tools").join(name)).unwrap();
    }
    script.env("PATH", home.path("tools"));
}

#[test]
fn help_is_printed_without_any_tool() {
    let home = Home::new();
    let ended = run(&home, &["--help"]);
    assert!(ended.code == 0 && ended.stdout.contains("--no-register"), "{ended:?}");
    assert!(ended.stdout.contains("Exit codes:") && home.files().is_empty(), "{ended:?}");
}
