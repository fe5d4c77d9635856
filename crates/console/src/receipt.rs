//! Owns what is remembered about a settings file that we changed, so that it can be restored; changes no settings file.

use std::io::Write;
use std::path::{Path, PathBuf};

use fs_err as fs;
use serde::{Deserialize, Serialize};

use crate::failure::Failure;

/// What a settings file was before us and what we made of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Receipt {
    /// The file, links followed.
    pub(crate) file: PathBuf,
    /// Its text before us; none where there was no file.
    pub(crate) original: Option<String>,
    /// Its text as we wrote it.
    pub(crate) written: String,
    /// The containers in it that we made.
    pub(crate) created: Vec<String>,
    /// The directories above it that we made, the outermost first.
    pub(crate) directories: Vec<PathBuf>,
}

/// Where receipts are kept.
pub(crate) struct Receipts {
    directory: PathBuf,
}

impl Receipts {
    /// Those below the state directory `state`.
    pub(crate) fn below(state: &Path) -> Self {
        Self { directory: state.join("registrations") }
    }

    /// The one about `file`. One that cannot be read is none: without it, uninstalling takes out our entries alone.
    pub(crate) fn find(&self, file: &Path) -> Option<Receipt> {
        let text = fs::read_to_string(self.path(file)).ok()?;
        let receipt: Receipt = serde_json::from_str(&text).ok()?;
        (receipt.file == file).then_some(receipt)
    }

    /// Keeps `receipt` in place of what is known about its file. Nobody else may read it: settings can hold secrets.
    pub(crate) fn keep(&self, receipt: &Receipt) -> Result<(), Failure> {
        let refused = |error| Failure::refused("remember the change in", &self.directory, &error);
        private_directory(&self.directory).map_err(refused)?;
        let text = serde_json::to_string_pretty(receipt).map_err(std::io::Error::other)?;
        let mut file = tempfile::NamedTempFile::new_in(&self.directory).map_err(refused)?;
        file.write_all(text.as_bytes()).map_err(refused)?;
        file.persist(self.path(&receipt.file)).map(drop).map_err(|error| refused(error.error))
    }

    /// Forgets what is known about `file`, and the store itself if that was all.
    pub(crate) fn forget(&self, file: &Path) {
        let gone = fs::remove_file(self.path(file)).and_then(|()| fs::remove_dir(&self.directory));
        if gone.is_ok() {
            let _ = self.directory.parent().map(fs::remove_dir);
        }
    }

    fn path(&self, file: &Path) -> PathBuf {
        self.directory.join(format!("{:016x}.json", fingerprint(file.as_os_str().as_encoded_bytes())))
    }
}

#[cfg(unix)]
fn private_directory(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

#[cfg(not(unix))]
fn private_directory(path: &Path) -> std::io::Result<()> {
    fs::create_dir_all(path)
}

/// FNV-1a (RFC 9923): the same for the same path in every release, which the standard library's hasher does not promise.
/// Two paths that share one are told apart by the path in the receipt.
fn fingerprint(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingerprints_are_those_of_the_published_test_vectors() {
        assert_eq!(fingerprint(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fingerprint(b"foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn a_receipt_is_found_again_until_it_is_forgotten() {
        let state = tempfile::tempdir().unwrap();
        let receipts = Receipts::below(&state.path().join("wavebreak"));
        let file = PathBuf::from("/home/x/.claude/settings.json");
        let receipt = Receipt {
            file: file.clone(),
            original: None,
            written: "{}".into(),
            created: vec!["hooks".into()],
            directories: Vec::new(),
        };
        receipts.keep(&receipt).unwrap();
        assert_eq!(receipts.find(&file), Some(receipt));
        receipts.forget(&file);
        assert_eq!(receipts.find(&file), None);
        assert_eq!(fs::read_dir(state.path()).unwrap().count(), 0);
    }
}
