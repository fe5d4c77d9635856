//! Owns what a path is and what of it would be lost: asks facts, git and the law's list of places; decides nothing.

mod ground;
mod patterns;
mod places;
mod unclear;
pub(crate) mod work;

pub(crate) use ground::is_hollow;
pub(crate) use patterns::Known;
pub(crate) use places::{Places, fifo_key};
