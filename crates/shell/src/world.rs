//! Owns the files as a command of the line sees them: the facts, and over them what earlier commands of the same line
//! did; knows no danger.

use std::collections::BTreeMap;

use hook::{Entry, Facts, path};

use crate::Text;

/// How many links are followed from one path before it counts as a loop, as Linux does it.
const MOST_LINKS: usize = 40;

/// Files as a command of the line sees them. All paths are absolute and normalized.
pub struct World<'f> {
    /// What stood there before the line.
    pub facts: &'f dyn Facts,
    nodes: BTreeMap<String, Node>,
    notes: BTreeMap<String, String>,
}

/// What the line did at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Node {
    /// Something new, with nothing older below it.
    New(Made),
    /// What stood elsewhere was moved or copied here; `from` is a path in the facts.
    From(String),
    /// What stood there has another content now.
    Written(Text),
    /// It is gone, with all below it.
    Gone,
}

/// A thing the line made.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Made {
    File(Text),
    Directory,
    Link(String),
}

/// Where what stands at a path comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// It stood at this path before the line; the same path unless it was moved.
    Before(String),
    /// The line made it, and nothing older is in it.
    New,
    /// The line removed it.
    Gone,
}

impl<'f> World<'f> {
    /// The world before the line.
    #[must_use]
    pub fn new(facts: &'f dyn Facts) -> Self {
        Self { facts, nodes: BTreeMap::new(), notes: BTreeMap::new() }
    }

    /// Where what stands at `path` comes from.
    #[must_use]
    pub fn origin(&self, path: &str) -> Origin {
        for above in path::upward(path) {
            match self.nodes.get(above) {
                Some(Node::New(_)) => return Origin::New,
                Some(Node::Gone) => return Origin::Gone,
                Some(Node::From(from)) => {
                    return Origin::Before(path::join(from, path::below(path, above).unwrap_or_default()));
                }
                Some(Node::Written(_)) | None => {}
            }
        }
        Origin::Before(path.into())
    }

    /// Everything older than the line that stands at `path` or below it now, by the paths it had before the line.
    #[must_use]
    pub fn older(&self, path: &str) -> Vec<String> {
        let own = match self.origin(path) {
            Origin::Before(before) => Some(before),
            Origin::New | Origin::Gone => None,
        };
        let carried = self.below(path).filter_map(|(_, node)| match node {
            Node::From(from) => Some(from),
            _ => None,
        });
        own.into_iter().chain(carried).collect()
    }

    /// Whether the line itself changed what stands at `path` or below it.
    #[must_use]
    pub fn is_touched(&self, path: &str) -> bool {
        self.nodes.keys().any(|node| path::within(node, path))
    }

    /// Whether the line itself replaced the content of the file at `path`.
    #[must_use]
    pub fn is_written(&self, path: &str) -> bool {
        matches!(self.nodes.get(path), Some(Node::Written(_)))
    }

    /// What stands at `path`, without following a link in its last component.
    #[must_use]
    pub fn entry(&self, path: &str) -> Entry {
        match self.nodes.get(path) {
            Some(Node::New(Made::Directory)) => return Entry::Directory,
            Some(Node::New(Made::Link(to))) => return Entry::Link(to.clone()),
            Some(Node::New(Made::File(text))) => {
                return Entry::File { size: text.known_len() as u64, links: 1, executable: false };
            }
            _ => {}
        }
        match self.origin(path) {
            Origin::Before(before) => self.facts.entry(&before),
            Origin::New | Origin::Gone => Entry::Missing,
        }
    }

    /// The content of the file at `path` if it has at most `limit` bytes and is text; a gap for what is unknown.
    /// None where there is no such file.
    #[must_use]
    pub fn content(&self, path: &str, limit: usize) -> Option<Text> {
        match self.nodes.get(path) {
            Some(Node::New(Made::File(text)) | Node::Written(text)) => return Some(text.clone()),
            _ => {}
        }
        let Origin::Before(before) = self.origin(path) else { return None };
        match self.facts.read(&before, limit) {
            Ok(bytes) => Some(String::from_utf8(bytes).map_or_else(|_| Text::unknown(), Text::known)),
            Err(hook::Unread::Missing | hook::Unread::WrongKind) => None,
            Err(_) => Some(Text::unknown()),
        }
    }

    /// The names in the directory at `path`, sorted, none where they cannot be told or are more than `limit`.
    #[must_use]
    pub fn names(&self, path: &str, limit: usize) -> Option<Vec<String>> {
        let resolved = self.resolve(path, true);
        let mut names = match self.origin(&resolved) {
            Origin::Before(before) => match self.facts.list(&before, limit) {
                Ok(listing) if listing.complete => listing.names,
                Err(hook::Unread::Missing | hook::Unread::WrongKind) => Vec::new(),
                _ => return None,
            },
            Origin::New | Origin::Gone => Vec::new(),
        };
        names.extend(self.below(&resolved).filter(|(rest, _)| !rest.contains('/')).map(|(rest, _)| rest));
        names.retain(|name| self.nodes.get(&path::join(&resolved, name)) != Some(&Node::Gone));
        names.sort();
        names.dedup();
        Some(names)
    }

    /// `path` with every link in its directories followed, and in its last component too where `last` says so.
    /// A link to nothing is followed to where it points; a loop ends where it was noticed.
    #[must_use]
    pub fn resolve(&self, path: &str, last: bool) -> String {
        let (mut resolved, mut budget) = (String::from("/"), MOST_LINKS);
        let mut rest: Vec<String> =
            path.split('/').rev().filter(|part| !part.is_empty()).map(Into::into).collect();
        while let Some(part) = rest.pop() {
            let next = path::join(&resolved, &part);
            let follow = last || !rest.is_empty();
            match (follow && budget > 0).then(|| self.entry(&next)) {
                Some(Entry::Link(to)) => {
                    budget -= 1;
                    if to.starts_with('/') {
                        resolved = "/".into();
                    }
                    rest.extend(to.split('/').rev().filter(|part| !part.is_empty()).map(Into::into));
                }
                _ => resolved = next,
            }
        }
        resolved
    }

    /// A file at `path` now holds `text`, or more of it if `append`.
    pub fn write(&mut self, path: &str, text: &Text, append: bool) {
        let mut content = match append {
            true => self.content(path, 1 << 16).unwrap_or_default(),
            false => Text::default(),
        };
        content.append(text);
        let node = match (self.entry(path), self.nodes.get(path)) {
            (Entry::Missing, _) | (_, Some(Node::New(_))) => Node::New(Made::File(content)),
            _ => Node::Written(content),
        };
        self.nodes.insert(path.into(), node);
    }

    /// A directory is made at `path`, if there is nothing yet.
    pub fn make_directory(&mut self, path: &str) {
        if self.entry(path) == Entry::Missing {
            self.nodes.insert(path.into(), Node::New(Made::Directory));
        }
    }

    /// A symbolic link to `to` is made at `path`.
    pub fn make_link(&mut self, path: &str, to: &str) {
        self.forget_below(path);
        self.nodes.insert(path.into(), Node::New(Made::Link(to.into())));
    }

    /// What stands at `path` is removed, with all below it.
    pub fn remove(&mut self, path: &str) {
        self.forget_below(path);
        self.nodes.insert(path.into(), Node::Gone);
    }

    /// What stands at `from` now stands at `to`; it stays at `from` as well if `keep`.
    pub fn carry(&mut self, from: &str, to: &str, keep: bool) {
        let moved: Vec<(String, Node)> = self.below(from).collect();
        let node = match (self.origin(from), self.nodes.get(from)) {
            (Origin::New, Some(node)) => node.clone(),
            (Origin::New, None) => Node::New(Made::File(Text::unknown())),
            (Origin::Before(before), _) => Node::From(before),
            (Origin::Gone, _) => return,
        };
        self.forget_below(to);
        self.nodes.insert(to.into(), node);
        for (rest, node) in moved {
            self.nodes.insert(path::join(to, &rest), node);
        }
        if !keep {
            self.remove(from);
        }
    }

    /// Remembers something a program wants to know of earlier programs of the line, under a key of its own.
    pub fn note(&mut self, key: impl Into<String>, value: impl Into<String>) {
        self.notes.insert(key.into(), value.into());
    }

    /// What was remembered under `key`.
    #[must_use]
    pub fn noted(&self, key: &str) -> Option<&str> {
        self.notes.get(key).map(String::as_str)
    }

    fn below(&self, path: &str) -> impl Iterator<Item = (String, Node)> + use<'_, 'f> {
        let start = if path == "/" { String::from("/") } else { format!("{path}/") };
        let skip = start.len();
        self.nodes
            .range(start.clone()..)
            .take_while(move |(node, _)| node.starts_with(&start))
            .map(move |(node, state)| (node[skip..].to_string(), state.clone()))
    }

    fn forget_below(&mut self, path: &str) {
        let stale: Vec<String> = self.below(path).map(|(rest, _)| path::join(path, &rest)).collect();
        for node in stale {
            self.nodes.remove(&node);
        }
    }
}
