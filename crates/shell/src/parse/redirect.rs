//! Owns redirections: descriptor, operator, target; the bodies of here-documents lie in `heredoc`.

use hook::Span;

use crate::syntax::{Descriptor, Operator, Part, Redirect, Word};

use super::cursor::{Parser, is_meta, is_name, is_name_start};
use super::list::push;

/// The operators, each behind those that start with it.
const OPERATORS: [(&[u8], Operator); 12] = [
    (b"&>>", Operator::AppendBoth),
    (b"&>", Operator::WriteBoth),
    (b"<<<", Operator::HereString),
    (b"<<-", Operator::HereDocument),
    (b"<<", Operator::HereDocument),
    (b"<&", Operator::DuplicateIn),
    (b"<>", Operator::ReadWrite),
    (b"<", Operator::Read),
    (b">>", Operator::Append),
    (b">&", Operator::DuplicateOut),
    (b">|", Operator::Write),
    (b">", Operator::Write),
];

impl Parser<'_> {
    /// Adds the redirection that stands here, if one does.
    pub(super) fn redirect(&mut self, redirects: &mut Vec<Redirect>) -> bool {
        let start = self.pos;
        let Some(token) = self.operator(redirects) else { return false };
        self.blanks();
        if !self.at_word() {
            self.unexpected();
        }
        let target = if token.starts_with(b"<<") && token != b"<<<" {
            self.here_document(token == b"<<-", start)
        } else {
            self.word()
        };
        if let Some(redirect) = redirects.last_mut() {
            redirect.aim(target, self.span(start, self.pos));
        }
        true
    }

    /// Adds the redirection that starts here, without its target; the operator.
    fn operator(&mut self, redirects: &mut Vec<Redirect>) -> Option<&'static [u8]> {
        let at = self.operator_at()?;
        let descriptor = self.descriptor(self.pos, at)?;
        self.pos = at;
        let (token, operator) = OPERATORS.iter().find(|(token, _)| self.starts(token))?;
        self.advance(token.len());
        self.overrule(token);
        let span = self.span(at, self.pos);
        push(redirects, Redirect { descriptor, operator: *operator, target: Word::default(), span });
        Some(token)
    }

    /// Goes over the `|` or `!` that zsh takes behind `token` to overwrite what is there.
    fn overrule(&mut self, token: &[u8]) {
        let sign = self.peek();
        let writes = token.last().is_some_and(|last| matches!(last, b'>' | b'&')) && !token.starts_with(b"<");
        if writes && (sign == b'|' || sign == b'!' && self.names_file()) {
            self.advance(1);
        }
    }

    /// Whether a word that can be a file's name follows the `!` here.
    fn names_file(&self) -> bool {
        let mut at = self.joined(self.pos + 1);
        while matches!(self.byte(at), b' ' | b'\t') {
            at = self.joined(at + 1);
        }
        at < self.text.len() && !is_meta(self.byte(at))
    }

    /// Where the operator of the redirection stands that starts here, if one does.
    fn operator_at(&self) -> Option<usize> {
        let mut at = self.pos;
        match self.peek() {
            b'<' | b'>' => {}
            b'&' => return (self.ahead(1) == b'>').then_some(at),
            b'0'..=b'9' => {
                while self.byte(at).is_ascii_digit() {
                    at = self.joined(at + 1);
                }
            }
            b'{' => at = self.behind_variable()?,
            _ => return None,
        }
        let angle = matches!(self.byte(at), b'<' | b'>');
        (angle && self.byte(self.joined(at + 1)) != b'(').then_some(at)
    }

    /// Behind the `{NAME}` that starts here.
    fn behind_variable(&self) -> Option<usize> {
        let mut at = self.offset(1);
        if !is_name_start(self.byte(at)) {
            return None;
        }
        while is_name(self.byte(at)) {
            at = self.joined(at + 1);
        }
        (self.byte(at) == b'}').then(|| self.joined(at + 1))
    }

    /// The descriptor between two offsets, if one stands there; none at all where the number is too large to be one.
    fn descriptor(&self, start: usize, end: usize) -> Option<Option<Descriptor>> {
        if start == end {
            return Some(None);
        }
        let text: String =
            self.slice(start, end).chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
        match self.byte(start) {
            b'{' => Some(Some(Descriptor::Variable(text))),
            _ => text.parse().ok().map(|number| Some(Descriptor::Number(number))),
        }
    }
}

impl Redirect {
    fn aim(&mut self, target: Word, span: Span) {
        if self.operator == Operator::DuplicateOut {
            self.operator = duplicate(&target);
        }
        (self.target, self.span) = (target, span);
    }
}

/// What `>&` does before `target`: it duplicates a descriptor, unless that is a file's name.
fn duplicate(target: &Word) -> Operator {
    match target.parts.first() {
        Some(Part::Bare(text) | Part::Quoted(text)) if !names_descriptor(text) => Operator::WriteBoth,
        Some(Part::Double(parts)) => match parts.first() {
            Some(Part::Quoted(text)) if !names_descriptor(text) => Operator::WriteBoth,
            _ => Operator::DuplicateOut,
        },
        _ => Operator::DuplicateOut,
    }
}

fn names_descriptor(text: &str) -> bool {
    let number = text.strip_suffix('-').unwrap_or(text);
    number.bytes().all(|byte| byte.is_ascii_digit())
}
