//! Owns what bringing trees and files from place to place does where a place may be another machine: rsync, scp.

use hook::Entry;
use law::{Kind, Standing};
use shell::{Arg, Invocation, Outcome, Text};

use super::merge::{self, Plan};
use super::{as_code, quiet};
use crate::act::{Act, Target};
use crate::effect::Loss;
use crate::reading::Reading;
use shell::pattern;

/// Options that remove at the destination what the source has not.
const DELETES: &[&str] = &[
    "--delete",
    "--del",
    "--delete-before",
    "--delete-during",
    "--delete-delay",
    "--delete-after",
    "--delete-excluded",
];

/// Programs that are the usual way to another machine.
const CARRIERS: &[&str] = &["ssh", "rsh"];

pub(super) fn rsync(act: &mut Act<'_, '_, '_>, _: &Invocation<'_>, reading: &Reading<'_>) -> Outcome {
    act.by_forms(reading);
    let Some((last, sources)) = reading.operands.split_last() else { return Outcome::unknown() };
    if sources.is_empty() {
        return Outcome::unknown();
    }
    match is_remote(&last.text) {
        true => sent(act, reading, last, sources),
        false => sources.iter().for_each(|source| brought(act, reading, source, last)),
    }
    let shell = reading.value("--rsh").filter(|shell| !is_usual(shell)).cloned();
    Outcome { runs: shell.map(|shell| as_code(act, shell)).into_iter().collect(), ..Outcome::unknown() }
}

/// What rsync does to another machine.
fn sent(act: &mut Act<'_, '_, '_>, reading: &Reading<'_>, to: &Arg, sources: &[&Arg]) {
    let deletes = DELETES.iter().any(|option| reading.has(option));
    let kind = if deletes { Kind::DeleteRemote } else { Kind::SendOut };
    act.record_named(kind, to.text.shown(), vec![remote()], act.shell.span);
    if reading.has("--remove-source-files") {
        let sources: Vec<Target> = sources.iter().map(|source| act.path(source)).collect();
        act.delete_all(&sources);
    }
}

/// One source brought to a directory of this machine.
fn brought(act: &mut Act<'_, '_, '_>, reading: &Reading<'_>, source: &Arg, to: &Arg) {
    let (deletes, to) = (DELETES.iter().any(|option| reading.has(option)), act.path(to));
    if is_remote(&source.text) {
        return received(act, &to, deletes);
    }
    let from = act.path(source);
    if act.entry(&from) != Entry::Directory {
        return brought_file(act, reading, &from, &to);
    }
    let into = if source.text.suffix().ends_with('/') { to } else { to.within(&from.name()) };
    let (Target::Path(from_path), Target::Path(to_path)) = (&from, &into) else {
        return received(act, &into, deletes);
    };
    act.fills(&from, &into);
    let plan = merge::plan(act, from_path, to_path);
    if !["--ignore-existing", "--backup"].iter().any(|option| reading.has(option)) {
        merge::replace(act, &plan, to_path);
    }
    plan.added.iter().for_each(|(from, to)| {
        act.carried(&Target::Path(from.clone()), &Target::Path(to.clone()), true);
    });
    if deletes {
        delete_extra(act, reading, &plan);
    }
    if reading.has("--remove-source-files") {
        act.takes(&from, &into);
    }
}

fn brought_file(act: &mut Act<'_, '_, '_>, reading: &Reading<'_>, from: &Target, to: &Target) {
    let to = if act.entry(to) == Entry::Directory { to.within(&from.name()) } else { to.clone() };
    if !reading.has("--ignore-existing") || act.entry(&to) == Entry::Missing {
        act.carry(from, &to, !reading.has("--remove-source-files"));
    }
}

/// What comes from a place nobody can look at.
fn received(act: &mut Act<'_, '_, '_>, to: &Target, deletes: bool) {
    match (deletes, act.entry(to)) {
        (true, _) => {
            let losses = act.places().lost_by_delete(to);
            act.record(Kind::Delete, to, losses);
        }
        (false, Entry::Directory) => act.touch(to),
        (false, _) => act.overwrite(to, &Text::foreign()),
    }
}

fn delete_extra(act: &mut Act<'_, '_, '_>, reading: &Reading<'_>, plan: &Plan) {
    let excluded: Vec<&str> = match reading.has("--delete-excluded") {
        true => Vec::new(),
        false => reading.values("--exclude").filter_map(Text::as_known).collect(),
    };
    let spared = |path: &&String| {
        let name = hook::path::name(path);
        excluded.iter().any(|pattern| pattern::matches(pattern.trim_matches('/'), name))
    };
    let extra = plan.extra.iter().filter(|path| !spared(path));
    let targets: Vec<Target> = extra.map(|path| Target::Path(path.clone())).collect();
    act.delete_all(&targets);
}

pub(super) fn scp(act: &mut Act<'_, '_, '_>, _: &Invocation<'_>, reading: &Reading<'_>) -> Outcome {
    let Some((last, sources)) = reading.operands.split_last() else { return Outcome::unknown() };
    if is_remote(&last.text) {
        act.record_named(Kind::SendOut, last.text.shown(), vec![remote()], act.shell.span);
        return quiet(reading);
    }
    let to = act.path(last);
    let into = act.entry(&to) == Entry::Directory;
    for source in sources {
        let name = match source.text.suffix().rsplit(['/', ':']).next() {
            Some(name) if !name.is_empty() => Text::known(name),
            _ => Text::unknown(),
        };
        let target = if into { to.within(&name) } else { to.clone() };
        act.overwrite(&target, &Text::foreign());
    }
    quiet(reading)
}

/// Whether a place is on another machine: `host:path`, `rsync://host/path`.
fn is_remote(place: &Text) -> bool {
    let start = place.prefix();
    let colon = start.find(':').unwrap_or(usize::MAX);
    colon > 0 && colon < start.find('/').unwrap_or(usize::MAX)
}

/// Whether a remote shell is the usual one, and nothing else runs here.
fn is_usual(shell: &Text) -> bool {
    let safe =
        |known: &str| !known.contains(['$', '`', ';', '|', '&', '(']) && !known.contains("ProxyCommand");
    shell.as_known().filter(|known| safe(known)).is_some_and(|known| {
        let word = known.split_whitespace().next().unwrap_or_default();
        CARRIERS.contains(&hook::path::name(word))
    })
}

fn remote() -> Loss {
    Loss { standing: Standing::Remote, what: "what another machine has".into() }
}
