//! Owns JSON values that know their place in the file they come from; knows nothing of the law.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::{Fault, Mistake, Source};

/// A file and where its lines begin.
pub(super) struct File<'s> {
    source: Source<'s>,
    lines: Vec<usize>,
}

impl<'s> File<'s> {
    pub(super) fn new(source: Source<'s>) -> Self {
        let breaks = source.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self { source, lines: std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect() }
    }

    /// The whole file as one value, if its syntax is right.
    pub(super) fn root(&self, mistakes: &mut Vec<Mistake>) -> Option<Node<'_>> {
        match serde_json::from_str::<&RawValue>(self.source.text) {
            Ok(raw) => Some(Node { file: self, raw, path: String::new() }),
            Err(error) => {
                mistakes.push(Mistake {
                    file: self.source.name.into(),
                    line: error.line(),
                    column: error.column(),
                    path: String::new(),
                    fault: Fault::syntax(&error),
                });
                None
            }
        }
    }

    /// Line and column of a byte, both from 1; columns count bytes.
    fn position(&self, at: usize) -> (usize, usize) {
        let line = self.lines.partition_point(|start| *start <= at);
        (line, at + 1 - self.lines[line.saturating_sub(1)])
    }
}

/// A value of a file.
pub(super) struct Node<'f> {
    file: &'f File<'f>,
    raw: &'f RawValue,
    /// The way to it from the root: `rules[3].verdict`.
    path: String,
}

impl<'f> Node<'f> {
    /// Its members, after a check that all keys are `known` or `note`, whose value must be a text or texts.
    pub(super) fn object(
        &self,
        known: &'static [&'static str],
        mistakes: &mut Vec<Mistake>,
    ) -> Option<Object<'f>> {
        let members = self.members(mistakes)?;
        for (key, node) in &members.0 {
            if key == "note" {
                node.note(mistakes);
            } else if !known.contains(&key.as_str()) {
                mistakes.push(node.mistake(Fault::UnknownKey { key: key.clone(), known }));
            }
        }
        Some(members)
    }

    /// Its members under whatever keys, `note` checked and left out.
    pub(super) fn entries(&self, mistakes: &mut Vec<Mistake>) -> Vec<(String, Node<'f>)> {
        let members = self.members(mistakes).map(|members| members.0).unwrap_or_default();
        let (notes, entries): (Vec<_>, Vec<_>) = members.into_iter().partition(|(key, _)| key == "note");
        for (_, note) in notes {
            note.note(mistakes);
        }
        entries
    }

    /// Its items.
    pub(super) fn array(&self, mistakes: &mut Vec<Mistake>) -> Vec<Node<'f>> {
        match serde_json::from_str::<Vec<&'f RawValue>>(self.raw.get()) {
            Ok(items) => {
                (0..).zip(items).map(|(index, raw)| self.child(raw, &format!("[{index}]"))).collect()
            }
            Err(_) => self.wrong("a list", mistakes).unwrap_or_default(),
        }
    }

    /// Its text.
    pub(super) fn string(&self, mistakes: &mut Vec<Mistake>) -> Option<String> {
        match serde_json::from_str(self.raw.get()) {
            Ok(text) => Some(text),
            Err(_) => self.wrong("a text", mistakes),
        }
    }

    /// Its items, all of them texts.
    pub(super) fn strings(&self, mistakes: &mut Vec<Mistake>) -> Vec<String> {
        let items = self.array(mistakes);
        items.iter().filter_map(|item| item.string(mistakes)).collect()
    }

    /// Its truth.
    pub(super) fn boolean(&self, mistakes: &mut Vec<Mistake>) -> Option<bool> {
        match serde_json::from_str(self.raw.get()) {
            Ok(truth) => Some(truth),
            Err(_) => self.wrong("true or false", mistakes),
        }
    }

    /// A mistake at this place.
    pub(super) fn mistake(&self, fault: Fault) -> Mistake {
        let (line, column) = self.position();
        Mistake { file: self.file.source.name.into(), line, column, path: self.path.clone(), fault }
    }

    /// Where it stands, for mistakes elsewhere.
    pub(super) fn place(&self) -> String {
        format!("{}:{}", self.file.source.name, self.position().0)
    }

    fn position(&self) -> (usize, usize) {
        let at = self.raw.get().as_ptr() as usize - self.file.source.text.as_ptr() as usize;
        self.file.position(at)
    }

    fn members(&self, mistakes: &mut Vec<Mistake>) -> Option<Object<'f>> {
        let Ok(Members(raw)) = serde_json::from_str::<Members<'f>>(self.raw.get()) else {
            return self.wrong("an object", mistakes);
        };
        let mut members: Vec<(String, Node<'f>)> = Vec::with_capacity(raw.len());
        let mut seen = std::collections::BTreeSet::new();
        for (key, raw) in raw {
            let node = self.child(raw, &format!(".{key}"));
            if !seen.insert(key.clone()) {
                mistakes.push(node.mistake(Fault::RepeatedKey(key.clone())));
            }
            members.push((key, node));
        }
        Some(Object(members))
    }

    fn child(&self, raw: &'f RawValue, step: &str) -> Self {
        let path = format!("{}{step}", self.path).trim_start_matches('.').to_string();
        Node { file: self.file, raw, path }
    }

    /// A note is for people; a misspelt value would hide that it is not read.
    fn note(&self, mistakes: &mut Vec<Mistake>) {
        if self.raw.get().starts_with('[') {
            self.strings(mistakes);
        } else {
            self.string(mistakes);
        }
    }

    fn wrong<T>(&self, expected: &'static str, mistakes: &mut Vec<Mistake>) -> Option<T> {
        mistakes.push(self.mistake(Fault::WrongType { expected }));
        None
    }
}

/// The members of an object.
pub(super) struct Object<'f>(Vec<(String, Node<'f>)>);

impl<'f> Object<'f> {
    pub(super) fn get(&self, key: &str) -> Option<&Node<'f>> {
        self.0.iter().find(|(own, _)| own == key).map(|(_, node)| node)
    }
}

/// Members in order, repeated keys kept, values as they are written.
struct Members<'de>(Vec<(String, &'de RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor)
    }
}

struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Members<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Members(members))
    }
}
