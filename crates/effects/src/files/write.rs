//! Owns what programs do that write what they are given: tee, dd, truncate, sort, split and their like.

use hook::{Entry, path};
use law::Kind;
use shell::{Invocation, Outcome, Text};

use super::{as_code, quiet};
use crate::act::{Act, Target};
use crate::reading::Reading;
use crate::text_tools;

/// How many names of a directory are looked at for those that split would write.
const MOST_NAMES: usize = 4096;

pub(super) fn tee(act: &mut Act<'_, '_, '_>, invocation: &Invocation<'_>, reading: &Reading<'_>) -> Outcome {
    write_all(act, invocation, reading, reading.has("--append"));
    Outcome { output: invocation.input.clone(), ..quiet(reading) }
}

pub(super) fn sponge(
    act: &mut Act<'_, '_, '_>,
    invocation: &Invocation<'_>,
    reading: &Reading<'_>,
) -> Outcome {
    write_all(act, invocation, reading, reading.has("-a"));
    let output = if reading.operands.is_empty() { invocation.input.clone() } else { Text::default() };
    Outcome { output, ..quiet(reading) }
}

fn write_all(act: &mut Act<'_, '_, '_>, invocation: &Invocation<'_>, reading: &Reading<'_>, append: bool) {
    for operand in &reading.operands {
        let target = act.path(operand);
        match append {
            true => act.append(&target, &invocation.input),
            false => act.overwrite(&target, &invocation.input),
        }
    }
}

pub(super) fn truncate(act: &mut Act<'_, '_, '_>, _: &Invocation<'_>, reading: &Reading<'_>) -> Outcome {
    let size = reading.value("--size").and_then(Text::as_known).map(str::trim);
    for operand in &reading.operands {
        let target = act.path(operand);
        if reading.has("--no-create") && act.entry(&target) == Entry::Missing {
            continue;
        }
        match size {
            Some("0") => act.overwrite(&target, &Text::default()),
            Some(size) if grows(size, &act.entry(&target)) => act.append(&target, &Text::unknown()),
            _ => act.overwrite(&target, &Text::unknown()),
        }
    }
    quiet(reading)
}

/// Whether setting a file's size to `size` cuts nothing off.
fn grows(size: &str, entry: &Entry) -> bool {
    if size.starts_with(['+', '>', '%']) {
        return true;
    }
    match (size.parse::<u64>(), entry) {
        (Ok(wanted), Entry::File { size, .. }) => wanted >= *size,
        (_, Entry::Missing) => true,
        _ => false,
    }
}

/// `dd if=FROM of=TO`. What it writes is the input as it is only without further operands.
pub(super) fn dd(act: &mut Act<'_, '_, '_>, invocation: &Invocation<'_>, reading: &Reading<'_>) -> Outcome {
    let content = dd_content(act, invocation, reading);
    let outputs: Vec<Text> = ["of=", "hof="].iter().flat_map(|key| values(reading, key)).collect();
    for output in &outputs {
        let target = act.target(output);
        match values(reading, "oflag=").iter().any(|flags| flags.shown().contains("append")) {
            true => act.append(&target, &content),
            false => act.overwrite(&target, &content),
        }
    }
    Outcome { output: if outputs.is_empty() { content } else { Text::default() }, ..quiet(reading) }
}

fn dd_content(act: &Act<'_, '_, '_>, invocation: &Invocation<'_>, reading: &Reading<'_>) -> Text {
    let plain = |arg: &&shell::Arg| {
        ["if=", "of=", "bs=", "status="].iter().any(|key| arg.text.prefix().starts_with(key))
    };
    if !reading.operands.iter().all(plain) {
        return Text::unknown();
    }
    match values(reading, "if=").last() {
        Some(from) => text_tools::content(act.world, &act.target(from)).unwrap_or_else(Text::unknown),
        None => invocation.input.clone(),
    }
}

fn values(reading: &Reading<'_>, key: &str) -> Vec<Text> {
    let with_key = reading.operands.iter().filter(|arg| arg.text.prefix().starts_with(key));
    with_key.map(|arg| arg.text.without_start(key.len())).collect()
}

/// Sorting a file into itself keeps its lines; into another replaces that one.
pub(super) fn sort(act: &mut Act<'_, '_, '_>, invocation: &Invocation<'_>, reading: &Reading<'_>) -> Outcome {
    let Some(output) = reading.value("--output") else {
        return text_tools::run(invocation, act.world).unwrap_or_else(Outcome::unknown);
    };
    let target = act.target(output);
    let own = !reading.has("--unique") && reading.operands.iter().any(|operand| act.path(operand) == target);
    match own {
        true => act.edit(&target, &Text::unknown()),
        false => act.overwrite(&target, &Text::unknown()),
    }
    Outcome { output: Text::default(), ..quiet(reading) }
}

/// A patch changes files that only it names; nothing of them is lost that the patch does not hold.
pub(super) fn patch(act: &mut Act<'_, '_, '_>, _: &Invocation<'_>, reading: &Reading<'_>) -> Outcome {
    for option in ["--output", "--reject-file"] {
        reading.values(option).for_each(|file| act.overwrite(&act.target(file), &Text::unknown()));
    }
    match reading.operands.first() {
        Some(original) if !reading.has("--output") => {
            let target = act.path(original);
            act.edit(&target, &Text::unknown());
        }
        _ => act.record_named(Kind::Write, "the files the patch names", Vec::new(), act.shell.span),
    }
    Outcome::unknown()
}

/// Writes pieces under names that begin alike, over whatever has such a name.
pub(super) fn split(act: &mut Act<'_, '_, '_>, _: &Invocation<'_>, reading: &Reading<'_>) -> Outcome {
    let command = reading.value("--filter").cloned();
    if let Some(text) = command {
        return Outcome { runs: vec![as_code(act, text)], ..Outcome::unknown() };
    }
    let prefix = match reading.program.names[0] {
        "csplit" => reading.value("--prefix").cloned().unwrap_or_else(|| "xx".into()),
        _ => reading.operands.get(1).map_or_else(|| "x".into(), |arg| arg.text.clone()),
    };
    let pieces = pieces(act, &act.target(&prefix));
    act.overwrite_all(&pieces);
    if pieces.is_empty() {
        act.record_named(Kind::Write, format!("{}…", prefix.shown()), Vec::new(), act.shell.span);
    }
    quiet(reading)
}

/// What stands under names that begin as `prefix` does and end in a short run of letters or digits.
fn pieces(act: &Act<'_, '_, '_>, prefix: &Target) -> Vec<Target> {
    let Target::Path(prefix) = prefix else { return vec![prefix.clone()] };
    let directory = path::parent(prefix).unwrap_or("/");
    let is_piece = |name: &&String| {
        let end = name.strip_prefix(path::name(prefix)).unwrap_or_default();
        (2..=5).contains(&end.len()) && end.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let names = act.world.names(directory, MOST_NAMES).unwrap_or_default();
    names.iter().filter(is_piece).map(|name| Target::Path(path::join(directory, name))).collect()
}

/// A new key replaces the one that stands under its name.
pub(super) fn ssh_keygen(act: &mut Act<'_, '_, '_>, _: &Invocation<'_>, reading: &Reading<'_>) -> Outcome {
    let reads = ["-y", "-l", "-e", "-B", "-F", "-R", "-p", "-c", "-i", "-Y", "-s", "-L", "-Q", "-D"];
    if let Some(file) = reading.value("-f").filter(|_| !reads.iter().any(|option| reading.has(option))) {
        let key = act.target(file);
        let mut public = key.text();
        public.push_str(".pub");
        act.overwrite(&key, &Text::unknown());
        act.overwrite(&act.target(&public), &Text::unknown());
    }
    Outcome::unknown()
}
