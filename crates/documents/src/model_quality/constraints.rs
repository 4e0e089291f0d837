//! `constraints.json` of the model-quality monitor, and the thresholds of containers of one's own.

use serde_json::{Map, Value, json};

use super::metric::{Metric, Operator, ProblemType};
use crate::model_monitor::{Figure, print};
use crate::{Note, Notes};

/// Thresholds on metrics.
#[derive(Debug, Clone, PartialEq)]
pub struct QualityConstraints {
    /// What the model predicts; `None` for a container of one's own, which does not say.
    pub problem: Option<ProblemType>,
    /// The constraints in the file's order.
    pub constraints: Vec<MetricConstraint>,
    value: Value,
}

/// A threshold on one metric.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricConstraint {
    /// The name as it stands.
    pub name: String,
    /// The metric, if it is a known one.
    pub metric: Option<Metric>,
    /// The threshold.
    pub threshold: f64,
    /// The direction that violates.
    pub operator: Operator,
}

impl QualityConstraints {
    /// Reads the value of a `constraints.json`: Model Monitor's, or `{"accuracy": {"threshold": 0.8}}`, whose metrics violate in the direction in which they get worse.
    ///
    /// Errors: no object of constraints. A constraint without a number is noted and left out.
    pub fn read(value: Value, notes: &mut Notes) -> Result<Self, Note> {
        let of_problem =
            |problem: &ProblemType| value.get(key(*problem)).is_some_and(Value::is_object);
        let problem = ProblemType::ALL.into_iter().find(of_problem);
        let members = match problem {
            Some(problem) => value.get(key(problem)),
            None => Some(&value),
        };
        let Some(Value::Object(members)) = members else {
            return Err(Note::new("These constraints are not an object.")
                .found(&value.to_string())
                .expected("an object such as {\"accuracy\": {\"threshold\": 0.8}}"));
        };
        let mut constraints = Vec::new();
        for (name, member) in members {
            match read_one(name, member) {
                Some(constraint) => constraints.push(constraint),
                None if name == "version" => {}
                None => notes.add(
                    Note::new("A constraint has no threshold that can be used; it is left out.")
                        .found(&format!("{name}: {member}"))
                        .expected("an object with a number `threshold`, and `LessThanThreshold` or `GreaterThanThreshold` as `comparison_operator`"),
                ),
            }
        }
        Ok(QualityConstraints {
            problem,
            constraints,
            value,
        })
    }

    /// Constraints as a new file has them.
    pub fn of(problem: ProblemType, constraints: Vec<MetricConstraint>) -> Self {
        let mut members = Map::new();
        for constraint in &constraints {
            let member = json!({
                "threshold": constraint.threshold,
                "comparison_operator": constraint.operator.name(),
            });
            members.insert(constraint.name.clone(), member);
        }
        let mut value = Map::new();
        value.insert("version".to_owned(), json!(0.0));
        value.insert(key(problem), Value::Object(members));
        QualityConstraints {
            problem: Some(problem),
            constraints,
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
}

fn key(problem: ProblemType) -> String {
    format!("{}_constraints", problem.prefix())
}

fn read_one(name: &str, member: &Value) -> Option<MetricConstraint> {
    let threshold = Figure::of(member.get("threshold")?)?.finite()?;
    let metric = Metric::parse(name);
    let operator = match member.get("comparison_operator") {
        Some(operator) => Operator::parse(operator.as_str()?)?,
        None => metric.map_or(Operator::LessThan, Metric::worse),
    };
    Some(MetricConstraint {
        name: name.to_owned(),
        metric,
        threshold,
        operator,
    })
}
