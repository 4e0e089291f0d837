//! The two-sample Kolmogorov–Smirnov test.
//!
//! In: two ascending samples; ties within and across sides are fine. Out: the largest gap between the two empirical
//! distributions, where it is, which side is above there, and how likely such a gap is by chance. All of it agrees
//! with scipy's `ks_2samp`, also in the choice between equally large gaps.

use super::{Reason, kolmogorov, reason::both_sides};
use leeway_table::named;

/// Up to this product of the two sizes the p-value is exact; it costs one step per pair of values.
pub const EXACT_MAX_PAIRS: u64 = 10_000;

named! {
    /// How a p-value came about, or why there is none.
    #[derive(Default)]
    pub enum KsMethod {
        /// Counted over all ways to mix the two samples.
        #[default]
        Exact = "exact",
        /// The one-sample distribution at the rounded effective size `n m / (n + m)`.
        Asymptotic = "asymptotic",
        /// A sketch: the statistic has a bound instead of a p-value.
        SketchBound = "sketch",
    }
}

/// The largest gap between two empirical distributions, and its significance.
#[derive(Debug, Clone, PartialEq)]
pub struct KolmogorovSmirnov {
    /// The largest gap D, 0 (identical) to 1 (disjoint).
    pub statistic: f64,
    /// The value at which the gap is that large, in the feature's unit.
    pub location: f64,
    /// 1 if the baseline's distribution function is above there (the current side has larger values), else -1.
    pub sign: i8,
    /// Probability of a gap at least as large if both sides came from one continuous distribution.
    pub p_value: f64,
    /// log10 of the limiting tail at `D sqrt(n m / (n + m))`, whatever the method of `p_value`: one continuous
    /// quantity for ordering and charts that never becomes minus infinity.
    pub log10_p: f64,
    /// How `p_value` was computed: [`KsMethod::Exact`] or [`KsMethod::Asymptotic`].
    pub method: KsMethod,
}

/// Tests whether two ascending samples come from one distribution.
///
/// The p-value is exact while the product of the sizes is at most [`EXACT_MAX_PAIRS`], asymptotic above. Ties make it
/// conservative: it assumes a continuous distribution.
///
/// # Errors
/// [`Reason::NoValues`], [`Reason::NoBaselineValues`] or [`Reason::NoCurrentValues`] if a side is empty.
///
/// ```
/// let test = leeway_stats::ks::ks_two_sample(&[1.0, 2.0, 3.0, 4.0], &[3.0, 4.0, 5.0, 6.0])?;
/// assert_eq!((test.statistic, test.location, test.sign), (0.5, 2.0, 1));
/// # Ok::<(), leeway_stats::Reason>(())
/// ```
pub fn ks_two_sample(
    baseline_sorted: &[f64],
    current_sorted: &[f64],
) -> Result<KolmogorovSmirnov, Reason> {
    let gap = largest_gap(baseline_sorted, current_sorted)?;
    let (n, m) = (baseline_sorted.len() as u64, current_sorted.len() as u64);
    let (p_value, method) = if n.saturating_mul(m) <= EXACT_MAX_PAIRS {
        (ks_exact_p(gap.statistic, n, m)?, KsMethod::Exact)
    } else {
        (ks_asymptotic_p(gap.statistic, n, m)?, KsMethod::Asymptotic)
    };
    Ok(KolmogorovSmirnov {
        statistic: gap.statistic,
        location: gap.location,
        sign: gap.sign,
        p_value,
        log10_p: ks_log10_p(gap.statistic, n, m),
        method,
    })
}

/// The statistic alone, by the same single pass over both ascending samples.
///
/// # Errors
/// As [`ks_two_sample`].
pub fn ks_statistic_only(baseline_sorted: &[f64], current_sorted: &[f64]) -> Result<f64, Reason> {
    largest_gap(baseline_sorted, current_sorted).map(|gap| gap.statistic)
}

/// Exact probability of a gap of at least `d` between samples of `n` and `m` distinct values; time grows with `n m`.
///
/// Walks the lattice of all ways to mix the samples and carries the share of ways that have reached the gap, so
/// every sum has positive terms and tiny p-values keep their digits. Source: Hodges, "The significance probability of
/// the Smirnov two-sample test", Arkiv för Matematik 3 (1958); conditional form after Schröer and Trenkler (1995).
///
/// # Errors
/// [`Reason::TooFewValues`] if a size is 0, [`Reason::NotAFraction`] if `d` is not between 0 and 1.
pub fn ks_exact_p(d: f64, n: u64, m: u64) -> Result<f64, Reason> {
    check(d, n, m)?;
    let divisor = greatest_common_divisor(n, m);
    // The gap at (i, j) is |i m - j n| / (n m); dividing by the common divisor leaves whole steps of 1 / lcm.
    let (n_step, m_step) = ((n / divisor) as i128, (m / divisor) as i128);
    let gap = (d * (n as f64 * m_step as f64)).round_ties_even() as i128;
    let reached = |i: u64, j: u64| (i128::from(i) * m_step - i128::from(j) * n_step).abs() >= gap;
    if gap == 0 {
        return Ok(1.0);
    }
    let mut share: Vec<f64> = vec![0.0; m as usize + 1];
    for j in 1..=m as usize {
        share[j] = if reached(0, j as u64) {
            1.0
        } else {
            share[j - 1]
        };
    }
    for i in 1..=n {
        if reached(i, 0) {
            share[0] = 1.0;
        }
        for j in 1..=m as usize {
            share[j] = if reached(i, j as u64) {
                1.0
            } else {
                let steps = i as f64 + j as f64;
                (i as f64 / steps) * share[j] + (j as f64 / steps) * share[j - 1]
            };
        }
    }
    Ok(share[m as usize].clamp(0.0, 1.0))
}

/// Asymptotic probability of a gap of at least `d` between samples of `n` and `m` values: the one-sample
/// distribution at `n m / (n + m)`, rounded half to even; scipy's `method="asymp"`.
///
/// # Errors
/// [`Reason::TooFewValues`] if that effective size rounds to 0, [`Reason::NotAFraction`] if `d` is not between 0 and 1.
pub fn ks_asymptotic_p(d: f64, n: u64, m: u64) -> Result<f64, Reason> {
    check(d, n, m)?;
    let effective = effective_size(n, m).round_ties_even() as u64;
    if effective == 0 {
        return Err(Reason::TooFewValues);
    }
    Ok(kolmogorov::tail(d, effective))
}

/// log10 of the limiting tail for a gap of `d` between samples of `n` and `m` values; 0 or below, never minus infinity.
pub fn ks_log10_p(d: f64, n: u64, m: u64) -> f64 {
    kolmogorov::limit::log10_tail(d * d * effective_size(n, m))
}

fn effective_size(n: u64, m: u64) -> f64 {
    let (large, small) = (n.max(m) as f64, n.min(m) as f64);
    large * small / (large + small)
}

fn check(d: f64, n: u64, m: u64) -> Result<(), Reason> {
    if !(0.0..=1.0).contains(&d) {
        Err(Reason::NotAFraction(d))
    } else if n == 0 || m == 0 {
        Err(Reason::TooFewValues)
    } else {
        Ok(())
    }
}

fn greatest_common_divisor(a: u64, b: u64) -> u64 {
    if b == 0 {
        a
    } else {
        greatest_common_divisor(b, a % b)
    }
}

/// The largest gap, where it is, and which side is above there.
pub(super) struct Gap {
    pub(super) statistic: f64,
    pub(super) location: f64,
    pub(super) sign: i8,
}

/// Finds the largest gap among those offered in ascending order of their place.
pub(super) struct GapFinder {
    above: Extreme,
    below: Extreme,
}

impl GapFinder {
    pub(super) fn new() -> GapFinder {
        let nothing = || Extreme {
            difference: f64::NEG_INFINITY,
            location: 0.0,
            in_baseline: false,
        };
        GapFinder {
            above: nothing(),
            below: nothing(),
        }
    }

    /// Offers the baseline's share at or below `location` less the current side's.
    pub(super) fn offer(&mut self, difference: f64, location: f64, in_baseline: bool) {
        self.above.offer(difference, location, in_baseline);
        self.below.offer(-difference, location, in_baseline);
    }

    /// The larger of the two extremes; the baseline above if they are equal.
    pub(super) fn largest(self) -> Gap {
        let (extreme, sign) = if self.below.difference.max(0.0) > self.above.difference {
            (self.below, -1)
        } else {
            (self.above, 1)
        };
        Gap {
            statistic: extreme.difference.clamp(0.0, 1.0),
            location: extreme.location,
            sign,
        }
    }
}

/// The extreme difference on one side, and where it is first met.
struct Extreme {
    difference: f64,
    location: f64,
    in_baseline: bool,
}

impl Extreme {
    /// Takes a larger difference; among equal ones a value of the baseline comes before one of the current side, and
    /// then the smaller, which is the order scipy looks them through.
    fn offer(&mut self, difference: f64, location: f64, in_baseline: bool) {
        if difference > self.difference
            || (difference == self.difference && in_baseline && !self.in_baseline)
        {
            *self = Extreme {
                difference,
                location,
                in_baseline,
            };
        }
    }
}

/// One merging pass over both samples.
///
/// Within a run of values that one side alone has, the difference moves one way, so only the run's end can be an extreme: runs are leapt over, which makes a few
/// values against a million as cheap as they look.
fn largest_gap(baseline: &[f64], current: &[f64]) -> Result<Gap, Reason> {
    debug_assert!(baseline.is_sorted() && current.is_sorted());
    both_sides(baseline.is_empty(), current.is_empty())?;
    let (n, m) = (baseline.len() as f64, current.len() as f64);
    let mut gaps = GapFinder::new();
    let (mut i, mut j) = (0, 0);
    while i < baseline.len() || j < current.len() {
        let (value, in_baseline) = match (baseline.get(i), current.get(j)) {
            (Some(&b), Some(&c)) if b == c => {
                i = end_of_run(baseline, i, |value| value <= b);
                j = end_of_run(current, j, |value| value <= b);
                (b, true)
            }
            (Some(&b), c) if c.is_none_or(|&c| b < c) => {
                i = end_of_run(baseline, i, |value| c.is_none_or(|&c| value < c));
                (baseline[i - 1], true)
            }
            (b, _) => {
                j = end_of_run(current, j, |value| b.is_none_or(|&b| value < b));
                (current[j - 1], false)
            }
        };
        gaps.offer(i as f64 / n - j as f64 / m, value, in_baseline);
    }
    Ok(gaps.largest())
}

/// The position after the last value from `start` on, itself one of them, that `is_within` a run; steps double, then halve.
pub(super) fn end_of_run(sorted: &[f64], start: usize, is_within: impl Fn(f64) -> bool) -> usize {
    // Most measured values differ from the next one.
    if sorted.get(start + 1).is_none_or(|&next| !is_within(next)) {
        return start + 1;
    }
    let mut step = 1;
    let mut low = start;
    while low + step < sorted.len() && is_within(sorted[low + step]) {
        low += step;
        step *= 2;
    }
    let high = (low + step).min(sorted.len());
    low + sorted[low..high].partition_point(|&value| is_within(value))
}

#[cfg(test)]
mod tests;
