//! Owns what removing does: rm, rmdir, shred, trash; `find -delete` and git's removals live with their programs.

use hook::Entry;
use shell::{Invocation, Outcome, Text};

use super::quiet;
use crate::act::{Act, Target};
use crate::reading::Reading;

/// How many names of a directory are looked at to see whether it is empty.
const SOME: usize = 1;

pub(super) fn rm(act: &mut Act<'_, '_, '_>, _: &Invocation<'_>, reading: &Reading<'_>) -> Outcome {
    let recursive = reading.has("--recursive") || reading.unclear || reading.program.names[0] == "rimraf";
    let targets = reading.operands.iter().map(|operand| act.path(operand));
    let removed: Vec<Target> = targets
        .filter(|target| {
            recursive
                || act.own_entry(target) != Entry::Directory
                || reading.has("--dir") && is_empty(act, target)
        })
        .collect();
    act.delete_all(&removed);
    quiet(reading)
}

/// Only empty directories go, so nothing is lost; but a later command may miss them.
pub(super) fn rmdir(act: &mut Act<'_, '_, '_>, _: &Invocation<'_>, reading: &Reading<'_>) -> Outcome {
    for operand in &reading.operands {
        let target = act.path(operand);
        if act.own_entry(&target) == Entry::Directory && is_empty(act, &target) {
            act.gone(&target);
        }
    }
    quiet(reading)
}

pub(super) fn shred(act: &mut Act<'_, '_, '_>, _: &Invocation<'_>, reading: &Reading<'_>) -> Outcome {
    let targets: Vec<Target> = reading.operands.iter().map(|operand| act.path(operand)).collect();
    act.overwrite_all(&targets);
    if reading.has("-u") || reading.has("--remove") {
        targets.iter().for_each(|target| act.gone(target));
    }
    quiet(reading)
}

/// What goes to the trash can be had back.
pub(super) fn trash(act: &mut Act<'_, '_, '_>, _: &Invocation<'_>, reading: &Reading<'_>) -> Outcome {
    for operand in &reading.operands {
        let target = act.path(operand);
        let losses = act.places().special(&target);
        act.record(law::Kind::Move, &target, losses);
        act.gone(&target);
    }
    Outcome { output: Text::unknown(), ..quiet(reading) }
}

/// Whether the directory `target` is known to hold nothing.
pub(super) fn is_empty(act: &Act<'_, '_, '_>, target: &Target) -> bool {
    let Target::Path(path) = target else { return false };
    let path = act.world.resolve(path, false);
    act.world.list(&path, SOME).is_ok_and(|listing| listing.names.is_empty() && listing.complete)
}
