//! The Wasserstein distance between two samples: how far values have to move, on average.
//!
//! In: two ascending samples of finite values. Out: the area between their empirical distributions, in the feature's
//! unit, and the same over the baseline's sample standard deviation.

use super::{
    Reason, accumulator::Accumulator, ks::end_of_run, reason::both_sides, summary::std_dev,
};

/// The first Wasserstein distance; 0 is identical, larger is further apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Wasserstein {
    /// Distance in the feature's unit.
    pub distance: f64,
    /// Distance over the baseline's sample standard deviation; none if the baseline is constant or has one value.
    pub normalised: Option<f64>,
}

/// The distance between two ascending samples, in one merging pass.
///
/// # Errors
/// A reason naming the empty side if one has no values; [`Reason::TooLarge`] if a double cannot hold the distance.
///
/// Source: scipy's `wasserstein_distance`.
///
/// ```
/// let result = leeway_stats::wasserstein::wasserstein(&[0.0, 1.0, 3.0], &[5.0, 6.0, 8.0])?;
/// assert!((result.distance - 5.0).abs() < 1e-12);
/// # Ok::<(), leeway_stats::Reason>(())
/// ```
pub fn wasserstein(baseline_sorted: &[f64], current_sorted: &[f64]) -> Result<Wasserstein, Reason> {
    wasserstein_over(baseline_sorted, current_sorted, std_dev(baseline_sorted))
}

/// The same, where the baseline's sample standard deviation is known ([`super::summary::Summary::std_dev`]).
///
/// # Errors
/// As [`wasserstein`].
pub fn wasserstein_over(
    baseline_sorted: &[f64],
    current_sorted: &[f64],
    spread: Option<f64>,
) -> Result<Wasserstein, Reason> {
    debug_assert!(baseline_sorted.is_sorted() && current_sorted.is_sorted());
    both_sides(baseline_sorted.is_empty(), current_sorted.is_empty())?;
    let distance = area_between(baseline_sorted, current_sorted);
    if !distance.is_finite() {
        return Err(Reason::TooLarge);
    }
    let normalised = spread
        .filter(|&spread| spread > 0.0)
        .map(|spread| distance / spread)
        .filter(|value| value.is_finite());
    Ok(Wasserstein {
        distance,
        normalised,
    })
}

/// A baseline to which many small samples are compared: one sum over it, then each costs its own size.
#[derive(Debug, Clone)]
pub struct Prepared<'a> {
    sorted: &'a [f64],
    /// Sums of the values before each place, less `origin` each so that they keep their digits.
    sums: Vec<f64>,
    origin: f64,
}

impl<'a> Prepared<'a> {
    /// Prepares an ascending sample of finite values.
    pub fn new(sorted: &'a [f64]) -> Prepared<'a> {
        debug_assert!(sorted.is_sorted());
        let origin = sorted.get(sorted.len() / 2).copied().unwrap_or(0.0);
        let mut total = Accumulator::default();
        let mut sums = Vec::with_capacity(sorted.len() + 1);
        sums.push(0.0);
        for value in sorted {
            total.add(value - origin);
            sums.push(total.total());
        }
        Prepared {
            sorted,
            sums,
            origin,
        }
    }

    /// The distance to an ascending sample, in the feature's unit: that of [`wasserstein`] but for rounding.
    ///
    /// Each current value has an equal share of the baseline's ranks to itself, and its way is that to the values there.
    ///
    /// # Errors
    /// As [`wasserstein`].
    ///
    /// ```
    /// let baseline = [0.0, 1.0, 3.0];
    /// let distance = leeway_stats::wasserstein::Prepared::new(&baseline).distance(&[5.0, 6.0, 8.0])?;
    /// assert!((distance - 5.0).abs() < 1e-12);
    /// # Ok::<(), leeway_stats::Reason>(())
    /// ```
    pub fn distance(&self, current_sorted: &[f64]) -> Result<f64, Reason> {
        debug_assert!(current_sorted.is_sorted());
        both_sides(self.sorted.is_empty(), current_sorted.is_empty())?;
        let (n, m) = (self.sorted.len(), current_sorted.len());
        let mut total = Accumulator::default();
        for (place, &value) in current_sorted.iter().enumerate() {
            // Ranks in parts of 1 / m, so that ends are whole numbers.
            let (first, last) = (place as u128 * n as u128, (place + 1) as u128 * n as u128);
            let whole = |rank: u128| (rank / m as u128) as usize;
            let (from, to) = (whole(first), whole(last));
            let part = |rank: u128| (rank % m as u128) as f64 / m as f64;
            total.add(self.way(from, to, value));
            if part(first) > 0.0 {
                total.add(-part(first) * (self.sorted[from] - value).abs());
            }
            if part(last) > 0.0 {
                total.add(part(last) * (self.sorted[to] - value).abs());
            }
        }
        let distance = total.total() / n as f64;
        match distance.is_finite() {
            true => Ok(distance.max(0.0)),
            false => Err(Reason::TooLarge),
        }
    }

    /// The way from the baseline's values at these places to one value, added up.
    fn way(&self, from: usize, to: usize, value: f64) -> f64 {
        let value_here = value - self.origin;
        let middle = from + self.sorted[from..to].partition_point(|&other| other <= value);
        let sum = |from: usize, to: usize| self.sums[to] - self.sums[from];
        let below = value_here * (middle - from) as f64 - sum(from, middle);
        let above = sum(middle, to) - value_here * (to - middle) as f64;
        below + above
    }
}

/// One merging pass that leaps over equal values.
fn area_between(baseline: &[f64], current: &[f64]) -> f64 {
    let (n, m) = (baseline.len() as f64, current.len() as f64);
    let mut area = Accumulator::default();
    let (mut i, mut j) = (0, 0);
    let mut previous = baseline[0].min(current[0]);
    loop {
        let value = match (baseline.get(i), current.get(j)) {
            (Some(&b), Some(&c)) => b.min(c),
            (Some(&b), None) => b,
            (None, Some(&c)) => c,
            (None, None) => return area.total(),
        };
        if value > previous {
            let gap = (i as f64 / n - j as f64 / m).abs();
            area.add(weighted_step(previous, value, gap));
            previous = value;
        }
        let is_equal = |other: f64| other <= value;
        if baseline.get(i).is_some_and(|&b| is_equal(b)) {
            i = end_of_run(baseline, i, is_equal);
        }
        if current.get(j).is_some_and(|&c| is_equal(c)) {
            j = end_of_run(current, j, is_equal);
        }
    }
}

/// `(to - from) gap`, also where `to - from` alone would overflow.
fn weighted_step(from: f64, to: f64, gap: f64) -> f64 {
    let step = to - from;
    if step.is_finite() {
        step * gap
    } else {
        (to / 2.0 - from / 2.0) * gap * 2.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sort::sorted;
    use proptest::prelude::*;

    /// Rounding of sums of a few dozen terms below a thousand.
    const ABSOLUTE: f64 = 1e-10;

    #[test]
    fn a_constant_baseline_has_a_distance_but_no_ratio() {
        let result = wasserstein(&[7.0; 20], &[8.0; 30]).unwrap();
        assert_eq!((result.distance, result.normalised), (1.0, None));
        assert_eq!(wasserstein(&[1.0], &[2.0]).unwrap().normalised, None);
    }

    #[test]
    fn the_ratio_is_over_the_sample_standard_deviation() {
        let result = wasserstein(&[0.0, 2.0], &[1.0, 3.0]).unwrap();
        assert!((result.normalised.unwrap() - 1.0 / 2.0_f64.sqrt()).abs() < ABSOLUTE);
    }

    #[test]
    fn what_cannot_be_measured_has_a_reason() {
        assert_eq!(wasserstein(&[], &[]), Err(Reason::NoValues));
        assert_eq!(wasserstein(&[f64::MIN], &[f64::MAX]), Err(Reason::TooLarge));
        assert_eq!(
            Prepared::new(&[]).distance(&[1.0]),
            Err(Reason::NoBaselineValues)
        );
        assert_eq!(
            Prepared::new(&[f64::MIN]).distance(&[f64::MAX]),
            Err(Reason::TooLarge)
        );
    }

    fn sample() -> impl Strategy<Value = Vec<f64>> {
        prop::collection::vec((-400_i32..400).prop_map(|v| f64::from(v) / 4.0), 1..40)
            .prop_map(sorted)
    }

    proptest! {
        #[test]
        fn it_is_a_distance_and_follows_shifts(b in sample(), c in sample(), shift in -50.0..50.0_f64) {
            let there = wasserstein(&b, &c).unwrap().distance;
            prop_assert!((there - wasserstein(&c, &b).unwrap().distance).abs() < ABSOLUTE);
            prop_assert!(there >= 0.0);
            prop_assert_eq!(wasserstein(&b, &b).unwrap().distance, 0.0);
            let shifted: Vec<f64> = b.iter().map(|value| value + shift).collect();
            prop_assert!((wasserstein(&b, &shifted).unwrap().distance - shift.abs()).abs() < ABSOLUTE);
        }

        #[test]
        fn a_prepared_baseline_gives_the_same(b in sample(), c in sample(), far in 0.0..1e6_f64) {
            let b: Vec<f64> = b.iter().map(|value| value + far).collect();
            let c: Vec<f64> = c.iter().map(|value| value + far).collect();
            let prepared = Prepared::new(&b).distance(&c).unwrap();
            let direct = wasserstein(&b, &c).unwrap().distance;
            prop_assert!((prepared - direct).abs() < 1e-9, "{prepared} for {direct}");
        }
    }
}
