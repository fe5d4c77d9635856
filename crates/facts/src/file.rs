//! Owns opening, reading and listing what may not be what its name says; knows no format.

use std::ffi::OsStr;
use std::fs::{self, File, FileType, Metadata, OpenOptions};
use std::io::{self, Read};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::{FileTypeExt, MetadataExt, OpenOptionsExt};
use std::path::Path;

use hook::{Entry, Listing, Unread};

/// Reads the regular file at `path` (links followed) if it has at most `limit` bytes. Never waits: a pipe, a device
/// or a socket in its place is refused unread.
///
/// # Errors
/// [`Unread`] says why there is nothing.
pub fn read_regular(path: impl AsRef<Path>, limit: usize) -> Result<Vec<u8>, Unread> {
    let (mut file, metadata) = open(path.as_ref())?;
    read_open(&mut file, &metadata, limit)
}

/// Opens the regular file at `path`, links followed.
///
/// `O_NONBLOCK` makes opening a pipe without a writer return at once; `O_NOCTTY` keeps a terminal from being taken over.
pub(crate) fn open(path: &Path) -> Result<(File, Metadata), Unread> {
    open_with(path, 0)
}

/// Opens the regular file at `path`; a link in its last component is refused.
pub(crate) fn open_unlinked(path: &Path) -> Result<(File, Metadata), Unread> {
    open_with(path, libc::O_NOFOLLOW)
}

fn open_with(path: &Path, flags: i32) -> Result<(File, Metadata), Unread> {
    let flags = flags | libc::O_NONBLOCK | libc::O_NOCTTY | libc::O_CLOEXEC;
    let file =
        OpenOptions::new().read(true).custom_flags(flags).open(path).map_err(|error| unread(&error))?;
    let metadata = file.metadata().map_err(|error| unread(&error))?;
    if metadata.is_file() { Ok((file, metadata)) } else { Err(Unread::WrongKind) }
}

/// Reads all of an open regular file if it has at most `limit` bytes.
pub(crate) fn read_open(file: &mut File, metadata: &Metadata, limit: usize) -> Result<Vec<u8>, Unread> {
    let size = usize::try_from(metadata.len()).unwrap_or(usize::MAX);
    if size > limit {
        return Err(Unread::TooLarge);
    }
    let mut content = vec![0; size];
    let filled = fill(file, &mut content)?;
    content.truncate(filled);
    if size == 0 {
        // Files that the system makes up, as in /proc, say that they are empty.
        let enough = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
        file.take(enough).read_to_end(&mut content).map_err(|error| unread(&error))?;
    }
    if content.len() > limit { Err(Unread::TooLarge) } else { Ok(content) }
}

/// Reads into `buffer` until it is full or the source ends; how many bytes it got.
pub(crate) fn fill(source: &mut impl Read, buffer: &mut [u8]) -> Result<usize, Unread> {
    let mut filled = 0;
    while filled < buffer.len() {
        match source.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(more) => filled += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(unread(&error)),
        }
    }
    Ok(filled)
}

/// What stands at `path`, a link in its last component not followed.
pub(crate) fn entry(path: &Path) -> Entry {
    let metadata = match fs::symlink_metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if unread(&error) == Unread::Missing => return Entry::Missing,
        Err(_) => return Entry::Unknown,
    };
    let kind = metadata.file_type();
    if kind.is_file() {
        let executable = metadata.mode() & 0o111 != 0;
        Entry::File { size: metadata.len(), links: metadata.nlink(), executable }
    } else if kind.is_dir() {
        Entry::Directory
    } else if kind.is_symlink() {
        link(path).map_or(Entry::Unknown, |text| Entry::Link(lossy(text)))
    } else if kind.is_block_device() || kind.is_char_device() {
        Entry::Device
    } else {
        Entry::Special
    }
}

/// The text of the link at `path`.
pub(crate) fn link(path: &Path) -> Option<Vec<u8>> {
    fs::read_link(path).ok().map(|text| text.into_os_string().into_vec())
}

/// The names in the directory at `path`, at most `limit` of them, sorted.
pub(crate) fn list(path: &Path, limit: usize) -> Result<Listing, Unread> {
    let (names, complete) = names(path, limit)?;
    Ok(Listing { names: names.into_iter().map(|(name, _)| lossy(name)).collect(), complete })
}

/// What a name stands for, as far as a walk is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// A directory.
    Directory,
    /// A regular file or a link.
    File,
    /// Something without content: a pipe, a socket, a device.
    Special,
}

impl Kind {
    fn of(kind: FileType) -> Self {
        match (kind.is_dir(), kind.is_file() || kind.is_symlink()) {
            (true, _) => Self::Directory,
            (_, true) => Self::File,
            _ => Self::Special,
        }
    }
}

/// What stands at `path`.
pub(crate) fn kind(path: &Path) -> Result<Kind, Unread> {
    fs::symlink_metadata(path).map(|found| Kind::of(found.file_type())).map_err(|error| unread(&error))
}

/// A name in a directory, and what it stands for.
pub(crate) type Name = (Vec<u8>, Kind);

/// The names in the directory at `path` with their kinds, sorted, at most `limit` of them; and whether that is all.
pub(crate) fn names(path: &Path, limit: usize) -> Result<(Vec<Name>, bool), Unread> {
    let mut names = Vec::new();
    for entry in fs::read_dir(path).map_err(|error| not_listed(path, &error))? {
        let entry = entry.map_err(|error| unread(&error))?;
        if names.len() == limit {
            names.sort_unstable();
            return Ok((names, false));
        }
        let kind = Kind::of(entry.file_type().map_err(|error| unread(&error))?);
        names.push((entry.file_name().into_vec(), kind));
    }
    names.sort_unstable();
    Ok((names, true))
}

/// Something that is no directory and a path through such a thing are one error to the system, but not to us.
fn not_listed(path: &Path, error: &io::Error) -> Unread {
    match (unread(error), fs::symlink_metadata(path)) {
        (Unread::Missing, Ok(_)) => Unread::WrongKind,
        (error, _) => error,
    }
}

/// What is called `name` in `directory`. Both are in order already; unlike [`hook::path::join`] this looks at neither.
pub(crate) fn under(directory: &str, name: &str) -> String {
    let mut path = String::with_capacity(directory.len() + 1 + name.len());
    path.push_str(directory.trim_end_matches('/'));
    path.push('/');
    path.push_str(name);
    path
}

/// A path from bytes.
pub(crate) fn path(bytes: &[u8]) -> &Path {
    Path::new(OsStr::from_bytes(bytes))
}

/// Text from bytes, what is not UTF-8 replaced.
pub(crate) fn lossy(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// The word for an error. A path through something that is no directory leads nowhere; one that is longer than the
/// system takes at once may well lead somewhere.
pub(crate) fn unread(error: &io::Error) -> Unread {
    match error.raw_os_error() {
        Some(libc::ENOENT | libc::ENOTDIR) => Unread::Missing,
        Some(libc::ENXIO | libc::EISDIR | libc::ENODEV | libc::EOPNOTSUPP) => Unread::WrongKind,
        _ => Unread::Refused,
    }
}
