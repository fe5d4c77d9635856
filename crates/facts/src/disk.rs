//! Owns answering from this machine's disk and environment, keeping what was read of a repository; knows no format.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::rc::Rc;

use hook::{Commits, Entry, Facts, Listing, Repository, Scan, Unread, Work};

use crate::file;
use crate::git::settings::{self, Settings};
use crate::git::{Git, history, locate, revision, work};

/// Facts from this machine. What is looked up is looked up once: one value answers for one moment.
#[derive(Default)]
pub struct Disk {
    settings: Rc<Settings>,
    entries: RefCell<BTreeMap<String, Entry>>,
    listings: RefCell<BTreeMap<(String, usize), Result<Listing, Unread>>>,
    located: RefCell<BTreeMap<String, Option<Repository>>>,
    opened: RefCell<Vec<Rc<Git>>>,
}

impl Disk {
    /// Facts of which nothing is read yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn open(&self, repository: &Repository) -> Rc<Git> {
        let mut opened = self.opened.borrow_mut();
        if let Some(git) = opened.iter().find(|git| git.repository == *repository) {
            return git.clone();
        }
        let git = Rc::new(Git::new(repository.clone(), self.settings.clone()));
        opened.push(git.clone());
        git
    }
}

/// The answer to `asked`, which is looked up once.
fn once<T: Clone>(known: &RefCell<BTreeMap<String, T>>, asked: &str, look: impl FnOnce() -> T) -> T {
    if let Some(answer) = known.borrow().get(asked) {
        return answer.clone();
    }
    let answer = look();
    known.borrow_mut().insert(asked.into(), answer.clone());
    answer
}

impl Facts for Disk {
    fn entry(&self, path: &str) -> Entry {
        once(&self.entries, path, || file::entry(Path::new(path)))
    }

    fn read(&self, path: &str, limit: usize) -> Result<Vec<u8>, Unread> {
        // A device may do something when it is opened: it is looked at first.
        let found = fs::metadata(path).map_err(|error| file::unread(&error))?;
        if found.is_file() { file::read_regular(path, limit) } else { Err(Unread::WrongKind) }
    }

    fn list(&self, path: &str, limit: usize) -> Result<Listing, Unread> {
        let asked = (path.to_string(), limit);
        if let Some(listing) = self.listings.borrow().get(&asked) {
            return listing.clone();
        }
        let listing = file::list(Path::new(path), limit);
        self.listings.borrow_mut().insert(asked, listing.clone());
        listing
    }

    fn variable(&self, name: &str) -> Option<String> {
        settings::variable(name)
    }

    fn repository(&self, directory: &str) -> Option<Repository> {
        once(&self.located, directory, || locate::repository(directory, &self.settings))
    }

    fn work(&self, repository: &Repository, scan: &Scan) -> Work {
        work::work(&self.open(repository), scan)
    }

    fn is_revision(&self, repository: &Repository, revision: &str) -> bool {
        revision::resolve(&self.open(repository), revision).is_some()
    }

    fn stranded(&self, repository: &Repository, gone: &[&str], kept: &[&str]) -> Commits {
        history::stranded(&self.open(repository), gone, kept)
    }

    fn stashes(&self, repository: &Repository) -> usize {
        revision::stashes(&self.open(repository))
    }

    fn setting(&self, repository: Option<&Repository>, key: &str) -> Option<String> {
        self.settings.value(repository, key).map(file::lossy)
    }
}
