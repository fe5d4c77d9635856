//! Owns what git prints where that can be told without asking it: the root, the branch; changes nothing.

use shell::{Outcome, Text};

use super::call::GitCall;
use super::line::{self, Note};
use super::place::{Place, Tree};
use super::push;
use crate::act::Act;

/// `git rev-parse`: a single question.
pub(super) fn rev_parse(act: &Act<'_, '_, '_>, call: &GitCall<'_>) -> Outcome {
    let place = Place::of(act, call);
    let Some(tree) = place.tree() else { return Outcome::unknown() };
    let options: Vec<&str> = call.own().iter().map(|found| found.name.as_str()).collect();
    match (options.as_slice(), call.operand(0)) {
        (["--show-toplevel"], None) => printed(tree.repository.root.as_deref()),
        (["--git-common-dir"], None) => Outcome::unknown(),
        (["--absolute-git-dir"], None) => printed(Some(&tree.repository.git_dir)),
        (["--is-inside-work-tree"], None) => printed(tree.repository.root.as_ref().map(|_| "true")),
        (["--abbrev-ref"], Some("HEAD" | "@")) => printed(branch(act, tree)),
        _ => Outcome::unknown(),
    }
}

/// `git branch --show-current`.
pub(super) fn current_branch(act: &Act<'_, '_, '_>, call: &GitCall<'_>) -> Outcome {
    match Place::of(act, call).tree() {
        Some(tree) => printed(branch(act, tree)),
        None => Outcome::unknown(),
    }
}

/// `git symbolic-ref [--short] HEAD`.
pub(super) fn symbolic_head(act: &Act<'_, '_, '_>, call: &GitCall<'_>, tree: &Tree) -> Outcome {
    match (call.has("--short"), call.operand(0)) {
        (true, Some("HEAD")) => printed(branch(act, tree)),
        _ => Outcome::unknown(),
    }
}

/// The current branch, unless the line went elsewhere.
fn branch<'t>(act: &Act<'_, '_, '_>, tree: &'t Tree) -> Option<&'t str> {
    let moved = line::last(act.world, Note::At, tree.own()).is_some();
    push::checked_out(tree).filter(|_| !moved)
}

fn printed(line: Option<&str>) -> Outcome {
    match line {
        Some(line) => Outcome::printed(Text::known(format!("{line}\n"))),
        None => Outcome::unknown(),
    }
}
