//! Owns the value of settings from all files that git reads, under a home of its own.

use std::process::Command;

use facts::Disk;
use hook::Facts;

use crate::repo::Repo;

const SEED: &str = "mkdir -p home/.config/git xdg/git; \
    printf '[user]\\n name = home\\n[alias]\\n undo = reset --hard\\n st = \"status  -s\" # short\\n[a]\\n x = home\\n y = home\\n[include]\\n path = more\\n[a]\\n w = home\\n' > home/.gitconfig; \
    printf '[a]\\n x = more\\n z = more\\n w = more\\n t = ~/tilde\\n[include]\\n path = deeper\\n' > home/more; printf '[a]\\n deep = deeper\\n' > home/deeper; \
    printf '[a]\\n y = xdg\\n v = xdg\\n' > home/.config/git/config; \
    printf '[a]\\n other = xdg\\n' > xdg/git/config; \
    git init -q r; cd r; git config a.y repository; git config a.flag ''; printf '[core]\\n\\tbool\\n[Mixed \"Case.d\"] Name = v;c\\n' >> .git/config; \
    printf '[includeIf \"gitdir:r/\"]\\n path = ../../home/cond1\\n[includeIf \"gitdir:~/nothing/\"]\\n path = ../../home/cond2\\n[includeIf \"onbranch:ma*\"]\\n path = ../../home/cond3\\n\
        [includeIf \"gitdir/i:**/R/.GIT\"]\\n path = ../../home/cond4\\n[includeIf \"onbranch:other\"]\\n path = ../../home/cond5\\n' >> .git/config; \
    for i in 1 2 3 4 5; do printf \"[cond]\\n c$i = yes\\n\" > ../home/cond$i; done; \
    git config extensions.worktreeConfig true; git config --worktree a.own worktree; \
    git commit -q --allow-empty -m 1; git worktree add -q ../w -b other; git -C ../w config --worktree a.own linked";

const KEYS: &[&str] = &[
    "user.name",
    "alias.undo",
    "alias.st",
    "ALIAS.Undo",
    "a.x",
    "a.y",
    "a.z",
    "a.w",
    "a.v",
    "a.t",
    "a.own",
    "a.other",
    "a.flag",
    "core.bool",
    "mixed.Case.d.name",
    "MIXED.Case.d.NAME",
    "mixed.case.d.name",
    "cond.c1",
    "cond.c2",
    "cond.c3",
    "cond.c4",
    "cond.c5",
    "core.bare",
    "core.nothing",
    "nothing",
    "a",
    "a.",
    ".a",
    "",
];

#[test]
fn says_what_git_config_says() {
    let repo = Repo::bare();
    repo.run(SEED);
    let mut wrong = Vec::new();
    for (directory, xdg) in [("r", ""), ("w", ""), ("r", "xdg"), (".", "")] {
        let ours = answers(&repo, directory, xdg);
        for (key, ours) in KEYS.iter().zip(ours) {
            let gits = gits(&repo, directory, xdg, key);
            if ours != gits {
                wrong.push(format!("{directory} {xdg} {key}: ours {ours:?}, gits {gits:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn gits(repo: &Repo, directory: &str, xdg: &str, key: &str) -> Option<String> {
    let xdg = if xdg.is_empty() { String::new() } else { format!("export XDG_CONFIG_HOME=$PWD/{xdg};") };
    // Without a value a setting is true, which git says only when asked for a truth.
    let kind = if key == "core.bool" { "--type=bool" } else { "" };
    let script = format!(
        "unset GIT_CONFIG_GLOBAL GIT_CONFIG_COUNT; export HOME=$PWD/home; {xdg} git -C {directory} config {kind} --get '{key}' && echo found || true"
    );
    let text = repo.run(&script);
    text.strip_suffix("\nfound\n").map(Into::into)
}

/// Asks this very program again, with another home.
fn answers(repo: &Repo, directory: &str, xdg: &str) -> Vec<Option<String>> {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "settings::answers_from_another_home", "--ignored", "--nocapture"]);
    command.env("HOME", repo.absolute("home")).env("FACTS_DIRECTORY", repo.absolute(directory));
    match xdg {
        "" => command.env_remove("XDG_CONFIG_HOME"),
        _ => command.env("XDG_CONFIG_HOME", repo.absolute(xdg)),
    };
    let text = String::from_utf8(command.output().unwrap().stdout).unwrap();
    let answers = text.split('\u{1}').nth(1).unwrap().split('\u{2}');
    answers.skip(1).map(|answer| answer.strip_prefix('=').map(Into::into)).collect()
}

#[test]
#[ignore = "answers for another test, which starts it with a home of its own"]
#[expect(clippy::print_stdout, reason = "the other test reads it")]
fn answers_from_another_home() {
    let Ok(directory) = std::env::var("FACTS_DIRECTORY") else { return };
    let disk = Disk::new();
    let found = disk.repository(&directory);
    print!("\u{1}");
    for key in KEYS {
        let answer = disk.setting(found.as_ref(), key).map_or(String::new(), |value| format!("={value}"));
        print!("\u{2}{answer}");
    }
    print!("\u{1}");
}
