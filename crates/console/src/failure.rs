//! Owns everything that can go wrong at the console, each with its remedy; decides no exit code.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why a command could not be obeyed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// No home directory is known.
    NoHome,
    /// A settings file is not what its client reads.
    Settings { file: PathBuf, line: usize, column: usize, what: Misfit },
    /// What stands at the path of a settings file is no file.
    NotAFile { file: PathBuf },
    /// A settings file is larger than any settings are.
    TooLarge { file: PathBuf },
    /// A settings file may not be written.
    ReadOnly { file: PathBuf },
    /// A settings file was changed by someone else in the very moment.
    Changed { file: PathBuf },
    /// A hook's program is not where it should be.
    NoProgram { name: &'static str, looked: Vec<PathBuf> },
    /// A path is not UTF-8, which a settings file must be.
    NotText { path: PathBuf },
    /// A path that should be a directory's is not.
    NotADirectory { path: PathBuf },
    /// The command to explain is not UTF-8.
    Unreadable,
    /// The system refused; fs-err names the file.
    System(io::Error),
}

/// What is wrong with the content of a settings file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Misfit {
    /// It is not UTF-8.
    Encoding,
    /// It is not JSON.
    Syntax(String),
    /// Something in it is of another type than the client expects.
    Type { key: String, wanted: &'static str, found: &'static str },
}

impl Failure {
    /// The system refused to `act` on `path`, and its error does not say so itself.
    pub(crate) fn refused(act: &str, path: &Path, error: &io::Error) -> Self {
        Self::System(io::Error::new(error.kind(), format!("failed to {act} {}: {error}", path.display())))
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::System(error)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoHome => write!(
                f,
                "HOME is not set to an absolute path\n  set it to the home directory of the person whose agents are to be guarded"
            ),
            Self::Settings { file, line, column, what } => write!(
                f,
                "{}:{line}:{column}: {what}\n  nothing was changed; correct that place and run the command again",
                file.display()
            ),
            Self::NotAFile { file } => write!(
                f,
                "{} is not a regular file\n  nothing was changed; move it away and run the command again",
                file.display()
            ),
            Self::TooLarge { file } => write!(
                f,
                "{} is larger than 4 MiB\n  nothing was changed; is it a settings file?",
                file.display()
            ),
            Self::ReadOnly { file } => write!(
                f,
                "{} is read-only\n  nothing was changed; allow writing (chmod u+w) and run the command again, or enter by hand what `wavebreak install --dry-run` shows",
                file.display()
            ),
            Self::Changed { file } => write!(
                f,
                "{} was changed by someone else just now\n  nothing was written; run the command again",
                file.display()
            ),
            Self::NoProgram { name, looked } => write!(
                f,
                "{name} is in none of {}\n  run install/install.sh, or name its directory with --prefix DIR",
                looked.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ")
            ),
            Self::NotText { path } => write!(
                f,
                "the path {} is not UTF-8\n  settings files cannot name it; use another directory",
                path.display()
            ),
            Self::NotADirectory { path } => {
                write!(f, "{} is not a directory\n  name one with --directory DIR", path.display())
            }
            Self::Unreadable => write!(f, "the command is not UTF-8"),
            Self::System(error) => write!(f, "{error}"),
        }
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Encoding => write!(f, "not UTF-8"),
            Self::Syntax(what) => write!(f, "not JSON: {what}"),
            Self::Type { key, wanted, found } if key.is_empty() => {
                write!(f, "the file holds {found}, not {wanted}")
            }
            Self::Type { key, wanted, found } => write!(f, "`{key}` is {found}, not {wanted}"),
        }
    }
}
