//! Owns what `$`, a backtick and `<(` start, and command substitution in all its forms; `${…}` lies in `parameter`.

use crate::syntax::{List, Operation, Parameter, Part, Trouble, Word};

use super::cursor::{Parser, is_name, is_name_start};
use super::list::push;
use super::reserved::Closers;
use super::word::{Around, literal};

impl Parser<'_> {
    /// What the `$` here starts.
    pub(super) fn dollar(&mut self, parts: &mut Vec<Part>, around: Around) {
        match self.ahead(1) {
            b'(' => self.dollar_paren(parts),
            b'{' => self.braced_parameter(parts, around),
            b'[' => self.dollar_bracket(parts, around),
            b'\'' if around == Around::Nothing => self.ansi_quote(parts),
            b'"' if around == Around::Nothing => self.double_quote(parts, 2),
            byte if is_name_start(byte) => {
                self.advance(1);
                let name = self.name();
                plain(parts, name);
            }
            byte @ (b'0'..=b'9' | b'@' | b'*' | b'#' | b'?' | b'-' | b'$' | b'!') => {
                self.advance(2);
                plain(parts, char::from(byte).into());
            }
            b'=' | b'~' | b'^' if around == Around::Nothing && is_name_start(self.ahead(2)) => {
                self.zsh_flag(parts)
            }
            _ => {
                self.pos += 1;
                literal(parts, "$", around);
            }
        }
    }

    /// `$=NAME` and its like: zsh expands the name in a way of its own, bash takes it as text.
    fn zsh_flag(&mut self, parts: &mut Vec<Part>) {
        self.advance(2);
        let name = self.name();
        let operation = Operation::Unclear(Word::default());
        push(
            parts,
            Part::Parameter(Box::new(Parameter { name, subscript: None, indirect: false, operation })),
        );
    }

    /// The name that stands here, empty where none does.
    pub(super) fn name(&mut self) -> String {
        let mut name = String::new();
        self.pos = self.joined(self.pos);
        while is_name(self.peek()) {
            let start = self.pos;
            while is_name(self.peek()) {
                self.pos += 1;
            }
            name.push_str(self.slice(start, self.pos));
            self.burn(self.pos - start);
            self.pos = self.joined(self.pos);
        }
        name
    }

    /// `$(…)` or `$((…))`
    fn dollar_paren(&mut self, parts: &mut Vec<Part>) {
        let open = self.offset(1);
        if self.ahead(2) == b'(' {
            let inner = self.offset(2);
            if let Some(end) = self.arithmetic_close(inner) {
                return self.arithmetic_expansion(parts, inner, end);
            }
        }
        let list = self.parenthesized(open, "$(");
        push(parts, Part::Command(list));
    }

    /// `<(…)` or `>(…)`
    pub(super) fn process(&mut self, parts: &mut Vec<Part>) {
        let reads = self.peek() == b'<';
        let open = self.offset(1);
        let list = self.parenthesized(open, if reads { "<(" } else { ">(" });
        push(parts, if reads { Part::ProcessIn(list) } else { Part::ProcessOut(list) });
    }

    /// The commands of a substitution whose parenthesis stands at `open`.
    fn parenthesized(&mut self, open: usize, what: &'static str) -> List {
        let start = self.pos;
        if !self.enter() {
            self.skip_from(open);
            return List::new();
        }
        self.pos = open + 1;
        let pending = std::mem::take(&mut self.pending);
        let awaited = std::mem::replace(&mut self.awaited, Closers::NONE);
        let around = std::mem::replace(&mut self.in_substitution, true);
        let list = self.list(Closers::PAREN);
        self.in_substitution = around;
        self.awaited = awaited;
        self.leave();
        let late = std::mem::replace(&mut self.pending, pending);
        self.late.extend(late);
        if self.peek() == b')' {
            self.pos += 1;
        } else {
            self.fault(start, Trouble::Unterminated(what));
        }
        list
    }

    /// `${ LIST; }` and `${| LIST; }`
    pub(super) fn braced_substitution(&mut self, parts: &mut Vec<Part>) {
        let start = self.pos;
        self.advance(2);
        self.eat(b"|");
        let awaited = std::mem::replace(&mut self.awaited, Closers::NONE);
        let around = std::mem::replace(&mut self.in_substitution, false);
        let list = self.list(Closers::BRACE);
        self.in_substitution = around;
        self.awaited = awaited;
        if !self.eat(b"}") {
            self.fault(start, Trouble::Unterminated("${"));
        }
        push(parts, Part::Command(list));
    }

    /// A backtick and the commands up to the next one that no backslash protects. Inside, a backslash protects `$`,
    /// a backtick and itself, and between double quotes a double quote too; those are taken off, and the rest is parsed.
    pub(super) fn backtick(&mut self, parts: &mut Vec<Part>, around: Around) {
        let open = self.pos;
        let mut body = String::new();
        self.pos += 1;
        while !self.at_end() && self.peek() != b'`' {
            self.backtick_run(&mut body, around);
        }
        let closed = !self.at_end();
        self.pos += usize::from(closed);
        if !closed {
            self.fault(open, Trouble::Unterminated("`"));
        }
        let list = self.copied(&body, open, |parser| parser.whole());
        push(parts, Part::Command(list.unwrap_or_default()));
    }

    fn backtick_run(&mut self, body: &mut String, around: Around) {
        let start = self.pos;
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        let run = rest.iter().position(|byte| matches!(byte, b'`' | b'\\')).unwrap_or(rest.len());
        self.pos += run;
        body.push_str(self.slice(start, self.pos));
        if self.peek() == b'\\' {
            let next = self.byte(self.pos + 1);
            let taken_off = matches!(next, b'$' | b'`' | b'\\') || next == b'"' && around == Around::Quotes;
            let from = self.pos + usize::from(taken_off);
            self.pos += 1;
            self.character();
            body.push_str(self.slice(from, self.pos));
        }
        self.burn(self.pos - start);
    }

    /// Parses a copy of the text from `open` up to here, one level deeper. All nodes get that text as their span.
    pub(super) fn copied<R>(
        &mut self,
        copy: &str,
        open: usize,
        parse: impl FnOnce(&mut Parser<'_>) -> R,
    ) -> Option<R> {
        let origin = self.span(open, self.pos);
        if !self.enter() {
            return None;
        }
        let mut parser = Parser::new(copy, std::mem::take(&mut self.ledger));
        parser.depth = self.depth;
        parser.origin = Some(origin);
        let result = parse(&mut parser);
        parser.abandon_pending();
        self.ledger = parser.into_ledger();
        self.leave();
        Some(result)
    }
}

fn plain(parts: &mut Vec<Part>, name: String) {
    let parameter = Parameter { name, subscript: None, indirect: false, operation: Operation::Plain };
    push(parts, Part::Parameter(Box::new(parameter)));
}
