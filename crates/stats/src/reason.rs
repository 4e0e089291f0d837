//! Why a measure has no value.

use std::fmt;

/// Why a measure cannot be computed; its text is a full sentence for the reader of a report.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    /// Neither side has a value.
    NoValues,
    /// The baseline has no value.
    NoBaselineValues,
    /// The current side has no value.
    NoCurrentValues,
    /// A ratio over the baseline's spread was asked for and the baseline has none.
    ConstantBaseline,
    /// Fewer than two categories are left, so nothing can be tested.
    OneCategory,
    /// The two tables of counts do not list the same categories.
    UnequalLengths {
        /// Entries in the baseline's table.
        baseline: usize,
        /// Entries in the current side's table.
        current: usize,
    },
    /// More successes than trials.
    TooManySuccesses {
        /// Successes that were given.
        successes: u64,
        /// Trials that were given.
        trials: u64,
    },
    /// A fraction outside 0 to 1 was asked for.
    NotAFraction(f64),
    /// The samples are too small for the formula: it needs an effective size of at least one.
    TooFewValues,
    /// The answer is larger than a double holds.
    TooLarge,
    /// All rows are positive, or none is.
    OneClass,
    /// The true numbers are all the same.
    ConstantTruth,
    /// Only statistics are there, and they do not hold what this needs.
    NotInStatistics,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::NoValues => write!(f, "There are no values."),
            Reason::NoBaselineValues => write!(f, "The baseline has no values."),
            Reason::NoCurrentValues => write!(f, "The current side has no values."),
            Reason::ConstantBaseline => {
                write!(
                    f,
                    "The baseline is constant, so nothing can be divided by its spread."
                )
            }
            Reason::OneCategory => write!(f, "Fewer than two categories are left to compare."),
            Reason::UnequalLengths { baseline, current } => write!(
                f,
                "The baseline counts {baseline} categories and the current side {current}, where both must list the same."
            ),
            Reason::TooManySuccesses { successes, trials } => {
                write!(
                    f,
                    "There are {successes} successes in {trials} trials, where there cannot be more than trials."
                )
            }
            Reason::NotAFraction(value) => write!(f, "{value} is not between 0 and 1."),
            Reason::TooFewValues => write!(f, "There are too few values for this formula."),
            Reason::TooLarge => write!(f, "The answer is larger than a double can hold."),
            Reason::OneClass => write!(f, "All rows are of one class, and this needs both."),
            Reason::ConstantTruth => write!(
                f,
                "The true numbers are all the same, so there is no variance to explain."
            ),
            Reason::NotInStatistics => {
                write!(
                    f,
                    "The statistics hold neither a sketch nor label counts that both sides share."
                )
            }
        }
    }
}

impl std::error::Error for Reason {}

/// Refuses an empty side, naming which one it is.
pub(super) fn both_sides(baseline_is_empty: bool, current_is_empty: bool) -> Result<(), Reason> {
    match (baseline_is_empty, current_is_empty) {
        (true, true) => Err(Reason::NoValues),
        (true, false) => Err(Reason::NoBaselineValues),
        (false, true) => Err(Reason::NoCurrentValues),
        (false, false) => Ok(()),
    }
}

/// Refuses tables of counts that do not list the same categories or where a side counts nothing.
pub(super) fn both_tables(baseline: &[u64], current: &[u64]) -> Result<(), Reason> {
    if baseline.len() != current.len() {
        return Err(Reason::UnequalLengths {
            baseline: baseline.len(),
            current: current.len(),
        });
    }
    both_sides(
        baseline.iter().all(|&count| count == 0),
        current.iter().all(|&count| count == 0),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_is_a_sentence() {
        let reasons = [
            Reason::NoValues,
            Reason::NoBaselineValues,
            Reason::NoCurrentValues,
            Reason::ConstantBaseline,
            Reason::OneCategory,
            Reason::UnequalLengths {
                baseline: 3,
                current: 2,
            },
            Reason::TooManySuccesses {
                successes: 3,
                trials: 2,
            },
            Reason::NotAFraction(1.5),
            Reason::TooFewValues,
            Reason::TooLarge,
            Reason::NotInStatistics,
        ];
        for reason in reasons {
            let text = reason.to_string();
            assert!(text.ends_with('.') && text.len() > 15, "{text}");
        }
        assert_eq!(
            Reason::NotAFraction(1.5).to_string(),
            "1.5 is not between 0 and 1."
        );
    }
}
