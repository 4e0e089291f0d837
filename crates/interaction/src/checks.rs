//! Which checks the table shows, and in which order.
//!
//! Ties keep the report's order; what was not observed comes last in either direction.

use std::cmp::Ordering;

use super::order::{Sort, largest_first, positions, turned};
use leeway_monitors::Status;
use leeway_presentation::checks::{Outcome, check_words};
use leeway_report::{Check, Slider};

/// A column that can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Column {
    /// Violated first, then what a report disagrees with.
    #[default]
    Status,
    /// The feature's name.
    Feature,
    /// The check's name.
    Check,
    /// What was observed, the largest first.
    Observed,
}

/// Which checks are shown; the default shows all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Part of the feature's name, in any case.
    pub search: String,
    /// These alone.
    pub outcome: Option<Outcome>,
    /// This check alone, by the report's name.
    pub check: Option<String>,
}

/// Positions of the checks that pass, in order.
pub fn arranged(checks: &[Check], filter: &Filter, sort: Sort<Column>) -> Vec<usize> {
    let search = filter.search.trim().to_lowercase();
    let passes = |check: &Check| {
        check.feature.to_lowercase().contains(&search)
            && filter.outcome.is_none_or(|outcome| outcome.is_of(check))
            && filter
                .check
                .as_ref()
                .is_none_or(|name| check.check == *name)
    };
    positions(checks.len(), &|row| passes(&checks[row]), &|one, other| {
        compared(&checks[one], &checks[other], sort)
    })
}

fn compared(one: &Check, other: &Check, sort: Sort<Column>) -> Ordering {
    let turned = |order| turned(order, sort.is_reversed);
    match sort.column {
        Column::Status => turned(alarm(other).cmp(&alarm(one))),
        Column::Feature => turned(
            one.feature
                .to_lowercase()
                .cmp(&other.feature.to_lowercase()),
        ),
        Column::Check => turned(check_words(&one.check).cmp(check_words(&other.check))),
        Column::Observed => largest_first(one.observed, other.observed, sort.is_reversed),
    }
}

fn alarm(check: &Check) -> (bool, bool, bool) {
    (
        check.status.is_violated(),
        check.is_disagreed(),
        check.status == Status::Ok,
    )
}

/// How many features would fire if the threshold were `value`.
pub fn firing(slider: &Slider, value: f64) -> usize {
    let observed = &slider.observed;
    match slider.fires_above {
        true => observed.len() - observed.partition_point(|&observed| observed <= value),
        false => observed.partition_point(|&observed| observed < value),
    }
}

/// The largest value that a slider offers.
pub fn slider_end(slider: &Slider) -> f64 {
    let largest = slider.observed.last().copied().unwrap_or(0.0);
    largest.max(slider.threshold.unwrap_or(0.0)).max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use leeway_monitors::Agreement;
    use leeway_report::Reported;

    fn check(feature: &str, status: Status, observed: Option<f64>, disagrees: bool) -> Check {
        Check {
            feature: feature.to_owned(),
            check: "completeness_check".to_owned(),
            status,
            observed,
            reported: disagrees.then(|| Reported {
                agreement: Agreement::Differs,
                ..Reported::default()
            }),
            ..Check::default()
        }
    }

    fn four() -> [Check; 4] {
        [
            check("b", Status::Ok, Some(0.5), false),
            check("a", Status::NotChecked, None, false),
            check("C", Status::Violated, Some(0.1), false),
            check("d", Status::Ok, Some(0.9), true),
        ]
    }

    #[test]
    fn the_most_alarming_comes_first() {
        let all = Filter::default();
        let order = |column, is_reversed| {
            let sort = Sort {
                column,
                is_reversed,
            };
            arranged(&four(), &all, sort)
        };
        assert_eq!(order(Column::Status, false), [2, 3, 0, 1]);
        assert_eq!(order(Column::Feature, false), [1, 0, 2, 3]);
        assert_eq!(order(Column::Observed, false), [3, 0, 2, 1]);
        assert_eq!(order(Column::Observed, true), [2, 0, 3, 1]);
    }

    #[test]
    fn filters_hold_together() {
        let filter = Filter {
            outcome: Some(Outcome::Differs),
            check: Some("completeness_check".to_owned()),
            search: " D".to_owned(),
        };
        assert_eq!(arranged(&four(), &filter, Sort::default()), [3]);
    }

    #[test]
    fn a_threshold_is_exceeded_and_a_share_undercut() {
        let mut slider = Slider {
            fires_above: true,
            observed: vec![0.1, 0.2, 0.2, 0.3],
            ..Slider::default()
        };
        assert_eq!(
            [0.0, 0.2, 0.3].map(|value| firing(&slider, value)),
            [4, 1, 0]
        );
        slider.fires_above = false;
        assert_eq!(
            [0.1, 0.2, 1.0].map(|value| firing(&slider, value)),
            [0, 1, 4]
        );
        assert_eq!(slider_end(&slider), 1.0);
    }
}
