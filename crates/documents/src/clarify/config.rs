//! `analysis_config.json`: what Clarify was asked.

use serde_json::Value;

use super::bias::as_text;

/// What Clarify was asked, as far as it says which rows are compared.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AnalysisConfig {
    /// Names of the columns, the label's among them.
    pub headers: Vec<String>,
    /// The label: a column, or a JMESPath in JSON data.
    pub label: Option<String>,
    /// The positive labels, or the threshold above which a label is positive.
    pub positive: Vec<String>,
    /// The facets.
    pub facets: Vec<FacetConfig>,
    /// The column that the conditional metrics condition on.
    pub group_variable: Option<String>,
    /// The probability from which on a prediction is positive.
    pub probability_threshold: Option<f64>,
    /// JMESPath in the model's answer of the predicted label.
    pub prediction: Option<String>,
    /// JMESPath in the model's answer of the probability.
    pub probability: Option<String>,
    /// The labels that arrays of probabilities stand for, in order.
    pub label_headers: Vec<String>,
}

/// A facet and its group.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FacetConfig {
    /// The column.
    pub name: String,
    /// Labels, or one threshold; empty for every group at once.
    pub values: Vec<String>,
}

impl AnalysisConfig {
    /// Reads a configuration; what it holds beside this plays no part here, and a facet without a name is left out.
    pub fn read(value: &Value) -> AnalysisConfig {
        let headers = texts(value.get("headers"));
        let name = |value: &Value| -> Option<String> {
            match value.as_u64() {
                Some(index) => Some(
                    headers
                        .get(index as usize)
                        .cloned()
                        .unwrap_or_else(|| format!("_c{index}")),
                ),
                None => as_text(value),
            }
        };
        let predictor = value.get("predictor");
        let of_answer =
            |field: &str| as_text(predictor?.get(field)?).filter(|text| !text.is_empty());
        let mut facets = Vec::new();
        for facet in value
            .get("facet")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            if let Some(name) = facet.get("name_or_index").and_then(name) {
                facets.push(FacetConfig {
                    name,
                    values: texts(facet.get("value_or_threshold")),
                });
            }
        }
        AnalysisConfig {
            label: value
                .get("label")
                .and_then(name)
                .filter(|label| !label.is_empty()),
            positive: texts(value.get("label_values_or_threshold")),
            facets,
            group_variable: value.get("group_variable").and_then(name),
            probability_threshold: value.get("probability_threshold").and_then(Value::as_f64),
            prediction: of_answer("label"),
            probability: of_answer("probability"),
            label_headers: texts(predictor.and_then(|predictor| predictor.get("label_headers"))),
            headers,
        }
    }
}

/// A list of texts or numbers, or one.
fn texts(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::Array(items)) => items.iter().filter_map(as_text).collect(),
        Some(other) => as_text(other).into_iter().collect(),
        None => Vec::new(),
    }
}
