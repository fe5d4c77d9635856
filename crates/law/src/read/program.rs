//! Owns reading what programs are; knows no rule.

use std::collections::{BTreeMap, BTreeSet};

use hook::Opt;

use super::json::{Node, Object};
use super::{Fault, Mistake, Taken, leak, leak_text, option, take};
use crate::words::Word;
use crate::{Form, On, Prints, Program};

const KEYS: [&str; 6] = ["options", "options_first", "subcommands", "dry", "prints", "forms"];
const FORM_KEYS: [&str; 4] = ["when", "unless", "effect", "on"];

/// How deep subcommands nest: `aws ec2 …` is two.
const DEEPEST: usize = 8;

/// The programs of an object from names to programs, whose options may refer to `sets`.
pub(super) fn programs(
    node: &Node<'_>,
    sets: &Sets,
    names: &mut Taken,
    mistakes: &mut Vec<Mistake>,
) -> Vec<Program> {
    Programs { sets, mistakes }.all(node, DEEPEST, names)
}

/// Options that several programs of a file have, by the name they are referred to with: `@diff`.
pub(super) type Sets = BTreeMap<String, Vec<Opt>>;

/// The option sets of an object from names to lists.
pub(super) fn sets(node: &Node<'_>, mistakes: &mut Vec<Mistake>) -> Sets {
    let none = Sets::new();
    let entries = node.entries(mistakes);
    let mut reading = Programs { sets: &none, mistakes };
    entries.into_iter().map(|(name, list)| (name, reading.options(&list))).collect()
}

/// Programs being read.
struct Programs<'a> {
    sets: &'a Sets,
    mistakes: &'a mut Vec<Mistake>,
}

impl Programs<'_> {
    fn all(&mut self, node: &Node<'_>, deeper: usize, taken: &mut Taken) -> Vec<Program> {
        let mut programs = Vec::new();
        for (names, node) in &node.entries(self.mistakes) {
            let Some(program) = self.one(names, node, deeper) else { continue };
            for name in program.names {
                take(taken, name, node, self.mistakes);
            }
            programs.push(program);
        }
        programs
    }

    fn one(&mut self, names: &str, node: &Node<'_>, deeper: usize) -> Option<Program> {
        let names = program_names(names, node, self.mistakes);
        let object = node.object(&KEYS, self.mistakes)?;
        let options = leak(object.get("options").map(|list| self.options(list)).unwrap_or_default());
        let subcommands = object.get("subcommands").map_or(&[][..], |node| self.subcommands(node, deeper));
        let options_first = object.get("options_first").and_then(|node| node.boolean(self.mistakes));
        let prints = object.get("prints").and_then(|node| word(node, self.mistakes));
        let mistakes = &mut *self.mistakes;
        let mut items = |key| object.get(key).map(|list| list.array(mistakes)).unwrap_or_default();
        let (dry, forms) = (items("dry"), items("forms"));
        Some(Program {
            names,
            options,
            options_first: options_first.unwrap_or(false),
            prints: prints.unwrap_or(Prints::Unknown),
            subcommands,
            dry: leak(dry.iter().flat_map(|item| harmless(item, options, mistakes)).collect()),
            forms: leak(forms.iter().filter_map(|item| form(item, options, mistakes)).collect()),
        })
    }

    fn subcommands(&mut self, node: &Node<'_>, deeper: usize) -> &'static [Program] {
        if deeper == 0 {
            self.mistakes.push(node.mistake(Fault::TooDeep));
            return &[];
        }
        leak(self.all(node, deeper - 1, &mut Taken::new()))
    }

    fn options(&mut self, list: &Node<'_>) -> Vec<Opt> {
        let (mut options, mut seen) = (Vec::new(), BTreeSet::new());
        for item in &list.array(self.mistakes) {
            let read = self.option(item);
            for name in read.iter().flat_map(|option| option.names) {
                if !seen.insert(*name) {
                    self.mistakes.push(item.mistake(Fault::RepeatedOption((*name).into())));
                }
            }
            options.extend(read);
        }
        options
    }

    /// The options that one text stands for: one, one with its negation, or a set.
    fn option(&mut self, item: &Node<'_>) -> Vec<Opt> {
        let Some(text) = item.string(self.mistakes) else { return Vec::new() };
        let read = match text.strip_prefix('@') {
            Some(name) => self.sets.get(name).cloned(),
            None => option::parse(&text),
        };
        read.unwrap_or_else(|| {
            self.mistakes.push(item.mistake(Fault::OptionText(text)));
            Vec::new()
        })
    }
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

fn form(node: &Node<'_>, options: &[Opt], mistakes: &mut Vec<Mistake>) -> Option<Form> {
    let object = node.object(&FORM_KEYS, mistakes)?;
    let mut items = |key| object.get(key).map(|list| list.array(mistakes)).unwrap_or_default();
    let (when, unless) = (items("when"), items("unless"));
    let when = leak(when.iter().filter_map(|item| conditions(item, options, mistakes)).collect());
    let unless = leak(unless.iter().flat_map(|item| each(item, options, mistakes)).collect());
    let effect = required(&object, "effect", node, mistakes).and_then(|node| word(node, mistakes));
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

/// The word of a vocabulary that a node holds.
pub(super) fn word<W: Word>(node: &Node<'_>, mistakes: &mut Vec<Mistake>) -> Option<W> {
    let text = node.string(mistakes)?;
    let found = W::from_word(&text);
    if found.is_none() {
        let known = W::ALL.iter().map(|word| word.word()).collect();
        mistakes.push(node.mistake(Fault::UnknownWord { word: text, known }));
    }
    found
}

/// `--force`, `--mode=hard`, `word mklabel`, `-a|-b`: each option by its first name.
fn conditions(node: &Node<'_>, options: &[Opt], mistakes: &mut Vec<Mistake>) -> Option<&'static str> {
    let text = node.string(mistakes)?;
    let mut read = Vec::new();
    for one in text.split('|') {
        let (name, value) = one.split_at(one.find('=').unwrap_or(one.len()));
        match first_name(name, options) {
            Some(first) => read.push(format!("{first}{value}")),
            None if one.starts_with("word ") => read.push(one.into()),
            None => mistakes.push(node.mistake(Fault::ForeignOption(name.into()))),
        }
    }
    Some(leak_text(read.join("|")))
}

/// The alternatives of a condition, each on its own: all of them must be absent, or any of them will do.
fn each(node: &Node<'_>, options: &[Opt], mistakes: &mut Vec<Mistake>) -> Vec<&'static str> {
    conditions(node, options, mistakes).map(|one| one.split('|').collect()).unwrap_or_default()
}

/// Like [`each`], and `--help` and `-h` too where the program does not list them: listed, `--help` would make the
/// abbreviation `--h` of another option ambiguous. A reader of arguments takes them as unknown options, by these names.
fn harmless(node: &Node<'_>, options: &[Opt], mistakes: &mut Vec<Mistake>) -> Vec<&'static str> {
    match node.string(&mut Vec::new()).as_deref() {
        Some("--help") if first_name("--help", options).is_none() => vec!["--help"],
        Some("-h") if first_name("-h", options).is_none() => vec!["-h"],
        _ => each(node, options, mistakes),
    }
}

fn target(node: &Node<'_>, options: &[Opt], mistakes: &mut Vec<Mistake>) -> Option<On> {
    let text = node.string(mistakes)?;
    let (word, rest) = text.split_once(' ').unwrap_or((&text, ""));
    Some(match (word, rest) {
        ("nothing", "") => On::Nothing,
        ("paths", "") => On::Paths,
        ("first-path", "") => On::FirstPath,
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
