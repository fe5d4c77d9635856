//! Owns the reading of a PowerShell command as a POSIX one, byte for byte as long; knows only where the two differ in
//! ways that hide a command.

/// `text` with PowerShell's escape character and path separator in their POSIX spelling. Every character keeps its
/// place, so spans in the result are spans in `text`.
#[must_use]
pub(crate) fn as_posix(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '\\' => '/',
            '`' => '\\',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::as_posix;

    #[test]
    fn keeps_every_character_in_its_place() {
        let text = "Remove-Item -Recurse .\\src; r`m x";
        assert_eq!(as_posix(text), "Remove-Item -Recurse ./src; r\\m x");
        assert_eq!(as_posix(text).len(), text.len());
    }
}
