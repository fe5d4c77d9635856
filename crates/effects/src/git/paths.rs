//! Owns what git commands do that take files as `rm` and `mv` do, and options that name a file to write; reads no
//! repository itself.

use hook::{Entry, path};
use law::{Kind, Standing};
use shell::{Outcome, Text};

use super::call::GitCall;
use super::discard::{self, Discard};
use super::line::{self, Note};
use super::pathspec::Pathspecs;
use super::place::{self, Place};
use crate::act::{Act, Target};

/// `git rm`: without `--force` git refuses where work would be lost.
pub(super) fn remove(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>) -> Outcome {
    let place = Place::of(act, call);
    if call.has("--cached") {
        unindex(act, &place);
        return Outcome::unknown();
    }
    if call.has("--force") {
        let paths = match place.tree() {
            Some(tree) => Pathspecs::of(act.world, call, tree, call.operands()),
            None => Pathspecs::whole(),
        };
        let (classes, span) = (discard::TRACKED, call.span(&["--force"]));
        discard::discard(act, &place, &Discard { paths, classes, spared: &[], nested: false, span });
    }
    for target in targets(act, call) {
        tell_guard(act, &target);
        if let Target::Path(path) = &target
            && matches!(act.world.entry(path), Entry::File { .. })
        {
            act.world.remove(path);
        }
    }
    Outcome::unknown()
}

/// Files leave the index and stay on disk, where git does not know them any more.
pub(super) fn unindex(act: &mut Act<'_, '_, '_>, place: &Place) {
    if let Some(tree) = place.tree() {
        line::set(act.world, Note::Unindexed, &tree.root, "");
    }
}

/// The paths that operands name, as the call sees them.
fn targets(act: &Act<'_, '_, '_>, call: &GitCall<'_>) -> Vec<Target> {
    let directory = place::directory(act, call);
    let target = |text: &Text| match (text.as_known(), &directory) {
        (Some(known), Some(directory)) => Target::Path(path::join(directory, known)),
        _ => Target::Unclear(text.clone()),
    };
    call.operands().iter().map(|arg| target(&arg.text)).collect()
}

fn tell_guard(act: &mut Act<'_, '_, '_>, target: &Target) {
    let mut losses = act.places().lost_by_delete(target);
    losses.retain(|loss| loss.standing == Standing::Guard);
    if !losses.is_empty() {
        act.record(Kind::ChangeGuard, target, losses);
    }
}

/// `git mv`: without `--force` git refuses where something stands at the new name.
pub(super) fn rename(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>) -> Outcome {
    let mut all = targets(act, call);
    let Some(to) = all.pop() else { return Outcome::unknown() };
    for from in all {
        let to = inside(act, &from, &to);
        if call.has("--force") || is_free(act, &from, &to) {
            act.carry(&from, &to, false);
        } else {
            tell_guard(act, &from);
        }
    }
    Outcome::unknown()
}

/// Where `from` ends: in `to`, where that is a directory.
fn inside(act: &Act<'_, '_, '_>, from: &Target, to: &Target) -> Target {
    match (from, to) {
        (Target::Path(from), Target::Path(to))
            if act.world.entry(&act.world.resolve(to, true)) == Entry::Directory =>
        {
            Target::Path(path::join(to, path::name(from)))
        }
        _ => to.clone(),
    }
}

fn is_free(act: &Act<'_, '_, '_>, from: &Target, to: &Target) -> bool {
    let Target::Path(to) = to else { return false };
    matches!(from, Target::Path(_)) && act.world.entry(to) == Entry::Missing
}

/// `git merge-file`: the first file is replaced by the merge.
pub(super) fn merge_file(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>) -> Outcome {
    if let Some(target) = targets(act, call).first().filter(|_| !call.has("--stdout")) {
        act.overwrite(target, &Text::unknown());
    }
    Outcome::unknown()
}

/// The file that an option or `git bundle create` writes is replaced.
pub(super) fn write_output(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>) -> Outcome {
    let file = match (call.name, call.verb) {
        ("bundle", "create") => call.operands().first().map(|arg| &arg.text),
        _ => call.value("--output"),
    };
    let directory = place::directory(act, call);
    if let Some(file) = file.filter(|file| file.as_known() != Some("-")) {
        let target = match (file.as_known(), directory) {
            (Some(known), Some(directory)) => Target::Path(path::join(&directory, known)),
            _ => Target::Unclear(file.clone()),
        };
        act.overwrite(&target, &Text::unknown());
    }
    Outcome::unknown()
}
