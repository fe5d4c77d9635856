//! Owns the commands that `find -exec` and its like run; finds nothing.

use hook::path;
use shell::{Arg, Run, Text};

use super::entry::Found;
use super::somewhere;
use super::walk::Walk;

/// How many commands are run one by one; more are run as one with all paths, or with one that is not known.
const FEW: usize = 64;

/// One `-exec`.
pub(super) struct Exec<'e> {
    pub words: &'e [Arg],
    pub together: bool,
    pub in_directory: bool,
    pub start: &'e Arg,
}

impl Exec<'_> {
    /// The commands it runs for what was found.
    pub(super) fn runs(&self, walk: &Walk, found: &[&Found], one_by_one: bool) -> Vec<Run> {
        let complete = walk.left.is_empty();
        if found.is_empty() && complete {
            return Vec::new();
        }
        let mut paths: Vec<Text> = found.iter().map(|found| Text::known(found.shown.clone())).collect();
        if !complete {
            paths.push(somewhere(self.start));
        }
        let few = one_by_one && paths.len() <= FEW;
        match () {
            () if self.in_directory && few && complete => {
                found.iter().map(|found| self.in_its_directory(found)).collect()
            }
            () if self.together && !self.in_directory => vec![self.run(&paths, None)],
            () if few => paths.iter().map(|path| self.run(std::slice::from_ref(path), None)).collect(),
            () if self.takes_many() => vec![self.run(&paths, None)],
            () => vec![self.run(&[somewhere(self.start)], None)],
        }
    }

    fn in_its_directory(&self, found: &Found) -> Run {
        let directory = path::parent(&found.path).unwrap_or("/").to_string();
        self.run(&[Text::known(format!("./{}", path::name(&found.path)))], Some(directory))
    }

    /// Whether one call with many paths does what a call for each does: the path is a word of its own, once, and the
    /// program is none that runs code.
    fn takes_many(&self) -> bool {
        let alone = self.words.iter().filter(|word| word.as_known() == Some("{}")).count() == 1;
        let other =
            self.words.iter().any(|word| word.as_known() != Some("{}") && word.text.shown().contains("{}"));
        let name = self.words.first().and_then(Arg::as_known).map(path::name).unwrap_or_default();
        alone && !other && MANY.contains(&name)
    }

    /// The command with `paths` in place of `{}`.
    pub(super) fn run(&self, paths: &[Text], directory: Option<String>) -> Run {
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
