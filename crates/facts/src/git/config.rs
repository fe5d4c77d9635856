//! Owns the grammar of git's configuration files, as `git-config(1)` describes it; knows no file and no key.

/// The largest configuration file that is read: a thousand times a usual one.
pub(crate) const LARGEST: usize = 1 << 20;

/// Reads the settings of one file in their order. Lines that git would not understand are passed over.
pub(crate) struct Reader<'a> {
    text: &'a [u8],
    section: Vec<u8>,
    subsection: Option<Vec<u8>>,
}

/// A setting: the key and what it is set to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Setting<'a> {
    /// The section in lower case: `remote`.
    pub(crate) section: &'a [u8],
    /// The subsection as written: `origin`.
    pub(crate) subsection: Option<&'a [u8]>,
    /// The name in lower case: `url`.
    pub(crate) name: Vec<u8>,
    /// The value; `true` where none is written.
    pub(crate) value: Vec<u8>,
}

impl Setting<'_> {
    /// Whether this is the setting of `key`, which is written `section.name` or `section.subsection.name`.
    pub(crate) fn is(&self, key: &str) -> bool {
        let Some((section, rest)) = key.split_once('.') else { return false };
        let (subsection, name) = match rest.rsplit_once('.') {
            Some((subsection, name)) => (Some(subsection.as_bytes()), name),
            None => (None, rest),
        };
        self.section.eq_ignore_ascii_case(section.as_bytes())
            && self.subsection == subsection
            && self.name.eq_ignore_ascii_case(name.as_bytes())
    }
}

/// The last value that `text` sets `key` to.
pub(crate) fn last(text: &[u8], key: &str) -> Option<Vec<u8>> {
    if !mentions(text, key.rsplit('.').next()?) {
        return None;
    }
    let (mut reader, mut value) = (Reader::new(text), None);
    while let Some(setting) = reader.next() {
        if setting.is(key) {
            value = Some(setting.value);
        }
    }
    value
}

/// Whether `word` stands anywhere in `text`. Most settings that are asked for are not there, and this is known sooner
/// than what is there.
fn mentions(text: &[u8], word: &str) -> bool {
    let Some((first, rest)) = word.as_bytes().split_first() else { return false };
    let (lower, upper) = (first.to_ascii_lowercase(), first.to_ascii_uppercase());
    let starts = text.iter().enumerate().filter(|(_, byte)| **byte == lower || **byte == upper);
    let follows =
        |at: usize| text.get(at + 1..at + 1 + rest.len()).is_some_and(|next| next.eq_ignore_ascii_case(rest));
    starts.map(|(at, _)| at).any(follows)
}

/// Whether a value means yes. Anything that git would not take for a boolean means no.
pub(crate) fn is_true(value: &[u8]) -> bool {
    ["true", "yes", "on", "1"].iter().any(|word| value.eq_ignore_ascii_case(word.as_bytes()))
}

/// Whether a value means no.
pub(crate) fn is_false(value: &[u8]) -> bool {
    ["false", "no", "off", "0", ""].iter().any(|word| value.eq_ignore_ascii_case(word.as_bytes()))
}

impl<'a> Reader<'a> {
    /// A reader of `text`.
    pub(crate) fn new(text: &'a [u8]) -> Self {
        let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
        Self { text, section: Vec::new(), subsection: None }
    }

    /// The next setting.
    pub(crate) fn next(&mut self) -> Option<Setting<'_>> {
        loop {
            match self.bump()? {
                byte if byte.is_ascii_whitespace() => {}
                b'#' | b';' => self.skip_line(),
                b'[' => self.header(),
                first if first.is_ascii_alphabetic() => {
                    if let Some((name, value)) = self.setting(first) {
                        let subsection = self.subsection.as_deref();
                        return Some(Setting { section: &self.section, subsection, name, value });
                    }
                }
                _ => self.skip_line(),
            }
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.first().copied()
    }

    fn bump(&mut self) -> Option<u8> {
        let (first, rest) = self.text.split_first()?;
        self.text = rest;
        Some(*first)
    }

    fn skip_line(&mut self) {
        let end = self.text.iter().position(|byte| *byte == b'\n').map_or(self.text.len(), |end| end + 1);
        self.text = &self.text[end..];
    }

    fn word(&mut self, start: &mut Vec<u8>, also: &[u8]) {
        while let Some(byte) = self.peek().filter(|byte| byte.is_ascii_alphanumeric() || also.contains(byte))
        {
            start.push(byte.to_ascii_lowercase());
            self.bump();
        }
    }

    fn skip_blanks(&mut self) {
        while self.peek().is_some_and(|byte| matches!(byte, b' ' | b'\t')) {
            self.bump();
        }
    }

    /// `[section]`, `[section "subsection"]` or the older `[section.subsection]`, after the bracket.
    fn header(&mut self) {
        self.section.clear();
        let mut name = Vec::new();
        self.word(&mut name, b"-.");
        self.skip_blanks();
        self.subsection = None;
        if self.peek() == Some(b'"') {
            self.bump();
            self.subsection = self.quoted();
        } else if let Some(dot) = name.iter().position(|byte| *byte == b'.') {
            self.subsection = Some(name.split_off(dot)[1..].to_vec());
        }
        if self.peek() == Some(b']') {
            self.bump();
            self.section = name;
        } else {
            self.skip_line();
        }
    }

    /// A subsection after its opening quote.
    fn quoted(&mut self) -> Option<Vec<u8>> {
        let mut text = Vec::new();
        loop {
            match self.bump()? {
                b'"' => return Some(text),
                b'\\' => text.push(self.bump()?),
                b'\n' => return None,
                byte => text.push(byte),
            }
        }
    }

    /// A setting of which `first` is read.
    fn setting(&mut self, first: u8) -> Option<(Vec<u8>, Vec<u8>)> {
        let mut name = vec![first.to_ascii_lowercase()];
        self.word(&mut name, b"-");
        self.skip_blanks();
        match self.peek() {
            Some(b'=') => {
                self.bump();
                let value = self.value()?;
                (!self.section.is_empty()).then_some((name, value))
            }
            None | Some(b'\n' | b'\r' | b'#' | b';') => {
                self.skip_line();
                (!self.section.is_empty()).then(|| (name, b"true".to_vec()))
            }
            Some(_) => {
                self.skip_line();
                None
            }
        }
    }

    /// A value after its equals sign, up to and with the end of its line.
    fn value(&mut self) -> Option<Vec<u8>> {
        let (mut value, mut kept, mut in_quotes) = (Vec::new(), 0, false);
        loop {
            match self.bump() {
                None | Some(b'\n') => break,
                Some(b'\r') if matches!(self.peek(), None | Some(b'\n')) => {}
                Some(b'#' | b';') if !in_quotes => {
                    self.skip_line();
                    break;
                }
                Some(b'"') => in_quotes = !in_quotes,
                Some(b'\\') => {
                    value.extend(self.escaped()?);
                    kept = value.len();
                }
                Some(byte) if byte.is_ascii_whitespace() && !in_quotes => {
                    if kept > 0 {
                        value.push(byte);
                    }
                }
                Some(byte) => {
                    value.push(byte);
                    kept = value.len();
                }
            }
        }
        value.truncate(kept);
        Some(value)
    }

    /// What stands after a backslash; nothing for a continued line.
    fn escaped(&mut self) -> Option<Option<u8>> {
        match self.bump() {
            Some(b'n') => Some(Some(b'\n')),
            Some(b't') => Some(Some(b'\t')),
            Some(b'b') => Some(Some(8)),
            Some(byte @ (b'"' | b'\\')) => Some(Some(byte)),
            Some(b'\n') => Some(None),
            Some(b'\r') if self.peek() == Some(b'\n') => {
                self.bump();
                Some(None)
            }
            _ => {
                self.skip_line();
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_git_reads() {
        let text = b"\xef\xbb\xbf[Core]\n bare\n\tWorkTree = /a b \\\n c ; d\n[alias \"x.Y\"] one=\"a # b\" \"c\" # d\r\n\
            two = \\\"q\\\"\\n\n[old.Sub]\nthree=3\n broken !\n[bad\nfour=4\n[remote \"o\\\"x\"]\n url = u";
        for (key, expected) in [
            ("core.bare", Some("true")),
            ("CORE.worktree", Some("/a b  c")),
            ("alias.x.Y.one", Some("a # b c")),
            ("alias.x.y.one", None),
            ("alias.x.Y.two", Some("\"q\"\n")),
            ("old.sub.three", Some("3")),
            ("old.sub.four", None),
            ("remote.o\"x.url", Some("u")),
        ] {
            let found = last(text, key).map(|value| String::from_utf8(value).unwrap());
            assert_eq!(found.as_deref(), expected, "{key}");
        }
    }
}
