//! Owns what git's subcommands do to work, history and remotes, one module a subject; reads no repository itself.

mod alias;
mod call;
mod checkout;
mod clean;
mod code;
mod commits;
mod config;
mod discard;
mod history;
mod keys;
mod line;
mod paths;
mod pathspec;
mod place;
mod push;
mod queries;
mod refs;
mod reset;
mod restore;
mod settings;
mod stash;
#[cfg(test)]
mod tests;
mod trees;
mod upkeep;
mod wildcard;

use law::Standing;
use shell::{Arg, Invocation, Outcome, Run, Text, World};

use crate::act::Act;
use crate::reading::Reading;
use call::GitCall;
use discard::Class;
use line::Note;

/// What a call of git does; none where the tables say all there is.
pub(crate) fn run(
    act: &mut Act<'_, '_, '_>,
    invocation: &Invocation<'_>,
    reading: &Reading<'_>,
) -> Option<Outcome> {
    let call = GitCall::of(invocation, reading);
    let runs = code::runs(act, &call);
    let mut outcome = if reading.is_dry() { Some(Outcome::unknown()) } else { subcommand(act, &call) };
    if !runs.is_empty() {
        outcome.get_or_insert_with(Outcome::unknown).runs.extend(runs);
    }
    outcome
}

/// The paths below `root` whose work of this standing the line itself put into a commit, a stash entry or the index:
/// removing the files loses none of it.
pub(crate) fn held_by_the_line(world: &World<'_>, root: &str, standing: Standing) -> Vec<String> {
    let class = match standing {
        Standing::Unsaved => Class::Unstaged,
        Standing::Untracked => Class::Untracked,
        Standing::Ignored => Class::Ignored,
        _ => return Vec::new(),
    };
    let notes = [Note::InCommit, Note::InStash, Note::InIndex];
    notes.into_iter().flat_map(|note| discard::paths_of(world, note, root, class)).collect()
}

/// What `git-reset` and the like run, as they lie in git's own directory of programs.
pub(crate) fn dashed(invocation: &Invocation<'_>) -> Option<Outcome> {
    let (word, rest) = invocation.args.split_first()?;
    let subcommand = invocation.name.strip_prefix("git-").filter(|name| alias::is_command(name))?;
    let arg = |text: &str| Arg { text: Text::known(text), splits: false, span: word.span };
    let args = [&[arg("git"), arg(subcommand)], rest].concat();
    Some(Outcome { runs: vec![Run::Words { args, directory: None }], ..Outcome::unknown() })
}

fn subcommand(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>) -> Option<Outcome> {
    Some(match call.name {
        "" => alias::expand(act, call),
        "add" | "stage" => commits::add(act, call),
        "apply" => restore::apply(act, call),
        "archive" | "bundle" | "diff" | "format-patch" | "log" | "show" => paths::write_output(act, call),
        "bisect" => trees::bisect(call),
        "branch" => refs::branch(act, call),
        "checkout" => checkout::checkout(act, call),
        "checkout-index" => restore::checkout_index(act, call),
        "clean" => clean::clean(act, call),
        "clone" => trees::clone(act, call),
        "commit" => commits::commit(act, call),
        "config" => config::config(act, call),
        "fast-import" | "filter-branch" | "filter-repo" => upkeep::rewrite(act, call),
        "fetch" | "pull" => push::fetch(act, call),
        "gc" => upkeep::gc(act, call),
        "init" | "init-db" => trees::init(act, call),
        "merge-file" => paths::merge_file(act, call),
        "mv" => paths::rename(act, call),
        "prune" => upkeep::prune(act, call),
        "push" | "send-pack" => push::push(act, call),
        "read-tree" => restore::read_tree(act, call),
        "reflog" => upkeep::reflog(act, call),
        "replace" => refs::replace(act, call),
        "reset" => reset::reset(act, call),
        "restore" => restore::restore(act, call),
        "rev-parse" => queries::rev_parse(act, call),
        "rm" => paths::remove(act, call),
        "stash" => stash::stash(act, call),
        "submodule" => trees::submodule(act, call),
        "switch" => checkout::switch(act, call),
        "symbolic-ref" => refs::symbolic_ref(act, call),
        "tag" => refs::tag(act, call),
        "update-ref" => refs::update_ref(act, call),
        "worktree" => trees::worktree(act, call),
        _ => return None,
    })
}
