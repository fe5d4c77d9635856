//! Owns the outside of a hook: arguments, standard input, the reply, the exit code, and what is answered when the
//! guard itself fails; judges nothing. The only room with unsafe code.
//!
//! Whatever happens in here ends in an answer of the platform that asked. Nothing is inherited from a crash, because
//! clients let a call run whose hook died.

mod answer;
mod arena;
mod arguments;
mod crash;
mod stream;

use std::process::ExitCode;
use std::time::SystemTime;

use agents::{LONGEST_PAYLOAD, Malformed, Payload, Platform};
use guard::Law;
use hook::{Call, Reason, Verdict};

pub use arena::Arena;
pub use arguments::Options;

use arguments::{Arguments, Wish};

/// A program that is started by hooks.
#[derive(Debug, Clone, Copy)]
pub struct Door {
    /// Its name, as `--version` says it.
    pub name: &'static str,
    /// What `--help` says.
    pub help: &'static str,
}

const GUARD_BASH: Door = Door { name: "guard-bash", help: include_str!("guard_bash.txt") };

/// Judges one command line by `law`.
#[must_use]
pub fn guard_bash(law: &Law) -> ExitCode {
    serve(&GUARD_BASH, |call, _| guard::judge(call, &facts::Disk::new(), law).verdict)
}

/// Answers one hook: reads what is asked, has it judged, replies.
#[must_use]
pub fn serve(door: &Door, judge: impl FnOnce(&Call, &Options) -> Verdict) -> ExitCode {
    answer::prepare(Some(Platform::LIKELIEST));
    crash::guard_against();
    let Arguments { wish, options } = arguments::read(std::env::args_os().skip(1));
    match wish {
        Wish::Help => answer::print(door.help),
        Wish::Version => answer::print(&format!("{} {}\n", door.name, env!("CARGO_PKG_VERSION"))),
        Wish::Serve => hook(&options, |asked| asked.map(|call| judge(call, &options))),
        Wish::Nonsense(problem) => {
            let refused = Options { platform: options.platform, ..Options::default() };
            hook(&refused, |_| Err(problem.into()))
        }
    }
}

/// Reads the question, takes the verdict of `judge`, and replies or records it.
fn hook(options: &Options, judge: impl FnOnce(Result<&Call, Reason>) -> Result<Verdict, Reason>) -> ExitCode {
    let platform = options.platform.unwrap_or(Platform::LIKELIEST);
    answer::prepare(options.observe.is_none().then_some(platform));
    let (platform, asked) = ask(options.platform);
    let verdict = judge(asked.as_ref().map_err(Clone::clone)).unwrap_or_else(Verdict::Deny);
    let Some(journal) = &options.observe else { return answer::answer(platform, &verdict) };
    if verdict != Verdict::Allow {
        let record = journal::Record::observed(SystemTime::now(), asked.as_ref().ok(), &verdict);
        // A record that cannot be written is lost: observing promises not to get in the way.
        let _ = record.line().map(|line| journal::append(journal, &line));
    }
    answer::answer(platform, &Verdict::Allow)
}

/// Who asks, and what.
fn ask(said: Option<Platform>) -> (Platform, Result<Call, Reason>) {
    let bytes = stream::read(LONGEST_PAYLOAD + 1);
    let bytes = bytes.map_err(|error| Malformed::Unreadable { error: error.to_string() });
    let payload = match bytes.as_deref().map_err(Clone::clone).and_then(Payload::read) {
        Ok(payload) => payload,
        Err(malformed) => return (said.unwrap_or(Platform::LIKELIEST), Err(malformed.into())),
    };
    let platform = said.unwrap_or_else(|| agents::recognise(&payload));
    let mut call = agents::decode(platform, &payload).map_err(Reason::from);
    if let Ok(call) = &mut call {
        call.attended &= !says_unattended(platform);
    }
    (platform, call)
}

/// Whether the environment says that nobody is there to be asked.
fn says_unattended(platform: Platform) -> bool {
    let says = |(name, value): &(&str, &str)| std::env::var_os(name).is_some_and(|own| own == *value);
    platform.unattended().iter().any(says)
}
