//! Owns here-documents: their delimiters, and their bodies behind the line; `settle` puts the bodies into the tree.

use std::borrow::Cow;

use hook::Span;

use crate::syntax::{Part, Trouble, Word};

use super::cursor::{Parser, is_meta};
use super::word::Around;

/// A here-document whose body has not been reached.
pub(super) struct Pending {
    delimiter: String,
    /// Whether the delimiter was quoted, so that nothing in the body is expanded.
    quoted: bool,
    /// Whether tabs are taken off the start of each line.
    strips: bool,
    /// Where its body goes in the ledger.
    index: usize,
    /// Where its operator stands.
    at: usize,
}

/// The mark of a target that stands for the body at `index`; no text is long enough to have this span.
pub(super) fn placeholder(index: usize) -> Span {
    Span { end: u32::MAX, ..Span::new(index, index) }
}

impl<'t> Parser<'t> {
    /// The delimiter behind the operator at `at`; the target that stands for the body.
    pub(super) fn here_document(&mut self, strips: bool, at: usize) -> Word {
        let (delimiter, quoted) = self.delimiter();
        let index = self.ledger.bodies.len();
        self.ledger.bodies.push(Word { parts: Vec::new(), span: self.span(self.pos, self.pos) });
        self.pending.push(Pending { delimiter, quoted, strips, index, at });
        Word { parts: Vec::new(), span: placeholder(index) }
    }

    /// A word without its quotes, and whether it had any. Nothing in it is expanded.
    fn delimiter(&mut self) -> (String, bool) {
        let (mut text, mut quoted) = (String::new(), false);
        loop {
            let start = self.pos;
            match (self.peek(), self.byte(start + 1)) {
                (b'\\', b'\n') => self.pos += 2,
                (b'\\', _) => {
                    self.pos += 1;
                    text.push_str(self.character());
                    quoted = true;
                }
                (b'\'', _) | (b'$', b'\'') | (b'"', _) | (b'$', b'"') => {
                    self.delimiter_quote(&mut text);
                    quoted = true;
                }
                (b'$', b'(' | b'{') => {
                    self.skip_from(start + 1);
                    text.push_str(self.slice(start, self.pos));
                }
                (byte, _) if is_meta(byte) || self.at_end() => return (text, quoted),
                _ => text.push_str(self.character()),
            }
            self.burn(self.pos.saturating_sub(start));
        }
    }

    fn delimiter_quote(&mut self, text: &mut String) {
        let mut parts = Vec::new();
        match (self.peek(), self.byte(self.pos + 1)) {
            (b'$', b'\'') => self.ansi_quote(&mut parts),
            (b'\'', _) => self.single_quote(&mut parts),
            (opening, _) => return self.delimiter_double_quote(text, usize::from(opening == b'$')),
        }
        for part in parts {
            if let Part::Quoted(known) = part {
                text.push_str(&known);
            }
        }
    }

    fn delimiter_double_quote(&mut self, text: &mut String, before: usize) {
        let open = self.pos + before;
        self.pos = open + 1;
        while !self.at_end() && self.peek() != b'"' {
            if self.peek() == b'\\' && matches!(self.byte(self.pos + 1), b'"' | b'\\' | b'$' | b'`') {
                self.pos += 1;
            }
            text.push_str(self.character());
        }
        if self.at_end() {
            self.unterminated(open, "\"");
        } else {
            self.pos += 1;
        }
    }

    /// Goes over a newline and the bodies of the here-documents that wait for it.
    pub(super) fn newline(&mut self) {
        self.pos += 1;
        self.burn(1);
        for pending in self.take_pending() {
            self.body(&pending);
        }
    }

    /// Notes here-documents that the text ends before.
    pub(super) fn abandon_pending(&mut self) {
        for pending in self.take_pending() {
            self.fault(pending.at, Trouble::Unterminated("<<"));
        }
    }

    fn take_pending(&mut self) -> Vec<Pending> {
        let mut all = std::mem::take(&mut self.late);
        all.append(&mut self.pending);
        all
    }

    fn body(&mut self, pending: &Pending) {
        let start = self.pos;
        let end = self.body_end(pending);
        let behind = self.pos;
        let text = self.slice(start, end);
        let indented = pending.strips && self.is_indented(text);
        let stripped = if indented { without_tabs(text) } else { Cow::Borrowed(text) };
        let parts = if pending.quoted {
            vec![Part::Quoted(stripped.into_owned())]
        } else if indented {
            self.copied(&stripped, start, |parser| parser.expanded_body()).unwrap_or_default()
        } else {
            self.plain_body(start, end)
        };
        self.pos = behind;
        let word = Word { parts, span: self.span(start, end) };
        if let Some(slot) = self.ledger.bodies.get_mut(pending.index) {
            *slot = word;
        }
    }

    /// Whether tabs have to be taken off, and a copy is not too much.
    fn is_indented(&mut self, text: &str) -> bool {
        self.look(text.len()) && (text.starts_with('\t') || text.contains("\n\t"))
    }

    fn plain_body(&mut self, start: usize, end: usize) -> Vec<Part> {
        if !self.enter() {
            return Vec::new();
        }
        let parts = self.within(start, end, Self::expanded_body);
        self.leave();
        parts
    }

    fn expanded_body(&mut self) -> Vec<Part> {
        let mut parts = Vec::new();
        self.quoted_parts(&mut parts, Around::HereDocument);
        vec![Part::Double(parts)]
    }

    /// Where the body ends that starts here; goes behind its delimiter.
    fn body_end(&mut self, pending: &Pending) -> usize {
        while !self.at_end() {
            let start = self.pos;
            let (line, end) = self.body_line(start, pending.quoted);
            if !self.look(end - start + 1) {
                break;
            }
            let tabs = if pending.strips { line.len() - line.trim_start_matches('\t').len() } else { 0 };
            let rest = line.get(tabs..).and_then(|line| line.strip_prefix(pending.delimiter.as_str()));
            self.pos = (end + 1).min(self.text.len());
            match rest {
                Some("") => return start,
                Some(rest) if self.in_substitution && rest.contains(')') => {
                    self.pos = end - rest.len();
                    return start;
                }
                _ => {}
            }
        }
        self.fault(pending.at, Trouble::Unterminated("<<"));
        self.pos = self.text.len();
        self.pos
    }

    /// The line that starts at `start`, with the lines joined to it, and where it ends.
    fn body_line(&self, start: usize, quoted: bool) -> (Cow<'t, str>, usize) {
        let end = self.find(start, b'\n');
        let line = self.slice(start, end);
        if quoted || end >= self.text.len() || !joins(line) {
            return (Cow::Borrowed(line), end);
        }
        let (mut whole, mut end) = (String::new(), end);
        let mut start = start;
        while end < self.text.len() && joins(self.slice(start, end)) {
            whole.push_str(self.slice(start, end - 1));
            start = end + 1;
            end = self.find(start, b'\n');
        }
        whole.push_str(self.slice(start, end));
        (Cow::Owned(whole), end)
    }
}

/// Whether a line ends in a backslash that no other protects.
fn joins(line: &str) -> bool {
    (line.len() - line.trim_end_matches('\\').len()) % 2 == 1
}

fn without_tabs(text: &str) -> Cow<'_, str> {
    let lines = text.split_inclusive('\n').map(|line| line.trim_start_matches('\t'));
    Cow::Owned(lines.collect())
}
