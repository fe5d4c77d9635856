//! Owns what can be told of a path with gaps; takes the worse reading where it cannot.

use hook::path;
use law::Standing;
use shell::Text;

use super::patterns;
use super::places::{Places, loss};
use crate::effect::Loss;

/// What is known of a path with gaps.
struct Outline {
    /// The directory that all before the first gap names for sure.
    directory: String,
    /// What is known of the first component that has a gap; empty where the gap may leave the directory itself.
    stem: String,
    /// The components after the last gap, without the one the gap stands in.
    tail: String,
}

impl Places<'_, '_> {
    /// What would be lost with a path of which only this much is known.
    pub(super) fn unclear(&self, text: &Text) -> Loss {
        let unknown = || loss(Standing::Unknown, "something whose path is not known");
        if text.is_empty() {
            return loss(Standing::Missing, "nothing");
        }
        let Some(outline) = self.outline(text) else { return unknown() };
        let start = path::join(&outline.directory, &outline.stem);
        let named = !outline.stem.is_empty();
        if named && self.is_temporary(&start) && !self.own_roots().any(|root| root.starts_with(&start)) {
            return loss(Standing::Temporary, "temporary files");
        }
        let tail = (!outline.tail.is_empty()).then(|| format!("{start}…/{}", outline.tail));
        let by_name = tail.is_some_and(|tail| self.is_regenerable(&tail));
        if by_name || named && self.is_regenerable(&outline.directory) {
            return loss(Standing::Regenerable, "what a build makes again");
        }
        unknown()
    }

    /// The paths that fit what is known of `text` and are the likeliest to be special: its end at the root, and, where
    /// it begins in a directory of the guard or of what is executed later, that directory and the special names in it.
    pub(super) fn reached(&self, text: &Text) -> Vec<String> {
        if text.is_empty() {
            return Vec::new();
        }
        let mut found = vec![format!("/{}", text.suffix())];
        if let Some((directory, _)) = text.prefix().rsplit_once('/') {
            let directory = self.absolute(&directory.into()).shown();
            let special = self.paths.guard.iter().chain(self.paths.executes_later);
            found.extend(special.flat_map(|pattern| patterns::completed(pattern, &directory)));
            found.push(directory);
        }
        found
    }

    fn outline(&self, text: &Text) -> Option<Outline> {
        let absolute = self.absolute(text);
        let climbs = |part: &str| part.contains("..") || part.ends_with("/.");
        if !absolute.prefix().starts_with('/') || absolute.parts().any(climbs) {
            return None;
        }
        let (directory, stem) = absolute.prefix().rsplit_once('/')?;
        let tail = absolute.suffix().split_once('/').map_or("", |(_, tail)| tail);
        Some(Outline { directory: path::join("/", directory), stem: stem.into(), tail: tail.into() })
    }

    /// `text` from the root on, where the shell's directory is known.
    fn absolute(&self, text: &Text) -> Text {
        match self.directory {
            Some(directory) if !text.prefix().starts_with('/') && !text.prefix().is_empty() => {
                let mut absolute = Text::known(format!("{}/", directory.trim_end_matches('/')));
                let rest = text.prefix().strip_prefix("./").map(|rest| text.prefix().len() - rest.len());
                absolute.append(&text.without_start(rest.unwrap_or_default()));
                absolute
            }
            _ => text.clone(),
        }
    }
}
