//! Owns the judgement of effects by the law; knows no platform, no shell and no file.
//!
//! A rule speaks of an effect if it names the effect's kind, the standing of something it would lose, and the command
//! that does it. Of the rules that speak of a loss the strictest counts, and of equally strict ones the first; an
//! `allow` rule is an exception: no rule after it is asked about that loss. An effect that loses nothing is spoken of
//! only by rules that ask for no standing. What no rule speaks of may happen.

use effects::{Effect, Loss};
use hook::{Reason, Verdict};
use law::{Law, Rule, Severity};

/// The verdict on each effect, in their order. The caller joins them: the most cautious is the call's.
#[must_use]
pub fn judge(effects: &[Effect], law: &Law) -> Vec<Verdict> {
    effects.iter().map(|effect| judge_one(effect, law)).collect()
}

fn judge_one(effect: &Effect, law: &Law) -> Verdict {
    let losses: Vec<Option<&Loss>> = match effect.losses.as_slice() {
        [] => vec![None],
        losses => losses.iter().map(Some).collect(),
    };
    let matches = losses.into_iter().filter_map(|loss| strictest(effect, loss, law.rules));
    match matches.reduce(stricter) {
        Some(found) => verdict(effect, &found),
        None => Verdict::Allow,
    }
}

/// A rule that speaks of a loss.
struct Match<'a> {
    rule: &'static Rule,
    /// Its place in the law.
    place: usize,
    loss: Option<&'a Loss>,
}

/// The strictest rule on one loss, up to the first exception.
fn strictest<'a>(effect: &Effect, loss: Option<&'a Loss>, rules: &'static [Rule]) -> Option<Match<'a>> {
    let speaking = rules.iter().enumerate().filter(|(_, rule)| speaks(rule, effect, loss));
    speaking
        .take_while(|(_, rule)| rule.severity != Severity::Allow)
        .map(|(place, rule)| Match { rule, place, loss })
        .reduce(stricter)
}

/// The stricter of two; of equals the one whose rule stands first, and then the one found first.
fn stricter<'a>(one: Match<'a>, other: Match<'a>) -> Match<'a> {
    let rank = |found: &Match<'_>| (found.rule.severity, std::cmp::Reverse(found.place));
    if rank(&other) > rank(&one) { other } else { one }
}

fn speaks(rule: &Rule, effect: &Effect, loss: Option<&Loss>) -> bool {
    let stands =
        rule.standings.is_empty() || loss.is_some_and(|loss| rule.standings.contains(&loss.standing));
    let concerned = rule.programs.is_empty() || is_about(rule.programs, &effect.command);
    stands && concerned && rule.kinds.contains(&effect.kind) && !is_about(rule.except, &effect.command)
}

/// Whether one of `programs` is `command` or begins it: `git` is about `git reset` too.
fn is_about(programs: &[&str], command: &str) -> bool {
    let begins = |program: &&str| {
        command.strip_prefix(*program).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    programs.iter().any(begins)
}

fn verdict(effect: &Effect, found: &Match<'_>) -> Verdict {
    let what = found.loss.map_or("", |loss| loss.what.as_str());
    let mut reason = Reason::new(found.rule.id, filled(found.rule.reason, effect, what));
    reason.instead = (!found.rule.instead.is_empty()).then(|| found.rule.instead.into());
    reason.span = Some(effect.span);
    match found.rule.severity {
        Severity::Allow => Verdict::Allow,
        Severity::Notice => Verdict::Notice(reason),
        Severity::Ask => Verdict::Ask(reason),
        Severity::Deny => Verdict::Deny(reason),
    }
}

/// `template` with its placeholders filled in. What is filled in is not looked at for placeholders of its own: a file
/// may be called `{loss}`.
fn filled(template: &str, effect: &Effect, loss: &str) -> String {
    let mut text = String::with_capacity(template.len() + loss.len() + effect.target.len());
    let mut rest = template;
    while let Some((before, name, tail)) = placeholder(rest) {
        text.push_str(before);
        match name {
            "command" => text.push_str(&effect.command),
            "target" => text.push_str(&effect.target),
            "loss" => text.push_str(loss),
            other => text.extend(["{", other, "}"]),
        }
        rest = tail;
    }
    text.push_str(rest);
    text
}

/// What stands before the next word in braces, the word, and the rest.
fn placeholder(text: &str) -> Option<(&str, &str, &str)> {
    let (before, after) = text.split_once('{')?;
    let (name, tail) = after.split_once('}')?;
    Some((before, name, tail))
}

#[cfg(test)]
mod tests;
