//! Owns function definitions in both forms; what a body may be lies in `command`.

use std::rc::Rc;

use crate::syntax::{Command, CommandKind, Part, Trouble, Word};

use super::command::Simple;
use super::cursor::Parser;
use super::reserved::Reserved;

impl Parser<'_> {
    /// Whether `()` behind the first word of a command makes it a function's name.
    pub(super) fn is_definition(&self, words: &[Word]) -> bool {
        let [name] = words else { return false };
        let literal = |part: &Part| {
            matches!(part, Part::Bare(_) | Part::Quoted(_) | Part::Double(_) | Part::Parameter(_))
        };
        self.peek() == b'(' && self.empty_parens() && name.parts.iter().all(literal)
    }

    /// Whether the `(` here is closed by the next token.
    pub(super) fn empty_parens(&self) -> bool {
        let mut index = self.joined(self.pos + 1);
        while matches!(self.byte(index), b' ' | b'\t') {
            index = self.joined(index + 1);
        }
        self.byte(index) == b')'
    }

    /// `NAME () COMMAND`, from the parentheses on.
    pub(super) fn definition(&mut self, start: usize, simple: &mut Simple, commands: &mut Vec<Command>) {
        let name = simple.words.first().map(|word| self.literal(word)).unwrap_or_default();
        self.parens();
        let kind = self.function_body(start, name);
        self.add(start, kind, commands);
        if let Some(command) = commands.last_mut() {
            command.redirects = std::mem::take(&mut simple.redirects);
        }
    }

    /// `function NAME [()] COMMAND`; zsh's `function { LIST }` runs at once and is a group.
    pub(super) fn function(&mut self) -> CommandKind {
        let start = self.pos;
        self.advance(8);
        self.blanks();
        if self.reserved() == Some(Reserved::OpenBrace) {
            return self.group();
        }
        let word = self.word();
        let name = self.literal(&word);
        self.blanks();
        if self.peek() == b'(' && self.empty_parens() {
            self.parens();
        }
        self.function_body(start, name)
    }

    fn parens(&mut self) {
        self.advance(1);
        self.blanks();
        self.advance(1);
    }

    fn function_body(&mut self, start: usize, name: String) -> CommandKind {
        self.newlines();
        if self.at_end() {
            self.fault(start, Trouble::Unterminated("function"));
        }
        let body = if self.enter() {
            let body = Rc::new(self.one_command());
            self.leave();
            body
        } else {
            let nothing = CommandKind::Simple { assignments: Vec::new(), words: Vec::new() };
            Rc::new(Command { kind: nothing, redirects: Vec::new(), span: self.span(self.pos, self.pos) })
        };
        CommandKind::Function { name, body }
    }
}
