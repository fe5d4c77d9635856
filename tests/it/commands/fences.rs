//! Owns the fences around every rule of the law: rows it decides, near-misses it leaves alone, and advice that works;
//! judges no command by itself.
//!
//! A near-miss of the rule `git.discard-unsaved` is a row whose id begins with `git.discard-unsaved.near.` and that this
//! rule does not decide: it looks like what the rule is about, and is not. A rule that allows decides rows that say allow
//! and whose ids begin with its own, and its near-misses say something else.

use std::collections::BTreeSet;

use hook::Verdict;
use law::{Law, Rule, Severity};

use super::judge;
use super::row::{self, Expected, Row};

/// Rules that code decides and no file of the law: what could not be read or looked at.
const OF_CODE: &[&str] = &["command.too-complex", "command.too-long"];

/// One sentence for each rule that lacks a row it decides or a near-miss.
fn unfenced(law: &Law, rows: &[Row]) -> Vec<String> {
    law.rules.iter().flat_map(|rule| unfenced_rule(rule, rows)).collect()
}

fn unfenced_rule(rule: &Rule, rows: &[Row]) -> Vec<String> {
    let own = format!("{}.", rule.id);
    let decided = |row: &&Row| match rule.severity {
        Severity::Allow => row.verdict == Expected::Allow && row.id.starts_with(&own) && row.near().is_none(),
        _ => row.rule.as_deref() == Some(rule.id),
    };
    let spared = |row: &Row| match rule.severity {
        Severity::Allow => row.verdict != Expected::Allow,
        _ => row.rule.as_deref() != Some(rule.id),
    };
    let nearly = |row: &&Row| row.near() == Some(rule.id);
    let first = (!rows.iter().any(|row| decided(&row))).then(|| format!("{} decides no row", rule.id));
    let second = (!rows.iter().any(|row| nearly(&row) && spared(row)))
        .then(|| format!("{} has no near-miss", rule.id));
    first.into_iter().chain(second).collect()
}

/// One sentence for each row that claims to be near a rule and falls under it.
fn not_near(law: &Law, rows: &[Row]) -> Vec<String> {
    let allows = |id: &str| law.rules.iter().any(|rule| rule.id == id && rule.severity == Severity::Allow);
    let wrong = rows.iter().filter(|row| {
        row.near()
            .is_some_and(|near| row.rule.as_deref() == Some(near) || (allows(near) && row.rule.is_none()))
    });
    wrong.map(|row| format!("{} is not near its rule, but under it", row.id)).collect()
}

/// One sentence for each row that names a rule nobody has.
fn unknown_rules(law: &Law, rows: &[Row]) -> Vec<String> {
    let known: BTreeSet<&str> = law.rules.iter().map(|rule| rule.id).chain(OF_CODE.iter().copied()).collect();
    let named = rows.iter().filter_map(|row| Some((row, row.rule.as_deref()?)));
    let unknown = named.filter(|(_, rule)| !known.contains(rule));
    unknown.map(|(row, rule)| format!("{} names the rule {rule}, which nobody has", row.id)).collect()
}

/// One sentence for each refusal whose advice is a command that the guard refuses in the same place.
fn bad_advice(rows: &[Row], judge: impl Fn(&Row, &str) -> Verdict) -> Vec<String> {
    rows.iter().filter_map(|row| bad_advice_of(row, &judge)).collect()
}

fn bad_advice_of(row: &Row, judge: impl Fn(&Row, &str) -> Verdict) -> Option<String> {
    let verdict = judge(row, &row.command);
    let advice = advised(verdict.reason()?.instead.as_deref()?)?;
    let answer = judge(row, advice);
    let passes = matches!(answer.name(), "allow" | "notice");
    (!passes).then(|| format!("{}: `{advice}` is advised, and gets {}", row.id, answer.name()))
}

/// The command that a piece of advice begins with.
fn advised(instead: &str) -> Option<&str> {
    let rest = instead.strip_prefix('`')?;
    rest.find('`').map(|end| &rest[..end])
}

#[test]
fn every_rule_is_fenced_on_both_sides() {
    let broken = [unfenced(&embedded::LAW, row::all()), not_near(&embedded::LAW, row::all())].concat();
    assert!(broken.is_empty(), "{} fences are missing:\n  {}\n", broken.len(), broken.join("\n  "));
}

#[test]
fn every_row_names_a_rule_that_exists() {
    let broken = unknown_rules(&embedded::LAW, row::all());
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn all_advice_passes_the_guard() {
    let broken = bad_advice(row::all(), |row, command| judge(row, command).verdict);
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn a_missing_fence_is_told() {
    let rule = |severity| Rule {
        id: "git.discard-work",
        kinds: &[law::Kind::DiscardWork],
        standings: &[],
        programs: &[],
        except: &[],
        severity,
        reason: "",
        instead: "",
    };
    let row = |id: &str, verdict: &str, more: &str| {
        let line =
            format!(r#"{{"id": "{id}", "world": "repo", "command": "x", "verdict": "{verdict}"{more}}}"#);
        Row::read(&line).expect("a row")
    };
    let deny = row("git.plain", "deny", r#", "rule": "git.discard-work""#);
    let allow = row("git.discard-work.plain", "allow", "");
    let near = row("git.discard-work.near.soft", "allow", "");
    let refused = row("git.discard-work.near.hard", "deny", r#", "rule": "git.x""#);
    for (severity, rows, lacks) in [
        (Severity::Deny, vec![deny.clone(), near.clone()], 0),
        (Severity::Deny, vec![deny.clone()], 1),
        (Severity::Deny, vec![near.clone()], 1),
        (Severity::Deny, vec![], 2),
        (Severity::Allow, vec![allow.clone(), refused.clone()], 0),
        (Severity::Allow, vec![allow, near.clone()], 1),
    ] {
        assert_eq!(unfenced_rule(&rule(severity), &rows).len(), lacks, "{severity:?} {rows:?}");
    }
    assert_eq!(unknown_rules(&Law { rules: &[], ..embedded::LAW }, &[deny, near]).len(), 1);
    let wrong = row("git.x.near.wrong", "deny", r#", "rule": "git.x""#);
    assert_eq!(not_near(&embedded::LAW, &[refused, wrong]).len(), 1);
}

#[test]
fn advice_that_is_refused_itself_is_told() {
    let line = r#"{"id": "a.b", "world": "repo", "command": "bad", "verdict": "deny", "rule": "a"}"#;
    let rows = [Row::read(line).expect("a row")];
    let guard = |advice: &'static str| {
        move |_: &Row, command: &str| match command {
            "bad" | "worse" => Verdict::Deny(hook::Reason::new("a", "bad").instead(advice)),
            _ => Verdict::Allow,
        }
    };
    assert_eq!(bad_advice(&rows, guard("`worse`")).len(), 1);
    assert_eq!(bad_advice(&rows, guard("`better` first")).len(), 0);
    assert_eq!(bad_advice(&rows, guard("worse")).len(), 0);
}

#[test]
fn advice_is_a_command_only_behind_a_backtick() {
    for (instead, command) in [
        ("`git stash push -u` keeps them", Some("git stash push -u")),
        ("commit first", None),
        ("see `git status`", None),
        ("`unfinished", None),
    ] {
        assert_eq!(advised(instead), command, "{instead}");
    }
}
