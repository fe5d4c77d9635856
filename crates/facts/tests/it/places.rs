//! Owns where a repository starts, as git finds it from a directory.

use facts::Disk;
use hook::{Facts, Head, Repository};

use crate::repo::Repo;

const SEED: &str = "git init -q r; cd r; mkdir -p a/b; echo a > a/f; git add .; git commit -qm a; git branch o; cd ..; \
    git -C r worktree add -q ../w o; git init -q --bare bare.git; git clone -q r c; \
    git init -q s; git -C s submodule --quiet add ../r sub; git init -q --separate-git-dir=elsewhere e; \
    git init -q moved; git -C moved config core.worktree ../../r/a; git init -q unborn; \
    git init -q detached; git -C detached commit -q --allow-empty -m d; git -C detached checkout -q --detach; \
    mkdir -p plain/.git/objects plain/.git/refs inner/deep outer; ln -s ../r/a/b outer/link; ln -s r alias; \
    git init -q r/nested; git init -q own; git -C own config extensions.worktreeConfig true; \
    git -C own config --worktree core.worktree ../../c; mkdir -p fifo/.git/objects fifo/.git/refs; mkfifo fifo/.git/HEAD; \
    mkdir -p broken/.git/objects broken/.git/refs; echo nonsense > broken/.git/HEAD; \
    mkdir pointed; echo 'gitdir: ../r/.git' > pointed/.git; mkdir linked; ln -s ../r/.git linked/.git";

/// Directories in which git and this room must find the same.
const DIRECTORIES: &[&str] = &[
    "r",
    "r/a/b",
    "w",
    "bare.git",
    "bare.git/refs",
    "c",
    "s",
    "s/sub",
    "s/sub/a",
    "e",
    "moved",
    "unborn",
    "detached",
    "plain",
    "inner/deep",
    "outer",
    "outer/link",
    "alias",
    "alias/a",
    "r/nested",
    "r/.git",
    "r/.git/refs/heads",
    "own",
    "broken",
    "pointed",
    "linked",
    "s/.git/modules/sub",
    ".",
];

#[test]
fn finds_what_git_finds() {
    let repo = Repo::bare();
    repo.run(SEED);
    let disk = Disk::new();
    let mut wrong = Vec::new();
    for directory in DIRECTORIES {
        let ours = disk.repository(&hook::path::join(&repo.root(), directory));
        let gits = gits(&repo, directory);
        let physical = ours.clone().map(|found| Repository { root: found.root.map(physical), ..found });
        if physical != gits {
            wrong.push(format!("{directory}:\n  ours {ours:?}\n  gits {gits:?}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn physical(path: String) -> String {
    std::fs::canonicalize(path).unwrap().to_str().unwrap().into()
}

fn gits(repo: &Repo, directory: &str) -> Option<Repository> {
    let ask = |question: &[&str]| {
        let output = repo.git(&[&["-C", directory, "rev-parse"], question].concat());
        output.status.success().then(|| String::from_utf8(output.stdout).unwrap().trim().to_string())
    };
    let branch = repo.git(&["-C", directory, "symbolic-ref", "-q", "HEAD"]);
    let branch = String::from_utf8(branch.stdout).unwrap().trim().to_string();
    Some(Repository {
        git_dir: ask(&["--absolute-git-dir"])?,
        common_dir: ask(&["--path-format=absolute", "--git-common-dir"])?,
        root: ask(&["--show-toplevel"]),
        head: if branch.is_empty() { Head::Detached(ask(&["HEAD"])?) } else { Head::Branch(branch) },
    })
}

#[test]
fn says_the_root_as_the_caller_does() {
    let repo = Repo::bare();
    repo.run(SEED);
    let root = |directory| Disk::new().repository(&repo.absolute(directory)).unwrap().root.unwrap();
    assert_eq!(root("alias/a"), repo.absolute("alias"));
    assert_eq!(root("outer/link"), repo.absolute("r"));
    assert_eq!(root("r/not/there"), repo.absolute("r"), "a directory that is still to be made");
}

#[test]
fn does_not_guess_what_is_checked_out() {
    let repo = Repo::bare();
    repo.run(SEED);
    let found = Disk::new().repository(&repo.absolute("fifo")).unwrap();
    assert_eq!(found.head, Head::Unknown);
    let scan = crate::repo::everything();
    assert!(!Disk::new().work(&found, &scan).complete);
    assert!(!Disk::new().stranded(&found, &["HEAD"], &[]).complete);
}
