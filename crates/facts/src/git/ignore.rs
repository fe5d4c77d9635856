//! Owns the grammar of files that name what git ignores, as gitignore(5) describes it; reads no file.

use std::cell::Cell;

use super::glob;

/// The patterns of one file.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Rules {
    patterns: Vec<Pattern>,
}

/// One line.
#[derive(Debug, PartialEq, Eq)]
struct Pattern {
    text: Vec<u8>,
    /// Whether the line starts with `!`: what it matches is not ignored.
    is_negated: bool,
    /// Whether it ends with a slash: it matches directories only.
    is_directory: bool,
    /// Whether it has another slash: it is matched against the whole path below its file.
    is_whole: bool,
    /// Whether the text stands for itself.
    is_literal: bool,
}

impl Rules {
    /// The patterns in `text`.
    pub(crate) fn parse(text: &[u8]) -> Self {
        let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
        Self { patterns: text.split(|byte| *byte == b'\n').filter_map(Pattern::parse).collect() }
    }

    /// Whether `path`, relative to the directory of the file, is ignored (true), expressly not ignored (false) or not
    /// mentioned. The last pattern that matches decides. Each step of matching takes one of `steps`; without any left,
    /// nothing matches.
    pub(crate) fn says(&self, path: &[u8], is_directory: bool, steps: &Cell<usize>) -> Option<bool> {
        let name = path.rsplit(|byte| *byte == b'/').next().unwrap_or_default();
        let matches = |pattern: &&Pattern| pattern.matches(path, name, is_directory, steps);
        self.patterns.iter().rev().find(matches).map(|pattern| !pattern.is_negated)
    }
}

impl Pattern {
    fn parse(line: &[u8]) -> Option<Self> {
        let line = without_trailing_blanks(line.strip_suffix(b"\r").unwrap_or(line));
        if line.starts_with(b"#") {
            return None;
        }
        let (is_negated, text) = line.strip_prefix(b"!").map_or((false, line), |text| (true, text));
        let (is_directory, text) = text.strip_suffix(b"/").map_or((false, text), |text| (true, text));
        let is_whole = text.contains(&b'/');
        let text = text.strip_prefix(b"/").unwrap_or(text);
        let is_literal = !text.iter().any(|byte| b"*?[\\".contains(byte));
        (!text.is_empty()).then(|| Self {
            text: text.to_vec(),
            is_negated,
            is_directory,
            is_whole,
            is_literal,
        })
    }

    fn matches(&self, path: &[u8], name: &[u8], is_directory: bool, steps: &Cell<usize>) -> bool {
        if self.is_directory && !is_directory {
            return false;
        }
        steps.set(steps.get().saturating_sub(1));
        match (self.is_literal, self.is_whole) {
            (true, true) => self.text == path,
            (true, false) => self.text == name,
            (false, true) => glob::matches_path(&self.text, path, steps),
            (false, false) => glob::matches_part(&self.text, name, steps),
        }
    }
}

/// A line up to its last byte that is not a blank or is a blank after a backslash.
fn without_trailing_blanks(line: &[u8]) -> &[u8] {
    let (mut end, mut at) = (0, 0);
    while at < line.len() {
        match line[at] {
            b' ' => at += 1,
            b'\\' => (at, end) = ((at + 2).min(line.len()), (at + 2).min(line.len())),
            _ => (at, end) = (at + 1, at + 1),
        }
    }
    &line[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_git_says() {
        let rules = Rules::parse(
            b"\xef\xbb\xbf# c\n*.log\n!keep.log\n/top\nbuild/\na/b \n x\\ \n\\#h\n\\!n\nfoo/**/z\r\n!\n/\n",
        );
        let rows = [
            ("x.log", false, Some(true)),
            ("d/keep.log", false, Some(false)),
            ("top", false, Some(true)),
            ("d/top", false, None),
            ("build", false, None),
            ("d/build", true, Some(true)),
            ("a/b", false, Some(true)),
            ("c/a/b", false, None),
            (" x ", false, Some(true)),
            ("#h", false, Some(true)),
            ("!n", false, Some(true)),
            ("foo/z", false, Some(true)),
            ("foo/1/2/z", false, Some(true)),
            ("c", false, None),
        ];
        let steps = Cell::new(1000);
        let wrong: Vec<_> = rows
            .iter()
            .filter(|(path, is_dir, expected)| rules.says(path.as_bytes(), *is_dir, &steps) != *expected)
            .collect();
        assert!(wrong.is_empty(), "{wrong:?}");
        assert_eq!(rules.patterns.len(), 9);
    }
}
