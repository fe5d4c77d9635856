//! Owns compound commands: which of their parts run, and how often; knows no program.

use std::rc::Rc;

use hook::Span;

use super::{Done, Evaluator, Flow, Io};
use crate::pattern;
use crate::syntax::{CaseArm, CaseEnd, Command, CommandKind, List, Part, Word};
use crate::{Status, Text};

/// How many rounds one loop is followed before what it changes counts as unknown.
const MOST_ROUNDS: usize = 64;
/// How many rounds all loops of an evaluation are followed.
const MOST_ROUNDS_IN_ALL: usize = 4000;

impl Evaluator<'_, '_> {
    /// One command with its redirections.
    pub(super) fn command(&mut self, command: &Command) -> Done {
        self.spend(1);
        if self.flow != Flow::Next {
            return Done::default();
        }
        self.deeper(|own| match &command.kind {
            CommandKind::Simple { assignments, words } => own.simple(command, assignments, words),
            CommandKind::Function { name, body } => {
                own.state.define(name, Rc::clone(body));
                Done::success()
            }
            _ => own.redirected(command, |own| own.compound(&command.kind)),
        })
    }

    fn compound(&mut self, kind: &CommandKind) -> Done {
        match kind {
            CommandKind::Group(list) => self.list(list),
            CommandKind::Subshell(list) => self.apart(|own| own.list(list)),
            CommandKind::If { arms, otherwise } => self.branches(arms, otherwise),
            CommandKind::For { name, words, body } => self.for_each(name, words.as_deref(), body),
            CommandKind::ForArithmetic { header, body } => {
                let [first, condition, step] = header.as_ref();
                self.arithmetic(&first.parts);
                self.rounds(|own| own.condition(condition), |own| own.round(body, step))
            }
            CommandKind::While { until, condition, body } => self.rounds(
                |own| {
                    let status = own.list(condition).status;
                    if *until { inverted(status) } else { status }
                },
                |own| own.list(body),
            ),
            CommandKind::Case { word, arms } => self.case(word, arms),
            CommandKind::Test(words) => self.test(words),
            CommandKind::Arithmetic(word) => Done::of(self.arithmetic_status(&word.parts)),
            // What it reads is written to it later, by anyone.
            CommandKind::Coprocess(_, command) => {
                let io = Io { input: Text::unknown(), terminal: false };
                self.fed(io, |own| own.apart(|own| own.command(command)))
            }
            CommandKind::Timed(pipeline) => self.pipeline(pipeline),
            CommandKind::Simple { .. } | CommandKind::Function { .. } => Done::default(),
        }
    }

    /// `if`: the arm whose condition holds, or every arm that may be taken.
    fn branches(&mut self, arms: &[(List, List)], otherwise: &List) -> Done {
        let Some(((condition, body), rest)) = arms.split_first() else { return self.list(otherwise) };
        let sure = self.world.promises();
        let tested = self.list(condition);
        if self.flow != Flow::Next {
            return tested;
        }
        let mut done = Done { status: Status::Success, output: tested.output };
        match tested.status {
            Status::Success => done.add(self.list(body)),
            Status::Failure => {
                self.world.hold(&sure);
                done.add(self.branches(rest, otherwise));
            }
            Status::Unknown => {
                let other = |own: &mut Self| {
                    own.world.hold(&sure);
                    own.branches(rest, otherwise)
                };
                let both = self.both(|own| own.list(body), other);
                done.add(both);
                self.world.hold(&sure);
            }
        }
        done
    }

    /// Goes two ways and joins what the shell may remember after either.
    fn both(&mut self, one: impl FnOnce(&mut Self) -> Done, two: impl FnOnce(&mut Self) -> Done) -> Done {
        let (before, sure) = (self.state.clone(), self.world.promises());
        let first = one(self);
        self.world.hold(&sure);
        let (after_first, first_flow) =
            (std::mem::replace(&mut self.state, before), std::mem::take(&mut self.flow));
        let second = two(self);
        self.world.hold(&sure);
        if first_flow == Flow::Next {
            self.join_all(vec![after_first]);
        } else if self.flow != Flow::Next {
            self.flow = self.flow.min_of(first_flow);
        }
        let status = if first.status == second.status { first.status } else { Status::Unknown };
        let mut done = Done { status, output: first.output };
        if !second.output.is_empty() || !done.output.is_empty() {
            done.add(Done { status, output: Text::unknown() });
        }
        done
    }

    fn for_each(&mut self, name: &str, words: Option<&[Word]>, body: &List) -> Done {
        let elements: Vec<(Text, bool)> = match words {
            None => self.state.parameters.to_vec(),
            Some(words) => {
                let mut lists = self.args(words);
                match lists.len() {
                    1 => lists.remove(0).into_iter().map(|arg| (arg.text, arg.splits)).collect(),
                    _ => lists.into_iter().flatten().map(|arg| (arg.text, arg.splits)).collect(),
                }
            }
        };
        let mut done = Done::success();
        for (index, (text, _)) in elements.iter().enumerate() {
            let beyond = index >= MOST_ROUNDS || self.rounds >= MOST_ROUNDS_IN_ALL;
            self.state.set_text(name, if beyond { common(&elements[index..]) } else { text.clone() });
            done.add(self.one_round(|own| own.list(body)));
            if beyond || self.flow != Flow::Next {
                break;
            }
        }
        self.loop_ends();
        done
    }

    fn round(&mut self, body: &List, step: &Word) -> Done {
        let done = self.list(body);
        self.arithmetic(&step.parts);
        done
    }

    fn condition(&mut self, condition: &Word) -> Status {
        if condition.parts.is_empty() { Status::Success } else { self.arithmetic_status(&condition.parts) }
    }

    /// A loop on a condition: followed while the condition is known to hold, and twice where it is not known.
    fn rounds(
        &mut self,
        mut condition: impl FnMut(&mut Self) -> Status,
        mut body: impl FnMut(&mut Self) -> Done,
    ) -> Done {
        let (mut done, mut guessed, sure) = (Done::success(), 0, self.world.promises());
        for _ in 0..MOST_ROUNDS {
            let holds = condition(self);
            guessed += usize::from(holds == Status::Unknown);
            if holds == Status::Failure || self.flow != Flow::Next || self.rounds >= MOST_ROUNDS_IN_ALL {
                break;
            }
            let before = self.state.clone();
            self.world.hold(&sure);
            done.add(self.one_round(&mut body));
            if holds == Status::Unknown {
                self.join_all(vec![before]);
            }
            if guessed >= 2 || self.flow != Flow::Next {
                break;
            }
        }
        self.loop_ends();
        if guessed > 0 { Done { status: Status::Unknown, output: done.output } } else { done }
    }

    fn one_round(&mut self, body: impl FnOnce(&mut Self) -> Done) -> Done {
        self.rounds += 1;
        self.loops += 1;
        let sure = self.world.promises();
        let done = body(self);
        self.world.hold(&sure);
        self.loops -= 1;
        if self.flow == Flow::Continue {
            self.flow = Flow::Next;
        }
        done
    }

    fn loop_ends(&mut self) {
        if matches!(self.flow, Flow::Break | Flow::Continue) {
            self.flow = Flow::Next;
        }
    }

    /// `case`: the first arm that matches, or every arm that may.
    fn case(&mut self, word: &Word, arms: &[CaseArm]) -> Done {
        let text = self.text(word);
        self.arms(&text, arms, false)
    }

    fn arms(&mut self, text: &Text, arms: &[CaseArm], falls: bool) -> Done {
        let Some((arm, rest)) = arms.split_first() else { return Done::success() };
        let fits = if falls { Some(true) } else { self.fits(text, &arm.patterns) };
        match fits {
            Some(false) => self.arms(text, rest, false),
            Some(true) => self.arm(text, arm, rest),
            None => {
                self.deeper(|own| own.both(|own| own.arm(text, arm, rest), |own| own.arms(text, rest, false)))
            }
        }
    }

    fn arm(&mut self, text: &Text, arm: &CaseArm, rest: &[CaseArm]) -> Done {
        let mut done = self.list(&arm.body);
        match arm.end {
            CaseEnd::Break => {}
            CaseEnd::FallThrough => done.add(self.arms(text, rest, true)),
            CaseEnd::Continue => done.add(self.arms(text, rest, false)),
        }
        done
    }

    /// Whether a text fits one of some patterns, where that is known.
    fn fits(&mut self, text: &Text, patterns: &[Word]) -> Option<bool> {
        let mut unsure = false;
        for word in patterns {
            match (self.pattern(word).as_deref(), text.as_known()) {
                (Some("*"), _) => return Some(true),
                (Some(pattern), Some(text)) if pattern::matches(pattern, text) => return Some(true),
                (Some(_), Some(_)) => {}
                _ => unsure = true,
            }
        }
        if unsure { None } else { Some(false) }
    }

    /// `[[ … ]]`: its words are expanded for what they run; of its tests only the plainest are computed.
    pub(super) fn test(&mut self, words: &[Word]) -> Done {
        let texts: Vec<Text> = words.iter().map(|word| self.text(word)).collect();
        let known: Option<Vec<&str>> = texts.iter().map(Text::as_known).collect();
        let bare = |word: &Word| matches!(word.parts.as_slice(), [Part::Bare(_)]);
        let status = match (known.as_deref(), words) {
            (Some(["-z", text]), _) => from(text.is_empty()),
            (Some(["-n", text] | [text]), _) => from(!text.is_empty()),
            (Some([left, "==" | "=", right]), [_, _, word]) if bare(word) => {
                from(pattern::matches(right, left))
            }
            (Some([left, "==" | "=", right]), _) => from(left == right),
            (Some([left, "!=", right]), [_, _, word]) if bare(word) => from(!pattern::matches(right, left)),
            (Some([left, "!=", right]), _) => from(left != right),
            (Some([operator, path]), _) => self.file_test(operator, path),
            _ => Status::Unknown,
        };
        Done::of(status)
    }

    /// `-e`, `-f`, `-d`, … on a path.
    fn file_test(&self, operator: &str, path: &str) -> Status {
        let Some(directory) = self.state.directory() else { return Status::Unknown };
        let entry = self.world.entry(&self.world.resolve(&hook::path::join(directory, path), true));
        match (operator, entry) {
            (_, hook::Entry::Unknown) => Status::Unknown,
            ("-e" | "-a", entry) => from(entry != hook::Entry::Missing),
            ("-d", entry) => from(entry == hook::Entry::Directory),
            ("-f", entry) => from(matches!(entry, hook::Entry::File { .. })),
            _ => Status::Unknown,
        }
    }

    /// A function is called: its body with its own parameters, output and input as around it.
    pub(super) fn call(&mut self, body: &Rc<Command>, parameters: Vec<(Text, bool)>, span: Span) -> Done {
        let outer = std::mem::replace(&mut self.state.parameters, Rc::new(parameters));
        let (base, io) = (self.base, self.io.clone());
        self.base = Some(span);
        self.callables += 1;
        self.hidden.push(Vec::new());
        let done = self.command(body);
        let hidden = self.hidden.pop().unwrap_or_default();
        self.bring_back(hidden);
        self.callables -= 1;
        (self.base, self.io) = (base, io);
        self.state.parameters = outer;
        if self.flow == Flow::Return {
            self.flow = Flow::Next;
        }
        done
    }

    /// Evaluates with another input.
    pub(super) fn fed(&mut self, io: Io, work: impl FnOnce(&mut Self) -> Done) -> Done {
        let outer = std::mem::replace(&mut self.io, io);
        let done = work(self);
        self.io = outer;
        done
    }
}

impl Flow {
    /// Of two ways to leave the one that leaves less.
    fn min_of(self, other: Self) -> Self {
        let rank = |flow: Self| match flow {
            Self::Next => 0,
            Self::Continue => 1,
            Self::Break => 2,
            Self::Return => 3,
            Self::Exit => 4,
        };
        if rank(self) <= rank(other) { self } else { other }
    }
}

pub(super) fn from(holds: bool) -> Status {
    if holds { Status::Success } else { Status::Failure }
}

fn inverted(status: Status) -> Status {
    match status {
        Status::Success => Status::Failure,
        Status::Failure => Status::Success,
        Status::Unknown => Status::Unknown,
    }
}

/// What is common to many elements: how they all begin, then a gap.
fn common(elements: &[(Text, bool)]) -> Text {
    let mut start = elements.first().map(|(text, _)| text.prefix().to_string()).unwrap_or_default();
    for (text, _) in elements {
        while !text.prefix().starts_with(start.as_str()) {
            start.pop();
        }
    }
    let mut text = Text::known(start);
    text.push_gap();
    text
}
