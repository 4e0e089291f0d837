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

mod axis;
mod bars;
mod categories;
mod confusion;
mod deviations;
mod drawing;
mod ecdf;
mod fairness;
mod firing;
pub mod format;
mod frame;
mod heat_map;
mod histogram;
mod ink;
mod lines;
mod mapping;
pub mod markup;
mod multiples;
mod paired;
mod pen;
mod quality;
mod quality_timeline;
mod quantiles;
mod rates;
mod ridges;
mod runs;
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

pub use categories::CategoryBars;
pub use confusion::ConfusionMatrix;
pub use deviations::{Deviation, Deviations};
pub use drawing::{Drawable, Drawing, Palette};
pub use ecdf::{Ecdf, Gap};
pub use fairness::Fairness;
pub use firing::{Firing, FiringRow};
pub use heat_map::{Cell, CellState, HeatMap, HeatWindow};
pub use histogram::{Histogram, Spacing};
pub use ink::Align;
pub use lines::{Line, Lines};
pub use mapping::{Area, Hit, Item, Mapping};
pub use multiples::{Multiples, Panel};
pub use paired::{Pair, Paired};
pub use pen::{DrawError, Pen};
pub use quality::QualityChart;
pub use quality_timeline::{QualityPoint, QualityTimeline};
pub use quantiles::QuantileQuantile;
pub use rates::{Rates, RatesKind};
pub use ridges::{Ridge, Ridges};
pub use runs::RunsChart;
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
    /// Paints on `pen` and answers where things are.
    ///
    /// # Errors
    /// What the backend refuses to draw.
    fn paint<B: DrawingBackend>(
        &self,
        pen: &mut Pen<'_, B>,
        theme: &Theme,
    ) -> Result<Mapping, DrawError>;

    /// Draws on `backend`, which must be `size.device_width()` by `size.device_height()` device pixels and is painted over whole.
    ///
    /// # Errors
    /// What the backend refuses to draw.
    fn draw<B: DrawingBackend>(
        &self,
        backend: &mut B,
        size: PixelSize,
        theme: &Theme,
    ) -> Result<Mapping, DrawError> {
        let mut pen = Pen::new(backend, size);
        let mapping = self.paint(&mut pen, theme)?;
        pen.present()?;
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
