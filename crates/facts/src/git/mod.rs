//! Owns one repository as it is on disk, each part read when it is first asked for and kept; the parts know their formats.

mod changes;
mod commit;
mod config;
mod delta;
mod glob;
pub(crate) mod history;
mod id;
mod ignore;
mod index;
pub(crate) mod locate;
mod object;
mod pack;
mod refs;
pub(crate) mod revision;
mod rules;
pub(crate) mod settings;
mod staged;
mod untracked;
pub(crate) mod work;

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::rc::Rc;

use hook::{Head, Repository};

use commit::Commit;
use id::Id;
use index::Index;
use object::{Kind, Objects};
use refs::Refs;
use settings::Settings;

use crate::file;

/// How many bytes are hashed in all to compare files with what git has of them; the rest counts as changed.
const MOST_HASHED: u64 = 256 << 20;

/// The largest list of commits at which a shallow history ends.
const LARGEST_SHALLOW: usize = 4 << 20;

/// A repository, opened for reading.
pub(crate) struct Git {
    /// Where it is.
    pub(crate) repository: Repository,
    refs: Refs,
    objects: Objects,
    shallow: OnceCell<BTreeSet<Id>>,
    settings: Rc<Settings>,
    trees: RefCell<BTreeMap<Id, Rc<[u8]>>>,
    index: OnceCell<Index>,
    head_tree: OnceCell<Tree>,
    hashable: Cell<u64>,
}

/// A tree, where it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tree {
    /// There is no commit yet.
    Unborn,
    /// By its id.
    At(Id),
    /// It cannot be told.
    Unknown,
}

impl Git {
    /// Opens `repository`. Nothing is read yet.
    pub(crate) fn new(repository: Repository, settings: Rc<Settings>) -> Self {
        let objects = Objects::new(file::under(&repository.common_dir, "objects"));
        Self {
            refs: Refs::new(&repository),
            repository,
            objects,
            shallow: OnceCell::new(),
            settings,
            trees: RefCell::default(),
            index: OnceCell::new(),
            head_tree: OnceCell::new(),
            hashable: Cell::new(MOST_HASHED),
        }
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::read(Path::new(&file::under(&self.repository.git_dir, "index"))))
    }

    /// The repository's own configuration.
    fn config(&self) -> Rc<[u8]> {
        self.settings.file(&file::under(&self.repository.common_dir, "config"))
    }

    /// Whether the formats of this repository are the ones that are read here: ids of SHA-1, references in files.
    fn is_understood(&self) -> bool {
        let is_plain =
            |key, plain: &[u8]| config::last(&self.config(), key).is_none_or(|value| value == plain);
        is_plain("extensions.objectFormat", b"sha1") && is_plain("extensions.refStorage", b"files")
    }

    fn head_tree(&self) -> Tree {
        *self.head_tree.get_or_init(|| {
            let commit = match &self.repository.head {
                Head::Detached(id) => Id::from_hex(id.as_bytes()),
                Head::Branch(name) => match self.refs.resolve(name) {
                    Ok(None) => return Tree::Unborn,
                    Ok(id) => id,
                    Err(_) => None,
                },
                Head::Unknown => None,
            };
            commit.and_then(|id| self.tree_of(id)).map_or(Tree::Unknown, Tree::At)
        })
    }

    /// Whether the history that was fetched ends at this commit.
    fn is_shallow(&self, commit: Id) -> bool {
        let read = || {
            let place = file::under(&self.repository.common_dir, "shallow");
            let text = file::read_regular(place, LARGEST_SHALLOW).unwrap_or_default();
            text.split(|byte| *byte == b'\n').filter_map(Id::from_hex).collect()
        };
        self.shallow.get_or_init(read).contains(&commit)
    }

    fn tree_of(&self, commit: Id) -> Option<Id> {
        Some(Commit::parsed(&self.objects.read(commit, Kind::Commit)?)?.tree)
    }

    /// Whether git knows that all that is staged is in HEAD.
    fn is_all_committed(&self) -> bool {
        matches!(self.head_tree(), Tree::At(id) if self.index().root_tree() == Some(id))
    }

    /// The id that HEAD has for the file `name`.
    fn in_head(&self, name: &[u8]) -> Option<Id> {
        let Tree::At(mut id) = self.head_tree() else { return None };
        for part in name.split(|byte| *byte == b'/') {
            let tree = self.tree(id)?;
            id = object::leaves(&tree).find(|leaf| leaf.name == part)?.id;
        }
        Some(id)
    }

    fn tree(&self, id: Id) -> Option<Rc<[u8]>> {
        if let Some(tree) = self.trees.borrow().get(&id) {
            return Some(tree.clone());
        }
        let tree: Rc<[u8]> = self.objects.read(id, Kind::Tree)?.into();
        self.trees.borrow_mut().insert(id, tree.clone());
        Some(tree)
    }
}

/// The file `name`, relative to the root of the working tree, as a path.
fn on_disk(root: &str, name: &[u8]) -> Vec<u8> {
    let mut path = Vec::with_capacity(root.len() + 1 + name.len());
    path.extend_from_slice(root.trim_end_matches('/').as_bytes());
    path.push(b'/');
    path.extend_from_slice(name);
    path
}
