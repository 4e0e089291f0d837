//! The alarm that a deployment sets on a metric of drift: `prod-config.json` and `staging-config.json` of AWS's drift-detection sample, and alarms as CloudWatch
//! lists and takes them.
//!
//! The sample's configuration names metric and threshold; namespace, comparison and statistic are those that the sample's stack gives the alarm where the file
//! leaves them out. A configuration without an alarm is none of these documents.

use serde_json::{Map, Value};

use leeway_table::named;

use super::{Note, Notes};

/// Metrics of a feature's distance begin with this.
const DRIFT: &str = "feature_baseline_drift_";

/// Where endpoints' monitors publish metrics of data quality.
pub const OF_ENDPOINTS: &str = "aws/sagemaker/Endpoints/data-metrics";
/// Where the sample's pipelines do.
pub const OF_PIPELINES: &str = "aws/sagemaker/ModelBuildingPipeline/data-metrics";

named! {
    /// When an alarm fires.
    #[derive(Default)]
    pub enum Comparison {
        /// Above the threshold.
        #[default]
        Greater = "GreaterThanThreshold",
        /// At it or above.
        GreaterOrEqual = "GreaterThanOrEqualToThreshold",
        /// Below the threshold.
        Less = "LessThanThreshold",
        /// At it or below.
        LessOrEqual = "LessThanOrEqualToThreshold",
    }
}

impl Comparison {
    /// Whether an alarm with this threshold fires on the value.
    pub fn fires(self, value: f64, threshold: f64) -> bool {
        match self {
            Comparison::Greater => value > threshold,
            Comparison::GreaterOrEqual => value >= threshold,
            Comparison::Less => value < threshold,
            Comparison::LessOrEqual => value <= threshold,
        }
    }
}

/// An alarm on one metric.
#[derive(Debug, Clone, PartialEq)]
pub struct Alarm {
    /// The metric, such as `feature_baseline_drift_age`.
    pub metric: String,
    /// Where it is looked for.
    pub namespace: String,
    /// What the metric is held against.
    pub threshold: f64,
    /// When it fires.
    pub comparison: Comparison,
    /// Seconds over which the metric is taken together.
    pub period: Option<u64>,
}

impl Alarm {
    /// The feature whose distance the metric is; `None` for any other metric.
    pub fn feature(&self) -> Option<&str> {
        self.metric.strip_prefix(DRIFT)
    }

    /// Reads the alarms of a document that [`is_alarm`] knows.
    ///
    /// # Errors
    /// No alarm has a metric and a threshold.
    pub(crate) fn read_all(value: &Value, notes: &mut Notes) -> Result<Vec<Alarm>, Note> {
        let listed = value.get("MetricAlarms").and_then(Value::as_array);
        let found: Vec<Alarm> = match listed {
            Some(list) => list
                .iter()
                .filter_map(|one| of_cloudwatch(one, notes))
                .collect(),
            None => {
                let of_sample = SAMPLE
                    .iter()
                    .filter_map(|(key, namespace)| of_config(value.get(key)?, namespace, notes));
                let mut found: Vec<Alarm> = of_sample.collect();
                found.extend(of_cloudwatch(value, notes));
                found
            }
        };
        match found.is_empty() {
            true => Err(Note::new("No alarm of this file has a metric and a threshold.")
                .expected("\"schedule_config\": {\"metric_name\": \"feature_baseline_drift_age\", \"metric_threshold\": 0.2}")),
            false => Ok(found),
        }
    }
}

/// The parts of the sample's configurations that set an alarm, and the namespace of its metric.
const SAMPLE: [(&str, &str); 2] = [
    ("schedule_config", OF_ENDPOINTS),
    ("drift_config", OF_PIPELINES),
];

/// True for an object that sets an alarm.
pub(crate) fn is_alarm(object: &Map<String, Value>) -> bool {
    let of_sample = SAMPLE
        .iter()
        .filter_map(|(key, _)| object.get(*key)?.as_object())
        .any(|config| config.contains_key("metric_name"));
    let has_all = |keys: &[&str]| keys.iter().all(|key| object.contains_key(*key));
    of_sample
        || object.get("MetricAlarms").is_some_and(Value::is_array)
        || has_all(&["MetricName", "Threshold", "ComparisonOperator"])
}

fn of_config(config: &Value, namespace: &str, notes: &mut Notes) -> Option<Alarm> {
    Some(Alarm {
        metric: config.get("metric_name")?.as_str()?.to_owned(),
        namespace: namespace.to_owned(),
        threshold: number(config.get("metric_threshold")?)?,
        comparison: comparison(config.get("comparison_operator"), notes),
        period: config.get("period").and_then(Value::as_u64),
    })
}

fn of_cloudwatch(alarm: &Value, notes: &mut Notes) -> Option<Alarm> {
    let namespace = alarm.get("Namespace").and_then(Value::as_str);
    Some(Alarm {
        metric: alarm.get("MetricName")?.as_str()?.to_owned(),
        namespace: namespace.unwrap_or(OF_ENDPOINTS).to_owned(),
        threshold: number(alarm.get("Threshold")?)?,
        comparison: comparison(alarm.get("ComparisonOperator"), notes),
        period: alarm.get("Period").and_then(Value::as_u64),
    })
}

/// The sample's stack compares with "greater than" where the file names nothing; so is a comparison that is none of these taken, with a note.
fn comparison(value: Option<&Value>, notes: &mut Notes) -> Comparison {
    let Some(name) = value.and_then(Value::as_str) else {
        return Comparison::default();
    };
    Comparison::parse(name).unwrap_or_else(|| {
        let note = Note::new(
            "This comparison is not known; the alarm is taken to fire above its threshold.",
        );
        notes.add(
            note.found(name)
                .expected(Comparison::ALL.map(Comparison::name).join(", ")),
        );
        Comparison::default()
    })
}

fn number(value: &Value) -> Option<f64> {
    let text = || value.as_str()?.trim().parse::<f64>().ok();
    value
        .as_f64()
        .or_else(text)
        .filter(|number| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(value: &Value) -> Vec<Alarm> {
        assert!(is_alarm(value.as_object().unwrap()));
        Alarm::read_all(value, &mut Notes::default()).unwrap()
    }

    #[test]
    fn the_samples_configurations_set_an_alarm() {
        let config = json!({
            "stage_name": "prod",
            "schedule_config": {"metric_name": "feature_baseline_drift_fare_amount", "metric_threshold": 0.4, "period": 3600}
        });
        let alarm = &read(&config)[0];
        assert_eq!(alarm.feature(), Some("fare_amount"));
        assert_eq!((alarm.threshold, alarm.period), (0.4, Some(3600)));
        assert_eq!(alarm.namespace, OF_ENDPOINTS);
        assert!(alarm.comparison.fires(0.41, 0.4) && !alarm.comparison.fires(0.4, 0.4));
        let config = json!({"drift_config": {"metric_name": "x", "metric_threshold": "0.2"}});
        let alarm = &read(&config)[0];
        assert_eq!(
            (alarm.namespace.as_str(), alarm.threshold),
            (OF_PIPELINES, 0.2)
        );
        assert_eq!(alarm.feature(), None);
    }

    #[test]
    fn cloudwatch_lists_alarms() {
        let one = json!({
            "MetricName": "feature_baseline_drift_a", "Namespace": "n", "Threshold": 0.1,
            "ComparisonOperator": "GreaterThanOrEqualToThreshold"
        });
        let found = read(&json!({"MetricAlarms": [one, {"MetricName": "b"}]}));
        assert_eq!(found, read(&one));
        assert_eq!(found[0].comparison, Comparison::GreaterOrEqual);
    }

    #[test]
    fn a_configuration_without_an_alarm_is_none() {
        let config = json!({"stage_name": "prod", "instance_count": 2});
        assert!(!is_alarm(config.as_object().unwrap()));
        let config = json!({"schedule_config": {"metric_name": "a"}});
        assert!(Alarm::read_all(&config, &mut Notes::default()).is_err());
    }
}
