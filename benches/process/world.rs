//! Owns the small real repository with unsaved work that measured calls happen in.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// A home directory with a project in it.
pub(crate) struct World {
    home: TempDir,
}

impl World {
    pub(crate) fn new() -> Self {
        let world = Self { home: tempfile::tempdir().expect("a home directory") };
        let project = world.project();
        for number in 0..40 {
            write(
                &project.join(format!("src/part{}/file{number}.rs", number % 5)),
                &format!("// {number}\n"),
            );
        }
        write(&project.join(".gitignore"), "build/\n");
        git(&world, &["init", "--quiet", "-b", "main"]);
        git(&world, &["add", "."]);
        git(
            &world,
            &["-c", "user.name=dev", "-c", "user.email=dev@example.com", "commit", "--quiet", "-m", "First"],
        );
        write(&project.join("build/out.o"), "made\n");
        write(&project.join("src/part0/file0.rs"), "// unsaved work\n");
        world
    }

    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    pub(crate) fn project(&self) -> PathBuf {
        self.home().join("project")
    }

    /// A file of this world with `content`.
    pub(crate) fn file(&self, name: &str, content: &[u8]) -> PathBuf {
        let path = self.home().join(name);
        fs::write(&path, content).expect("a file to measure with");
        path
    }
}

fn write(path: &Path, content: &str) {
    fs::create_dir_all(path.parent().expect("a parent")).expect("a directory of the project");
    fs::write(path, content).expect("a file of the project");
}

fn git(world: &World, arguments: &[&str]) {
    let status = Command::new("git")
        .args(arguments)
        .current_dir(world.project())
        .env("HOME", world.home())
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .status();
    assert!(status.is_ok_and(|status| status.success()), "git {arguments:?}");
}
