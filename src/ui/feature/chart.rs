//! The feature screen's charts, from the report and the detail.

use plotters_backend::DrawingBackend;

use crate::{
    charts::{
        AxisKind, CategoryBars, Chart, DrawError, Ecdf, Histogram, Item, Mapping, Measure, Pen,
        QuantileQuantile, Spacing, Table, Theme,
    },
    interaction::{
        brushes::{bins_of, labels_of, left},
        link::{self, View},
    },
    presentation::distribution::{ecdf, histogram, label_bars, quantiles},
    report::brushed::BrushedFeature,
    report::settings::Brush,
    report::{Feature, FeatureDetail},
};

/// One of the charts, chosen by tab.
#[derive(Debug, Clone, PartialEq)]
pub enum FeatureChart {
    /// Bins of numbers.
    Histogram(Histogram),
    /// Labels.
    Bars(CategoryBars),
    /// Distribution functions.
    Ecdf(Ecdf),
    /// Quantile against quantile.
    Quantiles(QuantileQuantile),
}

impl FeatureChart {
    /// The chart that a view asks for. Without the detail the histogram is drawn on the report's bins, and the other charts are empty.
    ///
    /// `brushes` are those in sight; `moving` has what is left of the feature while the hand moves.
    pub fn new(
        feature: &Feature,
        detail: Option<&FeatureDetail>,
        view: View,
        brushes: &[Brush],
        moving: Option<&BrushedFeature>,
    ) -> Self {
        let axis = if view.is_log {
            AxisKind::Log
        } else {
            AxisKind::Linear
        };
        let measure = if view.is_count {
            Measure::Count
        } else {
            Measure::Share
        };
        if let Some(mut bars) = label_bars(feature, measure, axis) {
            bars.chosen = labels_of(brushes, &feature.name, &bars.labels);
            if let Some(moving) = moving {
                (bars.current, bars.all) = left(&moving.current, &bars.current, &bars.all);
            }
            return FeatureChart::Bars(bars);
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
                FeatureChart::Histogram(drawn)
            }
            link::Chart::Ecdf => FeatureChart::Ecdf(ecdf(feature, detail, axis)),
            link::Chart::Quantiles => FeatureChart::Quantiles(quantiles(feature, detail, axis)),
        }
    }
}

/// Calls a method of whichever chart it is.
macro_rules! of_chart {
    ($chart:expr, $inner:ident => $call:expr) => {
        match $chart {
            FeatureChart::Histogram($inner) => $call,
            FeatureChart::Bars($inner) => $call,
            FeatureChart::Ecdf($inner) => $call,
            FeatureChart::Quantiles($inner) => $call,
        }
    };
}

impl Chart for FeatureChart {
    fn paint<B: DrawingBackend>(
        &self,
        pen: &mut Pen<'_, B>,
        theme: &Theme,
    ) -> Result<Mapping, DrawError> {
        of_chart!(self, chart => chart.paint(pen, theme))
    }

    fn summary(&self) -> String {
        of_chart!(self, chart => chart.summary())
    }

    fn table(&self) -> Table {
        of_chart!(self, chart => chart.table())
    }

    fn lines(&self, item: Item) -> Vec<String> {
        of_chart!(self, chart => chart.lines(item))
    }

    fn ideal_height(&self, css_width: u32) -> u32 {
        of_chart!(self, chart => chart.ideal_height(css_width))
    }
}
