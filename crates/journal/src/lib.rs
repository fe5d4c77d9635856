//! Owns the journal: the shape of its records and how one line gets into the file; losing a line changes no verdict.

mod append;
mod record;

pub use append::append;
pub use record::Record;
