//! Owns what a platform's settings say about us: the handler entry and how one of ours is recognised; edits no file.

use serde::Serialize;

/// The programs of ours that settings may start.
const PROGRAMS: &[&str] = &["guard-bash", "guard-edit", "log-event", "wavebreak"];

/// A program of ours to be started by hooks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Door {
    /// The absolute path of the program.
    pub program: String,
    /// Its arguments.
    pub arguments: Vec<String>,
}

/// Whom settings are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// One person, in all projects; relative to the home directory.
    User,
    /// Everybody in one project; relative to its root.
    Project,
    /// One person in one project; relative to its root.
    Local,
}

/// An entry for a platform's settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    /// The event it belongs under.
    pub event: &'static str,
    /// The tools it is for.
    pub matcher: &'static str,
    /// What to start.
    pub handler: Handler,
}

/// A registration as it stands in the list of its event, in the order in which it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group<'a> {
    matcher: &'a str,
    hooks: [&'a Handler; 1],
}

impl Registration {
    /// It as it stands in the list of its event.
    #[must_use]
    pub fn group(&self) -> Group<'_> {
        Group { matcher: self.matcher, hooks: [&self.handler] }
    }
}

/// What settings say to start, in the order in which it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Handler {
    /// How it is started.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// One shell command line.
    pub command: String,
    /// Seconds until it is given up on.
    pub timeout: u32,
    /// What that means for the call.
    pub on_failure: &'static str,
    /// What a person sees meanwhile.
    pub status_message: &'static str,
}

/// Whether a handler with this command line is one of ours: it starts a program of ours, wherever that lies.
#[must_use]
pub fn is_ours(command: &str) -> bool {
    let program = first_word(command);
    PROGRAMS.contains(&hook::path::name(program.strip_suffix(".exe").unwrap_or(&program)))
}

/// The command line that starts `door` in a POSIX shell.
pub(crate) fn command_line(door: &Door) -> String {
    let mut line = quoted(&door.program);
    for argument in &door.arguments {
        line.push(' ');
        line.push_str(&quoted(argument));
    }
    line
}

/// `word` as a POSIX shell reads it back whole.
fn quoted(word: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_@%+=:,./-".contains(&byte);
    if !word.is_empty() && word.bytes().all(plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

/// The first word of a command line, without its quotes.
fn first_word(line: &str) -> String {
    let mut word = String::new();
    let mut quote = None;
    let mut chars = line.trim_start().chars();
    while let Some(char) = chars.next() {
        match (quote, char) {
            (None, '\'' | '"') => quote = Some(char),
            (Some(open), _) if open == char => quote = None,
            (None | Some('"'), '\\') => word.extend(chars.next()),
            (None, _) if char.is_whitespace() || ";&|<>()".contains(char) => break,
            _ => word.push(char),
        }
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_line_is_quoted_for_a_shell() {
        for (program, arguments, expected) in [
            ("/u/bin/guard-bash", vec![], "/u/bin/guard-bash"),
            ("/u/bin/guard-bash", vec!["--root", "/a b"], "/u/bin/guard-bash --root '/a b'"),
            ("/it's/guard-bash", vec!["", "$x"], r"'/it'\''s/guard-bash' '' '$x'"),
        ] {
            let arguments = arguments.into_iter().map(str::to_owned).collect();
            let line = command_line(&Door { program: program.to_owned(), arguments });
            assert_eq!(line, expected);
            assert!(is_ours(&line), "{line}");
        }
    }

    #[test]
    fn a_handler_of_ours_is_known_by_its_program() {
        for (command, expected) in [
            ("guard-bash", true),
            ("/usr/bin/log-event --platform claude-code", true),
            ("\"${CLAUDE_PLUGIN_ROOT}/bin/guard-bash\"", true),
            ("/a\\ b/wavebreak x", true),
            ("'/a b/guard-edit' --root /x", true),
            ("/usr/bin/guard-bash.exe", true),
            ("guard-bash;true", true),
            ("echo guard-bash", false),
            ("/usr/bin/python3 /usr/bin/guard-bash", false),
            ("/opt/guard-bash/run", false),
            ("/opt/my-guard-bash", false),
            ("'guard-bash", true),
            ("", false),
        ] {
            assert_eq!(is_ours(command), expected, "{command}");
        }
    }
}
