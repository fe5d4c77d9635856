//! Owns the look-ahead for closing brackets: which bracket closes where, each looked at about once; parses nothing.
//!
//! Whether `((` starts arithmetic or two subshells is only known at its end. As bash does, the search knows quotes and
//! nested expansions, but no comments, here-documents or `case` patterns.

use super::cursor::Parser;

/// The bracket that has no end.
const NOWHERE: u32 = u32::MAX;

/// What the search is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inside {
    Paren,
    Bracket,
    Brace,
    Quote,
    /// A `${` between double quotes, where single quotes are plain.
    QuotedBrace,
}

/// The brackets that are open during a search, with their offsets.
type Open = Vec<(Inside, usize)>;

impl Parser<'_> {
    /// Where the bracket or double quote at `open` closes.
    pub(super) fn matching(&mut self, open: usize) -> Option<usize> {
        if self.matches.len() < self.text.len() {
            self.matches.resize(self.text.len(), 0);
        }
        let known = self.matches.get(open).copied().unwrap_or(NOWHERE);
        let close = if known == 0 { self.search(open) } else { Some(known) };
        close.map(|close| close as usize).filter(|close| *close < self.text.len())
    }

    /// Goes behind the bracket or double quote that opens at `open`, or to the end of the text.
    pub(super) fn skip_from(&mut self, open: usize) {
        self.pos = self.matching(open).map_or(self.text.len(), |close| close + 1);
    }

    fn search(&mut self, open: usize) -> Option<u32> {
        let first = match self.byte(open) {
            b'"' => Inside::Quote,
            b'[' => Inside::Bracket,
            b'{' => Inside::Brace,
            _ => Inside::Paren,
        };
        let mut stack: Open = vec![(first, open)];
        let mut at = open + 1;
        while let Some((inside, _)) = stack.last().copied() {
            let next = self.bracket_from(at);
            let seen = self.look(next.saturating_sub(at) + 1);
            if next >= self.text.len() || !seen {
                return self.nowhere(&stack);
            }
            at = match inside {
                Inside::Quote => self.search_quoted(next, &mut stack),
                _ => self.search_bare(next, inside, &mut stack)?,
            };
        }
        Some(self.matches.get(open).copied().unwrap_or(NOWHERE))
    }

    /// Looks at the byte at `at` between double quotes; where to go on.
    fn search_quoted(&mut self, at: usize, stack: &mut Open) -> usize {
        match (self.byte(at), self.byte(at + 1)) {
            (b'\\', _) => at + 2,
            (b'"', _) => self.found(at, stack),
            (b'`', _) => self.behind_backticks(at),
            (b'$', b'(') => opened(Inside::Paren, at + 1, stack),
            (b'$', b'[') => opened(Inside::Bracket, at + 1, stack),
            (b'$', b'{') => opened(Inside::QuotedBrace, at + 1, stack),
            _ => at + 1,
        }
    }

    /// Looks at the byte at `at` outside quotes; where to go on, unless that is nowhere.
    fn search_bare(&mut self, at: usize, inside: Inside, stack: &mut Open) -> Option<usize> {
        Some(match (self.byte(at), self.byte(at + 1)) {
            (b'\\', _) => at + 2,
            (b'\'', _) if inside != Inside::QuotedBrace => self.behind_quote(at),
            (b'`', _) => self.behind_backticks(at),
            (b'"', _) => opened(Inside::Quote, at, stack),
            (b'$', b'\'') if inside != Inside::QuotedBrace => self.behind_ansi(at + 2),
            (b'$', b'{') => opened(Inside::Brace, at + 1, stack),
            (b'$', b'[') => opened(Inside::Bracket, at + 1, stack),
            (b'[', _) if inside == Inside::Bracket => opened(Inside::Bracket, at, stack),
            (b'(', _) => return self.search_paren(at, stack),
            (b')', _) if inside == Inside::Paren => self.found(at, stack),
            (b']', _) if inside == Inside::Bracket => self.found(at, stack),
            (b'}', _) if matches!(inside, Inside::Brace | Inside::QuotedBrace) => self.found(at, stack),
            _ => at + 1,
        })
    }

    /// A `(`: where it is known already, the search goes on behind its end.
    fn search_paren(&mut self, at: usize, stack: &mut Open) -> Option<usize> {
        match self.matches.get(at).copied().unwrap_or(NOWHERE) {
            0 => Some(opened(Inside::Paren, at, stack)),
            NOWHERE => {
                self.nowhere(stack);
                None
            }
            close => Some(close as usize + 1),
        }
    }

    /// Notes that the innermost bracket closes at `at`.
    fn found(&mut self, at: usize, stack: &mut Open) -> usize {
        if let Some((inside, open)) = stack.pop()
            && (inside != Inside::QuotedBrace || stack.is_empty())
            && let Some(entry) = self.matches.get_mut(open)
        {
            *entry = u32::try_from(at).unwrap_or(NOWHERE);
        }
        at + 1
    }

    /// Notes that none of the open brackets ever closes.
    fn nowhere(&mut self, stack: &Open) -> Option<u32> {
        for (_, open) in stack {
            if let Some(entry) = self.matches.get_mut(*open) {
                *entry = NOWHERE;
            }
        }
        None
    }

    /// Behind the single quote that closes the one at `open`.
    pub(super) fn behind_quote(&mut self, open: usize) -> usize {
        let close = self.find(open + 1, b'\'');
        self.burn(close - open);
        close + 1
    }

    fn behind_backticks(&mut self, open: usize) -> usize {
        self.behind_escaped(open + 1, b'`')
    }

    fn behind_ansi(&mut self, start: usize) -> usize {
        self.behind_escaped(start, b'\'')
    }

    /// Behind the first `end` from `start` on that no backslash protects.
    fn behind_escaped(&mut self, start: usize, end: u8) -> usize {
        let mut at = start;
        while at < self.text.len() && self.byte(at) != end {
            at += 1 + usize::from(self.byte(at) == b'\\');
        }
        self.burn(at - start);
        at + 1
    }
}

fn opened(inside: Inside, at: usize, stack: &mut Open) -> usize {
    stack.push((inside, at));
    at + 1
}
