//! How far values are from an ideal, on both sides.

use super::frame::Swatch;
use super::pen::TextStyle;
use super::rows::{self, RowList};
use super::scale::extent;
use super::table::{cell, yes};
use super::{Align, Chart, Colour, Item, Mapping, Pen, Table, format, frame, text};

/// A row: one metric, or one window.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Deviation {
    /// How the row is called.
    pub label: String,
    /// The same where there is no room for all rows' labels; empty without.
    pub short: String,
    /// The baseline's value less the ideal; may be infinite.
    pub baseline: Option<f64>,
    /// The current value less the ideal; may be infinite.
    pub current: Option<f64>,
    /// Where the current value lies with confidence, less the ideal.
    pub interval: Option<(f64, f64)>,
    /// True when the rule finds that it is violated.
    pub is_violated: bool,
    /// True when its rows are so few that it is weak evidence.
    pub is_weak: bool,
    /// Further lines for a tooltip.
    pub notes: Vec<String>,
}

/// Rows on one axis, the ideal in its middle: the baseline as a bar across the row, the current value as a dot with its interval.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Deviations {
    /// What is shown.
    pub title: String,
    /// The axis' title.
    pub across: String,
    /// The rows from the top.
    pub rows: Vec<Deviation>,
    /// Values farther from the ideal than this are drawn as arrows at the edge, so that one ratio does not flatten all others.
    pub limit: Option<f64>,
}

/// The part of the width that names may take.
const SHARE: f64 = 0.34;
/// Height of a row.
const ROW: f64 = 24.0;
/// Half the height of the baseline's mark.
const BASELINE_HALF: f64 = 8.0;

impl Deviations {
    /// The farthest value that the axis shows.
    fn reach(&self) -> f64 {
        let values = self.rows.iter().flat_map(|row| {
            let interval = row.interval.map(|(low, high)| [low, high]);
            let sides = row.baseline.into_iter().chain(row.current);
            sides.chain(interval.into_iter().flatten())
        });
        let (low, high) = extent(values).unwrap_or_default();
        let farthest = high.max(-low);
        let reach = if farthest > 0.0 { farthest * 1.04 } else { 1.0 };
        self.limit.map_or(reach, |limit| reach.min(limit))
    }

    /// Names of the rows, short ones where the others have no room.
    fn names(&self, pen: &Pen) -> Vec<String> {
        let whole = || self.rows.iter().map(|row| row.label.as_str());
        let size = pen.theme.title_size;
        let limit = pen.area().width() * SHARE;
        let is_short = whole().any(|name| text::width(name, size) > limit);
        let mut names = rows::cut(pen, SHARE, whole());
        for (name, row) in names.iter_mut().zip(&self.rows) {
            if is_short && !row.short.is_empty() {
                name.clone_from(&row.short);
            }
        }
        names
    }
}

/// A value beyond the edge: an arrow towards it and what it is.
fn beyond(pen: &mut Pen, (edge, y): (f64, f64), value: f64, colour: Colour) {
    let (side, align) = match value > 0.0 {
        true => (1.0, Align::Right),
        false => (-1.0, Align::Left),
    };
    let foot = edge - side * 8.0;
    pen.polygon(&[(edge, y), (foot, y - 5.0), (foot, y + 5.0)], colour);
    let style = TextStyle::label(pen.theme).in_colour(pen.theme.ink);
    let at = (foot - side * 4.0, y);
    pen.text(&format::number(value), at, align, style);
}

impl Chart for Deviations {
    fn paint(&self, pen: &mut Pen) -> Mapping {
        let theme = pen.theme;
        if self.rows.is_empty() {
            return frame::empty(pen, &self.summary());
        }
        let mut legend = Vec::new();
        if self.rows.iter().any(|row| row.baseline.is_some()) {
            legend.push((Swatch::BaselineLine, "baseline"));
        }
        legend.push((Swatch::CurrentLine, "current, 95\u{2009}% interval"));
        if self.rows.iter().any(|row| row.is_violated) {
            legend.push((Swatch::DriftedPoint, "farther than the baseline"));
        }
        let top = frame::heading(pen, &self.title, &legend);
        let list = RowList::new(pen, top, self.names(pen), (14.0, 14.0));
        let reach = self.reach();
        let x = list.across((-reach, reach));
        list.grid(pen, &x, &self.across);
        let ideal = x.pixel(0.0);
        list.vertical(pen, ideal, theme.ink);
        for (index, row) in self.rows.iter().enumerate() {
            let y = list.bands.middle(index);
            if let Some(value) = row.baseline {
                let at = x.pixel(value) - theme.stroke;
                let ends = (y - BASELINE_HALF, y + BASELINE_HALF);
                pen.vertical(at, ends, 2.0 * theme.stroke, theme.baseline);
            }
            if let Some((low, high)) = row.interval {
                let (ends, at) = ((x.pixel(low), x.pixel(high)), y - theme.stroke / 2.0);
                pen.horizontal(ends, at, theme.stroke, theme.current);
            }
            match row.current {
                Some(value) if value.abs() > reach => {
                    let is_violated = row.is_violated;
                    let colour = if is_violated {
                        theme.violation
                    } else {
                        theme.current
                    };
                    beyond(pen, (x.pixel(value), y), value, colour);
                }
                Some(value) => {
                    let at = (x.pixel(value), y);
                    frame::window_mark(pen, at, row.is_violated, row.is_weak);
                }
                None => {}
            }
            let is_known = row.current.is_some() || row.baseline.is_some();
            list.name_of(pen, index, is_known, ideal);
        }
        Mapping::new(list.plot)
            .with_x(x)
            .with_hits(list.points(self.rows.len()))
    }

    fn summary(&self) -> String {
        let (title, rows) = (&self.title, self.rows.len());
        if rows == 0 {
            return format!("{title}: nothing to show.");
        }
        let violated = self.rows.iter().filter(|row| row.is_violated);
        let violated: Vec<&str> = violated.map(|row| row.label.as_str()).collect();
        match violated.as_slice() {
            [] => format!("{title}: {rows} rows, none farther from the ideal than the baseline."),
            some => format!(
                "{title}: {} of {rows} rows are farther from the ideal than the baseline: {}.",
                some.len(),
                some.join(", ")
            ),
        }
    }

    fn table(&self) -> Table {
        let row = |row: &Deviation| {
            [
                row.label.clone(),
                cell(row.baseline),
                cell(row.current),
                cell(row.interval.map(|interval| interval.0)),
                cell(row.interval.map(|interval| interval.1)),
                yes(row.is_violated),
            ]
        };
        let header = ["", "baseline", "current", "low", "high", "violated"];
        Table::new(&header, self.rows.iter().map(row))
    }

    fn lines(&self, item: Item) -> Vec<String> {
        let Some(row) = item.point(&self.rows) else {
            return Vec::new();
        };
        let number = format::number;
        let interval = row.interval.map_or(String::new(), |(low, high)| {
            format!(" ({} to {})", number(low), number(high))
        });
        let current = row
            .current
            .map(|value| format!("{} from the ideal{interval}", number(value)));
        let baseline = row
            .baseline
            .map(|value| format!("baseline: {}", number(value)));
        let mut lines = vec![row.label.clone()];
        lines.extend(current.into_iter().chain(baseline));
        lines.extend(row.notes.iter().cloned());
        lines
    }

    fn ideal_height(&self, _css_width: u32) -> u32 {
        rows::height(self.rows.len(), ROW)
    }
}
