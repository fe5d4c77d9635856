//! Owns what a shell remembers between commands: variables, functions, aliases, directory, parameters; runs nothing.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::Text;
use crate::syntax::Command;

/// How many values a variable may have before it counts as unknown.
const MOST_CHOICES: usize = 6;

/// The values a variable may have, none of them twice; `None` stands for unset. Never empty.
pub(super) type Choices = Vec<Option<Text>>;

/// A variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Variable {
    /// One value of several.
    Scalar(Choices),
    /// Elements by key, in order.
    Array(Vec<(String, Text)>),
}

/// What a shell remembers. Cloned for every subshell, so the large parts are shared until one writes.
#[derive(Debug, Clone, Default)]
pub(super) struct State {
    variables: Rc<BTreeMap<String, Variable>>,
    /// Other names for variables: `declare -n`.
    references: Rc<BTreeMap<String, String>>,
    functions: Rc<BTreeMap<String, Rc<Command>>>,
    aliases: Rc<BTreeMap<String, String>>,
    /// `$1` and on; an argument that may be several is marked by `true`.
    pub(super) parameters: Rc<Vec<(Text, bool)>>,
    /// The directories it may be in; `None` where that is unknown. Never empty.
    pub(super) directories: Vec<Option<String>>,
    /// What `pushd` remembers, the last one on top.
    pub(super) pushed: Vec<Option<String>>,
    /// `$0`, where a shell was given one.
    pub(super) zero: Option<Text>,
    /// The code of `trap … EXIT`.
    pub(super) at_exit: Vec<Text>,
}

impl State {
    pub(super) fn starting_in(directory: Option<String>) -> Self {
        Self { directories: vec![directory], ..Self::default() }
    }

    /// The variable called `name`, or the one that name refers to.
    pub(super) fn variable(&self, name: &str) -> Option<&Variable> {
        self.variables.get(self.references.get(name).map_or(name, String::as_str))
    }

    /// Makes `name` another name for `other`.
    pub(super) fn refer(&mut self, name: &str, other: &str) {
        Rc::make_mut(&mut self.references).insert(name.into(), other.into());
    }

    pub(super) fn set(&mut self, name: &str, variable: Variable) {
        Rc::make_mut(&mut self.variables).insert(name.into(), variable);
    }

    pub(super) fn set_text(&mut self, name: &str, text: Text) {
        self.set(name, Variable::Scalar(vec![Some(text)]));
    }

    pub(super) fn unset(&mut self, name: &str) {
        if self.variables.contains_key(name) {
            Rc::make_mut(&mut self.variables).remove(name);
        }
    }

    /// What a program would find in a variable set by this line: its value, or a gap where it may have several.
    pub(super) fn exported(&self, name: &str) -> Option<Text> {
        match self.variable(name)? {
            Variable::Scalar(choices) => match choices.as_slice() {
                [only] => only.clone(),
                _ => Some(Text::unknown()),
            },
            Variable::Array(list) => list.first().map(|(_, text)| text.clone()),
        }
    }

    /// The names of variables that begin so.
    pub(super) fn names(&self, start: &str) -> Vec<String> {
        self.variables.keys().filter(|name| name.starts_with(start)).cloned().collect()
    }

    /// How much a subshell that became `inner` had to copy of this before it could write.
    pub(super) fn copied_by(&self, inner: &Self) -> usize {
        let variables = if Rc::ptr_eq(&self.variables, &inner.variables) { 0 } else { self.variables.len() };
        variables + if Rc::ptr_eq(&self.functions, &inner.functions) { 0 } else { self.functions.len() }
    }

    pub(super) fn function(&self, name: &str) -> Option<Rc<Command>> {
        self.functions.get(name).cloned()
    }

    pub(super) fn define(&mut self, name: &str, body: Rc<Command>) {
        Rc::make_mut(&mut self.functions).insert(name.into(), body);
    }

    pub(super) fn forget_function(&mut self, name: &str) {
        if self.functions.contains_key(name) {
            Rc::make_mut(&mut self.functions).remove(name);
        }
    }

    pub(super) fn alias(&self, name: &str) -> Option<&str> {
        self.aliases.get(name).map(String::as_str)
    }

    pub(super) fn set_alias(&mut self, name: &str, value: &str) {
        Rc::make_mut(&mut self.aliases).insert(name.into(), value.into());
    }

    pub(super) fn forget_alias(&mut self, name: &str) {
        Rc::make_mut(&mut self.aliases).remove(name);
    }

    /// The one directory it is in, where that is known.
    pub(super) fn directory(&self) -> Option<&str> {
        match self.directories.as_slice() {
            [only] => only.as_deref(),
            _ => None,
        }
    }

    /// What it may remember if it is either this or `other`.
    pub(super) fn join(&mut self, other: &Self) {
        for directory in &other.directories {
            if !self.directories.contains(directory) {
                self.directories.push(directory.clone());
            }
        }
        if self.directories.len() > MOST_CHOICES {
            self.directories = vec![None];
        }
        if !Rc::ptr_eq(&self.variables, &other.variables) {
            self.join_variables(other);
        }
        let functions = Rc::clone(&other.functions);
        if !Rc::ptr_eq(&self.functions, &functions) {
            for (name, body) in functions.iter() {
                Rc::make_mut(&mut self.functions).entry(name.clone()).or_insert_with(|| Rc::clone(body));
            }
        }
        self.at_exit.extend(
            other.at_exit.iter().filter(|code| !self.at_exit.contains(code)).cloned().collect::<Vec<_>>(),
        );
    }

    fn join_variables(&mut self, other: &Self) {
        let names: Vec<String> = self.variables.keys().chain(other.variables.keys()).cloned().collect();
        for name in names {
            let joined = match (self.variables.get(&name), other.variables.get(&name)) {
                (Some(one), Some(two)) if one == two => continue,
                (Some(Variable::Scalar(one)), Some(Variable::Scalar(two))) => {
                    Variable::Scalar(either(one.clone(), two.iter().cloned()))
                }
                (Some(Variable::Scalar(one)), None) | (None, Some(Variable::Scalar(one))) => {
                    Variable::Scalar(either(one.clone(), [None]))
                }
                (Some(array @ Variable::Array(_)), None) | (None, Some(array @ Variable::Array(_))) => {
                    array.clone()
                }
                _ => Variable::Scalar(vec![Some(Text::unknown())]),
            };
            self.set(&name, joined);
        }
    }
}

/// All of `one` and `more`, or unknown if that is too many.
pub(super) fn either(mut one: Choices, more: impl IntoIterator<Item = Option<Text>>) -> Choices {
    for choice in more {
        if !one.contains(&choice) {
            one.push(choice);
        }
    }
    if one.len() > MOST_CHOICES { vec![Some(Text::unknown())] } else { one }
}
