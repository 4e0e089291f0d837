//! The feature screen's charts, from the report and the detail.

use crate::{
    charts::{AnyChart, AxisKind, Measure, Spacing},
    interaction::{
        brushes::{bins_of, labels_of, left},
        link::{self, View},
    },
    presentation::distribution::{ecdf, histogram, label_bars, quantiles, with_missing},
    report::brushed::BrushedFeature,
    report::settings::Brush,
    report::{Feature, FeatureDetail},
};

/// The chart that a view asks for. Without the detail the histogram is drawn on the report's bins, and the other charts are empty.
///
/// `brushes` are those in sight; `moving` has what is left of the feature while the hand moves.
pub fn feature_chart(
    feature: &Feature,
    detail: Option<&FeatureDetail>,
    view: View,
    brushes: &[Brush],
    moving: Option<&BrushedFeature>,
) -> AnyChart {
    let axis = match view.is_log {
        true => AxisKind::Log,
        false => AxisKind::Linear,
    };
    let measure = match view.is_count {
        true => Measure::Count,
        false => Measure::Share,
    };
    if let Some(mut bars) = label_bars(feature, measure, axis) {
        bars.chosen = labels_of(brushes, &feature.name, &bars.labels);
        if let Some(moving) = moving {
            (bars.current, bars.all) = left(&moving.current, &bars.current, &bars.all);
        }
        return bars.into();
    }
    match view.chart {
        link::Chart::Bins => {
            let mut drawn = histogram(feature, detail, measure, axis);
            drawn.brush = bins_of(brushes, &drawn.feature, &drawn.cuts);
            if let Some(moving) = moving {
                let counts = match drawn.spacing {
                    Spacing::ToScale => &moving.histogram,
                    Spacing::Even => &moving.current,
                };
                (drawn.current, drawn.all) = left(counts, &drawn.current, &drawn.all);
            }
            with_missing(drawn, feature).into()
        }
        link::Chart::Ecdf => ecdf(feature, detail, axis).into(),
        link::Chart::Quantiles => quantiles(feature, detail, axis).into(),
    }
}
