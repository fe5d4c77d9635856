//! Owns `wavebreak explain`: the call that is judged, and the exit code its verdict means; judges nothing itself.

mod excerpt;
mod show;

use std::io::Read;
use std::path::Path;

use facts::{Asked, Disk, Recorder};
use fs_err as fs;
use guard::Judgement;
use hook::{Action, Call, Directory, Language, Verdict};

use crate::Desk;
use crate::arguments::{ASKS, DONE, Explain, FAILED};
use crate::failure::Failure;
use crate::paint::Paint;

/// A judged command, and what had to be known for it.
struct Case {
    text: String,
    directory: String,
    judgement: Judgement,
    asked: Vec<Asked>,
}

pub(crate) fn run(wanted: &Explain, desk: &mut Desk<'_>) -> Result<u8, Failure> {
    let case = judge(wanted, desk)?;
    if wanted.json {
        writeln!(desk.out, "{}", show::json(&case))?;
    } else {
        for line in show::text(&case, Paint(desk.around.colour)) {
            writeln!(desk.out, "{}", line.trim_end())?;
        }
    }
    Ok(code(&case.judgement.verdict))
}

fn judge(wanted: &Explain, desk: &Desk<'_>) -> Result<Case, Failure> {
    let text = if wanted.text == "-" { standard_input()? } else { wanted.text.clone() };
    let directory = directory(wanted.directory.as_deref().unwrap_or(Path::new(".")), desk)?;
    let call = Call {
        action: Action::Command { text: text.clone(), language: Language::Posix },
        directory: Directory::Known(directory.clone()),
        attended: !wanted.unattended,
        session: None,
        tool_use: None,
    };
    let disk = Disk::new();
    let recorder = Recorder::new(&disk);
    let judgement = guard::judge(&call, &recorder, desk.law);
    Ok(Case { text, directory, judgement, asked: recorder.asked() })
}

/// What stands on standard input, without the line end that whoever printed it added.
fn standard_input() -> Result<String, Failure> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes)?;
    let mut text = String::from_utf8(bytes).map_err(|_| Failure::Unreadable)?;
    if text.ends_with('\n') {
        text.pop();
    }
    Ok(text)
}

/// The directory as a shell in it would know it.
fn directory(named: &Path, desk: &Desk<'_>) -> Result<String, Failure> {
    let real = fs::canonicalize(desk.around.directory().join(named))?;
    if !real.is_dir() {
        return Err(Failure::NotADirectory { path: real });
    }
    real.into_os_string().into_string().map_err(|path| Failure::NotText { path: path.into() })
}

fn code(verdict: &Verdict) -> u8 {
    match verdict {
        Verdict::Allow | Verdict::Notice(_) => DONE,
        Verdict::Deny(_) => FAILED,
        Verdict::Ask(_) => ASKS,
    }
}
