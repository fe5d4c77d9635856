//! Owns single commands: which kind stands here, and the simple ones; compound ones lie in files of their own.
//!
//! Commands are added to a list instead of returned: a command is large, and this is the path that nesting repeats.

use crate::syntax::{Assignment, Command, CommandKind, Part, Redirect, Word};

use super::cursor::Parser;
use super::list::push;
use super::reserved::Closers;

/// The builtins whose arguments may be array assignments; bash's parser adds `eval` and `let`.
const DECLARING: [&str; 8] = ["alias", "declare", "eval", "export", "let", "local", "readonly", "typeset"];

/// A simple command on its way.
#[derive(Default)]
pub(super) struct Simple {
    pub(super) assignments: Vec<Assignment>,
    pub(super) words: Vec<Word>,
    pub(super) redirects: Vec<Redirect>,
    /// Whether arguments may be array assignments.
    declares: bool,
}

impl Simple {
    /// Whether nothing but redirections stood there so far.
    fn only_redirects(&self) -> bool {
        self.words.is_empty() && self.assignments.is_empty() && !self.redirects.is_empty()
    }

    fn add(&mut self, word: Word) {
        if self.words.is_empty() {
            self.declares = DECLARING.iter().any(|name| is(&word.parts, name));
        }
        push(&mut self.words, word);
    }
}

impl Parser<'_> {
    /// Adds the command that stands here; an empty one where none does.
    pub(super) fn command(&mut self, commands: &mut Vec<Command>) {
        self.blanks();
        if self.closer().is_some() {
            return self.nothing(commands);
        }
        match self.opener() {
            Some(opener) => self.compound_command(opener, Vec::new(), commands),
            None => self.simple(self.pos, Vec::new(), commands),
        }
    }

    /// Adds the simple command that started at `start`, whose first words may be read already.
    pub(super) fn simple(&mut self, start: usize, words: Vec<Word>, commands: &mut Vec<Command>) {
        let mut simple = Simple { words, ..Simple::default() };
        loop {
            self.blanks();
            if self.redirect(&mut simple.redirects) {
                continue;
            }
            if simple.only_redirects() && self.redirected(&mut simple, commands) {
                return;
            }
            if self.is_definition(&simple.words) {
                return self.definition(start, &mut simple, commands);
            }
            if !self.at_word() || self.ends_in_zsh(&simple.words) {
                return self.finish(start, simple, commands);
            }
            self.simple_word(&mut simple);
        }
    }

    fn simple_word(&mut self, simple: &mut Simple) {
        if simple.words.is_empty() && self.assignment(&mut simple.assignments) {
            return;
        }
        let word = if simple.declares { self.declaring_word() } else { self.word() };
        simple.add(word);
    }

    /// Whether zsh ends a command before the word here, which bash takes for an argument: a `}` with more of the same
    /// construct behind it, or what is to be repeated.
    fn ends_in_zsh(&self, words: &[Word]) -> bool {
        match words {
            [] => false,
            [Word { parts, .. }, _] if is(parts, "repeat") => self.is_bare(b"{") || self.is_bare(b"do"),
            _ if self.awaited.has(Closers::BRACE) && self.is_bare(b"}") => self.goes_on_behind_brace(),
            _ => false,
        }
    }

    fn goes_on_behind_brace(&self) -> bool {
        let rest = self.text.get(self.pos + 1..).unwrap_or_default().trim_start_matches([' ', '\t']);
        let word = rest.split([' ', '\t', '\n', ';']).next();
        matches!(word, Some("always" | "else" | "elif"))
    }

    fn finish(&self, start: usize, simple: Simple, commands: &mut Vec<Command>) {
        let Simple { assignments, words, redirects, .. } = simple;
        let kind = CommandKind::Simple { assignments, words };
        push(commands, Command { kind, redirects, span: self.span(start, self.solid_end().max(start)) });
    }

    /// Adds a compound command behind redirections, if one stands here: zsh and dash have it, bash takes its first word
    /// for a command.
    fn redirected(&mut self, simple: &mut Simple, commands: &mut Vec<Command>) -> bool {
        let Some(opener) = self.opener() else { return false };
        let redirects = std::mem::take(&mut simple.redirects);
        self.compound_command(opener, redirects, commands);
        true
    }

    /// Adds the command where there is none.
    pub(super) fn nothing(&self, commands: &mut Vec<Command>) {
        self.finish(self.pos, Simple::default(), commands);
    }

    /// Adds a command that started at `start`.
    pub(super) fn add(&self, start: usize, kind: CommandKind, commands: &mut Vec<Command>) {
        push(
            commands,
            Command { kind, redirects: Vec::new(), span: self.span(start, self.solid_end().max(start)) },
        );
    }
}

/// Whether a word of these parts is `text`, unquoted.
fn is(parts: &[Part], text: &str) -> bool {
    matches!(parts, [Part::Bare(known)] if known == text)
}
