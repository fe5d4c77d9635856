//! Owns holding this room against the real git: every shape of repository is built by git and judged by git.

#![cfg(unix)]
#![expect(clippy::disallowed_types, reason = "the real git is the oracle")]
#![expect(clippy::disallowed_methods, reason = "tests make the files that are read")]
#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

mod damage;
mod history;
mod partly;
mod pipes;
mod places;
mod random;
mod repo;
mod revisions;
mod settings;
mod work;
