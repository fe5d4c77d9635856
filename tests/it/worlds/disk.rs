//! Owns the building of a declared world on disk with the real git, below a directory of its own; judges nothing.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

use super::declared::{DeclaredRepository, DeclaredWorld};
use super::history::Head;
use super::shape::{Details, Rare, State};

/// A declared world on disk. Everything below its home directory is there; the machine is the real one.
pub(crate) struct BuiltWorld {
    /// What it was built from.
    pub(crate) declared: &'static DeclaredWorld,
    directory: TempDir,
}

impl BuiltWorld {
    pub(crate) fn new(declared: &'static DeclaredWorld) -> Self {
        let directory = tempfile::tempdir().expect("a directory for a world");
        let world = Self { declared, directory };
        world.build();
        world
    }

    /// `text` with every path below the declared home directory turned into the one on disk.
    pub(crate) fn on_disk(&self, text: &str) -> String {
        text.replace(&self.declared.home, &format!("{}{}", self.base(), self.declared.home))
    }

    /// `text` with every path on disk turned into the declared one.
    pub(crate) fn as_declared(&self, text: &str) -> String {
        text.replace(&self.base(), "")
    }

    fn base(&self) -> String {
        let base = fs::canonicalize(self.directory.path()).expect("the directory of a world");
        base.to_string_lossy().into_owned()
    }

    fn path(&self, declared: &str) -> PathBuf {
        PathBuf::from(self.on_disk(declared))
    }

    fn build(&self) {
        let home = self.path(&self.declared.home);
        fs::create_dir_all(&home).expect("a home directory");
        let outside = self.declared.outside.iter();
        for (path, details) in outside.filter(|(path, _)| hook::path::within(path, &self.declared.home)) {
            self.write(&self.path(path), path, &details.content(path), details);
        }
        let (linked, main): (Vec<_>, Vec<_>) = self
            .declared
            .repositories
            .iter()
            .partition(|(_, repository)| repository.shape.linked_to.is_some());
        main.into_iter().for_each(|(root, repository)| self.build_repository(root, repository));
        linked.into_iter().for_each(|(root, repository)| self.build_linked(root, repository));
    }

    fn build_repository(&self, root: &str, repository: &DeclaredRepository) {
        let at = self.path(root);
        fs::create_dir_all(&at).expect("the root of a repository");
        let bare = if repository.shape.bare { "--bare" } else { "--quiet" };
        self.git(&at, &["init", "--quiet", "-b", "main", bare]);
        let tree = self.base_tree(&at, repository);
        let commits = self.commit_all(&at, repository, &tree);
        self.refer(&at, repository, &commits);
        for (key, value) in &repository.shape.settings {
            self.git(&at, &["config", key, value]);
        }
        for number in 0..repository.shape.stashes {
            self.stash(&at, repository, number);
        }
        self.change(&at, repository);
    }

    fn build_linked(&self, root: &str, repository: &DeclaredRepository) {
        let main = self.path(repository.shape.linked_to.as_deref().unwrap_or_default());
        let at = self.path(root);
        let at_text = at.to_string_lossy();
        self.git(&main, &["worktree", "add", "--quiet", "--force", &at_text, &repository.shape.head]);
        self.change(&at, repository);
    }

    /// Puts every file that HEAD has into the index and gives the tree they make.
    fn base_tree(&self, at: &Path, repository: &DeclaredRepository) -> String {
        for (file, details) in repository.files.iter().filter(|(_, details)| details.state.is_in_head()) {
            self.write(&at.join(file), file, &details.base(file), details);
            self.git(at, &["add", "--force", "--", file]);
        }
        self.git(at, &["write-tree"])
    }

    fn commit_all(&self, at: &Path, repository: &DeclaredRepository, tree: &str) -> BTreeMap<String, String> {
        let mut ids: BTreeMap<String, String> = BTreeMap::new();
        for (name, parents) in &repository.history.commits {
            let parents = parents.iter().flat_map(|parent| ["-p", ids[parent].as_str()]);
            let args: Vec<&str> = ["commit-tree", tree, "-m", name].into_iter().chain(parents).collect();
            let id = self.git(at, &args);
            ids.insert(name.clone(), id);
        }
        ids
    }

    fn refer(&self, at: &Path, repository: &DeclaredRepository, commits: &BTreeMap<String, String>) {
        for (name, commit) in &repository.history.references {
            self.git(at, &["update-ref", name, &commits[commit]]);
        }
        match &repository.history.head {
            Head::Branch(branch) => self.git(at, &["symbolic-ref", "HEAD", branch]),
            Head::Commit(commit) => self.git(at, &["update-ref", "--no-deref", "HEAD", &commits[commit]]),
        };
    }

    /// Makes one stash entry out of a passing change to the first file.
    fn stash(&self, at: &Path, repository: &DeclaredRepository, number: usize) {
        let mut tracked = repository
            .files
            .iter()
            .filter(|(_, details)| details.state.is_in_head() && details.link.is_none());
        let (file, _) = tracked.next().expect("a stash needs a committed file");
        fs::write(at.join(file), format!("stash {number}\n")).expect("a change to stash");
        self.git(at, &["stash", "push", "--quiet"]);
    }

    /// Brings disk and index from HEAD to what is declared.
    fn change(&self, at: &Path, repository: &DeclaredRepository) {
        let changed = repository.files.iter().filter(|(_, details)| details.state != State::Committed);
        for (file, details) in changed {
            if details.state == State::Deleted {
                fs::remove_file(at.join(file)).expect("a file to delete");
                continue;
            }
            self.write(&at.join(file), file, &details.content(file), details);
            if matches!(details.state, State::Staged | State::Added) {
                self.git(at, &["add", "--force", "--", file]);
            }
        }
    }

    /// What git prints in a declared directory; none where it fails.
    pub(crate) fn git_at(&self, directory: &str, args: &[&str]) -> Option<String> {
        let output = self.run_git(&self.path(directory), args);
        let printed = String::from_utf8_lossy(&output.stdout).trim_end().to_string();
        output.status.success().then_some(printed)
    }

    /// Runs git, which must succeed, and gives what it printed, without the line's end.
    fn git(&self, at: &Path, args: &[&str]) -> String {
        let output = self.run_git(at, args);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {args:?} in {}: {said}", at.display());
        String::from_utf8_lossy(&output.stdout).trim_end().into()
    }

    fn run_git(&self, at: &Path, args: &[&str]) -> Output {
        Command::new("git")
            .args(["-c", "user.name=dev", "-c", "user.email=dev@example.com"])
            .args(args)
            .current_dir(at)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.path(&self.declared.home))
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .output()
            .expect("git")
    }

    fn write(&self, at: &Path, declared: &str, content: &str, details: &Details) {
        if declared.ends_with('/') {
            return fs::create_dir_all(at).expect("a directory of a world");
        }
        fs::create_dir_all(at.parent().expect("a parent")).expect("a directory of a world");
        match (&details.link, details.kind) {
            (Some(to), _) => symlink(self.on_disk(to), at).expect("a link of a world"),
            (None, Some(Rare::Fifo)) => {
                assert!(
                    Command::new("mkfifo").arg(at).status().is_ok_and(|status| status.success()),
                    "mkfifo"
                );
            }
            (None, Some(Rare::Device)) => {}
            (None, None) => fs::write(at, content).expect("a file of a world"),
        }
        if details.executable {
            fs::set_permissions(at, fs::Permissions::from_mode(0o755)).expect("permissions of a world");
        }
    }
}
