//! Owns the files as a command of the line sees them: the facts, and over them what earlier commands of the same line
//! did; knows no danger.

mod links;
mod node;
#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::collections::BTreeMap;

use hook::{Entry, Facts, Listing, Unread, path};

use self::node::{Content, Made, Node, Old, size_of};
use crate::Text;

/// How long a path may be: the system takes none that is longer (`PATH_MAX`, limits.h(0p)).
const LONGEST_PATH: usize = 4096;

/// How many names of a directory are looked at to tell what is left in it.
const MOST_NAMES: usize = 4096;

/// Files as a command of the line sees them. All paths are absolute and normalized.
pub struct World<'f> {
    /// What stood there before the line.
    pub facts: &'f dyn Facts,
    nodes: BTreeMap<String, Node>,
    notes: BTreeMap<String, String>,
    promises: Promises,
    /// The directories that were resolved, and to what, until the line changes where paths may lead.
    resolved: RefCell<BTreeMap<String, String>>,
}

/// What programs promised: it holds where they ended well.
pub(crate) type Promises = BTreeMap<String, String>;

/// Where what stands at a path comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// It stood at this path before the line; the same path unless it was moved.
    Before(String),
    /// The line made it, and nothing older is in it; or it is a copy of something the line left where it was.
    New,
    /// The line removed it.
    Gone,
}

/// Where the content at a path comes from.
enum Source {
    Before { from: String, copy: bool },
    New,
    Gone,
}

impl<'f> World<'f> {
    /// The world before the line.
    #[must_use]
    pub fn new(facts: &'f dyn Facts) -> Self {
        let (notes, promises) = (BTreeMap::new(), Promises::new());
        Self { facts, nodes: BTreeMap::new(), notes, promises, resolved: RefCell::default() }
    }

    /// Where what stands at `path` comes from.
    #[must_use]
    pub fn origin(&self, path: &str) -> Origin {
        match self.source(path) {
            Source::Before { from, copy: false } => Origin::Before(from),
            Source::Before { copy: true, .. } | Source::New => Origin::New,
            Source::Gone => Origin::Gone,
        }
    }

    fn source(&self, path: &str) -> Source {
        if path.len() > LONGEST_PATH {
            return Source::Gone;
        }
        for above in path::upward(path) {
            match self.nodes.get(above) {
                Some(Node::New(_)) => return Source::New,
                Some(Node::Gone) => return Source::Gone,
                Some(Node::Old(old)) => {
                    let from = path::join(&old.from, path::below(path, above).unwrap_or_default());
                    return Source::Before { from, copy: old.copy };
                }
                None => {}
            }
        }
        // A descriptor is the line's own: what the guard itself has open there is nothing to the line.
        if links::is_descriptor(path) {
            Source::Gone
        } else {
            Source::Before { from: path.into(), copy: false }
        }
    }

    /// Everything older than the line that stands at `path` or below it now, by the paths it had before the line;
    /// without copies, whose originals the line left where they were.
    #[must_use]
    pub fn older(&self, path: &str) -> Vec<String> {
        let mut found = Vec::new();
        self.gather(path, &mut found);
        let carried = self.below(path).filter_map(|(_, node)| match node {
            Node::Old(Old { from, copy: false, .. }) => Some(from.clone()),
            _ => None,
        });
        for from in carried {
            if !found.iter().any(|known| path::within(&from, known)) {
                found.push(from);
            }
        }
        found
    }

    /// What stands at `path` by its own origin, in parts where something of it was taken away.
    fn gather(&self, path: &str, found: &mut Vec<String>) {
        let Origin::Before(before) = self.origin(path) else { return };
        let thinned = self.below(path).any(|(_, node)| *node == Node::Gone);
        match thinned.then(|| self.facts.list(&before, MOST_NAMES)) {
            Some(Ok(listing)) if listing.complete => {
                listing.names.iter().for_each(|name| self.gather(&path::join(path, name), found));
            }
            _ => found.push(before),
        }
    }

    /// Whether the line itself changed what stands at `path` or below it.
    #[must_use]
    pub fn is_touched(&self, path: &str) -> bool {
        self.nodes.contains_key(path) || self.below(path).next().is_some()
    }

    /// Whether the line itself replaced the content of the file at `path`, so that nothing older is left in it.
    #[must_use]
    pub fn is_written(&self, path: &str) -> bool {
        matches!(self.nodes.get(path), Some(Node::Old(Old { content: Content::Replaced(_), .. })))
    }

    /// What stands at `path`, without following a link in its last component.
    #[must_use]
    pub fn entry(&self, path: &str) -> Entry {
        match self.nodes.get(path) {
            Some(Node::New(Made::Directory)) => return Entry::Directory,
            Some(Node::New(Made::Link(to))) => return Entry::Link(to.clone()),
            Some(Node::New(Made::File(text))) => {
                return Entry::File { size: size_of(text), links: 1, executable: false };
            }
            Some(Node::Old(old)) => return old.content.entry(self.facts.entry(&old.from)),
            Some(Node::Gone) | None => {}
        }
        match self.source(path) {
            Source::Before { from, .. } => self.facts.entry(&from),
            Source::New | Source::Gone => Entry::Missing,
        }
    }

    /// The content of the file at `path`, links followed, if it has at most `limit` bytes and is text; a gap for what
    /// is unknown. None where there is no such file.
    #[must_use]
    pub fn content(&self, path: &str, limit: usize) -> Option<Text> {
        if self.nodes.is_empty() {
            return self.content_before(path, limit);
        }
        let path = self.resolve(path, true);
        match self.nodes.get(&path) {
            Some(Node::New(Made::File(text))) => return Some(text.clone()),
            Some(Node::Old(Old { content: Content::Edited(text) | Content::Replaced(text), .. })) => {
                return Some(text.clone());
            }
            Some(Node::Old(Old { from, content: Content::Added(text), .. })) => {
                let mut content = self.content_before(from, limit).unwrap_or_default();
                content.append(text);
                return Some(content);
            }
            _ => {}
        }
        match self.source(&path) {
            Source::Before { from, .. } => self.content_before(&from, limit),
            Source::New | Source::Gone => None,
        }
    }

    fn content_before(&self, path: &str, limit: usize) -> Option<Text> {
        match self.facts.read(path, limit) {
            Ok(bytes) => Some(String::from_utf8(bytes).map_or_else(|_| Text::unknown(), Text::known)),
            Err(Unread::Missing | Unread::WrongKind) => None,
            Err(_) => Some(Text::unknown()),
        }
    }

    /// The names in the directory at `path`, sorted, links followed; none where they cannot be told or are more than
    /// `limit`.
    #[must_use]
    pub fn names(&self, path: &str, limit: usize) -> Option<Vec<String>> {
        match self.list(&self.resolve(path, true), limit) {
            Ok(listing) if listing.complete => Some(listing.names),
            Err(Unread::Missing | Unread::WrongKind) => Some(Vec::new()),
            _ => None,
        }
    }

    /// The names in the directory at `path`, sorted, at most about `limit` of them. Links are not followed.
    ///
    /// # Errors
    /// [`Unread`] says why there are none.
    pub fn list(&self, path: &str, limit: usize) -> Result<Listing, Unread> {
        let mut listing = match self.source(path) {
            Source::Before { from, .. } => self.facts.list(&from, limit)?,
            Source::New if self.entry(path) == Entry::Directory => {
                Listing { names: Vec::new(), complete: true }
            }
            Source::New | Source::Gone => return Err(Unread::Missing),
        };
        for (rest, node) in self.below(path).filter(|(rest, _)| !rest.contains('/')) {
            match (listing.names.binary_search_by(|name| name.as_str().cmp(rest)), node) {
                (Ok(at), Node::Gone) => drop(listing.names.remove(at)),
                (Ok(_), _) | (Err(_), Node::Gone) => {}
                (Err(at), _) => listing.names.insert(at, rest.into()),
            }
        }
        Ok(listing)
    }

    /// A file at `path` now holds `text`, or more of it if `append`.
    pub fn write(&mut self, path: &str, text: &Text, append: bool) {
        self.change(path, |content| match append {
            true => content.added(text),
            false => Content::Replaced(text.clone()),
        });
    }

    /// The file at `path` is edited into `text`, with most of its old content still in it.
    pub fn edit(&mut self, path: &str, text: &Text) {
        self.change(path, |content| content.edited(text.clone()));
    }

    fn change(&mut self, path: &str, change: impl FnOnce(Content) -> Content) {
        match self.entry(path) {
            Entry::Directory => return,
            Entry::Link(_) => self.forget_resolved(),
            _ => {}
        }
        let node = match (self.nodes.remove(path), self.source(path)) {
            (Some(Node::Old(old)), _) => Node::Old(Old { content: change(old.content), ..old }),
            (Some(Node::New(Made::File(text))), _) => new_file(change(Content::Replaced(text))),
            (Some(Node::New(_) | Node::Gone), _) | (None, Source::New | Source::Gone) => {
                new_file(change(Content::Replaced(Text::default())))
            }
            (None, Source::Before { from, copy }) => match self.facts.entry(&from) {
                Entry::Missing => new_file(change(Content::Replaced(Text::default()))),
                _ => Node::Old(Old { from, copy, content: change(Content::Same) }),
            },
        };
        self.put(path.into(), node);
    }

    /// A directory is made at `path`, and those above it that are missing, if there is nothing yet.
    pub fn make_directory(&mut self, path: &str) {
        let missing: Vec<&str> =
            path::upward(path).take_while(|above| self.entry(above) == Entry::Missing).collect();
        for above in missing {
            self.put(above.into(), Node::New(Made::Directory));
        }
    }

    /// A link to `to` is made at `path`. A hard link is one to the absolute path of the file: what is written through it
    /// is written there, and removing it loses nothing.
    pub fn make_link(&mut self, path: &str, to: &str) {
        self.forget_below(path);
        self.put(path.into(), Node::New(Made::Link(to.into())));
    }

    /// What stands at `path` is removed, with all below it.
    pub fn remove(&mut self, path: &str) {
        self.forget_below(path);
        self.put(path.into(), Node::Gone);
    }

    /// What stands at `from` now stands at `to`, in place of what stood there; it stays at `from` as well if `keep`.
    pub fn carry(&mut self, from: &str, to: &str, keep: bool) {
        let node = match (self.nodes.get(from), self.source(from)) {
            (Some(node @ Node::New(_)), _) => node.clone(),
            (Some(Node::Old(old)), _) => Node::Old(old.carried(keep)),
            (_, Source::Before { from, copy }) => {
                Node::Old(Old { from, copy: copy || keep, content: Content::Same })
            }
            (_, Source::New) => Node::New(Made::File(Text::unknown())),
            (_, Source::Gone) => return,
        };
        let below: Vec<(String, Node)> =
            self.below(from).map(|(rest, node)| (rest.into(), node.clone())).collect();
        self.forget_below(to);
        self.put(to.into(), node);
        for (rest, node) in below {
            let node = match node {
                Node::Old(old) => Node::Old(old.carried(keep)),
                other => other,
            };
            self.put(path::join(to, &rest), node);
        }
        if !keep {
            self.remove(from);
        }
    }

    /// Remembers something a program wants to know of earlier programs of the line, under a key of its own.
    pub fn note(&mut self, key: impl Into<String>, value: impl Into<String>) {
        self.notes.insert(key.into(), value.into());
    }

    /// Remembers something that holds only if the program ends well: for what runs because it did.
    pub fn promise(&mut self, key: impl Into<String>, value: impl Into<String>) {
        self.promises.insert(key.into(), value.into());
    }

    /// What was remembered under `key`; what was promised counts before what was noted.
    #[must_use]
    pub fn noted(&self, key: &str) -> Option<&str> {
        self.promises.get(key).or_else(|| self.notes.get(key)).map(String::as_str)
    }

    /// The promises that hold for what runs next.
    pub(crate) fn promises(&self) -> Promises {
        self.promises.clone()
    }

    /// What runs next may run although programs ended badly: only these promises hold.
    pub(crate) fn hold(&mut self, promises: &Promises) {
        self.promises.clone_from(promises);
    }

    /// What the line did below `path`, by the rest of the path.
    fn below(&self, path: &str) -> impl Iterator<Item = (&str, &Node)> {
        let start = if path == "/" { String::from("/") } else { format!("{path}/") };
        let skip = start.len();
        self.nodes
            .range(start.clone()..)
            .take_while(move |(node, _)| node.starts_with(&start))
            .map(move |(node, state)| (&node[skip..], state))
            .filter(|(rest, _)| !rest.is_empty())
    }

    fn put(&mut self, path: String, node: Node) {
        self.forget_resolved();
        self.nodes.insert(path, node);
    }

    /// What comes, goes or is linked may change where paths lead. What a file holds does not.
    fn forget_resolved(&mut self) {
        self.resolved.get_mut().clear();
    }

    fn forget_below(&mut self, path: &str) {
        self.forget_resolved();
        let stale: Vec<String> = self.below(path).map(|(rest, _)| path::join(path, rest)).collect();
        for node in stale {
            self.nodes.remove(&node);
        }
    }
}

/// A file the line made, which holds `content`.
fn new_file(content: Content) -> Node {
    Node::New(Made::File(match content {
        Content::Same => Text::default(),
        Content::Added(text) | Content::Edited(text) | Content::Replaced(text) => text,
    }))
}
