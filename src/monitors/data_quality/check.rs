//! The checks: Model Monitor's six, and three that it does not make.
//!
//! One [`Check`] per feature and constraint, violated or not, in the order of the constraints, after the two checks on columns. A check that cannot be made says why.
//! [`Check::description`] is the sentence that Model Monitor's container writes, to the letter.

use std::collections::BTreeSet;

use crate::documents::model_monitor::{
    CheckType, ConfigOption, Constraints, FeatureConstraints, java_number,
};
use crate::stats::proportion::two_proportions;
use crate::table::{InferredType, canonical_label};

use super::drift::Drift;
use super::options::Options;
use super::phrases::{apart, named};
use super::side::{Evidence, Side};
use crate::monitors::words;

/// The monitor's name in a report.
pub const MONITOR: &str = "data_quality";

/// Unseen labels are a finding from this share of the current rows on.
const UNSEEN_SHARE: f64 = 0.01;
/// The missing share is a finding when it moved by this much, and not by chance.
const MISSING_SHIFT: f64 = 0.05;
/// What "by chance" means.
const SIGNIFICANCE: f64 = 0.05;

/// One constraint and how the current side meets it.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// [`MONITOR`].
    pub monitor: &'static str,
    /// The feature, or `Missing columns` and `Extra columns`.
    pub feature: String,
    /// What is checked.
    pub check: CheckKind,
    /// The outcome.
    pub status: Status,
    /// What was observed: a share from 0 to 1, a distance, or a number of columns.
    pub observed: Option<f64>,
    /// What is allowed, in the same unit.
    pub threshold: Option<f64>,
    /// How far `observed` may be off; 0 from samples.
    pub bound: f64,
    /// Rows that `observed` is a share of, or that were compared.
    pub rows: u64,
    /// The type that values must have, for the check on types.
    pub expected_type: Option<InferredType>,
    /// The distance in all its forms, for the check on drift.
    pub drift: Option<Drift>,
    /// A violation in the container's words; `None` when nothing is violated or the container has no such check.
    pub description: Option<String>,
    /// What was observed, what was allowed, by which option.
    pub explanation: String,
    /// Why the check was not made.
    pub reason: Option<String>,
}

/// What is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CheckKind {
    /// One of Model Monitor's six.
    ModelMonitor(CheckType),
    /// No value is negative.
    NonNegative,
    /// The share of missing rows has not moved.
    MissingShare,
    /// No label is new.
    UnseenLabels,
}

impl CheckKind {
    /// The name in a report; Model Monitor's own for its checks.
    pub fn name(self) -> &'static str {
        match self {
            CheckKind::ModelMonitor(check) => check.name(),
            CheckKind::NonNegative => "non_negative_check",
            CheckKind::MissingShare => "missing_share_check",
            CheckKind::UnseenLabels => "unseen_labels_check",
        }
    }
}

/// The outcome of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// The constraint is met.
    Ok,
    /// It is not.
    Violated,
    /// It was not looked at.
    NotChecked,
}

impl Status {
    /// The name in a report.
    pub fn name(self) -> &'static str {
        match self {
            Status::Ok => "ok",
            Status::Violated => "violated",
            Status::NotChecked => "not_checked",
        }
    }
}

/// Checks `current` against `constraints`; distributions are compared with `baseline`, which may be empty.
pub fn check(constraints: &Constraints, baseline: &Side, current: &Side) -> Vec<Check> {
    let mut checks = columns(constraints, current).to_vec();
    for feature in &constraints.features {
        let subject = Subject {
            constraint: feature,
            options: Options::for_feature(constraints, feature),
            baseline: baseline.feature(&feature.name),
            current: current.feature(&feature.name),
        };
        checks.extend(subject.checks());
    }
    checks
}

/// The checks on missing and extra columns: the container counts columns, and does not look at names.
fn columns(constraints: &Constraints, current: &Side) -> [Check; 2] {
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

fn disabled() -> String {
    format!(
        "`{}` is disabled.",
        ConfigOption::EvaluateConstraints.name()
    )
}

/// A feature with all that its checks need.
struct Subject<'a> {
    constraint: &'a FeatureConstraints,
    options: Options,
    baseline: Option<&'a Evidence<'a>>,
    current: Option<&'a Evidence<'a>>,
}

impl Subject<'_> {
    fn checks(&self) -> Vec<Check> {
        let name = &self.constraint.name;
        let mut kinds = vec![
            CheckKind::ModelMonitor(CheckType::DataType),
            CheckKind::ModelMonitor(CheckType::Completeness),
            CheckKind::ModelMonitor(CheckType::BaselineDrift),
        ];
        if self.constraint.domains.is_some() {
            kinds.push(CheckKind::ModelMonitor(CheckType::CategoricalValues));
            kinds.push(CheckKind::UnseenLabels);
        }
        if self.constraint.is_non_negative == Some(true) {
            kinds.push(CheckKind::NonNegative);
        }
        kinds.push(CheckKind::MissingShare);
        let made = |kind| {
            let check = Check::new(name, kind);
            if !self.options.evaluate {
                return check.not_made(&disabled());
            }
            let Some(current) = self.current else {
                return check.not_made("The current side has no such column.");
            };
            if current.rows() == 0 {
                return check.not_made("The current side has no rows.");
            }
            match kind {
                CheckKind::ModelMonitor(CheckType::DataType) => self.data_type(check, current),
                CheckKind::ModelMonitor(CheckType::Completeness) => {
                    self.completeness(check, current)
                }
                CheckKind::ModelMonitor(CheckType::CategoricalValues) => {
                    self.domain(check, current)
                }
                CheckKind::ModelMonitor(_) => self.drift(check, current),
                CheckKind::NonNegative => non_negative(check, current),
                CheckKind::MissingShare => self.missing_share(check, current),
                CheckKind::UnseenLabels => self.unseen_labels(check, current),
            }
        };
        kinds.into_iter().map(made).collect()
    }

    /// The share of rows whose value was written in the expected type. Missing rows are not, and an integer is not `Fractional`.
    fn data_type(&self, mut check: Check, current: &Evidence) -> Check {
        let option = ConfigOption::DatatypeThreshold.name();
        let expected = match self.constraint.inferred_type {
            None | Some(InferredType::Unknown) => {
                return check.not_made("The constraints name no type.");
            }
            Some(expected) => expected,
        };
        let Some(types) = current.types() else {
            return check.not_made("The statistics do not tell how many values are of which type.");
        };
        let matching = match expected {
            InferredType::Integral => types.integral,
            InferredType::Fractional => types.fractional,
            _ => types.text,
        };
        let rows = current.rows();
        let (_, missing) = current.presence();
        let share = matching as f64 / rows as f64;
        let threshold = self.options.type_threshold;
        let name = expected.name();
        let others: Vec<String> = [
            (types.integral, InferredType::Integral.name()),
            (types.fractional, InferredType::Fractional.name()),
            (types.text, InferredType::String.name()),
            (missing, "missing"),
        ]
        .into_iter()
        .filter(|(count, kind)| *count > 0 && *kind != name)
        .map(|(count, kind)| format!("{} {kind}", words::count(count)))
        .collect();
        let others = if others.is_empty() {
            String::new()
        } else {
            format!(" ({})", others.join(", "))
        };
        let allowed = ((1.0 - threshold).max(0.0) * rows as f64).floor() as u64;
        check.explanation = format!(
            "{} of {} are not {name}{others}; `{option}` {} allows {}.",
            words::count(rows - matching.min(rows)),
            words::plural(rows, "value", "values"),
            java_number(threshold),
            if allowed == 0 {
                "none".to_owned()
            } else {
                words::count(allowed)
            }
        );
        if expected == InferredType::Fractional && types.integral > 0 {
            check
                .explanation
                .push_str(" To the container a value written without a point is not Fractional.");
        }
        if types.is_by_value {
            check.explanation.push_str(" Counted from the sketch: a whole number that was written with a point counts as Integral here.");
        }
        check.expected_type = Some(expected);
        check.rows = rows;
        check.observed = Some(share);
        check.threshold = Some(threshold);
        check.decided(share < threshold, || {
            format!(
                "Data type match requirement is not met. Expected data type: {name}, Expected match: {}%. Observed: Only {}% of data is {name}.",
                java_number(threshold * 100.0),
                java_number(share * 100.0)
            )
        })
    }

    fn completeness(&self, mut check: Check, current: &Evidence) -> Check {
        let Some(threshold) = self.constraint.completeness.finite() else {
            return check.not_made("The constraints name no completeness.");
        };
        let (present, _) = current.presence();
        let rows = current.rows();
        let share = present as f64 / rows as f64;
        let (has, asks) = apart(share * 100.0, threshold * 100.0);
        check.explanation = format!(
            "{} of {} have a value, {has} %; `{}` asks for {asks} %.",
            words::count(present),
            words::plural(rows, "row", "rows"),
            ConfigOption::Completeness.name()
        );
        check.rows = rows;
        check.observed = Some(share);
        check.threshold = Some(threshold);
        check.decided(share < threshold, || {
            format!(
                "Data completeness requirement is not met. Expected: {}%. Observed: Only {}%.",
                java_number(threshold * 100.0),
                java_number(share * 100.0)
            )
        })
    }

    fn drift(&self, mut check: Check, current: &Evidence) -> Check {
        if !self.options.compare {
            return check.not_made(&format!(
                "`{}` is disabled.",
                ConfigOption::PerformComparison.name()
            ));
        }
        let Some(baseline) = self.baseline else {
            return check.not_made("The baseline has no statistics or samples of this feature.");
        };
        let is_text = self
            .constraint
            .inferred_type
            .unwrap_or(baseline.inferred_type())
            == InferredType::String
            && baseline.inferred_type() == InferredType::String;
        let (threshold, option) = if is_text {
            (
                self.options.label_threshold,
                ConfigOption::CategoricalThreshold,
            )
        } else {
            (
                self.options.distance_threshold,
                ConfigOption::ComparisonThreshold,
            )
        };
        let drift = if is_text {
            let (Some(before), Some(now)) = (baseline.labels(), current.labels()) else {
                return check.not_made("The statistics do not list the labels: they are too many, or the values are numbers.");
            };
            Drift::of_labels(&before, &now, &self.options)
        } else {
            let (Some(before), Some(now)) = (baseline.numbers(), current.numbers()) else {
                return check
                    .not_made("One side has no numbers, or its statistics have no usable sketch.");
            };
            Drift::of_numbers(&before, &now, self.options.is_robust)
        };
        let drift = match drift {
            Ok(drift) => drift,
            Err(reason) => return check.not_made(&reason.to_string()),
        };
        check.explanation = format!("{}.", drift.arithmetic(threshold, option.name()));
        if drift.bound > 0.0 {
            let is_close = (drift.distance - threshold).abs() <= drift.bound;
            check.explanation.push_str(&format!(
                " Sketches give D to ± {}{}.",
                words::number(drift.bound),
                if is_close {
                    ": it could as well be the other way"
                } else {
                    ""
                }
            ));
        }
        check.rows = drift.current_count;
        check.bound = drift.bound;
        check.observed = Some(drift.distance);
        check.threshold = Some(threshold);
        let (distance, is_far) = (drift.distance, drift.exceeds(threshold));
        check.drift = Some(drift);
        check.decided(is_far, || {
            format!(
                "Baseline drift distance: {} exceeds threshold: {}",
                java_number(distance),
                java_number(threshold)
            )
        })
    }

    /// The current labels that are not among the domains, with their rows, the most frequent first; and all present rows.
    fn unseen(&self, current: &Evidence) -> Option<(Vec<(String, u64)>, u64)> {
        let domains: BTreeSet<String> = self
            .constraint
            .domains
            .as_ref()?
            .iter()
            .map(|label| canonical_label(label))
            .collect();
        let labels = current.labels()?;
        let present = labels.values().sum();
        let mut unseen: Vec<(String, u64)> = labels
            .into_iter()
            .filter(|(label, _)| !domains.contains(label))
            .collect();
        unseen.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Some((unseen, present))
    }

    fn domain(&self, mut check: Check, current: &Evidence) -> Check {
        let Some((unseen, present)) = self.unseen(current) else {
            return check.not_made("The statistics do not list the labels.");
        };
        if present == 0 {
            return check.not_made("No row has a value.");
        }
        let count: u64 = unseen.iter().map(|(_, rows)| rows).sum();
        let share = (present - count) as f64 / present as f64;
        let threshold = self.options.domain_threshold;
        let names: Vec<String> = unseen.into_iter().map(|(label, _)| label).collect();
        let named = if names.is_empty() {
            String::new()
        } else {
            format!(": {}", named(&names))
        };
        check.explanation = format!(
            "{} of {} are not among the baseline's labels{named}; `{}` {} asks for a share of {} inside.",
            words::count(count),
            words::plural(present, "value", "values"),
            ConfigOption::DomainThreshold.name(),
            java_number(threshold),
            words::number(threshold)
        );
        check.rows = present;
        check.observed = Some(share);
        check.threshold = Some(threshold);
        check.decided(share < threshold, || {
            format!(
                "Value: {} does not meet the constraint requirement! ",
                java_number(share)
            )
        })
    }

    fn unseen_labels(&self, mut check: Check, current: &Evidence) -> Check {
        let Some((unseen, present)) = self.unseen(current) else {
            return check.not_made("The statistics do not list the labels.");
        };
        let count: u64 = unseen.iter().map(|(_, rows)| rows).sum();
        let rows = current.rows();
        let share = count as f64 / rows as f64;
        let names: Vec<String> = unseen.into_iter().map(|(label, _)| label).collect();
        check.explanation = if names.is_empty() {
            format!(
                "All {} have labels that the baseline had.",
                words::plural(present, "value", "values")
            )
        } else {
            format!(
                "{} of {}, {} %, have labels that the baseline never had: {}; {} % is a finding.",
                words::count(count),
                words::plural(rows, "row", "rows"),
                words::number(share * 100.0),
                named(&names),
                words::number(UNSEEN_SHARE * 100.0)
            )
        };
        check.rows = rows;
        check.observed = Some(share);
        check.threshold = Some(UNSEEN_SHARE);
        check.decided_beyond(share >= UNSEEN_SHARE)
    }

    fn missing_share(&self, mut check: Check, current: &Evidence) -> Check {
        let Some(baseline) = self.baseline else {
            return check.not_made("The baseline has no statistics or samples of this feature.");
        };
        let (before, now) = (baseline.presence().1, current.presence().1);
        let (n, m) = (baseline.rows(), current.rows());
        let test = match two_proportions(before, n, now, m) {
            Ok(test) => test,
            Err(reason) => return check.not_made(&reason.to_string()),
        };
        check.explanation = format!(
            "{} % of {} are missing, {} % of the baseline's {}: {} points, p {}; {} points with p under {SIGNIFICANCE} are a finding.",
            words::number(now as f64 / m as f64 * 100.0),
            words::plural(m, "row", "rows"),
            words::number(before as f64 / n as f64 * 100.0),
            words::count(n),
            words::number(test.difference * 100.0),
            words::number(test.p_value),
            words::number(MISSING_SHIFT * 100.0)
        );
        check.rows = m;
        check.observed = Some(test.difference);
        check.threshold = Some(MISSING_SHIFT);
        check.decided_beyond(test.difference.abs() >= MISSING_SHIFT && test.p_value < SIGNIFICANCE)
    }
}

fn non_negative(mut check: Check, current: &Evidence) -> Check {
    let (Some((count, is_exact)), Some(smallest)) = (current.negative(), current.smallest()) else {
        return check.not_made("The current side has no numbers, or its statistics do not tell.");
    };
    let rows = current.rows();
    let about = if is_exact { "" } else { "about " };
    check.explanation = if count == 0 {
        format!(
            "The smallest value is {}; none is negative.",
            words::number(smallest)
        )
    } else {
        format!(
            "{about}{} of {} are negative, down to {}; the baseline had none (`{}`). Model Monitor notes this in a baseline and does not check it.",
            words::count(count),
            words::plural(rows, "row", "rows"),
            words::number(smallest),
            ConfigOption::IsNonNegative.name()
        )
    };
    check.rows = rows;
    check.observed = Some(count as f64 / rows as f64);
    check.threshold = Some(0.0);
    check.decided_beyond(count > 0)
}

impl Check {
    fn new(feature: &str, check: CheckKind) -> Self {
        Check {
            monitor: MONITOR,
            feature: feature.to_owned(),
            check,
            status: Status::NotChecked,
            observed: None,
            threshold: None,
            bound: 0.0,
            rows: 0,
            expected_type: None,
            drift: None,
            description: None,
            explanation: String::new(),
            reason: None,
        }
    }

    fn not_made(self, reason: &str) -> Self {
        Check {
            status: Status::NotChecked,
            explanation: reason.to_owned(),
            reason: Some(reason.to_owned()),
            ..self
        }
    }

    /// Decides a check of the container's, with its sentence.
    fn decided(self, is_violated: bool, sentence: impl FnOnce() -> String) -> Self {
        Check {
            description: is_violated.then(sentence),
            ..self.decided_beyond(is_violated)
        }
    }

    /// Decides a check that the container does not have.
    fn decided_beyond(self, is_violated: bool) -> Self {
        Check {
            status: if is_violated {
                Status::Violated
            } else {
                Status::Ok
            },
            ..self
        }
    }
}
