//! The report: one structure that the screens, the JSON export and `window.leeway` all read.
//!
//! Field names are a contract; [`SCHEMA`] is raised when one changes. A number that cannot be computed is `null`, with the reason beside it. Parts
//! that nothing loaded calls for are absent.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::fairness_report::{Attribution, Bias};
use super::quality::report::ModelQuality;
use super::settings::Settings;

/// The version of the report's field names.
pub const SCHEMA: u32 = 1;

/// Windows with fewer rows than this are weak evidence.
pub const WEAK_ROWS: u64 = 50;

/// All that is known about what is loaded.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// [`SCHEMA`].
    pub schema: u32,
    /// Leeway's version.
    pub leeway: String,
    /// When the report was made, ISO 8601 in UTC.
    pub generated: String,
    /// The settings in force, guessed ones included.
    pub settings: Settings,
    /// What was read.
    pub sources: Vec<Source>,
    /// The side that the other is compared with.
    pub baseline: Option<Side>,
    /// The side that is compared.
    pub current: Option<Side>,
    /// The rows that all this is about, where brushes select some.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub selection: Option<Selection>,
    /// The answer to "did it drift?".
    pub verdict: Option<Verdict>,
    /// One entry per feature, in the baseline's order of columns.
    pub features: Vec<Feature>,
    /// Every constraint of the data-quality monitor, and what was reported.
    #[serde(default)]
    pub checks: Vec<Check>,
    /// The data-quality monitor in short; `None` without constraints, baseline and report.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub data_quality: Option<DataQuality>,
    /// How much the current rows stand apart from rows on which the model did well; `None` where nothing is compared.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub projected_accuracy: Option<ProjectedAccuracy>,
    /// What executions reported when; `None` with fewer than two.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub violations_over_time: Option<ViolationTimeline>,
    /// What executions of the drift container found over time; `None` without any.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub results: Option<ContainerResults>,
    /// Bias of both sides; `None` where nothing calls for it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub bias: Option<Bias>,
    /// What the model relies on, on both sides; `None` where nothing calls for it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub attribution: Option<Attribution>,
    /// How good predictions are; `None` where nothing loaded is about it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub model_quality: Option<ModelQuality>,
    /// How long it took.
    pub timings: Timings,
}

/// What executions of the drift container found, in order of time.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ContainerResults {
    /// When each one's data ended, or its path.
    pub labels: Vec<String>,
    /// Projected accuracy as it stands in the file.
    pub accuracy: Vec<Option<f64>>,
    /// The same, recomputed from captures of that hour.
    pub recomputed_accuracy: Vec<Option<f64>>,
    /// One per feature.
    pub features: Vec<ContainerFeature>,
    /// What there is, in words.
    pub sentence: String,
}

/// What executions reported, by the hour of their data.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ViolationTimeline {
    /// The hours that executions looked at, in order of time.
    pub labels: Vec<String>,
    /// Every check that fired, the most frequent first.
    pub checks: Vec<FiredCheck>,
}

/// A check that fired.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct FiredCheck {
    /// The feature, or what else the violation is about.
    pub feature: String,
    /// The check's name as it stands.
    pub check: String,
    /// In how many hours it fired.
    pub fired: u64,
    /// Per hour the description as it stands, where it fired.
    pub descriptions: Vec<Option<String>>,
}

/// A feature in the executions, one entry for each.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ContainerFeature {
    /// The feature.
    pub name: String,
    /// Drift score as it stands in the file.
    pub drift_score: Vec<Option<f64>>,
    /// Decimal logarithm of the p-value in the file, never minus infinity.
    pub log10_p: Vec<Option<f64>>,
    /// Drift score recomputed from captures of that hour.
    pub recomputed_score: Vec<Option<f64>>,
    /// p-value recomputed.
    pub recomputed_log10_p: Vec<Option<f64>>,
}

/// Projected accuracy: a proxy without labels, and no accuracy.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ProjectedAccuracy {
    /// 100 less the relative change of the mean isolation-forest score in per cent; not bounded below by 0.
    pub value: Option<f64>,
    /// `predicted_well` or `label_positive`.
    pub reference: String,
    /// The references that could be chosen instead, and this one.
    pub choices: Vec<String>,
    /// Reference rows.
    pub rows: u64,
    /// Trees of the forest.
    pub trees: u64,
    /// Seed of the forest.
    pub seed: u64,
    /// The value per window; gaps have none.
    pub windows: Vec<Option<f64>>,
    /// What the number is and is not.
    pub sentence: String,
    /// Why there is no value.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<String>,
    /// True where it would take a while and is computed when it is asked for.
    pub waits: bool,
}

/// What brushes select of the current side.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Selection {
    /// Rows that all brushes let through. A feature that is brushed is shown without its own brush.
    pub rows: u64,
    /// Rows of the current side.
    pub of: u64,
    /// The brushes in words, in the settings' order.
    pub words: Vec<String>,
}

/// A document that was read.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// Unique within the session; identifies the source in requests.
    pub id: u32,
    /// The path as dropped; within an archive, the archive's path, `!/`, and the entry's.
    pub path: String,
    /// What the document is, by its own name: `csv`, `json_lines`, `json_records`, `capture`, `statistics` …
    pub kind: String,
    /// `baseline`, `current`, `labels`, `reported`, or `none` where it plays no part.
    pub role: String,
    /// True when the user chose the role.
    pub role_chosen: bool,
    /// Size as dropped (an archive's entry: uncompressed).
    pub bytes: u64,
    /// Rows, features, violations: whatever the document holds.
    pub records: u64,
    /// True when nothing of the document could be used.
    pub failed: bool,
    /// What was odd, merged by kind.
    pub notes: Vec<Note>,
}

/// Something odd in a document.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// The first line (from 1) where it was seen.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub line: Option<u64>,
    /// What is odd and what was done about it, as a sentence.
    pub what: String,
    /// What was found, cut to a readable length.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub found: Option<String>,
    /// What was expected.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub expected: Option<String>,
    /// What the user can do.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub advice: Option<String>,
    /// How often it was seen.
    pub count: u64,
}

/// One side of the comparison.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Side {
    /// `samples` or `statistics`.
    pub from: String,
    /// Rows.
    pub rows: u64,
    /// Columns.
    pub columns: u64,
    /// Time of the first row, ISO 8601 in UTC.
    pub first: Option<String>,
    /// Time of the last row.
    pub last: Option<String>,
    /// Windows of time or of rows; one without rows is a gap.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub windows: Vec<Window>,
    /// Rows that have no time and so are in no window.
    pub without_time: u64,
}

/// A stretch of time or of rows.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Window {
    /// How it is called on a time axis.
    pub label: String,
    /// Start, ISO 8601 in UTC.
    pub start: Option<String>,
    /// End, exclusive.
    pub end: Option<String>,
    /// First row, from 1 in the order of the paths; of windows by rows.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub first_row: Option<u64>,
    /// Rows.
    pub rows: u64,
    /// True when there are so few rows that the window is weak evidence.
    pub weak: bool,
}

/// The whole data set's verdict.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// Features that drifted, strongly or not.
    pub drifted: u64,
    /// Features that drifted strongly.
    pub strong: u64,
    /// Features that were tested.
    pub tested: u64,
    /// `drifted / tested`.
    pub share: Option<f64>,
    /// The answer in words.
    pub sentence: String,
}

/// One feature, compared.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Feature {
    /// The column's name.
    pub name: String,
    /// `numerical` or `categorical`.
    pub kind: String,
    /// The rule that decided the kind, as a sentence.
    pub kind_rule: String,
    /// `Integral`, `Fractional`, `String` or `Unknown`, of the baseline.
    pub inferred_type: String,
    /// `samples` or `statistics`: the poorer of the two sides.
    pub from: String,
    /// `none`, `drifted`, `strong` or `unknown`.
    pub verdict: String,
    /// The verdict's reason with its numbers.
    pub sentence: String,
    /// Why something could not be computed or was not judged.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<String>,
    /// 100 · Σ |p − q|, from 0 to 200.
    pub drift_score: Option<f64>,
    /// Half of Σ |p − q|, from 0 to 1.
    pub total_variation: Option<f64>,
    /// Jensen–Shannon distance, natural logarithm.
    pub js_distance: Option<f64>,
    /// Population stability index.
    pub psi: Option<f64>,
    /// Largest gap of the distribution functions, or of the label shares.
    pub linf_simple: Option<f64>,
    /// The same, less what chance explains.
    pub linf_robust: Option<f64>,
    /// Kolmogorov–Smirnov, of a numerical feature.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub ks: Option<Ks>,
    /// Chi-square, of a categorical feature.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub chi_square: Option<ChiSquare>,
    /// First Wasserstein distance, in the feature's unit.
    pub wasserstein: Option<f64>,
    /// The same over the baseline's standard deviation.
    pub wasserstein_normalised: Option<f64>,
    /// The p-value, adjusted over the features tested.
    pub adjusted_p: Option<f64>,
    /// Counts of both sides on the baseline's bins, or per label.
    pub bins: Bins,
    /// Missing values of both sides.
    pub missing: Missing,
    /// Labels that the baseline never had, the most frequent first.
    pub new_labels: Vec<LabelCount>,
    /// Labels of the baseline that the current side lacks; the count is the baseline's.
    pub vanished_labels: Vec<LabelCount>,
    /// The baseline's statistics.
    pub baseline_summary: Option<Summary>,
    /// The current side's statistics.
    pub current_summary: Option<Summary>,
    /// The verdict's arithmetic: each measure with value, threshold and formula in words.
    pub why: Vec<Why>,
    /// The measures per window; gaps have none.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub windows: Vec<FeatureWindow>,
    /// The window since which the feature stays drifted.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub since: Option<Since>,
}

/// Since when a feature has drifted.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Since {
    /// Position of the window.
    pub window: u64,
    /// Its label.
    pub label: String,
    /// True when it is the first window, so that drift may have begun before.
    pub from_start: bool,
}

/// Kolmogorov–Smirnov test of two samples.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Ks {
    /// Largest gap of the two distribution functions, from 0 to 1.
    pub statistic: f64,
    /// Where the gap is.
    pub location: f64,
    /// 1 where the baseline's function is above (current values are larger), −1 where it is below.
    pub sign: i8,
    /// Two-sided p-value; absent for sketches.
    pub p_value: Option<f64>,
    /// Decimal logarithm of the limiting distribution's p-value; absent for sketches.
    pub log10_p: Option<f64>,
    /// `exact`, `asymptotic` or `sketch`.
    pub method: String,
    /// For sketches: the statistic is off by at most this (99 %).
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub bound: Option<f64>,
}

/// Chi-square test of homogeneity.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ChiSquare {
    /// Pearson's statistic.
    pub statistic: f64,
    /// Degrees of freedom.
    pub dof: u64,
    /// p-value.
    pub p_value: f64,
    /// Its decimal logarithm.
    pub log10_p: f64,
    /// Cramér's V.
    pub cramers_v: f64,
    /// Smallest expected count; below 5 the test is a rough one.
    pub smallest_expected: f64,
}

/// Counts on shared bins: `cuts` for numbers, `labels` otherwise.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Bins {
    /// Inner edges: bin i holds (cut i−1, cut i]; both ends are open.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub cuts: Option<Vec<f64>>,
    /// Labels in order of their text; `(missing)` stands for missing values.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub labels: Option<Vec<String>>,
    /// Baseline counts (floats where a sketch estimates them).
    pub baseline: Vec<f64>,
    /// Current counts.
    pub current: Vec<f64>,
    /// The same of all rows, where brushes select some.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub all: Vec<f64>,
}

/// Missing values.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Missing {
    /// Baseline count.
    pub baseline: u64,
    /// Current count.
    pub current: u64,
    /// Two-proportion test that the shares are equal.
    pub p_value: Option<f64>,
    /// How they were written, on either side: word (`(empty)`, `(null)`, or the word itself) and count.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub words: Vec<LabelCount>,
}

/// A label and how often it was seen.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct LabelCount {
    /// The label.
    pub label: String,
    /// Rows.
    pub count: u64,
}

/// Statistics of one side of a feature; `distinct` alone for labels.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Present values.
    pub count: u64,
    /// Mean.
    pub mean: Option<f64>,
    /// Sample standard deviation.
    pub std_dev: Option<f64>,
    /// Smallest value.
    pub min: Option<f64>,
    /// 5th percentile.
    pub p5: Option<f64>,
    /// 25th percentile.
    pub p25: Option<f64>,
    /// Median.
    pub median: Option<f64>,
    /// 75th percentile.
    pub p75: Option<f64>,
    /// 95th percentile.
    pub p95: Option<f64>,
    /// Largest value.
    pub max: Option<f64>,
    /// Distinct values.
    pub distinct: Option<u64>,
}

/// A measure of a feature with what it was held against.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Why {
    /// The measure's name.
    pub measure: String,
    /// Its value.
    pub value: Option<f64>,
    /// What the rule in force allows, if it looks at this measure.
    pub threshold: Option<f64>,
    /// `over`, `within`, or `informative` where the rule does not look at it.
    pub status: String,
    /// The formula and its arithmetic in words.
    pub explanation: String,
}

/// The measures of one window.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct FeatureWindow {
    /// 100 · Σ |p − q|.
    pub drift_score: Option<f64>,
    /// p-value of the window.
    pub p_value: Option<f64>,
    /// Its decimal logarithm.
    pub log10_p: Option<f64>,
    /// p-value adjusted over features and windows.
    pub adjusted_p: Option<f64>,
    /// Share of missing values.
    pub missing: Option<f64>,
    /// Rows, where they are not the window's: a feature is not filtered by its own brush.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub rows: Option<u64>,
    /// `none`, `drifted`, `strong` or `unknown`.
    pub verdict: String,
}

/// A constraint and how the current side meets it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Check {
    /// `data_quality`.
    pub monitor: String,
    /// The feature, or `Missing columns` and `Extra columns`.
    pub feature: String,
    /// What is checked: a name of Model Monitor's, or `non_negative_check`, `missing_share_check`, `unseen_labels_check`.
    pub check: String,
    /// `ok`, `violated` or `not_checked`.
    pub status: String,
    /// A share from 0 to 1, a distance, or a number of columns.
    pub observed: Option<f64>,
    /// What is allowed, in the same unit.
    pub threshold: Option<f64>,
    /// The option that says so and can be edited.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub option: Option<String>,
    /// The violation in the words of Model Monitor's container.
    pub description: Option<String>,
    /// Why it was not checked.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<String>,
    /// What was observed, what was allowed, and the arithmetic in words.
    pub explanation: String,
    /// What a loaded report says about it, or that it is silent on a violation; `None` without a report, or where both find nothing.
    pub reported: Option<Reported>,
}

/// What a report says about a check.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Reported {
    /// The sentence as it stands; `None` where the report is silent.
    pub description: Option<String>,
    /// The number in it, in the unit of the observed one.
    pub value: Option<f64>,
    /// Whether it is the same number and outcome.
    pub agrees: bool,
    /// Reported less observed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub difference: Option<f64>,
    /// Why they differ.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub explanation: Option<String>,
}

/// The data-quality monitor in short.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct DataQuality {
    /// `file`, or what suggested the constraints: `samples` or `statistics`; `None` without constraints.
    pub constraints_from: Option<String>,
    /// The file's path.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub constraints_path: Option<String>,
    /// Whether the settings change them.
    pub is_edited: bool,
    /// Checks made.
    pub checked: u64,
    /// Of these violated.
    pub violated: u64,
    /// Violations that the loaded reports name; `None` without a report.
    pub reported: Option<u64>,
    /// Checks that a report disagrees with.
    pub disagreements: u64,
    /// The outcome as a sentence.
    pub sentence: String,
    /// What each threshold could be, and what would fire.
    pub sliders: Vec<Slider>,
    /// The options that are words, for all features.
    pub choices: Vec<Choice>,
}

/// An option that is one of several words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// The option.
    pub option: String,
    /// The word in force.
    pub value: String,
    /// The words there are.
    pub values: Vec<String>,
}

/// What one option decides.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Slider {
    /// The check.
    pub check: String,
    /// The option.
    pub option: String,
    /// Its value for all features; `None` for one that every feature has its own of.
    pub threshold: Option<f64>,
    /// Whether a check fires above its threshold, or below it.
    pub fires_above: bool,
    /// What was observed, one per feature, ascending.
    pub observed: Vec<f64>,
}

/// How long it took.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Timings {
    /// Reading the files' bytes.
    pub read_ms: f64,
    /// Parsing them.
    pub parse_ms: f64,
    /// Measures and verdicts.
    pub analyse_ms: f64,
    /// Of these, joining labels and measuring predictions.
    #[serde(default)]
    pub quality_ms: f64,
    /// From the request to the report.
    pub total_ms: f64,
    /// Bytes read.
    pub bytes: u64,
    /// Records read.
    pub records: u64,
    /// Memory of the engine when it was done; in a browser it only grows, so this is the peak. 0 where it is not known.
    pub memory_bytes: u64,
}

/// What the feature screen draws beyond the report; asked for one feature at a time.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct FeatureDetail {
    /// The feature's name.
    pub name: String,
    /// Equal-width bins between the 0.5th and 99.5th percentile of both sides together; the outer bins are open.
    pub histogram: Option<Bins>,
    /// The baseline's distribution function as (value, share of values ≤ value), thinned for drawing.
    pub baseline_ecdf: Vec<(f64, f64)>,
    /// The current side's.
    pub current_ecdf: Vec<(f64, f64)>,
    /// Equal quantiles of both sides: (baseline, current).
    pub quantiles: Vec<(f64, f64)>,
    /// Rows on the histogram's bins or per label, window by window; those of gaps are empty. None where the feature has too many labels, or no rows.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub windows: Vec<Vec<u32>>,
    /// Anything else the screen must say (a sketch's bound, infinite values left out …), by topic.
    pub remarks: BTreeMap<String, String>,
}
