//! Owns histories in which git and this room must count the same commits as lost.

use std::fmt::Write;

use facts::Disk;
use hook::{Commits, Facts};

use crate::repo::Repo;

const SEED: &str = "d=1000; c() { d=$((d + 10)); GIT_AUTHOR_DATE=\"@$d +0000\" GIT_COMMITTER_DATE=\"@$d +0000\" git commit -q --allow-empty -m $1; }; \
    c 1; c 2; git tag -am t one; git checkout -qb side; c 3; c 4; git checkout -q main; c 5; git merge -q --no-edit side; c 6; \
    git checkout -qb topic; c 7; c 8; git checkout -q main; git update-ref refs/remotes/origin/main main~1;";

/// Name, script after the seed, what goes, what is kept.
const ROWS: &[(&str, &str, &[&str], &[&str])] = &[
    ("merged branch", "", &["refs/heads/side"], &[]),
    ("unmerged branch", "", &["refs/heads/topic"], &[]),
    ("pushed branch", "git update-ref refs/remotes/origin/topic topic", &["refs/heads/topic"], &[]),
    ("partly pushed branch", "git update-ref refs/remotes/origin/topic topic~1", &["refs/heads/topic"], &[]),
    ("tagged", "git tag -am t t topic", &["refs/heads/topic"], &[]),
    ("both", "", &["refs/heads/topic", "refs/remotes/origin/main"], &[]),
    ("moved back", "", &["HEAD"], &["HEAD~1"]),
    (
        "moved back far",
        "git update-ref -d refs/remotes/origin/main; git branch -D topic",
        &["HEAD"],
        &["HEAD~2"],
    ),
    (
        "moved to the other parent",
        "git update-ref -d refs/remotes/origin/main; git branch -D topic side",
        &["HEAD"],
        &["HEAD~1^2"],
    ),
    (
        "moved by upstream",
        "git config branch.main.remote origin; git config branch.main.merge refs/heads/main; c 9",
        &["HEAD"],
        &["@{u}"],
    ),
    ("kept by id", "", &["refs/heads/topic"], &["topic~1"]),
    ("forced", "", &["refs/heads/topic"], &["main"]),
    ("detached", "git checkout -q --detach; c 9; c 10", &["HEAD"], &["main"]),
    ("detached and kept by it", "git checkout -q --detach topic", &["refs/heads/topic"], &[]),
    ("another working tree", "git worktree add -q --detach w topic", &["refs/heads/topic"], &[]),
    ("another working tree's branch", "git worktree add -q w topic", &["refs/heads/topic"], &[]),
    ("stash", "echo a > a; git add a; c a; echo b > a; git stash -q", &["refs/stash"], &[]),
    ("nothing goes", "", &[], &[]),
    ("what is not there", "", &["refs/heads/nothing"], &["nothing"]),
    (
        "skewed clock",
        "git checkout -q topic; d=10; c 9; d=5000; c 10; d=20; c 11; git checkout -q main",
        &["refs/heads/topic"],
        &[],
    ),
    (
        "skewed clock, kept below",
        "git checkout -q topic; d=5000; c 9; git branch keep; d=10; c 10; git checkout -q main",
        &["refs/heads/topic"],
        &[],
    ),
    ("orphan", "git checkout -q --orphan o; c 9; c 10; git checkout -q main", &["refs/heads/o"], &[]),
    (
        "several merges",
        "for i in 1 2 3; do git checkout -qb m$i topic~1; c m; c n; git checkout -q topic; git merge -q --no-edit m$i; done; git checkout -q main",
        &["refs/heads/topic", "refs/heads/m2"],
        &[],
    ),
];

#[test]
fn counts_what_git_counts() {
    let mut wrong = Vec::new();
    for (name, script, gone, kept) in ROWS {
        let repo = Repo::new(&format!("{SEED} {script}"));
        for (state, prepare) in
            [("loose", "true"), ("packed", "git gc -q --prune=now"), ("all packed", "git pack-refs --all")]
        {
            repo.run(prepare);
            let (ours, gits) = (stranded(&repo, gone, kept), expected(&repo, gone, kept));
            if ours != (Commits { count: gits, complete: true }) {
                wrong.push(format!("{name}, {state}: {ours:?}, git says {gits}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn stranded(repo: &Repo, gone: &[&str], kept: &[&str]) -> Commits {
    let disk = Disk::new();
    disk.stranded(&disk.repository(&repo.root()).unwrap(), gone, kept)
}

/// What git counts when it is told exactly what goes and what stays.
fn expected(repo: &Repo, gone: &[&str], kept: &[&str]) -> usize {
    let current = repo.run("git symbolic-ref -q HEAD || true");
    let is_gone = |name: &str| gone.contains(&name) || (gone.contains(&"HEAD") && name == current.trim());
    let exists = |name: &str| repo.git(&["rev-parse", "-q", "--verify", name]).status.success();
    let mut script = "git rev-list --count".to_string();
    for name in gone.iter().filter(|name| exists(name)) {
        write!(script, " {name}").unwrap();
    }
    script += " --not";
    for name in repo.run("git for-each-ref --format='%(refname)'").lines().filter(|name| !is_gone(name)) {
        write!(script, " {name}").unwrap();
    }
    for name in kept.iter().filter(|name| exists(name)) {
        write!(script, " '{name}'").unwrap();
    }
    if !gone.contains(&"HEAD") && current.is_empty() {
        script += " HEAD";
    }
    for tree in repo
        .run("git worktree list --porcelain | grep -A1 '^HEAD' | grep -B1 detached | grep HEAD || true")
        .lines()
    {
        let id = tree.trim_start_matches("HEAD ");
        if !(gone.contains(&"HEAD") && repo.run("git rev-parse HEAD").trim() == id) {
            write!(script, " {id}").unwrap();
        }
    }
    if gone.iter().any(|name| exists(name)) { repo.run(&script).trim().parse().unwrap() } else { 0 }
}

#[test]
fn a_shallow_history_ends_where_it_was_cut() {
    let repo = Repo::bare();
    repo.run(
        "git init -q up; cd up; for i in 1 2 3 4; do git commit -q --allow-empty -m $i; done; cd ..; \
         git clone -q --depth 2 \"file://$PWD/up\" down; cd down; git commit -q --allow-empty -m 5; git branch x; git checkout -q --orphan o; \
         git commit -q --allow-empty -m 6; git update-ref -d refs/heads/main; git update-ref -d refs/remotes/origin/main; git update-ref -d refs/remotes/origin/HEAD",
    );
    let disk = Disk::new();
    let found = disk.repository(&repo.absolute("down")).unwrap();
    assert_eq!(disk.stranded(&found, &["refs/heads/x"], &[]), Commits { count: 3, complete: true });
    assert!(disk.is_revision(&found, "x~2") && !disk.is_revision(&found, "x~3"));
}

#[test]
fn what_cannot_be_read_is_not_complete() {
    for damage in [
        "rm -r .git/objects/??",
        "for f in .git/objects/??/*; do chmod u+w $f; : > $f; done",
        "echo garbage > .git/refs/heads/topic",
    ] {
        let repo = Repo::new(SEED);
        repo.run(damage);
        assert!(!stranded(&repo, &["refs/heads/topic"], &[]).complete, "{damage}");
    }
}
