//! Model quality into the report.

use super::checks::{by_window, in_force, reported, statistics};
use super::curves::{curves, per_label, residuals};
use super::measured::{MeasuredSide, Quality, THRESHOLD};
use super::stated::Stated;
use super::story;
use crate::view::View;
use leeway_documents::Role;
use leeway_documents::model_quality::{LabelPair, Metric, ProblemType, QualityStatistics};
use leeway_monitors::MonitorName;
use leeway_monitors::model_quality::{Measured, QualityCheck, pairs};
use leeway_monitors::words;
use leeway_report::Basis;
use leeway_report::model_quality::{
    Join, Metric as Written, Metrics, ModelQuality, QualityWindow, Threshold, Unmatched,
};
use leeway_report::{Check, Feature, Window};

/// Writes what was measured, beside `features` and `windows` of the report; `None` where nothing loaded is about model quality.
///
/// Metrics are in their own ranges, windows in the order of `windows`; a metric without a value has its reason.
pub fn write(
    view: View,
    quality: &Quality,
    checks: &[Check],
    features: &[Feature],
    windows: &[Window],
) -> Option<ModelQuality> {
    let of_role = |role| statistics(view, quality, role);
    let (stated_baseline, stated_current) = (of_role(Role::Baseline), of_role(Role::Current));
    let in_force = in_force(view, quality);
    let reported = reported(view);
    let is_measured = quality.current.is_some() || stated_current.is_some();
    let of_reported = reported.as_ref().filter(|_| !is_measured);
    let of_reported = of_reported.and_then(Stated::of);
    let nothing = quality.baseline.is_none()
        && quality.current.is_none()
        && stated_baseline.is_none()
        && stated_current.is_none();
    if nothing && !quality.has_labels && in_force.is_none() && reported.is_none() {
        return None;
    }
    let problem = quality
        .answers
        .problem
        .or_else(|| {
            stated_current
                .or(stated_baseline)
                .map(|statistics| statistics.problem)
        })
        .or_else(|| in_force.as_ref()?.constraints.problem)
        .or_else(|| of_reported.as_ref()?.problem());
    let baseline = match (&quality.baseline, stated_baseline) {
        (Some(part), _) => Some(of_part(part)),
        (None, stated) => stated.map(of_statistics),
    };
    let current = match (&quality.current, stated_current) {
        (Some(part), _) => Some(of_part(part)),
        (None, Some(stated)) => Some(of_statistics(stated)),
        (None, None) => of_reported.as_ref().map(|stated| stated.metrics.clone()),
    };
    let is_current = current.is_some() || (nothing && (quality.has_labels || reported.is_some()));
    let (part, stated) = match is_current {
        true => (&quality.current, stated_current),
        false => (&quality.baseline, stated_baseline),
    };
    let ours = checks
        .iter()
        .filter(|check| check.monitor == MonitorName::ModelQuality);
    let mut written = ModelQuality {
        problem_type: problem,
        labels: part
            .as_ref()
            .map_or_else(|| labels(stated), |part| part.rows.labels.clone()),
        side: if is_current {
            Role::Current
        } else {
            Role::Baseline
        },
        from: match (&of_reported, part.is_some() || stated.is_none()) {
            (Some(_), _) => Basis::Violations,
            (None, true) => Basis::Samples,
            (None, false) => Basis::Statistics,
        },
        rows: part.as_ref().map_or_else(
            || stated.and_then(QualityStatistics::rows).unwrap_or(0),
            |part| part.rows.len() as u64,
        ),
        unmatched: Unmatched {
            captures: quality.counts.missing + quality.counts.contradictory,
            labels: quality.counts.unknown,
        },
        join: (quality.counts.labels + quality.counts.own + quality.counts.empty > 0)
            .then(|| join(quality)),
        metrics: current
            .clone()
            .filter(|_| is_current)
            .or_else(|| baseline.clone())
            .unwrap_or_default(),
        baseline_rows: quality
            .baseline
            .as_ref()
            .map(|part| part.rows.len() as u64)
            .or_else(|| stated_baseline?.rows()),
        baseline,
        curves: curves(quality, stated_current, stated_baseline, is_current),
        per_label: per_label(
            part.as_ref(),
            quality.baseline.as_ref().filter(|_| is_current),
        ),
        residuals: residuals(quality),
        threshold: threshold(quality),
        constraints_from: in_force.as_ref().map(|in_force| in_force.from),
        constraints_path: in_force.as_ref().and_then(|in_force| in_force.path.clone()),
        violated: ours
            .clone()
            .filter(|check| check.is_recomputed() && check.status.is_violated())
            .count() as u64,
        not_recomputed: ours.filter(|check| check.is_reported_alone()).count() as u64,
        reported: reported.map(|reported| reported.violations.len() as u64),
        notes: quality.notes.clone(),
        ..ModelQuality::default()
    };
    if let Some(in_force) = &in_force {
        for constraint in &in_force.constraints.constraints {
            let threshold = Threshold {
                threshold: constraint.threshold,
                comparison_operator: constraint.operator,
            };
            written
                .thresholds
                .insert(constraint.name.clone(), threshold);
        }
    }
    if let Some(stated) = of_reported {
        written.constraints_from = written.constraints_from.or(Some(Basis::Violations));
        for (name, threshold) in stated.thresholds {
            written.thresholds.entry(name).or_insert(threshold);
        }
    }
    let mut violated = in_force.map_or_else(Vec::new, |in_force| {
        by_window(quality, &in_force.constraints)
    });
    let is_input = |feature: &&Feature| !quality.answers.include(&feature.name);
    let inputs: Vec<Feature> = features.iter().filter(is_input).cloned().collect();
    written.features = inputs
        .iter()
        .filter(|feature| !feature.windows.is_empty())
        .count() as u64;
    violated.resize(quality.windows.len(), Vec::new());
    written.windows = quality
        .windows
        .iter()
        .zip(violated)
        .enumerate()
        .map(|(at, (window, violated))| {
            of_window(&window.metrics, window.rows, violated, at, &inputs)
        })
        .collect();
    say_what_lacks(&mut written, quality);
    say_what_is_cut(&mut written, stated.filter(|_| part.is_none()));
    match problem {
        Some(problem) => story::write_story(&mut written, problem, windows, &inputs),
        None => story::write_reported(&mut written),
    }
    Some(written)
}

fn say_what_lacks(written: &mut ModelQuality, quality: &Quality) {
    if quality.current.is_some() || !quality.has_labels {
        return;
    }
    let says = if quality.answers.prediction.is_none() && quality.answers.probability.is_none() {
        "There are labels, and no prediction was found: choose its column, or a JMESPath in the model's answer."
    } else if quality.counts.joined == 0 {
        "No label belongs to a captured row: ids or positions do not match. Labels go with inferenceId where the caller sent one, else with eventId."
    } else {
        "There are labels, and no row that has one has a prediction."
    };
    written.notes.insert(0, says.to_owned());
}

/// The container's files hold the beginnings of long curves alone.
fn say_what_is_cut(written: &mut ModelQuality, stated: Option<&QualityStatistics>) {
    let roc = stated.and_then(QualityStatistics::roc);
    let Some(end) = roc
        .and_then(|(x, _)| x.last().copied())
        .filter(|end| *end < 1.0)
    else {
        return;
    };
    written.notes.push(format!(
        "The statistics hold only the beginning of the ROC curve, to a false positive rate of {}. The AUC is of the whole.",
        words::number(end)
    ));
}

fn join(quality: &Quality) -> Join {
    let counts = quality.counts;
    Join {
        captures: counts.captures,
        labels: counts.labels,
        joined: counts.joined,
        own: counts.own,
        missing: counts.missing,
        late: counts.late,
        unknown: counts.unknown,
        duplicate: counts.duplicate,
        contradictory: counts.contradictory,
        repeated: counts.repeated,
        empty: counts.empty,
    }
}

fn scalars(measured: &[Measured]) -> Vec<(String, Written)> {
    let metric = |measured: &Measured| {
        let written = Written {
            value: measured.value.as_ref().ok().copied(),
            standard_deviation: measured.deviation,
            reason: measured.value.as_ref().err().map(ToString::to_string),
        };
        (measured.metric.name().to_owned(), written)
    };
    measured.iter().map(metric).collect()
}

fn of_part(part: &MeasuredSide) -> Metrics {
    let found = part.drawn.confusion.as_ref();
    Metrics {
        confusion_matrix: found
            .map_or_else(Vec::new, |found| matrix(pairs(found, &part.rows.labels))),
        metrics: scalars(&part.metrics),
    }
}

fn of_statistics(statistics: &QualityStatistics) -> Metrics {
    let metric = |metric: &Metric| {
        let stated = statistics.metric(*metric)?;
        let written = Written {
            value: stated.value,
            standard_deviation: stated.deviation,
            reason: stated
                .value
                .is_none()
                .then(|| "The statistics have no number for it.".to_owned()),
        };
        Some((metric.name().to_owned(), written))
    };
    Metrics {
        confusion_matrix: matrix(statistics.confusion()),
        metrics: statistics
            .problem
            .metrics()
            .iter()
            .filter_map(metric)
            .collect(),
    }
}

fn matrix(pairs: Vec<LabelPair>) -> Vec<(String, Vec<(String, u64)>)> {
    let mut rows: Vec<(String, Vec<(String, u64)>)> = Vec::new();
    for pair in pairs {
        let cell = (pair.predicted, pair.rows);
        match rows.last_mut() {
            Some((actual, row)) if *actual == pair.actual => row.push(cell),
            _ => rows.push((pair.actual, vec![cell])),
        }
    }
    rows
}

fn labels(stated: Option<&QualityStatistics>) -> Vec<String> {
    let mut labels: Vec<String> = Vec::new();
    for pair in stated.map(QualityStatistics::confusion).unwrap_or_default() {
        if !labels.contains(&pair.actual) {
            labels.push(pair.actual);
        }
    }
    labels
}

fn of_window(
    measured: &[Measured],
    rows: u64,
    violated: Vec<QualityCheck>,
    at: usize,
    features: &[Feature],
) -> QualityWindow {
    let here: Vec<_> = features
        .iter()
        .filter_map(|feature| feature.windows.get(at))
        .collect();
    let scores: Vec<f64> = here
        .iter()
        .filter_map(|window| window.drift_score)
        .collect();
    QualityWindow {
        rows,
        metrics: Metrics {
            confusion_matrix: Vec::new(),
            metrics: scalars(measured),
        },
        violated: violated
            .iter()
            .map(|check| check.constraint.name.clone())
            .collect(),
        violations: violated
            .into_iter()
            .filter_map(|check| check.description)
            .collect(),
        drifted: here
            .iter()
            .filter(|window| window.verdict.has_drifted())
            .count() as u64,
        drift_score: (!scores.is_empty()).then(|| scores.iter().sum::<f64>() / scores.len() as f64),
    }
}

/// The threshold in force: the chosen one, else the container's where only probabilities are there.
fn threshold(quality: &Quality) -> Option<f64> {
    let answers = &quality.answers;
    let only_probabilities = answers.prediction.is_none() && answers.probability.is_some();
    let is_binary = answers.problem == Some(ProblemType::Binary);
    answers
        .threshold
        .or(only_probabilities.then_some(THRESHOLD))
        .filter(|_| is_binary)
}
