//! Files of the model-quality monitor to save.

use super::checks::{in_force, made, reported, statistics};
use super::measured::Quality;
use super::stated::Stated;
use crate::monitored::with_monitored;
use crate::opinions::not_recomputed;
use crate::problem::Problem;
use crate::view::View;
use leeway_documents::Role;
use leeway_documents::model_monitor::{Dimension, write_metrics};
use leeway_documents::model_quality::Metric;
use leeway_monitors::Status;
use leeway_monitors::model_quality::{self as monitor, published, quality_opinions, violations};
use leeway_report::Report;
use leeway_report::iso;

/// The files' names begin with this.
const PREFIX: &str = "model_quality_";

/// Their names.
pub const FILES: [&str; 4] = [
    "model_quality_statistics.json",
    "model_quality_constraints.json",
    "model_quality_violations.json",
    "model_quality_metrics.jsonl",
];

fn no_baseline() -> Problem {
    Problem::missing(
        "There is no baseline of model quality",
        "open rows with label and prediction, or the statistics.json or constraints.json of a model-quality baselining job",
    )
}

fn no_current() -> Problem {
    Problem::missing(
        "Nothing was measured",
        "open captures with their labels, or rows with label and prediction",
    )
}

/// The text of a file; `now` is in milliseconds since 1970. The sentence of an error says what to open.
///
/// JSON text, or a metric a line, in the form of Model Monitor's files.
///
/// # Errors
/// What is missing, and what to open.
pub fn export(
    name: &str,
    view: View,
    quality: &Quality,
    report: &Report,
    now: i64,
) -> Result<String, Problem> {
    match name.strip_prefix(PREFIX) {
        Some("statistics.json") => {
            if let Some(part) = quality.baseline.as_ref().or(quality.current.as_ref()) {
                return Ok(monitor::statistics(&part.rows, &part.metrics).write());
            }
            let loaded = statistics(view, quality, Role::Baseline)
                .or_else(|| statistics(view, quality, Role::Current));
            loaded
                .map(|statistics| statistics.write())
                .ok_or_else(no_current)
        }
        Some("constraints.json") => {
            let in_force = in_force(view, quality).ok_or_else(no_baseline)?;
            Ok(in_force.constraints.write())
        }
        _ => {
            let in_force = in_force(view, quality).ok_or_else(no_baseline);
            let checks = in_force.as_ref().map_or_else(
                |_| Vec::new(),
                |in_force| made(view, quality, &in_force.constraints),
            );
            if name.ends_with("violations.json") {
                let reported = reported(view);
                if checks.is_empty() && reported.is_none() {
                    return Err(in_force.map_or_else(|problem| problem, |_| no_current()));
                }
                let reported = reported.unwrap_or_default();
                let mut all = violations(&checks);
                let alone = not_recomputed(&reported, &quality_opinions(&checks, &reported));
                all.violations.extend(alone);
                return Ok(all.write());
            }
            let values: Vec<(Metric, f64)> =
                match (&quality.current, statistics(view, quality, Role::Current)) {
                    (Some(current), _) => current
                        .metrics
                        .iter()
                        .filter_map(|one| Some((one.metric, *one.value.as_ref().ok()?)))
                        .collect(),
                    (None, Some(stated)) => stated
                        .problem
                        .metrics()
                        .iter()
                        .filter_map(|metric| Some((*metric, stated.metric(*metric)?.value?)))
                        .collect(),
                    (None, None) => {
                        let reported = reported(view);
                        let stated = reported.as_ref().and_then(Stated::of);
                        let metrics = stated.ok_or_else(no_current)?.metrics.metrics;
                        let known = metrics.iter();
                        known
                            .filter_map(|(name, metric)| {
                                Some((Metric::parse(name)?, metric.value?))
                            })
                            .collect()
                    }
                };
            let rules = with_monitored(view.rules, view.sources, view.layout);
            let dimensions: Vec<Dimension> = [
                rules.endpoint.map(Dimension::Endpoint),
                rules.schedule.map(Dimension::MonitoringSchedule),
                rules.pipeline.map(Dimension::Pipeline),
            ]
            .into_iter()
            .flatten()
            .collect();
            let last = report.current.as_ref().and_then(|side| side.last.clone());
            let alone = report.model_quality.as_ref();
            let alone = alone.map_or(0, |quality| quality.not_recomputed as usize);
            let violated = checks
                .iter()
                .filter(|check| check.status == Status::Violated)
                .count()
                + alone;
            Ok(write_metrics(&published(
                values,
                violated,
                &last.unwrap_or_else(|| iso(now)),
                &dimensions,
            )))
        }
    }
}
