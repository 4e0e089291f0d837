//! Metrics that are known from reported violations alone.

use leeway_documents::model_monitor::{Bound, ParsedDescription, Violations};
use leeway_documents::model_quality::{Metric, Operator, ProblemType};
use leeway_monitors::subject_of;
use leeway_report::model_quality::{Metric as Written, Metrics, Threshold};

/// What violations say of metrics.
pub struct Stated {
    /// Each with its value and deviation, in the order of the report; those that met their constraints are not among them.
    pub metrics: Metrics,
    /// What each was held against.
    pub thresholds: Vec<(String, Threshold)>,
}

impl Stated {
    /// The metrics that violations name with a number; `None` without any.
    ///
    /// Values and thresholds are in each metric's own range.
    pub fn of(reported: &Violations) -> Option<Stated> {
        let mut stated = Stated {
            metrics: Metrics::default(),
            thresholds: Vec::new(),
        };
        for violation in &reported.violations {
            let Some(parsed) = &violation.parsed else {
                continue;
            };
            let name = subject_of(violation);
            let metric = Written {
                value: Some(parsed.value()),
                standard_deviation: parsed.deviation,
                reason: None,
            };
            stated
                .thresholds
                .extend(threshold(parsed).map(|found| (name.clone(), found)));
            stated.metrics.metrics.push((name, metric));
        }
        (!stated.metrics.metrics.is_empty()).then_some(stated)
    }

    /// The first type of problem that has all of the metrics; `None` where none has.
    ///
    /// In the order of [`ProblemType::ALL`]; `None` also where a name is no metric.
    pub fn problem(&self) -> Option<ProblemType> {
        let names = self.metrics.metrics.iter().map(|(name, _)| name.as_str());
        let metrics: Option<Vec<Metric>> = names.map(Metric::parse).collect();
        let metrics = metrics?;
        ProblemType::ALL.into_iter().find(|problem| {
            metrics
                .iter()
                .all(|metric| problem.metrics().contains(metric))
        })
    }
}

fn threshold(parsed: &ParsedDescription) -> Option<Threshold> {
    Some(Threshold {
        threshold: parsed.limit()?,
        comparison_operator: match parsed.bound()? {
            Bound::AtMost => Operator::GreaterThan,
            Bound::AtLeast | Bound::Baseline => Operator::LessThan,
        },
    })
}
