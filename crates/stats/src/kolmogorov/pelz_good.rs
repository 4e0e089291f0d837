//! The distribution for large samples and moderate distances, by an expansion in `1 / sqrt(n)`.
//!
//! Source: W. Pelz and I. J. Good, "Approximating the Lower Tail-Areas of the Kolmogorov-Smirnov One-Sample
//! Statistic", Journal of the Royal Statistical Society B 38(2), 1976; five digits and more for `n > 140`.

use std::f64::consts::{FRAC_PI_2, PI};

/// Far more terms than distances with `n d^2 < 18` need; the rest are 0 as doubles.
const TERMS: i32 = 16;

/// Probability of a distance below `d` for `n` values.
pub(super) fn cumulative(d: f64, n: u64) -> f64 {
    let root = (n as f64).sqrt();
    let z = root * d;
    let [k0, k1, k2, k3] = coefficients(z);
    k0 + (k1 + (k2 + k3 / root) / root) / root
}

/// The four functions of `z` that the expansion multiplies with `1`, `n^-1/2`, `n^-1` and `n^-3/2`.
fn coefficients(z: f64) -> [f64; 4] {
    let z2 = z * z;
    let (z4, z6) = (z2 * z2, z2 * z2 * z2);
    let mut sums = [0.0; 4];
    let mut whole_sums = [0.0; 2];
    for k in (0..TERMS).rev() {
        // Both signs of k + 1/2, and both signs of the whole k + 1, are one term each.
        let half = (PI * (f64::from(k) + 0.5)).powi(2);
        let weight = 2.0 * (-half / (2.0 * z2)).exp();
        sums[0] += weight;
        sums[1] += weight * (half - z2);
        sums[2] += weight
            * (6.0 * z6 + 2.0 * z4 + half * (2.0 * z4 - 5.0 * z2) + half * half * (1.0 - 2.0 * z2));
        sums[3] += weight
            * (half.powi(3) * (5.0 - 30.0 * z2)
                + half * half * (212.0 * z4 - 60.0 * z2)
                + half * (135.0 * z4 - 96.0 * z6)
                - 30.0 * z6
                - 90.0 * z4 * z4);
        let whole = (PI * f64::from(k + 1)).powi(2);
        let weight = 2.0 * (-whole / (2.0 * z2)).exp();
        whole_sums[0] += weight * whole;
        whole_sums[1] += weight * whole * (3.0 * z2 - whole);
    }
    let factor = FRAC_PI_2.sqrt();
    [
        factor * sums[0] / z,
        factor * sums[1] / (6.0 * z4),
        factor * (sums[2] / (72.0 * z6 * z) - whole_sums[0] / (36.0 * z2 * z)),
        factor * (sums[3] / (6480.0 * z4 * z6) + whole_sums[1] / (216.0 * z6)),
    ]
}
