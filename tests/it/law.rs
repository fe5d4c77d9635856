//! Owns the proof that the law is well made: the reader finds every mistake, and what is embedded is what `policy/`
//! says; judges no command.

mod mistakes;
mod shipped;

use std::fs;
use std::path::{Path, PathBuf};

use law::Law;
use law::read::{Mistake, Source, read};

/// Reads one made-up file.
fn read_text(text: &str) -> Result<Law, Vec<Mistake>> {
    read(&[Source { name: "a.json", text }])
}

/// The files of `policy/` in the order they are embedded in, with their names below the root of the project.
fn files() -> Vec<(String, String)> {
    let policy = Path::new(env!("CARGO_MANIFEST_DIR")).join("policy");
    let mut paths = in_directory(&policy.join("programs"));
    paths.extend(in_directory(&policy.join("law")));
    paths.push(policy.join("paths.json"));
    paths.into_iter().map(|path| (shown(&path), fs::read_to_string(&path).expect("a text"))).collect()
}

fn in_directory(directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).expect("a directory of the law");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
}

fn shown(path: &Path) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    path.strip_prefix(root).expect("below the root").display().to_string()
}
