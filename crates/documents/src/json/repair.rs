//! Numbers that JSON does not know but writers print, where a value stands, and what to say about JSON that is none.

use super::is_blank;
use crate::Note;

/// `text` with `NaN` as null, and with infinite numbers (`Infinity`, `1e400`) as strings that say so; `None` if it has none of them.
pub(crate) fn repair(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut repaired = String::new();
    let mut copied = 0;
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => {
                at += 1;
                while at < bytes.len() && bytes[at] != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                at += 1;
            }
            byte if byte.is_ascii_alphanumeric() || byte == b'-' => {
                let is_word = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'+' | b'.');
                let end = at + bytes[at..].iter().take_while(|b| is_word(b)).count();
                let word = &text[at..end];
                let is_infinite = || matches!(word, "Infinity" | "-Infinity") || is_too_large(word);
                let replacement = match word {
                    "NaN" => Some("null".to_owned()),
                    // A key without quotes is no number.
                    _ if is_infinite() && !is_key(&bytes[end..]) => Some(format!("\"{word}\"")),
                    _ => None,
                };
                if let Some(replacement) = replacement {
                    repaired.push_str(&text[copied..at]);
                    repaired.push_str(&replacement);
                    copied = end;
                }
                at = end;
            }
            _ => at += 1,
        }
    }
    if copied == 0 {
        return None;
    }
    repaired.push_str(&text[copied..]);
    Some(repaired)
}

/// True before a colon, whatever blanks there are.
fn is_key(rest: &[u8]) -> bool {
    rest.iter().find(|byte| !is_blank(**byte)) == Some(&b':')
}

fn is_too_large(word: &str) -> bool {
    word.contains(['e', 'E'])
        && word.starts_with(|c: char| c.is_ascii_digit() || c == '-')
        && word.parse::<f64>().is_ok_and(f64::is_infinite)
}

/// What is wrong with text that is no JSON value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// More levels than the parser's stack is given.
    TooDeep,
    /// It ends before the value does.
    Cut,
    /// Anything else.
    Wrong,
}

/// The fault that an error reports.
pub(super) fn fault(error: &serde_json::Error) -> Fault {
    if error.is_eof() {
        Fault::Cut
    } else if error.to_string().contains("recursion limit") {
        Fault::TooDeep
    } else {
        Fault::Wrong
    }
}

/// The note for a record that is not JSON: where, what stood there.
pub(crate) fn explain(text: &str, first_line: u64, error: &serde_json::Error) -> Note {
    let broken_line = text
        .lines()
        .nth(error.line().saturating_sub(1))
        .unwrap_or(text);
    let note = match fault(error) {
        Fault::TooDeep => Note::new("Records nested too deeply were left out.")
            .found(text)
            .expected("at most 127 levels of nesting"),
        Fault::Cut => Note::new("Records that end early were left out.")
            .found(&format!("…{}", last_characters(text, 40)))
            .expected("a complete JSON value")
            .advice("The file may have been cut; copy or download it again."),
        Fault::Wrong => {
            let from = broken_line.floor_char_boundary(error.column().saturating_sub(20));
            let near: String = broken_line[from..].chars().take(40).collect();
            let message = error.to_string();
            let reason = message.split(" at line ").next().unwrap_or_default();
            Note::new("Records that are not JSON were left out.")
                .found(&format!("{near} ({reason})"))
                .expected("a JSON value")
        }
    };
    note.at(first_line + (error.line() as u64).saturating_sub(1))
}

fn last_characters(text: &str, bytes: usize) -> &str {
    &text[text.floor_char_boundary(text.len().saturating_sub(bytes))..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_that_json_does_not_know_change() {
        for (text, repaired) in [
            (r#"{"a":NaN}"#, Some(r#"{"a":null}"#)),
            (
                r#"[1e400,-Infinity,2e3]"#,
                Some(r#"["1e400","-Infinity",2e3]"#),
            ),
            (r#"{"NaN":"NaN \" NaN","é":true}"#, None),
            (r#"[-1.5,null]"#, None),
            ("{9999E9999:1}", None),
            ("{Infinity : 1}", None),
            (r#"{"a":NaN"#, Some(r#"{"a":null"#)),
        ] {
            assert_eq!(repair(text).as_deref(), repaired, "{text}");
        }
    }
}
