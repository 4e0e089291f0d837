//! What counts as a number in text.
//!
//! A decimal number as CSV and JSON writers print it: an optional sign, digits, a point, an exponent; also `inf` and `infinity` in any case.
//! Blanks around it are ignored. `0x1F`, `1,5`, `１２` and `1_000` are text. `1e400` is a number too large for a 64-bit float and reads as infinite.

/// A field read as a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Parsed {
    /// Written without point and exponent.
    Integral(f64),
    /// Written with a point or an exponent, or infinite.
    Fractional(f64),
    /// Not a number.
    Text,
}

/// Reads `field` as a number.
///
/// The result is the nearest 64-bit float. An integer of more than 15 digits may lose its last ones, as it does in every tool that reads numbers as floats.
pub fn parse_number(field: &str) -> Parsed {
    let field = field.trim_matches(|c: char| c.is_ascii_whitespace());
    let digits = field.strip_prefix(['-', '+']).unwrap_or(field);
    let Some(first) = digits.bytes().next() else {
        return Parsed::Text;
    };
    if digits.len() <= 15 && digits.bytes().all(|b| b.is_ascii_digit()) {
        let magnitude = digits
            .bytes()
            .fold(0u64, |sum, b| sum * 10 + u64::from(b - b'0')) as f64;
        return Parsed::Integral(if field.starts_with('-') {
            -magnitude
        } else {
            magnitude
        });
    }
    let starts_like_a_number = first.is_ascii_digit()
        || first == b'.'
        || digits.eq_ignore_ascii_case("inf")
        || digits.eq_ignore_ascii_case("infinity");
    match (starts_like_a_number, field.parse::<f64>()) {
        (true, Ok(value)) if digits.bytes().all(|b| b.is_ascii_digit()) => Parsed::Integral(value),
        (true, Ok(value)) => Parsed::Fractional(value),
        _ => Parsed::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_what_csv_writers_print() {
        for (text, parsed) in [
            ("0", Parsed::Integral(0.0)),
            ("-12", Parsed::Integral(-12.0)),
            ("+7", Parsed::Integral(7.0)),
            (" 7 ", Parsed::Integral(7.0)),
            (
                "12345678901234567890",
                Parsed::Integral(12345678901234567890.0),
            ),
            ("1.50", Parsed::Fractional(1.5)),
            (".5", Parsed::Fractional(0.5)),
            ("3.", Parsed::Fractional(3.0)),
            ("1e3", Parsed::Fractional(1000.0)),
            ("-2.5E-3", Parsed::Fractional(-0.0025)),
            ("1e400", Parsed::Fractional(f64::INFINITY)),
            ("-inf", Parsed::Fractional(f64::NEG_INFINITY)),
            ("Infinity", Parsed::Fractional(f64::INFINITY)),
        ] {
            assert_eq!(parse_number(text), parsed, "{text:?}");
        }
    }

    #[test]
    fn what_only_looks_like_a_number_is_text() {
        for text in [
            "", " ", "-", ".", "0x1F", "1,5", "１２", "1_000", "nan", "NaN", "-nan", "1e", "e5",
            "1 2", "infinite", "--1",
        ] {
            assert_eq!(parse_number(text), Parsed::Text, "{text:?}");
        }
    }
}
