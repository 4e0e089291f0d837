//! Why a change cannot be made.

use std::fmt;

/// What a change lacks, as a sentence that says what to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unchangeable {
    /// The change is about a column, and none was chosen.
    NoColumn,
    /// The baseline has no such column.
    UnknownColumn(String),
    /// The change is about labels, and no column is known to hold them.
    NoLabelColumn,
    /// The change is about positive answers, and no label is known to be the positive one.
    NoPositiveLabel,
    /// The column holds no numbers.
    NoNumbers(String),
    /// The column gets a value, and none was given.
    NoValue(String),
    /// The column of labels has one label.
    OneLabel(String),
    /// No row has this label.
    UnknownLabel(String),
    /// No row of the group has the positive answer.
    NoPositiveRow {
        /// The column.
        feature: String,
        /// The group in it.
        group: String,
        /// The positive answer.
        positive: String,
    },
}

impl fmt::Display for Unchangeable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unchangeable::NoColumn => write!(f, "Choose a column."),
            Unchangeable::UnknownColumn(name) => write!(f, "The baseline has no column {name:?}."),
            Unchangeable::NoLabelColumn => write!(
                f,
                "No column is known to hold the label: name it in the settings."
            ),
            Unchangeable::NoPositiveLabel => write!(
                f,
                "No label is known to be the positive one: name it in the settings."
            ),
            Unchangeable::NoNumbers(name) => write!(f, "{name:?} holds no numbers."),
            Unchangeable::NoValue(name) => write!(f, "Say which value {name:?} gets."),
            Unchangeable::OneLabel(name) => {
                write!(f, "{name:?} has one label, so none can be swapped.")
            }
            Unchangeable::UnknownLabel(label) => {
                write!(f, "No row of the baseline has the label {label:?}.")
            }
            Unchangeable::NoPositiveRow {
                feature,
                group,
                positive,
            } => write!(
                f,
                "No row with {feature:?} {group} has the positive answer {positive:?}."
            ),
        }
    }
}

impl std::error::Error for Unchangeable {}
