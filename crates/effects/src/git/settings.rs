//! Owns configuration as one call of git sees it: given in the call, in its variables, by the line, or on disk; gives no
//! meaning to any key.

use hook::Span;
use shell::{Text, World};

use super::call::GitCall;
use super::line::{self, Note};
use super::place::Place;
use crate::act::Act;

/// How many `GIT_CONFIG_KEY_<n>` are looked at.
const MOST_KEYS: usize = 64;

/// A key and its value as the call gives them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Setting {
    /// The key with section and name in lower case.
    pub key: String,
    /// The value; `true` where the call gives none.
    pub value: Text,
    /// Where the call gives it.
    pub span: Span,
}

/// The settings that the call gives: `-c`, `--config-env`, and variables that the line sets.
pub(super) fn given(act: &Act<'_, '_, '_>, call: &GitCall<'_>) -> Vec<Setting> {
    let mut all = from_variables(call);
    for found in call.outer() {
        let Some(value) = found.value.as_ref() else { continue };
        match found.name.as_str() {
            "-c" => all.push(pair(value, found.arg.span)),
            "--config-env" => all.extend(from_environment(act, call, value, found.arg.span)),
            _ => {}
        }
    }
    if call.name == "clone" {
        all.extend(call.values("--config").map(|value| pair(value, call.span(&["--config"]))));
    }
    all
}

/// `key=value`; the value may have gaps.
fn pair(text: &Text, span: Span) -> Setting {
    let start = text.prefix();
    let Some(at) = start.find('=') else {
        let value = if text.is_known() { "true".into() } else { Text::unknown() };
        return Setting { key: normal(start), value, span };
    };
    let mut value = Text::default();
    for (index, part) in text.parts().enumerate() {
        if index > 0 {
            value.push_gap();
        }
        value.push_str(if index == 0 { &part[at + 1..] } else { part });
    }
    Setting { key: normal(&start[..at]), value, span }
}

/// `key=VARIABLE`
fn from_environment(act: &Act<'_, '_, '_>, call: &GitCall<'_>, text: &Text, span: Span) -> Option<Setting> {
    let (key, variable) = text.as_known()?.rsplit_once('=')?;
    let own = || act.world.facts.variable(variable).map(Text::known);
    let value = call.variable(variable).or_else(own).unwrap_or_else(Text::unknown);
    Some(Setting { key: normal(key), value, span })
}

/// `GIT_CONFIG_COUNT` and the keys and values it counts, and what `git -c` hands on to other processes.
fn from_variables(call: &GitCall<'_>) -> Vec<Setting> {
    let span = call.invocation.shell.span;
    let count = call.variable("GIT_CONFIG_COUNT").map(|count| count.as_known().map_or(MOST_KEYS, number));
    let keyed = (0..count.unwrap_or_default().min(MOST_KEYS)).filter_map(|place| {
        let key = call.variable(&format!("GIT_CONFIG_KEY_{place}"))?;
        let value = call.variable(&format!("GIT_CONFIG_VALUE_{place}")).unwrap_or_else(Text::unknown);
        Some(Setting { key: normal(key.prefix()), value, span })
    });
    let handed = call.variable("GIT_CONFIG_PARAMETERS").filter(|text| !text.is_empty());
    keyed.chain(handed.into_iter().flat_map(|text| parameters(&text, span))).collect()
}

fn number(text: &str) -> usize {
    text.trim().parse().unwrap_or_default()
}

/// `'key=value' 'key'='value'`
fn parameters(text: &Text, span: Span) -> Vec<Setting> {
    let words = match text.as_known() {
        Some(known) => super::alias::words(known).unwrap_or_default(),
        None => return vec![Setting { key: "include.path".into(), value: Text::unknown(), span }],
    };
    words.into_iter().map(|word| pair(&Text::known(word), span)).collect()
}

/// The value of a key for the call, `key` being [`normal`].
pub(super) fn value(act: &Act<'_, '_, '_>, call: &GitCall<'_>, place: &Place, key: &str) -> Option<Text> {
    let own = given(act, call).into_iter().rev().find(|setting| setting.key == key);
    own.map(|setting| setting.value).or_else(|| stored(act.world, place, key))
}

/// The value of a key as the line or the disk has it.
fn stored(world: &World<'_>, place: &Place, key: &str) -> Option<Text> {
    if let Some(value) = line::last(world, Note::Setting, key) {
        return Some(Text::known(value));
    }
    let repository = place.tree().map(|tree| &tree.repository);
    world.facts.setting(repository, key).map(Text::known)
}

/// Remembers that the line gave `key` a value.
pub(super) fn remember(world: &mut World<'_>, key: &str, value: &Text) {
    line::set(world, Note::Setting, key, value.as_known().unwrap_or_default());
}

/// A key with its section and name in lower case; a subsection keeps its case.
pub(super) fn normal(key: &str) -> String {
    match (key.find('.'), key.rfind('.')) {
        (Some(first), Some(last)) if first < last => {
            let (section, name) = (&key[..first], &key[last..]);
            format!("{}{}{}", section.to_ascii_lowercase(), &key[first..last], name.to_ascii_lowercase())
        }
        _ => key.to_ascii_lowercase(),
    }
}

/// Whether git takes `value` as false.
pub(super) fn is_false(value: &str) -> bool {
    matches!(value.to_ascii_lowercase().as_str(), "false" | "no" | "off" | "0" | "")
}

/// Whether git takes `value` as true or false.
pub(super) fn is_boolean(value: &str) -> bool {
    is_false(value) || matches!(value.to_ascii_lowercase().as_str(), "true" | "yes" | "on" | "1")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_values_are_told_apart() {
        let read = |text: &str| {
            let setting = pair(&Text::known(text), Span::default());
            format!("{} {}", setting.key, setting.value.shown())
        };
        for (text, expected) in [
            ("Alias.X=!rm -rf a=b", "alias.x !rm -rf a=b"),
            ("filter.LFS.Clean=cat", "filter.LFS.clean cat"),
            ("core.bare", "core.bare true"),
            ("core.pager=", "core.pager "),
        ] {
            assert_eq!(read(text), expected);
        }
    }
}
