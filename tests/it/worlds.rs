//! Owns the worlds that rows of the corpora are judged in: declared in `tests/worlds/*.json`, answered from memory, and
//! built on disk where a row goes through a real binary; judges nothing. `tests/worlds/README.md` explains the files.

mod agree;
mod declared;
mod disk;
mod history;
mod questions;
mod shape;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

pub(crate) use declared::DeclaredWorld;
pub(crate) use disk::BuiltWorld;

/// The world every other world has in it: the machine, and the home directory of the person who works there.
const MACHINE: &str = "machine";

/// The world called `name`.
pub(crate) fn named(name: &str) -> Option<&'static DeclaredWorld> {
    all().get(name)
}

/// Every declared world by its name.
pub(crate) fn all() -> &'static BTreeMap<String, DeclaredWorld> {
    static WORLDS: OnceLock<BTreeMap<String, DeclaredWorld>> = OnceLock::new();
    WORLDS.get_or_init(load)
}

fn load() -> BTreeMap<String, DeclaredWorld> {
    let mut shapes: BTreeMap<String, shape::World> = files().iter().map(|path| read(path)).collect();
    let machine = shapes.remove(MACHINE).expect("tests/worlds/machine.json");
    let with_machine = |shape| DeclaredWorld::new(&machine, shape);
    shapes.into_iter().map(|(name, shape)| (name, with_machine(shape))).collect()
}

fn read(path: &Path) -> (String, shape::World) {
    let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
    let text = fs::read_to_string(path).expect("a readable world");
    let shape = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    (name, shape)
}

fn files() -> Vec<PathBuf> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/worlds");
    let entries = fs::read_dir(directory).expect("tests/worlds");
    let paths = entries.map(|entry| entry.expect("an entry of tests/worlds").path());
    paths.filter(|path| path.extension().is_some_and(|end| end == "json")).collect()
}

#[test]
fn every_world_says_what_it_is_for() {
    for (name, world) in all() {
        assert!(world.about.len() > 20 && world.about.ends_with('.'), "{name}: {}", world.about);
    }
}
