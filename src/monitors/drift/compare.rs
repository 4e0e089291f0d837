//! One feature, measured: every measure that its kind calls for, on bins that the baseline decides.
//!
//! Numbers are compared without missing, infinite and unreadable values, each of which is counted; labels are compared with missing as a label of its own. Samples
//! give exact results; a sketch on either side gives estimates with a bound, and no p-value.

use std::collections::{BTreeMap, BTreeSet};

use super::comparison::{Bins, Comparison, Counts, Gap, Missing, SideSummary};
use super::fine::Fine;
use super::gathered::Gathered;
use super::kind::{KindRule, kind_of};
use super::sketch::{LabelStatistics, NumberStatistics, compare_sketches};
use crate::stats::Reason;
use crate::stats::chi_square::homogeneity;
use crate::stats::ks::ks_two_sample;
use crate::stats::linf;
use crate::stats::proportion::two_proportions;
use crate::stats::shares::share_measures;
use crate::stats::wasserstein::wasserstein_over;
use crate::table::{InferredType, Kind, Series, Values};

/// The label under which missing values are compared.
pub const MISSING_LABEL: &str = "(missing)";

/// A `String` feature whose distinct values exceed this share of the baseline's rows is identifier-like.
const IDENTIFIER_SHARE: f64 = 0.5;

/// A feature on one side.
#[derive(Debug, Clone)]
pub enum Side<'a> {
    /// Raw values.
    Samples(Series<'a>),
    /// Raw values, with what was gathered of them before.
    Gathered(Series<'a>, &'a Gathered),
    /// Statistics of numbers.
    Numbers(NumberStatistics),
    /// Statistics of labels.
    Labels(LabelStatistics),
}

impl Side<'_> {
    /// Rows, missing ones included.
    pub fn rows(&self) -> u64 {
        match self {
            Side::Samples(series) | Side::Gathered(series, _) => series.rows(),
            Side::Numbers(numbers) => numbers.present + numbers.missing,
            Side::Labels(labels) => labels.present + labels.missing,
        }
    }

    /// Missing values.
    pub fn missing(&self) -> u64 {
        match self {
            Side::Samples(series) | Side::Gathered(series, _) => series.missing().total(),
            Side::Numbers(numbers) => numbers.missing,
            Side::Labels(labels) => labels.missing,
        }
    }
}

/// Measures one feature. `chosen` is the kind that the user set, if any. Without a current side the result describes the baseline, and every measure says why it
/// has no value.
pub fn compare(baseline: &Side, current: Option<&Side>, chosen: Option<Kind>) -> Comparison {
    let nothing = (Series::default(), Gathered::default());
    let fresh = (Gathered::default(), Gathered::default());
    match (
        baseline.samples(&fresh.0),
        current.map(|current| current.samples(&fresh.1)),
    ) {
        (Some(baseline), None) => compare_samples(baseline, (&nothing.0, &nothing.1), chosen),
        (Some(baseline), Some(Some(current))) => compare_samples(baseline, current, chosen),
        _ => compare_sketches(baseline, current, chosen),
    }
}

/// Raw values with what is gathered of them.
type Samples<'a> = (&'a Series<'a>, &'a Gathered);

impl<'a> Side<'a> {
    /// The raw values, with `fresh` where nothing was gathered before; `None` for statistics.
    pub(super) fn samples<'b>(&'b self, fresh: &'b Gathered) -> Option<Samples<'b>> {
        match self {
            Side::Samples(series) => Some((series, fresh)),
            Side::Gathered(series, gathered) => Some((series, gathered)),
            Side::Numbers(_) | Side::Labels(_) => None,
        }
    }
}

fn compare_samples(
    (baseline, before): Samples,
    (current, now): Samples,
    chosen: Option<Kind>,
) -> Comparison {
    let inferred_type = baseline.inferred_type();
    let present = baseline.rows() - baseline.missing().total();
    let holds_numbers = |series: &Series| {
        series
            .columns
            .iter()
            .any(|c| matches!(c.values, Values::Numbers(_)))
    };
    let (kind, kind_rule) = if inferred_type.is_number() {
        let distinct = if holds_numbers(baseline) {
            before
                .summary(baseline)
                .map_or(0, |summary| summary.distinct)
        } else {
            before.labels(baseline).len() as u64
        };
        kind_of(true, present, distinct)
    } else {
        kind_of(false, present, 0)
    };
    let (kind, kind_rule) = chosen.map_or((kind, kind_rule), |kind| (kind, KindRule::Chosen));
    let mut comparison = match kind {
        Kind::Numerical => compare_numbers((baseline, before), (current, now)),
        Kind::Categorical => {
            let missing = (baseline.missing().total(), current.missing().total());
            compare_labels(before.labels(baseline), now.labels(current), missing)
        }
    };
    for (side, series) in [
        (&mut comparison.baseline, baseline),
        (&mut comparison.current, current),
    ] {
        let types = series.types();
        side.infinite = types.infinite;
        side.texts = if kind == Kind::Numerical {
            types.text
        } else {
            0
        };
        side.present = series.rows() - series.missing().total();
    }
    comparison.kind_rule = kind_rule;
    comparison.inferred_type = inferred_type;
    comparison.baseline_rows = baseline.rows();
    comparison.current_rows = current.rows();
    comparison.is_identifier_like = inferred_type == InferredType::String
        && comparison.baseline.distinct.unwrap_or(0) as f64
            > IDENTIFIER_SHARE * baseline.rows() as f64;
    comparison.missing = missing(
        baseline.missing().total(),
        baseline.rows(),
        current.missing().total(),
        current.rows(),
    );
    comparison
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

/// Measures of finite numbers.
fn compare_numbers((baseline, before): Samples, (current, now): Samples) -> Comparison {
    use crate::stats::bins::Bins as NumberBins;
    let summaries = (before.summary(baseline), now.summary(current));
    let (baseline, current) = (before.numbers(baseline), now.numbers(current));
    let bins = NumberBins::deciles(baseline);
    let (shares, counts) = match &bins {
        Ok(bins) => {
            let (p, q) = (bins.counts_sorted(baseline), bins.counts_sorted(current));
            (share_measures(&p, &q), (bins.cuts.clone(), p, q))
        }
        Err(reason) => (Err(reason.clone()), Default::default()),
    };
    let ks = ks_two_sample(baseline, current);
    let simple = ks.as_ref().map(|ks| ks.statistic).map_err(Clone::clone);
    let mut comparison = empty(Kind::Numerical);
    comparison.shares = shares;
    comparison.linf_robust = simple
        .clone()
        .map(|simple| linf::robust(simple, baseline.len() as u64, current.len() as u64));
    comparison.linf_simple = simple;
    comparison.ks = Some(ks.map(Gap::from));
    let spread = summaries.0.and_then(|summary| summary.std_dev);
    comparison.wasserstein = Some(wasserstein_over(baseline, current, spread));
    comparison.fine = Fine::of(baseline, current, bins.as_ref().ok());
    comparison.counts = Counts {
        bins: Bins::Cuts(counts.0),
        baseline: floats(&counts.1),
        current: floats(&counts.2),
    };
    for (side, summary) in [
        (&mut comparison.baseline, summaries.0),
        (&mut comparison.current, summaries.1),
    ] {
        side.numbers = summary.cloned();
        side.distinct = side.numbers.as_ref().map(|numbers| numbers.distinct);
    }
    comparison
}

/// Measures of label counts; `missing` (baseline, current) joins as a label of its own where it occurs.
pub(super) fn compare_labels(
    baseline: &BTreeMap<String, u64>,
    current: &BTreeMap<String, u64>,
    missing: (u64, u64),
) -> Comparison {
    let mut comparison = empty(Kind::Categorical);
    comparison.baseline.distinct = Some(baseline.len() as u64);
    comparison.current.distinct = Some(current.len() as u64);
    comparison.new_labels = only_in(current, baseline);
    let has_current = !current.is_empty() || missing.1 > 0;
    comparison.vanished_labels = if has_current {
        only_in(baseline, current)
    } else {
        Vec::new()
    };
    let mut labels: BTreeSet<&str> = baseline
        .keys()
        .chain(current.keys())
        .map(String::as_str)
        .collect();
    if missing.0 + missing.1 > 0 {
        labels.insert(MISSING_LABEL);
    }
    let count_in = |side: &BTreeMap<String, u64>, missing: u64| -> Vec<u64> {
        let count = |label: &&str| {
            let present = side.get(*label).copied().unwrap_or(0);
            if *label == MISSING_LABEL {
                present + missing
            } else {
                present
            }
        };
        labels.iter().map(count).collect()
    };
    let (p, q) = (count_in(baseline, missing.0), count_in(current, missing.1));
    comparison.shares = share_measures(&p, &q);
    comparison.linf_simple = linf::categorical(&p, &q);
    comparison.linf_robust = comparison
        .linf_simple
        .clone()
        .map(|simple| linf::robust(simple, p.iter().sum(), q.iter().sum()));
    comparison.chi_square = Some(homogeneity(&p, &q));
    comparison.counts = Counts {
        bins: Bins::Labels(labels.iter().map(|label| (*label).to_owned()).collect()),
        baseline: floats(&p),
        current: if has_current { floats(&q) } else { Vec::new() },
    };
    comparison
}

/// Labels of `these` that `those` lack, the most frequent first, equals by text.
fn only_in(these: &BTreeMap<String, u64>, those: &BTreeMap<String, u64>) -> Vec<(String, u64)> {
    let mut only: Vec<(String, u64)> = these
        .iter()
        .filter(|(label, _)| !those.contains_key(*label))
        .map(|(label, count)| (label.clone(), *count))
        .collect();
    only.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    only
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
        wasserstein: None,
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
        new_labels: Vec::new(),
        vanished_labels: Vec::new(),
        baseline: SideSummary::default(),
        current: SideSummary::default(),
    }
}

pub(super) fn floats(counts: &[u64]) -> Vec<f64> {
    counts.iter().map(|&count| count as f64).collect()
}
