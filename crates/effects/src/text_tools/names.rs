//! Owns what tools print about paths, the directory and the user: basename, dirname, realpath, readlink, pwd, whoami, id.

use hook::{Entry, Opt, Value, path};
use shell::Text;

use super::call::Call;

const BASENAME: &[Opt] = &[
    Opt { names: &["--suffix", "-s"], value: Value::Required },
    Opt { names: &["--multiple", "-a"], value: Value::None },
];
const NONE: &[Opt] = &[];
const REALPATH: &[Opt] = &[
    Opt { names: &["--canonicalize-missing", "-m"], value: Value::None },
    Opt { names: &["--canonicalize-existing", "-e"], value: Value::None },
    Opt { names: &["--strip", "--no-symlinks", "-s"], value: Value::None },
    Opt { names: &["--quiet", "-q"], value: Value::None },
    Opt { names: &["-f", "--canonicalize"], value: Value::None },
    Opt { names: &["-n", "--no-newline"], value: Value::None },
];

pub(super) fn basename(call: &Call<'_, '_>) -> Option<Text> {
    let parsed = call.paths(BASENAME)?;
    let [first, rest @ ..] = parsed.operands.as_slice() else { return None };
    let suffix = match (parsed.value("--suffix"), rest) {
        (Some(suffix), []) => suffix.as_known()?,
        (None, []) => "",
        (None, [suffix]) if !parsed.has("--multiple") => suffix.as_known()?,
        _ => return None,
    };
    let name = last(first.text.suffix(), first.text.is_known())?;
    let bare = name.strip_suffix(suffix).filter(|bare| !bare.is_empty()).unwrap_or(name);
    Some(Text::known(format!("{bare}\n")))
}

/// The last component of a path of which the end is known.
fn last(end: &str, whole: bool) -> Option<&str> {
    let trimmed = end.trim_end_matches('/');
    match (trimmed.rsplit_once('/'), whole) {
        (Some((_, name)), _) => Some(name),
        (None, true) => Some(if trimmed.is_empty() && !end.is_empty() { "/" } else { trimmed }),
        (None, false) => None,
    }
}

pub(super) fn dirname(call: &Call<'_, '_>) -> Option<Text> {
    let parsed = call.options(NONE)?;
    let [only] = parsed.operands.as_slice() else { return None };
    let trimmed = only.as_known()?.trim_end_matches('/');
    let above = match trimmed.rsplit_once('/') {
        Some((above, _)) if above.trim_end_matches('/').is_empty() => "/",
        Some((above, _)) => above.trim_end_matches('/'),
        None if trimmed.is_empty() && only.text.prefix().starts_with('/') => "/",
        None => ".",
    };
    Some(Text::known(format!("{above}\n")))
}

pub(super) fn realpath(call: &Call<'_, '_>) -> Option<Text> {
    let parsed = call.options(REALPATH)?;
    let [only] = parsed.operands.as_slice() else { return None };
    let path = call.absolute(only.as_known()?)?;
    let resolved = if parsed.has("--strip") { path } else { call.world.resolve(&path, true) };
    Some(Text::known(resolved + "\n"))
}

/// `readlink -f` as realpath; without it what the link holds.
pub(super) fn readlink(call: &Call<'_, '_>) -> Option<Text> {
    let parsed = call.options(REALPATH)?;
    let [only] = parsed.operands.as_slice() else { return None };
    let path = call.absolute(only.as_known()?)?;
    let follows =
        ["-f", "--canonicalize-missing", "--canonicalize-existing"].iter().any(|name| parsed.has(name));
    let mut found = match follows {
        true => call.world.resolve(&path, true),
        false => match call.world.entry(&call.world.resolve(&path, false)) {
            Entry::Link(to) => to,
            _ => return Some(Text::default()),
        },
    };
    if !parsed.has("-n") {
        found.push('\n');
    }
    Some(Text::known(found))
}

pub(super) fn pwd(call: &Call<'_, '_>) -> Option<Text> {
    let directory = call.shell.directory?;
    let physical = call.args.iter().any(|arg| arg.as_known() == Some("-P"));
    let shown = if physical { call.world.resolve(directory, true) } else { path::join("/", directory) };
    Some(Text::known(shown + "\n"))
}

pub(super) fn user(call: &Call<'_, '_>) -> Option<Text> {
    call.world.facts.variable("USER").map(|name| Text::known(name + "\n"))
}

/// `id -un`, the user's name; all else about a user is not known.
pub(super) fn id(call: &Call<'_, '_>) -> Option<Text> {
    let name = matches!(call.args, [only] if matches!(only.as_known(), Some("-un" | "-nu")));
    if name { user(call) } else { None }
}

/// `date +FORMAT` where the format names no time.
pub(super) fn date(call: &Call<'_, '_>) -> Option<Text> {
    let [only] = call.args else { return None };
    let format = only.as_known()?.strip_prefix('+')?;
    if !format.contains('%') {
        return Some(Text::known(format!("{format}\n")));
    }
    let mut shown = Text::default();
    for (index, piece) in format.split('%').enumerate() {
        if index > 0 {
            shown.push_gap();
        }
        shown.push_str(if index == 0 { piece } else { without_directive(piece) });
    }
    Some(shown)
}

/// What follows the letter of a directive.
fn without_directive(piece: &str) -> &str {
    let letter = piece.find(|next: char| next.is_ascii_alphabetic()).unwrap_or(0);
    piece.get(letter + 1..).unwrap_or_default()
}
