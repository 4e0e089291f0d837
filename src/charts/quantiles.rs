//! Quantiles of one side against those of the other.

use plotters_backend::DrawingBackend;

use super::ink::TextStyle;
use super::scale::Scale;
use super::ticks::TickFormat;
use super::{
    Align, Area, AxisKind, Chart, DrawError, Hit, Item, Mapping, Pen, Table, Theme, axis, format,
    frame, text,
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
        let values: Vec<f64> = self.drawable().flat_map(|(_, (b, c))| [b, c]).collect();
        let low = values.iter().copied().reduce(f64::min)?;
        Some((low, values.iter().copied().fold(low, f64::max)))
    }

    /// The share of rows below point `index`.
    fn level(&self, index: usize) -> f64 {
        index as f64 / (self.quantiles.len().max(2) - 1) as f64
    }
}

impl Chart for QuantileQuantile {
    fn paint<B: DrawingBackend>(
        &self,
        pen: &mut Pen<'_, B>,
        theme: &Theme,
    ) -> Result<Mapping, DrawError> {
        let Some(domain) = self.domain() else {
            return frame::empty(pen, theme, &self.summary());
        };
        let top = frame::heading(pen, theme, &format!("current {}", self.feature), &[])?;
        let y = |range| Scale::of_kind(self.axis, domain, range);
        let (plot, y) = axis::cartesian(pen, theme, top, axis::BELOW, y, TickFormat::Number)?;
        let x = Scale::of_kind(self.axis, domain, (plot.left, plot.right));
        let marks = axis::marks(&x, &format!("baseline {}", self.feature));
        axis::horizontal(pen, theme, plot, &marks.marks, &marks.title)?;
        let (low, high) = x.domain();
        let corner = (x.pixel(high), y.pixel(high));
        let start = (x.pixel(low), y.pixel(low));
        pen.dashes(start, corner, 5.0, theme.hairline, theme.axis)?;
        let words = "equal distributions";
        let width = text::width(words, theme.label_size);
        if plot.width() > 3.0 * width {
            let at = (corner.0 - width - 24.0, corner.1 + 12.0);
            let behind = Area::new(at.0 - 2.0, at.1 - 8.0, at.0 + width + 2.0, at.1 + 8.0);
            let crossed = self
                .drawable()
                .any(|(_, (b, c))| behind.contains(x.pixel(b), y.pixel(c)));
            if !crossed {
                pen.rect(behind, theme.surface)?;
                pen.text(words, at, Align::Left, TextStyle::label(theme))?;
            }
        }
        let mut hits = Vec::new();
        for (index, (baseline, current)) in self.drawable() {
            let at = (x.pixel(baseline), y.pixel(current));
            pen.circle(at, RADIUS, theme.current, true)?;
            let area = Area::new(at.0 - REACH, at.1 - REACH, at.0 + REACH, at.1 + REACH);
            hits.push(Hit {
                item: Item::Point(index),
                area,
            });
        }
        Ok(Mapping {
            x: Some(x),
            y: Some(y),
            hits,
            ..Mapping::new(plot)
        })
    }

    fn summary(&self) -> String {
        if self.domain().is_none() {
            return format!("No values of {} on both sides to compare.", self.feature);
        }
        let above = self.drawable().filter(|(_, (b, c))| c > b).count();
        let below = self.drawable().filter(|(_, (b, c))| c < b).count();
        format!(
            "{} quantiles of {}: current values are larger at {above} and smaller at {below} of them.",
            self.drawable().count(),
            self.feature
        )
    }

    fn table(&self) -> Table {
        let mut table = Table::new(&[
            "share of rows below",
            "baseline quantile",
            "current quantile",
        ]);
        table.rows = self
            .drawable()
            .map(|(index, (baseline, current))| {
                vec![
                    format::number(self.level(index)),
                    format::exact(baseline),
                    format::exact(current),
                ]
            })
            .collect();
        table
    }

    fn lines(&self, item: Item) -> Vec<String> {
        let Item::Point(index) = item else {
            return Vec::new();
        };
        let Some((baseline, current)) = self.quantiles.get(index) else {
            return Vec::new();
        };
        vec![
            format!("{} of rows lie below", format::percent(self.level(index))),
            format!("baseline: {}", format::number(*baseline)),
            format!("current: {}", format::number(*current)),
        ]
    }

    fn ideal_height(&self, css_width: u32) -> u32 {
        (css_width * 2 / 3).clamp(260, 400)
    }
}
