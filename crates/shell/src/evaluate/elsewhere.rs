//! Owns the facts of another machine or container: nothing is known there.

use hook::{Commits, Entry, Facts, Listing, Repository, Scan, Unread, Work};

/// A place of which nothing is known.
pub(super) struct Elsewhere;

impl Facts for Elsewhere {
    fn entry(&self, path: &str) -> Entry {
        if path == "/" { Entry::Directory } else { Entry::Unknown }
    }

    fn read(&self, _path: &str, _limit: usize) -> Result<Vec<u8>, Unread> {
        Err(Unread::Refused)
    }

    fn list(&self, _path: &str, _limit: usize) -> Result<Listing, Unread> {
        Err(Unread::Refused)
    }

    fn variable(&self, _name: &str) -> Option<String> {
        None
    }

    fn repository(&self, _directory: &str) -> Option<Repository> {
        None
    }

    fn work(&self, _repository: &Repository, _scan: &Scan) -> Work {
        Work::default()
    }

    fn is_revision(&self, _repository: &Repository, _revision: &str) -> bool {
        false
    }

    fn stranded(&self, _repository: &Repository, _gone: &[&str], _kept: &[&str]) -> Commits {
        Commits::default()
    }

    fn stashes(&self, _repository: &Repository) -> usize {
        1
    }

    fn setting(&self, _repository: Option<&Repository>, _key: &str) -> Option<String> {
        None
    }
}
