//! Numbers and names in this monitor's sentences, beside [`crate::words`].

use crate::words::{list, number};

/// Two numbers with so many digits that they look different if they are.
pub(crate) fn apart(value: f64, other: f64) -> (String, String) {
    let (a, b) = (number(value), number(other));
    if a == b && value != other {
        (format!("{value}"), format!("{other}"))
    } else {
        (a, b)
    }
}

/// At most five names, quoted.
pub(super) fn named(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
    list(&quoted, 5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn close_numbers_get_the_digits_that_tell_them_apart() {
        assert_eq!(
            apart(0.100001, 0.1),
            ("0.100001".to_owned(), "0.1".to_owned())
        );
        assert_eq!(apart(0.98604, 0.1), ("0.986".to_owned(), "0.1".to_owned()));
    }
}
