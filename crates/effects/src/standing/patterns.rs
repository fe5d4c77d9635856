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
    let (base, pattern) = match (pattern.strip_prefix("~/"), pattern.strip_prefix('/')) {
        (Some(below), _) => (home, below),
        (_, Some(absolute)) => (Some("/"), absolute),
        _ => (None, pattern),
    };
    let pattern = pattern.trim_end_matches("/.");
    if pattern.contains('*') {
        return Vec::new();
    }
    if let Some(base) = base {
        let full = path::join(base, pattern);
        return path::within(&full, directory).then_some(full).into_iter().collect();
    }
    let parts: Vec<&str> = components(pattern).collect();
    let tails = (0..parts.len())
        .filter(|taken| directory.ends_with(&format!("/{}", parts[..*taken].join("/"))) || *taken == 0);
    tails.map(|taken| path::join(directory, &parts[taken..].join("/"))).collect()
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
    }
}
