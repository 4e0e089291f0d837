//! Quantiles of one side against those of the other.

use super::pen::TextStyle;
use super::scale::{Scale, extent};
use super::ticks::TickFormat;
use super::{
    Align, Area, AxisKind, Chart, Hit, Item, Mapping, Pen, Table, axis, format, frame, text,
};

/// Equal quantiles of both sides as points, with the diagonal on which equal distributions lie.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct QuantileQuantile {
    /// The feature's name.
    pub feature: String,
    /// Equal quantiles (baseline, current), rising.
    pub quantiles: Vec<(f64, f64)>,
    /// Both axes.
    pub axis: AxisKind,
}

const RADIUS: f64 = 3.0;
/// A point is hit within this distance.
const REACH: f64 = 6.0;

impl QuantileQuantile {
    fn drawable(&self) -> impl Iterator<Item = (usize, (f64, f64))> + '_ {
        let points = self.quantiles.iter().copied().enumerate();
        points.filter(|(_, (baseline, current))| baseline.is_finite() && current.is_finite())
    }

    /// Both axes have one domain, so that the diagonal is one.
    fn domain(&self) -> Option<(f64, f64)> {
        extent(self.drawable().flat_map(|(_, (b, c))| [b, c]))
    }

    /// The share of rows below point `index`.
    fn level(&self, index: usize) -> f64 {
        index as f64 / (self.quantiles.len().max(2) - 1) as f64
    }
}

impl Chart for QuantileQuantile {
    fn paint(&self, pen: &mut Pen) -> Mapping {
        let theme = pen.theme;
        let Some(domain) = self.domain() else {
            return frame::empty(pen, &self.summary());
        };
        let top = frame::heading(pen, &format!("current {}", self.feature), &[]);
        let y = |range| Scale::of_kind(self.axis, domain, range);
        let (plot, y) = axis::cartesian(pen, (top, axis::BELOW), y, TickFormat::Number);
        let x = Scale::of_kind(self.axis, domain, (plot.left, plot.right));
        axis::continuous(pen, plot, &x, &format!("baseline {}", self.feature));
        let (low, high) = x.domain();
        let place = |(baseline, current)| (x.pixel(baseline), y.pixel(current));
        let (start, corner) = (place((low, low)), place((high, high)));
        pen.dashes([start, corner], 5.0, theme.hairline, theme.axis);
        let words = "equal distributions";
        let width = text::width(words, theme.label_size);
        if plot.width() > 3.0 * width {
            let at = (corner.0 - width - 24.0, corner.1 + 12.0);
            let behind = Area::new(at.0 - 2.0, at.1 - 8.0, at.0 + width + 2.0, at.1 + 8.0);
            let mut points = self.drawable().map(|(_, pair)| place(pair));
            if !points.any(|(x, y)| behind.contains(x, y)) {
                pen.rect(behind, theme.surface);
                pen.text(words, at, Align::Left, TextStyle::label(theme));
            }
        }
        let mut hits = Vec::new();
        for (index, pair) in self.drawable() {
            pen.circle(place(pair), RADIUS, theme.current);
            let area = Area::around(place(pair), REACH);
            hits.push(Hit::new(Item::Point(index), area));
        }
        Mapping::new(plot).with_x(x).with_y(y).with_hits(hits)
    }

    fn summary(&self) -> String {
        if self.domain().is_none() {
            return format!("No values of {} on both sides to compare.", self.feature);
        }
        let above = self.drawable().filter(|(_, (b, c))| c > b).count();
        let below = self.drawable().filter(|(_, (b, c))| c < b).count();
        let (count, name) = (self.drawable().count(), &self.feature);
        format!(
            "{count} quantiles of {name}: current values are larger at {above} and smaller at {below} of them."
        )
    }

    fn table(&self) -> Table {
        let header = [
            "share of rows below",
            "baseline quantile",
            "current quantile",
        ];
        let row = |(index, (baseline, current))| {
            let level = format::number(self.level(index));
            [level, format::exact(baseline), format::exact(current)]
        };
        Table::new(&header, self.drawable().map(row))
    }

    fn lines(&self, item: Item) -> Vec<String> {
        let (Item::Point(index), Some(pair)) = (item, item.point(&self.quantiles)) else {
            return Vec::new();
        };
        vec![
            format!("{} of rows lie below", format::percent(self.level(index))),
            format!("baseline: {}", format::number(pair.0)),
            format!("current: {}", format::number(pair.1)),
        ]
    }

    fn ideal_height(&self, css_width: u32) -> u32 {
        (css_width * 2 / 3).clamp(260, 400)
    }
}
