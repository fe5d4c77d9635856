//! Owns embedding the law: reads `policy/` with the law's own reader and writes it as static tables.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::{env, fs};

use law::read::{Source, read, tables};

fn main() -> io::Result<()> {
    let files = policy_files(Path::new("policy"))?;
    let mut texts = Vec::new();
    for file in &files {
        texts.push((file.display().to_string(), fs::read_to_string(file)?));
    }
    let sources: Vec<Source<'_>> = texts.iter().map(|(name, text)| Source { name, text }).collect();
    match read(&sources) {
        Ok(law) => fs::write(out_file("law.rs")?, tables(&law))?,
        Err(mistakes) => {
            for mistake in mistakes {
                tell(&format!("error={mistake}"))?;
            }
        }
    }
    Ok(())
}

/// The files of the law: programs, rules and paths, each sorted by name, so that every build reads them alike.
fn policy_files(policy: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for directory in ["programs", "law"] {
        let directory = policy.join(directory);
        tell(&format!("rerun-if-changed={}", directory.display()))?;
        let mut found = fs::read_dir(directory)?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<io::Result<Vec<_>>>()?;
        found.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
        found.sort();
        files.extend(found);
    }
    files.push(policy.join("paths.json"));
    for file in &files {
        tell(&format!("rerun-if-changed={}", file.display()))?;
    }
    Ok(files)
}

fn out_file(name: &str) -> io::Result<PathBuf> {
    let directory = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("cargo sets no OUT_DIR"))?;
    Ok(Path::new(&directory).join(name))
}

/// Says something to cargo.
fn tell(what: &str) -> io::Result<()> {
    writeln!(io::stdout(), "cargo::{what}")
}
