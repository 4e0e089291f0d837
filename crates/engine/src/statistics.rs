//! Statistics as sides of a comparison.

use std::collections::BTreeMap;

use super::align::Profile;
use leeway_documents::Note;
use leeway_documents::model_monitor::{FeatureStatistics, Statistics, Summary};
use leeway_monitors::data_quality::Merger;
use leeway_monitors::drift::{FeatureSide, LabelStatistics, NumberStatistics};
use leeway_monitors::words;
use leeway_stats::kll::Sketch;
use leeway_table::InferredType;

/// Seed of the compaction of merged sketches.
const SEED: u64 = 0;

/// The statistics of all files together, with what was odd; `None` without files. One file stays as it is.
///
/// Counts add up, sketches are joined level by level, so that distances get a bound.
pub fn merge(all: &[&Statistics]) -> Option<(Statistics, Vec<Note>)> {
    match all {
        [] => None,
        [only] => Some(((*only).clone(), Vec::new())),
        many => {
            let mut merger = Merger::new(SEED);
            many.iter().for_each(|statistics| merger.add(statistics));
            let merged = merger.finish();
            let mut notes: Vec<Note> = merged.notes.into_iter().map(Note::new).collect();
            if many.iter().any(|statistics| is_condensed(statistics)) {
                let note = Note::new(
                    "The sketches of so many files were condensed, so that they fit into memory together; the error bounds include what that costs.",
                );
                notes.push(note.found(&words::plural(many.len() as u64, "file", "files")));
            }
            Some((merged.statistics, notes))
        }
    }
}

fn is_condensed(statistics: &Statistics) -> bool {
    let mut features = statistics.features.iter();
    features.any(|feature| match &feature.summary {
        Summary::Numbers(numbers) => numbers
            .sketch
            .as_ref()
            .is_some_and(|sketch| sketch.condensed > 0.0),
        _ => false,
    })
}

/// A feature of statistics as a side; `None` where the file says nothing of it.
///
/// Ranks from the sketch for numbers, counts for labels.
pub fn side(feature: &FeatureStatistics) -> Option<FeatureSide<'static>> {
    match &feature.summary {
        Summary::Numbers(numbers) => Some(FeatureSide::Numbers(NumberStatistics {
            inferred_type: feature.inferred_type.unwrap_or(InferredType::Fractional),
            present: numbers.present,
            missing: numbers.missing,
            mean: numbers.mean.finite(),
            std_dev_population: numbers.std_dev.finite(),
            min: numbers.min.finite(),
            max: numbers.max.finite(),
            ranked: numbers.sketch.as_ref().map(Sketch::ranked),
        })),
        Summary::Labels(labels) => Some(FeatureSide::Labels(LabelStatistics {
            present: labels.present,
            missing: labels.missing,
            counts: labels.labels.as_ref().map(|labels| {
                let mut counts = BTreeMap::new();
                for label in labels {
                    *counts.entry(label.label.clone()).or_default() += label.count;
                }
                counts
            }),
            distinct: labels.distinct.finite().map(|distinct| distinct as u64),
        })),
        Summary::Nothing => None,
    }
}

/// What a side of statistics looks like when columns without names are aligned with it.
///
/// Numbers by the quantiles of their sketch, in the feature's unit, labels by their shares; empty where the statistics list neither.
pub fn ranked_or_labels(side: &FeatureSide) -> Profile {
    match side {
        FeatureSide::Numbers(NumberStatistics {
            ranked: Some(ranked),
            ..
        }) => Profile::of_ranked(ranked),
        FeatureSide::Labels(LabelStatistics {
            counts: Some(counts),
            ..
        }) => Profile::of_labels(counts),
        _ => Profile::default(),
    }
}
