//! What the feature screen draws beyond the report: finer bins, distribution functions, quantiles.

use super::answer::{Drift, selected_columns};
use crate::layout::FeaturePlaces;
use crate::selection::{Coder, RowOrder};
use crate::view::View;
use leeway_documents::Role;
use leeway_monitors::drift::{Bins as DriftBins, Comparison, FeatureSide, HISTOGRAM_BINS};
use leeway_monitors::words;
use leeway_report::{Bins, FeatureDetail};
use leeway_stats::bins::Bins as NumberBins;
use leeway_stats::ecdf::ecdf_points;
use leeway_stats::quantile::quantile;
use leeway_stats::ranked::Ranked;
use leeway_stats::sort::sorted;
use leeway_table::{Kind, Series};

/// Labels of a feature that is counted window by window.
const MOST_LABELS: usize = 60;
/// Points of a distribution function that are drawn.
const ECDF_POINTS: usize = 600;
/// Quantiles of the quantile–quantile plot.
const QUANTILES: usize = 100;

/// One side's numbers, in order or as a sketch.
enum Numbers {
    Sorted(Vec<f64>),
    Ranked(Ranked),
}

/// The detail of `feature`, if there is such a feature.
///
/// `shown` was measured of the rows that are shown, `whole` of all. Counts per bin, values in the feature's unit, shares from 0 to 1; a part that cannot be
/// drawn is empty, with a remark.
pub fn detail(view: View, shown: &Drift, whole: &Drift, feature: &str) -> Option<FeatureDetail> {
    let (sources, layout) = (view.sources, view.layout);
    let places = layout.measured().find(|places| places.name == feature)?;
    let comparison = shown.comparisons.get(feature)?;
    let mut detail = FeatureDetail {
        name: feature.to_owned(),
        ..FeatureDetail::default()
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
            let what = words::plural(
                summary.texts,
                "text is no number and",
                "texts are no numbers and",
            );
            detail.remarks.insert(
                format!("{side}_texts"),
                format!("{what} left out of the {side} side."),
            );
        }
    }
    if comparison.is_estimate {
        let what = "One side is known by statistics only: counts and curves are estimates from its sketch.";
        detail
            .remarks
            .insert("estimate".to_owned(), what.to_owned());
    }
    detail.windows = by_window(
        view,
        places,
        whole.comparisons.get(feature).unwrap_or(comparison),
    );
    if comparison.kind == Kind::Numerical {
        let numbers = |role| {
            let side = match view.cache.and_then(|cache| cache.known(sources, places)) {
                Some(known) => known.side(sources, layout, places, role),
                None => layout.side(sources, places, role),
            };
            side.and_then(|side| Numbers::of(&side))
        };
        let (baseline, mut current) = (numbers(Role::Baseline), numbers(Role::Current));
        detail.histogram = histogram(baseline.as_ref(), current.as_ref());
        if let Some(rows) = view.rows {
            let columns = selected_columns(sources, places, &rows.passes);
            current = Numbers::of(&FeatureSide::Samples(Series::new(&columns)));
            // The bins stay those of all rows, which are drawn behind.
            if let Some(histogram) = &mut detail.histogram {
                let cuts = histogram.cuts.clone().unwrap_or_default();
                let counts = |side: &Numbers| side.counts(&NumberBins { cuts });
                histogram.all = std::mem::take(&mut histogram.current);
                histogram.current = current.as_ref().map_or(Vec::new(), counts);
            }
        }
        detail.baseline_ecdf = baseline.as_ref().map_or(Vec::new(), Numbers::ecdf);
        detail.current_ecdf = current.as_ref().map_or(Vec::new(), Numbers::ecdf);
        if let (Some(baseline), Some(current)) = (&baseline, &current) {
            let fractions = (0..QUANTILES).map(|i| (i as f64 + 0.5) / QUANTILES as f64);
            detail.quantiles = fractions
                .filter_map(|fraction| {
                    Some((baseline.quantile(fraction)?, current.quantile(fraction)?))
                })
                .collect();
        }
    }
    Some(detail)
}

/// Rows on the histogram's bins, or per label, window by window.
fn by_window(view: View, places: &FeaturePlaces, whole: &Comparison) -> Vec<Vec<u32>> {
    let coder = match (&whole.counts.bins, &whole.fine) {
        (DriftBins::Cuts(_), Some(fine)) => Coder::Numbers(fine.histogram.clone()),
        (DriftBins::Labels(labels), _) if labels.len() <= MOST_LABELS => {
            Coder::Labels(labels.clone())
        }
        _ => return Vec::new(),
    };
    // Neither the feature's own brush nor that on time filters what is shown over time.
    let selected = view.rows.map(|rows| {
        let passes = &rows.passes;
        let keep = passes.all_but(&[None, Some(&places.name)]);
        view.timeline.cut().only(&passes.order, &keep)
    });
    let timeline = selected.as_ref().unwrap_or(view.timeline.cut());
    if places.current.columns().is_empty() || timeline.windows.len() < 2 {
        return Vec::new();
    }
    let codes = RowOrder::of(view.sources, view.layout).codes(view.sources, places, &coder);
    let mut windows = vec![vec![0; coder.bins() + 1]; timeline.windows.len()];
    let indices = timeline
        .by_source(view.sources, view.layout)
        .flat_map(|(_, indices)| indices);
    for (&code, &index) in codes.iter().zip(indices) {
        if let Some(counts) = windows.get_mut(index as usize) {
            counts[usize::from(code)] += 1;
        }
    }
    for counts in &mut windows {
        counts.pop();
        if counts.iter().all(|count| *count == 0) {
            counts.clear();
        }
    }
    windows
}

impl Numbers {
    fn of(side: &FeatureSide) -> Option<Numbers> {
        match side {
            FeatureSide::Samples(series) => Some(Numbers::Sorted(sorted(series.finite_numbers()))),
            FeatureSide::Gathered(series, gathered) => {
                Some(Numbers::Sorted(gathered.numbers(series).to_vec()))
            }
            FeatureSide::Numbers(numbers) => numbers.ranked.clone().map(Numbers::Ranked),
            FeatureSide::Labels(_) => None,
        }
    }

    fn quantile(&self, fraction: f64) -> Option<f64> {
        match self {
            Numbers::Sorted(values) => quantile(values, fraction).ok(),
            Numbers::Ranked(ranked) => ranked.quantile(fraction).ok(),
        }
    }

    fn counts(&self, bins: &NumberBins) -> Vec<f64> {
        let counts = match self {
            Numbers::Sorted(values) => bins.counts_sorted(values),
            Numbers::Ranked(ranked) => ranked.counts(bins),
        };
        counts.into_iter().map(|count| count as f64).collect()
    }

    fn ecdf(&self) -> Vec<(f64, f64)> {
        match self {
            Numbers::Sorted(values) => ecdf_points(values, ECDF_POINTS),
            Numbers::Ranked(ranked) => {
                let values = ranked.values();
                let step = values.len().div_ceil(ECDF_POINTS).max(1);
                let share = |value: f64| ranked.rank(value) as f64 / ranked.count() as f64;
                values
                    .iter()
                    .step_by(step)
                    .chain(values.last())
                    .map(|&value| (value, share(value)))
                    .collect()
            }
        }
    }
}

/// Both sides on equal-width bins over the middle 99 % of both; the outer bins are open, so that no outlier flattens the rest and none is lost.
fn histogram(baseline: Option<&Numbers>, current: Option<&Numbers>) -> Option<Bins> {
    let edge = |fraction: f64, pick: fn(f64, f64) -> f64| {
        [baseline, current]
            .into_iter()
            .flatten()
            .filter_map(|side| side.quantile(fraction))
            .reduce(pick)
    };
    let (low, high) = (edge(0.005, f64::min)?, edge(0.995, f64::max)?);
    let bins = NumberBins::equal_width(low, high, HISTOGRAM_BINS);
    let counts = |side: Option<&Numbers>| side.map_or(Vec::new(), |side| side.counts(&bins));
    Some(Bins {
        labels: None,
        baseline: counts(baseline),
        current: counts(current),
        cuts: Some(bins.cuts),
        all: Vec::new(),
    })
}
