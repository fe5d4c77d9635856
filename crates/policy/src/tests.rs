//! Owns the rows that say which rule speaks of which effect, over a small law of its own; knows no shipped rule.

use hook::Span;
use law::{Kind, Standing};

use super::*;

const fn rule(
    id: &'static str,
    severity: Severity,
    standings: &'static [Standing],
    programs: &'static [&'static str],
) -> Rule {
    Rule {
        id,
        kinds: &[Kind::Delete, Kind::DiscardWork],
        standings,
        programs,
        except: &["mv -n"],
        severity,
        reason: "{command} on {target} loses {loss}",
        instead: "`git stash`",
    }
}

const LAW: Law = Law {
    rules: &[
        rule("t.notice", Severity::Notice, &[Standing::Ignored, Standing::Unsaved], &[]),
        rule("t.ask", Severity::Ask, &[Standing::Unsaved], &["git"]),
        rule("t.except", Severity::Allow, &[Standing::Untracked], &["rm"]),
        rule("t.deny", Severity::Deny, &[Standing::Untracked, Standing::Unkept], &["rm", "git reset"]),
        rule("t.deny-too", Severity::Deny, &[Standing::Unkept], &[]),
        rule("t.any", Severity::Ask, &[], &["zap"]),
    ],
    ..Law::EMPTY
};

fn effect(kind: Kind, command: &str, standings: &[Standing]) -> Effect {
    let losses = standings.iter().map(|standing| Loss { standing: *standing, what: standing.word().into() });
    let span = Span::new(3, 5);
    Effect { kind, command: command.into(), target: "src".into(), losses: losses.collect(), span }
}

fn shown(verdict: &Verdict) -> String {
    match verdict.reason() {
        Some(reason) => format!("{} {}: {}", verdict.name(), reason.rule, reason.why),
        None => verdict.name().into(),
    }
}

#[test]
fn the_strictest_rule_that_speaks_of_a_loss_decides() {
    use Kind::{Delete, DiscardWork, Write};
    use Standing::{Committed, Ignored, New, Unkept, Unsaved, Untracked};
    let rows: &[(Kind, &str, &[Standing], &str)] = &[
        (Write, "rm", &[Unkept], "allow"),
        (Delete, "rm", &[Committed, New], "allow"),
        (Delete, "rm", &[], "allow"),
        (Delete, "zap", &[], "ask t.any: zap on src loses "),
        (Delete, "zap", &[New], "ask t.any: zap on src loses new"),
        (Delete, "zapper", &[], "allow"),
        (Delete, "rm", &[Ignored], "notice t.notice: rm on src loses ignored"),
        (DiscardWork, "git reset", &[Unsaved], "ask t.ask: git reset on src loses unsaved"),
        (DiscardWork, "gitk", &[Unsaved], "notice t.notice: gitk on src loses unsaved"),
        (Delete, "git reset", &[Untracked], "deny t.deny: git reset on src loses untracked"),
        (Delete, "git reset now", &[Untracked], "deny t.deny: git reset now on src loses untracked"),
        (Delete, "git resets", &[Untracked], "allow"),
        (Delete, "git", &[Untracked], "allow"),
        (Delete, "rm", &[Untracked], "allow"),
        (Delete, "rm", &[Untracked, Ignored], "notice t.notice: rm on src loses ignored"),
        (Delete, "rm", &[Ignored, Unkept], "deny t.deny: rm on src loses unkept"),
        (Delete, "mv -n", &[Unkept, Unsaved], "allow"),
        (Delete, "mv", &[Unkept, Unsaved], "deny t.deny-too: mv on src loses unkept"),
    ];
    let judged = |(kind, command, standings, _): &(Kind, &str, &[Standing], &str)| {
        let verdicts = judge(&[effect(*kind, command, standings)], &LAW);
        verdicts.iter().map(shown).collect::<Vec<_>>().join(" ")
    };
    let wrong: Vec<_> =
        rows.iter().map(|row| (row, judged(row))).filter(|(row, found)| row.3 != found).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn each_effect_has_its_verdict_with_its_place_and_its_alternative() {
    let effects = [effect(Kind::Delete, "ls", &[]), effect(Kind::Delete, "mv", &[Standing::Unkept])];
    let verdicts = judge(&effects, &LAW);
    assert_eq!(verdicts[0], Verdict::Allow);
    let reason = verdicts[1].reason().unwrap();
    assert_eq!(reason.span, Some(Span::new(3, 5)));
    assert_eq!(reason.instead.as_deref(), Some("`git stash`"));
}

#[test]
fn what_is_filled_in_is_not_filled_in_again() {
    let mut odd = effect(Kind::Delete, "rm", &[]);
    odd.target = "{loss}{command}".into();
    let rows = [
        ("{target}", "{loss}{command}"),
        ("{command}: {target}, {loss}.", "rm: {loss}{command}, x."),
        ("no braces", "no braces"),
        ("{other} {", "{other} {"),
    ];
    for (template, expected) in rows {
        assert_eq!(filled(template, &odd, "x"), expected, "{template}");
    }
}
