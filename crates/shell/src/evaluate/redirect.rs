//! Owns redirections: what a command reads and where its output goes; runs no command itself.

use hook::path;

use super::{Done, Evaluator, Io};
use crate::syntax::{Command, Descriptor, List, Operator, Part, Redirect};
use crate::{Open, Text};

/// The largest file that is read to know what a command reads, in bytes.
const MOST_INPUT: usize = 1 << 18;

/// What a command's redirections ask for.
#[derive(Default)]
struct Plan<'c> {
    input: Option<Io>,
    outputs: Vec<Output<'c>>,
    /// Whether standard output goes somewhere other than to whoever reads this command's.
    silent: bool,
}

/// A place output goes to.
enum Output<'c> {
    File { path: Text, append: bool, with_output: bool, redirect: &'c Redirect },
    Process(&'c List),
}

impl Evaluator<'_, '_> {
    /// Evaluates `work` with the redirections of `command`.
    pub(super) fn redirected(&mut self, command: &Command, work: impl FnOnce(&mut Self) -> Done) -> Done {
        if command.redirects.is_empty() {
            return work(self);
        }
        let mut plan = Plan::default();
        for redirect in &command.redirects {
            self.plan(redirect, &mut plan);
        }
        let done = match plan.input.take() {
            Some(io) => self.fed(io, work),
            None => work(self),
        };
        self.deliver(&plan, done)
    }

    fn plan<'c>(&mut self, redirect: &'c Redirect, plan: &mut Plan<'c>) {
        let descriptor = match &redirect.descriptor {
            Some(Descriptor::Number(number)) => Some(*number),
            Some(Descriptor::Variable(name)) => {
                self.state.set_text(name, Text::known("10"));
                Some(10)
            }
            None => None,
        };
        match redirect.operator {
            Operator::HereDocument => {
                let text = self.text(&redirect.target);
                self.feed(descriptor, text, plan);
            }
            Operator::HereString => {
                let mut text = self.text(&redirect.target);
                text.push('\n');
                self.feed(descriptor, text, plan);
            }
            Operator::Read => self.read_from(redirect, descriptor, plan),
            Operator::DuplicateIn => {
                if let Some(number) =
                    self.text(&redirect.target).as_known().and_then(|known| known.parse::<u32>().ok())
                {
                    let text = self.content(&Text::known(format!("/dev/fd/{number}")));
                    self.feed(descriptor, text, plan);
                }
            }
            Operator::DuplicateOut => self.duplicate(redirect, descriptor, plan),
            _ => self.write_to(redirect, descriptor.unwrap_or(1), plan),
        }
    }

    /// Text on standard input. On another descriptor it is only known that it is there.
    fn feed<'c>(&mut self, descriptor: Option<u32>, input: Text, plan: &mut Plan<'c>) {
        match descriptor {
            None | Some(0) => plan.input = Some(Io { input, terminal: false }),
            Some(number) => self.world.write(&format!("/dev/fd/{number}"), &input, false),
        }
    }

    fn read_from<'c>(&mut self, redirect: &'c Redirect, descriptor: Option<u32>, plan: &mut Plan<'c>) {
        if let [Part::ProcessIn(list)] = redirect.target.parts.as_slice() {
            let done = self.deeper(|own| own.apart(|own| own.list(list)));
            return self.feed(descriptor, done.output, plan);
        }
        for path in self.texts(&redirect.target) {
            self.ask(redirect.span, |programs, shell, world| programs.open(&path, Open::Read, &shell, world));
            let text = self.content(&path);
            self.feed(descriptor, text, plan);
        }
    }

    /// The content of a file that is read as input; a gap where it is not known.
    pub(super) fn content(&self, path: &Text) -> Text {
        match path.as_known() {
            Some(known) if known.starts_with("/dev/tcp/") || known.starts_with("/dev/udp/") => {
                Text::foreign()
            }
            Some("/dev/null") => Text::default(),
            Some("/dev/stdin" | "/dev/fd/0" | "/proc/self/fd/0") => self.io.input.clone(),
            Some(known) => self.absolute(known).map_or_else(Text::unknown, |path| {
                self.world.content(&path, MOST_INPUT).unwrap_or_else(Text::unknown)
            }),
            None => Text::unknown(),
        }
    }

    /// The absolute path of what is written as `path` in the shell's directory, links followed.
    pub(super) fn absolute(&self, path: &str) -> Option<String> {
        let base = if path.starts_with('/') { "/" } else { self.state.directory()? };
        Some(self.world.resolve(&path::join(base, path), true))
    }

    /// `>&2`, `2>&1`, `>&-`; before anything but a number a file for both outputs.
    fn duplicate<'c>(&mut self, redirect: &'c Redirect, descriptor: Option<u32>, plan: &mut Plan<'c>) {
        let target = self.text(&redirect.target);
        match target.as_known() {
            Some(known) if known.trim_end_matches('-').bytes().all(|byte| byte.is_ascii_digit()) => {
                plan.silent |= matches!(descriptor, None | Some(1)) && known != "1";
            }
            _ => self.write_to(redirect, descriptor.unwrap_or(1), plan),
        }
    }

    fn write_to<'c>(&mut self, redirect: &'c Redirect, descriptor: u32, plan: &mut Plan<'c>) {
        let both = matches!(redirect.operator, Operator::WriteBoth | Operator::AppendBoth);
        let with_output = descriptor == 1 || both;
        plan.silent |= with_output;
        if let [Part::ProcessOut(list)] = redirect.target.parts.as_slice() {
            return plan.outputs.push(Output::Process(list));
        }
        let append =
            matches!(redirect.operator, Operator::Append | Operator::AppendBoth | Operator::ReadWrite);
        for path in self.texts(&redirect.target) {
            if path.as_known() != Some("/dev/null") {
                plan.outputs.push(Output::File { path, append, with_output, redirect });
            }
        }
    }

    /// Takes a command's output where its redirections send it.
    fn deliver(&mut self, plan: &Plan<'_>, mut done: Done) -> Done {
        for output in &plan.outputs {
            match output {
                Output::File { path, append, with_output, redirect } => {
                    let text = if *with_output { done.output.clone() } else { Text::unknown() };
                    let how = if *append { Open::Append(text) } else { Open::Truncate(text) };
                    self.ask(redirect.span, |programs, shell, world| programs.open(path, how, &shell, world));
                }
                Output::Process(list) => {
                    let io = Io { input: done.output.clone(), terminal: false };
                    self.deeper(|own| own.fed(io, |own| own.apart(|own| own.list(list))));
                }
            }
        }
        if plan.silent {
            done.output = Text::default();
        }
        done
    }
}
