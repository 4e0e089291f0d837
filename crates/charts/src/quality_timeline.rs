//! A metric over windows against its threshold, and under it how many features drifted in each: what tells drift of data from drift of the concept.

use super::frame::Swatch;
use super::pen::TextStyle;
use super::scale::{Scale, extent};
use super::table::{cell, known, yes};
use super::window_plot::{WindowPlot, runs};
use super::{Align, Chart, Item, Mapping, Pen, Table, format, frame};

/// A window.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct QualityPoint {
    /// How the window is called.
    pub label: String,
    /// The metric; absent where it could not be computed, which interrupts the line.
    pub value: Option<f64>,
    /// One standard deviation of it.
    pub spread: Option<f64>,
    /// Rows with label and prediction.
    pub rows: u64,
    /// Features that drifted.
    pub drifted: u64,
    /// True when the threshold is violated.
    pub is_violated: bool,
}

/// A metric over windows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct QualityTimeline {
    /// The metric's name.
    pub metric: String,
    /// The windows in order of time.
    pub points: Vec<QualityPoint>,
    /// What the windows are.
    pub across: String,
    /// The threshold.
    pub threshold: Option<f64>,
    /// The baseline's value.
    pub baseline: Option<f64>,
    /// Features that could drift; 0 hides the strip.
    pub features: u64,
}

/// Height of the strip of drifted features below the line, with the space above it.
const STRIP_HEIGHT: f64 = 64.0;

impl QualityTimeline {
    fn value(&self, index: usize) -> Option<f64> {
        self.points[index].value.filter(|value| value.is_finite())
    }

    /// The values, and what they are held against, with room around.
    fn domain(&self) -> Option<(f64, f64)> {
        let spread = self.points.iter().filter_map(|point| {
            let (value, spread) = (point.value?, point.spread.unwrap_or(0.0));
            Some([value - spread, value + spread])
        });
        let held = self.threshold.into_iter().chain(self.baseline);
        let (low, high) = extent(spread.flatten().chain(held))?;
        let room = match high > low {
            true => (high - low) * 0.08,
            false => low.abs().max(1.0) * 0.05,
        };
        Some((low - room, high + room))
    }

    /// How many features drifted in each window.
    fn strip(&self, pen: &mut Pen, over: &WindowPlot) {
        let drifted = self.points.iter().map(|point| point.drifted);
        let most = over.bars(pen, drifted, 2.0, |pen, bar| {
            if bar.height() > 0.0 {
                frame::current_bar(pen, bar);
            }
        });
        over.strip_labels(pen, &most.max(1).to_string(), ("0", 4.0));
        let title = format!("features that drifted, of {}", self.features);
        let at = (over.strip.left + 2.0, over.strip.top - 8.0);
        pen.text(&title, at, Align::Left, TextStyle::label(pen.theme));
    }
}

impl Chart for QualityTimeline {
    fn paint(&self, pen: &mut Pen) -> Mapping {
        let Some(domain) = self.domain().filter(|_| !self.points.is_empty()) else {
            return frame::empty(pen, &self.summary());
        };
        let theme = pen.theme;
        let named = [
            (Swatch::BaselineLine, "baseline", self.baseline),
            (Swatch::Threshold, "threshold", self.threshold),
        ];
        let named = named.into_iter().filter_map(|(swatch, name, value)| {
            Some((swatch, format!("{name} {}", format::number(value?))))
        });
        let named: Vec<(Swatch, String)> = named.collect();
        let mut legend: Vec<(Swatch, &str)> = Vec::new();
        legend.extend(
            named
                .iter()
                .map(|(swatch, words)| (*swatch, words.as_str())),
        );
        if self.points.iter().any(|point| point.is_violated) {
            legend.push((Swatch::DriftedPoint, "violated"));
        }
        let top = frame::heading(pen, &self.metric, &legend);
        let strip = match self.features > 0 {
            true => (STRIP_HEIGHT, 28.0),
            false => (0.0, 0.0),
        };
        let y = |range| Scale::linear(domain, range);
        let over = WindowPlot::new(pen, top, self.points.len(), strip, y);
        let (y, ends) = (over.y, (over.plot.left, over.plot.right));
        over.base(pen);
        if let Some(baseline) = self.baseline {
            let (at, width) = (y.pixel(baseline) - theme.stroke, 2.0 * theme.stroke);
            pen.horizontal(ends, at, width, theme.baseline_soft);
        }
        over.threshold(pen, self.threshold);
        let spot = |index| Some((over.bands.middle(index), y.pixel(self.value(index)?)));
        let spots: Vec<_> = (0..self.points.len()).map(spot).collect();
        for line in runs(&spots) {
            pen.path(&line, theme.stroke, theme.current);
        }
        for (point, spot) in self.points.iter().zip(spots) {
            let (Some(value), Some(at)) = (point.value, spot) else {
                continue;
            };
            if let Some(spread) = point.spread {
                let ends = (y.pixel(value - spread), y.pixel(value + spread));
                pen.vertical(at.0, ends, theme.hairline, theme.current);
            }
            frame::window_mark(pen, at, point.is_violated, false);
        }
        if self.features > 0 {
            self.strip(pen, &over);
        }
        let labels = self.points.iter().map(|point| &point.label);
        over.finish(pen, labels, &self.across)
    }

    fn summary(&self) -> String {
        if self.points.iter().all(|point| point.value.is_none()) {
            return format!("{} is not known in any window.", self.metric);
        }
        let violated = self.points.iter().filter(|point| point.is_violated);
        let first = violated.clone().next().map_or(String::new(), |point| {
            format!(" The first: {}.", point.label)
        });
        format!(
            "{} over {}; {}.{first}",
            self.metric,
            format::windows(self.points.len()),
            match violated.count() {
                0 => "none violates the threshold".to_owned(),
                1 => "1 violates the threshold".to_owned(),
                violated => format!("{violated} violate the threshold"),
            }
        )
    }

    fn table(&self) -> Table {
        let header = [
            "window",
            &self.metric,
            "standard deviation",
            "labelled rows",
            "violated",
            "features that drifted",
        ];
        let row = |point: &QualityPoint| {
            [
                point.label.clone(),
                cell(point.value),
                cell(point.spread),
                point.rows.to_string(),
                yes(point.is_violated),
                point.drifted.to_string(),
            ]
        };
        Table::new(&header, self.points.iter().map(row))
    }

    fn lines(&self, item: Item) -> Vec<String> {
        let Some(point) = item.window(&self.points) else {
            return Vec::new();
        };
        let spread = point.spread.filter(|_| point.value.is_some());
        let spread = spread.map_or(String::new(), |spread| {
            format!(" ± {}", format::number(spread))
        });
        let value = known(point.value);
        let violated = if point.is_violated { ", violated" } else { "" };
        let rows = format::count(point.rows as f64);
        let mut lines = vec![
            point.label.clone(),
            format!("{}: {value}{spread}{violated}", self.metric),
            format!("{rows} labelled rows"),
        ];
        if self.features > 0 {
            let (drifted, features) = (point.drifted, self.features);
            lines.push(format!("{drifted} of {features} features drifted"));
        }
        lines
    }

    fn ideal_height(&self, css_width: u32) -> u32 {
        (css_width * 2 / 5).clamp(300, 360)
    }
}
