//! What stands out in a run, in the words of the scenarios that people know drift by.
//!
//! The order of the questions: is an input broken (one value in every row)? Did quality fall though no input drifted (concept)? Did the mix of labels shift while
//! quality held (label)? Did inputs drift, and does the model lean otherwise on the feature that it relied on most (explainability), or not (feature)? Does a group
//! fare otherwise (bias)? A fall of a share of right answers counts where Fisher's exact test finds less than one chance in a thousand, that of another metric where it is as many
//! standard errors.

use super::monitors::{attribution, bias, model_quality};
use leeway_documents::model_monitor::CheckType;
use leeway_monitors::MonitorName;
use leeway_monitors::drift::Verdict;
use leeway_monitors::words;
use leeway_presentation::reported::{alone, reported_sentence, reports};
use leeway_report::model_quality::{Metrics, title};
use leeway_report::runs::Pattern;
use leeway_report::runs::RunMonitor;
use leeway_report::{Feature, Report};
use leeway_stats::fisher::fisher_exact;

/// The chance of a fall or shift that is taken as none.
const CHANCE: f64 = 1e-3;
/// A model leans otherwise on its first feature when that one's weight changed by this share of it.
const LEANING: f64 = 0.25;
/// A metric that is no share of rows fell when it got worse by this part of the baseline's …
const WORSE: f64 = 0.05;
/// … and by so many standard errors of the difference: Student's t of one chance in a thousand with the eight degrees of freedom that two times five parts leave.
const STANDARD_ERRORS: f64 = 5.041;
/// A standard error over the standard deviation of parts of 80 %, which share most of their rows: √(0.8 / 0.2).
const ERROR_OVER_DEVIATION: f64 = 2.0;
/// Features that a sentence names.
const NAMED: usize = 3;

/// What stands out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Story {
    /// The pattern's name, as in the report.
    pub pattern: Pattern,
    /// The sentence.
    pub sentence: String,
}

/// What stands out in a run's report: the first pattern that fits, from faults on the way of data to none.
///
/// Numbers in the sentence are the report's, in the units there; where nothing is compared the pattern is unknown and the sentence says why.
pub fn story(report: &Report) -> Story {
    let of = |pattern, sentence: String| Story { pattern, sentence };
    if report.baseline.is_none() || report.current.is_none() {
        let reported = of_reports(report);
        return reported.unwrap_or_else(|| of(Pattern::Unknown, nothing_compared(report)));
    }
    let drifted = drifted_inputs(report);
    let quality = model_quality(report);
    let fell = quality
        .as_ref()
        .is_some_and(|quality| has_fallen(report, quality));
    let of_quality = quality
        .as_ref()
        .map_or(String::new(), |quality| quality_words(quality, fell));
    if let Some((feature, value)) = drifted
        .iter()
        .find_map(|feature| Some((feature, constant(feature)?)))
    {
        let story = format!(
            "{} is {value} in every row, which looks like a fault on the data's way to the model (systematic feature drift){of_quality}.",
            feature.name
        );
        return of(Pattern::Systematic, story);
    }
    if fell && drifted.is_empty() {
        let story = format!(
            "No input drifted{of_quality}: labels seem to mean something else than they did (concept drift)."
        );
        return of(Pattern::Concept, story);
    }
    let largest = |features: &[&Feature]| {
        features
            .iter()
            .filter_map(|feature| feature.total_variation)
            .fold(0.0, f64::max)
    };
    if let Some((words, moved)) = label_shift(report)
        && !fell
        && moved >= largest(&drifted)
    {
        return of(
            Pattern::Label,
            format!("{words}{of_quality} (label drift)."),
        );
    }
    if !drifted.is_empty() {
        let names: Vec<String> = drifted.iter().map(|feature| feature.name.clone()).collect();
        let strength = if drifted[0].verdict == Verdict::Strong {
            " strongly"
        } else {
            ""
        };
        let names = words::list(&names, NAMED);
        return match leaning(report) {
            Some(leaning) => of(
                Pattern::Explainability,
                format!(
                    "{names} drifted{strength}, and {leaning} (explainability drift){of_quality}."
                ),
            ),
            None => of(
                Pattern::Feature,
                format!("{names} drifted{strength} (feature drift){of_quality}."),
            ),
        };
    }
    let certain = report.bias.as_ref().map_or(0, |bias| bias.certain);
    if let Some(bias) = bias(report).filter(|bias| bias.worst.is_some() && certain > 0) {
        let story = format!(
            "A group fares otherwise than before while no input drifted (bias drift): {}{of_quality}.",
            bias.words
        );
        return of(Pattern::Bias, story);
    }
    let no_input = "No input drifted".to_owned();
    match report
        .verdict
        .as_ref()
        .is_some_and(|verdict| verdict.tested > 0)
    {
        true => of(Pattern::None, format!("{no_input}{of_quality}.")),
        false => of(Pattern::Unknown, "No feature could be tested.".to_owned()),
    }
}

fn nothing_compared(report: &Report) -> String {
    match (&report.baseline, &report.current) {
        (None, Some(_)) => "There is no baseline, so nothing is compared.".to_owned(),
        _ => "There are no current data, so nothing is compared.".to_owned(),
    }
}

/// What stands out in what was reported; `None` without a report. It is no more than the reports say: what they leave out may as well have drifted.
fn of_reports(report: &Report) -> Option<Story> {
    let reports = reports(report);
    let alone = alone(report);
    let first = |monitor: MonitorName| {
        let mut own = alone.iter().filter(|check| check.monitor == monitor);
        own.find(|check| check.observed.is_some())
    };
    let is_known = |monitor| reports.iter().any(|(known, _)| *known == monitor);
    let has = |monitor| alone.iter().any(|check| check.monitor == monitor);
    let has_drift = alone
        .iter()
        .any(|check| check.check == CheckType::BaselineDrift.name());
    let quality = has(MonitorName::ModelQuality);
    let pattern = if has_drift && has(MonitorName::Attribution) {
        (Pattern::Explainability, "explainability drift")
    } else if has_drift {
        (Pattern::Feature, "feature drift")
    } else if quality && is_known(MonitorName::DataQuality) && !has(MonitorName::DataQuality) {
        (Pattern::Concept, "concept drift")
    } else if !quality && has(MonitorName::Bias) && first(MonitorName::Bias).is_some() {
        (Pattern::Bias, "bias drift")
    } else if alone.is_empty() {
        (Pattern::None, "")
    } else {
        (Pattern::Unknown, "")
    };
    let sentence = reported_sentence(report)?;
    let of_drift = match pattern {
        (_, "") => String::new(),
        (Pattern::Concept, words) => {
            format!(" No data-quality check is among them, which suggests {words}.")
        }
        (_, words) => format!(" That suggests {words}."),
    };
    Some(Story {
        pattern: pattern.0,
        sentence: format!("{}{of_drift} Nothing was recomputed.", sentence.headline()),
    })
}

/// The inputs that drifted, the strongest first: what the model answered and the label are none.
fn drifted_inputs(report: &Report) -> Vec<&Feature> {
    let settings = &report.settings;
    let answers = [
        &settings.rules.label,
        &settings.rules.prediction,
        &settings.rules.probability,
    ];
    let is_input = |feature: &&Feature| {
        answers
            .iter()
            .all(|answer| answer.as_ref() != Some(&feature.name))
    };
    let mut drifted: Vec<&Feature> = report
        .features
        .iter()
        .filter(is_input)
        .filter(|feature| feature.verdict.has_drifted())
        .collect();
    drifted.sort_by(|one, other| {
        let key = |feature: &Feature| {
            (
                feature.verdict == Verdict::Strong,
                feature.total_variation.unwrap_or(0.0),
            )
        };
        let ((strong, one), (other_strong, other)) = (key(one), key(other));
        other_strong.cmp(&strong).then(other.total_cmp(&one))
    });
    drifted
}

/// The one value that a feature has now, where it had several.
fn constant(feature: &Feature) -> Option<String> {
    let distinct = |summary: &Option<leeway_report::Summary>| summary.as_ref()?.distinct;
    if distinct(&feature.current_summary) != Some(1)
        || distinct(&feature.baseline_summary)? < 2
        || feature.missing.current > 0
    {
        return None;
    }
    let numbers = feature
        .current_summary
        .as_ref()
        .and_then(|summary| summary.median);
    if let Some(value) = numbers {
        return Some(words::number(value));
    }
    let labels = feature.bins.labels.as_ref()?;
    let at = feature.bins.current.iter().position(|count| *count > 0.0)?;
    labels.get(at).cloned()
}

/// Whether the headline metric got worse by more than chance.
fn has_fallen(report: &Report, quality: &RunMonitor) -> bool {
    let (Some(now), Some(before)) = (quality.value, quality.before) else {
        return false;
    };
    let rows = report
        .model_quality
        .as_ref()
        .map(|quality| (quality.baseline_rows, quality.rows));
    if quality.headline == "Accuracy"
        && let Some((Some(baseline), current)) = rows
    {
        let right = |share: f64, rows: u64| (share * rows as f64).round() as u64;
        let test = fisher_exact(
            right(before, baseline),
            baseline,
            right(now, current),
            current,
        );
        return now < before && test.is_ok_and(|test| test.p_value < CHANCE);
    }
    let is_error = matches!(quality.headline.as_str(), "RMSE" | "MAE");
    let worse = if is_error { now - before } else { before - now };
    worse > WORSE * before.abs()
        && deviation(report, &quality.headline)
            .is_some_and(|deviation| worse > STANDARD_ERRORS * ERROR_OVER_DEVIATION * deviation)
}

/// The standard deviation of the difference of both sides' parts of a metric called `headline`; `None` where a side has none, as under 200 rows.
fn deviation(report: &Report, headline: &str) -> Option<f64> {
    let quality = report.model_quality.as_ref()?;
    let of = |metrics: &Metrics| {
        let mut metrics = metrics.metrics.iter();
        let (_, metric) = metrics.find(|(name, _)| title(name) == headline)?;
        metric.standard_deviation
    };
    Some(of(&quality.metrics)?.hypot(of(quality.baseline.as_ref()?)?))
}

fn quality_words(quality: &RunMonitor, fell: bool) -> String {
    let (Some(now), Some(before)) = (quality.value, quality.before) else {
        return String::new();
    };
    // An abbreviation keeps its letters.
    let name = match quality.headline.as_str() {
        "Accuracy" => "accuracy",
        other => other,
    };
    match fell {
        true => format!(
            ", and {name} went from {} to {}",
            words::number(before),
            words::number(now)
        ),
        false => format!(
            ", and {name} held ({}, {} before)",
            words::number(now),
            words::number(before)
        ),
    }
}

/// The shift of the label's shares in words, and how far it is; `None` where it is no more than chance.
fn label_shift(report: &Report) -> Option<(String, f64)> {
    let label = report.settings.rules.label.as_ref()?;
    let feature = report
        .features
        .iter()
        .find(|feature| feature.name == *label)?;
    if !feature.verdict.has_drifted() {
        return None;
    }
    let labels = feature.bins.labels.as_ref()?;
    let shares = |counts: &[f64]| -> Vec<f64> {
        let all: f64 = counts.iter().sum();
        counts.iter().map(|count| count / all.max(1.0)).collect()
    };
    let (before, now) = (
        shares(&feature.bins.baseline),
        shares(&feature.bins.current),
    );
    let positive = report.settings.rules.positive.as_ref();
    let of_positive = labels.iter().position(|known| Some(known) == positive);
    let moved = |at: &usize| {
        (now.get(*at).copied().unwrap_or(0.0) - before.get(*at).copied().unwrap_or(0.0)).abs()
    };
    let at = of_positive
        .or_else(|| (0..labels.len()).max_by(|one, other| moved(one).total_cmp(&moved(other))))?;
    let words = format!(
        "{label} is {} in {} of the rows, {} before",
        labels[at],
        words::percent(*now.get(at)?),
        words::percent(*before.get(at)?)
    );
    Some((words, feature.total_variation.unwrap_or(0.0)))
}

/// How the model leans otherwise on the feature that it relied on most, in words; `None` where it leans much as before.
fn leaning(report: &Report) -> Option<String> {
    let label = report.attribution.as_ref()?.labels.first()?;
    let first = label
        .features
        .iter()
        .find(|feature| feature.baseline_rank == Some(1))?;
    let (before, now) = (first.baseline?, first.current?);
    let has_changed = (now - before).abs() >= LEANING * before.abs();
    if has_changed {
        let less = if now < before { "less" } else { "more" };
        return Some(format!(
            "the model leans on {} {less} ({} → {})",
            first.name,
            words::number(before),
            words::number(now)
        ));
    }
    let drifted = attribution(report).filter(|attribution| attribution.violated > 0)?;
    Some(format!(
        "the model relies on other features (nDCG {})",
        words::number(drifted.value?)
    ))
}
