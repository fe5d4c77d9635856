//! Owns the words for what git knows about a working tree; reads no repository.

/// A git repository as a command inside it would find it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repository {
    /// The root of the working tree; none in a bare repository or inside the git directory.
    pub root: Option<String>,
    /// The directory of this working tree's own state: `.git`, or `.git/worktrees/NAME`.
    pub git_dir: String,
    /// The directory of what all working trees share: objects, references, configuration.
    pub common_dir: String,
    /// What is checked out.
    pub head: Head,
}

/// What is checked out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Head {
    /// A branch, by its full name: `refs/heads/main`. It may have no commit yet.
    Branch(String),
    /// A commit, by its id.
    Detached(String),
    /// It cannot be told.
    Unknown,
}

/// Which work is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scan {
    /// Absolute paths of files and directories; none means the whole working tree.
    pub paths: Vec<String>,
    /// Whether changes to tracked files are asked for.
    pub tracked: bool,
    /// Whether files that git neither tracks nor ignores are asked for.
    pub untracked: bool,
    /// Whether files that git ignores are asked for.
    pub ignored: bool,
}

/// Work that is in no commit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Work {
    /// Tracked files whose content on disk is not the one in the index. Files missing on disk do not count.
    pub unstaged: Tally,
    /// Files whose content in the index is not the one in HEAD. Files removed from the index do not count.
    pub staged: Tally,
    /// Files that git neither tracks nor ignores.
    pub untracked: Tally,
    /// Files that git ignores.
    pub ignored: Tally,
    /// Tracked files within the scan, changed or not.
    pub tracked: usize,
    /// Whether the whole scan was seen. If not, what is missing may be anything.
    pub complete: bool,
}

/// A count of files, the first few by name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// How many.
    pub count: usize,
    /// The first [`Tally::NAMED`] absolute paths, in the order of the scan.
    pub paths: Vec<String>,
}

impl Tally {
    /// How many paths a tally keeps by name. Enough that a caller can still sort out regenerable ones.
    pub const NAMED: usize = 1000;

    /// Counts one more file.
    pub fn add(&mut self, path: impl Into<String>) {
        self.count += 1;
        if self.paths.len() < Self::NAMED {
            self.paths.push(path.into());
        }
    }

    /// Whether nothing was counted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }
}

/// Commits that would be lost.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Commits {
    /// How many.
    pub count: usize,
    /// Whether the walk saw all it had to see. If not, the count is a lower bound.
    pub complete: bool,
}
