//! Owns assignments and array values, before a command and in the arguments of builtins that declare; assigns nothing.

use crate::syntax::{AssignedValue, Assignment, Part, Trouble, Word};

use super::cursor::{Parser, is_meta};
use super::list::push;
use super::word::Globs;

/// An array's elements, each with its subscript if it has one.
type Elements = Vec<(Option<Word>, Word)>;

impl Parser<'_> {
    /// Adds `NAME=VALUE` or its like, if one stands here.
    pub(super) fn assignment(&mut self, assignments: &mut Vec<Assignment>) -> bool {
        let start = self.pos;
        let Some(end) = self.name_end() else { return false };
        let close = match self.byte(end) {
            b'=' => None,
            b'+' if self.byte(self.joined(end + 1)) == b'=' => None,
            b'[' => match self.subscript_end(end) {
                Some(close) => Some(close),
                None => return false,
            },
            _ => return false,
        };
        let name = self.name();
        let subscript = close.map(|close| self.bracketed(close));
        let append = self.eat(b"+");
        self.advance(1);
        let value = self.assigned_value();
        push(assignments, Assignment { name, subscript, append, value, span: self.span(start, self.pos) });
        true
    }

    /// The subscript from the `[` here to the `]` at `close`.
    fn bracketed(&mut self, close: usize) -> Word {
        let start = self.pos + 1;
        let mut parts = Vec::new();
        if self.enter() {
            self.within(start, close, |parser| parser.all_parts(&mut parts));
            self.leave();
        }
        self.pos = close + 1;
        Word { parts, span: self.span(start, close) }
    }

    /// Adds everything up to the end of the text, as one word.
    fn all_parts(&mut self, parts: &mut Vec<Part>) {
        while !self.at_end() {
            self.word_parts(parts, Globs::Plain);
            if is_meta(self.peek()) {
                self.take_bare(parts);
            }
        }
    }

    fn assigned_value(&mut self) -> AssignedValue {
        if self.peek() == b'(' {
            AssignedValue::Array(self.array())
        } else {
            AssignedValue::Scalar(self.word())
        }
    }

    /// `( [SUBSCRIPT=]WORD … )`
    fn array(&mut self) -> Elements {
        let open = self.pos;
        let mut elements = Elements::new();
        if !self.enter() {
            return elements;
        }
        self.advance(1);
        self.newlines();
        while self.at_word() {
            push(&mut elements, self.element());
            self.newlines();
        }
        self.leave();
        self.close_words(open);
        elements
    }

    /// Goes over the `)` behind words that `(` opened at `open`. Where the text ends instead, the words on further lines
    /// may have been meant as commands.
    pub(super) fn close_words(&mut self, open: usize) {
        if self.at_end() {
            self.unterminated(open, "(");
        } else if !self.eat(b")") {
            self.fault(open, Trouble::Unterminated("("));
        }
    }

    fn element(&mut self) -> (Option<Word>, Word) {
        let close = if self.peek() == b'[' { self.subscript_end(self.pos) } else { None };
        let subscript = close.map(|close| {
            let word = self.bracketed(close);
            self.eat(b"+");
            self.advance(1);
            word
        });
        (subscript, self.word())
    }

    /// An argument of a builtin that declares: a word, or an array assignment as a word that ends in one.
    pub(super) fn declaring_word(&mut self) -> Word {
        let mut word = self.word();
        let assigns = matches!(word.parts.as_slice(), [Part::Bare(text)] if text.ends_with('='));
        if assigns && self.peek() == b'(' {
            let elements = self.array();
            push(&mut word.parts, Part::Array(elements));
            self.word_parts(&mut word.parts, Globs::Extended);
            word.span = word.span.join(self.span(self.pos, self.pos));
        }
        word
    }
}
