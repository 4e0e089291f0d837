//! Fisher's exact test of a table of two by two, and the hypergeometric distribution under it.
//!
//! In: counts of one category and of all rows on both sides. Out: the probability of such a split, or a rarer one, when all rows are dealt to the two sides at random.
//! It holds for every size, where chi-square and z need large expected counts. Tails are sums of positive terms from the observed count outwards, and keep a
//! logarithm where the number is 0. Source: scipy's `fisher_exact`, two-sided: all splits that are at most as likely as the observed one.

use super::{Reason, reason::both_sides, saddle_point::ln_binomial};
use std::f64::consts::LN_10;

/// Terms below this share of the sum are left out.
const NEGLIGIBLE: f64 = 1e-17;
/// Splits whose logarithms of probability differ by less are equally likely.
const EQUALLY_LIKELY: f64 = 1e-10;

/// Result of Fisher's exact test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fisher {
    /// Two-sided p-value, 0 to 1.
    pub p_value: f64,
    /// log10 of `p_value`, finite where `p_value` is too small for a double.
    pub log10_p: f64,
}

/// Tests whether `baseline_count` of `baseline_rows` and `current_count` of `current_rows` are one share.
///
/// # Errors
/// A reason naming the side without rows; [`Reason::TooManySuccesses`] if a count exceeds its rows.
///
/// ```
/// // Fisher's tea: 3 of 4 against 1 of 4 is 34 / 70.
/// let test = leeway_stats::fisher::fisher_exact(3, 4, 1, 4)?;
/// assert!((test.p_value - 34.0 / 70.0).abs() < 1e-12);
/// # Ok::<(), leeway_stats::Reason>(())
/// ```
pub fn fisher_exact(
    baseline_count: u64,
    baseline_rows: u64,
    current_count: u64,
    current_rows: u64,
) -> Result<Fisher, Reason> {
    both_sides(baseline_rows == 0, current_rows == 0)?;
    for (successes, trials) in [
        (baseline_count, baseline_rows),
        (current_count, current_rows),
    ] {
        if successes > trials {
            return Err(Reason::TooManySuccesses { successes, trials });
        }
    }
    let split = Split {
        rows: baseline_rows + current_rows,
        drawn: current_rows,
        marked: baseline_count + current_count,
    };
    let ln_p = split.ln_two_sided(current_count);
    Ok(Fisher {
        p_value: ln_p.exp().min(1.0),
        log10_p: (ln_p / LN_10).min(0.0),
    })
}

/// `drawn` of `rows` rows are taken at random; `marked` of all rows are of a kind. Drawn and undrawn rows are both there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Split {
    pub(super) rows: u64,
    pub(super) drawn: u64,
    pub(super) marked: u64,
}

/// Natural logarithms of the probabilities of a count, of it and all below, of it and all above.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tails {
    pub(super) ln_point: f64,
    pub(super) ln_lower: f64,
    pub(super) ln_upper: f64,
}

impl Split {
    fn smallest(&self) -> u64 {
        (self.drawn + self.marked).saturating_sub(self.rows)
    }

    fn largest(&self) -> u64 {
        self.drawn.min(self.marked)
    }

    /// Natural logarithm of the probability that `count` marked rows are drawn.
    fn ln_point(&self, count: u64) -> f64 {
        let (rows, drawn, marked) = (self.rows as f64, self.drawn as f64, self.marked as f64);
        let (success, failure) = (drawn / rows, (rows - drawn) / rows);
        if failure <= 0.0 {
            return 0.0;
        }
        let of = |k: f64, n: f64| ln_binomial(k, n, success, failure);
        let count = count as f64;
        of(count, marked) + of(drawn - count, rows - marked) - of(drawn, rows)
    }

    /// Probability of `count + 1` over that of `count`.
    fn ratio(&self, count: u64) -> f64 {
        let (k, drawn, marked) = (count as f64, self.drawn as f64, self.marked as f64);
        let unmarked_left = (self.rows - self.marked) as f64 - (drawn - k) + 1.0;
        (marked - k) * (drawn - k) / ((k + 1.0) * unmarked_left)
    }

    /// The probabilities of `count` and all above, over that of `count`.
    fn above(&self, count: u64) -> f64 {
        let (mut term, mut sum) = (1.0, 1.0);
        for k in count..self.largest() {
            term *= self.ratio(k);
            sum += term;
            if term < sum * NEGLIGIBLE {
                break;
            }
        }
        sum
    }

    /// The probabilities of `count` and all below, over that of `count`.
    fn below(&self, count: u64) -> f64 {
        let (mut term, mut sum) = (1.0, 1.0);
        for k in (self.smallest()..count).rev() {
            term /= self.ratio(k);
            sum += term;
            if term < sum * NEGLIGIBLE {
                break;
            }
        }
        sum
    }

    fn mode(&self) -> u64 {
        let (drawn, marked) = ((self.drawn + 1) as f64, (self.marked + 1) as f64);
        let mode = (drawn * marked / (self.rows + 2) as f64) as u64;
        mode.clamp(self.smallest(), self.largest())
    }

    /// The tails at `count`; the one away from the mode is summed, the other is what is left.
    pub(super) fn tails(&self, count: u64) -> Tails {
        let ln_point = self.ln_point(count);
        let rest = |ln_tail: f64| (ln_point.exp() - ln_tail.exp()).clamp(-1.0, 0.0).ln_1p();
        if count >= self.mode() {
            let ln_upper = (ln_point + self.above(count).ln()).min(0.0);
            let ln_lower = rest(ln_upper);
            Tails {
                ln_point,
                ln_lower,
                ln_upper,
            }
        } else {
            let ln_lower = (ln_point + self.below(count).ln()).min(0.0);
            let ln_upper = rest(ln_lower);
            Tails {
                ln_point,
                ln_lower,
                ln_upper,
            }
        }
    }

    /// Natural logarithm of the probability of all counts that are at most as likely as `count`.
    fn ln_two_sided(&self, count: u64) -> f64 {
        let mode = self.mode();
        let ln_observed = self.ln_point(count);
        let is_likelier = |k: u64| self.ln_point(k) > ln_observed + EQUALLY_LIKELY;
        if !is_likelier(mode) {
            return 0.0;
        }
        // The first count on the other side of the mode that is not likelier, if any.
        let (near, far) = if count > mode {
            let other = last_where(self.smallest(), mode, |k| !is_likelier(k));
            let far = other.map_or(0.0, |k| {
                (self.ln_point(k) - ln_observed).exp() * self.below(k)
            });
            (self.above(count), far)
        } else {
            let (low, high) = (mode, self.largest());
            let mirrored = last_where(0, high - low, |k| !is_likelier(high - k));
            let other = mirrored.map(|k| high - k);
            let far = other.map_or(0.0, |k| {
                (self.ln_point(k) - ln_observed).exp() * self.above(k)
            });
            (self.below(count), far)
        };
        (ln_observed + (near + far).ln()).min(0.0)
    }
}

/// The largest value from `low` to `high` for which `holds`, which is true up to there and false after; `None` if it is false from the start.
fn last_where(low: u64, high: u64, holds: impl Fn(u64) -> bool) -> Option<u64> {
    if !holds(low) {
        return None;
    }
    let (mut yes, mut no) = (low, high + 1);
    while no - yes > 1 {
        let middle = yes + (no - yes) / 2;
        if holds(middle) {
            yes = middle;
        } else {
            no = middle;
        }
    }
    Some(yes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// scipy 1.17.1: `scipy.stats.fisher_exact([[a, n - a], [b, m - b]])`.
    const SCIPY: [(u64, u64, u64, u64, f64); 7] = [
        (10, 10_000, 1, 10, 0.010939723219237063),
        (3, 20, 9, 25, 0.17677262260359253),
        (120, 2000, 9, 60, 0.01078371626080039),
        (5, 1000, 0, 30, 1.0),
        (400, 1000, 480, 1000, 0.00037009594888980866),
        (0, 300, 7, 280, 0.005875795995896952),
        (4000, 20_000, 120, 500, 0.03162752148786224),
    ];

    #[test]
    fn values_are_scipys() {
        for (a, n, b, m, expected) in SCIPY {
            let actual = fisher_exact(a, n, b, m).unwrap();
            assert!(
                (actual.p_value / expected - 1.0).abs() < 1e-8,
                "{a} of {n}, {b} of {m}: {:e} for {expected:e}",
                actual.p_value
            );
        }
    }

    #[test]
    fn what_underflows_keeps_a_logarithm() {
        let test = fisher_exact(0, 10_000, 10_000, 10_000).unwrap();
        // log10 of 2 / C(20000, 10000).
        assert_eq!(test.p_value, 0.0);
        assert!((test.log10_p + 6018.0).abs() < 1.0, "{}", test.log10_p);
        assert_eq!(fisher_exact(0, 5, 0, 5).unwrap().p_value, 1.0);
        assert_eq!(fisher_exact(5, 5, 7, 7).unwrap().p_value, 1.0);
    }

    proptest! {
        #[test]
        fn it_is_the_sum_over_all_splits(n in 1_u64..25, m in 1_u64..25, a in 0.0..=1.0_f64, b in 0.0..=1.0_f64) {
            let (a, b) = ((n as f64 * a) as u64, (m as f64 * b) as u64);
            let choose = |n: u64, k: u64| -> f64 { (1..=k).map(|i| (n - k + i) as f64 / i as f64).product() };
            let marked = a + b;
            let weight = |k: u64| choose(marked, k) * choose(n + m - marked, m - k);
            let observed = weight(b);
            let splits = (m + marked).saturating_sub(n + m)..=m.min(marked);
            let expected: f64 = splits.map(weight).filter(|weight| *weight <= observed * (1.0 + 1e-9)).sum::<f64>() / choose(n + m, m);
            let actual = fisher_exact(a, n, b, m).unwrap();
            prop_assert!((actual.p_value - expected.min(1.0)).abs() < 1e-9, "{} for {}", actual.p_value, expected);
            let swapped = fisher_exact(b, m, a, n).unwrap();
            prop_assert!((actual.p_value - swapped.p_value).abs() < 1e-9);
        }
    }
}
