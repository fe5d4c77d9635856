//! Owns what the line did at one path; knows no other path.

use hook::Entry;

use crate::Text;

/// How much of a file is kept that the line writes bit by bit, in bytes, before its content counts as unknown.
const LONGEST_CONTENT: usize = 1 << 18;

/// What the line did at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    /// Something new, with nothing older below it.
    New(Made),
    /// What stood before the line at this path or at another.
    Old(Old),
    /// It is gone, with all below it.
    Gone,
}

/// A thing the line made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Made {
    File(Text),
    Directory,
    Link(String),
}

/// A thing that stood before the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Old {
    /// Where it stood, as the facts know it.
    pub from: String,
    /// Whether it is a copy: the original was left where it was.
    pub copy: bool,
    /// What the line did to its content.
    pub content: Content,
}

/// What the line did to the content of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Content {
    /// Nothing.
    Same,
    /// This was added at its end.
    Added(Text),
    /// It was edited into this; most of the old content is still in it.
    Edited(Text),
    /// Nothing of the old content is left.
    Replaced(Text),
}

impl Old {
    /// The same thing at another place; a copy if the original stays.
    pub(super) fn carried(&self, keep: bool) -> Self {
        Self { copy: self.copy || keep, ..self.clone() }
    }
}

impl Content {
    /// The content once `text` is added to it.
    pub(super) fn added(self, text: &Text) -> Self {
        let joined = |mut before: Text| {
            before.append(text);
            before.no_longer_than(LONGEST_CONTENT)
        };
        match self {
            Self::Same => Self::Added(text.clone()),
            Self::Added(before) => Self::Added(joined(before)),
            Self::Edited(before) => Self::Edited(joined(before)),
            Self::Replaced(before) => Self::Replaced(joined(before)),
        }
    }

    /// The content once it is edited into `text`.
    pub(super) fn edited(self, text: Text) -> Self {
        match self {
            Self::Replaced(_) => Self::Replaced(text),
            _ => Self::Edited(text),
        }
    }

    /// What a file that stood as `before` is now.
    pub(super) fn entry(&self, before: Entry) -> Entry {
        let (old, links, executable) = match before {
            Entry::File { size, links, executable } => (size, links, executable),
            other if *self == Self::Same => return other,
            _ => (0, 1, false),
        };
        let size = match self {
            Self::Same => old,
            Self::Added(text) => old.saturating_add(size_of(text)),
            Self::Edited(text) | Self::Replaced(text) => size_of(text),
        };
        Entry::File { size, links, executable }
    }
}

/// The bytes of a file that holds `text`; at least one where part of it is unknown.
pub(super) fn size_of(text: &Text) -> u64 {
    let known = text.known_len() as u64;
    if text.is_known() { known } else { known.max(1) }
}
