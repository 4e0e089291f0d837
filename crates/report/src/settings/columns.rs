//! What the user says of columns: role, type, and the name of one that has none.
//!
//! Answers only, never suppositions.

use std::collections::BTreeMap;

use leeway_table::forms::{DateFormat, DatePart};
use leeway_table::{ColumnType, named};
use serde::{Deserialize, Serialize};

named! {
    /// What a column is for.
    pub enum ColumnRole {
        /// The model reads it.
        Feature = "feature",
        /// The truth.
        Label = "label",
        /// What the model predicted: a label or a number.
        Prediction = "prediction",
        /// The probability of the positive label.
        Probability = "probability",
        /// When a row came to be.
        Time = "time",
        /// Tells one row, customer or event from another.
        Identifier = "identifier",
        /// Counts rows.
        Index = "index",
        /// A group that bias is measured for, and no feature.
        Group = "group",
        /// Left out of everything.
        Ignored = "ignored",
    }
}

impl ColumnRole {
    /// True for the roles of columns that are neither features nor the model's answers.
    pub fn is_no_feature(self) -> bool {
        matches!(
            self,
            ColumnRole::Time
                | ColumnRole::Identifier
                | ColumnRole::Index
                | ColumnRole::Group
                | ColumnRole::Ignored
        )
    }
}

/// What the user says of a column.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ColumnChoice {
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<ColumnRole>,
    /// What its values are.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub column_type: Option<ColumnType>,
    /// How its dates are written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_format: Option<DateFormat>,
    /// What of its dates is compared; unset: their age, where that says something.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_parts: Option<Vec<DatePart>>,
    /// Values that stand for missing ones (true), and values that stand out and do not (false).
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub missing: BTreeMap<String, bool>,
}

impl ColumnChoice {
    /// The values that stand for missing ones, in the order of their text.
    pub fn stand_ins(&self) -> Vec<String> {
        let missing = self.missing.iter().filter(|(_, is_missing)| **is_missing);
        missing.map(|(value, _)| value.clone()).collect()
    }
}

/// In the place of a label's, prediction's or probability's name: there is none.
pub const NONE: &str = "";
