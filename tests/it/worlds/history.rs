//! Owns the commits of a declared repository: who reaches whom, and what a revision names; knows no file.

use std::collections::{BTreeMap, BTreeSet};

use super::shape;

/// The commits of a repository by their names in the world's file, and what refers to them.
#[derive(Debug, Clone, Default)]
pub(crate) struct History {
    /// The parents of each commit, the first one first, in an order that has parents before children.
    pub(crate) commits: Vec<(String, Vec<String>)>,
    /// Full names of references and the commit each names.
    pub(crate) references: BTreeMap<String, String>,
    /// The branch checked out by its full name, or the commit.
    pub(crate) head: Head,
    stashes: usize,
    /// The commit that stash entries are made on: they keep it reachable.
    stashed: Option<String>,
}

/// What is checked out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Head {
    /// A branch by its full name, which may have no commit.
    Branch(String),
    /// A commit by its name.
    Commit(String),
}

impl Default for Head {
    fn default() -> Self {
        Self::Branch("refs/heads/main".into())
    }
}

impl History {
    pub(crate) fn new(shape: &shape::Repository) -> Self {
        let mut history = Self { stashes: shape.stashes, ..Self::default() };
        for (space, chains) in [("heads", &shape.branches), ("remotes", &shape.remotes)] {
            for (name, chain) in chains {
                let last = history.chain(chain);
                history.references.insert(format!("refs/{space}/{name}"), last);
            }
        }
        history.head = match shape.head.strip_prefix("detached ") {
            Some(chain) => Head::Commit(history.chain(chain)),
            None => Head::Branch(format!("refs/heads/{}", shape.head)),
        };
        for (name, commit) in &shape.tags {
            history.references.insert(format!("refs/tags/{name}"), commit.clone());
        }
        history.stashed = history.tip().filter(|_| shape.stashes > 0).map(String::from);
        history
    }

    /// This history as a linked working tree sees it.
    pub(crate) fn with_head(&self, head: &str) -> Self {
        Self { head: Head::Branch(format!("refs/heads/{head}")), ..self.clone() }
    }

    /// Adds the commits of `"a b c+x"` and gives the last.
    fn chain(&mut self, chain: &str) -> String {
        let mut last: Option<String> = None;
        for word in chain.split_whitespace() {
            let mut names = word.split('+').map(String::from);
            let name = names.next().unwrap_or_default();
            let parents: Vec<String> = last.into_iter().chain(names).collect();
            if self.parents(&name).is_none() {
                self.commits.push((name.clone(), parents));
            }
            last = Some(name);
        }
        last.expect("a branch has at least one commit")
    }

    fn parents(&self, commit: &str) -> Option<&[String]> {
        self.commits.iter().find(|(name, _)| name == commit).map(|(_, parents)| parents.as_slice())
    }

    /// The commit that HEAD names.
    pub(crate) fn tip(&self) -> Option<&str> {
        match &self.head {
            Head::Commit(commit) => Some(commit),
            Head::Branch(branch) => self.references.get(branch).map(String::as_str),
        }
    }

    /// The commit that `revision` names.
    pub(crate) fn commit(&self, revision: &str) -> Option<String> {
        let cut = revision.find(['~', '^']).unwrap_or(revision.len());
        let mut commit = self.named(&revision[..cut])?;
        let mut steps = revision[cut..].chars().peekable();
        while let Some(step) = steps.next() {
            let mut digits = String::new();
            while let Some(digit) = steps.next_if(char::is_ascii_digit) {
                digits.push(digit);
            }
            let count = digits.parse().unwrap_or(1);
            commit = match step {
                '~' => self.ancestor(&commit, count)?,
                _ if count == 0 => commit,
                _ => self.parents(&commit)?.get(count - 1)?.clone(),
            };
        }
        Some(commit)
    }

    fn ancestor(&self, commit: &str, count: usize) -> Option<String> {
        (0..count).try_fold(commit.to_string(), |commit, _| self.parents(&commit)?.first().cloned())
    }

    fn named(&self, name: &str) -> Option<String> {
        if let Some((name, back)) = name.strip_suffix('}').and_then(|name| name.split_once("@{")) {
            return self.logged(name, back);
        }
        if matches!(name, "HEAD" | "@") {
            return self.tip().map(String::from);
        }
        let spaces = ["", "refs/", "refs/tags/", "refs/heads/", "refs/remotes/"];
        let referred =
            spaces.iter().find_map(|space| self.references.get(&format!("{space}{name}")).cloned());
        let stash = self.stashed.as_deref().filter(|_| matches!(name, "stash" | "refs/stash"));
        let is_id = |commit: &&(String, Vec<String>)| name.len() >= 7 && id(&commit.0).starts_with(name);
        referred
            .or_else(|| stash.map(String::from))
            .or_else(|| self.commits.iter().find(is_id).map(|(commit, _)| commit.clone()))
    }

    /// `NAME@{upstream}` and `stash@{N}`. No other log of references is declared.
    fn logged(&self, name: &str, back: &str) -> Option<String> {
        match (name, back, &self.head) {
            ("" | "HEAD" | "@", "u" | "upstream", Head::Branch(branch)) => {
                self.named(&format!("origin/{}", branch.strip_prefix("refs/heads/")?))
            }
            (_, "u" | "upstream", _) => self.named(&format!("origin/{name}")),
            ("stash", number, _) if number.parse().is_ok_and(|number: usize| number < self.stashes) => {
                self.stashed.clone()
            }
            _ => None,
        }
    }

    /// How many commits nothing reaches once the references `gone` are removed, HEAD taking its branch along, and `kept` revisions pointed at.
    /// `others` are commits that other working trees have checked out.
    pub(crate) fn stranded(&self, gone: &[&str], kept: &[&str], others: &[String]) -> usize {
        let (head, branch) = match &self.head {
            Head::Commit(commit) => (Some(commit.clone()), None),
            Head::Branch(branch) => (None, Some(branch.as_str())),
        };
        let moves = gone.contains(&"HEAD");
        let is_gone = |name: &str| gone.contains(&name) || (moves && branch == Some(name));
        let (lost, held): (Vec<_>, Vec<_>) = self.references.iter().partition(|(name, _)| is_gone(name));
        let (lost_head, held_head) = if moves { (head, None) } else { (None, head) };
        let kept = kept.iter().filter_map(|revision| self.commit(revision));
        let held = held.into_iter().map(|(_, commit)| commit.clone()).chain(held_head).chain(kept);
        let held = self.reachable(held.chain(others.iter().cloned()).chain(self.stashed.clone()).collect());
        let lost =
            self.reachable(lost.into_iter().map(|(_, commit)| commit.clone()).chain(lost_head).collect());
        lost.difference(&held).count()
    }

    fn reachable(&self, mut left: Vec<String>) -> BTreeSet<String> {
        let mut seen = BTreeSet::new();
        while let Some(commit) = left.pop() {
            left.extend(self.parents(&commit).unwrap_or_default().iter().cloned());
            seen.insert(commit);
        }
        let known: BTreeSet<&String> = self.commits.iter().map(|(name, _)| name).collect();
        seen.retain(|commit| known.contains(commit));
        seen
    }
}

/// The id a declared commit goes by: its name in hexadecimal, filled up with zeros.
pub(crate) fn id(commit: &str) -> String {
    let hex: String = commit.bytes().map(|byte| format!("{byte:02x}")).collect();
    format!("{hex:0<40}")
}
