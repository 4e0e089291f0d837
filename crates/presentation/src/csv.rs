//! Tables as CSV files (RFC 4180, with line feeds), for spreadsheets.

/// A header and rows as CSV.
pub fn csv<'a>(rows: impl IntoIterator<Item = &'a Vec<String>>) -> String {
    let mut text = String::new();
    for row in rows {
        for (place, field) in row.iter().enumerate() {
            if place > 0 {
                text.push(',');
            }
            text.push_str(&quoted(field));
        }
        text.push('\n');
    }
    text
}

/// A field, in quotes where it needs them. A leading `=`, `+`, `-` or `@` of what is no number gets an apostrophe, so that a spreadsheet shows the text and
/// does not run it.
pub fn quoted(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@']) && text.parse::<f64>().is_err();
    let text = match is_formula {
        true => format!("'{text}"),
        false => text.to_owned(),
    };
    match text.contains(['"', ',', '\n', '\r']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text,
    }
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

    #[test]
    fn formulas_are_text_and_numbers_stay_numbers() {
        assert_eq!(quoted("=1+1"), "'=1+1");
        assert_eq!(quoted("-shifted"), "'-shifted");
        assert_eq!(quoted("-0.25"), "-0.25");
    }
}
