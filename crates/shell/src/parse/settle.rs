//! Owns the way of here-document bodies into the tree: a body is read after the command that it belongs to was built.

use std::rc::Rc;

use crate::syntax::{
    AssignedValue, Assignment, Command, CommandKind, Item, List, Operation, Operator, Parameter, Part,
    Pipeline, Redirect, Word,
};

use super::heredoc::placeholder;

/// Puts each of `bodies` where its place is kept.
pub(super) fn bodies(list: &mut List, bodies: Vec<Word>) {
    if !bodies.is_empty() {
        Settler { bodies }.list(list);
    }
}

struct Settler {
    bodies: Vec<Word>,
}

impl Settler {
    fn list(&mut self, list: &mut [Item]) {
        for item in list {
            self.pipeline(&mut item.first);
            item.rest.iter_mut().for_each(|(_, pipeline)| self.pipeline(pipeline));
        }
    }

    fn pipeline(&mut self, pipeline: &mut Pipeline) {
        pipeline.stages.iter_mut().for_each(|command| self.command(command));
    }

    fn command(&mut self, command: &mut Command) {
        self.kind(&mut command.kind);
        command.redirects.iter_mut().for_each(|redirect| self.redirect(redirect));
    }

    fn kind(&mut self, kind: &mut CommandKind) {
        match kind {
            CommandKind::Simple { assignments, words } => {
                assignments.iter_mut().for_each(|assignment| self.assignment(assignment));
                self.words(words);
            }
            CommandKind::Group(list) | CommandKind::Subshell(list) => self.list(list),
            CommandKind::If { arms, otherwise } => {
                for (condition, body) in arms {
                    self.list(condition);
                    self.list(body);
                }
                self.list(otherwise);
            }
            CommandKind::For { words, body, .. } => {
                words.iter_mut().for_each(|words| self.words(words));
                self.list(body);
            }
            CommandKind::ForArithmetic { header, body } => {
                self.words(header.as_mut_slice());
                self.list(body);
            }
            CommandKind::While { condition, body, .. } => {
                self.list(condition);
                self.list(body);
            }
            CommandKind::Case { word, arms } => {
                self.word(word);
                for arm in arms {
                    self.words(&mut arm.patterns);
                    self.list(&mut arm.body);
                }
            }
            CommandKind::Function { body, .. } => {
                Rc::get_mut(body).into_iter().for_each(|body| self.command(body))
            }
            CommandKind::Test(words) => self.words(words),
            CommandKind::Arithmetic(word) => self.word(word),
            CommandKind::Coprocess(_, command) => self.command(command),
            CommandKind::Timed(pipeline) => self.pipeline(pipeline),
        }
    }

    fn redirect(&mut self, redirect: &mut Redirect) {
        let index = redirect.target.span.start;
        if redirect.operator == Operator::HereDocument && redirect.target.span == placeholder(index as usize)
        {
            let body = self.bodies.get_mut(index as usize).map(std::mem::take);
            redirect.target = body.unwrap_or_default();
        }
        self.word(&mut redirect.target);
    }

    fn assignment(&mut self, assignment: &mut Assignment) {
        assignment.subscript.iter_mut().for_each(|word| self.word(word));
        match &mut assignment.value {
            AssignedValue::Scalar(word) => self.word(word),
            AssignedValue::Array(elements) => self.elements(elements),
        }
    }

    fn elements(&mut self, elements: &mut [(Option<Word>, Word)]) {
        for (subscript, word) in elements {
            subscript.iter_mut().for_each(|word| self.word(word));
            self.word(word);
        }
    }

    fn words(&mut self, words: &mut [Word]) {
        words.iter_mut().for_each(|word| self.word(word));
    }

    fn word(&mut self, word: &mut Word) {
        self.parts(&mut word.parts);
    }

    fn parts(&mut self, parts: &mut [Part]) {
        for part in parts {
            match part {
                Part::Bare(_) | Part::Quoted(_) | Part::ExtendedGlob(_) => {}
                Part::Double(parts) | Part::Arithmetic(parts) => self.parts(parts),
                Part::Parameter(parameter) => self.parameter(parameter),
                Part::Command(list) | Part::ProcessIn(list) | Part::ProcessOut(list) => self.list(list),
                Part::Array(elements) => self.elements(elements),
            }
        }
    }

    fn parameter(&mut self, parameter: &mut Parameter) {
        parameter.subscript.iter_mut().for_each(|word| self.word(word));
        match &mut parameter.operation {
            Operation::Plain | Operation::Length | Operation::Names | Operation::Transform(_) => {}
            Operation::Default(_, word)
            | Operation::Assign(_, word)
            | Operation::Alternative(_, word)
            | Operation::Require(_, word)
            | Operation::Trim { pattern: word, .. }
            | Operation::Case { pattern: word, .. }
            | Operation::Unclear(word) => self.word(word),
            Operation::Replace { pattern, with, .. } => {
                self.word(pattern);
                self.word(with);
            }
            Operation::Slice(offset, length) => {
                self.word(offset);
                length.iter_mut().for_each(|word| self.word(word));
            }
        }
    }
}
