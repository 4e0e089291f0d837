//! Features over time: each window is judged on its own, with its part of a day's level.

use std::collections::BTreeMap;

use super::answer::Drift;
use crate::recurring;
use leeway_monitors::drift::{
    Candidate, Comparison, Rule, Verdict, since, verdicts, verdicts_in_cycle,
};
use leeway_monitors::words;
use leeway_report::{Feature, FeatureCycle, FeatureWindow, SameTime, Since, Window};
use leeway_stats::chance_distance::ChanceDistances;
use leeway_table::{Cycle, Kind};

/// A drift score is a percentage, and counts every row that moved twice.
const SCORE_PER_TOTAL_VARIATION: f64 = 200.0;

/// Judges all features window by window, and writes what came of it into `features`.
///
/// `labels` are the windows, `candidates` one per feature. p-values are from 0 to 1, adjusted over the features of a window and the windows of a day; a gap has none.
pub fn write_windows(
    drift: &Drift,
    labels: &[Window],
    candidates: &[Candidate],
    rule: &Rule,
    cycle_of: Option<Cycle>,
    features: &mut [Feature],
) {
    let mut cells: Vec<Vec<(usize, Candidate)>> = vec![Vec::new(); labels.len()];
    for (index, candidate) in candidates.iter().enumerate() {
        let Some(windows) = drift.windows.get(candidate.name) else {
            continue;
        };
        for (window, comparison) in windows.iter().enumerate() {
            if let Some(comparison) = comparison.as_deref() {
                let cell = Candidate {
                    comparison: Some(comparison),
                    ..*candidate
                };
                cells[window].push((index, cell));
            }
        }
    }
    for (index, candidate) in candidates.iter().enumerate() {
        if drift.windows.contains_key(candidate.name) {
            let gap = FeatureWindow {
                verdict: Verdict::Unknown,
                ..FeatureWindow::default()
            };
            features[index].windows = vec![gap; labels.len()];
        }
    }
    let chances: Vec<Option<ChanceDistances>> = features
        .iter()
        .map(|feature| ChanceDistances::new(&feature.bins.baseline).ok())
        .collect();
    let mut judged: BTreeMap<usize, Vec<Option<(Verdict, f64)>>> = BTreeMap::new();
    let mut found = Vec::new();
    for (window, cells) in cells.into_iter().enumerate() {
        let candidates: Vec<Candidate> = cells.iter().map(|(_, cell)| *cell).collect();
        let same_time: Vec<Option<&Comparison>> = candidates
            .iter()
            .map(|candidate| Some(&*at(drift, rule, candidate.name, window)?.comparison))
            .collect();
        let verdicts = verdicts_in_cycle(&candidates, &same_time, rule);
        for ((index, cell), verdict) in cells.into_iter().zip(verdicts) {
            found.push((index, window, cell, verdict));
        }
    }
    for (index, window, cell, found) in found {
        let (verdict, adjusted_p) = (found.verdict, found.adjusted_p);
        let Some(comparison) = cell.comparison else {
            continue;
        };
        let score = comparison
            .shares
            .as_ref()
            .ok()
            .map(|shares| shares.drift_score);
        let rows = comparison.current_rows;
        let p = comparison.p_value_by(rule.name);
        features[index].windows[window] = FeatureWindow {
            drift_score: score,
            chance_score: chances[index].and_then(|chance| {
                let chance = chance.of(rows).ok().filter(|_| score.is_some())?;
                Some(SCORE_PER_TOTAL_VARIATION * chance.upper)
            }),
            p_value: p.map(|(p, _)| p),
            log10_p: p.map(|(_, log10_p)| log10_p),
            adjusted_p,
            rows: Some(rows).filter(|rows| *rows != labels[window].rows),
            missing: (rows > 0).then(|| comparison.missing.current as f64 / rows as f64),
            verdict,
            same_time: at(drift, rule, cell.name, window).map(|then| SameTime {
                windows: then.windows,
                rows: then.comparison.baseline_rows,
                lowest: then.scores.map(|(lowest, _)| lowest),
                highest: then.scores.map(|(_, highest)| highest),
                drift_score: then
                    .comparison
                    .shares
                    .as_ref()
                    .ok()
                    .map(|shares| shares.drift_score),
                adjusted_p: found.same_time.and_then(|(_, p)| p),
                verdict: found
                    .same_time
                    .map_or(Verdict::Unknown, |(verdict, _)| verdict),
            }),
        };
        let of_feature = judged
            .entry(index)
            .or_insert_with(|| vec![None; labels.len()]);
        of_feature[window] = score.map(|score| (verdict, score));
    }
    for (index, candidate) in candidates.iter().enumerate() {
        features[index].cycle = cycle(drift, cycle_of, candidate, rule);
    }
    for (index, verdicts) in judged {
        features[index].since = since(&verdicts)
            .filter(|_| features[index].verdict.has_drifted())
            // The order of rows is no time: files may be sorted.
            .filter(|since| labels[since.window].start.is_some())
            .map(|since| Since {
                window: since.window as u64,
                label: labels[since.window].label.clone(),
                from_start: since.is_from_start,
            });
    }
}

/// A feature's window against the baseline at the same time.
fn at<'a>(
    drift: &'a Drift,
    rule: &Rule,
    feature: &str,
    window: usize,
) -> Option<&'a recurring::SameTime> {
    let drift = Some(drift).filter(|_| rule.name.minds_cycles())?;
    drift.cycles.get(feature)?.windows.get(window)?.as_ref()
}

/// Whether the baseline itself differs from its average at some times of the cycle.
fn cycle(
    drift: &Drift,
    cycle: Option<Cycle>,
    candidate: &Candidate,
    rule: &Rule,
) -> Option<FeatureCycle> {
    let cycle = cycle.filter(|_| rule.name.minds_cycles())?;
    let places = &drift.cycles.get(candidate.name)?.places;
    let places: Vec<Candidate> = places
        .iter()
        .flatten()
        .map(|comparison| Candidate {
            comparison: Some(comparison),
            ..*candidate
        })
        .collect();
    let verdicts = verdicts(&places, rule);
    let differing = verdicts.iter().filter(|(verdict, _)| verdict.has_drifted());
    Some(FeatureCycle {
        cycle,
        differing: differing.count() as u64,
        of: places.len() as u64,
    })
}

/// Since when, in words, for the features that began to drift within the time that is loaded; a blank before it.
///
/// Empty where none did.
pub fn beginnings(features: &[Feature], is_within_a_day: bool) -> String {
    let mut begun: Vec<&Feature> = features
        .iter()
        .filter(|feature| {
            feature
                .since
                .as_ref()
                .is_some_and(|since| !since.from_start)
        })
        .collect();
    let has_new_label = |feature: &Feature| {
        feature.kind == Some(Kind::Categorical) && !feature.new_labels.is_empty()
    };
    let is_strong = |feature: &Feature| feature.verdict == Verdict::Strong;
    begun.sort_by(|a, b| {
        let rank = |feature: &Feature| (is_strong(feature), has_new_label(feature));
        let score = |feature: &Feature| feature.drift_score.unwrap_or(0.0);
        rank(b)
            .cmp(&rank(a))
            .then(score(b).total_cmp(&score(a)))
            .then_with(|| a.name.cmp(&b.name))
    });
    let named: Vec<String> = begun
        .iter()
        .take(3)
        .filter_map(|feature| {
            let label = feature.since.as_ref()?.label.as_str();
            let hour = label.split_once(' ').filter(|_| is_within_a_day);
            let when = hour.map_or(label, |(_, hour)| hour);
            let name = &feature.name;
            let labels: Vec<String> = feature
                .new_labels
                .iter()
                .map(|new| new.label.clone())
                .collect();
            Some(match labels.as_slice() {
                [label] if has_new_label(feature) => {
                    format!("{name} has a new value, “{label}”, since {when}.")
                }
                [_, ..] if has_new_label(feature) => {
                    let labels = words::list(&labels, 3);
                    format!("{name} has new values since {when}: {labels}.")
                }
                _ if is_strong(feature) => format!("{name} jumped at {when}."),
                _ => format!("{name} moved at {when}."),
            })
        })
        .collect();
    if named.is_empty() {
        String::new()
    } else {
        format!(" {}", named.join(" "))
    }
}
