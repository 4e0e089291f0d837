//! Charts: plain values, a size and a theme in; marks on any [`plotters_backend::DrawingBackend`] out.
//!
//! A chart is a struct of its inputs. [`Chart::draw`] paints it and answers a [`Mapping`], which finds the item under a pixel;
//! [`Chart::lines`] says that item in words, [`Chart::summary`] says the whole picture in a sentence or two, and [`Chart::table`] gives the
//! numbers behind it. Nothing here decides anything: thresholds, verdicts and violations arrive as inputs and are drawn.
//!
//! The layout is the same on every backend, because text is measured by a table of character widths ([`text`]) and never by the backend. Lengths
//! are CSS pixels; only [`PixelSize`] and [`Pen`] know about device pixels. Values that are not finite are left out of a picture and of its scales.
//! A chart without data draws the reason.
//!
//! Plotters' own chart builder was not used: it lays out by the backend's font metrics, which differ between SVG and canvas, and gives no hit test.

mod any;
mod axis;
mod bars;
mod categories;
mod confusion;
mod deviations;
mod drawing;
mod ecdf;
mod firing;
pub mod format;
mod frame;
mod heat_map;
mod histogram;
mod lines;
mod mapping;
mod marks;
pub mod markup;
mod matrix;
mod multiples;
mod paired;
mod pen;
mod quality_timeline;
mod quantiles;
mod rates;
mod ridges;
mod rows;
pub mod scale;
mod score_bar;
mod sides;
mod size;
mod slopes;
mod spark;
mod svg;
mod table;
pub mod text;
pub mod theme;
pub mod ticks;
mod timeline;
mod waterfall;
mod window_plot;

pub use any::AnyChart;
pub use categories::CategoryBars;
pub use confusion::ConfusionMatrix;
pub use deviations::{Deviation, Deviations};
pub use drawing::{Drawing, Palette};
pub use ecdf::{Ecdf, Gap};
pub use firing::{Firing, FiringRow};
pub use heat_map::{Cell, HeatMap, HeatWindow};
pub use histogram::{Histogram, Spacing};
pub use lines::{Line, Lines};
pub use mapping::{Area, Hit, Item, Mapping};
pub use marks::{Align, DrawError};
pub use matrix::{Matrix, MatrixCell};
pub use multiples::{Multiples, Panel};
pub use paired::{Pair, Paired};
pub use pen::Pen;
pub use quality_timeline::{QualityPoint, QualityTimeline};
pub use quantiles::QuantileQuantile;
pub use rates::{Rates, RatesKind};
pub use ridges::{Ridge, Ridges};
pub use scale::AxisKind;
pub use score_bar::ScoreBar;
pub use size::PixelSize;
pub use slopes::{Slope, Slopes};
pub use spark::{Spark, SparkShape};
pub use svg::to_svg;
pub use table::Table;
pub use theme::{Colour, Theme};
pub use timeline::{Timeline, TimelinePoint};
pub use waterfall::{Contribution, Waterfall};

use plotters_backend::DrawingBackend;

/// What bars and steps measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Measure {
    /// Rows of the side over all rows of the side; makes sides of different sizes comparable.
    #[default]
    Share,
    /// Rows.
    Count,
}

/// A picture of values.
pub trait Chart {
    /// Leaves the picture's marks and answers where things are.
    fn paint(&self, pen: &mut Pen) -> Mapping;

    /// Draws on `backend`, which must be as large as `size` in device pixels and is painted over whole.
    ///
    /// # Errors
    /// What the backend refuses to draw.
    fn draw<B: DrawingBackend>(
        &self,
        backend: &mut B,
        size: PixelSize,
        theme: &Theme,
    ) -> Result<Mapping, DrawError>
    where
        Self: Sized,
    {
        let mut pen = Pen::new(size, theme);
        let mapping = self.paint(&mut pen);
        marks::play(&pen.marks, backend, (theme.font_family, 1.0))?;
        Ok(mapping)
    }

    /// The picture in a sentence or two: the alternative for who cannot see it.
    fn summary(&self) -> String;

    /// The numbers behind the picture.
    fn table(&self) -> Table;

    /// Short lines about one item, for a tooltip; empty for an item the chart does not have.
    fn lines(&self, item: Item) -> Vec<String>;

    /// The height that suits a width, both in CSS pixels.
    fn ideal_height(&self, css_width: u32) -> u32;
}
