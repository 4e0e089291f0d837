//! Since when a metric is worse, and whether features drift with it: what tells drift of data from drift of the concept.

use leeway_documents::Role;
use leeway_documents::model_quality::{Metric, Operator, ProblemType};
use leeway_monitors::words;
use leeway_report::Basis;
use leeway_report::Sentence;
use leeway_report::model_quality::{ModelQuality, QualityWindow, title};
use leeway_report::{Feature, Window};
use leeway_stats::change_point::change_point;

/// Share of a metric's variation over windows that a change of level must explain to be told.
const CLEAR: f64 = 0.5;
/// And the chance of it over all metrics that are looked at, without a change.
const CHANCE: f64 = 0.05;

/// A metric that got worse.
struct Fall {
    metric: Metric,
    window: usize,
    before: f64,
    after: f64,
}

/// Finds the fall, chooses the metric that the chart begins with, and writes the sentence.
///
/// `windows` and the windows of `quality` are the same ones in order; `features` are the inputs that may explain the fall. Values are in the metrics' own
/// units; without a fall, or without windows, the sentence is about the whole.
pub fn write_story(
    quality: &mut ModelQuality,
    problem: ProblemType,
    windows: &[Window],
    features: &[Feature],
) {
    let fall = fall(quality, problem);
    let first = match problem {
        ProblemType::Binary => Metric::F1,
        ProblemType::Multiclass => Metric::WeightedF1,
        ProblemType::Regression => Metric::Rmse,
    };
    let is_held = |name: &str| quality.thresholds.contains_key(name);
    let mut names = quality.metrics.metrics.iter().map(|(name, _)| name);
    let held = names.find(|name| is_held(name));
    let shown = match (&fall, held) {
        (Some(fall), _) => fall.metric.name(),
        (None, Some(held)) if !is_held(first.name()) => held,
        _ => first.name(),
    };
    quality.shown = shown.to_owned();
    quality.since = fall.as_ref().map(|fall| fall.window as u64);
    let mut sentence = whole(quality, first);
    if let Some(fall) = fall {
        let label = |window: usize| {
            windows
                .get(window)
                .map_or("", |window| window.label.as_str())
        };
        let verb = match fall.metric.worse() {
            Operator::LessThan => "falls",
            Operator::GreaterThan => "rises",
        };
        sentence += &format!(
            " {} {verb} from {} to {} at {}.",
            title(fall.metric.name()),
            words::number(fall.before),
            words::number(fall.after),
            label(fall.window)
        );
        sentence += &with_features(&quality.windows, fall.window, features);
    }
    quality.sentence = sentence;
}

/// The metrics of all rows in words.
fn whole(quality: &ModelQuality, first: Metric) -> Sentence {
    let accuracy = match first {
        Metric::Rmse => Metric::R2,
        _ => Metric::Accuracy,
    };
    let named = [accuracy, first].into_iter().filter_map(|metric| {
        let value = quality.metrics.value(metric.name())?;
        let before = quality
            .baseline
            .as_ref()
            .filter(|_| quality.side == Role::Current)
            .and_then(|baseline| baseline.value(metric.name()));
        let before = before.map_or(String::new(), |before| {
            format!(" (baseline {})", words::number(before))
        });
        Some(format!(
            "{} {}{before}",
            title(metric.name()),
            words::number(value)
        ))
    });
    let named: Vec<String> = named.collect();
    if named.is_empty() || quality.from == Basis::Violations {
        return of_reports(quality, &named);
    }
    let rows = match quality.from {
        Basis::Statistics | Basis::Violations => String::new(),
        _ => format!(
            " over {}",
            words::plural(quality.rows, "labelled row", "labelled rows")
        ),
    };
    let is_alone = quality.side == Role::Baseline;
    let of = if is_alone { "Baseline: " } else { "" };
    let mut sentence = Sentence::from(format!("{of}{}{rows}.", words::list(&named, 2)));
    let checks = quality.thresholds.len() as u64;
    if quality.side == Role::Current && checks > 0 {
        sentence += &match quality.violated {
            0 => format!(
                " All {} are met.",
                words::plural(checks, "constraint", "constraints")
            ),
            violated => format!(
                " {} of {} {} violated.",
                words::count(violated),
                words::plural(checks, "constraint", "constraints"),
                if violated == 1 { "is" } else { "are" }
            ),
        };
    }
    sentence
}

/// The sentence where nothing tells which metrics there could be.
///
/// From reports alone, whose first metric is shown; values are in the metrics' own units. Empty where no report names one.
pub fn write_reported(quality: &mut ModelQuality) {
    quality.sentence = of_reports(quality, &[]);
    quality.shown = quality
        .metrics
        .metrics
        .first()
        .map_or(String::new(), |(name, _)| name.clone());
}

/// What is known from reports alone; empty without one.
fn of_reports(quality: &ModelQuality, named: &[String]) -> Sentence {
    let metrics = &quality.metrics.metrics;
    let first = metrics.iter().filter_map(|(name, metric)| {
        Some(format!("{} {}", title(name), words::number(metric.value?)))
    });
    let first: Vec<String> = match named {
        [] => first.take(1).collect(),
        named => named.to_vec(),
    };
    let values = match first.is_empty() {
        true => String::new(),
        false => format!("{}. ", words::list(&first, 2)),
    };
    match (quality.reported, quality.not_recomputed) {
        (None, _) => Sentence::default(),
        (Some(0), _) => {
            "The report names no violation of model quality; nothing was recomputed.".into()
        }
        (Some(_), count) => {
            Sentence::from(format!(
                "{values}{} of model quality {} reported.",
                words::plural(count, "violation", "violations"),
                if count == 1 { "is" } else { "are" },
            )) + " Metrics that met their constraints are not in the report. Add the run's predictions and labels to have all of them recomputed."
        }
    }
}

/// The constrained metric whose change of level for the worse is clearest.
fn fall(quality: &ModelQuality, problem: ProblemType) -> Option<Fall> {
    let mut best: Option<(f64, Fall)> = None;
    let looked_at = problem.constrained().len() as f64;
    for &metric in problem.constrained() {
        let name = metric.name();
        let series: Vec<(usize, f64)> = quality
            .windows
            .iter()
            .enumerate()
            .filter_map(|(at, window)| Some((at, window.metrics.value(name)?)))
            .collect();
        let values: Vec<f64> = series.iter().map(|(_, value)| *value).collect();
        let Ok(change) = change_point(&values) else {
            continue;
        };
        let baseline = quality
            .baseline
            .as_ref()
            .and_then(|baseline| baseline.value(name));
        let is_worse = |than: f64| metric.worse().is_violated(change.after, than);
        if change.index >= values.len()
            || change.explained < CLEAR
            || change.p_value(values.len()) * looked_at >= CHANCE
            || !is_worse(change.before)
            || baseline.is_some_and(|baseline| !is_worse(baseline))
        {
            continue;
        }
        if best
            .as_ref()
            .is_none_or(|(explained, _)| change.explained > *explained)
        {
            let fall = Fall {
                metric,
                window: series[change.index].0,
                before: change.before,
                after: change.after,
            };
            best = Some((change.explained, fall));
        }
    }
    best.map(|(_, fall)| fall)
}

/// Whether features drift when the metric falls.
fn with_features(windows: &[QualityWindow], at: usize, features: &[Feature]) -> String {
    let begun: Vec<String> = features
        .iter()
        .filter(|feature| {
            feature
                .since
                .as_ref()
                .is_some_and(|since| (since.window as usize).abs_diff(at) <= 1 && !since.from_start)
        })
        .map(|feature| feature.name.clone())
        .collect();
    let mean = |part: &[QualityWindow]| {
        let counts: Vec<f64> = part
            .iter()
            .filter(|window| window.rows > 0)
            .map(|window| window.drifted as f64)
            .collect();
        counts.iter().sum::<f64>() / (counts.len().max(1) as f64)
    };
    let (before, after) = (mean(&windows[..at]), mean(&windows[at..]));
    if features.iter().all(|feature| feature.windows.is_empty()) {
        return String::new();
    }
    if !begun.is_empty() {
        return format!(
            " At that time {} began to drift, so the data changed with it: drift of data may explain the fall, or hide a change of what labels mean.",
            words::list(&begun, 4)
        );
    }
    if after >= before + 1.0 {
        return format!(
            " About {} features a window drift from then on and {} before, so drift of data may explain it.",
            words::number(after.round()),
            words::number(before.round())
        );
    }
    " No feature begins to drift then, so it is likely that what labels mean has changed (concept drift).".to_owned()
}
