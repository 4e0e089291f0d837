//! The distribution of the Kolmogorov–Smirnov distance.
//!
//! [`tail`] is the exact or near-exact tail for one sample of `n` values, by the method that is accurate at `(n, d)`;
//! [`limit`] is the limiting tail, whose logarithm never runs out. The choice of methods is that of R. Simard and
//! P. L'Ecuyer, "Computing the Two-Sided Kolmogorov-Smirnov Distribution", Journal of Statistical Software 39(11),
//! 2011, with the borders that scipy's `kstwo` draws, so that both give one number.

mod durbin;
pub(super) mod limit;
mod pelz_good;
mod pomeranz;
mod smirnov;

use std::f64::consts::{LN_2, TAU};

/// Up to here exact recursions are cheap and needed; above, expansions are accurate.
const SMALL_SAMPLE: u64 = 140;
/// The matrix of Durbin's method stays small enough up to here.
const DURBIN_MAX_SAMPLE: u64 = 100_000;

/// Probability that a sample of `n >= 1` values lies at least `d` from its own continuous distribution.
///
/// Falls from 1 at `d = 0` to 0 at `d = 1`; relative error near 1e-12 but where the distribution itself is only
/// known by the expansion of Pelz and Good (large `n`, tails above 0.02).
pub(super) fn tail(d: f64, n: u64) -> f64 {
    debug_assert!(n >= 1 && !d.is_nan());
    let size = n as f64;
    let scaled = size * d;
    let z2 = scaled * d;
    if scaled <= 0.5 {
        return 1.0;
    }
    if d >= 1.0 {
        return 0.0;
    }
    let tail = if scaled <= 1.0 {
        1.0 - short_distance(size, scaled)
    } else if scaled >= size - 1.0 {
        (LN_2 + size * (-d).ln_1p()).exp()
    } else if d >= 0.5 {
        2.0 * smirnov::tail(d, n)
    } else if n <= SMALL_SAMPLE {
        small_sample_tail(d, n, z2)
    } else {
        large_sample_tail(d, n, z2)
    };
    tail.clamp(0.0, 1.0)
}

fn small_sample_tail(d: f64, n: u64, z2: f64) -> f64 {
    if z2 <= 0.754_693 {
        1.0 - durbin::cumulative(d, n)
    } else if z2 <= 4.0 {
        1.0 - pomeranz::cumulative(d, n)
    } else {
        2.0 * smirnov::tail(d, n)
    }
}

fn large_sample_tail(d: f64, n: u64, z2: f64) -> f64 {
    if z2 >= 370.0 {
        0.0
    } else if z2 >= 2.2 {
        2.0 * smirnov::tail(d, n)
    } else if limit::cumulative_is_negligible(z2) {
        1.0
    } else if n <= DURBIN_MAX_SAMPLE && n as f64 * d.powf(1.5) <= 1.4 {
        1.0 - durbin::cumulative(d, n)
    } else {
        1.0 - pelz_good::cumulative(d, n)
    }
}

/// `n! (2 d - 1/n)^n`, the distribution for `1/2 < n d <= 1` (Ruben and Gambino).
fn short_distance(size: f64, scaled: f64) -> f64 {
    let ln_factorial_over_power =
        super::saddle_point::stirling_remainder(size) + 0.5 * (TAU * size).ln() - size;
    (ln_factorial_over_power + size * (2.0 * scaled - 1.0).ln()).exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the project asks of every measure against its reference.
    const RELATIVE: f64 = 1e-9;

    #[test]
    fn tails_are_scipys_on_every_side_of_every_border() {
        let table = include_str!("../../../../tests/data/kstwo.csv");
        let rows = table
            .lines()
            .skip_while(|line| line.starts_with('#'))
            .skip(1);
        for line in rows {
            let mut fields = line.split(',');
            let n = fields.next().unwrap().parse().unwrap();
            let mut number = || fields.next().unwrap().parse::<f64>().unwrap();
            let (d, expected) = (number(), number());
            let actual = tail(d, n);
            assert!(
                (actual - expected).abs() <= RELATIVE * expected,
                "n {n}, d {d}: {actual:e} for {expected:e}"
            );
        }
    }

    #[test]
    fn the_ends_are_certain() {
        for n in [1, 2, 140, 141, 2_000_000] {
            assert_eq!((tail(0.0, n), tail(1.0, n)), (1.0, 0.0));
        }
    }

    #[test]
    fn tails_fall_with_the_distance() {
        for n in [3, 50, 140, 141, 1000, 90_000, 200_000] {
            let tails: Vec<f64> = (1..400).map(|i| tail(f64::from(i) / 400.0, n)).collect();
            // Expansions meet within their own accuracy where methods change.
            assert!(
                tails.windows(2).all(|pair| pair[1] <= pair[0] + 1e-7),
                "{n}"
            );
        }
    }
}
