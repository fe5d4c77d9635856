//! Owns what can be told of a registration by reading: the entry, its program, what stands beside it; lets nothing be judged.

use std::path::Path;

use agents::{Door, Registration};

use crate::registration::{self, Found, PLATFORM};

use super::client;
use super::finding::Finding;
use super::{Place, Subject};

/// The version of this program, which its siblings share.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What there is to say about `subject`, of which there are `count` entries.
pub(super) fn findings(subject: &Subject, count: usize) -> Vec<Finding> {
    let mut findings = vec![registered(subject, count), as_written(&subject.entry)];
    findings.extend(subject.places.iter().filter_map(switched_off));
    findings.push(program(subject));
    findings.extend(subject.places.iter().flat_map(neighbours));
    findings.extend(subject.places[1..].iter().filter_map(again));
    findings
}

fn registered(subject: &Subject, count: usize) -> Finding {
    let file = subject.path.display();
    match count {
        1 => Finding::good("registered", format!("registered in {file}")).because(&subject.entry.command),
        _ => Finding::failed("registered", format!("registered {count} times in {file}"))
            .because("run `wavebreak install` again to leave one entry"),
    }
}

/// Whether the client asks before every shell command, waits as long as it should and refuses when it hears nothing.
fn as_written(entry: &Found) -> Finding {
    let door = Door { program: String::new(), arguments: Vec::new() };
    let wanted = agents::registration(PLATFORM, &door);
    let differences = differences(entry, &wanted);
    if differences.is_empty() {
        let what = format!(
            "asked before {}, {} s, a failure refuses",
            wanted.matcher.replace('|', ", "),
            wanted.handler.timeout
        );
        return Finding::good("entry", what);
    }
    Finding::failed("entry", format!("the entry was changed: {}", differences.join(", ")))
        .because("run `wavebreak install` again to write it anew")
}

/// Which fields are not as they are written, with what they should be.
fn differences(entry: &Found, wanted: &Registration) -> Vec<String> {
    let mut differences = Vec::new();
    for (name, found, wanted) in
        [("event", &entry.event, wanted.event), ("matcher", &entry.matcher, wanted.matcher)]
    {
        if found != wanted {
            differences.push(format!("{name} is `{found}`, not `{wanted}`"));
        }
    }
    let handler = serde_json::to_value(&wanted.handler).unwrap_or_default();
    for (name, wanted) in handler.as_object().into_iter().flatten().filter(|(name, _)| *name != "command") {
        let found = &entry.handler[name];
        if found != wanted {
            differences.push(format!("{name} is {found}, not {wanted}"));
        }
    }
    differences
}

/// A switch in these settings that keeps our entry from being run.
fn switched_off(place: &Place) -> Option<Finding> {
    let layout = agents::layout(PLATFORM);
    let managed = layout.managed.iter().any(|path| Path::new(path) == place.path);
    let mut switches = [Some(layout.all_off), managed.then_some(layout.managed_only)].into_iter().flatten();
    let key = switches.find(|key| registration::says(&place.text, key))?;
    let what = format!("hooks are off: `{key}` is true in {}", place.path.display());
    Some(Finding::failed("switched-on", what).because("set it to false; until then nothing is guarded"))
}

fn program(subject: &Subject) -> Finding {
    let Some(program) = subject.words.first() else {
        return Finding::failed(
            "program",
            format!("no program in the command line {}", subject.entry.command),
        );
    };
    let again = "run install/install.sh again";
    if !Path::new(program).is_absolute() {
        let what =
            format!("{program} is not an absolute path, so that which program runs depends on the caller");
        return Finding::failed("program", what).because(again);
    }
    match client::version(program) {
        Err(error) => {
            Finding::failed("program", format!("{program} cannot be started: {error}")).because(again)
        }
        Ok(said) if said.split_whitespace().any(|word| word == VERSION) => {
            Finding::good("program", format!("{program} is version {VERSION}"))
        }
        Ok(said) => {
            let what = format!("{program} is not version {VERSION}, but says `{}`", said.trim());
            Finding::failed("program", what).because(again)
        }
    }
}

/// Another entry of ours: the client asks both.
fn again(place: &Place) -> Option<Finding> {
    let found = place.hooks.iter().find(|found| found.ours)?;
    let what = format!("registered in {} too, so that commands are judged twice", place.path.display());
    Some(Finding::note("again", what).because(&found.command))
}

/// Foreign hooks before shell commands: what they rewrite is not what was judged.
fn neighbours(place: &Place) -> Vec<Finding> {
    let note = |found: &Found| {
        let what = format!("another hook runs before shell commands: {}", found.name());
        let detail =
            format!("in {}; if it rewrites commands, what runs is not what was judged", place.path.display());
        Finding::note("neighbour", what).because(detail)
    };
    place.hooks.iter().filter(|found| !found.ours && found.sees_shell()).map(note).collect()
}
