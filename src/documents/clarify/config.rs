//! `analysis_config.json`: what Clarify was asked.

use serde_json::Value;

use super::bias::as_text;
use crate::documents::{Note, Notes};

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
    /// Where the predicted label is in the model's answer.
    pub predicted_label: Option<String>,
    /// Where the probability is in the model's answer.
    pub probability: Option<String>,
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
    /// Reads a configuration; what it holds beside this plays no part here.
    ///
    /// Errors: not an object.
    pub fn read(value: &Value, notes: &mut Notes) -> Result<AnalysisConfig, Note> {
        if !value.is_object() {
            return Err(Note::new("The configuration is not an object.")
                .found(&value.to_string())
                .expected("an object with `label` and `facet`"));
        }
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
        let mut facets = Vec::new();
        for facet in value
            .get("facet")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            match facet.get("name_or_index").and_then(name) {
                Some(name) => facets.push(FacetConfig {
                    name,
                    values: texts(facet.get("value_or_threshold")),
                }),
                None => notes.add(
                    Note::new("A facet has no name; it was left out.")
                        .found(&facet.to_string())
                        .expected("an object with `name_or_index`"),
                ),
            }
        }
        let predictor = value.get("predictor");
        let of_predictor = |name: &str| predictor.and_then(|body| body.get(name)).and_then(as_text);
        Ok(AnalysisConfig {
            label: value.get("label").and_then(name),
            positive: texts(value.get("label_values_or_threshold")),
            facets,
            group_variable: value.get("group_variable").and_then(name),
            probability_threshold: value.get("probability_threshold").and_then(Value::as_f64),
            predicted_label: of_predictor("label"),
            probability: of_predictor("probability"),
            headers,
        })
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
