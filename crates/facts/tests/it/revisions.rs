//! Owns rows of revisions that git and this room must both take or both refuse.

use facts::Disk;
use hook::Facts;

use crate::repo::Repo;

const SEED: &str = "c() { GIT_COMMITTER_DATE=\"@$1 +0000\" git commit -q --allow-empty -m $1; }; \
    c 1; c 2; git tag light; git tag -am t heavy; git tag -am tt nested heavy; git checkout -qb side HEAD~1; c 3; git checkout -q main; \
    git merge -q --no-edit side; git branch topic/x; git branch -f both light; git tag both; \
    git tag tree HEAD^{tree}; git update-ref refs/odd/one HEAD~1; \
    git update-ref refs/remotes/origin/main HEAD~1; git symbolic-ref refs/remotes/origin/HEAD refs/remotes/origin/main; \
    git config remote.origin.url x; git config remote.origin.fetch '+refs/heads/*:refs/remotes/origin/*'; \
    git config branch.main.remote origin; git config branch.main.merge refs/heads/main; \
    git config branch.side.remote .; git config branch.side.merge refs/heads/main; \
    c 4; echo $(git rev-parse HEAD) > .git/ORIG_HEAD;";

const REVISIONS: &[&str] = &[
    "HEAD",
    "@",
    "main",
    "side",
    "light",
    "heavy",
    "nested",
    "both",
    "tree",
    "topic/x",
    "x",
    "topic",
    "origin",
    "origin/main",
    "origin/HEAD",
    "odd/one",
    "refs/odd/one",
    "heads/main",
    "refs/heads/main",
    "tags/light",
    "remotes/origin/main",
    "ORIG_HEAD",
    "FETCH_HEAD",
    "MERGE_HEAD",
    "nothing",
    "",
    "-",
    "config",
    "HEAD~",
    "HEAD~1",
    "HEAD~2",
    "HEAD~3",
    "HEAD~4",
    "HEAD~9",
    "HEAD^",
    "HEAD^1",
    "HEAD^2",
    "HEAD~1^2",
    "HEAD~1^3",
    "HEAD^0",
    "HEAD~0",
    "heavy^{}",
    "heavy^{commit}",
    "heavy~1",
    "nested^0",
    "HEAD^^",
    "HEAD~^2~",
    "@~1",
    "@^",
    "@{0}",
    "@{1}",
    "@{99}",
    "main@{1}",
    "HEAD@{2}",
    "side@{0}",
    "light@{0}",
    "@{u}",
    "@{upstream}",
    "@{U}",
    "main@{u}",
    "side@{u}",
    "topic/x@{u}",
    "HEAD@{u}",
    "@{u}~1",
    "@{-1}",
    "@{-2}",
    "@{-9}",
    "@{yesterday}",
    ":/4",
    "HEAD^{/3}",
    "HEAD:nothing",
    "HEAD..main",
    "HEAD^!",
    "HEAD^@",
    "a b",
    "../HEAD",
    "main.lock",
    ".git",
    "é",
    "HEAD~é",
    "HEAD^é",
    "HEAD~99999999999999999999",
    "deadbeef",
    "dead",
    "ffffffffffffffffffffffffffffffffffffffff",
    "v1-2-gdead",
    "@{",
    "@{}",
    "HEAD^{",
    "refs/stash",
    "HEAD~x",
    "~1",
];

#[test]
fn takes_the_revisions_that_git_takes() {
    let repo = Repo::new(SEED);
    let mut wrong = compare(&repo, "loose", REVISIONS);
    let ids = repo.run("git rev-list --all; git rev-parse heavy tree main^{tree}");
    let prefixes: Vec<String> =
        ids.lines().flat_map(|id| [4, 5, 7, 12, 39, 40].map(|length| id[..length].to_string())).collect();
    let prefixes: Vec<&str> = prefixes.iter().map(String::as_str).collect();
    wrong.extend(compare(&repo, "loose", &prefixes));
    repo.run("git gc -q");
    wrong.extend(compare(&repo, "packed", REVISIONS));
    wrong.extend(compare(&repo, "packed", &prefixes));
    repo.run("git checkout -q --detach HEAD~1");
    wrong.extend(compare(&repo, "detached", REVISIONS));
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn compare(repo: &Repo, state: &str, revisions: &[&str]) -> Vec<String> {
    let disk = Disk::new();
    let found = disk.repository(&repo.root()).unwrap();
    let is_wrong = |text: &&&str| {
        // A search takes the rest of the text as what is searched for.
        let commit = if text.starts_with(":/") { "" } else { "^{commit}" };
        let gits = repo.git(&["rev-parse", "-q", "--verify", "--end-of-options", &format!("{text}{commit}")]);
        disk.is_revision(&found, text) != gits.status.success()
    };
    revisions.iter().filter(is_wrong).map(|text| format!("{state}: {text}")).collect()
}

#[test]
fn counts_stashes_as_git_does() {
    let repo = Repo::new("echo a > a; git add a; git commit -qm a");
    let count = |repo: &Repo| {
        let disk = Disk::new();
        disk.stashes(&disk.repository(&repo.root()).unwrap())
    };
    assert_eq!(count(&repo), 0);
    repo.run("echo b > a; git stash -q; echo c > a; git stash -q");
    assert_eq!(count(&repo), 2);
    repo.run("git worktree add -q ../$(basename $PWD)-w 2>/dev/null; git stash drop -q");
    assert_eq!(count(&repo), 1);
    repo.run("git pack-refs --all; rm -r ../$(basename $PWD)-w");
    assert_eq!(count(&repo), 1);
    repo.run("git stash clear");
    assert_eq!(count(&repo), 0);
}
