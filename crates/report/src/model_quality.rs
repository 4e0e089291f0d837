//! Model quality in the report.

use leeway_documents::Role;
use serde::de::{MapAccess, Visitor};

use crate::Sentence;
use crate::number;
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;

use super::basis::{Basis, or_empty};
use leeway_documents::model_quality::{Operator, ProblemType};

/// How good predictions are.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ModelQuality {
    /// `binary`, `multiclass`, `regression`, or empty where nothing tells.
    #[serde(with = "or_empty", default)]
    pub problem_type: Option<ProblemType>,
    /// The labels; of two, the second is the positive one.
    pub labels: Vec<String>,
    /// What is said first, as sentences.
    #[serde(flatten)]
    pub sentence: Sentence,
    /// `current`, or `baseline` where it is alone.
    pub side: Role,
    /// `samples`, `statistics`, or `violations` where only what was violated is known, of [`ModelQuality::metrics`].
    pub from: Basis,
    /// Rows with label and prediction.
    pub rows: u64,
    /// Rows without their counterpart.
    pub unmatched: Unmatched,
    /// What came of joining captures and labels; `None` where nothing was to be joined.
    pub join: Option<Join>,
    /// The metrics, as in `statistics.json`.
    pub metrics: Metrics,
    /// The baseline's.
    pub baseline: Option<Metrics>,
    /// Rows of the baseline.
    pub baseline_rows: Option<u64>,
    /// The metrics window by window, as many as the current side has windows.
    pub windows: Vec<QualityWindow>,
    /// Features that could drift: all but the label and the answers.
    pub features: u64,
    /// What is drawn.
    pub curves: Curves,
    /// Precision and recall of every label.
    pub per_label: Vec<LabelQuality>,
    /// Residuals of a regression at shares of their order.
    pub residuals: Vec<Residual>,
    /// The probability from which on the positive label is predicted; `None` where predicted labels are taken as they are.
    pub threshold: Option<f64>,
    /// Where the constraints are from: `file`, `samples`, `statistics`, or `violations` that name them; `None` without constraints.
    pub constraints_from: Option<Basis>,
    /// The file's path.
    pub constraints_path: Option<String>,
    /// The thresholds, by metric.
    pub thresholds: BTreeMap<String, Threshold>,
    /// Constraints that are violated, as was found here.
    pub violated: u64,
    /// Violations that loaded reports name; `None` without a report.
    pub reported: Option<u64>,
    /// Of these not recomputed: only the report knows.
    #[serde(default)]
    pub not_recomputed: u64,
    /// What was odd, as sentences.
    pub notes: Vec<String>,
    /// The metric that the chart over time begins with.
    pub shown: String,
    /// Position of the window from which on that metric is worse.
    pub since: Option<u64>,
}

/// Rows without their counterpart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Unmatched {
    /// Captured rows that have no label, or contradictory ones.
    pub captures: u64,
    /// Labels of rows that are not among the captures.
    pub labels: u64,
}

/// What came of joining captures and labels. All are counts of rows or labels.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Join {
    /// Captured rows.
    pub captures: u64,
    /// Labels in files of labels.
    pub labels: u64,
    /// Captured rows with a label.
    pub joined: u64,
    /// Of these, rows that carry it themselves.
    pub own: u64,
    /// Captured rows whose label has not arrived.
    pub missing: u64,
    /// Joined labels that lie in a later hour than their capture.
    pub late: u64,
    /// Labels of rows that are not among the captures.
    pub unknown: u64,
    /// Labels that repeat what another says.
    pub duplicate: u64,
    /// Captured rows left out because their labels contradict each other.
    pub contradictory: u64,
    /// Captured rows of an event that was captured before.
    pub repeated: u64,
    /// Records whose label is empty.
    pub empty: u64,
}

/// Metrics by name, in the order of the files, as `statistics.json` has them: with the confusion matrix among them, and for a metric without a value the `reason`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Metrics {
    /// Rows by true and predicted label, in the order of labels.
    pub confusion_matrix: Vec<(String, Vec<(String, u64)>)>,
    /// The other metrics.
    pub metrics: Vec<(String, Metric)>,
}

/// A metric.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Metric {
    /// Its value.
    pub value: Option<f64>,
    /// Its standard deviation over five samples of 80 %; none under 200 rows.
    pub standard_deviation: Option<f64>,
    /// Why there is no value.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<String>,
}

/// The metrics of a window.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct QualityWindow {
    /// Rows with label and prediction.
    pub rows: u64,
    /// Their metrics, without a confusion matrix; empty without rows.
    pub metrics: Metrics,
    /// The constraints that the window violates, by name.
    pub violated: Vec<String>,
    /// The same in the words of Model Monitor's container.
    pub violations: Vec<String>,
    /// Features that drifted in the window; the label and the answers are none.
    pub drifted: u64,
    /// Their mean drift score.
    pub drift_score: Option<f64>,
}

/// A threshold.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Threshold {
    /// Its value.
    #[serde(with = "number")]
    pub threshold: f64,
    /// `LessThanThreshold` or `GreaterThanThreshold`: the direction that violates.
    pub comparison_operator: Operator,
}

/// What is drawn, of the current side and of the baseline.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Curves {
    /// True against false positive rate.
    #[serde(with = "number")]
    pub roc: Vec<(f64, f64)>,
    /// The baseline's.
    #[serde(with = "number")]
    pub baseline_roc: Vec<(f64, f64)>,
    /// Precision against recall.
    #[serde(with = "number")]
    pub precision_recall: Vec<(f64, f64)>,
    /// The baseline's.
    #[serde(with = "number")]
    pub baseline_precision_recall: Vec<(f64, f64)>,
    /// Share of positive rows against mean probability, with the rows behind it.
    #[serde(with = "number")]
    pub calibration: Vec<(f64, f64, u64)>,
    /// The baseline's.
    #[serde(with = "number")]
    pub baseline_calibration: Vec<(f64, f64, u64)>,
    /// True positives, false positives, false negatives and true negatives at thresholds of 0, 0.01 … 1.
    pub thresholds: Vec<[u64; 4]>,
}

/// The quality of one label.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct LabelQuality {
    /// The label.
    pub label: String,
    /// Share of the rows predicted so that are so.
    pub precision: Option<f64>,
    /// Share of the rows that are so that are predicted so.
    pub recall: Option<f64>,
    /// Both as one number.
    pub f1: Option<f64>,
    /// Rows that are so.
    pub rows: u64,
    /// The baseline's precision.
    pub baseline_precision: Option<f64>,
    /// The baseline's recall.
    pub baseline_recall: Option<f64>,
}

/// Residuals (true less predicted) at one share of their order.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Residual {
    /// The share, 0 to 1.
    #[serde(with = "number")]
    pub share: f64,
    /// The current side's residual.
    pub current: Option<f64>,
    /// The baseline's.
    pub baseline: Option<f64>,
}

const CONFUSION: &str = "confusion_matrix";

impl Metrics {
    /// The metric of that name.
    pub fn get(&self, name: &str) -> Option<&Metric> {
        self.metrics
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, metric)| metric)
    }

    /// The value of the metric of that name.
    pub fn value(&self, name: &str) -> Option<f64> {
        self.get(name)?.value
    }
}

/// A list of pairs as an object.
struct Pairs<'a, V>(&'a [(String, V)]);

impl<V: Serialize> Serialize for Pairs<'_, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

impl Serialize for Metrics {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if !self.confusion_matrix.is_empty() {
            let rows: Vec<(String, Pairs<u64>)> = self
                .confusion_matrix
                .iter()
                .map(|(actual, row)| (actual.clone(), Pairs(row)))
                .collect();
            map.serialize_entry(CONFUSION, &Pairs(&rows))?;
        }
        for (name, metric) in &self.metrics {
            map.serialize_entry(name, metric)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Metrics {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MetricsVisitor)
    }
}

struct MetricsVisitor;

impl<'de> Visitor<'de> for MetricsVisitor {
    type Value = Metrics;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("metrics by name")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Metrics, A::Error> {
        let mut metrics = Metrics::default();
        while let Some(name) = map.next_key::<String>()? {
            if name == CONFUSION {
                metrics.confusion_matrix = map.next_value::<Ordered<Ordered<u64>>>()?.into_rows();
            } else {
                metrics.metrics.push((name, map.next_value()?));
            }
        }
        Ok(metrics)
    }
}

/// An object as a list of pairs in its order.
struct Ordered<V>(Vec<(String, V)>);

impl Ordered<Ordered<u64>> {
    fn into_rows(self) -> Vec<(String, Vec<(String, u64)>)> {
        self.0
            .into_iter()
            .map(|(name, row)| (name, row.0))
            .collect()
    }
}

impl<'de, V: Deserialize<'de>> Deserialize<'de> for Ordered<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OrderedVisitor<V>(std::marker::PhantomData<V>);
        impl<'de, V: Deserialize<'de>> Visitor<'de> for OrderedVisitor<V> {
            type Value = Ordered<V>;

            fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Ordered<V>, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Ordered(pairs))
            }
        }
        deserializer.deserialize_map(OrderedVisitor(std::marker::PhantomData))
    }
}

/// A metric's name in words: `True positive rate`, `AUC`, `F1`.
pub fn title(name: &str) -> String {
    match name {
        "auc" => "AUC".to_owned(),
        "au_prc" => "Area under precision–recall".to_owned(),
        "f0_5" => "F0.5".to_owned(),
        "r2" => "R²".to_owned(),
        "mae" | "mse" | "rmse" => name.to_uppercase(),
        _ => {
            let name = name
                .replace("f0_5", "F0.5")
                .replace(
                    "_best_constant_classifier",
                    ", always predicting the majority",
                )
                .replace('_', " ");
            let name = name
                .replace(" f1", " F1")
                .replace(" f2", " F2")
                .replace("brier", "Brier score");
            let mut letters = name.chars();
            letters.next().map_or(String::new(), |first| {
                first.to_uppercase().chain(letters).collect()
            })
        }
    }
}
