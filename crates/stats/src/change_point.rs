//! Where a series of scores changes its level.
//!
//! In: scores in order of time, at least four. Out: the split into two stretches, each around its own mean, that leaves the smallest sum of squares: the least-squares
//! estimate of a single change point (Hinkley 1970; equivalently the largest CUSUM of Page 1954, weighted by the lengths of both stretches). One split is looked
//! for, because the question is "since when", not "how often"; a slow rise is split where two levels describe it best.

use super::Reason;
use statrs::function::beta::beta_reg;

/// The split of a series into two levels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChangePoint {
    /// Position of the first score of the second stretch.
    pub index: usize,
    /// Mean of the scores before.
    pub before: f64,
    /// Mean of the scores from there on.
    pub after: f64,
    /// Share of the sum of squares that the split explains, 0 (none) to 1 (all).
    pub explained: f64,
}

impl ChangePoint {
    /// Probability that the best split of `scores` normal scores of one level explains as much: the F-test of two means, times the splits that could be the best (Bonferroni).
    ///
    /// 0 to 1. Scores of unlike precision are taken as alike.
    ///
    /// ```
    /// # use leeway_stats::change_point::change_point;
    /// let scores = [1.0, 2.0, 1.0, 9.0, 8.0];
    /// assert!(change_point(&scores)?.p_value(scores.len()) < 0.05);
    /// # Ok::<(), leeway_stats::Reason>(())
    /// ```
    pub fn p_value(&self, scores: usize) -> f64 {
        let left = (1.0 - self.explained).clamp(0.0, 1.0);
        let of_one_split = match (scores > 2, left) {
            (false, _) => 1.0,
            (true, 0.0) => 0.0,
            (true, left) => beta_reg((scores - 2) as f64 / 2.0, 0.5, left),
        };
        (of_one_split * scores.saturating_sub(1) as f64).min(1.0)
    }
}

/// Scores that are needed to tell two levels apart.
pub const FEWEST_SCORES: usize = 4;

/// The best split of `scores`; of equally good ones the first.
///
/// # Errors
/// [`Reason::TooFewValues`] with fewer than [`FEWEST_SCORES`].
///
/// ```
/// use leeway_stats::change_point::change_point;
/// let change = change_point(&[1.0, 2.0, 1.0, 9.0, 8.0])?;
/// assert_eq!((change.index, change.after), (3, 8.5));
/// # Ok::<(), leeway_stats::Reason>(())
/// ```
pub fn change_point(scores: &[f64]) -> Result<ChangePoint, Reason> {
    let n = scores.len();
    if n < FEWEST_SCORES {
        return Err(Reason::TooFewValues);
    }
    let total: f64 = scores.iter().sum();
    let mean = total / n as f64;
    let squares: f64 = scores.iter().map(|score| (score - mean).powi(2)).sum();
    let mut best = ChangePoint {
        index: n,
        before: mean,
        after: mean,
        explained: -1.0,
    };
    let mut sum = 0.0;
    for index in 1..n {
        sum += scores[index - 1];
        let (left, right) = (index as f64, (n - index) as f64);
        let (before, after) = (sum / left, (total - sum) / right);
        let between = left * right / n as f64 * (after - before).powi(2);
        let explained = if squares > 0.0 {
            (between / squares).min(1.0)
        } else {
            0.0
        };
        if explained > best.explained {
            best = ChangePoint {
                index,
                before,
                after,
                explained,
            };
        }
    }
    Ok(best)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn chance_is_students() {
        // t² = 158.4857 of [1, 2, 1] and [9, 8], with three degrees of freedom, of which Student's distribution has a closed form; four splits.
        let t = ((6.0 / 5.0) * (8.5_f64 - 4.0 / 3.0).powi(2) / (7.0 / 6.0 / 3.0)).sqrt();
        let x = t / 3f64.sqrt();
        let both_tails = 1.0 - 2.0 / std::f64::consts::PI * (x / (1.0 + x * x) + x.atan());
        let change = change_point(&[1.0, 2.0, 1.0, 9.0, 8.0]).unwrap();
        assert!((change.p_value(5) / (4.0 * both_tails) - 1.0).abs() < 1e-9);
        assert_eq!(change_point(&[2.0; 6]).unwrap().p_value(6), 1.0);
    }

    #[test]
    fn scores_of_one_level_are_hardly_taken_for_two() {
        for count in [4, 8, 24, 168] {
            let mut draw = crate::draw::Draw::new(5);
            let found = (0..400).filter(|_| {
                let scores: Vec<f64> = (0..count).map(|_| draw.normal()).collect();
                change_point(&scores).unwrap().p_value(count) < 0.05
            });
            // Five in a hundred, and three standard deviations.
            let found = found.count();
            assert!(found <= 33, "{count}: {found}");
        }
    }

    proptest! {
        #[test]
        fn a_clear_step_is_found_where_it_is(before in 2usize..20, after in 2usize..20, noise in prop::collection::vec(0.0..1.0, 40)) {
            let scores: Vec<f64> = (0..before + after).map(|i| noise[i] + if i < before { 0.0 } else { 10.0 }).collect();
            let change = change_point(&scores).unwrap();
            prop_assert_eq!(change.index, before);
            prop_assert!(change.explained > 0.9 && change.after > change.before);
        }

        #[test]
        fn scale_and_level_do_not_move_it(scores in prop::collection::vec(-5_i32..5, 4..30), shift in -100_i32..100) {
            let plain: Vec<f64> = scores.iter().map(|&score| f64::from(score)).collect();
            let moved: Vec<f64> = plain.iter().map(|score| 4.0 * score + f64::from(shift)).collect();
            let (a, b) = (change_point(&plain).unwrap(), change_point(&moved).unwrap());
            prop_assert!((a.explained - b.explained).abs() < 1e-9);
        }
    }

    #[test]
    fn a_constant_series_has_no_change() {
        assert_eq!(change_point(&[3.0; 8]).unwrap().explained, 0.0);
        assert_eq!(change_point(&[1.0, 2.0, 3.0]), Err(Reason::TooFewValues));
    }
}
