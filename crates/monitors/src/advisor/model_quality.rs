//! Model quality on drawn windows: metrics of their rows against the constraints in force.

use super::tally::{Drawn, Sense};
use crate::MonitorName;
use crate::model_quality::{ScoredRows, values};
use leeway_documents::model_quality::{Metric, MetricConstraint, Operator, QualityConstraints};

/// The checks on metrics of predictions.
pub struct QualityPopulation {
    rows: ScoredRows,
    constraints: QualityConstraints,
}

impl QualityPopulation {
    /// The baseline's rows with labels and predictions, and the constraints in force.
    ///
    /// Metrics without a constraint are not checked.
    ///
    /// `rows` have a label and a prediction each; thresholds are in the metrics' own units.
    pub fn new(rows: ScoredRows, constraints: QualityConstraints) -> Self {
        QualityPopulation { rows, constraints }
    }

    /// Number of rows from which windows are drawn.
    ///
    /// Each has a label and a prediction; others were left out before.
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// All checks on one window, which holds positions of these rows.
    ///
    /// Values are in the metrics' own units; a metric without a value on the window is left out.
    pub fn draw(&self, window: &[u32]) -> Vec<Drawn> {
        let found = values(&self.rows, window);
        let value = |metric: Metric| {
            let (_, value) = found.iter().find(|(known, _)| *known == metric)?;
            value.as_ref().ok().copied()
        };
        let check = |constraint: &MetricConstraint| {
            Some(Drawn {
                monitor: MonitorName::ModelQuality,
                feature: constraint.name.clone(),
                check: constraint.operator.name().to_owned(),
                option: None,
                threshold: Some(constraint.threshold),
                sense: match constraint.operator {
                    Operator::LessThan => Sense::Below,
                    Operator::GreaterThan => Sense::Above,
                },
                value: value(constraint.metric?)?,
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
