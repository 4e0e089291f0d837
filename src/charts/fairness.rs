//! The charts of bias, attributions and the lab as one type, so that what surrounds a chart on the page is compiled once for all of them.

use plotters_backend::DrawingBackend;

use super::{
    Chart, Deviations, DrawError, Firing, Item, Mapping, Pen, Slopes, Table, Theme, Waterfall,
};

/// One of the charts.
#[derive(Debug, Clone, PartialEq)]
pub enum Fairness {
    /// Distances from the ideal.
    Deviations(Deviations),
    /// Places in two orders.
    Slopes(Slopes),
    /// A record's score.
    Waterfall(Waterfall),
    /// Checks over strengths.
    Firing(Firing),
}

macro_rules! each {
    ($chart:expr, $inner:ident => $answer:expr) => {
        match $chart {
            Fairness::Deviations($inner) => $answer,
            Fairness::Slopes($inner) => $answer,
            Fairness::Waterfall($inner) => $answer,
            Fairness::Firing($inner) => $answer,
        }
    };
}

impl Chart for Fairness {
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
