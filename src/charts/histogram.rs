//! Both sides' counts on shared bins.

use plotters_backend::DrawingBackend;

use super::{AxisKind, Chart, DrawError, Item, Mapping, Measure, Pen, Table, Theme, frame};

/// How wide bins are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Spacing {
    /// As wide as they are; where inner bins differ in width, bars show share per unit, so that their area is the share.
    #[default]
    ToScale,
    /// All equally wide, with their edges written beneath: for deciles.
    Even,
}

/// Counts of both sides on shared bins, the baseline filled, the current side hatched over it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Histogram {
    /// The feature's name: the title of the horizontal axis.
    pub feature: String,
    /// Inner edges, rising; bin i holds (cut i−1, cut i], and both ends are open.
    pub cuts: Vec<f64>,
    /// The baseline's counts, one more than there are cuts; empty where there is no baseline.
    pub baseline: Vec<f64>,
    /// The current side's counts.
    pub current: Vec<f64>,
    /// Shares or counts.
    pub measure: Measure,
    /// The vertical axis.
    pub axis: AxisKind,
    /// How wide bins are drawn.
    pub spacing: Spacing,
}

impl Chart for Histogram {
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
