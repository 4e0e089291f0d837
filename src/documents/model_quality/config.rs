//! Where Clarify's configuration finds labels and predictions.

use serde_json::Value;

/// What an `analysis_config.json` says about a model's output.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ModelOutput {
    /// Column, or JMESPath in the data set, of the true label.
    pub label: Option<String>,
    /// JMESPath in the model's answer of the predicted label.
    pub prediction: Option<String>,
    /// JMESPath in the model's answer of the probability.
    pub probability: Option<String>,
    /// The labels that arrays of probabilities stand for, in order.
    pub label_headers: Vec<String>,
    /// From which probability on the positive label is predicted.
    pub probability_threshold: Option<f64>,
    /// The positive label.
    pub positive: Option<String>,
}

impl ModelOutput {
    /// Reads the value of an `analysis_config.json`; what it does not say stays empty.
    pub fn read(config: &Value) -> Self {
        let predictor = |name: &str| text(config.get("predictor")?.get(name));
        let headers = config
            .get("predictor")
            .and_then(|predictor| predictor.get("label_headers"))
            .and_then(Value::as_array);
        let positive = config
            .get("label_values_or_threshold")
            .and_then(Value::as_array);
        ModelOutput {
            label: text(config.get("label")),
            prediction: predictor("label"),
            probability: predictor("probability"),
            label_headers: headers
                .into_iter()
                .flatten()
                .filter_map(|header| text(Some(header)))
                .collect(),
            probability_threshold: config.get("probability_threshold").and_then(Value::as_f64),
            positive: match positive.map(Vec::as_slice) {
                Some([only]) => text(Some(only)),
                _ => None,
            },
        }
    }
}

fn text(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
