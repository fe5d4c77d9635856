//! Owns the standing of one path: the system's, the guard's, temporary, kept by git or by nothing; decides nothing.

use hook::{Entry, path};
use law::{Paths, Standing};
use shell::{Origin, Shell, World};

use super::{patterns, work};
use crate::act::Target;
use crate::effect::Loss;

/// Devices that hold nothing: writing to them loses nothing.
const HOLLOW: &[&str] =
    &["null", "zero", "full", "random", "urandom", "tty", "stdin", "stdout", "stderr", "fd", "shm", "pts"];

/// What the paths of a world are, as seen from a shell.
pub(crate) struct Places<'w, 'f> {
    pub(super) world: &'w World<'f>,
    pub(super) paths: Paths,
    directory: Option<&'w str>,
    pub(super) home: Option<&'w str>,
}

impl<'w, 'f> Places<'w, 'f> {
    pub(crate) fn new(world: &'w World<'f>, paths: Paths, shell: Shell<'w>) -> Self {
        Self { world, paths, directory: shell.directory, home: shell.home }
    }

    /// What would be lost if `target` and all below it were removed.
    pub(crate) fn lost_by_delete(&self, target: &Target) -> Vec<Loss> {
        let path = match target {
            Target::Path(path) => self.world.resolve(path, false),
            Target::Unclear(text) => return vec![self.unclear(text.prefix())],
        };
        let entry = self.world.entry(&path);
        if entry == Entry::Missing {
            return vec![loss(Standing::Missing, "nothing")];
        }
        if let Some(standing) = self.class(&path).or_else(|| self.takes_along(&path)) {
            return vec![self.named(standing, &path)];
        }
        if matches!(entry, Entry::Link(_)) {
            return Vec::new();
        }
        match self.world.older(&path) {
            older if older.is_empty() => vec![loss(Standing::New, "what this line made")],
            older => older.iter().flat_map(|before| self.kept(before)).collect(),
        }
    }

    /// What would be lost if the content of `target` were replaced.
    pub(crate) fn lost_by_overwrite(&self, target: &Target) -> Vec<Loss> {
        let path = match target {
            Target::Path(path) => self.world.resolve(path, true),
            Target::Unclear(text) => return vec![self.unclear(text.prefix())],
        };
        let class = self.class(&path);
        match (self.world.entry(&path), class) {
            (Entry::Device, Some(standing)) => vec![self.named(standing, &path)],
            (Entry::Missing, _) => vec![loss(Standing::Missing, "nothing")],
            (Entry::Device | Entry::Special | Entry::Directory | Entry::File { size: 0, .. }, _) => {
                Vec::new()
            }
            (_, Some(standing)) => vec![self.named(standing, &path)],
            _ if self.world.is_written(&path) => vec![loss(Standing::New, "what this line wrote")],
            _ => match self.world.origin(&path) {
                Origin::Before(before) => self.kept(&before),
                Origin::New | Origin::Gone => vec![loss(Standing::New, "what this line made")],
            },
        }
    }

    /// What would be lost if `from` were taken to `to`: all of it, where nobody keeps anything there.
    pub(crate) fn lost_by_move(&self, from: &Target, to: &Target) -> Vec<Loss> {
        let careless = match to {
            Target::Path(to) => {
                let to = self.world.resolve(to, true);
                self.is_temporary(&to)
                    || self.is_regenerable(&to)
                    || self.class(&to) == Some(Standing::Device)
            }
            Target::Unclear(_) => true,
        };
        if careless { self.lost_by_delete(from) } else { self.special(from) }
    }

    /// What `target` is, where it is something nothing may be done to lightly.
    pub(crate) fn special(&self, target: &Target) -> Vec<Loss> {
        match target {
            Target::Path(path) => {
                let path = self.world.resolve(path, false);
                self.class(&path).map(|standing| self.named(standing, &path)).into_iter().collect()
            }
            Target::Unclear(text) => vec![self.unclear(text.prefix())],
        }
    }

    /// What writing to `target` would change besides content: the guard, or what something else executes later.
    pub(crate) fn special_to_write(&self, target: &Target) -> Vec<Loss> {
        let candidates = match target {
            Target::Path(path) => vec![path.clone(), self.world.resolve(path, true)],
            Target::Unclear(text) => vec![format!("/{}", text.suffix())],
        };
        let fits = |patterns| candidates.iter().find(|path| patterns::any(patterns, path, self.home));
        let guard = fits(self.paths.guard).map(|path| self.named(Standing::Guard, path));
        let later = fits(self.paths.executes_later).map(|path| self.named(Standing::ExecutesLater, path));
        guard.or(later).into_iter().collect()
    }

    /// `path` as a reader in the shell's directory would write it.
    pub(crate) fn shown(&self, path: &str) -> String {
        let relative = self
            .directory
            .filter(|directory| *directory != "/")
            .and_then(|directory| path::below(path, directory));
        match (relative, self.home.and_then(|home| path::below(path, home))) {
            (Some(""), _) => ".".into(),
            (Some(rest), _) => rest.into(),
            (None, Some("")) => "~".into(),
            (None, Some(rest)) => format!("~/{rest}"),
            (None, None) => path.into(),
        }
    }

    /// What keeps the thing that stood at `path` before the line.
    pub(super) fn kept(&self, path: &str) -> Vec<Loss> {
        if self.is_temporary(path) {
            return vec![loss(Standing::Temporary, "temporary files")];
        }
        match self.world.facts.repository(path::parent(path).unwrap_or("/")) {
            Some(repository) => work::kept_by(self, &repository, path),
            None if self.is_regenerable(path) => {
                vec![loss(Standing::Regenerable, "what a build makes again")]
            }
            None => work::kept_by_nothing(self, path),
        }
    }

    /// What a path is by its place alone.
    fn class(&self, path: &str) -> Option<Standing> {
        let any = |patterns| patterns::any(patterns, path, self.home);
        if self.is_device(path) {
            return Some(Standing::Device);
        }
        if any(self.paths.guard) {
            return Some(Standing::Guard);
        }
        if self.home.is_some_and(|home| path::within(home, path)) {
            return Some(Standing::Home);
        }
        if any(self.paths.personal) {
            return Some(Standing::Personal);
        }
        (!self.is_temporary(path) && any(self.paths.system)).then_some(Standing::System)
    }

    fn is_device(&self, path: &str) -> bool {
        let hollow = path::below(path, "/dev")
            .and_then(|rest| rest.split('/').next())
            .is_some_and(|name| HOLLOW.contains(&name));
        !hollow && (path::within(path, "/dev") || self.world.entry(path) == Entry::Device)
    }

    /// The guard's or a person's own things that removing the directory at `path` would take along.
    fn takes_along(&self, path: &str) -> Option<Standing> {
        let holds = |patterns: &[&str]| {
            let inside = patterns.iter().flat_map(|pattern| patterns::inside(pattern, path, self.home));
            inside.into_iter().any(|path| self.world.entry(&path) != Entry::Missing)
        };
        if self.world.entry(path) != Entry::Directory || matches!(self.world.origin(path), Origin::New) {
            return None;
        }
        if holds(self.paths.guard) {
            return Some(Standing::Guard);
        }
        holds(self.paths.personal).then_some(Standing::Personal)
    }

    /// Whether `path` lies below a place where nobody keeps anything, and not in the repository around the shell.
    pub(super) fn is_temporary(&self, path: &str) -> bool {
        let below = |place: &&&str| path::below(path, place).is_some_and(|rest| !rest.is_empty());
        let Some(_) = self.paths.temporary.iter().find(below) else { return false };
        let own = self.directory.and_then(|directory| self.world.facts.repository(directory));
        !own.and_then(|own| own.root)
            .is_some_and(|root| path::within(path, &root) || path::within(&root, path))
    }

    /// Whether a build makes the thing at `path` again: its name says so, and it lies in a project.
    pub(super) fn is_regenerable(&self, path: &str) -> bool {
        let root = self
            .world
            .facts
            .repository(path::parent(path).unwrap_or("/"))
            .and_then(|repository| repository.root);
        match root.as_deref().and_then(|root| path::below(path, root)) {
            Some(rest) => self.is_regenerable_below(rest),
            None => path::upward(path).any(|above| self.is_made_by_a_build(above)),
        }
    }

    /// Whether a build makes again what lies at `rest` below the root of a project.
    pub(super) fn is_regenerable_below(&self, rest: &str) -> bool {
        patterns::any(self.paths.regenerable, &format!("/{rest}"), None)
    }

    /// Whether the directory around `path` is a project's and the name of `path` is a build's.
    fn is_made_by_a_build(&self, path: &str) -> bool {
        self.is_regenerable_below(path::name(path))
            && path::parent(path).is_some_and(|parent| {
                MANIFESTS.iter().any(|name| self.world.entry(&path::join(parent, name)) != Entry::Missing)
            })
    }

    /// What is known of a path of which only the start is: below a temporary place, with a name of its own, or anything.
    fn unclear(&self, prefix: &str) -> Loss {
        let start = prefix.strip_suffix('/').map_or(prefix, |_| "");
        if start.starts_with('/') && self.is_temporary(&path::join("/", start)) {
            return loss(Standing::Temporary, "temporary files");
        }
        loss(Standing::Unknown, "something whose path is not known")
    }

    /// A loss of a path that is special as a whole.
    fn named(&self, standing: Standing, path: &str) -> Loss {
        let shown = self.shown(path);
        let what = match standing {
            Standing::Home => format!("{shown}, the home directory or what holds it"),
            Standing::System => format!("{shown}, which belongs to the system"),
            Standing::Guard => format!("{shown}, which the guard keeps"),
            Standing::Personal => format!("{shown}, a person's own"),
            Standing::Device => format!("{shown}, a device"),
            Standing::ExecutesLater => format!("{shown}, which something else will execute"),
            _ => shown,
        };
        loss(standing, what)
    }
}

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

/// A loss, in words.
pub(super) fn loss(standing: Standing, what: impl Into<String>) -> Loss {
    Loss { standing, what: what.into() }
}
