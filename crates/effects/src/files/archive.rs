//! Owns what packing and unpacking does: tar, unzip. What an archive holds is not known, so unpacking an everyday one is
//! a write to a directory, which counts where the directory itself is special.

use hook::{Value, path};
use law::{Kind, Standing};
use shell::{Arg, Invocation, Outcome, Run, Text};

use super::{as_code, quiet};
use crate::act::{Act, Target};
use crate::effect::Loss;
use crate::reading::Reading;

/// How many letters a bundle of options without a dash may have; tar has fewer options of one letter.
const LONGEST_BUNDLE: usize = 60;

/// Options whose value is a command.
const COMMANDS: &[&str] = &[
    "--to-command",
    "--use-compress-program",
    "--info-script",
    "--rsh-command",
    "--rmt-command",
    "--set-mtime-command",
];

pub(super) fn tar(act: &mut Act<'_, '_, '_>, invocation: &Invocation<'_>, reading: &Reading<'_>) -> Outcome {
    let args = with_dashes(reading, invocation.args.get(1..).unwrap_or_default());
    let reading = Reading::of(reading.program, &reading.command, &args);
    let has = |name| reading.has(name);
    let archive =
        reading.value("--file").filter(|file| file.as_known() != Some("-")).map(|file| act.target(file));
    if has("--extract") {
        extract(act, &reading);
    } else if let Some(archive) = archive {
        match () {
            () if has("--create") => act.overwrite(&archive, &Text::unknown()),
            () if has("--append") || has("--update") || has("--catenate") => {
                act.append(&archive, &Text::unknown());
            }
            () if has("--delete") => act.edit(&archive, &Text::unknown()),
            () => {}
        }
    }
    if has("--remove-files") {
        let base = directory(act, &reading);
        let packed: Vec<Target> =
            reading.operands.iter().map(|operand| within(act, &base, operand)).collect();
        act.delete_all(&packed);
    }
    Outcome { output: Text::unknown(), runs: runs(act, &reading), ..quiet(&reading) }
}

/// `tar xzf FILE` as `tar -x -z -f FILE`.
fn with_dashes(reading: &Reading<'_>, args: &[Arg]) -> Vec<Arg> {
    let is_bundle = |first: &&str| !first.starts_with('-') && first.len() <= LONGEST_BUNDLE;
    let bundle = args.first().and_then(Arg::as_known).filter(is_bundle);
    let Some(bundle) = bundle else { return args.to_vec() };
    let (mut options, mut values) = (Vec::new(), args[1..].iter());
    for letter in bundle.chars() {
        let name = format!("-{letter}");
        let known = reading.program.options.iter().find(|option| option.names.contains(&name.as_str()));
        options.push(Arg { text: name.into(), ..args[0].clone() });
        if known.is_some_and(|option| option.value == Value::Required) {
            options.extend(values.next().cloned());
        }
    }
    options.into_iter().chain(values.cloned()).collect()
}

fn extract(act: &mut Act<'_, '_, '_>, reading: &Reading<'_>) {
    if reading.has("--to-stdout") || reading.has("--to-command") {
        return;
    }
    let base = directory(act, reading);
    if reading.has("--recursive-unlink") {
        let losses = act.places().lost_by_delete(&base);
        act.record(Kind::Delete, &base, losses);
    }
    if reading.has("--absolute-names") {
        let loss = Loss { standing: Standing::Unknown, what: "whatever the archive names".into() };
        act.record_named(Kind::Overwrite, "absolute paths", vec![loss], act.shell.span);
    }
    unpack(act, &base, &reading.operands);
}

/// Unpacking `members`, or all of an archive, into `base`.
fn unpack(act: &mut Act<'_, '_, '_>, base: &Target, members: &[&Arg]) {
    act.touch(base);
    for member in members {
        let target = within(act, base, member);
        act.plants(&target);
    }
}

/// Where tar works.
fn directory(act: &Act<'_, '_, '_>, reading: &Reading<'_>) -> Target {
    let here = act.target(&".".into());
    let base = match (reading.value("--directory").and_then(Text::as_known), &here) {
        (Some(given), Target::Path(here)) => Target::Path(path::join(here, given)),
        (None, _) if !reading.has("--directory") => here,
        _ => act.target(reading.value("--directory").unwrap_or(&Text::unknown())),
    };
    match reading.value("--one-top-level") {
        Some(top) => base.within(top),
        None => base,
    }
}

fn within(act: &Act<'_, '_, '_>, base: &Target, member: &Arg) -> Target {
    match member.as_known() {
        Some(known) if !known.starts_with('/') => base.within(&member.text),
        _ => act.path(member),
    }
}

fn runs(act: &Act<'_, '_, '_>, reading: &Reading<'_>) -> Vec<Run> {
    let actions = reading.values("--checkpoint-action");
    let actions = actions.filter(|action| action.prefix().starts_with("exec="));
    let actions = actions.map(|action| action.without_start("exec=".len()));
    let commands = COMMANDS.iter().flat_map(|name| reading.values(name)).cloned();
    actions.chain(commands).map(|command| as_code(act, command)).collect()
}

pub(super) fn unzip(act: &mut Act<'_, '_, '_>, _: &Invocation<'_>, reading: &Reading<'_>) -> Outcome {
    let reads = ["-l", "-t", "-p", "-c", "-v", "-z", "-Z", "-T"];
    let Some((_, members)) = reading.operands.split_first() else { return Outcome::unknown() };
    if !reads.iter().any(|option| reading.has(option)) {
        let base = act.target(reading.value("-d").unwrap_or(&".".into()));
        unpack(act, &base, members);
    }
    Outcome::unknown()
}
