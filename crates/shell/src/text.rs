//! Owns strings of which parts may be unknown; knows no shell syntax.

/// A string with gaps: what is known of it, and where something unknown stands in between.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash, PartialOrd, Ord)]
pub struct Text {
    known: String,
    /// Offsets into `known` where an unknown, possibly empty string stands; ascending, no duplicates.
    gaps: Vec<usize>,
    /// Whether something in it comes from outside the machine.
    foreign: bool,
}

impl Text {
    /// A string known in full.
    #[must_use]
    pub fn known(text: impl Into<String>) -> Self {
        Self { known: text.into(), ..Self::default() }
    }

    /// A string of which nothing is known.
    #[must_use]
    pub fn unknown() -> Self {
        Self { gaps: vec![0], ..Self::default() }
    }

    /// A string of which only this is known: it comes from outside the machine.
    #[must_use]
    pub fn foreign() -> Self {
        Self { foreign: true, ..Self::unknown() }
    }

    /// Whether something in it comes from outside the machine.
    #[must_use]
    pub fn is_foreign(&self) -> bool {
        self.foreign
    }

    /// The whole string, where it is known.
    #[must_use]
    pub fn as_known(&self) -> Option<&str> {
        self.gaps.is_empty().then_some(self.known.as_str())
    }

    /// Whether the whole string is known.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.gaps.is_empty()
    }

    /// Whether the string is known to be empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.gaps.is_empty() && self.known.is_empty()
    }

    /// The known text before the first gap; all of it where there is none.
    #[must_use]
    pub fn prefix(&self) -> &str {
        self.gaps.first().map_or(self.known.as_str(), |gap| &self.known[..*gap])
    }

    /// The known text after the last gap; all of it where there is none.
    #[must_use]
    pub fn suffix(&self) -> &str {
        self.gaps.last().map_or(self.known.as_str(), |gap| &self.known[*gap..])
    }

    /// The known parts in order, with a gap between each two.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.gaps.iter().copied());
        let ends = self.gaps.iter().copied().chain([self.known.len()]);
        starts.zip(ends).map(|(start, end)| &self.known[start..end])
    }

    /// What is known, `…` in place of each gap: for reasons and `explain`.
    #[must_use]
    pub fn shown(&self) -> String {
        match self.as_known() {
            Some(known) => known.into(),
            None => self.parts().collect::<Vec<_>>().join("…"),
        }
    }

    /// Adds known text.
    pub fn push_str(&mut self, text: &str) {
        self.known.push_str(text);
    }

    /// Adds a known character.
    pub fn push(&mut self, character: char) {
        self.known.push(character);
    }

    /// Adds something unknown.
    pub fn push_gap(&mut self) {
        if self.gaps.last() != Some(&self.known.len()) {
            self.gaps.push(self.known.len());
        }
    }

    /// Adds another text.
    pub fn append(&mut self, other: &Self) {
        self.foreign |= other.foreign;
        for (index, part) in other.parts().enumerate() {
            if index > 0 {
                self.push_gap();
            }
            self.push_str(part);
        }
    }

    /// This text without its first `bytes` bytes, which must lie before the first gap.
    #[must_use]
    pub fn without_start(&self, bytes: usize) -> Self {
        let mut rest = Self { foreign: self.foreign, ..Self::default() };
        for (index, part) in self.parts().enumerate() {
            if index > 0 {
                rest.push_gap();
            }
            rest.push_str(if index == 0 { part.get(bytes..).unwrap_or_default() } else { part });
        }
        rest
    }

    /// This text, or an unknown one if more than `limit` bytes of it are known.
    #[must_use]
    pub fn no_longer_than(self, limit: usize) -> Self {
        match self.known.len() > limit {
            true => Self { foreign: self.foreign, ..Self::unknown() },
            false => self,
        }
    }

    /// The text with each known part changed, the gaps where they were.
    #[must_use]
    pub fn map(&self, mut change: impl FnMut(&str) -> String) -> Self {
        let mut changed = Self { foreign: self.foreign, ..Self::default() };
        for (index, part) in self.parts().enumerate() {
            if index > 0 {
                changed.push_gap();
            }
            changed.push_str(&change(part));
        }
        changed
    }

    /// A text of which nothing is known but whether it comes from outside the machine, as this one does or not.
    #[must_use]
    pub fn forgotten(&self) -> Self {
        if self.foreign { Self::foreign() } else { Self::unknown() }
    }

    /// The text without the line breaks at its end, as far as that is known.
    #[must_use]
    pub fn without_last_breaks(&self) -> Self {
        let least = self.gaps.last().copied().unwrap_or_default();
        let end = least + self.known[least..].trim_end_matches('\n').len();
        Self { known: self.known[..end].into(), ..self.clone() }
    }

    /// The length of what is known, in bytes.
    #[must_use]
    pub fn known_len(&self) -> usize {
        self.known.len()
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::known(text)
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self::known(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_what_is_known_around_gaps() {
        let mut text = Text::known("/tmp/");
        text.push_gap();
        text.push_gap();
        text.push_str("/x");
        assert_eq!((text.prefix(), text.suffix(), text.as_known()), ("/tmp/", "/x", None));
        assert_eq!(text.parts().collect::<Vec<_>>(), ["/tmp/", "/x"]);
        let mut twice = Text::known("a");
        twice.append(&text);
        assert_eq!(twice.shown(), "a/tmp/…/x");
        twice.push_str("\n\n");
        assert_eq!(twice.without_last_breaks().shown(), "a/tmp/…/x");
        assert_eq!(Text::known("a\n").without_last_breaks().as_known(), Some("a"));
    }
}
