//! The door that people type at: hands the command line and the shipped law to the console.

use std::process::ExitCode;

fn main() -> ExitCode {
    console::run(std::env::args_os(), &embedded::LAW)
}
