//! What one numerical sample looks like.
//!
//! In: an ascending sample of finite values. Out: moments and percentiles. A figure that does not exist (the spread of one value, the
//! skewness of a constant) or that a double cannot hold is `None`, never NaN or infinity. Squares and cubes are taken
//! of values scaled by a power of two, so 1e-300 and 1e300 lose nothing; sums are compensated, so the number of rows
//! costs no precision.

use super::{Reason, accumulator::Accumulator, ks::end_of_run, quantile::quantile};

/// Moments, percentiles and the number of distinct values of one sample, in the feature's unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// How many values there are; at least one.
    pub count: u64,
    /// Arithmetic mean.
    pub mean: f64,
    /// Standard deviation with `count - 1` in the denominator; none for one value.
    pub std_dev: Option<f64>,
    /// Standard deviation with `count` in the denominator, which Model Monitor's statistics carry.
    pub std_dev_population: f64,
    /// Sum of the values; none if a double cannot hold it.
    pub sum: Option<f64>,
    /// Smallest value.
    pub min: f64,
    /// Largest value.
    pub max: f64,
    /// 5th percentile.
    pub p5: f64,
    /// 25th percentile.
    pub p25: f64,
    /// 50th percentile.
    pub median: f64,
    /// 75th percentile.
    pub p75: f64,
    /// 95th percentile.
    pub p95: f64,
    /// Third standardised moment, not corrected for bias (scipy's `skew`); none for a constant.
    pub skewness: Option<f64>,
    /// Number of distinct values; the two zeros are one.
    pub distinct: u64,
}

/// Summarises an ascending sample of finite values.
///
/// # Errors
/// [`Reason::NoValues`] for an empty sample.
///
/// ```
/// let summary = leeway_stats::summary::summary(&[1.0, 2.0, 3.0, 6.0])?;
/// assert_eq!((summary.mean, summary.median, summary.distinct), (3.0, 2.5, 4));
/// # Ok::<(), leeway_stats::Reason>(())
/// ```
pub fn summary(sorted: &[f64]) -> Result<Summary, Reason> {
    debug_assert!(sorted.is_sorted() && sorted.iter().all(|value| value.is_finite()));
    let (Some(&min), Some(&max)) = (sorted.first(), sorted.last()) else {
        return Err(Reason::NoValues);
    };
    let moments = Moments::of(sorted, min, max);
    let count = sorted.len() as f64;
    Ok(Summary {
        count: sorted.len() as u64,
        mean: moments.mean,
        std_dev: (sorted.len() > 1)
            .then(|| moments.std_dev_population * (count / (count - 1.0)).sqrt())
            .filter(|value| value.is_finite()),
        std_dev_population: moments.std_dev_population,
        sum: Some(moments.sum).filter(|value| value.is_finite()),
        min,
        max,
        p5: quantile(sorted, 0.05)?,
        p25: quantile(sorted, 0.25)?,
        median: quantile(sorted, 0.5)?,
        p75: quantile(sorted, 0.75)?,
        p95: quantile(sorted, 0.95)?,
        skewness: moments.skewness,
        distinct: runs(sorted).count() as u64,
    })
}

/// Sample standard deviation of an ascending sample of finite values; none for fewer than two values, or where a
/// double cannot hold it.
pub fn std_dev(sorted: &[f64]) -> Option<f64> {
    let (min, max) = (*sorted.first()?, *sorted.last()?);
    let count = sorted.len() as f64;
    let scaled = Moments::of(sorted, min, max).std_dev_population * (count / (count - 1.0)).sqrt();
    (sorted.len() > 1 && scaled.is_finite()).then_some(scaled)
}

struct Moments {
    mean: f64,
    sum: f64,
    std_dev_population: f64,
    skewness: Option<f64>,
}

impl Moments {
    fn of(sorted: &[f64], min: f64, max: f64) -> Moments {
        let count = sorted.len() as f64;
        if min == max {
            return Moments {
                mean: min,
                sum: min * count,
                std_dev_population: 0.0,
                skewness: None,
            };
        }
        let scale = power_of_two_near(min.abs().max(max.abs()));
        let scaled = runs(sorted).map(|(value, times)| (value / scale, times));
        let mut sum = Accumulator::default();
        scaled
            .clone()
            .for_each(|(value, times)| sum.add_times(value, times));
        let sum = sum.total();
        let mean = sum / count;
        let spread_scale = power_of_two_near((max / scale - mean).max(mean - min / scale));
        let mut squares = Accumulator::default();
        let mut cubes = Accumulator::default();
        for (value, times) in scaled {
            let deviation = (value - mean) / spread_scale;
            let square = deviation * deviation;
            squares.add_times(square, times);
            cubes.add_times(square * deviation, times);
        }
        let variance = squares.total() / count;
        Moments {
            mean: (mean * scale).clamp(min, max),
            sum: sum * scale,
            std_dev_population: variance.sqrt() * spread_scale * scale,
            skewness: Some(cubes.total() / count / variance.powf(1.5))
                .filter(|value| value.is_finite()),
        }
    }
}

/// The distinct values of an ascending sample, each with how often it occurs; the two zeros are one.
fn runs(sorted: &[f64]) -> impl Iterator<Item = (f64, usize)> + Clone {
    let mut start = 0;
    std::iter::from_fn(move || {
        let value = *sorted.get(start)?;
        let end = end_of_run(sorted, start, |next| next == value);
        let run = (value, end - start);
        start = end;
        Some(run)
    })
}

/// The power of two at or below `value`, as far as it and its inverse are normal numbers; dividing by it is exact.
fn power_of_two_near(value: f64) -> f64 {
    const EXPONENT: u64 = 0x7ff << 52;
    const SMALLEST: f64 = f64::MIN_POSITIVE * 4.0;
    f64::from_bits(value.to_bits() & EXPONENT).clamp(SMALLEST, 1.0 / SMALLEST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Two roundings of the same compensated sum may differ in the last digits.
    const RELATIVE: f64 = 1e-12;

    #[test]
    fn extremes_neither_overflow_nor_vanish() {
        for scale in [1e-300, 1.0, 1e300] {
            let sample = [1.0, 2.0, 3.0, 6.0].map(|value| value * scale);
            let result = summary(&sample).unwrap();
            // Variance of 1, 2, 3, 6 is 14/3 (sample) and 7/2 (population); skewness (18/4)/(7/2)^1.5.
            assert_close(result.std_dev.unwrap(), (14.0_f64 / 3.0).sqrt() * scale);
            assert_close(result.std_dev_population, 3.5_f64.sqrt() * scale);
            assert_close(result.skewness.unwrap(), 4.5 / 3.5_f64.powf(1.5));
            assert_close(result.mean, 3.0 * scale);
        }
    }

    #[test]
    fn what_does_not_exist_is_none() {
        let one = summary(&[4.0]).unwrap();
        assert_eq!(
            (one.std_dev, one.std_dev_population, one.skewness),
            (None, 0.0, None)
        );
        let constant = summary(&[0.1; 10]).unwrap();
        assert_eq!(
            (constant.mean, constant.std_dev, constant.skewness),
            (0.1, Some(0.0), None)
        );
        assert_eq!(summary(&[f64::MAX, f64::MAX]).unwrap().sum, None);
        assert_eq!(summary(&[]), Err(Reason::NoValues));
    }

    #[test]
    fn a_small_spread_on_a_large_level_keeps_its_digits() {
        let result = summary(&[1e9 + 1.0, 1e9 + 2.0, 1e9 + 3.0]).unwrap();
        assert_close(result.std_dev.unwrap(), 1.0);
    }

    #[test]
    fn both_zeros_are_one_distinct_value() {
        assert_eq!(summary(&[-0.0, 0.0]).unwrap().distinct, 1);
    }

    proptest! {
        #[test]
        fn every_figure_is_finite_and_inside(mut sample in prop::collection::vec(prop::num::f64::NORMAL | prop::num::f64::SUBNORMAL | prop::num::f64::ZERO, 1..40)) {
            crate::sort::sort(&mut sample);
            let result = summary(&sample).unwrap();
            prop_assert!(result.min <= result.mean && result.mean <= result.max);
            prop_assert!(result.std_dev_population.is_finite() && result.std_dev_population >= 0.0);
            prop_assert!(result.skewness.is_none_or(f64::is_finite));
            prop_assert!(result.p5 <= result.median && result.median <= result.p95);
        }
    }

    #[track_caller]
    fn assert_close(actual: f64, expected: f64) {
        assert!(
            (actual / expected - 1.0).abs() < RELATIVE,
            "{actual} for {expected}"
        );
    }
}
