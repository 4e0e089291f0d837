//! Statistics at scale, natively: 720 hourly files of 50 features are read, merged and compared. Prints figures, asserts nothing.
//!
//! `cargo bench --bench statistics -- 1000` for a thousand rows an hour (the default).

use std::time::{Duration, Instant};

use leeway::documents::Notes;
use leeway::documents::model_monitor::{
    Constraints, FeatureConstraints, FeatureStatistics, Figure, MonitoringConfig,
    NumericalStatistics, Statistics, Summary,
};
use leeway::monitors::data_quality::{Features, Merger, check};
use leeway::stats::{kll::Sketch, sort::sorted, summary::summary};
use leeway::table::InferredType;

const HOURS: u32 = 720;
const FEATURES: u32 = 50;
/// Files that differ; the others repeat them.
const DISTINCT: u32 = 12;

fn main() {
    let rows = std::env::args()
        .filter_map(|argument| argument.parse().ok())
        .next()
        .unwrap_or(1000);
    let texts: Vec<String> = (0..DISTINCT)
        .map(|hour| hourly(rows, hour).write())
        .collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    let mut merger = Merger::new(1);
    let (mut parsing, mut reading, mut merging) = (Duration::ZERO, Duration::ZERO, Duration::ZERO);
    for hour in 0..HOURS {
        let start = Instant::now();
        let Ok(value) = serde_json::from_str(&texts[(hour % DISTINCT) as usize]) else {
            return println!("a file could not be parsed");
        };
        parsing += start.elapsed();
        let start = Instant::now();
        let Ok(statistics) = Statistics::read(value, &mut Notes::default()) else {
            return println!("a file could not be read");
        };
        reading += start.elapsed();
        let start = Instant::now();
        merger.add(&statistics);
        merging += start.elapsed();
    }
    let start = Instant::now();
    let merged = merger.finish().statistics;
    merging += start.elapsed();
    let start = Instant::now();
    let baseline = hourly(20_000, 0);
    let constraints = Constraints::of(
        merged.features.iter().map(constraint).collect(),
        MonitoringConfig::default(),
    );
    let comparing = Instant::now();
    let checks = check(
        &constraints,
        &Features::of_statistics(&baseline),
        &Features::of_statistics(&merged),
    );
    let comparing = comparing.elapsed();
    println!(
        "{HOURS} files of {FEATURES} features, {rows} rows each, {} MB: parse {} ms, read {} ms, merge {} ms, {} checks {} ms (made the baseline in {} ms)",
        bytes as u64 * u64::from(HOURS / DISTINCT) / 1_000_000,
        parsing.as_millis(),
        reading.as_millis(),
        merging.as_millis(),
        checks.len(),
        comparing.as_millis(),
        start.elapsed().as_millis()
    );
}

fn constraint(feature: &FeatureStatistics) -> FeatureConstraints {
    FeatureConstraints {
        name: feature.name.clone(),
        inferred_type: feature.inferred_type,
        completeness: Figure::Number(1.0),
        ..FeatureConstraints::default()
    }
}

/// Statistics of made numbers with three decimals, as captured data have them.
fn hourly(rows: u32, hour: u32) -> Statistics {
    let mut state = u64::from(hour) + 1;
    let features = (0..FEATURES).map(|i| {
        let mut next = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            ((state >> 33) % 1_000_000) as f64 / 1000.0 + f64::from(i)
        };
        let values = sorted((0..rows).map(|_| next()).collect());
        let numbers = summary(&values).map(|summary| NumericalStatistics {
            present: u64::from(rows),
            mean: Figure::Number(summary.mean),
            sum: Figure::Number(summary.mean * f64::from(rows)),
            std_dev: Figure::Number(summary.std_dev_population),
            min: Figure::Number(summary.min),
            max: Figure::Number(summary.max),
            sketch: Some(Sketch::from_values(&values, 1)),
            ..NumericalStatistics::default()
        });
        FeatureStatistics {
            name: format!("feature {i}"),
            inferred_type: Some(InferredType::Fractional),
            summary: numbers.map_or(Summary::Nothing, Summary::Numbers),
            ..FeatureStatistics::default()
        }
    });
    Statistics::of(u64::from(rows), features.collect())
}
