//! Owns what people type and read: `wavebreak install`, `uninstall`, `doctor`, `explain`; judges nothing itself.

mod arguments;
mod doctor;
mod explain;
mod failure;
mod install;
mod paint;
mod receipt;
mod registration;
mod settings;
mod surroundings;
mod uninstall;

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;
use guard::Law;

use arguments::{Arguments, Command};
use failure::Failure;
use surroundings::Surroundings;

/// What a command needs besides its own arguments.
struct Desk<'a> {
    around: &'a Surroundings,
    law: &'a Law,
    out: &'a mut dyn Write,
}

/// Runs the command line `arguments`, the program's name first, judging by `law` where a judgement is shown.
///
/// Everything is printed at once when the command is done, so that a reader who closes the pipe early changes neither
/// what was done nor the exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>, law: &Law) -> ExitCode {
    let command = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments.command,
        Err(refusal) => return refused(&refusal),
    };
    let around = Surroundings::observe();
    let mut printed = Vec::new();
    let result = obey(&command, &mut Desk { around: &around, law, out: &mut printed });
    let shown = io::stdout().lock().write_all(&printed).and_then(|()| io::stdout().flush());
    let code = result.unwrap_or_else(|failure| complain(&failure, &command));
    match shown {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => ExitCode::from(arguments::FAILED),
        _ => ExitCode::from(code),
    }
}

fn obey(command: &Command, desk: &mut Desk<'_>) -> Result<u8, Failure> {
    match command {
        Command::Install(wanted) => install::run(wanted, desk),
        Command::Uninstall(wanted) => uninstall::run(wanted, desk),
        Command::Doctor(wanted) => doctor::run(wanted, desk),
        Command::Explain(wanted) => explain::run(wanted, desk),
    }
}

/// Help and version go to standard output and are no failure; anything else goes to standard error with exit code 2.
fn refused(refusal: &clap::Error) -> ExitCode {
    let text = refusal.render().to_string();
    let written = if refusal.use_stderr() {
        io::stderr().write_all(text.as_bytes())
    } else {
        io::stdout().write_all(text.as_bytes())
    };
    match (written, refusal.use_stderr()) {
        (_, false) => ExitCode::SUCCESS,
        (_, true) => ExitCode::from(arguments::MISUSED),
    }
}

/// Says on standard error what went wrong. There is nowhere left to report that this cannot be written either.
fn complain(failure: &Failure, command: &Command) -> u8 {
    let _ = writeln!(io::stderr(), "wavebreak: {failure}");
    match command {
        Command::Explain(_) => arguments::MISUSED,
        _ => arguments::FAILED,
    }
}
