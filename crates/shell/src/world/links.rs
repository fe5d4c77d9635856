//! Owns the following of links through the world; changes nothing in it.

use hook::{Entry, path};

use super::{LONGEST_PATH, World};

/// How many links are followed from one path before it counts as a loop, as Linux does it.
const MOST_LINKS: usize = 40;

impl World<'_> {
    /// `path` with every link in its directories followed, and in its last component too where `last` says so.
    /// A link to nothing is followed to where it points; a loop ends where it was noticed.
    #[must_use]
    pub fn resolve(&self, path: &str, last: bool) -> String {
        if is_descriptor(path) || path.len() > LONGEST_PATH {
            return path.into();
        }
        let (directory, name) = path.rsplit_once('/').unwrap_or_default();
        if matches!(name, "" | "." | "..") {
            return self.resolve_anew(path, last);
        }
        let next = path::join(&self.resolve_directory(directory), name);
        match last.then(|| self.entry(&next)) {
            Some(Entry::Link(_)) => self.resolve_anew(&next, true),
            _ => next,
        }
    }

    fn resolve_directory(&self, directory: &str) -> String {
        if let Some(resolved) = self.resolved.borrow().get(directory) {
            return resolved.clone();
        }
        let resolved = self.resolve_anew(directory, true);
        self.resolved.borrow_mut().insert(directory.into(), resolved.clone());
        resolved
    }

    fn resolve_anew(&self, path: &str, last: bool) -> String {
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
}

/// Whether `path` names an open descriptor.
pub(super) fn is_descriptor(path: &str) -> bool {
    path.strip_prefix("/dev/fd/").is_some_and(|rest| !rest.is_empty())
}
