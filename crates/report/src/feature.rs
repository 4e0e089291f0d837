//! A feature of the report.

use serde::{Deserialize, Serialize};

use crate::number;
use std::collections::BTreeMap;

use super::basis::{Basis, or_empty};
use super::measured::{Ks, LabelCount};
use super::over_time::SampleWhy;
use super::text::TextMeasures;
use leeway_monitors::drift::{Standing, TestMethod, Tested, Verdict};
use leeway_table::forms::DatePart;
use leeway_table::{Cycle, InferredType, Kind};

/// One feature, compared.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Feature {
    /// The column's name.
    pub name: String,
    /// Of a feature that is made of dates: of which, and what of them.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub date: Option<OfDate>,
    /// `numerical` or `categorical`; empty where nothing was compared.
    #[serde(with = "or_empty", default)]
    pub kind: Option<Kind>,
    /// The rule that decided the kind, as a sentence.
    pub kind_rule: String,
    /// `Integral`, `Fractional`, `String` or `Unknown`, of the baseline.
    #[serde(with = "or_empty", default)]
    pub inferred_type: Option<InferredType>,
    /// `samples` or `statistics`: the poorer of the two sides.
    #[serde(with = "or_empty", default)]
    pub from: Option<Basis>,
    /// `none`, `drifted`, `strong` or `unknown`.
    pub verdict: Verdict,
    /// The verdict's reason with its numbers.
    pub sentence: String,
    /// The same without the verdict.
    pub finding: String,
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
    /// What the AWS sample's detector computes; absent without rows on both sides.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sample: Option<SampleScore>,
    /// The p-value of the distribution's test, adjusted over all tests.
    pub adjusted_p: Option<f64>,
    /// The tests by which the rule may judge, where it judges by p-values.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub tests: Vec<FeatureTest>,
    /// Counts of both sides on the baseline's bins, or per label.
    pub bins: Bins,
    /// Missing values of both sides.
    pub missing: Missing,
    /// Words and scripts, of a feature of texts; absent for anything else and without texts on both sides.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub text: Option<TextMeasures>,
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
    /// How the baseline goes with the time of day or week, where windows are held against the baseline at the same time.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub cycle: Option<FeatureCycle>,
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

/// Chi-square test of homogeneity.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ChiSquare {
    /// Pearson's statistic.
    #[serde(with = "number")]
    pub statistic: f64,
    /// Degrees of freedom.
    pub dof: u64,
    /// p-value.
    #[serde(with = "number")]
    pub p_value: f64,
    /// Its decimal logarithm.
    #[serde(with = "number")]
    pub log10_p: f64,
    /// Cramér's V.
    #[serde(with = "number")]
    pub cramers_v: f64,
    /// Smallest expected count; below 5 the test is a rough one.
    #[serde(with = "number")]
    pub smallest_expected: f64,
}

/// A test by which the rule may judge a feature.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct FeatureTest {
    /// What it asks about.
    pub of: Tested,
    /// p-value.
    #[serde(with = "number")]
    pub p_value: f64,
    /// Its decimal logarithm.
    #[serde(with = "number")]
    pub log10_p: f64,
    /// The same, adjusted over all tests of all features.
    pub adjusted_p: Option<f64>,
    /// How it came about.
    pub method: TestMethod,
}

/// Counts on shared bins: `cuts` for numbers, `labels` otherwise.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Bins {
    /// Inner edges: bin i holds (cut i−1, cut i]; both ends are open.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[serde(with = "number")]
    pub cuts: Option<Vec<f64>>,
    /// Labels in order of their text; `(missing)` stands for missing values.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub labels: Option<Vec<String>>,
    /// Baseline counts (floats where a sketch estimates them).
    #[serde(with = "number")]
    pub baseline: Vec<f64>,
    /// Current counts.
    #[serde(with = "number")]
    pub current: Vec<f64>,
    /// The same of all rows, where brushes select some.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    #[serde(with = "number")]
    pub all: Vec<f64>,
}

/// Missing values.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Missing {
    /// Baseline count.
    pub baseline: u64,
    /// Current count.
    pub current: u64,
    /// Test that the shares are equal: Fisher's exact one where the rule judges by it, else of two proportions.
    pub p_value: Option<f64>,
    /// How they were written, on either side: word (`(empty)`, `(null)`, or the word itself) and count.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub words: Vec<LabelCount>,
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
    pub status: Standing,
    /// The formula and its arithmetic in words.
    pub explanation: String,
}

/// What of which dates a feature is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OfDate {
    /// The column of dates: the feature's own name where it is their age.
    pub column: String,
    /// `age` in days, `hour`, `weekday` or `month`.
    pub part: DatePart,
}

/// The measures of one window.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct FeatureWindow {
    /// 100 · Σ |p − q|.
    pub drift_score: Option<f64>,
    /// The drift score that 94 to 97 of 100 windows of so many rows stay under when nothing changed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub chance_score: Option<f64>,
    /// p-value of the window, as `ks` and `chi_square` have it.
    pub p_value: Option<f64>,
    /// Its decimal logarithm.
    pub log10_p: Option<f64>,
    /// p-value adjusted over the features of the window and the windows of a day.
    pub adjusted_p: Option<f64>,
    /// Share of missing values.
    pub missing: Option<f64>,
    /// Rows, where they are not the window's: a feature is not filtered by its own brush.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub rows: Option<u64>,
    /// `none`, `drifted`, `strong` or `unknown`; drifted only if it differs from the baseline at the same time too.
    pub verdict: Verdict,
    /// Against the baseline's windows of the same time of day or week, where it has them.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub same_time: Option<SameTime>,
}

/// A window against the baseline's windows of the same time of day or week.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct SameTime {
    /// How many windows they are.
    pub windows: u64,
    /// Their rows.
    pub rows: u64,
    /// The lowest drift score that one of them has against the whole baseline.
    pub lowest: Option<f64>,
    /// The highest.
    pub highest: Option<f64>,
    /// The drift score of the window against them.
    pub drift_score: Option<f64>,
    /// p-value of that, adjusted as the window's.
    pub adjusted_p: Option<f64>,
    /// Whether the window differs from them.
    pub verdict: Verdict,
}

/// How a feature's baseline goes with the time of day or week.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FeatureCycle {
    /// `day` or `week`.
    pub cycle: Cycle,
    /// Times of the cycle at which the baseline differs from its average, by the rule in force.
    pub differing: u64,
    /// Times of the cycle at which the baseline has rows.
    pub of: u64,
}

/// What the AWS sample's detector computes of a feature.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SampleScore {
    /// Sum of the differences of shares in per cent, of the rows that it counts, 0 to 200.
    pub drift_score: Option<f64>,
    /// Chi-square of labels, with the baseline's shares taken for exact.
    pub chi_square: Option<f64>,
    /// Its p-value, by which the verdict rule `aws-sample` judges.
    pub p_value: Option<f64>,
    /// Decimal logarithm of `p_value`.
    pub log10_p: Option<f64>,
    /// What the drift score leaves out.
    pub left_out: SampleWhy,
}

/// What the feature screen draws beyond the report; asked for one feature at a time.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct FeatureDetail {
    /// The feature's name.
    pub name: String,
    /// Equal-width bins between the 0.5th and 99.5th percentile of both sides together; the outer bins are open.
    pub histogram: Option<Bins>,
    /// The baseline's distribution function as (value, share of values ≤ value), thinned for drawing.
    #[serde(with = "number")]
    pub baseline_ecdf: Vec<(f64, f64)>,
    /// The current side's.
    #[serde(with = "number")]
    pub current_ecdf: Vec<(f64, f64)>,
    /// Equal quantiles of both sides: (baseline, current).
    #[serde(with = "number")]
    pub quantiles: Vec<(f64, f64)>,
    /// Rows on the histogram's bins or per label, window by window; those of gaps are empty. None where the feature has too many labels, or no rows.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub windows: Vec<Vec<u32>>,
    /// Anything else the screen must say (a sketch's bound, infinite values left out …), by topic.
    pub remarks: BTreeMap<String, String>,
}
