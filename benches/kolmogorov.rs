//! Kolmogorov–Smirnov's exact p-value, natively: how long a test takes where scipy's default is exact too. Prints figures, asserts nothing.
//!
//! Sizes are equal (a closed form) or not (a walk over the lattice); gaps are those of p 0.05, where a verdict turns, and of p 1e-6, where the walk is longer.

use std::hint::black_box;
use std::time::Instant;

use leeway::stats::ks::ks_two_sample;

/// Repetitions of each test, of which the middle one is printed.
const REPETITIONS: usize = 9;

fn main() {
    for (n, m) in [
        (200, 200),
        (199, 200),
        (1000, 10_000),
        (9999, 10_000),
        (10_000, 10_000),
        (10_000, 10_001),
    ] {
        for p in [0.05_f64, 1e-6] {
            let (rows, others) = (n as f64, m as f64);
            let gap = ((2.0 / p).ln() / 2.0 * (rows + others) / (rows * others)).sqrt();
            let baseline: Vec<f64> = (0..n).map(|value| f64::from(value) / rows).collect();
            let current: Vec<f64> = (0..m)
                .map(|value| f64::from(value) / others + gap)
                .collect();
            let mut times = Vec::new();
            let mut found = None;
            for _ in 0..REPETITIONS {
                let start = Instant::now();
                found = black_box(ks_two_sample(&baseline, &current)).ok();
                times.push(start.elapsed());
            }
            times.sort_unstable();
            if let Some(test) = found {
                println!(
                    "{n} against {m}, D {:.4}: p {:.3e} ({}) in {:.3} ms",
                    test.statistic,
                    test.p_value,
                    test.method.name(),
                    times[REPETITIONS / 2].as_secs_f64() * 1e3
                );
            }
        }
    }
}
