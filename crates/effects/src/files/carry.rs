//! Owns what carrying files from place to place does: mv, cp, install; a directory onto a directory is [`super::merge`]'s.

use hook::Entry;
use shell::{Arg, Invocation, Outcome, Text};

use super::{merge, quiet, remove};
use crate::act::{Act, Target};
use crate::reading::Reading;

/// One thing to carry.
pub(super) struct Load {
    pub from: Target,
    pub to: Target,
}

pub(super) fn mv(act: &mut Act<'_, '_, '_>, _: &Invocation<'_>, reading: &Reading<'_>) -> Outcome {
    for load in loads(act, reading) {
        move_one(act, reading, &load);
    }
    quiet(reading)
}

fn move_one(act: &mut Act<'_, '_, '_>, reading: &Reading<'_>, load: &Load) {
    let there = act.own_entry(&load.to);
    if load.from == load.to || spares(reading) && there != Entry::Missing {
        return;
    }
    if there == Entry::Directory && !remove::is_empty(act, &load.to) {
        return;
    }
    if keeps_backup(reading) && there != Entry::Missing {
        back_up(act, &load.to);
    }
    act.carry(&load.from, &load.to, false);
}

pub(super) fn cp(act: &mut Act<'_, '_, '_>, _: &Invocation<'_>, reading: &Reading<'_>) -> Outcome {
    let recursive = reading.unclear || reading.has("--recursive") || reading.has("--archive");
    for load in loads(act, reading) {
        let load = if follows(reading, recursive) { followed(act, load) } else { load };
        if recursive || act.entry(&load.from) != Entry::Directory {
            copy_one(act, reading, &load);
        }
    }
    quiet(reading)
}

/// Whether a link among the sources is copied as what it leads to.
fn follows(reading: &Reading<'_>, recursive: bool) -> bool {
    let kept = ["-d", "--no-dereference", "--archive"].iter().any(|name| reading.has(name));
    reading.has("--dereference") || reading.has("-H") || !kept && !recursive
}

fn followed(act: &Act<'_, '_, '_>, load: Load) -> Load {
    match load.from {
        Target::Path(path) => Load { from: Target::Path(act.world.resolve(&path, true)), ..load },
        Target::Unclear(_) => load,
    }
}

fn copy_one(act: &mut Act<'_, '_, '_>, reading: &Reading<'_>, load: &Load) {
    let there = act.entry(&load.to);
    if load.from == load.to || spares(reading) && !matches!(there, Entry::Missing | Entry::Directory) {
        return;
    }
    if reading.has("--link") || reading.has("--symbolic-link") {
        return copy_as_link(act, reading, load, &there);
    }
    if keeps_backup(reading) && !matches!(there, Entry::Missing | Entry::Directory) {
        back_up(act, &load.to);
    }
    match (act.entry(&load.from), there) {
        (Entry::Directory, Entry::Directory) => merge::copy(act, &load.from, &load.to, spares(reading)),
        (Entry::Device | Entry::Special, _) => {
            let empty = load.from == Target::Path("/dev/null".into());
            act.overwrite(&load.to, &if empty { Text::default() } else { Text::unknown() });
        }
        (_, Entry::Directory) => {}
        _ => act.carry(&load.from, &load.to, true),
    }
}

fn copy_as_link(act: &mut Act<'_, '_, '_>, reading: &Reading<'_>, load: &Load, there: &Entry) {
    let Target::Path(from) = &load.from else { return };
    if *there == Entry::Missing {
        act.link(&load.to, from);
    } else if reading.has("--force") || reading.has("--remove-destination") {
        act.replace(&load.to);
        act.link(&load.to, from);
    }
}

pub(super) fn install(act: &mut Act<'_, '_, '_>, _: &Invocation<'_>, reading: &Reading<'_>) -> Outcome {
    if reading.has("--directory") {
        for operand in &reading.operands {
            act.make_directory(&act.path(operand));
        }
        return quiet(reading);
    }
    for load in loads(act, reading) {
        copy_one(act, reading, &followed(act, load));
    }
    quiet(reading)
}

/// What stood at `to` stays there under another name.
fn back_up(act: &mut Act<'_, '_, '_>, to: &Target) {
    let mut name = to.text();
    name.push_str("~");
    act.carried(to, &act.target(&name), false);
}

fn keeps_backup(reading: &Reading<'_>) -> bool {
    let none =
        reading.value("--backup").and_then(Text::as_known).is_some_and(|how| how == "none" || how == "off");
    (reading.has("--backup") || reading.has("-b")) && !none
}

/// Whether what stands at the destination is left alone.
fn spares(reading: &Reading<'_>) -> bool {
    let update = reading.value("--update").and_then(Text::as_known);
    reading.has("--no-clobber") || update.is_some_and(|how| how.starts_with("none"))
}

/// What is carried where: each source, by its name, into a directory; or one source to one destination.
pub(super) fn loads(act: &Act<'_, '_, '_>, reading: &Reading<'_>) -> Vec<Load> {
    if let Some(directory) = reading.value("--target-directory") {
        return into(act, reading, &reading.operands, &act.target(directory));
    }
    let Some((last, sources)) = reading.operands.split_last() else { return Vec::new() };
    let to = act.path(last);
    let exact = reading.has("--no-target-directory") || sources.len() == 1 && !is_directory(act, last, &to);
    match sources {
        [] => match &to {
            Target::Unclear(_) => vec![Load { from: to.clone(), to }],
            Target::Path(_) => Vec::new(),
        },
        [only] if exact && !only.splits => vec![Load { from: act.path(only), to }],
        _ => into(act, reading, sources, &to),
    }
}

fn is_directory(act: &Act<'_, '_, '_>, arg: &Arg, target: &Target) -> bool {
    act.entry(target) == Entry::Directory || arg.text.suffix().ends_with('/')
}

fn into(act: &Act<'_, '_, '_>, reading: &Reading<'_>, sources: &[&Arg], directory: &Target) -> Vec<Load> {
    let parents = reading.has("--parents");
    let load = |source: &&Arg| {
        let from = act.path(source);
        let to = match source.as_known() {
            Some(known) if parents => directory.within(&Text::known(known.trim_start_matches('/'))),
            Some(known) if is_dotted(known) => directory.clone(),
            _ => directory.within(&from.name()),
        };
        Load { from, to }
    };
    sources.iter().map(load).collect()
}

/// Whether a source names the content of a directory rather than the directory: `src/.`.
fn is_dotted(known: &str) -> bool {
    matches!(known.trim_end_matches('/').rsplit('/').next(), Some("." | ".."))
}
