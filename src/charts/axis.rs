//! Axes: lines, grids, tick labels that never overlap, and titles.

use plotters_backend::DrawingBackend;

use super::ink::TextStyle;
use super::scale::{Bands, Scale};
use super::ticks::{TickFormat, Ticks};
use super::{Align, Area, DrawError, Hit, Item, Pen, Theme, format, text};

/// Room for tick labels and the title below a plot.
pub(super) const BELOW: f64 = 42.0;
/// Least distance between two tick labels.
const LABEL_GAP: f64 = 8.0;
const TICK_LENGTH: f64 = 4.0;
/// From the axis to the middle of its labels.
const LABEL_BELOW: f64 = 13.0;

/// The plot's area beneath a heading of `top`, with room for the labels of `y` and the axis below, and the vertical scale fitted to it.
pub(super) fn cartesian<B: DrawingBackend>(
    pen: &mut Pen<'_, B>,
    theme: &Theme,
    top: f64,
    below: f64,
    y: impl Fn((f64, f64)) -> Scale,
    format: TickFormat,
) -> Result<(Area, Scale), DrawError> {
    let picture = pen.area();
    let bottom = (picture.bottom - below).max(top + 20.0);
    let scale = y((bottom, top + theme.label_size / 2.0));
    let (low, high) = scale.range();
    let ticks = Ticks::new(&scale, wanted_vertically(low - high), format);
    let widest = ticks
        .labels
        .iter()
        .map(|label| text::width(label, theme.label_size))
        .fold(0.0, f64::max);
    let plot = Area::new((widest + 14.0).ceil(), top, picture.right - 12.0, bottom);
    for (&value, label) in ticks.values.iter().zip(&ticks.labels) {
        let y = scale.pixel(value);
        pen.horizontal((plot.left, plot.right), y, theme.hairline, theme.grid)?;
        let at = (plot.left - 8.0, y);
        pen.text(label, at, Align::Right, TextStyle::label(theme))?;
    }
    Ok((plot, scale))
}

/// How many marks suit a height.
pub(super) fn wanted_vertically(height: f64) -> usize {
    ((height / 44.0) as usize).max(2)
}

/// The line below a plot over windows with their labels, and what a pointer finds: the whole height of each.
pub(super) fn windows<'a, B: DrawingBackend>(
    pen: &mut Pen<'_, B>,
    theme: &Theme,
    plot: Area,
    bands: &Bands,
    labels: impl Iterator<Item = &'a str>,
    title: &str,
) -> Result<Vec<Hit>, DrawError> {
    let marks: Vec<(f64, String)> = labels
        .enumerate()
        .map(|(index, label)| (bands.middle(index), label.to_owned()))
        .collect();
    horizontal(pen, theme, plot, &marks, title)?;
    let hit = |index| {
        let (left, right) = bands.slot(index);
        Hit {
            item: Item::Window(index),
            area: Area::new(left, plot.top, right, plot.bottom),
        }
    };
    Ok((0..marks.len()).map(hit).collect())
}

/// The line below a plot with marks and labels at `marks` (pixel, label; from the left), as many as fit without overlap, and the title beneath.
pub(super) fn horizontal<B: DrawingBackend>(
    pen: &mut Pen<'_, B>,
    theme: &Theme,
    plot: Area,
    marks: &[(f64, String)],
    title: &str,
) -> Result<(), DrawError> {
    let line = (plot.left, plot.right);
    pen.horizontal(line, plot.bottom, theme.hairline, theme.axis)?;
    let picture = pen.area();
    for index in fitting(marks, theme.label_size) {
        let (x, label) = &marks[index];
        let length = (plot.bottom, plot.bottom + TICK_LENGTH);
        pen.vertical(*x, length, theme.hairline, theme.axis)?;
        let half = text::width(label, theme.label_size) / 2.0;
        let middle = x.clamp(half, (picture.right - half).max(half));
        let at = (middle, plot.bottom + LABEL_BELOW);
        pen.text(label, at, Align::Centre, TextStyle::label(theme))?;
    }
    let title = text::shorten(title, plot.width(), theme.title_size);
    let at = ((plot.left + plot.right) / 2.0, plot.bottom + 31.0);
    pen.text(&title, at, Align::Centre, TextStyle::title(theme))
}

/// What is written below both ends of a plot whose outer bins are open; marks whose labels would touch it are removed from `marks`.
pub(super) fn open_ends<B: DrawingBackend>(
    pen: &mut Pen<'_, B>,
    theme: &Theme,
    plot: Area,
    marks: &mut Vec<(f64, String)>,
    [low, high]: [&str; 2],
) -> Result<(), DrawError> {
    let width = |label: &str| text::width(label, theme.label_size);
    let clear = (
        plot.left + width(low) + LABEL_GAP,
        plot.right - width(high) - LABEL_GAP,
    );
    marks.retain(|(x, label)| {
        let half = width(label) / 2.0;
        x - half >= clear.0 && x + half <= clear.1
    });
    let y = plot.bottom + LABEL_BELOW;
    let style = TextStyle::label(theme);
    pen.text(low, (plot.left, y), Align::Left, style)?;
    pen.text(high, (plot.right, y), Align::Right, style)
}

/// Marks of a horizontal scale.
pub(super) struct Marks {
    /// Pixels and labels, from the left.
    pub(super) marks: Vec<(f64, String)>,
    /// The axis title, with what labels count from.
    pub(super) title: String,
    /// What labels count from.
    pub(super) origin: Option<f64>,
}

/// Ticks of a horizontal scale as marks.
pub(super) fn marks(scale: &Scale, title: &str) -> Marks {
    let (left, right) = scale.range();
    let ticks = Ticks::new(scale, ((right - left) / 70.0) as usize, TickFormat::Number);
    let title = match ticks.origin {
        Some(origin) if origin.fract() == 0.0 && origin.abs() < 1e15 => {
            format!("{title} − {}", format::count(origin))
        }
        Some(origin) => format!("{title} − {}", format::exact(origin)),
        None => title.to_owned(),
    };
    let pixels = ticks.values.iter().map(|&value| scale.pixel(value));
    Marks {
        marks: pixels.zip(ticks.labels).collect(),
        title,
        origin: ticks.origin,
    }
}

/// Ticks of a horizontal scale as marks, written as `format` says.
pub(super) fn formatted_marks(scale: &Scale, format: TickFormat) -> Vec<(f64, String)> {
    let (left, right) = scale.range();
    let ticks = Ticks::new(scale, ((right - left) / 70.0) as usize, format);
    let pixels = ticks.values.iter().map(|&value| scale.pixel(value));
    pixels.zip(ticks.labels).collect()
}

/// Every nth mark, with the smallest n at which no two labels overlap.
fn fitting(marks: &[(f64, String)], size: f64) -> Vec<usize> {
    (1..=marks.len().max(1))
        .map(|stride| (0..marks.len()).step_by(stride).collect::<Vec<_>>())
        .find(|kept| {
            kept.windows(2).all(|pair| {
                let (left, right) = (&marks[pair[0]], &marks[pair[1]]);
                let halves = (text::width(&left.1, size) + text::width(&right.1, size)) / 2.0;
                right.0 - left.0 >= halves + LABEL_GAP
            })
        })
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_would_overlap_are_left_out_evenly() {
        let marks: Vec<(f64, String)> = (0..10)
            .map(|i| (f64::from(i) * 20.0, "1000".to_owned()))
            .collect();
        assert_eq!(fitting(&marks, 11.0), [0, 2, 4, 6, 8]);
        assert!(fitting(&[], 11.0).is_empty());
    }
}
