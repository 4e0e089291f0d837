//! Hourly statistics of 50 features, made.

use leeway::documents::model_monitor::Statistics;
use leeway::monitors::data_quality::{BaselineOptions, baseline};
use leeway::table::{Column, MissingPolicy, Origin, Series};

/// Features of every file.
pub const FEATURES: usize = 50;
const ROWS: usize = 1_000;

/// Different hours that are made; the rest repeat them, which costs a reader the same.
pub const MADE: usize = 24;

/// Where an execution leaves the statistics of an hour, counted from 0.
pub fn path(hour: usize) -> String {
    let (day, of_day) = (hour / 24, hour % 24);
    format!(
        "out/endpoint/hourly/{}/{:02}/{:02}/{of_day:02}/statistics.json",
        2026 + day / 336,
        day / 28 % 12 + 1,
        day % 28 + 1
    )
}

/// Statistics of made rows: half of the features normal, half skewed, moved by `shift`.
pub fn statistics(seed: u64, shift: f64) -> Statistics {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut uniform = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as f64 / (1u64 << 53) as f64
    };
    let columns: Vec<Column> = (0..FEATURES)
        .map(|feature| {
            let mut column = Column::new(format!("feature_{feature}"), Origin::Field, true);
            for _ in 0..ROWS {
                let sum: f64 = (0..4).map(|_| uniform()).sum();
                let value = if feature % 2 == 0 { sum } else { sum.exp() };
                let text = format!("{:.6}", value + shift);
                column.push_field(&text, false, &MissingPolicy::default());
            }
            column
        })
        .collect();
    let features = columns
        .iter()
        .map(|column| (column.name.as_str(), Series::new([column])));
    let options = BaselineOptions {
        seed,
        ..BaselineOptions::default()
    };
    baseline(features, ROWS, options).0
}
