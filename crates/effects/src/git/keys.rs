//! Owns which configuration keys make git run their value; reads no configuration.

/// How git runs the value of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Runs {
    /// As a command of the shell.
    Command,
    /// As a command of the shell, unless it says true or false.
    Unless,
    /// As a command of the shell where it begins with `!` or `/`; other values name a helper of git's own.
    Helper,
    /// What lies in the directory it names.
    Hooks,
    /// It names a file or directory with more configuration or hooks in it.
    More,
}

/// Keys in the way [`super::settings::normal`] writes them; `*` stands for a subsection.
const KEYS: &[(&str, Runs)] = &[
    ("browser.*.cmd", Runs::Command),
    ("core.alternaterefscommand", Runs::Command),
    ("core.askpass", Runs::Command),
    ("core.editor", Runs::Command),
    ("core.fsmonitor", Runs::Unless),
    ("core.gitproxy", Runs::Command),
    ("core.hookspath", Runs::Hooks),
    ("core.pager", Runs::Command),
    ("core.sshcommand", Runs::Command),
    ("credential.*.helper", Runs::Helper),
    ("credential.helper", Runs::Helper),
    ("diff.*.command", Runs::Command),
    ("diff.*.textconv", Runs::Command),
    ("diff.external", Runs::Command),
    ("difftool.*.cmd", Runs::Command),
    ("filter.*.clean", Runs::Command),
    ("filter.*.process", Runs::Command),
    ("filter.*.smudge", Runs::Command),
    ("gpg.*.program", Runs::Command),
    ("gpg.program", Runs::Command),
    ("gpg.ssh.defaultkeycommand", Runs::Command),
    ("guitool.*.cmd", Runs::Command),
    ("include.path", Runs::More),
    ("includeif.*.path", Runs::More),
    ("init.templatedir", Runs::More),
    ("instaweb.httpd", Runs::Command),
    ("interactive.difffilter", Runs::Command),
    ("man.*.cmd", Runs::Command),
    ("merge.*.driver", Runs::Command),
    ("mergetool.*.cmd", Runs::Command),
    ("pager.*", Runs::Unless),
    ("remote.*.receivepack", Runs::Command),
    ("remote.*.uploadpack", Runs::Command),
    ("sendemail.cccmd", Runs::Command),
    ("sendemail.sendmailcmd", Runs::Command),
    ("sendemail.tocmd", Runs::Command),
    ("sequence.editor", Runs::Command),
    ("submodule.*.update", Runs::Helper),
    ("tar.*.command", Runs::Command),
    ("trailer.*.cmd", Runs::Command),
    ("trailer.*.command", Runs::Command),
    ("uploadpack.packobjectshook", Runs::Command),
];

/// Variables that git runs, each as a command of the shell.
pub(super) const VARIABLES: &[&str] = &[
    "GIT_ASKPASS",
    "GIT_EDITOR",
    "GIT_EXTERNAL_DIFF",
    "GIT_PAGER",
    "GIT_PROXY_COMMAND",
    "GIT_SEQUENCE_EDITOR",
    "GIT_SSH",
    "GIT_SSH_COMMAND",
    "EDITOR",
    "PAGER",
    "SSH_ASKPASS",
    "VISUAL",
];

/// Variables that name files or directories with configuration, hooks or programs in them.
pub(super) const SOURCES: &[&str] =
    &["GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG", "GIT_EXEC_PATH", "GIT_TEMPLATE_DIR"];

/// Options whose value git runs, by subcommand; an empty subcommand stands for any.
pub(super) const OPTIONS: &[(&str, &str)] = &[
    ("archive", "--exec"),
    ("clone", "--upload-pack"),
    ("difftool", "--extcmd"),
    ("fetch", "--upload-pack"),
    ("filter-branch", "--commit-filter"),
    ("filter-branch", "--env-filter"),
    ("filter-branch", "--index-filter"),
    ("filter-branch", "--msg-filter"),
    ("filter-branch", "--parent-filter"),
    ("filter-branch", "--setup"),
    ("filter-branch", "--tag-name-filter"),
    ("filter-branch", "--tree-filter"),
    ("grep", "--open-files-in-pager"),
    ("ls-remote", "--exec"),
    ("ls-remote", "--upload-pack"),
    ("pull", "--upload-pack"),
    ("push", "--exec"),
    ("push", "--receive-pack"),
    ("rebase", "--exec"),
    ("send-pack", "--exec"),
    ("send-pack", "--receive-pack"),
];

/// Client hooks, by the names git runs them under.
pub(super) const HOOKS: &[&str] = &[
    "applypatch-msg",
    "commit-msg",
    "post-applypatch",
    "post-checkout",
    "post-commit",
    "post-index-change",
    "post-merge",
    "post-rewrite",
    "pre-applypatch",
    "pre-auto-gc",
    "pre-commit",
    "pre-merge-commit",
    "pre-push",
    "pre-rebase",
    "prepare-commit-msg",
    "reference-transaction",
    "sendemail-validate",
];

/// How git runs the value of `key`, where it does.
pub(super) fn runs(key: &str) -> Option<Runs> {
    KEYS.iter().find(|(pattern, _)| fits(pattern, key)).map(|(_, runs)| *runs)
}

fn fits(pattern: &str, key: &str) -> bool {
    match pattern.split_once('*') {
        Some((start, end)) => {
            key.len() > start.len() + end.len() && key.starts_with(start) && key.ends_with(end)
        }
        None => pattern == key,
    }
}

/// The part of `value` that the shell gets, where it gets any.
pub(super) fn code(runs: Runs, value: &str) -> Option<&str> {
    let code = value.strip_prefix('!').unwrap_or(value);
    let is_code = match runs {
        Runs::Command => true,
        Runs::Unless => !super::settings::is_boolean(value),
        Runs::Helper => value.starts_with(['!', '/']),
        Runs::Hooks | Runs::More => false,
    };
    (is_code && !code.trim().is_empty()).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_run_their_value_are_known() {
        for (key, expected) in [
            ("core.pager", Some(Runs::Command)),
            ("filter.lfs.clean", Some(Runs::Command)),
            ("filter.clean", None),
            ("pager.log", Some(Runs::Unless)),
            ("credential.https://x.y.helper", Some(Runs::Helper)),
            ("user.name", None),
            ("color.pager", None),
        ] {
            assert_eq!(runs(key), expected, "{key}");
        }
    }

    #[test]
    fn values_that_are_no_code_are_known() {
        for (runs, value, expected) in [
            (Runs::Command, "cat", Some("cat")),
            (Runs::Command, "", None),
            (Runs::Unless, "true", None),
            (Runs::Unless, "less -R", Some("less -R")),
            (Runs::Helper, "store", None),
            (Runs::Helper, "!rm -rf x", Some("rm -rf x")),
            (Runs::Hooks, "/tmp/h", None),
        ] {
            assert_eq!(code(runs, value), expected, "{value}");
        }
    }
}
