//! Owns what is lost with linked working trees and submodules, and which repositories a line makes; reads no repository
//! itself.

use hook::{Head, path};
use shell::{Arg, Outcome, Run, Text};

use super::call::GitCall;
use super::discard::{self, Class, Discard};
use super::history::{self, Change};
use super::line::{self, Note};
use super::pathspec::Pathspecs;
use super::place::{self, Place, Tree};
use crate::act::{Act, Target};

/// How much of `.gitmodules` is read.
const LONGEST: usize = 1 << 16;

/// How many submodules a command runs in, and how many working trees are looked at.
const MOST: usize = 64;

/// All work there is.
const ALL: &[Class] = &[Class::Unstaged, Class::Staged, Class::Untracked, Class::Ignored];

/// `git worktree`.
pub(super) fn worktree(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>) -> Outcome {
    match call.verb {
        "remove" => remove(act, call),
        "add" => add(act, call),
        _ => {}
    }
    Outcome::unknown()
}

/// A working tree goes. Without `--force` git refuses where there is work in it, but not for ignored files.
fn remove(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>) {
    let span = call.span(&["--force"]);
    let classes = if call.has("--force") { ALL } else { &[Class::Ignored] };
    let what = Discard { paths: Pathspecs::whole(), classes, spared: &[], nested: true, span };
    let known = call.operands().first().map(|arg| arg.as_known());
    let root = known.flatten().and_then(|named| linked(act, call, named));
    if call.has("--force") && (known == Some(None) || place::directory(act, call).is_none()) {
        return discard::discard(act, &Place::Unknown, &what);
    }
    let Some(root) = root else { return };
    let place = Place::at(act.world, &root);
    let Some(tree) = place.tree().filter(|tree| tree.root == root) else { return };
    discard::discard(act, &place, &what);
    if matches!(tree.repository.head, Head::Detached(_)) {
        let losses = history::strand_alone(act, tree, &["HEAD"]);
        history::tell(act, "HEAD", losses, span);
    }
    act.world.remove(&root);
}

/// The root of the working tree that is called `named`: its path, or the end of it where git knows one that ends so.
fn linked(act: &Act<'_, '_, '_>, call: &GitCall<'_>, named: &str) -> Option<String> {
    let directory = place::directory(act, call)?;
    let path = act.world.resolve(&path::join(&directory, named), true);
    if act.world.entry(&path) != hook::Entry::Missing {
        return Some(path);
    }
    let Place::Tree(tree) = Place::at(act.world, &directory) else { return None };
    let all = format!("{}/worktrees", tree.store());
    let names = act.world.facts.list(&all, MOST).ok()?.names;
    let root = |name: &String| {
        let pointer = act.world.facts.read(&format!("{all}/{name}/gitdir"), LONGEST).ok()?;
        path::parent(String::from_utf8(pointer).ok()?.trim_end()).map(String::from)
    };
    let end = format!("/{}", named.trim_matches('/'));
    names.iter().filter_map(root).find(|root| root.ends_with(&end))
}

/// A working tree is made, with `-B` on a branch that is set anew.
fn add(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>) {
    if let Some(name) = call.value("-B") {
        let place = Place::of(act, call);
        let to = call.operand(1).unwrap_or("HEAD");
        let change = Change::moves(format!("refs/heads/{}", name.shown()), to);
        history::discard_references(act, &place, &[change], call.span(&["-B"]));
    }
    if let (Some(path), Some(directory)) = (call.operand(0), place::directory(act, call)) {
        make(act, &path::join(&directory, path));
    }
}

/// A repository or working tree is made at `root`.
fn make(act: &mut Act<'_, '_, '_>, root: &str) {
    let root = act.world.resolve(root, true);
    act.world.make_directory(&root);
    line::set(act.world, Note::Fresh, &root, "");
}

/// `git init`: what lies in the directory stays, and is in no commit yet.
pub(super) fn init(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>) -> Outcome {
    let Some(directory) = place::directory(act, call) else { return Outcome::unknown() };
    let root = path::join(&directory, call.operand(0).unwrap_or_default());
    let known = match Place::at(act.world, &root) {
        Place::Tree(tree) => tree.root == root,
        Place::Fresh(fresh) => fresh == root,
        Place::Nowhere | Place::Unknown => false,
    };
    match (known, call.value("--separate-git-dir").map(Text::as_known)) {
        (false, _) => make(act, &root),
        (true, Some(Some(store))) => {
            let (from, to) = (path::join(&root, ".git"), path::join(&directory, store));
            act.carry(&Target::Path(from), &Target::Path(to), false);
        }
        (true, _) => {}
    }
    Outcome::unknown()
}

/// `git clone`: it refuses a directory with anything in it.
pub(super) fn clone(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>) -> Outcome {
    let named = match (call.operand(0), call.operands().get(1)) {
        (_, Some(named)) => named.as_known().map(String::from),
        (Some(address), None) => Some(name_of(address).into()),
        (None, None) => None,
    };
    if let (Some(named), Some(directory)) = (named, place::directory(act, call)) {
        make(act, &path::join(&directory, &named));
    }
    Outcome::unknown()
}

/// The directory that git makes for an address: `x` for `https://example.com/y/x.git/`.
fn name_of(address: &str) -> &str {
    let address = address.trim_end_matches('/');
    let address = address.strip_suffix("/.git").unwrap_or(address);
    let name = address.rsplit(['/', ':']).next().unwrap_or_default();
    name.strip_suffix(".git").unwrap_or(name)
}

/// `git submodule`.
pub(super) fn submodule(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>) -> Outcome {
    match call.verb {
        "deinit" if call.has("--force") => discard_in_each(act, call, ALL),
        "update" if call.has("--force") => discard_in_each(act, call, discard::TRACKED),
        "foreach" => return foreach(act, call),
        _ => {}
    }
    Outcome::unknown()
}

/// With `--recurse-submodules`, what a command throws away it throws away in submodules too.
pub(super) fn discard_below(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>) {
    if call.has("--recurse-submodules") {
        discard_in_each(act, call, discard::TRACKED);
    }
}

fn discard_in_each(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>, classes: &[Class]) {
    let span = call.span(&["--force", "--hard", "--discard-changes"]);
    for root in submodules(act, call) {
        let place = Place::at(act.world, &root);
        if place.tree().is_some_and(|tree| tree.root == root) {
            let paths = Pathspecs::whole();
            discard::discard(act, &place, &Discard { paths, classes, spared: &[], nested: true, span });
        }
    }
}

/// The roots of the submodules that the call is about: those named, or all.
fn submodules(act: &Act<'_, '_, '_>, call: &GitCall<'_>) -> Vec<String> {
    let place = Place::of(act, call);
    let Some(tree) = place.tree() else { return Vec::new() };
    let all = declared(act, tree);
    let named = if matches!(call.verb, "update" | "deinit") { call.operands() } else { &[] };
    if named.is_empty() {
        return all;
    }
    let paths = Pathspecs::of(act.world, call, tree, named);
    all.into_iter().filter(|root| paths.cover(root)).collect()
}

/// The roots of the submodules that `.gitmodules` declares.
fn declared(act: &Act<'_, '_, '_>, tree: &Tree) -> Vec<String> {
    let content = act.world.content(&path::join(&tree.root, ".gitmodules"), LONGEST);
    let Some(text) = content.as_ref().and_then(Text::as_known) else { return Vec::new() };
    let path = |line: &str| {
        let (key, value) = line.split_once('=')?;
        (key.trim() == "path").then(|| path::join(&tree.root, value.trim().trim_matches('"')))
    };
    text.lines().filter_map(path).take(MOST).collect()
}

/// A command runs in each submodule: one word is a text for the shell, several are words.
fn foreach(act: &Act<'_, '_, '_>, call: &GitCall<'_>) -> Outcome {
    let run = |root: String| match call.operands() {
        [only] => Run::Code {
            text: only.text.clone(),
            parameters: Vec::new(),
            directory: Some(root),
            span: only.span,
        },
        words => Run::Words { args: owned(words), directory: Some(root) },
    };
    let runs = submodules(act, call).into_iter().map(run).collect();
    Outcome { runs, ..Outcome::unknown() }
}

/// `git bisect run CMD`: the command runs at each step.
pub(super) fn bisect(call: &GitCall<'_>) -> Outcome {
    let runs = match (call.verb, call.operands()) {
        ("run", words @ [_, ..]) => vec![Run::Words { args: owned(words), directory: None }],
        _ => Vec::new(),
    };
    Outcome { runs, ..Outcome::unknown() }
}

fn owned(args: &[&Arg]) -> Vec<Arg> {
    args.iter().map(|arg| (*arg).clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::name_of;

    #[test]
    fn names_a_clone_as_git_does() {
        for (address, expected) in [
            ("https://example.com/y/x.git", "x"),
            ("https://example.com/y/x/", "x"),
            ("git@example.com:x.git", "x"),
            ("../x/.git", "x"),
            ("x", "x"),
        ] {
            assert_eq!(name_of(address), expected);
        }
    }
}
