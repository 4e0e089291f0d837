use super::split::Split;
use super::tally::{Drawn, Sense};
use crate::documents::model_quality::{Metric, Operator, QualityConstraints};
use crate::monitors::model_quality::{MONITOR, Rows, values};

/// The checks on metrics of predictions.
pub struct QualityPopulation {
    rows: Rows,
    constraints: QualityConstraints,
    /// The baseline's own metrics.
    levels: Vec<(Metric, Option<f64>)>,
}

impl QualityPopulation {
    /// The baseline's rows with labels and predictions, and the constraints in force.
    pub fn new(rows: Rows, constraints: QualityConstraints) -> Self {
        QualityPopulation {
            levels: known(&rows, &rows.all()),
            rows,
            constraints,
        }
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// All checks on one drawn window.
    pub fn draw(&self, split: &Split) -> Vec<Drawn> {
        let then = known(&self.rows, &split.baseline);
        let now = known(&self.rows, &split.window);
        let of = |list: &[(Metric, Option<f64>)], metric| {
            let found = list.iter().find(|(known, _)| *known == metric);
            found.and_then(|(_, value)| *value)
        };
        let check = |constraint: &crate::documents::model_quality::MetricConstraint| {
            let metric = constraint.metric?;
            let level = of(&self.levels, metric)?;
            Some(Drawn {
                monitor: MONITOR,
                feature: constraint.name.clone(),
                check: constraint.operator.name().to_owned(),
                option: None,
                threshold: Some(constraint.threshold),
                sense: match constraint.operator {
                    Operator::LessThan => Sense::Below,
                    Operator::GreaterThan => Sense::Above,
                },
                value: Drawn::level(level, of(&then, metric)?, of(&now, metric)?),
                fires: false,
            })
        };
        self.constraints
            .constraints
            .iter()
            .filter_map(check)
            .collect()
    }
}

fn known(rows: &Rows, chosen: &[u32]) -> Vec<(Metric, Option<f64>)> {
    let found = values(rows, chosen).into_iter();
    found.map(|(metric, value)| (metric, value.ok())).collect()
}
