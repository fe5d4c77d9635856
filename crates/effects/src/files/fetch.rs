//! Owns what fetching from the network writes: curl, wget. What it brings comes from outside the machine.

use hook::Entry;
use shell::{Arg, Invocation, Outcome, Status, Text};

use crate::act::{Act, Target};
use crate::reading::Reading;

pub(super) fn curl(act: &mut Act<'_, '_, '_>, _: &Invocation<'_>, reading: &Reading<'_>) -> Outcome {
    let directory = reading.value("--output-dir").map_or(act.target(&".".into()), |given| act.target(given));
    act.by_forms(reading);
    let given: Vec<Text> = reading.values("--output").cloned().collect();
    for file in given.iter().filter(|file| file.as_known() != Some("-")) {
        act.written(&act.target(file), &Text::foreign(), false);
    }
    let named = reading.has("--remote-name") || reading.has("--remote-name-all");
    if named {
        fetched(act, reading, &directory, |act, target, text| act.overwrite(target, text));
    }
    let to_stdout = given.iter().all(|file| file.as_known() == Some("-")) && !named;
    brought(to_stdout)
}

pub(super) fn wget(act: &mut Act<'_, '_, '_>, _: &Invocation<'_>, reading: &Reading<'_>) -> Outcome {
    act.by_forms(reading);
    if let Some(file) = reading.value("--output-document").cloned() {
        let to_stdout = file.as_known() == Some("-");
        if !to_stdout {
            act.written(&act.target(&file), &Text::foreign(), false);
        }
        return brought(to_stdout);
    }
    let prefix = reading.value("--directory-prefix").cloned().unwrap_or_else(|| ".".into());
    let directory = act.target(&prefix);
    fetched(act, reading, &directory, |act, target, text| {
        if act.entry(target) == Entry::Missing {
            act.overwrite(target, text);
        }
    });
    brought(false)
}

/// Writes what each operand names by the last part of its address.
fn fetched(
    act: &mut Act<'_, '_, '_>,
    reading: &Reading<'_>,
    directory: &Target,
    write: impl Fn(&mut Act<'_, '_, '_>, &Target, &Text),
) {
    for operand in &reading.operands {
        let target = directory.within(&file_of(operand));
        write(act, &target, &Text::foreign());
    }
}

/// The name a fetched file gets by its address.
fn file_of(address: &Arg) -> Text {
    let known = address.as_known().and_then(|address| {
        let path = address.split_once("://").map_or(address, |(_, rest)| rest);
        let name = path.split(['?', '#']).next().unwrap_or_default().rsplit_once('/')?.1;
        (!name.is_empty()).then(|| Text::known(name))
    });
    known.unwrap_or_else(Text::unknown)
}

fn brought(to_stdout: bool) -> Outcome {
    let output = if to_stdout { Text::foreign() } else { Text::default() };
    Outcome { output, status: Status::Unknown, runs: Vec::new() }
}
