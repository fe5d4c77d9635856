//! Owns finding, adding and taking out our entries in the text of settings; knows no file on disk and no platform's names.
//!
//! Settings hold events, an event a list of groups, a group a list of handlers (see [`agents::Layout`]). Where a name
//! stands twice in an object, the last one counts, as for the clients.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use agents::{Door, Group, Layout, Platform, Registration};
use jsonc_parser::ast::{Array, Object, ObjectProp, Value};
use jsonc_parser::common::{Range, Ranged};

use crate::failure::{Failure, Misfit};
use crate::settings::{self, Container, Fault, Piece};

/// The platform whose settings these are.
pub(crate) const PLATFORM: Platform = Platform::ClaudeCode;

/// A settings text with our entry in it.
pub(crate) struct Added {
    pub(crate) text: String,
    /// Which of the containers around it were not there before.
    pub(crate) created: Vec<String>,
}

/// One more or less foreign handler, as far as anyone but the client cares.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found {
    pub(crate) event: String,
    pub(crate) matcher: String,
    pub(crate) command: String,
    pub(crate) ours: bool,
    /// All of it.
    pub(crate) handler: serde_json::Value,
}

impl Found {
    /// What to call it: its command line, or what it is.
    pub(crate) fn name(&self) -> String {
        let kind = self.handler["type"].as_str().unwrap_or("unknown");
        if self.command.is_empty() { format!("a handler of type {kind}") } else { self.command.clone() }
    }

    /// Whether it is, or may be, asked before a shell command.
    pub(crate) fn sees_shell(&self) -> bool {
        agents::may_ask(PLATFORM, &self.event, &self.matcher)
    }
}

/// What to register: the program in `directory`, for the project at `root` if for one, observing into a file if so.
pub(crate) fn wanted(
    program: &Path,
    root: Option<&Path>,
    observed: Option<&Path>,
) -> Result<Registration, Failure> {
    let mut arguments = vec!["--platform".to_owned(), PLATFORM.name().to_owned()];
    for (option, path) in [("--root", root), ("--observe", observed)] {
        if let Some(path) = path {
            arguments.extend([option.to_owned(), written(path)?]);
        }
    }
    Ok(agents::registration(PLATFORM, &Door { program: written(program)?, arguments }))
}

/// A path as it can be written into a settings file.
fn written(path: &Path) -> Result<String, Failure> {
    path.to_str().map(str::to_owned).ok_or_else(|| Failure::NotText { path: PathBuf::from(path) })
}

/// Whether `text` holds exactly this registration and no other of ours.
pub(crate) fn holds(text: &str, wanted: &Registration) -> Result<bool, Fault> {
    let ours: Vec<Found> = found(text)?.into_iter().filter(|found| found.ours).collect();
    let handler = serde_json::to_value(&wanted.handler).unwrap_or_default();
    let same = |found: &Found| {
        found.event == wanted.event && found.matcher == wanted.matcher && found.handler == handler
    };
    Ok(ours.len() == 1 && ours.iter().all(same))
}

/// All handlers in `text`, in order.
pub(crate) fn found(text: &str) -> Result<Vec<Found>, Fault> {
    let (_, body) = parts(text);
    settings::parse(body)?;
    let value: serde_json::Value = serde_json::from_str(body).unwrap_or_default();
    let events = value[layout().events].as_object().cloned().unwrap_or_default();
    let mut all = Vec::new();
    for (event, groups) in &events {
        for group in groups.as_array().into_iter().flatten() {
            for handler in group[layout().handlers].as_array().into_iter().flatten() {
                all.push(handler_found(event, group, handler));
            }
        }
    }
    Ok(all)
}

fn handler_found(event: &str, group: &serde_json::Value, handler: &serde_json::Value) -> Found {
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let command = text(&handler[layout().command]);
    Found {
        event: event.to_owned(),
        matcher: text(&group[layout().matcher]),
        ours: agents::is_ours(&command),
        command,
        handler: handler.clone(),
    }
}

/// Whether the settings in `text` say `key: true`.
pub(crate) fn says(text: &str, key: &str) -> bool {
    let value: serde_json::Value = serde_json::from_str(parts(text).1).unwrap_or_default();
    value[key] == serde_json::Value::Bool(true)
}

/// `text` with `wanted` in it, which holds none of ours.
pub(crate) fn add(text: &str, wanted: &Registration) -> Result<Added, Fault> {
    let (mark, body) = parts(text);
    let added = match settings::parse(body)? {
        None => nothing_yet(wanted),
        Some(Value::Object(root)) => in_root(body, &root, wanted)?,
        Some(other) => return Err(misplaced(body, &other, String::new(), "an object")),
    };
    Ok(Added { text: format!("{mark}{}", added.text), ..added })
}

/// All that is to be entered where there is nothing yet, with what is created by that.
fn nothing_yet(wanted: &Registration) -> Added {
    Added {
        text: settings::whole(&all_of(wanted)),
        created: vec![layout().events.into(), list_of(wanted.event)],
    }
}

fn all_of(wanted: &Registration) -> Piece<'_, BTreeMap<&str, [Group<'_>; 1]>> {
    Piece { name: Some(layout().events), value: BTreeMap::from([(wanted.event, [wanted.group()])]) }
}

fn in_root(text: &str, root: &Object<'_>, wanted: &Registration) -> Result<Added, Fault> {
    match property(root, layout().events).map(|hooks| &hooks.value) {
        None => {
            let text = settings::append(text, root, &root.into(), &all_of(wanted));
            Ok(Added { text, created: vec![layout().events.into(), list_of(wanted.event)] })
        }
        Some(Value::Object(hooks)) => in_hooks(text, root, hooks, wanted),
        Some(other) => Err(misplaced(text, other, layout().events.into(), "an object")),
    }
}

fn in_hooks(
    text: &str,
    root: &Object<'_>,
    hooks: &Object<'_>,
    wanted: &Registration,
) -> Result<Added, Fault> {
    match property(hooks, wanted.event).map(|groups| &groups.value) {
        None => {
            let piece = Piece { name: Some(wanted.event), value: [wanted.group()] };
            let text = settings::append(text, root, &hooks.into(), &piece);
            Ok(Added { text, created: vec![list_of(wanted.event)] })
        }
        Some(Value::Array(groups)) => {
            let text =
                settings::append(text, root, &groups.into(), &Piece { name: None, value: wanted.group() });
            Ok(Added { text, created: Vec::new() })
        }
        Some(other) => Err(misplaced(text, other, list_of(wanted.event), "an array")),
    }
}

/// `text` without any entry of ours, and without those of the containers `created` for them that are empty then.
pub(crate) fn strip(text: &str, created: &[String]) -> Result<String, Fault> {
    let (mark, body) = parts(text);
    let cuts = match settings::parse(body)? {
        Some(Value::Object(root)) => cuts(&root, created),
        _ => Vec::new(),
    };
    Ok(format!("{mark}{}", settings::without(body, &cuts)))
}

/// What of the root is to go, in order.
fn cuts(root: &Object<'_>, created: &[String]) -> Vec<Range> {
    let name = layout().events;
    let place = root.properties.iter().rposition(|property| property.name.as_str() == name);
    let Some((place, Value::Object(events))) = place.map(|place| (place, &root.properties[place].value))
    else {
        return Vec::new();
    };
    let gone = |event: &ObjectProp<'_>| {
        let groups = event.value.as_array();
        created.contains(&list_of(event.name.as_str()))
            && groups.is_some_and(|groups| groups.elements.iter().all(all_ours))
    };
    if created.iter().any(|created| created == name) && events.properties.iter().all(gone) {
        return Container::from(root).cuts(|member| member == place);
    }
    let mut cuts = Container::from(events).cuts(|member| gone(&events.properties[member]));
    let kept =
        events.properties.iter().filter(|event| !gone(event)).filter_map(|event| event.value.as_array());
    cuts.extend(kept.flat_map(cuts_in_event));
    cuts.sort_by_key(|cut| cut.start);
    cuts
}

/// Groups that are all ours, and the handlers of ours in others.
fn cuts_in_event(groups: &Array<'_>) -> Vec<Range> {
    let mut cuts = Container::from(groups).cuts(|member| all_ours(&groups.elements[member]));
    let mixed = groups.elements.iter().filter(|group| !all_ours(group)).filter_map(handlers);
    cuts.extend(
        mixed.flat_map(|handlers| {
            Container::from(handlers).cuts(|member| is_ours(&handlers.elements[member]))
        }),
    );
    cuts
}

/// Whether a group has handlers and they are all ours.
fn all_ours(group: &Value<'_>) -> bool {
    handlers(group)
        .is_some_and(|handlers| !handlers.elements.is_empty() && handlers.elements.iter().all(is_ours))
}

fn handlers<'v, 'a>(group: &'v Value<'a>) -> Option<&'v Array<'a>> {
    property(group.as_object()?, layout().handlers)?.value.as_array()
}

fn is_ours(handler: &Value<'_>) -> bool {
    let command = handler.as_object().and_then(|handler| property(handler, layout().command));
    command
        .and_then(|command| command.value.as_string_lit())
        .is_some_and(|command| agents::is_ours(&command.value))
}

/// The property that counts.
fn property<'o, 'a>(object: &'o Object<'a>, name: &str) -> Option<&'o ObjectProp<'a>> {
    object.properties.iter().rfind(|property| property.name.as_str() == name)
}

fn layout() -> &'static Layout {
    agents::layout(PLATFORM)
}

/// The list of an event as a person would name it.
fn list_of(event: &str) -> String {
    format!("{}.{event}", layout().events)
}

/// A byte-order mark, if there is one, and the rest.
fn parts(text: &str) -> (&str, &str) {
    text.split_at(if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 })
}

fn misplaced(text: &str, value: &Value<'_>, key: String, wanted: &'static str) -> Fault {
    Fault::at(text, value.start(), Misfit::Type { key, wanted, found: settings::kind(value) })
}

#[cfg(test)]
mod tests;
