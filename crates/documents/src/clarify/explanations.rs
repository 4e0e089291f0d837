//! The attributions of an analysis.

use serde_json::{Map, Value};

use super::bias::{as_text, figure};
use crate::model_monitor::Figure;
use crate::{Note, Notes};

/// What explains a model's predictions.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Explanations {
    /// Global SHAP values by label, in the file's order.
    pub labels: Vec<LabelAttributions>,
    /// How predictions depend on one feature.
    pub partial_dependence: Vec<PartialDependence>,
    /// Records that the values are means over, where the file lists local values.
    pub records: Option<u64>,
}

/// Global SHAP values of one label.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LabelAttributions {
    /// The label's key: `label0`, a column's name, or a number where a prediction was taken for the label.
    pub label: String,
    /// Feature and value, in the file's order.
    pub values: Vec<(String, f64)>,
    /// The prediction that attributions start from.
    pub expected_value: Figure,
    /// Tokens of text features with the largest values.
    pub tokens: Vec<(String, Vec<(String, f64)>)>,
}

/// How predictions depend on one feature, all others staying as they are.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PartialDependence {
    /// The feature.
    pub feature: String,
    /// Whether its values are numbers in order.
    pub is_numerical: bool,
    /// The values, as text.
    pub values: Vec<String>,
    /// Share of the rows near each value.
    pub distribution: Vec<f64>,
    /// The mean prediction at each value, one list per label.
    pub predictions: Vec<Vec<f64>>,
    /// Names of the labels.
    pub labels: Vec<String>,
}

impl Explanations {
    /// Reads `explanations` of an `analysis.json`.
    pub(super) fn read(value: &Value, notes: &mut Notes) -> Explanations {
        let mut explanations = Explanations::default();
        if let Some(labels) = value.get("kernel_shap").and_then(Value::as_object) {
            let labels = labels.iter();
            explanations.labels = labels
                .map(|(label, body)| read_label(label, body, notes))
                .collect();
        }
        match value.get("pdp") {
            Some(Value::Array(features)) => {
                let features = features.iter();
                explanations.partial_dependence = features
                    .filter_map(|feature| read_dependence(feature, notes))
                    .collect();
            }
            Some(other) => notes.add(
                Note::new("The partial dependence is not a list; it was left out.")
                    .found(&other.to_string())
                    .expected("a list of features"),
            ),
            None => {}
        }
        explanations
    }

    /// Reads what an online explainer answered: local values of some records, whose mean magnitudes stand in for global ones.
    pub(super) fn read_online(value: &Value) -> Option<Explanations> {
        let records = value.get("kernel_shap")?.as_array()?;
        let mut sums: Vec<(String, f64)> = Vec::new();
        for record in records {
            let features = record.as_array()?;
            for (position, feature) in features.iter().enumerate() {
                let name = feature.get("feature_header").and_then(as_text);
                let name = name.unwrap_or_else(|| format!("_c{position}"));
                let parts = feature.get("attributions").and_then(Value::as_array)?;
                let first = |part: &Value| part.get("attribution")?.get(0)?.as_f64();
                let sum: f64 = parts.iter().filter_map(first).map(f64::abs).sum();
                match sums.iter_mut().find(|(known, _)| *known == name) {
                    Some((_, total)) => *total += sum,
                    None => sums.push((name, sum)),
                }
            }
        }
        let count = records.len().max(1) as f64;
        let values = sums.into_iter().map(|(name, sum)| (name, sum / count));
        Some(Explanations {
            labels: vec![LabelAttributions {
                label: "label0".to_owned(),
                values: values.collect(),
                ..LabelAttributions::default()
            }],
            records: Some(records.len() as u64),
            ..Explanations::default()
        })
    }
}

fn read_label(label: &str, body: &Value, notes: &mut Notes) -> LabelAttributions {
    let empty = Map::new();
    let values = body.get("global_shap_values").and_then(Value::as_object);
    if values.is_none() {
        notes.add(
            Note::new("A label has no global SHAP values.")
                .found(label)
                .expected("an object `global_shap_values`"),
        );
    }
    let tokens = body.get("global_top_shap_text").and_then(Value::as_object);
    let numbers = |object: &Map<String, Value>, notes: &mut Notes| -> Vec<(String, f64)> {
        let read = |(name, value): (&String, &Value)| {
            let number = figure(name, Some(value), notes).finite();
            number.map(|number| (name.clone(), number))
        };
        object.iter().filter_map(read).collect()
    };
    LabelAttributions {
        label: label.to_owned(),
        values: numbers(values.unwrap_or(&empty), notes),
        expected_value: figure("expected_value", body.get("expected_value"), notes),
        tokens: tokens
            .unwrap_or(&empty)
            .iter()
            .filter_map(|(feature, tokens)| {
                Some((feature.clone(), numbers(tokens.as_object()?, notes)))
            })
            .collect(),
    }
}

fn read_dependence(value: &Value, notes: &mut Notes) -> Option<PartialDependence> {
    let Some(feature) = value.get("feature_name").and_then(as_text) else {
        notes.add(
            Note::new("A partial dependence has no feature; it was left out.")
                .expected("an object with `feature_name`"),
        );
        return None;
    };
    let list = |name: &str| {
        let list = value.get(name).and_then(Value::as_array);
        list.map_or(&[][..], Vec::as_slice)
    };
    let numbers = |list: &[Value]| list.iter().filter_map(Value::as_f64).collect();
    let predictions = list("model_predictions").iter();
    Some(PartialDependence {
        feature,
        is_numerical: value.get("data_type").and_then(Value::as_str) == Some("numerical"),
        values: list("feature_values").iter().filter_map(as_text).collect(),
        distribution: numbers(list("data_distribution")),
        predictions: predictions
            .filter_map(|line| line.as_array())
            .map(|line| numbers(line))
            .collect(),
        labels: list("label_headers").iter().filter_map(as_text).collect(),
    })
}
