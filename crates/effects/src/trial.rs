//! Owns a small world for the tests of this room: files by path, without a repository.

use hook::{Entry, Facts, Listing, Unread, path};

/// Files and what they hold; their directories stand too. A content that begins with `->` is a link.
pub(crate) struct Files(pub(crate) &'static [(&'static str, &'static str)]);

impl Files {
    fn text(&self, path: &str) -> Option<&'static str> {
        self.0.iter().find(|(name, _)| *name == path).map(|(_, text)| *text)
    }
}

impl Facts for Files {
    fn entry(&self, path: &str) -> Entry {
        match self.text(path) {
            Some(text) if text.starts_with("->") => Entry::Link(text[2..].into()),
            Some(text) => Entry::File { size: text.len() as u64, links: 1, executable: false },
            None if self.0.iter().any(|(name, _)| path::within(name, path)) => Entry::Directory,
            None => Entry::Missing,
        }
    }

    fn read(&self, path: &str, _: usize) -> Result<Vec<u8>, Unread> {
        self.text(path).map(|text| text.as_bytes().to_vec()).ok_or(Unread::Missing)
    }

    fn list(&self, path: &str, _: usize) -> Result<Listing, Unread> {
        let below = self.0.iter().filter_map(|(name, _)| path::below(name, path));
        let mut names: Vec<String> =
            below.filter_map(|rest| rest.split('/').next()).map(Into::into).collect();
        names.sort();
        names.dedup();
        Ok(Listing { names, complete: true })
    }
}
