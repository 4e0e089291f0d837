//! How far values are from an ideal, on both sides.

use plotters_backend::DrawingBackend;

use super::frame::Swatch;
use super::ink::TextStyle;
use super::scale::{Bands, Scale};
use super::ticks::TickFormat;
use super::{
    Align, Area, Chart, DrawError, Hit, Item, Mapping, Pen, Table, Theme, axis, format, frame, text,
};

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

/// Height of a row.
const ROW: f64 = 24.0;
/// Half the height of the baseline's mark.
const BASELINE_HALF: f64 = 8.0;

impl Deviations {
    /// The farthest value that the axis shows.
    fn reach(&self) -> f64 {
        let values = self.rows.iter().flat_map(|row| {
            let (low, high) = row.interval.unwrap_or((0.0, 0.0));
            [
                row.baseline.unwrap_or(0.0),
                row.current.unwrap_or(0.0),
                low,
                high,
            ]
        });
        let farthest = values
            .map(f64::abs)
            .filter(|value| value.is_finite())
            .fold(0.0, f64::max);
        let reach = if farthest > 0.0 { farthest * 1.04 } else { 1.0 };
        self.limit.map_or(reach, |limit| reach.min(limit))
    }

    /// A value beyond the edge: an arrow towards it and what it is.
    fn beyond<B: DrawingBackend>(
        &self,
        pen: &mut Pen<'_, B>,
        theme: &Theme,
        (edge, y): (f64, f64),
        value: f64,
        is_violated: bool,
    ) -> Result<(), DrawError> {
        let side = if value > 0.0 { 1.0 } else { -1.0 };
        let colour = if is_violated {
            theme.violation
        } else {
            theme.current
        };
        let tip = (edge, y);
        let foot = edge - side * 8.0;
        pen.polygon(&[tip, (foot, y - 5.0), (foot, y + 5.0)], colour)?;
        let align = if side > 0.0 {
            Align::Right
        } else {
            Align::Left
        };
        let style = TextStyle::label(theme).in_colour(theme.ink);
        pen.text(&format::number(value), (foot - side * 4.0, y), align, style)
    }
}

impl Chart for Deviations {
    fn paint<B: DrawingBackend>(
        &self,
        pen: &mut Pen<'_, B>,
        theme: &Theme,
    ) -> Result<Mapping, DrawError> {
        if self.rows.is_empty() {
            return frame::empty(pen, theme, &self.summary());
        }
        let mut legend = Vec::new();
        if self.rows.iter().any(|row| row.baseline.is_some()) {
            legend.push((Swatch::BaselineLine, "baseline"));
        }
        legend.push((Swatch::CurrentLine, "current, 95\u{2009}% interval"));
        if self.rows.iter().any(|row| row.is_violated) {
            legend.push((Swatch::DriftedPoint, "farther than the baseline"));
        }
        let top = frame::heading(pen, theme, &self.title, &legend)?;
        let picture = pen.area();
        let limit = picture.width() * 0.34;
        let fits = |row: &Deviation| text::width(&row.label, theme.title_size) <= limit;
        let is_short = !self.rows.iter().all(fits);
        let labels = self.rows.iter().map(|row| match row.short.as_str() {
            short if is_short && !short.is_empty() => short.to_owned(),
            _ => text::shorten(&row.label, limit, theme.title_size),
        });
        let labels: Vec<String> = labels.collect();
        let widest = labels
            .iter()
            .map(|label| text::width(label, theme.title_size))
            .fold(0.0, f64::max);
        let plot = Area::new(
            (widest + 14.0).ceil(),
            top,
            picture.right - 14.0,
            picture.bottom - axis::BELOW,
        );
        let reach = self.reach();
        let x = Scale::linear((-reach, reach), (plot.left, plot.right));
        let marks = axis::formatted_marks(&x, TickFormat::Number);
        for (pixel, _) in &marks {
            pen.vertical(*pixel, (plot.top, plot.bottom), theme.hairline, theme.grid)?;
        }
        axis::horizontal(pen, theme, plot, &marks, &self.across)?;
        let middle = x.pixel(0.0);
        pen.vertical(middle, (plot.top, plot.bottom), theme.hairline, theme.ink)?;
        let bands = Bands::new(self.rows.len(), (plot.top, plot.bottom));
        let mut hits = Vec::new();
        for (index, row) in self.rows.iter().enumerate() {
            let y = bands.middle(index);
            let (start, end) = bands.slot(index);
            if let Some(value) = row.baseline {
                let at = x.pixel(value) - theme.stroke;
                let ends = (y - BASELINE_HALF, y + BASELINE_HALF);
                pen.vertical(at, ends, 2.0 * theme.stroke, theme.baseline)?;
            }
            if let Some((low, high)) = row.interval {
                let ends = (x.pixel(low), x.pixel(high));
                pen.horizontal(ends, y - theme.stroke / 2.0, theme.stroke, theme.current)?;
            }
            if let Some(value) = row.current {
                if value.abs() > reach {
                    self.beyond(pen, theme, (x.pixel(value), y), value, row.is_violated)?;
                } else {
                    let at = (x.pixel(value), y);
                    frame::window_mark(pen, theme, at, row.is_violated, row.is_weak)?;
                }
            }
            let is_known = row.current.is_some() || row.baseline.is_some();
            let colour = if is_known { theme.ink } else { theme.muted_ink };
            let style = TextStyle::title(theme).in_colour(colour);
            pen.text(&labels[index], (plot.left - 8.0, y), Align::Right, style)?;
            if !is_known {
                let at = (middle + 8.0, y);
                pen.text("no value", at, Align::Left, TextStyle::label(theme))?;
            }
            hits.push(Hit {
                item: Item::Point(index),
                area: Area::new(0.0, start, picture.right, end),
            });
        }
        Ok(Mapping {
            x: Some(x),
            hits,
            ..Mapping::new(plot)
        })
    }

    fn summary(&self) -> String {
        if self.rows.is_empty() {
            return format!("{}: nothing to show.", self.title);
        }
        let violated: Vec<&str> = self
            .rows
            .iter()
            .filter(|row| row.is_violated)
            .map(|row| row.label.as_str())
            .collect();
        match violated.as_slice() {
            [] => format!(
                "{}: {} rows, none farther from the ideal than the baseline.",
                self.title,
                self.rows.len()
            ),
            some => format!(
                "{}: {} of {} rows are farther from the ideal than the baseline: {}.",
                self.title,
                some.len(),
                self.rows.len(),
                some.join(", ")
            ),
        }
    }

    fn table(&self) -> Table {
        let mut table = Table::new(&["", "baseline", "current", "low", "high", "violated"]);
        let cell = |value: Option<f64>| value.map_or(String::new(), format::exact);
        for row in &self.rows {
            table.rows.push(vec![
                row.label.clone(),
                cell(row.baseline),
                cell(row.current),
                cell(row.interval.map(|interval| interval.0)),
                cell(row.interval.map(|interval| interval.1)),
                if row.is_violated { "yes" } else { "no" }.to_owned(),
            ]);
        }
        table
    }

    fn lines(&self, item: Item) -> Vec<String> {
        let Item::Point(index) = item else {
            return Vec::new();
        };
        let Some(row) = self.rows.get(index) else {
            return Vec::new();
        };
        let mut lines = vec![row.label.clone()];
        if let Some(value) = row.current {
            let interval = row.interval.map_or(String::new(), |(low, high)| {
                format!(" ({} to {})", format::number(low), format::number(high))
            });
            lines.push(format!(
                "{} from the ideal{interval}",
                format::number(value)
            ));
        }
        if let Some(value) = row.baseline {
            lines.push(format!("baseline: {}", format::number(value)));
        }
        lines.extend(row.notes.iter().cloned());
        lines
    }

    fn ideal_height(&self, _css_width: u32) -> u32 {
        (self.rows.len().max(3) as f64 * ROW + axis::BELOW + 52.0) as u32
    }
}
