//! Owns what a path is by its place and its name alone: the system's, temporary, a build's; asks nothing of its content.

use hook::{Entry, Repository, Scan, path};
use law::Standing;

use super::patterns;
use super::places::Places;

/// Devices that hold nothing: writing to them loses nothing.
const HOLLOW: &[&str] =
    &["null", "zero", "full", "random", "urandom", "tty", "stdin", "stdout", "stderr", "fd", "shm", "pts"];

/// Where home directories lie.
const HOMES: &[&str] = &["/home", "/Users"];

/// Files whose presence makes a directory a project.
const MANIFESTS: &[&str] = &[
    "package.json",
    "Cargo.toml",
    "pyproject.toml",
    "setup.py",
    "requirements.txt",
    "go.mod",
    "pom.xml",
    "build.gradle",
    "build.gradle.kts",
    "Makefile",
    "CMakeLists.txt",
    "composer.json",
    "Gemfile",
    "mix.exs",
    "pubspec.yaml",
    "deno.json",
    "Package.swift",
    "stack.yaml",
    "dune-project",
    "meson.build",
];

/// Whether `path` is a device that holds nothing, such as `/dev/null`.
pub(crate) fn is_hollow(path: &str) -> bool {
    let name = path::below(path, "/dev").and_then(|rest| rest.split('/').next());
    name.is_some_and(|name| HOLLOW.contains(&name))
}

impl Places<'_, '_> {
    /// What a path is by its place alone, where nothing may be done to it lightly.
    pub(super) fn class(&self, path: &str) -> Option<Standing> {
        let any = |patterns| patterns::any_once(self.known, patterns, path, self.home);
        if self.is_device(path) {
            return Some(Standing::Device);
        }
        if self.is_home(path) {
            return Some(Standing::Home);
        }
        if self.is_temporary(path) {
            return None;
        }
        if any(self.paths.guard) {
            return Some(Standing::Guard);
        }
        if any(self.paths.personal) {
            return Some(Standing::Personal);
        }
        let own = self.home.is_some_and(|home| path::within(path, home));
        let system = !own && (any(self.paths.system) || self.is_above_system(path));
        system.then_some(Standing::System)
    }

    fn is_device(&self, path: &str) -> bool {
        path != "/dev" && path::within(path, "/dev") && !is_hollow(path)
            || self.world.entry(path) == Entry::Device && !is_hollow(path)
    }

    /// The home directory, whatever holds it, and the homes beside it.
    fn is_home(&self, path: &str) -> bool {
        let beside = path::parent(path).is_some_and(|parent| HOMES.contains(&parent));
        beside || self.home.is_some_and(|home| path::within(home, path))
    }

    /// Whether `path` holds something of the system, or is itself a place of temporary files.
    fn is_above_system(&self, path: &str) -> bool {
        let places = self.paths.system.iter().chain(self.paths.temporary);
        places.filter(|place| place.starts_with('/')).any(|place| {
            let place = place.strip_suffix("/.").unwrap_or(place);
            path::within(place, path)
        })
    }

    /// Whether `path` lies below a place where nobody keeps anything, and not in the repository the line started in.
    pub(super) fn is_temporary(&self, path: &str) -> bool {
        let below = |place: &&&str| patterns::is_below(place, path, self.home);
        if !self.paths.temporary.iter().any(|place| below(&place)) {
            return false;
        }
        let holds = |root: &str| path::within(path, root) || path::within(root, path);
        !self.own_roots().any(|root| holds(&root))
    }

    /// The roots of the repositories around the shell and around where the line started.
    pub(super) fn own_roots(&self) -> impl Iterator<Item = String> + '_ {
        let started = self.started.filter(|started| Some(*started) != self.directory);
        let around = |directory| self.world.facts.repository(directory).and_then(|own| own.root);
        self.directory.into_iter().chain(started).filter_map(around)
    }

    /// Whether nothing is lost with what lies at `path`, because nobody keeps anything there. A working tree that is
    /// linked to a repository elsewhere is work, wherever it lies.
    pub(super) fn is_disposable(&self, path: &str) -> bool {
        self.is_temporary(path) && !self.repository_of(path).is_some_and(|own| self.is_linked_tree(&own))
    }

    fn is_linked_tree(&self, repository: &Repository) -> bool {
        repository.git_dir != repository.common_dir && !self.is_temporary(&repository.common_dir)
    }

    /// The repository that keeps what stands at `path`: its own, if it is the root of a linked working tree.
    pub(super) fn repository_of(&self, path: &str) -> Option<Repository> {
        let facts = self.world.facts;
        if matches!(facts.entry(&path::join(path, ".git")), Entry::File { .. }) {
            let own = facts.repository(path);
            if let Some(own) = own.filter(|own| own.git_dir != own.common_dir) {
                return Some(own);
            }
        }
        self.repository_around(path::parent(path).unwrap_or("/"))
    }

    /// Whether a build makes the thing at `path` again: its name says so, and it lies in a project.
    pub(super) fn is_regenerable(&self, path: &str) -> bool {
        self.is_regenerable_in(self.root_around(path).as_deref(), path)
    }

    /// Whether a build makes the thing at `path` again, which lies in the project at `root`, or in none.
    pub(crate) fn is_regenerable_in(&self, root: Option<&str>, path: &str) -> bool {
        match root {
            Some(root) => path::below(path, root).is_some_and(|rest| self.is_regenerable_below(rest)),
            None => path::upward(path).any(|above| self.is_made_by_a_build(above)),
        }
    }

    /// Whether a build makes the thing at `path` again, which git ignores.
    pub(super) fn is_regenerable_and_ignored(&self, path: &str) -> bool {
        let below = |rest| self.is_regenerable_below(rest) || self.is_regenerable_if_ignored_below(rest);
        self.root_around(path).is_some_and(|root| path::below(path, &root).is_some_and(below))
    }

    /// Whether what is brought to `path` may count as regenerable from then on: git may ignore the directory, since it
    /// tracks nothing there, and its name is a build's.
    pub(super) fn may_be_ignored(&self, path: &str) -> bool {
        let directory = path::parent(path).unwrap_or("/");
        let Some(own) = self.world.facts.repository(directory) else { return false };
        let rest = own.root.as_deref().and_then(|root| path::below(path, root));
        let scan = Scan { paths: vec![directory.into()], tracked: true, ..Scan::default() };
        rest.is_some_and(|rest| self.is_regenerable_if_ignored_below(rest))
            && self.world.facts.work(&own, &scan).tracked == 0
    }

    fn root_around(&self, path: &str) -> Option<String> {
        self.repository_around(path::parent(path).unwrap_or("/"))?.root
    }

    /// The root of the repository around `path`, if it lies in one.
    pub(crate) fn project_root(&self, path: &str) -> Option<String> {
        self.world.facts.repository(path).and_then(|repository| repository.root)
    }

    /// Whether a build makes again what lies at `rest` below the root of a project.
    pub(super) fn is_regenerable_below(&self, rest: &str) -> bool {
        patterns::any(self.paths.regenerable, &format!("/{rest}"), None)
    }

    /// Whether a build makes again what lies at `rest` below the root of a project, if git ignores it.
    pub(super) fn is_regenerable_if_ignored_below(&self, rest: &str) -> bool {
        patterns::any(self.paths.regenerable_if_ignored, &format!("/{rest}"), None)
    }

    /// Whether the directory around `path` is a project's and the name of `path` is a build's.
    fn is_made_by_a_build(&self, path: &str) -> bool {
        let stands = |path: String| self.world.entry(&path) != Entry::Missing;
        self.is_regenerable_below(path::name(path))
            && path::parent(path)
                .is_some_and(|parent| MANIFESTS.iter().any(|name| stands(path::join(parent, name))))
    }

    /// What taking away the thing at `path`, with all below it, would take away that is special.
    pub(super) fn special_whole(&self, path: &str) -> Option<Standing> {
        match self.class(path) {
            own @ (None | Some(Standing::Personal)) => self.takes_along(path).max(own),
            special => special,
        }
    }

    /// The guard's own things below the directory at `path`.
    pub(crate) fn guard_inside(&self, path: &str) -> Vec<String> {
        let inside = self.paths.guard.iter().flat_map(|pattern| patterns::inside(pattern, path, self.home));
        inside.filter(|inside| self.world.entry(inside) != Entry::Missing).collect()
    }

    /// The guard's or a person's own things that taking away the directory at `path` would take along.
    pub(super) fn takes_along(&self, path: &str) -> Option<Standing> {
        let holds = |patterns: &[&str]| {
            let inside = patterns.iter().flat_map(|pattern| patterns::inside(pattern, path, self.home));
            inside.into_iter().any(|inside| self.world.entry(&inside) != Entry::Missing)
        };
        let lasting = self.world.entry(path) == Entry::Directory
            && !self.is_temporary(path)
            && matches!(self.world.origin(path), shell::Origin::Before(_))
            && !self.is_regenerable(path);
        if lasting && holds(self.paths.guard) {
            return Some(Standing::Guard);
        }
        (lasting && holds(self.paths.personal)).then_some(Standing::Personal)
    }
}
