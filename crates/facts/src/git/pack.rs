//! Owns the format of packs and their indexes (version 2), as gitformat-pack(5) describes it; knows no commit and no
//! tree.

use std::cell::{Cell, OnceCell};
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::Path;

use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress, inflate_flags as flag};

use super::delta;
use super::id::{Id, LENGTH, Prefix};
use super::object::{Kind, LARGEST, Object};
use crate::file;

/// How many deltas an object may be away from its base. Git itself makes no chain longer than 4095.
const LONGEST_CHAIN: usize = 4096;

/// Bytes of an index before its ids: magic, version and the counts by first byte.
const TABLE: u64 = 8 + 256 * 4;

/// How many ids are read at once when one is looked for.
const CHUNK: u64 = 512;

/// A pack, of which only the counts by first byte are held in memory.
#[derive(Debug)]
pub(crate) struct Pack {
    index: File,
    counts: Vec<u8>,
    place: String,
    pack: OnceCell<Option<File>>,
}

/// How an object in a pack is written.
enum Form {
    Whole(Kind),
    /// As changes to the object so many bytes before it.
    Before(u64),
    /// As changes to another object of the pack.
    Of(Id),
}

impl Pack {
    /// The pack whose index is at `place`; none where that is not one.
    pub(crate) fn open(place: &str) -> Option<Self> {
        let (index, _) = file::open(Path::new(place)).ok()?;
        let mut table = vec![0; usize::try_from(TABLE).ok()?];
        index.read_exact_at(&mut table, 0).ok()?;
        let counts = table.strip_prefix(b"\xfftOc\0\0\0\x02")?.to_vec();
        let place = place.strip_suffix(".idx")?;
        Some(Self { index, counts, place: format!("{place}.pack"), pack: OnceCell::new() })
    }

    /// The object `id`. What is inflated is taken from `left`.
    pub(crate) fn read(&self, id: Id, left: &Cell<usize>) -> Option<Object> {
        let mut offset = self.offset(id)?;
        let mut changes = Vec::new();
        let kind = loop {
            let (form, size, start) = self.header(offset)?;
            let content = self.inflated(start, size, left)?;
            changes.push(content);
            match form {
                Form::Whole(kind) => break kind,
                Form::Before(distance) => offset = offset.checked_sub(distance)?,
                Form::Of(base) => offset = self.offset(base)?,
            }
            if changes.len() > LONGEST_CHAIN {
                return None;
            }
        };
        let mut content = changes.pop()?;
        while let Some(change) = changes.pop() {
            content = delta::applied(&content, &change, LARGEST.min(left.get()))?;
            left.set(left.get().saturating_sub(content.len()));
        }
        Some(Object { kind, content })
    }

    /// Up to two ids that begin with `prefix`: enough to tell whether there is one only.
    pub(crate) fn beginning(&self, prefix: Prefix) -> Vec<Id> {
        let start = self.position(prefix.id).unwrap_or(0);
        (start..start + 2).map_while(|at| self.id(at).filter(|id| prefix.matches(*id))).collect()
    }

    fn count(&self, byte: usize) -> Option<u64> {
        self.counts.get(4 * byte..)?.first_chunk().map(|count| u64::from(u32::from_be_bytes(*count)))
    }

    fn id(&self, position: u64) -> Option<Id> {
        if position >= self.count(255)? {
            return None;
        }
        let mut id = [0; LENGTH];
        self.index.read_exact_at(&mut id, TABLE + position * LENGTH as u64).ok()?;
        Some(Id(id))
    }

    /// The position of the first id that is not smaller than `id`.
    fn position(&self, id: Id) -> Option<u64> {
        let first = usize::from(id.0[0]);
        let (mut low, mut high) = (if first == 0 { 0 } else { self.count(first - 1)? }, self.count(first)?);
        while high.checked_sub(low)? > CHUNK {
            let middle = low + (high - low) / 2;
            if self.id(middle)? < id { low = middle + 1 } else { high = middle }
        }
        let mut ids = vec![0; usize::try_from((high - low) * LENGTH as u64).ok()?];
        self.index.read_exact_at(&mut ids, TABLE + low * LENGTH as u64).ok()?;
        let (ids, _) = ids.as_chunks::<LENGTH>();
        Some(low + ids.partition_point(|other| *other < id.0) as u64)
    }

    /// Where in the pack the object `id` starts.
    fn offset(&self, id: Id) -> Option<u64> {
        let position = self.position(id)?;
        if self.id(position)? != id {
            return None;
        }
        let count = self.count(255)?;
        let (mut short, mut long) = ([0; 4], [0; 8]);
        let offsets = TABLE + count * (LENGTH as u64 + 4);
        self.index.read_exact_at(&mut short, offsets + position * 4).ok()?;
        let short = u64::from(u32::from_be_bytes(short));
        let Some(place) = short.checked_sub(1 << 31) else { return Some(short) };
        self.index.read_exact_at(&mut long, offsets + count * 4 + place * 8).ok()?;
        Some(u64::from_be_bytes(long))
    }

    fn pack(&self) -> Option<&File> {
        self.pack.get_or_init(|| file::open(Path::new(&self.place)).ok().map(|(file, _)| file)).as_ref()
    }

    /// How the object at `offset` is written, how large that is inflated, and where it starts.
    fn header(&self, offset: u64) -> Option<(Form, usize, u64)> {
        let mut bytes = [0; 48];
        let length = self.pack()?.read_at(&mut bytes, offset).ok()?;
        let mut bytes = bytes[..length].iter();
        let first = *bytes.next()?;
        let (mut byte, mut size, mut shift) = (first, usize::from(first & 15), 4);
        while byte & 0x80 != 0 {
            byte = *bytes.next()?;
            size |= usize::from(byte & 0x7f).checked_shl(shift).filter(|_| shift < 40)?;
            shift += 7;
        }
        let form = match first >> 4 & 7 {
            1 => Form::Whole(Kind::Commit),
            2 => Form::Whole(Kind::Tree),
            3 => Form::Whole(Kind::Blob),
            4 => Form::Whole(Kind::Tag),
            6 => Form::Before(distance(&mut bytes)?),
            7 => {
                let id = Id::from_bytes(bytes.as_slice())?;
                bytes.nth(LENGTH - 1);
                Form::Of(id)
            }
            _ => return None,
        };
        Some((form, size, offset + (length - bytes.len()) as u64))
    }

    fn inflated(&self, start: u64, size: usize, left: &Cell<usize>) -> Option<Vec<u8>> {
        left.set(left.get().checked_sub(size).filter(|_| size <= LARGEST)?);
        let (pack, mut at) = (self.pack()?, start);
        let mut state = Box::<DecompressorOxide>::default();
        let (mut content, mut filled) = (vec![0; size], 0);
        let mut piece = [0; 4096];
        loop {
            let length = pack.read_at(&mut piece, at).ok().filter(|length| *length > 0)?;
            let flags = flag::TINFL_FLAG_PARSE_ZLIB_HEADER
                | flag::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF
                | flag::TINFL_FLAG_HAS_MORE_INPUT;
            let (status, _, written) = decompress(&mut state, &piece[..length], &mut content, filled, flags);
            at += length as u64;
            filled += written;
            match status {
                TINFLStatus::Done => return (filled == size).then_some(content),
                TINFLStatus::NeedsMoreInput => {}
                _ => return None,
            }
        }
    }
}

/// The distance to a base: seven bits a byte, each continuation adding one.
fn distance<'a>(bytes: &mut impl Iterator<Item = &'a u8>) -> Option<u64> {
    let mut byte = *bytes.next()?;
    let mut distance = u64::from(byte & 0x7f);
    while byte & 0x80 != 0 {
        byte = *bytes.next()?;
        distance = distance.checked_add(1)?.checked_mul(128)? | u64::from(byte & 0x7f);
    }
    (distance > 0).then_some(distance)
}
