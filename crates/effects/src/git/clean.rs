//! Owns what `git clean` removes: files git does not track, with or without those it ignores; reads no repository itself.

use hook::path;
use shell::Outcome;

use super::call::GitCall;
use super::discard::{self, Class, Discard};
use super::line::{self, Note};
use super::pathspec::Pathspecs;
use super::place::Place;
use super::{settings, wildcard};
use crate::act::Act;

/// `git clean`. Which directories it enters without `-d` is not told apart: files in them count as removed.
pub(super) fn clean(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>) -> Outcome {
    let place = Place::of(act, call);
    if !is_meant(act, call, &place) {
        return Outcome::unknown();
    }
    let paths = match place.tree() {
        Some(tree) if call.operands().is_empty() => Pathspecs::of_paths(vec![tree.directory.clone()]),
        Some(tree) => Pathspecs::of(act.world, call, tree, call.operands()),
        None => Pathspecs::whole(),
    };
    let (only_ignored, excludes) = (call.has("-X"), call.times("--exclude") > 0);
    let classes: &[Class] = match (only_ignored, call.has("-x")) {
        (true, _) if !excludes => &[Class::Ignored],
        (true, _) | (_, true) => &[Class::Untracked, Class::Ignored],
        (false, false) if call.reading.unclear => &[Class::Untracked, Class::Ignored],
        (false, false) => &[Class::Untracked],
    };
    let classes = with_unindexed(act, &place, classes);
    let spared = if only_ignored { Vec::new() } else { patterns(call) };
    let (nested, span) = (call.times("--force") > 1, call.invocation.shell.span);
    discard::discard(act, &place, &Discard { paths, classes: &classes, spared: &spared, nested, span });
    Outcome::unknown()
}

/// Files that the line took out of the index are untracked like any other.
fn with_unindexed(act: &Act<'_, '_, '_>, place: &Place, classes: &[Class]) -> Vec<Class> {
    let unindexed = place.tree().is_some_and(|tree| line::has(act.world, Note::Unindexed, &tree.root));
    let more = if unindexed { discard::TRACKED } else { &[] };
    [classes, more].concat()
}

/// Whether it does more than refuse or ask.
fn is_meant(act: &Act<'_, '_, '_>, call: &GitCall<'_>, place: &Place) -> bool {
    if call.has("--interactive") {
        return call.is_answered();
    }
    let waived = || {
        let value = settings::value(act, call, place, "clean.requireforce");
        value.is_some_and(|value| value.as_known().is_none_or(settings::is_false))
    };
    call.has("--force") || call.reading.unclear || waived()
}

/// The patterns of `-e` that are known.
fn patterns(call: &GitCall<'_>) -> Vec<String> {
    call.values("--exclude").filter_map(|text| text.as_known().map(String::from)).collect()
}

/// Whether the ignore pattern `pattern` covers the file at `rest` below the root. A pattern that cannot be told covers
/// nothing.
pub(super) fn excludes(pattern: &str, rest: &str) -> bool {
    let pattern = pattern.trim_end_matches('/');
    if pattern.is_empty() || pattern.starts_with(['!', '#']) || pattern.contains("**") {
        return false;
    }
    let fits = |text: &str| wildcard::fits(pattern.trim_start_matches('/'), text, false).unwrap_or(false);
    match pattern.contains('/') {
        true => path::upward(rest).any(fits),
        false => rest.split('/').any(fits),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn excludes_as_ignore_files_do() {
        let rows = [
            (".env", ".env", true),
            (".env", "a/.env", true),
            (".env*", "a/.env.local", true),
            ("build/", "build/x/y", true),
            ("/a", "b/a", false),
            ("/a", "a/b", true),
            ("a/b", "a/b/c", true),
            ("!a", "a", false),
            ("a/**", "a/b", false),
            ("", "a", false),
        ];
        let wrong: Vec<_> = rows.iter().filter(|row| excludes(row.0, row.1) != row.2).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }
}
