//! Owns `${…}`: name, subscript, operation and operand; what an operation does to a value is the evaluator's.

use crate::syntax::{Matches, Operation, Parameter, Part, Trouble, WhenEmpty, Word};

use super::cursor::{Parser, is_name, is_name_start};
use super::list::push;
use super::word::{Around, literal};

/// The parameters that have no name.
const SPECIAL: &[u8] = b"@*#?-$!";

/// Where an operand ends, unless at the `}`.
#[derive(Clone, Copy)]
struct Stop {
    /// The byte that ends it.
    at: u8,
    /// The byte that makes the next `at` belong to the operand.
    opens: u8,
}

impl Stop {
    const BRACE: Self = Self { at: b'}', opens: 0 };
    const SLASH: Self = Self { at: b'/', opens: 0 };
    const COLON: Self = Self { at: b':', opens: b'?' };
    const BRACKET: Self = Self { at: b']', opens: b'[' };
}

impl Parser<'_> {
    /// `${…}` between whatever is around it.
    pub(super) fn braced_parameter(&mut self, parts: &mut Vec<Part>, around: Around) {
        let open = self.offset(1);
        if !self.enter() {
            return self.skip_from(open);
        }
        if matches!(self.ahead(2), b' ' | b'\t' | b'\n' | b'|') {
            self.braced_substitution(parts);
        } else {
            self.parameter(parts, around, open);
        }
        self.leave();
    }

    fn parameter(&mut self, parts: &mut Vec<Part>, around: Around, open: usize) {
        self.opaque += 1;
        self.advance(2);
        let length = self.peek() == b'#' && self.is_length();
        let indirect = self.peek() == b'!' && self.is_indirect();
        if length || indirect {
            self.advance(1);
        }
        let name = self.parameter_name();
        let subscript = self.subscript(&name);
        let operation = if length { self.length(around) } else { self.operation(&name, indirect, around) };
        self.opaque -= 1;
        push(parts, Part::Parameter(Box::new(Parameter { name, subscript, indirect, operation })));
        if self.peek() == b'}' {
            self.pos += 1;
        } else {
            self.unterminated(open, "${");
        }
    }

    /// Whether the `#` here asks for a length instead of being the parameter.
    fn is_length(&self) -> bool {
        let next = self.ahead(1);
        is_name(next) || SPECIAL.contains(&next) && matches!(self.ahead(2), b'}' | b'[')
    }

    /// Whether the `!` here stands before a name instead of being the parameter.
    fn is_indirect(&self) -> bool {
        let next = self.ahead(1);
        is_name(next) || b"@*#$!".contains(&next) && self.ahead(2) == b'}'
    }

    fn parameter_name(&mut self) -> String {
        let first = self.peek();
        if is_name_start(first) {
            return self.name();
        }
        let mut name = String::new();
        if first == b'$' && matches!(self.ahead(1), b'(' | b'{') {
            return name;
        }
        if SPECIAL.contains(&first) {
            name.push(char::from(first));
            self.advance(1);
        }
        while name.as_bytes().first().is_none_or(u8::is_ascii_digit) && self.peek().is_ascii_digit() {
            name.push(char::from(self.peek()));
            self.advance(1);
        }
        name
    }

    /// `[…]` behind a name.
    fn subscript(&mut self, name: &str) -> Option<Word> {
        if self.peek() != b'[' || !name.bytes().next().is_some_and(is_name_start) {
            return None;
        }
        self.advance(1);
        let word = self.operand(Around::Nothing, Stop::BRACKET);
        self.eat(b"]");
        Some(word)
    }

    fn length(&mut self, around: Around) -> Operation {
        match self.peek() {
            b'}' => Operation::Length,
            _ => self.unclear(around),
        }
    }

    fn unclear(&mut self, around: Around) -> Operation {
        Operation::Unclear(self.operand(around, Stop::BRACE))
    }

    fn operation(&mut self, name: &str, indirect: bool, around: Around) -> Operation {
        if name.is_empty() {
            return self.unclear(around);
        }
        match (self.peek(), self.ahead(1)) {
            (b'}', _) => Operation::Plain,
            (b'@' | b'*', b'}') if indirect => {
                self.advance(1);
                Operation::Names
            }
            (b':', b'-' | b'=' | b'+' | b'?') => {
                self.advance(1);
                self.substitute(WhenEmpty::CountsAsUnset, around)
            }
            (b'-' | b'=' | b'+' | b'?', _) => self.substitute(WhenEmpty::IsSet, around),
            (b':', _) => self.part_of_value(),
            (b'#' | b'%', _) => self.trim(),
            (b'/', _) => self.replace(),
            (b'^' | b',', _) => self.case_of_value(),
            (b'@', letter) if self.ahead(2) == b'}' && letter.is_ascii_alphabetic() => {
                self.advance(2);
                Operation::Transform(char::from(letter))
            }
            _ => self.unclear(around),
        }
    }

    /// `-w`, `=w`, `+w`, `?w`
    fn substitute(&mut self, when: WhenEmpty, around: Around) -> Operation {
        let sign = self.peek();
        self.advance(1);
        let word = self.operand(around, Stop::BRACE);
        match sign {
            b'-' => Operation::Default(when, word),
            b'=' => Operation::Assign(when, word),
            b'+' => Operation::Alternative(when, word),
            _ => Operation::Require(when, word),
        }
    }

    /// `:o`, `:o:l`
    fn part_of_value(&mut self) -> Operation {
        self.advance(1);
        let offset = self.operand(Around::Nothing, Stop::COLON);
        let length = self.eat(b":").then(|| self.operand(Around::Nothing, Stop::BRACE));
        Operation::Slice(offset, length)
    }

    /// `#p`, `##p`, `%p`, `%%p`
    fn trim(&mut self) -> Operation {
        let sign = self.peek();
        self.advance(1);
        let longest = self.eat(&[sign]);
        let pattern = self.operand(Around::Nothing, Stop::BRACE);
        Operation::Trim { suffix: sign == b'%', longest, pattern }
    }

    /// `/p/w`, `//p/w`, `/#p/w`, `/%p/w`
    fn replace(&mut self) -> Operation {
        self.advance(1);
        let which = match self.peek() {
            b'/' => Matches::All,
            b'#' => Matches::AtStart,
            b'%' => Matches::AtEnd,
            _ => Matches::First,
        };
        self.advance(usize::from(which != Matches::First));
        let pattern = self.operand(Around::Nothing, Stop::SLASH);
        self.eat(b"/");
        let with = self.operand(Around::Nothing, Stop::BRACE);
        Operation::Replace { which, pattern, with }
    }

    /// `^p`, `^^p`, `,p`, `,,p`
    fn case_of_value(&mut self) -> Operation {
        let sign = self.peek();
        self.advance(1);
        let all = self.eat(&[sign]);
        let pattern = self.operand(Around::Nothing, Stop::BRACE);
        Operation::Case { upper: sign == b'^', all, pattern }
    }

    /// The text up to the `}` or to `stop`, with whatever is active in it. Blanks and operators are plain text. Patterns
    /// are read as if nothing were around them, also between double quotes.
    fn operand(&mut self, around: Around, stop: Stop) -> Word {
        let start = self.pos;
        let mut parts = Vec::new();
        let (mut open, mut quoted_to) = (0usize, 0);
        loop {
            self.operand_run(&mut parts, around);
            match self.peek() {
                b'}' => break,
                byte if byte == stop.at && open == 0 => break,
                byte if byte == stop.at => open -= 1,
                byte if byte == stop.opens && byte != 0 => open += 1,
                _ if self.at_end() => break,
                _ => {
                    self.operand_part(&mut parts, around, &mut quoted_to);
                    continue;
                }
            }
            self.take_bare(&mut parts);
        }
        Word { parts, span: self.span(start, self.pos) }
    }

    fn operand_run(&mut self, parts: &mut Vec<Part>, around: Around) {
        let rest = self.text.as_bytes().get(self.pos..).unwrap_or_default();
        let active = |byte: &u8| b"\\'\"$`{}[]<>:?/\0".contains(byte);
        let length = rest.iter().position(active).unwrap_or(rest.len());
        if length > 0 {
            literal(parts, self.slice(self.pos, self.pos + length), around);
            self.burn(length);
            self.pos = (self.pos + length).min(self.text.len());
        }
    }

    fn operand_part(&mut self, parts: &mut Vec<Part>, around: Around, quoted_to: &mut usize) {
        let next = self.byte(self.pos + 1);
        match self.peek() {
            b'\'' if around != Around::Nothing => self.lone_quote(parts, around, quoted_to),
            b'"' => self.double_quote(parts, 1),
            b'\\' if next == b'}' => {
                self.pos += 1;
                let text = self.character();
                super::word::quoted(parts, text);
            }
            b'<' | b'>' if next == b'(' && around == Around::Nothing => self.process(parts),
            _ => self.active(parts, around),
        }
    }

    /// A single quote in an operand between double quotes. Its text is expanded all the same. Up to its twin, bash takes
    /// no `}` and no `"` for an end, other shells do; where that makes a difference the text is not clear.
    fn lone_quote(&mut self, parts: &mut Vec<Part>, around: Around, quoted_to: &mut usize) {
        if self.pos > *quoted_to || *quoted_to == 0 {
            let twin = self.find(self.pos + 1, b'\'');
            self.burn(twin - self.pos);
            let between = self.slice(self.pos, twin);
            if twin >= self.text.len() || between.contains(['}', '"']) {
                self.fault(self.pos, Trouble::Unexpected);
            }
            *quoted_to = twin;
        }
        self.take(parts, around);
    }
}
