//! Owns the shape of a world's JSON; gives it no meaning.

use std::collections::BTreeMap;

use serde::Deserialize;

/// One file of `tests/worlds`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct World {
    /// What the world is for, in a sentence.
    pub(crate) about: String,
    /// The home directory; the machine's where it is not given.
    #[serde(default)]
    pub(crate) home: String,
    /// Where a row that names no directory happens.
    #[serde(default)]
    pub(crate) directory: String,
    /// The hook's own environment, besides HOME.
    #[serde(default)]
    pub(crate) variables: BTreeMap<String, String>,
    /// The user's git configuration.
    #[serde(default)]
    pub(crate) settings: BTreeMap<String, String>,
    /// What lies outside repositories, by absolute path. A path that ends in a slash is a directory.
    #[serde(default)]
    pub(crate) files: BTreeMap<String, File>,
    /// Repositories by the absolute path of their root.
    #[serde(default)]
    pub(crate) repositories: BTreeMap<String, Repository>,
}

/// One repository, or a working tree linked to one.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Repository {
    /// The branch that is checked out, or `detached a b c`: commits from the first to the one that is.
    pub(crate) head: String,
    /// Branches, each with its commits from the first to the last: `"a b c"`. `c+x` is a merge of `x`.
    #[serde(default)]
    pub(crate) branches: BTreeMap<String, String>,
    /// Tags and the one commit each names.
    #[serde(default)]
    pub(crate) tags: BTreeMap<String, String>,
    /// Remote-tracking branches such as `origin/main`, like branches.
    #[serde(default)]
    pub(crate) remotes: BTreeMap<String, String>,
    /// How many stash entries there are.
    #[serde(default)]
    pub(crate) stashes: usize,
    /// The repository's own git configuration.
    #[serde(default)]
    pub(crate) settings: BTreeMap<String, String>,
    /// Whether there is no working tree.
    #[serde(default)]
    pub(crate) bare: bool,
    /// The root of the repository whose store a linked working tree shares. Its committed files are this one's too.
    #[serde(default)]
    pub(crate) linked_to: Option<String>,
    /// What lies in the working tree, by path from its root.
    #[serde(default)]
    pub(crate) files: BTreeMap<String, File>,
}

/// One file: a state alone, or with more to say.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum File {
    /// `"committed"`
    State(State),
    /// `{"state": "committed", "link": "../x"}`
    Detailed(Details),
}

/// What more can be said of a file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Details {
    /// What git knows of it.
    pub(crate) state: State,
    /// Its content; a line with its name where none is given.
    #[serde(default)]
    pub(crate) content: Option<String>,
    /// What it points to, if it is a symbolic link.
    #[serde(default)]
    pub(crate) link: Option<String>,
    /// `fifo` or `device`, if it is neither a file nor a link nor a directory.
    #[serde(default)]
    pub(crate) kind: Option<Rare>,
    /// Whether it may be executed.
    #[serde(default)]
    pub(crate) executable: bool,
}

/// What git knows of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum State {
    /// It lies in no repository, or is no file.
    Plain,
    /// HEAD, index and disk agree.
    Committed,
    /// Disk differs from index, which agrees with HEAD.
    Unsaved,
    /// Index differs from HEAD, which has the file; disk agrees with index.
    Staged,
    /// The index has it, HEAD does not; disk agrees with index.
    Added,
    /// HEAD and index have it, disk does not.
    Deleted,
    /// Neither HEAD nor index has it, and git does not ignore it.
    Untracked,
    /// Git ignores it.
    Ignored,
}

/// Kinds of files that hold no content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Rare {
    /// A named pipe.
    Fifo,
    /// A block or character device.
    Device,
}

impl File {
    /// All there is to say of it.
    pub(crate) fn details(&self) -> Details {
        match self {
            Self::State(state) => {
                Details { state: *state, content: None, link: None, kind: None, executable: false }
            }
            Self::Detailed(details) => details.clone(),
        }
    }
}

impl State {
    /// Whether the index has the file.
    pub(crate) fn is_tracked(self) -> bool {
        matches!(self, Self::Committed | Self::Unsaved | Self::Staged | Self::Added | Self::Deleted)
    }

    /// Whether HEAD has the file.
    pub(crate) fn is_in_head(self) -> bool {
        matches!(self, Self::Committed | Self::Unsaved | Self::Staged | Self::Deleted)
    }
}

impl Details {
    /// What a file called `path` holds in HEAD.
    pub(crate) fn base(&self, path: &str) -> String {
        self.content.clone().unwrap_or_else(|| format!("{}\n", hook::path::name(path)))
    }

    /// What a file called `path` holds on disk.
    pub(crate) fn content(&self, path: &str) -> String {
        let changed = matches!(self.state, State::Unsaved | State::Staged);
        if changed { format!("{}and a change\n", self.base(path)) } else { self.base(path) }
    }
}
