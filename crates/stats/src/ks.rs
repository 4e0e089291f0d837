//! The two-sample Kolmogorov–Smirnov test.
//!
//! In: two ascending samples; ties within and across sides are fine. Out: the largest gap between the two empirical
//! distributions, where it is, which side is above there, and how likely such a gap is by chance. All of it agrees
//! with scipy's `ks_2samp`, also in the choice between equally large gaps.
//!
//! The p-value is exact where scipy's default is, while both sides have at most [`EXACT_MAX_SIZE`] values, but for two
//! cases, which `method` names: where it would take more than [`EXACT_MAX_STEPS`] steps, and where it is under
//! [`EXACT_FROM_P`], so that both ways give one verdict. Of these two, up to [`EXACT_MAX_PAIRS`] pairs neither applies: there the exact p-value costs nothing and
//! is given however small it is. Two sides without any overlap have a closed form at every size. While a brush moves no p-value is made at all: gaps are read off bins, and
//! the rows are tested when the hand rests.

use super::{Reason, kolmogorov, reason::both_sides};
use leeway_table::named;

/// Up to this product of the two sizes the p-value is exact however small it is.
pub const EXACT_MAX_PAIRS: u64 = 10_000;
/// Up to this size of the larger side the p-value is exact, as in scipy.
pub const EXACT_MAX_SIZE: u64 = 10_000;
/// An exact p-value that takes more steps is left to the limit: some 50 ms.
pub const EXACT_MAX_STEPS: f64 = 1e7;
/// Asymptotic p-values below this stay as they are.
pub const EXACT_FROM_P: f64 = 1e-12;

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
/// The p-value is exact or asymptotic as the head of this file says. Ties make it conservative: it assumes a
/// continuous distribution.
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
    let (p_value, method) = significance(gap.statistic, n, m)?;
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

fn significance(d: f64, n: u64, m: u64) -> Result<(f64, KsMethod), Reason> {
    let exact = || Ok((ks_exact_p(d, n, m)?, KsMethod::Exact));
    let is_wholly_apart = d >= 1.0 && smallest_p(n, m) > 0.0;
    if is_wholly_apart || n.saturating_mul(m) <= EXACT_MAX_PAIRS {
        return exact();
    }
    let asymptotic = ks_asymptotic_p(d, n, m)?;
    let steps = if n == m {
        0.0
    } else {
        2.0 * d * (n as f64) * (m as f64)
    };
    if n.max(m) <= EXACT_MAX_SIZE && steps <= EXACT_MAX_STEPS && asymptotic >= EXACT_FROM_P {
        return exact();
    }
    Ok((asymptotic, KsMethod::Asymptotic))
}

/// The smallest p-value that samples of `n` and `m` values can have: both ways to lie wholly apart, among all ways to
/// mix them.
///
/// Sizes above 0. Result above 0 but where it underflows.
pub fn smallest_p(n: u64, m: u64) -> f64 {
    let (large, small) = (n.max(m) as f64, n.min(m));
    let mut p = 2.0;
    // Each factor is at most a half, so that a product that underflows ends after some thousand.
    for i in 1..=small {
        p *= i as f64 / (large + i as f64);
        if p == 0.0 {
            break;
        }
    }
    p.min(1.0)
}

/// Exact probability of a gap of at least `d` between samples of `n` and `m` distinct values.
///
/// Walks the lattice of all ways to mix the samples and carries the share of ways that have reached the gap, so
/// every sum has positive terms and tiny p-values keep their digits; time grows with the cells where the gap is not
/// reached, `2 d n m`. Equal sizes have a closed form whose time grows with `n`. Source: Hodges, "The significance probability of
/// the Smirnov two-sample test", Arkiv för Matematik 3 (1958); conditional form after Schröer and Trenkler (1995).
///
/// # Errors
/// [`Reason::TooFewValues`] if a size is 0, [`Reason::NotAFraction`] if `d` is not between 0 and 1.
pub fn ks_exact_p(d: f64, n: u64, m: u64) -> Result<f64, Reason> {
    check(d, n, m)?;
    let divisor = greatest_common_divisor(n, m);
    let (n, m) = (n.min(m), n.max(m));
    // The gap at (i, j) is |i m - j n| / (n m); dividing by the common divisor leaves whole steps of 1 / lcm.
    let (n_step, m_step) = ((n / divisor) as i128, (m / divisor) as i128);
    let gap = (d * (n as f64 * m_step as f64)).round_ties_even() as i128;
    if gap == 0 {
        return Ok(1.0);
    }
    if d >= 1.0 {
        return Ok(smallest_p(n, m));
    }
    if n == m {
        return Ok(equal_sizes(n, gap as u64));
    }
    // In row i the gap is not reached from `first` to `last`; everywhere else the share is 1.
    let inside = |i: u64| {
        let middle = i128::from(i) * m_step;
        let first = (middle - gap).div_euclid(n_step) + 1;
        let last = (middle + gap - 1).div_euclid(n_step);
        (first.max(0) as usize, last.min(i128::from(m)) as usize)
    };
    let mut share: Vec<f64> = vec![1.0; m as usize + 1];
    share[..=inside(0).1].fill(0.0);
    for i in 1..=n {
        let (first, last) = inside(i);
        let mut before = 1.0;
        let i = i as f64;
        for (j, share) in share[first..=last].iter_mut().enumerate() {
            let j = (first + j) as f64;
            *share = (i * *share + j * before) / (i + j);
            before = *share;
        }
    }
    Ok(share[m as usize].clamp(0.0, 1.0))
}

/// For two samples of `n` values, the share of ways whose gap reaches `gap` of `n` steps: `2 (C(2n, n - h) - C(2n, n - 2h) + ...) / C(2n, n)`,
/// nested so that every factor is positive. Source: Gnedenko and Korolyuk (1951).
fn equal_sizes(n: u64, gap: u64) -> f64 {
    let (size, step) = (n as f64, gap as f64);
    let mut share = 0.0;
    for times in (0..=n / gap).rev() {
        let reached = times as f64 * step;
        let mut ways = 1.0;
        for j in 0..gap {
            let more = reached + j as f64;
            ways *= (size - more) / (size + more + 1.0);
        }
        share = ways * (1.0 - share);
    }
    (2.0 * share).clamp(0.0, 1.0)
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
