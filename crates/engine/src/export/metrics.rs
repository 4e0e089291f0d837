//! Metrics for CloudWatch: one of each per window where windows have a time, else one of each for all rows.
//!
//! A window's metrics carry the time at which its data begin. The report of an execution stands in the hour after its data, so its metrics go an hour back. Written in steps: of
//! samples a feature at a time, of executions an hour at a time.

use crate::monitor::Advance;
use crate::problem::Problem;
use std::collections::BTreeMap;

use super::super::data_quality::{evidence, made};
use super::super::layout::FeaturePlaces;
use super::super::monitored::with_monitored;
use super::super::statistics::merge;
use super::super::study::Analysis;
use super::super::unmatched::extra_features;
use leeway_documents::model_monitor::{Constraints, Dimension, Metric, Statistics};
use leeway_documents::{Content, Role};
use leeway_monitors::data_quality::{Evidence, Features, MetricContext, check, measure, metrics};
use leeway_report::{Report, iso};
use leeway_table::Series;

/// A report stands in the hour after its data.
pub(super) const HOUR_MS: i64 = 3_600_000;

/// Metrics in the making.
#[derive(Default)]
pub struct Publishing {
    metrics: Vec<Metric>,
    next: usize,
}

impl Publishing {
    /// Works on by one hour of statistics, or one feature of rows; answers how far that is, or `None` when all metrics are made.
    ///
    /// `analysis` and `constraints` must be the same at every call. Nothing to publish is no error: [`Publishing`] stays empty.
    pub fn step(&mut self, analysis: &Analysis, constraints: &Constraints) -> Option<Advance> {
        let at = self.next;
        let hours = hours(analysis);
        let (item, total) = if let Some((hour, sources)) = hours.get(at) {
            let timestamp = iso(hour - HOUR_MS);
            self.add_hour(analysis, constraints, sources, &timestamp);
            (timestamp, hours.len())
        } else if hours.is_empty() && analysis.timeline.starts().next().is_some() {
            let features = features(analysis);
            let feature = features.get(at)?;
            self.add_feature(analysis, constraints, feature);
            (feature.name.clone(), features.len())
        } else {
            return None;
        };
        self.next += 1;
        Some(Advance::new(item, self.next, total))
    }

    /// The metrics; where there are no windows, those of all rows, at the time of the last one or `now`.
    ///
    /// In order of time; a metric without a value is not published. Source: the names and dimensions of Model Monitor's CloudWatch metrics.
    ///
    /// # Errors
    /// When there is nothing to publish: what to open.
    pub fn finish(
        mut self,
        analysis: &Analysis,
        constraints: &Constraints,
        report: &Report,
        now: i64,
    ) -> Result<Vec<Metric>, Problem> {
        if self.next == 0 {
            let last = report.current.as_ref().and_then(|side| side.last.clone());
            let features = features(analysis);
            let current = Features::of_evidence(features.iter().filter_map(|feature| {
                let evidence = evidence(analysis.sources, analysis.layout, feature, Role::Current)?;
                Some((feature.name.as_str(), evidence))
            }));
            let checks = made(
                analysis.view(),
                analysis.whole.data_quality.answer(),
                constraints,
            );
            let context = context(analysis, last.unwrap_or_else(|| iso(now)));
            self.metrics = metrics(constraints, &current, &checks, &context);
        }
        let mut features = features(analysis).into_iter();
        if features.all(|feature| feature.current.are_nowhere()) {
            return Err(Problem::missing(
                "There is nothing to measure",
                "open the current side too",
            ));
        }
        if self.metrics.is_empty() {
            return Err(Problem::unfit(
                "No metric is to be published: `emit_metrics` is disabled, or the constraints name no feature of the current side.",
            ));
        }
        Ok(self.metrics)
    }

    fn add_hour(
        &mut self,
        analysis: &Analysis,
        constraints: &Constraints,
        sources: &[usize],
        timestamp: &str,
    ) {
        let all: Vec<&Statistics> = sources
            .iter()
            .filter_map(|&source| statistics(analysis, source))
            .collect();
        let Some((statistics, _)) = merge(&all) else {
            return;
        };
        let current = Features::of_statistics(&statistics);
        let features = features(analysis);
        let counted: Vec<_> = features
            .iter()
            .filter_map(|feature| {
                let now = current.feature(&feature.name)?;
                let before = evidence(analysis.sources, analysis.layout, feature, Role::Baseline);
                let (before, now) = measure(before.as_ref(), Some(now), false, None);
                Some((feature.name.as_str(), before, now))
            })
            .collect();
        let before = counted
            .iter()
            .filter_map(|(name, before, _)| Some((*name, before.as_ref()?)));
        let now = counted
            .iter()
            .filter_map(|(name, _, now)| Some((*name, now.as_ref()?)));
        let (baseline, measured) = (Features::of_facts(before), Features::of_facts(now));
        let checks = check(constraints, &baseline, &measured);
        let context = context(analysis, timestamp.to_owned());
        self.metrics
            .extend(metrics(constraints, &current, &checks, &context));
    }

    fn add_feature(
        &mut self,
        analysis: &Analysis,
        constraints: &Constraints,
        feature: &FeaturePlaces,
    ) {
        let Some(constraint) = constraints.feature(&feature.name) else {
            return;
        };
        let only = Constraints {
            features: vec![constraint.clone()],
            monitoring: constraints.monitoring.clone(),
            ..Constraints::default()
        };
        let name = feature.name.as_str();
        let before = evidence(analysis.sources, analysis.layout, feature, Role::Baseline);
        let columns = analysis.timeline.columns(analysis.sources, feature);
        for (window, (start, column)) in analysis.timeline.starts().zip(&columns).enumerate() {
            if column.is_empty() {
                continue;
            }
            let now = Evidence::Samples(Series::new([column]));
            let gap = analysis.whole.drift.answer().gap(name, window);
            let (counted, measured) = measure(before.as_ref(), Some(&now), false, gap);
            let baseline = Features::of_facts(counted.as_ref().map(|facts| (name, facts)));
            let current = Features::of_facts(measured.as_ref().map(|facts| (name, facts)));
            let checks = check(&only, &baseline, &current);
            let current = Features::of_evidence([(name, now)]);
            let context = context(analysis, iso(start));
            self.metrics
                .extend(metrics(&only, &current, &checks, &context));
        }
    }
}

/// The current side's executions by the hour in their paths; none where the side has samples, or a file without an hour.
fn hours(analysis: &Analysis) -> Vec<(i64, Vec<usize>)> {
    let mut hours: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    if analysis.layout.current_statistics.is_none() {
        return Vec::new();
    }
    for (source, role) in analysis.layout.roles.iter().enumerate() {
        if *role == Some(Role::Current) && statistics(analysis, source).is_some() {
            let Some(hour) = analysis.sources[source].document.hour else {
                return Vec::new();
            };
            hours.entry(hour).or_default().push(source);
        }
    }
    hours.into_iter().collect()
}

fn statistics<'a>(analysis: &'a Analysis, source: usize) -> Option<&'a Statistics> {
    match &analysis.sources[source].document.content {
        Content::Statistics(statistics) => Some(statistics),
        _ => None,
    }
}

/// The features, and the current side's columns that the baseline lacks.
fn features(analysis: &Analysis) -> Vec<FeaturePlaces> {
    let mut features = analysis.layout.features.clone();
    features.extend(extra_features(analysis.sources, analysis.layout));
    features
}

/// When and where something was measured: the dimensions that the user named, else those of the paths.
pub(super) fn context(analysis: &Analysis, timestamp: String) -> MetricContext {
    let rules = with_monitored(analysis.rules, analysis.sources, analysis.layout);
    let dimensions = [
        rules.endpoint.map(Dimension::Endpoint),
        rules.schedule.map(Dimension::MonitoringSchedule),
        rules.pipeline.map(Dimension::Pipeline),
    ];
    MetricContext {
        timestamp,
        dimensions: dimensions.into_iter().flatten().collect(),
    }
}
