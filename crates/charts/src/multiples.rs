//! One feature in many runs: small pictures on one scale.

use super::bars::{largest, pair, steps};
use super::frame::Swatch;
use super::pen::TextStyle;
use super::scale::Bands;
use super::sides::Sides;
use super::table::{cell, few};
use super::{
    Align, Area, Chart, Hit, Item, Mapping, Measure, Pen, SparkShape, Table, format, frame, text,
};

/// A picture: the feature in one run.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Panel {
    /// The run.
    pub label: String,
    /// The baseline's counts.
    pub baseline: Vec<f64>,
    /// The run's counts, on the same bins.
    pub current: Vec<f64>,
    /// What stands beneath the name: the distance, or why there is no picture.
    pub note: String,
    /// Whether the feature drifted in this run; absent where it is not judged.
    pub has_drifted: Option<bool>,
    /// True for the run that is shown elsewhere.
    pub is_shown: bool,
}

/// Pictures side by side on one scale of shares, so that heights can be compared.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Multiples {
    /// What is shown.
    pub title: String,
    /// Steps for numbers, bars for labels.
    pub shape: SparkShape,
    /// What the bins are, from the left: labels, or intervals.
    pub bins: Vec<String>,
    /// The runs in order.
    pub panels: Vec<Panel>,
}

/// Narrowest picture.
const PANEL_WIDTH: f64 = 140.0;
/// Height of a picture with its words.
const PANEL_HEIGHT: f64 = 104.0;
/// Height of the words above it.
const WORDS: f64 = 36.0;
const GAP: f64 = 14.0;
/// A picture whose highest share is this many times that of the middle one is cut.
const FAR: f64 = 3.0;

impl Multiples {
    fn across(&self, width: f64) -> usize {
        let fitting = ((width + GAP) / (PANEL_WIDTH + GAP)) as usize;
        fitting.clamp(1, self.panels.len().max(1))
    }

    /// The share at the top of every picture. One picture far beyond most others must not flatten them: it is cut there, and marked.
    fn largest(&self) -> f64 {
        let most = self.panels.iter().map(|panel| largest(&panel.shares()));
        let mut most: Vec<f64> = most.filter(|most| *most > 0.0).collect();
        most.sort_by(f64::total_cmp);
        let middle = most.get((most.len().saturating_sub(1)) / 2).copied();
        let is_near = |most: &&f64| **most <= FAR * middle.unwrap_or(0.0);
        most.iter().rev().find(is_near).copied().unwrap_or(0.0)
    }
}

impl Panel {
    fn bins(&self) -> usize {
        self.baseline.len().max(self.current.len())
    }

    fn shares(&self) -> Vec<(f64, f64)> {
        let sides = Sides::new(&self.baseline, &self.current, Measure::Share);
        (0..self.bins()).map(|bin| sides.shares(bin)).collect()
    }

    fn paint(&self, pen: &mut Pen, area: Area, shape: SparkShape, largest: f64) {
        let theme = pen.theme;
        let width = area.width()
            - if self.has_drifted == Some(true) {
                18.0
            } else {
                2.0
            };
        let name = text::shorten(&self.label, width, theme.title_size);
        let style = TextStyle::name(theme);
        let style = if self.is_shown { style.bold() } else { style };
        pen.text(&name, (area.left, area.top + 9.0), Align::Left, style);
        if self.has_drifted == Some(true) {
            let at = (area.right - 7.0, area.top + 9.0);
            frame::window_mark(pen, at, true, false);
        }
        let note = text::shorten(&self.note, area.width(), theme.label_size);
        let at = (area.left, area.top + 25.0);
        pen.text(&note, at, Align::Left, TextStyle::label(theme));
        let plot = Area::new(area.left, area.top + WORDS, area.right, area.bottom);
        let line = (plot.left, plot.right);
        pen.horizontal(line, plot.bottom, theme.hairline, theme.axis);
        if largest <= 0.0 {
            return;
        }
        let shares = self.shares();
        let bands = Bands::new(shares.len(), line);
        let height = |share: f64| {
            let height = plot.height() * (share / largest).min(1.0);
            plot.bottom - height.max(if share > 0.0 { 1.0 } else { 0.0 })
        };
        for (bin, &(baseline, current)) in shares.iter().enumerate() {
            let (left, right) = bands.slot(bin);
            let tops = (height(baseline), height(current));
            match shape {
                SparkShape::Steps => {
                    let area = Area::new(left, tops.0, right, plot.bottom);
                    pen.rect(area, theme.baseline_soft);
                }
                SparkShape::Bars => {
                    let half = ((right - left) * 0.4).clamp(0.5, 10.0);
                    pair(pen, (bands.middle(bin), half), tops, plot.bottom);
                }
            }
        }
        if shape == SparkShape::Steps && shares.iter().any(|pair| pair.1 > 0.0) {
            let tops = shares
                .iter()
                .map(|pair| height(pair.1).min(plot.bottom - 1.0));
            pen.path(&steps(&bands, tops), theme.stroke, theme.current);
        }
        let shares = shares.iter().enumerate();
        for (bin, _) in shares.filter(|(_, pair)| pair.0.max(pair.1) > largest) {
            let (x, foot) = (bands.middle(bin), plot.top - 1.0);
            let arrow = [(x, plot.top - 7.0), (x - 4.0, foot), (x + 4.0, foot)];
            pen.polygon(&arrow, theme.ink);
        }
    }
}

impl Chart for Multiples {
    fn paint(&self, pen: &mut Pen) -> Mapping {
        if self.panels.is_empty() {
            return frame::empty(pen, &self.summary());
        }
        let current = match self.shape {
            SparkShape::Steps => Swatch::CurrentLine,
            SparkShape::Bars => Swatch::CurrentHatch,
        };
        let mut legend = vec![(Swatch::BaselineFill, "baseline"), (current, "run")];
        if self
            .panels
            .iter()
            .any(|panel| panel.has_drifted == Some(true))
        {
            legend.push((Swatch::DriftedPoint, "drifted"));
        }
        let top = frame::heading(pen, &self.title, &legend) + 6.0;
        let picture = pen.area();
        let across = self.across(picture.width());
        let width = (picture.width() - GAP * (across - 1) as f64) / across as f64;
        let largest = self.largest();
        let mut hits = Vec::new();
        for (index, panel) in self.panels.iter().enumerate() {
            let (row, column) = ((index / across) as f64, (index % across) as f64);
            let left = column * (width + GAP);
            let upper = top + row * (PANEL_HEIGHT + GAP);
            let area = Area::new(left + 2.0, upper, left + width - 2.0, upper + PANEL_HEIGHT);
            panel.paint(pen, area, self.shape, largest);
            hits.push(Hit::new(Item::Point(index), area));
        }
        Mapping::new(Area { top, ..picture }).with_hits(hits)
    }

    fn summary(&self) -> String {
        let drifted = self
            .panels
            .iter()
            .filter(|panel| panel.has_drifted == Some(true));
        let drifted: Vec<&str> = drifted.map(|panel| panel.label.as_str()).collect();
        let (title, runs) = (&self.title, self.panels.len());
        let is_judged = self.panels.iter().any(|panel| panel.has_drifted.is_some());
        match drifted.len() {
            0 if !is_judged => format!("{title} in {runs} runs: judged in none."),
            0 => format!("{title} in {runs} runs: drifted in none."),
            some => format!(
                "{title} in {runs} runs: drifted in {some}: {}.",
                few(&drifted)
            ),
        }
    }

    fn table(&self) -> Table {
        let rows = self.panels.iter().flat_map(|panel| {
            (0..panel.bins()).map(move |bin| {
                let named = self.bins.get(bin).cloned();
                [
                    panel.label.clone(),
                    named.unwrap_or_else(|| (bin + 1).to_string()),
                    cell(panel.baseline.get(bin).copied()),
                    cell(panel.current.get(bin).copied()),
                ]
            })
        });
        Table::new(&["run", "bin", "baseline rows", "rows"], rows)
    }

    fn lines(&self, item: Item) -> Vec<String> {
        let Some(panel) = item.point(&self.panels) else {
            return Vec::new();
        };
        let mut lines = vec![panel.label.clone(), panel.note.clone()];
        let most = largest(&panel.shares());
        if most > self.largest() {
            let most = format::percent(most);
            lines.push(format!("cut off: the highest share is {most}"));
        }
        lines
    }

    fn ideal_height(&self, css_width: u32) -> u32 {
        let across = self.across(f64::from(css_width));
        let rows = self.panels.len().div_ceil(across).max(1) as f64;
        // Where the legend does not fit beside the title it stands beneath it.
        let heading = if css_width < 520 { 60.0 } else { 40.0 };
        (rows * (PANEL_HEIGHT + GAP) + heading) as u32
    }
}
