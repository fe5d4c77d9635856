//! Owns the way from JSON to the law: every mistake is found at once and named by its place; decides nothing and opens
//! no file.
//!
//! A file is an object with any of `option_sets`, `programs`, `rules` and `paths`; `policy/README.md` is the schema for people.

mod json;
mod mistake;
mod option;
mod pattern;
mod program;
mod rule;
mod tables;

use std::collections::BTreeMap;

pub use mistake::{Fault, Mistake};
pub use tables::tables;

use crate::{Law, Paths, Program, Rule};
use json::{File, Node};
use program::Sets;

/// One file of the law.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Source<'a> {
    /// Its name, for mistakes.
    pub name: &'a str,
    /// Its text.
    pub text: &'a str,
}

/// Reads the law from `sources`, in their order. A law lives as long as the process that reads it, so its texts are
/// leaked: a process reads each file once.
///
/// # Errors
/// All mistakes in all sources.
pub fn read(sources: &[Source<'_>]) -> Result<Law, Vec<Mistake>> {
    let mut reading = Reading::default();
    for source in sources {
        let file = File::new(*source);
        if let Some(root) = file.root(&mut reading.mistakes) {
            reading.file(&root);
        }
    }
    if reading.mistakes.is_empty() { Ok(reading.law()) } else { Err(reading.mistakes) }
}

/// What has been read so far.
#[derive(Default)]
struct Reading {
    programs: Vec<Program>,
    rules: Vec<Rule>,
    paths: [Vec<&'static str>; PATHS.len()],
    /// Where each rule id and each program name was first seen.
    ids: Taken,
    names: Taken,
    mistakes: Vec<Mistake>,
}

/// The lists of `paths`, in the order of [`Paths`].
const PATHS: [&str; 7] =
    ["system", "personal", "temporary", "regenerable", "regenerable_if_ignored", "guard", "executes_later"];

impl Reading {
    fn file(&mut self, root: &Node<'_>) {
        let Some(file) = root.object(&["option_sets", "programs", "rules", "paths"], &mut self.mistakes)
        else {
            return;
        };
        if let Some(programs) = file.get("programs") {
            let sets = file.get("option_sets").map(|node| program::sets(node, &mut self.mistakes));
            self.programs(programs, &sets.unwrap_or_default());
        }
        if let Some(rules) = file.get("rules") {
            self.rules(rules);
        }
        if let Some(paths) = file.get("paths") {
            self.paths(paths);
        }
    }

    fn programs(&mut self, node: &Node<'_>, sets: &Sets) {
        let programs = program::programs(node, sets, &mut self.names, &mut self.mistakes);
        self.programs.extend(programs);
    }

    fn rules(&mut self, node: &Node<'_>) {
        for item in node.array(&mut self.mistakes) {
            if let Some(rule) = rule::rule(&item, &mut self.mistakes) {
                take(&mut self.ids, rule.id, &item, &mut self.mistakes);
                self.rules.push(rule);
            }
        }
    }

    fn paths(&mut self, node: &Node<'_>) {
        let Some(lists) = node.object(&PATHS, &mut self.mistakes) else { return };
        for (name, list) in PATHS.iter().zip(&mut self.paths) {
            let Some(node) = lists.get(name) else { continue };
            for item in node.array(&mut self.mistakes) {
                let Some(text) = item.string(&mut self.mistakes) else { continue };
                match pattern::fault(&text) {
                    None => list.push(leak_text(text)),
                    Some(why) => self.mistakes.push(item.mistake(Fault::BadPattern { pattern: text, why })),
                }
            }
        }
    }

    fn law(mut self) -> Law {
        self.programs.sort_by_key(|program| program.names.first().copied());
        let programs: &'static [Program] = leak(self.programs);
        let (mut names, mut prefixes) = (Vec::new(), Vec::new());
        for (place, program) in programs.iter().enumerate() {
            for name in program.names {
                match name.strip_suffix('*') {
                    Some(prefix) => prefixes.push((prefix, place)),
                    None => names.push((*name, place)),
                }
            }
        }
        names.sort_unstable();
        let [system, personal, temporary, regenerable, regenerable_if_ignored, guard, executes_later] =
            self.paths.map(|list| leak(list) as &'static [&'static str]);
        let paths =
            Paths { system, personal, temporary, regenerable, regenerable_if_ignored, guard, executes_later };
        Law { programs, names: leak(names), prefixes: leak(prefixes), rules: leak(self.rules), paths }
    }
}

/// Names and ids, and the place where each stands first.
type Taken = BTreeMap<String, String>;

/// Notes that `name` is taken by `node`; a second taker is a mistake.
fn take(taken: &mut Taken, name: &str, node: &Node<'_>, mistakes: &mut Vec<Mistake>) {
    match taken.get(name) {
        Some(first) => {
            mistakes.push(node.mistake(Fault::Taken { name: name.into(), first: first.clone() }));
        }
        None => drop(taken.insert(name.into(), node.place())),
    }
}

fn leak<T>(list: Vec<T>) -> &'static [T] {
    Box::leak(list.into_boxed_slice())
}

fn leak_text(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}
