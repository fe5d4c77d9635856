//! Owns the test that damages valid texts at random, the same way each time: nothing panics, steps stay linear, spans fit.

use crate::parse::counted;

use super::oracle::{ACCEPTED, REFUSED};
use super::spans::spans;

const INPUTS: usize = 4000;

const TOKENS: [&str; 48] = [
    "(",
    ")",
    "{",
    "}",
    "'",
    "\"",
    "`",
    "$",
    "$(",
    "$((",
    "))",
    "${",
    ";",
    "&",
    "|",
    "\n",
    " ",
    "\\",
    "\\\n",
    "#",
    "<",
    "<<E\n",
    "E\n",
    ">",
    "<(",
    "if ",
    "then ",
    "fi",
    "do ",
    "done",
    "case ",
    "in ",
    "esac",
    ";;",
    "=",
    "a=(",
    "[[ ",
    "]]",
    "! ",
    "function ",
    "f()",
    "[",
    "]",
    "@(",
    "$'",
    "é",
    "\0",
    "<<-'E'\n\t",
];

/// Marsaglia's xorshift: enough to scatter damage, and the same on every machine.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new() -> Self {
        Self(0x9E37_79B9_7F4A_7C15)
    }

    pub(super) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % bound.max(1)
    }

    fn snippet(&mut self) -> &'static str {
        let all = ACCEPTED.len() + REFUSED.len();
        let index = self.below(all);
        ACCEPTED.iter().chain(&REFUSED).nth(index).unwrap()
    }

    fn damaged(&mut self) -> String {
        let mut text: Vec<char> = self.snippet().chars().collect();
        for _ in 0..=self.below(5) {
            let at = self.below(text.len() + 1);
            let end = (at + self.below(4)).min(text.len());
            let new: Vec<char> = match self.below(4) {
                0 => Vec::new(),
                1 => self.snippet().chars().skip(self.below(8)).take(self.below(12)).collect(),
                _ => TOKENS[self.below(TOKENS.len())].chars().collect(),
            };
            text.splice(at..end, new);
        }
        text.into_iter().collect()
    }
}

#[test]
fn damage_never_hurts() {
    let mut dice = Dice::new();
    for _ in 0..INPUTS {
        let text = dice.damaged();
        let (script, steps) = counted(&text);
        assert!(steps <= 24 * text.len() + 4096, "{steps} steps for {text:?}");
        let fits = |span: &hook::Span| text.get(span.start as usize..span.end as usize).is_some();
        assert!(spans(&script.body).iter().all(fits), "a span that does not fit {text:?}");
    }
}
