//! Numbers in sentences.

/// A count with a blank between thousands: `205 700`.
pub(super) fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

/// A number with at most four significant digits.
pub(super) fn short(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return value.to_string();
    }
    let magnitude = value.abs().log10().floor() as i32;
    if !(-5..15).contains(&magnitude) {
        return format!("{value:.3e}");
    }
    let decimals = (3 - magnitude).max(0) as usize;
    let text = format!("{value:.decimals$}");
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

/// Two numbers with so many digits that they look different if they are.
pub(super) fn apart(value: f64, other: f64) -> (String, String) {
    let (a, b) = (short(value), short(other));
    if a == b && value != other {
        (format!("{value}"), format!("{other}"))
    } else {
        (a, b)
    }
}

/// "1 row", "2 rows".
pub(super) fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { many })
}

/// The names as a list of at most five, with the number of the others.
pub(super) fn listed(names: &[String]) -> String {
    let shown: Vec<String> = names
        .iter()
        .take(5)
        .map(|name| format!("{name:?}"))
        .collect();
    let rest = names.len() - shown.len();
    if rest > 0 {
        format!("{} and {} more", shown.join(", "), grouped(rest as u64))
    } else {
        shown.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_counts_grouped() {
        assert_eq!(
            [0, 7, 1009, 205_700].map(grouped),
            ["0", "7", "1 009", "205 700"]
        );
        assert_eq!(
            [0.98604, 1.33, 0.0568, 1e-9, 123456.7, 0.1].map(short),
            ["0.986", "1.33", "0.0568", "1.000e-9", "123457", "0.1"]
        );
        assert_eq!(
            apart(0.100001, 0.1),
            ("0.100001".to_owned(), "0.1".to_owned())
        );
    }
}
