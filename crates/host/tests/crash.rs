//! Owns the proof that a guard which fails refuses: starts itself as a hook that fails in a given way; knows no law.
//!
//! It has no test harness, because it must be a hook when it is started with [`WAY`] set.
#![expect(unsafe_code, clippy::disallowed_types, reason = "it fails on purpose, in processes of its own")]

use std::process::{Command, ExitCode, Output, Stdio};

use host::{Arena, Door};

#[global_allocator]
static ARENA: Arena = Arena::new();

/// The variable that says in which way to fail.
const WAY: &str = "WAVEBREAK_TEST_FAILS_BY";

const PAYLOAD: &str = r#"{"tool_name":"Bash","tool_input":{"command":"ls"}}"#;
const DENIED: &str = r#"{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny","permissionDecisionReason":"wavebreak [host.crashed]: the guard failed"#;
const SAID: &str = "wavebreak [host.crashed]: the guard failed";

/// A way to fail.
struct Way {
    name: &'static str,
    fail: fn(),
}

const WAYS: &[Way] = &[
    Way { name: "panic", fail: || panic!("on purpose") },
    Way { name: "panic while panicking", fail: panic_twice },
    Way { name: "index", fail: index },
    Way { name: "stack overflow", fail: || assert_ne!(dive(0), [0; 64]) },
    Way { name: "abort", fail: || std::process::abort() },
    Way { name: "one allocation too large", fail: || drop(std::hint::black_box(vec![1_u8; 65 << 20])) },
    Way { name: "allocations without end", fail: allocate },
    Way { name: "growth without end", fail: grow },
    Way {
        name: "capacity overflow",
        fail: || drop(Vec::<u64>::with_capacity(std::hint::black_box(usize::MAX))),
    },
    Way { name: "fault", fail: fault },
    Way { name: "processor time", fail: spin },
    Way { name: "illegal instruction", fail: || raise(libc::SIGILL) },
    Way { name: "arithmetic", fail: || raise(libc::SIGFPE) },
    Way { name: "bus error", fail: || raise(libc::SIGBUS) },
    Way { name: "forbidden call", fail: || raise(libc::SIGSYS) },
    Way { name: "told to stop", fail: || raise(libc::SIGTERM) },
    Way { name: "interrupted", fail: || raise(libc::SIGINT) },
    Way { name: "hung up", fail: || raise(libc::SIGHUP) },
    Way { name: "alarm", fail: || raise(libc::SIGALRM) },
];

fn main() -> ExitCode {
    match std::env::var(WAY) {
        Ok(name) => fail_by(&name),
        Err(_) => {
            let wrong: Vec<_> = WAYS.iter().flat_map(check).collect();
            assert!(wrong.is_empty(), "{wrong:#?}");
            ExitCode::SUCCESS
        }
    }
}

fn fail_by(name: &str) -> ExitCode {
    let door = Door { name: "crash", help: "" };
    host::serve(&door, |_, _| {
        WAYS.iter().filter(|way| way.name == name).for_each(|way| (way.fail)());
        hook::Verdict::Allow
    })
}

/// Where a hook stands when it fails, and what it must answer there.
struct Place {
    /// What the shell does before it starts the hook.
    before: &'static str,
    redirection: &'static str,
    arguments: &'static [&'static str],
    fits: fn(&Output) -> bool,
}

const PLACES: &[Place] = &[
    Place { before: "", redirection: "", arguments: &[], fits: is_denied },
    Place { before: "trap '' SEGV BUS ABRT TERM", redirection: "", arguments: &[], fits: is_denied },
    Place { before: "", redirection: "1>&-", arguments: &[], fits: is_said },
    Place { before: "", redirection: "1>/dev/null", arguments: &[], fits: is_said },
    Place { before: "", redirection: "1>/dev/full", arguments: &[], fits: is_said },
    Place {
        before: "",
        redirection: "1>&- 2>&-",
        arguments: &[],
        fits: |output| output.status.code() == Some(2),
    },
    Place { before: "", redirection: "", arguments: &["--observe", "/nowhere/journal"], fits: is_silent },
];

/// What is wrong with the answers of a hook that fails in this way, one sentence each.
fn check(way: &Way) -> Vec<String> {
    let outputs = PLACES.iter().map(|place| (place, run(way, place)));
    let wrong = outputs.filter(|(place, output)| !(place.fits)(output));
    wrong
        .map(|(place, output)| format!("{}; {} {}: {output:?}", place.before, way.name, place.redirection))
        .collect()
}

fn is_denied(output: &Output) -> bool {
    output.status.code() == Some(0)
        && output.stdout.starts_with(DENIED.as_bytes())
        && output.stdout.ends_with(b"\"}}\n")
}

fn is_said(output: &Output) -> bool {
    output.status.code() == Some(2) && String::from_utf8_lossy(&output.stderr).contains(SAID)
}

fn is_silent(output: &Output) -> bool {
    output.status.code() == Some(0) && output.stdout.is_empty()
}

fn run(way: &Way, place: &Place) -> Output {
    let line = format!(
        r#"{}
        printf %s "$0" | ( hook=$1; shift; exec "$hook" "$@" {} )"#,
        place.before, place.redirection
    );
    Command::new("/bin/sh")
        .args(["-c", &line, PAYLOAD])
        .arg(std::env::current_exe().expect("a path of its own"))
        .args(place.arguments)
        .env(WAY, way.name)
        .stdin(Stdio::null())
        .output()
        .expect("a shell")
}

fn panic_twice() {
    struct Bomb;
    impl Drop for Bomb {
        fn drop(&mut self) {
            panic!("again");
        }
    }
    let _bomb = Bomb;
    panic!("once");
}

fn index() {
    assert_eq!(std::hint::black_box(vec![1])[std::hint::black_box(7)], 0);
}

#[expect(unconditional_recursion, reason = "it fails on purpose")]
fn dive(depth: u64) -> [u64; 64] {
    let mut below = dive(depth + 1);
    below[(depth % 64) as usize] += depth;
    std::hint::black_box(below)
}

fn allocate() {
    let mut kept = Vec::new();
    loop {
        kept.push(std::hint::black_box(vec![1_u8; 1000]));
    }
}

fn grow() {
    let mut text = Vec::new();
    loop {
        text.extend_from_slice(std::hint::black_box(&[0_u64; 100]));
    }
}

fn fault() {
    // SAFETY: none; it fails on purpose.
    unsafe { std::ptr::write_volatile(std::hint::black_box(std::ptr::without_provenance_mut(8)), 1_u64) }
}

fn spin() {
    let limit = libc::rlimit { rlim_cur: 1, rlim_max: 10 };
    // SAFETY: `limit` is valid.
    unsafe { libc::setrlimit(libc::RLIMIT_CPU, &raw const limit) };
    loop {
        std::hint::spin_loop();
    }
}

fn raise(signal: libc::c_int) {
    // SAFETY: no preconditions.
    unsafe { libc::raise(signal) };
}
