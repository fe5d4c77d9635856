//! Owns the command line's grammar, its help and the exit codes; does nothing with them.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// What was asked for is done, or holds.
pub(crate) const DONE: u8 = 0;
/// It could not be done, or does not hold. For `explain`: the command is denied.
pub(crate) const FAILED: u8 = 1;
/// The command line was not understood. For `explain`: there was nothing to judge.
pub(crate) const MISUSED: u8 = 2;
/// For `explain`: a person would be asked.
pub(crate) const ASKS: u8 = 3;

/// Guards AI coding agents: judges what a command would really destroy before it runs.
#[derive(Debug, Parser)]
#[command(name = "wavebreak", version, propagate_version = true, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Register the guard with Claude Code
    #[command(after_help = INSTALL)]
    Install(Install),
    /// Take the guard's registration out again
    #[command(after_help = UNINSTALL)]
    Uninstall(Uninstall),
    /// Check that the registered guard really refuses and really allows
    #[command(after_help = DOCTOR)]
    Doctor(Doctor),
    /// Judge a command without running it, and say why
    #[command(after_help = EXPLAIN)]
    Explain(Explain),
}

#[derive(Debug, Args)]
pub(crate) struct Install {
    /// Register in DIR/.claude/settings.json instead of the user's settings
    #[arg(long, value_name = "DIR")]
    pub(crate) project: Option<PathBuf>,
    /// Where guard-bash is, or its parent if that has a bin [default: beside this program]
    #[arg(long, value_name = "DIR")]
    pub(crate) prefix: Option<PathBuf>,
    /// Refuse nothing: only record what would be refused
    #[arg(long)]
    pub(crate) observe: bool,
    /// Show the change to the settings file as a diff and make none
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Print the dry run as JSON
    #[arg(long, requires = "dry_run")]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Uninstall {
    /// Take it out of DIR/.claude/settings.json instead of the user's settings
    #[arg(long, value_name = "DIR")]
    pub(crate) project: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Doctor {
    /// Check the registration in DIR/.claude/settings.json instead of the user's
    #[arg(long, value_name = "DIR")]
    pub(crate) project: Option<PathBuf>,
    /// Print the findings as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// The command line to judge; - reads it from standard input
    #[arg(value_name = "CMD", allow_hyphen_values = true)]
    pub(crate) text: String,
    /// Judge it as started in DIR [default: here]
    #[arg(long, value_name = "DIR")]
    pub(crate) directory: Option<PathBuf>,
    /// Nobody is there to be asked
    #[arg(long)]
    pub(crate) unattended: bool,
    /// Print the judgement as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

const INSTALL: &str = "\
Examples:
  wavebreak install                  for every project of this user
  wavebreak install --project .      for this project only
  wavebreak install --dry-run        show the change first
  wavebreak install --observe        refuse nothing, record what would be refused

Only the guard's own entries are written; the rest of the settings file stays as it is, byte for byte.

Exit codes:
  0  registered, or already was
  1  not registered; standard error says why, and the settings file is as it was
  2  the command line was not understood";

const UNINSTALL: &str = "\
Examples:
  wavebreak uninstall                out of the user's settings
  wavebreak uninstall --project .    out of this project's settings

A settings file that nobody else has changed since is restored byte for byte. Otherwise only the guard's entries go.

Exit codes:
  0  not registered any more, or never was
  1  the settings file could not be changed; standard error says why
  2  the command line was not understood";

const DOCTOR: &str = "\
Examples:
  wavebreak doctor
  wavebreak doctor --project . --json

Runs the registered command line as the client would, in a repository made for this purpose and removed afterwards.

Exit codes:
  0  healthy
  1  not healthy, or not installed
  2  the command line was not understood";

const EXPLAIN: &str = "\
Examples:
  wavebreak explain 'git reset --hard'
  wavebreak explain --directory ../other 'rm -rf build'
  wavebreak explain --unattended --json - < script.sh

Nothing is run.

Exit codes:
  0  it may run (allow, notice)
  1  it may not (deny)
  2  the command line was not understood, or there was nothing to judge
  3  a person would be asked (ask)";

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_grammar_is_sound_and_every_command_shows_examples_and_exit_codes() {
        let mut grammar = Arguments::command();
        grammar.clone().debug_assert();
        for command in grammar.get_subcommands_mut() {
            let help = command.render_long_help().to_string();
            assert!(help.contains("Examples:") && help.contains("Exit codes:"), "{help}");
        }
    }
}
