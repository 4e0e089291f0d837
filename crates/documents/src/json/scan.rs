//! Where a JSON value ends, without parsing it: brackets are counted and strings skipped, so depth costs nothing.

/// True for what JSON takes for white space; a form feed is not.
pub(crate) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// The end of the value that starts at the start of `text` (which has no blanks before it), or `None` if it is not there yet.
///
/// A number or word that reaches the end of the text counts as unfinished unless `is_last`.
pub(crate) fn value_end(text: &str, is_last: bool) -> Option<usize> {
    let bytes = text.as_bytes();
    match bytes.first()? {
        b'{' | b'[' => bracket_end(bytes),
        b'"' => string_end(bytes, 0),
        _ => {
            let is_end = |byte: &u8| matches!(byte, b',' | b']' | b'}') || is_blank(*byte);
            match bytes.iter().position(is_end) {
                Some(end) => Some(end.max(1)),
                None => is_last.then_some(bytes.len()),
            }
        }
    }
}

fn bracket_end(bytes: &[u8]) -> Option<usize> {
    let mut depth = 0usize;
    let mut at = 0;
    loop {
        match bytes.get(at)? {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            b'"' => {
                at = string_end(bytes, at)?;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
}

/// The end of the string whose opening quote is at `start`.
fn string_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    loop {
        match bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_ends_where_its_brackets_close() {
        for (text, is_last, end) in [
            ("{}", false, Some(2)),
            (r#"{"a":"}\""} x"#, false, Some(11)),
            ("[[1],2],3", false, Some(7)),
            ("[[1],2", true, None),
            (r#""a\"b" "#, false, Some(6)),
            ("12,", false, Some(2)),
            ("12", false, None),
            ("12", true, Some(2)),
            ("", true, None),
        ] {
            assert_eq!(value_end(text, is_last), end, "{text}");
        }
    }
}
