//! Owns what sed prints for scripts of simple kinds: plain substitutions, `p`, `d` and `q` on lines by number.

use shell::{Arg, Text};

use super::MOST_TEXT;
use super::call::Call;
use super::pick::is_plain;
use crate::act::Act;
use crate::files::{SedAddress, SedCommand, SedLine, SedScript, SedSubstitution, SedVerb};
use crate::reading::Reading;

/// What sed prints; a gap where the script is not simple or the input not known.
pub(crate) fn sed(
    act: &Act<'_, '_, '_>,
    input: &Text,
    script: &SedScript,
    reading: &Reading<'_>,
    files: &[&Arg],
) -> Text {
    let call = Call { args: &[], input, world: act.world, shell: act.shell };
    let text = call.sources(files);
    let plain = ["--null-data", "--separate"].iter().all(|option| !reading.has(option));
    let quiet = reading.has("--quiet");
    let printed = text.as_known().filter(|_| plain).and_then(|known| edited(known, script, quiet));
    printed.filter(|printed| printed.len() <= MOST_TEXT).map_or_else(|| text.forgotten(), Text::known)
}

fn edited(text: &str, script: &SedScript, quiet: bool) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let mut printed = String::new();
    for (index, line) in lines.iter().enumerate() {
        let place = Place { number: index + 1, last: index + 1 == lines.len() };
        let mut space = Some((*line).to_string());
        let mut ends = false;
        for command in &script.commands {
            ends |= step(command, &place, &mut space, &mut printed)?;
            if space.is_none() || ends {
                break;
            }
        }
        if let Some(space) = space.filter(|_| !quiet) {
            printed.push_str(&space);
            printed.push('\n');
        }
        if ends {
            break;
        }
    }
    Some(printed)
}

/// A line's place in the input.
struct Place {
    number: usize,
    last: bool,
}

/// One command on one line; true where sed ends. None where nobody knows what it does.
fn step(
    command: &SedCommand,
    place: &Place,
    space: &mut Option<String>,
    printed: &mut String,
) -> Option<bool> {
    if command.grouped {
        return None;
    }
    let line = space.clone()?;
    if applies(&command.address, place, &line)? == command.negated {
        return Some(false);
    }
    match &command.verb {
        SedVerb::Delete => *space = None,
        SedVerb::Print => {
            printed.push_str(&line);
            printed.push('\n');
        }
        SedVerb::Quit { silently: false } => return Some(true),
        SedVerb::Substitute(own) => {
            let changed = substituted(&line, own)?;
            if own.print && changed != line {
                printed.push_str(&changed);
                printed.push('\n');
            }
            *space = Some(changed);
        }
        _ => return None,
    }
    Some(false)
}

fn applies(address: &SedAddress, place: &Place, line: &str) -> Option<bool> {
    match address {
        SedAddress::All => Some(true),
        SedAddress::One(one) => is_line(one, place, line),
        SedAddress::Range(SedLine::Number(first), SedLine::Number(last)) => {
            Some(place.number == *first || (*first..=*last).contains(&place.number))
        }
        SedAddress::Range(SedLine::Number(first), SedLine::Last) => Some(place.number >= *first),
        SedAddress::Range(..) => None,
    }
}

fn is_line(one: &SedLine, place: &Place, line: &str) -> Option<bool> {
    match one {
        SedLine::Number(number) => Some(place.number == *number),
        SedLine::Last => Some(place.last),
        SedLine::Matching(pattern) => is_plain(pattern).then(|| line.contains(pattern)),
        SedLine::Other => None,
    }
}

/// `line` with a plain pattern replaced, at its start or end where an anchor says so.
fn substituted(line: &str, own: &SedSubstitution) -> Option<String> {
    if own.special || own.execute || own.write.is_some() || own.replacement.contains(['\\', '&', '\n']) {
        return None;
    }
    let (start, rest) = match own.pattern.strip_prefix('^') {
        Some(rest) => (true, rest),
        None => (false, own.pattern.as_str()),
    };
    let (end, pattern) = match rest.strip_suffix('$') {
        Some(pattern) => (true, pattern),
        None => (false, rest),
    };
    if !is_plain(pattern) || pattern.is_empty() && !start && !end {
        return None;
    }
    Some(match (start, end) {
        (true, true) if line == pattern => own.replacement.clone(),
        (true, false) => match line.strip_prefix(pattern) {
            Some(rest) => format!("{}{rest}", own.replacement),
            None => line.into(),
        },
        (false, true) => match line.strip_suffix(pattern) {
            Some(rest) => format!("{rest}{}", own.replacement),
            None => line.into(),
        },
        (true, true) => line.into(),
        (false, false) if own.global => line.replace(pattern, &own.replacement),
        (false, false) => line.replacen(pattern, &own.replacement, 1),
    })
}
