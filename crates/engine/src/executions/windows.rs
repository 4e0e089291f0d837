//! Statistics of executions as windows: what each saw in the hour before that of its path.

use std::collections::BTreeMap;

use crate::layout::{FeaturePlaces, Layout};
use crate::source::Loaded;
use crate::statistics;
use crate::windows::Window;
use leeway_documents::model_monitor::{FeatureStatistics, Statistics};
use leeway_documents::{Content, Role};
use leeway_monitors::drift::{Bins, Comparison, Counts, Taken, Ways, compare};
use leeway_monitors::subject_of;
use leeway_report::settings::{NamedWindow, WindowChoice};
use leeway_table::{ClockWindows, WindowRule};

const HOUR_MS: i64 = 3_600_000;

/// The windows of the current side's statistics, and which sources are in each.
#[derive(Debug, Clone, Default)]
pub struct ExecutionWindows {
    /// The rule that was applied.
    pub rule: Option<WindowRule>,
    /// The windows in order; those without an execution are gaps.
    pub windows: Vec<Window>,
    /// Rows of executions whose paths tell no hour.
    pub without_time: u64,
    sources: Vec<Vec<usize>>,
}

impl ExecutionWindows {
    /// Cuts the current side's statistics by the hours of their paths, less one: a report's hour is the one after its data.
    ///
    /// In order of time, UTC. Without statistics, without hours in their paths, and for a choice by rows there are none.
    pub fn of(sources: &[Loaded], layout: &Layout, choice: &WindowChoice) -> ExecutionWindows {
        let executions: Vec<(usize, Option<i64>)> = (0..sources.len())
            .filter(|&source| layout.roles.get(source) == Some(&Some(Role::Current)))
            .filter(|&source| of_source(sources, source).is_some())
            .map(|source| {
                (
                    source,
                    sources[source].document.hour.map(|hour| hour - HOUR_MS),
                )
            })
            .collect();
        let times = || executions.iter().filter_map(|(_, time)| *time);
        let (Some(first), Some(last)) = (times().min(), times().max()) else {
            return ExecutionWindows::default();
        };
        let rule = match choice {
            WindowChoice::Named(NamedWindow::Hour) => WindowRule::Hour,
            WindowChoice::Named(NamedWindow::Day) => WindowRule::Day,
            WindowChoice::Named(NamedWindow::Week) => WindowRule::Week,
            WindowChoice::Named(NamedWindow::Month) => WindowRule::Month,
            WindowChoice::Unset => WindowRule::for_span(first, last),
            _ => return ExecutionWindows::default(),
        };
        let Some(clock) = ClockWindows::spanning(rule, first, last) else {
            return ExecutionWindows::default();
        };
        let mut windows = ExecutionWindows {
            rule: Some(rule),
            windows: Window::all(&clock),
            without_time: 0,
            sources: vec![Vec::new(); clock.count as usize],
        };
        for (source, time) in executions {
            let rows = of_source(sources, source).map_or(0, rows_of);
            let index = time.map(|time| clock.index(time) as usize);
            match index.and_then(|index| windows.windows.get_mut(index).zip(Some(index))) {
                Some((window, index)) => {
                    window.rows += rows;
                    window.all_rows += rows;
                    windows.sources[index].push(source);
                }
                None => windows.without_time += rows,
            }
        }
        windows
    }

    /// A feature in every window that has an execution; `None` for a gap.
    ///
    /// One entry per window in order of time, measured as `whole` is: distances from sketches come with a bound and without a p-value.
    pub fn compare(
        &self,
        sources: &[Loaded],
        layout: &Layout,
        places: &FeaturePlaces,
        whole: &Comparison,
    ) -> Vec<Option<Comparison>> {
        let baseline = layout.side(sources, places, Role::Baseline);
        let (Some(baseline), true) = (baseline, self.windows.len() > 1) else {
            return Vec::new();
        };
        let measured = |sources_here: &Vec<usize>| {
            let here: Vec<&FeatureStatistics> = sources_here
                .iter()
                .filter_map(|&source| {
                    let features = &of_source(sources, source)?.features;
                    features.iter().find(|feature| feature.name == places.name)
                })
                .collect();
            let current = match here.as_slice() {
                [] => None,
                [only] => statistics::side(only),
                several => merged(several),
            }?;
            let kind = Taken {
                ways: match whole.evidently {
                    Some(_) => Ways::Evidently,
                    None => Ways::Own,
                },
                ..Taken::chosen(Some(whole.kind))
            };
            Some(Comparison {
                // Only the feature screen draws a window's counts.
                counts: Counts {
                    bins: Bins::Cuts(Vec::new()),
                    baseline: Vec::new(),
                    current: Vec::new(),
                },
                ..compare(&baseline, Some(&current), &kind)
            })
        };
        self.sources.iter().map(measured).collect()
    }
}

fn of_source(sources: &[Loaded], source: usize) -> Option<&Statistics> {
    match &sources[source].document.content {
        Content::Statistics(statistics) => Some(statistics),
        _ => None,
    }
}

/// Rows that an execution saw: the count that it tells, else the longest feature's.
fn rows_of(statistics: &Statistics) -> u64 {
    let rows = |feature: &FeatureStatistics| {
        let (present, missing) = feature.presence().unwrap_or_default();
        present + missing
    };
    let longest = statistics.features.iter().map(rows).max();
    statistics.item_count.or(longest).unwrap_or(0)
}

/// One feature of several executions together.
fn merged(features: &[&FeatureStatistics]) -> Option<leeway_monitors::drift::FeatureSide<'static>> {
    let alone: Vec<Statistics> = features
        .iter()
        .map(|feature| Statistics {
            features: vec![(*feature).clone()],
            ..Statistics::default()
        })
        .collect();
    let (merged, _) = statistics::merge(&alone.iter().collect::<Vec<_>>())?;
    statistics::side(merged.features.first()?)
}

/// Reported violations over time: which check of which feature fired in which execution.
///
/// By the hour of the data, the most frequent check first; `None` with fewer than two executions.
pub fn violations(sources: &[Loaded], layout: &Layout) -> Option<leeway_report::ViolationTimeline> {
    use leeway_report::iso;
    use leeway_report::{FiredCheck, ViolationTimeline};
    let mut reports: Vec<(i64, &Loaded)> = sources
        .iter()
        .zip(&layout.roles)
        .filter(|(_, role)| **role == Some(Role::Reported))
        .filter(|(source, _)| matches!(source.document.content, Content::Violations(_)))
        .filter_map(|(source, _)| Some((source.document.hour? - HOUR_MS, source)))
        .collect();
    reports.sort_by(|a, b| {
        a.0.cmp(&b.0)
            .then_with(|| a.1.document.path.cmp(&b.1.document.path))
    });
    // Executions that found nothing leave statistics and no violations.
    let mut hours: Vec<i64> = reports.iter().map(|(hour, _)| *hour).collect();
    let quiet = (0..sources.len()).filter(|&source| of_source(sources, source).is_some());
    hours.extend(quiet.filter_map(|source| {
        let is_current = layout.roles.get(source) == Some(&Some(Role::Current));
        sources[source]
            .document
            .hour
            .filter(|_| is_current)
            .map(|hour| hour - HOUR_MS)
    }));
    hours.sort_unstable();
    hours.dedup();
    if hours.len() < 2 || reports.is_empty() {
        return None;
    }
    let mut fired: BTreeMap<(String, String), Vec<Option<String>>> = BTreeMap::new();
    for (hour, source) in reports {
        let (Content::Violations(report), Ok(place)) =
            (&source.document.content, hours.binary_search(&hour))
        else {
            continue;
        };
        for violation in &report.violations {
            let row = fired
                .entry((subject_of(violation), violation.check.clone()))
                .or_insert_with(|| vec![None; hours.len()]);
            row[place] = Some(violation.description.clone());
        }
    }
    let label = |hour: &i64| {
        iso(*hour)
            .chars()
            .take(16)
            .collect::<String>()
            .replace('T', " ")
    };
    let check =
        |((feature, check), descriptions): ((String, String), Vec<Option<String>>)| FiredCheck {
            feature,
            check,
            fired: descriptions.iter().flatten().count() as u64,
            descriptions,
        };
    let mut checks: Vec<FiredCheck> = fired.into_iter().map(check).collect();
    // The most frequent first, equals by name, as the map has them.
    checks.sort_by_key(|check| std::cmp::Reverse(check.fired));
    Some(ViolationTimeline {
        labels: hours.iter().map(label).collect(),
        checks,
    })
}
