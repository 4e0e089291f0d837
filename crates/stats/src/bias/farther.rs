//! Is a metric farther from its ideal than it was, by more than chance?
//!
//! In: the metric of two samples, each with its 95 % interval, and how many metrics are asked about. Out: yes, where the distance from the ideal grew by more than the intervals of both
//! sides explain together (MOVER: the root of the sum of the squared distances to the ends that lie between the two). So that of all metrics that did not change at most 5 % of data sets
//! have any that is called farther, the intervals are those of 95 % widened as a normal variable's are for that many questions (Bonferroni).
//!
//! Rejected: whether the current interval and what is allowed do not meet, which Model Monitor asks for; that takes the baseline for exact and each metric for the only one, so
//! that of samples of one group without a change up to a third have a metric of which it is so (`make calibrate`).

use super::{Interval, Metric};
use statrs::function::erf::erfc_inv;

/// What a 95 % interval leaves out on both sides.
const BEYOND: f64 = 0.05;

/// A metric of a sample.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Known {
    /// Its value; may be infinite.
    pub value: f64,
    /// Where it lies with 95 % confidence; `None` of a value that is taken as exact.
    pub interval: Option<Interval>,
}

/// True where `current` is farther from the metric's ideal than `baseline`, by more than chance, of so many metrics that are asked about; `None` where `current` has no interval.
///
/// ```
/// use leeway_stats::bias::{Interval, Known, Metric, is_farther};
/// let baseline = Known { value: 0.04, interval: None };
/// let interval = Some(Interval { low: 0.06, high: 0.14 });
/// assert_eq!(is_farther(Metric::Dppl, baseline, Known { value: 0.1, interval }, 1), Some(true));
/// assert_eq!(is_farther(Metric::Dppl, baseline, Known { value: 0.1, interval }, 20), Some(false));
/// ```
pub fn is_farther(metric: Metric, baseline: Known, current: Known, asked: usize) -> Option<bool> {
    let interval = current.interval?;
    let ideal = metric.ideal();
    // Distances on the side of the ideal where the current value lies.
    let sign = if current.value < ideal { -1.0 } else { 1.0 };
    let far = |value: f64| sign * (value - ideal);
    let now = far(current.value);
    let nearer_end = match sign > 0.0 {
        true => far(interval.low),
        false => far(interval.high),
    };
    let times = erfc_inv(BEYOND / asked.max(1) as f64) / erfc_inv(BEYOND);
    let below_now = times * (now - nearer_end);
    // The baseline may lie on either side; its distance there, and how much larger that may be.
    let ends = baseline.interval.map_or([baseline.value; 2], |interval| {
        [interval.low, interval.high]
    });
    let then = far(baseline.value);
    let [lower, upper] = ends.map(far);
    let (lower, upper) = (lower.min(upper), lower.max(upper));
    let is_beyond = |distance: f64, farthest: f64| {
        let above_then = times * (farthest - distance).max(0.0);
        now - distance > below_now.hypot(above_then)
    };
    if now.is_infinite() {
        let farthest = upper.max(-lower);
        return Some(nearer_end > farthest);
    }
    Some(is_beyond(then, upper) && is_beyond(-then, -lower))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(value: f64, low: f64, high: f64) -> Known {
        let interval = Some(Interval { low, high });
        Known { value, interval }
    }

    #[test]
    fn both_sides_may_be_off() {
        let exact = Known {
            value: 0.04,
            interval: None,
        };
        let farther = |baseline, current| is_farther(Metric::Dppl, baseline, current, 1);
        let current = known(0.1, 0.06, 0.14);
        assert_eq!(farther(exact, current), Some(true));
        // 0.06 apart, of 0.04 and 0.05: the root of the squares is 0.064.
        assert_eq!(farther(known(0.04, -0.01, 0.09), current), Some(false));
        // As far on the other side of the ideal is no farther.
        assert_eq!(farther(known(-0.09, -0.1, -0.08), current), Some(false));
        assert_eq!(farther(exact, known(-0.1, -0.14, -0.06)), Some(true));
        assert_eq!(farther(current, exact), None);
    }

    #[test]
    fn a_ratio_over_nothing_is_farther_where_its_lower_end_is() {
        let baseline = known(1.2, 0.9, 1.6);
        let infinite = |low| known(f64::INFINITY, low, f64::INFINITY);
        let farther = |current| is_farther(Metric::Di, baseline, current, 1);
        assert_eq!(farther(infinite(3.0)), Some(true));
        assert_eq!(farther(infinite(1.5)), Some(false));
        assert_eq!(farther(known(2.5, 1.8, f64::INFINITY)), Some(true));
    }
}
