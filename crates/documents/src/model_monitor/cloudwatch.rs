//! `cloudwatch_metrics.jsonl`: the metrics that the data-quality monitor publishes, one object a line.

use serde_json::{Map, Value, json};

/// One metric at one time.
#[derive(Debug, Clone, PartialEq)]
pub struct Metric {
    /// What is measured.
    pub kind: MetricKind,
    /// The feature's name, or the metric's.
    pub feature: String,
    /// ISO 8601 in UTC.
    pub timestamp: String,
    /// Where it was measured.
    pub dimensions: Vec<Dimension>,
    /// The number or the set of numbers.
    pub value: MetricValue,
}

/// Where a metric was measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dimension {
    /// The endpoint's name.
    Endpoint(String),
    /// The schedule's name.
    MonitoringSchedule(String),
    /// The pipeline's name, for checks within a pipeline.
    Pipeline(String),
}

/// What a metric measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MetricKind {
    /// The feature's values.
    Data,
    /// The share of rows with a value.
    NonNull,
    /// The distance from the baseline.
    BaselineDrift,
    /// A metric of model quality, which stands in the feature's place.
    ModelQuality,
}

/// What a metric says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum MetricValue {
    /// One number.
    Single(f64),
    /// A summary of many.
    Set {
        /// Largest.
        maximum: f64,
        /// Smallest.
        minimum: f64,
        /// How many.
        count: f64,
        /// Sum.
        sum: f64,
    },
}

impl Metric {
    /// The metric's name: its kind and the feature's name.
    pub fn name(&self) -> String {
        let prefix = match self.kind {
            MetricKind::Data => "feature_data_",
            MetricKind::NonNull => "feature_non_null_",
            MetricKind::BaselineDrift => "feature_baseline_drift_",
            MetricKind::ModelQuality => "",
        };
        format!("{prefix}{}", self.feature)
    }

    fn to_json(&self) -> Value {
        let dimension = |dimension: &Dimension| {
            let (name, value) = match dimension {
                Dimension::Endpoint(value) => ("Endpoint", value),
                Dimension::MonitoringSchedule(value) => ("MonitoringSchedule", value),
                Dimension::Pipeline(value) => ("PipelineName", value),
            };
            json!({"Name": name, "Value": value})
        };
        let mut object = Map::new();
        object.insert("MetricName".to_owned(), self.name().into());
        object.insert("Timestamp".to_owned(), self.timestamp.as_str().into());
        object.insert(
            "Dimensions".to_owned(),
            Value::Array(self.dimensions.iter().map(dimension).collect()),
        );
        match self.value {
            MetricValue::Single(value) => object.insert("Value".to_owned(), json!(value)),
            MetricValue::Set {
                maximum,
                minimum,
                count,
                sum,
            } => object.insert(
                "StatisticValues".to_owned(),
                json!({"Maximum": maximum, "Minimum": minimum, "SampleCount": count, "Sum": sum}),
            ),
        };
        Value::Object(object)
    }
}

/// Metrics that one request may hold. Source: CloudWatch's `PutMetricData`.
const IN_ONE_REQUEST: usize = 1000;

/// The metrics as requests to CloudWatch's `PutMetricData`, one a line, as `aws cloudwatch put-metric-data --cli-input-json` takes them.
pub fn write_requests(metrics: &[Metric], namespace: &str) -> String {
    let request = |metrics: &[Metric]| {
        let data: Vec<Value> = metrics.iter().map(Metric::to_json).collect();
        format!("{}\n", json!({"Namespace": namespace, "MetricData": data}))
    };
    metrics.chunks(IN_ONE_REQUEST).map(request).collect()
}

/// The file's text: one object a line.
pub fn write_metrics(metrics: &[Metric]) -> String {
    metrics
        .iter()
        .map(|metric| format!("{}\n", metric.to_json()))
        .collect()
}
