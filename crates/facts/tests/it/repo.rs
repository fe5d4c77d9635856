//! Owns building a repository with git and asking git about it; compares nothing.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::{Command, Output};

use facts::Disk;
use hook::{Facts, Scan, Work};
use tempfile::TempDir;

/// A directory in which scripts run, with a git that knows no user.
pub(crate) struct Repo {
    directory: TempDir,
}

/// What git says of a working tree, in the words of [`Work`].
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) unstaged: BTreeSet<String>,
    pub(crate) staged: BTreeSet<String>,
    pub(crate) untracked: BTreeSet<String>,
    pub(crate) ignored: BTreeSet<String>,
}

/// All there is to ask about the whole working tree.
pub(crate) fn everything() -> Scan {
    Scan { paths: Vec::new(), tracked: true, untracked: true, ignored: true }
}

impl Repo {
    /// An empty directory.
    pub(crate) fn bare() -> Self {
        Self { directory: tempfile::Builder::new().prefix("facts").tempdir().unwrap() }
    }

    /// A repository in which `script` has run.
    pub(crate) fn new(script: &str) -> Self {
        let repo = Self::bare();
        repo.run("git init -q . && git config core.excludesFile /nonexistent");
        repo.run(script);
        repo
    }

    /// The directory without links in its path.
    pub(crate) fn root(&self) -> String {
        self.directory.path().canonicalize().unwrap().to_str().unwrap().into()
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        PathBuf::from(self.root()).join(name)
    }

    /// Runs a script in the directory; it must succeed.
    pub(crate) fn run(&self, script: &str) -> String {
        let output = self.command("sh", &["-ec", script]);
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{script}\n{error}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Runs git, whatever comes of it.
    pub(crate) fn git(&self, arguments: &[&str]) -> Output {
        self.command("git", arguments)
    }

    fn command(&self, program: &str, arguments: &[&str]) -> Output {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(self.directory.path());
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("GIT_")) {
            command.env_remove(name);
        }
        let settings = [
            ("user.name", "a"),
            ("user.email", "a@example.com"),
            ("init.defaultBranch", "main"),
            ("protocol.file.allow", "always"),
            ("advice.detachedHead", "false"),
            ("gc.auto", "0"),
        ];
        for (at, (key, value)) in settings.iter().enumerate() {
            command.env(format!("GIT_CONFIG_KEY_{at}"), key).env(format!("GIT_CONFIG_VALUE_{at}"), value);
        }
        command.env("GIT_CONFIG_COUNT", settings.len().to_string());
        command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        command.env("GIT_OPTIONAL_LOCKS", "0").env("LC_ALL", "C.UTF-8");
        command.output().unwrap()
    }

    /// What this room says of a scan.
    pub(crate) fn work(&self, scan: &Scan) -> Work {
        let disk = Disk::new();
        disk.work(&disk.repository(&self.root()).unwrap(), scan)
    }

    /// What git says of the whole working tree. Deleted files are left out, as [`Work`] does.
    pub(crate) fn told(&self) -> Told {
        let mut told = Told {
            untracked: self.others(&["--exclude-standard"]),
            ignored: self.others(&["-i", "--exclude-standard"]),
            ..Told::default()
        };
        let status = self.git(&["status", "--porcelain=v2", "-z", "--no-renames", "--ignore-submodules=all"]);
        assert!(status.status.success(), "{}", String::from_utf8_lossy(&status.stderr));
        for line in status.stdout.split(|byte| *byte == 0) {
            let line = String::from_utf8_lossy(line).into_owned();
            let (kind, fields) = (line.chars().next(), if line.starts_with('u') { 11 } else { 9 });
            let Some(name) =
                line.splitn(fields, ' ').nth(fields - 1).filter(|_| matches!(kind, Some('1' | 'u')))
            else {
                continue;
            };
            let (staged, unstaged) = (&line[2..3], &line[3..4]);
            let path = self.absolute(name);
            let is_conflict = kind == Some('u');
            if is_conflict || matches!(staged, "M" | "A" | "T") {
                told.staged.insert(path.clone());
            }
            if (is_conflict && self.path(name).symlink_metadata().is_ok())
                || matches!(unstaged, "M" | "A" | "T")
            {
                told.unstaged.insert(path);
            }
        }
        told
    }

    fn others(&self, arguments: &[&str]) -> BTreeSet<String> {
        let output = self.git(&[&["ls-files", "-z", "-o"], arguments].concat());
        let names = output.stdout.split(|byte| *byte == 0).filter(|name| !name.is_empty());
        names.map(|name| self.absolute(String::from_utf8_lossy(name).trim_end_matches('/'))).collect()
    }

    pub(crate) fn absolute(&self, name: &str) -> String {
        format!("{}/{name}", self.root())
    }
}

/// The same words for what this room says.
pub(crate) fn said(work: &Work) -> Told {
    let set = |tally: &hook::Tally| tally.paths.iter().cloned().collect();
    Told {
        unstaged: set(&work.unstaged),
        staged: set(&work.staged),
        untracked: set(&work.untracked),
        ignored: set(&work.ignored),
    }
}
