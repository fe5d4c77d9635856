//! Owns what is proven of `wavebreak` through the built program: a home of its own for each story; asks no inner function.

mod doctor;
mod explain;
mod help;
mod install;
mod script;
mod settings;

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;

/// A home directory with nothing in it, and a program beside a `guard-bash`.
struct Home {
    directory: TempDir,
}

impl Home {
    fn new() -> Self {
        Self { directory: tempfile::tempdir().expect("a temporary directory") }
    }

    /// One with these settings.
    fn with(text: &str) -> Self {
        let home = Self::new();
        home.write(".claude/settings.json", text);
        home
    }

    fn path(&self, below: &str) -> PathBuf {
        self.directory.path().join(below)
    }

    fn write(&self, below: &str, text: &str) {
        let path = self.path(below);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
        fs::write(path, text).expect("a file");
    }

    /// The text of a file, if there is one.
    fn read(&self, below: &str) -> Option<String> {
        fs::read_to_string(self.path(below)).ok()
    }

    fn settings(&self) -> Option<String> {
        self.read(".claude/settings.json")
    }

    /// `wavebreak` with this home and nothing else of our own surroundings.
    fn wavebreak(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wavebreak"));
        command
            .env_clear()
            .env("HOME", self.directory.path())
            .env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.current_dir(self.directory.path()).args(arguments);
        command
    }

    /// What it prints on both streams, and how it ends.
    fn run(&self, arguments: &[&str]) -> Ended {
        ended(self.wavebreak(arguments))
    }

    /// What it prints, provided that it succeeds.
    #[track_caller]
    fn done(&self, arguments: &[&str]) -> String {
        let ended = self.run(arguments);
        assert_eq!(ended.code, 0, "wavebreak {arguments:?}: {ended:?}");
        ended.stdout
    }

    /// All files below, relative and sorted.
    fn files(&self) -> Vec<String> {
        let mut found = Vec::new();
        collect(self.directory.path(), &mut found);
        let relative =
            |path: &PathBuf| path.strip_prefix(self.directory.path()).map(|path| path.display().to_string());
        let mut names: Vec<String> = found.iter().filter_map(|path| relative(path).ok()).collect();
        names.sort();
        names
    }
}

/// How a program ended and what it said.
#[derive(Debug)]
struct Ended {
    code: i32,
    stdout: String,
    stderr: String,
}

fn ended(mut command: Command) -> Ended {
    let output = command.output().expect("the program starts");
    Ended {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).expect("UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

fn collect(directory: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() && !path.is_symlink() {
            collect(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// Fails with all rows at once.
#[track_caller]
fn assert_rows(failed: &[String]) {
    assert!(failed.is_empty(), "{} rows:\n\n{}\n", failed.len(), failed.join("\n\n"));
}
