//! Owns writing down which facts were asked and what the answer was; answers nothing itself.

use std::cell::RefCell;

use hook::{Commits, Entry, Facts, Head, Listing, Repository, Scan, Tally, Unread, Work};

/// Facts that note every question put to other facts, with a short answer.
pub struct Recorder<'f> {
    facts: &'f dyn Facts,
    asked: RefCell<Vec<Asked>>,
}

/// A question and its answer, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// What was asked: `work in /repo, tracked`.
    pub question: String,
    /// What the answer was: `2 unstaged`.
    pub answer: String,
}

impl<'f> Recorder<'f> {
    /// A recorder of what is asked of `facts`.
    #[must_use]
    pub fn new(facts: &'f dyn Facts) -> Self {
        Self { facts, asked: RefCell::new(Vec::new()) }
    }

    /// What was asked, in order.
    #[must_use]
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.borrow().clone()
    }

    fn note<T>(&self, question: String, answer: T, words: impl Fn(&T) -> String) -> T {
        self.asked.borrow_mut().push(Asked { question, answer: words(&answer) });
        answer
    }
}

impl Facts for Recorder<'_> {
    fn entry(&self, path: &str) -> Entry {
        self.note(format!("entry {path}"), self.facts.entry(path), entry)
    }

    fn read(&self, path: &str, limit: usize) -> Result<Vec<u8>, Unread> {
        let words = |answer: &Result<Vec<u8>, Unread>| match answer {
            Ok(content) => count(content.len(), "byte"),
            Err(why) => unread(*why),
        };
        self.note(format!("read {path}"), self.facts.read(path, limit), words)
    }

    fn list(&self, path: &str, limit: usize) -> Result<Listing, Unread> {
        let words = |answer: &Result<Listing, Unread>| match answer {
            Ok(listing) => partly(count(listing.names.len(), "name"), listing.complete),
            Err(why) => unread(*why),
        };
        self.note(format!("list {path}"), self.facts.list(path, limit), words)
    }

    fn variable(&self, name: &str) -> Option<String> {
        self.note(format!("variable {name}"), self.facts.variable(name), text)
    }

    fn repository(&self, directory: &str) -> Option<Repository> {
        self.note(format!("repository of {directory}"), self.facts.repository(directory), repository)
    }

    fn work(&self, repository: &Repository, scan: &Scan) -> Work {
        let wanted = [(scan.tracked, "tracked"), (scan.untracked, "untracked"), (scan.ignored, "ignored")];
        let kinds: Vec<&str> = wanted.iter().filter(|(asked, _)| *asked).map(|(_, kind)| *kind).collect();
        let place = if scan.paths.is_empty() { root(repository).into() } else { scan.paths.join(" ") };
        self.note(format!("{} work in {place}", kinds.join(", ")), self.facts.work(repository, scan), work)
    }

    fn is_revision(&self, repository: &Repository, revision: &str) -> bool {
        let answer = self.facts.is_revision(repository, revision);
        self.note(format!("revision {revision}"), answer, |yes| if *yes { "yes" } else { "no" }.into())
    }

    fn stranded(&self, repository: &Repository, gone: &[&str], kept: &[&str]) -> Commits {
        let without = if gone.is_empty() { "nothing".into() } else { gone.join(" ") };
        let with = if kept.is_empty() { String::new() } else { format!(" with {}", kept.join(" ")) };
        let answer = self.facts.stranded(repository, gone, kept);
        self.note(format!("commits stranded without {without}{with}"), answer, |commits| {
            partly(count(commits.count, "commit"), commits.complete)
        })
    }

    fn stashes(&self, repository: &Repository) -> usize {
        self.note(
            format!("stashes of {}", root(repository)),
            self.facts.stashes(repository),
            usize::to_string,
        )
    }

    fn setting(&self, repository: Option<&Repository>, key: &str) -> Option<String> {
        self.note(format!("setting {key}"), self.facts.setting(repository, key), text)
    }
}

fn root(repository: &Repository) -> &str {
    repository.root.as_deref().unwrap_or(&repository.git_dir)
}

fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

fn partly(answer: String, complete: bool) -> String {
    if complete { answer } else { format!("{answer}, and not all could be seen") }
}

fn text(answer: &Option<String>) -> String {
    answer.as_ref().map_or("none".into(), |text| format!("{text:?}"))
}

fn unread(why: Unread) -> String {
    match why {
        Unread::Missing => "missing",
        Unread::WrongKind => "not of that kind",
        Unread::TooLarge => "too large",
        Unread::Refused => "refused",
    }
    .into()
}

fn entry(entry: &Entry) -> String {
    match entry {
        Entry::Missing => "missing".into(),
        Entry::File { size, links, executable } => {
            let executable = if *executable { ", executable" } else { "" };
            let links = if *links > 1 { format!(", {links} names") } else { String::new() };
            format!("file of {size} bytes{executable}{links}")
        }
        Entry::Directory => "directory".into(),
        Entry::Link(to) => format!("link to {to}"),
        Entry::Device => "device".into(),
        Entry::Special => "pipe or socket".into(),
        Entry::Unknown => "unknown".into(),
    }
}

fn repository(answer: &Option<Repository>) -> String {
    let Some(repository) = answer else { return "none".into() };
    let head = match &repository.head {
        Head::Branch(name) => name.strip_prefix("refs/heads/").unwrap_or(name),
        Head::Detached(id) => id,
        Head::Unknown => "unknown",
    };
    format!("{} at {head}", root(repository))
}

fn work(work: &Work) -> String {
    let tally = |tally: &Tally, kind| (!tally.is_empty()).then(|| format!("{} {kind}", tally.count));
    let found = [
        tally(&work.unstaged, "unstaged"),
        tally(&work.staged, "staged"),
        tally(&work.untracked, "untracked"),
        tally(&work.ignored, "ignored"),
    ];
    let found: Vec<String> = found.into_iter().flatten().collect();
    partly(if found.is_empty() { "none".into() } else { found.join(", ") }, work.complete)
}
