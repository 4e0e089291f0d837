//! What was measured of one feature.

use super::evidently::EvidentlyScore;
use super::fine::Fine;
use super::kind::KindRule;
use super::sample::SampleScore;
use super::text::TextComparison;
use leeway_stats::Reason;
use leeway_stats::chi_square::ChiSquare;
use leeway_stats::ks::{KolmogorovSmirnov, KsMethod};
use leeway_stats::proportion::{Proportion, two_proportions};
use leeway_stats::ranked::SketchKs;
use leeway_stats::same_shares::SameShares;
use leeway_stats::shares::ShareMeasures;
use leeway_stats::summary::Summary;
use leeway_stats::unseen::{Unseen, UnseenTest};
use leeway_stats::wasserstein::Wasserstein;
use leeway_table::{InferredType, Kind};

/// What the counts are counts of.
#[derive(Debug, Clone, PartialEq)]
pub enum Bins {
    /// Inner edges; bin i holds (cut i−1, cut i], both ends are open.
    Cuts(Vec<f64>),
    /// Labels in order of their text.
    Labels(Vec<String>),
}

/// Counts of both sides on the same bins; sketches estimate them, so they are floats.
#[derive(Debug, Clone, PartialEq)]
pub struct Counts {
    /// What is counted.
    pub bins: Bins,
    /// One count per bin.
    pub baseline: Vec<f64>,
    /// One count per bin; empty when there is no current side.
    pub current: Vec<f64>,
}

/// The largest gap of the two distribution functions, with the evidence that there is for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap {
    /// How large, 0 to 1.
    pub statistic: f64,
    /// Where.
    pub location: f64,
    /// 1 where the current values are larger, −1 where they are smaller.
    pub sign: i8,
    /// Two-sided p-value; samples only.
    pub p_value: Option<f64>,
    /// Decimal logarithm of the limiting p-value; samples only.
    pub log10_p: Option<f64>,
    /// How far off the statistic may be (99 %); sketches only.
    pub bound: Option<f64>,
    /// How the evidence came about.
    pub method: KsMethod,
}

impl From<KolmogorovSmirnov> for Gap {
    fn from(ks: KolmogorovSmirnov) -> Self {
        let KolmogorovSmirnov {
            statistic,
            location,
            sign,
            p_value,
            log10_p,
            method,
        } = ks;
        Gap {
            statistic,
            location,
            sign,
            p_value: Some(p_value),
            log10_p: Some(log10_p),
            bound: None,
            method,
        }
    }
}

impl From<SketchKs> for Gap {
    fn from(ks: SketchKs) -> Self {
        let SketchKs {
            statistic,
            bound,
            location,
            sign,
            method,
        } = ks;
        Gap {
            statistic,
            location,
            sign,
            p_value: None,
            log10_p: None,
            bound: Some(bound),
            method,
        }
    }
}

/// Missing values of both sides.
#[derive(Debug, Clone, PartialEq)]
pub struct Missing {
    /// Baseline count.
    pub baseline: u64,
    /// Current count.
    pub current: u64,
    /// Test that the shares are equal; its difference is current less baseline.
    pub test: Result<Proportion, Reason>,
}

/// Rows whose label the baseline never had, beside what it lets expect.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UnseenLabels {
    /// Such rows.
    pub rows: u64,
    /// What the baseline says about labels that it never had.
    pub baseline: Unseen,
    /// How likely so many are without drift.
    pub test: UnseenTest,
}

/// Statistics of one side of a feature.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SideSummary {
    /// Present values.
    pub present: u64,
    /// Distinct labels, or distinct numbers where they are known.
    pub distinct: Option<u64>,
    /// Statistics of numbers.
    pub numbers: Option<Summary>,
    /// Infinite values, left out of everything else.
    pub infinite: u64,
    /// Texts in a numerical feature, left out of everything else.
    pub texts: u64,
}

/// One feature, measured.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// How it was measured.
    pub kind: Kind,
    /// What decided that.
    pub kind_rule: KindRule,
    /// The baseline's type.
    pub inferred_type: InferredType,
    /// True when a side was a sketch, so that every number is an estimate.
    pub is_estimate: bool,
    /// True for a text whose baseline values are mostly distinct.
    pub is_identifier_like: bool,
    /// Baseline rows.
    pub baseline_rows: u64,
    /// Current rows.
    pub current_rows: u64,
    /// Measures on bins or labels.
    pub shares: Result<ShareMeasures, Reason>,
    /// Largest gap of the distribution functions or of the label shares.
    pub linf_simple: Result<f64, Reason>,
    /// The same, less what chance explains.
    pub linf_robust: Result<f64, Reason>,
    /// Of a numerical feature.
    pub ks: Option<Result<Gap, Reason>>,
    /// Of a categorical feature.
    pub chi_square: Option<Result<ChiSquare, Reason>>,
    /// The same question with an answer that holds for every size; where labels were counted.
    pub same_shares: Option<Result<SameShares, Reason>>,
    /// Where labels were counted.
    pub unseen: Option<UnseenLabels>,
    /// Of a numerical feature.
    pub wasserstein: Option<Result<Wasserstein, Reason>>,
    /// Evidently's score; only where features are measured in its ways.
    pub evidently: Option<Result<EvidentlyScore, Reason>>,
    /// What the AWS sample computes; `None` for sketches and without values.
    pub sample: Option<SampleScore>,
    /// Both sides on shared bins.
    pub counts: Counts,
    /// Both sides on finer bins; numerical samples only.
    pub fine: Option<Fine>,
    /// Missing values.
    pub missing: Missing,
    /// Words and scripts, of texts of both sides.
    pub text: Option<Box<TextComparison>>,
    /// Labels that the baseline never had, the most frequent first.
    pub new_labels: Vec<(String, u64)>,
    /// Labels that the current side lacks with their baseline counts, the most frequent first.
    pub vanished_labels: Vec<(String, u64)>,
    /// The baseline's statistics.
    pub baseline: SideSummary,
    /// The current side's.
    pub current: SideSummary,
}

impl Comparison {
    /// The p-value and its decimal logarithm, if the feature was tested.
    ///
    /// 0 to 1, smaller is less like chance; the logarithm holds where the float is 0. Of Kolmogorov–Smirnov for numbers, of chi-square for labels, as scipy has it; `None` for sketches.
    pub fn p_value(&self) -> Option<(f64, f64)> {
        match (&self.ks, &self.chi_square) {
            (
                Some(Ok(Gap {
                    p_value: Some(p),
                    log10_p: Some(log10_p),
                    ..
                })),
                _,
            ) => Some((*p, *log10_p)),
            (_, Some(Ok(chi_square))) => Some((chi_square.p_value, chi_square.log10_p)),
            _ => None,
        }
    }

    /// True when both sides hold one and the same label in every row, so that nothing could be tested.
    ///
    /// Missing values count as a label; false for numbers, and where a side has no value.
    pub fn is_constant(&self) -> bool {
        matches!(self.chi_square, Some(Err(Reason::OneCategory)))
            && self.baseline.present > 0
            && self.current.present > 0
    }

    /// Rows without anything, of the baseline and of the current side: missing ones, and texts without a visible character.
    ///
    /// Counts ≤ rows.
    pub fn empty_rows(&self) -> [u64; 2] {
        let text = self.text.as_ref();
        let blank = text.map_or([0, 0], |text| [text.baseline.blank, text.current.blank]);
        [
            self.missing.baseline + blank[0],
            self.missing.current + blank[1],
        ]
    }

    /// Share of the current rows whose label the baseline never had.
    ///
    /// 0 to 1 of all current rows; 0 for numbers and without rows.
    pub fn new_label_share(&self) -> f64 {
        let rows: u64 = self.new_labels.iter().map(|(_, count)| count).sum();
        if self.current_rows == 0 {
            0.0
        } else {
            rows as f64 / self.current_rows as f64
        }
    }
}

/// Missing values of both sides, with the test.
pub(super) fn missing(
    baseline: u64,
    baseline_rows: u64,
    current: u64,
    current_rows: u64,
) -> Missing {
    Missing {
        baseline,
        current,
        test: two_proportions(baseline, baseline_rows, current, current_rows),
    }
}

/// A comparison in which nothing is known yet.
pub(super) fn empty(kind: Kind) -> Comparison {
    Comparison {
        kind,
        kind_rule: KindRule::NoValues,
        inferred_type: InferredType::Unknown,
        is_estimate: false,
        is_identifier_like: false,
        baseline_rows: 0,
        current_rows: 0,
        shares: Err(Reason::NoValues),
        linf_simple: Err(Reason::NoValues),
        linf_robust: Err(Reason::NoValues),
        ks: None,
        chi_square: None,
        same_shares: None,
        unseen: None,
        wasserstein: None,
        evidently: None,
        sample: None,
        counts: Counts {
            bins: Bins::Labels(Vec::new()),
            baseline: Vec::new(),
            current: Vec::new(),
        },
        fine: None,
        missing: Missing {
            baseline: 0,
            current: 0,
            test: Err(Reason::NoValues),
        },
        text: None,
        new_labels: Vec::new(),
        vanished_labels: Vec::new(),
        baseline: SideSummary::default(),
        current: SideSummary::default(),
    }
}
