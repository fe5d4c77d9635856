//! Owns the shape of a row and the reading of all of them; judges nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use hook::{Action, Language};
use serde::Deserialize;

use crate::worlds;

/// One line of `tests/commands/*.jsonl`: a command somewhere, and what the guard says to it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    /// Words with dots between them, unique; `RULE.near.WORDS` for a near-miss.
    pub(crate) id: String,
    /// The declared world it happens in.
    pub(crate) world: String,
    /// Where; the world's own directory if not given, and unknown if empty.
    pub(crate) directory: Option<String>,
    /// The command line.
    pub(crate) command: String,
    /// What the guard says.
    pub(crate) verdict: Expected,
    /// The rule that says it; none for `allow`.
    pub(crate) rule: Option<String>,
    /// The language of the command line.
    #[serde(default)]
    pub(crate) language: Tongue,
    /// Whether a person is there to be asked.
    #[serde(default = "attended")]
    pub(crate) attended: bool,
    /// Whether it goes through the built binary as well.
    #[serde(default)]
    pub(crate) door: bool,
}

/// A verdict as rows write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Expected {
    Allow,
    Notice,
    Ask,
    Deny,
}

/// A language as rows write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Tongue {
    #[default]
    Posix,
    PowerShell,
}

fn attended() -> bool {
    true
}

impl Expected {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Notice => "notice",
            Self::Ask => "ask",
            Self::Deny => "deny",
        }
    }
}

impl Row {
    /// Reads one line.
    pub(crate) fn read(line: &str) -> Result<Self, String> {
        let row: Self = serde_json::from_str(line).map_err(|error| error.to_string())?;
        row.check().map(|()| row)
    }

    fn check(&self) -> Result<(), String> {
        let named = self.rule.is_some();
        if named == (self.verdict == Expected::Allow) {
            return Err("a rule stands with every verdict but allow".into());
        }
        if worlds::named(&self.world).is_none() {
            return Err(format!("there is no world `{}`", self.world));
        }
        let dotted = self.id.split('.').all(|part| !part.is_empty()) && self.id.contains('.');
        if !dotted || self.id.contains(char::is_whitespace) {
            return Err("an id is two or more words with dots between them".into());
        }
        Ok(())
    }

    /// The rule that it nearly falls under, and does not.
    pub(crate) fn near(&self) -> Option<&str> {
        self.id.split_once(".near.").map(|(rule, _)| rule)
    }

    /// What an agent does that wants `command` to run.
    pub(crate) fn action(&self, command: &str) -> Action {
        let language = match self.language {
            Tongue::Posix => Language::Posix,
            Tongue::PowerShell => Language::PowerShell,
        };
        Action::Command { text: command.into(), language }
    }

    /// The command on one line, cut where it is long.
    pub(crate) fn shown(&self) -> String {
        let line = self.command.replace('\n', "⏎");
        let cut = line.chars().count() > 160;
        line.chars().take(160).chain(cut.then_some('…')).collect()
    }
}

/// Every row of every file, in order.
pub(crate) fn all() -> &'static [Row] {
    static ROWS: OnceLock<Vec<Row>> = OnceLock::new();
    ROWS.get_or_init(|| {
        let (rows, broken) = read_all();
        assert!(broken.is_empty(), "rows that cannot be read:\n  {}\n", broken.join("\n  "));
        rows
    })
}

fn read_all() -> (Vec<Row>, Vec<String>) {
    let (mut rows, mut broken, mut taken) = (Vec::new(), Vec::new(), BTreeSet::new());
    for path in files() {
        let text = fs::read_to_string(&path).expect("a readable corpus");
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            match Row::read(line) {
                Ok(row) if !taken.insert(row.id.clone()) => {
                    broken.push(format!("{name}:{}: the id {} is taken", number + 1, row.id));
                }
                Ok(row) => rows.push(row),
                Err(error) => broken.push(format!("{name}:{}: {error}", number + 1)),
            }
        }
    }
    (rows, broken)
}

/// One sentence for each row whose command stands in another row too, in the same place.
fn doubled(rows: &[Row]) -> Vec<String> {
    let mut taken: BTreeMap<String, &str> = BTreeMap::new();
    let mut broken = Vec::new();
    for row in rows {
        let Row { world, directory, command, attended, language, .. } = row;
        let place = format!("{world} {directory:?} {attended} {language:?} {command}");
        if let Some(first) = taken.insert(place, &row.id) {
            broken.push(format!("{} asks what {first} asks: {}", row.id, row.shown()));
        }
    }
    broken
}

fn files() -> Vec<PathBuf> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/commands");
    let entries = fs::read_dir(directory).expect("tests/commands");
    let mut files: Vec<PathBuf> =
        entries.map(|entry| entry.expect("an entry of tests/commands").path()).collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "jsonl"));
    files.sort();
    files
}

#[test]
fn a_broken_row_is_refused() {
    for (line, what) in [
        ("{", "EOF"),
        (
            r#"{"id": "a.b", "world": "repo", "command": "ls", "verdict": "allow", "colour": 1}"#,
            "unknown field",
        ),
        (r#"{"id": "a.b", "world": "repo", "command": "ls", "verdict": "maybe"}"#, "unknown variant"),
        (r#"{"id": "a.b", "world": "repo", "command": "ls", "verdict": "deny"}"#, "a rule stands"),
        (
            r#"{"id": "a.b", "world": "repo", "command": "ls", "verdict": "allow", "rule": "a"}"#,
            "a rule stands",
        ),
        (r#"{"id": "a.b", "world": "attic", "command": "ls", "verdict": "allow"}"#, "no world `attic`"),
        (r#"{"id": "a", "world": "repo", "command": "ls", "verdict": "allow"}"#, "dots"),
    ] {
        let error = Row::read(line).expect_err(line);
        assert!(error.contains(what), "{what} in {error}");
    }
}

#[test]
fn no_command_stands_twice() {
    let broken = doubled(all());
    assert!(broken.is_empty(), "{} rows:\n  {}\n", broken.len(), broken.join("\n  "));
}

#[test]
fn a_command_that_stands_twice_is_told() {
    let row = |id: &str, world: &str, command: &str| {
        let line =
            format!(r#"{{"id": "{id}", "world": "{world}", "command": "{command}", "verdict": "allow"}}"#);
        Row::read(&line).expect("a row")
    };
    let rows = [row("a.b", "repo", "ls"), row("a.c", "repo", "ls"), row("a.d", "clean", "ls")];
    assert_eq!(doubled(&rows), ["a.c asks what a.b asks: ls"]);
}
