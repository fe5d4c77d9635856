//! Owns reading rules; knows no program.

use super::json::{Node, Object};
use super::mistake::LONGEST_WORDING;
use super::program::{required, word};
use super::{Fault, Mistake, leak, leak_text};
use crate::{Kind, PLACEHOLDERS, Rule, Severity, Standing};

const KEYS: [&str; 8] = ["id", "effects", "standings", "programs", "except", "verdict", "reason", "instead"];

pub(super) fn rule(node: &Node<'_>, mistakes: &mut Vec<Mistake>) -> Option<Rule> {
    let object = node.object(&KEYS, mistakes)?;
    let id = required(&object, "id", node, mistakes).and_then(|node| id(node, mistakes));
    let kinds = required(&object, "effects", node, mistakes).map(|list| {
        let items = filled(list, mistakes);
        items.iter().filter_map(|item| word(item, mistakes)).collect::<Vec<Kind>>()
    });
    let standings: Vec<Standing> = object.get("standings").map_or_else(Vec::new, |list| {
        let items = filled(list, mistakes);
        items.iter().filter_map(|item| word(item, mistakes)).collect()
    });
    let mut listed = |key| object.get(key).map_or_else(Vec::new, |list| texts(list, mistakes));
    let (programs, except) = (listed("programs"), listed("except"));
    let severity = required(&object, "verdict", node, mistakes).and_then(|node| word(node, mistakes));
    let needs_instead = severity != Some(Severity::Allow);
    let reason = required(&object, "reason", node, mistakes).and_then(|node| text(node, mistakes));
    let instead = instead(&object, needs_instead, node, mistakes);
    check_wording(&object, !standings.is_empty(), mistakes);
    Some(Rule {
        id: leak_text(id?),
        kinds: leak(kinds?),
        standings: leak(standings),
        programs: leak(programs),
        except: leak(except),
        severity: severity?,
        reason: leak_text(reason?),
        instead: leak_text(instead?),
    })
}

/// `subject.name`.
fn id(node: &Node<'_>, mistakes: &mut Vec<Mistake>) -> Option<String> {
    let id = text(node, mistakes)?;
    let parts: Vec<&str> = id.split('.').collect();
    let is_word = |part: &&str| {
        part.starts_with(|first: char| first.is_ascii_lowercase())
            && part.chars().all(|next| next.is_ascii_lowercase() || next.is_ascii_digit() || next == '-')
    };
    if parts.len() == 2 && parts.iter().all(is_word) {
        return Some(id);
    }
    mistakes.push(node.mistake(Fault::RuleId(id)));
    None
}

/// An exception has nothing to advise; all other rules must.
fn instead(
    object: &Object<'_>,
    needed: bool,
    node: &Node<'_>,
    mistakes: &mut Vec<Mistake>,
) -> Option<String> {
    match object.get("instead") {
        Some(node) => text(node, mistakes),
        None if needed => required(object, "instead", node, mistakes).and(None),
        None => Some(String::new()),
    }
}

/// The items of a list that must have some.
fn filled<'f>(list: &Node<'f>, mistakes: &mut Vec<Mistake>) -> Vec<Node<'f>> {
    let (items, before) = (list.array(mistakes), mistakes.len());
    if items.is_empty() && mistakes.len() == before {
        mistakes.push(list.mistake(Fault::Empty));
    }
    items
}

fn texts(list: &Node<'_>, mistakes: &mut Vec<Mistake>) -> Vec<&'static str> {
    let items = filled(list, mistakes);
    items.iter().filter_map(|item| text(item, mistakes)).map(leak_text).collect()
}

/// A text that says something.
fn text(node: &Node<'_>, mistakes: &mut Vec<Mistake>) -> Option<String> {
    let text = node.string(mistakes)?;
    if text.trim().is_empty() {
        mistakes.push(node.mistake(Fault::Empty));
        return None;
    }
    Some(text)
}

fn check_wording(object: &Object<'_>, asks_loss: bool, mistakes: &mut Vec<Mistake>) {
    let mut length = 0;
    for key in ["reason", "instead"] {
        let Some(node) = object.get(key) else { continue };
        let Some(text) = node.string(&mut Vec::new()) else { continue };
        length += text.chars().count();
        let faults = faults(&text, key == "reason", asks_loss);
        mistakes.extend(faults.into_iter().map(|fault| node.mistake(fault)));
    }
    if let Some(node) = object.get("reason").filter(|_| length > LONGEST_WORDING) {
        mistakes.push(node.mistake(Fault::TooLong { length }));
    }
}

fn faults(text: &str, is_reason: bool, asks_loss: bool) -> Vec<Fault> {
    let mut faults = Vec::new();
    for name in placeholders(text) {
        if !is_reason || !PLACEHOLDERS.contains(&name) {
            faults.push(Fault::Placeholder(name.into()));
        } else if name == "loss" && !asks_loss {
            faults.push(Fault::LossUnasked);
        }
    }
    if is_reason && text.ends_with('.') {
        faults.push(Fault::FullStop);
    }
    if text.matches('`').count() % 2 == 1 {
        faults.push(Fault::OpenBacktick);
    }
    faults
}

/// The words in braces, outside of backticks.
fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    let prose = text.split('`').step_by(2);
    prose.flat_map(|part| part.split('{').skip(1)).map(|rest| rest.split('}').next().unwrap_or(rest))
}
