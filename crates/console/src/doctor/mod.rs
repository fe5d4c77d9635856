//! Owns `wavebreak doctor`: which findings are asked for and in which order; makes none of them itself.

mod client;
mod entry;
mod finding;
mod trial;

use std::path::{Path, PathBuf};

use agents::Scope;
use fs_err as fs;

use crate::Desk;
use crate::arguments::{self, DONE, FAILED};
use crate::failure::Failure;
use crate::install::settings_path;
use crate::registration::{self, Found, PLATFORM};
use crate::settings::Settings;

use finding::{Finding, Report};

/// A settings file that the client reads, and what hooks it holds.
struct Place {
    path: PathBuf,
    text: String,
    hooks: Vec<Found>,
}

/// What is registered where it was looked for.
struct Subject {
    /// The settings file.
    path: PathBuf,
    /// The other settings that the client reads there, the settings file first.
    places: Vec<Place>,
    /// Our entry.
    entry: Found,
    /// Its command line in words.
    words: Vec<String>,
}

pub(crate) fn run(wanted: &arguments::Doctor, desk: &mut Desk<'_>) -> Result<u8, Failure> {
    let report = examine(wanted, desk)?;
    if wanted.json {
        report.print_json(desk)?
    } else {
        report.print(desk)?
    }
    Ok(if report.is_healthy() { DONE } else { FAILED })
}

fn examine(wanted: &arguments::Doctor, desk: &Desk<'_>) -> Result<Report, Failure> {
    let project = wanted.project.as_deref().map(fs::canonicalize).transpose()?;
    let path = settings_path(project.as_deref(), desk)?;
    let places = places(&path, project.as_deref(), desk)?;
    let ours: Vec<Found> = places[0].hooks.iter().filter(|found| found.ours).cloned().collect();
    let Some(entry) = ours.first().cloned() else {
        return Ok(Report::of(vec![not_registered(&places, project.as_deref())]));
    };
    let words = shlex::split(&entry.command).unwrap_or_default();
    let subject = Subject { path, places, entry, words };
    let mut report = Report::of(entry::findings(&subject, ours.len()));
    report.observing = trial::observed_file(&subject.words);
    report.entry = Some((subject.path.clone(), subject.entry.command.clone()));
    if report.is_healthy() {
        report.findings.extend(trial::findings(&subject.entry.command, report.observing.as_deref()));
    }
    Ok(report)
}

fn not_registered(places: &[Place], project: Option<&Path>) -> Finding {
    let scope = project.map(|root| format!(" --project '{}'", root.display())).unwrap_or_default();
    let elsewhere = places.iter().find(|place| place.hooks.iter().any(|found| found.ours));
    let hint = elsewhere
        .map(|place| format!("\n{} has an entry: see `wavebreak doctor --help`", place.path.display()));
    Finding::failed("registered", format!("nothing is registered in {}", places[0].path.display()))
        .because(format!("run `wavebreak install{scope}`{}", hint.unwrap_or_default()))
}

/// All settings that the client reads for whom the file at `path` is read, that file first.
fn places(path: &Path, project: Option<&Path>, desk: &Desk<'_>) -> Result<Vec<Place>, Failure> {
    let root = project.unwrap_or(desk.around.directory());
    let below = |scope| root.join(agents::settings_file(PLATFORM, scope));
    let mut paths = vec![path.to_path_buf()];
    paths.extend(desk.around.user_settings().ok());
    paths.extend([below(Scope::Project), below(Scope::Local)]);
    paths.extend(agents::layout(PLATFORM).managed.iter().map(PathBuf::from));
    let mut seen: Vec<PathBuf> = Vec::new();
    let mut places = Vec::new();
    for path in paths {
        let settings = Settings::open(path)?;
        if seen.contains(&settings.target) {
            continue;
        }
        let hooks = registration::found(settings.text()).map_err(|fault| settings.fault(fault))?;
        seen.push(settings.target);
        places.push(Place { path: settings.path, text: settings.text.unwrap_or_default(), hooks });
    }
    Ok(places)
}
