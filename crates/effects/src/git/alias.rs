//! Owns what a word that is no command of git's stands for: an alias of the call, of the line or of the configuration;
//! runs nothing.

use law::{Kind, Standing};
use shell::{Arg, Outcome, Run, Status, Text};

use super::call::GitCall;
use super::discard::loss;
use super::place::{self, Place};
use super::settings;
use crate::act::Act;

/// How many aliases may stand for one another.
const MOST: usize = 16;

/// Git's own commands, which no alias stands in for. Sorted.
const COMMANDS: &[&str] = &[
    "add",
    "am",
    "annotate",
    "apply",
    "archimport",
    "archive",
    "bisect",
    "blame",
    "branch",
    "bugreport",
    "bundle",
    "cat-file",
    "check-attr",
    "check-ignore",
    "check-mailmap",
    "check-ref-format",
    "checkout",
    "checkout-index",
    "cherry",
    "cherry-pick",
    "clean",
    "clone",
    "column",
    "commit",
    "commit-graph",
    "commit-tree",
    "config",
    "count-objects",
    "credential",
    "credential-cache",
    "credential-store",
    "cvsexportcommit",
    "cvsimport",
    "cvsserver",
    "daemon",
    "describe",
    "diagnose",
    "diff",
    "diff-files",
    "diff-index",
    "diff-tree",
    "difftool",
    "fast-export",
    "fast-import",
    "fetch",
    "fetch-pack",
    "filter-branch",
    "fmt-merge-msg",
    "for-each-ref",
    "for-each-repo",
    "format-patch",
    "fsck",
    "fsck-objects",
    "gc",
    "get-tar-commit-id",
    "grep",
    "hash-object",
    "help",
    "hook",
    "http-backend",
    "http-fetch",
    "http-push",
    "imap-send",
    "index-pack",
    "init",
    "init-db",
    "instaweb",
    "interpret-trailers",
    "log",
    "ls-files",
    "ls-remote",
    "ls-tree",
    "mailinfo",
    "mailsplit",
    "maintenance",
    "merge",
    "merge-base",
    "merge-file",
    "merge-index",
    "merge-octopus",
    "merge-one-file",
    "merge-ours",
    "merge-recursive",
    "merge-resolve",
    "merge-subtree",
    "merge-tree",
    "mergetool",
    "mktag",
    "mktree",
    "multi-pack-index",
    "mv",
    "name-rev",
    "notes",
    "p4",
    "pack-objects",
    "pack-redundant",
    "pack-refs",
    "patch-id",
    "pickaxe",
    "prune",
    "prune-packed",
    "pull",
    "push",
    "quiltimport",
    "range-diff",
    "read-tree",
    "rebase",
    "receive-pack",
    "reflog",
    "refs",
    "remote",
    "repack",
    "replace",
    "replay",
    "request-pull",
    "rerere",
    "reset",
    "restore",
    "rev-list",
    "rev-parse",
    "revert",
    "rm",
    "send-email",
    "send-pack",
    "shell",
    "shortlog",
    "show",
    "show-branch",
    "show-index",
    "show-ref",
    "sparse-checkout",
    "stage",
    "stash",
    "status",
    "stripspace",
    "submodule",
    "svn",
    "switch",
    "symbolic-ref",
    "tag",
    "unpack-file",
    "unpack-objects",
    "update-index",
    "update-ref",
    "update-server-info",
    "upload-archive",
    "upload-pack",
    "var",
    "verify-commit",
    "verify-pack",
    "verify-tag",
    "version",
    "whatchanged",
    "worktree",
    "write-tree",
];

/// Whether `word` is one of git's own commands.
pub(super) fn is_command(word: &str) -> bool {
    COMMANDS.binary_search(&word).is_ok()
}

/// What an alias comes to.
enum Meaning {
    /// Words in place of the alias.
    Words(Vec<String>),
    /// A text for the shell.
    Code(String),
    /// It is no alias.
    Nothing,
    /// Aliases that stand for one another without end: git refuses.
    Loop,
    /// It cannot be told.
    Unknown,
}

/// What the call runs in place of `word`, its first operand, where that is an alias.
pub(super) fn expand(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>) -> Outcome {
    let Some(arg) = call.operands().first() else { return Outcome::unknown() };
    let Some(word) = arg.as_known() else { return unknown(act, arg) };
    if is_command(word) {
        return Outcome::unknown();
    }
    let place = Place::of(act, call);
    let run = match meaning(act, call, &place, word) {
        Meaning::Words(words) => Run::Words { args: in_place(call, arg, &words), directory: None },
        Meaning::Code(code) => as_code(act, call, &place, &code),
        Meaning::Loop => return Outcome { status: Status::Failure, ..Outcome::unknown() },
        Meaning::Nothing => return Outcome::unknown(),
        Meaning::Unknown => return unknown(act, arg),
    };
    Outcome { runs: vec![run], ..Outcome::unknown() }
}

fn unknown(act: &mut Act<'_, '_, '_>, arg: &Arg) -> Outcome {
    let losses = vec![loss(Standing::Unknown, "nobody can tell which command of git this is")];
    act.record_named(Kind::UnseenCode, arg.text.shown(), losses, arg.span);
    Outcome::unknown()
}

fn meaning(act: &Act<'_, '_, '_>, call: &GitCall<'_>, place: &Place, word: &str) -> Meaning {
    let (mut first, mut rest): (String, Vec<String>) = (word.into(), Vec::new());
    for depth in 0..MOST {
        let stands_for = (!is_command(&first))
            .then(|| settings::value(act, call, place, &format!("alias.{}", first.to_ascii_lowercase())));
        let Some(Some(text)) = stands_for else {
            rest.insert(0, first);
            return if depth == 0 { Meaning::Nothing } else { Meaning::Words(rest) };
        };
        let Some(text) = text.as_known().map(String::from) else { return Meaning::Unknown };
        if let Some(code) = text.strip_prefix('!') {
            return Meaning::Code(with_words(code, &rest));
        }
        let Some(mut words) = words(&text).filter(|words| !words.is_empty()) else { return Meaning::Unknown };
        first = words.remove(0);
        words.append(&mut rest);
        rest = words;
    }
    Meaning::Loop
}

/// `code` with the words that an alias of an alias gives it.
fn with_words(code: &str, words: &[String]) -> String {
    words.iter().fold(code.into(), |code, word| format!("{code} '{}'", word.replace('\'', r"'\''")))
}

/// The words of the call with `words` in place of the alias.
fn in_place(call: &GitCall<'_>, alias: &Arg, words: &[String]) -> Vec<Arg> {
    let all = call.invocation.args;
    let at = all.len().saturating_sub(call.operands().len());
    let arg = |word: &String| Arg { text: Text::known(word.as_str()), splits: false, span: alias.span };
    let after = all.get(at + 1..).unwrap_or_default().iter().cloned();
    all[..at].iter().cloned().chain(words.iter().map(arg)).chain(after).collect()
}

/// Git hands the code to a shell at the root of the working tree, with the rest of the call as its parameters.
fn as_code(act: &Act<'_, '_, '_>, call: &GitCall<'_>, place: &Place, code: &str) -> Run {
    let rest: Vec<Text> = call.operands().iter().skip(1).map(|arg| arg.text.clone()).collect();
    let text = if rest.is_empty() { code.into() } else { format!("{code} \"$@\"") };
    let parameters = if rest.is_empty() { rest } else { [vec![Text::known(code)], rest].concat() };
    let directory = match place {
        Place::Tree(tree) => Some(tree.root.clone()),
        _ => place::directory(act, call),
    };
    Run::Code { text: Text::known(text), parameters, directory, span: call.operands()[0].span }
}

/// `text` split into words as git splits an alias: at blanks, with quotes and backslashes. None where a quote is open.
pub(super) fn words(text: &str) -> Option<Vec<String>> {
    let (mut words, mut word, mut quote): (_, Option<String>, Option<char>) = (Vec::new(), None, None);
    let mut rest = text.chars();
    while let Some(next) = rest.next() {
        match (next, quote) {
            ('\\', None | Some('"')) => word.get_or_insert_default().push(rest.next()?),
            (next, Some(open)) if next == open => quote = None,
            (next, Some(_)) => word.get_or_insert_default().push(next),
            ('\'' | '"', None) => {
                quote = Some(next);
                word.get_or_insert_default();
            }
            (next, None) if next.is_ascii_whitespace() => words.extend(word.take()),
            (next, None) => word.get_or_insert_default().push(next),
        }
    }
    words.extend(word);
    quote.is_none().then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_sorted() {
        assert!(COMMANDS.is_sorted());
    }

    #[test]
    fn splits_as_git_does() {
        for (text, expected) in [
            ("reset --hard", Some(vec!["reset", "--hard"])),
            (" log '--format=%h %s' \"a b\"c", Some(vec!["log", "--format=%h %s", "a bc"])),
            (r"a\ b ''", Some(vec!["a b", ""])),
            ("'open", None),
            ("", Some(vec![])),
        ] {
            let expected = expected.map(|words| words.into_iter().map(String::from).collect());
            assert_eq!(words(text), expected, "{text}");
        }
    }
}
