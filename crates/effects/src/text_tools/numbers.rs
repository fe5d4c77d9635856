//! Owns what seq and yes print.

use hook::{Opt, Value};
use shell::{Arg, Text};

use super::call::Call;

const SEQ: &[Opt] = &[Opt { names: &["--separator", "-s"], value: Value::Required }];

/// How many numbers are counted out.
const MOST_NUMBERS: i64 = 256;

pub(super) fn seq(call: &Call<'_, '_>) -> Option<Text> {
    let (numbers, between) = match counted(call.args.iter()) {
        Some(numbers) => (numbers, "\n".to_string()),
        None => {
            let parsed = call.options(SEQ)?;
            (counted(parsed.operands.iter().copied())?, parsed.value("--separator")?.as_known()?.into())
        }
    };
    let (first, step, last) = match numbers.as_slice() {
        [last] => (1, 1, *last),
        [first, last] => (*first, 1, *last),
        [first, step, last] => (*first, *step, *last),
        _ => return None,
    };
    let count = last.checked_sub(first)?.checked_div(step)?;
    if count >= MOST_NUMBERS {
        return None;
    }
    let numbers: Vec<String> = (0..=count).map(|index| (first + index * step).to_string()).collect();
    Some(Text::known(if numbers.is_empty() { String::new() } else { numbers.join(&between) + "\n" }))
}

/// The arguments as numbers, where all of them are.
fn counted<'a>(mut args: impl Iterator<Item = &'a Arg>) -> Option<Vec<i64>> {
    args.try_fold(Vec::new(), |mut numbers, arg| {
        numbers.push(arg.as_known()?.parse().ok()?);
        Some(numbers)
    })
}

/// The same line, without end.
pub(super) fn yes(call: &Call<'_, '_>) -> Option<Text> {
    let mut line = Text::default();
    for (index, arg) in call.args.iter().enumerate() {
        if index > 0 {
            line.push(' ');
        }
        line.append(&arg.text);
    }
    if call.args.is_empty() {
        line.push('y');
    }
    line.push('\n');
    line.push_gap();
    Some(line)
}
