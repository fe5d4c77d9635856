//! Owns random edits of a working tree, after each of which git and this room must agree.

use std::fmt::Write;

use crate::repo::{Repo, everything, said};

/// Repositories, and rounds in each unless FACTS_ROUNDS says otherwise.
const REPOSITORIES: u64 = 3;
const ROUNDS: usize = 6;

const NAMES: &[&str] = &["a", "b", "a.log", "a-b", "ab", "ü", "sp ace", "*x", "keep.log"];
const DIRECTORIES: &[&str] = &["", "d/", "d/e/", "d-x/", "build/", "d/build/", "f/g/h/"];
const RULES: &[&str] = &[
    "*.log",
    "!keep.log",
    "build/",
    "/build",
    "d/*",
    "!d/e/",
    "**/e",
    "d/**/a",
    "a[a-b]",
    "[!a]?",
    "\\*x",
    "f/**",
    "sp\\ ace",
    "#c",
    "d/e/*.log",
    "**/g/**/a",
    "ü",
    "*x*",
    "??",
    "a*b",
    "/d-x/",
    "e/",
    "*/",
    "!*/",
    "!/d/e/a",
    "h/",
    "g/h",
    " ",
    "a ",
    "b\\ ",
    "[a",
    "[]-a]*",
    "d/e/",
    "!a",
    "*",
    "!d",
    "[[:alpha:]]",
    "*.[kl]og",
    "/*/a",
    "**",
    "/**/b",
    "f/*/h",
    "*\\",
    "d//e",
    "//a",
    "a**",
    "**b",
];

/// Numbers that look random and are the same each time (Steele, Lea and Flood: splitmix64).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn next(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % sides as u64) as usize
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.next(from.len())]
    }

    fn path(&mut self) -> String {
        format!("'{}{}'", self.pick(DIRECTORIES), self.pick(NAMES))
    }

    /// One edit, as a script that does not mind if it cannot be done.
    fn edit(&mut self) -> String {
        let (path, other, number) = (self.path(), self.path(), self.next(4));
        let make = format!("mkdir -p \"$(dirname {path})\"");
        let edit = match self.next(18) {
            0..=3 => format!("{make}; echo {number} > {path}"),
            4 => format!("echo more >> {path}"),
            5 => format!("rm -rf {path}"),
            6 => format!("mv {path} {other}"),
            7 => format!("chmod $(( {number} % 2 ? 755 : 644 )) {path}"),
            8 => format!("{make}; ln -sfn a {path}"),
            9 => format!("git add {path}"),
            10 => format!("git add -f {path}"),
            11 => format!("git rm -q --cached {path}"),
            12 => "git add -A".into(),
            13 => "git commit -qam c".into(),
            14 => format!("git reset -q {path}"),
            15 => format!("git init -q \"$(dirname {path})\""),
            16 => format!("d=\"$(dirname {path})\"; test $d = . || rm -rf \"$d/.git\""),
            _ => format!("git checkout -q -- {path}"),
        };
        format!("({edit}) 2>/dev/null >&2 || true; ")
    }

    /// Rules for a directory, committed at once: those that are not count otherwise here than in git.
    fn rules(&mut self) -> String {
        let mut script = String::new();
        for directory in ["", "d/", "f/g/"] {
            let rules: Vec<&str> = (0..self.next(5)).map(|_| self.pick(RULES)).collect();
            write!(
                script,
                "mkdir -p './{directory}'; printf '%s\\n' '{}' > '{directory}.gitignore'; ",
                rules.join("' '")
            )
            .unwrap();
        }
        script
            + "git add -f .gitignore d/.gitignore f/g/.gitignore; git commit -qm rules 2>/dev/null >&2 || true;"
    }
}

#[test]
fn agrees_after_random_edits() {
    let rounds = std::env::var("FACTS_ROUNDS").map_or(ROUNDS, |rounds| rounds.parse().unwrap());
    let mut wrong = Vec::new();
    for seed in 0..REPOSITORIES {
        let mut dice = Dice(seed * 1000 + rounds as u64);
        let repo = Repo::new("git commit -q --allow-empty -m 0");
        for round in 0..rounds {
            let rules = if round % 3 == 0 { dice.rules() } else { String::new() };
            let script = rules + &(0..8).map(|_| dice.edit()).collect::<String>();
            repo.run(&script);
            let work = repo.work(&everything());
            let (ours, gits) = (said(&work), repo.told());
            if ours != gits || !work.complete {
                wrong.push(format!("repository {seed}, round {round}: {}", differences(&ours, &gits, &repo)));
                break;
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn differences(ours: &crate::repo::Told, gits: &crate::repo::Told, repo: &Repo) -> String {
    let pairs = [
        ("unstaged", &ours.unstaged, &gits.unstaged),
        ("staged", &ours.staged, &gits.staged),
        ("untracked", &ours.untracked, &gits.untracked),
        ("ignored", &ours.ignored, &gits.ignored),
    ];
    let mut text = String::new();
    for (kind, ours, gits) in pairs {
        let short = |path: &String| path[repo.root().len() + 1..].to_string();
        let only = |one: &std::collections::BTreeSet<String>, other| {
            one.difference(other).map(short).collect::<Vec<_>>()
        };
        write!(text, "{kind} only ours {:?} only gits {:?}; ", only(ours, gits), only(gits, ours)).unwrap();
    }
    text
}
