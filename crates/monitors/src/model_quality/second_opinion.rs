//! What a report says about metrics beside what was recomputed, and why they differ.
//!
//! A standard deviation is over random parts of the rows, so a report's never repeats; values and thresholds decide.

use crate::data_quality::{SecondOpinion, apart};
use crate::words;
use crate::{Agreement, MonitorName, Status, monitor_of, subject_of};
use leeway_documents::model_monitor::{Violation, Violations};
use leeway_documents::model_quality::Metric;

use super::check::QualityCheck;

/// Numbers are the same if they agree in this share.
const SAME: f64 = 1e-9;

/// Sets reported violations beside the checks, with the metric in the feature's place: first the reported ones in their order, then the checks that only are violated here.
///
/// Positions in the result are those of `checks`. Numbers agree within a share of 1e-9; differences are reported less observed, in the metric's unit. Violations of other monitors are left out.
pub fn quality_opinions(checks: &[QualityCheck], reported: &Violations) -> Vec<SecondOpinion> {
    let mut matched = vec![false; checks.len()];
    let mut opinions = Vec::new();
    for violation in reported
        .violations
        .iter()
        .filter(|one| monitor_of(one) == MonitorName::ModelQuality)
    {
        let name = subject_of(violation);
        let metric = Metric::parse(&name);
        let found = checks.iter().position(|check| {
            check.constraint.name == name || (metric.is_some() && check.constraint.metric == metric)
        });
        if let Some(found) = found {
            matched[found] = true;
        }
        opinions.push(beside(violation, found, checks));
    }
    for (at, check) in checks.iter().enumerate() {
        if matched[at] || check.status != Status::Violated {
            continue;
        }
        let explanation = match check.constraint.metric {
            Some(Metric::F05) => {
                "The report is silent, as every known report of the container is on this metric."
            }
            _ => "The report is silent: other data, other constraints, or a list that was cut.",
        };
        opinions.push(SecondOpinion::silent(
            &check.constraint.name,
            check.constraint.operator.name(),
            at,
            explanation.to_owned(),
        ));
    }
    opinions
}

fn beside(violation: &Violation, found: Option<usize>, checks: &[QualityCheck]) -> SecondOpinion {
    let check = found.map(|found| &checks[found]);
    let observed = check.and_then(|check| check.observed);
    let mut opinion = SecondOpinion::reported(violation, found, observed);
    let value = opinion.value;
    let Some(check) = check else {
        opinion.explanation = match checks.is_empty() {
            true => {
                "It was not recomputed: that needs the run's labels and predictions.".to_owned()
            }
            false => "It was not recomputed: no constraint on this metric is loaded.".to_owned(),
        };
        return opinion;
    };
    let Some(observed) = check.observed else {
        let reason = check.reason.as_ref().map(ToString::to_string);
        opinion.explanation = format!("It was not recomputed. {}", reason.unwrap_or_default());
        return opinion;
    };
    let threshold = opinion.limit;
    let is_near = |a: f64, b: f64| (a - b).abs() <= SAME * b.abs().max(SAME);
    let same_value = value.is_some_and(|value| is_near(value, observed));
    let same_threshold =
        threshold.is_none_or(|threshold| is_near(threshold, check.constraint.threshold));
    if check.status == Status::Violated && same_value && same_threshold {
        opinion.agreement = Agreement::Agrees;
    }
    if opinion.agreement == Agreement::Agrees {
        return opinion;
    }
    let mut reasons = Vec::new();
    match (value, same_value) {
        (None, _) => {
            reasons.push("The wording is not known, so its number cannot be compared.".to_owned())
        }
        (Some(value), false) => {
            let (reported, ours) = apart(value, observed);
            reasons.push(format!("Reported {reported}, recomputed {ours}: other rows or labels, such as labels that came later."));
        }
        _ => {}
    }
    if let Some(threshold) = threshold.filter(|_| !same_threshold) {
        let (reported, ours) = apart(threshold, check.constraint.threshold);
        reasons.push(format!(
            "The report's threshold is {reported}, the loaded one {ours}."
        ));
    }
    if check.status == Status::Ok {
        reasons.push(format!("With {} it is met here.", words::number(observed)));
    }
    opinion.explanation = reasons.join(" ");
    opinion
}
