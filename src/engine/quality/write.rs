//! Model quality into the report.

use super::checks::{by_window, in_force, reported, statistics};
use super::measured::{Part, Quality, THRESHOLD};
use super::report::{
    Curves, Join, LabelQuality, Metric as Written, Metrics, ModelQuality, QualityWindow, Residual,
    Threshold, Unmatched,
};
use super::story;
use crate::documents::Role;
use crate::documents::model_quality::{LabelPair, Metric, ProblemType, QualityStatistics};
use crate::engine::build::Analysis;
use crate::engine::report::{Check, Feature, Window};
use crate::monitors::model_quality::{
    MONITOR, Measured, confusion, numbers, pairs, probabilities, ranking,
};
use crate::stats::calibration::calibration;
use crate::stats::ranking::Curve;
use crate::stats::residuals::residual_quantiles;

/// Points of a curve that is drawn.
const CURVE_POINTS: usize = 200;

/// Shares at which residuals are told.
const SHARES: [f64; 7] = [0.0, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0];

/// Writes what was measured, beside `features` and `windows` of the report; `None` where nothing loaded is about model quality.
pub fn write(
    analysis: &Analysis,
    checks: &[Check],
    features: &[Feature],
    windows: &[Window],
) -> Option<ModelQuality> {
    let quality = analysis.quality;
    let of_role = |role| statistics(analysis, role);
    let (stated_baseline, stated_current) = (of_role(Role::Baseline), of_role(Role::Current));
    let in_force = in_force(analysis);
    let reported = reported(analysis);
    let nothing = quality.baseline.is_none()
        && quality.current.is_none()
        && stated_baseline.is_none()
        && stated_current.is_none();
    if nothing && !quality.has_labels && in_force.is_none() && reported.is_none() {
        return None;
    }
    let problem = quality
        .choices
        .problem
        .or_else(|| {
            stated_current
                .or(stated_baseline)
                .map(|statistics| statistics.problem)
        })
        .or_else(|| in_force.as_ref()?.constraints.problem);
    let baseline = match (&quality.baseline, stated_baseline) {
        (Some(part), _) => Some(of_part(part)),
        (None, stated) => stated.map(of_statistics),
    };
    let current = match (&quality.current, stated_current) {
        (Some(part), _) => Some(of_part(part)),
        (None, stated) => stated.map(of_statistics),
    };
    let is_current = current.is_some() || (nothing && quality.has_labels);
    let (part, stated) = match is_current {
        true => (&quality.current, stated_current),
        false => (&quality.baseline, stated_baseline),
    };
    let ours = checks.iter().filter(|check| check.monitor == MONITOR);
    let mut written = ModelQuality {
        problem_type: problem.map_or("", ProblemType::name).to_owned(),
        labels: part
            .as_ref()
            .map_or_else(|| labels(stated), |part| part.rows.labels.clone()),
        side: if is_current { "current" } else { "baseline" }.to_owned(),
        from: if part.is_some() || stated.is_none() {
            "samples"
        } else {
            "statistics"
        }
        .to_owned(),
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
        constraints_from: in_force.as_ref().map(|in_force| in_force.from.to_owned()),
        constraints_path: in_force.as_ref().and_then(|in_force| in_force.path.clone()),
        violated: ours.filter(|check| check.status == "violated").count() as u64,
        reported: reported.map(|reported| reported.violations.len() as u64),
        notes: quality.notes.clone(),
        ..ModelQuality::default()
    };
    if let Some(in_force) = &in_force {
        for constraint in &in_force.constraints.constraints {
            let threshold = Threshold {
                threshold: constraint.threshold,
                comparison_operator: constraint.operator.name().to_owned(),
            };
            written
                .thresholds
                .insert(constraint.name.clone(), threshold);
        }
    }
    let mut violated = in_force.map_or_else(Vec::new, |in_force| {
        by_window(quality, &in_force.constraints)
    });
    let answers = [
        &quality.choices.label,
        &quality.choices.prediction,
        &quality.choices.probability,
    ];
    let inputs: Vec<Feature> = features
        .iter()
        .filter(|feature| {
            !answers
                .iter()
                .any(|answer| answer.as_ref() == Some(&feature.name))
        })
        .cloned()
        .collect();
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
        .map(|(at, (window, violations))| {
            of_window(&window.metrics, window.rows, violations, at, &inputs)
        })
        .collect();
    say_what_lacks(&mut written, quality);
    if let Some(problem) = problem {
        story::tell(&mut written, problem, windows, &inputs);
    }
    Some(written)
}

fn say_what_lacks(written: &mut ModelQuality, quality: &Quality) {
    if quality.current.is_some() || !quality.has_labels {
        return;
    }
    let says = if quality.choices.prediction.is_none() && quality.choices.probability.is_none() {
        "There are labels, and no prediction was found: choose its column, or a JMESPath in the model's answer."
    } else if quality.counts.joined == 0 {
        "No label belongs to a captured row: ids or positions do not match. Labels go with inferenceId where the caller sent one, else with eventId."
    } else {
        "There are labels, and no row that has one has a prediction."
    };
    written.notes.insert(0, says.to_owned());
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
            reason: measured.value.as_ref().err().cloned(),
        };
        (measured.metric.name().to_owned(), written)
    };
    measured.iter().map(metric).collect()
}

fn of_part(part: &Part) -> Metrics {
    let found = confusion(&part.rows, &part.rows.all());
    Metrics {
        confusion_matrix: found
            .map_or_else(Vec::new, |found| matrix(pairs(&found, &part.rows.labels))),
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
    violations: Vec<String>,
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
        violations,
        drifted: here
            .iter()
            .filter(|window| matches!(window.verdict.as_str(), "drifted" | "strong"))
            .count() as u64,
        drift_score: (!scores.is_empty()).then(|| scores.iter().sum::<f64>() / scores.len() as f64),
    }
}

fn points(curve: Curve) -> Vec<(f64, f64)> {
    let curve = curve.thinned(CURVE_POINTS);
    curve.x.into_iter().zip(curve.y).collect()
}

fn curves(
    quality: &Quality,
    current: Option<&QualityStatistics>,
    baseline: Option<&QualityStatistics>,
    is_current: bool,
) -> Curves {
    let of_file = |curve: Option<(Vec<f64>, Vec<f64>)>| {
        curve.map_or_else(Vec::new, |(x, y)| points(Curve { x, y }))
    };
    let drawn = |part: &Option<Part>, stated: Option<&QualityStatistics>| {
        let Some(part) = part.as_ref().filter(|part| part.rows.has_probabilities()) else {
            return (
                of_file(stated.and_then(QualityStatistics::roc)),
                of_file(stated.and_then(QualityStatistics::precision_recall)),
                Vec::new(),
                Vec::new(),
            );
        };
        let all = part.rows.all();
        let ranking = ranking(&part.rows, &all);
        let bins = calibration(probabilities(&part.rows, &all))
            .map_or_else(|_| Vec::new(), |found| found.bins);
        let (positives, negatives) = ranking.classes();
        let at = |step: u32| {
            let step = ranking.at(f64::from(step) / 100.0);
            let (tp, fp) = (step.true_positives, step.false_positives);
            [tp, fp, positives - tp, negatives - fp]
        };
        (
            ranking.roc().map_or_else(|_| Vec::new(), points),
            ranking
                .precision_recall()
                .map_or_else(|_| Vec::new(), points),
            bins.iter()
                .map(|bin| (bin.mean_probability, bin.positive_share, bin.rows))
                .collect(),
            (0..=100).map(at).collect(),
        )
    };
    let (roc, precision_recall, calibration, thresholds) = if is_current {
        drawn(&quality.current, current)
    } else {
        drawn(&quality.baseline, baseline)
    };
    let (baseline_roc, baseline_precision_recall, baseline_calibration, _) = if is_current {
        drawn(&quality.baseline, baseline)
    } else {
        Default::default()
    };
    Curves {
        roc,
        baseline_roc,
        precision_recall,
        baseline_precision_recall,
        calibration,
        baseline_calibration,
        thresholds,
    }
}

fn per_label(part: Option<&Part>, baseline: Option<&Part>) -> Vec<LabelQuality> {
    let Some((part, found)) =
        part.and_then(|part| Some((part, confusion(&part.rows, &part.rows.all())?)))
    else {
        return Vec::new();
    };
    let before = baseline
        .and_then(|part| Some((&part.rows.labels, confusion(&part.rows, &part.rows.all())?)));
    let label = |(at, label): (usize, &String)| {
        let rates = found.rates(at);
        let before = before.as_ref().and_then(|(labels, found)| {
            let at = labels.iter().position(|known| known == label)?;
            Some(found.rates(at))
        });
        LabelQuality {
            label: label.clone(),
            precision: rates.precision.ok(),
            recall: rates.recall.ok(),
            f1: rates.f1.ok(),
            rows: rates.support,
            baseline_precision: before
                .as_ref()
                .and_then(|rates| rates.precision.clone().ok()),
            baseline_recall: before.and_then(|rates| rates.recall.ok()),
        }
    };
    part.rows.labels.iter().enumerate().map(label).collect()
}

fn residuals(quality: &Quality) -> Vec<Residual> {
    let of = |part: &Option<Part>| {
        let part = part
            .as_ref()
            .filter(|part| part.rows.problem == ProblemType::Regression)?;
        residual_quantiles(numbers(&part.rows, &part.rows.all()), &SHARES).ok()
    };
    let (current, baseline) = (of(&quality.current), of(&quality.baseline));
    if current.is_none() && baseline.is_none() {
        return Vec::new();
    }
    let residual = |(at, &share): (usize, &f64)| Residual {
        share,
        current: current.as_ref().map(|current| current[at]),
        baseline: baseline.as_ref().map(|baseline| baseline[at]),
    };
    SHARES.iter().enumerate().map(residual).collect()
}

/// The threshold in force: the chosen one, else the container's where only probabilities are there.
fn threshold(quality: &Quality) -> Option<f64> {
    let choices = &quality.choices;
    let only_probabilities = choices.prediction.is_none() && choices.probability.is_some();
    let is_binary = choices.problem == Some(ProblemType::Binary);
    choices
        .threshold
        .or(only_probabilities.then_some(THRESHOLD))
        .filter(|_| is_binary)
}
