//! Owns words and their bare text; what quotes and `$` start lies in `quote` and `expansion`.

use crate::syntax::{Part, Word};

use super::DEEPEST;
use super::cursor::Parser;

/// Whether `(` behind one of `?*+@!` opens a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Globs {
    /// It does.
    Extended,
    /// It does not.
    Plain,
}

/// What stands around a `$`, a backslash or bare text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Around {
    /// Nothing: quotes and patterns are active.
    Nothing,
    /// Double quotes.
    Quotes,
    /// A here-document's body.
    HereDocument,
    /// An arithmetic expression.
    Arithmetic,
}

impl Parser<'_> {
    /// The word that starts here; nothing but a span where none does.
    pub(super) fn word(&mut self) -> Word {
        let start = self.pos;
        let mut parts = Vec::new();
        self.burn(1);
        self.word_parts(&mut parts, Globs::Extended);
        Word { parts, span: self.span(start, self.pos) }
    }

    /// Adds parts up to the end of the word.
    pub(super) fn word_parts(&mut self, parts: &mut Vec<Part>, globs: Globs) {
        loop {
            self.bare_run(parts);
            match self.peek() {
                b'(' if globs == Globs::Extended && self.extended_glob(parts) => {}
                b'<' | b'>' if self.ahead(1) == b'(' => self.process(parts),
                _ if self.at_word() => self.active(parts, Around::Nothing),
                _ => return,
            }
        }
    }

    /// Adds the plain text that stands here.
    fn bare_run(&mut self, parts: &mut Vec<Part>) {
        let end = self.plain_end();
        if end > self.pos {
            bare(parts, self.slice(self.pos, end));
            self.burn(end - self.pos);
            self.pos = self.pos.max(end);
        }
    }

    /// Adds what the active character here starts: a quote, an expansion, an escape.
    pub(super) fn active(&mut self, parts: &mut Vec<Part>, around: Around) {
        self.burn(1);
        match self.peek() {
            b'\\' => self.escape(parts, around),
            b'$' => self.dollar(parts, around),
            b'`' => self.backtick(parts, around),
            b'\'' if around == Around::Nothing => self.single_quote(parts),
            b'"' if around == Around::Nothing => self.double_quote(parts, 1),
            _ => self.take(parts, around),
        }
    }

    /// Adds the character here as it is.
    pub(super) fn take(&mut self, parts: &mut Vec<Part>, around: Around) {
        let text = self.character();
        literal(parts, text, around);
    }

    /// Adds the character here as bare text.
    pub(super) fn take_bare(&mut self, parts: &mut Vec<Part>) {
        self.take(parts, Around::Nothing);
        self.burn(1);
    }

    /// A backslash and what it protects.
    fn escape(&mut self, parts: &mut Vec<Part>, around: Around) {
        self.pos += 1;
        let protects = match around {
            Around::Nothing => true,
            Around::Quotes => matches!(self.peek(), b'$' | b'`' | b'"' | b'\\'),
            Around::HereDocument => matches!(self.peek(), b'$' | b'`' | b'\\'),
            Around::Arithmetic => false,
        };
        if self.peek() == b'\n' {
            self.pos += 1;
        } else if protects && !self.at_end() {
            let text = self.character();
            quoted(parts, text);
        } else {
            literal(parts, "\\", around);
        }
    }

    /// `?(…)` and its like, if the `(` here opens one: an expansion inside it becomes a part of its own.
    fn extended_glob(&mut self, parts: &mut Vec<Part>) -> bool {
        let Some(Part::Bare(text)) = parts.last_mut() else { return false };
        let Some(sign) = text.chars().next_back().filter(|sign| "?*+@!".contains(*sign)) else {
            return false;
        };
        if parts.len() == 1 && self.empty_parens() {
            return false;
        }
        let Some(end) = self.matching(self.pos) else { return false };
        if !self.enter() {
            self.pos = end + 1;
            return true;
        }
        if let Some(Part::Bare(text)) = parts.last_mut() {
            text.pop();
        }
        if matches!(parts.last(), Some(Part::Bare(text)) if text.is_empty()) {
            parts.pop();
        }
        parts.push(Part::ExtendedGlob(sign.into()));
        self.glob_pieces(parts, end);
        self.leave();
        true
    }

    /// The pattern from `(` up to the `)` at `end`, nested ones in it.
    fn glob_pieces(&mut self, parts: &mut Vec<Part>, end: usize) {
        let mut open = 0usize;
        while self.pos <= end && !self.at_end() {
            let stop = self.bracket_from(self.pos).min(end);
            piece(parts, self.slice(self.pos, stop));
            self.burn(stop.saturating_sub(self.pos) + 1);
            self.pos = stop.max(self.pos);
            match self.peek() {
                b'$' => self.dollar(parts, Around::Nothing),
                b'`' => self.backtick(parts, Around::Nothing),
                b'\'' => self.glob_quote(parts),
                b'"' => self.double_quote(parts, 1),
                byte => {
                    match byte {
                        b'(' => open += 1,
                        b')' => open = open.saturating_sub(1),
                        _ => {}
                    }
                    self.glob_character(parts);
                }
            }
            if open + self.depth > DEEPEST {
                self.too_deep(self.pos);
            }
        }
    }

    fn glob_character(&mut self, parts: &mut Vec<Part>) {
        let start = self.pos;
        if self.character() == "\\" && !self.at_end() {
            self.character();
        }
        piece(parts, self.slice(start, self.pos));
    }

    fn glob_quote(&mut self, parts: &mut Vec<Part>) {
        let end = self.find(self.pos + 1, b'\'').saturating_add(1).min(self.text.len());
        piece(parts, self.slice(self.pos, end));
        self.burn(end - self.pos);
        self.pos = self.pos.max(end);
    }
}

/// Adds text as it is: active where nothing stands around it.
pub(super) fn literal(parts: &mut Vec<Part>, text: &str, around: Around) {
    match around {
        Around::Nothing | Around::Arithmetic => bare(parts, text),
        Around::Quotes | Around::HereDocument => quoted(parts, text),
    }
}

/// Adds bare text.
pub(super) fn bare(parts: &mut Vec<Part>, text: &str) {
    match parts.last_mut() {
        Some(Part::Bare(known)) => known.push_str(text),
        _ => super::list::push(parts, Part::Bare(text.into())),
    }
}

/// Adds protected text.
pub(super) fn quoted(parts: &mut Vec<Part>, text: &str) {
    match parts.last_mut() {
        Some(Part::Quoted(known)) => known.push_str(text),
        _ => super::list::push(parts, Part::Quoted(text.into())),
    }
}

/// Adds to a pattern.
fn piece(parts: &mut Vec<Part>, text: &str) {
    match parts.last_mut() {
        _ if text.is_empty() => {}
        Some(Part::ExtendedGlob(known)) => known.push_str(text),
        _ => parts.push(Part::ExtendedGlob(text.into())),
    }
}
