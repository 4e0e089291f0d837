//! Model Monitor's checks of one feature.

use crate::words;
use leeway_documents::model_monitor::{CheckType, ConfigOption, DriftMethod, java_number};
use leeway_table::InferredType;

use super::check::{Check, CheckKind, disabled};
use super::drift::Drift;
use super::phrases::{apart, named};
use super::side::Evidence;
use super::subject::Subject;

impl Subject<'_> {
    /// All checks that the feature's constraints ask for.
    pub(super) fn checks(&self) -> Vec<Check> {
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
                CheckKind::NonNegative => super::beyond::non_negative(check, current),
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
        check.option = Some(ConfigOption::DatatypeThreshold);
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
        check.option = Some(ConfigOption::Completeness);
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
        let known = current
            .gap()
            .filter(|gap| gap.is_of_labels == is_text)
            .filter(|_| !is_text || self.options.label_method == DriftMethod::LInfinity);
        let drift = if let Some(gap) = known {
            Ok(Drift::of_known(gap, self.options.is_robust))
        } else if is_text {
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
        check.option = Some(option);
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
        check.option = Some(ConfigOption::DomainThreshold);
        check.threshold = Some(threshold);
        check.decided(share < threshold, || {
            format!(
                "Value: {} does not meet the constraint requirement! ",
                java_number(share)
            )
        })
    }
}
