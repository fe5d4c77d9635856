//! Owns `for`, `select` and `case`; what their words are made of lies in `word`.

use crate::syntax::{CaseArm, CaseEnd, CommandKind, Item, List, Part, Pipeline, Word};

use super::cursor::Parser;
use super::list::push;
use super::reserved::{Closers, Reserved};

impl Parser<'_> {
    /// `for NAME [in WORDS] do LIST done`, `for (( A; B; C )) do LIST done`, and `select` likewise.
    pub(super) fn repeat_for(&mut self, keyword: &[u8]) -> CommandKind {
        let open = self.pos;
        self.advance(keyword.len());
        self.blanks();
        if self.peek() == b'(' {
            return self.repeat_for_arithmetic(open);
        }
        let word = self.word();
        let name = self.literal(&word);
        let words = self.loop_words();
        let body = self.loop_body(open);
        CommandKind::For { name, words, body }
    }

    fn repeat_for_arithmetic(&mut self, open: usize) -> CommandKind {
        let header = match self.arithmetic_end() {
            Some(end) => self.arithmetic_header(end),
            None => {
                self.unexpected();
                self.pos = self.offset(1);
                Box::default()
            }
        };
        let body = self.loop_body(open);
        CommandKind::ForArithmetic { header, body }
    }

    /// `in WORDS`, or zsh's `(WORDS)`; none where neither stands.
    fn loop_words(&mut self) -> Option<Vec<Word>> {
        self.blanks();
        if self.peek() == b'(' {
            return Some(self.parenthesized_words());
        }
        let start = self.pos;
        self.newlines();
        if self.eat_bare(b"in") || self.names_ahead(start) {
            return Some(self.words_on_line());
        }
        None
    }

    /// Whether a word stands here, on the line of the first name, that belongs to neither list nor body: zsh takes
    /// several names.
    fn names_ahead(&mut self, start: usize) -> bool {
        let body = self.is_bare(b"do") || self.reserved() == Some(Reserved::OpenBrace);
        let names = self.pos == start && self.at_word() && !body;
        if names {
            self.unexpected();
        }
        names
    }

    fn words_on_line(&mut self) -> Vec<Word> {
        let mut words = Vec::new();
        self.blanks();
        while self.at_word() {
            push(&mut words, self.word());
            self.blanks();
        }
        words
    }

    fn parenthesized_words(&mut self) -> Vec<Word> {
        let open = self.pos;
        self.advance(1);
        let mut words = Vec::new();
        self.newlines();
        while self.at_word() {
            push(&mut words, self.word());
            self.newlines();
        }
        self.close_words(open);
        words
    }

    /// `do LIST done`, `{ LIST }`, or zsh's single command.
    fn loop_body(&mut self, open: usize) -> List {
        self.blanks();
        if self.peek() == b';' && self.closer().is_none() {
            self.advance(1);
        }
        self.newlines();
        if self.reserved() == Some(Reserved::OpenBrace) {
            return self.braced();
        }
        if self.eat_bare(b"do") {
            let body = self.list(Closers::DONE);
            self.close_word(b"done", open, "for");
            return body;
        }
        self.missing(open, "for");
        self.single_body()
    }

    /// The one command that zsh takes for a body.
    fn single_body(&mut self) -> List {
        if self.at_end() || self.closer().is_some() || !(self.at_word() || self.peek() == b'(') {
            return List::new();
        }
        let first = self.pipeline();
        vec![Item { first, rest: Vec::new(), background: false }]
    }

    /// `case WORD in [[(] PATTERN [| PATTERN]… ) LIST ;;]… esac`
    pub(super) fn case(&mut self) -> CommandKind {
        let open = self.pos;
        self.advance(4);
        self.blanks();
        let word = self.word();
        self.newlines();
        let brace = self.reserved() == Some(Reserved::OpenBrace);
        let close: &[u8] = if brace { b"}" } else { b"esac" };
        if !(brace && self.eat(b"{") || self.eat_bare(b"in")) {
            self.missing(open, "case");
            return CommandKind::Case { word, arms: Vec::new() };
        }
        let mut arms = Vec::new();
        while self.case_arm_ahead(close) {
            push(&mut arms, self.case_arm());
        }
        self.close_word(close, open, "case");
        CommandKind::Case { word, arms }
    }

    /// Whether one more arm stands here; goes over terminators that end nothing.
    fn case_arm_ahead(&mut self, close: &[u8]) -> bool {
        loop {
            self.newlines();
            if self.at_end() || self.is_bare(close) {
                return false;
            }
            if self.at_word() || self.peek() == b'(' {
                return true;
            }
            if self.peek() == b')' && self.awaited.has(Closers::PAREN) {
                return false;
            }
            self.unexpected();
            self.pos += 1;
        }
    }

    fn case_arm(&mut self) -> CaseArm {
        let start = self.pos;
        self.burn(1);
        self.eat(b"(");
        let mut patterns = Vec::new();
        let complete = self.patterns(&mut patterns);
        let body = if complete {
            self.list(Closers::CASE)
        } else {
            self.armless(start, std::mem::take(&mut patterns))
        };
        let end = self.case_end();
        CaseArm { patterns, body, end }
    }

    /// `PATTERN [| PATTERN]… )`; whether it is complete.
    fn patterns(&mut self, patterns: &mut Vec<Word>) -> bool {
        loop {
            self.newlines();
            if !self.at_word() {
                return false;
            }
            push(patterns, self.word());
            self.blanks();
            match self.peek() {
                b'|' if self.ahead(1) != b'|' => self.advance(1),
                b')' => {
                    self.advance(1);
                    return true;
                }
                _ => return false,
            }
        }
    }

    /// Commands where a pattern should stand, its first words already read.
    fn armless(&mut self, start: usize, words: Vec<Word>) -> List {
        self.unexpected();
        let mut stages = Vec::new();
        self.simple(start, words, &mut stages);
        let mut list =
            vec![Item { first: Pipeline { negated: false, stages }, rest: Vec::new(), background: false }];
        list.extend(self.list(Closers::CASE));
        list
    }

    fn case_end(&mut self) -> CaseEnd {
        if self.eat(b";;&") || self.eat(b";|") {
            CaseEnd::Continue
        } else if self.eat(b";&") {
            CaseEnd::FallThrough
        } else {
            self.eat(b";;");
            CaseEnd::Break
        }
    }

    /// What a word is before any expansion: its text without quotes, or as written where there is something to expand.
    pub(super) fn literal(&self, word: &Word) -> String {
        let mut text = String::new();
        let known = word.parts.iter().all(|part| literal_part(part, &mut text));
        if known || self.origin.is_some() { text } else { word.span.of(self.text).into() }
    }
}

fn literal_part(part: &Part, text: &mut String) -> bool {
    match part {
        Part::Bare(known) | Part::Quoted(known) => text.push_str(known),
        Part::Double(parts) => return parts.iter().all(|part| literal_part(part, text)),
        _ => return false,
    }
    true
}
