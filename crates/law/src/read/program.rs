//! Owns reading what programs are; knows no rule.

use std::collections::BTreeSet;

use hook::Opt;

use super::json::{Node, Object};
use super::{Fault, Mistake, leak, leak_text, option};
use crate::{Form, Kind, On, Program};

const KEYS: [&str; 5] = ["options", "options_first", "subcommands", "dry", "forms"];
const FORM_KEYS: [&str; 4] = ["when", "unless", "effect", "on"];

/// How deep subcommands nest: `aws ec2 …` is two.
const DEEPEST: usize = 8;

/// The programs of an object from names to programs.
pub(super) fn programs(node: &Node<'_>, mistakes: &mut Vec<Mistake>) -> Vec<Program> {
    programs_at(node, DEEPEST, mistakes)
}

fn programs_at(node: &Node<'_>, deeper: usize, mistakes: &mut Vec<Mistake>) -> Vec<Program> {
    let entries = node.entries(mistakes);
    entries.iter().filter_map(|(names, node)| program(names, node, deeper, mistakes)).collect()
}

fn program(names: &str, node: &Node<'_>, deeper: usize, mistakes: &mut Vec<Mistake>) -> Option<Program> {
    let names = program_names(names, node, mistakes);
    let object = node.object(&KEYS, mistakes)?;
    let options = options(&object, mistakes);
    let dry = object.get("dry").map(|list| list.array(mistakes)).unwrap_or_default();
    let forms = object.get("forms").map(|list| list.array(mistakes)).unwrap_or_default();
    Some(Program {
        names,
        options,
        options_first: object.get("options_first").and_then(|node| node.boolean(mistakes)).unwrap_or(false),
        subcommands: object.get("subcommands").map_or(&[], |node| subcommands(node, deeper, mistakes)),
        dry: leak(dry.iter().flat_map(|item| each(item, options, mistakes)).collect()),
        forms: leak(forms.iter().filter_map(|item| form(item, options, mistakes)).collect()),
    })
}

fn program_names(names: &str, node: &Node<'_>, mistakes: &mut Vec<Mistake>) -> &'static [&'static str] {
    for name in names.split('|').filter(|name| !is_program_name(name)) {
        mistakes.push(node.mistake(Fault::ProgramName(name.into())));
    }
    leak(names.split('|').map(|name| leak_text(name.into())).collect::<Vec<&'static str>>())
}

/// A word, with a `*` at its end for a family of programs.
fn is_program_name(name: &str) -> bool {
    let bare = name.strip_suffix('*').unwrap_or(name);
    !bare.is_empty() && bare.chars().all(|next| next.is_ascii_graphic() && !"*/|'\"`\\".contains(next))
}

fn subcommands(node: &Node<'_>, deeper: usize, mistakes: &mut Vec<Mistake>) -> &'static [Program] {
    if deeper == 0 {
        mistakes.push(node.mistake(Fault::TooDeep));
        return &[];
    }
    let programs = programs_at(node, deeper - 1, mistakes);
    let mut seen = BTreeSet::new();
    for name in programs.iter().flat_map(|program| program.names) {
        if !seen.insert(name) {
            let taken = Fault::Taken { name: (*name).into(), first: node.place() };
            mistakes.push(node.mistake(taken));
        }
    }
    leak(programs)
}

fn options(program: &Object<'_>, mistakes: &mut Vec<Mistake>) -> &'static [Opt] {
    let (mut options, mut seen) = (Vec::new(), BTreeSet::new());
    let items = program.get("options").map(|list| list.array(mistakes)).unwrap_or_default();
    for item in &items {
        let Some(text) = item.string(mistakes) else { continue };
        let Some(read) = option::parse(&text) else {
            mistakes.push(item.mistake(Fault::OptionText(text)));
            continue;
        };
        for name in read.iter().flat_map(|option| option.names) {
            if !seen.insert(*name) {
                mistakes.push(item.mistake(Fault::RepeatedOption((*name).into())));
            }
        }
        options.extend(read);
    }
    leak(options)
}

fn form(node: &Node<'_>, options: &[Opt], mistakes: &mut Vec<Mistake>) -> Option<Form> {
    let object = node.object(&FORM_KEYS, mistakes)?;
    let mut items = |key| object.get(key).map(|list| list.array(mistakes)).unwrap_or_default();
    let (when, unless) = (items("when"), items("unless"));
    let when = leak(when.iter().filter_map(|item| conditions(item, options, mistakes)).collect());
    let unless = leak(unless.iter().flat_map(|item| each(item, options, mistakes)).collect());
    let effect = required(&object, "effect", node, mistakes).and_then(|node| kind(node, mistakes));
    let on = match object.get("on") {
        Some(node) => target(node, options, mistakes),
        None => Some(On::Nothing),
    };
    Some(Form { when, unless, effect: effect?, on: on? })
}

/// The member `key`, which must be there.
pub(super) fn required<'a, 'f>(
    object: &'a Object<'f>,
    key: &'static str,
    node: &Node<'_>,
    mistakes: &mut Vec<Mistake>,
) -> Option<&'a Node<'f>> {
    let found = object.get(key);
    if found.is_none() {
        mistakes.push(node.mistake(Fault::MissingKey(key)));
    }
    found
}

/// The effect that a node names.
pub(super) fn kind(node: &Node<'_>, mistakes: &mut Vec<Mistake>) -> Option<Kind> {
    let word = node.string(mistakes)?;
    let kind = Kind::from_word(&word);
    if kind.is_none() {
        let known = Kind::ALL.iter().map(|kind| kind.word()).collect();
        mistakes.push(node.mistake(Fault::UnknownWord { word, known }));
    }
    kind
}

/// `--force`, `--mode=hard`, `-a|-b`: each alternative by the first name of its option.
fn conditions(node: &Node<'_>, options: &[Opt], mistakes: &mut Vec<Mistake>) -> Option<&'static str> {
    let text = node.string(mistakes)?;
    let mut read = Vec::new();
    for one in text.split('|') {
        let (name, value) = one.split_at(one.find('=').unwrap_or(one.len()));
        match first_name(name, options) {
            Some(first) => read.push(format!("{first}{value}")),
            None => mistakes.push(node.mistake(Fault::ForeignOption(name.into()))),
        }
    }
    Some(leak_text(read.join("|")))
}

/// The alternatives of a condition, each on its own: all of them must be absent, or any of them will do.
fn each(node: &Node<'_>, options: &[Opt], mistakes: &mut Vec<Mistake>) -> Vec<&'static str> {
    conditions(node, options, mistakes).map(|one| one.split('|').collect()).unwrap_or_default()
}

fn target(node: &Node<'_>, options: &[Opt], mistakes: &mut Vec<Mistake>) -> Option<On> {
    let text = node.string(mistakes)?;
    let (word, rest) = text.split_once(' ').unwrap_or((&text, ""));
    Some(match (word, rest) {
        ("nothing", "") => On::Nothing,
        ("paths", "") => On::Paths,
        ("last-path", "") => On::LastPath,
        ("later-paths", "") => On::LaterPaths,
        ("names", "") => On::Names,
        ("prefixed", prefix) if !prefix.is_empty() => On::Prefixed(leak_text(prefix.into())),
        ("option", name) if !name.is_empty() => match first_name(name, options) {
            Some(first) => On::Option(first),
            None => {
                mistakes.push(node.mistake(Fault::ForeignOption(name.into())));
                return None;
            }
        },
        _ => {
            mistakes.push(node.mistake(Fault::Target(text)));
            return None;
        }
    })
}

fn first_name(name: &str, options: &[Opt]) -> Option<&'static str> {
    options.iter().find(|option| option.names.contains(&name))?.names.first().copied()
}
