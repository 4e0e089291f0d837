//! Quantiles of one side against those of the other.

use plotters_backend::DrawingBackend;

use super::{AxisKind, Chart, DrawError, Item, Mapping, Pen, Table, Theme, frame};

/// Equal quantiles of both sides as points, with the diagonal on which equal distributions lie.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct QuantileQuantile {
    /// The feature's name.
    pub feature: String,
    /// Equal quantiles (baseline, current), rising.
    pub quantiles: Vec<(f64, f64)>,
    /// Both axes.
    pub axis: AxisKind,
}

impl Chart for QuantileQuantile {
    fn paint<B: DrawingBackend>(
        &self,
        pen: &mut Pen<'_, B>,
        theme: &Theme,
    ) -> Result<Mapping, DrawError> {
        frame::empty(pen, theme, "Nothing to draw.")
    }

    fn summary(&self) -> String {
        String::new()
    }

    fn table(&self) -> Table {
        Table::new(&[])
    }

    fn lines(&self, _item: Item) -> Vec<String> {
        Vec::new()
    }

    fn ideal_height(&self, _css_width: u32) -> u32 {
        320
    }
}
