//! Owns what becomes of commits when branches, tags and other references are deleted, moved or made; reads no
//! repository itself.

use shell::{Arg, Outcome, Text, World};

use super::call::GitCall;
use super::history::{self, Change, Spot, Stand};
use super::line::{self, Note};
use super::place::{Place, Tree};
use super::{queries, stash};
use crate::act::Act;
use law::Kind;

/// `git branch`.
pub(super) fn branch(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>) -> Outcome {
    let (delete, forced) = (call.has("--delete") || call.has("-D"), call.has("--force"));
    let overwrites = call.has("-M") || call.has("-C") || forced && (call.has("--move") || call.has("--copy"));
    let space = if call.has("--remotes") { "refs/remotes/" } else { "refs/heads/" };
    if delete && (forced || call.has("-D") || call.has("--remotes")) {
        delete_all(act, call, space, &["-D", "--force", "--delete"]);
    } else if overwrites || call.has("--move") {
        rename(act, call, overwrites);
    } else if forced && !delete {
        set(act, call, space, true);
    } else if call.has("--show-current") {
        return queries::current_branch(act, call);
    } else if is_creation(call) {
        set(act, call, space, false);
    }
    Outcome::unknown()
}

/// `git tag`.
pub(super) fn tag(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>) -> Outcome {
    match call.has("--delete") {
        true => delete_all(act, call, "refs/tags/", &["--delete"]),
        false if is_creation(call) => set(act, call, "refs/tags/", call.has("--force")),
        false => {}
    }
    Outcome::unknown()
}

/// `git replace`.
pub(super) fn replace(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>) -> Outcome {
    if call.has("--delete") {
        delete_all(act, call, "refs/replace/", &["--delete"]);
    }
    Outcome::unknown()
}

/// Options of `git branch` and `git tag` that list and make nothing.
const LISTS: &[&str] = &[
    "--list",
    "--all",
    "--remotes",
    "--contains",
    "--no-contains",
    "--with",
    "--without",
    "--merged",
    "--no-merged",
    "--points-at",
    "--set-upstream-to",
    "--unset-upstream",
    "--edit-description",
    "--move",
    "--copy",
    "--delete",
    "--verify",
    "-n",
];

fn is_creation(call: &GitCall<'_>) -> bool {
    !call.operands().is_empty() && !LISTS.iter().any(|option| call.has(option))
}

/// Every operand is a reference that goes.
fn delete_all(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>, space: &str, deciding: &[&str]) {
    let (place, span) = (Place::of(act, call), call.span(deciding));
    let named: Option<Vec<Change>> = call
        .operands()
        .iter()
        .map(|arg| arg.as_known().map(|name| Change::removes(format!("{space}{name}"))))
        .collect();
    match named {
        Some(changes) if !changes.is_empty() => history::discard_references(act, &place, &changes, span),
        Some(_) => {}
        None => history::discard_unknown(act, &place, "references, nobody can tell which", span),
    }
}

/// A branch gets another name, which with `-M` and `-C` may be taken: `[OLD] NEW`.
fn rename(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>, anew: bool) {
    let (place, span) = (Place::of(act, call), call.span(&["-M", "-C", "--force"]));
    let known: Option<Vec<&str>> = call.operands().iter().map(|arg| arg.as_known()).collect();
    let (old, new) = match known.as_deref() {
        Some([new]) => (None, format!("refs/heads/{new}")),
        Some([old, new, ..]) => (Some(*old), format!("refs/heads/{new}")),
        Some([]) => return,
        None if anew => {
            return history::discard_unknown(act, &place, "a branch, nobody can tell which", span);
        }
        None => return,
    };
    let revision = place
        .tree()
        .map_or("HEAD".into(), |tree| Stand::now(act.world, tree).spot(old.unwrap_or("HEAD")).revision);
    if anew {
        history::discard_references(act, &place, &[Change::moves(new.as_str(), revision.as_str())], span);
    }
    if let (Some(tree), false) = (place.tree(), call.has("-C") || call.has("--copy")) {
        carry_name(act.world, tree, old, &new, revision);
    }
}

/// What the branch `old`, or the current one, names is named `new` from here on.
fn carry_name(world: &mut World<'_>, tree: &Tree, old: Option<&str>, new: &str, revision: String) {
    let stand = Stand::now(world, tree);
    let old = old.map(|old| format!("refs/heads/{old}"));
    let is_current = old.as_ref().is_none_or(|old| stand.at.contains(old));
    history::note_made(world, tree, new, &revision);
    for gone in old.iter().chain(stand.at.iter().filter(|_| is_current)).filter(|gone| *gone != new) {
        history::note_gone(world, tree, gone);
    }
    if is_current {
        history::put_head_at(world, tree, new, &Spot { revision, ahead: stand.ahead });
    }
}

/// A reference is made, or set anew where `anew`: `NAME [REVISION]`.
fn set(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>, space: &str, anew: bool) {
    let place = Place::of(act, call);
    let Some(name) = call.operand(0) else {
        if anew {
            history::discard_unknown(
                act,
                &place,
                "a reference, nobody can tell which",
                call.span(&["--force"]),
            );
        }
        return;
    };
    let reference = format!("{space}{name}");
    let revision = match call.operands().get(1).map(|arg| arg.as_known()) {
        None => Some("HEAD"),
        Some(known) => known,
    };
    match (place.tree(), anew) {
        (Some(tree), false) => make(act, tree, &reference, revision),
        (tree, _) => {
            let to = tree.zip(revision).map(|(tree, to)| Stand::now(act.world, tree).spot(to).revision);
            history::discard_references(act, &place, &[Change { reference, to }], call.span(&["--force"]));
        }
    }
}

/// A reference that was not there keeps what it names.
fn make(act: &mut Act<'_, '_, '_>, tree: &Tree, reference: &str, revision: Option<&str>) {
    let Some(revision) = revision.filter(|_| !act.world.facts.is_revision(&tree.repository, reference))
    else {
        return;
    };
    let spot = Stand::now(act.world, tree).spot(revision);
    history::note_made(act.world, tree, reference, &spot.revision);
    if spot.ahead > 0 {
        line::set(act.world, Note::Kept, tree.own(), "");
    }
}

/// `git update-ref`.
pub(super) fn update_ref(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>) -> Outcome {
    let (place, span) = (Place::of(act, call), call.invocation.shell.span);
    let changes = match (call.has("--stdin"), call.has("-d")) {
        (true, _) => from_input(&call.invocation.input),
        (_, true) => one(call.operands().first(), None).map(|change| vec![change]),
        (_, false) => one(call.operands().first(), call.operands().get(1)).map(|change| vec![change]),
    };
    match changes {
        Some(changes) => apply(act, call, &place, changes),
        None => history::discard_unknown(act, &place, "references, nobody can tell which", span),
    }
    Outcome::unknown()
}

fn one(reference: Option<&&Arg>, to: Option<&&Arg>) -> Option<Change> {
    let reference = reference?.as_known()?.to_string();
    let to = to.and_then(|to| to.as_known()).filter(|to| !is_nothing(to)).map(String::from);
    Some(Change { reference, to })
}

/// Whether an object id stands for none.
fn is_nothing(id: &str) -> bool {
    id.bytes().all(|byte| byte == b'0')
}

/// What the commands on standard input of `git update-ref --stdin` do; none where they cannot all be told.
fn from_input(input: &Text) -> Option<Vec<Change>> {
    let text = input.as_known()?;
    if text.contains(['"', '\0']) {
        return None;
    }
    let change = |line: &str| {
        let words: Vec<&str> = line.split(' ').collect();
        match words.as_slice() {
            ["delete", reference, ..] => Some(Change::removes(*reference)),
            ["update" | "create", reference, to, ..] if is_nothing(to) => Some(Change::removes(*reference)),
            ["update" | "create", reference, to, ..] => Some(Change::moves(*reference, *to)),
            _ => None,
        }
    };
    Some(text.lines().filter_map(change).collect())
}

/// References change, the stash and HEAD among them in their own way.
fn apply(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>, place: &Place, changes: Vec<Change>) {
    let span = call.invocation.shell.span;
    let mut all = Vec::new();
    for change in changes {
        match (change.reference.as_str(), place.tree()) {
            ("refs/stash", Some(tree)) => {
                let losses = stash::entries(act, tree, None).into_iter().collect();
                act.record_named(Kind::DiscardStash, "all stash entries", losses, span);
            }
            ("HEAD", Some(tree)) => {
                for stand in Stand::all(act.world, tree) {
                    let to = change.to.as_ref().map(|to| stand.spot(to).revision);
                    all.extend(stand.at.into_iter().map(|reference| Change { reference, to: to.clone() }));
                }
            }
            _ => all.push(change),
        }
    }
    if !all.is_empty() {
        history::discard_references(act, place, &all, span);
    }
}

/// `git symbolic-ref`: HEAD leaves its commit, which matters where no branch holds it.
pub(super) fn symbolic_ref(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>) -> Outcome {
    let place = Place::of(act, call);
    let changes_head = call.operand(0) == Some("HEAD") && (call.operands().len() > 1 || call.has("--delete"));
    let Some(tree) = place.tree() else { return Outcome::unknown() };
    if !changes_head {
        return queries::symbolic_head(act, call, tree);
    }
    if matches!(tree.repository.head, hook::Head::Detached(_)) {
        let to = call.operand(1).map(String::from);
        let change = Change { reference: "HEAD".into(), to };
        history::discard_references(act, &place, &[change], call.invocation.shell.span);
    }
    if let Some(branch) = call.operand(1) {
        let spot = Spot { revision: branch.into(), ahead: 0 };
        history::put_head_at(act.world, tree, branch, &spot);
    }
    Outcome::unknown()
}
