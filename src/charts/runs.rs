//! The charts of runs as one type, so that what shows a chart exists once for all of them.

use plotters_backend::DrawingBackend;

use super::{Chart, Deviations, DrawError, Item, Mapping, Multiples, Paired, Pen, Table, Theme};

/// A chart of runs.
#[derive(Debug, Clone, PartialEq)]
pub enum RunsChart {
    /// Values of both sides.
    Paired(Paired),
    /// Distances from the ideal.
    Deviations(Deviations),
    /// One feature in every run.
    Multiples(Multiples),
}

macro_rules! each {
    ($chart:expr, $inner:ident => $answer:expr) => {
        match $chart {
            RunsChart::Paired($inner) => $answer,
            RunsChart::Deviations($inner) => $answer,
            RunsChart::Multiples($inner) => $answer,
        }
    };
}

impl Chart for RunsChart {
    fn paint<B: DrawingBackend>(
        &self,
        pen: &mut Pen<'_, B>,
        theme: &Theme,
    ) -> Result<Mapping, DrawError> {
        each!(self, chart => chart.paint(pen, theme))
    }

    fn summary(&self) -> String {
        each!(self, chart => chart.summary())
    }

    fn table(&self) -> Table {
        each!(self, chart => chart.table())
    }

    fn lines(&self, item: Item) -> Vec<String> {
        each!(self, chart => chart.lines(item))
    }

    fn ideal_height(&self, css_width: u32) -> u32 {
        each!(self, chart => chart.ideal_height(css_width))
    }
}
