//! Owns what a path is and what of it would be lost: asks facts, git and the law's list of places; decides nothing.

mod patterns;
mod places;
mod work;

pub(crate) use places::Places;
