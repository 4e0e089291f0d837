//! The upper tail of the gamma distribution, as a logarithm.
//!
//! A logarithm does not run out: strong drift has chi-square tails of 1e-400 and below, which as a number are 0 and
//! on a chart minus infinity. Rejected: statrs' `sf`, which ends at 1e-308.
//!
//! Source: DLMF 8.7.1 (series) and 8.9.2 (continued fraction, evaluated by Lentz's method).

use super::saddle_point::ln_poisson;

/// More than either expansion needs for shapes up to 1e9; near the mean they take about the root of the shape.
const MAX_TERMS: u32 = 1_000_000;
const SMALLEST: f64 = 1e-300;

/// Natural logarithm of the regularised upper incomplete gamma function; at most 0, and finite for finite `x`.
///
/// `shape` is above 0, `x` at least 0. The chi-square tail with `k` degrees of freedom is `(k / 2, statistic / 2)`.
pub(super) fn ln_upper_gamma(shape: f64, x: f64) -> f64 {
    if x <= 0.0 {
        0.0
    } else if x < shape + 1.0 {
        (-(ln_poisson(shape, x).exp() * lower_series(shape, x)))
            .max(-1.0)
            .ln_1p()
    } else {
        // x^a e^-x / Gamma(a) is the Poisson term times a.
        (ln_poisson(shape, x) + (shape * upper_fraction(shape, x)).ln()).min(0.0)
    }
}

/// `1 + x / (a + 1) + x^2 / ((a + 1)(a + 2)) + ...`
fn lower_series(shape: f64, x: f64) -> f64 {
    let mut term = 1.0;
    let mut sum = 1.0;
    for index in 1..MAX_TERMS {
        term *= x / (shape + f64::from(index));
        sum += term;
        if term < sum * f64::EPSILON / 4.0 {
            break;
        }
    }
    sum
}

/// `1 / (x + 1 - a - 1 (1 - a) / (x + 3 - a - 2 (2 - a) / (x + 5 - a - ...)))`
fn upper_fraction(shape: f64, x: f64) -> f64 {
    let mut denominator = x + 1.0 - shape;
    let mut c = 1.0 / SMALLEST;
    let mut d = 1.0 / denominator;
    let mut fraction = d;
    for index in 1..MAX_TERMS {
        let index = f64::from(index);
        let numerator = -index * (index - shape);
        denominator += 2.0;
        d = non_zero(numerator * d + denominator).recip();
        c = non_zero(denominator + numerator / c);
        let change = c * d;
        fraction *= change;
        if (change - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    fraction
}

fn non_zero(value: f64) -> f64 {
    if value.abs() < SMALLEST {
        SMALLEST
    } else {
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f64::consts::LN_10;

    /// Agreement asked of every measure.
    const RELATIVE: f64 = 1e-11;

    #[test]
    fn logarithms_of_tails_are_mpmaths() {
        // mpmath 1.3 with 60 digits: log10(gammainc(dof / 2, x / 2, inf, regularized=True))
        for (dof, x, expected) in MPMATH_LOG10_CHI2_SF {
            let actual = ln_upper_gamma(dof / 2.0, x / 2.0) / LN_10;
            assert!(
                (actual / expected - 1.0).abs() < RELATIVE,
                "dof {dof}, x {x}: {actual} for {expected}"
            );
        }
    }

    const MPMATH_LOG10_CHI2_SF: [(f64, f64, f64); 13] = [
        (1.0, 1e-06, -0.00034665511795786366),
        (1.0, 3.84, -1.3006521393247688),
        (1.0, 5000.0, -1087.6838365143224),
        (2.0, 3.0, -0.6514417228548778),
        (7.0, 230.5, -45.4104724201966),
        (16.0, 238.3, -40.889902149523024),
        (40.0, 49.6, -0.8474595059035913),
        (40.0, 20.0, -0.0015027987460457077),
        (999.0, 800.0, -3.953049806705536e-07),
        (999.0, 1200.0, -4.953530182023679),
        (999.0, 50000.0, -9795.018485750026),
        (99999.0, 100000.0, -0.30232331228476517),
        (99999.0, 99000.0, -0.005485266651398721),
    ];

    #[test]
    fn two_degrees_of_freedom_are_an_exponential() {
        for x in [1e-9, 0.3, 1.9, 2.1, 40.0, 1e5] {
            let actual = ln_upper_gamma(1.0, x);
            assert!((actual / -x - 1.0).abs() < RELATIVE, "{x}: {actual}");
        }
        assert_eq!(ln_upper_gamma(3.0, 0.0), 0.0);
    }
}
