//! One feature, measured: every measure that its kind calls for, on bins that the baseline decides.
//!
//! Numbers are compared without missing, infinite and unreadable values, each of which is counted; labels are compared with missing as a label of its own. Samples
//! give exact results; a sketch on either side gives estimates with a bound, and no p-value.

use super::comparison::{Bins, Comparison, Counts, Gap, empty, missing};
use super::evidently;
use super::fine::Fine;
use super::gathered::Gathered;
use super::kind::{KindRule, Taken, Ways, evidently_kind, kind_taken};
use super::labels::{compare_labels, floats};
use super::sample;
use super::side::{FeatureSide, Samples};
use super::sketch::compare_sketches;
use super::text::TextComparison;
use leeway_stats::ks::ks_two_sample;
use leeway_stats::linf;
use leeway_stats::shares::share_measures;
use leeway_stats::wasserstein::wasserstein_over;
use leeway_table::{ColumnType, InferredType, Kind, Series, Values};

/// A `String` feature whose distinct values exceed this share of the baseline's rows is identifier-like.
const IDENTIFIER_SHARE: f64 = 0.5;

/// Measures one feature. `taken` is what it was taken for. Without a current side the result describes the baseline, and every measure says why it
/// has no value.
///
/// Both sides are of the same feature: values in its unit, or statistics. Distances are 0 to 1 but for Wasserstein's, which is in the unit of the feature; larger is further apart. Shares and p-values are 0 to 1. Sources: SciPy's `ks_2samp`, `chi2_contingency` and `wasserstein_distance`, against which the measures in [`leeway_stats`] are tested.
pub fn compare(baseline: &FeatureSide, current: Option<&FeatureSide>, taken: &Taken) -> Comparison {
    let nothing = (Series::default(), Gathered::default());
    let fresh = (Gathered::default(), Gathered::default());
    match (
        baseline.samples(&fresh.0),
        current.map(|current| current.samples(&fresh.1)),
    ) {
        (Some(baseline), None) => compare_samples(baseline, (&nothing.0, &nothing.1), taken),
        (Some(baseline), Some(Some(current))) => compare_samples(baseline, current, taken),
        _ => compare_sketches(baseline, current, taken),
    }
}

fn compare_samples(
    (baseline, before): Samples,
    (current, now): Samples,
    taken: &Taken,
) -> Comparison {
    let inferred_type = baseline.inferred_type();
    let present = baseline.rows() - baseline.missing().total();
    let holds_numbers = |series: &Series| {
        series
            .columns
            .iter()
            .any(|c| matches!(c.values, Values::Numbers(_)))
    };
    let are_numbers = inferred_type.is_number() || taken.column_type == Some(ColumnType::Number);
    let distinct = match (are_numbers, holds_numbers(baseline)) {
        (false, _) => 0,
        (true, true) => before
            .summary(baseline)
            .map_or(0, |summary| summary.distinct),
        (true, false) => before.labels(baseline).len() as u64,
    };
    let (mut kind, mut kind_rule) =
        kind_taken(taken, are_numbers && present > 0, present, distinct);
    let is_evidently = taken.ways == Ways::Evidently;
    if is_evidently && are_numbers && present > 0 && !kind_rule.is_certain() {
        let (side, gathered) = match current.rows() {
            0 => (baseline, before),
            _ => (current, now),
        };
        let distinct = gathered.middle(side).0 as u64;
        (kind, kind_rule) = evidently_kind(side.inferred_type(), side.missing().total(), distinct);
    }
    let mut comparison = match kind {
        Kind::Numerical => compare_numbers((baseline, before), (current, now), is_evidently),
        Kind::Categorical => {
            let (before, now) = (before.labels(baseline), now.labels(current));
            let missing = (baseline.missing().total(), current.missing().total());
            Comparison {
                evidently: is_evidently.then(|| evidently::of_labels(before, now)),
                ..compare_labels(before, now, missing)
            }
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
    let is_read = matches!(
        taken.column_type,
        Some(ColumnType::Number | ColumnType::Boolean | ColumnType::Date | ColumnType::Text)
    );
    comparison.is_identifier_like = inferred_type == InferredType::String
        && !is_read
        && comparison.baseline.distinct.unwrap_or(0) as f64
            > IDENTIFIER_SHARE * baseline.rows() as f64;
    comparison.missing = missing(
        baseline.missing().total(),
        baseline.rows(),
        current.missing().total(),
        current.rows(),
    );
    if kind_rule == KindRule::Lengths
        && let (Some(before), Some(now)) = (before.texts(baseline), now.texts(current))
    {
        comparison.text = Some(Box::new(TextComparison::of(before, now)));
    }
    comparison
}

/// Measures of finite numbers.
fn compare_numbers(
    (baseline, before): Samples,
    (current, now): Samples,
    is_evidently: bool,
) -> Comparison {
    use leeway_stats::bins::Bins as NumberBins;
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
    comparison.sample = sample::of_numbers(
        (baseline, current),
        [&counts.1, &counts.2],
        ks.as_ref().ok(),
    );
    let spread = summaries.0.and_then(|summary| summary.std_dev);
    let wasserstein = wasserstein_over(baseline, current, spread);
    comparison.evidently = is_evidently.then(|| {
        let spread = summaries.0.map(|summary| summary.std_dev_population);
        evidently::of_numbers((baseline, current), &ks, spread, || {
            wasserstein.clone().map(|found| found.distance)
        })
    });
    comparison.ks = Some(ks.map(Gap::from));
    comparison.wasserstein = Some(wasserstein);
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
