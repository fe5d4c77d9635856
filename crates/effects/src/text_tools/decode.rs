//! Owns what base64, openssl base64 and xxd print, in both directions.

use hook::{Opt, Value};
use shell::Text;

use super::call::Call;

const BASE64: &[Opt] = &[
    Opt { names: &["--decode", "-d", "-D"], value: Value::None },
    Opt { names: &["--ignore-garbage"], value: Value::None },
    Opt { names: &["--wrap", "-w", "-b", "--break"], value: Value::Required },
    Opt { names: &["--input", "-i"], value: Value::None },
];
const XXD: &[Opt] = &[
    Opt { names: &["-r", "-revert"], value: Value::None },
    Opt { names: &["-p", "-ps", "-postscript", "-plain"], value: Value::None },
    Opt { names: &["-c", "-cols"], value: Value::Required },
];
const OPENSSL: &[Opt] = &[
    Opt { names: &["-d"], value: Value::None },
    Opt { names: &["-e"], value: Value::None },
    Opt { names: &["-a", "-base64"], value: Value::None },
    Opt { names: &["-A"], value: Value::None },
    Opt { names: &["-in"], value: Value::Required },
];

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

pub(super) fn base64(call: &Call<'_, '_>) -> Option<Text> {
    let parsed = call.options(BASE64)?;
    let text = call.sources(&parsed.operands);
    let known = text.as_known()?;
    if parsed.has("--decode") {
        return decoded(known);
    }
    let width = match parsed.value("--wrap") {
        Some(width) => width.as_known()?.parse().ok()?,
        None => 76,
    };
    Some(Text::known(wrapped(&encoded(known.as_bytes()), width)))
}

/// `openssl base64 -d`, `openssl enc -base64 -d`.
pub(super) fn openssl(call: &Call<'_, '_>) -> Option<Text> {
    let (first, args) = call.args.split_first()?;
    let parsed = Call { args, ..*call }.options(OPENSSL)?;
    match first.as_known()? {
        "base64" => {}
        "enc" if parsed.has("-a") => {}
        _ => return None,
    }
    if parsed.has("-in") || !parsed.operands.is_empty() {
        return None;
    }
    let known = call.input.as_known()?;
    let width = if parsed.has("-A") { 0 } else { 64 };
    match parsed.has("-d") {
        true => decoded(known),
        false => Some(Text::known(wrapped(&encoded(known.as_bytes()), width))),
    }
}

/// `text` decoded, if it is text then.
fn decoded(text: &str) -> Option<Text> {
    let (mut bytes, mut bits, mut count) = (Vec::new(), 0u32, 0u32);
    for letter in text.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
        let value = match letter {
            b'=' => break,
            b'-' => 62,
            b'_' => 63,
            letter => ALPHABET.iter().position(|own| *own == letter)?,
        };
        bits = (bits << 6 | u32::try_from(value).ok()?) & 0xff_ffff;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xff).ok()?);
        }
    }
    String::from_utf8(bytes).ok().map(Text::known)
}

fn encoded(bytes: &[u8]) -> String {
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let joined =
            chunk.iter().fold(0u32, |joined, byte| joined << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let index = (joined >> (18 - 6 * place) & 63) as usize;
            text.push(if place <= chunk.len() { char::from(ALPHABET[index]) } else { '=' });
        }
    }
    text
}

/// Lines of `width` characters; one without an end where it is 0.
fn wrapped(text: &str, width: usize) -> String {
    if width == 0 {
        return text.into();
    }
    let mut lines = String::new();
    for (index, letter) in text.chars().enumerate() {
        if index > 0 && index % width == 0 {
            lines.push('\n');
        }
        lines.push(letter);
    }
    if !lines.is_empty() {
        lines.push('\n');
    }
    lines
}

/// `xxd -r -p` and `xxd -p`. A dump with addresses nobody computes.
pub(super) fn xxd(call: &Call<'_, '_>) -> Option<Text> {
    let parsed = call.options(XXD)?;
    if !parsed.has("-p") || parsed.operands.len() > 1 {
        return None;
    }
    let text = call.sources(&parsed.operands);
    let known = text.as_known()?;
    if !parsed.has("-r") {
        let digits: String = known.bytes().map(|byte| format!("{byte:02x}")).collect();
        return Some(Text::known(wrapped(&digits, 60)));
    }
    let digits: Vec<u32> =
        known.chars().filter(|next| !next.is_whitespace()).map_while(|next| next.to_digit(16)).collect();
    let bytes: Option<Vec<u8>> =
        digits.chunks_exact(2).map(|pair| u8::try_from(pair[0] * 16 + pair[1]).ok()).collect();
    String::from_utf8(bytes?).ok().map(Text::known)
}
