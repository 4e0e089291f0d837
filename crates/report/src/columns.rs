//! What columns were taken for, by whom, how sure that is, and what is open.

use serde::{Deserialize, Serialize};

use crate::settings::ColumnRole;
use leeway_table::forms::DatePart;
use leeway_table::{ColumnType, InferredType, named};

named! {
    /// Who says what a column is.
    pub enum KnownBy {
        /// The user.
        User = "user",
        /// A configuration or an analysis of Clarify, or the form of a capture.
        Configuration = "configuration",
        /// Constraints or statistics of Model Monitor.
        Constraints = "constraints",
        /// Files of ground truth.
        GroundTruth = "ground_truth",
        /// Its name.
        Name = "name",
        /// Its values.
        Values = "values",
    }
}

named! {
    /// What a question is about.
    pub enum Subject {
        /// Which column is the truth.
        Label = "label",
        /// Which column is the model's answer.
        Prediction = "prediction",
        /// Which column is the positive label's probability.
        Probability = "probability",
        /// Which column is a row's time, or in which order its dates are written.
        Time = "time",
        /// Which rows of two files belong together.
        Join = "join",
        /// Which columns a file without header has.
        Alignment = "alignment",
        /// What a file is for.
        Role = "role",
        /// Whether a value stands for a missing one.
        Missing = "missing",
    }
}

named! {
    /// A screen that depends on an answer, as it stands in addresses.
    pub enum Affected {
        /// Drift of all features, and each feature's own screen.
        Overview = "overview",
        /// Model quality.
        Quality = "quality",
        /// Bias.
        Bias = "bias",
        /// Attribution.
        Attribution = "attribution",
    }
}

/// A column of either side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ColumnReport {
    /// The feature's name, or the column's own where it is no feature.
    pub name: String,
    /// Its name on the baseline, where it is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline_name: Option<String>,
    /// Its name on the current side, where it is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current_name: Option<String>,
    /// What its values are.
    #[serde(rename = "type")]
    pub column_type: ColumnType,
    /// What Model Monitor takes them for.
    pub inferred_type: InferredType,
    /// What it is for.
    pub role: ColumnRole,
    /// Who says so.
    pub known_by: KnownBy,
    /// Whether that is known; else it is supposed.
    pub certain: bool,
    /// Why, as a sentence.
    pub reason: String,
    /// How its numbers or dates are written, where that is not the plain form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written: Option<Written>,
    /// Values that could not be read as its type.
    pub unread: u64,
    /// Missing values, those that others stand for included.
    pub missing: u64,
    /// Values that stand for missing ones as the user said, and values that stand out as if they did.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stand_ins: Vec<StandIn>,
    /// The first three distinct values as they stand, the baseline's first.
    pub examples: Vec<String>,
    /// What is known of its dates, and what of them is compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dates: Option<Dates>,
}

named! {
    /// What the age of a date is counted to.
    pub enum AgeTo {
        /// The time of its row.
        RowTime = "row_time",
        /// The newest date of the column in the file.
        NewestDate = "newest_date",
    }
}

/// The dates of a column.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Dates {
    /// What of them is compared: `age` as the feature itself, each other as a feature called `COLUMN: PART`.
    pub compared: Vec<DatePart>,
    /// Whether that is as the user chose.
    pub chosen: bool,
    /// Whether any has a time of day, so that hours can be compared.
    pub has_clock: bool,
    /// What ages are counted to on the baseline; none where ages say nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline_age_to: Option<AgeTo>,
    /// The same on the current side.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current_age_to: Option<AgeTo>,
    /// Why ages say nothing, as a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_age: Option<String>,
}

/// A value that stands for a missing one, or could.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StandIn {
    /// The value.
    pub value: String,
    /// Its rows on the baseline.
    pub baseline: u64,
    /// Its rows on the current side.
    pub current: u64,
    /// Whether it counts as missing, as the user said; `None`: nothing was said, and it counts as a value.
    pub is_missing: Option<bool>,
}

/// How numbers or dates are written.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Written {
    /// What stands before the decimals.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decimal: Option<String>,
    /// What stands between thousands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thousands: Option<String>,
    /// A currency, a percent sign or a unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The order of a date's parts, such as `d/m/y`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_format: Option<String>,
    /// A value and what it was read as, such as `1.234,5 read as 1234.5`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example: Option<String>,
}

/// What only the user can say, or can confirm.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// What it is about.
    pub about: Subject,
    /// The column at hand, or the file where it is about rows; `None` where it is about all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// What it could be, the likeliest first.
    pub candidates: Vec<String>,
    /// What is used meanwhile; `None`: nothing.
    pub supposed: Option<String>,
    /// The screens that depend on the answer.
    pub affects: Vec<Affected>,
    /// The question with its reason.
    pub sentence: String,
}
