//! What each monitor found in a run, in short.

use leeway_documents::Role;
use leeway_documents::model_monitor::CheckType;
use leeway_documents::model_quality::ProblemType;
use leeway_monitors::MonitorName;
use leeway_monitors::words;
use leeway_report::bias::{BiasFacet, BiasMetric};
use leeway_report::model_quality::title;
use leeway_report::runs::HeldAgainst;
use leeway_report::runs::RunMonitor;
use leeway_report::{Basis, Check, Report};

/// The metrics that stand for model quality, the first that is there.
const HEADLINES: [&str; 6] = ["accuracy", "rmse", "mae", "weighted_f1", "f1", "auc"];

/// Data quality: how far the farthest feature is from the baseline.
///
/// Counts of checks; value and what it is held against are in the headline's own range. `None` where the report has nothing on it.
pub fn data_quality(report: &Report) -> Option<RunMonitor> {
    let summary = report.data_quality.as_ref()?;
    let distances = report.checks.iter().filter(|check| {
        check.monitor == MonitorName::DataQuality && check.check == CheckType::BaselineDrift.name()
    });
    let farthest = distances
        .filter(|check| check.observed.is_some())
        .max_by(|one, other| excess(one).total_cmp(&excess(other)));
    let violated = report
        .checks
        .iter()
        .find(|check| check.monitor == MonitorName::DataQuality && check.status.is_violated());
    let is_far = farthest.is_some_and(|check| check.status.is_violated());
    let is_any = |check: &&Check| check.observed != Some(0.0);
    let worst = farthest
        .filter(|_| is_far)
        .or(violated)
        .or(farthest.filter(is_any));
    Some(RunMonitor {
        checked: summary.checked,
        violated: summary.violated,
        not_recomputed: summary.not_recomputed,
        reported: summary.reported,
        headline: "Largest distance".to_owned(),
        value: farthest.and_then(|check| check.observed),
        before: farthest.and_then(|check| check.threshold),
        held_against: HeldAgainst::Threshold,
        worst: worst.map(|check| check.feature.clone()),
        words: worst.map_or(String::new(), |check| {
            match (check.observed, check.threshold) {
                (Some(observed), Some(threshold)) => format!(
                    "{}: {}, threshold {}",
                    check.feature,
                    words::number(observed),
                    words::number(threshold)
                ),
                _ => check.feature.clone(),
            }
        }),
    })
}

fn excess(check: &Check) -> f64 {
    check.observed.unwrap_or(0.0) - check.threshold.unwrap_or(0.0)
}

/// Model quality: the headline metric against the baseline's, and the metric that got worse by most.
///
/// Counts of checks; value and what it is held against are in the headline's own range. `None` where the report has nothing on it.
pub fn model_quality(report: &Report) -> Option<RunMonitor> {
    let quality = report
        .model_quality
        .as_ref()
        .filter(|quality| quality.side == Role::Current)?;
    let known = HEADLINES
        .into_iter()
        .find(|name| quality.metrics.value(name).is_some());
    let Some(headline) = known.or_else(|| Some(quality.metrics.metrics.first()?.0.as_str())) else {
        return of_report_alone(quality.reported);
    };
    let baseline = quality.baseline.as_ref();
    let before = baseline.and_then(|baseline| baseline.value(headline));
    // A report that is all there is names what a metric was held against, and no baseline.
    let threshold = quality.thresholds.get(headline);
    let threshold = threshold.filter(|_| quality.from == Basis::Violations && before.is_none());
    let checks = || {
        report
            .checks
            .iter()
            .filter(|check| check.monitor == MonitorName::ModelQuality)
            .filter(|check| check.status.is_made())
    };
    let violated = checks().filter(|check| check.status.is_violated());
    let is_regression = quality.problem_type == Some(ProblemType::Regression);
    let gap = |check: &&Check| {
        let (observed, threshold) = (
            check.observed.unwrap_or(0.0),
            check.threshold.unwrap_or(0.0),
        );
        let gap = (observed - threshold).abs();
        // Errors of different units are compared by what they are multiples of.
        match is_regression && threshold != 0.0 {
            true => gap / threshold.abs(),
            false => gap,
        }
    };
    let worst = violated.max_by(|one, other| gap(one).total_cmp(&gap(other)));
    Some(RunMonitor {
        checked: checks().filter(|check| check.is_recomputed()).count() as u64,
        violated: quality.violated,
        not_recomputed: quality.not_recomputed,
        reported: quality.reported,
        headline: title(headline),
        value: quality.metrics.value(headline),
        before: before.or(threshold.map(|threshold| threshold.threshold)),
        held_against: match threshold {
            Some(_) => HeldAgainst::Threshold,
            None => HeldAgainst::Baseline,
        },
        worst: worst.map(|check| title(&check.feature)),
        words: worst.map_or(String::new(), |check| {
            match (check.observed, check.threshold) {
                (Some(observed), Some(threshold)) => format!(
                    "{} {}, constraint {}",
                    title(&check.feature),
                    words::number(observed),
                    words::number(threshold)
                ),
                _ => title(&check.feature),
            }
        }),
    })
}

/// A monitor of which only that it reported is known: it named no violation that tells a number.
fn of_report_alone(reported: Option<u64>) -> Option<RunMonitor> {
    reported.map(|reported| RunMonitor {
        not_recomputed: reported,
        reported: Some(reported),
        ..RunMonitor::default()
    })
}

/// The checks of a monitor that were made here.
fn checks(report: &Report, monitor: MonitorName) -> impl Iterator<Item = &Check> {
    let own = report
        .checks
        .iter()
        .filter(move |check| check.monitor == monitor);
    own.filter(|check| check.is_recomputed())
}

/// Attributions that differ by a smaller part than this are the same.
const UNCHANGED: f64 = 1e-6;

/// Metrics of bias that are ratios or have no bound, so that their distances say nothing beside those of shares.
const UNBOUNDED: [&str; 3] = ["DI", "TE", "KL"];

/// Bias: the first group's difference in predicted labels, so that runs can be compared, and the metric that went farthest from its ideal, certain ones first.
///
/// Counts of checks; value and what it is held against are in the headline's own range. `None` where the report has nothing on it.
pub fn bias(report: &Report) -> Option<RunMonitor> {
    let bias = report.bias.as_ref()?;
    let metrics = || {
        bias.facets.iter().flat_map(|facet| {
            let metrics = facet.pre_training.iter().chain(&facet.post_training);
            metrics.map(move |metric| (facet, metric))
        })
    };
    let worst = metrics()
        .filter(|(_, metric)| metric.status.is_violated() && farther(metric).is_finite())
        .max_by(|(_, one), (_, other)| {
            let key = |metric: &BiasMetric| {
                let is_share = !UNBOUNDED.contains(&metric.name.as_str());
                (metric.certain == Some(true), is_share)
            };
            key(one)
                .cmp(&key(other))
                .then(farther(one).total_cmp(&farther(other)))
        });
    let in_words = |(facet, metric): (&BiasFacet, &BiasMetric)| {
        let name = format!("{} of {}", metric.name, group(facet));
        let words = match (metric.value, metric.baseline) {
            (Some(value), Some(before)) => {
                format!(
                    "{name}: {} → {}",
                    words::number(before),
                    words::number(value)
                )
            }
            (Some(value), None) => format!("{name}: {}", words::number(value)),
            _ => name.clone(),
        };
        (name, words)
    };
    let named =
        |name: &str| metrics().find(|(_, metric)| metric.name == name && metric.value.is_some());
    let first = named("DPPL").or_else(|| named("DPL"));
    let Some((facet, metric)) = first.or(worst).or_else(|| metrics().next()) else {
        return of_report_alone(bias.reported);
    };
    let worst = worst.map(in_words);
    Some(RunMonitor {
        checked: checks(report, MonitorName::Bias).count() as u64,
        violated: bias.violated,
        not_recomputed: bias.not_recomputed,
        reported: bias.reported,
        value: metric.value,
        before: metric.baseline,
        held_against: HeldAgainst::Baseline,
        worst: worst.as_ref().map(|(name, _)| name.clone()),
        words: worst.map_or_else(|| in_words((facet, metric)).1, |(_, words)| words),
        headline: in_words((facet, metric)).0,
    })
}

/// How much farther from its ideal a metric is than the baseline's.
fn farther(metric: &BiasMetric) -> f64 {
    let distance = |value: Option<f64>| value.map_or(0.0, |value| (value - metric.ideal).abs());
    distance(metric.value) - distance(metric.baseline)
}

/// A group in words, as a sentence names it: `age (40, 75]`, `foreign_worker = 1`.
///
/// The facet's value is Clarify's; one that begins with a bracket is an interval.
pub fn group(facet: &BiasFacet) -> String {
    match facet.value.starts_with('(') {
        true => format!("{} {}", facet.name, facet.value),
        false => format!("{} = {}", facet.name, facet.value),
    }
}

/// Attribution: how well the order is kept, and the feature whose weight changed most.
///
/// Counts of checks; value and what it is held against are in the headline's own range. `None` where the report has nothing on it.
pub fn attribution(report: &Report) -> Option<RunMonitor> {
    let attribution = report.attribution.as_ref()?;
    let Some(label) = attribution.labels.first() else {
        return of_report_alone(attribution.reported);
    };
    let moved = label
        .features
        .iter()
        .filter_map(|feature| Some((feature, feature.baseline?, feature.current?)))
        .max_by(|one, other| (one.2 - one.1).abs().total_cmp(&(other.2 - other.1).abs()))
        .filter(|(_, before, now)| (now - before).abs() > UNCHANGED * before.abs());
    Some(RunMonitor {
        checked: checks(report, MonitorName::Attribution).count() as u64,
        violated: checks(report, MonitorName::Attribution)
            .filter(|check| check.status.is_violated())
            .count() as u64,
        not_recomputed: report
            .checks
            .iter()
            .filter(|check| check.monitor == MonitorName::Attribution)
            .filter(|check| check.is_reported_alone())
            .count() as u64,
        reported: attribution.reported,
        headline: "nDCG".to_owned(),
        value: attribution.ndcg,
        before: Some(attribution.threshold),
        held_against: HeldAgainst::Threshold,
        worst: moved.map(|(feature, ..)| feature.name.clone()),
        words: moved.map_or(String::new(), |(feature, before, now)| {
            format!(
                "{}: {} → {}",
                feature.name,
                words::number(before),
                words::number(now)
            )
        }),
    })
}
