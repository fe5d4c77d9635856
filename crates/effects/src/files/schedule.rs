//! Owns what crontab does to a person's table of what runs when.

use law::{Kind, Standing};
use shell::{Invocation, Outcome};

use super::quiet;
use crate::act::Act;
use crate::effect::Loss;
use crate::reading::Reading;

pub(super) fn crontab(act: &mut Act<'_, '_, '_>, _: &Invocation<'_>, reading: &Reading<'_>) -> Outcome {
    if reading.has("-l") {
        return Outcome::unknown();
    }
    let (kind, standing, what) = match reading.has("-r") || reading.has("-d") {
        true => (Kind::Delete, Standing::Unkept, "the crontab, which nothing keeps a copy of"),
        false => (Kind::PlantCode, Standing::ExecutesLater, "the crontab, which something else will execute"),
    };
    let loss = Loss { standing, what: what.into() };
    act.record_named(kind, "the crontab", vec![loss], act.shell.span);
    quiet(reading)
}
