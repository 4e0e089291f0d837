//! What a report says beside what was recomputed, and why they differ.
//!
//! Reported violations of the data-quality monitor are matched with [`Check`]s by feature and check. Violations of other monitors are left to those. A reason
//! is given only where the numbers show it: another threshold, the other distance, a sketch's error, other rows. The container's rule for leaving drift out is
//! not known: a report on 18 rows leaves it out at any distance, one on 1 009 rows has it.

use leeway_documents::model_monitor::{
    Bound, CheckType, ParsedDescription, Unit, Violation, Violations, Wording,
};

use super::check::{Check, CheckKind};
use super::phrases::apart;
use crate::words;
use crate::{Agreement, MonitorName, Status, monitor_of, subject_of};

/// A check beside what a report says about it.
#[derive(Debug, Clone, PartialEq)]
pub struct SecondOpinion {
    /// The feature as reported, or as checked.
    pub feature: String,
    /// The check's name as reported, or as checked.
    pub check_name: String,
    /// The recomputed check, by its place in the list; `None` if there is none.
    pub check: Option<usize>,
    /// The reported sentence; `None` if the report is silent.
    pub description: Option<String>,
    /// The number in it, in the unit of [`Check::observed`].
    pub value: Option<f64>,
    /// The number that it names as allowed, in the same unit; a bias metric's is the baseline's value.
    pub limit: Option<f64>,
    /// What that number is.
    pub bound: Option<Bound>,
    /// The standard deviation in it.
    pub deviation: Option<f64>,
    /// The outcome.
    pub agreement: Agreement,
    /// Reported less recomputed, where both are known.
    pub difference: Option<f64>,
    /// Why they differ; empty when they agree.
    pub explanation: String,
}

/// Numbers are the same if they agree in this share: the digits that different orders of summation leave.
const SAME: f64 = 1e-9;

/// Said of what was reported where there is nothing to compute it from.
const NOTHING_TO_RECOMPUTE: &str =
    "It was not recomputed: that needs the baseline and the data of the run.";

/// Rows below which reports are known that leave drift out, and from which one is known that has it.
const ROWS_WITH_DRIFT: u64 = 1009;

/// Sets the violations of a report beside the recomputed checks: first the reported ones in their order, then those that only the checks find.
///
/// Positions in the result are those of `checks`. Differences are reported less observed, in the check's unit (shares 0 to 1, distances). Every reported violation has one entry, also where nothing here is like it.
pub fn second_opinion(checks: &[Check], reported: &Violations) -> Vec<SecondOpinion> {
    let mut matched = vec![false; checks.len()];
    let mut opinions = Vec::new();
    let ours = reported
        .violations
        .iter()
        .filter(|violation| monitor_of(violation) == MonitorName::DataQuality);
    for violation in ours {
        let found = checks.iter().position(|check| {
            let same_feature = violation.feature.as_deref() == Some(check.feature.as_str());
            let is_on_columns = matches!(
                violation.check_type,
                CheckType::MissingColumn | CheckType::ExtraColumn
            );
            check.check == CheckKind::ModelMonitor(violation.check_type)
                && (same_feature || is_on_columns)
        });
        if let Some(found) = found {
            matched[found] = true;
        }
        opinions.push(beside(violation, found, checks));
    }
    for (i, check) in checks.iter().enumerate() {
        let is_silent = !matched[i] && check.status == Status::Violated;
        if is_silent && matches!(check.check, CheckKind::ModelMonitor(_)) {
            opinions.push(SecondOpinion::silent(
                &check.feature,
                check.check.name(),
                i,
                why_silent(check, reported),
            ));
        }
    }
    opinions
}

impl SecondOpinion {
    /// What a report says, with the position of the check that was found for it and what that one observed.
    ///
    /// Where both are known they differ until they are found the same; a check that observed nothing was not recomputed.
    pub(crate) fn reported(
        violation: &Violation,
        check: Option<usize>,
        observed: Option<f64>,
    ) -> Self {
        let parsed = violation.parsed.as_ref();
        let value = parsed.map(ParsedDescription::value);
        let difference = value.zip(observed);
        SecondOpinion {
            feature: subject_of(violation),
            check_name: violation.check.clone(),
            check,
            description: Some(violation.description.clone()),
            value,
            limit: parsed.and_then(ParsedDescription::limit),
            bound: parsed.and_then(ParsedDescription::bound),
            deviation: parsed.and_then(|parsed| parsed.deviation),
            agreement: match observed {
                Some(_) => Agreement::Differs,
                None => Agreement::NotRecomputed,
            },
            difference: difference.map(|(reported, observed)| reported - observed),
            explanation: String::new(),
        }
    }

    /// What it means that a report does not name a check at this position that is violated.
    pub(crate) fn silent(
        feature: &str,
        check_name: &str,
        check: usize,
        explanation: String,
    ) -> Self {
        SecondOpinion {
            feature: feature.to_owned(),
            check_name: check_name.to_owned(),
            check: Some(check),
            description: None,
            value: None,
            limit: None,
            bound: None,
            deviation: None,
            agreement: Agreement::Silent,
            difference: None,
            explanation,
        }
    }
}

/// One reported violation beside its check.
fn beside(violation: &Violation, found: Option<usize>, checks: &[Check]) -> SecondOpinion {
    let check = found.map(|found| &checks[found]);
    let made = check.filter(|check| check.status.is_made());
    let observed = made.and_then(|check| check.observed);
    let mut opinion = SecondOpinion::reported(violation, found, observed);
    let value = opinion.value;
    let Some(check) = made else {
        opinion.agreement = Agreement::NotRecomputed;
        opinion.explanation = match check.and_then(|check| check.reason.as_deref()) {
            Some(reason) => format!("It was not recomputed. {reason}"),
            None if checks.is_empty() => NOTHING_TO_RECOMPUTE.to_owned(),
            None => "It was not recomputed: the constraints that are loaded have no such feature or check.".to_owned(),
        };
        return opinion;
    };
    opinion.agreement = Agreement::Differs;
    let is_same_text = check.description.as_deref() == Some(violation.description.as_str());
    if check.status == Status::Violated {
        let is_same =
            is_same_text || (is_same(opinion.difference, check) && same_limit(violation, check));
        if is_same {
            opinion.agreement = Agreement::Agrees;
        }
    }
    if opinion.agreement != Agreement::Agrees {
        opinion.explanation = why_different(violation, value, check);
    }
    opinion
}

fn limit_of(violation: &Violation) -> Option<f64> {
    violation.parsed.as_ref()?.limit()
}

fn is_same(difference: Option<f64>, check: &Check) -> bool {
    difference
        .zip(check.observed)
        .is_some_and(|(difference, observed)| difference.abs() <= SAME * observed.abs().max(SAME))
}

fn same_limit(violation: &Violation, check: &Check) -> bool {
    match (limit_of(violation), check.threshold) {
        (Some(reported), Some(ours)) => (reported - ours).abs() <= SAME * ours.abs().max(SAME),
        _ => true,
    }
}

fn why_different(violation: &Violation, value: Option<f64>, check: &Check) -> String {
    let Some(parsed) = &violation.parsed else {
        return "The wording is not known, so its number cannot be compared.".to_owned();
    };
    let mut reasons = Vec::new();
    if let (Some(reported), Some(ours)) = (limit_of(violation), check.threshold)
        && !same_limit(violation, check)
    {
        let (reported, ours) = apart(reported, ours);
        reasons.push(format!(
            "The report allows {reported}, the loaded constraints {ours}."
        ));
    }
    if let (Some(subject), Some(expected)) = (&parsed.subject, check.expected_type)
        && parsed.wording == Wording::DataType
        && subject != expected.name()
    {
        reasons.push(format!(
            "The report expects the type {subject}, the loaded constraints {}.",
            expected.name()
        ));
    }
    if let (Some(value), Some(observed)) = (value, check.observed)
        && !is_same(Some(value - observed), check)
    {
        reasons.push(why_other_value(
            value,
            observed,
            parsed.observed,
            parsed.unit,
            check,
        ));
    }
    if reasons.is_empty() {
        reasons.push(if check.status == Status::Ok {
            "The numbers are the same; here the constraint is met.".to_owned()
        } else {
            "The numbers are the same, the sentences differ.".to_owned()
        });
    }
    reasons.join(" ")
}

/// Why `value` was reported where `observed` was found.
fn why_other_value(value: f64, observed: f64, printed: f64, unit: Unit, check: &Check) -> String {
    let (reported, ours) = apart(value, observed);
    let numbers = format!("Reported {reported}, recomputed {ours}");
    if let Some(drift) = &check.drift {
        let others = [("Simple", drift.simple), ("Robust", drift.robust)];
        let other = others
            .into_iter()
            .find(|(_, other)| (other - value).abs() <= SAME * value.abs() && *other != observed);
        if let Some((name, _)) = other {
            return format!("{numbers}: the report used the distance \"{name}\".");
        }
        if check.bound > 0.0 && (value - observed).abs() <= check.bound {
            return format!(
                "{numbers}: within the error of the sketches, ± {}.",
                words::number(check.bound)
            );
        }
    }
    let printed_share = (unit == Unit::Percent).then_some(printed);
    match printed_share.and_then(fewest_rows) {
        Some((count, rows)) if check.rows > 0 && !check.rows.is_multiple_of(rows) => format!(
            "{numbers}: other data. {printed} % is {} of {} or a multiple of it; here are {}.",
            words::count(count),
            words::plural(rows, "row", "rows"),
            words::count(check.rows)
        ),
        _ => format!("{numbers}: other data, or another baseline."),
    }
}

/// The smallest number of rows, and how many of them, of which `percent` is the share to the last digit.
fn fewest_rows(percent: f64) -> Option<(u64, u64)> {
    if !(0.0..=100.0).contains(&percent) || percent == 0.0 || percent == 100.0 {
        return None;
    }
    (2..200_000u64).find_map(|rows| {
        let count = (percent / 100.0 * rows as f64).round();
        (count / rows as f64 * 100.0 == percent).then_some((count as u64, rows))
    })
}

fn why_silent(check: &Check, reported: &Violations) -> String {
    let stopped = reported.violations.iter().any(|violation| {
        matches!(
            violation.check_type,
            CheckType::MissingColumn | CheckType::ExtraColumn
        )
    });
    if stopped {
        return "The container stops at a missing or extra column; its report names nothing else."
            .to_owned();
    }
    let is_drift = check.check == CheckKind::ModelMonitor(CheckType::BaselineDrift);
    if is_drift && check.rows < ROWS_WITH_DRIFT {
        return format!(
            "The report is silent at {}. A report on 18 rows is known that leaves drift out at any distance, and one on 1 009 rows that has it; where the container draws the line is not documented.",
            words::plural(check.rows, "row", "rows")
        );
    }
    "The report is silent: other data, other constraints, or a list that was cut.".to_owned()
}
