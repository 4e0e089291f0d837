//! `analysis.json`, and the lists of the smclarify library.

use serde_json::{Map, Value};

use super::bias::{as_text, figure, read_group};
use super::{BiasMetric, BiasSection, Explanations, FacetMetrics};
use crate::{Note, Notes};

/// Metrics that can be computed from labels alone; a library's list does not say its stage.
const PRE_TRAINING: [&str; 8] = ["CDDL", "CI", "DPL", "JS", "KL", "KS", "LP", "TVD"];
/// What a facet is called where the file does not name it.
const UNNAMED: &str = "facet";

/// What Clarify found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Analysis {
    /// Bias metrics of labels.
    pub pre_training: Option<BiasSection>,
    /// Bias metrics of predictions.
    pub post_training: Option<BiasSection>,
    /// Attributions.
    pub explanations: Option<Explanations>,
}

impl Analysis {
    /// Reads an analysis, a list of the smclarify library, or the answer of an online explainer.
    ///
    /// Errors: a document in which there is neither a bias metric nor an explanation.
    pub fn read(value: &Value, notes: &mut Notes) -> Result<Analysis, Note> {
        let analysis = match value {
            Value::Array(groups) => library(groups, notes),
            Value::Object(object) if object.contains_key("predictions") => Analysis {
                explanations: value
                    .get("explanations")
                    .and_then(Explanations::read_online),
                ..Analysis::default()
            },
            Value::Object(object) => whole(object, notes),
            _ => Analysis::default(),
        };
        if analysis == Analysis::default() {
            return Err(Note::new("This analysis holds nothing that is known.").expected(
                "bias metrics (`pre_training_bias_metrics`, `post_training_bias_metrics`) or `explanations`",
            ));
        }
        Ok(analysis)
    }
}

fn whole(object: &Map<String, Value>, notes: &mut Notes) -> Analysis {
    if object.contains_key("metrics") || object.values().any(is_first_shape) {
        return library(&[Value::Object(object.clone())], notes);
    }
    let mut section = |name: &str| {
        let value = object.get(name).filter(|value| value.is_object());
        value.map(|value| BiasSection::read(value, notes))
    };
    let (pre_training, post_training) = (
        section("pre_training_bias_metrics"),
        section("post_training_bias_metrics"),
    );
    let explanations = object.get("explanations").filter(|value| value.is_object());
    Analysis {
        pre_training,
        post_training,
        explanations: explanations.map(|value| Explanations::read(value, notes)),
    }
}

/// The smclarify library's list: one entry per group, or in its first shape one per positive label with values by group.
fn library(entries: &[Value], notes: &mut Notes) -> Analysis {
    let mut pre = BiasSection::default();
    let mut post = BiasSection::default();
    for entry in entries {
        let is_grouped = entry.get("metrics").is_some();
        let groups = if is_grouped {
            vec![read_group(entry, notes)]
        } else {
            pre.positive = entry.get("label_value_or_threshold").and_then(as_text);
            post.positive.clone_from(&pre.positive);
            first_shape(entry, notes)
        };
        for group in groups {
            for metric in group.metrics {
                let is_pre = PRE_TRAINING.contains(&metric.name.as_str());
                let section = if is_pre { &mut pre } else { &mut post };
                add(section, &group.value, metric);
            }
        }
    }
    let some = |section: BiasSection| (!section.facets.is_empty()).then_some(section);
    Analysis {
        pre_training: some(pre),
        post_training: some(post),
        explanations: None,
    }
}

fn add(section: &mut BiasSection, group: &str, metric: BiasMetric) {
    if section.facets.is_empty() {
        section.facets.push((UNNAMED.to_owned(), Vec::new()));
    }
    let groups = &mut section.facets[0].1;
    match groups.iter_mut().find(|known| known.value == group) {
        Some(known) => known.metrics.push(metric),
        None => groups.push(FacetMetrics {
            value: group.to_owned(),
            metrics: vec![metric],
        }),
    }
}

fn is_first_shape(value: &Value) -> bool {
    value.get("description").is_some() && value.get("value").is_some_and(Value::is_object)
}

/// `{"CI": {"description": …, "value": {"yes": −0.9, "no": 0.9}}, …}`.
fn first_shape(entry: &Value, notes: &mut Notes) -> Vec<FacetMetrics> {
    let mut groups: Vec<FacetMetrics> = Vec::new();
    for (name, body) in entry.as_object().into_iter().flatten() {
        let Some(values) = body.get("value").and_then(Value::as_object) else {
            continue;
        };
        for (group, value) in values {
            let metric = BiasMetric {
                name: name.clone(),
                description: body
                    .get("description")
                    .and_then(as_text)
                    .unwrap_or_else(|| name.clone()),
                value: figure(name, Some(value), notes),
                error: None,
            };
            match groups.iter_mut().find(|known| known.value == *group) {
                Some(known) => known.metrics.push(metric),
                None => groups.push(FacetMetrics {
                    value: group.clone(),
                    metrics: vec![metric],
                }),
            }
        }
    }
    groups
}
