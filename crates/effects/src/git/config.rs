//! Owns what `git config` leaves behind that git will run later; reads no configuration.

use hook::path;
use law::{Kind, Standing};
use shell::{Arg, Outcome, Text};

use super::call::GitCall;
use super::discard::loss;
use super::keys::{self, Runs};
use super::{place, settings};
use crate::act::{Act, Target};

/// Options with which `git config` gives no key a value.
const READS: &[&str] = &[
    "--get",
    "--get-all",
    "--get-regexp",
    "--get-urlmatch",
    "--get-color",
    "--get-colorbool",
    "--list",
    "--unset",
    "--unset-all",
    "--remove-section",
    "--rename-section",
    "--edit",
];

/// Programs that a value may name without another thought: editors, pagers and git's own companions.
const HARMLESS: &[&str] = &[
    ":",
    "bat",
    "cat",
    "code",
    "delta",
    "diff-so-fancy",
    "difft",
    "ed",
    "emacs",
    "false",
    "git-credential-manager",
    "git-lfs",
    "gpg",
    "gpg2",
    "less",
    "more",
    "nano",
    "nvim",
    "ssh",
    "subl",
    "true",
    "vi",
    "vim",
];

/// `git config`.
pub(super) fn config(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>) -> Outcome {
    let writes = match call.verb {
        "" => !READS.iter().any(|option| call.has(option)),
        verb => verb == "set",
    };
    if let ([key, value, ..], true) = (call.operands(), writes) {
        set(act, key, value);
        write_file(act, call);
    }
    Outcome::unknown()
}

fn set(act: &mut Act<'_, '_, '_>, key: &Arg, value: &Arg) {
    let Some(known) = key.as_known().map(settings::normal) else {
        let losses = vec![loss(Standing::Unknown, "a setting, nobody can tell which")];
        return act.record_named(Kind::PlantCode, key.text.shown(), losses, key.span);
    };
    if plants(&known, &value.text) {
        let losses = vec![loss(Standing::ExecutesLater, format!("{known}, which git will run"))];
        act.record_named(Kind::PlantCode, known.as_str(), losses, value.span);
    }
    settings::remember(act.world, &known, &value.text);
}

/// Whether git will run what `value` says, or names.
fn plants(key: &str, value: &Text) -> bool {
    let is_alias = key.starts_with("alias.");
    let runs = keys::runs(key);
    let Some(known) = value.as_known() else { return is_alias || runs.is_some() };
    match runs {
        None => is_alias && known.trim_start().starts_with('!'),
        Some(Runs::Hooks | Runs::More) => true,
        Some(runs) => keys::code(runs, known).is_some_and(|code| !is_harmless(code)),
    }
}

/// Whether `code` is one call of a harmless program, in plain words.
fn is_harmless(code: &str) -> bool {
    let plain = |next: char| next.is_ascii_alphanumeric() || " _-.=+%:,@".contains(next);
    let program = code.split_whitespace().next().unwrap_or_default();
    HARMLESS.contains(&program) && code.chars().all(plain)
}

/// With `-f`, the setting goes into a file of any name.
fn write_file(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>) {
    let Some(file) = call.value("--file") else { return };
    let target = match (file.as_known(), place::directory(act, call)) {
        (Some(known), Some(directory)) => Target::Path(path::join(&directory, known)),
        _ => Target::Unclear(file.clone()),
    };
    act.append(&target, &Text::unknown());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_git_will_run_is_planted() {
        for (key, value, expected) in [
            ("core.editor", "vim", false),
            ("core.editor", "code --wait", false),
            ("core.editor", "sh -c 'rm -rf x'", true),
            ("core.pager", "less; rm x", true),
            ("core.fsmonitor", "true", false),
            ("core.fsmonitor", ".git/x", true),
            ("core.hookspath", ".githooks", true),
            ("alias.co", "checkout", false),
            ("alias.x", "!rm -rf x", true),
            ("filter.lfs.clean", "git-lfs clean -- %f", false),
            ("filter.x.clean", "rm -rf x", true),
            ("credential.helper", "store", false),
            ("credential.helper", "!f() { x; }; f", true),
            ("user.name", "!x", false),
        ] {
            assert_eq!(plants(key, &Text::known(value)), expected, "{key} {value}");
        }
        assert!(plants("core.pager", &Text::unknown()));
        assert!(!plants("user.name", &Text::unknown()));
    }
}
