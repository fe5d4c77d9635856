//! Owns the standard streams as the system has them, and leaving; knows neither payload nor reply.
//!
//! The standard library's streams are not used: they buffer, lock and allocate, which a signal handler must not.
#![expect(
    unsafe_code,
    reason = "read(2), write(2), fstat(2) and _exit(2) have no safe form without buffers and locks"
)]

use std::ffi::{CStr, c_int};
use std::io;
use std::mem::MaybeUninit;

const STDIN: c_int = 0;
pub(crate) const STDOUT: c_int = 1;
pub(crate) const STDERR: c_int = 2;

/// Room for the first read; the payload of an ordinary call fits.
const ORDINARY: usize = 16 * 1024;

/// Everything on standard input, up to `limit` bytes.
pub(crate) fn read(limit: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(ORDINARY.min(limit));
    while bytes.len() < limit {
        bytes.reserve(1);
        let room = bytes.spare_capacity_mut();
        let wanted = room.len().min(limit);
        // SAFETY: `room` is writable for `wanted` bytes, which is at most its length.
        let count = unsafe { libc::read(STDIN, room.as_mut_ptr().cast(), wanted) };
        match usize::try_from(count) {
            Ok(0) => break,
            // SAFETY: read(2) has filled `count` bytes of the spare capacity.
            Ok(count) => unsafe { bytes.set_len(bytes.len() + count) },
            Err(_) => wait_or_fail()?,
        }
    }
    bytes.truncate(limit);
    Ok(bytes)
}

/// After a read that gave nothing: returns when another may give something.
fn wait_or_fail() -> io::Result<()> {
    let error = io::Error::last_os_error();
    match error.kind() {
        io::ErrorKind::Interrupted => Ok(()),
        io::ErrorKind::WouldBlock => {
            let mut input = libc::pollfd { fd: STDIN, events: libc::POLLIN, revents: 0 };
            // SAFETY: `input` is one valid entry. The result does not matter: the next read tells.
            unsafe { libc::poll(&raw mut input, 1, -1) };
            Ok(())
        }
        _ => Err(error),
    }
}

/// Writes all of `bytes`; tells whether they went out. Safe in a signal handler.
pub(crate) fn write(stream: c_int, mut bytes: &[u8]) -> bool {
    while !bytes.is_empty() {
        // SAFETY: `bytes` is readable for its length.
        let count = unsafe { libc::write(stream, bytes.as_ptr().cast(), bytes.len()) };
        match usize::try_from(count) {
            Ok(0) => return false,
            Ok(count) => bytes = bytes.get(count..).unwrap_or_default(),
            Err(_) if io::Error::last_os_error().kind() == io::ErrorKind::Interrupted => {}
            Err(_) => return false,
        }
    }
    true
}

/// Whether anybody could read what is written to `stream`. A stream that was closed when the program was started
/// stands open on `/dev/null`, put there by the standard library. Safe in a signal handler.
pub(crate) fn is_heard(stream: c_int) -> bool {
    const NULL: &CStr = c"/dev/null";
    let mut own = MaybeUninit::<libc::stat>::uninit();
    let mut null = MaybeUninit::<libc::stat>::uninit();
    // SAFETY: both calls write one `stat` where they succeed, and only then is it read.
    unsafe {
        if libc::fstat(stream, own.as_mut_ptr()) != 0 {
            return false;
        }
        let own = own.assume_init();
        if own.st_mode & libc::S_IFMT != libc::S_IFCHR || libc::stat(NULL.as_ptr(), null.as_mut_ptr()) != 0 {
            return true;
        }
        own.st_rdev != null.assume_init().st_rdev
    }
}

/// Ends the process at once.
pub(crate) fn leave(code: u8) -> ! {
    // SAFETY: no preconditions.
    unsafe { libc::_exit(c_int::from(code)) }
}
