//! A drift score as a bar.

use plotters_backend::DrawingBackend;

use super::{Chart, DrawError, Item, Mapping, Pen, Table, Theme, frame};

/// A score from 0 to 200 % with the tick of its threshold: for a table cell.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ScoreBar {
    /// The score in percent, from 0 to 200; absent where it could not be computed.
    pub score: Option<f64>,
    /// What the rule in force allows, in percent, if it looks at the score.
    pub threshold: Option<f64>,
    /// The rule's verdict; drawn red and with a solid end mark.
    pub violated: bool,
}

impl Chart for ScoreBar {
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
        14
    }
}
