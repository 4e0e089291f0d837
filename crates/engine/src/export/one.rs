//! A file by itself.

use super::super::data_quality::{InForce, in_force, no_constraints};
use super::super::executions::{Writing, by_window, whole};
use super::super::layout::{FeaturePlaces, Places, series};
use super::super::study::{Analysis, Answers};
use super::configuration::configuration;
use super::csv;
use super::metrics::Publishing;
use super::reported::of_violations;
use super::saved::Saved;
use crate::monitor::Advance;
use crate::monitored::namespace;
use crate::problem::Problem;
use leeway_documents::Role;
use leeway_documents::model_monitor::{
    FeatureStatistics, Metric, Statistics, write_metrics, write_requests,
};
use leeway_monitors::data_quality::{BaselineOptions, baseline};
use leeway_report::Report;

/// Metrics, one a line, as the monitor's container leaves them.
const METRICS: &str = "cloudwatch_metrics.jsonl";
/// The same as requests to CloudWatch, each with its namespace.
const REQUESTS: &str = "put_metric_data.jsonl";

/// The statistics of a baseline, as a baselining job leaves them.
const STATISTICS: &str = "statistics.json";
/// Those of the current side, as an execution leaves them.
const OF_EXECUTION: &str = "current_statistics.json";
/// All rows as an execution of the drift container.
const RESULTS: &str = "results.json";
/// Every window as one, in a list.
const RESULTS_BY_WINDOW: &str = "results_by_window.json";

/// The report's own, and those that are made a piece at a time.
const OWN: [&str; 10] = [
    "report.json",
    "features.csv",
    "checks.csv",
    STATISTICS,
    OF_EXECUTION,
    METRICS,
    REQUESTS,
    RESULTS,
    RESULTS_BY_WINDOW,
    "leeway.json",
];

/// The names of all single files that can be saved, the monitors' last.
///
/// In the order in which the archive has them, each once; which of them there is something for, is known only when they are written.
pub fn names() -> Vec<&'static str> {
    OWN.into_iter().chain(Answers::files()).collect()
}

/// The file on its way; statistics of samples and metrics of windows are made a piece at a time.
pub struct One {
    name: &'static str,
    features: Vec<FeatureStatistics>,
    publishing: Publishing,
    next: usize,
    writing: Writing,
}

impl One {
    /// Begins the file of one of [`names`]; [`One::step`] does the work.
    ///
    /// `None` for any other name, case included.
    pub fn start(name: &str) -> Option<One> {
        Some(One {
            name: names().into_iter().find(|known| *known == name)?,
            features: Vec::new(),
            publishing: Publishing::default(),
            next: 0,
            writing: Writing::default(),
        })
    }

    /// Works on; answers the piece at hand, pieces done and pieces in all, or `None` when the file can be written.
    ///
    /// A file that is made at once has no steps.
    pub fn step(&mut self, analysis: &Analysis) -> Option<Advance> {
        if [METRICS, REQUESTS].contains(&self.name) {
            let in_force = constraints(analysis)?;
            return self.publishing.step(analysis, &in_force.constraints);
        }
        if self.name == RESULTS_BY_WINDOW {
            return self.writing.step(analysis);
        }
        if ![STATISTICS, OF_EXECUTION].contains(&self.name) {
            return None;
        }
        let features = &analysis.layout.features;
        let feature = features.get(self.next)?;
        let role = described(self.name, analysis)?;
        if let Places::Columns(columns) = places(feature, role) {
            let series = series(analysis.sources, columns);
            let rows = series.rows() as usize;
            let options = BaselineOptions {
                seed: analysis.rules.seed,
                ..BaselineOptions::default()
            };
            let (statistics, _) = baseline([(feature.name.as_str(), series)], rows, options);
            self.features.extend(statistics.features);
        }
        self.next += 1;
        Some(Advance::new(
            feature.name.as_str(),
            self.next,
            features.len(),
        ))
    }
}

/// The file's name, MIME type and bytes; `now` is in milliseconds since 1970. The sentence of an error says what to open.
///
/// # Errors
/// What the file needs and is not loaded, and what to open.
pub fn saved(one: One, analysis: &Analysis, report: &Report, now: i64) -> Result<Saved, Problem> {
    let name = one.name;
    let (mime, bytes) = match name {
        "report.json" => {
            let json = serde_json::to_vec_pretty(report).map_err(|error| {
                Problem::failed(format!("The report could not be written: {error}."))
            })?;
            ("application/json", json)
        }
        RESULTS => ("application/json", whole(analysis)?.into_bytes()),
        RESULTS_BY_WINDOW => (
            "application/json",
            by_window(one.writing, analysis)?.into_bytes(),
        ),
        "leeway.json" => (
            "application/json",
            configuration(analysis.rules, report).into_bytes(),
        ),
        "features.csv" => ("text/csv", csv::features(&report.features).into_bytes()),
        "checks.csv" => ("text/csv", csv::checks(&report.checks).into_bytes()),
        STATISTICS | OF_EXECUTION => ("application/json", {
            let role = described(name, analysis);
            statistics(one.features, role, analysis, report)?.into_bytes()
        }),
        METRICS => ("application/jsonl", {
            let metrics = published(one.publishing, analysis, report, now)?;
            write_metrics(&metrics).into_bytes()
        }),
        REQUESTS => ("application/jsonl", {
            let metrics = published(one.publishing, analysis, report, now)?;
            write_requests(&metrics, namespace(analysis.rules)).into_bytes()
        }),
        name => {
            let mime = match name.ends_with("jsonl") {
                true => "application/jsonl",
                false => "application/json",
            };
            let text = analysis.shown().file(name, analysis.view(), report, now);
            let unknown = || Err(Problem::asked(format!("{name:?} cannot be saved.")));
            (mime, text.unwrap_or_else(unknown)?.into_bytes())
        }
    };
    Ok(Saved {
        name: name.to_owned(),
        mime,
        bytes,
    })
}

/// The metrics of what was measured, else of the distances that reports tell.
fn published(
    publishing: Publishing,
    analysis: &Analysis,
    report: &Report,
    now: i64,
) -> Result<Vec<Metric>, Problem> {
    let in_force = constraints(analysis).ok_or_else(no_constraints);
    let measured =
        in_force.and_then(|found| publishing.finish(analysis, &found.constraints, report, now));
    measured.or_else(|problem| match of_violations(analysis, now) {
        reported if reported.is_empty() => Err(problem),
        reported => Ok(reported),
    })
}

/// The constraints of data quality in force.
fn constraints(analysis: &Analysis) -> Option<InForce> {
    in_force(analysis.view(), analysis.whole.data_quality.answer())
}

/// The side whose statistics are saved under this name: the current one, or the baseline and without one the current one too.
fn described(name: &str, analysis: &Analysis) -> Option<Role> {
    let has = |role| {
        analysis
            .layout
            .features
            .iter()
            .any(|feature| !places(feature, role).are_nowhere())
    };
    let sides = match name {
        OF_EXECUTION => &[Role::Current][..],
        _ => &[Role::Baseline, Role::Current],
    };
    sides.iter().copied().find(|role| has(*role))
}

fn places(feature: &FeaturePlaces, role: Role) -> &Places {
    match role {
        Role::Baseline => &feature.baseline,
        _ => &feature.current,
    }
}

fn statistics(
    features: Vec<FeatureStatistics>,
    role: Option<Role>,
    analysis: &Analysis,
    report: &Report,
) -> Result<String, Problem> {
    let role =
        role.ok_or_else(|| Problem::missing("There is nothing to describe", "open its rows"))?;
    let (loaded, side) = match role {
        Role::Baseline => (&analysis.layout.baseline_statistics, &report.baseline),
        _ => (&analysis.layout.current_statistics, &report.current),
    };
    if let Some(loaded) = loaded {
        return Ok(loaded.write());
    }
    let rows = side.as_ref().map_or(0, |side| side.rows);
    Ok(Statistics::of(rows, features).write())
}
