//! Owns the door before a shell command runs; what is asked there is the guard's, how it is answered the host's.

use std::process::ExitCode;

#[global_allocator]
static ARENA: host::Arena = host::Arena::new();

fn main() -> ExitCode {
    host::guard_bash(&embedded::LAW)
}
