//! The kinds of JSON values, by their keys.

use crate::alarm::is_alarm;
use crate::model_quality::is_stated_metrics;
use crate::{DocumentKind, configuration::is_configuration};
use serde_json::{Map, Value};

/// The kind of a JSON value.
pub(crate) fn classify(value: &Value) -> DocumentKind {
    match value {
        Value::Object(object) => of_object(object),
        Value::Array(elements) => match elements.first() {
            Some(Value::Object(first)) if first.contains_key("prefix") => {
                DocumentKind::BatchManifest
            }
            Some(Value::Object(first)) if is_bias(first) => DocumentKind::Analysis,
            Some(Value::Object(first)) if is_results(first) => DocumentKind::Results,
            _ => DocumentKind::JsonRecords,
        },
        _ => DocumentKind::Unknown,
    }
}

/// Keys that settle the kind: the first line that has all of its keys in the object.
const KEYS: [(&[&str], DocumentKind); 28] = [
    (&["captureData", "groundTruthData"], DocumentKind::Merged),
    (&["captureData"], DocumentKind::Capture),
    (&["groundTruthData"], DocumentKind::GroundTruth),
    (
        &["InferenceId", "groundTruthLabel"],
        DocumentKind::GroundTruth,
    ),
    (&["SageMakerInferenceId"], DocumentKind::TransformOutput),
    (&["violations"], DocumentKind::Violations),
    (
        &["binary_classification_metrics"],
        DocumentKind::ModelQualityStatistics,
    ),
    (
        &["multiclass_classification_metrics"],
        DocumentKind::ModelQualityStatistics,
    ),
    (
        &["regression_metrics"],
        DocumentKind::ModelQualityStatistics,
    ),
    (
        &["binary_classification_constraints"],
        DocumentKind::ModelQualityConstraints,
    ),
    (
        &["multiclass_classification_constraints"],
        DocumentKind::ModelQualityConstraints,
    ),
    (
        &["regression_constraints"],
        DocumentKind::ModelQualityConstraints,
    ),
    (
        &["explanations", "predictions"],
        DocumentKind::OnlineExplanation,
    ),
    (&["explanations"], DocumentKind::Analysis),
    (&["pre_training_bias_metrics"], DocumentKind::Analysis),
    (&["post_training_bias_metrics"], DocumentKind::Analysis),
    (&["accuracy", "drift_df"], DocumentKind::Results),
    (&["methods", "dataset_type"], DocumentKind::AnalysisConfig),
    (&["methods", "headers"], DocumentKind::AnalysisConfig),
    (&["methods", "label"], DocumentKind::AnalysisConfig),
    (&["facet", "label"], DocumentKind::AnalysisConfig),
    (
        &["headers", "label_values_or_threshold"],
        DocumentKind::AnalysisConfig,
    ),
    (&["headers", "predictor"], DocumentKind::AnalysisConfig),
    (&["MetricName", "Value"], DocumentKind::CloudWatch),
    (&["MetricName", "StatisticValues"], DocumentKind::CloudWatch),
    (&["Namespace", "MetricNames"], DocumentKind::CloudWatch),
    (&["learner", "version"], DocumentKind::XgboostModel),
    (
        &["oblivious_trees", "features_info"],
        DocumentKind::CatBoostModel,
    ),
];

fn of_object(object: &Map<String, Value>) -> DocumentKind {
    let has_all = |keys: &[&str]| keys.iter().all(|key| object.contains_key(*key));
    if let Some(kind) = of_features(object) {
        return kind;
    }
    if let Some((_, kind)) = KEYS.iter().find(|(keys, _)| has_all(keys)) {
        return *kind;
    }
    if is_alarm(object) {
        return DocumentKind::Alarms;
    }
    if is_stated_metrics(object) {
        return DocumentKind::ModelQualityStatistics;
    }
    if is_configuration(object) {
        return DocumentKind::Configuration;
    }
    if is_thresholds(object) {
        return DocumentKind::ModelQualityConstraints;
    }
    if is_bias(object) {
        return DocumentKind::Analysis;
    }
    DocumentKind::Unknown
}

/// Statistics and constraints of data quality both have a list of features; the rows of a table may have one too, of plain values.
fn of_features(object: &Map<String, Value>) -> Option<DocumentKind> {
    let features = object.get("features")?.as_array()?;
    if !features.iter().all(Value::is_object) {
        return None;
    }
    let first_has = |key: &str| {
        features
            .first()
            .is_some_and(|first| first.get(key).is_some())
    };
    if object.contains_key("dataset")
        || first_has("numerical_statistics")
        || first_has("string_statistics")
    {
        return Some(DocumentKind::Statistics);
    }
    let is_constraints = object.contains_key("monitoring_config")
        || first_has("completeness")
        || first_has("num_constraints")
        || first_has("string_constraints");
    is_constraints.then_some(DocumentKind::Constraints)
}

/// Constraints of home-made containers: `{"accuracy": {"threshold": 0.8}}`.
fn is_thresholds(object: &Map<String, Value>) -> bool {
    let has_threshold = |value: &Value| value.get("threshold").is_some_and(Value::is_number);
    !object.is_empty() && object.values().all(has_threshold)
}

/// An execution of the drift container.
fn is_results(object: &Map<String, Value>) -> bool {
    object.contains_key("accuracy") && object.contains_key("drift_df")
}

/// A report of the smclarify library: one value of a facet, or in its first shape one object per metric.
pub(super) fn is_bias(object: &Map<String, Value>) -> bool {
    let is_metric = |value: &Value| {
        value.get("description").is_some_and(Value::is_string) && value.get("value").is_some()
    };
    (object.contains_key("value_or_threshold") && object.contains_key("metrics"))
        || (object.values().any(is_metric))
}
