//! Both sides' distribution functions.

use plotters_backend::DrawingBackend;

use super::pen::TextStyle;
use super::scale::Scale;
use super::ticks::TickFormat;
use super::{
    Align, Area, AxisKind, Chart, DrawError, Item, Mapping, Pen, Table, Theme, axis, format, frame,
    text,
};

/// The largest gap of two distribution functions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gap {
    /// How large it is, from 0 to 1 (Kolmogorov–Smirnov D).
    pub size: f64,
    /// At which value.
    pub location: f64,
    /// For sketches: the size is off by at most this.
    pub bound: Option<f64>,
}

impl Gap {
    fn words(&self) -> String {
        let bound = self.bound.map_or(String::new(), |bound| {
            format!(" ± {}", format::number(bound))
        });
        let size = format::number(self.size);
        format!("D = {size}{bound} at {}", format::number(self.location))
    }
}

/// Distribution functions of both sides as steps, with their largest gap.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ecdf {
    /// The feature's name: the title of the horizontal axis.
    pub feature: String,
    /// The baseline's (value, share of values ≤ value), rising; empty where there is no baseline.
    pub baseline: Vec<(f64, f64)>,
    /// The current side's.
    pub current: Vec<(f64, f64)>,
    /// The gap to point out.
    pub gap: Option<Gap>,
    /// The horizontal axis.
    pub axis: AxisKind,
}

impl Ecdf {
    fn domain(&self) -> Option<(f64, f64)> {
        let values = self
            .baseline
            .iter()
            .chain(&self.current)
            .map(|point| point.0);
        let finite: Vec<f64> = values.filter(|value| value.is_finite()).collect();
        let low = finite.iter().copied().reduce(f64::min)?;
        let high = finite.iter().copied().reduce(f64::max)?;
        Some((low, high))
    }
}

/// The share of values ≤ `value`.
fn share_at(points: &[(f64, f64)], value: f64) -> f64 {
    let after = points.partition_point(|point| point.0 <= value);
    after.checked_sub(1).map_or(0.0, |last| points[last].1)
}

impl Chart for Ecdf {
    fn paint<B: DrawingBackend>(
        &self,
        pen: &mut Pen<'_, B>,
        theme: &Theme,
    ) -> Result<Mapping, DrawError> {
        let Some(domain) = self.domain() else {
            return frame::empty(pen, theme, &self.summary());
        };
        let title = "share of rows with this value or less";
        let top = frame::heading(pen, theme, title, &frame::SIDES_LINES)?;
        let y = |range| Scale::linear((0.0, 1.0), range);
        let (plot, y) = axis::cartesian(pen, theme, top, axis::BELOW, y, TickFormat::Percent)?;
        let x = Scale::of_kind(self.axis, domain, (plot.left, plot.right));
        let (marks, title) = axis::marks(&x, &self.feature);
        axis::horizontal(pen, theme, plot, &marks, &title)?;
        for (points, width, colour) in [
            (&self.baseline, 2.0 * theme.stroke, theme.baseline),
            (&self.current, theme.stroke, theme.current),
        ] {
            if !points.is_empty() {
                pen.path(&steps(points, &x, &y), width, colour)?;
            }
        }
        if let Some(gap) = self.gap.filter(|gap| gap.location.is_finite()) {
            let shares = (
                share_at(&self.baseline, gap.location),
                share_at(&self.current, gap.location),
            );
            let ends = (y.pixel(shares.0), y.pixel(shares.1));
            bracket(pen, theme, plot, x.pixel(gap.location), ends, &gap.words())?;
        }
        Ok(Mapping {
            x: Some(x),
            y: Some(y),
            continuous: true,
            ..Mapping::new(plot)
        })
    }

    fn summary(&self) -> String {
        if self.domain().is_none() {
            return format!("No values of {} on either side.", self.feature);
        }
        let absent = match (self.baseline.is_empty(), self.current.is_empty()) {
            (true, _) => " There are no baseline values.",
            (_, true) => " There are no current values.",
            _ => "",
        };
        let gap = self.gap.map_or(String::new(), |gap| {
            let shares = (
                share_at(&self.baseline, gap.location),
                share_at(&self.current, gap.location),
            );
            format!(
                " Largest gap: {}, where {} of baseline rows and {} of current rows lie at or below.",
                gap.words(),
                format::percent(shares.0),
                format::percent(shares.1)
            )
        });
        format!("Distribution functions of {}.{absent}{gap}", self.feature)
    }

    fn table(&self) -> Table {
        let mut table = Table::new(&[
            "value",
            "baseline share at or below",
            "current share at or below",
        ]);
        let mut values: Vec<f64> = self
            .baseline
            .iter()
            .chain(&self.current)
            .map(|p| p.0)
            .collect();
        values.sort_by(f64::total_cmp);
        values.dedup();
        for value in values {
            table.rows.push(vec![
                format::exact(value),
                format::exact(share_at(&self.baseline, value)),
                format::exact(share_at(&self.current, value)),
            ]);
        }
        table
    }

    fn lines(&self, item: Item) -> Vec<String> {
        let Item::Value(value) = item else {
            return Vec::new();
        };
        let mut lines = vec![format!("{} ≤ {}", self.feature, format::number(value))];
        for (side, points) in [("baseline", &self.baseline), ("current", &self.current)] {
            if !points.is_empty() {
                let share = format::percent(share_at(points, value));
                lines.push(format!("{side}: {share} of rows"));
            }
        }
        lines
    }

    fn ideal_height(&self, css_width: u32) -> u32 {
        (css_width * 2 / 5).clamp(220, 320)
    }
}

/// The corners of a step function; points that share a pixel column are one riser.
fn steps(points: &[(f64, f64)], x: &Scale, y: &Scale) -> Vec<(f64, f64)> {
    let (left, right) = x.range();
    let mut height = y.pixel(0.0);
    let mut corners = vec![(left, height)];
    for &(value, share) in points {
        let at = x.pixel(value);
        corners.push((at, height));
        height = y.pixel(share);
        corners.push((at, height));
    }
    corners.push((right, height));
    corners
}

/// A vertical line with caps and its words beside it, where there is more room.
fn bracket<B: DrawingBackend>(
    pen: &mut Pen<'_, B>,
    theme: &Theme,
    plot: Area,
    x: f64,
    (y0, y1): (f64, f64),
    words: &str,
) -> Result<(), DrawError> {
    let (top, bottom) = (y0.min(y1), y0.max(y1));
    pen.vertical(x - 1.0, (top, bottom), theme.stroke, theme.ink)?;
    for y in [top - 1.0, bottom - 1.0] {
        pen.horizontal((x - 5.0, x + 5.0), y, theme.stroke, theme.ink)?;
    }
    let width = text::width(words, theme.title_size) * 1.05;
    let on_right = plot.right - x >= width + 20.0 || plot.right - x >= x - plot.left;
    let left = if on_right { x + 10.0 } else { x - 10.0 - width };
    let left = left.clamp(0.0, (pen.area().right - width).max(0.0));
    let half = theme.title_size * 0.75;
    let middle = ((top + bottom) / 2.0).clamp(plot.top + half, plot.bottom - half);
    let behind = Area::new(left - 3.0, middle - half, left + width + 3.0, middle + half);
    pen.rect(behind, theme.surface)?;
    let style = TextStyle::title(theme).in_colour(theme.ink).bold();
    pen.text(words, (left, middle), Align::Left, style)
}
