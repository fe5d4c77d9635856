//! Owns doing what the client does: starting the registered command line, and reading its answer; judges no answer.

use std::ffi::OsStr;
use std::io::{self, Read, Seek, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long the client waits, as it is registered.
const PATIENCE: Duration = Duration::from_secs(5);

/// What the client would have done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    /// Run the command.
    Run,
    /// Refuse it, telling the agent this.
    Refuse(String),
    /// Ask a person.
    Ask(String),
    /// Nothing that is agreed on.
    Broken(String),
}

/// What `program --version` prints.
pub(super) fn version(program: &str) -> io::Result<String> {
    let ended = end(start(program).arg("--version"), "")?;
    Ok(String::from_utf8_lossy(&ended.stdout).into_owned())
}

/// Asks the registered command line about `command` in `directory`, exactly as the client would.
pub(super) fn ask(line: &str, directory: &Path, command: &str) -> io::Result<Answer> {
    let payload = format!("{}\n", payload(directory, command));
    let mut shell = start("/bin/sh");
    shell.args(["-c", line]).current_dir(directory).env("CLAUDE_PROJECT_DIR", directory);
    Ok(read(&end(&mut shell, &payload)?))
}

/// What git prints when called with `arguments` in `directory`, by nobody's configuration.
pub(super) fn git(directory: &Path, arguments: &[&str]) -> io::Result<String> {
    let mut git = start("git");
    git.arg("-C").arg(directory).args(arguments).env("HOME", directory);
    git.env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_CONFIG_GLOBAL", "/dev/null");
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR"] {
        git.env_remove(name);
    }
    let ended = end(&mut git, "")?;
    if ended.status.success() {
        return Ok(String::from_utf8_lossy(&ended.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&ended.stderr).trim().to_owned();
    Err(io::Error::other(format!("git {}: {said}", arguments.join(" "))))
}

fn payload(directory: &Path, command: &str) -> Value {
    json!({
        "session_id": "wavebreak-doctor",
        "transcript_path": directory.join("transcript.jsonl"),
        "cwd": directory,
        "permission_mode": "default",
        "hook_event_name": "PreToolUse",
        "tool_name": "Bash",
        "tool_input": {"command": command, "description": "a trial by wavebreak doctor"},
        "tool_use_id": "toolu_wavebreak_doctor",
    })
}

/// Exit code 2 refuses whatever was printed; otherwise JSON decides, and silence with exit code 0 lets it run.
fn read(ended: &Ended) -> Answer {
    let said = String::from_utf8_lossy(&ended.stdout);
    let complained = String::from_utf8_lossy(&ended.stderr).trim().to_owned();
    match (ended.status.code(), said.trim()) {
        (Some(2), _) => Answer::Refuse(complained),
        (Some(0), "") => Answer::Run,
        (Some(0), json) => decision(json),
        _ => Answer::Broken(format!("it ended with {}: {complained}", ended.status)),
    }
}

fn decision(said: &str) -> Answer {
    let Ok(value) = serde_json::from_str::<Value>(said) else {
        return Answer::Broken(format!("it printed what is no JSON: {said}"));
    };
    let decided = &value["hookSpecificOutput"];
    let reason = decided["permissionDecisionReason"].as_str().unwrap_or_default().to_owned();
    match decided["permissionDecision"].as_str() {
        Some("deny") => Answer::Refuse(reason),
        Some("ask") => Answer::Ask(reason),
        None => Answer::Run,
        Some(other) => Answer::Broken(format!("it decided `{other}`")),
    }
}

struct Ended {
    status: ExitStatus,
    stdout: Vec<u8>,
    stderr: Vec<u8>,
}

#[expect(clippy::disallowed_methods, reason = "the doctor tries what is registered")]
fn start(program: impl AsRef<OsStr>) -> Command {
    Command::new(program)
}

/// Runs `command` to its end, which must come soon. Its output goes to files, so that no full pipe can hold it up.
fn end(command: &mut Command, input: &str) -> io::Result<Ended> {
    let (mut stdin, mut stdout, mut stderr) =
        (tempfile::tempfile()?, tempfile::tempfile()?, tempfile::tempfile()?);
    stdin.write_all(input.as_bytes())?;
    stdin.rewind()?;
    command.stdin(stdin).stdout(stdout.try_clone()?).stderr(stderr.try_clone()?);
    let status = wait(&mut command.spawn()?)?;
    Ok(Ended { status, stdout: all(&mut stdout)?, stderr: all(&mut stderr)? })
}

fn wait(child: &mut Child) -> io::Result<ExitStatus> {
    let begun = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if begun.elapsed() > PATIENCE {
            child.kill()?;
            child.wait()?;
            return Err(io::Error::new(
                io::ErrorKind::TimedOut,
                format!("no answer within {} s", PATIENCE.as_secs()),
            ));
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn all(file: &mut (impl Read + Seek)) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.rewind()?;
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}
