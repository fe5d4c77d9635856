//! Owns what programs on files do where a table cannot say it; one module a family of programs.

mod archive;
mod carry;
mod edit;
mod fetch;
mod find;
mod link;
mod make;
mod merge;
mod mode;
mod remove;
mod squeeze;
mod sync;
mod write;

pub(crate) use edit::{
    Address as SedAddress, Command as SedCommand, Line as SedLine, Script as SedScript,
    Substitution as SedSubstitution, Verb as SedVerb,
};

use shell::{Arg, Invocation, Outcome, Run, Status, Text};

use crate::act::Act;
use crate::reading::Reading;

/// A call of a program on files.
type Program = fn(&mut Act<'_, '_, '_>, &Invocation<'_>, &Reading<'_>) -> Outcome;

/// What a call does; none where the tables say all there is.
pub(crate) fn run(
    act: &mut Act<'_, '_, '_>,
    invocation: &Invocation<'_>,
    reading: &Reading<'_>,
) -> Option<Outcome> {
    let program: Program = match reading.program.names[0] {
        "rm" | "srm" | "rimraf" => remove::rm,
        "rmdir" => remove::rmdir,
        "shred" => remove::shred,
        "trash" => remove::trash,
        "mv" => carry::mv,
        "cp" => carry::cp,
        "install" => carry::install,
        "ln" => link::ln,
        "tee" => write::tee,
        "sponge" => write::sponge,
        "truncate" => write::truncate,
        "dd" => write::dd,
        "sort" => write::sort,
        "patch" => write::patch,
        "split" | "csplit" => write::split,
        "touch" => make::touch,
        "mkdir" => make::mkdir,
        "mkfifo" | "mknod" => make::mkfifo,
        "mktemp" => make::mktemp,
        "sed" => edit::sed,
        "find" => find::find,
        "gzip" | "bzip2" | "xz" | "zstd" => squeeze::squeeze,
        "tar" => archive::tar,
        "unzip" => archive::unzip,
        "rsync" => sync::rsync,
        "scp" => sync::scp,
        "curl" => fetch::curl,
        "wget" => fetch::wget,
        "chmod" | "chown" | "setfacl" | "chattr" => mode::change,
        "ssh-keygen" => write::ssh_keygen,
        _ => return None,
    };
    Some(program(act, invocation, reading))
}

/// What runs if a program hands `text` to a shell. Of a text with gaps only a shell says that it was not seen.
fn as_code(act: &Act<'_, '_, '_>, text: Text) -> Run {
    let span = act.shell.span;
    if text.is_known() {
        return Run::Code { text, parameters: Vec::new(), directory: None, span };
    }
    let args = [Text::known("sh"), Text::known("-c"), text].map(|text| Arg { text, splits: false, span });
    Run::Words { args: args.into(), directory: None }
}

/// A program that prints nothing unless it is asked to say what it does. Whether it ended well depends on more than
/// anyone can see.
fn quiet(reading: &Reading<'_>) -> Outcome {
    let output = if reading.has("--verbose") { Text::unknown() } else { Text::default() };
    Outcome { output, status: Status::Unknown, runs: Vec::new() }
}
