//! Owns the trial: a throwaway repository with something to lose, and what the registered guard says to losing it.

use std::io;
use std::path::{Path, PathBuf};

use agents::Understood;
use fs_err as fs;

use super::client;
use super::finding::Finding;

/// What would lose work.
const HARMFUL: &str = "git reset --hard";
/// What would not.
const HARMLESS: &str = "ls";
/// The file with work in it that is in no commit.
const UNSAVED: &str = "unsaved.txt";

/// A repository with one commit and one change that is in no commit.
struct World {
    directory: tempfile::TempDir,
}

/// What the registered command line `line` answers; where it only observes, into which file.
pub(super) fn findings(line: &str, observed: Option<&Path>) -> Vec<Finding> {
    match World::make() {
        Ok(world) => tried(&world, line, observed).unwrap_or_else(|error| vec![stuck(&error)]),
        Err(error) => vec![stuck(&error)],
    }
}

/// The file that a command line in `words` records refusals in instead of making them.
pub(super) fn observed_file(words: &[String]) -> Option<PathBuf> {
    let attached = words.iter().find_map(|word| word.strip_prefix("--observe="));
    let apart = || Some(words.get(words.iter().position(|word| word == "--observe")? + 1)?.as_str());
    attached.or_else(apart).map(PathBuf::from)
}

fn stuck(error: &io::Error) -> Finding {
    Finding::failed("trial", format!("the trial could not be held: {error}"))
}

fn tried(world: &World, line: &str, observed: Option<&Path>) -> io::Result<Vec<Finding>> {
    let before = world.state()?;
    let harmful = match observed {
        None => refuses(client::ask(line, world.path(), HARMFUL)),
        Some(file) => observes(world, line, file),
    };
    let harmless = allows(client::ask(line, world.path(), HARMLESS));
    Ok(vec![harmful, harmless, untouched(&before, &world.state()?)])
}

fn refuses(answer: io::Result<Understood>) -> Finding {
    let what = format!("`{HARMFUL}` with unsaved work in {UNSAVED}");
    match answer {
        Ok(Understood::Refused(reason)) if reason.contains(UNSAVED) => {
            Finding::good("refuses", format!("{what} is refused")).because(reason)
        }
        Ok(Understood::Refused(reason)) => {
            Finding::failed("refuses", format!("{what} is refused, but not because of it")).because(reason)
        }
        Ok(Understood::Runs) => Finding::failed("refuses", format!("{what} would have run")),
        Ok(Understood::Asked(reason)) => {
            Finding::failed("refuses", format!("{what} would only be asked about")).because(reason)
        }
        Ok(Understood::Nonsense(how)) => {
            Finding::failed("refuses", format!("{what} got no answer")).because(how)
        }
        Err(error) => Finding::failed("refuses", format!("{what} got no answer")).because(error.to_string()),
    }
}

fn observes(world: &World, line: &str, file: &Path) -> Finding {
    let lines = || fs::read_to_string(file).map_or(0, |text| text.lines().count());
    let before = lines();
    let answer = client::ask(line, world.path(), HARMFUL);
    match (answer, lines() > before) {
        (Ok(Understood::Runs), true) => Finding::good(
            "observes",
            format!("`{HARMFUL}` would be refused, and is recorded in {}", file.display()),
        ),
        (Ok(Understood::Runs), false) => {
            Finding::failed("observes", format!("`{HARMFUL}` was not recorded in {}", file.display()))
        }
        (answer, _) => Finding::failed("observes", format!("`{HARMFUL}` was not let through"))
            .because(format!("{answer:?}")),
    }
}

fn allows(answer: io::Result<Understood>) -> Finding {
    match answer {
        Ok(Understood::Runs) => Finding::good("allows", format!("`{HARMLESS}` is allowed")),
        Ok(Understood::Refused(reason) | Understood::Asked(reason) | Understood::Nonsense(reason)) => {
            Finding::failed("allows", format!("`{HARMLESS}` is not allowed")).because(reason)
        }
        Err(error) => {
            Finding::failed("allows", format!("`{HARMLESS}` got no answer")).because(error.to_string())
        }
    }
}

fn untouched(before: &str, after: &str) -> Finding {
    if before == after {
        Finding::good("untouched", "the repository is as it was")
    } else {
        Finding::failed("untouched", "the repository was changed").because(format!("{before}\n{after}"))
    }
}

impl World {
    fn make() -> io::Result<Self> {
        let directory = tempfile::Builder::new().prefix("wavebreak-trial-").tempdir()?;
        let world = Self { directory };
        world.git(&["init", "--quiet"])?;
        fs::write(world.path().join(UNSAVED), "saved\n")?;
        world.git(&["add", UNSAVED])?;
        let author = [
            "-c",
            "user.name=wavebreak",
            "-c",
            "user.email=wavebreak@localhost",
            "-c",
            "commit.gpgSign=false",
        ];
        world.git(&[&author[..], &["commit", "--quiet", "--message", "saved"]].concat())?;
        fs::write(world.path().join(UNSAVED), "saved\nunsaved\n")?;
        Ok(world)
    }

    fn path(&self) -> &Path {
        self.directory.path()
    }

    /// Everything that could be lost.
    fn state(&self) -> io::Result<String> {
        let head = self.git(&["rev-parse", "HEAD"])?;
        let status = self.git(&["status", "--porcelain", "--ignored"])?;
        Ok(format!("{head}{status}{}", fs::read_to_string(self.path().join(UNSAVED))?))
    }

    fn git(&self, arguments: &[&str]) -> io::Result<String> {
        client::git(self.path(), arguments)
    }
}
