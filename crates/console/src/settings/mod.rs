//! Owns a settings file on disk: finding it through links, reading it whole, replacing it in one step; knows no key in it.

mod edit;
mod json;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use fs_err as fs;

use crate::failure::{Failure, Misfit};

pub(crate) use edit::{Container, Piece, append, kind, whole, without};
pub(crate) use json::{Fault, parse};

/// No settings file is larger; a larger one is not read.
const LARGEST: u64 = 4 << 20;
/// How many links in a row are followed, as Linux does.
const LINKS: usize = 40;

/// A settings file as it was found.
#[derive(Debug)]
pub(crate) struct Settings {
    /// Its path as a person would name it.
    pub(crate) path: PathBuf,
    /// Its path with links followed; where its bytes are.
    pub(crate) target: PathBuf,
    /// Its text; none where there is no file.
    pub(crate) text: Option<String>,
}

impl Settings {
    /// Reads the file at `path`, if there is one.
    pub(crate) fn open(path: PathBuf) -> Result<Self, Failure> {
        let target = followed(&path);
        let text = read(&target)?;
        Ok(Self { path, target, text })
    }

    /// The text, empty where there is no file.
    pub(crate) fn text(&self) -> &str {
        self.text.as_deref().unwrap_or_default()
    }

    /// Replaces the file by one that holds `text`, in one step: whoever reads meanwhile sees the one or the other.
    /// Mode and owner stay.
    pub(crate) fn write(&self, text: &str) -> Result<(), Failure> {
        self.check_writable()?;
        let directory = self.directory();
        let refused = |error| Failure::refused("replace", &self.path, &error);
        fs::create_dir_all(directory)?;
        let mut fresh = fresh_file(directory, &self.target).map_err(refused)?;
        fresh.write_all(text.as_bytes()).and_then(|()| fresh.as_file().sync_all()).map_err(refused)?;
        self.check_unchanged()?;
        fresh.persist(&self.target).map(drop).map_err(|error| refused(error.error))
    }

    /// The directories above the file that do not exist, the outermost first.
    pub(crate) fn missing_directories(&self) -> Vec<PathBuf> {
        let missing = self.directory().ancestors().take_while(|path| !path.exists());
        let mut missing: Vec<PathBuf> = missing.map(Path::to_path_buf).collect();
        missing.reverse();
        missing
    }

    fn directory(&self) -> &Path {
        self.target.parent().unwrap_or(Path::new("/"))
    }

    /// Removes the file, and of `directories` those that are empty then.
    pub(crate) fn remove(&self, directories: &[PathBuf]) -> Result<(), Failure> {
        self.check_unchanged()?;
        fs::remove_file(&self.target)?;
        for directory in directories.iter().rev() {
            if fs::remove_dir(directory).is_err() {
                break;
            }
        }
        Ok(())
    }

    /// The failure to report for a `fault` in this file.
    pub(crate) fn fault(&self, fault: Fault) -> Failure {
        Failure::Settings {
            file: self.path.clone(),
            line: fault.line,
            column: fault.column,
            what: fault.what,
        }
    }

    /// Renaming over a file asks no permission of the file itself, but its owner meant something by taking it away.
    fn check_writable(&self) -> Result<(), Failure> {
        match fs::metadata(&self.target) {
            Ok(known) if known.permissions().readonly() => Err(Failure::ReadOnly { file: self.path.clone() }),
            _ => Ok(()),
        }
    }

    fn check_unchanged(&self) -> Result<(), Failure> {
        if read(&self.target)? == self.text {
            Ok(())
        } else {
            Err(Failure::Changed { file: self.path.clone() })
        }
    }
}

/// `path` with links followed as far as they go, also where the last one points at nothing yet, so that a file is known
/// by the same path before and after it exists.
fn followed(path: &Path) -> PathBuf {
    let mut path = path.to_path_buf();
    for _ in 0..LINKS {
        let Ok(link) = fs::read_link(&path) else { break };
        path = path.parent().unwrap_or(Path::new("/")).join(link);
    }
    let real = path.ancestors().find_map(|above| Some((above, fs::canonicalize(above).ok()?)));
    match real.map(|(above, real)| path.strip_prefix(above).map(|rest| real.join(rest))) {
        Some(Ok(real)) => real.components().collect(),
        _ => path,
    }
}

fn read(target: &Path) -> Result<Option<String>, Failure> {
    let known = match fs::metadata(target) {
        Ok(known) => known,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    if !known.is_file() {
        return Err(Failure::NotAFile { file: target.into() });
    }
    if known.len() > LARGEST {
        return Err(Failure::TooLarge { file: target.into() });
    }
    let bytes = fs::read(target)?;
    String::from_utf8(bytes).map(Some).map_err(|error| misencoded(target, &error))
}

fn misencoded(file: &Path, error: &std::string::FromUtf8Error) -> Failure {
    let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let column = before.iter().rev().take_while(|byte| **byte != b'\n').count() + 1;
    Failure::Settings { file: file.into(), line, column, what: Misfit::Encoding }
}

/// A file beside `target`, with its mode and owner, or with what the umask leaves of a new file.
fn fresh_file(directory: &Path, target: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".wavebreak-");
    let Ok(known) = fs::metadata(target) else {
        return open_to_all(&mut builder).tempfile_in(directory);
    };
    let fresh = builder.tempfile_in(directory)?;
    keep_owner(fresh.path(), &known);
    fresh.as_file().set_permissions(known.permissions())?;
    Ok(fresh)
}

#[cfg(unix)]
fn open_to_all<'b>(
    builder: &'b mut tempfile::Builder<'static, 'static>,
) -> &'b mut tempfile::Builder<'static, 'static> {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(std::fs::Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn open_to_all<'b>(
    builder: &'b mut tempfile::Builder<'static, 'static>,
) -> &'b mut tempfile::Builder<'static, 'static> {
    builder
}

/// Only an administrator can give files away, and only then is there anything to keep.
#[cfg(unix)]
fn keep_owner(fresh: &Path, known: &std::fs::Metadata) {
    use std::os::unix::fs::MetadataExt;
    let _ = std::os::unix::fs::chown(fresh, Some(known.uid()), Some(known.gid()));
}

#[cfg(not(unix))]
fn keep_owner(_: &Path, _: &std::fs::Metadata) {}
