//! Owns the way from text to tree: its entry and its limits; the grammar is in the files below, evaluation elsewhere.
//!
//! The parser is a recursive descent over bytes in one pass. It never fails: a problem becomes a
//! [`Fault`](crate::syntax::Fault) and parsing goes on behind it. Every loop burns steps, of which there are a counted
//! number for each byte, so that no mistake in the grammar can make it hang. The grammar is that of the bash reference
//! manual, chapter 3; where another shell would see commands that bash does not, those are in the tree as well.

mod arithmetic;
mod assignment;
mod command;
mod compound;
mod condition;
mod cursor;
mod expansion;
mod function;
mod heredoc;
mod list;
mod matching;
mod parameter;
mod quote;
mod recover;
mod redirect;
mod repetition;
mod reserved;
mod settle;
mod word;

#[cfg(test)]
mod tests;

use crate::syntax::Script;

use cursor::Parser;
use recover::Ledger;

/// The deepest nesting that is parsed: each quote, bracket, substitution and compound command inside another is one
/// level. What lies deeper is a fault.
pub const DEEPEST: usize = 100;

/// Steps that parsing may take for each byte of text; a step is about one byte looked at. No text is known to need
/// half.
const STEPS_PER_BYTE: usize = 20;

/// Steps that parsing may take on top, so that short texts never run out.
const STEPS_FOR_FREE: usize = 1 << 14;

/// Parses `text` as bash would.
#[must_use]
pub fn parse(text: &str) -> Script {
    counted(text).0
}

/// Parses `text`, and counts the steps that took.
fn counted(text: &str) -> (Script, usize) {
    let budget = text.len().saturating_mul(STEPS_PER_BYTE).saturating_add(STEPS_FOR_FREE);
    let mut parser = Parser::new(text, Ledger::new(budget, text.len()));
    let mut body = parser.whole();
    let ledger = parser.into_ledger();
    let steps = budget - ledger.fuel;
    settle::bodies(&mut body, ledger.bodies);
    (Script { body, faults: ledger.faults }, steps)
}
