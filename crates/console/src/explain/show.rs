//! Owns how a judged command is shown, for people and for machines; decides nothing.

use guard::{Effect, Loss, Seen};
use hook::{Span, Verdict};
use serde_json::{Value, json};

use crate::Desk;
use crate::failure::Failure;
use crate::paint::{Paint, Tone, visible};

use super::Case;
use super::excerpt::excerpt;

/// How many commands, effects and facts are listed for a person, who reads on with `--json`.
const LISTED: usize = 40;

pub(super) fn text(case: &Case, desk: &mut Desk<'_>) -> Result<(), Failure> {
    let paint = Paint(desk.around.colour);
    let mut lines = headline(&case.judgement.verdict, paint);
    let span = case.judgement.verdict.reason().and_then(|reason| reason.span);
    lines.push(String::new());
    lines.extend(excerpt(&case.text, span, paint).into_iter().map(|line| format!("  {line}")));
    let commands = case.judgement.commands.iter().map(|seen| vec![visible(&seen.words.join(" "))]);
    lines.extend(section("would run", commands, paint));
    let effects = case.judgement.effects.iter().map(|(effect, verdict)| effect_lines(effect, verdict));
    lines.extend(section("effects", effects, paint));
    let facts =
        case.asked.iter().map(|asked| vec![visible(&format!("{}: {}", asked.question, asked.answer))]);
    lines.extend(section("facts asked", facts, paint));
    for line in lines {
        writeln!(desk.out, "{}", line.trim_end())?;
    }
    Ok(())
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

pub(super) fn json(case: &Case, desk: &mut Desk<'_>) -> Result<(), Failure> {
    let verdict = &case.judgement.verdict;
    let reason = verdict.reason();
    let place = |span: Span| json!({"start": span.start, "end": span.end, "text": span.of(&case.text)});
    let command = |seen: &Seen| json!({"words": seen.words, "span": place(seen.span)});
    let effect = |(effect, verdict): &(Effect, Verdict)| effect_json(effect, verdict, place(effect.span));
    let shown = json!({
        "verdict": verdict.name(),
        "rule": reason.map(|reason| &reason.rule),
        "why": reason.map(|reason| &reason.why),
        "instead": reason.and_then(|reason| reason.instead.as_ref()),
        "reason": reason.map(ToString::to_string),
        "span": reason.and_then(|reason| reason.span).map(place),
        "directory": case.directory,
        "commands": case.judgement.commands.iter().map(command).collect::<Vec<_>>(),
        "effects": case.judgement.effects.iter().map(effect).collect::<Vec<_>>(),
        "facts": case.asked.iter().map(|asked| json!({"question": asked.question, "answer": asked.answer})).collect::<Vec<_>>(),
    });
    writeln!(desk.out, "{shown}")?;
    Ok(())
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
