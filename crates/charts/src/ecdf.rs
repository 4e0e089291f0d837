//! Both sides' distribution functions.

use super::pen::TextStyle;
use super::scale::{Scale, extent};
use super::ticks::TickFormat;
use super::{Align, Area, AxisKind, Chart, Item, Mapping, Pen, Table, axis, format, frame, text};

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

/// Bold text is wider by about this factor.
const BOLD: f64 = 1.15;

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
    fn values(&self) -> impl Iterator<Item = f64> {
        let points = self.baseline.iter().chain(&self.current);
        points.map(|point| point.0)
    }
}

/// The share of values ≤ `value`.
fn share_at(points: &[(f64, f64)], value: f64) -> f64 {
    let after = points.partition_point(|point| point.0 <= value);
    after.checked_sub(1).map_or(0.0, |last| points[last].1)
}

impl Chart for Ecdf {
    fn paint(&self, pen: &mut Pen) -> Mapping {
        let theme = pen.theme;
        let Some(domain) = extent(self.values()) else {
            return frame::empty(pen, &self.summary());
        };
        let title = "share of rows with this value or less";
        let top = frame::heading(pen, title, &frame::SIDES_LINES);
        let y = |range| Scale::linear((0.0, 1.0), range);
        let (plot, y) = axis::cartesian(pen, (top, axis::BELOW), y, TickFormat::Percent);
        let x = Scale::of_kind(self.axis, domain, (plot.left, plot.right));
        axis::continuous(pen, plot, &x, &self.feature);
        for (points, width, colour) in [
            (&self.baseline, 2.0 * theme.stroke, theme.baseline),
            (&self.current, theme.stroke, theme.current),
        ] {
            if !points.is_empty() {
                pen.path(&steps(points, &x, &y), width, colour);
            }
        }
        if let Some(gap) = self.gap.filter(|gap| gap.location.is_finite()) {
            self.bracket(pen, plot, (&x, &y), &gap);
        }
        Mapping::new(plot).with_x(x).with_y(y).continuous()
    }

    fn summary(&self) -> String {
        if extent(self.values()).is_none() {
            return format!("No values of {} on either side.", self.feature);
        }
        let absent = match (self.baseline.is_empty(), self.current.is_empty()) {
            (true, _) => " There are no baseline values.",
            (_, true) => " There are no current values.",
            _ => "",
        };
        let gap = self.gap.map_or(String::new(), |gap| {
            let share = |points| format::percent(share_at(points, gap.location));
            format!(
                " Largest gap: {}, where {} of baseline rows and {} of current rows lie at or below.",
                gap.words(),
                share(&self.baseline),
                share(&self.current)
            )
        });
        format!("Distribution functions of {}.{absent}{gap}", self.feature)
    }

    fn table(&self) -> Table {
        let header = [
            "value",
            "baseline share at or below",
            "current share at or below",
        ];
        let mut values: Vec<f64> = self.values().collect();
        values.sort_by(f64::total_cmp);
        values.dedup();
        let shares = |value| [&self.baseline, &self.current].map(|points| share_at(points, value));
        let rows = values.into_iter().map(|value| (value, shares(value)));
        Table::new(
            &header,
            rows.map(|(value, [before, now])| [value, before, now].map(format::exact)),
        )
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

impl Ecdf {
    /// A vertical line with caps where the gap is, and its words where they cover no curve.
    fn bracket(&self, pen: &mut Pen, plot: Area, (x, y): (&Scale, &Scale), gap: &Gap) {
        let theme = pen.theme;
        let at = x.pixel(gap.location);
        let end = |points| y.pixel(share_at(points, gap.location));
        let ends = (end(&self.baseline), end(&self.current));
        let (top, bottom) = (ends.0.min(ends.1), ends.0.max(ends.1));
        pen.vertical(at - 1.0, (top, bottom), theme.stroke, theme.ink);
        for y in [top - 1.0, bottom - 1.0] {
            pen.horizontal((at - 5.0, at + 5.0), y, theme.stroke, theme.ink);
        }
        let words = gap.words();
        let width = text::width(&words, theme.title_size) * BOLD;
        let half = theme.title_size * 0.75;
        let middle = (top + bottom) / 2.0;
        let lefts = [at + 10.0, at - 10.0 - width, plot.right - width];
        let step = 4.0;
        let rows = ((plot.height() - 2.0 * half) / step).max(0.0) as usize;
        let lefts = lefts.into_iter();
        let lefts = lefts.filter(|left| *left >= plot.left && left + width <= plot.right);
        let places = lefts.flat_map(|left| {
            (0..=rows).map(move |row| (left, plot.top + half + row as f64 * step))
        });
        let free = places.filter(|&(left, y_middle)| {
            let area = Area::new(left, y_middle - half, left + width, y_middle + half);
            !self.crosses(area, (x, y))
                && (left > at || left + width < at || area.top > bottom || area.bottom < top)
        });
        let distance = |&(left, y_middle): &(f64, f64)| {
            let sideways = (left - at).max(at - left - width);
            sideways.hypot(y_middle - middle)
        };
        let best = free.min_by(|a, b| distance(a).total_cmp(&distance(b)));
        let (left, middle) = best.unwrap_or((plot.left + 4.0, plot.top + half));
        let style = TextStyle::name(theme).bold();
        pen.text(&words, (left, middle), Align::Left, style);
    }

    /// True when a curve runs through `area`; both rise, so their ends at its edges decide.
    fn crosses(&self, area: Area, (x, y): (&Scale, &Scale)) -> bool {
        let margin = 4.0;
        [&self.baseline, &self.current].iter().any(|points| {
            let low = y.pixel(share_at(points, x.value(area.left - margin)));
            let high = y.pixel(share_at(points, x.value(area.right + margin)));
            !points.is_empty() && high - margin < area.bottom && low + margin > area.top
        })
    }
}
