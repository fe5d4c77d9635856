//! Owns what changing permissions and owners does: chmod, chown, chgrp, setfacl, chattr.

use law::{Kind, Standing};
use shell::{Arg, Invocation, Outcome};

use super::quiet;
use crate::act::Act;
use crate::reading::Reading;

pub(super) fn change(act: &mut Act<'_, '_, '_>, _: &Invocation<'_>, reading: &Reading<'_>) -> Outcome {
    let recursive = reading.has("--recursive") || reading.has("-R");
    let (mode, files) = parts(reading);
    let deep = recursive && !mode.is_some_and(keeps_reading);
    for file in files {
        let target = act.path(file);
        let places = act.places();
        let losses = if deep { places.special(&target) } else { places.special_itself(&target) };
        let guard = losses.iter().any(|loss| loss.standing == Standing::Guard);
        act.record(if guard { Kind::ChangeGuard } else { Kind::ChangeMode }, &target, losses);
    }
    quiet(reading)
}

/// The mode or owner, where it is an operand, and the files.
fn parts<'r, 'a>(reading: &'r Reading<'a>) -> (Option<&'a Arg>, &'r [&'a Arg]) {
    let operands = reading.operands.as_slice();
    if let ("chmod", Some(found)) =
        (reading.program.names[0], reading.options.iter().find(|found| is_mode(found.arg)))
    {
        return (Some(found.arg), operands);
    }
    match (reading.program.names[0], operands) {
        ("chmod" | "chown", [mode, files @ ..]) if !reading.has("--reference") => (Some(mode), files),
        ("chattr", [mode, files @ ..]) if mode.text.prefix().starts_with(['+', '-', '=']) => {
            (Some(mode), files)
        }
        _ => (None, operands),
    }
}

/// Whether what looks like options takes permissions away: `chmod -x FILE`.
fn is_mode(arg: &Arg) -> bool {
    let letters = arg.as_known().and_then(|known| known.strip_prefix('-')).unwrap_or_default();
    !letters.is_empty() && letters.chars().all(|letter| "rwxXst".contains(letter))
}

/// Whether a mode leaves the owner able to read, so that what is read in a tree stays as it is.
fn keeps_reading(mode: &Arg) -> bool {
    let Some(mode) = mode.as_known() else { return false };
    if !mode.is_empty() && mode.bytes().all(|digit| digit.is_ascii_digit()) {
        let owner = mode.len().checked_sub(3).map_or(b'0', |at| mode.as_bytes()[at]);
        return owner >= b'4';
    }
    let takes = |clause: &str| {
        let cut = clause.find(['-', '=']);
        cut.is_some_and(|at| match clause.as_bytes()[at] {
            b'-' => clause[at..].contains('r'),
            _ => !clause[at..].contains('r') && !clause.starts_with(['g', 'o']),
        })
    };
    mode.contains(['+', '-', '=']) && !mode.split(',').any(takes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_which_modes_keep_reading() {
        for (mode, expected) in [
            ("755", true),
            ("0644", true),
            ("000", false),
            ("200", false),
            ("4755", true),
            ("+x", true),
            ("u+w", true),
            ("go-rwx", false),
            ("-w", true),
            ("a-r", false),
            ("u=rwX,go=", true),
            ("u=", false),
            ("=", false),
            ("dev", false),
        ] {
            let arg = Arg { text: mode.into(), splits: false, span: hook::Span::default() };
            assert_eq!(keeps_reading(&arg), expected, "{mode}");
        }
    }
}
