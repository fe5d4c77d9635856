//! Owns a declared world's answers to every question of [`hook::Facts`]; touches no disk.

use std::collections::BTreeMap;

use hook::{Commits, Entry, Facts, Listing, Repository, Scan, Tally, Unread, Work, path};

use super::history::{self, History};
use super::shape::{self, Details, Rare, State};

/// How many links are followed from one path, as Linux does it.
const MOST_LINKS: usize = 40;

/// A world as its file declares it, with the machine around it.
#[derive(Debug)]
pub(crate) struct DeclaredWorld {
    /// What it is for, in a sentence.
    pub(crate) about: String,
    /// Where a row that names no directory happens.
    pub(crate) directory: String,
    /// The home directory.
    pub(crate) home: String,
    /// Every repository, by its root.
    pub(crate) repositories: BTreeMap<String, DeclaredRepository>,
    /// Everything that lies outside repositories, by absolute path.
    pub(crate) outside: BTreeMap<String, Details>,
    settings: BTreeMap<String, String>,
    variables: BTreeMap<String, String>,
    nodes: BTreeMap<String, Node>,
}

/// A repository of a declared world.
#[derive(Debug)]
pub(crate) struct DeclaredRepository {
    /// Its commits.
    pub(crate) history: History,
    /// How its file declares it; of a linked working tree the committed files are filled in.
    pub(crate) shape: shape::Repository,
    /// What lies in its working tree, by path from its root.
    pub(crate) files: BTreeMap<String, Details>,
}

#[derive(Debug, Clone)]
struct Node {
    entry: Entry,
    content: String,
}

impl DeclaredWorld {
    pub(crate) fn new(machine: &shape::World, shape: shape::World) -> Self {
        let home = Some(shape.home).filter(|home| !home.is_empty()).unwrap_or_else(|| machine.home.clone());
        let outside = machine.files.iter().chain(&shape.files);
        let repositories = machine.repositories.iter().chain(&shape.repositories);
        let mut world = Self {
            about: shape.about,
            directory: shape.directory,
            variables: machine.variables.clone().into_iter().chain(shape.variables).collect(),
            settings: machine.settings.clone().into_iter().chain(shape.settings).collect(),
            outside: outside.map(|(path, file)| (path.clone(), file.details())).collect(),
            repositories: declared(
                &repositories.map(|(root, shape)| (root.clone(), shape.clone())).collect(),
            ),
            home,
            nodes: BTreeMap::new(),
        };
        world.variables.insert("HOME".into(), world.home.clone());
        world.place();
        world
    }

    /// Puts everything declared at its path, with the directories around it.
    fn place(&mut self) {
        let mut nodes = BTreeMap::new();
        for (path, details) in &self.outside {
            put(&mut nodes, path, details);
        }
        for (root, repository) in &self.repositories {
            put_directory(&mut nodes, root);
            for (path, details) in &repository.files {
                put(&mut nodes, &format!("{root}/{path}"), details);
            }
            for (path, content) in repository.store(root) {
                put(&mut nodes, &path, &plain(content));
            }
        }
        self.nodes = nodes;
    }

    /// Everything at or below the home directory, and a path where there is nothing.
    pub(crate) fn paths(&self) -> Vec<String> {
        let below = self.nodes.keys().filter(|node| path::within(node, &self.home)).cloned();
        let through_links = ["current/main.rs", "to-home/thesis.odt", "to-notes", "no/such"];
        below.chain(through_links.map(|rest| path::join(&self.directory, rest))).collect()
    }

    /// Whether `path` lies in a store of git's, which holds more than is declared.
    pub(crate) fn is_in_store(&self, path: &str) -> bool {
        let bare = self.repositories.iter().filter(|(_, repository)| repository.shape.bare);
        path.contains("/.git/") || bare.into_iter().any(|(root, _)| path::within(path, root) && path != root)
    }

    /// What stands at `path`, links in its directories followed.
    fn node(&self, path: &str, last: bool) -> Option<&Node> {
        self.nodes.get(&self.resolve(path, last))
    }

    /// `path` with the links in its directories followed, and in its last component too where `last` says so.
    fn resolve(&self, path: &str, last: bool) -> String {
        let mut resolved = String::from("/");
        let mut rest: Vec<String> = path.split('/').rev().map(String::from).collect();
        let mut budget = MOST_LINKS;
        while let Some(part) = rest.pop() {
            let next = path::join(&resolved, &part);
            let link = match self.nodes.get(&next).map(|node| &node.entry) {
                Some(Entry::Link(to)) if (last || !rest.is_empty()) && budget > 0 => to.clone(),
                _ => {
                    resolved = next;
                    continue;
                }
            };
            budget -= 1;
            if link.starts_with('/') {
                resolved = "/".into();
            }
            rest.extend(link.split('/').rev().map(String::from));
        }
        resolved
    }

    fn declared_at(&self, repository: &Repository) -> Option<(&String, &DeclaredRepository)> {
        let root = repository.root.as_deref().or_else(|| repository.git_dir.strip_suffix("/.git"));
        self.repositories.get_key_value(root.unwrap_or(&repository.git_dir))
    }

    /// Commits that other working trees of the store at `common_dir` have checked out.
    fn other_tips(&self, repository: &Repository) -> Vec<String> {
        let others = self.repositories.iter().filter(|(root, other)| {
            other.git(root).common_dir == repository.common_dir
                && other.git(root).git_dir != repository.git_dir
        });
        let detached = others.filter(|(_, other)| matches!(other.history.head, history::Head::Commit(_)));
        detached.filter_map(|(_, other)| other.history.tip().map(String::from)).collect()
    }
}

/// All repositories; a linked working tree is given the history and the committed files of the one it is linked to.
fn declared(shapes: &BTreeMap<String, shape::Repository>) -> BTreeMap<String, DeclaredRepository> {
    let of = |shape: &shape::Repository| {
        let linked = shape.linked_to.as_ref().map(|root| shapes.get(root).expect("the repository linked to"));
        let history = match linked {
            Some(main) => History::new(main).with_head(&shape.head),
            None => History::new(shape),
        };
        let shared =
            linked.into_iter().flat_map(|main| &main.files).map(|(path, file)| (path, file.details()));
        let shared = shared.filter(|(_, details)| details.state.is_in_head());
        let shared =
            shared.map(|(path, details)| (path.clone(), Details { state: State::Committed, ..details }));
        let own = shape.files.iter().map(|(path, file)| (path.clone(), file.details()));
        DeclaredRepository { history, files: shared.chain(own).collect(), shape: shape.clone() }
    };
    shapes.iter().map(|(root, shape)| (root.clone(), of(shape))).collect()
}

impl DeclaredRepository {
    /// How git would find it from its root.
    fn git(&self, root: &str) -> Repository {
        let store = |root: &str| if self.shape.bare { root.into() } else { format!("{root}/.git") };
        let common_dir = store(self.shape.linked_to.as_deref().unwrap_or(root));
        let git_dir = match &self.shape.linked_to {
            Some(_) => format!("{common_dir}/worktrees/{}", path::name(root)),
            None => common_dir.clone(),
        };
        let head = match &self.history.head {
            history::Head::Branch(branch) => hook::Head::Branch(branch.clone()),
            history::Head::Commit(commit) => hook::Head::Detached(history::id(commit)),
        };
        Repository { root: (!self.shape.bare).then(|| root.into()), git_dir, common_dir, head }
    }

    /// The files of its store, as far as anybody may look at them.
    fn store(&self, root: &str) -> Vec<(String, String)> {
        let git = self.git(root);
        let head = match &git.head {
            hook::Head::Branch(branch) => format!("ref: {branch}\n"),
            hook::Head::Detached(id) => format!("{id}\n"),
            hook::Head::Unknown => String::new(),
        };
        let mut files = vec![(format!("{}/HEAD", git.git_dir), head)];
        if !self.shape.bare {
            files.push((format!("{}/index", git.git_dir), "DIRC".into()));
        }
        if self.shape.linked_to.is_some() {
            files.push((format!("{root}/.git"), format!("gitdir: {}\n", git.git_dir)));
            return files;
        }
        let store = git.common_dir;
        files.push((format!("{store}/config"), "[core]\n".into()));
        files.extend(
            ["objects/pack/", "objects/info/", "refs/tags/", "refs/heads/"]
                .map(|directory| (format!("{store}/{directory}"), String::new())),
        );
        let references = self.history.references.iter();
        files.extend(
            references
                .map(|(name, commit)| (format!("{store}/{name}"), format!("{}\n", history::id(commit)))),
        );
        files
    }
}

fn plain(content: String) -> Details {
    Details { state: State::Plain, content: Some(content), link: None, kind: None, executable: false }
}

fn put(nodes: &mut BTreeMap<String, Node>, path: &str, details: &Details) {
    if details.state == State::Deleted {
        return;
    }
    if let Some(directory) = path.strip_suffix('/') {
        return put_directory(nodes, directory);
    }
    put_directory(nodes, path::parent(path).unwrap_or("/"));
    let content = details.content(path);
    let entry = match (&details.link, details.kind) {
        (Some(to), _) => Entry::Link(to.clone()),
        (None, Some(Rare::Fifo)) => Entry::Special,
        (None, Some(Rare::Device)) => Entry::Device,
        (None, None) => Entry::File { size: content.len() as u64, links: 1, executable: details.executable },
    };
    nodes.insert(path.into(), Node { entry, content });
}

fn put_directory(nodes: &mut BTreeMap<String, Node>, directory: &str) {
    for above in path::upward(directory) {
        nodes.entry(above.into()).or_insert(Node { entry: Entry::Directory, content: String::new() });
    }
}

impl Facts for DeclaredWorld {
    fn entry(&self, path: &str) -> Entry {
        self.node(path, false).map_or(Entry::Missing, |node| node.entry.clone())
    }

    fn read(&self, path: &str, limit: usize) -> Result<Vec<u8>, Unread> {
        let node = self.node(path, true).ok_or(Unread::Missing)?;
        match node.entry {
            Entry::File { .. } if node.content.len() > limit => Err(Unread::TooLarge),
            Entry::File { .. } => Ok(node.content.clone().into_bytes()),
            Entry::Link(_) => Err(Unread::Missing),
            _ => Err(Unread::WrongKind),
        }
    }

    fn list(&self, path: &str, limit: usize) -> Result<Listing, Unread> {
        let directory = self.resolve(path, true);
        match self.nodes.get(&directory).map(|node| &node.entry) {
            None | Some(Entry::Link(_)) => return Err(Unread::Missing),
            Some(Entry::Directory) => {}
            Some(_) => return Err(Unread::WrongKind),
        }
        let children = self.nodes.keys().filter(|node| path::parent(node) == Some(directory.as_str()));
        let mut names: Vec<String> = children.map(|node| path::name(node).into()).collect();
        let complete = names.len() <= limit;
        names.truncate(limit);
        Ok(Listing { names, complete })
    }

    fn variable(&self, name: &str) -> Option<String> {
        self.variables.get(name).cloned()
    }

    fn repository(&self, directory: &str) -> Option<Repository> {
        let directory = self.resolve(directory, true);
        let declared = |above: &str| Some(self.repositories.get(above)?.git(above));
        let store_of = |above: &str| {
            let mut all = self.repositories.iter().map(|(root, repository)| repository.git(root));
            let found = all.find(|repository| repository.git_dir == above)?;
            Some(Repository { root: None, ..found })
        };
        path::upward(&directory).find_map(|above| declared(above).or_else(|| store_of(above)))
    }

    fn work(&self, repository: &Repository, scan: &Scan) -> Work {
        let mut work = Work { complete: true, ..Work::default() };
        let Some((root, declared)) = self.declared_at(repository) else { return work };
        for (file, details) in &declared.files {
            let path = path::join(root, file);
            let asked =
                scan.paths.is_empty() || scan.paths.iter().any(|scanned| path::within(&path, scanned));
            let counts = !file.ends_with('/') || self.repositories.contains_key(&path);
            if asked && counts && details.kind.is_none() {
                count(&mut work, scan, details.state, path);
            }
        }
        work
    }

    fn is_revision(&self, repository: &Repository, revision: &str) -> bool {
        self.declared_at(repository).is_some_and(|(_, declared)| declared.history.commit(revision).is_some())
    }

    fn stranded(&self, repository: &Repository, gone: &[&str], kept: &[&str]) -> Commits {
        let others = self.other_tips(repository);
        let count = self
            .declared_at(repository)
            .map_or(0, |(_, declared)| declared.history.stranded(gone, kept, &others));
        Commits { count, complete: true }
    }

    fn stashes(&self, repository: &Repository) -> usize {
        let main = repository.common_dir.strip_suffix("/.git").unwrap_or(&repository.common_dir);
        self.repositories.get(main).map_or(0, |main| main.shape.stashes)
    }

    fn setting(&self, repository: Option<&Repository>, key: &str) -> Option<String> {
        let main = repository.map(|repository| repository.common_dir.as_str());
        let main = main.map(|common| common.strip_suffix("/.git").unwrap_or(common));
        let own = main.and_then(|main| self.repositories.get(main)).map(|main| &main.shape.settings);
        own.and_then(|own| own.get(key)).or_else(|| self.settings.get(key)).cloned()
    }
}

fn count(work: &mut Work, scan: &Scan, state: State, path: String) {
    work.tracked += usize::from(state.is_tracked());
    let tally: Option<&mut Tally> = match state {
        State::Unsaved if scan.tracked => Some(&mut work.unstaged),
        State::Staged | State::Added if scan.tracked => Some(&mut work.staged),
        State::Untracked if scan.untracked => Some(&mut work.untracked),
        State::Ignored if scan.ignored => Some(&mut work.ignored),
        _ => None,
    };
    if let Some(tally) = tally {
        tally.add(path);
    }
}
