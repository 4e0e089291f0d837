//! The limiting tail of the Kolmogorov distance, as a decimal logarithm.
//!
//! In: `z2 = d^2 n m / (n + m)`. Out: log10 of `2 sum (-1)^(k-1) exp(-2 k^2 z2)`, at most 0 and finite for any finite
//! distance, which makes it fit to order and draw features whose p-values are all 0 as doubles.

use std::f64::consts::{LN_2, LN_10, PI, TAU};

/// Where the series in `exp(-z2)` and its transform by Jacobi's theta function converge equally fast, about.
const SERIES_FROM: f64 = 0.6;

/// log10 of the limiting probability of a distance as large; 0 at `z2 = 0`, about `-0.87 z2` far out.
pub(crate) fn log10_tail(z2: f64) -> f64 {
    let natural = if z2 >= SERIES_FROM {
        LN_2 - 2.0 * z2 + alternating_rest(z2).ln_1p()
    } else {
        (-cumulative(z2)).ln_1p()
    };
    (natural / LN_10).min(0.0)
}

/// `sum over k >= 2 of (-1)^(k-1) exp(-2 (k^2 - 1) z2)`
fn alternating_rest(z2: f64) -> f64 {
    let mut sum = 0.0;
    let mut sign = -1.0;
    for k in 2..20 {
        sum += sign * (-2.0 * f64::from(k * k - 1) * z2).exp();
        sign = -sign;
    }
    sum
}

/// The limiting probability of a smaller distance: `sqrt(2 pi / z2) sum exp(-(2 k - 1)^2 pi^2 / (8 z2))`.
fn cumulative(z2: f64) -> f64 {
    if z2 <= 0.0 {
        return 0.0;
    }
    let sum: f64 = (0..10)
        .map(|k| f64::from(2 * k + 1))
        .map(|odd| (-(odd * PI).powi(2) / (8.0 * z2)).exp())
        .sum();
    (TAU / z2).sqrt() * sum
}

/// Whether the probability of a smaller distance vanishes beside 1.
pub(super) fn cumulative_is_negligible(z2: f64) -> bool {
    cumulative(z2) < f64::EPSILON / 64.0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rounding of the two forms.
    const ABSOLUTE: f64 = 1e-14;

    #[test]
    fn the_two_forms_meet() {
        let z2 = SERIES_FROM;
        let series = LN_2 - 2.0 * z2 + alternating_rest(z2).ln_1p();
        assert!((series - (-cumulative(z2)).ln_1p()).abs() < ABSOLUTE);
    }

    #[test]
    fn it_never_runs_out() {
        assert_eq!(log10_tail(0.0), 0.0);
        assert!((log10_tail(1e6) - (LN_2 - 2e6) / LN_10).abs() < 1e-9);
        let values: Vec<f64> = (0..2000)
            .map(|i| log10_tail(f64::from(i) / 100.0))
            .collect();
        assert!(values.windows(2).all(|pair| pair[1] <= pair[0]));
    }
}
