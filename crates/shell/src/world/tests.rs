//! Owns the proof that the overlay tells what the line made from what stood there before; proves nothing of the facts.

use hook::{Entry, Facts, Listing, Unread, path};

use super::{Origin, World};
use crate::Text;

/// Files and what they hold; their directories stand too. A content that begins with `->` is a link.
struct Files(&'static [(&'static str, &'static str)]);

impl Facts for Files {
    fn entry(&self, path: &str) -> Entry {
        match self.0.iter().find(|(name, _)| *name == path) {
            Some((_, text)) if text.starts_with("->") => Entry::Link(text[2..].into()),
            Some((_, text)) => Entry::File { size: text.len() as u64, links: 1, executable: false },
            None if self.0.iter().any(|(name, _)| path::within(name, path)) => Entry::Directory,
            None => Entry::Missing,
        }
    }

    fn read(&self, path: &str, _: usize) -> Result<Vec<u8>, Unread> {
        let found = self.0.iter().find(|(name, _)| *name == path);
        found.map(|(_, text)| text.as_bytes().to_vec()).ok_or(Unread::Missing)
    }

    fn list(&self, path: &str, _: usize) -> Result<Listing, Unread> {
        let below = self.0.iter().filter_map(|(name, _)| path::below(name, path));
        let mut names: Vec<String> =
            below.filter_map(|rest| rest.split('/').next()).map(Into::into).collect();
        names.dedup();
        Ok(Listing { names, complete: true })
    }
}

const FILES: Files = Files(&[("/p/a", "old"), ("/p/d/x", "x"), ("/p/d/y", "y"), ("/p/l", "->d")]);

/// What the line does, told as one would write it, and what is then older at a path.
#[test]
fn tells_what_is_older_than_the_line() {
    for (line, path, expected) in [
        ("", "/p/d", "/p/d"),
        ("mv /p/d /p/e", "/p/e", "/p/d"),
        ("mv /p/d /p/e", "/p/d", ""),
        ("mv /p/a /p/b|add /p/b", "/p/b", "/p/a"),
        ("cp /p/d /p/e", "/p/e", ""),
        ("cp /p/d /p/e|add /p/e/x", "/p/e", ""),
        ("cp /p/d /p/e|mv /p/e /p/f", "/p/f", ""),
        ("mv /p/d /p/e|cp /p/e /p/f", "/p/f", ""),
        ("mkdir /p/n|mv /p/a /p/n/a", "/p/n", "/p/a"),
        ("mkdir /p/d", "/p/d", "/p/d"),
        ("mkdir /p/n/o", "/p/n", ""),
        ("mv /p/d/x /p/z", "/p/d", "/p/d/y"),
        ("mv /p/d/x /p/z|mv /p/d/y /p/w", "/p/d", ""),
        ("mv /p/d/x /p/d/z", "/p/d", "/p/d/x /p/d/y"),
        ("new /p/d/x", "/p/d", "/p/d"),
        ("rm /p/d", "/p/d", ""),
        ("ln /p/a /p/h", "/p/h", ""),
    ] {
        let world = after(line);
        let mut older = world.older(path);
        older.sort();
        assert_eq!(older.join(" "), expected, "{line}: {path}");
    }
}

#[test]
fn tells_what_a_file_holds() {
    for (line, path, expected) in [
        ("", "/p/a", Some("old")),
        ("add /p/a", "/p/a", Some("old+")),
        ("new /p/a", "/p/a", Some("+")),
        ("new /p/a|add /p/a", "/p/a", Some("++")),
        ("edit /p/a", "/p/a", Some("!")),
        ("mv /p/a /p/b", "/p/b", Some("old")),
        ("mv /p/a /p/b", "/p/a", None),
        ("cp /p/a /p/b|new /p/b", "/p/a", Some("old")),
        ("cp /p/a /p/b|new /p/b", "/p/b", Some("+")),
        ("cp /p/a /p/b|add /p/b|mv /p/b /p/c", "/p/c", Some("old+")),
        ("mv /p/d /p/e", "/p/e/x", Some("x")),
        ("ln /p/d /p/m", "/p/m/x", Some("x")),
        ("add /p/none", "/p/none", Some("+")),
        ("rm /p/a|add /p/a", "/p/a", Some("+")),
    ] {
        let content = after(line).content(path, 100);
        assert_eq!(content.as_ref().and_then(Text::as_known), expected, "{line}: {path}");
    }
}

#[test]
fn lists_what_is_left_and_what_came() {
    for (line, path, expected) in [
        ("", "/p/d", "x y"),
        ("rm /p/d/x|new /p/d/a|new /p/d/y", "/p/d", "a y"),
        ("mv /p/d /p/e|new /p/e/z", "/p/e", "x y z"),
        ("mkdir /p/n|new /p/n/b", "/p/n", "b"),
        ("mkdir /p/n|new /p/n/b", "/p", "a d l n"),
    ] {
        let names = after(line).list(path, 100).map(|listing| listing.names.join(" "));
        assert_eq!(names.as_deref(), Ok(expected), "{line}: {path}");
    }
}

#[test]
fn tells_what_stands_at_a_path() {
    let file = |size| Entry::File { size, links: 1, executable: false };
    for (line, path, expected) in [
        ("new /p/a", "/p/a", file(1)),
        ("add /p/a", "/p/a", file(4)),
        ("new /p/d", "/p/d", Entry::Directory),
        ("mkdir /p/n/o", "/p/n", Entry::Directory),
        ("ln /p/a /p/h", "/p/h", Entry::Link("/p/a".into())),
        ("mv /p/d /p/e", "/p/e/x", file(1)),
        ("mv /p/d /p/e", "/p/d/x", Entry::Missing),
    ] {
        assert_eq!(after(line).entry(path), expected, "{line}: {path}");
    }
    assert_eq!(after("ln /p/d /p/m").resolve("/p/m/x", true), "/p/d/x");
    assert_eq!(after("mv /p/l /p/d2/l").resolve("/p/d2/l/q", true), "/p/d2/d/q");
    assert!(after("new /p/a").is_written("/p/a") && !after("add /p/a").is_written("/p/a"));
    assert_eq!(after("cp /p/a /p/b").origin("/p/b"), Origin::New);
}

fn after(line: &str) -> World<'static> {
    let mut world = World::new(&FILES);
    for step in line.split('|').filter(|step| !step.is_empty()) {
        let words: Vec<&str> = step.split(' ').collect();
        match words[..] {
            ["mv", from, to] => world.carry(from, to, false),
            ["cp", from, to] => world.carry(from, to, true),
            ["ln", to, at] => world.make_link(at, to),
            ["rm", path] => world.remove(path),
            ["mkdir", path] => world.make_directory(path),
            ["new", path] => world.write(path, &Text::known("+"), false),
            ["add", path] => world.write(path, &Text::known("+"), true),
            ["edit", path] => world.edit(path, &Text::known("!")),
            _ => unreachable!("{step}"),
        }
    }
    world
}
