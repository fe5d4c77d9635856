//! Owns that nothing in place of a file makes an answer wait: every file of a repository becomes a pipe in its turn.

use std::fs;
use std::path::Path;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use facts::{Disk, Recorder};
use hook::{Entry, Facts, Unread};

use crate::repo::{Repo, everything};

const SEED: &str = "mkdir d; echo a > a; echo b > d/b; echo '*.log' > .gitignore; cp .gitignore d/; git add .; git commit -qm a; \
    git tag -am t t; git branch o; git config core.excludesFile \"$PWD/../$(basename $PWD)/excludes\"; echo u > excludes; \
    echo c > a; git add a; echo e > a; echo v > d/u; git stash -q; git stash apply -q; git config extensions.worktreeConfig true; \
    git config --worktree core.x y; mkdir -p .git/objects/info alt/pack; echo \"$PWD/alt\" > .git/objects/info/alternates; \
    git commit -qam b; git read-tree HEAD; touch .git/shallow;";

#[test]
fn no_pipe_makes_an_answer_wait() {
    for pack in
        ["true", "git gc -q; git pack-refs --all; echo x > n; git add n; git commit -qm n; git repack -q"]
    {
        let repo = Repo::new(&format!("{SEED} {pack}"));
        let files = repo.run("find . -path ./.git/hooks -prune -o -type f -print | sort");
        repo.run("mkfifo .git/pipe");
        let (pipe, aside) = (repo.path(".git/pipe"), repo.path(".git/aside"));
        let mut waiting = Vec::new();
        for file in files.lines() {
            let (place, root) = (repo.path(file), repo.root());
            fs::rename(&place, &aside).unwrap();
            fs::hard_link(&pipe, &place).unwrap();
            if !within_time(move || ask_everything(&root)) {
                waiting.push(file.to_string());
            }
            fs::rename(&aside, &place).unwrap();
        }
        assert!(waiting.is_empty(), "{waiting:?}");
    }
}

/// Runs `work` on another thread; whether it came to an end, given far more time than it needs on a busy machine.
fn within_time(work: impl FnOnce() + Send + 'static) -> bool {
    let (done, wait) = mpsc::channel();
    thread::spawn(move || {
        work();
        done.send(()).ok();
    });
    wait.recv_timeout(Duration::from_secs(20)).is_ok()
}

fn ask_everything(root: &str) {
    let disk = Disk::new();
    disk.read(&format!("{root}/a"), 1000).ok();
    let Some(found) = disk.repository(root) else { return };
    disk.work(&found, &everything());
    for revision in ["HEAD", "o~1", "t", "@{1}", "abcd"] {
        disk.is_revision(&found, revision);
    }
    disk.stranded(&found, &["HEAD"], &["HEAD~1"]);
    disk.stranded(&found, &["refs/heads/o"], &[]);
    disk.stashes(&found);
    disk.setting(Some(&found), "core.x");
}

#[test]
fn reads_only_files() {
    let repo = Repo::bare();
    repo.run("mkfifo p; echo text > f; mkdir d; : > e; ln -s f l; ln -s p lp; ln -s nowhere n; ln f h; chmod +x f; chmod 644 e");
    let disk = Disk::new();
    let at = |name: &str| repo.absolute(name);
    let read = [
        ("f", 5, Ok(b"text\n".to_vec())),
        ("l", 5, Ok(b"text\n".to_vec())),
        ("f", 4, Err(Unread::TooLarge)),
        ("e", 0, Ok(Vec::new())),
        ("p", 9, Err(Unread::WrongKind)),
        ("lp", 9, Err(Unread::WrongKind)),
        ("d", 9, Err(Unread::WrongKind)),
        ("n", 9, Err(Unread::Missing)),
        ("f/x", 9, Err(Unread::Missing)),
        ("nothing", 9, Err(Unread::Missing)),
    ];
    let pipe = at("p");
    assert!(within_time(move || drop(facts::read_regular(pipe, 9))), "a pipe is waited for");
    for (name, limit, expected) in read {
        assert_eq!(disk.read(&at(name), limit), expected, "{name}");
        assert_eq!(facts::read_regular(Path::new(&at(name)), limit), expected, "{name}");
    }
    assert_eq!(disk.read("/dev/zero", 9), Err(Unread::WrongKind));
    assert!(disk.read("/nul\0", 9).is_err());
    assert_eq!(disk.entry(&at("f")), Entry::File { size: 5, links: 2, executable: true });
    assert_eq!(disk.entry(&at("e")), Entry::File { size: 0, links: 1, executable: false });
    assert_eq!(disk.entry(&at("d")), Entry::Directory);
    assert_eq!(disk.entry(&at("p")), Entry::Special);
    assert_eq!(disk.entry(&at("l")), Entry::Link("f".into()));
    assert_eq!(disk.entry(&at("nothing")), Entry::Missing);
    assert_eq!(disk.entry(&at("f/x")), Entry::Missing);
    assert_eq!(disk.entry("/dev/null"), Entry::Device);
    let list = |name: &str, limit| {
        disk.list(&at(name), limit).map(|listing| (listing.names.len(), listing.complete))
    };
    assert_eq!(list(".", 100), Ok((8, true)));
    assert_eq!(list(".", 3), Ok((3, false)));
    assert_eq!(list("p", 3), Err(Unread::WrongKind));
    assert_eq!(list("f", 3), Err(Unread::WrongKind));
    assert_eq!(list("nothing", 3), Err(Unread::Missing));
}

#[cfg(target_os = "linux")]
#[test]
fn reads_files_that_the_system_makes_up() {
    let disk = Disk::new();
    assert!(disk.read("/proc/self/status", 1 << 16).unwrap().starts_with(b"Name:"));
    assert_eq!(disk.read("/proc/self/status", 10), Err(Unread::TooLarge));
}

#[test]
fn writes_down_what_was_asked() {
    let repo = Repo::new("echo a > a; git add a; git commit -qm a; echo b > a; echo u > u");
    let disk = Disk::new();
    let recorder = Recorder::new(&disk);
    let found = recorder.repository(&repo.root()).unwrap();
    recorder.work(&found, &everything());
    recorder.entry("/dev/null");
    recorder.read("/nothing", 1).ok();
    recorder.is_revision(&found, "HEAD");
    recorder.stranded(&found, &["HEAD"], &[]);
    recorder.stashes(&found);
    recorder.variable("FACTS_NOT_SET");
    let root = repo.root();
    let asked: Vec<_> =
        recorder.asked().into_iter().map(|asked| format!("{} → {}", asked.question, asked.answer)).collect();
    let expected = [
        format!("repository of {root} → {root} at main"),
        format!("tracked, untracked, ignored work in {root} → 1 unstaged, 1 untracked"),
        "entry /dev/null → device".into(),
        "read /nothing → missing".into(),
        "revision HEAD → yes".into(),
        "commits stranded without HEAD → 1 commit".into(),
        format!("stashes of {root} → 0"),
        "variable FACTS_NOT_SET → none".into(),
    ];
    assert_eq!(asked, expected);
}
