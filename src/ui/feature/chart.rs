//! The feature screen's charts, from the report and the detail.

use plotters_backend::DrawingBackend;

use crate::{
    charts::{
        AxisKind, CategoryBars, Chart, DrawError, Ecdf, Gap, Histogram, Item, Mapping, Measure,
        Pen, QuantileQuantile, Spacing, Table, Theme,
    },
    engine::report::{Bins, Feature, FeatureDetail},
    engine::selection::{Brush, BrushedFeature},
    ui::{
        brush::places::{bins_of, labels_of, left},
        link::{self, View},
    },
};

/// Labels that are drawn one by one; the rest is one bar.
const TOP_LABELS: usize = 20;

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
        let name = feature.name.clone();
        if let Some(labels) = &feature.bins.labels {
            return FeatureChart::Bars(CategoryBars {
                feature: name,
                chosen: labels_of(brushes, &feature.name, labels),
                top: TOP_LABELS,
                measure,
                axis,
                ..bars_of(labels, &feature.bins, moving)
            });
        }
        match view.chart {
            link::Chart::Bins => {
                let histogram = detail.and_then(|detail| detail.histogram.as_ref());
                let mut drawn = bars(name, histogram, &feature.bins, measure, axis);
                drawn.brush = bins_of(brushes, &drawn.feature, &drawn.cuts);
                if let Some(moving) = moving {
                    let counts = match histogram {
                        Some(_) => &moving.histogram,
                        None => &moving.current,
                    };
                    (drawn.current, drawn.all) = left(counts, &drawn.current, &drawn.all);
                }
                FeatureChart::Histogram(drawn)
            }
            link::Chart::Ecdf => FeatureChart::Ecdf(Ecdf {
                feature: name,
                baseline: detail
                    .map(|detail| detail.baseline_ecdf.clone())
                    .unwrap_or_default(),
                current: detail
                    .map(|detail| detail.current_ecdf.clone())
                    .unwrap_or_default(),
                gap: feature.ks.as_ref().map(|ks| Gap {
                    size: ks.statistic,
                    location: ks.location,
                    bound: ks.bound,
                }),
                axis,
            }),
            link::Chart::Quantiles => FeatureChart::Quantiles(QuantileQuantile {
                feature: name,
                quantiles: detail
                    .map(|detail| detail.quantiles.clone())
                    .unwrap_or_default(),
                axis,
            }),
        }
    }
}

fn bars(
    feature: String,
    histogram: Option<&Bins>,
    deciles: &Bins,
    measure: Measure,
    axis: AxisKind,
) -> Histogram {
    let (bins, spacing) = match histogram {
        Some(bins) => (bins, Spacing::ToScale),
        None => (deciles, Spacing::Even),
    };
    Histogram {
        feature,
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

/// Labels with their counts.
fn bars_of(labels: &[String], bins: &Bins, moving: Option<&BrushedFeature>) -> CategoryBars {
    let (current, all) = match moving {
        Some(moving) => left(&moving.current, &bins.current, &bins.all),
        None => (bins.current.clone(), bins.all.clone()),
    };
    CategoryBars {
        labels: labels.to_vec(),
        baseline: bins.baseline.clone(),
        current,
        all,
        ..CategoryBars::default()
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
