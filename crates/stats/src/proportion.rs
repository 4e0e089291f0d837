//! Did a share move? The z-test for two proportions.
//!
//! In: successes and trials on both sides (missing fields and rows, say). Out: the difference and its significance,
//! with the pooled standard error.

use super::{Reason, chi_square::chi_square_tail, reason::both_sides};

/// Result of a two-sided test for equal proportions.
#[derive(Debug, Clone, PartialEq)]
pub struct Proportion {
    /// Current share less the baseline's, -1 to 1.
    pub difference: f64,
    /// The difference over its pooled standard error; 0 if no trial or every trial was a success on both sides.
    pub z: f64,
    /// Two-sided probability of a difference at least as large if the shares are equal.
    pub p_value: f64,
    /// log10 of `p_value`, finite where `p_value` is too small for a double.
    pub log10_p: f64,
}

/// Tests whether `baseline_successes` of `baseline_trials` and `current_successes` of `current_trials` are one share.
///
/// # Errors
/// A reason naming the side without trials; [`Reason::TooManySuccesses`] if there are more successes than trials.
///
/// ```
/// let test = leeway_stats::proportion::two_proportions(10, 100, 20, 100)?;
/// assert!((test.difference - 0.1).abs() < 1e-12 && test.p_value < 0.05);
/// # Ok::<(), leeway_stats::Reason>(())
/// ```
pub fn two_proportions(
    baseline_successes: u64,
    baseline_trials: u64,
    current_successes: u64,
    current_trials: u64,
) -> Result<Proportion, Reason> {
    both_sides(baseline_trials == 0, current_trials == 0)?;
    for (successes, trials) in [
        (baseline_successes, baseline_trials),
        (current_successes, current_trials),
    ] {
        if successes > trials {
            return Err(Reason::TooManySuccesses { successes, trials });
        }
    }
    let (n, m) = (baseline_trials as f64, current_trials as f64);
    let difference = current_successes as f64 / m - baseline_successes as f64 / n;
    let successes = (baseline_successes + current_successes) as f64;
    let failures = n + m - successes;
    // successes failures / (n + m)^2 is the pooled variance of one trial.
    let variance = (successes / (n + m)) * (failures / (n + m)) * (1.0 / n + 1.0 / m);
    let z = if variance > 0.0 {
        difference / variance.sqrt()
    } else {
        0.0
    };
    // The square of a normal variable is chi-square with one degree of freedom, so both tails are one of that.
    let tail = chi_square_tail(z * z, 1);
    Ok(Proportion {
        difference,
        z,
        p_value: tail.p_value,
        log10_p: tail.log10_p,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Rounding of a handful of operations.
    const RELATIVE: f64 = 1e-12;

    #[test]
    fn a_difference_of_ten_points() {
        // z = 0.1 / sqrt(0.15 * 0.85 / 50); p from scipy 1.17.1: 2 * scipy.stats.norm.sf(z)
        let test = two_proportions(10, 100, 20, 100).unwrap();
        assert!((test.z / (0.1 / (0.15_f64 * 0.85 / 50.0).sqrt()) - 1.0).abs() < RELATIVE);
        assert!(
            (test.p_value / 0.047_670_380_656_161_41 - 1.0).abs() < RELATIVE,
            "{}",
            test.p_value
        );
    }

    #[test]
    fn no_variation_is_no_evidence() {
        for successes in [0, 50] {
            let test = two_proportions(successes, 50, successes * 2, 100).unwrap();
            assert_eq!(
                (test.difference, test.z, test.p_value, test.log10_p),
                (0.0, 0.0, 1.0, 0.0)
            );
        }
    }

    #[test]
    fn what_cannot_be_tested_has_a_reason() {
        assert_eq!(two_proportions(0, 0, 1, 2), Err(Reason::NoBaselineValues));
        assert_eq!(
            two_proportions(0, 1, 3, 2),
            Err(Reason::TooManySuccesses {
                successes: 3,
                trials: 2
            })
        );
    }

    proptest! {
        #[test]
        fn swapping_sides_swaps_the_sign(n in 1_u64..1000, m in 1_u64..1000, a in 0.0..=1.0_f64, b in 0.0..=1.0_f64) {
            let (k, l) = ((n as f64 * a) as u64, (m as f64 * b) as u64);
            let there = two_proportions(k, n, l, m).unwrap();
            let back = two_proportions(l, m, k, n).unwrap();
            prop_assert_eq!(there.difference, -back.difference);
            prop_assert!((there.z + back.z).abs() < 1e-9 && there.log10_p.is_finite());
            prop_assert!((0.0..=1.0).contains(&there.p_value));
        }
    }
}
