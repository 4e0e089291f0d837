//! Statistics and constraints as Model Monitor's container writes them.

use leeway_documents::model_quality::{
    LabelPair, Metric, MetricConstraint, ProblemType, QualityConstraints, QualityStatistics,
    QualityStatisticsParts, StatedMetric,
};
use leeway_stats::confusion::Confusion;
use leeway_stats::ranking::Curve;

use super::measure::{Measured, confusion, ranking};
use super::rows::ScoredRows;

/// Points of a curve in a file: as many as Spark keeps.
const CURVE_POINTS: usize = 1000;

/// The statistics of all rows, whose metrics are `measured`. Metrics that only Leeway has stay out.
///
/// `rows` must be those that `measured` came from. Values are in the metrics' own units (shares 0 to 1; errors in the unit of the label, or its square); curves are thinned to 1000 points. Source: Model Monitor's `statistics.json` of model quality.
pub fn statistics(rows: &ScoredRows, measured: &[Measured]) -> QualityStatistics {
    let all = rows.all();
    let ranking = ranking(rows, &all);
    let curve = |curve: Curve| {
        let curve = curve.thinned(CURVE_POINTS);
        (curve.x, curve.y)
    };
    let is_binary = rows.problem == ProblemType::Binary;
    let metrics = measured
        .iter()
        .filter(|measured| measured.metric.is_model_monitors())
        .map(|measured| {
            let stated = StatedMetric {
                value: measured.value.as_ref().ok().copied(),
                deviation: measured.deviation,
            };
            (measured.metric, stated)
        });
    let parts = QualityStatisticsParts {
        rows: rows.len() as u64,
        metrics: metrics.collect(),
        confusion: confusion(rows, &all).map_or_else(Vec::new, |found| pairs(&found, &rows.labels)),
        roc: ranking.roc().ok().filter(|_| is_binary).map(curve),
        precision_recall: ranking
            .precision_recall()
            .ok()
            .filter(|_| is_binary)
            .map(curve),
    };
    QualityStatistics::of(rows.problem, &parts)
}

/// The confusion matrix as a list, row by row.
///
/// `labels` names the rows and columns of `found`, in its order; labels² entries, counts in rows.
pub fn pairs(found: &Confusion, labels: &[String]) -> Vec<LabelPair> {
    let cells = (0..found.labels())
        .flat_map(|actual| (0..found.labels()).map(move |predicted| (actual, predicted)));
    cells
        .map(|(actual, predicted)| LabelPair {
            actual: labels[actual].clone(),
            predicted: labels[predicted].clone(),
            rows: found.count(actual, predicted),
        })
        .collect()
}

/// The constraints that the container suggests: each constrained metric of the baseline as its own threshold. Metrics without a value have none.
///
/// `value` answers a metric's value in its own unit, or `None`. Thresholds equal these values; the operator says which side is worse. Source: Model Monitor's baselining job.
pub fn suggested_constraints(
    problem: ProblemType,
    value: impl Fn(Metric) -> Option<f64>,
) -> QualityConstraints {
    let constraint = |metric: &Metric| {
        Some(MetricConstraint {
            name: metric.name().to_owned(),
            metric: Some(*metric),
            threshold: value(*metric)?,
            operator: metric.worse(),
        })
    };
    let constraints = problem
        .constrained()
        .iter()
        .filter_map(constraint)
        .collect();
    QualityConstraints::of(problem, constraints)
}
