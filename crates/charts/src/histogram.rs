//! Both sides' counts on shared bins.

use super::bars::{outline, vertical};
use super::scale::{Bands, Scale};
use super::sides::{self, Sides};
use super::table::cell;
use super::ticks::TickFormat;
use super::{Area, AxisKind, Chart, Hit, Item, Mapping, Measure, Pen, Table, axis, format, frame};

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
    /// True where all counts end with that of missing values, which has a bar of its own at the right.
    pub has_missing: bool,
}

/// The part of the plot that the bar of missing values has with the space before it, and how much of that is space.
const MISSING_PART: f64 = 0.1;
const MISSING_GAP: f64 = 0.4;

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

    /// Heights of a bin's bars; where they are shares per unit those of missing values too, so that an area is a share everywhere.
    fn heights(&self, sides: &Sides<'_>, index: usize, edges: Option<&[f64]>) -> (f64, f64) {
        let measured = sides.measured(sides.counts(index));
        let width = |edges: &[f64]| match index < self.bins() {
            true => edges[index + 1] - edges[index],
            false => {
                let units = edges[self.bins()] - edges[0];
                units / (1.0 - MISSING_PART) * MISSING_PART * (1.0 - MISSING_GAP)
            }
        };
        match edges.map(width) {
            Some(width) => (measured.0 / width, measured.1 / width),
            None => measured,
        }
    }

    /// Where bins end, and from where to where the bar of missing values reaches.
    fn split(&self, plot: Area) -> (f64, Option<(f64, f64)>) {
        if !self.has_missing {
            return (plot.right, None);
        }
        let apart = plot.width() * MISSING_PART;
        let from = plot.right - apart * (1.0 - MISSING_GAP);
        (plot.right - apart, Some((from, plot.right)))
    }

    /// How many bars stand side by side.
    fn bars(&self) -> usize {
        self.bins() + usize::from(self.has_missing)
    }

    /// A bin as words.
    fn range(&self, index: usize) -> String {
        let low = index.checked_sub(1).and_then(|i| self.cuts.get(i));
        // All digits where four cannot tell neighbours apart.
        let mut pairs = self.cuts.windows(2);
        let is_clear = pairs.all(|pair| format::number(pair[0]) != format::number(pair[1]));
        let write = match is_clear {
            true => format::number,
            false => format::exact,
        };
        match (low, self.cuts.get(index)) {
            _ if index == self.bins() => "missing".to_owned(),
            (None, None) => "all values".to_owned(),
            (None, Some(&high)) => format!("≤ {}", write(high)),
            (Some(&low), None) => format!("> {}", write(low)),
            (Some(&low), Some(&high)) => format!("{} to {}", write(low), write(high)),
        }
    }

    fn title(&self, is_density: bool) -> String {
        let measured = self.sides().title();
        match is_density {
            true => format!("{measured} per unit of {}", self.feature),
            false => measured.to_owned(),
        }
    }

    /// Where bins lie on the plot.
    fn places(&self, edges: Option<&[f64]>, range: (f64, f64)) -> Places {
        let last = self.bins() - 1;
        let ends = [self.range(0), self.range(last)];
        let Some(edges) = edges else {
            let bands = Bands::new(self.bins(), range);
            let pixels: Vec<f64> = (0..=self.bins()).map(|i| bands.edge(i)).collect();
            let labels = self.cuts.iter().map(|&cut| format::number(cut));
            let marks = pixels[1..].iter().copied().zip(labels).collect();
            let title = self.feature.clone();
            return Places {
                pixels,
                x: None,
                marks,
                title,
                ends,
            };
        };
        let x = Scale::linear((edges[0], edges[last + 1]), range);
        let (marks, origin) = axis::marks(&x, TickFormat::Number);
        let ends = match origin {
            Some(origin) => [("≤", edges[1]), (">", edges[last])]
                .map(|(sign, edge)| format!("{sign} +{}", format::number(edge - origin))),
            None => ends,
        };
        Places {
            pixels: edges.iter().map(|&edge| x.pixel(edge)).collect(),
            x: Some(x),
            marks,
            title: axis::title_from(&self.feature, origin),
            ends,
        }
    }
}

/// Where bins lie on the plot, and the axis below them.
struct Places {
    /// Edges of all bins.
    pixels: Vec<f64>,
    x: Option<Scale>,
    marks: Vec<axis::Mark>,
    title: String,
    /// What is written below both ends.
    ends: [String; 2],
}

impl Chart for Histogram {
    fn paint(&self, pen: &mut Pen) -> Mapping {
        let theme = pen.theme;
        let sides = self.sides();
        if sides.is_empty() {
            return frame::empty(pen, &self.summary());
        }
        let edges = self.edges();
        let is_density = self.is_density();
        let per_unit = edges.as_deref().filter(|_| is_density);
        let heights = |sides: &Sides<'_>| -> Vec<(f64, f64)> {
            let bars = 0..self.bars();
            bars.map(|index| self.heights(sides, index, per_unit))
                .collect()
        };
        let behind = Sides::new(&[], &self.all, self.measure);
        let (both, all) = (heights(&sides), heights(&behind));
        let legend = sides.legend_with(&self.all);
        let top = frame::heading(pen, &self.title(is_density), &legend);
        let format = match is_density {
            true => TickFormat::Number,
            false => sides.tick_format(),
        };
        let y = |range| vertical(&[both.as_slice(), &all].concat(), self.axis, range);
        let (plot, y) = axis::cartesian(pen, (top, axis::BELOW), y, format);
        let (right, missing) = self.split(plot);
        let Places {
            pixels,
            x,
            mut marks,
            title,
            ends,
        } = self.places(edges.as_deref(), (plot.left, right));
        let slot = |index: usize| {
            let across = (index < self.bins()).then(|| (pixels[index], pixels[index + 1]));
            let (left, right) = across.or(missing).unwrap_or((plot.right, plot.right));
            Area::new(left, plot.top, right, plot.bottom)
        };
        if let Some((first, last)) = self.brush {
            let last = last.min(self.bins() - 1);
            let left = pixels[first.min(last)];
            frame::brush(pen, Area { left, ..slot(last) });
        }
        let tops = |heights: &[(f64, f64)], side: fn(&(f64, f64)) -> f64| -> Vec<f64> {
            let top = |height: f64| {
                if height > 0.0 {
                    y.pixel(height)
                } else {
                    plot.bottom
                }
            };
            heights.iter().map(|pair| top(side(pair))).collect()
        };
        let baseline = tops(&both, |pair| pair.0);
        let current = tops(&both, |pair| pair.1);
        let bar = |(index, &top): (usize, &f64)| Area { top, ..slot(index) };
        for bar in baseline.iter().enumerate().map(bar) {
            pen.rect(bar, theme.baseline_soft);
        }
        for bar in current.iter().enumerate().map(bar) {
            pen.hatch(bar, 6.0, theme.current.mix(theme.surface, 0.35));
        }
        let outlines = [
            (
                behind.has_current(),
                tops(&all, |pair| pair.1),
                frame::unbrushed(theme),
            ),
            (sides.has_baseline(), baseline, theme.baseline),
            (sides.has_current(), current, theme.current),
        ];
        for (_, tops, colour) in outlines.iter().filter(|outline| outline.0) {
            let (bins, apart) = tops.split_at(self.bins());
            outline(pen, &pixels, bins, plot.bottom, *colour);
            if let Some((from, to)) = missing {
                outline(pen, &[from, to], apart, plot.bottom, *colour);
            }
        }
        let within = Area { right, ..plot };
        match ends.each_ref().map(String::as_str) {
            [only, _] if self.cuts.is_empty() => {
                marks = vec![(within.middle().0, only.to_owned())];
            }
            ends => axis::open_ends(pen, within, &mut marks, ends),
        }
        if let Some((from, to)) = missing {
            marks.push(((from + to) / 2.0, self.range(self.bins())));
        }
        axis::horizontal(pen, plot, &marks, &title);
        let item = |index| match index == self.bins() {
            true => Item::Missing,
            false => Item::Bin(index),
        };
        let hits = (0..self.bars()).map(|index| Hit::new(item(index), slot(index)));
        Mapping::new(plot).with_x(x).with_y(y).with_hits(hits)
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
        let (bins, absent) = (self.bins(), sides.absent());
        let mut summary = format!(
            "Histogram of {} on {bins} shared bins.{absent}",
            self.feature
        );
        if let (Some(bin), "") = (largest, absent) {
            let (from, to) = sides.shares(bin);
            let [from, to] = [from, to].map(format::percent);
            let range = self.range(bin);
            summary.push_str(&format!(
                " Largest change: {range}, from {from} to {to} of rows."
            ));
        }
        if self.has_missing {
            let (from, to) = sides.shares(self.bins());
            let [from, to] = [from, to].map(format::percent);
            summary.push_str(&format!(" Missing: from {from} to {to} of rows."));
        }
        summary
    }

    fn table(&self) -> Table {
        let edges = |index: usize| {
            if index == self.bins() {
                return vec![self.range(index), String::new()];
            }
            let low = index.checked_sub(1).and_then(|i| self.cuts.get(i));
            [low, self.cuts.get(index)]
                .map(|edge| cell(edge.copied()))
                .to_vec()
        };
        sides::table(&["above", "up to"], &self.sides(), 0..self.bars(), edges)
    }

    fn lines(&self, item: Item) -> Vec<String> {
        let index = match item {
            Item::Bin(index) if index < self.bins() => index,
            Item::Missing if self.has_missing => self.bins(),
            _ => return Vec::new(),
        };
        let (sides, range) = (self.sides(), self.range(index));
        let mut lines = vec![format!("{}: {range}", self.feature)];
        lines.extend(sides.lines(sides.counts(index)));
        lines
    }

    fn ideal_height(&self, css_width: u32) -> u32 {
        (css_width * 2 / 5).clamp(220, 320)
    }
}
