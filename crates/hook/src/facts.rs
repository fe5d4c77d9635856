//! Owns the questions a judge may ask about the world; answers none of them.
//!
//! All paths are absolute, in UTF-8 and normalized lexically (see [`crate::path`]). Nothing here waits: an answer
//! that cannot be had (no permission, a pipe in place of a file, too large) says so, and the worse reading counts.

use crate::{Commits, Repository, Scan, Work};

/// What is known about the machine, asked lazily: a question that is not put costs nothing.
///
/// Whoever does not answer a question says that nothing is known, and the worse reading counts.
pub trait Facts {
    /// What stands at `path`, without following a link in its last component.
    fn entry(&self, path: &str) -> Entry {
        let _ = path;
        Entry::Unknown
    }

    /// The content of the regular file at `path` (links followed), if it has at most `limit` bytes.
    ///
    /// # Errors
    /// [`Unread`] says why there is none.
    fn read(&self, path: &str, limit: usize) -> Result<Vec<u8>, Unread> {
        let _ = (path, limit);
        Err(Unread::Refused)
    }

    /// The names in the directory at `path`, at most `limit` of them.
    ///
    /// # Errors
    /// [`Unread`] says why there are none.
    fn list(&self, path: &str, limit: usize) -> Result<Listing, Unread> {
        let _ = (path, limit);
        Err(Unread::Refused)
    }

    /// The hook's own value of an environment variable, which a command's may equal or not.
    fn variable(&self, name: &str) -> Option<String> {
        let _ = name;
        None
    }

    /// The git repository that a command started in `directory` would use.
    fn repository(&self, directory: &str) -> Option<Repository> {
        let _ = directory;
        None
    }

    /// What in the working tree of `repository` is in no commit.
    fn work(&self, repository: &Repository, scan: &Scan) -> Work {
        let _ = (repository, scan);
        Work::default()
    }

    /// Whether `revision` names a commit, as `git rev-parse --verify` would: a branch, a tag, `HEAD~2`, an id.
    fn is_revision(&self, repository: &Repository, revision: &str) -> bool {
        let _ = (repository, revision);
        false
    }

    /// The commits reachable from `tips` that nothing else reaches once the references `gone` are removed or moved
    /// away and `kept` revisions are pointed at instead. Reflogs count for nothing: they expire.
    fn stranded(&self, repository: &Repository, gone: &[&str], kept: &[&str]) -> Commits {
        let _ = (repository, gone, kept);
        Commits::default()
    }

    /// How many stash entries `repository` has.
    fn stashes(&self, repository: &Repository) -> usize {
        let _ = repository;
        1
    }

    /// The value of a git configuration key such as `alias.undo`, the last one set winning.
    fn setting(&self, repository: Option<&Repository>, key: &str) -> Option<String> {
        let _ = (repository, key);
        None
    }
}

/// What stands at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// Nothing.
    Missing,
    /// A regular file.
    File {
        /// Bytes.
        size: u64,
        /// Names this content has; more than one is a hard link.
        links: u64,
        /// Whether anyone may execute it.
        executable: bool,
    },
    /// A directory.
    Directory,
    /// A symbolic link and the text it holds.
    Link(String),
    /// A block or character device.
    Device,
    /// A pipe, a socket or something rarer.
    Special,
    /// It cannot be told, for want of permission say.
    Unknown,
}

/// The names in a directory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// Sorted names, without `.` and `..`; a name that is not UTF-8 is given lossily.
    pub names: Vec<String>,
    /// Whether these are all.
    pub complete: bool,
}

/// Why something could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// There is nothing at the path.
    Missing,
    /// It is not of the kind that was asked for: a pipe or a directory in place of a file.
    WrongKind,
    /// It is larger than the limit.
    TooLarge,
    /// The system refused.
    Refused,
}
