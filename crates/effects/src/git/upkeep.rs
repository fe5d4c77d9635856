//! Owns what git's upkeep takes away for good: reflog entries, objects that nothing reaches, rewritten history; reads no
//! repository itself.

use hook::Span;
use law::{Kind, Standing};
use shell::{Outcome, Text};

use super::call::GitCall;
use super::discard::loss;
use super::place::Place;
use super::{history, stash};
use crate::act::Act;

/// `git reflog`.
pub(super) fn reflog(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>) -> Outcome {
    match call.verb {
        "expire" => expire(act, call),
        "delete" => delete(act, call),
        _ => {}
    }
    Outcome::unknown()
}

/// Without a date of its own, expiry follows the configuration: months.
fn expire(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>) {
    let options = ["--expire", "--expire-unreachable"];
    if !options.iter().any(|option| call.value(option).is_some_and(is_date)) {
        return;
    }
    let span = call.span(&options);
    let stashes = call.operands().iter().any(|arg| arg.as_known().is_none_or(is_stash));
    if call.has("--all") || stashes {
        discard_stashes(act, call, None, span);
    }
    discard_reflog(act, call, span);
}

fn delete(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>) {
    let span = call.invocation.shell.span;
    match call.operands().iter().any(|arg| arg.as_known().is_none_or(is_stash)) {
        true => discard_stashes(act, call, Some(call.operands().len()), span),
        false => discard_reflog(act, call, span),
    }
}

fn is_stash(name: &str) -> bool {
    let name = name.split('@').next().unwrap_or_default();
    matches!(name, "stash" | "refs/stash")
}

/// Whether an expiry date means that anything expires.
fn is_date(date: &Text) -> bool {
    !matches!(date.as_known(), Some("never" | "false"))
}

fn discard_stashes(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>, most: Option<usize>, span: Span) {
    let losses = match Place::of(act, call) {
        Place::Nowhere | Place::Fresh(_) => return,
        Place::Unknown => vec![loss(Standing::Unknown, "stash entries of a repository that cannot be told")],
        Place::Tree(tree) => stash::entries(act, &tree, most).into_iter().collect(),
    };
    act.record_named(Kind::DiscardStash, "stash entries", losses, span);
}

fn discard_reflog(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>, span: Span) {
    discard_unreachable(act, call, "the reflog", "what only the reflog still reaches", span);
}

fn discard_unreachable(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>, target: &str, what: &str, span: Span) {
    if !matches!(Place::of(act, call), Place::Nowhere | Place::Fresh(_)) {
        act.record_named(Kind::DiscardHistory, target, vec![loss(Standing::Unreachable, what)], span);
    }
}

/// `git gc`: objects that nothing reaches go at once where a date says so; by default they stay for two weeks.
pub(super) fn gc(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>) -> Outcome {
    if call.value("--prune").is_some_and(is_date) {
        discard_objects(act, call, call.span(&["--prune"]));
    }
    Outcome::unknown()
}

/// `git prune`: objects that nothing reaches go, by default all of them.
pub(super) fn prune(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>) -> Outcome {
    if call.value("--expire").is_none_or(is_date) {
        discard_objects(act, call, call.invocation.shell.span);
    }
    Outcome::unknown()
}

fn discard_objects(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>, span: Span) {
    let what = "objects that nothing reaches and that could still be brought back";
    discard_unreachable(act, call, "unreachable objects", what, span);
}

/// `git filter-branch`, `git filter-repo`, `git fast-import --force`: history is written anew.
pub(super) fn rewrite(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>) -> Outcome {
    if call.name == "fast-import" && !call.has("--force") {
        return Outcome::unknown();
    }
    let (place, span) = (Place::of(act, call), call.invocation.shell.span);
    history::discard_unknown(act, &place, "the history of branches", span);
    Outcome::unknown()
}
