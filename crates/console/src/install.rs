//! Owns `wavebreak install`: what is registered where, and how that is said; edits no text itself.

use std::path::{Path, PathBuf};

use agents::{Registration, Scope};
use fs_err as fs;
use similar::TextDiff;

use crate::Desk;
use crate::arguments::{DONE, Install};
use crate::failure::Failure;
use crate::paint::{Paint, Tone};
use crate::receipt::{Receipt, Receipts};
use crate::registration::{self, PLATFORM};
use crate::settings::Settings;

/// The program that settings start before a shell command.
const GUARD: &str = "guard-bash";

/// A change that is ready to be made.
struct Change {
    settings: Settings,
    registration: Registration,
    receipts: Receipts,
    /// What to remember and to write; none where all is as it should be.
    receipt: Option<Receipt>,
}

pub(crate) fn run(wanted: &Install, desk: &mut Desk<'_>) -> Result<u8, Failure> {
    let change = prepare(wanted, desk)?;
    match (wanted.dry_run, wanted.json) {
        (false, _) => {
            make(&change)?;
            tell(&change, wanted, desk)?;
        }
        (true, false) => show(&change, desk)?,
        (true, true) => print_json(&change, desk)?,
    }
    Ok(DONE)
}

fn prepare(wanted: &Install, desk: &Desk<'_>) -> Result<Change, Failure> {
    let project = wanted.project.as_deref().map(fs::canonicalize).transpose()?;
    let state = desk.around.state()?;
    let program = program(wanted.prefix.as_deref(), desk)?;
    let observed = wanted.observe.then(|| state.join("observed.jsonl"));
    let registration = registration::wanted(&program, project.as_deref(), observed.as_deref())?;
    let settings = Settings::open(settings_path(project.as_deref(), desk)?)?;
    let receipts = Receipts::below(&state);
    let receipt = receipt(&settings, &registration, receipts.find(&settings.target))?;
    Ok(Change { settings, registration, receipts, receipt })
}

/// The settings of the project, or of the user.
pub(crate) fn settings_path(project: Option<&Path>, desk: &Desk<'_>) -> Result<PathBuf, Failure> {
    match project {
        Some(root) => Ok(root.join(agents::settings_file(PLATFORM, Scope::Project))),
        None => desk.around.user_settings(),
    }
}

/// The guard's program, below `prefix` or beside this program.
fn program(prefix: Option<&Path>, desk: &Desk<'_>) -> Result<PathBuf, Failure> {
    let looked: Vec<PathBuf> = match prefix {
        Some(prefix) => {
            vec![desk.around.directory().join(prefix).join("bin"), desk.around.directory().join(prefix)]
        }
        None => desk.around.beside().map(Path::to_path_buf).into_iter().collect(),
    };
    let found = looked
        .iter()
        .find_map(|directory| fs::canonicalize(directory).ok().filter(|at| at.join(GUARD).is_file()));
    found.map(|directory| directory.join(GUARD)).ok_or(Failure::NoProgram { name: GUARD, looked })
}

/// What there is to write and to remember, `known` being remembered from before. What is to be restored one day is what
/// we found, or, where someone else has written since, that without our entries.
fn receipt(
    settings: &Settings,
    wanted: &Registration,
    known: Option<Receipt>,
) -> Result<Option<Receipt>, Failure> {
    let fault = |fault| settings.fault(fault);
    if registration::holds(settings.text(), wanted).map_err(fault)? {
        return Ok(None);
    }
    let untouched = known.as_ref().filter(|known| settings.text.as_ref() == Some(&known.written));
    let directories = known.as_ref().map(|known| known.directories.clone()).unwrap_or_default();
    let original = match (untouched, &settings.text) {
        (Some(known), _) => known.original.clone(),
        (None, Some(text)) => {
            let created = known.map(|known| known.created).unwrap_or_default();
            Some(registration::strip(text, &created).map_err(fault)?)
        }
        (None, None) => None,
    };
    let added = registration::add(original.as_deref().unwrap_or_default(), wanted).map_err(fault)?;
    let directories = if settings.text.is_some() { directories } else { settings.missing_directories() };
    Ok(Some(Receipt {
        file: settings.target.clone(),
        original,
        written: added.text,
        created: added.created,
        directories,
    }))
}

/// Remembers first and writes then, so that there is no moment in which nobody knows how to go back.
fn make(change: &Change) -> Result<(), Failure> {
    let Some(receipt) = &change.receipt else { return Ok(()) };
    let before = change.receipts.find(&receipt.file);
    change.receipts.keep(receipt)?;
    let written = change.settings.write(&receipt.written);
    if written.is_err() {
        match &before {
            Some(before) => change.receipts.keep(before)?,
            None => change.receipts.forget(&receipt.file),
        }
    }
    written
}

fn tell(change: &Change, wanted: &Install, desk: &mut Desk<'_>) -> Result<(), Failure> {
    let paint = Paint(desk.around.colour);
    let done = if change.receipt.is_some() { "registered" } else { "already registered" };
    writeln!(desk.out, "{} in {}", paint.tone(Tone::Good, done), change.settings.path.display())?;
    writeln!(desk.out, "  {}", change.registration.handler.command)?;
    if change.receipt.is_some() {
        writeln!(desk.out, "  sessions that are already running may have to be started again")?;
    }
    if wanted.observe {
        writeln!(desk.out, "  observing: nothing is refused, what would be is recorded")?;
    }
    let switch = agents::layout(PLATFORM).all_off;
    if registration::says(change.settings.text(), switch) {
        let off = format!("`{switch}` is true in this file: no hook runs, and this one does not either");
        writeln!(desk.out, "{} {off}\n  set it to false to be guarded", paint.tone(Tone::Bad, "warning:"))?;
    }
    Ok(())
}

/// The change as `diff -u` would show it.
fn show(change: &Change, desk: &mut Desk<'_>) -> Result<(), Failure> {
    match &change.receipt {
        Some(receipt) => write!(desk.out, "{}", difference(&change.settings, receipt))?,
        None => writeln!(desk.out, "already registered in {}", change.settings.path.display())?,
    }
    Ok(())
}

fn difference(settings: &Settings, receipt: &Receipt) -> String {
    let name = settings.path.display().to_string();
    let before = if settings.text.is_some() { name.as_str() } else { "/dev/null" };
    let diff = TextDiff::from_lines(settings.text(), &receipt.written);
    diff.unified_diff().header(before, &name).to_string()
}

fn print_json(change: &Change, desk: &mut Desk<'_>) -> Result<(), Failure> {
    let shown = serde_json::json!({
        "file": change.settings.path,
        "command": change.registration.handler.command,
        "changes": change.receipt.is_some(),
        "diff": change.receipt.as_ref().map(|receipt| difference(&change.settings, receipt)),
    });
    writeln!(desk.out, "{shown}")?;
    Ok(())
}
