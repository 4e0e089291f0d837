//! Model quality: its charts and its words.

use super::format::{count, counted};
use crate::windows::Axis;
use leeway_charts::{AnyChart, ConfusionMatrix, QualityPoint, QualityTimeline, Rates, RatesKind};
use leeway_documents::Role;
use leeway_report::Basis;
use leeway_report::Report;
use leeway_report::model_quality::title;
use leeway_report::model_quality::{Join, Metrics, ModelQuality};

/// A metric over the windows of the current side.
pub fn timeline(report: &Report, quality: &ModelQuality, metric: &str) -> AnyChart {
    let windows = report
        .current
        .as_ref()
        .map_or(&[][..], |side| &side.windows);
    let axis = Axis::new(windows);
    let threshold = quality.thresholds.get(metric);
    let point = |(window, label): (&leeway_report::model_quality::QualityWindow, String)| {
        let found = window.metrics.get(metric);
        let value = found.and_then(|metric| metric.value);
        QualityPoint {
            label,
            value,
            spread: found.and_then(|metric| metric.standard_deviation),
            rows: window.rows,
            drifted: window.drifted,
            is_violated: window.violated.iter().any(|name| name == metric),
        }
    };
    AnyChart::QualityTimeline(QualityTimeline {
        metric: title(metric),
        points: quality.windows.iter().zip(axis.labels).map(point).collect(),
        across: axis.title,
        threshold: threshold.map(|threshold| threshold.threshold),
        baseline: quality
            .baseline
            .as_ref()
            .and_then(|baseline| baseline.value(metric)),
        features: quality.features,
    })
}

/// The confusion matrix, with the baseline's shares where it has the same labels.
pub fn confusion(quality: &ModelQuality) -> AnyChart {
    let counts = |metrics: &Metrics| -> (Vec<String>, Vec<Vec<u64>>) {
        let rows = metrics.confusion_matrix.iter();
        rows.map(|(label, row)| (label.clone(), row.iter().map(|(_, rows)| *rows).collect()))
            .unzip()
    };
    let (labels, current) = counts(&quality.metrics);
    let before = quality
        .baseline
        .as_ref()
        .filter(|_| quality.side == Role::Current)
        .map(counts);
    let baseline = before
        .filter(|(known, _)| *known == labels)
        .map_or_else(Vec::new, |(_, counts)| counts);
    AnyChart::ConfusionMatrix(ConfusionMatrix {
        labels,
        current,
        baseline,
        is_baseline: quality.side == Role::Baseline,
    })
}

/// A curve of both sides.
pub fn rates(quality: &ModelQuality, kind: RatesKind) -> AnyChart {
    let curves = &quality.curves;
    type Bins = [(f64, f64, u64)];
    let shares = |bins: &Bins| bins.iter().map(|bin| (bin.0, bin.1)).collect();
    let (baseline, current) = match kind {
        RatesKind::Roc => (curves.baseline_roc.clone(), curves.roc.clone()),
        RatesKind::PrecisionRecall => (
            curves.baseline_precision_recall.clone(),
            curves.precision_recall.clone(),
        ),
        RatesKind::Calibration => (
            shares(&curves.baseline_calibration),
            shares(&curves.calibration),
        ),
    };
    // Alone, the baseline is drawn as what it is.
    let (baseline, current) = match quality.side {
        Role::Baseline => (current, Vec::new()),
        _ => (baseline, current),
    };
    let bins = match kind {
        RatesKind::Calibration => curves.calibration.as_slice(),
        _ => &[],
    };
    let rows = bins.iter().map(|bin| bin.2).collect();
    AnyChart::Rates(Rates {
        kind,
        baseline,
        current,
        rows,
    })
}

/// The metrics that a chart over time can show: those with a value in some window.
pub fn shown_metrics(quality: &ModelQuality) -> Vec<String> {
    let names = quality.metrics.metrics.iter().map(|(name, _)| name.clone());
    let is_known = |name: &String| {
        quality
            .windows
            .iter()
            .any(|window| window.metrics.value(name).is_some())
    };
    names
        .filter(|name| !name.ends_with("_best_constant_classifier") && is_known(name))
        .collect()
}

/// What came of joining captures and labels, a line each.
pub fn join_lines(join: &Join) -> Vec<String> {
    let rows = |found: u64| counted(found, "row", "rows");
    let captured = counted(join.captures, "captured row", "captured rows");
    let lines = [
        (
            join.captures,
            "Labels:",
            format!("{} of {captured}", count(join.joined)),
        ),
        (join.own, "in the rows themselves:", count(join.own)),
        (join.missing, "not arrived:", count(join.missing)),
        (
            join.late,
            "in a later hour than the capture:",
            count(join.late),
        ),
        (join.unknown, "of no captured row:", count(join.unknown)),
        (join.duplicate, "said twice:", count(join.duplicate)),
        (
            join.contradictory,
            "contradictory, left out:",
            rows(join.contradictory),
        ),
        (join.empty, "empty:", count(join.empty)),
        (
            join.repeated,
            "events captured more than once:",
            rows(join.repeated),
        ),
    ];
    let found = lines.into_iter().filter(|(found, ..)| *found > 0);
    found
        .map(|(_, what, count)| format!("{what} {count}"))
        .collect()
}

/// Where the thresholds are from, as a sentence.
pub fn thresholds_from(quality: &ModelQuality) -> String {
    match (quality.constraints_from, &quality.constraints_path) {
        (Some(Basis::File), Some(path)) => format!("Thresholds from {path}."),
        (Some(Basis::Samples), _) => "Thresholds are the baseline's own metrics, as Model Monitor's container suggests them.".to_owned(),
        (Some(Basis::Statistics), _) => "Thresholds are the metrics of the baseline's statistics.".to_owned(),
        (Some(Basis::Violations), _) => {
            "Thresholds as the reported violations name them.".to_owned()
        }
        _ => "No thresholds: add a baseline with labels and predictions, or the constraints.json of a model-quality baselining job.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use leeway_documents::model_quality::Operator;
    use leeway_report::model_quality::{Metric, QualityWindow, Threshold};

    #[test]
    fn a_timeline_marks_what_violates_and_keeps_gaps() {
        let window = |value: Option<f64>| QualityWindow {
            rows: 10,
            metrics: Metrics {
                metrics: vec![(
                    "mae".to_owned(),
                    Metric {
                        value,
                        ..Metric::default()
                    },
                )],
                ..Metrics::default()
            },
            ..QualityWindow::default()
        };
        let mut quality = ModelQuality {
            windows: vec![window(Some(1.0)), window(None), window(Some(3.0))],
            ..ModelQuality::default()
        };
        let threshold = Threshold {
            threshold: 2.0,
            comparison_operator: Operator::GreaterThan,
        };
        quality.thresholds.insert("mae".to_owned(), threshold);
        quality.windows[2].violated = vec!["mae".to_owned()];
        let named = |label: &str| leeway_report::Window {
            label: label.to_owned(),
            ..Default::default()
        };
        let report = Report {
            current: Some(leeway_report::Side {
                windows: ["a", "b", "c"].map(named).to_vec(),
                ..Default::default()
            }),
            ..Report::default()
        };
        let AnyChart::QualityTimeline(chart) = timeline(&report, &quality, "mae") else {
            panic!("not a timeline");
        };
        let marks: Vec<_> = chart
            .points
            .iter()
            .map(|point| (point.value.is_some(), point.is_violated))
            .collect();
        assert_eq!(marks, [(true, false), (false, false), (true, true)]);
        assert_eq!(chart.metric, "MAE");
    }
}
