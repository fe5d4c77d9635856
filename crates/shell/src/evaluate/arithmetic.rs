//! Owns arithmetic: what `$((…))`, `((…))` and offsets come to where their operands are known; assigns variables.

use super::Evaluator;
use super::expand::joined;
use crate::syntax::Part;
use crate::{Status, Text};

/// The deepest nesting of parentheses that is computed.
const DEEPEST: usize = 40;

impl Evaluator<'_, '_> {
    /// The value of an expression, in decimal; a gap where it is not known.
    pub(super) fn arithmetic(&mut self, parts: &[Part]) -> Text {
        let readings = self.readings(parts, true);
        let [reading] = readings.as_slice() else { return Text::unknown() };
        let text = joined(reading);
        let Some(expression) = text.as_known() else { return Text::unknown() };
        let expression = expression.to_string();
        self.spend(expression.len());
        let mut sum = Sum { text: expression.as_bytes(), at: 0, depth: 0, evaluator: self };
        let value = sum.comma();
        match (value, sum.skip_blanks() == sum.text.len()) {
            (Some(value), true) => Text::known(value.to_string()),
            _ => Text::unknown(),
        }
    }

    /// The status of `((…))`.
    pub(super) fn arithmetic_status(&mut self, parts: &[Part]) -> Status {
        match self.arithmetic(parts).as_known() {
            Some("0") => Status::Failure,
            Some(_) => Status::Success,
            None => Status::Unknown,
        }
    }
}

/// One expression being computed. An operand or operator it does not know ends it with `None`; a variable assigned in
/// what was read up to there keeps its value.
struct Sum<'t, 's, 'e, 'f> {
    text: &'t [u8],
    at: usize,
    depth: usize,
    evaluator: &'s mut Evaluator<'e, 'f>,
}

/// Binary operators by how tightly they bind, the loosest first.
const LEVELS: &[&[&str]] = &[
    &["||"],
    &["&&"],
    &["|"],
    &["^"],
    &["&"],
    &["==", "!="],
    &["<=", ">=", "<", ">"],
    &["<<", ">>"],
    &["+", "-"],
    &["*", "/", "%"],
];

impl Sum<'_, '_, '_, '_> {
    fn comma(&mut self) -> Option<i64> {
        let mut value = self.binary(0)?;
        while self.take(",") {
            value = self.binary(0)?;
        }
        Some(value)
    }

    fn binary(&mut self, level: usize) -> Option<i64> {
        let Some(operators) = LEVELS.get(level) else { return self.unary() };
        let mut left = self.binary(level + 1)?;
        while let Some(operator) = operators.iter().find(|operator| self.take_operator(operator)) {
            let right = self.binary(level + 1)?;
            left = apply(operator, left, right)?;
        }
        Some(left)
    }

    fn unary(&mut self) -> Option<i64> {
        if self.take("!") {
            return self.unary().map(|value| i64::from(value == 0));
        }
        if self.take("-") {
            return self.unary()?.checked_neg();
        }
        if self.take("+") {
            return self.unary();
        }
        if !self.take("(") {
            return self.operand();
        }
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let value = self.comma()?;
        self.depth -= 1;
        self.take(")").then_some(value)
    }

    fn operand(&mut self) -> Option<i64> {
        let start = self.skip_blanks();
        while self
            .text
            .get(self.at)
            .is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'#'))
        {
            self.at += 1;
        }
        let word = std::str::from_utf8(self.text.get(start..self.at)?).ok()?.to_string();
        match word.as_bytes().first()? {
            b'0'..=b'9' => number(&word),
            _ => self.variable(&word),
        }
    }

    /// A variable, possibly assigned.
    fn variable(&mut self, name: &str) -> Option<i64> {
        let value = match self.evaluator.value(name).as_slice() {
            [Some(text)] => {
                text.as_known().and_then(|text| if text.is_empty() { Some(0) } else { number(text) })
            }
            [None] => Some(0),
            _ => None,
        };
        if self.take("++") || self.take("--") {
            let step = if self.text[self.at - 1] == b'+' { 1 } else { -1 };
            self.assign(name, value.and_then(|value| value.checked_add(step)));
            return value;
        }
        for operator in ["+=", "-=", "*=", "/=", "%="] {
            if self.take(operator) {
                let right = self.binary(0);
                let made = value.zip(right).and_then(|(left, right)| apply(&operator[..1], left, right));
                return self.assign(name, made);
            }
        }
        if self.text.get(self.skip_blanks()) == Some(&b'=') && self.text.get(self.at + 1) != Some(&b'=') {
            self.at += 1;
            let made = self.binary(0);
            return self.assign(name, made);
        }
        value
    }

    fn assign(&mut self, name: &str, value: Option<i64>) -> Option<i64> {
        let text = value.map_or_else(Text::unknown, |value| Text::known(value.to_string()));
        self.evaluator.state.set_text(name, text);
        value
    }

    fn skip_blanks(&mut self) -> usize {
        while self.text.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
        self.at
    }

    fn take(&mut self, token: &str) -> bool {
        let start = self.skip_blanks();
        let fits = self.text[start..].starts_with(token.as_bytes());
        self.at += if fits { token.len() } else { 0 };
        fits
    }

    /// An operator that is not the start of a longer one.
    fn take_operator(&mut self, operator: &str) -> bool {
        let start = self.skip_blanks();
        let next = self.text.get(start + operator.len());
        let longer = matches!(
            (operator, next),
            ("|", Some(b'|'))
                | ("&", Some(b'&'))
                | ("<", Some(b'<' | b'='))
                | (">", Some(b'>' | b'='))
                | ("*", Some(b'*'))
        );
        !longer && self.take(operator)
    }
}

fn number(text: &str) -> Option<i64> {
    match text.strip_prefix("0x") {
        Some(digits) => i64::from_str_radix(digits, 16).ok(),
        None if text.len() > 1 && text.starts_with('0') => i64::from_str_radix(text, 8).ok(),
        None => text.parse().ok(),
    }
}

fn apply(operator: &str, left: i64, right: i64) -> Option<i64> {
    match operator {
        "+" => left.checked_add(right),
        "-" => left.checked_sub(right),
        "*" => left.checked_mul(right),
        "/" => left.checked_div(right),
        "%" => left.checked_rem(right),
        "<<" => left.checked_shl(u32::try_from(right).ok()?),
        ">>" => left.checked_shr(u32::try_from(right).ok()?),
        "&" => Some(left & right),
        "|" => Some(left | right),
        "^" => Some(left ^ right),
        "==" => Some(i64::from(left == right)),
        "!=" => Some(i64::from(left != right)),
        "<" => Some(i64::from(left < right)),
        ">" => Some(i64::from(left > right)),
        "<=" => Some(i64::from(left <= right)),
        ">=" => Some(i64::from(left >= right)),
        "&&" => Some(i64::from(left != 0 && right != 0)),
        "||" => Some(i64::from(left != 0 || right != 0)),
        _ => None,
    }
}
