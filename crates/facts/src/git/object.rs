//! Owns reading objects by their id, loose or packed, here or in an alternate store; knows what a commit and a tree
//! hold, decides nothing about them.

use std::cell::{Cell, OnceCell};

use hook::{Unread, path};
use miniz_oxide::inflate;

use super::id::{Id, LENGTH};
use crate::file;

/// The largest commit, tree or tag that is read: a tree of 200,000 names.
pub(crate) const LARGEST: usize = 16 << 20;

/// How many bytes of objects are inflated in all before the rest counts as unreadable: about a second's worth.
const MOST: usize = 128 << 20;

/// How many object stores are followed from one to the next.
const MOST_STORES: usize = 32;

/// What an object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A snapshot with its history.
    Commit,
    /// A directory.
    Tree,
    /// The content of a file.
    Blob,
    /// A name for another object.
    Tag,
}

/// An object.
#[derive(Debug)]
pub(crate) struct Object {
    /// What it is.
    pub(crate) kind: Kind,
    /// What it holds.
    pub(crate) content: Vec<u8>,
}

/// All objects of a repository.
#[derive(Debug)]
pub(crate) struct Objects {
    first: String,
    stores: OnceCell<Vec<String>>,
    left: Cell<usize>,
}

impl Objects {
    /// The objects in the directory `first` and its alternates. Nothing is read yet.
    pub(crate) fn new(first: String) -> Self {
        Self { first, stores: OnceCell::new(), left: Cell::new(MOST) }
    }

    /// The object `id` if it is of this kind and has at most [`LARGEST`] bytes; none where it cannot be read.
    pub(crate) fn read(&self, id: Id, kind: Kind) -> Option<Vec<u8>> {
        let object = self.any(id)?;
        (object.kind == kind).then_some(object.content)
    }

    /// The object `id`, whatever it is.
    pub(crate) fn any(&self, id: Id) -> Option<Object> {
        self.loose(&self.first, id)
            .or_else(|| self.stores().iter().skip(1).find_map(|store| self.loose(store, id)))
    }

    fn loose(&self, store: &str, id: Id) -> Option<Object> {
        let hex = id.to_hex();
        let compressed = file::read_regular(format!("{store}/{}/{}", &hex[..2], &hex[2..]), LARGEST).ok()?;
        parsed(self.inflated(&compressed)?)
    }

    fn inflated(&self, compressed: &[u8]) -> Option<Vec<u8>> {
        let limit = LARGEST.min(self.left.get());
        let content = inflate::decompress_to_vec_zlib_with_limit(compressed, limit).ok()?;
        self.left.set(self.left.get().saturating_sub(content.len()));
        Some(content)
    }

    /// The directories that hold objects: the repository's own, and those that `info/alternates` names.
    fn stores(&self) -> &[String] {
        self.stores.get_or_init(|| {
            let mut stores = vec![self.first.clone()];
            let mut at = 0;
            while at < stores.len() {
                for store in alternates(&stores[at]) {
                    if stores.len() < MOST_STORES && !stores.contains(&store) {
                        stores.push(store);
                    }
                }
                at += 1;
            }
            stores
        })
    }
}

fn alternates(store: &str) -> Vec<String> {
    let text = match file::read_regular(format!("{store}/info/alternates"), 1 << 16) {
        Ok(text) => file::lossy(text),
        Err(Unread::Missing | _) => return Vec::new(),
    };
    let names = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    names.map(|name| path::join(store, name)).collect()
}

/// A loose object: `KIND SP SIZE NUL` and the content.
fn parsed(mut bytes: Vec<u8>) -> Option<Object> {
    let end = bytes.iter().take(32).position(|byte| *byte == 0)?;
    let (kind, size) = std::str::from_utf8(&bytes[..end]).ok()?.split_once(' ')?;
    let kind = match kind {
        "commit" => Kind::Commit,
        "tree" => Kind::Tree,
        "blob" => Kind::Blob,
        "tag" => Kind::Tag,
        _ => return None,
    };
    let size: usize = size.parse().ok()?;
    bytes.drain(..=end);
    (bytes.len() == size).then_some(Object { kind, content: bytes })
}

/// The tree of a commit.
pub(crate) fn tree_of(commit: &[u8]) -> Option<Id> {
    Id::from_hex(commit.strip_prefix(b"tree ")?.get(..2 * LENGTH)?)
}

/// One name in a tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Leaf<'a> {
    /// The name, without slashes.
    pub(crate) name: &'a [u8],
    /// Its kind, and whether it is executable.
    pub(crate) mode: u32,
    /// Its content.
    pub(crate) id: Id,
}

/// The names in a tree, in their order. Stops at the first that is malformed.
pub(crate) fn leaves(mut tree: &[u8]) -> impl Iterator<Item = Leaf<'_>> {
    std::iter::from_fn(move || {
        let space = tree.iter().take(8).position(|byte| *byte == b' ')?;
        let mode = u32::from_str_radix(std::str::from_utf8(&tree[..space]).ok()?, 8).ok()?;
        let rest = &tree[space + 1..];
        let end = rest.iter().position(|byte| *byte == 0)?;
        let id = Id::from_bytes(&rest[end + 1..])?;
        let leaf = Leaf { name: &rest[..end], mode, id };
        tree = &rest[end + 1 + LENGTH..];
        Some(leaf)
    })
}
