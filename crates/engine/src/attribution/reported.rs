//! Violations of attributions: what loaded reports say, and what is written.

use super::super::view::View;
use crate::problem::Problem;
use leeway_documents::clarify::python_number;
use leeway_documents::model_monitor::{CheckType, ParsedDescription, Violation, Violations};
use leeway_documents::{Content, Role};
use leeway_monitors::attribution::NDCG_THRESHOLD;
use leeway_monitors::words;
use leeway_report::Reported;
use leeway_report::attribution::{Attribution, AttributionLabel};

/// Rounding between two computations of one value.
const SAME: f64 = 1e-9;
/// What the violation's sentence means.
const CONFUSING: &str = "The number is an nDCG: 1 where the order of the features is kept, and smaller the more it has changed. So below the threshold is bad, although the text says \"exceeds\".";

/// A violation of attribution drift in Clarify's words.
///
/// Both numbers are an nDCG from 0 to 1, written as Python writes them; a value below the threshold is a violation. Source: Clarify's
/// `constraint_violations.json`.
pub fn description(value: f64, threshold: f64) -> String {
    format!(
        "Feature attribution drift {} exceeds threshold {}",
        python_number(value),
        python_number(threshold)
    )
}

/// What loaded reports say about attributions, to be set beside what was measured.
///
/// In the order of the sources, each as it stands in its report; none without such a report.
pub fn violations<'a>(view: View<'a>) -> Vec<&'a Violation> {
    let reported = view
        .sources
        .iter()
        .zip(&view.layout.roles)
        .filter(|(_, role)| **role == Some(Role::Reported))
        .filter_map(|(source, _)| match &source.document.content {
            Content::Violations(violations) => Some(&violations.violations),
            _ => None,
        });
    reported
        .flatten()
        .filter(|violation| violation.check_type == CheckType::FeatureAttributionDrift)
        .collect()
}

/// The entry of a label of which only an execution's score is known.
///
/// Its nDCG, from 0 to 1, is the reported one; there are no features, and where the description was not understood no number either: it is quoted.
pub fn of_violation(violation: &Violation) -> AttributionLabel {
    let parsed = violation.parsed.as_ref();
    let label = violation.label.clone().unwrap_or_default();
    let mut entry = AttributionLabel {
        sentence: match parsed {
            Some(parsed) => format!(
                "The monitor reports drift of {label}: nDCG {} is below {}.",
                words::number(parsed.observed),
                words::number(parsed.expected.unwrap_or(NDCG_THRESHOLD))
            ),
            None => violation.description.clone(),
        }
        .into(),
        label,
        reason: Some("The attributions themselves are not here: open the analysis.json of the baseline and of the execution.".to_owned()),
        ..AttributionLabel::default()
    };
    entry.reported = said(&[violation], &entry);
    entry
}

/// What the report says about a label; `None` where both are silent.
///
/// Values are an nDCG from 0 to 1; they agree when they are the same but for rounding and so is the outcome.
pub fn said(reported: &[&Violation], label: &AttributionLabel) -> Option<Reported> {
    let of_label =
        |violation: &&&Violation| violation.label.as_deref() == Some(label.label.as_str());
    let found = reported.iter().find(of_label).or(match reported {
        [only] => Some(only),
        _ => None,
    });
    let is_violated = label.status.is_violated();
    let Some(violation) = found else {
        let is_silent = is_violated && !reported.is_empty();
        return is_silent.then(|| Reported {
            explanation: Some("The report does not name this label.".to_owned()),
            ..Reported::default()
        });
    };
    let observed = violation.parsed.as_ref().map(|parsed| parsed.observed);
    let difference = observed.zip(label.ndcg).map(|(theirs, ours)| theirs - ours);
    let is_same = difference.is_some_and(|difference| difference.abs() <= SAME);
    let why = match (is_same, difference) {
        (true, _) => String::new(),
        (_, None) => " The attributions that it was computed from are not here.".to_owned(),
        _ => " It was computed from other rows, from another baseline, or with kernel SHAP's random samples.".to_owned(),
    };
    Some(Reported {
        description: Some(violation.description.clone()),
        value: observed,
        agrees: is_same && is_violated,
        difference: difference.filter(|_| !is_same),
        explanation: Some(format!("{CONFUSING}{why}")),
    })
}

/// The violations as Clarify writes them. The sentence of an error says what is missing.
///
/// JSON text in the form of Clarify's `constraint_violations.json`; an empty list where nothing is violated.
///
/// # Errors
/// When no attributions were compared: what to open.
pub fn attribution_violations(attribution: Option<&Attribution>) -> Result<String, Problem> {
    let labels = attribution.map_or(&[][..], |attribution| &attribution.labels);
    let checked = labels.iter().any(|label| label.ndcg.is_some());
    if !checked {
        return Err(Problem::missing(
            "No attributions were compared",
            "open those of a baseline and of a current side, or a model with both sides' rows",
        ));
    }
    let violations = labels
        .iter()
        .filter_map(|label| {
            let description = label.violation.clone()?;
            Some(Violation {
                label: Some(label.label.clone()),
                metric: Some("shap".to_owned()),
                check: CheckType::FeatureAttributionDrift.name().to_owned(),
                check_type: CheckType::FeatureAttributionDrift,
                parsed: ParsedDescription::of(&description),
                description,
                ..Violation::default()
            })
        })
        .collect();
    let document = Violations {
        version: Some("1.0".into()),
        violations,
        ..Violations::default()
    };
    Ok(document.write())
}
