//! Which rows a table shows, in which order. Ties keep the report's order, and what has no value comes last in either direction.

use std::cmp::Ordering;

use leeway_presentation::format::{count, counted};

/// An order of rows by a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sort<Column> {
    /// By what.
    pub column: Column,
    /// Against the column's own direction: names from A, times from the earliest, everything else with the most alarming first.
    pub is_reversed: bool,
}

impl<Column: PartialEq> Sort<Column> {
    /// The order after a click on the head of `column`: by it, or turned where it was by it already.
    pub fn clicked(&self, column: Column) -> Self {
        Sort {
            is_reversed: self.column == column && !self.is_reversed,
            column,
        }
    }
}

/// Positions of the rows that pass, in order.
pub fn positions(
    rows: usize,
    passes: &dyn Fn(usize) -> bool,
    compared: &dyn Fn(usize, usize) -> Ordering,
) -> Vec<usize> {
    let mut positions: Vec<usize> = (0..rows).filter(|&row| passes(row)).collect();
    positions.sort_by(|&one, &other| compared(one, other).then(one.cmp(&other)));
    positions
}

/// An order, or its opposite.
pub fn turned(order: Ordering, is_reversed: bool) -> Ordering {
    match is_reversed {
        true => order.reverse(),
        false => order,
    }
}

/// The largest first, or the smallest; none last.
pub fn largest_first(one: Option<f64>, other: Option<f64>, is_reversed: bool) -> Ordering {
    match (one, other) {
        (Some(one), Some(other)) => turned(other.total_cmp(&one), is_reversed),
        (one, other) => other.is_some().cmp(&one.is_some()),
    }
}

/// How many of how many are shown: "3 of 12 checks", or "12 checks".
pub fn shown_words(shown: u64, total: u64, one: &str, many: &str) -> String {
    let all = counted(total, one, many);
    match shown == total {
        true => all,
        false => format!("{} of {all}", count(shown)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_value_comes_last_both_ways() {
        let values = [Some(1.0), None, Some(3.0), Some(1.0)];
        let order = |is_reversed| {
            let compared =
                |one: usize, other: usize| largest_first(values[one], values[other], is_reversed);
            positions(values.len(), &|_| true, &compared)
        };
        assert_eq!(order(false), [2, 0, 3, 1]);
        assert_eq!(order(true), [0, 3, 2, 1]);
    }

    #[test]
    fn a_second_click_turns_the_order() {
        let sort = Sort::<u8>::default().clicked(1);
        assert_eq!((sort.column, sort.is_reversed), (1, false));
        assert!(sort.clicked(1).is_reversed);
        assert!(!sort.clicked(1).clicked(1).is_reversed);
        assert!(!sort.clicked(1).clicked(2).is_reversed);
    }

    #[test]
    fn one_is_one() {
        assert_eq!(shown_words(1, 1, "check", "checks"), "1 check");
        assert_eq!(shown_words(0, 2, "check", "checks"), "0 of 2 checks");
    }
}
