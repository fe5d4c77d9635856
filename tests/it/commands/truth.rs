//! Owns the proof that rows about git are true: the real bash and git run each in its world on disk, and what is left of
//! work and commits is held against the verdict. Opt-in (`cargo test --test it truth -- --ignored`), for it runs what the guard
//! refuses.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;

use super::row::{self, Expected, Row};
use crate::worlds::{self, BuiltWorld};

/// Rows after which commits are gone and all they held is in the files: that is what the command is for.
const HELD_BY_FILES: &[&str] = &[
    "git.discard-history.near.reset-soft",
    "git.discard-history.near.reset-squash",
    "git.discard-stash.near.branch",
    "git.discard-stash.near.pop",
    "git.discard-stash.near.stash-branch",
];

/// Names of what a build makes again.
const MADE_AGAIN: &[&str] = &["node_modules", "target", "dist", "build", "__pycache__"];

/// Everything that references, stash entries, HEAD and the index of a repository reach, one id a line.
const REACHED: &str = "{ git rev-list --objects --all; git rev-list --objects $(git rev-list -g refs/stash); \
    git ls-files --format='%(objectname)'; } 2>/dev/null | cut -d' ' -f1 | sort -u | \
    git cat-file --batch-check='%(objecttype) %(objectname)'";

/// A world that is put back after each row.
struct Stage {
    world: BuiltWorld,
    home: String,
}

/// What there is in a world: contents and commits.
#[derive(Debug, Default)]
struct Holding {
    contents: BTreeSet<String>,
    commits: BTreeSet<String>,
}

impl Stage {
    fn new(name: &str) -> Self {
        let world = BuiltWorld::new(worlds::named(name).expect("a world"));
        let home = world.on_disk(&world.declared.home);
        fs::create_dir_all(format!("{home}/scratch-space")).expect("a scratch space");
        let stage = Self { world, home };
        stage.shell("/", &format!("cp -a '{}' '{}'", stage.home, stage.kept()));
        stage
    }

    fn put_back(&self) {
        self.shell("/", &format!("rm -rf '{0}' && cp -a '{1}' '{0}'", self.home, self.kept()));
    }

    /// Where the world is kept as it was.
    fn kept(&self) -> String {
        format!("{}-kept", self.home)
    }

    /// What `script` prints, run without any network and with nobody to answer.
    fn shell(&self, directory: &str, script: &str) -> String {
        let mut bash = Command::new("timeout");
        bash.args(["10", "bash", "-c", script]).current_dir(directory);
        bash.env_clear().env("PATH", "/usr/local/bin:/usr/bin:/bin").env("HOME", &self.home);
        for who in ["AUTHOR", "COMMITTER"] {
            bash.env(format!("GIT_{who}_NAME"), "dev").env(format!("GIT_{who}_EMAIL"), "dev@example.com");
        }
        bash.env("GIT_ALLOW_PROTOCOL", "file").env("GIT_CONFIG_NOSYSTEM", "1").env("EDITOR", "true");
        let output = bash.stdin(Stdio::null()).output().expect("bash");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// What a row loses when it is run.
    fn losses(&self, row: &Row) -> Vec<String> {
        let before = Holding::of(self);
        let declared = self.world.declared;
        let directory = row.directory.as_deref().unwrap_or(&declared.directory);
        let command = row.command.replace("/tmp/", &format!("{}/scratch-space/", declared.home));
        self.shell(&self.world.on_disk(directory), &self.world.on_disk(&command));
        let after = Holding::of(self);
        self.put_back();
        let gone = valued(row).into_iter().filter(|content| !after.contents.contains(content));
        let commits = before.commits.difference(&after.commits).map(|commit| format!("commit {commit}"));
        gone.chain(commits).collect()
    }
}

impl Holding {
    fn of(stage: &Stage) -> Self {
        let mut holding = Self::default();
        holding.files(Path::new(&stage.home));
        for root in stage.world.declared.repositories.keys() {
            let root = stage.world.on_disk(root);
            if Path::new(&root).is_dir() {
                holding.store(stage, &root);
            }
        }
        holding
    }

    fn files(&mut self, directory: &Path) {
        for entry in fs::read_dir(directory).into_iter().flatten().flatten() {
            let Ok(kind) = entry.file_type() else { continue };
            if kind.is_dir() && entry.file_name() != ".git" {
                self.files(&entry.path());
            } else if kind.is_file() {
                self.contents.extend(fs::read_to_string(entry.path()).ok());
            }
        }
    }

    fn store(&mut self, stage: &Stage, root: &str) {
        for object in stage.shell(root, REACHED).lines() {
            match object.split_once(' ') {
                Some(("commit", id)) => drop(self.commits.insert(id.into())),
                Some(("blob", id)) => drop(self.contents.insert(content(stage, root, id))),
                _ => {}
            }
        }
    }
}

/// What a blob holds; the same id holds the same everywhere.
fn content(stage: &Stage, root: &str, id: &str) -> String {
    static KNOWN: Mutex<BTreeMap<String, String>> = Mutex::new(BTreeMap::new());
    let mut known = KNOWN.lock().expect("no panic");
    known.entry(id.into()).or_insert_with(|| stage.shell(root, &format!("git cat-file -p {id}"))).clone()
}

/// Contents that nobody can make again.
fn valued(row: &Row) -> Vec<String> {
    let repositories = worlds::named(&row.world).expect("a world").repositories.values();
    let own = repositories.clone().flat_map(|repository| &repository.files);
    let own = own.filter(|(path, details)| {
        let made = path.split('/').any(|part| MADE_AGAIN.contains(&part));
        details.link.is_none() && details.kind.is_none() && !path.ends_with('/') && !made
    });
    let own = own.map(|(path, details)| details.content(path));
    let stashes = |count: usize| (0..count).map(|number| format!("stash {number}\n"));
    own.chain(repositories.flat_map(|repository| stashes(repository.shape.stashes))).collect()
}

/// A row about git that happens below the home directory.
fn is_tried(row: &Row) -> bool {
    let own = worlds::named(&row.world).map(|world| world.directory.as_str());
    row.id.starts_with("git.")
        && row.directory.as_deref().or(own).is_some_and(|at| at.starts_with("/home/dev"))
}

#[test]
#[ignore = "runs what the guard refuses, in worlds on disk"]
fn what_git_is_allowed_loses_nothing() {
    let mut stages: BTreeMap<&str, Stage> = BTreeMap::new();
    let mut broken = Vec::new();
    for row in row::all().iter().filter(|row| is_tried(row)) {
        let lost = stages.entry(&row.world).or_insert_with(|| Stage::new(&row.world)).losses(row);
        let stays = HELD_BY_FILES.contains(&row.id.as_str());
        if row.verdict == Expected::Allow && !lost.is_empty() && !stays {
            broken.push(format!("{}: {}\n    loses {lost:?}", row.id, row.shown()));
        }
    }
    assert!(
        broken.is_empty(),
        "{} rows are allowed and lose something:\n  {}\n",
        broken.len(),
        broken.join("\n  ")
    );
}
