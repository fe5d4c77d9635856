//! Owns what programs do to the world, as typed effects on targets whose standing is known; judges none of them.

mod effect;

pub use effect::{Effect, Loss, Seen};
