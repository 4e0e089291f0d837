//! The parts of the report on runs.

use serde::{Deserialize, Serialize};

use crate::number;

use crate::held::Held;
use crate::{Bins, Note};
use leeway_monitors::drift::Verdict;
use leeway_table::named;

named! {
    /// What made the runs.
    #[derive(Default)]
    pub enum GroupedBy {
        /// There are none.
        #[default]
        Nothing = "off",
        /// A list of files.
        List = "list",
        /// Folders.
        Folder = "folder",
        /// Files.
        File = "file",
    }
}

named! {
    /// What stands out in a run, in the order of the names.
    #[derive(Default)]
    pub enum Pattern {
        /// A group fares otherwise, while no input drifted.
        Bias = "bias",
        /// Predictions got worse, while no input drifted.
        Concept = "concept",
        /// Inputs drifted, and the model relies on others.
        Explainability = "explainability",
        /// Inputs drifted.
        Feature = "feature",
        /// The label drifted most.
        Label = "label",
        /// Nothing does.
        None = "none",
        /// An input is the same in every row.
        Systematic = "systematic",
        /// Nothing is compared.
        #[default]
        Unknown = "unknown",
    }
}

named! {
    /// What a monitor's headline is held against.
    #[derive(Default)]
    pub enum HeldAgainst {
        /// The baseline's value.
        #[default]
        Baseline = "baseline",
        /// A threshold.
        Threshold = "threshold",
    }
}

/// Why there are runs, or what could be.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Grouping {
    /// What made them: `list`, `folder`, `file`, or `off` where there are none.
    pub by: GroupedBy,
    /// How many runs folders would make; 0 where they make none.
    pub folders: u64,
    /// How many runs files would make.
    pub files: u64,
    /// The run that is shown.
    pub shown: Option<String>,
    /// The run that the others are compared with, in the baseline's place.
    pub reference: Option<String>,
    /// What was taken as a run, and what all share, in words.
    pub sentence: String,
    /// What the runs are, in words.
    pub headline: String,
}

/// One run in short: what a row of the table tells.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// Its name, unique among the runs.
    pub name: String,
    /// True for the run that the rest of the report is about.
    pub shown: bool,
    /// Files of its own.
    pub files: u64,
    /// Rows of its current side.
    pub rows: u64,
    /// What stands out: `concept`, `label`, `feature`, `systematic`, `explainability`, `bias`, `none`, or `unknown` where nothing is compared.
    pub pattern: Pattern,
    /// The same in words, with its numbers.
    pub story: String,
    /// Features that drifted, strongly or not.
    pub drifted: u64,
    /// Features that drifted strongly.
    pub strong: u64,
    /// Features that were tested.
    pub tested: u64,
    /// The feature that drifted most.
    pub worst: Option<RunWorst>,
    /// The data-quality monitor; `None` where it has nothing to say.
    pub data_quality: Option<RunMonitor>,
    /// Model quality.
    pub model_quality: Option<RunMonitor>,
    /// Bias.
    pub bias: Option<RunMonitor>,
    /// Attribution.
    pub attribution: Option<RunMonitor>,
    /// What is held against something in it, for charts over all runs.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub values: Vec<Held>,
    /// What is odd about the run.
    pub notes: Vec<Note>,
}

/// The feature that drifted most.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct RunWorst {
    /// Its name.
    pub feature: String,
    /// Its verdict.
    pub verdict: Verdict,
    /// Total variation, from 0 to 1.
    #[serde(with = "number")]
    pub total_variation: f64,
}

/// One monitor of a run.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct RunMonitor {
    /// What was checked here.
    pub checked: u64,
    /// Of these violated.
    pub violated: u64,
    /// Violations that reports alone know: they were not recomputed.
    #[serde(default)]
    pub not_recomputed: u64,
    /// Violations that loaded reports name; `None` without a report.
    pub reported: Option<u64>,
    /// The headline's name: `accuracy`, `nDCG`, a feature's distance, a group's metric.
    pub headline: String,
    /// Its value.
    pub value: Option<f64>,
    /// What it is held against: the baseline's value, or the threshold.
    pub before: Option<f64>,
    /// `baseline` or `threshold`: what `before` is.
    pub held_against: HeldAgainst,
    /// The worst feature, metric or group.
    pub worst: Option<String>,
    /// What the worst one did, in words.
    pub words: String,
}

/// One feature in every run.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct RunsFeature {
    /// The feature.
    pub feature: String,
    /// Its distribution in each run, in the order of the runs.
    pub runs: Vec<RunDistribution>,
}

/// A feature's distribution in a run.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct RunDistribution {
    /// The run.
    pub name: String,
    /// Counts of the baseline and of the run on the baseline's bins; none where the run lacks the feature.
    pub bins: Bins,
    /// The feature's verdict in this run.
    pub verdict: Verdict,
    /// Total variation.
    pub total_variation: Option<f64>,
    /// Why there is no distribution.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<String>,
}
