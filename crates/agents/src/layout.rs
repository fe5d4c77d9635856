//! Owns what a platform's settings look like around a handler, and what the platform itself does with one; edits no file
//! and starts nothing.

/// The names that settings use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// What holds the events.
    pub events: &'static str,
    /// What holds the handlers of a group below an event.
    pub handlers: &'static str,
    /// Which tools a group is for.
    pub matcher: &'static str,
    /// The command line of a handler.
    pub command: &'static str,
    /// The switch that turns all hooks off.
    pub all_off: &'static str,
    /// The switch in an administrator's settings that turns everyone else's hooks off.
    pub managed_only: &'static str,
    /// Where an administrator's settings are, one place for each operating system.
    pub managed: &'static [&'static str],
    /// The variable that names another directory for the user's settings.
    pub directory_variable: &'static str,
    /// The variable in which a hook is told the project it runs for.
    pub project_variable: &'static str,
}

/// What the platform makes of a hook's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Understood {
    /// The call runs.
    Runs,
    /// It does not, and the agent is told this.
    Refused(String),
    /// A person is asked, and told this.
    Asked(String),
    /// It is no answer; this is what is wrong with it.
    Nonsense(String),
}

/// How a hook ended, as the platform sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer<'a> {
    /// Its exit code; none where a signal ended it.
    pub code: Option<i32>,
    /// What it printed.
    pub stdout: &'a str,
    /// What it printed beside that.
    pub stderr: &'a str,
}
