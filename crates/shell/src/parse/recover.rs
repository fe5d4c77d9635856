//! Owns the limits of parsing and how it goes on behind a problem; knows no production of the grammar.

use crate::syntax::{Fault, Trouble, Word};

use super::DEEPEST;
use super::cursor::Parser;

/// How many faults are kept.
const MOST_FAULTS: usize = 20;

/// What one parse keeps account of, also across the copies of text it has to parse.
#[derive(Default)]
pub(super) struct Ledger {
    /// What could not be parsed.
    pub(super) faults: Vec<Fault>,
    /// Steps left.
    pub(super) fuel: usize,
    /// Bytes that may be read a second time behind a quote that never ends.
    rereads: usize,
    /// Bytes that may be looked at ahead, for closing brackets and for the ends of here-documents.
    lookahead: usize,
    /// The bodies of the here-documents, in the order of their operators.
    pub(super) bodies: Vec<Word>,
}

impl Ledger {
    pub(super) fn new(fuel: usize, length: usize) -> Self {
        let rereads = length.saturating_add(1 << 13);
        let lookahead = length.saturating_mul(8).saturating_add(1 << 12);
        Self { faults: Vec::new(), fuel, rereads, lookahead, bodies: Vec::new() }
    }
}

impl Parser<'_> {
    /// Notes a problem at `at`.
    pub(super) fn fault(&mut self, at: usize, what: Trouble) {
        let at = self.span(at, at).start;
        let faults = &mut self.ledger.faults;
        match faults.len() {
            MOST_FAULTS.. => {}
            last if last == MOST_FAULTS - 1 => faults.push(Fault { at, what: Trouble::TooMany }),
            _ => faults.push(Fault { at, what }),
        }
    }

    /// Notes that a token stands here where none of its kind can.
    pub(super) fn unexpected(&mut self) {
        self.fault(self.pos, Trouble::Unexpected);
    }

    /// Opens one more level, or notes that there are too many.
    pub(super) fn enter(&mut self) -> bool {
        let fits = self.depth < DEEPEST;
        if fits {
            self.depth += 1;
        } else {
            self.too_deep(self.pos);
        }
        fits
    }

    pub(super) fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Notes nesting that is too deep: once, and however many faults there are.
    pub(super) fn too_deep(&mut self, at: usize) {
        let at = self.span(at, at).start;
        let faults = &mut self.ledger.faults;
        if faults.iter().all(|fault| fault.what != Trouble::TooDeep) {
            faults.push(Fault { at, what: Trouble::TooDeep });
        }
    }

    /// Accounts for `steps` steps. Without any left, the text ends here.
    pub(super) fn burn(&mut self, steps: usize) {
        match self.ledger.fuel.checked_sub(steps) {
            Some(left) => self.ledger.fuel = left,
            None => {
                self.ledger.fuel = 0;
                self.fault(self.pos, Trouble::TooMany);
                self.pos = self.text.len();
            }
        }
    }

    /// Accounts for a look at `bytes` bytes ahead; false where that would be too many, and then nothing is found there.
    pub(super) fn look(&mut self, bytes: usize) -> bool {
        match self.ledger.lookahead.checked_sub(bytes) {
            Some(left) => {
                self.ledger.lookahead = left;
                self.burn(bytes);
            }
            None if self.ledger.lookahead > 0 => {
                self.ledger.lookahead = 0;
                self.fault(self.pos, Trouble::TooMany);
            }
            None => {}
        }
        self.ledger.lookahead > 0
    }

    /// Notes that what opened at `open` never closes, and goes back to the first separator behind it: what follows a
    /// quote that was not meant as one may be commands. The outermost alone goes back; it covers what is inside.
    pub(super) fn unterminated(&mut self, open: usize, what: &'static str) {
        self.fault(open, Trouble::Unterminated(what));
        if self.opaque > 0 {
            return;
        }
        let next = self.separator_from(open + 1);
        if let Some(left) = self.ledger.rereads.checked_sub(self.text.len() - next) {
            self.ledger.rereads = left;
            self.pos = next;
        } else if next < self.text.len() {
            self.fault(next, Trouble::TooMany);
        }
    }

    fn separator_from(&self, start: usize) -> usize {
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        let found = rest.iter().position(|byte| matches!(byte, b'\n' | b';' | b'&' | b'|'));
        found.map_or(self.text.len(), |at| start + at)
    }

    /// Parses the text from `start` to `end` by itself, as if there were nothing around it.
    pub(super) fn within<R>(&mut self, start: usize, end: usize, parse: impl FnOnce(&mut Self) -> R) -> R {
        let (text, pos) = (self.text, std::mem::replace(&mut self.pos, start));
        let (pending, late) = (std::mem::take(&mut self.pending), std::mem::take(&mut self.late));
        let (opaque, around) = (std::mem::take(&mut self.opaque), std::mem::take(&mut self.in_substitution));
        self.text = text.get(..end).unwrap_or(text);
        let result = parse(self);
        self.abandon_pending();
        (self.text, self.pos, self.pending, self.late) = (text, pos, pending, late);
        (self.opaque, self.in_substitution) = (opaque, around);
        result
    }
}
