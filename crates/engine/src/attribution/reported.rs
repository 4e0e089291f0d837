//! Violations of attributions: what loaded reports say, and what is written.

use crate::problem::Problem;
use leeway_documents::clarify::python_number;
use leeway_documents::model_monitor::{CheckType, ParsedDescription, Violation, Violations};
use leeway_monitors::attribution::NDCG_THRESHOLD;
use leeway_monitors::words;
use leeway_monitors::{Agreement, Status};
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

/// The entry of a label of which only an execution's score is known.
///
/// Its nDCG, from 0 to 1, and its outcome are the reported ones; there are no features, and where the description was not understood no number either: it is quoted.
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
        ndcg: parsed.map(ParsedDescription::value),
        status: Status::Violated,
        violation: Some(violation.description.clone()),
        reason: Some("The attributions themselves are not here: open the analysis.json of the baseline and of the execution.".to_owned()),
        ..AttributionLabel::default()
    };
    entry.reported = Some(of_report(violation, None, true));
    entry
}

/// What the report says about a label; `None` where both are silent.
///
/// Values are an nDCG from 0 to 1; they agree when they are the same but for rounding and so is the outcome.
pub fn said(reported: &[Violation], label: &AttributionLabel) -> Option<Reported> {
    let of_label =
        |violation: &&Violation| violation.label.as_deref() == Some(label.label.as_str());
    let found = reported.iter().find(of_label).or(match reported {
        [only] => Some(only),
        _ => None,
    });
    let is_violated = label.status.is_violated();
    let Some(violation) = found else {
        let is_silent = is_violated && !reported.is_empty();
        return is_silent.then(|| Reported {
            explanation: Some("The report does not name this label.".to_owned()),
            agreement: Agreement::Silent,
            ..Reported::default()
        });
    };
    Some(of_report(violation, label.ndcg, is_violated))
}

/// A violation beside the nDCG that was found here; `None` where none was.
fn of_report(violation: &Violation, ndcg: Option<f64>, is_violated: bool) -> Reported {
    let parsed = violation.parsed.as_ref();
    let observed = parsed.map(ParsedDescription::value);
    let difference = observed.zip(ndcg).map(|(theirs, ours)| theirs - ours);
    let is_same = difference.is_some_and(|difference| difference.abs() <= SAME);
    let why = match (is_same, difference) {
        (true, _) => String::new(),
        (_, None) => " The attributions that it was computed from are not here.".to_owned(),
        _ => " It was computed from other rows, from another baseline, or with kernel SHAP's random samples.".to_owned(),
    };
    Reported {
        description: Some(violation.description.clone()),
        value: observed,
        limit: parsed.and_then(ParsedDescription::limit),
        bound: parsed.and_then(ParsedDescription::bound),
        standard_deviation: None,
        agreement: match (ndcg, is_same && is_violated) {
            (None, _) => Agreement::NotRecomputed,
            (_, true) => Agreement::Agrees,
            _ => Agreement::Differs,
        },
        difference: difference.filter(|_| !is_same),
        explanation: Some(format!("{CONFUSING}{why}")),
    }
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
