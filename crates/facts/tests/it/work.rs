//! Owns rows of working trees whose state git and this room must tell alike.

use crate::repo::{Repo, everything, said};

const SEED: &str = "mkdir -p d/e; echo a > a; echo b > d/b; echo c > d/e/c; printf '*.log\n/build/\n' > .gitignore; \
    git add .; git commit -qm one;";

/// Name and script: what it leaves must be seen as git sees it.
const ALIKE: &[(&str, &str)] = &[
    ("clean", ""),
    ("changed", "echo more >> a; echo x > d/e/c"),
    ("changed in the same size", "echo b > a; echo x > d/b"),
    ("changed in the same size and time", "touch -r a stamp; echo b > a; touch -r stamp a"),
    (
        "changed in the same size and time, and long ago",
        "touch -r a stamp; echo b > a; touch -r stamp a; sleep 0.05; git add stamp",
    ),
    ("touched only", "touch a d/b d/e/c"),
    ("staged", "echo more >> a; echo new > n; git add a n"),
    ("staged and changed", "echo more >> a; git add a; echo again >> a"),
    ("staged below", "echo more >> d/e/c; git add d; echo k > d/e/k; git add d/e/k"),
    ("staged and put back", "echo more >> a; git add a; git reset -q -- a; git checkout -q -- a"),
    ("removed on disk", "rm a d/e/c"),
    ("removed from the index", "git rm -q --cached a"),
    ("whole directory removed", "rm -r d"),
    ("made executable", "chmod +x a"),
    ("mode not minded", "git config core.fileMode false; chmod +x a"),
    ("mode staged", "chmod +x a; git add a"),
    ("link in place of a file", "rm a; ln -s d/b a"),
    ("tracked link", "ln -s a l; git add l; git commit -qm l; rm l; ln -s d l"),
    ("link to a directory", "ln -s d l"),
    ("dangling link", "ln -s nowhere l"),
    ("renamed", "git mv a b; echo more >> b"),
    ("untracked", "echo u > u; mkdir -p x/y; echo u > x/y/u; echo u > d/u"),
    ("ignored", "echo u > u.log; mkdir -p build/x; echo u > build/x/u; echo v > build/v; echo u > d/u.log"),
    ("ignored but tracked", "echo u > u.log; git add -f u.log; git commit -qm u; echo v >> u.log"),
    (
        "tracked in an ignored directory",
        "mkdir build; echo t > build/t; git add -f build/t; git commit -qm t; echo u > build/u",
    ),
    (
        "nested rules",
        "mkdir n; printf '!*.log\nx*\n' > n/.gitignore; git add n; git commit -qm n; echo u > n/u.log; echo x > n/xx",
    ),
    ("excluded by the repository's own file", "echo 'own' >> .git/info/exclude; echo u > own"),
    ("nested repository", "git init -q in; echo u > in/u; (cd in && git add u && git commit -qm u)"),
    ("nested repository without commits", "git init -q in; echo u > in/u"),
    ("nested repository that is ignored", "git init -q build; echo u > build/u"),
    ("empty directories", "mkdir -p e/f/g"),
    ("unicode names", "echo u > 'ü ñ 漢'; echo u > 'äö'; git add äö; git commit -qm u; echo v >> äö"),
    ("odd names", "echo u > ' a b '; echo u > 'x\ty'; echo u > '\\'; echo u > '*'; git add '*' ' a b '"),
    (
        "conflict",
        "git checkout -qb o; echo o > a; git commit -qam o; git checkout -q main; echo m > a; git commit -qam m; git merge -q o || true",
    ),
    (
        "conflict of a removed file",
        "git checkout -qb o; echo o > a; git commit -qam o; git checkout -q main; git rm -q a; git commit -qm m; git merge -q o || true; rm -f a",
    ),
    ("announced", "echo n > n; git add -N n; echo more >> d/b"),
    ("packed", "echo 2 >> a; git commit -qam two; git gc -q; echo 3 >> a; git add a"),
    ("packed references", "git pack-refs --all; echo 3 >> d/b; git add d/b"),
    ("version 4", "git update-index --index-version 4; echo 3 >> d/b; echo n > d/n; git add d/n"),
    ("version 3", "echo n > n; git add -N n; git update-index --index-version 3"),
    ("detached", "git checkout -q --detach; echo 3 >> a; git add a"),
    ("old commit", "echo 2 > a; git commit -qam 2; git reset -q --soft HEAD~1"),
    ("not refreshed", "git read-tree HEAD; echo x > a"),
    ("staged by id", "git update-index --cacheinfo 100644,$(echo zz | git hash-object -w --stdin),a"),
    ("cached trees lost", "git read-tree HEAD; git update-index -q --refresh; echo x > d/n; git add d/n"),
    ("file in place of a directory", "rm -r d/e; echo f > d/e; git add -A"),
    ("directory in place of a file", "rm a; mkdir a; echo f > a/f; git add -A; echo g > a/g"),
    (
        "name between",
        "echo x > d-x; echo y > d.y; echo z > dz; git add .; git commit -qm d; echo 1 >> d-x; echo 1 >> d/b; git add d-x",
    ),
    ("emptied", ": > a; : > d/b; git add d/b"),
    ("empty file", ": > e; git add e; git commit -qm e; echo 1 > e"),
];

#[test]
fn sees_what_git_sees() {
    let mut wrong = Vec::new();
    for (name, script) in ALIKE {
        let repo = Repo::new(&format!("{SEED} {script}"));
        let work = repo.work(&everything());
        let (ours, gits) = (said(&work), repo.told());
        if ours != gits || !work.complete {
            wrong.push(format!("{name} (complete {}):\n  ours {ours:?}\n  gits {gits:?}", work.complete));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
