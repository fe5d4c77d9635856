//! Owns the proof that the house keeps its own order; each gate lives in a file beside this one with a seeded violation.
//!
//! A gate is a pure function from text or metadata to a list of sentences. It is run twice: over the project, where the
//! list must be empty, and over a text made to break it, where it must not be.

mod arrows;
mod purity;
mod rust;
mod sizes;
mod source;
mod words;

use source::Source;

/// Fails with all sentences at once.
fn assert_none(gate: &str, broken: &[String]) {
    assert!(broken.is_empty(), "{gate}:\n  {}\n", broken.join("\n  "));
}

/// A file made for a seeded violation.
fn seed(path: &str, text: &str) -> Source {
    Source { path: path.into(), text: text.into() }
}

/// The sentence that a seeded violation must have brought about: exactly one, and it names `what`.
fn assert_fires(broken: &[String], what: &str) {
    assert_eq!(broken.len(), 1, "expected one sentence about `{what}`: {broken:#?}");
    assert!(broken[0].contains(what), "expected `{what}` in {broken:?}");
}
