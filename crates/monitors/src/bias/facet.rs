//! Which rows are the group, and which labels are positive.
//!
//! Clarify decides by the values whether what it was given is a label or a threshold: several are labels; one is a threshold when the column holds fractions, or when
//! integers with at least 5 % distinct values. One that leaves no row above itself is taken for a label all the same.

use super::RowValues;
use crate::Unmeasured;
use leeway_documents::clarify::python_number;
use leeway_table::{Parsed, canonical_label, parse_number};

/// Distinct values among integers from which on Clarify takes them for a scale.
const DISTINCT_SHARE: f64 = 0.05;
/// More groups of one facet than this are not compared at once.
pub const MOST_GROUPS: usize = 50;

/// What was asked for.
#[derive(Debug, Clone, PartialEq)]
pub enum Wanted {
    /// Every label, one after the other.
    Every,
    /// Labels or a threshold, as the values decide.
    Given(Vec<String>),
    /// Numbers above the first and at most the second.
    Between(f64, Option<f64>),
}

/// A group and its rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The group as Clarify writes it: `1`, `5,4`, `(40, 75]`.
    pub value: String,
    /// 1 for a row of the group, 0 for another, 2 for one without a value.
    pub answers: Vec<u8>,
}

/// The groups of a facet.
///
/// `values` are one facet's of all rows. Result: groups in the order of their labels, each with one entry per row: 1 in it, 0 not, 2 missing. Source: Clarify's `facet_values_or_threshold`.
///
/// # Errors
/// Why there is nothing to compare, or nothing to compare with.
pub fn groups(values: &RowValues, wanted: &Wanted) -> Result<Vec<Group>, Unmeasured> {
    match wanted {
        Wanted::Given(given) if !given.is_empty() => Ok(vec![group(values, given)]),
        Wanted::Between(low, high) => Ok(vec![between(values, *low, *high)]),
        Wanted::Every | Wanted::Given(_) => {
            let (distinct, present) = values.distinct();
            if present == 0 {
                return Err(Unmeasured::NoFacetValues);
            }
            if is_scale(values) {
                return Err(Unmeasured::NoThreshold);
            }
            if distinct == 1 {
                return Err(Unmeasured::OneGroup);
            }
            if distinct as usize > MOST_GROUPS {
                return Err(Unmeasured::TooManyGroups {
                    groups: distinct,
                    most: MOST_GROUPS,
                });
            }
            let labels: Vec<String> = match values {
                RowValues::Labels { labels, .. } => labels.clone(),
                RowValues::Numbers { values, .. } => {
                    let mut sorted: Vec<f64> =
                        values.iter().copied().filter(|v| !v.is_nan()).collect();
                    sorted.sort_unstable_by(f64::total_cmp);
                    sorted.dedup();
                    sorted
                        .into_iter()
                        .map(leeway_table::format_number_label)
                        .collect()
                }
            };
            let one = |label: String| with_labels(values, &[label]);
            Ok(labels.into_iter().map(one).collect())
        }
    }
}

/// The rows with a positive label, or above the one threshold that is `given` for a scale; `None` where nobody knows what is positive.
///
/// Result: one entry per row, 1 for positive, 0 for not, 2 missing. Source: Clarify's `label_values_or_threshold`.
pub fn positives(values: &RowValues, given: &[String]) -> Option<Group> {
    (!given.is_empty()).then(|| group(values, given))
}

/// True when Clarify would take the values for a scale with a threshold.
pub(super) fn is_scale(values: &RowValues) -> bool {
    let types = values.types();
    if !values.is_numerical() {
        return false;
    }
    if types.fractional + types.infinite > 0 {
        return true;
    }
    let (distinct, present) = values.distinct();
    distinct as f64 >= DISTINCT_SHARE * present as f64
}

fn group(values: &RowValues, given: &[String]) -> Group {
    if let [one] = given
        && let Parsed::Integral(threshold) | Parsed::Fractional(threshold) = parse_number(one)
        && is_scale(values)
        && values.largest().is_some_and(|largest| largest > threshold)
    {
        return between(values, threshold, None);
    }
    with_labels(values, given)
}

fn with_labels(values: &RowValues, given: &[String]) -> Group {
    let wanted: Vec<String> = given.iter().map(|label| canonical_label(label)).collect();
    let numbers: Vec<f64> = given
        .iter()
        .filter_map(|label| match parse_number(label) {
            Parsed::Integral(value) | Parsed::Fractional(value) | Parsed::Long(value) => {
                Some(value)
            }
            Parsed::Text => None,
        })
        .collect();
    Group {
        value: given.join(","),
        answers: values.answers(|label, number| match label {
            Some(label) => wanted.iter().any(|wanted| wanted == label),
            None => numbers.contains(&number),
        }),
    }
}

fn between(values: &RowValues, low: f64, high: Option<f64>) -> Group {
    let top = high.or_else(|| values.largest()).unwrap_or(f64::INFINITY);
    let types = values.types();
    let is_whole =
        types.fractional + types.infinite == 0 && low.fract() == 0.0 && top.fract() == 0.0;
    let text = |value: f64| match is_whole {
        true => format!("{value:.0}"),
        false => python_number(value),
    };
    Group {
        value: format!("({}, {}]", text(low), text(top)),
        answers: values.answers(|_, number| number > low && number <= top),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use leeway_table::{Column, MissingPolicy, Origin};

    fn values(fields: &[&str]) -> RowValues {
        let mut column = Column::new("c", Origin::Field, true);
        for field in fields {
            column.push_field(field, false, &MissingPolicy::default());
        }
        RowValues::of(&[(Some(&column), fields.len()), (None, 1)])
    }

    fn given(one: &str) -> Wanted {
        Wanted::Given(vec![one.to_owned()])
    }

    #[test]
    fn one_number_is_a_threshold_where_values_are_many() {
        let ages = values(&["39", "41", "", "75"]);
        let group = &groups(&ages, &given("40")).unwrap()[0];
        assert_eq!(group.value, "(40, 75]");
        assert_eq!(group.answers, [0, 1, 2, 1, 2]);
        let fractions = values(&["0.25", "0.75", "0.5"]);
        assert_eq!(
            groups(&fractions, &given("0.5")).unwrap()[0].value,
            "(0.5, 0.75]"
        );
        assert_eq!(
            groups(&values(&["0.5", "14.25"]), &given("5")).unwrap()[0].value,
            "(5.0, 14.25]"
        );
    }

    #[test]
    fn one_number_is_a_label_where_values_are_few() {
        let many: Vec<&str> = (0..100).map(|i| if i < 3 { "60" } else { "61" }).collect();
        let group = &groups(&values(&many), &given("60")).unwrap()[0];
        assert_eq!(group.value, "60");
        assert_eq!(
            group.answers.iter().filter(|answer| **answer == 1).count(),
            3
        );
        // Nothing is above 1, so it is the label.
        let flags = values(&["0", "1", "1"]);
        assert_eq!(
            groups(&flags, &given("1")).unwrap()[0].answers,
            [0, 1, 1, 2]
        );
    }

    #[test]
    fn labels_intervals_and_every_group() {
        let labels = values(&["b", "a", "c", "a"]);
        let both = Wanted::Given(vec!["c".to_owned(), "a".to_owned()]);
        assert_eq!(groups(&labels, &both).unwrap()[0].value, "c,a");
        let every = groups(&labels, &Wanted::Every).unwrap();
        let names: Vec<&str> = every.iter().map(|group| group.value.as_str()).collect();
        assert_eq!(names, ["a", "b", "c"]);
        let interval = groups(&values(&["1", "5", "9"]), &Wanted::Between(1.0, Some(5.0)));
        assert_eq!(interval.unwrap()[0].answers, [0, 1, 0, 2]);
    }

    #[test]
    fn what_cannot_be_compared_says_why() {
        let refused = |fields: &[&str]| groups(&values(fields), &Wanted::Every).unwrap_err();
        assert_eq!(refused(&["a", "a"]), Unmeasured::OneGroup);
        assert_eq!(refused(&["1.5", "2.5"]), Unmeasured::NoThreshold);
        assert_eq!(refused(&["", ""]), Unmeasured::NoFacetValues);
    }
}
