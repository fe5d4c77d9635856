//! Owns the builtins that change what a shell remembers or where it goes; `echo`, `printf` and their like are programs.

use hook::{Entry, Span, path};

use super::{Done, Evaluator, Flow};
use crate::syntax::{Part, Word};
use crate::{Arg, Status, Text};

/// Builtins that change nothing a later command could notice.
const QUIET: &[&str] = &[
    "shopt", "setopt", "unsetopt", "umask", "ulimit", "wait", "jobs", "bg", "fg", "disown", "times", "type",
    "enable", "bind", "complete", "compgen", "compopt", "history", "fc", "suspend", "dirs", "autoload",
    "zmodload", "bindkey", "compdef",
];

impl Evaluator<'_, '_> {
    /// Carries out the builtin called `name`; none where there is none of that name.
    pub(super) fn builtin(&mut self, name: &str, args: &[Arg], span: Span) -> Option<Done> {
        let rest = &args[1..];
        Some(match name {
            ":" | "true" => Done::success(),
            "false" => Done::of(Status::Failure),
            "cd" | "chdir" => self.change_directory(rest),
            "pushd" => self.push_directory(rest),
            "popd" => self.pop_directory(),
            "exit" | "logout" => self.leave(Flow::Exit),
            "return" if self.callables > 0 => self.leave(Flow::Return),
            "break" if self.loops > 0 => self.leave(Flow::Break),
            "continue" if self.loops > 0 => self.leave(Flow::Continue),
            "return" | "break" | "continue" => Done::of(Status::Failure),
            "eval" => self.eval(rest, span),
            "source" | "." => self.source(rest, span),
            "exec" => self.exec(rest, span),
            "command" | "builtin" | "noglob" | "nocorrect" => self.plainly(name, rest, span),
            "which" => self.where_is(rest),
            "trap" => self.trap(rest),
            "let" => self.let_(rest),
            "test" | "[" => self.bracket(name, rest),
            _ if QUIET.contains(&name) => Done::success(),
            _ => return self.remembering(name, rest, span),
        })
    }

    /// Builtins that set variables, parameters, functions and aliases.
    fn remembering(&mut self, name: &str, rest: &[Arg], span: Span) -> Option<Done> {
        match name {
            "export" | "declare" | "typeset" | "local" | "readonly" => self.declare_args(rest),
            "read" => return Some(self.read(rest)),
            "mapfile" | "readarray" => self.map_file(rest),
            "printf" => return self.print_to_variable(rest, span),
            "set" => self.set_parameters(rest),
            "shift" => self.shift(rest),
            "getopts" => rest
                .get(1)
                .and_then(Arg::as_known)
                .into_iter()
                .for_each(|name| self.state.set_text(name, Text::unknown())),
            "unset" => self.unset(rest),
            "alias" => self.alias(rest),
            "unalias" => rest.iter().filter_map(Arg::as_known).for_each(|name| self.state.forget_alias(name)),
            "hash" => self.hash(rest),
            _ => return None,
        }
        Some(Done::success())
    }

    fn leave(&mut self, flow: Flow) -> Done {
        self.flow = flow;
        Done { status: Status::Unknown, output: Text::default() }
    }

    /// `cd`: known to succeed or to fail where the world says so; otherwise the shell is there or where it was.
    fn change_directory(&mut self, args: &[Arg]) -> Done {
        let operands: Vec<&Arg> = args.iter().filter(|arg| !is_option(arg)).collect();
        let before = self.state.directory().map(String::from);
        let target = match operands.last().map(|arg| arg.as_known()) {
            None => self.home().map(|home| home.to_string()),
            Some(Some("-")) => match self.value("OLDPWD").as_slice() {
                [Some(text)] => text.as_known().map(String::from),
                _ => None,
            },
            Some(Some(known)) if known.starts_with('/') => Some(path::join("/", known)),
            // `CDPATH` may take it anywhere.
            Some(Some(_)) if self.state.variable("CDPATH").is_some() => None,
            Some(Some(known)) => before.as_deref().map(|before| path::join(before, known)),
            Some(None) => None,
        };
        self.state.set_text("OLDPWD", before.as_deref().map_or_else(Text::unknown, Text::known));
        self.go_to(target, before)
    }

    fn go_to(&mut self, target: Option<String>, before: Option<String>) -> Done {
        let Some(target) = target else {
            self.state.directories = vec![None];
            return Done { status: Status::Unknown, output: Text::default() };
        };
        let resolved = self.world.resolve(&target, true);
        match self.world.entry(&resolved) {
            Entry::Directory => {
                self.state.directories = vec![Some(target)];
                Done::success()
            }
            Entry::File { .. } | Entry::Device | Entry::Special => Done::of(Status::Failure),
            Entry::Missing | Entry::Unknown | Entry::Link(_) => {
                self.arrived = Some(vec![Some(target.clone())]);
                self.state.directories = vec![Some(target), before];
                self.state.directories.dedup();
                Done { status: Status::Unknown, output: Text::default() }
            }
        }
    }

    fn push_directory(&mut self, args: &[Arg]) -> Done {
        self.state.pushed.push(self.state.directory().map(String::from));
        self.change_directory(args)
    }

    fn pop_directory(&mut self) -> Done {
        self.state.directories = vec![self.state.pushed.pop().flatten()];
        Done::success()
    }

    /// `exec`: the command takes the shell's place. Without one only its redirections count.
    fn exec(&mut self, args: &[Arg], span: Span) -> Done {
        let start = skip_options(args, &["-a"]);
        if start >= args.len() {
            return Done::success();
        }
        let done = self.deeper(|own| own.unaliased_or_unknown(&args[start..], span));
        self.flow = Flow::Exit;
        done
    }

    /// `command x`, `builtin x`: no function and no alias. `command -v x` only asks.
    fn plainly(&mut self, name: &str, args: &[Arg], span: Span) -> Done {
        let start = skip_options(args, &[]);
        let asks =
            name == "command" && args[..start].iter().any(|arg| arg.text.prefix().contains(['v', 'V']));
        if asks || start >= args.len() {
            return self.where_is(&args[start..]);
        }
        self.deeper(|own| own.unaliased_or_unknown(&args[start..], span))
    }

    /// `command -v x`, `which x`: prints where x is, which as a command word is x again.
    fn where_is(&self, args: &[Arg]) -> Done {
        let asked = args.iter().find(|arg| !is_option(arg));
        let output = asked.map_or_else(Text::unknown, |arg| arg.text.clone());
        Done { status: Status::Unknown, output }
    }

    /// A command that is neither function nor alias; one whose word is not known could be any.
    pub(super) fn unaliased_or_unknown(&mut self, args: &[Arg], span: Span) -> Done {
        match args.first() {
            Some(first) if first.text.is_known() => self.unaliased(args, span),
            Some(_) => self.run(args, span),
            None => Done::success(),
        }
    }

    /// `trap code NAME…`: code for the end of the shell runs then; code for anything else may run at any time.
    fn trap(&mut self, args: &[Arg]) -> Done {
        let start = skip_options(args, &[]);
        if let [code, signals @ ..] = &args[start..]
            && !signals.is_empty()
        {
            match code.as_known() {
                Some("-" | "") => self.state.at_exit.clear(),
                _ => self.state.at_exit.push(code.text.clone()),
            }
        }
        Done::success()
    }

    fn let_(&mut self, args: &[Arg]) -> Done {
        let mut status = Status::Success;
        for arg in args {
            status = match arg.as_known() {
                Some(text) => self.arithmetic_status(&[Part::Quoted(text.into())]),
                None => Status::Unknown,
            };
        }
        Done::of(status)
    }

    /// `test`, `[`: as `[[` with every word quoted.
    fn bracket(&mut self, name: &str, args: &[Arg]) -> Done {
        let end = if name == "[" { args.len().saturating_sub(1) } else { args.len() };
        let words: Option<Vec<Word>> = args[..end]
            .iter()
            .map(|arg| Some(Word { parts: vec![Part::Quoted(arg.as_known()?.into())], span: arg.span }))
            .collect();
        words.map_or(Done { status: Status::Unknown, output: Text::default() }, |words| self.test(&words))
    }

    fn declare_args(&mut self, args: &[Arg]) {
        for arg in args {
            if let Some(at) = arg.text.prefix().find('=') {
                let name = arg.text.prefix()[..at].trim_end_matches('+').to_string();
                self.assign_scalar(
                    &name,
                    vec![arg.text.without_start(at + 1)],
                    arg.text.prefix()[..at].ends_with('+'),
                );
            }
        }
    }

    /// `read`: one line of the input, split among the names.
    fn read(&mut self, args: &[Arg]) -> Done {
        let start = skip_options(args, &["-p", "-d", "-n", "-N", "-t", "-u", "-i", "-k"]);
        let into_array = args[..start]
            .iter()
            .any(|arg| arg.text.prefix().starts_with('-') && arg.text.suffix().ends_with('a'));
        let names: Vec<String> =
            args[start..].iter().filter_map(|arg| arg.as_known().map(Into::into)).collect();
        let (line, status) = self.next_line();
        match (line.as_known(), names.as_slice()) {
            (_, []) => self.state.set_text("REPLY", line),
            (Some(known), [name, ..]) if into_array => {
                let separators = self.separators();
                let words =
                    known.split(|character| separators.contains(character)).filter(|word| !word.is_empty());
                let list = words.enumerate().map(|(at, word)| (at.to_string(), Text::known(word))).collect();
                self.assign_list(name, list, false);
            }
            (Some(known), _) => self.deal(known, &names),
            (None, _) => names.iter().for_each(|name| self.state.set_text(name, Text::unknown())),
        }
        Done::of(status)
    }

    /// Takes one line off the input.
    fn next_line(&mut self) -> (Text, Status) {
        let Some(known) = self.io.input.as_known().filter(|_| !self.io.terminal) else {
            return (Text::unknown(), Status::Unknown);
        };
        let (line, rest) = known.split_once('\n').unwrap_or((known, ""));
        let status = if known.is_empty() { Status::Failure } else { Status::Success };
        let (line, rest) = (Text::known(line), Text::known(rest));
        self.io.input = rest;
        (line, status)
    }

    /// Deals the words of a line to names, the last one getting the rest.
    fn deal(&mut self, line: &str, names: &[String]) {
        let separators = self.separators();
        let mut rest =
            line.trim_matches(|character: char| character.is_whitespace() && separators.contains(character));
        for (index, name) in names.iter().enumerate() {
            let cut = if index + 1 < names.len() {
                rest.find(|character| separators.contains(character))
            } else {
                None
            };
            let (word, left) = cut.map_or((rest, ""), |at| (&rest[..at], &rest[at + 1..]));
            rest = left.trim_start_matches(|character: char| {
                character.is_whitespace() && separators.contains(character)
            });
            self.state.set_text(name, Text::known(word));
        }
    }

    fn map_file(&mut self, args: &[Arg]) {
        let start = skip_options(args, &["-d", "-n", "-O", "-s", "-u", "-C", "-c"]);
        let name = args.get(start).and_then(Arg::as_known).unwrap_or("MAPFILE").to_string();
        let strips = args[..start].iter().any(|arg| arg.text.prefix().contains('t'));
        let list = match self.io.input.as_known() {
            Some(known) if !self.io.terminal => known
                .split_inclusive('\n')
                .enumerate()
                .map(|(at, line)| {
                    (at.to_string(), Text::known(if strips { line.trim_end_matches('\n') } else { line }))
                })
                .collect(),
            _ => vec![("0".to_string(), Text::unknown())],
        };
        self.assign_list(&name, list, false);
    }

    /// `printf -v name format …`; without `-v` printf is a program.
    fn print_to_variable(&mut self, args: &[Arg], span: Span) -> Option<Done> {
        let [flag, name, rest @ ..] = args else { return None };
        if flag.as_known() != Some("-v") {
            return None;
        }
        let word = Arg { text: Text::known("printf"), splits: false, span: flag.span };
        let call: Vec<Arg> = std::iter::once(word).chain(rest.iter().cloned()).collect();
        let done = self.program("printf", &call, span);
        if let Some(name) = name.as_known() {
            self.state.set_text(name, done.output);
        }
        Some(Done::success())
    }

    fn set_parameters(&mut self, args: &[Arg]) {
        let start = args.iter().position(|arg| !is_option(arg) || arg.as_known() == Some("--"));
        let Some(start) = start else { return };
        let skip = usize::from(args[start].as_known() == Some("--"));
        let parameters = args[start + skip..].iter().map(|arg| (arg.text.clone(), arg.splits)).collect();
        self.state.parameters = std::rc::Rc::new(parameters);
    }

    fn shift(&mut self, args: &[Arg]) {
        let count = match args.first().map(|arg| arg.as_known().and_then(|text| text.parse::<usize>().ok())) {
            None => 1,
            Some(Some(count)) => count,
            Some(None) => return self.state.parameters = std::rc::Rc::new(vec![(Text::unknown(), true)]),
        };
        let parameters = self.state.parameters.iter().skip(count).cloned().collect();
        self.state.parameters = std::rc::Rc::new(parameters);
    }

    fn unset(&mut self, args: &[Arg]) {
        for name in args.iter().filter(|arg| !is_option(arg)).filter_map(Arg::as_known) {
            self.state.set(name, super::state::Variable::Scalar(vec![None]));
            self.state.forget_function(name);
        }
    }

    fn alias(&mut self, args: &[Arg]) {
        for arg in args {
            if let Some((name, value)) = arg.as_known().and_then(|text| text.split_once('=')) {
                self.state.set_alias(name, value);
            }
        }
    }

    /// `hash -p path name`
    fn hash(&mut self, args: &[Arg]) {
        if let [flag, path, name, ..] = args
            && flag.as_known() == Some("-p")
            && let (Some(path), Some(name)) = (path.as_known(), name.as_known())
        {
            self.state.set_alias(name, path);
        }
    }
}

pub(super) fn is_option(arg: &Arg) -> bool {
    let start = arg.text.prefix();
    start.len() > 1 && start.starts_with('-')
}

/// The index of the first argument that is no option, values of `valued` options passed over.
pub(super) fn skip_options(args: &[Arg], valued: &[&str]) -> usize {
    let mut at = 0;
    while let Some(arg) = args.get(at).filter(|arg| is_option(arg)) {
        at += 1;
        match arg.as_known() {
            Some("--") => break,
            Some(known) if valued.contains(&known) => at += 1,
            _ => {}
        }
    }
    at.min(args.len())
}
