//! Owns a small machine to try git commands on: one project with work and branches, one clean one; judges nothing.

use std::sync::OnceLock;

use hook::{Commits, Entry, Facts, Head, Listing, Repository, Scan, Span, Tally, Unread, Work, path};
use law::Law;
use law::read::Source;
use shell::{Arg, Invocation, Programs, Run, Shell, Text, World};

use crate::Ledger;

/// The branches and tags of the project, with all their commits.
const REFERENCES: &[(&str, &[&str])] = &[
    ("refs/heads/main", &["a", "b", "c", "d"]),
    ("refs/heads/merged", &["a", "b"]),
    ("refs/heads/spike", &["a", "s", "t"]),
    ("refs/heads/spike2", &["a", "s", "t"]),
    ("refs/remotes/origin/main", &["a", "b"]),
    ("refs/tags/v1", &["a"]),
    ("refs/tags/lost", &["a", "l"]),
];

/// The machine: what is unsaved in the project at `/p`.
pub(super) struct Lab {
    unstaged: &'static [&'static str],
    staged: &'static [&'static str],
    untracked: &'static [&'static str],
    ignored: &'static [&'static str],
    stashes: usize,
    detached: bool,
    settings: &'static [(&'static str, &'static str)],
}

/// A project in the middle of work.
const BUSY: Lab = Lab {
    unstaged: &["src/main.rs"],
    staged: &["src/lib.rs"],
    untracked: &["notes.md", "draft/idea.md"],
    ignored: &[".env", "target/out.o"],
    stashes: 2,
    detached: false,
    settings: &[
        ("alias.undo", "reset --hard"),
        ("alias.st", "status"),
        ("alias.wipe", "!rm -rf ."),
        ("alias.nuke", "wipe --all"),
        ("alias.a", "b"),
        ("alias.b", "a"),
    ],
};

/// The same with all work committed.
const CLEAN: Lab = Lab { unstaged: &[], staged: &[], untracked: &[], ignored: &[], stashes: 0, ..BUSY };

/// The machine that rows call so.
pub(super) fn named(name: &str) -> Lab {
    match name {
        "busy" => BUSY,
        "clean" => CLEAN,
        "detached" => Lab { detached: true, ..CLEAN },
        "twice" => Lab { unstaged: &["a"], staged: &["a"], ..CLEAN },
        "stashed" => Lab { stashes: 1, ..CLEAN },
        "guarded" => Lab { unstaged: &[".claude/settings.json"], ..CLEAN },
        other => panic!("no machine is called {other}"),
    }
}

impl Lab {
    /// The commits that `revision` reaches.
    fn reaches(&self, revision: &str) -> Vec<&'static str> {
        let cut = revision.find(['~', '^']).unwrap_or(revision.len());
        let back: usize = revision[cut..]
            .split(['~', '^'])
            .skip(1)
            .map(|count| if count.is_empty() { 1 } else { count.parse().unwrap_or(1) })
            .sum();
        let name = match &revision[..cut] {
            "HEAD" | "@" if self.detached => {
                let all = ["a", "x", "y"];
                return all[..all.len().saturating_sub(back)].to_vec();
            }
            "HEAD" | "@" => "main",
            name => name,
        };
        let spaces = ["", "refs/heads/", "refs/tags/", "refs/remotes/"];
        let found =
            REFERENCES.iter().find(|(own, _)| spaces.iter().any(|space| *own == format!("{space}{name}")));
        let all = found.map_or(&[][..], |(_, commits)| commits);
        all[..all.len().saturating_sub(back)].to_vec()
    }

    fn tally(&self, names: &[&str], scan: &Scan) -> Tally {
        let mut tally = Tally::default();
        for path in names.iter().map(|name| path::join("/p", name)) {
            if scan.paths.is_empty() || scan.paths.iter().any(|base| path::within(&path, base)) {
                tally.add(path);
            }
        }
        tally
    }

    fn all(&self) -> impl Iterator<Item = String> {
        let committed: &[&str] = &["src/api.rs", "README.md", ".git/config", ".claude/settings.json"];
        let own = [self.unstaged, self.staged, self.untracked, self.ignored, committed].concat();
        own.into_iter()
            .map(|name| path::join("/p", name))
            .chain(["/q/.git/config".into(), "/r/old.txt".into()])
    }
}

impl Facts for Lab {
    fn entry(&self, path: &str) -> Entry {
        let mut all = self.all();
        if self.all().any(|file| file == path) {
            return Entry::File { size: 1, links: 1, executable: false };
        }
        if all.any(|file| path::within(&file, path)) { Entry::Directory } else { Entry::Missing }
    }

    fn read(&self, path: &str, _limit: usize) -> Result<Vec<u8>, Unread> {
        if path == "/p/.gitmodules" {
            return Ok(b"[submodule \"m\"]\n\tpath = m\n".to_vec());
        }
        Err(Unread::Missing)
    }

    fn list(&self, _path: &str, _limit: usize) -> Result<Listing, Unread> {
        Err(Unread::Missing)
    }

    fn variable(&self, name: &str) -> Option<String> {
        (name == "EVIL").then(|| "!rm -rf .".into())
    }

    fn repository(&self, directory: &str) -> Option<Repository> {
        let root = ["/p", "/q"].into_iter().find(|root| path::within(directory, root))?;
        let head = match self.detached {
            true => Head::Detached("y".into()),
            false => Head::Branch("refs/heads/main".into()),
        };
        let store = format!("{root}/.git");
        let root = (!path::within(directory, &store)).then(|| root.into());
        Some(Repository { root, git_dir: store.clone(), common_dir: store, head })
    }

    fn work(&self, repository: &Repository, scan: &Scan) -> Work {
        let mut work = Work { complete: true, ..Work::default() };
        if repository.common_dir == "/q/.git" {
            return work;
        }
        if scan.tracked {
            work.unstaged = self.tally(self.unstaged, scan);
            work.staged = self.tally(self.staged, scan);
        }
        if scan.untracked {
            work.untracked = self.tally(self.untracked, scan);
        }
        if scan.ignored {
            work.ignored = self.tally(self.ignored, scan);
        }
        work
    }

    fn is_revision(&self, _repository: &Repository, revision: &str) -> bool {
        !self.reaches(revision).is_empty()
    }

    fn stranded(&self, _repository: &Repository, gone: &[&str], kept: &[&str]) -> Commits {
        let head: &[(&str, &[&str])] = if self.detached { &[("HEAD", &["a", "x", "y"])] } else { &[] };
        let all = REFERENCES.iter().chain(head);
        let (lost, held): (Vec<_>, Vec<_>) = all.partition(|(name, _)| gone.contains(name));
        let kept: Vec<&str> = kept.iter().flat_map(|kept| self.reaches(kept)).collect();
        let is_held = |commit: &&&str| {
            kept.contains(*commit) || held.iter().any(|(_, commits)| commits.contains(*commit))
        };
        let mut lost: Vec<&&str> = lost.iter().flat_map(|(_, commits)| commits.iter()).collect();
        lost.sort_unstable();
        lost.dedup();
        Commits { count: lost.iter().filter(|commit| !is_held(commit)).count(), complete: true }
    }

    fn stashes(&self, _repository: &Repository) -> usize {
        self.stashes
    }

    fn setting(&self, _repository: Option<&Repository>, key: &str) -> Option<String> {
        self.settings.iter().find(|(own, _)| *own == key).map(|(_, value)| (*value).into())
    }
}

/// Git's tables as the project ships them.
fn law() -> &'static Law {
    static LAW: OnceLock<Law> = OnceLock::new();
    LAW.get_or_init(read_law)
}

fn read_law() -> Law {
    let git = include_str!("../../../../../policy/programs/git.json");
    let paths = r#"{"paths": {"temporary": ["/tmp"], "regenerable": ["target"],
        "guard": [".claude/settings.json"], "executes_later": [".git/hooks"]}}"#;
    let sources = [Source { name: "git.json", text: git }, Source { name: "paths.json", text: paths }];
    law::read::read(&sources).unwrap_or_else(|mistakes| panic!("{mistakes:?}"))
}

/// What a line of git commands does: effects and what they lose, then what they run. Commands are parted by ` ; `, words
/// by blanks outside quotes; `VAR=value` before a command sets a variable, `…` is something unknown, `a…b` splits where
/// it begins with `…`, and `| git` gives a command something on its standard input.
pub(super) fn effects(lab: &Lab, line: &str) -> String {
    let mut ledger = Ledger::new(law());
    let mut world = World::new(lab);
    let mut told = Vec::new();
    for command in line.split(" ; ") {
        told.extend(one(&mut ledger, &mut world, command));
    }
    let effects = ledger.effects.iter().map(|effect| {
        let losses: Vec<&str> = effect.losses.iter().map(|loss| loss.standing.word()).collect();
        format!("{} {}: {}", effect.kind.word(), effect.target, losses.join(" ")).trim_end().into()
    });
    effects.chain(told).collect::<Vec<String>>().join("; ")
}

/// Runs one command and tells what it runs in turn.
fn one(ledger: &mut Ledger<'_>, world: &mut World<'_>, command: &str) -> Vec<String> {
    let (piped, command) = command.strip_prefix("| ").map_or((false, command), |rest| (true, rest));
    let words = super::super::alias::words(command).expect("closed quotes");
    let set: Vec<(&str, &str)> =
        words.iter().map_while(|word| word.split_once('=').filter(|_| !word.starts_with('-'))).collect();
    let variables = |name: &str| set.iter().find(|(own, _)| *own == name).map(|(_, value)| text(value));
    let args: Vec<Arg> = words[set.len()..].iter().map(|word| arg(word)).collect();
    let shell = Shell {
        directory: Some("/p"),
        home: Some("/home/dev"),
        variables: &variables,
        span: Span::new(0, 1),
    };
    let input = if piped { Text::known("y\n") } else { Text::default() };
    let name = "git";
    let invocation =
        Invocation { name, args: &args, input, input_is_terminal: !piped, feeds_xargs: false, shell };
    ledger.run(&invocation, world).runs.iter().map(shown).collect()
}

fn arg(word: &str) -> Arg {
    Arg { text: text(word), splits: word.starts_with('…'), span: Span::default() }
}

fn text(word: &str) -> Text {
    let mut text = Text::default();
    for (index, part) in word.split('…').enumerate() {
        if index > 0 {
            text.push_gap();
        }
        text.push_str(part);
    }
    text
}

fn shown(run: &Run) -> String {
    match run {
        Run::Words { args, .. } => {
            let words: Vec<String> = args.iter().map(|arg| arg.text.shown()).collect();
            format!("runs {}", words.join(" "))
        }
        Run::Code { text, parameters, .. } => {
            let parameters: Vec<String> = parameters.iter().map(Text::shown).collect();
            format!("runs `{}` {}", text.shown(), parameters.join(" ")).trim_end().into()
        }
    }
}
