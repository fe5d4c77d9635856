//! Owns text that becomes code: `eval`, `source`, shells and what they are given; parses it and goes on.

use hook::Span;

use super::builtins::is_option;
use super::{Done, Evaluator, Flow};
use crate::{Arg, Origin, Status, Text, Unseen};

/// The shells whose language is read.
const SHELLS: &[&str] = &["sh", "bash", "zsh", "dash", "ash", "ksh", "mksh", "rbash", "yash", "posh", "fish"];
/// Their options that take a value in the next word.
const VALUED: &[&str] = &["-o", "+o", "-O", "+O", "--rcfile", "--init-file"];
/// The largest script that is read, in bytes.
const LARGEST_SCRIPT: usize = 1 << 18;
/// How a file begins that a shell runs.
const SHEBANG: &str = "#!";

impl Evaluator<'_, '_> {
    /// `eval`: its arguments, joined by blanks, in this very shell.
    pub(super) fn eval(&mut self, args: &[Arg], span: Span) -> Done {
        let start = usize::from(args.first().is_some_and(|arg| arg.as_known() == Some("--")));
        let text = joined(&args[start..]);
        self.known_code("eval", &text, at(&args[start..], span))
    }

    /// `source`: a file in this very shell. A file that stood there before the line is what the person put there.
    pub(super) fn source(&mut self, args: &[Arg], span: Span) -> Done {
        let Some(file) = args.iter().find(|arg| !is_option(arg)) else { return Done::success() };
        self.callables += 1;
        let done = self.file("source", file, span);
        self.callables -= 1;
        if self.flow == Flow::Return {
            self.flow = Flow::Next;
        }
        done
    }

    /// A shell, or a file the line made that a shell would run; none for any other program.
    pub(super) fn interpreter(&mut self, name: &str, args: &[Arg], span: Span) -> Option<Done> {
        if SHELLS.contains(&name) {
            return Some(self.apart(|own| own.shell(name, &args[1..], span)));
        }
        let word = args[0].as_known().filter(|word| word.contains('/'))?;
        let path = self.absolute(word)?;
        if self.world.origin(&path) != Origin::New && !self.world.is_written(&path) {
            return None;
        }
        let content = self.world.content(&path, LARGEST_SCRIPT)?;
        let interpreted =
            content.prefix().strip_prefix(SHEBANG).map(|rest| rest.lines().next().unwrap_or_default());
        let by_shell = interpreted.is_none_or(|line| SHELLS.iter().any(|shell| line.contains(shell)));
        by_shell.then(|| {
            self.apart(|own| own.with_parameters(&args[1..], |own| own.known_code(word, &content, span)))
        })
    }

    /// `sh [options] -c code [name args]`, `sh [options] [-s] [file args]`.
    fn shell(&mut self, name: &str, args: &[Arg], span: Span) -> Done {
        let call = ShellCall::read(args);
        let rest = &args[call.operands.min(args.len())..];
        self.start_file(span);
        match (call.code, rest) {
            (true, [code, rest @ ..]) => {
                self.state.zero = rest.first().map(|zero| zero.text.clone());
                self.with_parameters(rest.get(1..).unwrap_or_default(), |own| {
                    own.known_code(name, &code.text, code.span)
                })
            }
            (false, [file, rest @ ..]) if !call.from_input && file.as_known() != Some("-") => {
                self.with_parameters(rest, |own| own.file(name, file, span))
            }
            (true, []) => Done::of(Status::Failure),
            (false, rest) => {
                if self.io.terminal || call.only_asks {
                    return Done { status: Status::Unknown, output: Text::unknown() };
                }
                let text = std::mem::take(&mut self.io.input);
                self.with_parameters(rest, |own| own.known_code(name, &text, span))
            }
        }
    }

    /// `BASH_ENV` and `ENV`: a file that a shell reads before its code.
    fn start_file(&mut self, span: Span) {
        for name in ["BASH_ENV", "ENV"] {
            if let Some(text) = self.state.exported(name) {
                let file = Arg { text, splits: false, span };
                self.file(name, &file, span);
            }
        }
    }

    fn with_parameters(&mut self, args: &[Arg], work: impl FnOnce(&mut Self) -> Done) -> Done {
        let parameters = args.iter().map(|arg| (arg.text.clone(), arg.splits)).collect();
        let outer = std::mem::replace(&mut self.state.parameters, std::rc::Rc::new(parameters));
        let done = work(self);
        self.state.parameters = outer;
        done
    }

    /// A file that is run: read where this line wrote it or where it is a pipe; otherwise it is what it was before.
    fn file(&mut self, interpreter: &str, file: &Arg, span: Span) -> Done {
        let unknown = Done { status: Status::Unknown, output: Text::unknown() };
        let Some(known) = file.as_known() else { return unknown };
        if matches!(known, "/dev/stdin" | "/dev/fd/0" | "/proc/self/fd/0" | "-") {
            let text = std::mem::take(&mut self.io.input);
            return self.known_code(interpreter, &text, span);
        }
        let Some(path) = self.absolute(known) else { return unknown };
        let new = self.world.origin(&path) == Origin::New || self.world.is_touched(&path);
        match self.world.content(&path, LARGEST_SCRIPT).filter(|_| new) {
            Some(text) => self.known_code(interpreter, &text, file.span),
            None => unknown,
        }
    }

    /// Code where it is known, unseen code where it is not. What is known of it is evaluated all the same.
    pub(super) fn known_code(&mut self, interpreter: &str, text: &Text, span: Span) -> Done {
        if text.is_known() {
            return self.text_as_code(text, span);
        }
        let unseen = Unseen { interpreter: interpreter.into(), code: text.clone(), span: self.outer(span) };
        self.ask(span, |programs, shell, world| programs.unseen(&unseen, &shell, world));
        if text.known_len() > 0 {
            self.text_as_code(text, span);
        }
        Done { status: Status::Unknown, output: Text::unknown() }
    }

    /// Evaluates a text as code that stands at `span`. A gap in it reads as a variable nobody set.
    pub(super) fn text_as_code(&mut self, text: &Text, span: Span) -> Done {
        self.deeper(|own| {
            let source = text.parts().collect::<Vec<_>>().join("${_}");
            own.spend(source.len() / 16);
            let outer = own.base.replace(own.outer(span));
            own.state.set_text("_", Text::unknown());
            let script = crate::parse(&source);
            own.note(&script.faults);
            let done = own.list(&script.body);
            own.base = outer;
            done
        })
    }
}

/// How a shell is called.
#[derive(Default)]
struct ShellCall {
    /// `-c`: the first operand is code.
    code: bool,
    /// `-s`: code comes from standard input, operands are parameters.
    from_input: bool,
    /// `--version`, `--help`, `-n`
    only_asks: bool,
    /// The index of the first operand.
    operands: usize,
}

impl ShellCall {
    fn read(args: &[Arg]) -> Self {
        let mut call = Self::default();
        while let Some(arg) = args.get(call.operands) {
            let start = arg.text.prefix();
            if start.len() < 2 || !start.starts_with(['-', '+']) {
                break;
            }
            call.operands += 1;
            match arg.as_known() {
                Some("--") => break,
                Some("--version" | "--help") => call.only_asks = true,
                Some(long) if long.starts_with("--") => call.operands += usize::from(VALUED.contains(&long)),
                _ => call.cluster(start),
            }
        }
        call
    }

    /// `-lc`, `-ec`, `-eo pipefail`
    fn cluster(&mut self, start: &str) {
        self.code |= start.starts_with('-') && start.contains('c');
        self.from_input |= start.contains('s');
        self.operands += start.chars().filter(|letter| matches!(letter, 'o' | 'O')).count();
    }
}

/// Arguments joined by blanks.
pub(super) fn joined(args: &[Arg]) -> Text {
    let mut text = Text::default();
    for (index, arg) in args.iter().enumerate() {
        if index > 0 {
            text.push(' ');
        }
        text.append(&arg.text);
    }
    text
}

/// Where some arguments stand, or where the command does if there are none.
pub(super) fn at(args: &[Arg], command: Span) -> Span {
    args.iter().map(|arg| arg.span).reduce(Span::join).unwrap_or(command)
}
