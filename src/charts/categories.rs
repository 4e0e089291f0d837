//! Both sides' shares of labels.

use plotters_backend::DrawingBackend;

use super::{AxisKind, Chart, DrawError, Item, Mapping, Measure, Pen, Table, Theme, frame};

/// Paired bars per label, the largest difference first, the rest as one.
///
/// A label that only the current side has is marked "new", one that only the baseline has "gone".
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CategoryBars {
    /// The feature's name.
    pub feature: String,
    /// The labels in any order.
    pub labels: Vec<String>,
    /// The baseline's counts, one per label; empty where there is no baseline.
    pub baseline: Vec<f64>,
    /// The current side's counts.
    pub current: Vec<f64>,
    /// How many labels are drawn one by one.
    pub top: usize,
    /// Shares or counts.
    pub measure: Measure,
    /// The axis of the bars.
    pub axis: AxisKind,
}

impl Chart for CategoryBars {
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
