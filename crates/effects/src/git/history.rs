//! Owns which commits nothing reaches once references move or go, over all that the line did to them; decides nothing.

use hook::{Head, Span};
use law::{Kind, Standing};
use shell::World;

use super::discard::loss;
use super::line::{self, Note};
use super::place::{Place, Tree};
use crate::act::Act;
use crate::effect::Loss;

/// What happens to a reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    /// Its full name, or `HEAD`.
    pub reference: String,
    /// The revision it names afterwards; none where it goes or nobody knows.
    pub to: Option<String>,
}

impl Change {
    /// The reference goes.
    pub(super) fn removes(reference: impl Into<String>) -> Self {
        Self { reference: reference.into(), to: None }
    }

    /// The reference names `revision` afterwards.
    pub(super) fn moves(reference: impl Into<String>, revision: impl Into<String>) -> Self {
        Self { reference: reference.into(), to: Some(revision.into()) }
    }
}

/// Commits that nothing reaches once `changes` are made, besides those the line has made already.
pub(super) fn strand(act: &mut Act<'_, '_, '_>, tree: &Tree, changes: &[Change]) -> Vec<Loss> {
    note(act.world, tree, Note::References, changes);
    unmake(act.world, tree, changes);
    let moved = line::all(act.world, Note::References, tree.store());
    let made = line::all(act.world, Note::Made, tree.store());
    let halves =
        |change: &'_ str| change.split_once('\t').map(|(name, to)| (name.to_string(), to.to_string()));
    let (gone, mut kept): (Vec<String>, Vec<String>) =
        moved.iter().filter_map(|change| halves(change)).unzip();
    kept.extend(made.iter().filter_map(|change| halves(change)).map(|(_, to)| to));
    kept.retain(|to| !to.is_empty());
    losses(act, tree, &texts(&gone), &texts(&kept))
}

fn texts(all: &[String]) -> Vec<&str> {
    all.iter().map(String::as_str).collect()
}

/// References that the line made are what `changes` make of them.
fn unmake(world: &mut World<'_>, tree: &Tree, changes: &[Change]) {
    let mut made = line::all(world, Note::Made, tree.store());
    made.retain(|own| !changes.iter().any(|change| own.split('\t').next() == Some(&change.reference)));
    if line::has(world, Note::Made, tree.store()) {
        line::set(world, Note::Made, tree.store(), &made.join("\n"));
    }
}

/// Remembers that a reference which was not there names `revision`.
pub(super) fn note_made(world: &mut World<'_>, tree: &Tree, reference: &str, revision: &str) {
    note(world, tree, Note::Made, &[Change::moves(reference, revision)]);
}

/// Commits that nothing reaches without `gone`, whatever the line did to other references.
pub(super) fn strand_alone(act: &Act<'_, '_, '_>, tree: &Tree, gone: &[&str]) -> Vec<Loss> {
    losses(act, tree, gone, &[])
}

fn losses(act: &Act<'_, '_, '_>, tree: &Tree, gone: &[&str], kept: &[&str]) -> Vec<Loss> {
    let commits = act.world.facts.stranded(&tree.repository, gone, kept);
    match (commits.count, commits.complete) {
        (0, true) => Vec::new(),
        (0, false) => vec![loss(Standing::Unknown, "commits that may be nowhere else")],
        (1, true) => vec![loss(Standing::Unreachable, "a commit that is nowhere else")],
        (count, true) => vec![loss(Standing::Unreachable, format!("{count} commits that are nowhere else"))],
        (count, false) => {
            vec![loss(Standing::Unreachable, format!("{count} or more commits that are nowhere else"))]
        }
    }
}

/// Remembers that a reference goes by another name.
pub(super) fn note_gone(world: &mut World<'_>, tree: &Tree, reference: &str) {
    note(world, tree, Note::References, &[Change::removes(reference)]);
}

/// Remembers `changes`, each in place of an earlier one of the same reference.
fn note(world: &mut World<'_>, tree: &Tree, under: Note, changes: &[Change]) {
    let mut all = line::all(world, under, tree.store());
    for Change { reference, to } in changes {
        all.retain(|known| known.split('\t').next() != Some(reference));
        all.push(format!("{reference}\t{}", to.as_deref().unwrap_or_default()));
    }
    line::set(world, under, tree.store(), &all.join("\n"));
}

/// Tells the ledger that references go or move, and what is lost.
pub(super) fn discard_references(act: &mut Act<'_, '_, '_>, place: &Place, changes: &[Change], span: Span) {
    let names: Vec<&str> = changes.iter().map(|change| short(&change.reference)).collect();
    let target = names.join(" ");
    let losses = match place {
        Place::Nowhere | Place::Fresh(_) => return,
        Place::Unknown => {
            vec![loss(Standing::Unknown, "commits of a repository that cannot be told")]
        }
        Place::Tree(tree) => strand(act, tree, changes),
    };
    act.record_named(Kind::DiscardHistory, target, losses, span);
}

/// Tells the ledger of commits lost, where any are.
pub(super) fn tell(act: &mut Act<'_, '_, '_>, target: &str, losses: Vec<Loss>, span: Span) {
    if !losses.is_empty() {
        act.record_named(Kind::DiscardHistory, target, losses, span);
    }
}

/// Tells the ledger that commits may be lost, nobody knows which.
pub(super) fn discard_unknown(act: &mut Act<'_, '_, '_>, place: &Place, target: &str, span: Span) {
    if *place != Place::Nowhere {
        let losses = vec![loss(Standing::Unknown, "commits, nobody can tell which")];
        act.record_named(Kind::DiscardHistory, target, losses, span);
    }
}

/// A reference as one writes it.
pub(super) fn short(reference: &str) -> &str {
    let spaces = ["refs/heads/", "refs/tags/", "refs/remotes/", "refs/replace/"];
    spaces.iter().find_map(|space| reference.strip_prefix(space)).unwrap_or(reference)
}

/// Where HEAD is after what the line did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stand {
    /// Its commit, in terms of what was before the line.
    head: String,
    /// The references that move when HEAD moves.
    pub at: Vec<String>,
    /// How many commits the line made on top.
    pub ahead: usize,
}

impl Stand {
    /// Where it was before the line.
    fn before(tree: &Tree) -> Self {
        let at = match &tree.repository.head {
            Head::Branch(branch) => vec!["HEAD".into(), branch.clone()],
            _ => vec!["HEAD".into()],
        };
        Self { head: "HEAD".into(), at, ahead: 0 }
    }

    /// Where it is if all that the line did to it went well.
    pub(super) fn now(world: &World<'_>, tree: &Tree) -> Self {
        let note = |note| line::last(world, note, tree.own());
        let before = Self::before(tree);
        let at = note(Note::At).map(|at| Some(at).into_iter().filter(|at| !at.is_empty()).collect());
        let ahead = note(Note::Ahead).and_then(|count| count.parse().ok());
        Self {
            head: note(Note::Head).unwrap_or(before.head),
            at: at.unwrap_or(before.at),
            ahead: ahead.unwrap_or_default(),
        }
    }

    /// Where it may be: there, and where nobody knows that all went well, where it was.
    pub(super) fn all(world: &World<'_>, tree: &Tree) -> Vec<Self> {
        let (now, before) = (Self::now(world, tree), Self::before(tree));
        let sure = now == before || line::has(world, Note::Sure, tree.own());
        [Some(now), (!sure).then_some(before)].into_iter().flatten().collect()
    }

    /// Whether no branch moves with HEAD.
    pub(super) fn is_detached(&self) -> bool {
        self.at.iter().all(|reference| reference == "HEAD")
    }

    /// Where `revision` points.
    pub(super) fn spot(&self, revision: &str) -> Spot {
        let Some(rest) = from_head(revision) else { return Spot { revision: revision.into(), ahead: 0 } };
        match generations(rest) {
            Some(back) if back < self.ahead => Spot { revision: self.head.clone(), ahead: self.ahead - back },
            Some(back) if self.ahead > 0 => {
                Spot { revision: back_from(&self.head, back - self.ahead), ahead: 0 }
            }
            _ => Spot { revision: format!("{}{rest}", self.head), ahead: 0 },
        }
    }
}

/// A revision in terms of what was before the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spot {
    /// The revision.
    pub revision: String,
    /// How many of the commits the line made on HEAD lie below it or at it.
    pub ahead: usize,
}

fn back_from(revision: &str, back: usize) -> String {
    if back == 0 { revision.into() } else { format!("{revision}~{back}") }
}

/// What follows `HEAD` or `@` in a revision that steps back from there.
fn from_head(revision: &str) -> Option<&str> {
    let rest = revision.strip_prefix("HEAD").or_else(|| revision.strip_prefix('@'))?;
    (rest.is_empty() || rest.starts_with(['~', '^'])).then_some(rest)
}

/// Whether `revision` is HEAD itself.
pub(super) fn is_head(revision: &str) -> bool {
    from_head(revision).and_then(generations) == Some(0)
}

/// How many first parents `steps` go back: two for `~2`, `^^` and `~1^`.
fn generations(steps: &str) -> Option<usize> {
    let (mut total, mut rest) = (0_usize, steps);
    while let Some(back) = rest.strip_prefix(['~', '^']) {
        let digits = back.find(|next: char| !next.is_ascii_digit()).unwrap_or(back.len());
        let count = if digits == 0 { 1 } else { back[..digits].parse().ok()? };
        if rest.starts_with('^') && count > 1 {
            return None;
        }
        total = total.checked_add(count)?;
        rest = &back[digits..];
    }
    rest.is_empty().then_some(total)
}

/// Remembers that HEAD is at `spot` now, and with it the branch it names.
pub(super) fn put_head(world: &mut World<'_>, tree: &Tree, spot: &Spot) {
    line::set(world, Note::Head, tree.own(), &spot.revision);
    line::set(world, Note::Ahead, tree.own(), &spot.ahead.to_string());
    line::set(world, Note::Sure, tree.own(), "");
}

/// Remembers that HEAD names `reference` now, or none where it is empty, and is at `spot`.
pub(super) fn put_head_at(world: &mut World<'_>, tree: &Tree, reference: &str, spot: &Spot) {
    line::set(world, Note::At, tree.own(), reference);
    put_head(world, tree, spot);
}

/// Remembers a commit the line makes, or with `amend` one that takes the place of the last.
pub(super) fn commit(world: &mut World<'_>, tree: &Tree, amend: bool) {
    let stand = Stand::now(world, tree);
    let head = if amend && stand.ahead == 0 { back_from(&stand.head, 1) } else { stand.head };
    let ahead = if amend { stand.ahead.max(1) } else { stand.ahead + 1 };
    put_head(world, tree, &Spot { revision: head, ahead });
    line::forget(world, Note::Kept, tree.own());
    line::waive(world, Note::Loose, tree.own());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_first_parents() {
        for (steps, expected) in [
            ("", Some(0)),
            ("~", Some(1)),
            ("~3", Some(3)),
            ("^^", Some(2)),
            ("~2^", Some(3)),
            ("^0", Some(0)),
            ("^2", None),
            ("~x", None),
            ("^{tree}", None),
        ] {
            assert_eq!(generations(steps), expected, "{steps}");
        }
    }
}
