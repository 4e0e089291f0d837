//! Both sides' distribution functions.

use plotters_backend::DrawingBackend;

use super::{AxisKind, Chart, DrawError, Item, Mapping, Pen, Table, Theme, frame};

/// The largest gap of two distribution functions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gap {
    /// How large it is, from 0 to 1 (Kolmogorov–Smirnov D).
    pub size: f64,
    /// At which value.
    pub location: f64,
    /// For sketches: the size is off by at most this.
    pub bound: Option<f64>,
}

/// Distribution functions of both sides as steps, with their largest gap.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ecdf {
    /// The feature's name: the title of the horizontal axis.
    pub feature: String,
    /// The baseline's (value, share of values ≤ value), rising; empty where there is no baseline.
    pub baseline: Vec<(f64, f64)>,
    /// The current side's.
    pub current: Vec<(f64, f64)>,
    /// The gap to point out.
    pub gap: Option<Gap>,
    /// The horizontal axis.
    pub axis: AxisKind,
}

impl Chart for Ecdf {
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
        280
    }
}
