//! The isolation forest natively: fitting 100 trees to 5 000 reference rows of 14 features, all of them in every tree, and scoring a million. Prints figures, asserts nothing.
//!
//! `cargo bench --bench forest -- 200000` for another number of rows.

use std::time::Instant;

use leeway::stats::isolation_forest::{IsolationForest, TREES};

const COLUMNS: usize = 14;
const REFERENCE: usize = 5_000;
/// Rows scored at once, as the engine does.
const BLOCK: usize = 8_192;

fn main() {
    let rows = std::env::args()
        .filter_map(|argument| argument.parse().ok())
        .next()
        .unwrap_or(1_000_000);
    let mut state = 1_u64;
    let mut random = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f32
    };
    // Half of the columns are codes of few labels.
    let mut made = |rows: usize| -> Vec<f32> {
        let value = |place: usize| match place % 2 {
            0 => random(),
            _ => (random() % 9.0).floor(),
        };
        (0..rows * COLUMNS).map(value).collect()
    };
    let reference = made(REFERENCE);
    let start = Instant::now();
    let mut forest = IsolationForest::new(COLUMNS, REFERENCE, 0);
    while forest.trees() < TREES {
        forest.fit(&reference);
    }
    println!(
        "{TREES} trees on {REFERENCE} rows: {:.0} ms",
        start.elapsed().as_secs_f64() * 1e3
    );
    let block = made(BLOCK);
    let start = Instant::now();
    let blocks = rows / BLOCK;
    let mut sum = 0.0;
    for _ in 0..blocks {
        sum += forest.scores(&block).iter().sum::<f64>();
    }
    println!(
        "{} rows scored: {:.0} ms (mean score {:.4})",
        blocks * BLOCK,
        start.elapsed().as_secs_f64() * 1e3,
        sum / (blocks * BLOCK) as f64
    );
}
