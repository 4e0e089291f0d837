//! What the advisor answers.

use serde::{Deserialize, Serialize};

use crate::number;

use leeway_monitors::MonitorName;

/// How often checks fire without drift, and thresholds for the rate that was asked for.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Advice {
    /// Rows of a window.
    pub rows: u64,
    /// Rows of the baseline that windows were drawn from.
    pub baseline_rows: u64,
    /// Windows drawn.
    pub draws: u64,
    /// Windows in a week.
    #[serde(with = "number")]
    pub windows_a_week: f64,
    /// False alarms of each check in a week that were asked for.
    #[serde(with = "number")]
    pub wanted_a_week: f64,
    /// The answer in words.
    pub sentence: String,
    /// What must be known about it, as sentences.
    pub notes: Vec<String>,
    /// False alarms in a week, of all checks together.
    #[serde(with = "number")]
    pub false_alarms_a_week: f64,
    /// Windows in a week in which something fires.
    #[serde(with = "number")]
    pub alarmed_a_week: f64,
    /// All checks, those that fire most often first.
    pub checks: Vec<CheckAdvice>,
}

/// A check's false alarms.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct CheckAdvice {
    /// The monitor.
    pub monitor: MonitorName,
    /// What it is about.
    pub feature: String,
    /// The check.
    pub check: String,
    /// The option that holds the threshold, where one of `constraints.json` does.
    pub option: Option<String>,
    /// Share of windows without drift in which it fires.
    #[serde(with = "number")]
    pub rate: f64,
    /// Lower end of the rate's 95 % interval.
    #[serde(with = "number")]
    pub low: f64,
    /// Upper end.
    #[serde(with = "number")]
    pub high: f64,
    /// False alarms in a week.
    #[serde(with = "number")]
    pub a_week: f64,
    /// The threshold in force.
    pub threshold: Option<f64>,
    /// The threshold for the rate that was asked for.
    pub advised: Option<f64>,
    /// Share of windows without drift in which the check fires at it, at most.
    pub advised_rate: Option<f64>,
    /// What must be known about it.
    pub remark: Option<String>,
}
