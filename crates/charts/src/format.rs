//! Numbers as charts write them: at most four significant digits, `k`, `M`, `G`, `T` beyond ten thousand, powers of ten where those end.

const SUFFIXES: [(f64, &str); 4] = [(1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")];

/// A number with at most four significant digits, without trailing zeros: `0`, `0.0612`, `39.25`, `1234`, `12.5k`, `3.4M`, `2×10⁻⁷`. A minus sign is
/// `−`. What is not finite is `∞`, `−∞` or `–`.
pub fn number(value: f64) -> String {
    if value.is_nan() {
        return "–".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "∞" } else { "−∞" }.to_owned();
    }
    let sign = if value < 0.0 { "−" } else { "" };
    let rounded = four_digits(value.abs());
    format!("{sign}{}", positive(rounded))
}

/// A share as a percentage with at most three significant digits: `0 %`, `6.13 %`, `100 %`; `<0.01 %` where it is less and not zero.
pub fn percent(share: f64) -> String {
    let percent = share * 100.0;
    if percent > 0.0 && percent < 0.01 {
        return "<0.01\u{2009}%".to_owned();
    }
    let decimals = match percent.abs() {
        p if p >= 99.95 || p == 0.0 => 0,
        p if p >= 10.0 => 1,
        _ => 2,
    };
    format!(
        "{}\u{2009}%",
        trimmed(format!("{percent:.decimals$}")).replace('-', "−")
    )
}

/// A number of windows with the word.
pub fn windows(count: usize) -> String {
    match count {
        1 => "1 window".to_owned(),
        count => format!("{count} windows"),
    }
}

/// All digits of a count, in groups of three: `1 234 567` with thin spaces; a sketch's estimate is rounded to rows.
pub fn count(rows: f64) -> String {
    let digits = format!("{:.0}", rows.abs());
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3 * 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push('\u{2009}');
        }
        grouped.push(digit);
    }
    if rows < 0.0 && digits != "0" {
        grouped.insert(0, '−');
    }
    grouped
}

/// A number as short as it can be written without losing anything: for tables and copying.
pub fn exact(value: f64) -> String {
    format!("{value}")
}

/// Rounded to four significant digits.
fn four_digits(magnitude: f64) -> f64 {
    format!("{magnitude:.3e}").parse().unwrap_or(magnitude)
}

fn positive(rounded: f64) -> String {
    if rounded == 0.0 {
        return "0".to_owned();
    }
    if (1e-3..1e4).contains(&rounded) {
        return format!("{rounded}");
    }
    if (1e4..1e15).contains(&rounded) {
        for (unit, suffix) in SUFFIXES {
            if rounded >= unit {
                return format!("{}{suffix}", four_digits(rounded / unit));
            }
        }
    }
    let scientific = format!("{rounded:e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: String = exponent.chars().map(superscript).collect();
    if mantissa == "1" {
        format!("10{exponent}")
    } else {
        format!("{mantissa}×10{exponent}")
    }
}

fn superscript(digit: char) -> char {
    match digit {
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4'..='9' => {
            char::from_u32(u32::from(digit) - u32::from('4') + u32::from('⁴')).unwrap_or(digit)
        }
        '-' => '⁻',
        _ => '⁰',
    }
}

fn trimmed(decimal: String) -> String {
    if !decimal.contains('.') {
        return decimal;
    }
    let digits = decimal.trim_end_matches('0').trim_end_matches('.');
    digits.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_four_digits_at_most() {
        for (value, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (1.0, "1"),
            (0.30000000000000004, "0.3"),
            (0.061_249, "0.06125"),
            (1234.4, "1234"),
            (9999.6, "10k"),
            (12_500.0, "12.5k"),
            (-123_456.0, "−123.5k"),
            (999_999.0, "1M"),
            (3.4e6, "3.4M"),
            (1e15, "10¹⁵"),
            (2e-7, "2×10⁻⁷"),
            (1e-300, "10⁻³⁰⁰"),
            (5.4321e45, "5.432×10⁴⁵"),
            (f64::INFINITY, "∞"),
            (f64::NAN, "–"),
        ] {
            assert_eq!(number(value), text, "{value}");
        }
    }

    #[test]
    fn shares_are_percentages() {
        for (share, text) in [
            (0.0, "0\u{2009}%"),
            (0.5, "50\u{2009}%"),
            (0.06126, "6.13\u{2009}%"),
            (0.272, "27.2\u{2009}%"),
            (1.0, "100\u{2009}%"),
            (0.000_02, "<0.01\u{2009}%"),
            (-0.012, "−1.2\u{2009}%"),
        ] {
            assert_eq!(percent(share), text, "{share}");
        }
    }

    #[test]
    fn counts_are_whole_and_grouped() {
        assert_eq!(count(1_234_567.0), "1\u{2009}234\u{2009}567");
        assert_eq!(count(999.4), "999");
        assert_eq!(count(-1000.0), "−1\u{2009}000");
    }
}
