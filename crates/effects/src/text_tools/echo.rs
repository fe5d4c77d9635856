//! Owns what echo prints, as bash's own does.

use shell::Text;

use super::call::Call;
use super::escapes::{self, Kind};

pub(super) fn echo(call: &Call<'_, '_>) -> Option<Text> {
    let (mut newline, mut escaped, mut first) = (true, false, 0);
    for flags in call.args.iter().map_while(|arg| arg.as_known().filter(|known| is_flag(known))) {
        first += 1;
        for flag in flags[1..].chars() {
            match flag {
                'n' => newline = false,
                flag => escaped = flag == 'e',
            }
        }
    }
    let mut text = Text::default();
    for (index, arg) in call.args[first..].iter().enumerate() {
        if index > 0 {
            text.push(' ');
        }
        text.append(&arg.text);
    }
    if escaped && let Some(ended) = unescaped(&text)? {
        return Some(ended);
    }
    if newline {
        text.push('\n');
    }
    Some(if escaped { text.map(|part| replaced(part).unwrap_or_default()) } else { text })
}

fn is_flag(known: &str) -> bool {
    known.len() > 1 && known.starts_with('-') && known[1..].chars().all(|flag| "neE".contains(flag))
}

/// The text up to a `\c`, where there is one. None where an escape means no character.
fn unescaped(text: &Text) -> Option<Option<Text>> {
    let mut found = Text::default();
    for (index, part) in text.parts().enumerate() {
        if index > 0 {
            found.push_gap();
        }
        let (known, ended) = escapes::replaced(part, Kind::Echo)?;
        found.push_str(&known);
        if ended {
            return Some(Some(found));
        }
    }
    Some(None)
}

fn replaced(part: &str) -> Option<String> {
    escapes::replaced(part, Kind::Echo).map(|(known, _)| known)
}
