//! Owns the tests of parsing: what they share lies in `render`, the rows in files by subject.

mod hostile;
mod render;

#[test]
fn renders() {
    assert_eq!(render::script(&crate::parse::parse("echo a")), "[echo a]");
}
