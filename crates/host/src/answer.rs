//! Owns giving exactly one answer and leaving with it, also when the guard fails halfway; knows no wording.

use std::process::ExitCode;
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering::SeqCst};

use agents::{Platform, Reply};
use hook::Verdict;

use crate::stream;

/// How far the answer is: [`PENDING`], [`GOING_OUT`] or [`GIVEN`].
static PROGRESS: AtomicU8 = AtomicU8::new(PENDING);
/// The exit code of the answer that was given.
static CODE: AtomicU8 = AtomicU8::new(0);
/// Which of [`Platform::ALL`] is answered when the guard fails; none where it must not get in the way.
static ASKING: AtomicUsize = AtomicUsize::new(usize::MAX);

const PENDING: u8 = 0;
const GOING_OUT: u8 = 1;
const GIVEN: u8 = 2;

/// From here on, a failing guard refuses in the words of `platform`; with none it lets the call pass in silence.
pub(crate) fn prepare(platform: Option<Platform>) {
    let place = platform.and_then(|platform| Platform::ALL.iter().position(|own| *own == platform));
    ASKING.store(place.unwrap_or(usize::MAX), SeqCst);
}

/// Answers `verdict`. Where standard output does not take it, the platform hears it in another way.
pub(crate) fn answer(platform: Platform, verdict: &Verdict) -> ExitCode {
    let reply = agents::encode(platform, verdict);
    PROGRESS.store(GOING_OUT, SeqCst);
    if say(&reply) {
        return given(reply.code);
    }
    let reply = agents::encode_without_stdout(platform, verdict);
    say(&reply);
    given(reply.code)
}

/// Writes something a person asked for; exit code 1 where it cannot be written.
pub(crate) fn print(text: &str) -> ExitCode {
    PROGRESS.store(GOING_OUT, SeqCst);
    given(u8::from(!stream::write(stream::STDOUT, text.as_bytes())))
}

/// Answers for a guard that failed, and leaves. Safe in a signal handler: allocates nothing, takes no lock.
pub(crate) fn fail() -> ! {
    let Some(platform) = Platform::ALL.get(ASKING.load(SeqCst)) else { stream::leave(0) };
    let crashed = platform.crashed();
    let code = match PROGRESS.swap(GOING_OUT, SeqCst) {
        GIVEN => CODE.load(SeqCst),
        PENDING if say(&crashed.reply) => crashed.reply.code,
        _ => {
            say(&crashed.without_stdout);
            crashed.without_stdout.code
        }
    };
    stream::leave(code)
}

fn given(code: u8) -> ExitCode {
    CODE.store(code, SeqCst);
    PROGRESS.store(GIVEN, SeqCst);
    ExitCode::from(code)
}

/// Writes `reply`; tells whether what belongs on standard output arrived there.
fn say(reply: &Reply) -> bool {
    if !reply.stderr.is_empty() {
        stream::write(stream::STDERR, &reply.stderr);
    }
    let stdout = &reply.stdout;
    stdout.is_empty() || (stream::is_heard(stream::STDOUT) && stream::write(stream::STDOUT, stdout))
}
