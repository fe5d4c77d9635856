//! Owns which files the pathspecs of a call cover: plain paths, magic, wildcards, exclusions; asks nobody whether they
//! exist. What cannot be told covers the whole working tree.

use hook::path;
use shell::{Arg, Text, World};

use super::call::GitCall;
use super::place::{self, Tree};
use super::wildcard;

/// What the pathspecs of a call cover.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Pathspecs {
    /// Where anything covered lies; empty for the whole working tree.
    included: Vec<Pattern>,
    excluded: Vec<Pattern>,
    /// Whether they may cover less than they say here.
    vague: bool,
    /// The pathspecs as written.
    shown: Vec<String>,
}

/// Files by their absolute paths from before the line.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Pattern {
    /// A path and all below it.
    Below(String),
    /// What fits a pattern, all of it below a directory.
    Wild { base: String, pattern: String },
}

/// What one pathspec says.
enum Spec {
    Include(Pattern),
    Exclude(Pattern),
    /// Anything may be meant.
    Anything,
    /// An exclusion that cannot be told: it excludes nothing.
    Nothing,
}

impl Pathspecs {
    /// The whole working tree.
    pub(super) fn whole() -> Self {
        Self::default()
    }

    /// These paths and all below them, as they were before the line.
    pub(super) fn of_paths(paths: Vec<String>) -> Self {
        Self { included: paths.into_iter().map(Pattern::Below).collect(), ..Self::default() }
    }

    /// What `operands` cover in `tree`, and where there are none, the whole working tree.
    pub(super) fn of(world: &World<'_>, call: &GitCall<'_>, tree: &Tree, operands: &[&Arg]) -> Self {
        let mut specs =
            Self { shown: operands.iter().map(|arg| arg.text.shown()).collect(), ..Self::default() };
        let reader = Reader { world, tree, literal: is_literal(call) };
        specs.vague = call.has("--pathspec-from-file");
        for arg in operands {
            match reader.read(arg) {
                Spec::Include(pattern) => specs.included.push(pattern),
                Spec::Exclude(pattern) => specs.excluded.push(pattern),
                Spec::Anything => specs.vague = true,
                Spec::Nothing => {}
            }
        }
        if specs.vague {
            specs.included.clear();
        }
        specs
    }

    /// Where to look for covered files; nothing means the whole working tree.
    pub(super) fn bases(&self) -> Vec<String> {
        let base = |pattern: &Pattern| match pattern {
            Pattern::Below(path) => path.clone(),
            Pattern::Wild { base, .. } => base.clone(),
        };
        self.included.iter().map(base).collect()
    }

    /// Whether the file at `path` is covered.
    pub(super) fn cover(&self, path: &str) -> bool {
        let included = self.included.is_empty() || self.included.iter().any(|own| own.may_cover(path, true));
        included && !self.excluded.iter().any(|own| own.may_cover(path, false))
    }

    /// Paths that are covered with all below them, whatever the rest may mean.
    pub(super) fn certain(&self, root: &str) -> Vec<String> {
        if self.vague || !self.excluded.is_empty() {
            return Vec::new();
        }
        if self.included.is_empty() {
            return vec![root.into()];
        }
        let plain = self.included.iter().filter_map(|pattern| match pattern {
            Pattern::Below(path) => Some(path.clone()),
            Pattern::Wild { .. } => None,
        });
        plain.collect()
    }

    /// Whether they cover the whole working tree with this root.
    pub(super) fn is_whole(&self, root: &str) -> bool {
        let all = |pattern: &Pattern| *pattern == Pattern::Below(root.into());
        self.excluded.is_empty() && (self.included.is_empty() || self.included.iter().any(all))
    }

    /// The first few as written; none where there are none.
    pub(super) fn shown(&self) -> Option<String> {
        match self.shown.as_slice() {
            [] => None,
            all if all.len() <= 3 => Some(all.join(" ")),
            [first, second, rest @ ..] => Some(format!("{first} {second} and {} more", rest.len())),
            [only] => Some(only.clone()),
        }
    }
}

impl Pattern {
    /// Whether it covers `path`, or where that cannot be told, `doubt`.
    fn may_cover(&self, path: &str, doubt: bool) -> bool {
        match self {
            Self::Below(own) => path::within(path, own),
            Self::Wild { base, pattern } if path::within(path, base) => {
                path::upward(path).any(|above| wildcard::fits(pattern, above, true).unwrap_or(doubt))
            }
            Self::Wild { .. } => false,
        }
    }
}

/// Reads the pathspecs of one call.
struct Reader<'w, 'f> {
    world: &'w World<'f>,
    tree: &'w Tree,
    literal: bool,
}

impl Reader<'_, '_> {
    fn read(&self, arg: &Arg) -> Spec {
        match arg.as_known() {
            Some(text) if !arg.splits => self.spec(text),
            _ => Spec::Anything,
        }
    }

    fn spec(&self, text: &str) -> Spec {
        let Some(magic) = text.strip_prefix(':').filter(|_| !self.literal) else {
            return Spec::Include(self.pattern(&self.tree.directory, text, true));
        };
        match magic.strip_prefix('(') {
            Some(long) => self.long(long),
            None => self.short(magic),
        }
    }

    /// `:(top,exclude)path`
    fn long(&self, text: &str) -> Spec {
        let Some((words, rest)) = text.split_once(')') else { return Spec::Anything };
        let words: Vec<&str> = words.split(',').map(str::trim).collect();
        let known = ["", "top", "exclude", "literal"];
        let wild = !words.contains(&"literal");
        match (words.contains(&"exclude"), words.iter().all(|word| known.contains(word))) {
            (excluded, true) => self.placed(rest, words.contains(&"top"), excluded, wild),
            (true, false) => Spec::Nothing,
            (false, false) => Spec::Anything,
        }
    }

    /// `:/path`, `:!path`
    fn short(&self, text: &str) -> Spec {
        let rest = text.trim_start_matches(['/', '!', '^']);
        let marks = &text[..text.len() - rest.len()];
        let rest = rest.strip_prefix(':').unwrap_or(rest);
        self.placed(rest, marks.contains('/'), marks.contains(['!', '^']), true)
    }

    fn placed(&self, text: &str, top: bool, excluded: bool, wild: bool) -> Spec {
        let base = if top { &self.tree.root } else { &self.tree.directory };
        let pattern = self.pattern(base, text, wild);
        if excluded { Spec::Exclude(pattern) } else { Spec::Include(pattern) }
    }

    fn pattern(&self, base: &str, text: &str, wild: bool) -> Pattern {
        if !(wild && wildcard::is_wild(text)) || self.literal {
            return Pattern::Below(self.before(base, text));
        }
        let literal = text.find(['*', '?', '[', '\\']).unwrap_or(text.len());
        let directory = text[..literal].rfind('/').map_or("", |slash| &text[..slash]);
        let base = self.before(base, directory);
        let rest = text[directory.len()..].trim_start_matches('/');
        Pattern::Wild { pattern: format!("{}/{rest}", base.trim_end_matches('/')), base }
    }

    /// The absolute path of `text` from before the line, links in its directories followed.
    fn before(&self, base: &str, text: &str) -> String {
        let path = self.world.resolve(&path::join(base, text), false);
        place::before(self.world, &path)
    }
}

/// Whether the call takes pathspecs as plain paths.
fn is_literal(call: &GitCall<'_>) -> bool {
    call.outer().iter().any(|found| found.name == "--literal-pathspecs")
        || call
            .variable("GIT_LITERAL_PATHSPECS")
            .is_some_and(|text| text != Text::known("0") && !text.is_empty())
}
