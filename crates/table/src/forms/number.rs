//! Numbers as people write them: decimal comma, marks between thousands, currency, percent sign, unit, parentheses for what is negative.
//!
//! A text in, a number or nothing out, for one [`NumberStyle`] at a time: which style a column has is decided from all of its values, never from one. A text may fit
//! several (`1,234` is 1.234 or 1234); [`super::facts`] counts them all.

use crate::{Parsed, parse_number};

/// The marks of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct NumberStyle {
    /// Stands before the decimals.
    pub decimal: char,
    /// Stands between thousands, where they are parted.
    pub thousands: Option<char>,
}

impl NumberStyle {
    /// All styles; of those that fit a column equally, the first is its own.
    pub const ALL: [NumberStyle; 8] = [
        NumberStyle::with('.', None),
        NumberStyle::with(',', None),
        NumberStyle::with('.', Some(',')),
        NumberStyle::with(',', Some('.')),
        NumberStyle::with('.', Some(' ')),
        NumberStyle::with(',', Some(' ')),
        NumberStyle::with('.', Some('\'')),
        NumberStyle::with(',', Some('\'')),
    ];

    /// As programs write numbers.
    pub const PLAIN: NumberStyle = NumberStyle::ALL[0];
    /// A comma before the decimals, thousands not parted.
    pub const COMMA: NumberStyle = NumberStyle::ALL[1];
    /// Thousands parted by commas.
    pub const THOUSANDS: NumberStyle = NumberStyle::ALL[2];
    /// A comma before the decimals, thousands parted by points.
    pub const COMMA_POINTS: NumberStyle = NumberStyle::ALL[3];

    const fn with(decimal: char, thousands: Option<char>) -> Self {
        NumberStyle { decimal, thousands }
    }

    /// Reads what a text says in this style; `None` where it is no number in it.
    pub fn read(self, bare: &Bare) -> Option<f64> {
        let mut plain = String::with_capacity(bare.digits.len() + 1);
        if bare.is_negative {
            plain.push('-');
        }
        let (digits, exponent) = match bare.digits.find(['e', 'E']) {
            Some(at) => bare.digits.split_at(at),
            None => (bare.digits, ""),
        };
        let (whole, decimals) = match digits.split_once(self.decimal) {
            Some((whole, decimals)) => (whole, Some(decimals)),
            None => (digits, None),
        };
        self.push_whole(whole, &mut plain)?;
        match decimals {
            Some(decimals) if !decimals.is_empty() && is_digits(decimals) => {
                plain.push('.');
                plain.push_str(decimals);
            }
            Some(_) => return None,
            None if whole.is_empty() => return None,
            None => {}
        }
        plain.push_str(exponent);
        match parse_number(&plain) {
            Parsed::Integral(value) | Parsed::Fractional(value) | Parsed::Long(value) => {
                Some(value)
            }
            Parsed::Text => None,
        }
    }

    /// Writes the digits before the decimals without the marks between them.
    fn push_whole(self, whole: &str, plain: &mut String) -> Option<()> {
        let mark = self
            .thousands
            .filter(|&mark| whole.chars().any(|c| same_mark(c, mark)));
        let Some(mark) = mark else {
            plain.push_str(whole);
            return is_digits(whole).then_some(());
        };
        let groups: Vec<&str> = whole.split(|c| same_mark(c, mark)).collect();
        let (first, last) = (groups.first()?, groups.last()?);
        // In India thousands are followed by hundreds of thousands: 12,34,567.
        let between = &groups[1..groups.len() - 1];
        let is_regular = between.iter().all(|group| group.len() == 3)
            || between.iter().all(|group| group.len() == 2);
        let fits = (1..=3).contains(&first.len())
            && !first.starts_with('0')
            && last.len() == 3
            && is_regular
            && groups.iter().all(|group| is_digits(group));
        groups.iter().for_each(|group| plain.push_str(group));
        fits.then_some(())
    }
}

/// A number without what stands around it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bare<'a> {
    /// Digits, marks and an exponent.
    pub digits: &'a str,
    /// A minus before it or parentheses around it.
    pub is_negative: bool,
    /// A currency, a percent sign or a unit; empty without one.
    pub unit: &'a str,
}

/// Currencies that may stand before a number.
const CURRENCIES: [&str; 20] = [
    "$", "€", "£", "¥", "₹", "₽", "₩", "₺", "R$", "US$", "A$", "C$", "USD", "EUR", "GBP", "CHF",
    "JPY", "INR", "kr", "Rs",
];
/// Longer words than this behind a number are no unit; in bytes.
const LONGEST_UNIT: usize = 8;

impl<'a> Bare<'a> {
    /// Takes a number out of its surroundings; `None` where something else than a number stands there.
    pub fn of(text: &'a str) -> Option<Bare<'a>> {
        let (text, mut is_negative) = sign(trim(text));
        let inside = text
            .strip_prefix('(')
            .and_then(|rest| rest.strip_suffix(')'));
        is_negative |= inside.is_some();
        let text = trim(inside.unwrap_or(text));
        let start = text.find(|c: char| c.is_ascii_digit() || ".,".contains(c))?;
        let (before, rest) = text.split_at(start);
        let (before, minus) = match trim(before).strip_suffix(['-', '−']) {
            Some(before) => (trim(before), true),
            None => (trim(before), false),
        };
        is_negative |= minus;
        let end = digits_end(rest);
        let (digits, after) = rest.split_at(end);
        let after = trim(after);
        let is_currency = before.is_empty() || CURRENCIES.contains(&before);
        let unit = match (before, after) {
            (before, "") => before,
            ("", after) if is_unit(after) => after,
            _ => return None,
        };
        let is_number = is_currency && digits.bytes().any(|b| b.is_ascii_digit());
        is_number.then_some(Bare {
            digits,
            is_negative,
            unit,
        })
    }

    /// True where four or more digits stand before the decimals without a mark between them.
    pub fn is_ungrouped(&self) -> bool {
        let whole = self.digits.bytes().take_while(u8::is_ascii_digit).count();
        whole > 3
    }
}

fn sign(text: &str) -> (&str, bool) {
    match text.strip_prefix(['-', '−']) {
        Some(rest) => (trim(rest), true),
        None => (text.strip_prefix('+').map_or(text, trim), false),
    }
}

/// Where digits, marks and an exponent end.
fn digits_end(text: &str) -> usize {
    let is_mark = |c: char| ".,'’".contains(c) || is_blank(c);
    let inner = text.find(|c: char| !(c.is_ascii_digit() || is_mark(c)));
    let end = inner.unwrap_or(text.len());
    let exponent = text[end..].strip_prefix(['e', 'E']).map(|rest| {
        let digits = rest.strip_prefix(['+', '-']).unwrap_or(rest);
        let count = digits.bytes().take_while(u8::is_ascii_digit).count();
        (count, 1 + rest.len() - digits.len() + count)
    });
    match exponent {
        Some((count, length)) if count > 0 => end + length,
        _ => text[..end].trim_end_matches(is_blank).len(),
    }
}

fn is_unit(text: &str) -> bool {
    let is_part = |c: char| {
        c.is_alphabetic()
            || "%‰°/²³".contains(c)
            || CURRENCIES.iter().any(|known| known.starts_with(c))
    };
    text.len() <= LONGEST_UNIT && text.chars().all(is_part)
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

/// Blanks that are written between thousands or around a number.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}')
}

fn same_mark(c: char, mark: char) -> bool {
    c == mark || (mark == ' ' && is_blank(c)) || (mark == '\'' && c == '’')
}

fn trim(text: &str) -> &str {
    text.trim_matches(is_blank)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, style: usize) -> Option<f64> {
        NumberStyle::ALL[style].read(&Bare::of(text)?)
    }

    #[test]
    fn numbers_are_read_in_their_style() {
        for (text, style, value) in [
            ("34,85", 1, 34.85),
            ("-0,74", 1, -0.74),
            (",5", 1, 0.5),
            ("1,5E+05", 1, 150_000.0),
            ("1,234.5", 2, 1234.5),
            ("12,34,567.89", 2, 1_234_567.89),
            ("1.234,5", 3, 1234.5),
            ("1.234.567", 3, 1_234_567.0),
            ("1 234", 4, 1234.0),
            ("1\u{202f}234,50", 5, 1234.5),
            ("1'234.50", 6, 1234.5),
            ("1’234,5", 7, 1234.5),
            ("$1,234.50", 2, 1234.5),
            ("-$5", 0, -5.0),
            ("$-5", 0, -5.0),
            ("(12.50)", 0, -12.5),
            ("($1,200)", 2, -1200.0),
            ("12,5 %", 1, 12.5),
            ("37.2 °C", 0, 37.2),
            ("100kg", 0, 100.0),
            ("1.234,00 €", 3, 1234.0),
            ("+7", 0, 7.0),
            ("−7", 0, -7.0),
        ] {
            assert_eq!(read(text, style), Some(value), "{text:?}");
        }
    }

    #[test]
    fn what_is_no_number_in_a_style_is_not_read() {
        for (text, style) in [
            ("1,5", 0),
            ("1,23,4", 2),
            ("0,123", 2),
            ("1234,567", 2),
            ("12.34.56", 3),
            ("A12", 0),
            ("12-3", 0),
            ("2026-01-01", 0),
            ("1 2", 4),
            ("", 0),
            ("$", 0),
            (",", 1),
            ("3.", 0),
            ("192.168.0.1", 3),
        ] {
            assert_eq!(read(text, style), None, "{text:?}");
        }
    }

    #[test]
    fn the_unit_is_told() {
        for (text, unit) in [
            ("5 kg", "kg"),
            ("$5", "$"),
            ("5%", "%"),
            ("5", ""),
            ("CHF 5", "CHF"),
        ] {
            assert_eq!(Bare::of(text).map(|bare| bare.unit), Some(unit));
        }
    }
}
