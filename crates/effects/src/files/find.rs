//! Owns what find does to what it finds: delete it, run commands on it, write lists of it.

mod entry;
mod expression;
mod walk;

use hook::{Entry, path};
use shell::{Arg, Invocation, Outcome, Run, Status, Text};

use self::entry::Found;
use self::expression::{Action, Find};
use self::walk::Walk;
use crate::act::{Act, Target};
use crate::reading::Reading;

/// How many commands are run one by one; more are run as one with all paths, or with one that is not known.
const FEW: usize = 64;

/// Names as they stand in a repository's store.
const STORED: &[&str] = &["ab/0123456789abcdef0123456789abcdef012345", "pack/pack-0.pack", "pack/pack-0.idx"];

pub(super) fn find(act: &mut Act<'_, '_, '_>, invocation: &Invocation<'_>, _: &Reading<'_>) -> Outcome {
    let find = Find::parse(invocation.args.get(1..).unwrap_or_default());
    for action in &find.actions {
        if let Action::WriteTo(file) = action {
            act.overwrite(&act.target(file), &Text::unknown());
        }
    }
    let mut outcome = Outcome { output: Text::default(), status: Status::Unknown, runs: Vec::new() };
    if !find.acts() {
        return Outcome { output: Text::unknown(), ..outcome };
    }
    let here = Arg { text: ".".into(), splits: false, span: act.shell.span };
    let starts = if find.starts.is_empty() { vec![here] } else { find.starts.clone() };
    for start in &starts {
        from(act, &find, start, &mut outcome);
    }
    outcome
}

/// All that find does below one start.
fn from(act: &mut Act<'_, '_, '_>, find: &Find, start: &Arg, outcome: &mut Outcome) {
    let (Target::Path(path), Some(shown)) = (act.path(start), start.as_known()) else {
        return from_anywhere(act, find, start, outcome);
    };
    let walk = walk::walk(act, find, &path, shown, find.runs_what_it_finds());
    for (index, action) in find.actions.iter().enumerate() {
        let found: Vec<&Found> = walk
            .reached
            .iter()
            .filter(|(_, reached)| reached.contains(&index))
            .map(|(found, _)| found)
            .collect();
        match action {
            Action::Delete => delete(act, find, &walk, &found),
            Action::Exec { words, together, in_directory } => {
                let exec = Exec { words, together: *together, in_directory: *in_directory, start };
                outcome.runs.extend(exec.runs(act, &walk, &found));
            }
            _ => {}
        }
        if matches!(action, Action::Exec { .. } | Action::Print | Action::Show) {
            outcome.output = Text::unknown();
        }
    }
}

/// The start is not known, so anything may be found.
fn from_anywhere(act: &mut Act<'_, '_, '_>, find: &Find, start: &Arg, outcome: &mut Outcome) {
    for action in &find.actions {
        match action {
            Action::Delete => act.delete(&act.path(start)),
            Action::Exec { words, in_directory, .. } => {
                let exec = Exec { words, together: false, in_directory: *in_directory, start };
                outcome.runs.push(exec.run(&[somewhere(start)], None));
                outcome.output = Text::unknown();
            }
            _ => {}
        }
    }
}

/// Removes what was found. Of directories only those go that nothing is left in.
fn delete(act: &mut Act<'_, '_, '_>, find: &Find, walk: &Walk, found: &[&Found]) {
    let start = found.iter().find(|found| found.depth == 0);
    if let (true, Some(start)) = (found.len() == walk.seen, start) {
        return act.delete(&Target::Path(start.path.clone()));
    }
    let files = found.iter().filter(|found| found.entry != Entry::Directory);
    let mut targets: Vec<Target> = files.map(|found| Target::Path(found.path.clone())).collect();
    targets.extend(
        walk.stores
            .iter()
            .filter(|store| find.reaches_into(store))
            .map(|store| Target::Path(store.path.clone())),
    );
    for left in &walk.left {
        targets.extend(left_over(act, find, left));
    }
    act.delete_all(&targets);
    for directory in found.iter().rev().filter(|found| found.entry == Entry::Directory) {
        if act.world.names(&directory.path, 1).is_some_and(|names| names.is_empty()) {
            act.gone(&Target::Path(directory.path.clone()));
        }
    }
}

/// Which files would go of a directory that holds too much to look at: those of the files that nothing else keeps which
/// fit, where a repository can name them, or all of it.
fn left_over(act: &Act<'_, '_, '_>, find: &Find, directory: &Found) -> Vec<Target> {
    let Some(lost) = act.places().work_below(&directory.path) else {
        return vec![Target::Path(directory.path.clone())];
    };
    let fits = |path: &&String| {
        let rest = path::below(path, &directory.path).unwrap_or_default();
        let found = Found {
            shown: format!("{}/{rest}", directory.shown.trim_end_matches('/')),
            path: (*path).clone(),
            entry: act.world.entry(path),
            is_empty: None,
            depth: directory.depth + 1 + rest.matches('/').count(),
        };
        found.entry == Entry::Directory || find.deletes(&found)
    };
    lost.iter().filter(fits).map(|path| Target::Path(path.clone())).collect()
}

impl Find {
    /// Whether what is found may itself be run.
    fn runs_what_it_finds(&self) -> bool {
        self.actions.iter().any(|action| match action {
            Action::Exec { words, .. } => {
                let found = |word: &Arg| word.text.shown().contains("{}");
                words.first().is_some_and(found) || words.len() == 2 && found(&words[1])
            }
            _ => false,
        })
    }

    fn deletes(&self, found: &Found) -> bool {
        let reached = self.ask(found).reached;
        reached.iter().any(|index| matches!(self.actions.get(*index), Some(Action::Delete)))
    }

    /// Whether something in the store of a repository would be removed.
    fn reaches_into(&self, store: &Found) -> bool {
        STORED.iter().any(|name| {
            let found = Found {
                shown: format!("{}/{name}", store.shown),
                path: path::join(&store.path, name),
                entry: Entry::File { size: 1, links: 1, executable: false },
                is_empty: None,
                depth: store.depth + 2,
            };
            self.deletes(&found)
        })
    }
}

/// One `-exec`.
struct Exec<'e> {
    words: &'e [Arg],
    together: bool,
    in_directory: bool,
    start: &'e Arg,
}

impl Exec<'_> {
    /// The commands it runs for what was found.
    fn runs(&self, act: &Act<'_, '_, '_>, walk: &Walk, found: &[&Found]) -> Vec<Run> {
        let complete = walk.left.is_empty();
        if found.is_empty() && complete {
            return Vec::new();
        }
        let mut paths: Vec<Text> = found.iter().map(|found| Text::known(found.shown.clone())).collect();
        if !complete {
            paths.push(somewhere(self.start));
        }
        match () {
            () if self.in_directory && paths.len() <= FEW && complete => {
                found.iter().map(|found| self.in_its_directory(found)).collect()
            }
            () if self.together && !self.in_directory => vec![self.run(&paths, None)],
            () if paths.len() <= FEW => {
                paths.iter().map(|path| self.run(std::slice::from_ref(path), None)).collect()
            }
            () if self.takes_many(act) => vec![self.run(&paths, None)],
            () => vec![self.run(&[somewhere(self.start)], None)],
        }
    }

    fn in_its_directory(&self, found: &Found) -> Run {
        let directory = path::parent(&found.path).unwrap_or("/").to_string();
        self.run(&[Text::known(format!("./{}", path::name(&found.path)))], Some(directory))
    }

    /// Whether one call with many paths does what a call for each does: the path is a word of its own, once, and the
    /// program is none that runs code.
    fn takes_many(&self, _: &Act<'_, '_, '_>) -> bool {
        let alone = self.words.iter().filter(|word| word.as_known() == Some("{}")).count() == 1;
        let other =
            self.words.iter().any(|word| word.as_known() != Some("{}") && word.text.shown().contains("{}"));
        let name = self.words.first().and_then(Arg::as_known).map(path::name).unwrap_or_default();
        alone && !other && MANY.contains(&name)
    }

    /// The command with `paths` in place of `{}`.
    fn run(&self, paths: &[Text], directory: Option<String>) -> Run {
        let mut args = Vec::new();
        for word in self.words {
            match word.as_known() {
                Some("{}") => args.extend(paths.iter().map(|path| Arg {
                    text: path.clone(),
                    splits: false,
                    ..word.clone()
                })),
                _ => args.push(Arg { text: filled(&word.text, paths), ..word.clone() }),
            }
        }
        Run::Words { args, directory }
    }
}

/// Programs for which many paths in one call are as many calls.
const MANY: &[&str] = &[
    "rm",
    "rmdir",
    "unlink",
    "shred",
    "chmod",
    "chown",
    "chgrp",
    "touch",
    "ls",
    "cat",
    "wc",
    "file",
    "stat",
    "grep",
    "egrep",
    "fgrep",
    "rg",
    "head",
    "tail",
    "echo",
    "du",
    "md5sum",
    "sha1sum",
    "sha256sum",
    "gzip",
    "gunzip",
    "xz",
    "bzip2",
    "sed",
    "basename",
    "dirname",
    "realpath",
    "readlink",
    "printf",
    "dos2unix",
    "truncate",
];

/// `text` with the first of `paths` in place of each `{}` in it.
fn filled(text: &Text, paths: &[Text]) -> Text {
    let (true, Some(path)) = (text.shown().contains("{}"), paths.first()) else { return text.clone() };
    let mut whole = Text::default();
    for (index, part) in text.parts().enumerate() {
        if index > 0 {
            whole.push_gap();
        }
        for (nth, piece) in part.split("{}").enumerate() {
            if nth > 0 {
                whole.append(path);
            }
            whole.push_str(piece);
        }
    }
    whole
}

/// Something below `start` that is not known.
fn somewhere(start: &Arg) -> Text {
    let mut text = start.text.clone();
    if !text.suffix().ends_with('/') {
        text.push_str("/");
    }
    text.push_gap();
    text
}
