//! Metrics against their thresholds, in the container's words.

use crate::{Status, Unmeasured, words};
use leeway_documents::model_monitor::java_number;
use leeway_documents::model_quality::{Metric, MetricConstraint, Operator, QualityConstraints};

/// A gap of fewer standard deviations may be chance: two standard errors, of which one is twice the standard deviation of Model Monitor's parts of 80 %, and as much again (times √2)
/// for the threshold, which a baseline of as many rows suggests.
const COULD_BE_CHANCE: f64 = 5.66;

/// A metric as it was observed.
#[derive(Debug, Clone, PartialEq)]
pub struct Observed {
    /// Its value, or why there is none.
    pub value: Result<f64, Unmeasured>,
    /// Its standard deviation.
    pub deviation: Option<f64>,
}

/// A threshold and how it is met.
#[derive(Debug, Clone, PartialEq)]
pub struct QualityCheck {
    /// The constraint.
    pub constraint: MetricConstraint,
    /// What was observed.
    pub observed: Option<f64>,
    /// Its standard deviation.
    pub deviation: Option<f64>,
    /// The outcome.
    pub status: Status,
    /// The violation as Model Monitor's container words it.
    pub description: Option<String>,
    /// Why it was not checked.
    pub reason: Option<Unmeasured>,
    /// What was observed, what is allowed, in words.
    pub explanation: String,
}

/// Checks what `observe` answers against all constraints, in their order.
///
/// `observe` answers a metric's value in its own unit with its standard deviation, or `None` where the problem has no such metric. Result: one entry per constraint; one that could not be made is not checked and says why. A value at the threshold is met. Source: Model Monitor's `constraint_violations.json`.
pub fn check(
    constraints: &QualityConstraints,
    observe: impl Fn(Metric) -> Option<Observed>,
) -> Vec<QualityCheck> {
    let one = |constraint: &MetricConstraint| {
        let observed = match constraint.metric {
            Some(metric) => observe(metric).ok_or(Unmeasured::OtherProblem),
            None => Err(Unmeasured::UnknownMetric(constraint.name.clone())),
        };
        judge(constraint, observed)
    };
    constraints.constraints.iter().map(one).collect()
}

fn judge(constraint: &MetricConstraint, observed: Result<Observed, Unmeasured>) -> QualityCheck {
    let MetricConstraint {
        threshold,
        operator,
        ..
    } = *constraint;
    let limit = match operator {
        Operator::LessThan => "at least",
        Operator::GreaterThan => "at most",
    };
    let found = observed.and_then(|observed| Ok((observed.value?, observed.deviation)));
    let (value, deviation) = match found {
        Ok(found) => found,
        Err(reason) => {
            return QualityCheck {
                constraint: constraint.clone(),
                observed: None,
                deviation: None,
                status: Status::NotChecked,
                description: None,
                explanation: format!(
                    "It should be {limit} {}. {reason}",
                    words::number(threshold)
                ),
                reason: Some(reason),
            };
        }
    };
    let is_violated = operator.is_violated(value, threshold);
    let spread = deviation.map_or(String::new(), |deviation| {
        format!(" ± {} (one standard deviation)", words::number(deviation))
    });
    let mut explanation = format!(
        "{}{spread}; it should be {limit} {}.",
        words::number(value),
        words::number(threshold)
    );
    if let Some(deviation) = deviation.filter(|deviation| *deviation > 0.0 && is_violated) {
        let distance = (value - threshold).abs() / deviation;
        explanation += &match distance {
            distance if distance < COULD_BE_CHANCE => format!(
                " The gap is {} standard deviations: chance alone may make it.",
                words::number((distance * 10.0).round() / 10.0)
            ),
            distance => format!(
                " The gap is {} standard deviations.",
                words::number(distance.round())
            ),
        };
    }
    if is_violated && constraint.metric == Some(Metric::F05) {
        explanation += " No report of the container is known that names this metric, although it suggests the constraint.";
    }
    QualityCheck {
        constraint: constraint.clone(),
        observed: Some(value),
        deviation,
        status: if is_violated {
            Status::Violated
        } else {
            Status::Ok
        },
        description: is_violated.then(|| describe(constraint, value, deviation)),
        reason: None,
        explanation,
    }
}

/// `Metric truePositiveRate with 0.11 +/- 5.0E-4 was LessThanThreshold '0.57'`
fn describe(constraint: &MetricConstraint, value: f64, deviation: Option<f64>) -> String {
    let name = constraint
        .metric
        .map_or_else(|| constraint.name.clone(), Metric::camel_case);
    let spread = deviation.map_or(String::new(), |deviation| {
        format!(" +/- {}", java_number(deviation))
    });
    format!(
        "Metric {name} with {}{spread} was {} '{}'",
        java_number(value),
        constraint.operator.name(),
        java_number(constraint.threshold)
    )
}
