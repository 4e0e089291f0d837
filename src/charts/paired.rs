//! Values of both sides beneath each other, with what each is allowed to be.

use plotters_backend::DrawingBackend;

use super::frame::Swatch;
use super::ink::TextStyle;
use super::scale::{Bands, Scale};
use super::ticks::TickFormat;
use super::{
    Align, Area, Chart, DrawError, Hit, Item, Mapping, Pen, Table, Theme, axis, format, frame, text,
};

/// A row: a feature, a metric or a label.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Pair {
    /// How the row is called.
    pub label: String,
    /// The baseline's value.
    pub baseline: Option<f64>,
    /// What was observed.
    pub current: Option<f64>,
    /// What is allowed.
    pub threshold: Option<f64>,
    /// True when the rule finds that it is violated.
    pub is_violated: bool,
}

/// Rows on one axis that begins at zero: the baseline's bar above the observed one, and a dashed tick where the threshold is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Paired {
    /// What is shown.
    pub title: String,
    /// The axis' title.
    pub across: String,
    /// The rows from the top.
    pub rows: Vec<Pair>,
    /// Rows that are drawn; the table has all.
    pub top: usize,
    /// Why there is no row.
    pub reason: String,
}

/// Height of a row with one bar, and with two.
const ROWS: [f64; 2] = [22.0, 30.0];

impl Paired {
    fn has_baseline(&self) -> bool {
        self.rows.iter().any(|row| row.baseline.is_some())
    }

    fn drawn(&self) -> &[Pair] {
        &self.rows[..self.rows.len().min(self.top)]
    }

    fn left_out(&self) -> usize {
        self.rows.len() - self.drawn().len()
    }

    /// Where nothing is allowed or violated: the row whose sides differ most.
    fn largest_change(&self, rows: &str) -> String {
        let changes = self
            .rows
            .iter()
            .filter_map(|row| Some((row, row.baseline?, row.current?)));
        let largest = changes
            .filter(|(_, baseline, current)| {
                (current - baseline).is_finite() && current != baseline
            })
            .max_by(|one, other| (one.2 - one.1).abs().total_cmp(&(other.2 - other.1).abs()));
        match largest {
            Some((row, baseline, current)) => format!(
                "{}: {rows}; the largest change is {}, {} to {}.",
                self.title,
                row.label,
                format::number(baseline),
                format::number(current)
            ),
            None => format!("{}: {rows}.", self.title),
        }
    }

    /// Zero and the values that are finite.
    fn domain(&self) -> (f64, f64) {
        let values = self.drawn().iter();
        let values = values.flat_map(|row| [row.baseline, row.current, row.threshold]);
        let finite = values.flatten().filter(|value| value.is_finite());
        let (low, high) = finite.fold((0.0, 0.0), |(low, high): (f64, f64), value| {
            (low.min(value), high.max(value))
        });
        match low < high {
            true => (low * 1.04, high * 1.04),
            false => (0.0, 1.0),
        }
    }
}

impl Chart for Paired {
    fn paint<B: DrawingBackend>(
        &self,
        pen: &mut Pen<'_, B>,
        theme: &Theme,
    ) -> Result<Mapping, DrawError> {
        let rows = self.drawn();
        if rows.is_empty() {
            return frame::empty(pen, theme, &self.summary());
        }
        let mut legend = Vec::new();
        if self.has_baseline() {
            legend.push((Swatch::BaselineFill, "baseline"));
        }
        legend.push((Swatch::CurrentHatch, "observed"));
        if rows.iter().any(|row| row.threshold.is_some()) {
            legend.push((Swatch::Threshold, "threshold"));
        }
        if rows.iter().any(|row| row.is_violated) {
            legend.push((Swatch::DriftedPoint, "violated"));
        }
        let top = frame::heading(pen, theme, &self.title, &legend)?;
        let picture = pen.area();
        let limit = picture.width() * 0.36;
        let labels: Vec<String> = rows
            .iter()
            .map(|row| text::shorten(&row.label, limit, theme.title_size))
            .collect();
        let widest = labels
            .iter()
            .map(|label| text::width(label, theme.title_size))
            .fold(0.0, f64::max);
        let plot = Area::new(
            (widest + 14.0).ceil(),
            top,
            picture.right - 18.0,
            picture.bottom - axis::BELOW,
        );
        let x = Scale::linear(self.domain(), (plot.left, plot.right));
        let marks = axis::formatted_marks(&x, TickFormat::Number);
        for (pixel, _) in &marks {
            pen.vertical(*pixel, (plot.top, plot.bottom), theme.hairline, theme.grid)?;
        }
        let across = match self.left_out() {
            0 => self.across.clone(),
            count => format!(
                "{}; {} more in the table",
                self.across,
                format::count(count as f64)
            ),
        };
        axis::horizontal(pen, theme, plot, &marks, &across)?;
        let zero = x.pixel(0.0);
        let bands = Bands::new(rows.len(), (plot.top, plot.bottom));
        let mut hits = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            let (start, end) = bands.slot(index);
            let (middle, half) = (bands.middle(index), (end - start) * 0.38);
            let bar = |value: f64, above: f64, below: f64| {
                let at = x.pixel(value);
                Area::new(
                    zero.min(at),
                    above,
                    zero.max(at).max(zero.min(at) + 1.0),
                    below,
                )
            };
            let finite = |value: Option<f64>| value.filter(|value| value.is_finite());
            let split = match self.has_baseline() {
                true => middle,
                false => middle - half,
            };
            if let Some(value) = finite(row.baseline) {
                frame::baseline_bar(pen, theme, bar(value, middle - half, split))?;
            }
            if let Some(value) = finite(row.current) {
                let area = bar(value, split, middle + half);
                frame::current_bar(pen, theme, area)?;
                if row.is_violated {
                    let at = (x.pixel(value), area.middle().1);
                    frame::window_mark(pen, theme, at, true, false)?;
                }
            }
            if let Some(value) = finite(row.threshold) {
                let at = x.pixel(value);
                pen.dashes(
                    (at, start + 1.0),
                    (at, end - 1.0),
                    4.0,
                    theme.stroke,
                    theme.ink,
                )?;
            }
            let is_known = row.current.is_some() || row.baseline.is_some();
            let colour = if is_known { theme.ink } else { theme.muted_ink };
            let style = TextStyle::title(theme).in_colour(colour);
            pen.text(
                &labels[index],
                (plot.left - 8.0, middle),
                Align::Right,
                style,
            )?;
            if !is_known {
                let at = (zero + 8.0, middle);
                pen.text("no value", at, Align::Left, TextStyle::label(theme))?;
            }
            hits.push(Hit {
                item: Item::Point(index),
                area: Area::new(0.0, start, picture.right, end),
            });
        }
        pen.vertical(zero, (plot.top, plot.bottom), theme.hairline, theme.axis)?;
        Ok(Mapping {
            x: Some(x),
            hits,
            ..Mapping::new(plot)
        })
    }

    fn summary(&self) -> String {
        if self.rows.is_empty() {
            return match self.reason.as_str() {
                "" => format!("{}: nothing to show.", self.title),
                reason => format!("{}: {reason}", self.title),
            };
        }
        let violated: Vec<&str> = self
            .rows
            .iter()
            .filter(|row| row.is_violated)
            .map(|row| row.label.as_str())
            .collect();
        let count = self.rows.len();
        let rows = format!("{count} {}", if count == 1 { "row" } else { "rows" });
        match violated.as_slice() {
            [] if self.rows.iter().all(|row| row.threshold.is_none()) => self.largest_change(&rows),
            [] => format!("{}: {rows}, none violated.", self.title),
            some if some.len() > 4 => format!(
                "{}: {} of {rows} violated: {} and {} more.",
                self.title,
                some.len(),
                some[..3].join(", "),
                some.len() - 3
            ),
            some => format!(
                "{}: {} of {rows} violated: {}.",
                self.title,
                some.len(),
                some.join(", ")
            ),
        }
    }

    fn table(&self) -> Table {
        let mut table = Table::new(&["", "baseline", "observed", "threshold", "violated"]);
        let cell = |value: Option<f64>| value.map_or(String::new(), format::exact);
        for row in &self.rows {
            table.rows.push(vec![
                row.label.clone(),
                cell(row.baseline),
                cell(row.current),
                cell(row.threshold),
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
        for (name, value) in [
            ("observed", row.current),
            ("baseline", row.baseline),
            ("threshold", row.threshold),
        ] {
            if let Some(value) = value {
                lines.push(format!("{name}: {}", format::number(value)));
            }
        }
        if row.is_violated {
            lines.push("violated".to_owned());
        }
        lines
    }

    fn ideal_height(&self, _css_width: u32) -> u32 {
        let row = ROWS[usize::from(self.has_baseline())];
        (self.drawn().len().max(3) as f64 * row + axis::BELOW + 52.0) as u32
    }
}
