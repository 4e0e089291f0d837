//! Which features the table shows, and in which order.
//!
//! Ties keep the report's order, and what could not be computed comes last in either direction.

use std::cmp::Ordering;

use super::order::{Sort, largest_first, positions, turned};
use leeway_monitors::drift::Verdict;
use leeway_presentation::features::{judging_p, log10_p, missing_moved, new_label_rows};
use leeway_report::Feature;
use leeway_table::Kind;

/// A column that can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Column {
    /// The feature's name.
    Name,
    /// Numerical or categorical.
    Kind,
    /// Drift score.
    Score,
    /// Adjusted p-value.
    AdjustedP,
    /// How far the share of missing values moved.
    Missing,
    /// Rows with unseen labels.
    NewLabels,
    /// The window since which it stays drifted, the earliest first.
    Since,
    /// Verdict, then drift score.
    #[default]
    Verdict,
}

/// Which rows are shown; the default shows all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Part of the name, in any case.
    pub search: String,
    /// This verdict alone.
    pub verdict: Option<Verdict>,
    /// This kind alone.
    pub kind: Option<Kind>,
}

impl Filter {
    fn passes(&self, feature: &Feature, search: &str) -> bool {
        feature.name.to_lowercase().contains(search)
            && self
                .verdict
                .is_none_or(|verdict| verdict == feature.verdict)
            && self.kind.is_none_or(|kind| feature.kind == Some(kind))
    }
}

/// Positions of the features that pass, in order.
pub fn arranged(features: &[Feature], filter: &Filter, sort: Sort<Column>) -> Vec<usize> {
    let search = filter.search.trim().to_lowercase();
    positions(
        features.len(),
        &|row| filter.passes(&features[row], &search),
        &|one, other| compared(&features[one], &features[other], sort),
    )
}

/// Positions of the features that matter most, at most so many: as the table has them when it is not sorted otherwise.
pub fn foremost(features: &[Feature], most: usize) -> Vec<usize> {
    let mut places = arranged(features, &Filter::default(), Sort::default());
    places.retain(|&place| {
        let bins = &features[place].bins;
        !(bins.baseline.is_empty() && bins.current.is_empty())
    });
    places.truncate(most);
    places
}

fn compared(one: &Feature, other: &Feature, sort: Sort<Column>) -> Ordering {
    let turned = |order| turned(order, sort.is_reversed);
    let largest_first = |one, other| largest_first(one, other, sort.is_reversed);
    let name = |feature: &Feature| feature.kind.map(Kind::name);
    match sort.column {
        Column::Name => turned(one.name.to_lowercase().cmp(&other.name.to_lowercase())),
        Column::Kind => turned(name(other).cmp(&name(one))),
        Column::Score => largest_first(one.drift_score, other.drift_score),
        Column::AdjustedP => largest_first(alarm(one), alarm(other)),
        Column::Missing => largest_first(missing_moved(one), missing_moved(other)),
        Column::Since => match (&one.since, &other.since) {
            (Some(one), Some(other)) => turned(one.window.cmp(&other.window)),
            (one, other) => other.is_some().cmp(&one.is_some()),
        },
        Column::NewLabels => turned(new_label_rows(other).cmp(&new_label_rows(one))),
        Column::Verdict => turned(other.verdict.cmp(&one.verdict))
            .then(largest_first(one.drift_score, other.drift_score)),
    }
}

/// The smaller p, the larger. Where p is too small for a number the logarithm of the raw one still tells.
fn alarm(feature: &Feature) -> Option<f64> {
    let adjusted = judging_p(feature)?;
    if adjusted > 0.0 {
        return Some(-adjusted.log10());
    }
    Some(log10_p(feature).map_or(f64::MAX, |log10_p| -log10_p))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn feature(name: &str, verdict: Verdict, score: Option<f64>) -> Feature {
        Feature {
            name: name.to_owned(),
            verdict,
            kind: Some(Kind::Numerical),
            drift_score: score,
            adjusted_p: score.map(|score| 1.0 / (1.0 + score)),
            ..Feature::default()
        }
    }

    fn names(features: &[Feature], filter: &Filter, column: Column, is_reversed: bool) -> String {
        let sort = Sort {
            column,
            is_reversed,
        };
        let positions = arranged(features, filter, sort);
        let names = positions.iter().map(|&at| features[at].name.as_str());
        names.collect::<Vec<_>>().join(" ")
    }

    fn four() -> [Feature; 4] {
        [
            feature("d", Verdict::None, Some(1.0)),
            feature("B", Verdict::Unknown, None),
            feature("c", Verdict::Strong, Some(40.0)),
            feature("a", Verdict::Drifted, Some(12.0)),
        ]
    }

    #[test]
    fn the_most_alarming_comes_first_unless_asked_otherwise() {
        let all = Filter::default();
        assert_eq!(names(&four(), &all, Column::Verdict, false), "c a d B");
        assert_eq!(names(&four(), &all, Column::Verdict, true), "B d a c");
        assert_eq!(names(&four(), &all, Column::Name, false), "a B c d");
        assert_eq!(names(&four(), &all, Column::AdjustedP, false), "c a d B");
    }

    #[test]
    fn what_could_not_be_computed_comes_last_both_ways() {
        let all = Filter::default();
        assert_eq!(names(&four(), &all, Column::Score, false), "c a d B");
        assert_eq!(names(&four(), &all, Column::Score, true), "d a c B");
    }

    #[test]
    fn the_earliest_drift_comes_first_and_none_last() {
        let mut features = four();
        for (place, window) in [(0, 6), (2, 0)] {
            features[place].since = Some(leeway_report::Since {
                window,
                ..Default::default()
            });
        }
        let all = Filter::default();
        assert_eq!(names(&features, &all, Column::Since, false), "c d B a");
        assert_eq!(names(&features, &all, Column::Since, true), "d c B a");
    }

    #[test]
    fn ties_keep_the_order_of_columns() {
        let features = [
            feature("z", Verdict::None, None),
            feature("y", Verdict::None, None),
        ];
        for is_reversed in [false, true] {
            assert_eq!(
                names(
                    &features,
                    &Filter::default(),
                    Column::NewLabels,
                    is_reversed
                ),
                "z y"
            );
        }
    }

    #[test]
    fn filters_hold_together() {
        let filter = Filter {
            search: " C ".to_owned(),
            ..Filter::default()
        };
        assert_eq!(names(&four(), &filter, Column::Name, false), "c");
        let filter = Filter {
            verdict: Some(Verdict::Drifted),
            kind: Some(Kind::Numerical),
            ..Filter::default()
        };
        assert_eq!(names(&four(), &filter, Column::Name, false), "a");
        let filter = Filter {
            kind: Some(Kind::Categorical),
            ..filter
        };
        assert_eq!(names(&four(), &filter, Column::Name, false), "");
    }
}
