//! Numbers in words, as sentences and screens show them: at most four significant digits, exact values elsewhere.

use leeway_stats::unseen::Unseen;

/// A number in at most four significant digits: `0.2723`, `1 234 567`, `3.4e-12`.
///
/// `value` in any unit; infinities are `∞` and `−∞`, and NaN must not come in.
pub fn number(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    if !value.is_finite() {
        return if value > 0.0 {
            "∞".to_owned()
        } else {
            "−∞".to_owned()
        };
    }
    let magnitude = value.abs().log10().floor() as i32;
    let text = if !(-4..15).contains(&magnitude) {
        let text = format!("{value:.3e}");
        match text.split_once('e') {
            Some((digits, exponent)) => format!("{}e{exponent}", trim_zeros(digits)),
            None => text,
        }
    } else if magnitude >= 3 {
        let unit = 10f64.powi((magnitude - 3).max(0));
        let rounded = if value.fract() == 0.0 {
            value
        } else {
            (value / unit).round() * unit
        };
        group(&format!("{rounded:.0}"))
    } else {
        trim_zeros(&format!("{value:.*}", (3 - magnitude) as usize)).to_owned()
    };
    text.replace('-', "−").replace("e−", "e-")
}

/// A count with thin spaces between groups of three digits: `205 700`.
///
/// `value` is a number of rows, values or columns. Total.
pub fn count(value: u64) -> String {
    group(&value.to_string())
}

/// A share as a percentage in at most three significant digits: `3.55 %`.
///
/// `share` is a fraction, 0 to 1; others are written as they are, and NaN must not come in, as for [`number`].
pub fn percent(share: f64) -> String {
    format!("{} %", number(significant(100.0 * share, 3)))
}

/// A p-value: `p 0.0123`, `p 3.4e-12`, and `p < 1e-300` where a float ends.
///
/// `p` is 0 to 1.
pub fn p_value(p: f64) -> String {
    if p > 1e-300 {
        format!("p {}", number(significant(p, 3)))
    } else {
        "p < 1e-300".to_owned()
    }
}

/// What a test says at a level: `: not more than chance (adjusted p 0.3)`; a colon before it.
///
/// `adjusted_p` and `level` are 0 to 1; at the level itself it is not more than chance.
pub fn than_chance(adjusted_p: f64, level: f64) -> String {
    let relation = match adjusted_p < level {
        true => "more",
        false => "not more",
    };
    format!(
        ": {relation} than chance (adjusted {})",
        p_value(adjusted_p)
    )
}

/// What a baseline lets expect of labels that it never had: `a baseline with 112 labels seen once among 3 200 rows leads one to expect 28`.
///
/// `expected` is a number of current rows, [`UnseenTest::expected`](leeway_stats::unseen::UnseenTest), told as the nearest whole one.
pub fn expected_unseen(baseline: &Unseen, expected: f64) -> String {
    format!(
        "a baseline with {} seen once among {} leads one to expect {}",
        plural(baseline.once, "label", "labels"),
        plural(baseline.rows, "row", "rows"),
        number(expected.round())
    )
}

/// Missing rows of both sides: `20 of 200 rows are missing, 10 %; 2 of 300 were in the baseline, 0.667 %`.
///
/// `what` they are, missing or empty; each side is such rows and all rows, the latter above 0.
pub fn missing_shares(what: &str, baseline: (u64, u64), current: (u64, u64)) -> String {
    let of = |(missing, rows): (u64, u64)| percent(missing as f64 / rows as f64);
    format!(
        "{} of {} {} {what}, {}; {} of {} {} in the baseline, {}",
        count(current.0),
        plural(current.1, "row", "rows"),
        if current.0 == 1 { "is" } else { "are" },
        of(current),
        count(baseline.0),
        count(baseline.1),
        if baseline.0 == 1 { "was" } else { "were" },
        of(baseline)
    )
}

/// A count with its noun: `1 row`, `2 rows`, `0 rows`.
///
/// `value` is a count, written as by [`count`]; only 1 takes the singular.
pub fn plural(value: u64, singular: &str, plural: &str) -> String {
    format!(
        "{} {}",
        count(value),
        if value == 1 { singular } else { plural }
    )
}

/// Items as a sentence lists them: `a`, `a and b`, `a, b and 3 more`; at most `most` are named.
///
/// `items` in the order in which they are to be named; an empty list is an empty text.
pub fn list(items: &[String], most: usize) -> String {
    let named = if items.len() <= most {
        items.len()
    } else {
        most.saturating_sub(1).max(1)
    };
    let rest = items.len() - named;
    match (named, rest) {
        (0, _) => String::new(),
        (1, 0) => items[0].clone(),
        (_, 0) => format!("{} and {}", items[..named - 1].join(", "), items[named - 1]),
        _ => format!("{} and {} more", items[..named].join(", "), rest),
    }
}

/// `value` rounded to `digits` significant digits.
fn significant(value: f64, digits: i32) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let magnitude = value.abs().log10().floor() as i32;
    format!("{value:.*e}", (digits - 1).max(0) as usize)
        .parse()
        .unwrap_or(10f64.powi(magnitude))
}

fn trim_zeros(text: &str) -> &str {
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.')
    } else {
        text
    }
}

/// Thin spaces (U+2009) between groups of three digits, from five digits on as typographers do.
fn group(digits: &str) -> String {
    let (sign, digits) = digits
        .strip_prefix('-')
        .map_or(("", digits), |rest| ("-", rest));
    if digits.len() < 5 {
        return format!("{sign}{digits}");
    }
    let mut grouped = String::from(sign);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i) % 3 == 0 {
            grouped.push('\u{2009}');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_four_significant_digits_at_most() {
        for (value, text) in [
            (0.0, "0"),
            (0.2723272262026612, "0.2723"),
            (24.65979529170931, "24.66"),
            (-1.5, "−1.5"),
            (1234.0, "1234"),
            (205700.0, "205\u{2009}700"),
            (189646.00716479018, "189\u{2009}600"),
            (1.5525063652135018e-215, "1.553e-215"),
            (0.00012345, "0.0001234"),
            (1e300, "1e300"),
            (f64::INFINITY, "∞"),
        ] {
            assert_eq!(number(value), text, "{value}");
        }
    }

    #[test]
    fn shares_and_lists_read_like_sentences() {
        assert_eq!(percent(0.0355), "3.55 %");
        assert_eq!(p_value(0.0), "p < 1e-300");
        assert_eq!(p_value(0.40220), "p 0.402");
        let items: Vec<String> = ["a", "b", "c", "d"].map(str::to_owned).to_vec();
        assert_eq!(list(&items[..2], 3), "a and b");
        assert_eq!(list(&items, 3), "a, b and 2 more");
    }
}
