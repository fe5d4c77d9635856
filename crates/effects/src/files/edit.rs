//! Owns what sed does to files: edits in place, `w FILE`, `e COMMAND`; what it prints is the text tools' business.

mod script;

use shell::{Arg, Invocation, Outcome, Run, Text};

pub(crate) use self::script::{Address, Command, Line, Script, Substitution, Verb};
use super::{as_code, quiet};
use crate::act::Act;
use crate::reading::Reading;
use crate::text_tools;

/// How long a script file may be.
const LONGEST_SCRIPT: usize = 1 << 16;

pub(super) fn sed(act: &mut Act<'_, '_, '_>, invocation: &Invocation<'_>, reading: &Reading<'_>) -> Outcome {
    let in_place = ["--in-place", "-I"].iter().any(|option| reading.has(option));
    let (scripts, files) = parts(act, reading, in_place);
    let text = joined(&scripts);
    let script = Script::parse(&text.shown());
    let runs = consequences(act, &script);
    if in_place {
        edit(act, &files, script.erases(reading.has("--quiet")));
        return Outcome { runs, ..quiet(reading) };
    }
    let output = match (text.is_known(), runs.is_empty()) {
        (true, true) => text_tools::sed(act, &invocation.input, &script, reading, &files),
        _ => invocation.input.forgotten(),
    };
    Outcome { output, runs, ..quiet(reading) }
}

fn edit(act: &mut Act<'_, '_, '_>, files: &[&Arg], erases: bool) {
    for file in files {
        let target = act.path(file);
        match erases {
            true => act.overwrite(&target, &Text::unknown()),
            false => act.edit(&target, &Text::unknown()),
        }
    }
}

/// The scripts and the files of a call. BSD's `-i` takes its suffix from the next argument, where GNU's has the script.
fn parts<'a>(act: &Act<'_, '_, '_>, reading: &Reading<'a>, in_place: bool) -> (Vec<Text>, Vec<&'a Arg>) {
    let mut operands = reading.operands.as_slice();
    let is_suffix =
        |first: &&Arg| first.as_known().is_some_and(|first| first.is_empty() || first.starts_with('.'));
    if in_place && operands.len() > 1 && operands.first().is_some_and(is_suffix) {
        operands = &operands[1..];
    }
    let mut scripts: Vec<Text> = reading.values("--expression").cloned().collect();
    for file in reading.values("--file") {
        scripts.push(script_file(act, file));
    }
    match operands.split_first() {
        Some((first, rest)) if scripts.is_empty() => (vec![first.text.clone()], rest.to_vec()),
        _ => (scripts, operands.to_vec()),
    }
}

fn script_file(act: &Act<'_, '_, '_>, file: &Text) -> Text {
    let content = text_tools::content(act.world, &act.target(file));
    content.filter(|content| content.known_len() <= LONGEST_SCRIPT).unwrap_or_else(Text::unknown)
}

fn joined(scripts: &[Text]) -> Text {
    let mut all = Text::default();
    for (index, script) in scripts.iter().enumerate() {
        if index > 0 {
            all.push('\n');
        }
        all.append(script);
    }
    all
}

/// The files a script writes besides, and the commands it runs.
fn consequences(act: &mut Act<'_, '_, '_>, script: &Script) -> Vec<Run> {
    let mut runs = Vec::new();
    for command in &script.commands {
        let (file, code) = match &command.verb {
            Verb::Write(file) => (Some(file), None),
            Verb::Execute(code) => (None, Some(code.as_str())),
            Verb::Substitute(own) => (own.write.as_ref(), own.execute.then_some("")),
            _ => (None, None),
        };
        if let Some(file) = file {
            act.overwrite(&act.target(&file.as_str().into()), &Text::unknown());
        }
        runs.extend(code.map(|code| run(act, code)));
    }
    runs
}

/// A command sed runs: as written, or what a line of the input says.
fn run(act: &Act<'_, '_, '_>, code: &str) -> Run {
    as_code(act, if code.is_empty() { Text::unknown() } else { Text::known(code) })
}
