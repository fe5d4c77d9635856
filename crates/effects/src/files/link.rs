//! Owns what making links does: ln; how links are followed is the world's.

use hook::Entry;
use law::{Kind, Standing};
use shell::{Arg, Invocation, Outcome, Text};

use super::quiet;
use crate::act::{Act, Target};
use crate::reading::Reading;

/// Where a link leads whose target is not known: to everything.
const ANYWHERE: &str = "/";

pub(super) fn ln(act: &mut Act<'_, '_, '_>, _: &Invocation<'_>, reading: &Reading<'_>) -> Outcome {
    for (to, at) in links(act, reading) {
        link_one(act, reading, &to, &at);
    }
    quiet(reading)
}

fn link_one(act: &mut Act<'_, '_, '_>, reading: &Reading<'_>, to: &Text, at: &Target) {
    match act.own_entry(at) {
        Entry::Missing | Entry::Unknown | Entry::Link(_) => {}
        _ if reading.has("-b") || reading.has("--backup") => {}
        _ if reading.has("--force") || reading.has("-i") || reading.has("--interactive") => act.replace(at),
        _ => return,
    }
    let target = act.target(to);
    if !reading.has("--symbolic") {
        grants(act, &target);
    }
    let leads = match &target {
        _ if reading.has("--symbolic") && !reading.has("--relative") => to.as_known(),
        Target::Path(path) => Some(path.as_str()),
        Target::Unclear(_) => None,
    };
    act.link(at, leads.unwrap_or(ANYWHERE));
}

/// A second name for a special file is a way to write it later that nobody can see: its first name does not tell.
fn grants(act: &mut Act<'_, '_, '_>, target: &Target) {
    for loss in act.places().special_to_write(target) {
        let kind = if loss.standing == Standing::Guard { Kind::ChangeGuard } else { Kind::PlantCode };
        act.record(kind, target, vec![loss]);
    }
}

/// What each link leads to and where it is made.
fn links(act: &Act<'_, '_, '_>, reading: &Reading<'_>) -> Vec<(Text, Target)> {
    if let Some(directory) = reading.value("--target-directory") {
        return into(act, &reading.operands, &act.target(directory));
    }
    match reading.operands.as_slice() {
        [] => Vec::new(),
        [only] => into(act, &[*only], &act.target(&".".into())),
        [sources @ .., last] => {
            let at = act.path(last);
            let as_file = reading.has("--no-target-directory")
                || reading.has("--no-dereference") && matches!(act.own_entry(&at), Entry::Link(_));
            let directory = act.entry(&at) == Entry::Directory || last.text.suffix().ends_with('/');
            match sources {
                [only] if as_file || !directory => vec![(only.text.clone(), at)],
                _ => into(act, sources, &at),
            }
        }
    }
}

fn into(act: &Act<'_, '_, '_>, sources: &[&Arg], directory: &Target) -> Vec<(Text, Target)> {
    let link = |source: &&Arg| (source.text.clone(), directory.within(&act.path(source).name()));
    sources.iter().map(link).collect()
}
