//! Owns what ls prints to whoever takes every line alike: its order is that of a locale nobody knows.

use hook::{Entry, Opt, Value};
use shell::Text;

use super::call::Call;

const LS: &[Opt] = &[
    Opt { names: &["--directory", "-d"], value: Value::None },
    Opt { names: &["--all", "-a"], value: Value::None },
    Opt { names: &["--almost-all", "-A"], value: Value::None },
    Opt { names: &["-1"], value: Value::None },
    Opt { names: &["-t"], value: Value::None },
    Opt { names: &["--reverse", "-r"], value: Value::None },
    Opt { names: &["-S"], value: Value::None },
];

/// How many names of a directory are looked at.
const MOST_NAMES: usize = 4000;

pub(super) fn ls(call: &Call<'_, '_>) -> Option<Text> {
    let parsed = call.options(LS)?;
    let here = shell::Arg { text: ".".into(), splits: false, span: call.shell.span };
    let operands = if parsed.operands.is_empty() { vec![&here] } else { parsed.operands.clone() };
    let mut names = Vec::new();
    for operand in &operands {
        let shown = operand.as_known().filter(|_| !operand.splits)?;
        let path = call.world.resolve(&call.absolute(shown)?, true);
        match call.world.entry(&path) {
            Entry::Missing => {}
            Entry::Directory if !parsed.has("--directory") && operands.len() > 1 => return None,
            Entry::Directory if !parsed.has("--directory") => {
                let hidden = parsed.has("--all") || parsed.has("--almost-all");
                let own = call.world.names(&path, MOST_NAMES)?;
                names.extend(own.into_iter().filter(|name| hidden || !name.starts_with('.')));
            }
            _ => names.push(shown.to_string()),
        }
    }
    Some(Text::known(names.iter().map(|name| format!("{name}\n")).collect::<String>()))
}
