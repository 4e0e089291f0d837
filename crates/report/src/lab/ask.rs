//! What is asked of the lab and of the advisor.

use serde::{Deserialize, Serialize};

use crate::Refusal;
use leeway_scenarios::changes::Change;
use leeway_table::named;

named! {
    /// A file of changed rows.
    pub enum ChangedFile {
        /// A table.
        Csv = "csv",
        /// What an endpoint would have captured, spread over hours.
        Capture = "capture",
        /// The labels that go with it.
        Labels = "labels",
    }
}

/// What the lab is asked.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LabAsk {
    /// The changes, in their order.
    pub changes: Vec<Change>,
    /// How much of them, 0 to 1.
    pub strength: f64,
    /// Rows of the side that is changed: drawn from the baseline's with replacement. Without a number, the baseline's own rows.
    pub rows: Option<u64>,
    /// True for the curve over all strengths as well.
    pub curve: bool,
    /// The file to save instead of an answer: `csv`, `capture` or `labels`.
    pub save: Option<ChangedFile>,
    /// Hours over which captures are spread.
    pub hours: Option<u32>,
}

/// What the advisor is asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AdviceAsk {
    /// Rows of a window; guessed from what is loaded without a number.
    pub rows: Option<u64>,
    /// Windows in a week: 168 hours, 7 days.
    pub windows_a_week: f64,
    /// False alarms of each check in a week that one can live with.
    pub false_alarms_a_week: f64,
    /// How often windows are drawn.
    pub draws: u32,
}

impl Default for AdviceAsk {
    fn default() -> Self {
        AdviceAsk {
            rows: None,
            windows_a_week: 168.0,
            false_alarms_a_week: 1.0,
            draws: 1000,
        }
    }
}

/// What is asked, from JSON. An error names the field.
pub fn read<T: serde::de::DeserializeOwned>(json: &str) -> Result<T, Refusal> {
    serde_json::from_str(json)
        .map_err(|error| Refusal::unreadable("The lab", "cannot be asked this", &error))
}

impl LabAsk {
    /// This as JSON.
    pub fn json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// This, if every number is one that can be used.
    pub fn checked(self) -> Result<LabAsk, Refusal> {
        if !(0.0..=1.0).contains(&self.strength) {
            return Err(Refusal::new("strength", "must be between 0 and 1").found(self.strength));
        }
        if self.rows == Some(0) {
            return Err(Refusal::new("rows", "must be at least 1"));
        }
        for change in &self.changes {
            let input = change.kind.amount();
            if !(input.smallest..=input.largest).contains(&change.amount) {
                let name = input.name.trim_end_matches(", %");
                return Err(Refusal::new(
                    format!("{}: the {name}", change.kind.title()),
                    format!("must be between {} and {}", input.smallest, input.largest),
                )
                .found(change.amount));
            }
        }
        Ok(self)
    }
}

impl AdviceAsk {
    /// This as JSON.
    pub fn json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// This, if every number is one that can be used.
    pub fn checked(self) -> Result<AdviceAsk, Refusal> {
        let is_positive = |value: f64| value > 0.0 && value.is_finite();
        if !is_positive(self.windows_a_week) || !is_positive(self.false_alarms_a_week) {
            return Err(Refusal::new(
                "Windows and false alarms a week",
                "must be more than 0",
            ));
        }
        if self.rows == Some(0) || self.draws == 0 {
            return Err(Refusal::new(
                "A window",
                "needs rows, and at least one must be drawn",
            ));
        }
        Ok(self)
    }
}
