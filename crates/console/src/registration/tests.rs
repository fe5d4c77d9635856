//! Owns what must hold of entries in any settings whatever: made-up ones, from a fixed seed, laid out in every way.

use std::path::Path;

use super::*;

/// A source of choices that are the same in every run (xorshift64, Marsaglia 2003).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).unwrap_or(0)
    }

    fn one<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        texts[self.roll(texts.len())]
    }

    /// White space as people and programs leave it.
    fn space(&mut self) -> &'static str {
        self.one(&["", "", " ", "\n", "\n  ", "\r\n\t", "  \n\n "])
    }

    /// Members between brackets; nothing between them where there are none.
    fn between(&mut self, open: char, members: &[String], close: char) -> String {
        let mut text = open.to_string();
        for (place, member) in members.iter().enumerate() {
            let (comma, before, after) = (if place > 0 { "," } else { "" }, self.space(), self.space());
            text += &format!("{comma}{before}{member}{after}");
        }
        text.push(close);
        text
    }

    fn property(&mut self, name: &str, value: &str) -> String {
        format!("\"{name}\"{}:{}{value}", self.space(), self.space())
    }

    fn handler(&mut self, ours: bool) -> String {
        let foreign = ["/opt/lint", "echo guard-bash", ""];
        let command = if ours { "/old/guard-bash --observe /x" } else { self.one(&foreign) };
        let properties =
            [self.property("type", "\"command\""), self.property("command", &format!("\"{command}\""))];
        self.between('{', &properties, '}')
    }

    fn group(&mut self, ours: bool) -> String {
        let handlers: Vec<String> = (0..self.roll(4))
            .map(|_| {
                let ours = ours && self.roll(2) == 0;
                self.handler(ours)
            })
            .collect();
        let handlers = self.between('[', &handlers, ']');
        let properties = [self.property("matcher", "\"Bash\""), self.property("hooks", &handlers)];
        let first = self.roll(2);
        self.between('{', &properties[first..], '}')
    }

    fn events(&mut self, ours: bool) -> String {
        let mut events = Vec::new();
        for name in ["Stop", "PreToolUse", "PostToolUse"] {
            if self.roll(2) == 0 {
                let groups: Vec<String> = (0..self.roll(4)).map(|_| self.group(ours)).collect();
                let groups = self.between('[', &groups, ']');
                events.push(self.property(name, &groups));
            }
        }
        self.between('{', &events, '}')
    }

    fn settings(&mut self, ours: bool) -> String {
        let mut properties = Vec::new();
        for name in ["model", "a\\u0022\\\\", "hooks", "z"] {
            let value = match name {
                "hooks" => self.events(ours),
                _ => self.one(&["1", "\"}],{[\"", "{}", "[1, 2]", "null", "\"日本\""]).to_owned(),
            };
            if self.roll(3) > 0 {
                properties.push(self.property(name, &value));
            }
        }
        let (before, after) = (self.space(), self.space());
        format!("{}{before}{}{after}", self.one(&["", "", "\u{feff}"]), self.between('{', &properties, '}'))
    }
}

fn ours() -> Registration {
    wanted(Path::new("/new/guard-bash"), None, None).unwrap()
}

fn foreign(text: &str) -> Vec<Found> {
    found(text).unwrap().into_iter().filter(|found| !found.ours).collect()
}

#[test]
fn what_is_added_goes_again_and_takes_nothing_with_it() {
    let mut dice = Dice(0x5eed);
    for _ in 0..1500 {
        let text = dice.settings(false);
        let added = add(&text, &ours()).unwrap_or_else(|fault| panic!("{fault:?}\n{text}"));
        assert!(holds(&added.text, &ours()).unwrap(), "{text}\n{}", added.text);
        assert_eq!(foreign(&added.text), foreign(&text));
        assert_eq!(strip(&added.text, &added.created).unwrap(), text, "{}", added.text);
    }
}

#[test]
fn what_is_ours_goes_and_what_is_not_stays() {
    let mut dice = Dice(0xdead);
    for _ in 0..1500 {
        let text = dice.settings(true);
        let stripped = strip(&text, &[]).unwrap();
        assert_eq!(foreign(&stripped), foreign(&text), "{text}\n{stripped}");
        assert_eq!(found(&stripped).unwrap(), foreign(&stripped), "{text}\n{stripped}");
        assert_eq!(strip(&stripped, &[]).unwrap(), stripped);
        let (kept, all) =
            (stripped.chars().filter(|letter| *letter != ','), text.chars().filter(|letter| *letter != ','));
        assert!(is_subsequence(kept, all), "{text}\n{stripped}");
    }
}

fn is_subsequence(part: impl Iterator<Item = char>, mut whole: impl Iterator<Item = char>) -> bool {
    part.into_iter().all(|letter| whole.any(|other| other == letter))
}

#[test]
fn any_number_of_entries_is_taken_out_in_one_pass() {
    let group = "{\"hooks\":[{\"command\":\"/old/guard-bash\"},{\"command\":\"x\"}]}";
    let text = format!("{{\"hooks\":{{\"PreToolUse\":[{}]}}}}", vec![group; 10_000].join(","));
    let stripped = strip(&text, &[]).unwrap();
    assert_eq!(stripped.matches("{\"command\":\"x\"}").count(), 10_000);
    assert!(!stripped.contains("guard-bash"));
}
