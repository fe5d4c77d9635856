//! Owns the project's files as gates read them; judges none of them.

use std::fs;
use std::path::Path;

/// One text file of the project.
pub(super) struct Source {
    /// Its path from the project's root.
    pub(super) path: String,
    /// Its content.
    pub(super) text: String,
}

impl Source {
    /// The room a file of a room belongs to.
    pub(super) fn room(&self) -> Option<&str> {
        self.path.strip_prefix("crates/")?.split('/').next()
    }

    /// Whether it is Rust.
    pub(super) fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// Whether it ends up in a binary: Rust in a room or behind a door, and no file of tests.
    pub(super) fn is_shipped(&self) -> bool {
        let inside = self.path.starts_with("bins/") || self.path == "build.rs" || self.path.contains("/src/");
        self.is_rust() && inside && !self.is_tests()
    }

    fn is_tests(&self) -> bool {
        self.path.ends_with("/tests.rs") || self.path.ends_with("_tests.rs") || self.path.contains("/tests/")
    }
}

/// Every text file of the project, by path. What git would not keep is left out.
pub(super) fn all() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    gather(root, root, &mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// Every Rust file that ends up in a binary.
pub(super) fn shipped() -> Vec<Source> {
    all().into_iter().filter(Source::is_shipped).collect()
}

fn gather(root: &Path, directory: &Path, found: &mut Vec<Source>) {
    for entry in fs::read_dir(directory).expect("a directory of the project") {
        let entry = entry.expect("an entry of a directory of the project");
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        let kind = entry.file_type().expect("the kind of an entry");
        if is_skipped(&name) {
            continue;
        }
        if kind.is_dir() {
            gather(root, &path, found);
        } else if kind.is_file()
            && let Ok(text) = fs::read_to_string(&path)
        {
            let path = path.strip_prefix(root).expect("below the root");
            found.push(Source { path: path.to_string_lossy().replace('\\', "/"), text });
        }
    }
}

fn is_skipped(name: &str) -> bool {
    name == ".git" || name.starts_with("target") || name == "node_modules" || name == "__pycache__"
}
