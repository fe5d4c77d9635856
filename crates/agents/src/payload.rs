//! Owns reading a hook's input as a shallow JSON object; knows no platform's keys.
//!
//! Text and objects are kept down to [`DEPTH`], borrowed where they can be; everything else is skipped without
//! recursion, so nesting costs no stack. One pass, and no key may stand twice where it could be read.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::Malformed;

/// The longest input that is read, in bytes.
pub const LONGEST_PAYLOAD: usize = 1024 * 1024;

/// How many objects deep values are kept; below that they are skipped.
const DEPTH: u8 = 3;

/// Room for the members of an ordinary payload.
const ORDINARY: usize = 16;

/// Up to this many keys, comparing each with each is cheaper than sorting them.
const FEW: usize = 32;

/// The input of a hook.
#[derive(Debug)]
pub struct Payload<'a> {
    members: Members<'a>,
}

/// The members of an object, in their order.
pub(crate) type Members<'a> = Vec<(Cow<'a, str>, Json<'a>)>;

/// A JSON value, as far as anybody looks into it.
#[derive(Debug)]
pub(crate) enum Json<'a> {
    /// A string.
    Text(Cow<'a, str>),
    /// An object.
    Object(Members<'a>),
    /// A number, a boolean, null, an array, or an object too deep down.
    Other,
}

impl<'a> Payload<'a> {
    /// Reads `bytes` as one JSON object.
    ///
    /// # Errors
    /// [`Malformed`] where it is anything else.
    pub fn read(bytes: &'a [u8]) -> Result<Self, Malformed> {
        if bytes.len() > LONGEST_PAYLOAD {
            return Err(Malformed::TooLarge);
        }
        if bytes.starts_with(b"\xef\xbb\xbf") {
            return Err(Malformed::ByteOrderMark);
        }
        let text =
            std::str::from_utf8(bytes).map_err(|error| Malformed::NotUtf8 { at: error.valid_up_to() })?;
        let members = Self::members(text)?;
        match duplicate(&members) {
            Some(key) => Err(Malformed::DuplicateKey { key: key.to_owned() }),
            None => Ok(Self { members }),
        }
    }

    fn members(text: &'a str) -> Result<Members<'a>, Malformed> {
        if text.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n')) {
            return Err(Malformed::Empty);
        }
        let mut reader = serde_json::Deserializer::from_str(text);
        let json = Shallow { depth: DEPTH }.deserialize(&mut reader);
        let json = json.map_err(|error| Malformed::NotJson { error: error.to_string() })?;
        reader.end().map_err(|error| Malformed::Trailing { error: error.to_string() })?;
        match json {
            Json::Object(members) => Ok(members),
            Json::Text(_) | Json::Other => Err(Malformed::NotAnObject),
        }
    }

    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        text(&self.members, key)
    }

    pub(crate) fn object(&self, key: &str) -> Option<&Members<'a>> {
        match get(&self.members, key)? {
            Json::Object(members) => Some(members),
            Json::Text(_) | Json::Other => None,
        }
    }
}

/// The value of `key`.
pub(crate) fn get<'m, 'a>(members: &'m Members<'a>, key: &str) -> Option<&'m Json<'a>> {
    members.iter().find(|(own, _)| own == key).map(|(_, value)| value)
}

/// The value of `key`, if it is text.
pub(crate) fn text<'m>(members: &'m Members<'_>, key: &str) -> Option<&'m str> {
    match get(members, key)? {
        Json::Text(text) => Some(text),
        Json::Object(_) | Json::Other => None,
    }
}

/// A key that stands twice in one object, at any kept depth.
fn duplicate<'m>(members: &'m Members<'_>) -> Option<&'m str> {
    let below = || {
        members.iter().find_map(|(_, value)| match value {
            Json::Object(members) => duplicate(members),
            Json::Text(_) | Json::Other => None,
        })
    };
    repeated(members).or_else(below)
}

fn repeated<'m>(members: &'m Members<'_>) -> Option<&'m str> {
    if members.len() <= FEW {
        let before = |at: usize, key: &str| members[..at].iter().any(|(own, _)| own == key);
        return members
            .iter()
            .enumerate()
            .find(|(at, (key, _))| before(*at, key))
            .map(|(_, (key, _))| &**key);
    }
    let mut keys: Vec<&str> = members.iter().map(|(key, _)| &**key).collect();
    keys.sort_unstable();
    keys.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0])
}

/// Reads a value, objects down to `depth`.
#[derive(Clone, Copy)]
struct Shallow {
    depth: u8,
}

/// A key, borrowed where it has no escapes.
#[derive(Deserialize)]
#[serde(transparent)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'de> DeserializeSeed<'de> for Shallow {
    type Value = Json<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        if self.depth == 0 {
            return deserializer.deserialize_ignored_any(IgnoredAny).map(|_| Json::Other);
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Shallow {
    type Value = Json<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Json::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Json::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Json::Other)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(Json::Other)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(Json::Other)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(Json::Other)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Json::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<Self::Value, A::Error> {
        while values.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Json::Other)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::with_capacity(if self.depth == DEPTH { ORDINARY } else { 0 });
        while let Some(Key(key)) = map.next_key()? {
            members.push((key, map.next_value_seed(Self { depth: self.depth - 1 })?));
        }
        Ok(Json::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(bytes: &[u8]) -> &'static str {
        match Payload::read(bytes) {
            Ok(_) => "",
            Err(malformed) => malformed.rule(),
        }
    }

    #[test]
    fn input_is_one_json_object_or_says_what_else_it_is() {
        let rows: &[(&[u8], &str)] = &[
            (b"{}", ""),
            (b" \n{\"a\": [1, {\"b\": null}], \"c\": -1.5e3, \"d\": true}\n", ""),
            (b"", "input.empty"),
            (b" \r\n\t", "input.empty"),
            (b"\xef\xbb\xbf{}", "input.byte-order-mark"),
            (b"\xff\xfe{\0}\0", "input.not-utf8"),
            (b"{\"a\": \"\xff\"}", "input.not-utf8"),
            (b"{\"a\": [[{\"b\": \"\xc3\"}]]}", "input.not-utf8"),
            (b"{", "input.not-json"),
            (b"{\"a\": 1", "input.not-json"),
            (b"{\"a\": \"\\ud800\"}", "input.not-json"),
            (b"{\"a\": \"\\udc00\\ud800\"}", "input.not-json"),
            (b"{\"a\": \"\x01\"}", "input.not-json"),
            (b"{a: 1}", "input.not-json"),
            (b"{'a': 1}", "input.not-json"),
            (b"{\"a\": 1,}", "input.not-json"),
            (b"{\"a\": NaN}", "input.not-json"),
            (b"\0", "input.not-json"),
            (b"[{}]", "input.not-an-object"),
            (b"\"{}\"", "input.not-an-object"),
            (b"null", "input.not-an-object"),
            (b"{}{}", "input.trailing"),
            (b"{}\0", "input.trailing"),
            (b"{} // fine", "input.trailing"),
            (b"{\"a\": 1, \"a\": 1}", "input.duplicate-key"),
            (b"{\"a\": 1, \"\\u0061\": 1}", "input.duplicate-key"),
            (b"{\"t\": {\"a\": 1, \"b\": 2, \"a\": 1}}", "input.duplicate-key"),
            (b"{\"t\": {\"a\": {\"a\": {\"a\": 1}}}}", ""),
        ];
        let wrong: Vec<_> = rows
            .iter()
            .filter(|(bytes, expected)| rule(bytes) != *expected)
            .map(|(bytes, expected)| (String::from_utf8_lossy(bytes), *expected, rule(bytes)))
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn size_and_nesting_cost_neither_stack_nor_more_than_linear_time() {
        let mut many = String::from("{");
        for at in 0..80_000 {
            many.push_str(&format!("\"k{at}\":1,"));
        }
        for (unit, expected) in [
            ("[", "input.not-json"),
            ("{\"a\":", "input.not-json"),
            ("a", "input.not-json"),
            ("\0", "input.not-json"),
            ("\"", "input.trailing"),
            (" ", "input.empty"),
            (many.as_str(), "input.not-json"),
        ] {
            let input = unit.repeat(LONGEST_PAYLOAD / unit.len());
            assert_eq!(rule(input.as_bytes()), expected, "{:.9}", unit);
        }
        assert_eq!(rule(&vec![b' '; LONGEST_PAYLOAD + 1]), "input.too-large");
        many.push_str("\"k7\":2}");
        assert_eq!(rule(many.as_bytes()), "input.duplicate-key");
    }
}
