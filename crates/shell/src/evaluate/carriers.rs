//! Owns the programs that run another command given to them in words or as code: `sudo`, `env`, `timeout`, `su -c`,
//! `ssh`; knows what each passes over before it, nothing of what the command does.

use std::borrow::Cow;

use hook::{Opt, Span, Value};

use super::code::{at, joined};
use super::elsewhere::Elsewhere;
use super::xargs::quoted_items;
use super::{Done, Evaluator};
use crate::options::{self, Order, Parsed};
use crate::{Arg, Status, Text, World};

/// One such program.
struct Carrier {
    names: &'static [&'static str],
    /// Its options that take a value; any other is taken to have none.
    options: &'static [Opt],
    /// How many operands stand before the command.
    skip: usize,
    /// What the rest is.
    rest: Rest,
}

/// What follows a carrier's own arguments.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rest {
    /// A command in words.
    Words,
    /// Assignments, then a command in words; without one, as `env`, it prints.
    Assignments,
    /// Words that are joined into code, or a command in words where `--exec` says so.
    Code,
    /// Words that are joined into code for another machine.
    CodeElsewhere,
    /// A command in words in another place.
    WordsElsewhere,
    /// Only the values of its code options are code.
    Nothing,
}

const fn valued(names: &'static [&'static str]) -> Opt {
    Opt { names, value: Value::Required }
}

const fn carrier(
    names: &'static [&'static str],
    options: &'static [Opt],
    skip: usize,
    rest: Rest,
) -> Carrier {
    Carrier { names, options, skip, rest }
}

/// Options whose value is code, under the first name each carrier's table gives them.
const CODE: &[&str] = &["--command", "--session-command", "--run"];

const SUDO: &[Opt] = &[
    valued(&["--user", "-u"]),
    valued(&["--group", "-g"]),
    valued(&["--host", "-h"]),
    valued(&["--prompt", "-p"]),
    valued(&["--chdir", "-D"]),
    valued(&["--chroot", "-R"]),
    valued(&["--close-from", "-C"]),
    valued(&["--role", "-r"]),
    valued(&["--type", "-t"]),
    valued(&["--command-timeout", "-T"]),
    valued(&["--other-user", "-U"]),
];
const ENV: &[Opt] = &[
    valued(&["--unset", "-u"]),
    valued(&["--chdir", "-C"]),
    valued(&["--split-string", "-S"]),
    valued(&["--argv0", "-a"]),
    valued(&["-P"]),
];
const TIMEOUT: &[Opt] = &[valued(&["--kill-after", "-k"]), valued(&["--signal", "-s"])];
const NICE: &[Opt] = &[valued(&["--adjustment", "-n"])];
const IONICE: &[Opt] =
    &[valued(&["--class", "-c"]), valued(&["--classdata", "-n"]), valued(&["--pid", "-p"])];
const TIME: &[Opt] = &[valued(&["--format", "-f"]), valued(&["--output", "-o"])];
const STDBUF: &[Opt] = &[valued(&["--input", "-i"]), valued(&["--output", "-o"]), valued(&["--error", "-e"])];
const SU: &[Opt] = &[
    valued(&["--command", "-c"]),
    valued(&["--shell", "-s"]),
    valued(&["--group", "-g"]),
    valued(&["--user", "-u"]),
    valued(&["--session-command"]),
];
const SCRIPT: &[Opt] = &[
    valued(&["--command", "-c"]),
    valued(&["--log-out", "-O"]),
    valued(&["--log-in", "-I"]),
    valued(&["--log-io", "-B"]),
    valued(&["--log-timing", "-T"]),
    valued(&["--echo", "-E"]),
    valued(&["--output-limit", "-o"]),
];
const FLOCK: &[Opt] =
    &[valued(&["--command", "-c"]), valued(&["--timeout", "-w"]), valued(&["--conflict-exit-code", "-E"])];
const WATCH: &[Opt] = &[
    Opt { names: &["--exec", "-x"], value: Value::None },
    valued(&["--interval", "-n"]),
    valued(&["--equexit", "-q"]),
];
const SSH: &[Opt] = &[
    valued(&["-B"]),
    valued(&["-b"]),
    valued(&["-c"]),
    valued(&["-D"]),
    valued(&["-E"]),
    valued(&["-e"]),
    valued(&["-F"]),
    valued(&["-I"]),
    valued(&["-i"]),
    valued(&["-J"]),
    valued(&["-L"]),
    valued(&["-l"]),
    valued(&["-m"]),
    valued(&["-O"]),
    valued(&["-o"]),
    valued(&["-P"]),
    valued(&["-p"]),
    valued(&["-Q"]),
    valued(&["-R"]),
    valued(&["-S"]),
    valued(&["-W"]),
    valued(&["-w"]),
];
const STRACE: &[Opt] = &[
    valued(&["-e"]),
    valued(&["-o"]),
    valued(&["-p"]),
    valued(&["-s"]),
    valued(&["-u"]),
    valued(&["-E"]),
    valued(&["-P"]),
];
const SYSTEMD_RUN: &[Opt] = &[
    valued(&["--unit", "-u"]),
    valued(&["--property", "-p"]),
    valued(&["--setenv", "-E"]),
    valued(&["--machine", "-M"]),
    valued(&["--uid"]),
    valued(&["--gid"]),
    valued(&["--working-directory"]),
    valued(&["--slice"]),
    valued(&["--description"]),
];
const DOCKER_EXEC: &[Opt] = &[
    valued(&["--env", "-e"]),
    valued(&["--env-file"]),
    valued(&["--user", "-u"]),
    valued(&["--workdir", "-w"]),
    valued(&["--detach-keys"]),
    valued(&["--container", "-c"]),
    valued(&["--namespace", "-n"]),
];

/// All carriers that are called by one word.
const CARRIERS: &[Carrier] = &[
    carrier(&["sudo"], SUDO, 0, Rest::Assignments),
    carrier(&["doas"], &[valued(&["-u"]), valued(&["-C"]), valued(&["-a"])], 0, Rest::Words),
    carrier(&["env", "genv"], ENV, 0, Rest::Assignments),
    carrier(&["timeout", "gtimeout"], TIMEOUT, 1, Rest::Words),
    carrier(&["nice", "gnice"], NICE, 0, Rest::Words),
    carrier(&["ionice"], IONICE, 0, Rest::Words),
    carrier(&["time", "gtime"], TIME, 0, Rest::Words),
    carrier(&["stdbuf", "gstdbuf"], STDBUF, 0, Rest::Words),
    carrier(
        &[
            "nohup",
            "setsid",
            "unbuffer",
            "fakeroot",
            "catchsegv",
            "busybox",
            "toybox",
            "doas",
            "caffeinate",
            "prlimit",
            "choom",
            "setpriv",
            "ld.so",
            "ld-linux.so.2",
            "ld-linux-x86-64.so.2",
            "ld-linux-aarch64.so.1",
            "ld-musl-x86_64.so.1",
            "ld-musl-aarch64.so.1",
            "rlwrap",
        ],
        &[],
        0,
        Rest::Words,
    ),
    carrier(&["chrt", "taskset", "setarch", "numactl"], &[], 1, Rest::Words),
    carrier(
        &[
            "linux64",
            "linux32",
            "dbus-run-session",
            "xvfb-run",
            "winpty",
            "firejail",
            "unshare",
            "proxychains",
            "proxychains4",
        ],
        &[],
        0,
        Rest::Words,
    ),
    carrier(&["strace", "ltrace"], STRACE, 0, Rest::Words),
    carrier(&["systemd-run"], SYSTEMD_RUN, 0, Rest::Words),
    carrier(
        &["systemd-inhibit"],
        &[valued(&["--what"]), valued(&["--who"]), valued(&["--why"]), valued(&["--mode"])],
        0,
        Rest::Words,
    ),
    carrier(&["runuser", "su"], SU, 0, Rest::Nothing),
    carrier(&["script"], SCRIPT, 0, Rest::Nothing),
    carrier(&["flock"], FLOCK, 1, Rest::Words),
    carrier(&["watch"], WATCH, 0, Rest::Code),
    carrier(&["chronic", "ifne", "errno", "rtk"], &[], 0, Rest::Words),
    carrier(&["ssh", "autossh", "mosh"], SSH, 1, Rest::CodeElsewhere),
    carrier(&["chroot"], &[valued(&["--userspec"]), valued(&["--groups"])], 1, Rest::WordsElsewhere),
    carrier(&["nsenter"], &[valued(&["--target", "-t"])], 0, Rest::Words),
    carrier(
        &["nix-shell"],
        &[valued(&["--run"]), valued(&["--command"]), valued(&["-p"]), valued(&["-A"])],
        0,
        Rest::Nothing,
    ),
];

/// Carriers that are called by two words or more.
const BY_SUBCOMMAND: &[(&[&str], Carrier)] = &[
    (&["docker", "exec"], carrier(&["docker"], DOCKER_EXEC, 1, Rest::WordsElsewhere)),
    (&["podman", "exec"], carrier(&["podman"], DOCKER_EXEC, 1, Rest::WordsElsewhere)),
    (&["kubectl", "exec"], carrier(&["kubectl"], DOCKER_EXEC, 1, Rest::WordsElsewhere)),
    (&["direnv", "exec"], carrier(&["direnv"], &[], 1, Rest::Words)),
    (&["poetry", "run"], carrier(&["poetry"], &[], 0, Rest::Words)),
    (&["pipenv", "run"], carrier(&["pipenv"], &[], 0, Rest::Words)),
    (&["pdm", "run"], carrier(&["pdm"], &[], 0, Rest::Words)),
    (&["uv", "run"], carrier(&["uv"], &[valued(&["--with"]), valued(&["--python", "-p"])], 0, Rest::Words)),
    (&["bundle", "exec"], carrier(&["bundle"], &[], 0, Rest::Words)),
    (&["mise", "exec"], carrier(&["mise"], &[], 0, Rest::Words)),
    (
        &["conda", "run"],
        carrier(&["conda"], &[valued(&["--name", "-n"]), valued(&["--prefix", "-p"])], 0, Rest::Words),
    ),
];

impl Evaluator<'_, '_> {
    /// The command a carrier runs; none where `name` is no carrier.
    pub(super) fn carried(&mut self, name: &str, args: &[Arg], span: Span) -> Option<Done> {
        match name {
            "xargs" | "gxargs" => return Some(self.xargs(&args[1..], span)),
            "parallel" => return Some(self.parallel(&args[1..], span)),
            _ => {}
        }
        if let Some(carrier) = CARRIERS.iter().find(|carrier| carrier.names.contains(&name)) {
            return Some(self.deeper(|own| own.apart(|own| own.carry(carrier, &args[1..], span))));
        }
        let word = args.get(1)?.as_known()?;
        let (_, carrier) = BY_SUBCOMMAND.iter().find(|(words, _)| words[0] == name && words[1] == word)?;
        Some(self.deeper(|own| own.apart(|own| own.carry(carrier, &args[2..], span))))
    }

    fn carry(&mut self, carrier: &Carrier, args: &[Arg], span: Span) -> Done {
        let order = if carrier.rest == Rest::Nothing { Order::Free } else { Order::First };
        let parsed = options::read(args, &[carrier.options], order);
        let mut done = self.code_options(carrier, &parsed);
        self.enter(&parsed);
        let given = with_split_string(&parsed, args.get(parsed.rest..).unwrap_or_default());
        // `env -` is `env -i`.
        let bare = usize::from(given.first().is_some_and(|word| word.as_known() == Some("-")));
        let words = after_assignments(&given[bare..], carrier.rest, self);
        let words = words.get(carrier.skip..).unwrap_or_default();
        let again = options::read(words, &[carrier.options], Order::First);
        let words = if carrier.skip > 0 { words.get(again.rest..).unwrap_or_default() } else { words };
        if carrier.skip > 0 && again.has("--command") {
            done = self.code_options(carrier, &again);
        }
        if words.is_empty() && starts_shell(carrier, &parsed) && !self.io.terminal {
            let text = std::mem::take(&mut self.io.input);
            return self.known_code(carrier.names[0], &text, span);
        }
        let rest = if parsed.has("--exec") { Rest::Words } else { carrier.rest };
        if words.is_empty() { done } else { self.rest(rest, words, span) }
    }

    /// The options whose value is code.
    fn code_options(&mut self, carrier: &Carrier, parsed: &Parsed<'_>) -> Done {
        let mut done = Done { status: Status::Unknown, output: Text::unknown() };
        for code in parsed.options.iter().filter(|found| CODE.contains(&found.name.as_str())) {
            if let Some(text) = &code.value {
                done = self.known_code(carrier.names[0], text, code.arg.span);
            }
        }
        done
    }

    fn rest(&mut self, rest: Rest, words: &[Arg], span: Span) -> Done {
        match rest {
            Rest::Words | Rest::Assignments => self.unaliased_or_unknown(words, span),
            Rest::Code => self.known_code("watch", &joined(words), at(words, span)),
            Rest::CodeElsewhere => {
                self.elsewhere(|own| own.known_code("ssh", &joined(words), at(words, span)))
            }
            Rest::WordsElsewhere => self.elsewhere(|own| own.unaliased_or_unknown(words, span)),
            Rest::Nothing => Done { status: Status::Unknown, output: Text::unknown() },
        }
    }

    /// `--chdir` of the carriers that have it.
    fn enter(&mut self, parsed: &Parsed<'_>) {
        if let Some(directory) = parsed.value("--chdir") {
            let path = directory.as_known().and_then(|known| self.absolute(known));
            self.state.directories = vec![path];
        }
    }

    /// Evaluates on another machine or in a container: nothing is known of its files.
    fn elsewhere(&mut self, work: impl FnOnce(&mut Self) -> Done) -> Done {
        let here = std::mem::replace(self.world, World::new(&Elsewhere));
        let done = self.apart(|own| {
            own.state.directories = vec![None];
            work(own)
        });
        *self.world = here;
        done
    }
}

/// The words behind a carrier's options, behind those that `env -S` splits a text into.
fn with_split_string<'a>(parsed: &Parsed<'_>, words: &'a [Arg]) -> Cow<'a, [Arg]> {
    let Some(found) = parsed.options.iter().find(|found| found.name == "--split-string") else {
        return Cow::Borrowed(words);
    };
    let text = found.value.clone().unwrap_or_default();
    let split = match text.as_known() {
        Some(known) => quoted_items(known),
        None => vec![text],
    };
    let split = split.into_iter().map(|text| Arg { splits: !text.is_known(), text, span: found.arg.span });
    Cow::Owned(split.chain(words.iter().cloned()).collect())
}

/// `NAME=value` words set variables for the command behind them.
fn after_assignments<'a>(words: &'a [Arg], rest: Rest, evaluator: &mut Evaluator<'_, '_>) -> &'a [Arg] {
    if rest != Rest::Assignments {
        return words;
    }
    let is_assignment =
        |word: &&Arg| word.text.prefix().split_once('=').is_some_and(|(name, _)| is_name(name));
    let count = words.iter().take_while(is_assignment).count();
    for word in &words[..count] {
        let at = word.text.prefix().find('=').unwrap_or_default();
        evaluator.state.set_text(&word.text.prefix()[..at], word.text.without_start(at + 1));
    }
    &words[count..]
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Whether a carrier without a command starts a shell that reads its input: `sudo -s`, `su`.
fn starts_shell(carrier: &Carrier, parsed: &Parsed<'_>) -> bool {
    let asked = ["-s", "-i", "--shell", "--login"].iter().any(|name| parsed.has(name));
    matches!(carrier.names, ["sudo"]) && asked || carrier.names.contains(&"su") && !parsed.has("--command")
}
