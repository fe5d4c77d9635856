//! Owns the taking of figures from whole processes: wall time, instructions, system calls, memory; judges none of them.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use crate::cases::Case;
use crate::world::World;

/// How long one call is run over and over.
const LONGEST: Duration = Duration::from_secs(5);

/// A program that is measured, and where.
pub(crate) struct Door {
    path: PathBuf,
    home: PathBuf,
    /// The target it is built for.
    pub(crate) target: String,
}

/// Programs that count what a process does; a figure without its program is left out.
pub(crate) struct Tools {
    /// valgrind, for instructions.
    pub(crate) valgrind: bool,
    /// strace, for system calls.
    pub(crate) strace: bool,
}

/// What one call costs.
pub(crate) struct Figures {
    pub(crate) answer: String,
    pub(crate) median: Duration,
    pub(crate) floor: Duration,
    pub(crate) instructions: Option<u64>,
    pub(crate) calls: Option<u64>,
    /// The most memory it ever held, in KiB.
    pub(crate) peak: u64,
}

impl Tools {
    pub(crate) fn find() -> Self {
        let has = |name: &str| {
            let version = Command::new(name).arg("-V").stdout(Stdio::null()).stderr(Stdio::null()).status();
            version.is_ok_and(|_| true)
        };
        Self { valgrind: has("valgrind"), strace: has("strace") }
    }
}

impl Door {
    /// Cargo puts binaries into `target/TRIPLE/PROFILE`.
    pub(crate) fn new(path: impl Into<PathBuf>, world: &World) -> Self {
        let path = path.into();
        let above = path.ancestors().nth(2).and_then(Path::file_name);
        let target = above.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Self { path, home: world.home().into(), target }
    }

    fn command(&self, payload: &Path) -> Command {
        self.wrapped(&[], payload)
    }

    /// The door behind a program that watches it.
    fn wrapped(&self, wrapper: &[&str], payload: &Path) -> Command {
        let mut words = wrapper.iter().map(Into::into).chain([self.path.clone().into_os_string()]);
        let mut command = Command::new(words.next().unwrap_or_default());
        command.args(words).stdin(File::open(payload).expect("a payload"));
        command.env_clear().env("PATH", "/usr/local/bin:/usr/bin:/bin").env("HOME", &self.home);
        command
    }
}

/// A program that does nothing, of the same libc as `door`.
pub(crate) fn build_noop(door: &Door, world: &World) -> PathBuf {
    let out = world.home().join("floor").join(&door.target).join("noop");
    fs::create_dir_all(&out).expect("a directory for the floor");
    let out = out.join("noop");
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/noop.rs");
    let flags = [
        "target-feature=+crt-static",
        "relocation-model=static",
        "opt-level=3",
        "panic=abort",
        "strip=symbols",
    ];
    let status = Command::new(rustc)
        .args([source, "--edition=2024", "--target", &door.target, "-o"])
        .arg(&out)
        .args(flags.iter().flat_map(|flag| ["-C", flag]))
        .status();
    assert!(status.is_ok_and(|status| status.success()), "rustc for {}", door.target);
    out
}

/// Every figure of one case.
pub(crate) fn case(case: &Case, door: &Door, floor: &Door, (tools, runs): (&Tools, usize)) -> Figures {
    let answer = answer(&door.command(&case.payload).output().expect("the door"));
    let (median, floor_median) = walls(door, floor, &case.payload, runs);
    Figures {
        answer,
        median,
        floor: floor_median,
        instructions: tools.valgrind.then(|| instructions(door, &case.payload)).flatten(),
        calls: tools.strace.then(|| calls(door, &case.payload)),
        peak: peak(quiet(&mut door.command(&case.payload))),
    }
}

/// What the door said, by Claude Code's protocol.
fn answer(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stdout);
    let decision =
        ["deny", "ask"].iter().find(|word| said.contains(&format!("\"permissionDecision\":\"{word}\"")));
    match (output.status.code(), decision) {
        (Some(0), Some(decision)) => (*decision).into(),
        (Some(0), None) if said.is_empty() => "allow".into(),
        (Some(0), None) => "notice".into(),
        (code, _) => format!("exit {code:?}"),
    }
}

/// The middle wall times of `door` and of `floor`, run in turns so that both see the same machine. A call too slow for
/// all its runs is run for [`LONGEST`].
fn walls(door: &Door, floor: &Door, payload: &Path, runs: usize) -> (Duration, Duration) {
    let mut times: [Vec<Duration>; 2] = Default::default();
    let begin = Instant::now();
    while times[0].is_empty() || (times[0].len() < runs && begin.elapsed() < LONGEST) {
        for (door, times) in [door, floor].into_iter().zip(&mut times) {
            let mut command = door.command(payload);
            quiet(&mut command);
            let start = Instant::now();
            let status = command.status();
            times.push(start.elapsed());
            status.expect("a process to time");
        }
    }
    let [door, floor] = times.map(middle);
    (door, floor)
}

fn middle(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn quiet(command: &mut Command) -> &mut Command {
    command.stdout(Stdio::null()).stderr(Stdio::null())
}

/// Instructions in user space, as callgrind counts them.
fn instructions(door: &Door, payload: &Path) -> Option<u64> {
    let watch = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"];
    let output = door.wrapped(&watch, payload).output().expect("valgrind");
    let said = String::from_utf8_lossy(&output.stderr);
    let line = said.lines().find_map(|line| line.split("Collected : ").nth(1))?;
    line.trim().parse().ok()
}

/// System calls of the process and all it starts.
fn calls(door: &Door, payload: &Path) -> u64 {
    let log = door.home.join("strace.log");
    let watch = ["strace", "-f", "-qq", "-e", "signal=none", "-o", log.to_str().expect("a path in UTF-8")];
    quiet(&mut door.wrapped(&watch, payload)).status().expect("strace");
    let log = fs::read_to_string(log).expect("what strace saw");
    log.lines().filter(|line| line.contains('(') && !line.contains("resumed>")).count() as u64
}

/// The most memory `command` ever holds, in KiB.
fn peak(command: &mut Command) -> u64 {
    waited(command.spawn().expect("a process to weigh"))
}

#[expect(unsafe_code, reason = "the standard library does not tell what a child has used")]
fn waited(child: Child) -> u64 {
    let id = i32::try_from(child.id()).expect("a process id");
    // SAFETY: zero is a value of every field, and the pointers are to live places of the right types.
    let usage = unsafe {
        let mut usage: libc::rusage = std::mem::zeroed();
        assert_eq!(libc::wait4(id, std::ptr::null_mut(), 0, &raw mut usage), id, "wait4");
        usage
    };
    let unit = if cfg!(target_os = "macos") { 1024 } else { 1 };
    u64::try_from(usage.ru_maxrss).unwrap_or_default() / unit
}
