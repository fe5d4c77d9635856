//! Owns getting one line into a file that many processes append to; knows no record.
//!
//! A line is one `write` under `O_APPEND`, so lines of several processes do not mix. Nothing here waits: a pipe in
//! place of the file is refused, a lock that somebody holds is done without.

use std::io::{self, Write};
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::Path;

use fs_err::os::unix::fs::OpenOptionsExt;
use fs_err::{File, OpenOptions};

/// Appends `line` and a line end to the file at `path`, which is made if there is none, for its owner alone.
///
/// Where a writer died in the middle of a line, the new one begins on a line of its own.
///
/// # Errors
/// Whatever the system says; a link, a pipe or a device in place of the file; a line that did not fit whole.
pub fn append(path: &Path, line: &str) -> io::Result<()> {
    let mut file = open(path)?;
    let alone = file.file().try_lock().is_ok();
    let before = size(&file)?;
    let mut bytes = Vec::with_capacity(line.len() + 2);
    if is_torn(&file, before) {
        bytes.push(b'\n');
    }
    bytes.extend_from_slice(line.as_bytes());
    bytes.push(b'\n');
    let written = file.write(&bytes)?;
    if written == bytes.len() {
        return Ok(());
    }
    if alone {
        file.set_len(before)?;
    }
    Err(io::Error::new(io::ErrorKind::WriteZero, format!("failed to append to {}: no room", path.display())))
}

fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new()
        .read(true)
        .append(true)
        .create(true)
        .mode(0o600)
        .custom_flags(libc::O_NOFOLLOW | libc::O_NONBLOCK | libc::O_NOCTTY)
        .open(path)
}

/// The size of a regular file; anything else is no journal.
fn size(file: &File) -> io::Result<u64> {
    let metadata = file.metadata()?;
    if metadata.is_file() {
        return Ok(metadata.size());
    }
    let message = format!("failed to append to {}: not a regular file", file.path().display());
    Err(io::Error::new(io::ErrorKind::InvalidInput, message))
}

/// Whether the file ends within a line.
fn is_torn(file: &File, size: u64) -> bool {
    let mut last = [b'\n'];
    size > 0 && file.file().read_exact_at(&mut last, size - 1).is_ok() && last != *b"\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stand_alone_even_after_a_torn_one() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("journal");
        append(&path, "one").unwrap();
        append(&path, "two").unwrap();
        assert_eq!(fs_err::read_to_string(&path).unwrap(), "one\ntwo\n");
        fs_err::write(&path, "one\ntw").unwrap();
        append(&path, "three").unwrap();
        assert_eq!(fs_err::read_to_string(&path).unwrap(), "one\ntw\nthree\n");
    }

    #[test]
    fn the_file_is_its_owners_alone() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("journal");
        append(&path, "one").unwrap();
        assert_eq!(fs_err::metadata(&path).unwrap().mode() & 0o777, 0o600);
    }

    #[expect(clippy::disallowed_types, reason = "the standard library makes no pipe in the file system")]
    fn pipe(path: &Path) {
        let made = std::process::Command::new("mkfifo").arg(path).status().unwrap();
        assert!(made.success());
    }

    #[test]
    fn what_is_no_regular_file_is_refused_without_waiting() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        fs_err::write(at("target"), "").unwrap();
        fs_err::os::unix::fs::symlink(at("target"), at("link")).unwrap();
        pipe(&at("pipe"));
        for path in [at("link"), at("pipe"), "/dev/null".into(), dir.path().into(), at("none/journal")] {
            assert!(append(&path, "x").is_err(), "{}", path.display());
        }
        assert_eq!(fs_err::read_to_string(at("target")).unwrap(), "");
    }

    #[test]
    fn a_held_lock_stops_nobody() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("journal");
        append(&path, "one").unwrap();
        let holder = open(&path).unwrap();
        holder.file().lock().unwrap();
        append(&path, "two").unwrap();
        assert_eq!(fs_err::read_to_string(&path).unwrap(), "one\ntwo\n");
    }

    #[test]
    fn lines_of_many_writers_do_not_mix() {
        let dir = tempfile::tempdir().unwrap();
        let path = &dir.path().join("journal");
        std::thread::scope(|scope| {
            for writer in 0..8 {
                scope.spawn(move || {
                    let line = writer.to_string().repeat(3000);
                    (0..100).for_each(|_| append(path, &line).unwrap());
                });
            }
        });
        let text = fs_err::read_to_string(path).unwrap();
        let lines: Vec<_> = text.lines().filter(|line| !line.is_empty()).collect();
        assert_eq!(lines.len(), 800);
        assert!(lines.iter().all(|line| line.len() == 3000 && line.bytes().all(|b| b == line.as_bytes()[0])));
    }
}
