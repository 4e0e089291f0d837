//! Every feature over time: measured window by window, judged over features and windows together, and told in the report.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::build::iso;
use super::executions::ExecutionWindows;
use super::kept::KeptFeature;
use super::layout::{FeaturePlaces, Layout};
use super::source::Loaded;
use super::windows::Windows;
use crate::documents::Role;
use crate::engine::selection::RowOrder;
use crate::monitors::drift::{Candidate, Comparison, Gap, Gathered, Level, Rule, levels, since};
use crate::monitors::words;
use crate::report::settings::WindowChoice;
use crate::report::{Feature, FeatureWindow, Since, WEAK_ROWS, Window};
use crate::table::Column;

/// The features in every window.
#[derive(Debug, Clone, Default)]
pub struct Timeline {
    windows: Windows,
    /// Those of statistics, where the current side has no rows.
    executions: Option<ExecutionWindows>,
    /// By feature, one entry per window; `None` for a gap.
    measured: BTreeMap<String, Vec<Option<Rc<Comparison>>>>,
}

impl Timeline {
    /// A timeline with its windows and nothing measured yet.
    pub fn of(sources: &[Loaded], layout: &Layout, choice: &WindowChoice) -> Timeline {
        let mut timeline = Timeline {
            windows: Windows::of(sources, layout, choice),
            ..Timeline::default()
        };
        if layout.tables(sources, Role::Current).is_empty() {
            let executions = ExecutionWindows::of(sources, layout, choice);
            timeline.windows.rule = executions.rule;
            timeline.windows.windows = executions.windows.clone();
            timeline.windows.without_time = executions.without_time;
            timeline.executions = Some(executions);
        }
        timeline
    }

    /// Measures a feature in every window but those that were measured before and are made of the same rows.
    pub fn measure(
        &mut self,
        sources: &[Loaded],
        layout: &Layout,
        places: &FeaturePlaces,
        whole: &Comparison,
        kept: &mut KeptFeature,
    ) {
        let windows = match &self.executions {
            Some(executions) => {
                let windows = executions.compare(sources, layout, places, whole);
                windows
                    .into_iter()
                    .map(|window| window.map(Rc::new))
                    .collect()
            }
            None => {
                let parts = &self.windows.parts.windows;
                let known = kept.windows(parts, whole);
                let before = kept.baseline();
                let windows = self.windows.compare(sources, places, whole, before, known);
                kept.keep_windows(parts, &windows);
                windows
            }
        };
        if !windows.is_empty() {
            self.measured.insert(places.name.clone(), windows);
        }
    }

    /// The windows as they were cut.
    pub fn cut(&self) -> &Windows {
        &self.windows
    }

    /// The windows with the rows alone that `keep` flags, and nothing measured.
    pub fn only(&self, order: &RowOrder, keep: &[bool]) -> Timeline {
        Timeline {
            windows: self.windows.only(order, keep),
            executions: None,
            measured: BTreeMap::new(),
        }
    }

    /// Measures a feature in the windows of another timeline; `baseline` goes with its baseline.
    pub fn measure_in(
        &mut self,
        other: Timeline,
        sources: &[Loaded],
        places: &FeaturePlaces,
        whole: &Comparison,
        baseline: &Gathered,
    ) {
        let (windows, known) = (&other.windows, Vec::new());
        let windows = windows.compare(sources, places, whole, baseline, known);
        if !windows.is_empty() {
            self.measured.insert(places.name.clone(), windows);
        }
    }

    /// The window of every row of a source on the current side; `None` for another source, or without windows.
    pub fn window_of(&self, source: usize) -> Option<&[u32]> {
        self.windows.of_source(source)
    }

    /// Number of windows.
    pub fn window_count(&self) -> usize {
        self.windows.windows.len()
    }

    /// When each window begins; none where windows are not cut by the clock.
    pub fn starts(&self) -> impl Iterator<Item = i64> {
        let windows = self.windows.windows.iter();
        windows.filter_map(|window| window.start_ms)
    }

    /// A feature's rows, window by window.
    pub fn columns(&self, sources: &[Loaded], places: &FeaturePlaces) -> Vec<Column> {
        self.windows.columns(sources, places)
    }

    /// The gap between a feature's distribution functions that was found in a window.
    pub fn gap(&self, feature: &str, window: usize) -> Option<&Gap> {
        let comparison = self.measured.get(feature)?.get(window)?.as_ref()?;
        comparison.ks.as_ref()?.as_ref().ok()
    }

    /// Rows that are in no window because they have no time.
    pub fn without_time(&self) -> u64 {
        self.windows.without_time
    }

    /// The window of every row of these sources in order, and the number of windows; `None` without windows.
    pub fn segments(&self, sources: &[usize]) -> Option<(Vec<u32>, usize)> {
        let count = self.windows.windows.len();
        let rows = sources.iter().map(|source| self.windows.of_source(*source));
        let rows: Option<Vec<&[u32]>> = rows.collect();
        rows.filter(|_| count > 1)
            .map(|rows| (rows.concat(), count))
    }

    /// The windows as the report has them.
    pub fn windows(&self) -> Vec<Window> {
        let known = self.windows.windows.iter();
        let window = |window: &super::windows::Window| {
            let (start, end) = (window.start_ms.map(iso), window.end_ms.map(iso));
            let last_row = window.first_row + window.all_rows.saturating_sub(1);
            let label = match (&start, self.windows.is_by_day()) {
                (Some(start), true) => start.chars().take(10).collect(),
                (Some(start), false) => {
                    start.chars().take(16).collect::<String>().replace('T', " ")
                }
                (None, _) => format!(
                    "rows {}–{}",
                    words::count(window.first_row),
                    words::count(last_row)
                ),
            };
            Window {
                label,
                first_row: window.start_ms.is_none().then_some(window.first_row),
                start,
                end,
                rows: window.rows,
                weak: (1..WEAK_ROWS).contains(&window.rows),
            }
        };
        known.map(window).collect()
    }

    /// Judges all features in all windows together, and writes what came of it into `features`.
    pub fn report(&self, candidates: &[Candidate], rule: &Rule, features: &mut [Feature]) {
        let mut cells = Vec::new();
        let mut places = Vec::new();
        for (index, candidate) in candidates.iter().enumerate() {
            let Some(windows) = self.measured.get(candidate.name) else {
                continue;
            };
            for (window, comparison) in windows.iter().enumerate() {
                if let Some(comparison) = comparison.as_deref() {
                    cells.push(Candidate {
                        comparison: Some(comparison),
                        ..*candidate
                    });
                    places.push((index, window));
                }
            }
        }
        let labels = self.windows();
        for (index, candidate) in candidates.iter().enumerate() {
            if self.measured.contains_key(candidate.name) {
                let gap = FeatureWindow {
                    verdict: Level::Unknown.name().to_owned(),
                    ..FeatureWindow::default()
                };
                features[index].windows = vec![gap; labels.len()];
            }
        }
        let mut verdicts: BTreeMap<usize, Vec<Option<(Level, f64)>>> = BTreeMap::new();
        for ((cell, (index, window)), (level, adjusted_p)) in
            cells.iter().zip(places).zip(levels(&cells, rule))
        {
            let Some(comparison) = cell.comparison else {
                continue;
            };
            let score = comparison
                .shares
                .as_ref()
                .ok()
                .map(|shares| shares.drift_score);
            let rows = comparison.current_rows;
            features[index].windows[window] = FeatureWindow {
                drift_score: score,
                p_value: comparison.p_value().map(|(p, _)| p),
                log10_p: comparison.p_value().map(|(_, log10_p)| log10_p),
                adjusted_p,
                rows: Some(rows).filter(|rows| *rows != labels[window].rows),
                missing: (rows > 0).then(|| comparison.missing.current as f64 / rows as f64),
                verdict: level.name().to_owned(),
            };
            let verdicts = verdicts
                .entry(index)
                .or_insert_with(|| vec![None; labels.len()]);
            verdicts[window] = score.map(|score| (level, score));
        }
        for (index, verdicts) in verdicts {
            features[index].since = since(&verdicts)
                .filter(|_| is_drifted(&features[index]))
                .map(|since| Since {
                    window: since.window as u64,
                    label: labels[since.window].label.clone(),
                    from_start: since.is_from_start,
                });
        }
    }

    /// Since when, in words, for the features that began to drift within the time that is loaded; a blank before it.
    pub fn sentence(&self, features: &[Feature]) -> String {
        let mut begun: Vec<&Feature> = features
            .iter()
            .filter(|feature| {
                feature
                    .since
                    .as_ref()
                    .is_some_and(|since| !since.from_start)
            })
            .collect();
        let has_new_label =
            |feature: &Feature| feature.kind == "categorical" && !feature.new_labels.is_empty();
        let is_strong = |feature: &Feature| feature.verdict == Level::Strong.name();
        begun.sort_by(|a, b| {
            let rank = |feature: &Feature| (is_strong(feature), has_new_label(feature));
            let score = |feature: &Feature| feature.drift_score.unwrap_or(0.0);
            rank(b)
                .cmp(&rank(a))
                .then(score(b).total_cmp(&score(a)))
                .then_with(|| a.name.cmp(&b.name))
        });
        let told: Vec<String> = begun
            .iter()
            .take(3)
            .filter_map(|feature| {
                let label = feature.since.as_ref()?.label.as_str();
                let hour = label
                    .split_once(' ')
                    .filter(|_| self.windows.is_within_a_day());
                let when = hour.map_or(label, |(_, hour)| hour);
                let name = &feature.name;
                let labels: Vec<String> = feature
                    .new_labels
                    .iter()
                    .map(|new| new.label.clone())
                    .collect();
                Some(match labels.as_slice() {
                    [label] if has_new_label(feature) => {
                        format!("{name}: new label {label} since {when}")
                    }
                    [_, ..] if has_new_label(feature) => {
                        let labels = words::list(&labels, 3);
                        format!("{name}: new labels {labels} since {when}")
                    }
                    _ if is_strong(feature) => format!("{name} since {when}, strong"),
                    _ => format!("{name} since {when}"),
                })
            })
            .collect();
        if told.is_empty() {
            String::new()
        } else {
            format!(" {}.", told.join("; "))
        }
    }
}

fn is_drifted(feature: &Feature) -> bool {
    feature.verdict == Level::Drifted.name() || feature.verdict == Level::Strong.name()
}
