//! Owns the proof that the shipped law is whole: what is embedded is what `policy/` says, and every part of it can be
//! used; judges no command.

use std::collections::BTreeSet;

use embedded::LAW;
use law::read::{Source, read};
use law::{Law, Opt, Program, Rule, Severity, Value};

use super::{files, read_text};

fn read_policy() -> Law {
    let files = files();
    let sources: Vec<Source<'_>> = files.iter().map(|(name, text)| Source { name, text }).collect();
    read(&sources).unwrap_or_else(|mistakes| panic!("{mistakes:#?}"))
}

#[test]
fn what_is_embedded_is_what_the_files_say() {
    let law = read_policy();
    assert_eq!(law.rules, LAW.rules);
    assert_eq!(law.paths, LAW.paths);
    assert_eq!((law.names, law.prefixes), (LAW.names, LAW.prefixes));
    for (read, embedded) in law.programs.iter().zip(LAW.programs) {
        assert_eq!(read, embedded, "{}", read.names[0]);
    }
    assert_eq!(law, LAW);
}

#[test]
fn every_program_is_found_by_every_name() {
    assert!(LAW.programs.len() > 80, "{}", LAW.programs.len());
    for program in LAW.programs {
        for name in program.names {
            assert_eq!(LAW.program(name.trim_end_matches('*')), Some(program), "{name}");
        }
    }
    for (name, found) in [
        ("mkfs.btrfs", Some("mkfs")),
        ("mkfs.ext4", Some("mke2fs")),
        ("git", Some("git")),
        ("gi", None),
        ("gitk", None),
        ("", None),
        ("zzz", None),
    ] {
        assert_eq!(LAW.program(name).map(|program| program.names[0]), found, "{name}");
    }
}

#[test]
fn the_commands_of_git_that_can_lose_something_are_known() {
    let git = LAW.program("git").expect("git");
    for name in [
        "add",
        "am",
        "apply",
        "bisect",
        "branch",
        "checkout",
        "checkout-index",
        "cherry-pick",
        "clean",
        "clone",
        "commit",
        "config",
        "diff",
        "fetch",
        "filter-branch",
        "filter-repo",
        "gc",
        "init",
        "log",
        "merge",
        "mv",
        "notes",
        "prune",
        "pull",
        "push",
        "read-tree",
        "rebase",
        "reflog",
        "remote",
        "replace",
        "reset",
        "restore",
        "rev-parse",
        "revert",
        "rm",
        "show",
        "sparse-checkout",
        "stash",
        "status",
        "submodule",
        "switch",
        "symbolic-ref",
        "tag",
        "update-ref",
        "worktree",
    ] {
        let found = git.subcommand(name).unwrap_or_else(|| panic!("git {name}"));
        assert!(found.dry.contains(&"--help"), "git {name} --help shows help");
    }
    let hard = |opt: &&Opt| opt.names == ["--hard"] && opt.value == Value::None;
    assert!(git.subcommand("reset").expect("reset").options.iter().any(|opt| hard(&opt)));
}

/// One sentence for each part of a rule that a reader could not use.
fn unusable(rule: &Rule) -> Vec<String> {
    let mut broken = Vec::new();
    let mut must = |holds: bool, what: &str| {
        if !holds {
            broken.push(format!("{} {what}", rule.id));
        }
    };
    must(rule.severity == Severity::Allow || !rule.instead.is_empty(), "says no alternative");
    must(rule.reason.contains("{command}") || rule.severity == Severity::Allow, "does not name the command");
    must(rule.reason.len() >= 20, "says too little");
    must(!rule.reason.starts_with(char::is_uppercase), "begins in the middle of a sentence");
    must(!rule.instead.ends_with('.'), "has an alternative with a full stop");
    broken
}

#[test]
fn every_rule_can_be_read_by_an_agent() {
    let broken: Vec<String> = LAW.rules.iter().flat_map(unusable).collect();
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn a_rule_that_nobody_could_use_is_told() {
    let text = r#"{"rules": [{"id": "a.b", "effects": ["kill"], "verdict": "ask", "reason": "No", "instead": "x."}]}"#;
    let law = read_text(text).expect("a law");
    assert_eq!(unusable(&law.rules[0]).len(), 4, "{:?}", unusable(&law.rules[0]));
}

#[test]
fn the_file_of_a_rule_is_its_subject() {
    for (name, text) in files().iter().filter(|(name, _)| name.starts_with("policy/law/")) {
        let subject = name.trim_start_matches("policy/law/").trim_end_matches(".json");
        for rule in read_text(text).expect("a file of the law").rules {
            assert_eq!(rule.id.split('.').next(), Some(subject), "{} in {name}", rule.id);
        }
    }
}

/// Words that no program has and that code gives as a command all the same.
const COMMANDS_OF_CODE: &[&str] = &["redirection", "an unknown command"];

#[test]
fn the_programs_that_rules_name_are_known() {
    let known = |command: &str| {
        let (program, rest) = command.split_once(' ').unwrap_or((command, ""));
        let subcommand = rest.split(' ').next().unwrap_or_default();
        let found = LAW.program(program);
        COMMANDS_OF_CODE.contains(&command)
            || found.is_some_and(|found| subcommand.is_empty() || found.subcommand(subcommand).is_some())
    };
    let named = LAW.rules.iter().flat_map(|rule| rule.programs.iter().chain(rule.except));
    let unknown: Vec<_> = named.filter(|command| !known(command)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

/// Every effect that a table can bring about, with the command that does.
fn effects(program: &Program, command: &str, found: &mut BTreeSet<(law::Kind, String)>) {
    found.extend(program.forms.iter().map(|form| (form.effect, command.to_string())));
    for subcommand in program.subcommands {
        effects(subcommand, &format!("{command} {}", subcommand.names[0]), found);
    }
}

#[test]
fn every_effect_of_a_table_has_a_rule_that_may_speak_of_it() {
    let mut found = BTreeSet::new();
    LAW.programs.iter().for_each(|program| effects(program, program.names[0], &mut found));
    let about = |names: &[&str], command: &str| names.iter().any(|name| command.starts_with(name));
    let speaks = |rule: &Rule, kind, command: &str| {
        rule.kinds.contains(&kind) && (rule.programs.is_empty() || about(rule.programs, command))
    };
    let silent: Vec<_> = found
        .iter()
        .filter(|(kind, command)| !LAW.rules.iter().any(|rule| speaks(rule, *kind, command)))
        .collect();
    assert!(silent.is_empty(), "{silent:#?}");
}

#[test]
fn every_list_of_paths_has_something_in_it_and_nothing_twice() {
    let paths = LAW.paths;
    for list in [
        paths.system,
        paths.personal,
        paths.temporary,
        paths.regenerable,
        paths.regenerable_if_ignored,
        paths.guard,
        paths.executes_later,
    ] {
        assert!(list.len() > 4, "{list:?}");
        assert_eq!(list.iter().collect::<BTreeSet<_>>().len(), list.len(), "{list:?}");
    }
}

#[test]
fn the_readme_knows_every_key_and_every_word() {
    let readme = include_str!("../../../policy/README.md");
    let words = law::Kind::ALL
        .iter()
        .map(|word| word.word())
        .chain(law::Standing::ALL.iter().map(|word| word.word()));
    let keys = [
        "option_sets",
        "programs",
        "rules",
        "paths",
        "note",
        "options",
        "options_first",
        "subcommands",
        "dry",
        "prints",
        "forms",
        "when",
        "unless",
        "effect",
        "on",
        "id",
        "effects",
        "standings",
        "except",
        "verdict",
        "reason",
        "instead",
        "system",
        "personal",
        "temporary",
        "regenerable",
        "regenerable_if_ignored",
        "guard",
        "executes_later",
    ];
    let missing: Vec<&str> =
        words.chain(keys).filter(|word| !readme.contains(&format!("`{word}`"))).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
