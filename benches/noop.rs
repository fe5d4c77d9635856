//! Owns a program that does nothing: the floor below which no process of the same libc can come.
#![no_main]

/// The entry point the C runtime calls; a Rust `main` would add the standard library's own start.
// SAFETY: nothing else in this program is called `main`.
#[unsafe(no_mangle)]
pub extern "C" fn main() -> i32 {
    0
}
