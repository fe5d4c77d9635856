//! Owns finding in SQL what drops or mass-changes data; knows no program and no database.

/// What a text does to data: what it is done to, as one would name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Harm {
    /// Drops or empties this: `table users`.
    Drops(String),
    /// Deletes or changes every row of this table.
    AllRows(String),
}

/// Things whose drop loses data; an index or a view can be made again.
const KEPT_IN: &[&str] =
    &["TABLE", "DATABASE", "SCHEMA", "KEYSPACE", "TABLESPACE", "COLUMN", "PARTITION", "OWNED", "COLLECTION"];

/// Words that may stand between what is done and the name of what it is done to.
const FILLERS: &[&str] = &["IF", "EXISTS", "ONLY", "TABLE", "BY", "FROM", "LOW_PRIORITY", "QUICK", "IGNORE"];

/// What each statement of `text` does to data.
pub(crate) fn harms(text: &str) -> Vec<Harm> {
    Scanner { rest: text }.statements().iter().filter_map(|words| harm(words)).collect()
}

fn harm(words: &[String]) -> Option<Harm> {
    let is = |at: usize, word: &str| words.get(at).is_some_and(|own| own.eq_ignore_ascii_case(word));
    let find = |word: &str| (0..words.len()).find(|at| is(*at, word));
    if is(0, "TRUNCATE") {
        return Some(Harm::Drops(format!("table {}", name(&words[1..]))));
    }
    if let Some(at) = find("DROP") {
        let kind =
            words.get(at + 1).filter(|kind| KEPT_IN.iter().any(|kept| kind.eq_ignore_ascii_case(kept)));
        return kind
            .map(|kind| Harm::Drops(format!("{} {}", kind.to_ascii_lowercase(), name(&words[at + 2..]))));
    }
    let at = find("DELETE").or_else(|| find("UPDATE").filter(|_| find("SET").is_some()))?;
    let ordinary = !is(at, "DELETE") || find("FROM").is_some();
    let rows = !find("WHERE").is_some_and(|found| narrows(&words[found + 1..]));
    (ordinary && rows && starts_statement(words, at)).then(|| Harm::AllRows(name(&words[at + 1..])))
}

/// Whether the word at `at` begins a statement, or the part of one that a `WITH` prepared.
fn starts_statement(words: &[String], at: usize) -> bool {
    at == 0 || words[0].eq_ignore_ascii_case("WITH") || words[0].eq_ignore_ascii_case("EXPLAIN")
}

/// Whether a condition leaves any row out, as far as its words show: `1 = 1` and `true` do not.
fn narrows(condition: &[String]) -> bool {
    match condition {
        [one] => !one.eq_ignore_ascii_case("true") && one != "1",
        [one, equals, other] => equals != "=" || one != other,
        _ => true,
    }
}

fn name(words: &[String]) -> String {
    let mut names =
        words.iter().filter(|word| !FILLERS.iter().any(|filler| word.eq_ignore_ascii_case(filler)));
    names.next().cloned().unwrap_or_else(|| "…".into())
}

/// Reads SQL word by word.
struct Scanner<'t> {
    rest: &'t str,
}

impl Scanner<'_> {
    /// The words of each statement, without comments and with texts left out.
    fn statements(mut self) -> Vec<Vec<String>> {
        let (mut statements, mut words) = (Vec::new(), Vec::new());
        while let Some(first) = self.rest.chars().next() {
            match first {
                ';' => {
                    self.skip(1);
                    statements.push(std::mem::take(&mut words));
                }
                '\'' => {
                    self.quoted('\'');
                    words.push("'".into());
                }
                '"' | '`' => words.push(self.quoted(first)),
                _ if self.comment() || self.dollars() => {}
                _ if is_part(first) => words.push(self.word()),
                _ => {
                    if first == '=' {
                        words.push("=".into());
                    }
                    self.skip(first.len_utf8());
                }
            }
        }
        statements.push(words);
        statements.retain(|words| !words.is_empty());
        statements
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }

    /// What stands up to the next `end`, which is skipped too. Without one it is all that is left.
    fn up_to(&mut self, end: &str) -> String {
        let (found, rest) = self.rest.split_once(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        found.into()
    }

    fn quoted(&mut self, quote: char) -> String {
        self.skip(quote.len_utf8());
        self.up_to(quote.encode_utf8(&mut [0; 4]))
    }

    fn word(&mut self) -> String {
        let end = self.rest.find(|next: char| !is_part(next)).unwrap_or(self.rest.len());
        let word = self.rest[..end].into();
        self.skip(end);
        word
    }

    /// Skips a comment. What stands in `/*! … */` is none: MySQL runs it.
    fn comment(&mut self) -> bool {
        if self.rest.starts_with("/*!") {
            self.skip(3);
            self.rest = self.rest.trim_start_matches(|next: char| next.is_ascii_digit());
        } else if self.rest.starts_with("--") || self.rest.starts_with('#') {
            self.up_to("\n");
        } else if self.rest.starts_with("/*") {
            self.skip(2);
            self.up_to("*/");
        } else {
            return false;
        }
        true
    }

    /// Skips a text in dollar quotes: `$$ … $$`, `$body$ … $body$`.
    fn dollars(&mut self) -> bool {
        let Some(tag) = self.rest.strip_prefix('$').and_then(|rest| rest.split_once('$')).map(|(tag, _)| tag)
        else {
            return false;
        };
        if !tag.chars().all(|next| next.is_alphanumeric() || next == '_') {
            return false;
        }
        let mark = format!("${tag}$");
        self.skip(mark.len());
        self.up_to(&mark);
        true
    }
}

fn is_part(next: char) -> bool {
    next.is_alphanumeric() || matches!(next, '_' | '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let each = harms(text).into_iter().map(|harm| match harm {
            Harm::Drops(what) => format!("drops {what}"),
            Harm::AllRows(what) => format!("all rows of {what}"),
        });
        each.collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn finds_what_drops_or_mass_changes_data() {
        let rows = [
            ("DROP TABLE users", "drops table users"),
            ("drop  table\nif exists public.users cascade;", "drops table public.users"),
            ("Drop DataBase \"my db\"", "drops database my db"),
            ("select 1; DROP SCHEMA x", "drops schema x"),
            ("DROP/**/TABLE users", "drops table users"),
            ("/*!50000 DROP TABLE t */", "drops table t"),
            ("-- a\nTRUNCATE TABLE users, posts", "drops table users"),
            ("truncate users", "drops table users"),
            ("ALTER TABLE t DROP COLUMN c", "drops column c"),
            ("DELETE FROM users", "all rows of users"),
            ("delete from users;", "all rows of users"),
            ("DELETE FROM users WHERE 1=1", "all rows of users"),
            ("DELETE FROM users WHERE true", "all rows of users"),
            ("UPDATE users SET admin = 1", "all rows of users"),
            ("WITH x AS (SELECT 1) DELETE FROM t", "all rows of t"),
            ("DELETE FROM a; DROP TABLE b", "all rows of a, drops table b"),
            ("DELETE FROM users WHERE id = 3", ""),
            ("UPDATE users SET a = 1 WHERE id = 3", ""),
            ("SELECT 'DROP TABLE users'", ""),
            ("SELECT \"drop table\" FROM x", ""),
            ("SELECT * FROM dropped_table", ""),
            ("-- DROP TABLE x", ""),
            ("/* DROP TABLE x */ SELECT 1", ""),
            ("DO $$ DROP $$", ""),
            ("CREATE FUNCTION f() AS $body$ DROP TABLE x; $body$", ""),
            ("DROP INDEX i", ""),
            ("DROP VIEW v", ""),
            ("ALTER TABLE t DROP CONSTRAINT c", ""),
            ("CREATE TRIGGER t AFTER DELETE ON x EXECUTE FUNCTION f()", ""),
            ("GRANT SELECT, UPDATE, DELETE ON t TO u", ""),
            ("INSERT INTO t VALUES ('x') ON CONFLICT DO UPDATE SET a = 1", ""),
            ("", ""),
            ("'", ""),
            ("$", ""),
            ("drop", ""),
        ];
        let wrong: Vec<_> = rows
            .iter()
            .map(|(text, expected)| (text, shown(text), expected))
            .filter(|row| row.1 != *row.2)
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
