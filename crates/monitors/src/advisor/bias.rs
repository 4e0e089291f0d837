//! Bias on drawn windows: each metric of each group held against the rest of the baseline, as Clarify does.

use super::split::Split;
use super::tally::{Drawn, Sense};
use crate::bias::{CountedRows, count, judge};
use crate::{MonitorName, Status};
use leeway_stats::bias::{Known, Metric, Stage, measure};

/// The checks on groups: is a metric farther from its ideal than the baseline's? All but the flip test, which takes too long to be repeated.
#[derive(Debug, Clone, Default)]
pub struct BiasPopulation {
    /// Whether each label is positive (1, 0, or 2 for missing); `None` without labels.
    pub label: Option<Vec<u8>>,
    /// Whether each prediction is.
    pub prediction: Option<Vec<u8>>,
    /// What conditional metrics condition on, and the number of its values.
    pub strata: Option<(Vec<u32>, usize)>,
    /// The groups.
    pub facets: Vec<Facet>,
}

/// A group.
#[derive(Debug, Clone, Default)]
pub struct Facet {
    /// The column and the group, as one name.
    pub name: String,
    /// Whether each row is in it (1, 0, or 2 for missing).
    pub in_group: Vec<u8>,
}

impl BiasPopulation {
    /// All checks on one drawn window.
    ///
    /// `split` holds positions of the baseline's rows. Values are distances from the metric's ideal, in its unit.
    pub fn draw(&self, split: &Split) -> Vec<Drawn> {
        let mut drawn = Vec::new();
        for facet in &self.facets {
            let (then, now) = (
                self.metrics(facet, &split.baseline),
                self.metrics(facet, &split.window),
            );
            for ((metric, then), (_, now)) in then.into_iter().zip(now) {
                let known = |value: Option<f64>| {
                    value.map(|value| Known {
                        value,
                        interval: None,
                    })
                };
                let judged = judge(metric, known(then), known(now), 1);
                if judged.status != Status::NotChecked {
                    drawn.push(Drawn {
                        monitor: MonitorName::Bias,
                        feature: facet.name.clone(),
                        check: metric.name().to_owned(),
                        option: None,
                        threshold: None,
                        sense: Sense::Fixed,
                        value: 0.0,
                        fires: judged.status == Status::Violated,
                    });
                }
            }
        }
        drawn
    }

    fn metrics(&self, facet: &Facet, rows: &[u32]) -> Vec<(Metric, Option<f64>)> {
        let bytes =
            |all: &Vec<u8>| -> Vec<u8> { rows.iter().map(|&row| all[row as usize]).collect() };
        let (label, prediction) = (
            self.label.as_ref().map(bytes),
            self.prediction.as_ref().map(bytes),
        );
        let strata = self.strata.as_ref().map(|(all, count)| {
            let picked: Vec<u32> = rows.iter().map(|&row| all[row as usize]).collect();
            (picked, *count)
        });
        let picked = CountedRows {
            label: label.as_deref(),
            prediction: prediction.as_deref(),
            strata: strata
                .as_ref()
                .map(|(strata, count)| (strata.as_slice(), *count)),
            segments: None,
        };
        let counted = count(&picked, &bytes(&facet.in_group));
        let has_labels = counted.pre_training.is_some();
        let stages = [
            (Stage::PreTraining, &counted.pre_training),
            (Stage::PostTraining, &counted.post_training),
        ];
        let of_stage = |(stage, outcomes): (Stage, &Option<leeway_stats::bias::Outcomes>)| {
            let metrics = Metric::of_stage(stage).filter(|metric| *metric != Metric::Ft);
            let metrics = metrics.filter(|metric| has_labels || metric.needs_no_labels());
            let value = |metric| {
                let outcomes = outcomes.as_ref()?;
                measure(metric, outcomes).ok()
            };
            metrics
                .map(|metric| (metric, value(metric)))
                .collect::<Vec<_>>()
        };
        stages.into_iter().flat_map(of_stage).collect()
    }
}
