//! Owns the facts of another machine or container: nothing is known there but that it has a root.

use hook::{Entry, Facts};

/// A place of which nothing is known.
pub(super) struct Elsewhere;

impl Facts for Elsewhere {
    fn entry(&self, path: &str) -> Entry {
        if path == "/" { Entry::Directory } else { Entry::Unknown }
    }
}
