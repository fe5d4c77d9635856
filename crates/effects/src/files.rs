//! Owns what programs on files do where a table cannot say it; one module a family of programs.

use shell::{Invocation, Outcome};

use crate::act::Act;
use crate::reading::Reading;

/// What a call does; none where the tables say all there is.
pub(crate) fn run(
    act: &mut Act<'_, '_, '_>,
    invocation: &Invocation<'_>,
    reading: &Reading<'_>,
) -> Option<Outcome> {
    match reading.program.names[0] {
        "rm" => {
            for operand in &reading.operands {
                act.delete(&act.path(operand));
            }
            Some(Outcome::silent())
        }
        _ => {
            let _ = invocation;
            None
        }
    }
}
