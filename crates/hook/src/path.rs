//! Owns lexical arithmetic on absolute paths; asks no file system, so a link is not followed here.

/// `path` as seen from `base`, without `.`, `..`, doubled and trailing slashes. `base` must be absolute.
#[must_use]
pub fn join(base: &str, path: &str) -> String {
    let mut joined = String::with_capacity(base.len() + path.len() + 1);
    let start = if path.starts_with('/') { "" } else { base };
    for part in start.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => joined.truncate(joined.rfind('/').unwrap_or(0)),
            name => {
                joined.push('/');
                joined.push_str(name);
            }
        }
    }
    if joined.is_empty() { "/".into() } else { joined }
}

/// Whether `path` is `directory` or lies below it; both normalized.
#[must_use]
pub fn within(path: &str, directory: &str) -> bool {
    below(path, directory).is_some()
}

/// The rest of `path` below `directory`, empty where they are the same; both normalized.
#[must_use]
pub fn below<'a>(path: &'a str, directory: &str) -> Option<&'a str> {
    if directory == "/" {
        return path.strip_prefix('/');
    }
    let rest = path.strip_prefix(directory)?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix('/') }
}

/// The directory that holds `path`; none for the root.
#[must_use]
pub fn parent(path: &str) -> Option<&str> {
    let cut = path.rfind('/')?;
    match (cut, path.len()) {
        (0, 1) => None,
        (0, _) => Some("/"),
        _ => Some(&path[..cut]),
    }
}

/// The last component of `path`; empty for the root.
#[must_use]
pub fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

/// `path` itself and every directory above it, the root last.
pub fn upward(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(path), |path| parent(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joins_lexically() {
        for (base, path, expected) in [
            ("/a/b", "c", "/a/b/c"),
            ("/a/b", "../c", "/a/c"),
            ("/a", "../../..", "/"),
            ("/a", "/x//y/./z/", "/x/y/z"),
            ("/", "x", "/x"),
            ("/a", "", "/a"),
        ] {
            assert_eq!(join(base, path), expected, "{base} {path}");
        }
    }

    #[test]
    fn knows_what_lies_below_what() {
        assert_eq!(below("/a/b", "/a"), Some("b"));
        assert_eq!(below("/a", "/a"), Some(""));
        assert_eq!(below("/ab", "/a"), None);
        assert_eq!(below("/a", "/"), Some("a"));
        assert_eq!(upward("/a/b").collect::<Vec<_>>(), ["/a/b", "/a", "/"]);
        assert_eq!(parent("/"), None);
    }
}
