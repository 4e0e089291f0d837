//! What counts as a number in text.
//!
//! A decimal number as CSV and JSON writers print it: an optional sign, digits, a point, an exponent; also `inf` and `infinity` in any case.
//! Blanks around it are ignored. `0x1F`, `1,5`, `１２` and `1_000` are text. `1e400` is a number too large for a 64-bit float and reads as infinite.
//! `784005e176010038` and `1000e100` are text: hexadecimal identifiers look so, and who writes numbers with an exponent writes a point or one digit before it.

/// A field read as a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Parsed {
    /// Written without point and exponent.
    Integral(f64),
    /// Written with a point or an exponent, or infinite.
    Fractional(f64),
    /// Written without point and exponent, and beyond 2^53: the float beside it may lack the last digits, so that two such are told apart by their texts alone.
    Long(f64),
    /// Not a number.
    Text,
}

/// Reads `field` as a number.
///
/// The result is the nearest 64-bit float.
pub fn parse_number(field: &str) -> Parsed {
    let field = field.trim_ascii();
    let digits = field.strip_prefix(['-', '+']).unwrap_or(field);
    let is_negative = field.starts_with('-');
    match digits.as_bytes().first() {
        Some(b'0'..=b'9' | b'.') => {}
        Some(b'i' | b'I') if is_infinity(digits) => {}
        _ => return Parsed::Text,
    }
    match parse_short(digits.as_bytes()) {
        Some(Parsed::Integral(value)) if is_negative => Parsed::Integral(-value),
        Some(Parsed::Fractional(value)) if is_negative => Parsed::Fractional(-value),
        Some(parsed) => parsed,
        None if is_hexadecimal(digits.as_bytes()) => Parsed::Text,
        None => match field.parse::<f64>() {
            Ok(value) if digits.bytes().all(|b| b.is_ascii_digit()) => {
                match value.abs() < EXACT_UP_TO {
                    true => Parsed::Integral(value),
                    false => Parsed::Long(value),
                }
            }
            Ok(value) => Parsed::Fractional(value),
            Err(_) => Parsed::Text,
        },
    }
}

/// Every whole number below this is a 64-bit float: 2^53.
const EXACT_UP_TO: f64 = 9_007_199_254_740_992.0;

/// Characters from which on digits with an `e` among them are hexadecimal: the shortest hashes that are shown have seven.
const HEXADECIMAL_FROM: usize = 7;

/// True for digits, an `e` and digits, longer than anybody writes an exponent without point and sign.
fn is_hexadecimal(digits: &[u8]) -> bool {
    let is_e = |byte: &u8| matches!(byte, b'e' | b'E');
    digits.len() >= HEXADECIMAL_FROM
        && digits
            .iter()
            .all(|byte| byte.is_ascii_digit() || is_e(byte))
        && digits.iter().position(is_e).is_some_and(|at| at > 1)
}

fn is_infinity(digits: &str) -> bool {
    digits.eq_ignore_ascii_case("inf") || digits.eq_ignore_ascii_case("infinity")
}

/// Powers of ten that a 64-bit float holds exactly.
const POWERS_OF_TEN: [f64; 16] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
];

/// Reads up to 15 digits with at most one point among them. Digits and power of ten are then exact floats, so that their quotient is the nearest float
/// (Clinger 1990); anything else is left to the standard library.
fn parse_short(digits: &[u8]) -> Option<Parsed> {
    if digits.len() > 16 {
        return None;
    }
    let mut value = 0u64;
    let mut count = 0;
    let mut point = None;
    for (at, &byte) in digits.iter().enumerate() {
        match byte {
            b'0'..=b'9' => {
                value = value * 10 + u64::from(byte - b'0');
                count += 1;
            }
            b'.' if point.is_none() => point = Some(at),
            _ => return None,
        }
    }
    match point {
        _ if count == 0 || count > 15 => None,
        None => Some(Parsed::Integral(value as f64)),
        Some(at) => {
            let decimals = digits.len() - 1 - at;
            Some(Parsed::Fractional(value as f64 / POWERS_OF_TEN[decimals]))
        }
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
            ("12345678901234567890", Parsed::Long(12345678901234567890.0)),
            ("9007199254740991", Parsed::Integral(9007199254740991.0)),
            ("9007199254740993", Parsed::Long(9007199254740992.0)),
            ("-9007199254740993", Parsed::Long(-9007199254740992.0)),
            ("00000000000000001", Parsed::Integral(1.0)),
            ("1e10000", Parsed::Fractional(f64::INFINITY)),
            ("1.25e100", Parsed::Fractional(1.25e100)),
            ("12e5", Parsed::Fractional(12e5)),
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
    fn short_numbers_are_read_as_the_standard_library_reads_them() {
        let mut state = 1u64;
        for _ in 0..100_000 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            let digits = (state >> 33) % 1_000_000_000_000_000;
            let mut text = (digits >> (state % 40)).to_string();
            let point = (state >> 20) as usize % (text.len() + 1);
            text.insert(point, '.');
            let expected: f64 = text.parse().unwrap();
            assert_eq!(parse_number(&text), Parsed::Fractional(expected), "{text}");
            assert_eq!(
                parse_number(&format!("-{text}")),
                Parsed::Fractional(-expected),
                "{text}"
            );
        }
    }

    #[test]
    fn what_only_looks_like_a_number_is_text() {
        for text in [
            "",
            " ",
            "-",
            ".",
            "0x1F",
            "1,5",
            "１２",
            "1_000",
            "nan",
            "NaN",
            "-nan",
            "1e",
            "e5",
            "1 2",
            "infinite",
            "--1",
            "784005e176010038",
            "1000e100",
            "1234e56",
            "03e8e1000",
        ] {
            assert_eq!(parse_number(text), Parsed::Text, "{text:?}");
        }
    }
}
