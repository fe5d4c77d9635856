//! Owns reading objects by their id, loose or packed, here or in an alternate store; knows what a commit and a tree
//! hold, decides nothing about them.

use std::cell::{Cell, OnceCell};
use std::collections::BTreeSet;
use std::path::Path;

use hook::path;
use miniz_oxide::inflate;

use super::id::{Id, LENGTH, Prefix};
use super::pack::Pack;
use crate::file;

/// The largest commit, tree or tag that is read: a tree of 200,000 names.
pub(crate) const LARGEST: usize = 16 << 20;

/// How many tags a tag is followed through.
pub(crate) const MOST_TAGS: usize = 10;

/// How many bytes of objects are inflated in all before the rest counts as unreadable: about a second's worth.
const MOST: usize = 128 << 20;

/// How many packs of a store are looked into: git itself packs them together at fifty. Each holds two files open.
const MOST_PACKS: usize = 100;

/// How many names of loose objects or packs are looked through.
const MOST_NAMES: usize = 100_000;

/// The largest `info/alternates`: a path for each of [`MOST_STORES`].
const LARGEST_ALTERNATES: usize = 128 << 10;

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

impl Object {
    /// What a tag is about.
    pub(crate) fn tagged(&self) -> Option<Id> {
        Id::from_hex(self.content.strip_prefix(b"object ")?.get(..2 * LENGTH)?)
    }
}

/// All objects of a repository.
#[derive(Debug)]
pub(crate) struct Objects {
    stores: Vec<Store>,
    others: OnceCell<Vec<Store>>,
    left: Cell<usize>,
}

/// One directory of objects.
#[derive(Debug)]
struct Store {
    place: String,
    packs: OnceCell<Vec<Pack>>,
}

impl Objects {
    /// The objects in the directory `place` and its alternates. Nothing is read yet.
    pub(crate) fn new(place: String) -> Self {
        Self { stores: vec![Store::new(place)], others: OnceCell::new(), left: Cell::new(MOST) }
    }

    /// The object `id` if it is of this kind and has at most [`LARGEST`] bytes; none where it cannot be read.
    pub(crate) fn read(&self, id: Id, kind: Kind) -> Option<Vec<u8>> {
        let object = self.any(id)?;
        (object.kind == kind).then_some(object.content)
    }

    /// The object `id`, whatever it is.
    pub(crate) fn any(&self, id: Id) -> Option<Object> {
        self.stores().find_map(|store| store.read(id, &self.left))
    }

    /// The ids that begin with `prefix`; more than one means that it says too little.
    pub(crate) fn beginning(&self, prefix: Prefix) -> BTreeSet<Id> {
        self.stores().flat_map(|store| store.beginning(prefix)).collect()
    }

    /// The repository's own store, and those that `info/alternates` names, looked for only when an object is not in
    /// the first.
    fn stores(&self) -> impl Iterator<Item = &Store> {
        let others = || self.others.get_or_init(|| others(&self.stores));
        self.stores.iter().chain(std::iter::once_with(others).flatten())
    }
}

impl Store {
    fn new(place: String) -> Self {
        Self { place, packs: OnceCell::new() }
    }

    /// New objects are loose and old ones are packed, so packs come first once one was needed.
    fn read(&self, id: Id, left: &Cell<usize>) -> Option<Object> {
        let packed = || self.packs().iter().find_map(|pack| pack.read(id, left));
        match self.packs.get() {
            Some(_) => packed().or_else(|| self.loose(id, left)),
            None => self.loose(id, left).or_else(packed),
        }
    }

    fn loose(&self, id: Id, left: &Cell<usize>) -> Option<Object> {
        let hex = id.to_hex();
        let (directory, name) = hex.split_at(2);
        let compressed = file::read_regular(format!("{}/{directory}/{name}", self.place), LARGEST).ok()?;
        let content =
            inflate::decompress_to_vec_zlib_with_limit(&compressed, LARGEST.min(left.get())).ok()?;
        left.set(left.get().saturating_sub(content.len()));
        parsed(content)
    }

    fn packs(&self) -> &[Pack] {
        self.packs.get_or_init(|| {
            let place = format!("{}/pack", self.place);
            let (names, _) = file::names(Path::new(&place), MOST_NAMES).unwrap_or_default();
            let indexes = names.iter().filter_map(|(name, _)| std::str::from_utf8(name).ok());
            let indexes = indexes.filter(|name| name.ends_with(".idx")).take(MOST_PACKS);
            indexes.filter_map(|name| Pack::open(&format!("{place}/{name}"))).collect()
        })
    }

    fn beginning(&self, prefix: Prefix) -> Vec<Id> {
        let hex = prefix.id.to_hex();
        let (directory, _) = hex.split_at(2);
        let place = format!("{}/{directory}", self.place);
        let (names, _) = file::names(Path::new(&place), MOST_NAMES).unwrap_or_default();
        let id = |name: &[u8]| Id::from_hex(&[directory.as_bytes(), name].concat());
        let loose = names.iter().filter_map(|(name, _)| id(name)).filter(|id| prefix.matches(*id));
        loose.chain(self.packs().iter().flat_map(|pack| pack.beginning(prefix))).collect()
    }
}

fn others(stores: &[Store]) -> Vec<Store> {
    let mut places: Vec<String> = stores.iter().map(|store| store.place.clone()).collect();
    let mut at = 0;
    while at < places.len() {
        for place in alternates(&places[at]) {
            if places.len() < MOST_STORES && !places.contains(&place) {
                places.push(place);
            }
        }
        at += 1;
    }
    places.into_iter().skip(stores.len()).map(Store::new).collect()
}

fn alternates(store: &str) -> Vec<String> {
    let text = file::read_regular(format!("{store}/info/alternates"), LARGEST_ALTERNATES).unwrap_or_default();
    let text = file::lossy(text);
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
