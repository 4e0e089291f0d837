//! Numbers, shares, p-values, sizes, durations and times as people read them.
//!
//! At most four significant digits; the exact value goes into a tooltip and onto the clipboard by [`exact`]. Infinite values and NaN are written as words:
//! a measure never answers them, but a file may hold infinities.

use time::{OffsetDateTime, format_description::well_known::Rfc3339, macros::format_description};

const SIGNIFICANT_DIGITS: i32 = 4;

/// Between groups of digits, and before a percent sign; no line is broken there.
const NARROW_SPACE: char = '\u{202f}';

/// A number: `0.1238`, `12 350`, `2.586e-44`.
pub fn number(value: f64) -> String {
    significant(value, SIGNIFICANT_DIGITS)
}

/// A number with every digit that matters, for a tooltip and for copying.
pub fn exact(value: f64) -> String {
    if value.is_nan() {
        return "not a number".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "∞" } else { "−∞" }.to_owned();
    }
    let magnitude = value.abs();
    if magnitude != 0.0 && !(1e-6..1e15).contains(&magnitude) {
        return format!("{value:e}");
    }
    format!("{value}")
}

/// A number of things: `9999`, then `48.84k`, `1.235M`.
pub fn count(value: u64) -> String {
    const STEPS: [(f64, &str); 3] = [(1e9, "G"), (1e6, "M"), (1e3, "k")];
    if value < 10_000 {
        return grouped(&value.to_string());
    }
    let value = value as f64;
    // A value that rounds up to a thousand of one step belongs to the next.
    let step = STEPS.iter().find(|(size, _)| value >= size * 0.99995);
    let (size, suffix) = step.copied().unwrap_or((1.0, ""));
    format!("{}{suffix}", number(value / size))
}

/// A number of things with every digit: `48 842`.
pub fn exact_count(value: u64) -> String {
    grouped(&value.to_string())
}

/// A share from 0 to 1 as a percentage in three significant digits: `12.4 %`.
pub fn percent(share: f64) -> String {
    format!("{}{NARROW_SPACE}%", significant(share * 100.0, 3))
}

/// A score that is a percentage already: `76.74 %`.
pub fn score(percent: f64) -> String {
    format!("{}{NARROW_SPACE}%", number(percent))
}

/// A p-value in three significant digits: `0.031`, `2.59e-44`, or `< 1e-300` where its logarithm alone can still tell.
pub fn p_value(p: f64, log10_p: Option<f64>) -> String {
    if p < 1e-300 {
        return match log10_p {
            Some(logarithm) if logarithm > -300.0 => scientific(10f64.powf(logarithm), 3),
            _ => "< 1e-300".to_owned(),
        };
    }
    significant(p, 3)
}

/// A size: `512 B`, `12.3 kB`, `1.2 GB`.
pub fn bytes(size: u64) -> String {
    const UNITS: [&str; 4] = ["kB", "MB", "GB", "TB"];
    if size < 1000 {
        return format!("{size} B");
    }
    let mut value = size as f64 / 1000.0;
    let mut unit = 0;
    while value >= 999.5 && unit + 1 < UNITS.len() {
        value /= 1000.0;
        unit += 1;
    }
    let decimals = if value < 99.95 { 1 } else { 0 };
    format!("{value:.decimals$} {}", UNITS[unit])
}

/// A length of time: `850 ms`, `3.2 s`, `2 min 5 s`.
pub fn duration(milliseconds: f64) -> String {
    if milliseconds < 999.5 {
        return format!("{milliseconds:.0} ms");
    }
    let seconds = milliseconds / 1000.0;
    if seconds < 59.95 {
        return format!("{seconds:.1} s");
    }
    let whole = seconds.round() as u64;
    match whole / 3600 {
        0 => format!("{} min {} s", whole / 60, whole % 60),
        hours => format!("{hours} h {} min", whole % 3600 / 60),
    }
}

/// A time as the files have it, in UTC: `2026-06-01 12:00 UTC`. What is no ISO 8601 time is repeated as it is.
pub fn time_utc(iso: &str) -> String {
    let Ok(time) = OffsetDateTime::parse(iso, &Rfc3339) else {
        return iso.to_owned();
    };
    let to_the_minute = format_description!("[year]-[month]-[day] [hour]:[minute] UTC");
    let to_the_second = format_description!("[year]-[month]-[day] [hour]:[minute]:[second] UTC");
    let time = time.to_offset(time::UtcOffset::UTC);
    let shape = if time.second() == 0 {
        to_the_minute
    } else {
        to_the_second
    };
    time.format(&shape).unwrap_or_else(|_| iso.to_owned())
}

/// `1 row`, `2 rows`: a counted noun.
pub fn counted(value: u64, singular: &str, plural: &str) -> String {
    let noun = if value == 1 { singular } else { plural };
    format!("{} {noun}", count(value))
}

fn significant(value: f64, digits: i32) -> String {
    if !value.is_finite() {
        return exact(value);
    }
    if value == 0.0 {
        return "0".to_owned();
    }
    let magnitude = value.abs().log10().floor() as i32;
    if !(-4..7).contains(&magnitude) {
        return scientific(value, digits);
    }
    let decimals = (digits - 1 - magnitude).max(0) as usize;
    if decimals == 0 {
        let unit = 10f64.powi((magnitude + 1 - digits).max(0));
        return grouped(&format!("{:.0}", (value / unit).round() * unit));
    }
    let text = format!("{value:.decimals$}");
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    match fraction.trim_end_matches('0') {
        "" => grouped(whole),
        fraction => format!("{}.{fraction}", grouped(whole)),
    }
}

fn scientific(value: f64, digits: i32) -> String {
    let decimals = (digits - 1).max(0) as usize;
    let text = format!("{value:.decimals$e}").replacen('-', "−", usize::from(value < 0.0));
    match text.split_once('e') {
        Some((mantissa, exponent)) if mantissa.contains('.') => {
            let mantissa = mantissa.trim_end_matches('0').trim_end_matches('.');
            format!("{mantissa}e{exponent}")
        }
        _ => text,
    }
}

/// Groups of three digits from five digits on, as in the sentences of the report.
fn grouped(digits: &str) -> String {
    let (sign, digits) = match digits.strip_prefix('-') {
        Some(rest) => ("−", rest),
        None => ("", digits),
    };
    let mut text = String::from(sign);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && digits.len() > 4 && (digits.len() - place).is_multiple_of(3) {
            text.push(NARROW_SPACE);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn each(cases: &[(f64, &str)], shown: impl Fn(f64) -> String) {
        for (value, expected) in cases {
            assert_eq!(shown(*value), *expected, "{value}");
        }
    }

    #[test]
    fn numbers_have_at_most_four_significant_digits() {
        let cases = [
            (0.0, "0"),
            (0.123_819_856, "0.1238"),
            (36.0, "36"),
            (-0.5, "−0.5"),
            (12_345.6, "12\u{202f}350"),
            (999.96, "1000"),
            (1_234_567.0, "1\u{202f}235\u{202f}000"),
            (2.5859e-44, "2.586e-44"),
            (1e300, "1e300"),
            (0.000_123_45, "0.0001234"),
            (-2.5e-9, "−2.5e-9"),
            (f64::INFINITY, "∞"),
        ];
        each(&cases, number);
    }

    #[test]
    fn exact_numbers_read_back_as_themselves() {
        for value in [0.123_819_856_704_196_54, 1e300, 5e-324, 36.0, -1.5e-7] {
            assert_eq!(exact(value).parse(), Ok(value));
        }
    }

    #[test]
    fn counts_are_whole_up_to_four_digits() {
        let cases = [
            (0.0, "0"),
            (9_999.0, "9999"),
            (10_000.0, "10k"),
            (48_842.0, "48.84k"),
            (999_999.0, "1M"),
            (1_234_567.0, "1.235M"),
        ];
        each(&cases, |value| count(value as u64));
        assert_eq!(exact_count(48_842), "48\u{202f}842");
    }

    #[test]
    fn shares_are_percentages() {
        let cases = [
            (0.1238, "12.4\u{202f}%"),
            (1.0, "100\u{202f}%"),
            (0.0, "0\u{202f}%"),
        ];
        each(&cases, percent);
        assert_eq!(score(76.7391), "76.74\u{202f}%");
    }

    #[test]
    fn p_values_never_become_zero() {
        let cases = [
            (1.0, "1"),
            (0.5, "0.5"),
            (0.0499, "0.0499"),
            (2.586e-44, "2.59e-44"),
            (0.002_345, "0.00234"),
            (0.0, "< 1e-300"),
        ];
        each(&cases, |p| p_value(p, None));
        assert_eq!(p_value(0.0, Some(-412.3)), "< 1e-300");
    }

    #[test]
    fn sizes_and_durations_carry_their_unit() {
        let sizes = [
            (0.0, "0 B"),
            (999.0, "999 B"),
            (1_500.0, "1.5 kB"),
            (999_900.0, "1.0 MB"),
            (199_000_000.0, "199 MB"),
        ];
        each(&sizes, |size| bytes(size as u64));
        let durations = [
            (12.4, "12 ms"),
            (3_240.0, "3.2 s"),
            (125_000.0, "2 min 5 s"),
            (7_260_000.0, "2 h 1 min"),
        ];
        each(&durations, duration);
    }

    #[test]
    fn times_are_in_utc() {
        assert_eq!(time_utc("2026-06-01T12:00:00Z"), "2026-06-01 12:00 UTC");
        assert_eq!(
            time_utc("2026-06-01T14:00:05+02:00"),
            "2026-06-01 12:00:05 UTC"
        );
        assert_eq!(time_utc("yesterday"), "yesterday");
    }
}
