//! Owns the order in which git's configuration files count, with what they include; knows the grammar by name only.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use hook::{Head, Repository, path};

use super::config::{self, Reader, Setting};
use super::glob;
use crate::file;

/// How many files are included in all.
const MOST_INCLUDES: usize = 10;

/// How many steps matching one condition takes at most.
const MOST_STEPS: usize = 100_000;

/// The configuration files that were read.
#[derive(Debug, Default)]
pub(crate) struct Settings {
    read: RefCell<BTreeMap<String, Rc<[u8]>>>,
}

/// What is being looked for, and where.
struct Search<'a> {
    settings: &'a Settings,
    repository: Option<&'a Repository>,
    key: &'a str,
    includes: usize,
    found: Option<Vec<u8>>,
}

impl Settings {
    /// The content of the configuration file at `path`; empty where there is none. One that cannot be read is empty
    /// too: git itself refuses to work then.
    pub(crate) fn file(&self, path: &str) -> Rc<[u8]> {
        if let Some(text) = self.read.borrow().get(path) {
            return text.clone();
        }
        let text: Rc<[u8]> = file::read_regular(path, config::LARGEST).unwrap_or_default().into();
        self.read.borrow_mut().insert(path.into(), text.clone());
        text
    }

    /// The value of `key` in `repository` or outside of one: the last of the system's, the user's, the repository's
    /// and the working tree's.
    pub(crate) fn value(&self, repository: Option<&Repository>, key: &str) -> Option<Vec<u8>> {
        let mut search = Search { settings: self, repository, key, includes: 0, found: None };
        for place in self.places(repository) {
            search.file(&place);
        }
        search.found
    }

    fn places(&self, repository: Option<&Repository>) -> Vec<String> {
        let mut places = vec!["/etc/gitconfig".to_string()];
        places.extend(of_user("config"));
        places.extend(home().map(|home| file::under(&home, ".gitconfig")));
        if let Some(repository) = repository {
            let shared = file::under(&repository.common_dir, "config");
            let own = config::last(&self.file(&shared), "extensions.worktreeConfig");
            places.push(shared);
            places.extend(
                own.filter(|own| config::is_true(own))
                    .map(|_| file::under(&repository.git_dir, "config.worktree")),
            );
        }
        places
    }
}

/// The user's own file `name` of git's, by the XDG rules.
pub(crate) fn of_user(name: &str) -> Option<String> {
    let base = variable("XDG_CONFIG_HOME").filter(|base| base.starts_with('/'));
    let base = base.or_else(|| Some(file::under(&home()?, ".config")))?;
    Some(file::under(&base, &format!("git/{name}")))
}

/// `text` as a path: `~/` is the home directory, and what is relative is seen from `base`.
pub(crate) fn as_path(text: &[u8], base: &str) -> Option<String> {
    let text = file::lossy(text.to_vec());
    match text.strip_prefix("~/") {
        Some(rest) => Some(path::join(&home()?, rest)),
        None => Some(path::join(base, &text)),
    }
}

/// The value of an environment variable, if it is text.
pub(crate) fn variable(name: &str) -> Option<String> {
    // The system's look-up takes no such names.
    let is_name = !name.is_empty() && !name.contains(['=', '\0']);
    if is_name { std::env::var_os(name)?.into_string().ok() } else { None }
}

fn home() -> Option<String> {
    variable("HOME").filter(|home| home.starts_with('/'))
}

impl Search<'_> {
    fn file(&mut self, place: &str) {
        let text = self.settings.file(place);
        let mut reader = Reader::new(&text);
        while let Some(setting) = reader.next() {
            if let Some(included) = self.included(&setting, place) {
                self.include(&included);
            }
            self.take(setting);
        }
    }

    fn take(&mut self, setting: Setting<'_>) {
        if setting.is(self.key) {
            self.found = Some(setting.value);
        }
    }

    /// An included file's own includes are not followed.
    fn include(&mut self, place: &str) {
        if self.includes == MOST_INCLUDES {
            return;
        }
        self.includes += 1;
        let text = self.settings.file(place);
        let mut reader = Reader::new(&text);
        while let Some(setting) = reader.next() {
            self.take(setting);
        }
    }

    fn included(&self, setting: &Setting<'_>, place: &str) -> Option<String> {
        let applies = match (setting.section, setting.subsection) {
            (b"include", None) => true,
            (b"includeif", Some(condition)) => self.holds(condition, place),
            _ => false,
        };
        if applies && setting.name == b"path" { as_path(&setting.value, path::parent(place)?) } else { None }
    }

    /// Whether a condition of `includeIf` holds. One that cannot be told counts as one that does.
    fn holds(&self, condition: &[u8], place: &str) -> bool {
        let condition = file::lossy(condition.to_vec());
        let Some(repository) = self.repository else { return false };
        match condition.split_once(':') {
            Some(("gitdir", pattern)) => is_git_dir(repository, pattern, place),
            Some(("gitdir/i", pattern)) => {
                let lower = Repository { git_dir: repository.git_dir.to_lowercase(), ..repository.clone() };
                is_git_dir(&lower, &pattern.to_lowercase(), &place.to_lowercase())
            }
            Some(("onbranch", pattern)) => match &repository.head {
                Head::Branch(name) => is_branch(name, pattern),
                Head::Detached(_) => false,
                Head::Unknown => true,
            },
            _ => true,
        }
    }
}

fn is_git_dir(repository: &Repository, pattern: &str, place: &str) -> bool {
    let base = path::parent(place).unwrap_or("/");
    let pattern = match pattern.strip_prefix("~/").and_then(|rest| Some(format!("{}/{rest}", home()?))) {
        Some(expanded) => expanded,
        None if pattern.starts_with("./") => format!("{base}{}", &pattern[1..]),
        None if pattern.starts_with('/') => pattern.to_string(),
        None => format!("**/{pattern}"),
    };
    glob::matches_path(open_ended(&pattern).as_bytes(), repository.git_dir.as_bytes(), &Cell::new(MOST_STEPS))
}

fn is_branch(name: &str, pattern: &str) -> bool {
    let short = name.strip_prefix("refs/heads/").unwrap_or(name);
    glob::matches_path(open_ended(pattern).as_bytes(), short.as_bytes(), &Cell::new(MOST_STEPS))
}

/// A pattern that ends with a slash also means all below.
fn open_ended(pattern: &str) -> String {
    if pattern.ends_with('/') { format!("{pattern}**") } else { pattern.into() }
}
