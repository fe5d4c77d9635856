//! Owns what making new things does: touch, mkdir, mkfifo, mktemp.

use hook::Entry;
use shell::{Invocation, Outcome, Text};

use super::quiet;
use crate::act::{Act, Target};
use crate::reading::Reading;
use crate::standing;

pub(super) fn touch(act: &mut Act<'_, '_, '_>, _: &Invocation<'_>, reading: &Reading<'_>) -> Outcome {
    for operand in &reading.operands {
        let target = act.path(operand);
        if act.entry(&target) == Entry::Missing && !reading.has("--no-create") {
            act.append(&target, &Text::default());
        }
    }
    quiet(reading)
}

pub(super) fn mkdir(act: &mut Act<'_, '_, '_>, _: &Invocation<'_>, reading: &Reading<'_>) -> Outcome {
    for operand in &reading.operands {
        let target = act.path(operand);
        if matches!(act.entry(&target), Entry::Missing | Entry::Unknown) {
            act.make_directory(&target);
        }
    }
    quiet(reading)
}

/// What comes out of a pipe is whatever somebody puts in later.
pub(super) fn mkfifo(act: &mut Act<'_, '_, '_>, _: &Invocation<'_>, reading: &Reading<'_>) -> Outcome {
    let only = if reading.program.names[0] == "mknod" { 1 } else { usize::MAX };
    for operand in reading.operands.iter().take(only) {
        if let target @ Target::Path(_) = act.path(operand)
            && act.entry(&target) == Entry::Missing
        {
            act.append(&target, &Text::unknown());
            let Target::Path(path) = target else { continue };
            let key = standing::fifo_key(&act.world.resolve(&path, true));
            act.world.note(key, "");
        }
    }
    quiet(reading)
}

/// mktemp: something new. Its name is drawn at random, and which one is drawn matters to nobody, so the world is given
/// one of the same form: what the line does with it can be followed like anything else.
pub(super) fn mktemp(act: &mut Act<'_, '_, '_>, _: &Invocation<'_>, reading: &Reading<'_>) -> Outcome {
    let path = temporary_name(act, reading);
    let target = act.target(&path);
    if reading.has("--directory") {
        act.make_directory(&target);
    } else {
        act.append(&target, &Text::default());
    }
    let mut output = path;
    output.push('\n');
    Outcome { output, ..quiet(reading) }
}

fn temporary_name(act: &mut Act<'_, '_, '_>, reading: &Reading<'_>) -> Text {
    let template = reading.operands.first().map(|arg| &arg.text);
    let prefix = reading.options.iter().any(|found| matches!(found.name.as_str(), "-t" | "--tmpdir" | "-p"));
    let mut path = match (template, prefix) {
        (Some(_), false) => Text::default(),
        _ => directory(act, reading),
    };
    match template.or_else(|| reading.value("-t")) {
        None => path.push_str(&drawn(act, "tmp.XXXXXXXXXX")),
        Some(template) => match template.as_known() {
            Some(known) => path.push_str(&drawn(act, known)),
            None => path.append(template),
        },
    }
    if let Some(suffix) = reading.value("--suffix") {
        path.append(suffix);
    }
    path
}

/// A name of the form of `template`, another one each time.
fn drawn(act: &mut Act<'_, '_, '_>, template: &str) -> String {
    let count = act.world.noted(DRAWN).map_or(0, str::len) + 1;
    act.world.note(DRAWN, "x".repeat(count));
    let (stem, places) = match template.rfind("XXX") {
        Some(last) => (template[..last + 3].trim_end_matches('X'), template[last + 3..].to_string()),
        None => (template, String::new()),
    };
    format!("{stem}{count:010}{places}")
}

/// Where the world notes how many names were drawn.
const DRAWN: &str = "names drawn";

/// Where mktemp puts what it makes, with a slash at the end.
fn directory(act: &Act<'_, '_, '_>, reading: &Reading<'_>) -> Text {
    let given = ["--tmpdir", "-p"].iter().find_map(|name| reading.value(name));
    let from_line = || (act.shell.variables)("TMPDIR");
    let from_hook = || act.world.facts.variable("TMPDIR").map(Text::known);
    let mut directory =
        given.cloned().or_else(from_line).or_else(from_hook).unwrap_or_else(|| Text::known("/tmp"));
    if !directory.suffix().ends_with('/') {
        directory.push_str("/");
    }
    directory
}
