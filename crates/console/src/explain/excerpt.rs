//! Owns showing the part of a command that decided, in place; knows nothing of why it did.

use hook::Span;
use unicode_width::UnicodeWidthChar;

use crate::paint::{Paint, Tone, shown};

/// The widest line that is shown whole, and how much of a wider one stands before the part that decided.
const WIDEST: usize = 110;
const BEFORE: usize = 40;
/// How many lines are shown before and after the part that decided, and of that part itself.
const AROUND: usize = 2;
const MOST: usize = 12;

/// A character on the screen.
struct Cell {
    letter: char,
    width: usize,
    marked: bool,
}

/// The lines of `text` around `span`, each followed by a line that underlines the part in it; in colour it is underlined
/// itself.
pub(super) fn excerpt(text: &str, span: Option<Span>, paint: Paint) -> Vec<String> {
    let lines = numbered(text);
    let (first, last) = window(&lines, span);
    let mut drawn = Vec::new();
    if first > 0 {
        drawn.push(skipped(first));
    }
    for (start, line) in &lines[first..last] {
        let cells = cropped(cells(*start, line, span));
        drawn.extend(draw(&cells, paint));
    }
    if last < lines.len() {
        drawn.push(skipped(lines.len() - last));
    }
    drawn
}

/// The lines, each with the byte it begins at.
fn numbered(text: &str) -> Vec<(usize, &str)> {
    let mut start = 0;
    let place = |line| {
        let place = (start, line);
        start += str::len(line) + 1;
        place
    };
    text.split('\n').map(place).collect()
}

/// The first line to show and the one after the last.
fn window(lines: &[(usize, &str)], span: Option<Span>) -> (usize, usize) {
    let Some(span) = span else { return (0, lines.len().min(MOST)) };
    let line_of = |byte: usize| lines.partition_point(|(start, _)| *start <= byte).saturating_sub(1);
    let (first, last) = (line_of(span.start as usize), line_of((span.end as usize).saturating_sub(1)));
    let last = last.clamp(first, first + MOST);
    (first.saturating_sub(AROUND), (last + AROUND + 1).min(lines.len()))
}

fn skipped(count: usize) -> String {
    format!("… {count} more line{}", if count == 1 { "" } else { "s" })
}

fn cells(start: usize, line: &str, span: Option<Span>) -> Vec<Cell> {
    let marked =
        |byte: usize| span.is_some_and(|span| (span.start as usize..span.end as usize).contains(&byte));
    let cell = |(offset, letter): (usize, char)| {
        let letter_shown = shown(letter);
        Cell {
            letter: letter_shown,
            width: letter_shown.width().unwrap_or(0),
            marked: marked(start + offset),
        }
    };
    line.char_indices().map(cell).collect()
}

/// As much of a line as is shown, with what decided in it.
fn cropped(cells: Vec<Cell>) -> Vec<Cell> {
    let width = |cells: &[Cell]| cells.iter().map(|cell| cell.width).sum::<usize>();
    if width(&cells) <= WIDEST {
        return cells;
    }
    let decided = cells.iter().position(|cell| cell.marked).unwrap_or(0);
    let skip = decided.saturating_sub(BEFORE);
    let count = cells.len();
    let gap = || Cell { letter: '…', width: 1, marked: false };
    let mut kept: Vec<Cell> = if skip > 0 { vec![gap()] } else { Vec::new() };
    let mut room = WIDEST;
    kept.extend(cells.into_iter().skip(skip).take_while(|cell| {
        let fits = cell.width <= room;
        room = room.saturating_sub(cell.width);
        fits
    }));
    if skip + kept.len() < count {
        kept.push(gap());
    }
    kept
}

fn draw(cells: &[Cell], paint: Paint) -> Vec<String> {
    if paint.0 {
        return vec![coloured(cells, paint)];
    }
    let text: String = cells.iter().map(|cell| cell.letter).collect();
    let mark = |cell: &Cell| if cell.marked { "^" } else { " " }.repeat(cell.width);
    let marks: String = cells.iter().map(mark).collect();
    let marks = marks.trim_end();
    if marks.is_empty() { vec![text] } else { vec![text, marks.to_owned()] }
}

fn coloured(cells: &[Cell], paint: Paint) -> String {
    let run = |cells: &[Cell]| {
        let text: String = cells.iter().map(|cell| cell.letter).collect();
        if cells[0].marked { paint.tone(Tone::Decisive, text).to_string() } else { text }
    };
    cells.chunk_by(|one, next| one.marked == next.marked).map(run).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str, start: usize, end: usize) -> Vec<String> {
        excerpt(text, Some(Span::new(start, end)), Paint(false))
    }

    #[test]
    fn the_deciding_part_is_underlined_where_it_stands() {
        let rows: &[(&str, &str, &[&str])] = &[
            ("ls; [rm -rf x]", "one line", &["ls; rm -rf x", "    ^^^^^^^^"]),
            (
                "ls\n[rm -rf \\\n  src] && ls\necho",
                "two lines",
                &["ls", "rm -rf \\", "^^^^^^^^", "  src && ls", "^^^^^", "echo"],
            ),
            ("echo 日本 é; [rm 日]", "wide", &["echo 日本 é; rm 日", "             ^^^^^"]),
            ("\t[rm]\r", "control characters", &[" rm␍", " ^^"]),
        ];
        let wrong: Vec<_> = rows
            .iter()
            .map(|(marked, name, wanted)| {
                let (start, end) = (marked.find('[').unwrap(), marked.find(']').unwrap() - 1);
                (name, wanted, plain(&marked.replace(['[', ']'], ""), start, end))
            })
            .filter(|(_, wanted, found)| found != *wanted)
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn on_a_terminal_the_part_itself_is_underlined() {
        let drawn = excerpt("ls; rm", Some(Span::new(4, 6)), Paint(true));
        assert_eq!(drawn.len(), 1);
        assert!(drawn[0].starts_with("ls; \x1b[") && drawn[0].contains("rm\x1b[0m"), "{drawn:?}");
    }

    #[test]
    fn much_text_is_shown_in_part_and_the_part_that_decided_always() {
        let long = format!("{}rm{}", "a ".repeat(5000), " b".repeat(5000));
        let drawn = plain(&long, 10_000, 10_002);
        assert!(
            drawn[0].starts_with('…') && drawn[0].ends_with('…') && drawn[0].chars().count() < 120,
            "{drawn:?}"
        );
        let column = drawn[1].find('^').unwrap();
        assert_eq!(drawn[0].chars().skip(column).take(2).collect::<String>(), "rm");
        let high = format!("{}rm\n{}", "a\n".repeat(50), "b\n".repeat(50));
        let drawn = plain(&high, 100, 102);
        assert_eq!(drawn, ["… 48 more lines", "a", "a", "rm", "^^", "b", "b", "… 49 more lines"]);
    }

    #[test]
    fn a_span_that_does_not_fit_marks_nothing_and_harms_nothing() {
        assert_eq!(plain("é", 1, 9), ["é"]);
        assert_eq!(plain("", 5, 3), [""]);
        assert_eq!(excerpt("ls", None, Paint(false)), ["ls"]);
    }
}
