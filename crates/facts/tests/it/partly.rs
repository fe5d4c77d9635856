//! Owns scans of some paths, flags that are not believed, rules that are forged, and formats that are not read.

use std::os::unix::fs::MetadataExt;

use hook::Scan;

use crate::repo::{Repo, everything, said};

const SEED: &str = "mkdir -p d/e; echo a > a; echo b > d/b; echo c > d/e/c; printf '*.log\n/build/\n' > .gitignore; \
    git add .; git commit -qm one; echo x > a; echo x > d/b; git add d/b; echo x > d/e/c; echo u > u; echo u > d/u; \
    echo u > d/e/u; echo l > d/l.log; mkdir build; echo l > build/l; git init -q nest; echo n > nest/n; ln -s d l;";

/// Paths, then unstaged, staged, untracked, ignored, and how many files are tracked.
type Row = (&'static [&'static str], &'static str, &'static str, &'static str, &'static str, usize);

const ROWS: &[Row] = &[
    (&["."], "a d/e/c", "d/b", "d/e/u d/u l nest u", "build/l d/l.log", 4),
    (&["a"], "a", "", "", "", 1),
    (&["d"], "d/e/c", "d/b", "d/e/u d/u", "d/l.log", 2),
    (&["d/e", "a"], "a d/e/c", "", "d/e/u", "", 2),
    (&["d", "d/e", "d/b"], "d/e/c", "d/b", "d/e/u d/u", "d/l.log", 2),
    (&["build"], "", "", "", "build/l", 0),
    (&["build/l"], "", "", "", "build/l", 0),
    (&["d/l.log", "u"], "", "", "u", "d/l.log", 0),
    (&["nest"], "", "", "nest", "", 0),
    (&["nest/n"], "", "", "nest", "", 0),
    (&["nothing", "d/nothing/x"], "", "", "", "", 0),
    (&[".."], "", "", "", "", 0),
    (&["../elsewhere"], "", "", "", "", 0),
    (&[".git", ".git/config"], "", "", "", "", 0),
    (&["l/e"], "d/e/c", "", "d/e/u", "", 1),
];

#[test]
fn sees_only_what_is_asked_for() {
    let repo = Repo::new(SEED);
    let mut wrong = Vec::new();
    for (paths, unstaged, staged, untracked, ignored, tracked) in ROWS {
        let paths: Vec<String> = paths.iter().map(|path| hook::path::join(&repo.root(), path)).collect();
        let work = repo.work(&Scan { paths: paths.clone(), ..everything() });
        let told = said(&work);
        let found = [&told.unstaged, &told.staged, &told.untracked, &told.ignored];
        let expected = [unstaged, staged, untracked, ignored];
        let is_same = found.iter().zip(expected).all(|(found, expected)| {
            found.iter().cloned().collect::<Vec<_>>()
                == expected.split_whitespace().map(|name| repo.absolute(name)).collect::<Vec<_>>()
        });
        if !is_same || work.tracked != *tracked || !work.complete {
            wrong.push(format!("{paths:?}: {work:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn answers_only_the_question() {
    let repo = Repo::new(SEED);
    let none = Scan { paths: Vec::new(), tracked: false, untracked: false, ignored: false };
    let counts = |scan: &Scan| {
        let work = repo.work(scan);
        (work.unstaged.count, work.staged.count, work.untracked.count, work.ignored.count)
    };
    assert_eq!(counts(&none), (0, 0, 0, 0));
    assert_eq!(counts(&Scan { tracked: true, ..none.clone() }), (2, 1, 0, 0));
    assert_eq!(counts(&Scan { untracked: true, ..none.clone() }), (0, 0, 5, 0));
    assert_eq!(counts(&Scan { ignored: true, ..none }), (0, 0, 0, 2));
}

#[test]
fn a_path_through_another_name_of_the_root_is_understood() {
    let repo = Repo::new(&format!("{SEED} rm l; ln -s \"$PWD\" ../$(basename $PWD)-alias"));
    let alias = format!("{}-alias/d", repo.root());
    let work = repo.work(&Scan { paths: vec![alias.clone()], ..everything() });
    std::fs::remove_file(alias.trim_end_matches("/d")).unwrap();
    assert_eq!((work.tracked, work.untracked.count), (2, 2));
}

#[test]
fn does_not_believe_the_flags_of_the_index() {
    for flag in ["--assume-unchanged", "--skip-worktree"] {
        let repo = Repo::new(&format!(
            "echo a > a; echo b > b; git add .; git commit -qm a; \
            git update-index {flag} a b; echo changed > a; rm b"
        ));
        let work = repo.work(&everything());
        assert_eq!(said(&work).unstaged.into_iter().collect::<Vec<_>>(), [repo.absolute("a")], "{flag}");
        assert!(work.complete);
    }
}

/// The kernel's clock ticks every few milliseconds: a file may change after git saw it and still be dated the same.
#[test]
fn compares_what_was_staged_in_the_tick_it_changed_in() {
    let repo = Repo::new("echo a > a; git add a; git commit -qm a; echo b > a");
    let found = repo.path("a").metadata().unwrap();
    let mut index = std::fs::read(repo.path(".git/index")).unwrap();
    let times = [found.ctime(), found.ctime_nsec(), found.mtime(), found.mtime_nsec()];
    let stat: Vec<u8> = times.iter().flat_map(|time| (*time as u32).to_be_bytes()).collect();
    index[12..28].copy_from_slice(&stat);
    let unstaged = || repo.work(&everything()).unstaged.count;
    repo.run("sleep 0.05");
    std::fs::write(repo.path(".git/index"), &index).unwrap();
    assert_eq!(unstaged(), 0, "git saw this very state, and long before it wrote its index");
    repo.run("touch -r a .git/index");
    assert_eq!(unstaged(), 1, "git saw this very state as it wrote its index");
}

#[test]
fn sees_what_stands_in_the_way_of_tracked_files() {
    let repo = Repo::new(
        "mkdir -p d/e; echo a > a; echo c > d/e/c; echo f > d/e/f; git add .; git commit -qm a; \
        rm a; mkdir a; echo mine > a/mine; rm -r d; echo mine > d",
    );
    let told = said(&repo.work(&everything()));
    assert_eq!(told.unstaged.into_iter().collect::<Vec<_>>(), [repo.absolute("a"), repo.absolute("d")]);
    assert_eq!(told.untracked.into_iter().collect::<Vec<_>>(), [repo.absolute("a/mine"), repo.absolute("d")]);
}

#[test]
fn a_rule_that_is_not_committed_hides_nothing() {
    let seed =
        "echo '*.log' > .gitignore; echo a > a; git add .; git commit -qm a; echo u > u; echo l > l.log;";
    // Script, untracked, ignored. Where disk and HEAD differ on a file, it is both.
    let rows = [
        ("", "u", "l.log"),
        ("echo u >> .gitignore", "u", "l.log u"),
        ("echo u >> .gitignore; git add .gitignore", "u", "l.log u"),
        ("echo '!*.log' >> .gitignore", "l.log u", "l.log"),
        ("rm .gitignore", "l.log u", "l.log"),
        ("git rm -q -f .gitignore", "l.log u", ""),
        ("mkdir d; echo '*' > d/.gitignore; echo x > d/x", "d/.gitignore d/x u", "d/.gitignore d/x l.log"),
        ("ln -sf /dev/zero .gitignore", "l.log u", "l.log"),
        ("mkdir d; echo x > d/x; echo d/ >> .gitignore", "d/x u", "d/x l.log"),
    ];
    let mut wrong = Vec::new();
    for (script, untracked, ignored) in rows {
        let repo = Repo::new(&format!("{seed} {script}"));
        let work = repo.work(&everything());
        let told = said(&work);
        let names = |set: &std::collections::BTreeSet<String>| {
            let short = |path: &String| path[repo.root().len() + 1..].to_string();
            set.iter().map(short).collect::<Vec<_>>().join(" ")
        };
        if names(&told.untracked) != untracked || names(&told.ignored) != ignored || !work.complete {
            wrong.push(format!("{script}: {work:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_that_git_converts_count_as_changed_only_when_touched() {
    let repo = Repo::new(
        "git config core.autocrlf true; printf 'a\\r\\n' > a; printf 'b\\r\\n' > b; git add . 2>/dev/null; git commit -qm a; \
        sleep 0.05; git update-index --refresh; echo x > n; git add n; printf 'c\\r\\n' > b",
    );
    let unstaged = said(&repo.work(&everything())).unstaged;
    assert_eq!(unstaged.into_iter().collect::<Vec<_>>(), [repo.absolute("b")]);
}

#[test]
fn no_file_of_rules_is_a_file_of_no_rules() {
    let repo = Repo::new("git config core.excludesFile /dev/null; echo u > u");
    let work = repo.work(&everything());
    assert_eq!((work.untracked.count, work.complete), (1, true));
}

#[test]
fn what_is_too_deep_to_be_seen_is_not_passed_over() {
    let repo = Repo::new(
        "i=0; while [ $i -lt 25 ]; do d=$(printf %0200d $i); mkdir $d; cd -P $d; i=$((i + 1)); done; echo deep > deep",
    );
    let work = repo.work(&everything());
    assert!(!work.complete);
    repo.run("rm -r 0*");
}

#[test]
fn says_that_it_cannot_tell() {
    let seed = "echo a > a; git add .; git commit -qm a; git branch o; echo b > a;";
    let rows = [
        "git update-index --split-index",
        "printf 'DIRC' > .git/index",
        "printf 'x' | dd of=.git/index bs=1 seek=3 conv=notrunc 2>/dev/null",
        "rm .git/index; mkdir .git/index",
        "rm .git/index; mkfifo .git/index",
        "rm .git/index; ln -s /dev/zero .git/index",
        "rm .git/HEAD; ln -s ../a .git/HEAD; mkfifo p; rm .git/HEAD; ln p .git/HEAD",
        "git read-tree HEAD; rm -r .git/objects/??",
        "git config extensions.objectFormat sha256",
        "git config extensions.refStorage reftable",
        "echo garbage > .git/refs/heads/main",
        "rm .git/refs/heads/main; mkfifo .git/refs/heads/main",
        "git pack-refs --all; rm .git/packed-refs; mkfifo .git/packed-refs",
    ];
    let believed: Vec<_> = rows
        .iter()
        .filter(|script| Repo::new(&format!("{seed} {script}")).work(&everything()).complete)
        .collect();
    assert!(believed.is_empty(), "{believed:#?}");
}

#[test]
fn a_repository_of_another_format_is_not_judged() {
    let repo = Repo::bare();
    repo.run("git init -q --object-format=sha256 .; echo a > a; git add a; git commit -qm a; echo b > a");
    assert!(!repo.work(&everything()).complete);
    let repo = Repo::bare();
    repo.run("git init -q --ref-format=reftable .; echo a > a; git add a; git commit -qm a; echo b > a");
    let work = repo.work(&everything());
    assert!(!work.complete);
}

#[test]
fn a_submodule_is_not_looked_into_and_not_passed_over() {
    let repo = Repo::new(
        "git init -q up; (cd up; echo a > a; git add .; git commit -qm a); mv up ../$(basename $PWD)-up; \
        git submodule --quiet add \"$PWD-up\" libs/sub; git commit -qm s; rm -rf \"$PWD-up\"; echo mine > libs/sub/mine",
    );
    let asked = |paths: &[&str], scan: Scan| {
        let paths = paths.iter().map(|path| hook::path::join(&repo.root(), path)).collect();
        let work = repo.work(&Scan { paths, ..scan });
        (work.complete, said(&work).unstaged.len(), said(&work).untracked.len())
    };
    let tracked = Scan { untracked: false, ignored: false, ..everything() };
    assert_eq!(asked(&[], everything()), (true, 0, 0), "git reset --hard and git clean leave it alone");
    assert_eq!(asked(&["libs"], tracked.clone()), (true, 0, 0), "so does git restore");
    assert_eq!(asked(&["libs"], everything()), (false, 0, 0), "rm -r does not");
    assert_eq!(asked(&["."], everything()), (false, 0, 0));
    assert_eq!(asked(&["libs/sub"], everything()), (false, 0, 0));
    assert_eq!(asked(&["libs/sub/mine"], tracked), (false, 0, 0));
}

#[test]
fn an_alternate_store_is_read() {
    let repo = Repo::bare();
    repo.run("git init -q up; cd up; echo a > a; git add .; git commit -qm a; echo b > a; git commit -qam b; git gc -q; cd ..; \
        git clone -q --shared up down; cd down; git config core.excludesFile /nonexistent; git reset -q --soft HEAD~1");
    let disk = facts::Disk::new();
    let found = hook::Facts::repository(&disk, &repo.absolute("down")).unwrap();
    let work = hook::Facts::work(&disk, &found, &everything());
    assert_eq!((work.complete, work.staged.count), (true, 1));
}

#[test]
fn deep_deltas_are_undone() {
    let repo = Repo::new(
        "for i in $(seq 1 300); do echo $i > f$i; done; git add .; git commit -qm 0; \
        for i in $(seq 1 60); do echo x$i > f$i; git add f$i; git commit -qm $i; done; \
        git -c pack.depth=4095 -c pack.window=50 gc -q --prune=now; \
        test $(git verify-pack -v .git/objects/pack/*.idx | sed -n 's/^chain length = \\([0-9]*\\).*/\\1/p' | tail -1) -ge 10; \
        git reset -q --soft HEAD~40",
    );
    let work = repo.work(&everything());
    assert_eq!((work.complete, said(&work)), (true, repo.told()));
    assert_eq!(work.staged.count, 40);
}
