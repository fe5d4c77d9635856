//! Owns the words every room shares: a call, what is known about the world, a verdict; decides nothing and reads nothing.
//!
//! A [`Call`] comes in, [`Facts`] answer questions about the world, a [`Verdict`] goes out. The rooms in between
//! (`shell`, `effects`, `policy`) speak in these words only, so no room needs to know who asked or where the facts came from.

mod call;
mod facts;
mod git;
mod options;
pub mod path;
mod span;
mod verdict;

pub use call::{Action, Call, Directory, Language};
pub use facts::{Entry, Facts, Listing, Unread};
pub use git::{Commits, Head, Repository, Scan, Tally, Work};
pub use options::{Opt, Value};
pub use span::Span;
pub use verdict::{LONGEST_REASON, Reason, Verdict};
