//! Every check of every monitor that a report holds, in one list.

use leeway_monitors::MonitorName;
use leeway_monitors::drift::Verdict;
use leeway_monitors::words;
use leeway_report::Report;
use leeway_report::lab::answer::{LabCheck, MonitorTally};

/// The checks that were made, in the order of the page.
///
/// Shares from 0 to 1, distances and metrics as in the report; checks that were not made are left out.
pub fn checks(report: &Report) -> Vec<LabCheck> {
    let drift = report
        .features
        .iter()
        .filter(|feature| feature.verdict != Verdict::Unknown)
        .map(|feature| LabCheck {
            monitor: MonitorName::Drift,
            feature: feature.name.clone(),
            check: "verdict".to_owned(),
            fires: feature.verdict.has_drifted(),
            observed: feature.total_variation,
            threshold: None,
            sentence: feature.sentence.clone(),
        });
    let made = report
        .checks
        .iter()
        .filter(|check| check.is_recomputed() && !has_own_list(check.monitor))
        .map(|check| LabCheck {
            monitor: check.monitor,
            feature: check.feature.clone(),
            check: check.check.clone(),
            fires: check.status.is_violated(),
            observed: check.observed,
            threshold: check.threshold,
            sentence: check.explanation.clone(),
        });
    let facets = report.bias.iter().flat_map(|bias| &bias.facets);
    let bias = facets.flat_map(|facet| {
        let group = format!("{} {}", facet.name, facet.value);
        let metrics = facet.pre_training.iter().chain(&facet.post_training);
        metrics
            .filter(|metric| metric.status.is_made())
            .map(move |metric| LabCheck {
                monitor: MonitorName::Bias,
                feature: group.clone(),
                check: metric.name.clone(),
                fires: metric.status.is_violated(),
                observed: metric.value,
                threshold: metric.baseline,
                sentence: metric.sentence.clone(),
            })
    });
    let labels = report.attribution.iter().flat_map(|attribution| {
        let labels = attribution.labels.iter();
        labels
            .filter(|label| label.status.is_made())
            .map(|label| LabCheck {
                monitor: MonitorName::Attribution,
                feature: label.label.clone(),
                check: "ndcg".to_owned(),
                fires: label.status.is_violated(),
                observed: label.ndcg,
                threshold: Some(attribution.threshold),
                sentence: label.sentence.to_string(),
            })
    });
    drift.chain(made).chain(bias).chain(labels).collect()
}

/// Monitors whose checks are taken from their own part of the report, where a metric has its name and its group apart.
fn has_own_list(monitor: MonitorName) -> bool {
    matches!(monitor, MonitorName::Bias | MonitorName::Attribution)
}

/// A check with what it is about, as one name in the middle of a sentence.
///
/// `feature` is a metric for model quality and a label for attribution; `check` is the name in the report, which the others are called by.
pub fn called(monitor: MonitorName, feature: &str, check: &str) -> String {
    match monitor {
        MonitorName::Drift => format!("the drift verdict of {feature}"),
        MonitorName::ModelQuality => format!("the threshold on {feature}"),
        MonitorName::Attribution => format!("the nDCG of {feature}"),
        _ => format!("{check} of {feature}"),
    }
}

/// How many fire, by monitor; those without a check are left out.
///
/// Counts, in the order of the monitors.
pub fn tallies(checks: &[LabCheck]) -> Vec<MonitorTally> {
    let tally = |monitor: MonitorName| {
        let of_monitor = || checks.iter().filter(|check| check.monitor == monitor);
        MonitorTally {
            monitor,
            name: monitor.title().to_owned(),
            checked: of_monitor().count() as u64,
            fired: of_monitor().filter(|check| check.fires).count() as u64,
        }
    };
    let mut tallies: Vec<MonitorTally> = MonitorName::ALL.into_iter().map(tally).collect();
    tallies.retain(|tally| tally.checked > 0);
    tallies
}

/// What fires, in words, for the head of the lab.
///
/// `strength` is a share from 0 to 1 and written in per cent; `checks` are those that could be made. Without changes the sentence says what to do first.
pub fn sentence(checks: &[LabCheck], strength: f64, has_changes: bool) -> String {
    let fired = checks.iter().filter(|check| check.fires).count() as u64;
    let made = checks.len() as u64;
    if !has_changes {
        return format!(
            "Choose a scenario to see which of the {} would notice it.",
            words::plural(made, "check", "checks")
        );
    }
    let at = format!("At {} % strength", words::number(strength * 100.0));
    if fired == 0 {
        return format!(
            "{at} none of {} fires.",
            words::plural(made, "check", "checks")
        );
    }
    let by_monitor: Vec<String> = tallies(checks)
        .into_iter()
        .filter(|tally| tally.fired > 0)
        .map(|tally| {
            format!(
                "{} of {}",
                words::count(tally.fired),
                tally.name.to_lowercase()
            )
        })
        .collect();
    format!(
        "{at} {} of {} {}: {}.",
        words::count(fired),
        words::plural(made, "check", "checks"),
        if fired == 1 { "fires" } else { "fire" },
        by_monitor.join(", ")
    )
}
