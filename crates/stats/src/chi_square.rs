//! The chi-square test of homogeneity: do two tables of counts come from the same shares?
//!
//! In: counts over the same categories on both sides, missing as a category if wanted. Out: Pearson's statistic
//! without continuity correction, its tail, and how strong the association is. Categories that neither side has are
//! left out. The logarithm of p does not run out where p becomes 0. Beside it the goodness of fit, which takes the baseline's shares for exact. Rejected: statrs' `chisquare`, whose p is one minus
//! the distribution function and so 0 from about 1e-16 on.

use super::{
    Reason, accumulator::Accumulator, incomplete_gamma::ln_upper_gamma, reason::both_tables,
};
use std::f64::consts::LN_10;

/// Result of a test of homogeneity on a table of two rows.
#[derive(Debug, Clone, PartialEq)]
pub struct ChiSquare {
    /// Pearson's statistic; 0 for equal shares.
    pub statistic: f64,
    /// Degrees of freedom: categories that occur, less one.
    pub dof: u64,
    /// Probability of a statistic at least as large if the shares are equal.
    pub p_value: f64,
    /// log10 of `p_value`, finite where `p_value` is too small for a double.
    pub log10_p: f64,
    /// Cramér's V, 0 (equal shares) to 1 (no category in common).
    pub cramers_v: f64,
    /// The smallest count expected under equal shares; under 5 the p-value is to be taken with caution.
    pub smallest_expected: f64,
}

/// Result of a test of goodness of fit.
#[derive(Debug, Clone, PartialEq)]
pub struct GoodnessOfFit {
    /// Pearson's statistic; 0 for equal shares, infinite where a category occurs that the baseline lacks.
    pub statistic: f64,
    /// Degrees of freedom: categories that occur, less one.
    pub dof: u64,
    /// Probability of a statistic at least as large if the baseline's shares hold.
    pub p_value: f64,
    /// log10 of `p_value`, finite where `p_value` is too small for a double.
    pub log10_p: f64,
}

/// Tests whether two tables of counts over the same categories have equal shares.
///
/// # Errors
/// [`Reason::UnequalLengths`] if the tables differ in length; a reason naming the empty side if one counts nothing;
/// [`Reason::OneCategory`] if fewer than two categories occur.
///
/// Source: scipy's `chi2_contingency(..., correction=False)`.
///
/// ```
/// let test = leeway_stats::chi_square::homogeneity(&[30, 10], &[20, 20])?;
/// assert_eq!((test.dof, test.smallest_expected), (1, 15.0));
/// # Ok::<(), leeway_stats::Reason>(())
/// ```
pub fn homogeneity(baseline: &[u64], current: &[u64]) -> Result<ChiSquare, Reason> {
    both_tables(baseline, current)?;
    let baseline_total = baseline.iter().sum::<u64>() as f64;
    let current_total = current.iter().sum::<u64>() as f64;
    let total = baseline_total + current_total;
    let mut statistic = Accumulator::default();
    let mut smallest_expected = f64::INFINITY;
    let mut categories = 0;
    for (&baseline_count, &current_count) in baseline.iter().zip(current) {
        let category_total = (baseline_count + current_count) as f64;
        if category_total == 0.0 {
            continue;
        }
        categories += 1;
        for (count, side_total) in [
            (baseline_count, baseline_total),
            (current_count, current_total),
        ] {
            let expected = category_total * side_total / total;
            smallest_expected = smallest_expected.min(expected);
            statistic.add((count as f64 - expected).powi(2) / expected);
        }
    }
    if categories < 2 {
        return Err(Reason::OneCategory);
    }
    let statistic = statistic.total();
    let dof = categories - 1;
    let tail = chi_square_tail(statistic, dof);
    Ok(ChiSquare {
        statistic,
        dof,
        p_value: tail.p_value,
        log10_p: tail.log10_p,
        cramers_v: (statistic / total).sqrt(),
        smallest_expected,
    })
}

/// Tests whether current counts have the baseline's shares, which are taken as exact: Pearson's goodness of fit against baseline counts, scaled to the size of the current side.
///
/// Categories that neither side has are left out. Where the baseline lacks one that the current side has, nothing was expected: the statistic is infinite, p is 0,
/// and its logarithm that of the smallest double.
///
/// # Errors
/// As [`homogeneity`].
///
/// Source: scipy's `chisquare(current, baseline * current.sum() / baseline.sum())`, as Evidently calls it.
///
/// ```
/// let test = leeway_stats::chi_square::goodness_of_fit(&[500, 300, 200], &[540, 290, 170])?;
/// assert!((test.p_value - 0.018_012_908_005_575_163).abs() < 1e-15);
/// # Ok::<(), leeway_stats::Reason>(())
/// ```
pub fn goodness_of_fit(baseline: &[u64], current: &[u64]) -> Result<GoodnessOfFit, Reason> {
    both_tables(baseline, current)?;
    let scale = current.iter().sum::<u64>() as f64 / baseline.iter().sum::<u64>() as f64;
    let mut statistic = Accumulator::default();
    let (mut categories, mut is_unexpected) = (0, false);
    for (&expected, &observed) in baseline.iter().zip(current) {
        match (expected, observed) {
            (0, 0) => continue,
            (0, _) => is_unexpected = true,
            _ => {
                let expected = expected as f64 * scale;
                statistic.add((observed as f64 - expected).powi(2) / expected);
            }
        }
        categories += 1;
    }
    if categories < 2 {
        return Err(Reason::OneCategory);
    }
    let (statistic, tail) = match is_unexpected {
        true => (f64::INFINITY, Tail::SMALLEST),
        false => {
            let statistic = statistic.total();
            (statistic, chi_square_tail(statistic, categories - 1))
        }
    };
    Ok(GoodnessOfFit {
        statistic,
        dof: categories - 1,
        p_value: tail.p_value,
        log10_p: tail.log10_p,
    })
}

/// Pearson's statistic of observed counts against expected ones that need not have their sum, with its tail.
///
/// Both are counts of the same categories, 0 and up; degrees of freedom are the categories less one.
///
/// # Errors
/// [`Reason::UnequalLengths`] if the two differ in length; [`Reason::NoValues`] where nothing was expected of a category; [`Reason::OneCategory`] if there are
/// fewer than two.
///
/// Source: scipy's `chisquare` before 1.7, which did not compare the sums.
pub fn pearson(observed: &[f64], expected: &[f64]) -> Result<GoodnessOfFit, Reason> {
    if observed.len() != expected.len() {
        return Err(Reason::UnequalLengths {
            baseline: observed.len(),
            current: expected.len(),
        });
    }
    if expected.contains(&0.0) {
        return Err(Reason::NoValues);
    }
    if observed.len() < 2 {
        return Err(Reason::OneCategory);
    }
    let mut statistic = Accumulator::default();
    for (observed, expected) in observed.iter().zip(expected) {
        statistic.add((observed - expected).powi(2) / expected);
    }
    let (statistic, dof) = (statistic.total(), observed.len() as u64 - 1);
    let Tail { p_value, log10_p } = chi_square_tail(statistic, dof);
    Ok(GoodnessOfFit {
        statistic,
        dof,
        p_value,
        log10_p,
    })
}

/// The upper tail of a chi-square distribution, as a number and as a logarithm.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Tail {
    pub(super) p_value: f64,
    pub(super) log10_p: f64,
}

impl Tail {
    /// No chance at all; the logarithm is that of the smallest double, so that it can be drawn and written.
    const SMALLEST: Tail = Tail {
        p_value: 0.0,
        log10_p: f64::MIN_10_EXP as f64,
    };
}

/// Probability of at least `statistic` (0 or above) with `dof` (1 or more) degrees of freedom.
pub(super) fn chi_square_tail(statistic: f64, dof: u64) -> Tail {
    let natural = ln_upper_gamma(dof as f64 / 2.0, statistic / 2.0);
    Tail {
        p_value: natural.exp(),
        log10_p: natural / LN_10,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use statrs::distribution::{ChiSquared, ContinuousCDF};

    /// Rounding of sums in another order.
    const RELATIVE: f64 = 1e-12;

    #[test]
    fn a_table_of_two_by_two_is_a_fraction() {
        // 80 (30 * 20 - 10 * 20)^2 / (40 * 40 * 50 * 30) = 16 / 3; V = sqrt(1 / 15).
        let test = homogeneity(&[30, 10], &[20, 20]).unwrap();
        assert_close(test.statistic, 16.0 / 3.0);
        assert_close(test.cramers_v, (1.0_f64 / 15.0).sqrt());
        // scipy 1.17.1: scipy.stats.chi2.sf(16 / 3, 1)
        assert!((test.p_value / 0.020_921_335_337_794_035 - 1.0).abs() < 1e-12);
    }

    #[test]
    fn no_category_in_common_keeps_a_logarithm() {
        let test = homogeneity(&[10_000, 0], &[0, 10_000]).unwrap();
        assert_eq!((test.p_value, test.cramers_v), (0.0, 1.0));
        assert!(test.log10_p < -4000.0 && test.log10_p.is_finite());
    }

    #[test]
    fn what_nobody_expected_has_no_chance() {
        let test = goodness_of_fit(&[30, 10, 0], &[20, 19, 1]).unwrap();
        assert_eq!((test.statistic, test.dof), (f64::INFINITY, 2));
        assert_eq!((test.p_value, test.log10_p), (0.0, -307.0));
        assert_eq!(goodness_of_fit(&[3, 0], &[5, 0]), Err(Reason::OneCategory));
        assert_eq!(
            goodness_of_fit(&[3, 1, 0], &[5, 2, 0]),
            goodness_of_fit(&[3, 1], &[5, 2])
        );
    }

    #[test]
    fn categories_without_counts_are_left_out() {
        assert_eq!(
            homogeneity(&[3, 0, 4], &[5, 0, 1]),
            homogeneity(&[3, 4], &[5, 1])
        );
        assert_eq!(homogeneity(&[3, 0], &[5, 0]), Err(Reason::OneCategory));
        assert_eq!(homogeneity(&[0], &[5]), Err(Reason::NoBaselineValues));
    }

    proptest! {
        #[test]
        fn tails_are_statrs_where_it_has_digits(dof in 1_u64..300, statistic in 0.0..400.0_f64) {
            let expected = ChiSquared::new(dof as f64).unwrap().sf(statistic);
            let actual = chi_square_tail(statistic, dof);
            prop_assert!((actual.p_value - expected).abs() <= 1e-10 * expected + 1e-14);
            prop_assert!((10_f64.powf(actual.log10_p) - actual.p_value).abs() <= 1e-12 * actual.p_value);
        }

        #[test]
        fn the_statistic_is_symmetric_and_orderless(pairs in prop::collection::vec((1_u64..500, 0_u64..500), 2..12)) {
            let (b, c): (Vec<u64>, Vec<u64>) = pairs.iter().copied().unzip();
            prop_assume!(c.iter().sum::<u64>() > 0);
            let test = homogeneity(&b, &c).unwrap();
            let swapped = homogeneity(&c, &b).unwrap();
            let (rb, rc): (Vec<u64>, Vec<u64>) = pairs.iter().rev().copied().unzip();
            let reversed = homogeneity(&rb, &rc).unwrap();
            for other in [swapped, reversed] {
                prop_assert!((test.statistic - other.statistic).abs() <= RELATIVE * (1.0 + test.statistic));
            }
            prop_assert!((0.0..=1.0 + RELATIVE).contains(&test.cramers_v));
            prop_assert!((0.0..=1.0).contains(&test.p_value) && test.log10_p <= 0.0);
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
