//! Owns assignment: what `x=…`, `x+=…`, `x[i]=…` and `x=(…)` leave in a variable; expands through the expander.

use super::state::{Choices, Variable, either};
use super::{Evaluator, LONGEST_TEXT};
use crate::syntax::{AssignedValue, Assignment, Part, Word};
use crate::{Arg, Text};

impl Evaluator<'_, '_> {
    /// Carries out assignments in order.
    pub(super) fn assign_all(&mut self, assignments: &[Assignment]) {
        for assignment in assignments {
            self.assign(assignment);
        }
    }

    fn assign(&mut self, assignment: &Assignment) {
        match (&assignment.value, &assignment.subscript) {
            (AssignedValue::Array(elements), _) => {
                let list = self.elements(elements);
                self.assign_list(&assignment.name, list, assignment.append);
            }
            (AssignedValue::Scalar(word), Some(subscript)) => {
                let (key, text) = (self.text(subscript), self.text(word));
                self.assign_element(&assignment.name, &key, text, assignment.append);
            }
            (AssignedValue::Scalar(word), None) => {
                let texts = self.texts_assigned(word);
                self.assign_scalar(&assignment.name, texts, assignment.append);
            }
        }
    }

    /// The texts an assigned word may be: a tilde counts behind each colon too, but only the first matters to anyone.
    fn texts_assigned(&mut self, word: &Word) -> Vec<Text> {
        self.texts(word)
    }

    pub(super) fn assign_scalar(&mut self, name: &str, texts: Vec<Text>, append: bool) {
        let before = if append { self.value(name) } else { vec![None] };
        let mut choices: Choices = Vec::new();
        for old in &before {
            let made = texts.iter().map(|text| {
                let mut value = old.clone().unwrap_or_default();
                value.append(text);
                Some(value.no_longer_than(LONGEST_TEXT))
            });
            choices = either(choices, made);
        }
        match (name, choices.as_slice()) {
            ("PWD", _) => {}
            _ if choices.is_empty() => self.state.set_text(name, Text::default()),
            _ => self.state.set(name, Variable::Scalar(choices)),
        }
    }

    fn assign_element(&mut self, name: &str, key: &Text, text: Text, append: bool) {
        let Some(key) = key.as_known() else {
            return self.state.set(name, Variable::Scalar(vec![Some(Text::unknown())]));
        };
        let mut list = match self.state.variable(name) {
            Some(Variable::Array(list)) => list.clone(),
            Some(Variable::Scalar(choices)) => match choices.first() {
                Some(Some(text)) => vec![("0".to_string(), text.clone())],
                _ => Vec::new(),
            },
            None => Vec::new(),
        };
        self.spend(list.len());
        match list.iter_mut().find(|(own, _)| own == key) {
            Some((_, old)) if append => old.append(&text),
            Some((_, old)) => *old = text,
            None => list.push((key.into(), text)),
        }
        self.state.set(name, Variable::Array(list));
    }

    pub(super) fn assign_list(&mut self, name: &str, list: Vec<(String, Text)>, append: bool) {
        let mut all = match (append, self.state.variable(name)) {
            (true, Some(Variable::Array(list))) => list.clone(),
            (true, Some(Variable::Scalar(choices))) => {
                choices.iter().flatten().take(1).map(|text| ("0".to_string(), text.clone())).collect()
            }
            _ => Vec::new(),
        };
        let start = all.len();
        self.spend(start + list.len());
        all.extend(list.into_iter().enumerate().map(|(index, (key, text))| {
            (if append && key == index.to_string() { (start + index).to_string() } else { key }, text)
        }));
        self.state.set(name, Variable::Array(all));
    }

    /// The elements of an array assignment by key.
    pub(super) fn elements(&mut self, elements: &[(Option<Word>, Word)]) -> Vec<(String, Text)> {
        let mut list: Vec<(String, Text)> = Vec::new();
        for (key, word) in elements {
            match key {
                Some(key) => {
                    let (key, text) = (self.text(key), self.text(word));
                    list.push((key.shown(), text));
                }
                None => {
                    let mut lists = self.args(std::slice::from_ref(word));
                    let args: Vec<Arg> = if lists.len() == 1 {
                        lists.remove(0)
                    } else {
                        vec![self.arg(Text::unknown(), true, word.span)]
                    };
                    for arg in args {
                        list.push((list.len().to_string(), arg.text));
                    }
                }
            }
        }
        list
    }

    /// An argument of `declare`, `export` and their like, given with these `flags`: `x`, `x=1`, `x+=1`, `x=(…)`.
    pub(super) fn declare(&mut self, word: &Word, flags: &str) {
        if let [Part::Bare(start), Part::Array(elements)] = word.parts.as_slice() {
            let list = self.elements(elements);
            let append = start.ends_with("+=");
            return self.assign_list(start.trim_end_matches(['+', '=']), list, append);
        }
        let texts = self.texts(word);
        let Some((name, append)) = texts.first().and_then(declared_name) else { return };
        let values: Vec<Text> = texts.iter().map(|text| in_case(behind_equals(text), flags)).collect();
        match values.as_slice() {
            [only] if flags.contains('n') => self.state.refer(&name, &only.shown()),
            _ => self.assign_scalar(&name, values, append),
        }
    }

    /// Remembers what a function's own variable hides, until the function ends.
    pub(super) fn keep_for_caller(&mut self, word: &Word) {
        let Some(Part::Bare(start)) = word.parts.first() else { return };
        let name = start.split(['=', '+']).next().unwrap_or_default();
        let hidden = self.state.variable(name).cloned();
        if let Some(frame) = self.hidden.last_mut().filter(|_| !name.starts_with('-')) {
            frame.push((name.into(), hidden));
        }
    }

    /// Brings back what the variables of a function that ended were hiding.
    pub(super) fn bring_back(&mut self, frame: Vec<(String, Option<Variable>)>) {
        for (name, hidden) in frame.into_iter().rev() {
            match hidden {
                Some(variable) => self.state.set(&name, variable),
                None => self.state.unset(&name),
            }
        }
    }
}

/// The name in `name=value` or `name+=value`, and whether it adds.
fn declared_name(text: &Text) -> Option<(String, bool)> {
    let start = text.prefix();
    let name = &start[..start.find('=')?];
    let bare = name.trim_end_matches('+');
    (!bare.starts_with('-')).then(|| (bare.to_string(), bare.len() < name.len()))
}

/// The value in `name=value`.
fn behind_equals(text: &Text) -> Text {
    text.prefix().find('=').map_or_else(Text::unknown, |at| text.without_start(at + 1))
}

/// A value in the case that `declare -l` or `declare -u` gives it.
fn in_case(text: Text, flags: &str) -> Text {
    match text.as_known() {
        Some(known) if flags.contains('l') => Text::known(known.to_lowercase()),
        Some(known) if flags.contains('u') => Text::known(known.to_uppercase()),
        _ => text,
    }
}
