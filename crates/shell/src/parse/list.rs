//! Owns lists, and-or lists and pipelines; what a single command is lies in `command`.

use crate::syntax::{
    Command, CommandKind, Descriptor, Item, Link, List, Operator, Part, Pipeline, Redirect, Trouble, Word,
};

use super::cursor::Parser;
use super::reserved::Closers;

impl Parser<'_> {
    /// The whole text, to its end.
    pub(super) fn whole(&mut self) -> List {
        let list = self.list(Closers::NONE);
        self.abandon_pending();
        list
    }

    /// Commands up to one of `closers`, to a closing token that something further out waits for, or to the end.
    pub(super) fn list(&mut self, closers: Closers) -> List {
        let outer = self.awaited;
        self.awaited = outer.and(closers);
        let mut list = List::new();
        while self.item_ahead() {
            self.item(&mut list);
        }
        self.awaited = outer;
        list
    }

    /// Goes to where the next item of a list starts; false where the list ends.
    fn item_ahead(&mut self) -> bool {
        loop {
            self.newlines();
            if self.at_end() {
                return false;
            }
            let stray = match self.closer() {
                Some((closer, _)) if self.awaited.has(closer) => return false,
                Some((_, length)) => length,
                None if self.at_separator() => 1,
                None if self.flattens() => continue,
                None => return true,
            };
            self.unexpected();
            self.advance(stray);
        }
    }

    /// Whether a `;`, `&` or `|` stands here that is no redirection.
    fn at_separator(&self) -> bool {
        match self.peek() {
            b';' | b'|' => true,
            b'&' => self.ahead(1) != b'>',
            _ => false,
        }
    }

    fn item(&mut self, list: &mut List) {
        self.burn(1);
        let first = self.pipeline();
        let mut rest = Vec::new();
        while let Some(link) = self.link() {
            self.operand_expected();
            rest.push((link, self.pipeline()));
        }
        let background = self.item_end();
        push(list, Item { first, rest, background });
    }

    fn link(&mut self) -> Option<Link> {
        self.blanks();
        if self.eat(b"&&") {
            Some(Link::And)
        } else if self.eat(b"||") {
            Some(Link::Or)
        } else {
            None
        }
    }

    /// Goes to the command that has to follow an operator, and notes if there is none.
    fn operand_expected(&mut self) {
        let operator = self.pos;
        self.newlines();
        if self.at_end() {
            self.fault(operator, Trouble::Unexpected);
        } else if self.closer().is_some() || self.at_separator() {
            self.unexpected();
        }
    }

    /// Goes over the separator behind an item; whether it is `&`.
    fn item_end(&mut self) -> bool {
        self.blanks();
        let background = self.peek() == b'&' && self.at_separator();
        if self.at_end() || self.peek() == b'\n' || self.closer().is_some() {
            return false;
        }
        if background || self.peek() == b';' {
            self.advance(1);
        } else {
            self.unexpected();
        }
        background
    }

    pub(super) fn pipeline(&mut self) -> Pipeline {
        let negated = self.negations();
        let mut stages = Vec::new();
        if self.is_bare(b"time") {
            self.timed(&mut stages);
        } else {
            self.command(&mut stages);
        }
        while self.pipe(&mut stages) {
            self.operand_expected();
            self.command(&mut stages);
        }
        Pipeline { negated, stages }
    }

    /// Goes over `!`; whether there is an odd number of them.
    fn negations(&mut self) -> bool {
        self.blanks();
        let mut negated = false;
        while self.eat_bare(b"!") {
            negated = !negated;
            self.blanks();
        }
        negated
    }

    /// Goes over `|` or `|&`; the latter sends the errors of the last of `stages` along.
    fn pipe(&mut self, stages: &mut [Command]) -> bool {
        self.blanks();
        if self.peek() != b'|' || self.ahead(1) == b'|' {
            return false;
        }
        let start = self.pos;
        self.advance(1);
        if self.eat(b"&")
            && let Some(stage) = stages.last_mut()
        {
            stage.redirects.push(self.errors_along(start));
        }
        true
    }

    fn errors_along(&self, start: usize) -> Redirect {
        let span = self.span(start, self.pos);
        Redirect {
            descriptor: Some(Descriptor::Number(2)),
            operator: Operator::DuplicateOut,
            target: Word { parts: vec![Part::Bare("1".into())], span },
            span,
        }
    }

    /// `time [-p] [--] PIPELINE`
    fn timed(&mut self, commands: &mut Vec<Command>) {
        let start = self.pos;
        let fits = self.enter();
        self.advance(4);
        self.blanks();
        for option in [b"-p".as_slice(), b"--"] {
            self.eat_bare(option);
            self.blanks();
        }
        if !fits {
            return self.nothing(commands);
        }
        let pipeline = Box::new(self.pipeline());
        self.leave();
        self.add(start, CommandKind::Timed(pipeline), commands);
    }
}

/// Adds to a list that most often stays at one.
pub(super) fn push<T>(list: &mut Vec<T>, item: T) {
    if list.capacity() == 0 {
        list.reserve_exact(1);
    }
    list.push(item);
}
