//! Owns what would be lost with a path that is removed, replaced or taken away; decides nothing.

use std::cell::RefCell;

use hook::{Entry, Repository, path};
use law::{Paths, Standing};
use shell::{Origin, Shell, World};

use super::ground::is_hollow;
use super::{patterns, work};
use crate::act::Target;
use crate::effect::Loss;
use crate::ledger::Ledger;

/// What the paths of a world are, as seen from a shell.
pub(crate) struct Places<'w, 'f> {
    pub(super) world: &'w World<'f>,
    pub(super) paths: Paths,
    /// Where the shell is.
    pub(super) directory: Option<&'w str>,
    /// Where the shell was when the line began.
    pub(super) started: Option<&'w str>,
    pub(super) home: Option<&'w str>,
    /// What was found of paths so far.
    pub(super) known: &'w RefCell<patterns::Known>,
    /// The repository around the directory that was asked for last: what stands side by side is asked for in a row.
    around: RefCell<Option<(String, Option<Repository>)>>,
}

impl<'w, 'f> Places<'w, 'f> {
    pub(crate) fn new(world: &'w World<'f>, shell: Shell<'w>, ledger: &'w Ledger<'_>) -> Self {
        Self {
            world,
            paths: ledger.law.paths,
            directory: shell.directory,
            started: ledger.started.as_deref(),
            home: shell.home,
            known: &ledger.known,
            around: RefCell::default(),
        }
    }

    /// The repository around `directory`.
    pub(super) fn repository_around(&self, directory: &str) -> Option<Repository> {
        if let Some((known, around)) = self.around.borrow().as_ref()
            && known == directory
        {
            return around.clone();
        }
        let around = self.world.facts.repository(directory);
        self.around.replace(Some((directory.into(), around.clone())));
        around
    }

    /// What would be lost if `target` and all below it were removed.
    pub(crate) fn lost_by_delete(&self, target: &Target) -> Vec<Loss> {
        self.lost_by_deletes(std::slice::from_ref(target))
    }

    /// What would be lost if all of `targets` were removed, with one look at what git keeps.
    pub(crate) fn lost_by_deletes(&self, targets: &[Target]) -> Vec<Loss> {
        self.lost(targets, |path| self.removed(&self.world.resolve(path, false)))
    }

    /// What would be lost of all of `targets` together, with one look at what git keeps.
    fn lost(&self, targets: &[Target], judge: impl Fn(&str) -> Removed) -> Vec<Loss> {
        let (mut losses, mut older) = (Vec::new(), Vec::new());
        for target in targets {
            match target {
                Target::Path(path) => match judge(path) {
                    Removed::Loses(loss) => add(&mut losses, loss),
                    Removed::Older(paths) => older.extend(paths),
                    Removed::Nothing => {}
                },
                Target::Unclear(text) => add(&mut losses, self.unclear(text)),
            }
        }
        self.kept_all(&older).into_iter().for_each(|loss| add(&mut losses, loss));
        losses
    }

    fn removed(&self, path: &str) -> Removed {
        let entry = self.world.entry(path);
        if entry == Entry::Missing {
            return Removed::Loses(loss(Standing::Missing, "nothing"));
        }
        if let Some(standing) = self.special_whole(path) {
            return Removed::Loses(self.named(standing, path));
        }
        if matches!(entry, Entry::Link(_) | Entry::Special) {
            return Removed::Nothing;
        }
        match self.world.older(path) {
            older if older.is_empty() => Removed::Loses(loss(Standing::New, "what this line made")),
            older => Removed::Older(older),
        }
    }

    /// What would be lost if the content of `target` were replaced.
    pub(crate) fn lost_by_overwrite(&self, target: &Target) -> Vec<Loss> {
        self.lost_by_overwrites(std::slice::from_ref(target))
    }

    /// What would be lost if the content of all of `targets` were replaced, with one look at what git keeps.
    pub(crate) fn lost_by_overwrites(&self, targets: &[Target]) -> Vec<Loss> {
        self.lost(targets, |path| self.replaced(&self.world.resolve(path, true)))
    }

    fn replaced(&self, path: &str) -> Removed {
        match self.world.entry(path) {
            // A disk that is not there now may be there when the command runs.
            Entry::Missing if !path::within(path, "/dev") || is_hollow(path) => {
                return Removed::Loses(loss(Standing::Missing, "nothing"));
            }
            Entry::Special | Entry::Directory | Entry::File { size: 0, .. } => return Removed::Nothing,
            Entry::Device if is_hollow(path) => return Removed::Nothing,
            _ => {}
        }
        if let Some(standing) = self.class(path) {
            return Removed::Loses(self.named(standing, path));
        }
        match self.world.origin(path) {
            Origin::Before(_) if self.world.is_written(path) => {
                Removed::Loses(loss(Standing::New, "what this line wrote"))
            }
            Origin::Before(before) => Removed::Older(vec![before]),
            Origin::New | Origin::Gone => Removed::Loses(loss(Standing::New, "what this line made")),
        }
    }

    /// What would be lost if `from` were taken to `to`: all of it, where nobody keeps anything there.
    pub(crate) fn lost_by_move(&self, from: &Target, to: &Target) -> Vec<Loss> {
        if self.is_careless(to) { self.lost_by_delete(from) } else { self.special(from) }
    }

    /// Whether what is taken to `to` may as well be removed.
    pub(crate) fn is_careless(&self, to: &Target) -> bool {
        let Target::Path(to) = to else { return true };
        let to = self.world.resolve(to, true);
        path::within(&to, "/dev")
            || self.is_temporary(&to)
            || self.is_regenerable(&to)
            || self.may_be_ignored(&to)
    }

    /// What `target` itself is, where it is something nothing may be done to lightly.
    pub(crate) fn special_itself(&self, target: &Target) -> Vec<Loss> {
        match target {
            Target::Path(path) => {
                let path = self.world.resolve(path, true);
                self.class(&path).map(|standing| self.named(standing, &path)).into_iter().collect()
            }
            Target::Unclear(text) => vec![self.unclear(text)],
        }
    }

    /// Like [`Self::special_itself`], but a place of temporary files is there to be written into.
    pub(crate) fn special_to_touch(&self, target: &Target) -> Vec<Loss> {
        match target {
            Target::Path(path) if self.paths.temporary.contains(&path.as_str()) => Vec::new(),
            _ => self.special_itself(target),
        }
    }

    /// What `target` is, where it is something nothing may be done to lightly, or holds such a thing.
    pub(crate) fn special(&self, target: &Target) -> Vec<Loss> {
        match target {
            Target::Path(path) => {
                let path = self.world.resolve(path, false);
                let standing = self.special_whole(&path);
                standing.map(|standing| self.named(standing, &path)).into_iter().collect()
            }
            Target::Unclear(text) => vec![self.unclear(text)],
        }
    }

    /// What writing to `target` would change besides content: the guard, or what something else executes later.
    pub(crate) fn special_to_write(&self, target: &Target) -> Vec<Loss> {
        let candidates = match target {
            Target::Path(path) => {
                let resolved = self.world.resolve(path, true);
                if resolved == *path { vec![resolved] } else { vec![path.clone(), resolved] }
            }
            Target::Unclear(text) => self.reached(text),
        };
        let read_later = candidates.iter().find(|path| self.is_read_by_another(path));
        let fits = |patterns| {
            candidates.iter().find(|path| patterns::any_once(self.known, patterns, path, self.home))
        };
        let guard = fits(self.paths.guard).map(|path| self.named(Standing::Guard, path));
        let later = fits(self.paths.executes_later).or(read_later);
        guard.or_else(|| later.map(|path| self.named(Standing::ExecutesLater, path))).into_iter().collect()
    }

    /// The special places at or below `to` that a directory taken from `from` brings something into.
    pub(crate) fn special_to_fill(&self, from: &str, to: &str) -> Vec<String> {
        let special = self.paths.guard.iter().chain(self.paths.executes_later);
        let places = special.flat_map(|pattern| patterns::inside(pattern, to, self.home));
        places
            .filter(|place| {
                let rest = path::below(place, to).filter(|rest| !rest.is_empty());
                rest.is_some_and(|rest| self.world.entry(&path::join(from, rest)) != Entry::Missing)
            })
            .collect()
    }

    /// Whether what is written to `path` is read by a process that may be a shell: a pipe, or its descriptor.
    fn is_read_by_another(&self, path: &str) -> bool {
        let process = path::below(path, "/proc").is_some_and(|rest| rest.contains("/fd/"));
        let own = path.starts_with("/proc/self/") || path.starts_with("/proc/thread-self/");
        process && !own
            || self.world.noted(&fifo_key(path)).is_some()
            || self.world.entry(path) == Entry::Special
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

    /// The files below the directory at `path` that nothing else keeps; none where no repository can name them all.
    pub(crate) fn work_below(&self, path: &str) -> Option<Vec<String>> {
        let Origin::Before(before) = self.world.origin(path) else { return None };
        work::unkept_below(self, &self.repository_of(&before)?, &before)
    }

    /// What keeps the things that stood at `paths` before the line.
    pub(crate) fn kept_all(&self, paths: &[String]) -> Vec<Loss> {
        let mut losses = Vec::new();
        let mut by_repository: Vec<(Repository, Vec<String>)> = Vec::new();
        for path in paths {
            if self.is_disposable(path) {
                add(&mut losses, loss(Standing::Temporary, "temporary files"));
                continue;
            }
            match self.repository_of(path) {
                Some(own) => match by_repository.iter_mut().find(|(known, _)| *known == own) {
                    Some((_, paths)) => paths.push(path.clone()),
                    None => by_repository.push((own, vec![path.clone()])),
                },
                None => self.kept_outside(path).into_iter().for_each(|loss| add(&mut losses, loss)),
            }
        }
        for (repository, paths) in by_repository {
            work::kept_by(self, &repository, &paths).into_iter().for_each(|loss| add(&mut losses, loss));
        }
        losses
    }

    fn kept_outside(&self, path: &str) -> Vec<Loss> {
        if self.is_regenerable(path) {
            return vec![loss(Standing::Regenerable, "what a build makes again")];
        }
        work::kept_by_nothing(self, path)
    }

    /// A loss of a path that is special as a whole.
    fn named(&self, standing: Standing, path: &str) -> Loss {
        let shown = self.shown(path);
        let what = match standing {
            Standing::Home => format!("{shown}, a home directory or what holds it"),
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

/// What the removal of one path means.
enum Removed {
    Nothing,
    Loses(Loss),
    /// These stood there before the line.
    Older(Vec<String>),
}

/// The key under which the world remembers that the line made a pipe at `path`.
pub(crate) fn fifo_key(path: &str) -> String {
    format!("fifo {path}")
}

/// A loss, in words.
pub(super) fn loss(standing: Standing, what: impl Into<String>) -> Loss {
    Loss { standing, what: what.into() }
}

/// Adds a loss that is not there yet.
fn add(losses: &mut Vec<Loss>, loss: Loss) {
    if !losses.contains(&loss) {
        losses.push(loss);
    }
}
