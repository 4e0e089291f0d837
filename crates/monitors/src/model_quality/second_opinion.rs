//! What a report says about metrics beside what was recomputed, and why they differ.
//!
//! A standard deviation is over random parts of the rows, so a report's never repeats; values and thresholds decide.

use crate::Status;
use crate::data_quality::{Opinion, SecondOpinion, apart};
use crate::words;
use leeway_documents::model_monitor::{CheckType, Violation, Violations, Wording};
use leeway_documents::model_quality::Metric;

use super::check::QualityCheck;

/// Numbers are the same if they agree in this share.
const SAME: f64 = 1e-9;

/// True for violations of this monitor: of Model Monitor's, or of the near-real-time sample's container.
///
/// Decided by the kind of check, or by the wording where the kind is not known.
pub fn is_of_model_quality(violation: &Violation) -> bool {
    matches!(
        violation.check_type,
        CheckType::LessThanThreshold | CheckType::GreaterThanThreshold
    ) || violation
        .parsed
        .as_ref()
        .is_some_and(|parsed| parsed.wording == Wording::QualityAlert)
}

/// Sets reported violations beside the checks, with the metric in the feature's place: first the reported ones in their order, then the checks that only are violated here.
///
/// Positions in the result are those of `checks`. Numbers agree within a share of 1e-9; differences are reported less observed, in the metric's unit. Violations of other monitors are left out.
pub fn quality_opinions(checks: &[QualityCheck], reported: &Violations) -> Vec<SecondOpinion> {
    let mut matched = vec![false; checks.len()];
    let mut opinions = Vec::new();
    for violation in reported
        .violations
        .iter()
        .filter(|one| is_of_model_quality(one))
    {
        let name = subject(violation);
        let metric = Metric::parse(&name);
        let found = checks.iter().position(|check| {
            check.constraint.name == name || (metric.is_some() && check.constraint.metric == metric)
        });
        if let Some(found) = found {
            matched[found] = true;
        }
        opinions.push(beside(violation, name, found, checks));
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
        opinions.push(SecondOpinion {
            feature: check.constraint.name.clone(),
            check_name: check.constraint.operator.name().to_owned(),
            check: Some(at),
            description: None,
            value: None,
            opinion: Opinion::OursOnly,
            difference: None,
            explanation: explanation.to_owned(),
        });
    }
    opinions
}

/// The metric's name in Leeway's spelling; an alert's `accuracy_score` is `accuracy`.
fn subject(violation: &Violation) -> String {
    let parsed = violation
        .parsed
        .as_ref()
        .and_then(|parsed| parsed.subject.clone());
    let name = violation
        .metric
        .clone()
        .or(parsed)
        .or_else(|| violation.feature.clone());
    let name = name.unwrap_or_default();
    let name = name
        .strip_suffix("_score")
        .filter(|short| Metric::parse(short).is_some())
        .unwrap_or(&name);
    Metric::parse(name).map_or_else(|| name.to_owned(), |metric| metric.name().to_owned())
}

fn beside(
    violation: &Violation,
    metric: String,
    found: Option<usize>,
    checks: &[QualityCheck],
) -> SecondOpinion {
    let parsed = violation.parsed.as_ref();
    let value = parsed.map(|parsed| parsed.observed);
    let check = found.map(|found| &checks[found]);
    let observed = check.and_then(|check| check.observed);
    let mut opinion = SecondOpinion::reported(violation, metric, found, value, observed);
    let Some(check) = check else {
        opinion.explanation =
            "No constraint on this metric is loaded, so it was not recomputed.".to_owned();
        return opinion;
    };
    let Some(observed) = check.observed else {
        let reason = check.reason.as_ref().map(ToString::to_string);
        opinion.explanation = format!("It could not be recomputed. {}", reason.unwrap_or_default());
        return opinion;
    };
    let threshold = parsed.and_then(|parsed| parsed.expected);
    let is_near = |a: f64, b: f64| (a - b).abs() <= SAME * b.abs().max(SAME);
    let same_value = value.is_some_and(|value| is_near(value, observed));
    let same_threshold =
        threshold.is_none_or(|threshold| is_near(threshold, check.constraint.threshold));
    if check.status == Status::Violated {
        opinion.opinion = if same_value && same_threshold {
            Opinion::Agrees
        } else {
            Opinion::Differs
        };
    }
    if opinion.opinion == Opinion::Agrees {
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
