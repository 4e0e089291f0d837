//! Which rows are the reference of projected accuracy.

use serde::{Deserialize, Serialize};

/// Whose rows are the reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReferenceRows {
    /// Rows that the model predicted right.
    PredictedWell,
    /// Rows with the positive label.
    LabelPositive,
}

impl ReferenceRows {
    /// The name in the report and the settings.
    pub fn name(self) -> &'static str {
        match self {
            ReferenceRows::PredictedWell => "predicted_well",
            ReferenceRows::LabelPositive => "label_positive",
        }
    }
}
