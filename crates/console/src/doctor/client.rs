//! Owns doing what the client does: starting the registered command line, and reading its answer; judges no answer.

use std::ffi::OsStr;
use std::io::{self, Read, Seek, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus};
use std::time::{Duration, Instant};

use agents::{Answer, Understood};

use crate::registration::PLATFORM;

/// How long the client waits, as it is registered.
const PATIENCE: Duration = Duration::from_secs(5);

/// What `program --version` prints.
pub(super) fn version(program: &str) -> io::Result<String> {
    let ended = end(start(program).arg("--version"), "")?;
    Ok(String::from_utf8_lossy(&ended.stdout).into_owned())
}

/// Asks the registered command line about `command` in `directory`, exactly as the client would.
pub(super) fn ask(line: &str, directory: &Path, command: &str) -> io::Result<Understood> {
    let place = directory.to_str().ok_or_else(|| io::Error::other("the directory is not UTF-8"))?;
    let mut shell = start("/bin/sh");
    shell.args(["-c", line]).current_dir(directory);
    shell.env(agents::layout(PLATFORM).project_variable, directory);
    let ended = end(&mut shell, &agents::rehearse(PLATFORM, place, command))?;
    let (stdout, stderr) = (String::from_utf8_lossy(&ended.stdout), String::from_utf8_lossy(&ended.stderr));
    Ok(agents::understand(PLATFORM, &Answer { code: ended.status.code(), stdout: &stdout, stderr: &stderr }))
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
