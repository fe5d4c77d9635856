//! Owns what is read from the process's surroundings, once: environment, directory, own path; derives every place from it.

use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use agents::Scope;

use crate::failure::Failure;
use crate::registration::PLATFORM;

/// Where this program was started and by whom.
#[derive(Debug, Default)]
pub(crate) struct Surroundings {
    home: Option<PathBuf>,
    settings: Option<PathBuf>,
    state: Option<PathBuf>,
    directory: PathBuf,
    program: Option<PathBuf>,
    /// Whether output may be coloured.
    pub(crate) colour: bool,
}

impl Surroundings {
    /// Reads them. A variable that is empty counts as not set, and so does a relative `HOME` or `XDG_STATE_HOME`
    /// (XDG Base Directory Specification: relative paths are invalid and to be ignored).
    pub(crate) fn observe() -> Self {
        let directory = std::env::current_dir().unwrap_or_default();
        let absolute = |name| variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
        Self {
            home: absolute("HOME"),
            settings: variable(agents::layout(PLATFORM).directory_variable).map(|path| directory.join(path)),
            state: absolute("XDG_STATE_HOME"),
            program: std::env::current_exe().ok(),
            colour: may_colour(),
            directory,
        }
    }

    /// The directory this program was started in.
    pub(crate) fn directory(&self) -> &Path {
        &self.directory
    }

    /// The directory of this program's own file, links followed.
    pub(crate) fn beside(&self) -> Option<&Path> {
        self.program.as_deref().and_then(Path::parent)
    }

    /// The user's settings of the platform.
    pub(crate) fn user_settings(&self) -> Result<PathBuf, Failure> {
        let file = Path::new(agents::settings_file(PLATFORM, Scope::User));
        match (&self.settings, file.file_name()) {
            (Some(directory), Some(name)) => Ok(directory.join(name)),
            _ => Ok(self.home()?.join(file)),
        }
    }

    /// Where this program keeps its own state.
    pub(crate) fn state(&self) -> Result<PathBuf, Failure> {
        let directory = match &self.state {
            Some(directory) => directory.clone(),
            None => self.home()?.join(".local/state"),
        };
        Ok(directory.join("wavebreak"))
    }

    fn home(&self) -> Result<&Path, Failure> {
        self.home.as_deref().ok_or(Failure::NoHome)
    }
}

/// A variable that is set to something.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

/// On a terminal that can, unless <https://no-color.org> says not to.
fn may_colour() -> bool {
    std::io::stdout().is_terminal()
        && variable("NO_COLOR").is_none()
        && variable("TERM").is_none_or(|kind| kind != "dumb")
}
