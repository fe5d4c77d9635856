//! Owns pathname expansion: which paths of the world a pattern matches; knows no other expansion.

use hook::{Entry, path};

use super::Evaluator;
use crate::pattern;

/// How many names of one directory are looked at.
const MOST_NAMES: usize = 4096;
/// How many paths one pattern may match before it counts as not expanded.
const MOST_PATHS: usize = 2048;

impl Evaluator<'_, '_> {
    /// The paths that `pattern` matches, sorted, written as the pattern is: relative if it is. None where a directory is
    /// not known or cannot be read, or there are too many.
    pub(super) fn glob(&mut self, pattern: &str) -> Option<Vec<String>> {
        let absolute = pattern.starts_with('/');
        let directory = if absolute { "/".to_string() } else { self.state.directory()?.to_string() };
        let mut found: Vec<String> = vec![if absolute { "/".into() } else { String::new() }];
        let parts: Vec<&str> = pattern.split('/').filter(|part| !part.is_empty()).collect();
        for (index, part) in parts.iter().enumerate() {
            let last = index + 1 == parts.len();
            let mut next = Vec::new();
            for stem in &found {
                next.extend(self.step(&directory, stem, part, last)?);
                if next.len() > MOST_PATHS {
                    return None;
                }
            }
            found = next;
        }
        if pattern.ends_with('/') {
            found.iter_mut().for_each(|path| path.push('/'));
        }
        Some(found)
    }

    /// What one component of a pattern matches below `stem`.
    fn step(&mut self, directory: &str, stem: &str, part: &str, last: bool) -> Option<Vec<String>> {
        let joined = |name: &str| match stem {
            "" => name.to_string(),
            "/" => format!("/{name}"),
            _ => format!("{stem}/{name}"),
        };
        let stands = |world: &crate::World<'_>, name: &str| {
            world.entry(&path::join(directory, &joined(name))) != Entry::Missing
        };
        if !pattern::is_active(part) {
            let name = part.replace('\\', "");
            return Some(if !last || stands(self.world, &name) { vec![joined(&name)] } else { Vec::new() });
        }
        if part == "**" {
            return self.below(directory, stem);
        }
        let names = self.names(&path::join(directory, stem))?;
        let fits = |name: &&String| {
            (part.starts_with('.') || !name.starts_with('.')) && pattern::matches(part, name)
        };
        Some(names.iter().filter(fits).map(|name| joined(name)).collect())
    }

    /// `**`: `stem` and the directories directly below it. Deeper ones are what these hold.
    fn below(&mut self, directory: &str, stem: &str) -> Option<Vec<String>> {
        let names = self.names(&path::join(directory, stem))?;
        let below = names.iter().filter(|name| !name.starts_with('.')).map(|name| match stem {
            "" | "/" => format!("{stem}{name}"),
            _ => format!("{stem}/{name}"),
        });
        let own = (!stem.is_empty()).then(|| stem.to_string());
        Some(own.into_iter().chain(below).collect())
    }

    fn names(&mut self, directory: &str) -> Option<Vec<String>> {
        let names = self.world.names(directory, MOST_NAMES)?;
        self.spend(names.len() / 8);
        Some(names)
    }
}
