//! Owns what pure text tools print when their input is known; they do nothing to the world.

mod call;
mod decode;
mod echo;
mod escapes;
mod lines;
mod list;
mod names;
mod numbers;
mod pick;
mod printf;
mod stream;
mod translate;

use shell::{Invocation, Outcome, Status, Text, World};

use self::call::Call;
use crate::act::Target;

pub(crate) use self::stream::sed;

/// How much of a file is read, and how much a tool prints before what it prints is not known.
const MOST_TEXT: usize = 1 << 16;

/// What a tool prints; none where that cannot be told.
type Tool = fn(&Call<'_, '_>) -> Option<Text>;

/// What `invocation` prints; none where it is no text tool.
pub(crate) fn run(invocation: &Invocation<'_>, world: &World<'_>) -> Option<Outcome> {
    let (tool, certain): (Tool, bool) = match invocation.name {
        "echo" => (echo::echo, true),
        "printf" => (printf::printf, true),
        "true" | ":" | "sleep" => (|_| Some(Text::default()), true),
        "false" => return Some(Outcome { status: Status::Failure, ..Outcome::silent() }),
        "cat" => (lines::cat, false),
        "tac" => (lines::tac, false),
        "rev" => (lines::rev, false),
        "head" | "ghead" => (lines::head, false),
        "tail" | "gtail" => (lines::tail, false),
        "sort" | "gsort" => (lines::sort, false),
        "uniq" => (lines::uniq, false),
        "cut" | "gcut" => (pick::cut, false),
        "grep" | "egrep" | "fgrep" => (pick::grep, false),
        "tr" | "gtr" => (translate::tr, false),
        "base64" | "gbase64" => (decode::base64, false),
        "openssl" => (decode::openssl, false),
        "xxd" => (decode::xxd, false),
        "ls" if invocation.feeds_xargs => (list::ls, false),
        "yes" => (numbers::yes, false),
        "seq" | "gseq" => (numbers::seq, false),
        "basename" => (names::basename, false),
        "dirname" => (names::dirname, false),
        "realpath" | "grealpath" => (names::realpath, false),
        "readlink" | "greadlink" => (names::readlink, false),
        "pwd" => (names::pwd, false),
        "whoami" | "logname" => (names::user, false),
        "id" => (names::id, false),
        "date" => (names::date, false),
        _ => return None,
    };
    let call = Call::new(invocation, world);
    let text = tool(&call).filter(|text| text.known_len() <= MOST_TEXT);
    let status = if certain { Status::Success } else { Status::Unknown };
    let output = text.unwrap_or_else(|| invocation.input.forgotten());
    Some(Outcome { output, status, runs: Vec::new() })
}

/// What the file `target` holds; none where there is none, a gap where that is not known.
pub(crate) fn content(world: &World<'_>, target: &Target) -> Option<Text> {
    match target {
        Target::Path(path) => world.content(path, MOST_TEXT),
        Target::Unclear(_) => Some(Text::unknown()),
    }
}

#[cfg(test)]
mod tests;
