//! A group's charts and words.

use crate::runs::paired;
use crate::windows::Axis;
use leeway_charts::{Deviation, Deviations, Paired};
use leeway_monitors::words;
use leeway_monitors::{Agreement, Status};
use leeway_report::bias::{BiasFacet, BiasMetric};
use leeway_report::{HeldKind, Window};

/// Most metrics are differences of shares; a ratio beyond this is an arrow at the edge.
const LIMIT: f64 = 1.2;

/// What the check of a group's metric is called.
pub fn check_name(facet: &BiasFacet, metric: &str) -> String {
    format!("{metric} of {}", facet.group())
}

/// How often the group, the rest and all are accepted on both sides, in percent; no rows where the metrics do not tell.
pub fn acceptance(facet: &BiasFacet) -> Paired {
    let drawn = paired(HeldKind::Acceptance, &facet.acceptance());
    Paired {
        title: format!("{} ({})", drawn.title, facet.group()),
        ..drawn
    }
}

/// Each metric of a group as distance from its ideal.
pub fn distances(facet: &BiasFacet) -> Deviations {
    let row = |metric: &BiasMetric| Deviation {
        label: metric.description.clone(),
        short: metric.name.clone(),
        baseline: metric.baseline.map(|value| value - metric.ideal),
        current: metric.value.map(|value| value - metric.ideal),
        interval: interval(metric.low, metric.high, metric.ideal),
        is_violated: metric.status.is_violated(),
        is_weak: metric.too_few_rows,
        notes: notes(metric),
    };
    Deviations {
        title: format!("{}: distance from the ideal", facet.group()),
        across: "value less the ideal (0, or 1 for DI)".to_owned(),
        rows: facet.metrics().map(row).collect(),
        limit: Some(LIMIT),
    }
}

fn notes(metric: &BiasMetric) -> Vec<String> {
    let notes = metric.error.iter().chain(&metric.remark);
    let notes = notes.chain([&metric.sentence]);
    notes.filter(|note| !note.is_empty()).cloned().collect()
}

/// One metric of a group, window by window.
pub fn over_time(facet: &BiasFacet, metric: &BiasMetric, windows: &[Window]) -> Deviations {
    let axis = Axis::new(windows);
    let allowed = metric.baseline.map(|value| (value - metric.ideal).abs());
    let rows = axis.labels.into_iter().enumerate().map(|(place, label)| {
        let point = metric.windows.get(place).cloned().flatten();
        let value = point.as_ref().and_then(|point| point.value);
        let distance = value.map(|value| value - metric.ideal);
        let sizes = facet.windows.get(place);
        Deviation {
            label,
            short: String::new(),
            baseline: metric.baseline.map(|value| value - metric.ideal),
            current: distance,
            is_weak: point.as_ref().is_some_and(|point| point.too_few_rows),
            interval: point.and_then(|point| interval(point.low, point.high, metric.ideal)),
            is_violated: distance
                .zip(allowed)
                .is_some_and(|(distance, allowed)| distance.abs() > allowed),
            notes: sizes
                .map(|size| format!("{} rows, {} in the group", size.rows, size.group_rows))
                .into_iter()
                .collect(),
        }
    });
    Deviations {
        title: format!("{} over time", metric.name),
        across: format!("{} less its ideal; {}", metric.name, axis.title),
        rows: rows.collect(),
        limit: None,
    }
}

fn interval(low: Option<f64>, high: Option<f64>, ideal: f64) -> Option<(f64, f64)> {
    low.zip(high).map(|(low, high)| (low - ideal, high - ideal))
}

/// What is said beside an interval that is of too few rows.
pub fn too_few(metric: &BiasMetric) -> Option<&'static str> {
    metric
        .too_few_rows
        .then_some("Too few rows: it could be nearly anything.")
}

/// How many rows were compared, as sentences.
pub fn sizes(facet: &BiasFacet) -> String {
    let (Some(rows), Some(group)) = (facet.rows, facet.group_rows) else {
        return "Group sizes are not known: only values were loaded.".to_owned();
    };
    let left_out = match facet.left_out {
        0 => String::new(),
        count => format!(
            " {} left out: the facet, the label or the prediction is missing.",
            words::plural(count, "row", "rows")
        ),
    };
    format!(
        "{} in the group, {} outside.{left_out}",
        words::plural(group, "row", "rows"),
        words::count(rows - group)
    )
}

/// Whether a metric is farther from its ideal than the baseline's: a shape and words.
pub fn check_mark(metric: &BiasMetric) -> (&'static str, &'static str) {
    let reported = metric.reported.as_ref();
    let is_alone = reported.is_some_and(|reported| reported.agreement == Agreement::NotRecomputed);
    match (metric.status, metric.certain) {
        (Status::Violated, _) if is_alone => ("◌", "worse, as reported"),
        (Status::Violated, Some(true)) => ("▲", "worse"),
        (Status::Violated, Some(false)) => ("△", "worse, possibly chance"),
        (Status::Violated, None) => ("▲", "worse"),
        (Status::Ok, _) => ("✓", "not worse"),
        (Status::NotChecked, _) => ("", "not checked"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use leeway_report::bias::{BiasPoint, BiasWindow};

    #[test]
    fn rates_of_acceptance_follow_from_difference_and_ratio() {
        let metric = |name: &str, value: f64| BiasMetric {
            name: name.to_owned(),
            value: Some(value),
            ..BiasMetric::default()
        };
        // 30 of 100 rows of the group and 120 of 300 of the rest are accepted.
        let facet = BiasFacet {
            name: "gender".to_owned(),
            value: "F".to_owned(),
            pre_training: vec![metric("CI", 0.5)],
            post_training: vec![metric("DPPL", 0.1), metric("DI", 0.75)],
            ..BiasFacet::default()
        };
        let rates: Vec<f64> = acceptance(&facet)
            .rows
            .iter()
            .filter_map(|row| row.current)
            .collect();
        for (found, expected) in rates.iter().zip([30.0, 40.0, 37.5]) {
            assert!((found - expected).abs() < 1e-9, "{rates:?}");
        }
        assert_eq!(rates.len(), 3);
        assert!(acceptance(&BiasFacet::default()).rows.is_empty());
    }

    #[test]
    fn distances_are_from_each_metrics_own_ideal() {
        let metric = BiasMetric {
            name: "DI".to_owned(),
            ideal: 1.0,
            value: Some(0.75),
            baseline: Some(0.9),
            low: Some(0.7),
            high: Some(0.8),
            status: Status::Violated,
            windows: vec![
                None,
                Some(BiasPoint {
                    value: Some(1.05),
                    ..BiasPoint::default()
                }),
            ],
            ..BiasMetric::default()
        };
        let facet = BiasFacet {
            name: "gender".to_owned(),
            value: "F".to_owned(),
            post_training: vec![metric.clone()],
            windows: vec![
                BiasWindow::default(),
                BiasWindow {
                    rows: 90,
                    group_rows: 40,
                },
            ],
            ..BiasFacet::default()
        };
        let row = &distances(&facet).rows[0];
        assert_eq!(row.current, Some(-0.25));
        assert!(row.is_violated && (row.baseline.unwrap() + 0.1).abs() < 1e-12);
        let windows = vec![Window::default(), Window::default()];
        let rows = over_time(&facet, &metric, &windows).rows;
        assert_eq!((rows[0].current, rows[0].is_violated), (None, false));
        // 0.05 above the ideal is nearer than the baseline's 0.1 below it.
        assert!(!rows[1].is_violated && !rows[1].is_weak);
    }
}
