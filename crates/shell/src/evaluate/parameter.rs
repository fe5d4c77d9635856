//! Owns parameter expansion: which value `$x` and `${x…}` have; splits nothing and edits nothing.

use super::Evaluator;
use super::expand::{Bit, Reading, joined};
use super::operation::by_presence;
use super::state::{Choices, Variable, either};
use crate::Text;
use crate::syntax::{Operation, Parameter, Word};

/// A number whose digits matter to nobody: a process id, a random number, a line number.
const SOME_NUMBER: &str = "4711";

impl Evaluator<'_, '_> {
    /// The readings of a parameter expansion. Never empty.
    pub(super) fn parameter(&mut self, parameter: &Parameter, quoted: bool) -> Vec<Reading> {
        if parameter.operation == Operation::Names {
            let names = self.state.names(&parameter.name);
            return vec![elements(names.into_iter().map(|name| (Text::known(name), false)), quoted)];
        }
        if self.is_list(parameter)
            && !matches!(parameter.operation, Operation::Length)
            && !by_presence(&parameter.operation)
        {
            let list = self.list_of(parameter);
            let list = self.operate_on_list(list, parameter);
            let apart = parameter.name == "@" || parameter.subscript.as_ref().is_some_and(is_at);
            return vec![if apart || !quoted { elements(list, quoted) } else { vec![star(list)] }];
        }
        let choices = self.choices(parameter);
        let choices = self.operate(choices, &parameter.operation);
        if let Operation::Assign(..) = parameter.operation {
            self.state.set(&parameter.name, Variable::Scalar(choices.clone()));
        }
        choices
            .into_iter()
            .map(|choice| vec![Bit { text: choice.unwrap_or_default(), quoted, literal: false, ends: false }])
            .collect()
    }

    fn is_list(&self, parameter: &Parameter) -> bool {
        matches!(parameter.name.as_str(), "@" | "*")
            || parameter.subscript.as_ref().is_some_and(|subscript| is_at(subscript) || is_star(subscript))
    }

    pub(super) fn zero(&self) -> Text {
        self.state.zero.clone().unwrap_or_else(|| Text::known("bash"))
    }

    /// The elements of `$@`, `${a[@]}`, `${!a[@]}`.
    fn list_of(&self, parameter: &Parameter) -> Vec<(Text, bool)> {
        if matches!(parameter.name.as_str(), "@" | "*") {
            return self.state.parameters.to_vec();
        }
        match self.state.variable(&parameter.name) {
            Some(Variable::Array(list)) if parameter.indirect => {
                list.iter().map(|(key, _)| (Text::known(key.as_str()), false)).collect()
            }
            Some(Variable::Array(list)) => list.iter().map(|(_, text)| (text.clone(), false)).collect(),
            Some(Variable::Scalar(choices)) => match choices.as_slice() {
                [Some(text)] => vec![(text.clone(), false)],
                [None] => Vec::new(),
                _ => vec![(Text::unknown(), true)],
            },
            None => Vec::new(),
        }
    }

    /// The values a parameter may have before its operation.
    fn choices(&mut self, parameter: &Parameter) -> Choices {
        if self.is_list(parameter) {
            let list = self.list_of(parameter);
            if parameter.operation == Operation::Length {
                return vec![Some(Text::known(list.len().to_string()))];
            }
            let empty = list.is_empty();
            return vec![(!empty).then(|| joined(&elements(list, true)))];
        }
        let values = match &parameter.subscript {
            Some(subscript) => self.element(&parameter.name, subscript),
            None => self.value(&parameter.name),
        };
        if !parameter.indirect {
            return values;
        }
        match values.as_slice() {
            [Some(name)] if name.is_known() => self.value(name.as_known().unwrap_or_default()),
            _ => vec![Some(Text::unknown())],
        }
    }

    /// `${a[i]}`
    fn element(&mut self, name: &str, subscript: &Word) -> Choices {
        let key = self.text(subscript);
        let (Some(key), Some(Variable::Array(list))) = (key.as_known(), self.state.variable(name)) else {
            return if self.state.variable(name).is_some() {
                vec![Some(Text::unknown())]
            } else {
                vec![None]
            };
        };
        let at_end =
            key.parse::<i64>().ok().filter(|index| *index < 0).and_then(|index| usize::try_from(-index).ok());
        let found = match at_end {
            Some(back) => list.len().checked_sub(back).and_then(|at| list.get(at)),
            None => list.iter().find(|(own, _)| own == key),
        };
        vec![found.map(|(_, text)| text.clone())]
    }

    /// The values a variable or special parameter may have.
    pub(super) fn value(&self, name: &str) -> Choices {
        match self.state.variable(name) {
            Some(Variable::Scalar(choices)) => return choices.clone(),
            Some(Variable::Array(list)) => return vec![list.first().map(|(_, text)| text.clone())],
            None => {}
        }
        if let Ok(index) = name.parse::<usize>() {
            return self.positional(index);
        }
        match name {
            "#" => vec![Some(match self.state.parameters.iter().any(|(_, splits)| *splits) {
                true => Text::unknown(),
                false => Text::known(self.state.parameters.len().to_string()),
            })],
            "?" => vec![Some(Text::unknown())],
            "$" | "!" | "RANDOM" | "SRANDOM" | "SECONDS" | "EPOCHSECONDS" | "LINENO" | "BASHPID" | "PPID"
            | "UID" | "EUID" => {
                vec![Some(Text::known(SOME_NUMBER))]
            }
            "-" => vec![Some(Text::known("hB"))],
            "PWD" => self
                .state
                .directories
                .iter()
                .map(|one| Some(one.as_ref().map_or_else(Text::unknown, Text::known)))
                .collect(),
            "HOME" => vec![Some(self.home().map_or_else(Text::unknown, |home| Text::known(&*home)))],
            "IFS" => vec![Some(Text::known(" \t\n"))],
            "TMPDIR" => {
                either(vec![None], self.world.facts.variable("TMPDIR").map(|text| Some(Text::known(text))))
            }
            _ => either(
                self.world.facts.variable(name).map(|text| Some(Text::known(text))).into_iter().collect(),
                [None],
            ),
        }
    }

    fn positional(&self, index: usize) -> Choices {
        let Some(index) = index.checked_sub(1) else { return vec![Some(self.zero())] };
        let before = &self.state.parameters[..index.min(self.state.parameters.len())];
        if before.iter().any(|(_, splits)| *splits) {
            return vec![Some(Text::unknown())];
        }
        vec![self.state.parameters.get(index).map(|(text, _)| text.clone())]
    }
}

fn is_at(subscript: &Word) -> bool {
    matches!(subscript.parts.as_slice(), [crate::syntax::Part::Bare(text)] if text == "@")
}

fn is_star(subscript: &Word) -> bool {
    matches!(subscript.parts.as_slice(), [crate::syntax::Part::Bare(text)] if text == "*")
}

/// Elements as bits that end an argument each, the last one excepted.
fn elements(list: impl IntoIterator<Item = (Text, bool)>, quoted: bool) -> Reading {
    let mut bits: Reading = list
        .into_iter()
        .map(|(text, splits)| Bit { text, quoted: quoted && !splits, literal: false, ends: true })
        .collect();
    if let Some(last) = bits.last_mut() {
        last.ends = false;
    }
    bits
}

/// `"$*"`
fn star(list: Vec<(Text, bool)>) -> Bit {
    Bit::quoted(joined(&elements(list, true)))
}
