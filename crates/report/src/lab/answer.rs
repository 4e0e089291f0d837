//! What the lab answers.

use serde::{Deserialize, Serialize};

use crate::number;

use leeway_monitors::MonitorName;
use leeway_scenarios::changes::Change;
use leeway_table::named;

/// What fires, and what else the lab's screen shows.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Lab {
    /// Rows of the changed side.
    pub rows: u64,
    /// Rows of the baseline that it is compared with.
    pub baseline_rows: u64,
    /// What fires, in words.
    pub sentence: String,
    /// What must be known about it, as sentences: that the baseline was sampled, that rows were scored anew.
    pub notes: Vec<String>,
    /// Checks that were made.
    pub checked: u64,
    /// Checks that fire.
    pub fired: u64,
    /// By monitor, in the order of the page.
    pub monitors: Vec<MonitorTally>,
    /// All checks that were made: those that fire first.
    pub checks: Vec<LabCheck>,
    /// Scenarios by name.
    pub presets: Vec<Preset>,
    /// The baseline's columns.
    pub columns: Vec<LabColumn>,
    /// The column of the true label.
    pub label: Option<String>,
    /// Over all strengths, where it was asked for.
    pub curve: Option<LabCurve>,
}

/// How many checks of a monitor fire.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct MonitorTally {
    /// The monitor in a report: `drift`, `data_quality`, `model_quality`, `bias`, `attribution`.
    pub monitor: MonitorName,
    /// The monitor in words.
    pub name: String,
    /// Checks that were made.
    pub checked: u64,
    /// Checks that fire.
    pub fired: u64,
}

/// A check and what it says.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct LabCheck {
    /// The monitor.
    pub monitor: MonitorName,
    /// The feature, metric, group or label that it is about.
    pub feature: String,
    /// The check, as reports name it.
    pub check: String,
    /// Whether it fires.
    pub fires: bool,
    /// What was observed.
    pub observed: Option<f64>,
    /// What is allowed.
    pub threshold: Option<f64>,
    /// Why, in words.
    pub sentence: String,
}

named! {
    /// The scenarios of the AWS sample on monitoring with a model of one's own.
    #[derive(Default)]
    pub enum Scenario {
        /// What labels mean has changed.
        #[default]
        Concept = "concept",
        /// One label becomes more frequent.
        Label = "label",
        /// One number grows.
        Feature = "feature",
        /// One column is the same in every row.
        FeatureSystematic = "feature_systematic",
        /// Several features move at once.
        Explainability = "explainability",
        /// The positive answers of one group disappear.
        Bias = "bias",
    }
}

impl Scenario {
    /// The name in words.
    pub fn title(self) -> &'static str {
        match self {
            Scenario::FeatureSystematic => "feature systematic",
            other => other.name(),
        }
    }
}

/// A scenario by name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Preset {
    /// `concept`, `label`, `feature`, `feature_systematic`, `explainability`, `bias`.
    pub name: Scenario,
    /// What happens, in words.
    pub about: String,
    /// The changes; none where the baseline lacks what they need.
    pub changes: Vec<Change>,
    /// Why there are none.
    pub reason: Option<String>,
}

/// A column that can be changed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct LabColumn {
    /// Its name.
    pub name: String,
    /// True when it holds numbers.
    pub is_number: bool,
    /// Its most frequent values, if they are few.
    pub values: Vec<String>,
}

/// What fires at which strength.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct LabCurve {
    /// The strengths that were tried, ascending.
    #[serde(with = "number")]
    pub strengths: Vec<f64>,
    /// Every check that fires at some strength: the most sensitive first.
    pub lines: Vec<CurveLine>,
    /// The result in words.
    pub sentence: String,
}

/// A check over all strengths.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct CurveLine {
    /// The monitor.
    pub monitor: MonitorName,
    /// What it is about.
    pub feature: String,
    /// The check.
    pub check: String,
    /// Whether it fires, by strength.
    pub fires: Vec<bool>,
    /// What it observed, by strength.
    pub observed: Vec<Option<f64>>,
    /// The smallest strength from which on it fires at all that were tried; `None` where it does not at full strength.
    pub smallest: Option<f64>,
}
