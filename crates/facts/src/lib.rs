//! Owns the answers to [`hook::Facts`] from disk, in process and only when asked; decides nothing, writes nothing,
//! starts no process.
//!
//! Whatever stands in place of a file (a pipe, a device, a socket, a gigabyte) is noticed before it is read, so no
//! question can be made to wait. What cannot be had is said to be incomplete or unknown, never guessed to be harmless.

#![cfg(unix)]

mod disk;
mod file;
mod git;
mod recorder;

pub use disk::Disk;
pub use file::read_regular;
pub use recorder::{Asked, Recorder};
