//! Owns the questions that a declared world and its copy on disk are both asked, and the form in which their answers are
//! compared; answers none.

use std::collections::BTreeMap;

use hook::{Entry, Facts, Head, Repository, Scan, Tally, Work};

use super::declared::DeclaredWorld;

/// Answers by question, as text.
pub(crate) type Answers = BTreeMap<String, String>;

/// A set of questions.
pub(crate) type Questions = fn(&DeclaredWorld, &dyn Facts, &dyn Fn(&str) -> String) -> Answers;

/// What `facts` says of files and the work in them. `place` turns a declared path into the one that `facts` knows.
pub(crate) fn of_files(world: &DeclaredWorld, facts: &dyn Facts, place: &dyn Fn(&str) -> String) -> Answers {
    let mut asker = Asker { facts, place, answers: Answers::new() };
    for path in world.paths() {
        asker.path(&path, world.is_in_store(&path));
    }
    for root in world.repositories.keys() {
        let found = facts.repository(&place(root));
        if let Some(found) = found.filter(|found| found.root.is_some()) {
            asker.work(root, &found);
        }
    }
    asker.answers
}

/// What `facts` says of commits and configuration, likewise.
pub(crate) fn of_commits(
    world: &DeclaredWorld,
    facts: &dyn Facts,
    place: &dyn Fn(&str) -> String,
) -> Answers {
    let mut asker = Asker { facts, place, answers: Answers::new() };
    for (root, repository) in &world.repositories {
        let Some(found) = facts.repository(&place(root)) else { continue };
        let branches = repository.history.references.keys().filter(|name| name.starts_with("refs/heads/"));
        asker.commits(root, &found, &branches.map(String::as_str).collect::<Vec<_>>());
        for key in repository.shape.settings.keys() {
            asker.note(format!("{root}: setting {key}"), format!("{:?}", facts.setting(Some(&found), key)));
        }
    }
    asker.answers
}

struct Asker<'a> {
    facts: &'a dyn Facts,
    place: &'a dyn Fn(&str) -> String,
    answers: Answers,
}

impl Asker<'_> {
    fn note(&mut self, question: String, answer: String) {
        self.answers.insert(question, answer);
    }

    fn path(&mut self, path: &str, in_store: bool) {
        let place = (self.place)(path);
        let entry = self.facts.entry(&place);
        if entry == Entry::Directory {
            self.note(
                format!("{path}: repository"),
                format!("{:?}", self.facts.repository(&place).map(comparable)),
            );
        }
        if in_store {
            let kind = format!("{entry:?}");
            return self.note(format!("{path}: entry"), kind.split(' ').next().unwrap_or_default().into());
        }
        self.note(format!("{path}: read"), format!("{:?}", self.facts.read(&place, 1 << 16).map(text)));
        self.note(format!("{path}: read 3"), format!("{:?}", self.facts.read(&place, 3).map(text)));
        if !path.ends_with(".git") {
            self.note(format!("{path}: list"), format!("{:?}", self.facts.list(&place, 100)));
            self.note(
                format!("{path}: list 1"),
                format!("{:?}", self.facts.list(&place, 1).map(|listing| listing.complete)),
            );
            self.note(format!("{path}: entry"), format!("{entry:?}"));
        }
    }

    fn work(&mut self, root: &str, repository: &Repository) {
        let all = Scan { paths: Vec::new(), tracked: true, untracked: true, ignored: true };
        let below =
            |paths: &[&str]| paths.iter().map(|path| (self.place)(&format!("{root}/{path}"))).collect();
        let scans = [
            ("all", all.clone()),
            ("tracked", Scan { untracked: false, ignored: false, ..all.clone() }),
            ("untracked", Scan { tracked: false, ignored: false, ..all.clone() }),
            ("ignored", Scan { tracked: false, untracked: false, ..all.clone() }),
            ("in src", Scan { paths: below(&["src"]), ..all.clone() }),
            ("in files", Scan { paths: below(&["src/main.rs", "notes.md", ".env"]), ..all.clone() }),
            ("in node_modules", Scan { paths: below(&["node_modules", "target/debug"]), ..all.clone() }),
            ("in nothing", Scan { paths: below(&["no/such"]), ..all }),
        ];
        for (name, scan) in scans {
            let work = self.facts.work(repository, &scan);
            self.note(format!("{root}: work {name}"), shown(&work));
        }
    }

    fn commits(&mut self, root: &str, repository: &Repository, branches: &[&str]) {
        for revision in REVISIONS {
            let answer = self.facts.is_revision(repository, revision);
            self.note(format!("{root}: is {revision} a revision"), answer.to_string());
        }
        for branch in branches.iter().chain(&["HEAD"]) {
            for kept in [&[][..], &["HEAD~1"], &["main"], &["HEAD"]] {
                let lost = self.facts.stranded(repository, &[branch], kept);
                self.note(format!("{root}: lost with {branch}, {kept:?} kept"), format!("{lost:?}"));
            }
        }
        self.note(format!("{root}: stashes"), self.facts.stashes(repository).to_string());
    }
}

/// Revisions that every repository is asked for.
pub(crate) const REVISIONS: &[&str] = &[
    "HEAD",
    "HEAD~1",
    "HEAD~9",
    "HEAD^",
    "HEAD^2",
    "@",
    "@{u}",
    "main",
    "main~1",
    "feature",
    "spike",
    "spike~2",
    "v1.0",
    "origin/main",
    "refs/heads/main",
    "heads/main",
    "nowhere",
    "stash",
    "stash@{0}",
    "stash@{7}",
    "src",
    "src/main.rs",
];

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Ids of commits differ from disk to disk.
fn comparable(mut repository: Repository) -> Repository {
    if let Head::Detached(id) = &mut repository.head {
        *id = format!("{} digits", id.len());
    }
    repository
}

fn shown(work: &Work) -> String {
    let tally = |name: &str, tally: &Tally| {
        let mut paths = tally.paths.clone();
        paths.sort();
        format!("{name} {} {paths:?}", tally.count)
    };
    [
        tally("unstaged", &work.unstaged),
        tally("staged", &work.staged),
        tally("untracked", &work.untracked),
        tally("ignored", &work.ignored),
        format!("{} tracked, complete {}", work.tracked, work.complete),
    ]
    .join(", ")
}
