//! Is a metric farther from its ideal than the baseline's, and is that more than noise?

use crate::Status;
use leeway_documents::clarify::python_number;
use leeway_documents::model_monitor::{CheckType, ParsedDescription, Violation};
use leeway_stats::bias::{Interval, Metric};

/// A metric checked against the baseline's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judged {
    /// The outcome.
    pub status: Status,
    /// Whether the interval and what is allowed do not meet; `None` without an interval.
    pub is_certain: Option<bool>,
}

/// Holds a value against the baseline's. Allowed is what is as near to the ideal as the baseline, on either side of it.
///
/// Values are in the metric's unit (differences −1 to 1, ratios ≥ 0), the interval at 95 %. Not checked where a side has no value; equal distance is met. Source: Clarify's bias drift monitor.
pub fn judge(
    metric: Metric,
    baseline: Option<f64>,
    current: Option<f64>,
    interval: Option<Interval>,
) -> Judged {
    let (Some(baseline), Some(current)) = (baseline, current) else {
        return Judged {
            status: Status::NotChecked,
            is_certain: None,
        };
    };
    let allowed = metric.distance(baseline);
    if metric.distance(current) <= allowed {
        return Judged {
            status: Status::Ok,
            is_certain: None,
        };
    }
    let is_apart = |interval: Interval| {
        interval.low > metric.ideal() + allowed || interval.high < metric.ideal() - allowed
    };
    Judged {
        status: Status::Violated,
        is_certain: interval.map(is_apart),
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
        let status =
            |metric, baseline, current| judge(metric, Some(baseline), Some(current), None).status;
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
            judge(Metric::Te, None, Some(1.0), None).status,
            Status::NotChecked
        );
    }

    #[test]
    fn it_is_certain_when_the_interval_is_wholly_outside() {
        let certain = |low, high| {
            let interval = Some(Interval { low, high });
            judge(Metric::Dppl, Some(0.04), Some(0.1), interval).is_certain
        };
        assert_eq!(certain(0.06, 0.14), Some(true));
        assert_eq!(certain(0.02, 0.18), Some(false));
    }

    #[test]
    fn intervals_match_by_their_lower_end() {
        assert_eq!(interval_key("(100, 232]"), interval_key("(100.0, 225.0]"));
        assert_ne!(interval_key("(100, 232]"), interval_key("(101, 232]"));
        assert_eq!(interval_key("F"), "F");
        assert_eq!(interval_key("(x)"), "(x)");
    }
}
