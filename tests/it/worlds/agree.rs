//! Owns the proof that declared worlds are true: each is built on disk and asked the same questions as the real git and
//! as `facts`; disagreements are listed all at once.

use std::collections::BTreeSet;

use hook::{Facts, Repository, Scan, Tally, path};

use super::all;
use super::disk::BuiltWorld;
use super::history::Head;
use super::questions::{self, Questions, REVISIONS};

/// What the real git says of a world, where it differs from what is declared.
fn differs_from_git(built: &BuiltWorld) -> Vec<String> {
    let world = built.declared;
    let with_tree = world.repositories.iter().filter(|(_, repository)| !repository.shape.bare);
    with_tree
        .flat_map(|(root, _)| {
            let repository = world.repository(root).expect("a declared repository");
            [work_differs(built, root, &repository), commits_differ(built, root, &repository)].concat()
        })
        .collect()
}

fn work_differs(built: &BuiltWorld, root: &str, repository: &Repository) -> Vec<String> {
    let scan = Scan { paths: Vec::new(), tracked: true, untracked: true, ignored: true };
    let work = built.declared.work(repository, &scan);
    built.git_at(root, &["update-index", "-q", "--refresh"]);
    let born = built.git_at(root, &["rev-parse", "-q", "--verify", "HEAD"]).is_some();
    let staged: &[&str] = match born {
        true => &["diff-index", "--cached", "--name-only", "--diff-filter=d", "HEAD"],
        false => &["ls-files"],
    };
    let questions: [(&str, &Tally, &[&str]); 4] = [
        ("unstaged", &work.unstaged, &["diff-files", "--name-only", "--diff-filter=d"]),
        ("staged", &work.staged, staged),
        ("untracked", &work.untracked, &["ls-files", "--others", "--exclude-standard"]),
        ("ignored", &work.ignored, &["ls-files", "--others", "--ignored", "--exclude-standard"]),
    ];
    let differing = questions.into_iter().filter_map(|(what, tally, args)| {
        let said = built.git_at(root, args).unwrap_or_default();
        let said: BTreeSet<String> = said.lines().map(|file| path::join(root, file)).collect();
        let declared: BTreeSet<String> = tally.paths.iter().cloned().collect();
        (said != declared).then(|| format!("{root} {what}: declared {declared:?}, git says {said:?}"))
    });
    differing.collect()
}

fn commits_differ(built: &BuiltWorld, root: &str, repository: &Repository) -> Vec<String> {
    let declared = &built.declared.repositories[root].history;
    let mut broken = Vec::new();
    for revision in REVISIONS {
        let quiet = ["rev-parse", "-q", "--verify", &format!("{revision}^{{commit}}")];
        let said = built.git_at(root, &quiet).is_some();
        if said != built.declared.is_revision(repository, revision) {
            broken.push(format!("{root}: git says {said} to the revision {revision}"));
        }
    }
    for gone in declared.references.keys().filter(|name| name.starts_with("refs/heads/")) {
        let others = [&format!("--exclude={gone}"), "--glob=refs/*"];
        let head = matches!(declared.head, Head::Commit(_)).then_some("HEAD");
        let args = ["rev-list", "--count", gone, "--not"].into_iter().chain(others).chain(head);
        let said = built.git_at(root, &args.collect::<Vec<_>>()).and_then(|count| count.parse().ok());
        let stranded = built.declared.stranded(repository, &[gone], &[]).count;
        if said != Some(stranded) {
            broken
                .push(format!("{root}: {stranded} commits are declared lost with {gone}, git says {said:?}"));
        }
    }
    broken
}

/// What `facts` says of the built world, where it differs from what is declared.
fn differs_from_disk(built: &BuiltWorld, questions: Questions) -> Vec<String> {
    let declared = questions(built.declared, built.declared, &|path| path.into());
    let on_disk = questions(built.declared, &facts::Disk::new(), &|path| built.on_disk(path));
    let said = |question: &String| on_disk.get(question).map(|answer| built.as_declared(answer));
    let pairs =
        declared.iter().map(|(question, answer)| (question, answer, said(question).unwrap_or_default()));
    let differing = pairs.filter(|(_, answer, said)| *answer != said);
    differing
        .map(|(question, answer, said)| format!("{question}: declared {answer}, on disk {said}"))
        .collect()
}

/// Builds every world and fails with all sentences at once.
fn assert_agree(differs: impl Fn(&BuiltWorld) -> Vec<String>) {
    let worlds = all().iter();
    let broken = worlds.flat_map(|(name, world)| named(name, differs(&BuiltWorld::new(world))));
    let broken: Vec<String> = broken.collect();
    assert!(broken.is_empty(), "{} disagreements:\n  {}\n", broken.len(), broken.join("\n  "));
}

#[test]
fn the_real_git_agrees_with_every_world() {
    assert_agree(differs_from_git);
}

#[test]
fn the_disk_agrees_with_every_world() {
    assert_agree(|built| differs_from_disk(built, questions::of_files));
}

#[test]
fn the_disk_agrees_with_every_history() {
    assert_agree(|built| differs_from_disk(built, questions::of_commits));
}

#[test]
fn a_world_that_is_not_as_declared_is_told() {
    let built = BuiltWorld::new(&all()["repo"]);
    std::fs::remove_file(built.on_disk("/home/dev/acme/notes.md")).expect("an untracked file");
    let said = differs_from_disk(&built, questions::of_files);
    assert!(said.iter().any(|sentence| sentence.contains("work untracked")), "{said:#?}");
    assert!(differs_from_git(&built).iter().any(|sentence| sentence.contains("untracked")));
}

fn named(world: &str, broken: Vec<String>) -> Vec<String> {
    broken.into_iter().map(|sentence| format!("{world}: {sentence}")).collect()
}
