//! Owns what a pattern of `paths.json` may say; matches none.

/// What is wrong with a pattern, if anything.
pub(super) fn fault(pattern: &str) -> Option<&'static str> {
    if pattern == "/." || pattern == "~/." {
        return None;
    }
    let rooted = pattern.strip_prefix("~/").or_else(|| pattern.strip_prefix('/'));
    let bare = rooted.unwrap_or(pattern);
    if rooted.is_none() && bare == "*" {
        return Some("matches every name");
    }
    bare.strip_suffix("/.").unwrap_or(bare).split('/').find_map(component_fault)
}

fn component_fault(part: &str) -> Option<&'static str> {
    match part {
        "" => Some("has an empty component"),
        "." | ".." => Some("has a component that is not a name"),
        part if part.starts_with('~') => Some("has `~` in place of a name"),
        part if part.matches('*').count() > 1 => Some("has two `*` in one component"),
        part if part.contains(['?', '[', ']', '{', '}', '\\']) => Some("has a wildcard other than `*`"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faulty_patterns_are_told_from_good_ones() {
        for good in [
            "a",
            "a/b",
            "*.log",
            "/etc",
            "/.",
            "~/.",
            "~/.ssh",
            "/home/*/.",
            "/a/*/b",
            "a/.",
            "*.d/*.sh",
            "a/*/b",
        ] {
            assert_eq!(fault(good), None, "{good}");
        }
        for bad in [
            "", "*", "**", "a**", "a*b*", "a//b", "../a", "a/../b", "a?", "{a,b}", "[ab]", "a/", "~//x", "/",
            "~me/x", "~",
        ] {
            assert!(fault(bad).is_some(), "{bad}");
        }
    }
}
