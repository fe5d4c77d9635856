//! Owns single quotes, double quotes and `$'…'`; what a `$` between double quotes starts lies in `expansion`.

use crate::syntax::Part;

use super::cursor::Parser;
use super::word::{Around, quoted};

impl Parser<'_> {
    /// `'…'`
    pub(super) fn single_quote(&mut self, parts: &mut Vec<Part>) {
        let open = self.pos;
        let close = self.find(open + 1, b'\'');
        quoted(parts, self.slice(open + 1, close));
        self.burn(close - open);
        self.pos = self.pos.max(close + 1).min(self.text.len());
        if close >= self.text.len() {
            self.unterminated(open, "'");
        }
    }

    /// `"…"`, or `$"…"`: the quote is the last of `opening` logical bytes.
    pub(super) fn double_quote(&mut self, parts: &mut Vec<Part>, opening: usize) {
        let open = self.offset(opening - 1);
        if !self.enter() {
            return self.skip_from(open);
        }
        self.advance(opening);
        self.opaque += 1;
        let mut inner = Vec::new();
        self.quoted_parts(&mut inner, Around::Quotes);
        self.opaque -= 1;
        self.leave();
        super::list::push(parts, Part::Double(inner));
        if self.at_end() {
            self.unterminated(open, "\"");
        } else {
            self.pos += 1;
        }
    }

    /// Adds parts up to a double quote, which ends nothing in a here-document, or to the end of the text.
    pub(super) fn quoted_parts(&mut self, parts: &mut Vec<Part>, around: Around) {
        loop {
            let end = self.quoted_end();
            if end > self.pos {
                quoted(parts, self.slice(self.pos, end));
                self.burn(end - self.pos);
                self.pos = self.pos.max(end);
            }
            if self.at_end() || self.peek() == b'"' && around == Around::Quotes {
                return;
            }
            self.active(parts, around);
        }
    }

    /// `$'…'`, decoded.
    pub(super) fn ansi_quote(&mut self, parts: &mut Vec<Part>) {
        let open = self.offset(1);
        self.pos = open + 1;
        let mut decoded = Vec::new();
        while !self.at_end() && self.peek() != b'\'' {
            let start = self.pos;
            if self.peek() == b'\\' {
                self.pos += 1;
                self.ansi_escape(&mut decoded);
            } else {
                decoded.extend_from_slice(self.character().as_bytes());
            }
            self.burn(self.pos.saturating_sub(start));
        }
        let end = decoded.iter().position(|byte| *byte == 0).unwrap_or(decoded.len());
        quoted(parts, &String::from_utf8_lossy(decoded.get(..end).unwrap_or_default()));
        if self.at_end() {
            self.unterminated(open, "$'");
        } else {
            self.pos += 1;
        }
    }

    /// Decodes what stands behind a backslash in `$'…'`.
    fn ansi_escape(&mut self, decoded: &mut Vec<u8>) {
        let letter = self.character();
        let byte = match letter {
            "a" => 7,
            "b" => 8,
            "e" | "E" => 27,
            "f" => 12,
            "n" => b'\n',
            "r" => b'\r',
            "t" => b'\t',
            "v" => 11,
            "\\" | "'" | "\"" | "?" => letter.as_bytes().first().copied().unwrap_or(0),
            "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" => {
                self.pos -= 1;
                low_byte(self.digits(3, 8))
            }
            "c" => return self.ansi_control(decoded),
            "x" => return self.ansi_hexadecimal(decoded),
            "u" => return self.ansi_unicode(decoded, 4),
            "U" => return self.ansi_unicode(decoded, 8),
            _ => {
                decoded.push(b'\\');
                return decoded.extend_from_slice(letter.as_bytes());
            }
        };
        decoded.push(byte);
    }

    /// `\cX`. A backslash takes the next character with it, so that `\c\'` does not end the quote.
    fn ansi_control(&mut self, decoded: &mut Vec<u8>) {
        match self.peek() {
            b'\'' => {}
            b'?' => {
                self.pos += 1;
                decoded.push(127);
            }
            b'\\' => {
                self.pos += 1;
                decoded.push(28);
                let next = self.character();
                decoded.extend_from_slice(next.trim_start_matches('\\').as_bytes());
            }
            _ => decoded.extend(self.character().bytes().take(1).map(|byte| byte & 31)),
        }
    }

    /// `\xHH`, and `\x{H…}`, of which bash keeps the low byte.
    fn ansi_hexadecimal(&mut self, decoded: &mut Vec<u8>) {
        let brace = self.peek() == b'{';
        self.pos += usize::from(brace);
        let start = self.pos;
        let value = self.digits(if brace { 8 } else { 2 }, 16);
        if self.pos == start {
            self.pos -= usize::from(brace);
            return decoded.extend_from_slice(b"\\x");
        }
        if brace && self.peek() == b'}' {
            self.pos += 1;
        }
        decoded.push(low_byte(value));
    }

    /// `\uHHHH`, `\UHHHHHHHH`
    fn ansi_unicode(&mut self, decoded: &mut Vec<u8>, most: usize) {
        let start = self.pos;
        let value = self.digits(most, 16);
        if self.pos == start {
            decoded.extend_from_slice(if most == 4 { b"\\u" } else { b"\\U" });
        } else {
            let character = char::from_u32(value).unwrap_or(char::REPLACEMENT_CHARACTER);
            decoded.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
        }
    }

    fn digits(&mut self, most: usize, radix: u32) -> u32 {
        let mut value = 0u32;
        for _ in 0..most {
            let Some(digit) = char::from(self.peek()).to_digit(radix) else { break };
            value = value.wrapping_mul(radix).wrapping_add(digit);
            self.pos += 1;
        }
        value
    }
}

fn low_byte(value: u32) -> u8 {
    value.to_le_bytes()[0]
}
