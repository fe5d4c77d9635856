//! Owns lists and pipelines: what runs after what, and on which condition; knows no command.

use super::state::State;
use super::{Done, Evaluator, Flow, Io};
use crate::syntax::{Command, CommandKind, Item, Link, List, Part, Pipeline};
use crate::world::Promises;
use crate::{Status, Text};

impl Evaluator<'_, '_> {
    /// Commands in a row.
    pub(super) fn list(&mut self, list: &List) -> Done {
        let (mut done, mut sure) = (Done::success(), self.world.promises());
        for (index, item) in list.iter().enumerate() {
            if self.flow != Flow::Next {
                break;
            }
            if index > 0 {
                self.world.hold(&sure);
            }
            let next = if item.background { self.apart(|own| own.item(item)) } else { self.item(item) };
            done.add(next);
            sure.extend(self.kept.take().unwrap_or_default());
        }
        done
    }

    /// Pipelines joined by `&&` and `||`. Behind `&&` the shell is taken to go on, and what it would remember if it had
    /// not is joined at the end; behind `||` both ways are joined at once.
    fn item(&mut self, item: &Item) -> Done {
        let sure = self.world.promises();
        let mut done = self.pipeline(&item.first);
        let mut skipped: Vec<State> = Vec::new();
        for (link, pipeline) in &item.rest {
            if self.flow != Flow::Next {
                break;
            }
            match (link, done.status) {
                (Link::And, Status::Failure) | (Link::Or, Status::Success) => {}
                (Link::And, Status::Success) | (Link::Or, Status::Failure) => {
                    if *link == Link::Or {
                        self.world.hold(&sure);
                    }
                    let next = self.pipeline(pipeline);
                    done.add(next);
                }
                (Link::And, Status::Unknown) => {
                    skipped.push(self.state.clone());
                    self.arrive();
                    let next = self.pipeline(pipeline);
                    let sure = next.status == Status::Failure;
                    done.add(next);
                    done.status = if sure { Status::Failure } else { Status::Unknown };
                }
                (Link::Or, Status::Unknown) => self.perhaps(pipeline, &mut done, &sure),
            }
        }
        self.join_all(skipped);
        done
    }

    /// A pipeline that runs or not: `a || b` where nobody knows how `a` ends.
    fn perhaps(&mut self, pipeline: &Pipeline, done: &mut Done, sure: &Promises) {
        let mut before = self.state.clone();
        if let Some(directories) = self.arrived.take() {
            before.directories = directories;
        }
        let promises = self.world.promises();
        self.world.hold(sure);
        let next = self.pipeline(pipeline);
        self.world.hold(sure);
        let left = self.flow != Flow::Next;
        done.add(next);
        done.status = if left { Status::Success } else { Status::Unknown };
        if left {
            self.state = before;
            self.flow = Flow::Next;
            self.world.hold(&promises);
            self.kept = Some(promises);
        } else {
            self.state.join(&before);
        }
    }

    /// Takes a `cd` whose end nobody knows to have ended well, for what follows runs only then.
    fn arrive(&mut self) {
        if let Some(directories) = self.arrived.take() {
            self.state.directories = directories;
        }
    }

    /// Joins what the shell may remember on the ways it may have gone. If this way left, only the others count.
    pub(super) fn join_all(&mut self, others: Vec<State>) {
        for other in others {
            if self.flow == Flow::Next {
                self.state.join(&other);
            } else {
                self.state = other;
                self.flow = Flow::Next;
            }
        }
    }

    /// Commands joined by pipes, each in a shell of its own but the last, which some shells run in their own.
    pub(super) fn pipeline(&mut self, pipeline: &Pipeline) -> Done {
        self.arrived = None;
        let sure = self.world.promises();
        let mut done = match pipeline.stages.as_slice() {
            [only] => self.command(only),
            stages => self.stages(stages),
        };
        if pipeline.negated {
            self.world.hold(&sure);
            done.status = match done.status {
                Status::Success => Status::Failure,
                Status::Failure => Status::Success,
                Status::Unknown => Status::Unknown,
            };
        }
        done
    }

    fn stages(&mut self, stages: &[Command]) -> Done {
        let (outer, sure) = (self.io.clone(), self.world.promises());
        let mut done = Done::success();
        for (index, stage) in stages.iter().enumerate() {
            done = if let Some(next) = stages.get(index + 1) {
                let outer = std::mem::replace(&mut self.feeds_xargs, is_xargs(next));
                let done = self.apart(|own| own.command(stage));
                self.feeds_xargs = outer;
                done
            } else {
                let before = self.state.clone();
                let done = self.command(stage);
                self.join_all(vec![before]);
                done
            };
            self.io = Io { input: std::mem::take(&mut done.output), terminal: false };
            self.world.hold(&sure);
        }
        done.output = std::mem::replace(&mut self.io, outer).input;
        done
    }

    /// Evaluates in a shell of its own: what it remembers and where it goes is forgotten.
    pub(super) fn apart(&mut self, work: impl FnOnce(&mut Self) -> Done) -> Done {
        let (state, flow) = (self.state.clone(), self.flow);
        self.state.at_exit.clear();
        let mut done = work(self);
        self.end_of_shell(&mut done);
        self.kept = None;
        let inner = std::mem::replace(&mut self.state, state);
        self.spend(1 + self.state.copied_by(&inner));
        if !self.is_spent() {
            self.flow = flow;
        }
        done
    }

    /// `$(…)`: the output, without the line breaks at its end.
    pub(super) fn substitution(&mut self, list: &List) -> Text {
        let feeds_xargs = std::mem::take(&mut self.feeds_xargs);
        let done = self.aside(list);
        self.feeds_xargs = feeds_xargs;
        done.output.without_last_breaks()
    }

    /// Evaluates a list whose end says nothing of how the command around it ends.
    fn aside(&mut self, list: &List) -> Done {
        let sure = self.world.promises();
        let done = self.deeper(|own| own.apart(|own| own.list(list)));
        self.world.hold(&sure);
        done
    }

    /// `<(…)`: the name of a pipe that holds the output.
    pub(super) fn process_in(&mut self, list: &List) -> Text {
        let done = self.aside(list);
        let path = self.pipe();
        self.world.write(&path, &done.output, false);
        Text::known(path)
    }

    /// `>(…)`: the name of a pipe. What will be written to it is not known yet, so the commands are judged on anything.
    pub(super) fn process_out(&mut self, list: &List) -> Text {
        let io = std::mem::replace(&mut self.io, Io { input: Text::unknown(), terminal: false });
        self.aside(list);
        self.io = io;
        Text::known(self.pipe())
    }

    fn pipe(&mut self) -> String {
        self.pipes += 1;
        format!("/dev/fd/{}", 63usize.saturating_add(self.pipes))
    }
}

/// Whether a command is xargs with its own words, which nobody need expand to see it.
fn is_xargs(command: &Command) -> bool {
    let CommandKind::Simple { words, .. } = &command.kind else { return false };
    matches!(words.first().map(|word| word.parts.as_slice()), Some([Part::Bare(text)]) if text == "xargs")
}
