//! Rows beneath each other, each with its name at the left: the shape of charts that list something.

use super::pen::TextStyle;
use super::scale::{Bands, Scale};
use super::ticks::TickFormat;
use super::{Align, Area, Colour, Hit, Item, Pen, axis, text};

/// Where rows are.
pub(super) struct RowList {
    /// Right of the names.
    pub(super) plot: Area,
    /// The rows, from the top.
    pub(super) bands: Bands,
    names: Vec<String>,
    /// Between a name and the plot.
    gap: f64,
    /// The picture's right edge; a row is hit up to there.
    right: f64,
}

/// Names cut to a share of the picture's width.
pub(super) fn cut<'a>(pen: &Pen, share: f64, names: impl Iterator<Item = &'a str>) -> Vec<String> {
    cut_to(pen, pen.area().width() * share, names)
}

/// Names cut to a width.
pub(super) fn cut_to<'a>(
    pen: &Pen,
    limit: f64,
    names: impl Iterator<Item = &'a str>,
) -> Vec<String> {
    let size = pen.theme.title_size;
    names.map(|name| text::shorten(name, limit, size)).collect()
}

impl RowList {
    /// Rows beneath a heading of `top`, with `room` at the left beside the widest name, and `right` free at the right.
    pub(super) fn new(pen: &Pen, top: f64, names: Vec<String>, (room, right): (f64, f64)) -> Self {
        let picture = pen.area();
        let left = (text::widest(&names, pen.theme.title_size) + room).ceil();
        let bottom = picture.bottom - axis::BELOW;
        let plot = Area::new(left, top, picture.right - right, bottom);
        Self {
            plot,
            bands: Bands::new(names.len(), (plot.top, plot.bottom)),
            names,
            gap: 8.0,
            right: picture.right,
        }
    }

    /// With room for something between names and plot.
    pub(super) fn with_gap(self, gap: f64) -> Self {
        Self { gap, ..self }
    }

    /// A scale across the plot.
    pub(super) fn across(&self, domain: (f64, f64)) -> Scale {
        Scale::linear(domain, (self.plot.left, self.plot.right))
    }

    /// The axis of numbers below the rows, with its grid.
    pub(super) fn grid(&self, pen: &mut Pen, x: &Scale, title: &str) {
        let (marks, _) = axis::marks(x, TickFormat::Number);
        axis::grid(pen, self.plot, &marks, title);
    }

    /// A line from the top to the axis.
    pub(super) fn vertical(&self, pen: &mut Pen, x: f64, colour: Colour) {
        let ends = (self.plot.top, self.plot.bottom);
        pen.vertical(x, ends, pen.theme.hairline, colour);
    }

    /// Writes the name of a row.
    pub(super) fn name(&self, pen: &mut Pen, index: usize, colour: Colour) {
        let at = (self.plot.left - self.gap, self.bands.middle(index));
        let style = TextStyle::title(pen.theme).in_colour(colour);
        pen.text(&self.names[index], at, Align::Right, style);
    }

    /// Writes the name of a row, pale where it has no value, and says so at `x`.
    pub(super) fn name_of(&self, pen: &mut Pen, index: usize, is_known: bool, x: f64) {
        let theme = pen.theme;
        let colour = if is_known { theme.ink } else { theme.muted_ink };
        self.name(pen, index, colour);
        if !is_known {
            let at = (x + 8.0, self.bands.middle(index));
            pen.text("no value", at, Align::Left, TextStyle::label(theme));
        }
    }

    /// A row over the whole width.
    pub(super) fn row(&self, index: usize) -> Area {
        let (top, bottom) = self.bands.slot(index);
        Area::new(0.0, top, self.right, bottom)
    }

    /// A row as what a pointer finds.
    pub(super) fn hit(&self, index: usize, item: Item) -> Hit {
        Hit::new(item, self.row(index))
    }

    /// The first `count` rows as points.
    pub(super) fn points(&self, count: usize) -> impl Iterator<Item = Hit> {
        (0..count).map(|index| self.hit(index, Item::Point(index)))
    }
}

/// The first rows, as many as are drawn.
pub(super) fn drawn<T>(rows: &[T], top: usize) -> &[T] {
    &rows[..rows.len().min(top)]
}

/// What is said of rows that are not drawn.
pub(super) fn more_in_table(left_out: usize) -> String {
    match left_out {
        0 => String::new(),
        _ => format!(" {left_out} more are in the table."),
    }
}

/// The height of `count` rows of `height`, with heading and axis; at least of three.
pub(super) fn height(count: usize, height: f64) -> u32 {
    (count.max(3) as f64 * height + axis::BELOW + 52.0) as u32
}
