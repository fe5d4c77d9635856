//! Owns which repository a call of git works on, from its options, its variables and the shell's directory; asks facts
//! for the repository and does nothing to it.

use hook::{Repository, path};
use shell::{Origin, Text, World};

use super::call::GitCall;
use super::line::{self, Note};
use crate::act::Act;

/// Where a call of git works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// In a repository that was there before the line.
    Tree(Tree),
    /// In a repository that the line made, with this directory as its root.
    Fresh(String),
    /// In no repository: git refuses.
    Nowhere,
    /// It cannot be told.
    Unknown,
}

/// A working tree that was there before the line. All its paths are those from before the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tree {
    /// Where paths in the call begin.
    pub directory: String,
    /// The root of the working tree; the directory where there is none.
    pub root: String,
    /// The repository.
    pub repository: Repository,
}

impl Tree {
    /// What notes on references and stash entries are kept under.
    pub(super) fn store(&self) -> &str {
        &self.repository.common_dir
    }

    /// What notes on HEAD are kept under.
    pub(super) fn own(&self) -> &str {
        &self.repository.git_dir
    }

    fn new(directory: String, repository: Repository) -> Self {
        let root = repository.root.clone().unwrap_or_else(|| directory.clone());
        Self { directory, root, repository }
    }
}

impl Place {
    /// Where `call` works.
    pub(super) fn of(act: &Act<'_, '_, '_>, call: &GitCall<'_>) -> Self {
        let Some(directory) = directory(act, call) else { return Self::Unknown };
        let directory = act.world.resolve(&directory, true);
        let (store, root) =
            (named(call, "--git-dir", "GIT_DIR"), named(call, "--work-tree", "GIT_WORK_TREE"));
        match (store, root) {
            (None, None) => Self::at(act.world, &directory),
            (store, root) => Self::told(act.world, &directory, store, root),
        }
    }

    /// Where a call without options works in `directory`.
    pub(super) fn at(world: &World<'_>, directory: &str) -> Self {
        let fresh = path::upward(directory).find(|above| line::has(world, Note::Fresh, above));
        let directory = before(world, directory);
        let repository = standing(world, &directory).and_then(|start| world.facts.repository(start));
        let Some(repository) = repository else {
            return fresh.map_or(Self::Nowhere, |root| Self::Fresh(root.into()));
        };
        match (fresh, repository.root.as_deref()) {
            (Some(fresh), Some(root)) if path::within(fresh, root) && fresh != root => {
                Self::Fresh(fresh.into())
            }
            _ => Self::Tree(Tree::new(directory, repository)),
        }
    }

    /// Where a call works that names its store, its working tree or both.
    fn told(world: &World<'_>, directory: &str, store: Option<Text>, root: Option<Text>) -> Self {
        let named = |text: Option<Text>| match text.as_ref().map(Text::as_known) {
            None => Ok(None),
            Some(Some(known)) => Ok(Some(before(world, &world.resolve(&path::join(directory, known), true)))),
            Some(None) => Err(()),
        };
        let (Ok(store), Ok(root)) = (named(store), named(root)) else { return Self::Unknown };
        let start = match &store {
            Some(store) if path::name(store) == ".git" => path::parent(store).unwrap_or("/"),
            Some(store) => store,
            None => directory,
        };
        let Some(mut repository) = world.facts.repository(start) else { return Self::Unknown };
        repository.root = root.or_else(|| Some(directory.into()));
        Self::Tree(Tree::new(before(world, directory), repository))
    }

    /// The working tree, where it is known and was there before the line.
    pub(super) fn tree(&self) -> Option<&Tree> {
        match self {
            Self::Tree(tree) => Some(tree),
            _ => None,
        }
    }
}

/// The directory that a call works in: the shell's, and from there each `-C`.
pub(super) fn directory(act: &Act<'_, '_, '_>, call: &GitCall<'_>) -> Option<String> {
    let start = act.shell.directory.map(String::from);
    call.outer_values("-C").fold(start, |at, next| match (at, next.as_known()?) {
        (_, next) if next.starts_with('/') => Some(path::join("/", next)),
        (at, next) => at.map(|at| path::join(&at, next)),
    })
}

/// The path that what stands at `path` now had before the line; the same where nothing of it is older.
pub(super) fn before(world: &World<'_>, path: &str) -> String {
    match world.origin(path) {
        Origin::Before(before) => before,
        Origin::New | Origin::Gone => path.into(),
    }
}

/// The nearest directory at or above `directory` that was there before the line.
fn standing<'p>(world: &World<'_>, directory: &'p str) -> Option<&'p str> {
    path::upward(directory).find(|above| world.facts.entry(above) != hook::Entry::Missing)
}

/// A path that an option or, without it, a variable gives.
fn named(call: &GitCall<'_>, option: &str, variable: &str) -> Option<Text> {
    let given = call.outer_values(option).last().cloned();
    given.or_else(|| call.variable(variable)).filter(|text| !text.is_empty())
}
