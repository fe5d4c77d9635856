//! Owns the matching of a path against the patterns of `policy/paths.json`; knows none of them.

use std::cell::RefCell;
use std::collections::BTreeMap;

use hook::path;

/// What was found of paths so far: a line that writes to one file a thousand times asks once.
#[derive(Debug, Default)]
pub(crate) struct Known {
    home: Option<String>,
    fits: BTreeMap<(usize, String), bool>,
}

/// [`any`], which is found out once for each list of the law and path.
pub(crate) fn any_once(
    known: &RefCell<Known>,
    patterns: &'static [&'static str],
    path: &str,
    home: Option<&str>,
) -> bool {
    let mut known = known.borrow_mut();
    if known.home.as_deref() != home {
        *known = Known { home: home.map(Into::into), fits: BTreeMap::new() };
    }
    // A list of the law is told from another by where it lies.
    let asked = (patterns.as_ptr().addr(), path.to_string());
    *known.fits.entry(asked).or_insert_with(|| any(patterns, path, home))
}

/// Whether `path` fits one of `patterns`, or lies below something that does. `home` stands for `~`.
///
/// Hundreds of patterns are tried on a path, so it is taken apart once, and one byte tells most of them apart from it.
pub(crate) fn any(patterns: &[&str], path: &str, home: Option<&str>) -> bool {
    let parts: Vec<&[u8]> = components(path).map(str::as_bytes).collect();
    let below = home.filter(|home| path::within(path, home)).map(|home| components(home).count());
    let mut firsts = [false; 256];
    parts.iter().filter_map(|part| part.first()).for_each(|first| firsts[usize::from(*first)] = true);
    let path = Path { parts: &parts, below, firsts: &firsts };
    patterns.iter().any(|pattern| path.fits(pattern.as_bytes()))
}

/// A path taken apart.
struct Path<'p> {
    parts: &'p [&'p [u8]],
    /// How many of the parts are the home directory, where the path lies below it.
    below: Option<usize>,
    /// The bytes that some part begins with.
    firsts: &'p [bool; 256],
}

impl Path<'_> {
    fn fits(&self, pattern: &[u8]) -> bool {
        match pattern {
            [b'~', b'/', rest @ ..] => {
                self.below.is_some_and(|below| starts_with(&self.parts[below..], rest))
            }
            [b'/', rest @ ..] => starts_with(self.parts, rest),
            [first, ..] if *first != b'*' && !self.firsts[usize::from(*first)] => false,
            _ => (0..self.parts.len()).any(|at| starts_with(&self.parts[at..], pattern)),
        }
    }
}

/// Whether `parts` begin with the components of `pattern`; with `.` as its last one, are those.
#[inline]
fn starts_with(parts: &[&[u8]], pattern: &[u8]) -> bool {
    if let ([[own, ..], ..], [wanted, ..]) = (parts, pattern)
        && own != wanted
        && !matches!(wanted, b'*' | b'.')
    {
        return false;
    }
    let (mut parts, mut pattern) = (parts.iter(), pattern);
    while !pattern.is_empty() {
        let end = pattern.iter().position(|byte| *byte == b'/').unwrap_or(pattern.len());
        let (wanted, rest) = (&pattern[..end], pattern.get(end + 1..).unwrap_or_default());
        if wanted == b"." && rest.is_empty() {
            return parts.next().is_none();
        }
        if !parts.next().is_some_and(|part| component(wanted, part)) {
            return false;
        }
        pattern = rest;
    }
    true
}

/// Whether `path` lies below `place`. A place in the home directory goes itself too: it is one person's alone.
pub(crate) fn is_below(place: &str, path: &str, home: Option<&str>) -> bool {
    match place.strip_prefix("~/") {
        Some(own) => {
            home.and_then(|home| path::below(path, home)).is_some_and(|rest| path::within(rest, own))
        }
        None => path::below(path, place).is_some_and(|rest| !rest.is_empty()),
    }
}

fn components(pattern: &str) -> impl Iterator<Item = &str> {
    pattern.split('/').filter(|part| !part.is_empty())
}

/// Whether one component fits a pattern with at most one `*`.
fn component(pattern: &[u8], name: &[u8]) -> bool {
    match pattern.iter().position(|byte| *byte == b'*') {
        Some(star) => {
            let (start, end) = (&pattern[..star], &pattern[star + 1..]);
            name.len() >= start.len() + end.len() && name.starts_with(start) && name.ends_with(end)
        }
        None => pattern == name,
    }
}

/// What is left of `pattern` below `directory`: where a directory's removal would take along what `pattern` names.
pub(crate) fn inside(pattern: &str, directory: &str, home: Option<&str>) -> Vec<String> {
    let base = match (pattern.strip_prefix("~/"), pattern.strip_prefix('/')) {
        (Some(below), _) => home.map(|home| path::join(home, below)),
        (_, Some(_)) => Some(pattern.into()),
        _ => return tails(pattern, directory, 0),
    };
    let full = base.map(|base| base.trim_end_matches("/.").to_string());
    full.filter(|full| !full.contains('*') && path::within(full, directory)).into_iter().collect()
}

/// What is left of `pattern`, names that may stand anywhere, below a `directory` that ends in the first of them.
pub(crate) fn completed(pattern: &str, directory: &str) -> Vec<String> {
    if pattern.starts_with(['/', '~']) { Vec::new() } else { tails(pattern, directory, 1) }
}

/// The paths below `directory` that hold the names of `pattern`, where at least `least` of them stand in it already.
fn tails(pattern: &str, directory: &str, least: usize) -> Vec<String> {
    if pattern.contains('*') {
        return Vec::new();
    }
    let parts: Vec<&str> = components(pattern.trim_end_matches("/.")).collect();
    let stands = |taken: &usize| {
        *taken == 0 || format!("/{directory}").ends_with(&format!("/{}", parts[..*taken].join("/")))
    };
    let taken = (least..parts.len()).filter(stands);
    taken.map(|taken| path::join(directory, &parts[taken..].join("/"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matches_components() {
        for (pattern, path, expected) in [
            ("node_modules", "/p/node_modules", true),
            ("node_modules", "/p/node_modules/a/b", true),
            ("node_modules", "/p/node_modules2", false),
            ("*.log", "/p/x.log", true),
            (".claude/settings.json", "/p/.claude/settings.json", true),
            (".claude/settings.json", "/p/.claude/x/settings.json", false),
            ("~/.ssh", "/home/dev/.ssh/id", true),
            ("~/.ssh", "/home/eve/.ssh/id", false),
            ("/etc", "/etc/passwd", true),
            ("/etc/.", "/etc/passwd", false),
            ("/etc/.", "/etc", true),
            ("/.", "/", true),
            ("/.", "/x", false),
        ] {
            assert_eq!(any(&[pattern], path, Some("/home/dev")), expected, "{pattern} {path}");
        }
    }

    #[test]
    fn finds_what_a_directory_would_take_along() {
        assert_eq!(
            inside(".claude/settings.json", "/p/.claude", None),
            ["/p/.claude/.claude/settings.json", "/p/.claude/settings.json"]
        );
        assert_eq!(inside("~/.ssh", "/home", Some("/home/dev")), ["/home/dev/.ssh"]);
        assert!(inside("~/.ssh", "/opt", Some("/home/dev")).is_empty());
        assert_eq!(completed(".git/hooks", "/p/.git"), ["/p/.git/hooks"]);
        assert!(completed(".git/hooks", "/p").is_empty());
        assert!(is_below("/tmp", "/tmp/x", None) && !is_below("/tmp", "/tmp", None));
    }
}
