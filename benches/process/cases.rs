//! Owns the calls that are measured and how dear each may be; measures nothing.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use crate::world::World;

/// The longest command line that is looked at: Linux takes arguments up to 128 KiB, the closing zero
/// included.
const LONGEST: usize = 128 * 1024 - 1;

/// One call.
pub(crate) struct Case {
    /// What the table calls it.
    pub(crate) name: &'static str,
    /// The payload as a client sends it.
    pub(crate) payload: PathBuf,
    /// What the guard must answer, or nothing was measured; none where any answer will do.
    pub(crate) answer: Option<&'static str>,
    /// The longest it may take.
    pub(crate) longest: Option<Duration>,
}

/// Every call that is measured.
pub(crate) fn all(world: &World) -> Vec<Case> {
    let case = |name: &'static str, answer, longest, command: &str| Case {
        name,
        payload: world
            .file(&format!("payload-{}", name.replace(' ', "-")), payload(world, command).as_bytes()),
        answer,
        longest: (longest > 0).then(|| Duration::from_millis(longest)),
    };
    let filled = |unit: &str| unit.repeat(LONGEST / unit.len());
    vec![
        case("ls", Some("allow"), 0, "ls -la"),
        case("git status", Some("allow"), 0, "git status"),
        case("pipeline 300", Some("allow"), 0, &pipeline()),
        case("heredoc 2K", Some("allow"), 0, &heredoc()),
        case("rm build", Some("allow"), 0, "rm -rf ./build"),
        case("git reset", Some("deny"), 0, "git reset --hard"),
        case("script 50K", Some("allow"), 10, &script()),
        case("128K a", None, 100, &filled("a")),
        case("128K paren", None, 100, &filled("(")),
        case("128K quote", None, 100, &filled("\"")),
        case("128K subst", None, 100, &filled("$(")),
        case("128K list", None, 100, &filled("a;")),
    ]
}

/// A call of Claude Code's shell tool.
fn payload(world: &World, command: &str) -> String {
    let call = serde_json::json!({
        "session_id": "7c1f0a52-3b0e-4f0e-9f5e-0d6f2b8f1a11",
        "transcript_path": world.home().join(".claude/projects/p/7c1f0a52.jsonl"),
        "cwd": world.project(),
        "permission_mode": "default",
        "hook_event_name": "PreToolUse",
        "tool_name": "Bash",
        "tool_input": {"command": command, "description": "Do it"},
        "tool_use_id": "toolu_01H9xT2bQm6V3cYkE5nW8rPd",
    });
    format!("{call}\n")
}

/// 300 characters of what agents ask for when they look around.
fn pipeline() -> String {
    let text = "grep -rn --include='*.rs' \"fn main\" src | grep -v '^src/part1' | awk -F: '{print $1}' | sort -u | \
        while read -r file; do echo \"== $file\"; head -n 20 \"$file\" | sed -e 's/^/  /'; done | tee summary.txt | \
        wc -l && cargo test --quiet 2>&1 | tail -n 30 || { echo 'tests failed'; exit 1; } # all of it once";
    let text = format!("{text:<300}");
    assert_eq!(text.len(), 300, "{}", text.trim_end().len());
    text
}

fn heredoc() -> String {
    let mut text = String::from("cat > notes.md <<'EOF'\n");
    while text.len() < 2040 {
        text.push_str("Never run `git reset --hard` or rm -rf $HOME on a whim; see docs.\n");
    }
    text + "EOF\n"
}

/// A script as agents write them, long enough to be 50 KB.
fn script() -> String {
    let mut text = String::from("set -eu\n");
    let mut number = 0;
    while text.len() < 50 * 1024 {
        number += 1;
        let _ = write!(
            text,
            "for f in src/part{}/*.rs; do\n  if grep -q \"x{number}\" \"$f\" && [ -s \"$f\" ]; then\n    echo \"$f: ${{f##*/}}\" | sed 's/a/b/' >> out.log\n  fi\ndone\n",
            number % 5
        );
    }
    text
}
