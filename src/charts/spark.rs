//! A distribution as small as a word.

use plotters_backend::DrawingBackend;

use super::{Chart, DrawError, Item, Mapping, Pen, Table, Theme, frame};

/// What a spark shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SparkShape {
    /// Bins in order: a filled area and a step line over it.
    #[default]
    Steps,
    /// Labels: pairs of bars.
    Bars,
}

/// Both sides' shares on shared bins, without words: for a table cell of about 120 by 28 CSS pixels.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Spark {
    /// Steps or bars.
    pub shape: SparkShape,
    /// The baseline's counts; empty where there is no baseline.
    pub baseline: Vec<f64>,
    /// The current side's counts.
    pub current: Vec<f64>,
}

impl Chart for Spark {
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
        28
    }
}
