//! Owns the position in the text and how bytes are looked at; knows bytes and blanks, no grammar.
//!
//! A backslash before a newline joins two lines anywhere but in single quotes and comments, so looking ahead counts
//! *logical* bytes, from which such pairs are left out.

use hook::Span;

use super::heredoc::Pending;
use super::recover::Ledger;
use super::reserved::Closers;

/// What parsing a text needs to know on the way.
pub(super) struct Parser<'t> {
    /// The text up to where parsing has to stop.
    pub(super) text: &'t str,
    /// The next byte.
    pub(super) pos: usize,
    /// The last blanks that were gone over.
    pub(super) gap: (usize, usize),
    /// How many levels are open.
    pub(super) depth: usize,
    /// The closing tokens that open constructs wait for.
    pub(super) awaited: Closers,
    /// How many quotes and `${` are open, whose end may turn out to be missing.
    pub(super) opaque: usize,
    /// Whether a `)` ends the innermost substitution, and with it a here-document.
    pub(super) in_substitution: bool,
    /// Here-documents whose body has not been reached.
    pub(super) pending: Vec<Pending>,
    /// Those among them whose substitution has ended; their bodies come first.
    pub(super) late: Vec<Pending>,
    /// For each bracket that was looked up, where it closes.
    pub(super) matches: Vec<u32>,
    /// The span of every node, where the text is a copy.
    pub(super) origin: Option<Span>,
    /// What outlives this text.
    pub(super) ledger: Ledger,
}

/// Ends a word, unless quoted.
const META: u8 = 1;
/// Ends a run of plain bytes in a word.
const PLAIN_END: u8 = 2;
/// Ends a run of plain bytes between double quotes.
const QUOTED_END: u8 = 4;
/// Can stand in a name.
const NAME: u8 = 8;
/// Means something to the search for a closing bracket.
const BRACKET: u8 = 16;
/// Can start a reserved word.
const RESERVED: u8 = 32;
/// Can stand between words, or start what can.
const BETWEEN: u8 = 64;

static CLASSES: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [0; 256];
    table = with(table, b" \t\n;&|()<>", META | PLAIN_END);
    table = with(table, b"\\'\"$`\0", PLAIN_END);
    table = with(table, b"\\\"$`\0", QUOTED_END);
    table = with(table, b"\\'\"$`()[]}", BRACKET);
    table = with(table, b"![\\{}cdefistuw", RESERVED);
    table = with(table, b" \t\\#", BETWEEN);
    table = with(table, b"abcdefghijklmnopqrstuvwxyz", NAME);
    table = with(table, b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", NAME);
    with(table, b"0123456789_", NAME)
}

const fn with(mut table: [u8; 256], bytes: &[u8], class: u8) -> [u8; 256] {
    let mut index = 0;
    while index < bytes.len() {
        table[bytes[index] as usize] |= class;
        index += 1;
    }
    table
}

const fn is(byte: u8, class: u8) -> bool {
    CLASSES[byte as usize] & class != 0
}

/// Whether `byte` ends a word.
pub(super) fn is_meta(byte: u8) -> bool {
    is(byte, META)
}

/// Whether `byte` can stand in a name.
pub(super) fn is_name(byte: u8) -> bool {
    is(byte, NAME)
}

/// Whether `byte` can start a name.
pub(super) fn is_name_start(byte: u8) -> bool {
    is(byte, NAME) && !byte.is_ascii_digit()
}

/// Whether `byte` can start a reserved word.
pub(super) fn is_reserved_start(byte: u8) -> bool {
    is(byte, RESERVED)
}

impl<'t> Parser<'t> {
    pub(super) fn new(text: &'t str, ledger: Ledger) -> Self {
        Self {
            text,
            pos: 0,
            gap: (0, 0),
            depth: 0,
            awaited: Closers::NONE,
            opaque: 0,
            in_substitution: false,
            pending: Vec::new(),
            late: Vec::new(),
            matches: Vec::new(),
            origin: None,
            ledger,
        }
    }

    pub(super) fn into_ledger(self) -> Ledger {
        self.ledger
    }

    /// The byte at `index`, zero behind the end.
    pub(super) fn byte(&self, index: usize) -> u8 {
        self.text.as_bytes().get(index).copied().unwrap_or(0)
    }

    /// The next byte, zero at the end.
    pub(super) fn peek(&self) -> u8 {
        self.byte(self.pos)
    }

    pub(super) fn at_end(&self) -> bool {
        self.pos >= self.text.len()
    }

    /// The text between two offsets; nothing where they do not fit.
    pub(super) fn slice(&self, start: usize, end: usize) -> &'t str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// The span of the text between two offsets, or of the whole copy this is.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        self.origin.unwrap_or_else(|| Span::new(start, end))
    }

    /// `index`, or the next offset behind it that no joined line stands at.
    pub(super) fn joined(&self, mut index: usize) -> usize {
        while self.byte(index) == b'\\' && self.byte(index + 1) == b'\n' {
            index += 2;
        }
        index
    }

    /// The logical byte `count` behind the next.
    pub(super) fn ahead(&self, count: usize) -> u8 {
        self.byte(self.offset(count))
    }

    /// Where the logical byte `count` behind the next stands.
    pub(super) fn offset(&self, count: usize) -> usize {
        let mut index = self.joined(self.pos);
        for _ in 0..count {
            index = self.joined(index + 1);
        }
        index
    }

    /// Whether the next logical bytes are `token`.
    pub(super) fn starts(&self, token: &[u8]) -> bool {
        let mut index = self.pos;
        token.iter().all(|byte| {
            index = self.joined(index);
            index += 1;
            self.byte(index - 1) == *byte
        })
    }

    /// Goes on by `count` logical bytes.
    pub(super) fn advance(&mut self, count: usize) {
        self.pos = self.offset(count).min(self.text.len());
        self.burn(count);
    }

    /// Goes on behind `token` if it stands here.
    pub(super) fn eat(&mut self, token: &[u8]) -> bool {
        let found = self.starts(token);
        if found {
            self.advance(token.len());
        }
        found
    }

    /// Goes on by one whole character and returns it as text.
    pub(super) fn character(&mut self) -> &'t str {
        let start = self.pos;
        self.pos = (start + 1).min(self.text.len());
        while !self.text.is_char_boundary(self.pos) {
            self.pos += 1;
        }
        self.slice(start, self.pos)
    }

    /// Goes over blanks, joined lines and comments.
    #[inline]
    pub(super) fn blanks(&mut self) {
        if is(self.peek(), BETWEEN) {
            self.some_blanks();
        }
    }

    fn some_blanks(&mut self) {
        if self.gap.1 != self.pos {
            self.gap.0 = self.pos;
        }
        self.skip_blanks();
        self.gap.1 = self.pos;
    }

    /// The end of what stands before here, blanks left out.
    pub(super) fn solid_end(&self) -> usize {
        if self.gap.1 == self.pos { self.gap.0 } else { self.pos }
    }

    fn skip_blanks(&mut self) {
        loop {
            let start = self.pos;
            match self.peek() {
                b' ' | b'\t' => self.pos += 1,
                b'\\' if self.byte(start + 1) == b'\n' => self.pos += 2,
                b'#' => self.pos = self.find(start, b'\n'),
                _ => return,
            }
            self.burn(self.pos - start);
        }
    }

    /// Goes over everything that separates words, and over newlines with the here-documents behind them.
    pub(super) fn newlines(&mut self) {
        self.blanks();
        while self.peek() == b'\n' {
            self.newline();
            self.blanks();
        }
    }

    /// Where the first `byte` from `start` on stands, or the end of the text.
    pub(super) fn find(&self, start: usize, byte: u8) -> usize {
        let rest = self.text.get(start..).unwrap_or_default();
        rest.find(char::from(byte)).map_or(self.text.len(), |at| start + at)
    }

    /// Where the run of plain bytes of a word ends that starts here.
    pub(super) fn plain_end(&self) -> usize {
        self.run_end(self.pos, PLAIN_END)
    }

    /// Where the run of plain bytes between double quotes ends that starts here.
    pub(super) fn quoted_end(&self) -> usize {
        self.run_end(self.pos, QUOTED_END)
    }

    /// Where the next byte from `start` on stands that the search for a closing bracket has to look at.
    pub(super) fn bracket_from(&self, start: usize) -> usize {
        self.run_end(start, BRACKET)
    }

    fn run_end(&self, start: usize, class: u8) -> usize {
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        rest.iter().position(|byte| is(*byte, class)).map_or(self.text.len(), |at| start + at)
    }

    /// Whether a word starts here.
    pub(super) fn at_word(&self) -> bool {
        match self.peek() {
            b'<' | b'>' => self.ahead(1) == b'(',
            byte => !is_meta(byte) && !self.at_end(),
        }
    }
}
