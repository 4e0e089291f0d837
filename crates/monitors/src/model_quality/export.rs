//! The monitor's results as the files that others read.

use leeway_documents::model_monitor::{
    CheckType, Dimension, Metric as Published, MetricKind, MetricValue, ParsedDescription,
    Violation, Violations,
};
use leeway_documents::model_quality::{Metric, Operator};

use super::check::QualityCheck;

/// The violations that Model Monitor's container would report, in the order of the constraints. No report of it is known that names `f0_5`; it stays out.
///
/// At most one per check, and none for checks that are met or were not made. Source: Model Monitor's container.
pub fn violations(checks: &[QualityCheck]) -> Violations {
    let violation = |check: &QualityCheck| {
        let description = check.description.clone()?;
        let metric = check.constraint.metric?;
        let check_type = match check.constraint.operator {
            Operator::LessThan => CheckType::LessThanThreshold,
            Operator::GreaterThan => CheckType::GreaterThanThreshold,
        };
        (metric != Metric::F05).then(|| Violation {
            metric: Some(metric.camel_case()),
            check: check_type.name().to_owned(),
            check_type,
            parsed: ParsedDescription::of(&description),
            description,
            ..Violation::default()
        })
    };
    Violations {
        violations: checks.iter().filter_map(violation).collect(),
        ..Violations::default()
    }
}

/// The scalar metrics of Model Monitor and `total_number_of_violations`, as CloudWatch takes them. Metrics without a value are not published.
///
/// `values` are in the metrics' own units, `violations` is a count, `timestamp` ISO 8601 in UTC. Result: one entry per scalar metric of Model Monitor, then the count. Source: Model Monitor's CloudWatch metrics.
pub fn published(
    values: impl IntoIterator<Item = (Metric, f64)>,
    violations: usize,
    timestamp: &str,
    dimensions: &[Dimension],
) -> Vec<Published> {
    let publish = |name: String, value: f64| Published {
        kind: MetricKind::ModelQuality,
        feature: name,
        timestamp: timestamp.to_owned(),
        dimensions: dimensions.to_vec(),
        value: MetricValue::Single(value),
    };
    let mut metrics: Vec<Published> = values
        .into_iter()
        .filter(|(metric, _)| metric.is_model_monitors())
        .map(|(metric, value)| publish(metric.name().to_owned(), value))
        .collect();
    metrics.push(publish(
        "total_number_of_violations".to_owned(),
        violations as f64,
    ));
    metrics
}
