//! p-values when many features are tested at once.
//!
//! In: one p-value per tested feature, in any order. Out: adjusted p-values in the same order.

/// Benjamini and Hochberg's adjustment: rejecting what is below `alpha` afterwards keeps the expected share of false
/// alarms among the alarms below `alpha`, for independent or positively dependent tests.
///
/// Source: Benjamini and Hochberg (1995); scipy's `false_discovery_control`.
///
/// ```
/// let adjusted = leeway_stats::adjust::benjamini_hochberg(&[0.01, 0.5, 0.02]);
/// assert_eq!(adjusted, [0.03, 0.5, 0.03]);
/// ```
pub fn benjamini_hochberg(p_values: &[f64]) -> Vec<f64> {
    debug_assert!(p_values.iter().all(|p| (0.0..=1.0).contains(p)));
    let count = p_values.len() as f64;
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|&a, &b| p_values[a].total_cmp(&p_values[b]));
    let mut adjusted = vec![1.0; p_values.len()];
    let mut smallest: f64 = 1.0;
    for (rank, &index) in order.iter().enumerate().rev() {
        smallest = smallest.min(p_values[index] * (count / (rank + 1) as f64));
        adjusted[index] = smallest;
    }
    adjusted
}

/// Bonferroni's adjustment: rejecting what is below `alpha` afterwards keeps the probability of any false alarm below `alpha`.
pub fn bonferroni(p_values: &[f64]) -> Vec<f64> {
    let count = p_values.len() as f64;
    p_values.iter().map(|p| (p * count).min(1.0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn values_are_scipys() {
        // scipy 1.17.1: scipy.stats.false_discovery_control([0.01, 0.04, 0.03, 0.2, 0.5, 0.04, 1e-30, 1.0])
        let adjusted = benjamini_hochberg(&[0.01, 0.04, 0.03, 0.2, 0.5, 0.04, 1e-30, 1.0]);
        let expected = [
            0.04,
            0.064,
            0.064,
            0.266_666_666_666_666_66,
            0.571_428_571_428_571_4,
            0.064,
            8e-30,
            1.0,
        ];
        for (actual, expected) in adjusted.into_iter().zip(expected) {
            // Multiplication and division in another order.
            assert!(
                (actual / expected - 1.0_f64).abs() < 1e-15,
                "{actual} for {expected}"
            );
        }
    }

    #[test]
    fn bonferroni_multiplies_and_stops_at_one() {
        assert_eq!(bonferroni(&[0.25, 0.5]), [0.5, 1.0]);
        assert!(bonferroni(&[]).is_empty() && benjamini_hochberg(&[]).is_empty());
    }

    proptest! {
        #[test]
        fn adjusted_values_keep_the_order_and_lie_between(p in prop::collection::vec(0.0..=1.0_f64, 1..30)) {
            let (bh, bonferroni) = (benjamini_hochberg(&p), bonferroni(&p));
            for i in 0..p.len() {
                prop_assert!(p[i] <= bh[i] && bh[i] <= bonferroni[i] * (1.0 + 1e-15));
                for j in 0..p.len() {
                    prop_assert!(p[i] > p[j] || bh[i] <= bh[j]);
                }
            }
        }
    }
}
