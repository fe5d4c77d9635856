//! Owns `[[ … ]]`: its words, and where it ends if it never closes; what its operators mean is the evaluator's.

use crate::syntax::{CommandKind, Part, Trouble, Word};

use super::DEEPEST;
use super::cursor::Parser;
use super::list::push;
use super::word::Globs;

/// As many words as the longest term has.
const COMPLETE: usize = 3;

/// A `[[ … ]]` on its way.
struct Condition {
    open: usize,
    words: Vec<Word>,
    /// Words of the term that is being read; `!` and parentheses are in none.
    term: usize,
    /// How many parentheses are open.
    parens: usize,
}

impl Parser<'_> {
    /// `[[ EXPRESSION ]]`
    pub(super) fn condition(&mut self) -> CommandKind {
        let mut condition = Condition { open: self.pos, words: Vec::new(), term: 0, parens: 0 };
        self.advance(2);
        while self.condition_word(&mut condition) {}
        CommandKind::Test(condition.words)
    }

    /// One word or operator; false behind the last.
    fn condition_word(&mut self, condition: &mut Condition) -> bool {
        self.burn(1);
        self.blanks();
        if self.peek() == b'\n' && !self.condition_goes_on(condition) {
            self.fault(condition.open, Trouble::Unterminated("[["));
            return false;
        }
        self.newlines();
        if self.is_bare(b"]]") {
            if condition.parens > 0 || condition.term == 2 && condition.awaits_operand() {
                self.unexpected();
            }
            self.advance(2);
            return false;
        }
        match self.condition_operator(condition) {
            Some(length) => self.condition_token(condition, length),
            None => {
                let start = self.pos;
                if self.at_word() || condition.awaits_regex() {
                    self.condition_operand(condition);
                }
                if self.pos == start {
                    self.fault(condition.open, Trouble::Unterminated("[["));
                    return false;
                }
            }
        }
        true
    }

    /// The length of the operator that stands here, if one does.
    fn condition_operator(&self, condition: &Condition) -> Option<usize> {
        match self.peek() {
            b'&' if self.ahead(1) == b'&' => Some(2),
            b'|' if self.ahead(1) == b'|' => Some(2),
            b'<' | b'>' if self.ahead(1) != b'(' => Some(1),
            b'(' if !condition.awaits_regex() => Some(1),
            b')' if condition.parens > 0 => Some(1),
            _ => None,
        }
    }

    fn condition_token(&mut self, condition: &mut Condition, length: usize) {
        let start = self.pos;
        self.advance(length);
        let token = self.byte(start);
        match token {
            b'(' => condition.parens += 1,
            b')' => condition.parens -= 1,
            _ => {}
        }
        condition.term = match token {
            b'<' | b'>' => condition.term + 1,
            b')' => COMPLETE,
            _ => 0,
        };
        if condition.parens + self.depth > DEEPEST {
            self.too_deep(start);
        }
        let text = String::from_utf8(vec![token; length]).unwrap_or_default();
        push(&mut condition.words, Word { parts: vec![Part::Bare(text)], span: self.span(start, self.pos) });
    }

    fn condition_operand(&mut self, condition: &mut Condition) {
        let word = if condition.awaits_regex() { self.regex() } else { self.word() };
        condition.term = if is(&word, "!") { 0 } else { condition.term + 1 };
        if condition.is_overlong(&word) {
            self.fault(word.span.start as usize, Trouble::Unexpected);
        }
        push(&mut condition.words, word);
    }

    /// Whether the expression goes on behind the newline here: an operand or an operator is missing, or stands there.
    fn condition_goes_on(&mut self, condition: &Condition) -> bool {
        if condition.term == 0 || condition.awaits_operand() {
            return true;
        }
        let next = self.behind_newlines();
        let rest = self.slice(next, (next + 2).min(self.text.len()));
        matches!(rest, "]]" | "&&" | "||") || self.byte(next) == b')'
    }

    fn behind_newlines(&self) -> usize {
        let mut next = self.pos;
        loop {
            match self.byte(next) {
                b' ' | b'\t' | b'\n' => next = self.joined(next + 1),
                b'#' => next = self.find(next, b'\n'),
                _ => return next,
            }
        }
    }

    /// The regular expression behind `=~`: parentheses, `|` and, between parentheses, blanks belong to it.
    fn regex(&mut self) -> Word {
        let start = self.pos;
        let mut parts = Vec::new();
        loop {
            self.word_parts(&mut parts, Globs::Plain);
            match self.peek() {
                b'|' => self.take_bare(&mut parts),
                b'(' => match self.matching(self.pos) {
                    Some(end) => self.regex_group(&mut parts, end),
                    None => break,
                },
                _ => break,
            }
        }
        Word { parts, span: self.span(start, self.pos) }
    }

    /// Everything up to the `)` at `end`.
    fn regex_group(&mut self, parts: &mut Vec<Part>, end: usize) {
        while self.pos <= end && !self.at_end() {
            self.take_bare(parts);
            self.word_parts(parts, Globs::Plain);
        }
    }
}

impl Condition {
    fn last_is(&self, text: &str) -> bool {
        self.words.last().is_some_and(|word| is(word, text))
    }

    fn awaits_regex(&self) -> bool {
        self.term == 2 && self.last_is("=~")
    }

    /// Whether the last word is an operator that takes one more.
    fn awaits_operand(&self) -> bool {
        let Some(Word { parts, .. }) = self.words.last() else { return true };
        let [Part::Bare(text)] = parts.as_slice() else { return false };
        is_binary(text) || self.term == 1 && is_unary(text)
    }

    /// Whether `word`, which ends the term so far, cannot stand there.
    fn is_overlong(&self, word: &Word) -> bool {
        let first =
            self.words.len().checked_sub(self.term.saturating_sub(1)).and_then(|at| self.words.get(at));
        let bare = |word: &Word, test: fn(&str) -> bool| matches!(word.parts.as_slice(), [Part::Bare(text)] if test(text));
        match self.term {
            0 | 1 => false,
            2 => !bare(word, is_binary) && !first.is_some_and(|first| bare(first, is_unary)),
            COMPLETE => !self.words.last().is_some_and(|operator| bare(operator, is_binary)),
            _ => true,
        }
    }
}

fn is(word: &Word, text: &str) -> bool {
    matches!(word.parts.as_slice(), [Part::Bare(known)] if known == text)
}

fn is_binary(text: &str) -> bool {
    matches!(text, "=" | "==" | "!=" | "=~" | "<" | ">")
        || matches!(text, "-eq" | "-ne" | "-lt" | "-le" | "-gt" | "-ge" | "-nt" | "-ot" | "-ef")
}

fn is_unary(text: &str) -> bool {
    text.len() == 2 && text.starts_with('-')
}
