//! Owns the header of a commit: its tree, its parents, its date; reads no object.

use super::id::{Id, LENGTH};

/// What a commit says of itself before its message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Commit {
    /// What it holds.
    pub(crate) tree: Id,
    /// What it was made from.
    pub(crate) parents: Vec<Id>,
    /// When it was made, in seconds. A clock may have been wrong.
    pub(crate) date: i64,
}

impl Commit {
    /// The header of the commit `text`.
    pub(crate) fn parsed(text: &[u8]) -> Option<Self> {
        let mut lines = text.split(|byte| *byte == b'\n');
        let mut commit = Self { tree: id(lines.next()?, b"tree ")?, parents: Vec::new(), date: 0 };
        for line in lines.take_while(|line| !line.is_empty()) {
            if let Some(parent) = id(line, b"parent ") {
                commit.parents.push(parent);
            } else if line.starts_with(b"committer ") {
                commit.date = date(line).unwrap_or(0);
                break;
            }
        }
        Some(commit)
    }
}

fn id(line: &[u8], name: &[u8]) -> Option<Id> {
    Id::from_hex(line.strip_prefix(name)?.get(..2 * LENGTH)?)
}

/// The seconds after the address in `committer NAME <ADDRESS> SECONDS ZONE`.
fn date(line: &[u8]) -> Option<i64> {
    let after = line.iter().rposition(|byte| *byte == b'>')? + 1;
    let text = std::str::from_utf8(line.get(after..)?).ok()?;
    text.split_ascii_whitespace().next()?.parse().ok()
}
