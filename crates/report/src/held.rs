//! A value that is held against something, in one shape for all monitors: what charts draw of a report, and of every run.
//!
//! In: a metric's value with the baseline's and the threshold, as far as they are known. Out: the same, with what it is of and whether it is violated.

use crate::bias::{BiasFacet, BiasMetric};
use leeway_table::named;
use serde::{Deserialize, Serialize};

named! {
    /// What a value is of.
    #[derive(Default)]
    pub enum HeldKind {
        /// How far a feature is from the baseline.
        #[default]
        Distance = "distance",
        /// A metric of predictions.
        Performance = "performance",
        /// The share of rows with a label, from 0 to 1.
        LabelShare = "label_share",
        /// What the model leans on a feature.
        Attribution = "attribution",
        /// The share of rows that are accepted, from 0 to 1.
        Acceptance = "acceptance",
        /// A metric of a group.
        Bias = "bias",
    }
}

/// A value with what it is held against.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Held {
    /// What it is of: `distance`, `performance`, `label_share`, `attribution`, `acceptance` or `bias`.
    pub kind: HeldKind,
    /// The group in words, where it is of one.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub group: String,
    /// The feature, the metric or the label; the group, `the rest` or `all`.
    pub name: String,
    /// What was observed.
    pub value: Option<f64>,
    /// The baseline's value.
    pub baseline: Option<f64>,
    /// What is allowed.
    pub threshold: Option<f64>,
    /// True where it is found violated.
    pub violated: bool,
}

impl BiasFacet {
    /// The group in words.
    pub fn group(&self) -> String {
        match self.value.as_str() {
            "" => self.name.clone(),
            value => format!("{} {value}", self.name),
        }
    }

    /// All its metrics, labels' first.
    pub fn metrics(&self) -> impl Iterator<Item = &BiasMetric> {
        self.pre_training.iter().chain(&self.post_training)
    }

    /// How often the group, the rest and all are accepted on both sides, from 0 to 1; nothing where the metrics do not tell.
    ///
    /// DPPL is the rest's rate less the group's and DI their ratio, which are both rates; CI tells the group's share of the rows. Source: Clarify's definitions.
    pub fn acceptance(&self) -> Vec<Held> {
        let rates = |of: fn(&BiasMetric) -> Option<f64>| {
            let value = |name: &str| {
                let metric = self.metrics().find(|metric| metric.name == name)?;
                of(metric).filter(|value| value.is_finite())
            };
            let (difference, ratio) = (value("DPPL")?, value("DI")?);
            if ratio == 1.0 {
                return None;
            }
            let rest = difference / (1.0 - ratio);
            let group = rest * ratio;
            let share = value("CI").map(|imbalance| (1.0 - imbalance) / 2.0);
            let all = share.map(|share| share * group + (1.0 - share) * rest);
            Some([Some(group), Some(rest), all])
        };
        let (before, now) = (
            rates(|metric| metric.baseline),
            rates(|metric| metric.value),
        );
        let names = [self.group(), "the rest".to_owned(), "all".to_owned()];
        let held = |(at, name): (usize, String)| {
            let of = |rates: Option<[Option<f64>; 3]>| rates.and_then(|rates| rates[at]);
            let (baseline, value) = (of(before), of(now));
            baseline.or(value).is_some().then(|| Held {
                kind: HeldKind::Acceptance,
                group: self.group(),
                name,
                value,
                baseline,
                ..Held::default()
            })
        };
        names.into_iter().enumerate().filter_map(held).collect()
    }
}
