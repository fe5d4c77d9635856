//! Owns what a revision means, as gitrevisions(7) describes it; walks no history beyond parents.

use hook::{Head, Repository};

use super::Git;
use super::commit::Commit;
use super::id::{Id, Prefix};
use super::object::{Kind, MOST_TAGS};
use crate::file;

/// The largest log of a reference that is read: some eighty thousand entries.
const LARGEST_LOG: usize = 16 << 20;

/// How many generations `~N` goes back before it counts as nowhere to be told.
const MOST_GENERATIONS: usize = 50_000;

/// Where git looks for a name, in this order.
const PLACES: &[(&str, &str)] = &[
    ("", ""),
    ("refs/", ""),
    ("refs/tags/", ""),
    ("refs/heads/", ""),
    ("refs/remotes/", ""),
    ("refs/remotes/", "/HEAD"),
];

/// What a revision comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Revision {
    /// A commit.
    At(Id),
    /// A commit, by a search or a date, which are not followed.
    Somewhere,
}

/// The commit that `text` names, if it names one.
pub(crate) fn resolve(git: &Git, text: &str) -> Option<Revision> {
    if text.starts_with(":/") {
        return (text.len() > 2).then_some(Revision::Somewhere);
    }
    let base = text.find(['^', '~']).into_iter().chain(text.find("@{")).min().unwrap_or(text.len());
    let (base, mut rest) = text.split_at(base);
    let mut at = match rest.strip_prefix("@{") {
        Some(after) => {
            let (inside, after) = after.split_once('}')?;
            rest = after;
            logged(git, base, inside)?
        }
        None => Revision::At(named(git, base)?),
    };
    while !rest.is_empty() {
        (at, rest) = step(git, at, rest)?;
    }
    match at {
        Revision::At(id) => commit_of(git, id).map(Revision::At),
        Revision::Somewhere => Some(Revision::Somewhere),
    }
}

/// One `^`, `^N`, `^{…}` or `~N` at the start of `rest`, and what comes after it.
fn step<'t>(git: &Git, at: Revision, rest: &'t str) -> Option<(Revision, &'t str)> {
    if let Some(rest) = rest.strip_prefix("^{") {
        let (inside, rest) = rest.split_once('}')?;
        return match inside {
            "" | "commit" | "object" => Some((at, rest)),
            _ => inside.starts_with('/').then_some((Revision::Somewhere, rest)),
        };
    }
    let (sign, number) = (rest.chars().next()?, rest.strip_prefix(['^', '~'])?);
    let length = number.bytes().take_while(u8::is_ascii_digit).count();
    let (number, after) = number.split_at(length);
    let number = if number.is_empty() { 1 } else { number.parse().ok()? };
    let Revision::At(id) = at else { return Some((at, after)) };
    let id = commit_of(git, id)?;
    let next = match number {
        _ if sign == '~' => ancestor(git, id, number)?,
        0 => id,
        _ => *commit(git, id)?.parents.get(number - 1)?,
    };
    Some((Revision::At(next), after))
}

fn ancestor(git: &Git, mut id: Id, generations: usize) -> Option<Id> {
    if generations > MOST_GENERATIONS {
        return None;
    }
    for _ in 0..generations {
        id = *commit(git, id)?.parents.first()?;
    }
    Some(id)
}

fn commit(git: &Git, id: Id) -> Option<Commit> {
    if git.is_shallow(id) {
        return None;
    }
    Commit::parsed(&git.objects.read(id, Kind::Commit)?)
}

/// The commit that `id` is, or that the tag `id` is about.
fn commit_of(git: &Git, mut id: Id) -> Option<Id> {
    for _ in 0..MOST_TAGS {
        let object = git.objects.any(id)?;
        match object.kind {
            Kind::Commit => return Some(id),
            Kind::Tag => id = object.tagged()?,
            Kind::Tree | Kind::Blob => return None,
        }
    }
    None
}

/// The object that `name` names: a reference, an id or the start of one.
fn named(git: &Git, name: &str) -> Option<Id> {
    if let Some(id) = Id::from_hex(name.as_bytes()) {
        return Some(id);
    }
    if let Some((_, id)) = reference(git, name) {
        return Some(id);
    }
    let described = name.rsplit_once("-g").map_or(name, |(_, id)| id);
    let candidates = git.objects.beginning(Prefix::from_hex(described.as_bytes())?);
    let mut commits = candidates.into_iter().filter(|id| commit_of(git, *id).is_some());
    commits.next().filter(|_| commits.next().is_none())
}

/// The full name and the id of the reference that `name` is short for.
fn reference(git: &Git, name: &str) -> Option<(String, Id)> {
    let name = if name == "@" { "HEAD" } else { name };
    PLACES.iter().find_map(|(before, after)| {
        let full = format!("{before}{name}{after}");
        let id = git.refs.resolve(&full).ok()??;
        Some((full, id))
    })
}

/// What `base@{inside}` means: an entry of a log, a branch that was checked out, or an upstream.
fn logged(git: &Git, base: &str, inside: &str) -> Option<Revision> {
    let current = match &git.repository.head {
        Head::Branch(name) => name.as_str(),
        Head::Detached(_) | Head::Unknown => "HEAD",
    };
    if let Some(back) = inside.strip_prefix('-').filter(|_| base.is_empty()) {
        let name = checked_out(&git.repository, back.parse().ok()?)?;
        return named(git, &name).map(Revision::At);
    }
    let is_upstream = ["u", "upstream", "push"].iter().any(|word| inside.eq_ignore_ascii_case(word));
    let full = if base.is_empty() { current.to_string() } else { reference(git, base)?.0 };
    if is_upstream {
        let full = if full == "HEAD" { current } else { &full };
        return git.refs.resolve(&upstream(git, full)?).ok()?.map(Revision::At);
    }
    match inside.parse() {
        Ok(entry) => logged_at(&git.repository, &full, entry).map(Revision::At),
        Err(_) if inside.is_empty() => None,
        Err(_) => log(&git.repository, &full).map(|_| Revision::Somewhere),
    }
}

/// The reference that a branch follows, by the usual mapping of a remote's branches.
fn upstream(git: &Git, branch: &str) -> Option<String> {
    let branch = branch.strip_prefix("refs/heads/")?;
    let setting = |name| git.settings.value(Some(&git.repository), &format!("branch.{branch}.{name}"));
    let (remote, merge) = (file::lossy(setting("remote")?), file::lossy(setting("merge")?));
    if remote == "." {
        return Some(merge);
    }
    Some(format!("refs/remotes/{remote}/{}", merge.strip_prefix("refs/heads/")?))
}

fn log(repository: &Repository, name: &str) -> Option<Vec<u8>> {
    let base = if name.starts_with("refs/") { &repository.common_dir } else { &repository.git_dir };
    file::read_regular(file::under(base, &format!("logs/{name}")), LARGEST_LOG).ok()
}

/// The id that a reference had so many changes ago: each line of a log holds the id before and the one after.
fn logged_at(repository: &Repository, name: &str, entry: usize) -> Option<Id> {
    let log = log(repository, name)?;
    let lines: Vec<&[u8]> = log.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).collect();
    match lines.len().checked_sub(entry)? {
        0 => Id::from_hex(lines.first()?.get(..40)?),
        line => Id::from_hex(lines[line - 1].get(41..81)?),
    }
}

/// The branch or id that was checked out so many checkouts ago.
fn checked_out(repository: &Repository, back: usize) -> Option<String> {
    let log = file::lossy(log(repository, "HEAD")?);
    let moves = log
        .lines()
        .rev()
        .filter_map(|line| line.split_once("\tcheckout: moving from ")?.1.split_once(" to "));
    moves.map(|(from, _)| from.to_string()).nth(back.checked_sub(1)?)
}

/// How many entries the stash has: one for each line of its log.
pub(crate) fn stashes(git: &Git) -> usize {
    match git.refs.resolve("refs/stash") {
        Ok(None) => 0,
        _ => {
            let log = log(&git.repository, "refs/stash").unwrap_or_default();
            log.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).count().max(1)
        }
    }
}
