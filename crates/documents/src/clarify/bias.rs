//! The bias metrics of an analysis.

use serde_json::{Map, Value, json};

use super::python;
use crate::model_monitor::Figure;
use crate::{Note, Notes};

/// The metrics of one stage.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct BiasSection {
    /// The label's name.
    pub label: Option<String>,
    /// The positive label, or the interval that is positive.
    pub positive: Option<String>,
    /// The facets in the file's order; a facet may have several groups.
    pub facets: Vec<(String, Vec<FacetMetrics>)>,
}

/// The metrics of one group.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FacetMetrics {
    /// The group: a label, several joined by commas, or an interval such as `(40, 75]`.
    pub value: String,
    /// Its metrics in the file's order.
    pub metrics: Vec<BiasMetric>,
}

/// One metric.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct BiasMetric {
    /// `DPL` and the like.
    pub name: String,
    /// The name in words.
    pub description: String,
    /// The value; infinite ones are texts in the file, and null stands beside an error.
    pub value: Figure,
    /// Why there is no value.
    pub error: Option<String>,
}

impl FacetMetrics {
    /// The metric of that short name.
    pub fn metric(&self, name: &str) -> Option<&BiasMetric> {
        self.metrics.iter().find(|metric| metric.name == name)
    }
}

impl BiasSection {
    /// Reads a section of `analysis.json`.
    pub(super) fn read(value: &Value, notes: &mut Notes) -> BiasSection {
        let text = |name: &str| value.get(name).and_then(as_text);
        let mut section = BiasSection {
            label: text("label"),
            positive: text("label_value_or_threshold"),
            facets: Vec::new(),
        };
        let Some(facets) = value.get("facets").and_then(Value::as_object) else {
            notes.add(
                Note::new("A section of bias metrics has no facets; it was left out.")
                    .expected("an object `facets`"),
            );
            return section;
        };
        for (name, groups) in facets {
            let groups = groups.as_array().map_or(&[][..], Vec::as_slice);
            let groups = groups.iter().map(|group| read_group(group, notes));
            section.facets.push((name.clone(), groups.collect()));
        }
        section
    }
}

/// One group with its metrics, as the smclarify library lists them too.
pub(super) fn read_group(value: &Value, notes: &mut Notes) -> FacetMetrics {
    let metrics = value.get("metrics").and_then(Value::as_array);
    FacetMetrics {
        value: value
            .get("value_or_threshold")
            .and_then(as_text)
            .unwrap_or_default(),
        metrics: metrics
            .map_or(&[][..], Vec::as_slice)
            .iter()
            .filter_map(|metric| read_metric(metric, notes))
            .collect(),
    }
}

fn read_metric(value: &Value, notes: &mut Notes) -> Option<BiasMetric> {
    let Some(name) = value.get("name").and_then(as_text) else {
        notes.add(
            Note::new("A bias metric has no name; it was left out.")
                .found(&value.to_string())
                .expected("an object with `name` and `value`"),
        );
        return None;
    };
    Some(BiasMetric {
        description: value
            .get("description")
            .and_then(as_text)
            .unwrap_or_else(|| name.clone()),
        value: figure(&name, value.get("value"), notes),
        error: value.get("error").and_then(as_text),
        name,
    })
}

pub(super) fn figure(name: &str, value: Option<&Value>, notes: &mut Notes) -> Figure {
    let Some(value) = value else {
        return Figure::Absent;
    };
    Figure::of(value).unwrap_or_else(|| {
        notes.add(
            Note::new("A value is neither a number nor null; it was left out.")
                .found(&format!("{name}: {value}"))
                .expected("a number, \"Infinity\", \"-Infinity\" or null"),
        );
        Figure::Absent
    })
}

pub(super) fn as_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(is_true) => Some(is_true.to_string()),
        _ => None,
    }
}

/// An `analysis.json` of bias metrics as Clarify prints it: post-training first, version `"1.0"`. A section without facets is left out.
pub fn write_bias(pre_training: &BiasSection, post_training: &BiasSection) -> String {
    let mut document = Map::new();
    document.insert("version".to_owned(), json!("1.0"));
    for (name, section) in [
        ("post_training_bias_metrics", post_training),
        ("pre_training_bias_metrics", pre_training),
    ] {
        if !section.facets.is_empty() {
            document.insert(name.to_owned(), section_to_json(section));
        }
    }
    python::print(&Value::Object(document))
}

fn section_to_json(section: &BiasSection) -> Value {
    let groups = |groups: &Vec<FacetMetrics>| -> Value {
        groups
            .iter()
            .map(|group| {
                let metrics: Vec<Value> = group.metrics.iter().map(metric_to_json).collect();
                json!({"value_or_threshold": group.value, "metrics": metrics})
            })
            .collect()
    };
    let facets: Map<String, Value> = section
        .facets
        .iter()
        .map(|(name, all)| (name.clone(), groups(all)))
        .collect();
    json!({
        "label": section.label,
        "facets": facets,
        "label_value_or_threshold": section.positive,
    })
}

fn metric_to_json(metric: &BiasMetric) -> Value {
    let mut object = Map::new();
    object.insert("name".to_owned(), json!(metric.name));
    object.insert("description".to_owned(), json!(metric.description));
    let value = metric.value.to_json().unwrap_or(Value::Null);
    object.insert("value".to_owned(), value);
    if let Some(error) = &metric.error {
        object.insert("error".to_owned(), json!(error));
    }
    Value::Object(object)
}
