//! What the feature screen draws beyond the report: finer bins, distribution functions, quantiles.

use std::collections::BTreeMap;

use super::layout::{Layout, columns_of};
use super::report::{Bins, FeatureDetail};
use super::source::Loaded;
use crate::monitors::drift::Comparison;
use crate::monitors::words;
use crate::stats::bins::Bins as NumberBins;
use crate::stats::ecdf::{ecdf_points, qq_points};
use crate::stats::quantile::quantile;
use crate::stats::sort::sorted;
use crate::table::{Kind, Series};

/// Bins of the histogram.
const HISTOGRAM_BINS: usize = 40;
/// Points of a distribution function that are drawn.
const ECDF_POINTS: usize = 600;
/// Quantiles of the quantile–quantile plot.
const QUANTILES: usize = 100;

/// The detail of `feature`, if there is such a feature.
pub fn detail(
    sources: &[Loaded],
    layout: &Layout,
    comparisons: &BTreeMap<String, Comparison>,
    feature: &str,
) -> Option<FeatureDetail> {
    let places = layout
        .features
        .iter()
        .find(|places| places.name == feature)?;
    let comparison = comparisons.get(feature)?;
    let mut detail = FeatureDetail {
        name: feature.to_owned(),
        ..FeatureDetail::default()
    };
    let numbers = |places: &[(usize, usize)]| {
        let columns = places
            .iter()
            .map(|&(source, column)| &columns_of(sources, source)[column]);
        sorted(Series::new(columns).finite_numbers())
    };
    for (side, summary) in [
        ("baseline", &comparison.baseline),
        ("current", &comparison.current),
    ] {
        if summary.infinite > 0 {
            let what = words::plural(summary.infinite, "infinite value is", "infinite values are");
            detail.remarks.insert(
                format!("{side}_infinite"),
                format!("{what} left out of the {side} side."),
            );
        }
        if summary.texts > 0 {
            let what = words::plural(summary.texts, "text is", "texts are");
            detail.remarks.insert(
                format!("{side}_texts"),
                format!("{what} no numbers and left out of the {side} side."),
            );
        }
    }
    if comparison.kind == Kind::Numerical {
        let (baseline, current) = (numbers(&places.baseline), numbers(&places.current));
        detail.histogram = histogram(&baseline, &current);
        detail.baseline_ecdf = ecdf_points(&baseline, ECDF_POINTS);
        detail.current_ecdf = ecdf_points(&current, ECDF_POINTS);
        detail.quantiles = qq_points(&baseline, &current, QUANTILES).unwrap_or_default();
    }
    Some(detail)
}

/// Both sides on equal-width bins over the middle 99 % of both; the outer bins are open, so that no outlier flattens the rest and none is lost.
fn histogram(baseline: &[f64], current: &[f64]) -> Option<Bins> {
    let edge = |fraction: f64, pick: fn(f64, f64) -> f64| -> Option<f64> {
        match (quantile(baseline, fraction), quantile(current, fraction)) {
            (Ok(b), Ok(c)) => Some(pick(b, c)),
            (Ok(one), Err(_)) | (Err(_), Ok(one)) => Some(one),
            _ => None,
        }
    };
    let (low, high) = (edge(0.005, f64::min)?, edge(0.995, f64::max)?);
    let bins = NumberBins::equal_width(low, high, HISTOGRAM_BINS);
    let counts = |sorted: &[f64]| {
        bins.counts_sorted(sorted)
            .iter()
            .map(|&count| count as f64)
            .collect()
    };
    let current = if current.is_empty() {
        Vec::new()
    } else {
        counts(current)
    };
    Some(Bins {
        cuts: Some(bins.cuts.clone()),
        labels: None,
        baseline: counts(baseline),
        current,
    })
}
