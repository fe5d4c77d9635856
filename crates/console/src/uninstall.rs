//! Owns `wavebreak uninstall`: restoring a settings file, or taking our entries out of it; edits no text itself.

use fs_err as fs;

use crate::Desk;
use crate::arguments::{DONE, Uninstall};
use crate::failure::Failure;
use crate::install::settings_path;
use crate::paint::{Paint, Tone};
use crate::receipt::{Receipt, Receipts};
use crate::registration;
use crate::settings::Settings;

pub(crate) fn run(wanted: &Uninstall, desk: &mut Desk<'_>) -> Result<u8, Failure> {
    let project = wanted.project.as_deref().map(fs::canonicalize).transpose()?;
    let settings = Settings::open(settings_path(project.as_deref(), desk)?)?;
    let receipts = Receipts::below(&desk.around.state()?);
    let said = undo(&settings, receipts.find(&settings.target).as_ref())?;
    receipts.forget(&settings.target);
    let tone = if said == NOTHING { Tone::Strong } else { Tone::Good };
    writeln!(desk.out, "{} {}", Paint(desk.around.colour).tone(tone, said), settings.path.display())?;
    Ok(DONE)
}

const NOTHING: &str = "nothing is registered in";

/// What was done, in words that a path follows.
fn undo(settings: &Settings, known: Option<&Receipt>) -> Result<&'static str, Failure> {
    let Some(text) = &settings.text else { return Ok(NOTHING) };
    match known.filter(|known| known.written == *text) {
        Some(Receipt { original: Some(original), .. }) => {
            settings.write(original).map(|()| "unregistered; restored")
        }
        Some(Receipt { original: None, directories, .. }) => {
            settings.remove(directories).map(|()| "unregistered; removed, as there was none before,")
        }
        None => take_out(settings, text, known),
    }
}

/// Someone else has written since, or nobody remembers.
fn take_out(settings: &Settings, text: &str, known: Option<&Receipt>) -> Result<&'static str, Failure> {
    let created = known.map(|known| known.created.clone()).unwrap_or_default();
    let stripped = registration::strip(text, &created).map_err(|fault| settings.fault(fault))?;
    if stripped == text {
        return Ok(NOTHING);
    }
    settings.write(&stripped).map(|()| "unregistered; only the guard's entries were taken out of")
}
