//! Axes: lines, grids, tick labels that never overlap, and titles.

use super::pen::TextStyle;
use super::scale::{Bands, Scale};
use super::ticks::{TickFormat, Ticks};
use super::{Align, Area, Hit, Item, Pen, format, text};

/// Room for tick labels and the title below a plot.
pub(super) const BELOW: f64 = 42.0;
/// Least distance between two tick labels.
const LABEL_GAP: f64 = 8.0;
const TICK_LENGTH: f64 = 4.0;
/// From the axis to the middle of its labels.
const LABEL_BELOW: f64 = 13.0;

/// The plot's area beneath a heading of `top`, with room for the labels of `y` and `below` it, and the vertical scale fitted to it, whose grid is drawn.
pub(super) fn cartesian(
    pen: &mut Pen,
    (top, below): (f64, f64),
    y: impl Fn((f64, f64)) -> Scale,
    format: TickFormat,
) -> (Area, Scale) {
    let theme = pen.theme;
    let picture = pen.area();
    let bottom = (picture.bottom - below).max(top + 20.0);
    let scale = y((bottom, top + theme.label_size / 2.0));
    let (low, high) = scale.range();
    let ticks = Ticks::new(&scale, wanted_vertically(low - high), format);
    let left = (text::widest(&ticks.labels, theme.label_size) + 14.0).ceil();
    let plot = Area::new(left, top, picture.right - 12.0, bottom);
    for (&value, label) in ticks.values.iter().zip(&ticks.labels) {
        let y = scale.pixel(value);
        pen.horizontal((plot.left, plot.right), y, theme.hairline, theme.grid);
        let at = (plot.left - 8.0, y);
        pen.text(label, at, Align::Right, TextStyle::label(theme));
    }
    (plot, scale)
}

/// How many marks suit a height.
pub(super) fn wanted_vertically(height: f64) -> usize {
    ((height / 44.0) as usize).max(2)
}

/// The line below a plot over slots with their labels, and what a pointer finds in it: the whole height of each window.
pub(super) fn windows<'a>(
    pen: &mut Pen,
    plot: Area,
    bands: &Bands,
    labels: impl Iterator<Item = &'a String>,
    title: &str,
) -> Vec<Hit> {
    let marks = slots(bands, labels);
    horizontal(pen, plot, &marks, title);
    let hit = |index| {
        let (left, right) = bands.slot(index);
        let area = Area::new(left, plot.top, right, plot.bottom);
        Hit::new(Item::Window(index), area)
    };
    (0..marks.len()).map(hit).collect()
}

/// A mark in the middle of each slot.
pub(super) fn slots<'a>(bands: &Bands, labels: impl Iterator<Item = &'a String>) -> Vec<Mark> {
    let place = |(index, label): (usize, &String)| (bands.middle(index), label.clone());
    labels.enumerate().map(place).collect()
}

/// A place on a horizontal axis, as a pixel, and its label.
pub(super) type Mark = (f64, String);

/// The line below a plot with marks, from the left, and as many of their labels as fit without overlap, and the title beneath.
pub(super) fn horizontal(pen: &mut Pen, plot: Area, marks: &[Mark], title: &str) {
    let theme = pen.theme;
    let line = (plot.left, plot.right);
    pen.horizontal(line, plot.bottom, theme.hairline, theme.axis);
    let picture = pen.area();
    for index in fitting(marks, theme.label_size) {
        let (x, label) = &marks[index];
        let length = (plot.bottom, plot.bottom + TICK_LENGTH);
        pen.vertical(*x, length, theme.hairline, theme.axis);
        let half = text::width(label, theme.label_size) / 2.0;
        let middle = x.clamp(half, (picture.right - half).max(half));
        let at = (middle, plot.bottom + LABEL_BELOW);
        pen.text(label, at, Align::Centre, TextStyle::label(theme));
    }
    let title = text::shorten(title, plot.width(), theme.title_size);
    let at = (plot.middle().0, plot.bottom + 31.0);
    pen.text(&title, at, Align::Centre, TextStyle::title(theme));
}

/// The line below a plot with marks, and a line of the grid above each.
pub(super) fn grid(pen: &mut Pen, plot: Area, marks: &[Mark], title: &str) {
    for (pixel, _) in marks {
        let ends = (plot.top, plot.bottom);
        pen.vertical(*pixel, ends, pen.theme.hairline, pen.theme.grid);
    }
    horizontal(pen, plot, marks, title);
}

/// What is written below both ends of a plot whose outer bins are open; marks whose labels would touch it are removed from `marks`.
pub(super) fn open_ends(pen: &mut Pen, plot: Area, marks: &mut Vec<Mark>, [low, high]: [&str; 2]) {
    let width = |label: &str| text::width(label, pen.theme.label_size);
    let left = plot.left + width(low) + LABEL_GAP;
    let right = plot.right - width(high) - LABEL_GAP;
    marks.retain(|(x, label)| {
        let half = width(label) / 2.0;
        x - half >= left && x + half <= right
    });
    let y = plot.bottom + LABEL_BELOW;
    let style = TextStyle::label(pen.theme);
    pen.text(low, (plot.left, y), Align::Left, style);
    pen.text(high, (plot.right, y), Align::Right, style);
}

/// Ticks of a horizontal scale as marks, and what their labels count from, where they do.
pub(super) fn marks(scale: &Scale, format: TickFormat) -> (Vec<Mark>, Option<f64>) {
    let (left, right) = scale.range();
    let ticks = Ticks::new(scale, ((right - left) / 70.0) as usize, format);
    let pixels = ticks.values.iter().map(|&value| scale.pixel(value));
    (pixels.zip(ticks.labels).collect(), ticks.origin)
}

/// The title of an axis whose labels may count from a value.
pub(super) fn title_from(title: &str, origin: Option<f64>) -> String {
    match origin {
        Some(origin) if origin.fract() == 0.0 && origin.abs() < 1e15 => {
            format!("{title} − {}", format::count(origin))
        }
        Some(origin) => format!("{title} − {}", format::exact(origin)),
        None => title.to_owned(),
    }
}

/// The line below a plot with the ticks of a continuous scale.
pub(super) fn continuous(pen: &mut Pen, plot: Area, scale: &Scale, title: &str) {
    let (marks, origin) = marks(scale, TickFormat::Number);
    horizontal(pen, plot, &marks, &title_from(title, origin));
}

/// Every nth mark, with the smallest n at which no two labels overlap.
fn fitting(marks: &[Mark], size: f64) -> Vec<usize> {
    (1..=marks.len().max(1))
        .map(|stride| (0..marks.len()).step_by(stride).collect::<Vec<_>>())
        .find(|shown| {
            shown.windows(2).all(|pair| {
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
