//! Owns groups, subshells, `if`, `while` and `until`, and which compound command starts where; loops over words and
//! `case` lie in `repetition`.

use crate::syntax::{Command, CommandKind, Item, List, Pipeline, Redirect, Trouble};

use super::DEEPEST;
use super::cursor::Parser;
use super::list::push;
use super::reserved::{Closers, Reserved};

/// What starts a compound command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opener {
    /// `(`
    Paren,
    /// `((`, with the offset of the `))` that closes it.
    Arithmetic(usize),
    /// A reserved word.
    Word(Reserved),
}

impl Parser<'_> {
    /// What starts a compound command here, if anything does.
    pub(super) fn opener(&mut self) -> Option<Opener> {
        if self.peek() == b'(' {
            return Some(self.arithmetic_command_end().map_or(Opener::Paren, Opener::Arithmetic));
        }
        let word = self.reserved()?;
        match word {
            Reserved::OpenBrace | Reserved::If | Reserved::While | Reserved::Until | Reserved::Test => {}
            Reserved::For | Reserved::Select | Reserved::Case | Reserved::Function | Reserved::Coproc => {}
            _ => return None,
        }
        Some(Opener::Word(word))
    }

    /// The compound command that `opener` starts, and the redirections behind it.
    pub(super) fn compound_command(
        &mut self,
        opener: Opener,
        redirects: Vec<Redirect>,
        commands: &mut Vec<Command>,
    ) {
        let start = redirects.first().map_or(self.pos, |first| first.span.start as usize);
        if self.enter() {
            let kind = self.compound(opener);
            self.leave();
            self.add(start, kind, commands);
        } else {
            self.skip_opener(opener);
            self.nothing(commands);
        }
        if let Some(command) = commands.last_mut() {
            command.redirects = redirects;
            self.trailing_redirects(start, command);
        }
    }

    fn trailing_redirects(&mut self, start: usize, command: &mut Command) {
        self.blanks();
        while self.redirect(&mut command.redirects) {
            command.span = self.span(start, self.solid_end());
            self.blanks();
        }
    }

    /// Goes behind what opens one level too many, if anything does here, so that at least the commands in it are seen,
    /// side by side.
    pub(super) fn flattens(&mut self) -> bool {
        if self.depth < DEEPEST {
            return false;
        }
        let opener = self.opener();
        if let Some(opener) = opener {
            self.too_deep(self.pos);
            self.skip_opener(opener);
        }
        opener.is_some()
    }

    fn skip_opener(&mut self, opener: Opener) {
        match opener {
            Opener::Paren => self.advance(1),
            Opener::Arithmetic(end) => self.pos = self.joined(end + 1) + 1,
            Opener::Word(Reserved::OpenBrace) => self.advance(1),
            Opener::Word(_) => self.pos = self.plain_end().max(self.pos + 1).min(self.text.len()),
        }
    }

    fn compound(&mut self, opener: Opener) -> CommandKind {
        let word = match opener {
            Opener::Paren => return self.subshell(),
            Opener::Arithmetic(end) => return self.arithmetic_command(end),
            Opener::Word(word) => word,
        };
        match word {
            Reserved::If => self.conditional(),
            Reserved::While => self.repeat_while(false),
            Reserved::Until => self.repeat_while(true),
            Reserved::For => self.repeat_for(b"for"),
            Reserved::Select => self.repeat_for(b"select"),
            Reserved::Case => self.case(),
            Reserved::Test => self.condition(),
            Reserved::Function => self.function(),
            Reserved::Coproc => self.coprocess(),
            _ => self.group(),
        }
    }

    /// `( LIST )`
    fn subshell(&mut self) -> CommandKind {
        let open = self.pos;
        self.advance(1);
        let list = self.list(Closers::PAREN);
        self.close(b")", open, "(");
        CommandKind::Subshell(list)
    }

    /// `{ LIST }`, and zsh's `{ LIST } always { LIST }` as one group.
    pub(super) fn group(&mut self) -> CommandKind {
        let mut list = self.braced();
        self.blanks();
        if self.eat_bare(b"always") {
            self.blanks();
            let start = self.pos;
            if self.reserved() == Some(Reserved::OpenBrace) {
                let kind = CommandKind::Group(self.braced());
                list.push(self.alone(kind, start));
            } else {
                self.unexpected();
            }
        }
        CommandKind::Group(list)
    }

    /// `{ LIST }`
    pub(super) fn braced(&mut self) -> List {
        let open = self.pos;
        self.advance(1);
        let list = self.list(Closers::BRACE);
        self.close_word(b"}", open, "{");
        list
    }

    /// A list item of nothing but the command `kind`, which started at `start`.
    pub(super) fn alone(&self, kind: CommandKind, start: usize) -> Item {
        let command = Command { kind, redirects: Vec::new(), span: self.span(start, self.pos) };
        Item {
            first: Pipeline { negated: false, stages: vec![command] },
            rest: Vec::new(),
            background: false,
        }
    }

    /// `if LIST then LIST [elif LIST then LIST]… [else LIST] fi`
    fn conditional(&mut self) -> CommandKind {
        let open = self.pos;
        self.advance(2);
        let branches = Closers::ELSE.and(Closers::FI);
        let mut arms = Vec::new();
        loop {
            let condition = self.list(branches.and(Closers::THEN));
            if !self.eat_bare(b"then") {
                self.missing(open, "if");
            }
            push(&mut arms, (condition, self.list(branches)));
            if !self.eat_bare(b"elif") {
                break;
            }
        }
        let otherwise = if self.eat_bare(b"else") { self.list(Closers::FI) } else { List::new() };
        self.close_word(b"fi", open, "if");
        CommandKind::If { arms, otherwise }
    }

    /// `while LIST do LIST done`
    fn repeat_while(&mut self, until: bool) -> CommandKind {
        let open = self.pos;
        self.advance(5);
        let condition = self.list(Closers::DO.and(Closers::DONE));
        if !self.eat_bare(b"do") {
            self.missing(open, "while");
        }
        let body = self.list(Closers::DONE);
        self.close_word(b"done", open, "while");
        CommandKind::While { until, condition, body }
    }

    /// Goes over the character that closes what stands at `open`, or notes that it is missing.
    pub(super) fn close(&mut self, token: &[u8], open: usize, what: &'static str) {
        if !self.eat(token) {
            self.missing(open, what);
        }
    }

    /// Goes over the reserved word that closes what stands at `open`, or notes that it is missing.
    pub(super) fn close_word(&mut self, word: &[u8], open: usize, what: &'static str) {
        if !self.eat_bare(word) {
            self.missing(open, what);
        }
    }

    /// Notes that a construct is not complete, once for each.
    pub(super) fn missing(&mut self, open: usize, what: &'static str) {
        let at = self.span(open, open).start;
        let known = self.ledger.faults.last().is_some_and(|fault| fault.at == at);
        if !known {
            self.fault(open, Trouble::Unterminated(what));
        }
    }

    /// `coproc [NAME] COMMAND`
    fn coprocess(&mut self) -> CommandKind {
        self.advance(6);
        self.blanks();
        let name = self.coprocess_name();
        CommandKind::Coprocess(name, Box::new(self.one_command()))
    }

    /// A command by itself.
    pub(super) fn one_command(&mut self) -> Command {
        let mut commands = Vec::new();
        self.command(&mut commands);
        if commands.is_empty() {
            self.nothing(&mut commands);
        }
        commands.swap_remove(0)
    }

    /// The word here, if a compound command follows it and it is none itself.
    fn coprocess_name(&mut self) -> Option<String> {
        let start = self.pos;
        if self.opener().is_some() {
            return None;
        }
        let name = self.name();
        self.blanks();
        if !name.is_empty() && self.pos > start && self.opener().is_some() {
            return Some(name);
        }
        self.pos = start;
        None
    }
}
