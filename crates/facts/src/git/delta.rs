//! Owns applying a delta of a pack to its base, as gitformat-pack(5) describes it; knows no pack.

/// What `delta` makes of `base`; none where it does not fit or makes more than `limit` bytes.
pub(crate) fn applied(base: &[u8], delta: &[u8], limit: usize) -> Option<Vec<u8>> {
    let mut rest = delta;
    if size(&mut rest)? != base.len() {
        return None;
    }
    let wanted = size(&mut rest).filter(|wanted| *wanted <= limit)?;
    let mut made = Vec::with_capacity(wanted);
    while let Some((&order, after)) = rest.split_first() {
        rest = after;
        let piece = match order {
            0 => return None,
            0x80.. => copied(base, order, &mut rest)?,
            length => {
                let (literal, after) = rest.split_at_checked(usize::from(length))?;
                rest = after;
                literal
            }
        };
        if made.len() + piece.len() > wanted {
            return None;
        }
        made.extend_from_slice(piece);
    }
    (made.len() == wanted).then_some(made)
}

/// A size: seven bits a byte, the lowest first.
fn size(rest: &mut &[u8]) -> Option<usize> {
    let (mut value, mut shift) = (0, 0);
    loop {
        let byte = next(rest)?;
        value |= usize::from(byte & 0x7f).checked_shl(shift).filter(|_| shift < 40)?;
        shift += 7;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
}

/// The piece of the base that `order` copies: its low bits say which bytes of offset and size follow.
fn copied<'b>(base: &'b [u8], order: u8, rest: &mut &[u8]) -> Option<&'b [u8]> {
    let (mut offset, mut length) = (0, 0);
    for bit in 0..7 {
        if order & 1 << bit == 0 {
            continue;
        }
        let byte = usize::from(next(rest)?);
        if bit < 4 { offset |= byte << (8 * bit) } else { length |= byte << (8 * (bit - 4)) }
    }
    let length = if length == 0 { 0x10000 } else { length };
    base.get(offset..)?.get(..length)
}

fn next(rest: &mut &[u8]) -> Option<u8> {
    let (first, after) = rest.split_first()?;
    *rest = after;
    Some(*first)
}

#[cfg(test)]
mod tests {
    use super::applied;

    #[test]
    fn copies_and_inserts() {
        let base = b"hello world";
        let delta = [11, 9, 0x91, 6, 5, 4, b' ', b'y', b'o', b'u'];
        assert_eq!(applied(base, &delta, 100).as_deref(), Some(&b"world you"[..]));
        assert_eq!(applied(base, &delta, 8), None, "larger than allowed");
        for end in 0..delta.len() {
            assert_eq!(applied(base, &delta[..end], 100), None, "cut at {end}");
        }
        assert_eq!(applied(base, &[11, 9, 0x91, 6, 6], 100), None, "copies past the end");
        assert_eq!(applied(base, &[11, 0, 0], 100), None, "reserved");
        assert_eq!(applied(base, &[10, 0], 100), None, "another base");
    }
}
