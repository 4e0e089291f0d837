//! Why a monitor has no value.

use std::fmt;

use leeway_stats::Reason;

/// Why a monitor cannot measure something; its text is a full sentence for the reader of a report.
#[derive(Debug, Clone, PartialEq)]
pub enum Unmeasured {
    /// The measure itself has no value.
    Measure(Reason),
    /// No row has both a label and a prediction.
    NoPairs,
    /// Computed from probabilities, and there are none.
    NoProbabilities,
    /// A probability lies outside 0 to 1.
    NotAProbability(f64),
    /// No row has the positive label.
    NoPositiveRow,
    /// Every row has the positive label.
    OnlyPositiveRows,
    /// The rows that have a probability are all of one label.
    OneLabelWithProbability,
    /// The problem that the rows are about has no such metric.
    OtherProblem,
    /// No metric of this name is known.
    UnknownMetric(String),
    /// Loaded statistics have no number for it.
    NotInStatistics,
    /// There is no such column.
    NoColumn,
    /// The facet has no values.
    NoFacetValues,
    /// The facet holds numbers, and no threshold says where a group begins.
    NoThreshold,
    /// The facet has one group.
    OneGroup,
    /// The facet has more groups than are compared at once.
    TooManyGroups {
        /// Its groups.
        groups: u64,
        /// The most that are compared.
        most: usize,
    },
    /// One side has no attributions.
    NoAttributions,
    /// No feature has an attribution on both sides.
    NoCommonFeature,
    /// Every attribution of the baseline is 0.
    NoOrder,
}

impl From<Reason> for Unmeasured {
    fn from(reason: Reason) -> Self {
        Unmeasured::Measure(reason)
    }
}

impl fmt::Display for Unmeasured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Unmeasured::Measure(reason) => return reason.fmt(f),
            Unmeasured::NoPairs => "No row has both a label and a prediction.",
            Unmeasured::NoProbabilities => {
                "There are no probabilities, and this is computed from them."
            }
            Unmeasured::NotAProbability(value) => {
                return write!(
                    f,
                    "A probability of {value} is not between 0 and 1: it is a score, which ranks rows and is no probability."
                );
            }
            Unmeasured::NoPositiveRow => {
                "No row has the positive label, so there is nothing to find."
            }
            Unmeasured::OnlyPositiveRows => {
                "Every row has the positive label, so there is nothing to tell it from."
            }
            Unmeasured::OneLabelWithProbability => {
                "The rows that have a probability are all of one label."
            }
            Unmeasured::OtherProblem => "The current side's problem has no such metric.",
            Unmeasured::UnknownMetric(name) => {
                return write!(
                    f,
                    "{name:?} is no metric that Leeway knows; it knows those of Model Monitor's statistics."
                );
            }
            Unmeasured::NotInStatistics => "The statistics have no number for it.",
            Unmeasured::NoColumn => "There is no such column.",
            Unmeasured::NoFacetValues => "It has no values.",
            Unmeasured::NoThreshold => "It holds numbers: choose a threshold.",
            Unmeasured::OneGroup => "It has one group only, so there is nothing to compare.",
            Unmeasured::TooManyGroups { groups, most } => {
                return write!(
                    f,
                    "It has {groups} groups, more than {most}: choose one of them."
                );
            }
            Unmeasured::NoAttributions => "One side has no attributions.",
            Unmeasured::NoCommonFeature => "The two sides have no feature in common.",
            Unmeasured::NoOrder => {
                "Every attribution of the baseline is 0, so there is no order to keep."
            }
        })
    }
}

impl std::error::Error for Unmeasured {}
