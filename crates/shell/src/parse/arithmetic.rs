//! Owns `((…))`, `$((…))`, `$[…]` and the header of an arithmetic `for`: where they end and the expansions in them; what
//! an expression means is the evaluator's.

use crate::syntax::{CommandKind, Part, Trouble, Word};

use super::DEEPEST;
use super::cursor::{Parser, is_name, is_name_start};
use super::list::push;
use super::word::{Around, bare};

impl Parser<'_> {
    /// The first `)` of the `))` that closes the arithmetic whose second `(` stands at `inner`; none where the text is
    /// subshells instead.
    pub(super) fn arithmetic_close(&mut self, inner: usize) -> Option<usize> {
        let close = self.matching(inner)?;
        (self.byte(self.joined(close + 1)) == b')').then_some(close)
    }

    /// The end of the `((` that stands here, if one does.
    pub(super) fn arithmetic_end(&mut self) -> Option<usize> {
        if self.ahead(1) != b'(' {
            return None;
        }
        self.arithmetic_close(self.offset(1))
    }

    /// The end of the arithmetic command that starts at the `(` here. Shells without arithmetic commands see two
    /// subshells, so what bash could not evaluate either is taken for those.
    pub(super) fn arithmetic_command_end(&mut self) -> Option<usize> {
        let end = self.arithmetic_end()?;
        let start = self.offset(1) + 1;
        (!self.looks_like_command(start, end)).then_some(end)
    }

    /// Whether a name, blanks and what can only be an argument stand at `start`.
    fn looks_like_command(&self, start: usize, end: usize) -> bool {
        let text = self.slice(start, end).trim_start();
        let name = text.bytes().take_while(|byte| is_name(*byte)).count();
        let rest = text.get(name..).unwrap_or_default();
        let argument = rest.trim_start_matches([' ', '\t']);
        if name == 0 || argument.len() == rest.len() {
            return false;
        }
        let mut bytes = argument.bytes();
        match (bytes.next(), bytes.next()) {
            (Some(b'-' | b'+' | b'*' | b'/' | b'%' | b'~' | b'.'), Some(next)) => !b" \t=+-*".contains(&next),
            (Some(first), _) => is_name(first),
            _ => false,
        }
    }

    /// `((…))`, whose end is known.
    pub(super) fn arithmetic_command(&mut self, end: usize) -> CommandKind {
        let inner = self.offset(1);
        let word = self.within(inner + 1, end, |parser| parser.expression(0));
        self.pos = self.joined(end + 1) + 1;
        CommandKind::Arithmetic(word)
    }

    /// `(( A; B; C ))`
    pub(super) fn arithmetic_header(&mut self, end: usize) -> Box<[Word; 3]> {
        let inner = self.offset(1);
        let header = self.within(inner + 1, end, |parser| {
            let mut next = || {
                let word = parser.expression(b';');
                parser.eat(b";");
                word
            };
            Box::new([next(), next(), next()])
        });
        self.pos = self.joined(end + 1) + 1;
        header
    }

    /// `$((…))`, whose end is known.
    pub(super) fn arithmetic_expansion(&mut self, parts: &mut Vec<Part>, inner: usize, end: usize) {
        let behind = self.joined(end + 1) + 1;
        if self.enter() {
            let word = self.within(inner + 1, end, |parser| parser.expression(0));
            push(parts, Part::Arithmetic(word.parts));
            self.leave();
        }
        self.pos = behind;
    }

    /// `$[…]`; a `$` where it has no end.
    pub(super) fn dollar_bracket(&mut self, parts: &mut Vec<Part>, around: Around) {
        let open = self.offset(1);
        let Some(end) = self.matching(open) else {
            self.fault(self.pos, Trouble::Unterminated("$["));
            self.pos += 1;
            return super::word::literal(parts, "$", around);
        };
        if self.enter() {
            let word = self.within(open + 1, end, |parser| parser.expression(0));
            push(parts, Part::Arithmetic(word.parts));
            self.leave();
        }
        self.pos = end + 1;
    }

    /// An expression up to `stop` or to the end of the text. Double quotes mean nothing in it.
    fn expression(&mut self, stop: u8) -> Word {
        let start = self.pos;
        let (mut parts, mut open) = (Vec::new(), 0usize);
        loop {
            let rest = self.text.as_bytes().get(self.pos..).unwrap_or_default();
            let run = rest.iter().position(|byte| b"\\$`\"();\0".contains(byte)).unwrap_or(rest.len());
            if run > 0 {
                bare(&mut parts, self.slice(self.pos, self.pos + run));
                self.burn(run);
                self.pos = (self.pos + run).min(self.text.len());
            }
            match self.peek() {
                _ if self.at_end() => break,
                byte if byte == stop && stop != 0 => break,
                b'"' => self.pos += 1,
                b'(' => open += 1,
                b')' => open = open.saturating_sub(1),
                _ => {}
            }
            if open + self.depth > DEEPEST {
                self.too_deep(self.pos);
            }
            self.active(&mut parts, Around::Arithmetic);
        }
        Word { parts, span: self.span(start, self.pos) }
    }

    /// The offset of the `]` that closes the subscript whose `[` stands at `open`, if what follows assigns to it.
    /// A subscript that holds separators is none, as other shells see commands there; but `a[i & 1]=` is harmless in all.
    pub(super) fn subscript_end(&mut self, open: usize) -> Option<usize> {
        let (mut depth, mut at, mut separated) = (0usize, open, false);
        let end = loop {
            let byte = self.byte(at);
            match byte {
                b'\\' => at += 1,
                b'\'' => at = self.behind_quote(at) - 1,
                b'"' => at = self.matching(at)?,
                b'(' => at = self.matching(at)?,
                b'[' => depth += 1,
                b']' if depth == 1 => break at,
                b']' => depth -= 1,
                b'&' | b'|' if !separated => {
                    separated = true;
                    at = self.behind_operator(at);
                }
                b'\n' | b';' | b'&' | b'|' | b')' | b'`' => return None,
                b' ' | b'\t' if separated => return None,
                _ if !self.look(1) || at >= self.text.len() => return None,
                _ => {}
            }
            at += 1;
        };
        let next = self.joined(end + 1);
        let assigns =
            self.byte(next) == b'=' || self.byte(next) == b'+' && self.byte(self.joined(next + 1)) == b'=';
        assigns.then_some(end)
    }

    /// The last byte of the operator at `at` and the blanks behind it.
    fn behind_operator(&self, mut at: usize) -> usize {
        if self.byte(at + 1) == self.byte(at) {
            at += 1;
        }
        while matches!(self.byte(at + 1), b' ' | b'\t') {
            at += 1;
        }
        at
    }

    /// Where the name ends that starts here, if one does.
    pub(super) fn name_end(&self) -> Option<usize> {
        let mut end = self.joined(self.pos);
        if !is_name_start(self.byte(end)) {
            return None;
        }
        while is_name(self.byte(end)) {
            end = self.joined(end + 1);
        }
        Some(end)
    }
}
