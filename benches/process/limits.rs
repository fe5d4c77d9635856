//! Owns the ceilings in `benches/limits.json`, and what is over them; measures nothing.

use std::collections::BTreeMap;
use std::fs;

use serde::{Deserialize, Serialize};

use crate::cases::Case;
use crate::measure::Figures;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/limits.json");

/// The most memory any call may take, in KiB.
const MOST_MEMORY: u64 = 64 * 1024;

/// How far instructions may rise above their ceiling before it counts, in percent: compilers differ a little.
const LEEWAY: u64 = 2;

/// Ceilings by target and call.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Limits(BTreeMap<String, BTreeMap<String, Ceiling>>);

/// What one call may cost.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Ceiling {
    instructions: u64,
    calls: u64,
}

impl Limits {
    pub(crate) fn read() -> Self {
        let text = fs::read_to_string(FILE).unwrap_or_else(|_| "{}".into());
        serde_json::from_str(&text).expect("benches/limits.json")
    }

    pub(crate) fn write(&self) {
        let text = serde_json::to_string_pretty(self).expect("JSON");
        fs::write(FILE, text + "\n").expect("benches/limits.json");
    }

    /// Takes what was measured as the new ceilings.
    pub(crate) fn set(&mut self, target: &str, measured: &[(&Case, Figures)]) {
        let ceilings = self.0.entry(target.into()).or_default();
        for (case, figures) in measured {
            if let (Some(instructions), Some(calls)) = (figures.instructions, figures.calls) {
                ceilings.insert(case.name.into(), Ceiling { instructions, calls });
            }
        }
    }

    /// One sentence for each figure over its ceiling.
    pub(crate) fn broken(&self, target: &str, measured: &[(&Case, Figures)]) -> Vec<String> {
        measured.iter().flat_map(|(case, figures)| self.broken_of(target, case, figures)).collect()
    }

    fn broken_of(&self, target: &str, case: &Case, figures: &Figures) -> Vec<String> {
        let ceiling = self.0.get(target).and_then(|ceilings| ceilings.get(case.name));
        let longest = case.longest.map(|longest| longest.as_micros());
        let over = [
            ("instructions", figures.instructions, ceiling.map(|ceiling| with_leeway(ceiling.instructions))),
            ("system calls", figures.calls, ceiling.map(|ceiling| ceiling.calls)),
            (
                "µs",
                u64::try_from(figures.median.as_micros()).ok(),
                longest.and_then(|most| u64::try_from(most).ok()),
            ),
            ("KiB", Some(figures.peak), Some(MOST_MEMORY)),
        ];
        let over = over.into_iter().filter_map(|(unit, figure, most)| Some((unit, figure?, most?)));
        let over = over.filter(|(_, figure, most)| figure > most);
        let over = over.map(|(unit, figure, most)| format!("{}: {figure} {unit}, at most {most}", case.name));
        let wrong = case.answer.filter(|answer| *answer != figures.answer);
        let wrong =
            wrong.map(|answer| format!("{}: {} is measured, not {answer}", case.name, figures.answer));
        over.chain(wrong).collect()
    }
}

fn with_leeway(instructions: u64) -> u64 {
    instructions + instructions * LEEWAY / 100
}
