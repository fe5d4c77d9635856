//! Owns what a command line means: its grammar and its abstract evaluation over a [`World`]; knows no danger.
//!
//! [`parse`] never fails: it returns what it understood and, as [`Fault`]s, what it did not. [`evaluate`] walks the
//! tree in the order a shell would, asks [`Programs`] what each command does, and runs nothing.

mod evaluate;
pub mod options;
mod parse;
pub mod pattern;
mod programs;
pub mod syntax;
mod text;
mod world;

pub use evaluate::{Evaluation, Start, evaluate};
pub use parse::{DEEPEST, parse};
pub use programs::{Arg, Invocation, Open, Outcome, Programs, Run, Shell, Status, Unseen};
pub use text::Text;
pub use world::{Origin, World};
