//! Owns what git's subcommands do to work, history and remotes; reads no repository itself.

use shell::{Invocation, Outcome};

use crate::act::Act;
use crate::reading::Reading;

/// What a call of git does; none where the tables say all there is.
pub(crate) fn run(
    act: &mut Act<'_, '_, '_>,
    invocation: &Invocation<'_>,
    reading: &Reading<'_>,
) -> Option<Outcome> {
    let _ = (act, invocation, reading);
    None
}
