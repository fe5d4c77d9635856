//! Owns what squeezing files in place does: gzip, bzip2, xz, zstd. The content is kept, under another name.

use hook::{Entry, path};
use shell::{Invocation, Outcome, Text};

use super::quiet;
use crate::act::{Act, Target};
use crate::reading::Reading;

/// Options with which nothing on disk changes.
const READS: &[&str] = &["--stdout", "--list", "--test"];
/// What is put at the end of a squeezed file's name, the one to put first.
const ENDS: &[(&str, &[&str])] = &[
    ("gzip", &[".gz", ".tgz", ".z", ".Z"]),
    ("bzip2", &[".bz2", ".tbz2", ".bz"]),
    ("xz", &[".xz", ".txz", ".lzma"]),
    ("zstd", &[".zst", ".tzst"]),
];

pub(super) fn squeeze(act: &mut Act<'_, '_, '_>, _: &Invocation<'_>, reading: &Reading<'_>) -> Outcome {
    let out = reading.value("-o").map(|file| act.target(file));
    if let Some(out) = &out {
        act.overwrite(out, &Text::unknown());
    }
    if READS.iter().any(|option| reading.has(option)) || reading.operands.is_empty() {
        return Outcome::unknown();
    }
    for operand in &reading.operands {
        let from = act.path(operand);
        if let (Some(to), None) = (renamed(reading, &from), &out) {
            squeeze_one(act, reading, &from, &to);
        }
    }
    quiet(reading)
}

fn squeeze_one(act: &mut Act<'_, '_, '_>, reading: &Reading<'_>, from: &Target, to: &Target) {
    let there = act.own_entry(to);
    if act.entry(from) == Entry::Directory || there != Entry::Missing && !reading.has("--force") {
        return;
    }
    act.replace(to);
    let keeps = reading.has("--keep") || reading.program.names[0] == "zstd" && !reading.has("--rm");
    act.carried(from, to, keeps);
    if let Target::Path(to) = to {
        let to = act.world.resolve(to, true);
        act.world.edit(&to, &Text::unknown());
    }
}

/// Where the other form of `from` stands.
fn renamed(reading: &Reading<'_>, from: &Target) -> Option<Target> {
    let Target::Path(from) = from else { return None };
    let (_, ends) = ENDS.iter().find(|(program, _)| *program == reading.program.names[0])?;
    let given = reading.value("--suffix").and_then(Text::as_known);
    let expands = reading.has("--decompress") || reading.command.contains("un");
    let to = match expands {
        true => {
            given.into_iter().chain(ends.iter().copied()).find_map(|end| from.strip_suffix(end))?.to_string()
        }
        false => format!("{from}{}", given.unwrap_or(ends[0])),
    };
    (!path::name(&to).is_empty()).then_some(Target::Path(to))
}
