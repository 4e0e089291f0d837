//! Is a metric farther from its ideal than the baseline's, and is that more than noise?

use crate::Status;
use leeway_documents::clarify::python_number;
use leeway_documents::model_monitor::{CheckType, ParsedDescription, Violation};
use leeway_stats::bias::{Known, Metric, is_farther};

/// A metric checked against the baseline's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judged {
    /// The outcome.
    pub status: Status,
    /// For a violation, whether it is more than chance explains ([`is_farther`]); `None` without an interval.
    pub is_certain: Option<bool>,
}

/// Holds a value against the baseline's. Allowed is what is as near to the ideal as the baseline, on either side of it.
///
/// Values are in the metric's unit (differences −1 to 1, ratios ≥ 0), intervals at 95 %; `asked` metrics are judged together. Not checked where a side has no value; equal distance is met. Source: Clarify's
/// bias drift monitor; whether chance explains it is Leeway's own.
pub fn judge(
    metric: Metric,
    baseline: Option<Known>,
    current: Option<Known>,
    asked: usize,
) -> Judged {
    let (Some(baseline), Some(current)) = (baseline, current) else {
        return Judged {
            status: Status::NotChecked,
            is_certain: None,
        };
    };
    if metric.distance(current.value) <= metric.distance(baseline.value) {
        return Judged {
            status: Status::Ok,
            is_certain: None,
        };
    }
    Judged {
        status: Status::Violated,
        is_certain: is_farther(metric, baseline, current, asked),
    }
}

/// A violation as Clarify writes it.
///
/// Both values are in the metric's unit and written as Python does. Source: Clarify's `bias_violations.json`.
pub fn violation(
    metric: Metric,
    facet: &str,
    group: &str,
    baseline: f64,
    current: f64,
) -> Violation {
    let description = format!(
        "Metric value {} doesn't meet the baseline constraint requirement {}",
        python_number(current),
        python_number(baseline)
    );
    Violation {
        facet: Some(facet.to_owned()),
        facet_value: Some(group.to_owned()),
        metric: Some(metric.name().to_owned()),
        check: CheckType::BiasDrift.name().to_owned(),
        check_type: CheckType::BiasDrift,
        parsed: ParsedDescription::of(&description),
        description,
        ..Violation::default()
    }
}

/// What tells a facet's groups apart: an interval by its lower end, because its upper end is the largest value seen; labels as they stand.
///
/// `value` is a group as Clarify writes it: `(40, 75]`, `1`, `5,4`.
pub fn interval_key(value: &str) -> String {
    let lower = value
        .strip_prefix('(')
        .and_then(|rest| rest.split_once(','));
    match lower {
        Some((lower, rest)) if rest.ends_with(']') => {
            let number = lower.trim().parse::<f64>();
            format!(
                "({}",
                number.map_or_else(|_| lower.to_owned(), |number| number.to_string())
            )
        }
        _ => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn farther_from_the_ideal_on_either_side_is_a_violation() {
        let known = |value| {
            Some(Known {
                value,
                interval: None,
            })
        };
        let status =
            |metric, baseline, current| judge(metric, known(baseline), known(current), 1).status;
        assert_eq!(status(Metric::Dppl, 0.002, -0.017), Status::Violated);
        assert_eq!(status(Metric::Dppl, 0.02, -0.017), Status::Ok);
        // Disparate impact is best at 1.
        assert_eq!(status(Metric::Di, 0.9, 1.05), Status::Ok);
        assert_eq!(status(Metric::Di, 0.976, 1.317), Status::Violated);
        assert_eq!(status(Metric::Te, 2.0, f64::INFINITY), Status::Violated);
        assert_eq!(
            status(Metric::Te, f64::INFINITY, f64::NEG_INFINITY),
            Status::Ok
        );
        assert_eq!(
            judge(Metric::Te, None, known(1.0), 1).status,
            Status::NotChecked
        );
    }

    #[test]
    fn intervals_match_by_their_lower_end() {
        assert_eq!(interval_key("(100, 232]"), interval_key("(100.0, 225.0]"));
        assert_ne!(interval_key("(100, 232]"), interval_key("(101, 232]"));
        assert_eq!(interval_key("F"), "F");
        assert_eq!(interval_key("(x)"), "(x)");
    }
}
