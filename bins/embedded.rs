//! Owns the shipped law as static tables, which `build.rs` makes of `policy/`; a hook neither parses nor allocates for it.

/// The shipped law.
pub static LAW: law::Law = include!(concat!(env!("OUT_DIR"), "/law.rs"));
