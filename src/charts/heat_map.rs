//! Features by windows.

use plotters_backend::DrawingBackend;

use super::{Chart, DrawError, Item, Mapping, Pen, Table, Theme, frame};

/// The verdict on a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CellState {
    /// Judged, and no drift.
    #[default]
    Quiet,
    /// Drifted.
    Drifted,
    /// Drifted strongly.
    Strong,
    /// Not judged: too few rows, or nothing to compare.
    Unknown,
}

/// One feature in one window.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Cell {
    /// The measure.
    pub value: Option<f64>,
    /// The rule's verdict.
    pub state: CellState,
}

/// Features by windows: how strong the drift is as depth of colour, verdicts as marks.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct HeatMap {
    /// What the cells measure, with its unit.
    pub measure: String,
    /// The value at which colour is deepest.
    pub full: f64,
    /// Rows, from the top.
    pub features: Vec<String>,
    /// Columns in order of time.
    pub windows: Vec<String>,
    /// One per feature and window, feature by feature.
    pub cells: Vec<Cell>,
    /// Windows that a brush selects, from and to, both included.
    pub brush: Option<(usize, usize)>,
}

impl Chart for HeatMap {
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
        300
    }
}
