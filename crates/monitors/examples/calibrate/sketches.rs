//! How far the ranks of a sketch of a long stream are off, against the bound that is told.

use leeway_documents::model_monitor::{
    FeatureStatistics, Figure, NumericalStatistics, Statistics, Summary,
};
use leeway_monitors::data_quality::Merger;
use leeway_stats::draw::Draw;
use leeway_stats::kll::Sketch;
use leeway_table::InferredType;

/// What came of sketches of streams of one length.
#[derive(Debug, Clone, Default)]
pub struct Errors {
    /// The largest error of all ranks of each sketch, as a share of its count, ascending.
    pub largest: Vec<f64>,
    /// The bound.
    pub bound: f64,
    /// Levels of the last sketch.
    pub levels: usize,
}

impl Errors {
    /// Sketches within the bound.
    pub fn within(&self) -> u32 {
        self.largest.partition_point(|error| *error <= self.bound) as u32
    }

    /// The error that 99 of 100 sketches stay within.
    pub fn percentile_99(&self) -> f64 {
        let place = (self.largest.len().saturating_sub(1) as f64 * 0.99).round();
        self.largest.get(place as usize).copied().unwrap_or(0.0)
    }
}

/// Sketches of `repetitions` streams of the numbers from 0 to `count`, each in an order of its own, merged of `parts` sketches of as many numbers where those are more than one.
pub fn errors(count: usize, parts: usize, repetitions: u32, seed: u64) -> Errors {
    let mut draw = Draw::new(seed);
    let mut values: Vec<f64> = (0..count).map(|value| value as f64).collect();
    let mut found = Errors::default();
    for repetition in 0..repetitions {
        for last in (1..count).rev() {
            values.swap(last, (draw.uniform() * (last + 1) as f64) as usize);
        }
        let seed = u64::from(repetition);
        let mut sketches = values
            .chunks(count.div_ceil(parts))
            .zip(0..)
            .map(|(part, at)| Sketch::of_stream(part.iter().copied(), seed * parts as u64 + at));
        let sketch = match parts {
            1 => sketches.next(),
            _ => merged(sketches, seed),
        };
        let Some(sketch) = sketch else {
            continue;
        };
        let ranked = sketch.ranked();
        let (mut before, mut largest) = (0.0_f64, 0.0_f64);
        for &value in ranked.values() {
            let rank = ranked.rank(value) as f64;
            let off = (before - value).abs().max((rank - value - 1.0).abs());
            largest = largest.max(off);
            before = rank;
        }
        found.largest.push(largest / count as f64);
        found.bound = found.bound.max(sketch.rank_error());
        found.levels = sketch.levels.len();
    }
    found.largest.sort_unstable_by(f64::total_cmp);
    found
}

/// Sketches merged as the statistics of many hours are.
fn merged(sketches: impl Iterator<Item = Sketch>, seed: u64) -> Option<Sketch> {
    let mut merger = Merger::new(seed);
    for sketch in sketches {
        let rows = sketch.count();
        let numbers = NumericalStatistics {
            present: rows,
            min: Figure::Number(0.0),
            max: Figure::Number(1.0),
            sketch: Some(sketch),
            ..NumericalStatistics::default()
        };
        merger.add(&Statistics::of(
            rows,
            vec![FeatureStatistics {
                name: "x".to_owned(),
                inferred_type: Some(InferredType::Integral),
                summary: Summary::Numbers(numbers),
                ..FeatureStatistics::default()
            }],
        ));
    }
    let feature = merger.finish().statistics.features.into_iter().next()?;
    match feature.summary {
        Summary::Numbers(numbers) => numbers.sketch,
        _ => None,
    }
}
