//! Owns finding the repository of a directory, as git's setup does; reads nothing else of it.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use hook::{Entry, Head, Repository, Unread, path};

use super::config;
use super::id::Id;
use super::settings::Settings;
use crate::file;

/// The largest `HEAD`, `commondir` or `.git` file: each holds one path or name.
const LARGEST: usize = 16 << 10;

/// The repository that a git command started in `directory` would use. A directory that does not exist yet counts as
/// its nearest ancestor that does.
///
/// Git starts from the physical directory, so links are followed first; the root is then written as the caller would,
/// where it is one of the directories above `directory`.
pub(crate) fn repository(directory: &str, settings: &Settings) -> Option<Repository> {
    let existing = path::upward(directory).find_map(|above| Some((above, fs::canonicalize(above).ok()?)))?;
    let physical = existing.1.to_str()?;
    let mut repository = path::upward(physical).find_map(|above| at(above, settings))?;
    if existing.0 != physical {
        repository.root = repository.root.map(|root| as_written(&root, existing.0).unwrap_or(root));
    }
    Some(repository)
}

/// The ancestor of `directory`, itself included, that is the same directory as `root`.
pub(crate) fn as_written(root: &str, directory: &str) -> Option<String> {
    let wanted = identity(root)?;
    path::upward(directory).find(|above| identity(above) == Some(wanted)).map(Into::into)
}

/// What makes a directory this one and no other.
fn identity(directory: &str) -> Option<(u64, u64)> {
    fs::metadata(directory).ok().map(|metadata| (metadata.dev(), metadata.ino()))
}

/// The repository that starts at `directory`: by a `.git` in it, or because it is a git directory itself.
fn at(directory: &str, settings: &Settings) -> Option<Repository> {
    let dot_git = file::under(directory, ".git");
    let found = match file::entry(Path::new(&dot_git)) {
        Entry::Missing => None,
        Entry::File { .. } => return open(&pointed(&dot_git)?, Some(directory), settings),
        Entry::Link(_) => {
            let target = fs::canonicalize(&dot_git).ok();
            target.and_then(|target| match target.is_file() {
                true => open(&pointed(&dot_git)?, Some(directory), settings),
                false => open(target.to_str()?, Some(directory), settings),
            })
        }
        _ => open(&dot_git, Some(directory), settings),
    };
    found.or_else(|| open(directory, None, settings))
}

/// The directory that the file at `dot_git` points to: `gitdir: PATH`.
fn pointed(dot_git: &str) -> Option<String> {
    let text = line(dot_git).ok()?;
    let target = text.strip_prefix("gitdir: ")?;
    Some(path::join(path::parent(dot_git)?, target))
}

/// The first line of a small file.
fn line(path: &str) -> Result<String, Unread> {
    let mut text = file::lossy(file::read_regular(path, LARGEST)?);
    text.truncate(text.trim_end_matches(['\n', '\r']).len());
    Ok(text)
}

/// The repository whose git directory is `git_dir`, if that is one. `holder` is the directory of the `.git` that led
/// to it; without one, the git directory itself was walked into.
fn open(git_dir: &str, holder: Option<&str>, settings: &Settings) -> Option<Repository> {
    let head = head(git_dir)?;
    let common_dir = match line(&file::under(git_dir, "commondir")) {
        Ok(target) => path::join(git_dir, &target),
        Err(_) => git_dir.into(),
    };
    let is_directory = |name| fs::metadata(file::under(&common_dir, name)).is_ok_and(|found| found.is_dir());
    if !(is_directory("objects") && is_directory("refs")) {
        return None;
    }
    let root = work_tree(git_dir, &common_dir, settings).or_else(|| holder.map(Into::into));
    Some(Repository { root, git_dir: git_dir.into(), common_dir, head })
}

/// The working tree that the configuration names with `core.worktree`. In a linked working tree it means nothing.
fn work_tree(git_dir: &str, common_dir: &str, settings: &Settings) -> Option<String> {
    if git_dir != common_dir {
        return None;
    }
    let text = settings.file(&file::under(common_dir, "config"));
    let own =
        config::last(&text, "extensions.worktreeConfig").filter(|value| config::is_true(value)).and_then(
            |_| config::last(&settings.file(&file::under(git_dir, "config.worktree")), "core.worktree"),
        );
    let value = own.or_else(|| config::last(&text, "core.worktree"))?;
    let root = path::join(git_dir, &file::lossy(value));
    Some(fs::canonicalize(&root).ok().and_then(|root| root.to_str().map(Into::into)).unwrap_or(root))
}

/// What is checked out according to `HEAD`; none where it is nothing that git would take for one. What is there but
/// cannot be read is unknown.
pub(crate) fn head(git_dir: &str) -> Option<Head> {
    let place = file::under(git_dir, "HEAD");
    let text = match file::open_unlinked(Path::new(&place)) {
        Ok((mut opened, metadata)) => file::read_open(&mut opened, &metadata, LARGEST),
        Err(Unread::Refused) => match file::link(Path::new(&place)) {
            Some(target) if target.starts_with(b"refs/") => return Some(branch(&file::lossy(target))),
            _ => file::read_regular(&place, LARGEST),
        },
        Err(error) => Err(error),
    };
    match text {
        Ok(text) => parsed_head(&text),
        Err(Unread::Missing) => None,
        Err(_) => Some(Head::Unknown),
    }
}

fn parsed_head(text: &[u8]) -> Option<Head> {
    if let Some(name) = text.strip_prefix(b"ref:") {
        let name = file::lossy(name.trim_ascii().to_vec());
        return name.starts_with("refs/").then(|| branch(&name));
    }
    let id = Id::from_hex(text.get(..40)?)?;
    let rest = &text[40..];
    match rest.first() {
        None => Some(Head::Detached(id.to_hex())),
        Some(byte) if byte.is_ascii_whitespace() => Some(Head::Detached(id.to_hex())),
        Some(_) => Some(Head::Unknown),
    }
}

/// A branch by its full name. A repository with a reference table keeps a placeholder in `HEAD`.
fn branch(name: &str) -> Head {
    if name == "refs/heads/.invalid" { Head::Unknown } else { Head::Branch(name.into()) }
}
