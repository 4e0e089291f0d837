//! Values that are held against something, in one shape for all monitors: what charts draw of a report, and of every run.
//!
//! In: a report, recomputed or of what monitors reported alone. Out: values in the order in which the report has them, with the baseline's and the threshold where
//! they are known; what has neither is left out.

use crate::bias::{BiasFacet, BiasMetric};
use crate::model_quality::ModelQuality;
use crate::{ALARM_CHECK, Basis, Check, Report};
use leeway_documents::Role;
use leeway_documents::model_monitor::CheckType;
use leeway_monitors::MonitorName;
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

/// Metrics that stand for performance, of whatever problem.
const METRICS: [&str; 12] = [
    "accuracy",
    "precision",
    "recall",
    "f1",
    "auc",
    "weighted_precision",
    "weighted_recall",
    "weighted_f1",
    "mae",
    "rmse",
    "mse",
    "r2",
];

impl Report {
    /// All values that are held against something.
    ///
    /// By kind in the order of [`HeldKind`]; distances from the farthest.
    pub fn held(&self) -> Vec<Held> {
        let mut held = distances(self);
        held.extend(performance(self));
        held.extend(label_shares(self));
        held.extend(attributions(self));
        let facets = || self.bias.iter().flat_map(|bias| &bias.facets);
        held.extend(facets().flat_map(|facet| facet.acceptance()));
        held.extend(facets().flat_map(of_bias));
        held
    }
}

fn distances(report: &Report) -> Vec<Held> {
    let is_distance = |check: &&Check| {
        check.monitor == MonitorName::DataQuality
            && [CheckType::BaselineDrift.name(), ALARM_CHECK].contains(&check.check.as_str())
            && check.observed.is_some()
    };
    let held = |check: &Check| Held {
        kind: HeldKind::Distance,
        name: match check.check == ALARM_CHECK {
            true => format!("{} (alarm)", check.feature),
            false => check.feature.clone(),
        },
        value: check.observed,
        threshold: check.threshold,
        violated: check.status.is_violated(),
        ..Held::default()
    };
    let mut all: Vec<Held> = report.checks.iter().filter(is_distance).map(held).collect();
    let observed = |held: &Held| held.value.unwrap_or(0.0);
    all.sort_by(|one, other| observed(other).total_cmp(&observed(one)));
    all
}

fn performance(report: &Report) -> Vec<Held> {
    let quality = report
        .model_quality
        .as_ref()
        .filter(|quality| quality.side == Role::Current);
    let Some(quality) = quality else {
        return Vec::new();
    };
    let is_violated = |name: &str| {
        report.checks.iter().any(|check| {
            check.monitor == MonitorName::ModelQuality
                && check.feature == name
                && check.status.is_violated()
        })
    };
    // Of what was reported all is told: the metrics that were met are not known.
    let is_reported = quality.from == Basis::Violations;
    let names: Vec<&str> = match is_reported {
        true => names_of(quality),
        false => METRICS.to_vec(),
    };
    let held = |name: &str| {
        let baseline = quality.baseline.as_ref();
        let threshold = quality.thresholds.get(name).filter(|_| is_reported);
        Some(Held {
            kind: HeldKind::Performance,
            name: name.to_owned(),
            value: Some(quality.metrics.value(name)?),
            baseline: baseline.and_then(|baseline| baseline.value(name)),
            threshold: threshold.map(|threshold| threshold.threshold),
            violated: is_violated(name),
            ..Held::default()
        })
    };
    names.into_iter().filter_map(held).collect()
}

fn names_of(quality: &ModelQuality) -> Vec<&str> {
    let metrics = quality.metrics.metrics.iter();
    metrics.map(|(name, _)| name.as_str()).collect()
}

fn attributions(report: &Report) -> Vec<Held> {
    let attribution = report.attribution.as_ref();
    let label = attribution.and_then(|attribution| attribution.labels.first());
    let features = label.map_or(&[][..], |label| &label.features).iter();
    features
        .map(|feature| Held {
            kind: HeldKind::Attribution,
            name: feature.name.clone(),
            value: feature.current,
            baseline: feature.baseline,
            ..Held::default()
        })
        .collect()
}

fn label_shares(report: &Report) -> Vec<Held> {
    let name = report.settings.rules.label.as_ref();
    let feature =
        name.and_then(|name| report.features.iter().find(|feature| feature.name == *name));
    let Some((bins, labels)) =
        feature.and_then(|feature| Some((&feature.bins, feature.bins.labels.as_deref()?)))
    else {
        return Vec::new();
    };
    let share = |counts: &[f64], at: usize| {
        let all: f64 = counts.iter().sum();
        let count = counts.get(at).filter(|_| all > 0.0);
        count.map(|count| count / all)
    };
    let held = |(at, label): (usize, &String)| Held {
        kind: HeldKind::LabelShare,
        name: label.clone(),
        value: share(&bins.current, at),
        baseline: share(&bins.baseline, at),
        ..Held::default()
    };
    labels.iter().enumerate().map(held).collect()
}

fn of_bias(facet: &BiasFacet) -> Vec<Held> {
    let held = |metric: &BiasMetric| Held {
        kind: HeldKind::Bias,
        group: facet.group(),
        name: metric.name.clone(),
        value: metric.value,
        baseline: metric.baseline,
        threshold: None,
        violated: metric.status.is_violated(),
    };
    facet.metrics().map(held).collect()
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
