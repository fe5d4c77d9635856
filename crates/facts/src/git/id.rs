//! Owns the ids of git objects: reading, writing and computing them; knows no object.

use std::fmt;

/// Bytes in a SHA-1 id.
pub(crate) const LENGTH: usize = 20;

/// The id of an object: the SHA-1 of its header and content.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Id(pub(crate) [u8; LENGTH]);

impl Id {
    /// The id in the first bytes of `bytes`.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.first_chunk().copied().map(Self)
    }

    /// The id that is written as forty hexadecimal digits.
    pub(crate) fn from_hex(text: &[u8]) -> Option<Self> {
        let prefix = Prefix::from_hex(text)?;
        (prefix.digits == 2 * LENGTH).then_some(prefix.id)
    }

    /// Forty hexadecimal digits.
    pub(crate) fn to_hex(self) -> String {
        let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or('0');
        self.0.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_hex())
    }
}

/// The first digits of an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Prefix {
    /// The digits, with zeros for those that are not given.
    pub(crate) id: Id,
    /// How many digits are given.
    pub(crate) digits: usize,
}

impl Prefix {
    /// At least four and at most forty hexadecimal digits, as git asks of an abbreviated id.
    pub(crate) fn from_hex(text: &[u8]) -> Option<Self> {
        if !(4..=2 * LENGTH).contains(&text.len()) {
            return None;
        }
        let mut id = [0; LENGTH];
        for (at, digit) in text.iter().enumerate() {
            let value = u8::try_from(char::from(*digit).to_digit(16)?).ok()?;
            id[at / 2] |= if at % 2 == 0 { value << 4 } else { value };
        }
        Some(Self { id: Id(id), digits: text.len() })
    }

    /// Whether `id` begins with these digits.
    pub(crate) fn matches(self, id: Id) -> bool {
        let (whole, half) = (self.digits / 2, self.digits % 2);
        self.id.0[..whole] == id.0[..whole] && (half == 0 || (self.id.0[whole] ^ id.0[whole]) & 0xf0 == 0)
    }
}

/// Computes the id of a blob of which the size is known and the content comes in pieces.
pub(crate) struct Hasher(sha1_smol::Sha1);

impl Hasher {
    /// The start of a blob of `size` bytes.
    pub(crate) fn blob(size: u64) -> Self {
        let mut sha = sha1_smol::Sha1::new();
        sha.update(format!("blob {size}\0").as_bytes());
        Self(sha)
    }

    /// The next piece.
    pub(crate) fn update(&mut self, piece: &[u8]) {
        self.0.update(piece);
    }

    /// The id of all pieces.
    pub(crate) fn finish(self) -> Id {
        Id(self.0.digest().bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hex_goes_both_ways() {
        let text = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";
        let id = Id::from_hex(text.as_bytes()).unwrap();
        assert_eq!(id.to_hex(), text);
        assert_eq!(Hasher::blob(0).finish(), id);
        for wrong in
            ["", "e69", "e69de29bb2d1d6434b8b29ae775ad8c2e48c539", "x69de29bb2d1d6434b8b29ae775ad8c2e48c5391"]
        {
            assert_eq!(Id::from_hex(wrong.as_bytes()), None, "{wrong}");
        }
    }

    #[test]
    fn a_prefix_matches_by_digit() {
        let id = Id::from_hex(b"e69de29bb2d1d6434b8b29ae775ad8c2e48c5391").unwrap();
        for (prefix, expected) in [("e69d", true), ("e69de", true), ("e69df", false), ("e69c", false)] {
            assert_eq!(Prefix::from_hex(prefix.as_bytes()).unwrap().matches(id), expected, "{prefix}");
        }
        assert_eq!(Prefix::from_hex(b"e69"), None);
    }
}
