//! How far two tables of counts are apart: drift score, total variation, Jensen–Shannon distance, PSI.
//!
//! In: counts over the same bins or labels on both sides, in one order; a label that one side lacks counts 0 there.
//! Out: four distances, 0 for equal shares. Sizes of the sides do not matter, only shares do.

use super::{Reason, accumulator::Accumulator, reason::both_tables};

/// Shares below this are raised to it in the PSI, so that an empty bin does not make it infinite; Evidently's floor.
pub const PSI_SHARE_FLOOR: f64 = 1e-4;

/// Distances between two tables of shares; 0 is identical, larger is further apart.
#[derive(Debug, Clone, PartialEq)]
pub struct ShareMeasures {
    /// 100 times the sum of absolute differences, 0 to 200 (per cent).
    pub drift_score: f64,
    /// Half the sum of absolute differences, 0 to 1: the share of rows that would have to change their bin.
    pub total_variation: f64,
    /// Square root of the Jensen–Shannon divergence with the natural logarithm, 0 to 0.833.
    pub js_distance: f64,
    /// Population stability index with shares floored at [`PSI_SHARE_FLOOR`]; 0 and up.
    pub psi: f64,
}

/// Compares two tables of counts over the same bins or labels.
///
/// # Errors
/// [`Reason::UnequalLengths`] if the tables differ in length; [`Reason::NoValues`], [`Reason::NoBaselineValues`] or
/// [`Reason::NoCurrentValues`] if a side counts nothing.
///
/// Source: scipy's `jensenshannon`; the drift score of the AWS bring-your-own-container sample, over all labels.
///
/// ```
/// let measures = leeway_stats::shares::share_measures(&[50, 50, 0], &[50, 25, 25])?;
/// assert_eq!((measures.drift_score, measures.total_variation), (50.0, 0.25));
/// # Ok::<(), leeway_stats::Reason>(())
/// ```
pub fn share_measures(baseline: &[u64], current: &[u64]) -> Result<ShareMeasures, Reason> {
    both_tables(baseline, current)?;
    let baseline_total = baseline.iter().sum::<u64>() as f64;
    let current_total = current.iter().sum::<u64>() as f64;
    let mut absolute = Accumulator::default();
    let mut divergence = Accumulator::default();
    let mut psi = Accumulator::default();
    for (&baseline_count, &current_count) in baseline.iter().zip(current) {
        let p = baseline_count as f64 / baseline_total;
        let q = current_count as f64 / current_total;
        absolute.add((p - q).abs());
        divergence.add(divergence_term(p, q));
        let (p, q) = (p.max(PSI_SHARE_FLOOR), q.max(PSI_SHARE_FLOOR));
        psi.add((q - p) * (q / p).ln());
    }
    let absolute = absolute.total().min(2.0);
    Ok(ShareMeasures {
        drift_score: 100.0 * absolute,
        total_variation: 0.5 * absolute,
        js_distance: (divergence.total() / 2.0).max(0.0).sqrt(),
        psi: psi.total(),
    })
}

/// `p ln(p/m) + q ln(q/m)` with `m` the mean of the two, written so that nearly equal shares keep their digits:
/// with `d = (p - q) / (p + q)` it is `m ((1 + d) ln(1 + d) + (1 - d) ln(1 - d))`.
fn divergence_term(p: f64, q: f64) -> f64 {
    let sum = p + q;
    if sum == 0.0 {
        return 0.0;
    }
    let skew = (p - q) / sum;
    0.5 * sum * (self_weighted_log(skew) + self_weighted_log(-skew))
}

/// `(1 + d) ln(1 + d)`, continued to 0 at `d = -1`.
fn self_weighted_log(d: f64) -> f64 {
    if d <= -1.0 {
        0.0
    } else {
        (1.0 + d) * d.ln_1p()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The logarithms' rounding; the figures are otherwise exact fractions.
    const ABSOLUTE: f64 = 1e-14;

    #[test]
    fn disjoint_tables_reach_the_upper_ends() {
        let measures = share_measures(&[3, 0], &[0, 9]).unwrap();
        assert_eq!(
            (measures.drift_score, measures.total_variation),
            (200.0, 1.0)
        );
        assert!((measures.js_distance - 2.0_f64.ln().sqrt()).abs() < ABSOLUTE);
        // Twice (1 - 1e-4) ln(1e4).
        assert!((measures.psi - 2.0 * (1.0 - 1e-4) * 1e4_f64.ln()).abs() < ABSOLUTE * 100.0);
    }

    #[test]
    fn what_cannot_be_compared_has_a_reason() {
        assert_eq!(
            share_measures(&[1], &[1, 2]),
            Err(Reason::UnequalLengths {
                baseline: 1,
                current: 2
            })
        );
        assert_eq!(
            share_measures(&[0, 0], &[1, 2]),
            Err(Reason::NoBaselineValues)
        );
        assert_eq!(
            share_measures(&[1, 0], &[0, 0]),
            Err(Reason::NoCurrentValues)
        );
        assert_eq!(share_measures(&[], &[]), Err(Reason::NoValues));
    }

    proptest! {
        #[test]
        fn distances_are_symmetric_bounded_and_zero_for_equal_shares(
            pairs in prop::collection::vec((0_u64..1000, 0_u64..1000), 1..20), factor in 1_u64..50,
        ) {
            let (p, q): (Vec<u64>, Vec<u64>) = pairs.into_iter().unzip();
            prop_assume!(p.iter().sum::<u64>() > 0 && q.iter().sum::<u64>() > 0);
            let there = share_measures(&p, &q).unwrap();
            let back = share_measures(&q, &p).unwrap();
            prop_assert!((there.js_distance - back.js_distance).abs() < ABSOLUTE);
            prop_assert!((there.psi - back.psi).abs() <= ABSOLUTE * (1.0 + there.psi));
            prop_assert_eq!(there.drift_score, back.drift_score);
            prop_assert!((0.0..=200.0).contains(&there.drift_score));
            prop_assert!(there.js_distance <= 2.0_f64.ln().sqrt() + ABSOLUTE && there.psi >= 0.0);
            let scaled: Vec<u64> = p.iter().map(|count| count * factor).collect();
            let same = share_measures(&p, &scaled).unwrap();
            prop_assert_eq!((same.drift_score, same.js_distance, same.psi), (0.0, 0.0, 0.0));
        }
    }
}
