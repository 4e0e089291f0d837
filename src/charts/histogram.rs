//! Both sides' counts on shared bins.

use plotters_backend::DrawingBackend;

use super::scale::{Bands, Scale};
use super::sides::{CELL_TITLES, Sides};
use super::ticks::{TickFormat, rounded_out};
use super::{
    Area, AxisKind, Chart, DrawError, Hit, Item, Mapping, Measure, Pen, Table, Theme, axis, format,
    frame,
};

/// How wide bins are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Spacing {
    /// As wide as they are; where inner bins differ in width, bars show share per unit, so that their area is the share.
    #[default]
    ToScale,
    /// All equally wide, with their edges written beneath: for deciles.
    Even,
}

/// Counts of both sides on shared bins, the baseline filled, the current side hatched over it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Histogram {
    /// The feature's name: the title of the horizontal axis.
    pub feature: String,
    /// Inner edges, rising; bin i holds (cut i−1, cut i], and both ends are open.
    pub cuts: Vec<f64>,
    /// The baseline's counts, one more than there are cuts; empty where there is no baseline.
    pub baseline: Vec<f64>,
    /// The current side's counts.
    pub current: Vec<f64>,
    /// Shares or counts.
    pub measure: Measure,
    /// The vertical axis.
    pub axis: AxisKind,
    /// How wide bins are drawn.
    pub spacing: Spacing,
}

/// Inner bins whose widths differ by less than this share count as equally wide.
const WIDTH_TOLERANCE: f64 = 1e-6;

impl Histogram {
    fn sides(&self) -> Sides<'_> {
        Sides::new(&self.baseline, &self.current, self.measure)
    }

    fn bins(&self) -> usize {
        self.cuts.len() + 1
    }

    /// Drawn edges of all bins; an open end is as wide as its neighbour. Absent where bins have no scale: fewer than two different cuts.
    fn edges(&self) -> Option<Vec<f64>> {
        let (first, last) = (*self.cuts.first()?, *self.cuts.last()?);
        let finite = self.cuts.iter().all(|cut| cut.is_finite());
        let rising = self.cuts.windows(2).all(|pair| pair[0] < pair[1]);
        if self.spacing == Spacing::Even || self.cuts.len() < 2 || !finite || !rising {
            return None;
        }
        let low = first - (self.cuts[1] - first);
        let high = last + (last - self.cuts[self.cuts.len() - 2]);
        if !low.is_finite() || !high.is_finite() {
            return None;
        }
        let inner = self.cuts.iter().copied();
        Some(std::iter::once(low).chain(inner).chain([high]).collect())
    }

    /// True when bars must show share per unit, so that wide bins do not look heavy.
    fn is_density(&self) -> bool {
        self.edges().is_some_and(|edges| {
            let first = edges[1] - edges[0];
            edges
                .windows(2)
                .any(|pair| ((pair[1] - pair[0]) / first - 1.0).abs() > WIDTH_TOLERANCE)
        })
    }

    /// Heights of a bin's bars.
    fn heights(&self, index: usize, edges: Option<&[f64]>) -> (f64, f64) {
        let sides = self.sides();
        let measured = sides.measured(sides.counts(index));
        match edges {
            Some(edges) => {
                let width = edges[index + 1] - edges[index];
                (measured.0 / width, measured.1 / width)
            }
            None => measured,
        }
    }

    /// A bin as words.
    fn range(&self, index: usize) -> String {
        let low = index.checked_sub(1).and_then(|i| self.cuts.get(i));
        match (low, self.cuts.get(index)) {
            (None, None) => "all values".to_owned(),
            (None, Some(&high)) => format!("≤ {}", format::number(high)),
            (Some(&low), None) => format!("> {}", format::number(low)),
            (Some(&low), Some(&high)) => {
                format!("{} to {}", format::number(low), format::number(high))
            }
        }
    }

    fn title(&self, density: bool) -> String {
        let measured = self.sides().title();
        if density {
            format!("{measured} per unit of {}", self.feature)
        } else {
            measured.to_owned()
        }
    }
}

impl Chart for Histogram {
    fn paint<B: DrawingBackend>(
        &self,
        pen: &mut Pen<'_, B>,
        theme: &Theme,
    ) -> Result<Mapping, DrawError> {
        let sides = self.sides();
        if sides.is_empty() {
            return frame::empty(pen, theme, &self.summary());
        }
        let edges = self.edges();
        let density = self.is_density();
        let per_unit = edges.as_deref().filter(|_| density);
        let heights: Vec<(f64, f64)> = (0..self.bins())
            .map(|index| self.heights(index, per_unit))
            .collect();
        let top = frame::heading(pen, theme, &self.title(density), &frame::SIDES_FILLED)?;
        let format = if density {
            TickFormat::Number
        } else {
            sides.tick_format()
        };
        let y = |range| vertical(&heights, self.axis, range);
        let (plot, y) = axis::cartesian(pen, theme, top, axis::BELOW, y, format)?;
        let range = (plot.left, plot.right);
        let (pixels, x, marks, title) = match &edges {
            Some(edges) => {
                let scale = Scale::linear((edges[0], edges[edges.len() - 1]), range);
                let pixels: Vec<f64> = edges.iter().map(|&edge| scale.pixel(edge)).collect();
                let (marks, title) = axis::marks(&scale, &self.feature);
                (pixels, Some(scale), marks, title)
            }
            None => {
                let bands = Bands::new(self.bins(), range);
                let pixels: Vec<f64> = (0..=self.bins()).map(|i| bands.edge(i)).collect();
                let labels = self.cuts.iter().map(|&cut| format::number(cut));
                let marks = pixels[1..].iter().copied().zip(labels).collect();
                (pixels, None, marks, self.feature.clone())
            }
        };
        let bar = |index: usize, height: f64| {
            Area::new(
                pixels[index],
                y.pixel(height),
                pixels[index + 1],
                plot.bottom,
            )
        };
        let drawn = |height: f64| height > 0.0;
        for (index, &(height, _)) in heights.iter().enumerate() {
            if drawn(height) {
                pen.rect(bar(index, height), theme.baseline_soft)?;
            }
        }
        for (index, &(_, height)) in heights.iter().enumerate() {
            if drawn(height) {
                let hatching = theme.current.mix(theme.surface, 0.35);
                pen.hatch(bar(index, height), 6.0, theme.hairline, hatching)?;
            }
        }
        let tops = |side: fn(&(f64, f64)) -> f64| -> Vec<f64> {
            let top = |pair| {
                let height = side(pair);
                if drawn(height) {
                    y.pixel(height)
                } else {
                    plot.bottom
                }
            };
            heights.iter().map(top).collect()
        };
        if sides.has_baseline() {
            outline(
                pen,
                theme,
                &pixels,
                &tops(|pair| pair.0),
                plot,
                theme.baseline,
            )?;
        }
        if sides.has_current() {
            outline(
                pen,
                theme,
                &pixels,
                &tops(|pair| pair.1),
                plot,
                theme.current,
            )?;
        }
        axis::horizontal(pen, theme, plot, &marks, &title)?;
        let hits = (0..self.bins()).map(|index| Hit {
            item: Item::Bin(index),
            area: Area::new(pixels[index], plot.top, pixels[index + 1], plot.bottom),
        });
        Ok(Mapping {
            x,
            y: Some(y),
            hits: hits.collect(),
            ..Mapping::new(plot)
        })
    }

    fn summary(&self) -> String {
        let sides = self.sides();
        if sides.is_empty() {
            return format!("No values of {} on either side.", self.feature);
        }
        let change = |index: usize| {
            let (baseline, current) = sides.shares(index);
            current - baseline
        };
        let largest = (0..self.bins()).max_by(|&a, &b| change(a).abs().total_cmp(&change(b).abs()));
        let mut summary = format!(
            "Histogram of {} on {} shared bins.",
            self.feature,
            self.bins()
        );
        summary.push_str(sides.absent());
        if let (Some(bin), "") = (largest, sides.absent()) {
            let (baseline, current) = sides.shares(bin);
            summary.push_str(&format!(
                " Largest change: {}, from {} to {} of rows.",
                self.range(bin),
                format::percent(baseline),
                format::percent(current)
            ));
        }
        summary
    }

    fn table(&self) -> Table {
        let mut table = Table::new(&["above", "up to"]);
        table.header.extend(CELL_TITLES.map(str::to_owned));
        let edge = |cut: Option<&f64>| cut.map_or(String::new(), |&cut| format::exact(cut));
        for index in 0..self.bins() {
            let low = index.checked_sub(1).and_then(|i| self.cuts.get(i));
            let mut row = vec![edge(low), edge(self.cuts.get(index))];
            row.extend(self.sides().cells(index));
            table.rows.push(row);
        }
        table
    }

    fn lines(&self, item: Item) -> Vec<String> {
        let Item::Bin(index) = item else {
            return Vec::new();
        };
        if index >= self.bins() {
            return Vec::new();
        }
        let mut lines = vec![format!("{}: {}", self.feature, self.range(index))];
        lines.extend(self.sides().lines(self.sides().counts(index)));
        lines
    }

    fn ideal_height(&self, css_width: u32) -> u32 {
        (css_width * 2 / 5).clamp(220, 320)
    }
}

/// The vertical scale for heights: from zero, or on a logarithmic axis from the power of ten below the smallest.
pub(super) fn vertical(heights: &[(f64, f64)], kind: AxisKind, range: (f64, f64)) -> Scale {
    let positive = || {
        let all = heights.iter().flat_map(|pair| [pair.0, pair.1]);
        all.filter(|height| *height > 0.0 && height.is_finite())
    };
    let largest = positive().fold(0.0, f64::max);
    match kind {
        AxisKind::Linear => {
            let wanted = axis::wanted_vertically((range.0 - range.1).abs()).max(2);
            Scale::linear(rounded_out((0.0, largest), wanted), range)
        }
        AxisKind::Log => {
            let smallest = positive().fold(largest, f64::min);
            let mut power = 10f64.powf(smallest.log10().floor());
            // The smallest bar must be seen.
            if power >= smallest * 0.999 {
                power /= 10.0;
            }
            Scale::of_kind(kind, (power, largest), range)
        }
    }
}

/// The upper edge of adjoining bars, with a riser wherever the height changes.
fn outline<B: DrawingBackend>(
    pen: &mut Pen<'_, B>,
    theme: &Theme,
    pixels: &[f64],
    tops: &[f64],
    plot: Area,
    colour: super::Colour,
) -> Result<(), DrawError> {
    let half = theme.stroke / 2.0;
    let mut before = plot.bottom;
    for (index, &top) in tops.iter().enumerate() {
        if (top - before).abs() > 0.5 {
            let ends = (top.min(before) - half, top.max(before) + half);
            let ends = (ends.0, ends.1.min(plot.bottom));
            pen.vertical(pixels[index] - half, ends, theme.stroke, colour)?;
        }
        if top < plot.bottom {
            let ends = (pixels[index], pixels[index + 1]);
            pen.horizontal(ends, top - half, theme.stroke, colour)?;
        }
        before = top;
    }
    if before < plot.bottom {
        let ends = (before - half, plot.bottom);
        pen.vertical(pixels[tops.len()] - half, ends, theme.stroke, colour)?;
    }
    Ok(())
}
