//! Owns references kept as files and in `packed-refs`, as gitrepository-layout(5) describes them; knows no object.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use hook::{Repository, Unread};

use super::id::Id;
use crate::file::{self, Kind};

/// The largest loose reference: a name or an id.
const LARGEST: usize = 4 << 10;

/// The largest `packed-refs`: about a million references.
const LARGEST_PACKED: usize = 64 << 20;

/// How many names of loose references are looked through before a listing counts as incomplete.
const MOST: usize = 200_000;

/// How often a symbolic reference is followed, as git does it.
const MOST_LINKS: usize = 5;

/// The references of a repository.
#[derive(Debug)]
pub(crate) struct Refs {
    git_dir: String,
    common_dir: String,
    packed: OnceCell<Result<Vec<u8>, Unread>>,
}

/// A reference as a listing gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tip {
    /// What it refers to.
    pub(crate) id: Id,
    /// The commit of the tag it refers to, where that is known already.
    pub(crate) peeled: Option<Id>,
}

/// What a reference says.
enum Value {
    Id(Id),
    Symbolic(String),
}

impl Refs {
    /// The references of `repository`. Nothing is read yet.
    pub(crate) fn new(repository: &Repository) -> Self {
        let Repository { git_dir, common_dir, .. } = repository;
        Self { git_dir: git_dir.clone(), common_dir: common_dir.clone(), packed: OnceCell::new() }
    }

    /// The id that the reference `name`, written in full, comes to; none where it does not exist.
    ///
    /// # Errors
    /// [`Unread`] where it cannot be told.
    pub(crate) fn resolve(&self, name: &str) -> Result<Option<Id>, Unread> {
        let mut name = name.to_string();
        for _ in 0..=MOST_LINKS {
            match self.value(&name)? {
                None => return Ok(None),
                Some(Value::Id(id)) => return Ok(Some(id)),
                Some(Value::Symbolic(next)) => name = next,
            }
        }
        Err(Unread::Refused)
    }

    /// All references that the working trees share, by name; and whether these are all.
    pub(crate) fn shared(&self) -> (BTreeMap<String, Tip>, bool) {
        let (packed, mut complete) = match self.packed() {
            Ok(text) => (text, true),
            Err(_) => (&b""[..], false),
        };
        let mut tips = listed(packed);
        let (loose, all) = self.loose_names();
        complete &= all;
        for name in loose {
            match self.resolve(&name) {
                Ok(Some(id)) => drop(tips.insert(name, Tip { id, peeled: None })),
                Ok(None) => {}
                Err(_) => complete = false,
            }
        }
        tips.retain(|name, _| !is_own(name));
        (tips, complete)
    }

    fn loose_names(&self) -> (Vec<String>, bool) {
        let (mut found, mut left, mut complete) = (Vec::new(), MOST, true);
        let mut pending = vec!["refs".to_string()];
        while let Some(directory) = pending.pop() {
            let place = file::under(&self.common_dir, &directory);
            let (names, all) = file::names(file::path(place.as_bytes()), left).unwrap_or_default();
            complete &= all;
            left -= names.len();
            for (name, kind) in names {
                let Ok(name) = String::from_utf8(name) else { continue };
                let name = format!("{directory}/{name}");
                match kind {
                    Kind::Directory => pending.push(name),
                    Kind::File | Kind::Special if is_well_formed(&name) => found.push(name),
                    _ => {}
                }
            }
        }
        (found, complete)
    }

    fn value(&self, name: &str) -> Result<Option<Value>, Unread> {
        if !is_well_formed(name) {
            return Ok(None);
        }
        let base = if is_own(name) { &self.git_dir } else { &self.common_dir };
        let place = file::under(base, name);
        match file::read_regular(&place, LARGEST) {
            Ok(text) => parsed(&text).map(Some).ok_or(Unread::Refused),
            Err(Unread::Missing) => Ok(self.in_packed(name)?.map(Value::Id)),
            // An empty directory is left behind where `a/b` stood before `a`.
            Err(Unread::WrongKind) if file::kind(file::path(place.as_bytes())) == Ok(Kind::Directory) => {
                Ok(self.in_packed(name)?.map(Value::Id))
            }
            Err(error) => Err(error),
        }
    }

    fn in_packed(&self, name: &str) -> Result<Option<Id>, Unread> {
        let found = packed_lines(self.packed()?).find(|(_, packed)| *packed == name.as_bytes());
        Ok(found.map(|(id, _)| id))
    }

    fn packed(&self) -> Result<&[u8], Unread> {
        let read = || match file::read_regular(file::under(&self.common_dir, "packed-refs"), LARGEST_PACKED) {
            Err(Unread::Missing) => Ok(Vec::new()),
            other => other,
        };
        self.packed.get_or_init(read).as_deref().map_err(|error| *error)
    }
}

fn parsed(text: &[u8]) -> Option<Value> {
    if let Some(name) = text.strip_prefix(b"ref:") {
        return Some(Value::Symbolic(file::lossy(name.trim_ascii().to_vec())));
    }
    let id = Id::from_hex(text.get(..40)?)?;
    text.get(40).is_none_or(u8::is_ascii_whitespace).then_some(Value::Id(id))
}

/// The ids and names in `packed-refs`; for what a tag comes to, which stands on the line after it, an empty name.
fn packed_lines(text: &[u8]) -> impl Iterator<Item = (Id, &[u8])> {
    text.split(|byte| *byte == b'\n').filter_map(|line| match line.strip_prefix(b"^") {
        Some(id) => Some((Id::from_hex(id.trim_ascii_end())?, &b""[..])),
        None => {
            let (id, name) = line.split_at_checked(40)?;
            Some((Id::from_hex(id)?, name.strip_prefix(b" ")?.trim_ascii_end()))
        }
    })
}

fn listed(packed: &[u8]) -> BTreeMap<String, Tip> {
    let mut lines = packed_lines(packed).peekable();
    let mut tips = BTreeMap::new();
    while let Some((id, name)) = lines.next() {
        let peeled = lines.next_if(|(_, name)| name.is_empty()).map(|(id, _)| id);
        tips.insert(file::lossy(name.to_vec()), Tip { id, peeled });
    }
    tips
}

/// Whether each working tree has a reference `name` of its own.
fn is_own(name: &str) -> bool {
    let own = ["refs/bisect/", "refs/worktree/", "refs/rewritten/"];
    !name.starts_with("refs/") || own.iter().any(|own| name.starts_with(own))
}

/// Whether `name` could be a reference's; the rules are those of git-check-ref-format(1).
fn is_well_formed(name: &str) -> bool {
    let is_bad = |byte: u8| byte <= b' ' || byte == 0x7f || b"~^:?*[\\".contains(&byte);
    let is_bad_part = |part: &str| part.is_empty() || part.starts_with('.') || part.ends_with(".lock");
    !(name.bytes().any(is_bad)
        || name.contains("..")
        || name.contains("@{")
        || name.ends_with('.')
        || name.split('/').any(is_bad_part))
}
