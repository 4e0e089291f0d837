//! Between which shares does the true one lie: the limits of Clopper and Pearson.
//!
//! In: successes among trials. Out: the share with its 95 % limits, which cover it in at least 95 of 100 samples whatever it is and however few the trials are. With up to
//! [`MID_P_MAX_TRIALS`] trials they are the limits of the mid-p test, which do so there and are narrower. Rejected: Wilson's limits, which of five trials cover a
//! share of 0.1 in 92 of 100 samples and one of 0.04 in 83; the mid-p limits of more trials, which cover some shares in 92 of 100.
//!
//! Sources: Clopper and Pearson, "The use of confidence or fiducial limits illustrated in the case of the binomial", Biometrika 26 (1934); Berry and Armitage, "Mid-P
//! confidence intervals: a brief review", The Statistician 44 (1995). The tail of the binomial distribution is the incomplete beta function.

use super::saddle_point::ln_binomial;
use statrs::function::beta::beta_reg;

/// What lies beyond each limit.
const BEYOND: f64 = 0.025;
/// Up to so many trials the limits of the mid-p test cover in 95 of 100 samples.
pub const MID_P_MAX_TRIALS: u64 = 4;
/// Halvings of an interval of at most 1, down to the spacing of doubles at 1.
const HALVINGS: usize = 52;

/// A share and its limits, all from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShareLimits {
    /// Successes over trials; 0 without trials.
    pub share: f64,
    /// Lower 95 % limit.
    pub low: f64,
    /// Upper 95 % limit.
    pub high: f64,
}

/// The limits of `successes` among `trials`; without trials, from 0 to 1. `successes` is at most `trials`.
///
/// ```
/// let limits = leeway_stats::share_limits::share_limits(0, 5);
/// assert!(limits.low == 0.0 && (limits.high - (1.0 - 0.025f64.powf(0.2))).abs() < 1e-12);
/// ```
pub fn share_limits(successes: u64, trials: u64) -> ShareLimits {
    if trials == 0 {
        return ShareLimits {
            share: 0.0,
            low: 0.0,
            high: 1.0,
        };
    }
    let successes = successes.min(trials);
    ShareLimits {
        share: successes as f64 / trials as f64,
        low: lower(successes, trials),
        high: 1.0 - lower(trials - successes, trials),
    }
}

/// The share with which `successes` or more come about with the probability [`BEYOND`]; of few trials, `successes` themselves count half.
fn lower(successes: u64, trials: u64) -> f64 {
    if successes == 0 {
        return 0.0;
    }
    let (k, n) = (successes as f64, trials as f64);
    let half_counts = trials <= MID_P_MAX_TRIALS;
    let (mut low, mut high) = (0.0, k / n);
    for _ in 0..HALVINGS {
        let middle = 0.5 * (low + high);
        // Of `k` or more successes.
        let mut beyond = beta_reg(k, n - k + 1.0, middle);
        if half_counts {
            beyond -= 0.5 * ln_binomial(k, n, middle, 1.0 - middle).exp();
        }
        if beyond > BEYOND {
            high = middle;
        } else {
            low = middle;
        }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_statsmodels_and_scipys() {
        let table = include_str!("../../../tests/data/intervals/shares.csv");
        let mut compared = 0;
        for line in table.lines().filter(|line| !line.starts_with('#')).skip(1) {
            let fields: Vec<&str> = line.split(',').collect();
            let limits = share_limits(fields[0].parse().unwrap(), fields[1].parse().unwrap());
            for (found, expected) in [(limits.low, fields[3]), (limits.high, fields[4])] {
                let expected: f64 = expected.parse().unwrap();
                assert!((found - expected).abs() < 1e-11, "{line}: {found}");
            }
            compared += 1;
        }
        assert_eq!(compared, table.lines().count() - 2);
    }

    #[test]
    fn nothing_is_known_without_trials() {
        let limits = share_limits(0, 0);
        assert_eq!((limits.share, limits.low, limits.high), (0.0, 0.0, 1.0));
    }
}
