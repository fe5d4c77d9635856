//! Owns what `git push` changes on a remote, and what `git fetch` does to local branches; talks to no remote.

use hook::{Head, Span};
use law::{Kind, Standing};
use shell::{Arg, Outcome, Text};

use super::call::GitCall;
use super::discard::loss;
use super::history::{self, Change};
use super::place::{Place, Tree};
use super::settings;
use crate::act::Act;

/// What a push does to what the remote has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Force {
    /// It adds to it, or the remote refuses.
    None,
    /// It replaces it, if it is what was last seen of it.
    Lease,
    /// It replaces it.
    Plain,
}

/// One reference that a push is about.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Refspec {
    /// The name on the remote, as far as it is known.
    name: String,
    deletes: bool,
    forced: bool,
    span: Span,
}

/// `git push`, and `git send-pack` beneath it.
pub(super) fn push(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>) -> Outcome {
    let place = Place::of(act, call);
    let remote = remote(act, call, &place);
    let specs = refspecs(act, call, &place, &remote);
    let force = force(call);
    let mirror = call.has("--mirror") || is_mirror(act, call, &place, &remote);
    if mirror || call.has("--prune") {
        let span = call.span(&["--mirror", "--prune"]);
        tell(act, Kind::DeleteRemote, &format!("references on {remote}"), span);
    }
    if mirror {
        tell(act, Kind::RewriteRemote, &format!("all references on {remote}"), call.span(&["--mirror"]));
    }
    for spec in specs {
        spec.tell(act, call, &remote, force);
    }
    Outcome::unknown()
}

fn force(call: &GitCall<'_>) -> Force {
    match (call.has("--force"), call.has("--force-with-lease")) {
        (true, _) => Force::Plain,
        (false, true) => Force::Lease,
        (false, false) => Force::None,
    }
}

impl Refspec {
    fn read(arg: &Arg, branch: &str) -> Self {
        let text = arg.text.shown();
        let (forced, spec) = match text.strip_prefix('+') {
            Some(spec) => (true, spec),
            None => (false, text.as_str()),
        };
        let (source, name) = spec.split_once(':').unwrap_or((spec, spec));
        let name = match name {
            "HEAD" | "@" | "" => branch,
            name => history::short(name),
        };
        let deletes = source.is_empty() && spec.contains(':') && spec.len() > 1;
        Self { name: name.into(), deletes, forced, span: arg.span }
    }

    fn tell(&self, act: &mut Act<'_, '_, '_>, call: &GitCall<'_>, remote: &str, force: Force) {
        let target = format!("{} on {remote}", self.name);
        if self.deletes || call.has("--delete") {
            return tell(act, Kind::DeleteRemote, &target, self.decided(call, &["--delete"]));
        }
        match (self.forced, force) {
            (true, _) => tell(act, Kind::RewriteRemote, &target, self.span),
            (false, Force::Plain) => {
                tell(act, Kind::RewriteRemote, &target, self.decided(call, &["--force"]))
            }
            (false, Force::Lease) => lease(act, &target, self.decided(call, &["--force-with-lease"])),
            (false, Force::None) => {}
        }
    }

    fn decided(&self, call: &GitCall<'_>, options: &[&str]) -> Span {
        match options.iter().any(|option| call.has(option)) {
            true => call.span(options),
            false => self.span,
        }
    }
}

fn tell(act: &mut Act<'_, '_, '_>, kind: Kind, target: &str, span: Span) {
    let what = format!("what {target} holds now");
    act.record_named(kind, target, vec![loss(Standing::Remote, what)], span);
}

/// A push that replaces only what was last seen is told apart by its command.
fn lease(act: &mut Act<'_, '_, '_>, target: &str, span: Span) {
    let plain = std::mem::replace(&mut act.command, "git push --force-with-lease".into());
    tell(act, Kind::RewriteRemote, target, span);
    act.command = plain;
}

/// The remote, as one would name it.
fn remote(act: &Act<'_, '_, '_>, call: &GitCall<'_>, place: &Place) -> String {
    let named = call.operands().first().map(|arg| &arg.text).or_else(|| call.value("--repo"));
    if let Some(named) = named {
        return named.shown();
    }
    let configured = |key: &str| settings::value(act, call, place, key);
    let of_branch = branch(place).and_then(|branch| configured(&format!("branch.{branch}.remote")));
    of_branch.as_ref().map_or_else(|| "origin".into(), Text::shown)
}

/// What the push is about: the refspecs given, those configured, or the current branch.
fn refspecs(act: &Act<'_, '_, '_>, call: &GitCall<'_>, place: &Place, remote: &str) -> Vec<Refspec> {
    let branch = branch(place).unwrap_or("the current branch");
    let given = call.operands().iter().skip(1);
    let specs: Vec<Refspec> = given.map(|arg| Refspec::read(arg, branch)).collect();
    if !specs.is_empty() {
        return specs;
    }
    let span = call.invocation.shell.span;
    let configured = settings::value(act, call, place, &format!("remote.{remote}.push"));
    let everything = ["--all", "--branches", "--tags"].iter().any(|option| call.has(option));
    match configured {
        Some(text) if !everything => vec![Refspec::read(&Arg { text, splits: false, span }, branch)],
        _ => {
            let name = if everything { "all branches or tags" } else { branch };
            vec![Refspec { name: name.into(), deletes: false, forced: false, span }]
        }
    }
}

fn is_mirror(act: &Act<'_, '_, '_>, call: &GitCall<'_>, place: &Place, remote: &str) -> bool {
    let value = settings::value(act, call, place, &format!("remote.{remote}.mirror"));
    value.is_some_and(|value| value.as_known().is_none_or(|value| !settings::is_false(value)))
}

fn branch(place: &Place) -> Option<&str> {
    match &place.tree()?.repository.head {
        Head::Branch(branch) => Some(history::short(branch)),
        _ => None,
    }
}

/// `git fetch` and `git pull`: a refspec may set a local branch anew.
pub(super) fn fetch(act: &mut Act<'_, '_, '_>, call: &GitCall<'_>) -> Outcome {
    let forced = call.has("--force");
    let into: Vec<(&Arg, String)> =
        call.operands().iter().skip(1).filter_map(|arg| Some((*arg, overwritten(arg, forced)?))).collect();
    if into.is_empty() {
        return Outcome::unknown();
    }
    let place = Place::of(act, call);
    for (arg, name) in into {
        match name.contains(['*', '…']) {
            true => history::discard_unknown(act, &place, &name, arg.span),
            false => history::discard_references(act, &place, &[Change::removes(name)], arg.span),
        }
    }
    Outcome::unknown()
}

/// The local branch or tag that a refspec sets whatever it held.
fn overwritten(arg: &Arg, forced: bool) -> Option<String> {
    let text = arg.text.shown();
    let (plus, spec) = text.strip_prefix('+').map_or((false, text.as_str()), |spec| (true, spec));
    let (_, name) = spec.split_once(':')?;
    let full = match name {
        "" => return None,
        name if name.starts_with("refs/") => name.to_string(),
        name => format!("refs/heads/{}", name.strip_prefix("heads/").unwrap_or(name)),
    };
    ((plus || forced) && !full.starts_with("refs/remotes/")).then_some(full)
}

/// The branch that is checked out, by its short name, where one is.
pub(super) fn checked_out(tree: &Tree) -> Option<&str> {
    match &tree.repository.head {
        Head::Branch(branch) => branch.strip_prefix("refs/heads/"),
        _ => None,
    }
}
