//! Tables as CSV files.

use std::fmt::Write;

/// A header and rows as CSV (RFC 4180, with line feeds), quoted where needed.
pub fn csv<'a>(rows: impl IntoIterator<Item = &'a Vec<String>>) -> String {
    let mut text = String::new();
    for row in rows {
        for (place, field) in row.iter().enumerate() {
            if place > 0 {
                text.push(',');
            }
            if field.contains(['"', ',', '\n', '\r']) {
                // Writing to a string does not fail.
                write!(text, "\"{}\"", field.replace('"', "\"\"")).ok();
            } else {
                text.push_str(field);
            }
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_where_needed() {
        let rows = [["label", "count"], ["a \"b\", c", "1"], ["two\nlines", ""]];
        let rows = rows.map(|row| row.map(str::to_owned).to_vec());
        assert_eq!(
            csv(&rows),
            "label,count\n\"a \"\"b\"\", c\",1\n\"two\nlines\",\n"
        );
    }
}
