//! Owns the reserved words and which of them close what; parses none of the constructs.

use super::cursor::{Parser, is_meta, is_reserved_start};

/// A word that the grammar reserves where a command can start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reserved {
    Not,
    Test,
    OpenBrace,
    CloseBrace,
    Case,
    Coproc,
    Do,
    Done,
    Elif,
    Else,
    Esac,
    Fi,
    For,
    Function,
    If,
    Select,
    Then,
    Time,
    Until,
    While,
}

/// The longest reserved word has this many bytes.
const LONGEST: usize = 8;

/// A set of tokens that end a list of commands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Closers(u8);

impl Closers {
    pub(super) const NONE: Self = Self(0);
    pub(super) const PAREN: Self = Self(1);
    pub(super) const BRACE: Self = Self(2);
    pub(super) const THEN: Self = Self(4);
    pub(super) const ELSE: Self = Self(8);
    pub(super) const FI: Self = Self(16);
    pub(super) const DO: Self = Self(32);
    pub(super) const DONE: Self = Self(64);
    pub(super) const CASE: Self = Self(128);

    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl Reserved {
    fn of(word: &[u8]) -> Option<Self> {
        Some(match word {
            b"!" => Self::Not,
            b"[[" => Self::Test,
            b"{" => Self::OpenBrace,
            b"}" => Self::CloseBrace,
            b"case" => Self::Case,
            b"coproc" => Self::Coproc,
            b"do" => Self::Do,
            b"done" => Self::Done,
            b"elif" => Self::Elif,
            b"else" => Self::Else,
            b"esac" => Self::Esac,
            b"fi" => Self::Fi,
            b"for" => Self::For,
            b"function" => Self::Function,
            b"if" => Self::If,
            b"select" => Self::Select,
            b"then" => Self::Then,
            b"time" => Self::Time,
            b"until" => Self::Until,
            b"while" => Self::While,
            _ => return None,
        })
    }

    /// What it closes, if it opens nothing.
    fn closes(self) -> Option<Closers> {
        Some(match self {
            Self::CloseBrace => Closers::BRACE,
            Self::Do => Closers::DO,
            Self::Done => Closers::DONE,
            Self::Elif | Self::Else => Closers::ELSE,
            Self::Esac => Closers::CASE,
            Self::Fi => Closers::FI,
            Self::Then => Closers::THEN,
            _ => return None,
        })
    }
}

impl Parser<'_> {
    /// The reserved word that stands here, if a command can.
    pub(super) fn reserved(&self) -> Option<Reserved> {
        if !is_reserved_start(self.peek()) {
            return None;
        }
        let mut word = [0; LONGEST];
        Reserved::of(self.bare_word(&mut word)?)
    }

    /// Whether the word `expected` stands here, unquoted and alone.
    pub(super) fn is_bare(&self, expected: &[u8]) -> bool {
        let first = self.peek();
        let possible = expected.first() == Some(&first) || first == b'\\';
        possible && self.bare_word(&mut [0; LONGEST]) == Some(expected)
    }

    /// Goes on behind the word `expected` if it stands here.
    pub(super) fn eat_bare(&mut self, expected: &[u8]) -> bool {
        let found = self.is_bare(expected);
        if found {
            self.advance(expected.len());
        }
        found
    }

    /// The logical bytes of the word that starts here, if it is short.
    fn bare_word<'w>(&self, word: &'w mut [u8; LONGEST]) -> Option<&'w [u8]> {
        let mut index = self.joined(self.pos);
        for length in 0..=LONGEST {
            let byte = self.byte(index);
            if is_meta(byte) || index >= self.text.len() {
                let process = matches!(byte, b'<' | b'>') && self.byte(self.joined(index + 1)) == b'(';
                return if process { None } else { word.get(..length) };
            }
            *word.get_mut(length)? = byte;
            index = self.joined(index + 1);
        }
        None
    }

    /// The token that stands here, if it ends a list, and its length.
    pub(super) fn closer(&self) -> Option<(Closers, usize)> {
        match self.peek() {
            b')' => Some((Closers::PAREN, 1)),
            b';' => match (self.ahead(1), self.ahead(2)) {
                (b';', b'&') => Some((Closers::CASE, 3)),
                (b';' | b'&' | b'|', _) => Some((Closers::CASE, 2)),
                _ => None,
            },
            _ => {
                let mut word = [0; LONGEST];
                let closes = self.reserved()?.closes()?;
                Some((closes, self.bare_word(&mut word)?.len()))
            }
        }
    }
}
