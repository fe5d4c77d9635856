//! Owns a reading of Rust good enough for gates: what is code, what ships, where functions begin and end; no grammar.

/// A function as the gates measure it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Function {
    /// Its name.
    pub(super) name: String,
    /// The line it begins on, counted from one.
    pub(super) line: usize,
    /// Its lines, from `fn` to the closing brace.
    pub(super) lines: usize,
    /// Its parameters, `self` among them.
    pub(super) parameters: usize,
}

/// The code of `text` that ships: no comments, no text in quotes, no item that exists for tests only. Every byte that is
/// taken out becomes a blank, so that lines and offsets stay.
pub(super) fn shipped(text: &str) -> String {
    without_tests(code(text))
}

/// `text` with comments and quoted text blanked.
pub(super) fn code(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut kept = String::with_capacity(text.len());
    let mut at = 0;
    while at < bytes.len() {
        let end = at + quiet(&text[at..], at > 0 && is_word(bytes[at - 1]));
        let loud = end == at;
        let end = if loud { at + text[at..].chars().next().map_or(1, char::len_utf8) } else { end };
        match loud {
            true => kept.push_str(&text[at..end]),
            false => kept.extend(text[at..end].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' })),
        }
        at = end;
    }
    kept
}

/// How many bytes at the start of `rest` are a comment or a literal.
fn quiet(rest: &str, inside_word: bool) -> usize {
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with("/*") {
        return block_comment(rest);
    }
    let prefix = if inside_word { 0 } else { literal_prefix(rest) };
    let is_raw = rest[..prefix].contains('r');
    match rest.as_bytes().get(prefix) {
        Some(b'"' | b'#') if is_raw => prefix + raw(&rest[prefix..]),
        Some(b'"') => prefix + quoted(&rest[prefix..]),
        Some(b'\'') => character(rest),
        _ => 0,
    }
}

fn literal_prefix(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let word = bytes.iter().take_while(|byte| matches!(byte, b'b' | b'c' | b'r')).count();
    let hashes = bytes[word..].iter().take_while(|byte| **byte == b'#').count();
    let is_literal = word <= 2 && bytes.get(word + hashes) == Some(&b'"');
    if is_literal && (hashes == 0 || bytes[..word].contains(&b'r')) { word } else { 0 }
}

fn block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    let bytes = rest.as_bytes();
    while at + 1 < bytes.len() {
        match &bytes[at..at + 2] {
            b"/*" => (depth, at) = (depth + 1, at + 2),
            b"*/" if depth == 1 => return at + 2,
            b"*/" => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
    }
    rest.len()
}

fn quoted(rest: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in rest.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

fn raw(rest: &str) -> usize {
    let hashes = rest.bytes().take_while(|byte| *byte == b'#').count();
    let close = format!("\"{}", "#".repeat(hashes));
    rest[hashes + 1..].find(&close).map_or(rest.len(), |at| hashes + 1 + at + close.len())
}

/// A character literal, as opposed to a lifetime.
fn character(rest: &str) -> usize {
    let mut inner = rest[1..].chars();
    match (inner.next(), inner.next()) {
        (Some('\\'), Some(_)) => rest[3..].find('\'').map_or(0, |at| at + 4),
        (Some(only), Some('\'')) => 2 + only.len_utf8(),
        _ => 0,
    }
}

fn without_tests(mut code: String) -> String {
    const MARK: &str = "#[cfg(test)]";
    while let Some(start) = code.find(MARK) {
        let end = item_end(&code, start + MARK.len());
        let blank: String = code[start..end].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
        code.replace_range(start..end, &blank);
    }
    code
}

fn item_end(code: &str, from: usize) -> usize {
    match code[from..].find(['{', ';']) {
        Some(at) if code.as_bytes()[from + at] == b'{' => closing(code, from + at) + 1,
        Some(at) => from + at + 1,
        None => code.len(),
    }
}

/// The offset of the bracket that closes the one at `open`, or the last offset.
fn closing(code: &str, open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, byte) in code.bytes().enumerate().skip(open) {
        match byte {
            b'{' | b'(' | b'[' => depth += 1,
            b'}' | b')' | b']' if depth == 1 => return at,
            b'}' | b')' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    code.len().saturating_sub(1)
}

/// The functions of `code` that have a body.
pub(super) fn functions(code: &str) -> Vec<Function> {
    words_at(code, "fn").filter_map(|at| function(code, at)).collect()
}

/// Where `word` stands as a whole word.
pub(super) fn words_at<'a>(code: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let bytes = code.as_bytes();
    code.match_indices(word).map(|(at, _)| at).filter(move |at| {
        let before = at.checked_sub(1).is_some_and(|before| is_word(bytes[before]));
        let after = bytes.get(at + word.len()).is_some_and(|byte| is_word(*byte));
        !before && !after
    })
}

/// The line of the byte at `at`, counted from one.
pub(super) fn line_of(code: &str, at: usize) -> usize {
    code[..at].matches('\n').count() + 1
}

fn function(code: &str, at: usize) -> Option<Function> {
    let name_start = at + 2 + code[at + 2..].len() - code[at + 2..].trim_start().len();
    let name: String = code[name_start..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    let open = after_generics(code, name_start + name.len())?;
    let close = closing(code, open);
    let body = body_start(code, close + 1)?;
    let end = closing(code, body);
    let lines = code[at..=end].matches('\n').count() + 1;
    (!name.is_empty()).then(|| Function {
        line: line_of(code, at),
        lines,
        parameters: parameters(&code[open + 1..close]),
        name,
    })
}

/// The parenthesis that opens the parameters of a function whose name ends at `from`.
fn after_generics(code: &str, from: usize) -> Option<usize> {
    let mut depth = 0_i32;
    for (at, byte) in code.bytes().enumerate().skip(from) {
        match byte {
            b'<' => depth += 1,
            b'>' if code.as_bytes()[at - 1] != b'-' => depth -= 1,
            b'(' if depth == 0 => return Some(at),
            b';' | b'{' if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

/// The brace that opens the body of a function whose parameters end before `from`; none for a mere declaration.
fn body_start(code: &str, from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(byte) = code.as_bytes().get(at) {
        match byte {
            b'{' => return Some(at),
            b';' => return None,
            b'(' | b'[' => at = closing(code, at),
            _ => {}
        }
        at += 1;
    }
    None
}

fn parameters(list: &str) -> usize {
    let (mut depth, mut count, mut pending) = (0_i32, 0, false);
    for (at, byte) in list.bytes().enumerate() {
        match byte {
            b'(' | b'[' | b'{' | b'<' => depth += 1,
            b')' | b']' | b'}' => depth -= 1,
            b'>' if at > 0 && list.as_bytes()[at - 1] != b'-' => depth -= 1,
            b',' if depth == 0 => (count, pending) = (count + 1, false),
            _ => pending |= !byte.is_ascii_whitespace(),
        }
    }
    count + usize::from(pending)
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

#[test]
fn comments_and_quoted_text_are_no_code() {
    for (text, expected) in [
        ("a // b\nc", "a     \nc"),
        ("a /* b /* c */ d */ e", "a                   e"),
        (r#"f("x\"y", 'z')"#, "f(      ,    )"),
        (r###"r#"a " b"# + 1"###, "           + 1"),
        ("br\"a\" b'\\n' c", "      b     c"),
        ("fn f<'a>(x: &'a str)", "fn f<'a>(x: &'a str)"),
        ("'\\'' + '\"' + x", "     +     + x"),
        ("for_r\"x\"", "for_r   "),
    ] {
        assert_eq!(code(text), expected, "{text}");
    }
}

#[test]
fn what_exists_for_tests_does_not_ship() {
    let text =
        "fn a() {}\n#[cfg(test)]\nmod tests {\n fn b() {}\n}\n#[cfg(test)]\nuse x::{y, z};\nfn c() {}\n";
    let kept = shipped(text);
    assert_eq!(kept.lines().count(), text.lines().count());
    let names: Vec<_> = functions(&kept).into_iter().map(|function| function.name).collect();
    assert_eq!(names, ["a", "c"]);
}

#[test]
fn functions_are_measured() {
    let code = "fn one<F: Fn(u8) -> u8>(&self, f: F, m: Map<A, B>, ) -> [u8; 4]\nwhere F: Copy {\n  x\n}\nfn no();\nfn z() {}";
    let expected = [("one", 1, 4, 3), ("z", 6, 1, 0)];
    let found: Vec<_> = functions(code);
    let found: Vec<_> = found.iter().map(|f| (f.name.as_str(), f.line, f.lines, f.parameters)).collect();
    assert_eq!(found, expected);
}
