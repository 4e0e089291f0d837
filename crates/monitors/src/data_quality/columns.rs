//! The checks on missing and extra columns.
//!
//! The container counts columns and does not look at names; the names are in the explanation.

use crate::words;
use leeway_documents::model_monitor::{CheckType, Constraints};

use super::check::{Check, CheckKind, disabled};
use super::options::Options;
use super::phrases::named;
use super::side::Features;

/// The two checks, missing columns first.
pub(super) fn column_checks(constraints: &Constraints, current: &Features) -> [Check; 2] {
    let evaluate = Options::of(constraints).evaluate;
    let (expected, observed) = (constraints.features.len(), current.features().len());
    let missing: Vec<String> = constraints
        .features
        .iter()
        .filter(|feature| current.feature(&feature.name).is_none())
        .map(|feature| feature.name.clone())
        .collect();
    let extra: Vec<String> = current
        .features()
        .iter()
        .filter(|(name, _)| constraints.feature(name).is_none())
        .map(|(name, _)| (*name).to_owned())
        .collect();
    let side = |check_type, word: &str, names: &[String], is_violated: bool| {
        let names = if names.is_empty() {
            format!("No column is {word} by name.")
        } else {
            format!(
                "By name {} {word}: {}.",
                if names.len() == 1 {
                    "one is"
                } else {
                    "these are"
                },
                named(names)
            )
        };
        let feature = format!(
            "{} columns",
            if word == "missing" {
                "Missing"
            } else {
                "Extra"
            }
        );
        let mut check = Check::new(&feature, CheckKind::ModelMonitor(check_type));
        check.observed = Some(observed as f64);
        check.threshold = Some(expected as f64);
        check.explanation = format!(
            "{} in the data, {} in the constraints. {names}",
            words::plural(observed as u64, "column", "columns"),
            words::count(expected as u64)
        );
        if !evaluate {
            return check.not_made(&disabled());
        }
        if observed == 0 {
            return check.not_made("The current side has no columns.");
        }
        if is_violated {
            check
                .explanation
                .push_str(" The container stops at such a violation: its report names no other.");
        }
        check.decided(is_violated, || {
            format!("There are {word} columns in current dataset. Number of columns in current dataset: {observed}, Number of columns in baseline constraints: {expected}")
        })
    };
    [
        side(
            CheckType::MissingColumn,
            "missing",
            &missing,
            observed < expected,
        ),
        side(CheckType::ExtraColumn, "extra", &extra, observed > expected),
    ]
}
