//! A feature's distribution on both sides, large and small, from the report and the feature's detail.

use crate::windows::Axis;
use leeway_charts::{
    AxisKind, CategoryBars, Ecdf, Gap, Histogram, Measure, QuantileQuantile, Ridge, Ridges,
    Spacing, Spark, SparkShape, format::number,
};
use leeway_report::{Bins, Feature, FeatureDetail, Summary, Window};
use leeway_table::forms::DatePart;

/// Labels that are drawn one by one; the rest is one bar.
const TOP_LABELS: usize = 20;

/// Labels in a spark: those that differ most.
pub const SPARK_LABELS: usize = 16;

/// What an axis of a feature's values is called: its name, and for an age or a length its unit too.
pub fn titled(feature: &Feature) -> String {
    match feature.date.as_ref().map(|date| date.part) {
        Some(DatePart::Age) => format!("age of {} (days)", feature.name),
        _ if feature.text.is_some() => format!("length of {} (characters)", feature.name),
        _ => feature.name.clone(),
    }
}

/// Bins of numbers; without the detail those of the report, each as wide as the others.
pub fn histogram(
    feature: &Feature,
    detail: Option<&FeatureDetail>,
    measure: Measure,
    axis: AxisKind,
) -> Histogram {
    let (bins, spacing) = match detail.and_then(|detail| detail.histogram.as_ref()) {
        Some(bins) => (bins, Spacing::ToScale),
        None => (&feature.bins, Spacing::Even),
    };
    Histogram {
        feature: titled(feature),
        cuts: bins.cuts.clone().unwrap_or_default(),
        baseline: bins.baseline.clone(),
        current: bins.current.clone(),
        all: bins.all.clone(),
        measure,
        axis,
        spacing,
        ..Histogram::default()
    }
}

/// The histogram with a bar for missing values beside its bins, where either side has some. Call it last: while a brush moves, the share of missing values
/// stays as it was at rest.
pub fn with_missing(mut drawn: Histogram, feature: &Feature) -> Histogram {
    let missing = &feature.missing;
    if drawn.has_missing || missing.baseline + missing.current == 0 {
        return drawn;
    }
    let present = |summary: &Option<Summary>| Some(summary.as_ref()?.count as f64);
    let sides = [
        (
            &mut drawn.baseline,
            missing.baseline,
            &feature.baseline_summary,
        ),
        (
            &mut drawn.current,
            missing.current,
            &feature.current_summary,
        ),
    ];
    for (counts, missing, summary) in sides {
        counts.resize(drawn.cuts.len() + 1, 0.0);
        let shown: f64 = counts.iter().sum();
        let scale = present(summary).filter(|present| *present > 0.0);
        counts.push(missing as f64 * scale.map_or(1.0, |present| shown / present));
    }
    drawn.has_missing = true;
    drawn
}

/// Bars of labels; `None` for numbers.
pub fn label_bars(feature: &Feature, measure: Measure, axis: AxisKind) -> Option<CategoryBars> {
    let bins = &feature.bins;
    let order = recurring_order(feature).unwrap_or_default();
    Some(CategoryBars {
        feature: titled(feature),
        labels: bins.labels.clone()?,
        top: TOP_LABELS.max(order.len()),
        order,
        baseline: bins.baseline.clone(),
        current: bins.current.clone(),
        all: bins.all.clone(),
        measure,
        axis,
        ..CategoryBars::default()
    })
}

/// Distribution functions with the largest gap.
pub fn ecdf(feature: &Feature, detail: Option<&FeatureDetail>, axis: AxisKind) -> Ecdf {
    Ecdf {
        feature: titled(feature),
        baseline: detail.map_or_else(Vec::new, |detail| detail.baseline_ecdf.clone()),
        current: detail.map_or_else(Vec::new, |detail| detail.current_ecdf.clone()),
        gap: feature.ks.as_ref().map(|ks| Gap {
            size: ks.statistic,
            location: ks.location,
            bound: ks.bound,
        }),
        axis,
    }
}

/// Quantile against quantile.
pub fn quantiles(
    feature: &Feature,
    detail: Option<&FeatureDetail>,
    axis: AxisKind,
) -> QuantileQuantile {
    QuantileQuantile {
        feature: titled(feature),
        quantiles: detail.map_or_else(Vec::new, |detail| detail.quantiles.clone()),
        axis,
    }
}

/// Both sides in small, on the report's bins; labels in the order of [`spark_order`]. `None` where there is nothing to draw.
pub fn spark(feature: &Feature) -> Option<Spark> {
    let bins = &feature.bins;
    if bins.baseline.is_empty() && bins.current.is_empty() {
        return None;
    }
    let mut spark = Spark {
        shape: SparkShape::Steps,
        baseline: bins.baseline.clone(),
        current: bins.current.clone(),
        all: bins.all.clone(),
        chosen: Vec::new(),
    };
    if bins.labels.is_some() {
        let mut order = spark_order(feature);
        order.truncate(SPARK_LABELS);
        spark.shape = SparkShape::Bars;
        for counts in [&mut spark.baseline, &mut spark.current, &mut spark.all] {
            *counts = taken(&order, counts);
        }
    }
    Some(spark)
}

/// The counts at some places, in their order.
pub fn taken(order: &[usize], counts: &[f64]) -> Vec<f64> {
    let counts = order.iter().filter_map(|&label| counts.get(label).copied());
    counts.collect()
}

/// Positions of the labels of a part of dates, as it recurs: Monday first, January first; what else there is comes last. `None` of other features.
fn recurring_order(feature: &Feature) -> Option<Vec<usize>> {
    let natural = feature.date.as_ref()?.part.labels();
    let labels = feature.bins.labels.as_ref()?;
    let place = |label: &String| natural.iter().position(|one| one == label);
    let mut order: Vec<usize> = (0..labels.len()).collect();
    order.sort_by_key(|&at| place(&labels[at]).unwrap_or(usize::MAX));
    Some(order)
}

/// Positions of the labels, the most frequent of the baseline first; those of a part of dates as it recurs.
pub fn spark_order(feature: &Feature) -> Vec<usize> {
    if let Some(order) = recurring_order(feature) {
        return order;
    }
    let bins = &feature.bins;
    let at = |counts: &[f64], label: usize| counts.get(label).copied().unwrap_or(0.0);
    let length = bins.baseline.len().max(bins.current.len());
    // The order stays while a brush moves.
    let current = match bins.all.is_empty() {
        true => &bins.current,
        false => &bins.all,
    };
    let mut order: Vec<usize> = (0..length).collect();
    order.sort_by(|&one, &other| {
        at(&bins.baseline, other)
            .total_cmp(&at(&bins.baseline, one))
            .then(at(current, other).total_cmp(&at(current, one)))
    });
    order
}

/// A feature's distribution in every window, from the counts of each.
pub fn ridges(feature: &Feature, bins: &Bins, windows: &[Window], counts: &[Vec<u32>]) -> Ridges {
    let axis = Axis::new(windows);
    let floats = |counts: &Vec<u32>| counts.iter().map(|&count| f64::from(count)).collect();
    let ridge = |(label, counts): (String, &Vec<u32>)| Ridge {
        label,
        counts: floats(counts),
    };
    Ridges {
        feature: titled(feature),
        bins: bin_words(bins),
        baseline: bins.baseline.clone(),
        windows: axis.labels.into_iter().zip(counts).map(ridge).collect(),
        brush: None,
    }
}

/// Every bin in words.
fn bin_words(bins: &Bins) -> Vec<String> {
    if let Some(labels) = &bins.labels {
        return labels.clone();
    }
    let cuts = bins.cuts.as_deref().unwrap_or_default();
    let up_to = cuts.iter().map(|cut| format!("≤ {}", number(*cut)));
    let last = cuts.last().map(|cut| format!("> {}", number(*cut)));
    up_to.chain(last).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use leeway_report::{Missing, OfDate};

    #[test]
    fn weekdays_stand_in_their_order() {
        let labels = ["(missing)", "Fri", "Mon", "Sun", "Tue"];
        let feature = Feature {
            date: Some(OfDate {
                column: "opened".to_owned(),
                part: DatePart::Weekday,
            }),
            bins: Bins {
                labels: Some(labels.map(str::to_owned).to_vec()),
                baseline: vec![1.0, 2.0, 3.0, 4.0, 5.0],
                ..Bins::default()
            },
            ..Feature::default()
        };
        assert_eq!(spark_order(&feature), [2, 4, 1, 3, 0]);
        let bars = label_bars(&feature, Measure::Share, AxisKind::Linear);
        assert_eq!(bars.map(|bars| bars.order), Some(vec![2, 4, 1, 3, 0]));
    }

    #[test]
    fn missing_values_are_a_bar_whose_share_is_of_all_rows() {
        let present = |count| {
            Some(Summary {
                count,
                ..Summary::default()
            })
        };
        let feature = Feature {
            bins: Bins {
                cuts: Some(vec![1.0, 2.0]),
                baseline: vec![30.0, 30.0, 30.0],
                current: vec![20.0, 20.0, 40.0],
                ..Bins::default()
            },
            missing: Missing {
                baseline: 10,
                current: 20,
                ..Missing::default()
            },
            baseline_summary: present(90),
            current_summary: present(80),
            ..Feature::default()
        };
        let drawn = histogram(&feature, None, Measure::Share, AxisKind::Linear);
        let drawn = with_missing(drawn, &feature);
        assert!(drawn.has_missing);
        assert_eq!((drawn.baseline[3], drawn.current[3]), (10.0, 20.0));
        // A brush leaves half of the current rows: the share of missing values stays.
        let mut moving = histogram(&feature, None, Measure::Share, AxisKind::Linear);
        moving.current = vec![10.0, 10.0, 20.0];
        assert_eq!(with_missing(moving, &feature).current[3], 10.0);
        // Without a missing value there is no bar.
        let whole = Feature {
            missing: Missing::default(),
            ..feature
        };
        let drawn = histogram(&whole, None, Measure::Share, AxisKind::Linear);
        assert!(!with_missing(drawn, &whole).has_missing);
    }
}
