//! Owns references kept as files and in `packed-refs`, as gitrepository-layout(5) describes them; knows no object.

use hook::{Unread, path};

use super::id::Id;
use crate::file;

/// The largest loose reference: a name or an id.
const LARGEST: usize = 4 << 10;

/// The largest `packed-refs`: about a million references.
const LARGEST_PACKED: usize = 64 << 20;

/// How often a symbolic reference is followed, as git does it.
const MOST_LINKS: usize = 5;

/// The directories that references are kept in: this working tree's own, and the one all of them share.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Places<'a> {
    /// `.git` or `.git/worktrees/NAME`.
    pub(crate) git_dir: &'a str,
    /// `.git`.
    pub(crate) common_dir: &'a str,
}

/// What a reference says.
enum Value {
    Id(Id),
    Symbolic(String),
}

/// The id that the reference `name`, written in full, comes to; none where it does not exist.
///
/// # Errors
/// [`Unread`] where it cannot be told.
pub(crate) fn resolve(places: Places<'_>, name: &str) -> Result<Option<Id>, Unread> {
    let mut name = name.to_string();
    for _ in 0..=MOST_LINKS {
        match value(places, &name)? {
            None => return Ok(None),
            Some(Value::Id(id)) => return Ok(Some(id)),
            Some(Value::Symbolic(next)) => name = next,
        }
    }
    Err(Unread::Refused)
}

fn value(places: Places<'_>, name: &str) -> Result<Option<Value>, Unread> {
    if !is_well_formed(name) {
        return Ok(None);
    }
    let base = if is_own(name) { places.git_dir } else { places.common_dir };
    match file::read_regular(path::join(base, name), LARGEST) {
        Ok(text) => parsed(&text).map(Some).ok_or(Unread::Refused),
        Err(Unread::Missing) => packed(places.common_dir, name),
        // An empty directory is left behind where `a/b` stood before `a`.
        Err(Unread::WrongKind) => match packed(places.common_dir, name)? {
            None if std::fs::metadata(path::join(base, name)).is_ok_and(|found| found.is_dir()) => Ok(None),
            None => Err(Unread::WrongKind),
            found => Ok(found),
        },
        Err(error) => Err(error),
    }
}

fn parsed(text: &[u8]) -> Option<Value> {
    if let Some(name) = text.strip_prefix(b"ref:") {
        return Some(Value::Symbolic(file::lossy(name.trim_ascii().to_vec())));
    }
    let id = Id::from_hex(text.get(..40)?)?;
    text.get(40).is_none_or(u8::is_ascii_whitespace).then_some(Value::Id(id))
}

fn packed(common_dir: &str, name: &str) -> Result<Option<Value>, Unread> {
    let text = match file::read_regular(path::join(common_dir, "packed-refs"), LARGEST_PACKED) {
        Ok(text) => text,
        Err(Unread::Missing) => return Ok(None),
        Err(error) => return Err(error),
    };
    let found = packed_lines(&text).find(|(_, packed)| *packed == name.as_bytes());
    Ok(found.map(|(id, _)| Value::Id(id)))
}

/// The ids and names in `packed-refs`. Lines that start with `#` or `^` are about the file or about the line before.
fn packed_lines(text: &[u8]) -> impl Iterator<Item = (Id, &[u8])> {
    text.split(|byte| *byte == b'\n').filter_map(|line| {
        let (id, name) = line.split_at_checked(40)?;
        Some((Id::from_hex(id)?, name.strip_prefix(b" ")?.trim_ascii_end()))
    })
}

/// Whether each working tree has a reference `name` of its own.
fn is_own(name: &str) -> bool {
    !name.starts_with("refs/")
        || ["refs/bisect/", "refs/worktree/", "refs/rewritten/"].iter().any(|own| name.starts_with(own))
}

/// Whether `name` could be a reference's; the rules are those of git-check-ref-format(1).
pub(crate) fn is_well_formed(name: &str) -> bool {
    let is_bad = |byte: u8| byte <= b' ' || byte == 0x7f || b"~^:?*[\\".contains(&byte);
    let is_bad_part = |part: &str| part.is_empty() || part.starts_with('.') || part.ends_with(".lock");
    !(name.bytes().any(is_bad)
        || name.contains("..")
        || name.contains("@{")
        || name.ends_with('.')
        || name.split('/').any(is_bad_part))
}
