//! Owns the calls that are measured and how dear each may be; measures nothing.

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
        case("script 50K", Some("allow"), 10, &repeated(STEP)),
        case("loops 50K", Some("allow"), 100, &repeated(LOOP)),
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

/// A step of a script as people write them: comments, variables, conditions, a function, a here-document.
const STEP: &str = r#"
# Step N: build part N and say how it went.
part="src/partN"
log="/tmp/step-N.log"
if [ ! -d "$part" ]; then
  echo "no such part: $part" >&2
  exit 1
fi
report_N() {
  local status=$1
  printf '%s: %s\n' "$part" "$status" >> "$log"
}
mkdir -p "/tmp/out/N" && cp "$part/README.md" "/tmp/out/N/" 2>/dev/null || true
case "${MODE:-debug}" in
  release) flags="--release" ;;
  *) flags="" ;;
esac
if make -C "$part" $flags > "$log" 2>&1; then
  report_N "built"
else
  report_N "failed with $?"
fi
cat > "/tmp/out/N/notes.txt" <<EOF
Step N is done: $(basename "$part")
EOF
grep -c warning "$log" | sed 's/^/warnings: /'
"#;

/// A loop over the files of a part: little to read, much to go through.
const LOOP: &str = r#"for f in src/partN/*.rs; do
  if grep -q "xN" "$f" && [ -s "$f" ]; then
    echo "$f: ${f##*/}" | sed 's/a/b/' >> out.log
  fi
done
"#;

/// 50 KB of `piece`, each with a number in place of `N`.
fn repeated(piece: &str) -> String {
    let mut text = String::from("set -eu\n");
    for number in 0.. {
        if text.len() >= 50 * 1024 {
            break;
        }
        text.push_str(&piece.replace('N', &(number % 5).to_string()));
    }
    text
}
