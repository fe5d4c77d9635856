//! Owns function definitions in both forms; what a body may be lies in `command`.

use std::rc::Rc;

use crate::syntax::{Command, CommandKind, Operation, Part, Trouble, Word};

use super::command::Simple;
use super::cursor::Parser;
use super::reserved::Reserved;

impl Parser<'_> {
    /// Whether `()` behind the first word of a command makes it a function's name.
    pub(super) fn is_definition(&self, words: &[Word]) -> bool {
        let [name] = words else { return false };
        self.peek() == b'(' && self.empty_parens() && name.parts.iter().all(is_literal)
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
        if !word.parts.iter().all(is_literal) {
            return self.dynamic_name(start, word);
        }
        let name = self.literal(&word);
        self.blanks();
        if self.peek() == b'(' && self.empty_parens() {
            self.parens();
        }
        self.function_body(start, name)
    }

    /// `function` before a name that bash would not take; shells that do not know `function` run it as a command.
    fn dynamic_name(&mut self, start: usize, name: Word) -> CommandKind {
        self.fault(start, Trouble::Unexpected);
        let keyword = Word { parts: vec![Part::Bare("function".into())], span: self.span(start, start + 8) };
        CommandKind::Simple { assignments: Vec::new(), words: vec![keyword, name] }
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

/// Whether a name may have such a part: nothing runs in it. With a parameter in it the definition is an error, in bash.
fn is_literal(part: &Part) -> bool {
    match part {
        Part::Bare(_) | Part::Quoted(_) => true,
        Part::Double(parts) => parts.iter().all(is_literal),
        Part::Parameter(parameter) => {
            parameter.operation == Operation::Plain && parameter.subscript.is_none()
        }
        _ => false,
    }
}
