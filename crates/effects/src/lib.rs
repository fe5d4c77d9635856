//! Owns what programs do to the world, as typed effects on targets whose standing is known; judges none of them.
//!
//! [`Ledger`] is handed to the shell's evaluator as its [`shell::Programs`]. What a program is comes from the law's
//! tables; only what a table cannot say is code here, one module a subject.

mod act;
mod databases;
mod effect;
mod files;
mod git;
mod ledger;
mod reading;
mod sql;
mod standing;
mod text_tools;
#[cfg(test)]
mod trial;

pub use effect::{Effect, Loss, Seen};
pub use ledger::Ledger;
