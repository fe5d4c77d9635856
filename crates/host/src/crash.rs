//! Owns noticing that the guard fails: panics, faults, exhausted memory, stack and processor time, being told to stop;
//! answers nothing itself.
//!
//! What cannot be noticed is SIGKILL, in which a hard limit of processor time ends too, and a limit of address space
//! so small (under 2 MiB) that the program does not get as far as here: it dies by SIGSEGV or SIGABRT, never with exit
//! code 0. There the client's own switch (`onFailure: "block"`) must hold.
#![expect(unsafe_code, reason = "signal handlers and their stack can be set in no other way")]

use std::cell::UnsafeCell;
use std::ffi::c_int;
use std::panic::PanicHookInfo;

use crate::{answer, stream};

/// Signals that end a process and can be caught. SIGTERM is what clients send when they have waited long enough.
const ENDING: &[c_int] = &[
    libc::SIGSEGV,
    libc::SIGBUS,
    libc::SIGABRT,
    libc::SIGILL,
    libc::SIGFPE,
    libc::SIGSYS,
    libc::SIGXCPU,
    libc::SIGTERM,
    libc::SIGHUP,
    libc::SIGINT,
    libc::SIGALRM,
];

/// What a write beyond the limit of file sizes sends. Ignored, the write fails, and there is another way to answer.
/// The standard library ignores SIGPIPE in the same way.
const ON_WRITE: c_int = libc::SIGXFSZ;

/// Large enough for the handler and for the widest register state that processors save on a signal.
const STACK_BYTES: usize = 64 * 1024;

/// Where handlers run, because a fault may mean that the ordinary stack is used up.
#[repr(align(16))]
struct Stack(UnsafeCell<[u8; STACK_BYTES]>);

// SAFETY: only the kernel uses the bytes, for one handler at a time: a handler blocks all signals and never returns.
unsafe impl Sync for Stack {}

static STACK: Stack = Stack(UnsafeCell::new([0; STACK_BYTES]));

/// From here on, every way to fail that can be noticed ends in [`answer::fail`].
pub(crate) fn guard_against() {
    std::panic::set_hook(Box::new(panicked));
    let stack = libc::stack_t { ss_sp: STACK.0.get().cast(), ss_flags: 0, ss_size: STACK_BYTES };
    // SAFETY: the stack is static, and nothing but the kernel touches it.
    unsafe { libc::sigaltstack(&raw const stack, std::ptr::null_mut()) };
    let failed: extern "C" fn(c_int) = failed;
    ENDING.iter().for_each(|signal| handle(*signal, failed as libc::sighandler_t));
    handle(ON_WRITE, libc::SIG_IGN);
}

fn handle(signal: c_int, handler: libc::sighandler_t) {
    // SAFETY: all zeros is a valid `sigaction`, filled in before use; the handler calls only what is safe in one.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = handler;
        action.sa_flags = libc::SA_ONSTACK;
        libc::sigfillset(&raw mut action.sa_mask);
        libc::sigaction(signal, &raw const action, std::ptr::null_mut());
    }
}

extern "C" fn failed(_: c_int) {
    answer::fail()
}

/// Says where, for whoever mends it, and fails.
fn panicked(panic: &PanicHookInfo<'_>) {
    if let Some(place) = panic.location() {
        let text = format!("wavebreak: panicked at {}:{}\n", place.file(), place.line());
        stream::write(stream::STDERR, text.as_bytes());
    }
    answer::fail()
}
