//! Point probabilities without cancellation, the ground under the tails.
//!
//! Large factorials and powers are never formed, nor differences of their logarithms: a probability is written as a
//! deviance, which is small where the probability is large, and Stirling's remainder. Relative errors stay near
//! 1e-15 times the logarithm's size for a million trials and more.
//!
//! Source: C. Loader, "Fast and accurate computation of binomial probabilities" (2000).

use statrs::function::gamma::ln_gamma;
use std::f64::consts::TAU;

/// From here on six terms of Stirling's series are exact to rounding.
const SERIES_FROM: f64 = 15.0;
/// Below this relative distance the deviance is summed as a series, since its two parts would cancel.
const SERIES_DISTANCE: f64 = 0.1;

/// `ln k! - ((k + 1/2) ln k - k + ln(2 pi) / 2)` for `k > 0`, whole or not: what Stirling's formula leaves out.
pub(super) fn stirling_remainder(k: f64) -> f64 {
    if k < SERIES_FROM {
        return ln_gamma(k + 1.0) - ((k + 0.5) * k.ln() - k + 0.5 * TAU.ln());
    }
    // Bernoulli numbers B(2j) / (2j (2j - 1)).
    const COEFFICIENTS: [f64; 7] = [
        1.0 / 156.0,
        -691.0 / 360_360.0,
        1.0 / 1188.0,
        -1.0 / 1680.0,
        1.0 / 1260.0,
        -1.0 / 360.0,
        1.0 / 12.0,
    ];
    let inverse_square = 1.0 / (k * k);
    let series = COEFFICIENTS
        .iter()
        .fold(0.0, |sum, coefficient| sum * inverse_square + coefficient);
    series / k
}

/// `k ln(k / mean) + mean - k`, at least 0: how far `k` is from `mean`, both above 0.
pub(super) fn deviance(k: f64, mean: f64) -> f64 {
    let difference = k - mean;
    let sum = k + mean;
    if difference.abs() >= SERIES_DISTANCE * sum {
        return k * (k / mean).ln() + mean - k;
    }
    let v = difference / sum;
    let mut term = 2.0 * k * v;
    let mut total = difference * v;
    for odd in (3_u32..).step_by(2) {
        term *= v * v;
        let next = total + term / f64::from(odd);
        if next == total {
            break;
        }
        total = next;
    }
    total
}

/// Natural logarithm of `mean^k e^-mean / k!`, for `k > 0` whole or not and `mean > 0`.
pub(super) fn ln_poisson(k: f64, mean: f64) -> f64 {
    -stirling_remainder(k) - deviance(k, mean) - 0.5 * (TAU * k).ln()
}

/// Natural logarithm of the probability of `k` successes in `n` trials, with `success + failure = 1` both above 0.
pub(super) fn ln_binomial(k: f64, n: f64, success: f64, failure: f64) -> f64 {
    let rest = n - k;
    if k == 0.0 {
        return n * (-success).ln_1p();
    }
    if rest == 0.0 {
        return n * success.ln();
    }
    let remainders = stirling_remainder(n) - stirling_remainder(k) - stirling_remainder(rest);
    let deviances = deviance(k, n * success) + deviance(rest, n * failure);
    remainders - deviances - 0.5 * (TAU * k * (rest / n)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A few roundings of a logarithm of size ten.
    const ABSOLUTE: f64 = 1e-13;

    #[test]
    fn probabilities_are_exact_fractions() {
        // C(10, 3) / 2^10, and 5^2 e^-5 / 2.
        assert!((ln_binomial(3.0, 10.0, 0.5, 0.5) - (120.0_f64 / 1024.0).ln()).abs() < ABSOLUTE);
        assert!((ln_poisson(2.0, 5.0) - (12.5_f64.ln() - 5.0)).abs() < ABSOLUTE);
        assert!((ln_binomial(0.0, 4.0, 0.25, 0.75) - 4.0 * 0.75_f64.ln()).abs() < ABSOLUTE);
        assert!((ln_binomial(4.0, 4.0, 0.25, 0.75) - 4.0 * 0.25_f64.ln()).abs() < ABSOLUTE);
    }

    #[test]
    fn the_two_forms_of_the_remainder_and_of_the_deviance_meet() {
        let k = SERIES_FROM;
        let direct = ln_gamma(k + 1.0) - ((k + 0.5) * k.ln() - k + 0.5 * TAU.ln());
        assert!((stirling_remainder(k) - direct).abs() < ABSOLUTE);
        let (k, mean) = (100.0_f64, 90.0);
        assert!((deviance(k, mean) - (k * (k / mean).ln() + mean - k)).abs() < ABSOLUTE);
        assert_eq!(deviance(7.0, 7.0), 0.0);
    }
}
