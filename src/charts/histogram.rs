//! Both sides' counts on shared bins.

use plotters_backend::DrawingBackend;

use super::bars::{outline, vertical};
use super::scale::{Bands, Scale};
use super::sides::{CELL_TITLES, Sides};
use super::ticks::TickFormat;
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
    /// Those of all its rows, where a brush selects some; drawn as an outline behind.
    pub all: Vec<f64>,
    /// Bins that a brush holds, from and to, both included.
    pub brush: Option<(usize, usize)>,
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
    fn heights(&self, sides: &Sides<'_>, index: usize, edges: Option<&[f64]>) -> (f64, f64) {
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
        // All digits where four cannot tell neighbours apart.
        let distinct = self
            .cuts
            .windows(2)
            .all(|pair| format::number(pair[0]) != format::number(pair[1]));
        let write = if distinct {
            format::number
        } else {
            format::exact
        };
        match (low, self.cuts.get(index)) {
            (None, None) => "all values".to_owned(),
            (None, Some(&high)) => format!("≤ {}", write(high)),
            (Some(&low), None) => format!("> {}", write(low)),
            (Some(&low), Some(&high)) => format!("{} to {}", write(low), write(high)),
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
            .map(|index| self.heights(&sides, index, per_unit))
            .collect();
        let behind = Sides::new(&self.baseline, &self.all, self.measure);
        let all: Vec<(f64, f64)> = match self.all.is_empty() {
            true => Vec::new(),
            false => (0..self.bins())
                .map(|index| (0.0, self.heights(&behind, index, per_unit).1))
                .collect(),
        };
        let legend = sides.legend_with(&self.all);
        let top = frame::heading(pen, theme, &self.title(density), &legend)?;
        let format = if density {
            TickFormat::Number
        } else {
            sides.tick_format()
        };
        let y = |range| vertical(&[heights.as_slice(), &all].concat(), self.axis, range);
        let (plot, y) = axis::cartesian(pen, theme, top, axis::BELOW, y, format)?;
        let range = (plot.left, plot.right);
        let mut ends = [self.range(0), self.range(self.bins() - 1)];
        let (pixels, x, mut marks, title) = match &edges {
            Some(edges) => {
                let scale = Scale::linear((edges[0], edges[edges.len() - 1]), range);
                let pixels: Vec<f64> = edges.iter().map(|&edge| scale.pixel(edge)).collect();
                let axis::Marks {
                    marks,
                    title,
                    origin,
                } = axis::marks(&scale, &self.feature);
                if let Some(origin) = origin {
                    let last = edges[edges.len() - 2];
                    let from = |edge: f64| format::number(edge - origin);
                    ends = [
                        format!("≤ +{}", from(edges[1])),
                        format!("> +{}", from(last)),
                    ];
                }
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
        if let Some((first, last)) = self.brush {
            let last = last.min(self.bins() - 1);
            let (left, right) = (pixels[first.min(last)], pixels[last + 1]);
            let area = Area::new(left, plot.top, right, plot.bottom);
            pen.rect(area, theme.selection.mix(theme.surface, 0.85))?;
            pen.outline(area, theme.hairline, theme.selection)?;
        }
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
        let tops = |heights: &[(f64, f64)], side: fn(&(f64, f64)) -> f64| -> Vec<f64> {
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
        if behind.has_current() {
            let tops = tops(&all, |pair| pair.1);
            outline(pen, theme, &pixels, &tops, plot, frame::unbrushed(theme))?;
        }
        if sides.has_baseline() {
            outline(
                pen,
                theme,
                &pixels,
                &tops(&heights, |pair| pair.0),
                plot,
                theme.baseline,
            )?;
        }
        if sides.has_current() {
            outline(
                pen,
                theme,
                &pixels,
                &tops(&heights, |pair| pair.1),
                plot,
                theme.current,
            )?;
        }
        match ends.each_ref().map(String::as_str) {
            [only, _] if self.cuts.is_empty() => {
                marks = vec![((plot.left + plot.right) / 2.0, only.to_owned())];
            }
            ends => axis::open_ends(pen, theme, plot, &mut marks, ends)?,
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
