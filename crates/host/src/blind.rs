//! Owns facts that know nothing, so that the worse reading counts everywhere; reads no disk.

use hook::{Commits, Entry, Facts, Listing, Repository, Scan, Unread, Work};

/// Nobody to ask.
pub(crate) struct Blind;

impl Facts for Blind {
    fn entry(&self, _: &str) -> Entry {
        Entry::Unknown
    }

    fn read(&self, _: &str, _: usize) -> Result<Vec<u8>, Unread> {
        Err(Unread::Refused)
    }

    fn list(&self, _: &str, _: usize) -> Result<Listing, Unread> {
        Err(Unread::Refused)
    }

    fn variable(&self, _: &str) -> Option<String> {
        None
    }

    fn repository(&self, _: &str) -> Option<Repository> {
        None
    }

    fn work(&self, _: &Repository, _: &Scan) -> Work {
        Work::default()
    }

    fn is_revision(&self, _: &Repository, _: &str) -> bool {
        false
    }

    fn stranded(&self, _: &Repository, _: &[&str], _: &[&str]) -> Commits {
        Commits::default()
    }

    fn stashes(&self, _: &Repository) -> usize {
        0
    }

    fn setting(&self, _: Option<&Repository>, _: &str) -> Option<String> {
        None
    }
}
