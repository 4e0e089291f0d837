//! The one-sided tail, summed from binomial terms.

use crate::{accumulator::Accumulator, saddle_point::ln_binomial};

/// Above this sample size scipy uses the expansion, and so do we.
const SUM_MAX_SAMPLE: u64 = 1_000_000;
/// The terms vary so smoothly that this many, evenly spread, give their sum to rounding (the trapezoidal rule on a
/// function that vanishes with all its derivatives at both ends).
const TERMS: u64 = 4096;

/// Probability that the empirical distribution of `n` values rises at least `d` (above 0, below 1) above its own.
///
/// `sum over v of C(n, v) (d + v/n)^(v-1) (1 - d - v/n)^(n-v) d`, all terms positive; source: Birnbaum and Tingey
/// (1951). Above a million values `exp(-(6 n d + 1)^2 / (18 n))`.
pub(super) fn tail(d: f64, n: u64) -> f64 {
    let size = n as f64;
    if n > SUM_MAX_SAMPLE {
        return (-(6.0 * size * d + 1.0).powi(2) / (18.0 * size)).exp();
    }
    let stride = (n / TERMS).max(1);
    let sum: Accumulator = (0..n)
        .step_by(stride as usize)
        .map_while(|v| {
            let v = v as f64;
            let success = d + v / size;
            let failure = (size - v - size * d) / size;
            (failure > 0.0).then(|| ln_binomial(v, size, success, failure).exp() * (d / success))
        })
        .collect();
    sum.total() * stride as f64
}
