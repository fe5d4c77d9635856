//! Owns how text looks on a terminal: the few styles, and what of foreign text may be shown; prints nothing.

use std::fmt::{self, Display};

use anstyle::{AnsiColor, Style};

/// What a piece of text is, for those who see colours.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Tone {
    Good,
    Bad,
    Doubtful,
    Faint,
    Strong,
    Decisive,
}

impl Tone {
    fn style(self) -> Style {
        let colour = |colour: AnsiColor| Style::new().fg_color(Some(colour.into())).bold();
        match self {
            Self::Good => colour(AnsiColor::Green),
            Self::Bad => colour(AnsiColor::Red),
            Self::Doubtful => colour(AnsiColor::Yellow),
            Self::Faint => Style::new().dimmed(),
            Self::Strong => Style::new().bold(),
            Self::Decisive => colour(AnsiColor::Red).underline(),
        }
    }
}

/// Whether there is anyone to see colours.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paint(pub(crate) bool);

impl Paint {
    /// `text` in its tone, or as it is.
    pub(crate) fn tone<T: Display>(self, tone: Tone, text: T) -> Painted<T> {
        Painted { style: if self.0 { tone.style() } else { Style::new() }, text }
    }
}

/// A text in a style.
pub(crate) struct Painted<T> {
    style: Style,
    text: T,
}

impl<T: Display> Display for Painted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{}", self.style.render(), self.text, self.style.render_reset())
    }
}

/// `text` with everything replaced that could move the cursor, colour the terminal or turn the reading direction: a
/// command is shown to be judged, so it may not choose how it looks.
pub(crate) fn visible(text: &str) -> String {
    text.chars().map(shown).collect()
}

/// The character that stands for `letter` on a terminal.
pub(crate) fn shown(letter: char) -> char {
    match letter {
        '\t' => ' ',
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + u32::from(letter)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}'
        | '\u{61c}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}' => '\u{fffd}',
        letter => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_text_cannot_draw() {
        assert_eq!(visible("a\x1b[31mb\u{202e}c\td\ne\u{9b}"), "a␛[31mb\u{fffd}c d␊e\u{fffd}");
    }

    #[test]
    fn paint_leaves_no_trace_where_nobody_sees_it() {
        assert_eq!(Paint(false).tone(Tone::Bad, "x").to_string(), "x");
        assert!(Paint(true).tone(Tone::Bad, "x").to_string().starts_with('\x1b'));
    }
}
