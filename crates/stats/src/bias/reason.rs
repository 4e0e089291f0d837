//! Why a bias metric has no value.

use std::fmt;

/// Why a bias metric cannot be computed. Where Clarify refuses for the same reason the text is Clarify's, so that it can be written into an `analysis.json`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BiasReason {
    /// No row is in the group.
    EmptyGroup,
    /// Every row is in the group.
    EmptyRest,
    /// The metric is conditional and there is nothing to condition on.
    NoGroupVariable,
    /// No row has the positive outcome.
    NoPositive,
    /// Every row has the positive outcome.
    NoNegative,
    /// The group and the rest share no label.
    NoCommonLabel,
    /// All predictions are false negatives.
    AllFalseNegatives,
    /// The flip test needs numbers and there is no numerical feature.
    NoNumbers,
    /// There are no labels.
    NoLabels,
    /// There are no predictions.
    NoPredictions,
}

impl fmt::Display for BiasReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            BiasReason::EmptyGroup => "Facet set is empty",
            BiasReason::EmptyRest => "Negated Facet set is empty",
            BiasReason::NoGroupVariable => "Group variable is empty or not provided",
            BiasReason::NoPositive => "No positive labels in set",
            BiasReason::NoNegative => "No negative labels in set",
            BiasReason::NoCommonLabel => {
                "No instance of common facet found, dataset may be too small"
            }
            BiasReason::AllFalseNegatives => {
                "All predicted labels are false negatives. There should be at least one prediction that is not false negative."
            }
            BiasReason::NoNumbers => "FlipTest does not support non-numeric columns",
            BiasReason::NoLabels => "There are no labels",
            BiasReason::NoPredictions => "There are no predictions",
        })
    }
}

impl std::error::Error for BiasReason {}
