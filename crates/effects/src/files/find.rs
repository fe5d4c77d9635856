//! Owns what find does to what it finds: delete it, run commands on it, write lists of it.

mod entry;
mod exec;
mod expression;
mod walk;

use hook::{Entry, path};
use shell::{Arg, Invocation, Outcome, Status, Text};

use self::entry::{Answer, Found};
use self::exec::Exec;
use self::expression::{Action, Find};
use self::walk::Walk;
use crate::act::{Act, Target};
use crate::reading::Reading;

/// How many commands are run one by one in all.
const MOST_RUNS: usize = 512;

/// Names as they stand in a repository's store.
const STORED: &[&str] = &["ab/0123456789abcdef0123456789abcdef012345", "pack/pack-0.pack", "pack/pack-0.idx"];

pub(super) fn find(act: &mut Act<'_, '_, '_>, invocation: &Invocation<'_>, _: &Reading<'_>) -> Outcome {
    let mut find = Find::parse(invocation.args.get(1..).unwrap_or_default());
    for action in &find.actions {
        if let Action::WriteTo(file) = action {
            act.overwrite(&act.target(file), &Text::unknown());
        }
    }
    let mut outcome = Outcome { output: Text::default(), status: Status::Unknown, runs: Vec::new() };
    find.lists = invocation.feeds_xargs && find.only_lists();
    if !find.acts() && !find.lists {
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
                let few = outcome.runs.len() < MOST_RUNS;
                outcome.runs.extend(exec.runs(&walk, &found, few));
            }
            _ => {}
        }
        if !find.lists
            && (index == 0 && find.prints_by_default() || !matches!(action, Action::Delete | Action::Prune))
        {
            outcome.output = Text::unknown();
        }
    }
    if find.lists {
        list(find, &walk, start, &mut outcome.output);
    }
}

/// Prints what was found, and something unknown where not all was looked at.
fn list(find: &Find, walk: &Walk, start: &Arg, output: &mut Text) {
    let end = if find.actions.iter().any(|action| matches!(action, Action::PrintZero)) { '\0' } else { '\n' };
    for (found, reached) in &walk.reached {
        if reached.iter().any(|index| find.prints_at(*index)) {
            output.push_str(&found.shown);
            output.push(end);
        }
    }
    let prints = |answer: &Answer| answer.reached.iter().any(|index| find.prints_at(*index));
    if !walk.left.is_empty() || walk.stores.iter().any(|store| find.reaches_into(store, prints)) {
        output.append(&somewhere(start));
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
            .filter(|store| find.reaches_into(store, |answer| find.deletes_by(answer)))
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
        self.deletes_by(&self.ask(found))
    }

    fn deletes_by(&self, answer: &Answer) -> bool {
        answer.reached.iter().any(|index| matches!(self.actions.get(*index), Some(Action::Delete)))
    }

    /// Whether the action, or the lack of one, prints the path alone.
    fn prints_at(&self, index: usize) -> bool {
        self.actions.get(index).is_none_or(|action| matches!(action, Action::Print | Action::PrintZero))
    }

    /// Whether it does nothing but print paths.
    fn only_lists(&self) -> bool {
        let lists = |action: &Action| matches!(action, Action::Print | Action::PrintZero | Action::Prune);
        self.actions.iter().all(lists)
    }

    /// Whether the answer for something in the store of a repository is one that `matters`.
    fn reaches_into(&self, store: &Found, matters: impl Fn(&Answer) -> bool) -> bool {
        STORED.iter().any(|name| {
            let found = Found {
                shown: format!("{}/{name}", store.shown),
                path: path::join(&store.path, name),
                entry: Entry::File { size: 1, links: 1, executable: false },
                is_empty: None,
                depth: store.depth + 2,
            };
            matters(&self.ask(&found))
        })
    }
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
