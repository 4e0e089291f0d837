//! The charts of model quality as one type, so that what shows a chart exists once for all of them.

use plotters_backend::DrawingBackend;

use super::{
    Chart, ConfusionMatrix, DrawError, Item, Mapping, Pen, QualityTimeline, Rates, Table, Theme,
};

/// A chart of model quality.
#[derive(Debug, Clone, PartialEq)]
pub enum QualityChart {
    /// A metric over windows.
    Timeline(QualityTimeline),
    /// Rows by true and predicted label.
    Confusion(ConfusionMatrix),
    /// A curve.
    Rates(Rates),
}

impl Chart for QualityChart {
    fn paint<B: DrawingBackend>(
        &self,
        pen: &mut Pen<'_, B>,
        theme: &Theme,
    ) -> Result<Mapping, DrawError> {
        match self {
            QualityChart::Timeline(chart) => chart.paint(pen, theme),
            QualityChart::Confusion(chart) => chart.paint(pen, theme),
            QualityChart::Rates(chart) => chart.paint(pen, theme),
        }
    }

    fn summary(&self) -> String {
        match self {
            QualityChart::Timeline(chart) => chart.summary(),
            QualityChart::Confusion(chart) => chart.summary(),
            QualityChart::Rates(chart) => chart.summary(),
        }
    }

    fn table(&self) -> Table {
        match self {
            QualityChart::Timeline(chart) => chart.table(),
            QualityChart::Confusion(chart) => chart.table(),
            QualityChart::Rates(chart) => chart.table(),
        }
    }

    fn lines(&self, item: Item) -> Vec<String> {
        match self {
            QualityChart::Timeline(chart) => chart.lines(item),
            QualityChart::Confusion(chart) => chart.lines(item),
            QualityChart::Rates(chart) => chart.lines(item),
        }
    }

    fn ideal_height(&self, css_width: u32) -> u32 {
        match self {
            QualityChart::Timeline(chart) => chart.ideal_height(css_width),
            QualityChart::Confusion(chart) => chart.ideal_height(css_width),
            QualityChart::Rates(chart) => chart.ideal_height(css_width),
        }
    }
}
