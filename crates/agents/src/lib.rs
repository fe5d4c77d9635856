//! Owns the dialects of the platforms: their JSON in, their JSON out, their settings; knows no rule of the law.
//!
//! A platform is one file and one row of [`Platform::ALL`]. Everything else in the product speaks of calls and verdicts.

mod claude_code;
mod layout;
mod malformed;
mod payload;
mod register;
mod reply;

use hook::{Call, Verdict};

pub use layout::{Answer, Layout, Understood};
pub use malformed::Malformed;
pub use payload::{LONGEST_PAYLOAD, Payload};
pub use register::{Door, Group, Handler, Registration, Scope, is_ours};
pub use reply::{Prepared, Reply};

/// A program that runs agents and asks us before they act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Platform {
    /// Anthropic's Claude Code, and clients that read its settings.
    ClaudeCode,
}

/// What one platform's file must offer.
struct Dialect {
    name: &'static str,
    recognises: fn(&Payload<'_>) -> bool,
    decode: fn(&Payload<'_>) -> Result<Call, Malformed>,
    encode: fn(&Verdict) -> Reply,
    encode_without_stdout: fn(&Verdict) -> Reply,
    crashed: &'static Prepared,
    unattended: &'static [(&'static str, &'static str)],
    registration: fn(&Door) -> Registration,
    settings_file: fn(Scope) -> &'static str,
}

/// What is known of the platform's own side; apart from its dialect, so that no hook carries it.
struct Client {
    layout: Layout,
    rehearse: fn(&str, &str) -> String,
    understand: fn(&Answer<'_>) -> Understood,
    may_ask: fn(&str, &str) -> bool,
}

impl Platform {
    /// All of them, in the order in which a payload is tried; the last one takes what nobody else does.
    pub const ALL: &'static [Self] = &[Self::ClaudeCode];

    /// The platform that an unreadable payload is answered as.
    pub const LIKELIEST: Self = Self::ClaudeCode;

    /// The platform called `name` on a command line.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|platform| platform.name() == name)
    }

    /// Its name on a command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.dialect().name
    }

    /// Variables and values by which the platform tells its hooks that nobody is there to be asked.
    #[must_use]
    pub fn unattended(self) -> &'static [(&'static str, &'static str)] {
        self.dialect().unattended
    }

    /// What to answer when the guard itself failed; needs no memory and no time.
    #[must_use]
    pub fn crashed(self) -> &'static Prepared {
        self.dialect().crashed
    }

    fn dialect(self) -> &'static Dialect {
        match self {
            Self::ClaudeCode => &claude_code::DIALECT,
        }
    }

    fn client(self) -> &'static Client {
        match self {
            Self::ClaudeCode => &claude_code::CLIENT,
        }
    }
}

/// The platform that most likely sent `payload`.
#[must_use]
pub fn recognise(payload: &Payload<'_>) -> Platform {
    let sender = |platform: &&Platform| (platform.dialect().recognises)(payload);
    Platform::ALL.iter().find(sender).copied().unwrap_or(Platform::LIKELIEST)
}

/// What `payload`, sent by `platform`, asks.
///
/// # Errors
/// [`Malformed`] where the platform would not have sent it, or nobody could run it.
pub fn decode(platform: Platform, payload: &Payload<'_>) -> Result<Call, Malformed> {
    (platform.dialect().decode)(payload)
}

/// `verdict` in the words of `platform`.
#[must_use]
pub fn encode(platform: Platform, verdict: &Verdict) -> Reply {
    (platform.dialect().encode)(verdict)
}

/// `verdict` in what `platform` understands when nothing can be written to standard output.
#[must_use]
pub fn encode_without_stdout(platform: Platform, verdict: &Verdict) -> Reply {
    (platform.dialect().encode_without_stdout)(verdict)
}

/// How `platform` is told to ask `door`.
#[must_use]
pub fn registration(platform: Platform, door: &Door) -> Registration {
    (platform.dialect().registration)(door)
}

/// Where `platform` keeps its settings, below the home directory or the project.
#[must_use]
pub fn settings_file(platform: Platform, scope: Scope) -> &'static str {
    (platform.dialect().settings_file)(scope)
}

/// What the settings of `platform` look like.
#[must_use]
pub fn layout(platform: Platform) -> &'static Layout {
    &platform.client().layout
}

/// What `platform` sends before an agent runs the shell command `command` in `directory`.
#[must_use]
pub fn rehearse(platform: Platform, directory: &str, command: &str) -> String {
    (platform.client().rehearse)(directory, command)
}

/// What `platform` makes of a hook's `answer`.
#[must_use]
pub fn understand(platform: Platform, answer: &Answer<'_>) -> Understood {
    (platform.client().understand)(answer)
}

/// Whether `platform` asks, or may ask, a hook under `event` with `matcher` before a shell command.
#[must_use]
pub fn may_ask(platform: Platform, event: &str, matcher: &str) -> bool {
    (platform.client().may_ask)(event, matcher)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_platform_is_found_by_its_name() {
        for platform in Platform::ALL {
            assert_eq!(Platform::from_name(platform.name()), Some(*platform));
        }
        assert_eq!(Platform::from_name("emacs"), None);
    }
}
