//! `statistics.json` of the model-quality monitor.

use serde_json::{Map, Number, Value, json};

use super::metric::{Metric, ProblemType};
use crate::model_monitor::{Figure, print};
use crate::{Note, Notes};

/// The statistics of labels and predictions, as one run counted them.
#[derive(Debug, Clone, PartialEq)]
pub struct QualityStatistics {
    /// What the model predicts.
    pub problem: ProblemType,
    value: Value,
}

/// A metric as a file states it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StatedMetric {
    /// The value; NaN and null are none.
    pub value: Option<f64>,
    /// The standard deviation over five samples of 80 %; none under 200 rows.
    pub deviation: Option<f64>,
}

/// Rows of one true and predicted label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelPair {
    /// The true label.
    pub actual: String,
    /// The predicted label.
    pub predicted: String,
    /// Rows.
    pub rows: u64,
}

/// What new statistics are written from.
#[derive(Debug, Clone, Default)]
pub struct QualityStatisticsParts {
    /// Rows.
    pub rows: u64,
    /// The metrics of Model Monitor; those without a value are left out.
    pub metrics: Vec<(Metric, StatedMetric)>,
    /// The confusion matrix, row by row; empty for regression.
    pub confusion: Vec<LabelPair>,
    /// False and true positive rates.
    pub roc: Option<(Vec<f64>, Vec<f64>)>,
    /// Recalls and precisions.
    pub precision_recall: Option<(Vec<f64>, Vec<f64>)>,
}

const CONFUSION: &str = "confusion_matrix";
const ROC: (&str, &str, &str) = (
    "receiver_operating_characteristic_curve",
    "false_positive_rates",
    "true_positive_rates",
);
const PRECISION_RECALL: (&str, &str, &str) = ("precision_recall_curve", "recalls", "precisions");

/// True for `{"metrics": {"accuracy": 0.9}}` and `{"metrics": {"accuracy": {"value": 0.9}}}`, as home-made containers write them.
pub(crate) fn is_stated_metrics(object: &Map<String, Value>) -> bool {
    of_home_made(object).is_some()
}

/// The statistics of such an object, of the first type of problem that has all of its metrics; `None` where none has.
fn of_home_made(object: &Map<String, Value>) -> Option<QualityStatistics> {
    let found: Option<Vec<(Metric, StatedMetric)>> = object
        .get("metrics")?
        .as_object()?
        .iter()
        .map(|(name, value)| {
            let name = name.strip_suffix("_score").unwrap_or(name);
            let single = value.as_f64().map(|value| StatedMetric {
                value: Some(value),
                deviation: None,
            });
            Some((Metric::parse(name)?, single.or_else(|| stated(value))?))
        })
        .collect();
    let metrics = found.filter(|metrics| !metrics.is_empty())?;
    let has_all = |problem: &ProblemType| {
        let known = problem.metrics();
        metrics.iter().all(|(metric, _)| known.contains(metric))
    };
    let problem = ProblemType::ALL.into_iter().find(has_all)?;
    let mut statistics = QualityStatistics::of(
        problem,
        &QualityStatisticsParts {
            metrics,
            ..QualityStatisticsParts::default()
        },
    );
    // How many rows there were is not said.
    statistics.value.as_object_mut()?.shift_remove("dataset");
    Some(statistics)
}

impl QualityStatistics {
    /// Reads the value of a `statistics.json`.
    ///
    /// Errors: no object of metrics of a known problem. A metric that is no number is noted and left out.
    pub fn read(value: Value, notes: &mut Notes) -> Result<Self, Note> {
        let of_problem =
            |problem: &ProblemType| value.get(key(*problem)).is_some_and(Value::is_object);
        let Some(problem) = ProblemType::ALL.into_iter().find(of_problem) else {
            if let Some(stated) = value.as_object().and_then(of_home_made) {
                return Ok(stated);
            }
            return Err(Note::new("These statistics have no metrics of model quality.")
                .found(&value.to_string())
                .expected("an object `binary_classification_metrics`, `multiclass_classification_metrics` or `regression_metrics`"));
        };
        let statistics = QualityStatistics { problem, value };
        for (name, metric) in statistics.members() {
            if Metric::parse(name).is_some() && stated(metric).is_none() {
                notes.add(
                    Note::new("A metric has no number; it was left out.")
                        .found(&format!("{name}: {metric}"))
                        .expected("an object with a number `value`"),
                );
            }
        }
        Ok(statistics)
    }

    /// Statistics as a new file has them.
    pub fn of(problem: ProblemType, parts: &QualityStatisticsParts) -> Self {
        let mut members = Map::new();
        if !parts.confusion.is_empty() {
            members.insert(CONFUSION.to_owned(), matrix(&parts.confusion));
        }
        for (metric, stated) in &parts.metrics {
            if *metric == Metric::Auc {
                put_curve(&mut members, ROC, parts.roc.as_ref());
                put_curve(
                    &mut members,
                    PRECISION_RECALL,
                    parts.precision_recall.as_ref(),
                );
            }
            let deviation = stated.deviation.and_then(Number::from_f64);
            let Some(value) = stated.value.and_then(Number::from_f64) else {
                continue;
            };
            let metric_value = json!({
                "value": value,
                "standard_deviation": deviation.map_or(json!("NaN"), Value::Number),
            });
            members.insert(metric.name().to_owned(), metric_value);
        }
        let mut value = Map::new();
        value.insert("version".to_owned(), json!(0.0));
        value.insert("dataset".to_owned(), json!({"item_count": parts.rows}));
        value.insert(key(problem), Value::Object(members));
        QualityStatistics {
            problem,
            value: Value::Object(value),
        }
    }

    /// The file's text, as the container lays it out.
    pub fn write(&self) -> String {
        print(&self.value)
    }

    /// The value that was read.
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// Rows, where the file says.
    pub fn rows(&self) -> Option<u64> {
        let count = self.value.get("dataset")?.get("item_count")?;
        let rows = count
            .as_f64()
            .filter(|rows| *rows >= 0.0)
            .map(|rows| rows as u64);
        count.as_u64().or(rows)
    }

    /// A metric, if the file has it with a number.
    pub fn metric(&self, metric: Metric) -> Option<StatedMetric> {
        let (_, value) = self.members().find(|(name, _)| *name == metric.name())?;
        stated(value)
    }

    /// The confusion matrix, row by row in the file's order.
    pub fn confusion(&self) -> Vec<LabelPair> {
        let Some((_, Value::Object(rows))) = self.members().find(|(name, _)| *name == CONFUSION)
        else {
            return Vec::new();
        };
        let pairs = rows.iter().flat_map(|(actual, row)| {
            let row = row.as_object().into_iter().flatten();
            row.filter_map(move |(predicted, rows)| {
                Some(LabelPair {
                    actual: actual.clone(),
                    predicted: predicted.clone(),
                    rows: rows.as_f64().filter(|rows| *rows >= 0.0)? as u64,
                })
            })
        });
        pairs.collect()
    }

    /// False and true positive rates.
    pub fn roc(&self) -> Option<(Vec<f64>, Vec<f64>)> {
        self.curve(ROC)
    }

    /// Recalls and precisions.
    pub fn precision_recall(&self) -> Option<(Vec<f64>, Vec<f64>)> {
        self.curve(PRECISION_RECALL)
    }

    fn members(&self) -> impl Iterator<Item = (&str, &Value)> {
        let members = self.value.get(key(self.problem)).and_then(Value::as_object);
        members
            .into_iter()
            .flatten()
            .map(|(name, value)| (name.as_str(), value))
    }

    fn curve(&self, (name, x, y): (&str, &str, &str)) -> Option<(Vec<f64>, Vec<f64>)> {
        let (_, curve) = self.members().find(|(known, _)| *known == name)?;
        let list = |key: &str| -> Option<Vec<f64>> {
            curve
                .get(key)?
                .as_array()?
                .iter()
                .map(Value::as_f64)
                .collect()
        };
        let (mut x, mut y) = (list(x)?, list(y)?);
        // Printed tables cut the lists at different lengths.
        let points = x.len().min(y.len());
        x.truncate(points);
        y.truncate(points);
        (points > 1).then_some((x, y))
    }
}

fn key(problem: ProblemType) -> String {
    format!("{}_metrics", problem.prefix())
}

fn stated(value: &Value) -> Option<StatedMetric> {
    let figure = |name: &str| Figure::of(value.get(name)?);
    figure("value").map(|value| StatedMetric {
        value: value.finite(),
        deviation: figure("standard_deviation").and_then(Figure::finite),
    })
}

fn matrix(pairs: &[LabelPair]) -> Value {
    let mut rows = Map::new();
    for pair in pairs {
        let row = rows
            .entry(pair.actual.as_str())
            .or_insert_with(|| json!({}));
        if let Some(row) = row.as_object_mut() {
            row.insert(pair.predicted.clone(), json!(pair.rows));
        }
    }
    Value::Object(rows)
}

fn put_curve(
    members: &mut Map<String, Value>,
    (name, x, y): (&str, &str, &str),
    curve: Option<&(Vec<f64>, Vec<f64>)>,
) {
    if let Some((xs, ys)) = curve {
        // The container names the precisions first.
        let (first, second) = if name == PRECISION_RECALL.0 {
            ((y, ys), (x, xs))
        } else {
            ((x, xs), (y, ys))
        };
        members.insert(
            name.to_owned(),
            json!({first.0: first.1, second.0: second.1}),
        );
    }
}
