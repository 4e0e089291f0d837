//! A distribution window by window.

use super::bars::steps;
use super::pen::TextStyle;
use super::scale::Bands;
use super::{Align, Area, Chart, Hit, Item, Mapping, Pen, Table, axis, format, frame, text};

/// A window of [`Ridges`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ridge {
    /// How the window is called.
    pub label: String,
    /// Its rows per bin; empty for a gap.
    pub counts: Vec<f64>,
}

/// Shares of a feature's values, a row per window: the window's as a line over the baseline's filled area, all rows on one scale.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ridges {
    /// The feature's name.
    pub feature: String,
    /// What each bin holds, in words; they are drawn equally wide.
    pub bins: Vec<String>,
    /// The baseline's counts.
    pub baseline: Vec<f64>,
    /// The windows, in order of time from the top.
    pub windows: Vec<Ridge>,
    /// Windows that a brush selects, from and to, both included.
    pub brush: Option<(usize, usize)>,
}

impl Ridges {
    /// Height of a window's row in CSS pixels.
    pub const ROW_HEIGHT: f64 = 34.0;

    fn shares(counts: &[f64]) -> Vec<f64> {
        let total: f64 = counts.iter().sum();
        let share = |count: &f64| if total > 0.0 { count / total } else { 0.0 };
        counts.iter().map(share).collect()
    }
}

impl Chart for Ridges {
    fn paint(&self, pen: &mut Pen) -> Mapping {
        let theme = pen.theme;
        if self.windows.is_empty() || self.bins.is_empty() {
            return frame::empty(pen, &self.summary());
        }
        let legend = frame::SIDES_LINES;
        let top = frame::heading(pen, "share of each window’s rows", &legend);
        let picture = pen.area();
        let labels = self.windows.iter().map(|window| &window.label);
        let left = text::widest(labels, theme.label_size).ceil() + 14.0;
        let bottom = picture.bottom - axis::BELOW;
        let plot = Area::new(left, top, picture.right - 12.0, bottom);
        let rows = Bands::new(self.windows.len(), (plot.top, plot.bottom));
        let columns = Bands::new(self.bins.len(), (plot.left, plot.right));
        let baseline = Self::shares(&self.baseline);
        let drawn = self.windows.iter();
        let drawn: Vec<Vec<f64>> = drawn.map(|window| Self::shares(&window.counts)).collect();
        let all = drawn.iter().flatten().chain(&baseline);
        let largest = all.fold(0.0, |most: f64, share| most.max(*share));
        let mut hits = Vec::new();
        for (place, (window, shares)) in self.windows.iter().zip(&drawn).enumerate() {
            let (from, to) = rows.slot(place);
            let row = Area::new(0.0, from, picture.right, to);
            let bottom = to - 1.0;
            let tall = bottom - from - 3.0;
            let height = |share: f64| match largest > 0.0 {
                true => bottom - tall * share / largest,
                false => bottom,
            };
            let is_held = |(first, last)| (first..=last).contains(&place);
            if self.brush.is_some_and(is_held) {
                frame::held(pen, row);
            }
            for (bin, &share) in baseline.iter().enumerate() {
                let (start, end) = columns.slot(bin);
                let bar = Area::new(start, height(share), end, bottom);
                pen.rect(bar, theme.baseline_soft);
            }
            let corners = steps(&columns, shares.iter().map(|&share| height(share)));
            if corners.is_empty() {
                let area = Area::new(plot.left, from + 4.0, plot.right, bottom);
                frame::absent_mark(pen, area);
            } else {
                pen.path(&corners, theme.stroke, theme.current);
            }
            let ends = (plot.left, plot.right);
            pen.horizontal(ends, bottom, theme.hairline, theme.grid);
            let at = (plot.left - 8.0, (from + to) / 2.0);
            pen.text(&window.label, at, Align::Right, TextStyle::label(theme));
            hits.push(Hit::new(Item::Window(place), row));
        }
        let marks = axis::slots(&columns, self.bins.iter());
        axis::horizontal(pen, plot, &marks, &self.feature);
        Mapping::new(plot).with_hits(hits)
    }

    fn summary(&self) -> String {
        if self.windows.is_empty() || self.bins.is_empty() {
            return format!("No windows to show {} in.", self.feature);
        }
        format!(
            "Distribution of {} over {} bins in {}, from the top in order of time, over the baseline’s.",
            self.feature,
            self.bins.len(),
            format::windows(self.windows.len())
        )
    }

    fn table(&self) -> Table {
        let row = |window: &Ridge| {
            let mut row = vec![window.label.clone()];
            row.extend(window.counts.iter().map(|&count| format::exact(count)));
            row
        };
        let mut table = Table::new(&["window"], self.windows.iter().map(row));
        table.header.extend(self.bins.iter().cloned());
        table
    }

    fn lines(&self, item: Item) -> Vec<String> {
        let Some(window) = item.window(&self.windows) else {
            return Vec::new();
        };
        let shares = Self::shares(&window.counts);
        let baseline = Self::shares(&self.baseline);
        let pairs = shares.iter().zip(&baseline);
        let moved = pairs.map(|(now, before)| (now - before).abs());
        let largest = moved.enumerate().max_by(|a, b| a.1.total_cmp(&b.1));
        let rows = format::count(window.counts.iter().sum());
        let mut lines = vec![window.label.clone(), format!("{rows} rows")];
        if let Some((bin, _)) = largest {
            let [before, now] = [baseline[bin], shares[bin]].map(format::percent);
            let name = &self.bins[bin];
            lines.push(format!("largest change: {name}, from {before} to {now}"));
        }
        lines
    }

    fn ideal_height(&self, _css_width: u32) -> u32 {
        (self.windows.len().max(2) as f64 * Self::ROW_HEIGHT + axis::BELOW + 34.0) as u32
    }
}
