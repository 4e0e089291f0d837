//! The feature screen's charts, from the report and the detail.

use plotters_backend::DrawingBackend;

use crate::{
    charts::{
        AxisKind, CategoryBars, Chart, DrawError, Ecdf, Gap, Histogram, Item, Mapping, Measure,
        Pen, QuantileQuantile, Spacing, Table, Theme,
    },
    engine::report::{Bins, Feature, FeatureDetail},
    ui::link::{self, View},
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
    pub fn new(feature: &Feature, detail: Option<&FeatureDetail>, view: View) -> Self {
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
                labels: labels.clone(),
                baseline: feature.bins.baseline.clone(),
                current: feature.bins.current.clone(),
                top: TOP_LABELS,
                measure,
                axis,
            });
        }
        match view.chart {
            link::Chart::Bins => {
                let histogram = detail.and_then(|detail| detail.histogram.as_ref());
                FeatureChart::Histogram(bars(name, histogram, &feature.bins, measure, axis))
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
        measure,
        axis,
        spacing,
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
