//! Owns the matching of a path against the patterns of `policy/paths.json`; knows none of them.

use hook::path;

/// Whether `path` fits one of `patterns`, or lies below something that does. `home` stands for `~`.
pub(crate) fn any(patterns: &[&str], path: &str, home: Option<&str>) -> bool {
    patterns.iter().any(|pattern| fits(pattern, path, home))
}

/// Whether `path` fits `pattern`, or lies below something that does.
fn fits(pattern: &str, path: &str, home: Option<&str>) -> bool {
    if let Some(below) = pattern.strip_prefix("~/") {
        let Some(rest) = home.and_then(|home| path::below(path, home)) else { return false };
        return starts_with(rest, below);
    }
    match pattern.strip_prefix('/') {
        Some(absolute) => starts_with(path.trim_start_matches('/'), absolute),
        None => holds(path, pattern),
    }
}

/// Whether the components of `path` begin with those of `pattern`; with `/.` at its end, are those of `pattern`.
fn starts_with(path: &str, pattern: &str) -> bool {
    let (pattern, exact) = match pattern.strip_suffix("/.") {
        Some(stem) => (stem, true),
        None if pattern == "." => ("", true),
        None => (pattern, false),
    };
    let mut parts = path.split('/').filter(|part| !part.is_empty());
    let fits = components(pattern).all(|wanted| parts.next().is_some_and(|part| component(wanted, part)));
    fits && (!exact || parts.next().is_none())
}

/// Whether the components of `pattern` stand in a row somewhere in `path`.
fn holds(path: &str, pattern: &str) -> bool {
    let rest_starts =
        path.char_indices().filter(|(_, character)| *character == '/').map(|(at, _)| &path[at + 1..]);
    rest_starts.into_iter().any(|rest| starts_with(rest, pattern))
}

/// Whether `path` lies below `place`. A place in the home directory goes itself too: it is one person's alone.
pub(crate) fn is_below(place: &str, path: &str, home: Option<&str>) -> bool {
    match place.strip_prefix("~/") {
        Some(own) => home.is_some_and(|home| path::within(path, &path::join(home, own))),
        None => path::below(path, place).is_some_and(|rest| !rest.is_empty()),
    }
}

fn components(pattern: &str) -> impl Iterator<Item = &str> {
    pattern.split('/').filter(|part| !part.is_empty())
}

/// Whether one component fits a pattern with at most one `*`.
fn component(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        Some((start, end)) => {
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
            assert_eq!(fits(pattern, path, Some("/home/dev")), expected, "{pattern} {path}");
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
