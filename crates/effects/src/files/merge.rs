//! Owns what happens to a directory when another's content is brought into it: which files are replaced; knows no program.

use hook::{Entry, path};
use law::Kind;

use crate::act::{Act, Target};

/// How many entries of the source are looked at before all of the destination counts as replaced.
const MOST_ENTRIES: usize = 2000;

/// What bringing one tree into another would do.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// What is new at the destination: from where, to where.
    pub added: Vec<(String, String)>,
    /// What is replaced at the destination: by what, and where.
    pub replaced: Vec<(String, String)>,
    /// What only the destination has.
    pub extra: Vec<String>,
    /// Whether all of the source was looked at.
    pub complete: bool,
}

/// Copies the content of the directory `from` into the directory `to`; files that are there stay if `spare`.
pub(super) fn copy(act: &mut Act<'_, '_, '_>, from: &Target, to: &Target, spare: bool) {
    let (Target::Path(from), Target::Path(to)) = (from, to) else {
        return act.replace(to);
    };
    act.fills(&Target::Path(from.clone()), &Target::Path(to.clone()));
    let plan = plan(act, from, to);
    if !spare {
        replace(act, &plan, to);
    }
    for (from, to) in &plan.added {
        let (from, to) = (Target::Path(from.clone()), Target::Path(to.clone()));
        act.carried(&from, &to, true);
    }
    if plan.replaced.is_empty() {
        act.record(Kind::Write, &Target::Path(to.clone()), Vec::new());
    }
}

/// Tells that what `plan` replaces is overwritten, or all of `to` where not all could be looked at.
pub(super) fn replace(act: &mut Act<'_, '_, '_>, plan: &Plan, to: &str) {
    let replaced: Vec<Target> = plan.replaced.iter().map(|(_, to)| Target::Path(to.clone())).collect();
    act.overwrite_all(&replaced);
    if !plan.complete {
        let target = Target::Path(to.into());
        let losses = act.places().lost_by_delete(&target);
        act.record(Kind::Overwrite, &target, losses);
    }
}

/// What bringing the content of the directory `from` into the directory `to` would do.
pub(super) fn plan(act: &Act<'_, '_, '_>, from: &str, to: &str) -> Plan {
    let mut plan = Plan { complete: true, ..Plan::default() };
    let mut left = vec![(act.world.resolve(from, true), act.world.resolve(to, true))];
    let mut budget = MOST_ENTRIES;
    while let Some((from, to)) = left.pop() {
        let Some(names) = act.world.names(&from, budget) else {
            plan.complete = false;
            continue;
        };
        budget = budget.saturating_sub(names.len());
        plan.extra.extend(extra(act, &names, &to));
        for name in names {
            let (from, to) = (path::join(&from, &name), path::join(&to, &name));
            match (act.world.entry(&from), act.world.entry(&to)) {
                (Entry::Directory, Entry::Directory) => left.push((from, to)),
                (_, Entry::Missing) => plan.added.push((from, to)),
                (Entry::Directory, _) | (_, Entry::Directory) => {}
                _ => plan.replaced.push((from, to)),
            }
        }
    }
    plan
}

/// What stands in the directory `to` under none of `names`.
fn extra(act: &Act<'_, '_, '_>, names: &[String], to: &str) -> Vec<String> {
    match act.world.names(to, MOST_ENTRIES) {
        Some(there) => {
            let only = there.iter().filter(|name| names.binary_search(name).is_err());
            only.map(|name| path::join(to, name)).collect()
        }
        None => vec![to.into()],
    }
}
