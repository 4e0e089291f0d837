//! How many rows with labels that the baseline never had are to be expected without drift.
//!
//! In: the baseline's rows, how many of its labels occur once and how many twice, and the current side's rows. Out: the expected number of rows, and the probability of
//! at least as many as there are. The share of all rows whose label the baseline lacks is estimated by the labels that occur once (Good 1953, with Turing): s of n rows. A new row has such a
//! label with that probability, apart from the others, so that their number is binomial given the share; the share itself is uncertain, by a variance of (s + 2 d) / n²
//! (Esty 1983), and taken for beta-distributed. One is added to s, so that a baseline without rare labels does not promise that there are none.
//!
//! Rejected: s/n for certain (up to 14 % false alarms at 5 %), and any share of unseen labels as drift, which calls every column of towns drifted.

use statrs::function::gamma::ln_gamma;

/// Terms below this share of the sum are left out.
const NEGLIGIBLE: f64 = 1e-15;
/// Below this sum of both parameters the share is 0 or 1 for all that is known.
const KNOWS_NOTHING: f64 = 1e-6;

/// What a baseline says about labels that it never had.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unseen {
    /// Baseline rows.
    pub rows: u64,
    /// Labels that occur once among them.
    pub once: u64,
    /// Labels that occur twice.
    pub twice: u64,
}

/// How likely a number of rows with unseen labels is by chance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UnseenTest {
    /// Rows that are to be expected.
    pub expected: f64,
    /// Probability of at least as many as there are, without drift; 1 where there are none.
    pub p_value: f64,
    /// log10 of `p_value`, finite where `p_value` is too small for a double.
    pub log10_p: f64,
}

impl Unseen {
    /// Counts the labels that occur once and twice; `rows` may hold more than the labels, as missing values.
    pub fn of(counts: impl IntoIterator<Item = u64>, rows: u64) -> Unseen {
        let (mut once, mut twice) = (0, 0);
        for count in counts {
            once += u64::from(count == 1);
            twice += u64::from(count == 2);
        }
        Unseen { rows, once, twice }
    }

    /// Tests `unseen` of `current_rows` rows.
    ///
    /// ```
    /// use leeway_stats::unseen::Unseen;
    /// // Of 3200 rows, 112 have a label of their own: 28 of 800 new ones should have an unseen one.
    /// let baseline = Unseen { rows: 3200, once: 112, twice: 30 };
    /// let test = baseline.test(31, 800);
    /// assert!((test.expected - 28.2).abs() < 0.1 && test.p_value > 0.2);
    /// ```
    pub fn test(&self, unseen: u64, current_rows: u64) -> UnseenTest {
        let rows = self.rows as f64;
        let share = (self.once as f64 + 1.0) / (rows + 2.0);
        let expected = share * current_rows as f64;
        let variance = (self.once as f64 + 2.0 * self.twice as f64 + 1.0) / (rows * rows).max(1.0);
        let parameters = share * (1.0 - share) / variance - 1.0;
        let ln_p = match unseen {
            0 => 0.0,
            _ if parameters.is_nan() || parameters < KNOWS_NOTHING => share.ln(),
            _ => ln_upper_tail(
                unseen.min(current_rows),
                current_rows,
                share * parameters,
                (1.0 - share) * parameters,
            ),
        };
        UnseenTest {
            expected,
            p_value: ln_p.exp().min(1.0),
            log10_p: (ln_p / std::f64::consts::LN_10).min(0.0),
        }
    }
}

/// Natural logarithm of the probability that a beta-binomial count among `n`, with parameters `a` and `b`, is at least `k`, above 0.
fn ln_upper_tail(k: u64, n: u64, a: f64, b: f64) -> f64 {
    let (count, trials) = (k as f64, n as f64);
    let ln_beta = |x: f64, y: f64| ln_gamma(x) + ln_gamma(y) - ln_gamma(x + y);
    let ln_ways = ln_gamma(trials + 1.0) - ln_gamma(count + 1.0) - ln_gamma(trials - count + 1.0);
    let ln_first = ln_ways + ln_beta(count + a, trials - count + b) - ln_beta(a, b);
    // Terms rise up to the mode and fall after it.
    let (mut term, mut sum) = (1.0, 1.0);
    for i in k..n {
        let i = i as f64;
        let ratio = (trials - i) * (i + a) / ((i + 1.0) * (trials - i - 1.0 + b));
        term *= ratio;
        sum += term;
        if ratio < 1.0 && term < sum * NEGLIGIBLE {
            break;
        }
        if sum > 1e290 {
            return 0.0;
        }
    }
    (ln_first + f64::ln(sum)).min(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tails_are_mpmaths() {
        for (k, n, a, b, expected) in MPMATH {
            let actual = ln_upper_tail(k, n, a, b).exp();
            assert!(
                (actual / expected - 1.0).abs() < 1e-8,
                "{k} of {n}: {actual:e} for {expected:e}"
            );
        }
    }

    /// mpmath 1.3 with 40 digits: the sum of `binomial(n, i) beta(i + a, n - i + b) / beta(a, b)` from k on; scipy's `betabinom.sf(k - 1, n, a, b)` agrees.
    const MPMATH: [(u64, u64, f64, f64, f64); 6] = [
        (3, 10, 1.5, 20.0, 0.05526846411072907),
        (31, 800, 50.0, 1400.0, 0.31078983455644416),
        (1, 20, 1.0, 10_000.0, 0.001996007984031936),
        (80, 800, 1.0, 10_000.0, 8.421533625229549e-93),
        (400, 1000, 30.0, 70.0, 0.022791206998143333),
        (20, 1000, 30.0, 700.0, 0.9950177564830325),
    ];

    #[test]
    fn a_baseline_of_labels_of_their_own_expects_nothing_else() {
        let all_differ = Unseen::of([1; 50], 50);
        assert!(all_differ.test(50, 50).p_value > 0.5);
        assert_eq!(all_differ.test(0, 50).p_value, 1.0);
        let none_rare = Unseen::of([500; 20], 10_000);
        let test = none_rare.test(80, 800);
        assert!(test.log10_p < -80.0, "{}", test.log10_p);
        assert!(none_rare.test(1, 20).p_value < 0.01);
    }
}
