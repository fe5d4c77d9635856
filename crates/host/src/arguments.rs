//! Owns the arguments of a hook; does nothing about them. Read by hand: hooks are started thousands of times a day.

use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;

use agents::Platform;
use hook::Reason;

/// What the registered command line says about how to serve.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// Who asks, if it is not to be told from the payload.
    pub platform: Option<Platform>,
    /// Where to record what would not be allowed, instead of not allowing it. Absolute.
    pub observe: Option<PathBuf>,
    /// The project the registration is for. Absolute.
    pub root: Option<PathBuf>,
    /// The user's configuration. Absolute.
    pub config: Option<PathBuf>,
}

/// All that arguments say.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Arguments {
    pub(crate) wish: Wish,
    pub(crate) options: Options,
}

/// What is wanted of the program.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Wish {
    Serve,
    Help,
    Version,
    Nonsense(Problem),
}

/// Why arguments cannot be followed. A registration that went wrong must refuse, not be ignored.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    Unknown(String),
    NoValue(&'static str),
    Twice(&'static str),
    NotAbsolute(&'static str, String),
    NoPlatform(String),
}

/// The options that take a value.
const OPTIONS: &[&str] = &["--platform", "--observe", "--root", "--config"];

/// Reads `arguments`, without the program's name.
pub(crate) fn read(arguments: impl Iterator<Item = OsString>) -> Arguments {
    let mut options = Options::default();
    let wish = wish(arguments, &mut options).unwrap_or_else(Wish::Nonsense);
    Arguments { wish, options }
}

fn wish(mut arguments: impl Iterator<Item = OsString>, options: &mut Options) -> Result<Wish, Problem> {
    while let Some(argument) = arguments.next() {
        let text = text(argument)?;
        match text.as_str() {
            "--help" | "-h" => return Ok(Wish::Help),
            "--version" | "-V" => return Ok(Wish::Version),
            _ => {}
        }
        let (name, attached) = match text.split_once('=') {
            Some((name, value)) => (name, Some(value.to_owned())),
            None => (text.as_str(), None),
        };
        let known = OPTIONS.iter().copied().find(|own| *own == name);
        let name = known.ok_or_else(|| Problem::Unknown(text.clone()))?;
        let value = match attached {
            Some(value) => value,
            None => self::text(arguments.next().ok_or(Problem::NoValue(name))?)?,
        };
        options.set(name, value)?;
    }
    Ok(Wish::Serve)
}

fn text(argument: OsString) -> Result<String, Problem> {
    argument.into_string().map_err(|argument| Problem::Unknown(argument.to_string_lossy().into_owned()))
}

impl Options {
    fn set(&mut self, name: &'static str, value: String) -> Result<(), Problem> {
        let place = match name {
            "--platform" => {
                let platform = Platform::from_name(&value).ok_or(Problem::NoPlatform(value))?;
                return once(&mut self.platform, name, platform);
            }
            "--observe" => &mut self.observe,
            "--root" => &mut self.root,
            _ => &mut self.config,
        };
        if !value.starts_with('/') {
            return Err(Problem::NotAbsolute(name, value));
        }
        once(place, name, PathBuf::from(value))
    }
}

fn once<T>(place: &mut Option<T>, name: &'static str, value: T) -> Result<(), Problem> {
    match place.replace(value) {
        Some(_) => Err(Problem::Twice(name)),
        None => Ok(()),
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the guard was started with arguments it cannot follow: ")?;
        match self {
            Self::Unknown(argument) => write!(f, "{argument:?} is none it knows"),
            Self::NoValue(name) => write!(f, "{name} lacks its value"),
            Self::Twice(name) => write!(f, "{name} is given twice"),
            Self::NotAbsolute(name, value) => write!(f, "{name} needs an absolute path, not {value:?}"),
            Self::NoPlatform(name) => write!(f, "there is no platform {name:?}"),
        }
    }
}

impl From<Problem> for Reason {
    fn from(problem: Problem) -> Self {
        Self::new("host.arguments", problem.to_string())
            .instead("a person should run `wavebreak install` again, which renews the registration")
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::ffi::OsStringExt;

    use super::*;

    fn of(arguments: &[&str]) -> Arguments {
        read(arguments.iter().map(OsString::from))
    }

    #[test]
    fn options_are_read_attached_or_apart() {
        let expected = Options {
            platform: Some(Platform::ClaudeCode),
            observe: Some("/o".into()),
            root: Some("/r=1".into()),
            config: Some("/c".into()),
        };
        let apart = ["--platform", "claude-code", "--observe", "/o", "--root", "/r=1", "--config", "/c"];
        let attached = ["--root=/r=1", "--config=/c", "--observe=/o", "--platform=claude-code"];
        for arguments in [&apart[..], &attached[..]] {
            assert_eq!(of(arguments), Arguments { wish: Wish::Serve, options: expected.clone() });
        }
    }

    #[test]
    fn what_cannot_be_followed_is_named() {
        let rows = [
            (&["--verbose"][..], Problem::Unknown("--verbose".into())),
            (&["ls"], Problem::Unknown("ls".into())),
            (&[""], Problem::Unknown(String::new())),
            (&["--"], Problem::Unknown("--".into())),
            (&["--roots=/x"], Problem::Unknown("--roots=/x".into())),
            (&["--root"], Problem::NoValue("--root")),
            (&["--root", "x"], Problem::NotAbsolute("--root", "x".into())),
            (&["--config="], Problem::NotAbsolute("--config", String::new())),
            (&["--observe", "--root"], Problem::NotAbsolute("--observe", "--root".into())),
            (&["--root", "/x", "--root=/x"], Problem::Twice("--root")),
            (&["--platform", "emacs"], Problem::NoPlatform("emacs".into())),
        ];
        let wrong: Vec<_> = rows
            .into_iter()
            .map(|(arguments, problem)| (of(arguments).wish, Wish::Nonsense(problem)))
            .filter(|(wish, expected)| wish != expected)
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
        let torn = read([OsString::from_vec(b"--r\xff".to_vec())].into_iter());
        assert_eq!(torn.wish, Wish::Nonsense(Problem::Unknown("--r\u{fffd}".into())));
    }

    #[test]
    fn a_person_is_helped() {
        assert_eq!(of(&["--help"]).wish, Wish::Help);
        assert_eq!(of(&["--root", "/x", "-h"]).wish, Wish::Help);
        assert_eq!(of(&["--version"]).wish, Wish::Version);
    }
}
