//! A measure over windows.

use plotters_backend::DrawingBackend;

use super::{AxisKind, Chart, DrawError, Item, Mapping, Pen, Table, Theme, frame};

/// A window of a timeline.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TimelinePoint {
    /// How the window is called.
    pub label: String,
    /// The measure; absent where it could not be computed, which interrupts the line.
    pub value: Option<f64>,
    /// Rows of the window.
    pub rows: u64,
    /// The rule's verdict on the window.
    pub violated: bool,
}

/// A measure over windows as a line with its threshold, and the windows' rows beneath.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Timeline {
    /// What is measured, with its unit: the title of the vertical axis.
    pub measure: String,
    /// The windows in order of time.
    pub points: Vec<TimelinePoint>,
    /// What the rule in force allows.
    pub threshold: Option<f64>,
    /// The vertical axis.
    pub axis: AxisKind,
    /// Windows that a brush selects, from and to, both included.
    pub brush: Option<(usize, usize)>,
}

impl Chart for Timeline {
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
        240
    }
}
