//! Owns how a judged command is shown, for people and for machines; decides nothing.

use std::collections::HashSet;

use facts::Asked;
use guard::{Effect, Loss, Seen};
use hook::{Span, Verdict};
use serde_json::{Value, json};

use crate::paint::{Paint, Tone, visible};

use super::Case;
use super::excerpt::excerpt;

/// How many commands, effects and facts are listed for a person, who reads on with `--json`.
const LISTED: usize = 40;

/// For people, line by line.
pub(super) fn text(case: &Case, paint: Paint) -> Vec<String> {
    let mut lines = headline(&case.judgement.verdict, paint);
    let span = case.judgement.verdict.reason().and_then(|reason| reason.span);
    lines.push(String::new());
    lines.extend(excerpt(&case.text, span, paint).into_iter().map(|line| format!("  {line}")));
    let commands = case.judgement.commands.iter().map(|seen| vec![visible(&seen.words.join(" "))]);
    lines.extend(section("would run", commands, paint));
    let effects = case.judgement.effects.iter().map(|(effect, verdict)| effect_lines(effect, verdict));
    lines.extend(section("effects", effects, paint));
    lines.extend(section("facts asked", facts(&case.asked).into_iter().map(|line| vec![line]), paint));
    lines
}

/// Each fact once, in the order of the first time it was asked.
fn facts(asked: &[Asked]) -> Vec<String> {
    let mut seen = HashSet::new();
    let once = asked.iter().filter(|asked| seen.insert((&asked.question, &asked.answer)));
    once.map(|asked| visible(&format!("{}: {}", asked.question, asked.answer))).collect()
}

fn headline(verdict: &Verdict, paint: Paint) -> Vec<String> {
    let tone = match verdict {
        Verdict::Allow => Tone::Good,
        Verdict::Notice(_) | Verdict::Ask(_) => Tone::Doubtful,
        Verdict::Deny(_) => Tone::Bad,
    };
    let name = paint.tone(tone, verdict.name());
    let Some(reason) = verdict.reason() else { return vec![name.to_string()] };
    let mut lines = vec![format!("{name} {}", paint.tone(Tone::Strong, &reason.rule))];
    lines.push(format!("  why:     {}", visible(&reason.why)));
    lines.extend(reason.instead.iter().map(|instead| format!("  instead: {}", visible(instead))));
    lines
}

/// A titled list, or nothing where there is nothing to list.
fn section(title: &str, entries: impl ExactSizeIterator<Item = Vec<String>>, paint: Paint) -> Vec<String> {
    let count = entries.len();
    if count == 0 {
        return Vec::new();
    }
    let mut lines = vec![String::new(), paint.tone(Tone::Strong, title).to_string()];
    lines.extend(entries.take(LISTED).flatten().map(|line| format!("  {line}")));
    if count > LISTED {
        lines.push(format!("  … {} more", count - LISTED));
    }
    lines
}

fn effect_lines(effect: &Effect, verdict: &Verdict) -> Vec<String> {
    let rule = verdict.reason().map(|reason| format!(" {}", reason.rule)).unwrap_or_default();
    let first =
        format!("{}: {} {} → {}{rule}", effect.command, effect.kind.word(), effect.target, verdict.name());
    let loss = |loss: &Loss| visible(&format!("  {}: {}", loss.standing.word(), loss.what));
    std::iter::once(visible(&first)).chain(effect.losses.iter().map(loss)).collect()
}

/// For machines.
pub(super) fn json(case: &Case) -> Value {
    let verdict = &case.judgement.verdict;
    let reason = verdict.reason();
    let place = |span: Span| json!({"start": span.start, "end": span.end, "text": span.of(&case.text)});
    let command = |seen: &Seen| json!({"words": seen.words, "span": place(seen.span)});
    let effect = |(effect, verdict): &(Effect, Verdict)| effect_json(effect, verdict, place(effect.span));
    let asked = |asked: &Asked| json!({"question": asked.question, "answer": asked.answer});
    json!({
        "verdict": verdict.name(),
        "rule": reason.map(|reason| &reason.rule),
        "why": reason.map(|reason| &reason.why),
        "instead": reason.and_then(|reason| reason.instead.as_ref()),
        "reason": reason.map(ToString::to_string),
        "span": reason.and_then(|reason| reason.span).map(place),
        "directory": case.directory,
        "commands": case.judgement.commands.iter().map(command).collect::<Vec<_>>(),
        "effects": case.judgement.effects.iter().map(effect).collect::<Vec<_>>(),
        "facts": case.asked.iter().map(asked).collect::<Vec<_>>(),
    })
}

fn effect_json(effect: &Effect, verdict: &Verdict, span: Value) -> Value {
    let loss = |loss: &Loss| json!({"standing": loss.standing.word(), "what": loss.what});
    json!({
        "kind": effect.kind.word(),
        "command": effect.command,
        "target": effect.target,
        "losses": effect.losses.iter().map(loss).collect::<Vec<_>>(),
        "verdict": verdict.name(),
        "rule": verdict.reason().map(|reason| &reason.rule),
        "span": span,
    })
}

#[cfg(test)]
mod tests {
    use guard::Judgement;
    use hook::Reason;

    use super::*;

    fn case(verdict: Verdict) -> Case {
        let asked = |answer: &str| Asked { question: "work in /w".into(), answer: answer.into() };
        let seen =
            |words: &[&str], span| Seen { words: words.iter().map(ToString::to_string).collect(), span };
        let commands =
            vec![seen(&["ls"], Span::new(0, 2)), seen(&["git", "reset", "--hard"], Span::new(4, 20))];
        Case {
            text: "ls; git reset --hard".into(),
            directory: "/w".into(),
            judgement: Judgement { verdict, commands, effects: Vec::new() },
            asked: vec![asked("1 unstaged"), asked("1 unstaged"), asked("none")],
        }
    }

    fn reason() -> Reason {
        let span = Some(Span::new(4, 20));
        Reason { span, ..Reason::new("git.discard-work", "a\u{1b}[2J goes").instead("`git stash`") }
    }

    #[test]
    fn people_read_what_why_and_where() {
        let wanted = "\
deny git.discard-work
  why:     a␛[2J goes
  instead: `git stash`

  ls; git reset --hard
      ^^^^^^^^^^^^^^^^

would run
  ls
  git reset --hard

facts asked
  work in /w: 1 unstaged
  work in /w: none";
        assert_eq!(text(&case(Verdict::Deny(reason())), Paint(false)).join("\n"), wanted);
    }

    #[test]
    fn machines_read_all_of_it() {
        let shown = json(&case(Verdict::Ask(reason())));
        assert_eq!((&shown["verdict"], &shown["rule"]), (&"ask".into(), &"git.discard-work".into()));
        assert_eq!(shown["span"], json!({"start": 4, "end": 20, "text": "git reset --hard"}));
        assert_eq!(shown["commands"][1]["words"], json!(["git", "reset", "--hard"]));
        assert_eq!(shown["facts"].as_array().map(Vec::len), Some(3));
        assert!(
            shown["reason"].as_str().is_some_and(|reason| reason.ends_with("Instead: `git stash`")),
            "{shown}"
        );
        let allowed = json(&case(Verdict::Allow));
        assert!(
            allowed["verdict"] == "allow" && allowed["rule"].is_null() && allowed["span"].is_null(),
            "{allowed}"
        );
    }
}
