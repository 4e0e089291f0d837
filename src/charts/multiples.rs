//! One feature in many runs: small pictures on one scale.

use plotters_backend::DrawingBackend;

use super::frame::Swatch;
use super::ink::TextStyle;
use super::scale::Bands;
use super::sides::Sides;
use super::{
    Align, Area, Chart, DrawError, Hit, Item, Mapping, Measure, Pen, SparkShape, Table, Theme,
    format, frame, text,
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
    /// True when the feature drifted in this run.
    pub has_drifted: bool,
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
        let mut largest: Vec<f64> = self
            .panels
            .iter()
            .map(most_of)
            .filter(|most| *most > 0.0)
            .collect();
        largest.sort_by(f64::total_cmp);
        let middle = largest.get((largest.len().saturating_sub(1)) / 2).copied();
        let is_near = |most: &&f64| **most <= FAR * middle.unwrap_or(0.0);
        largest.iter().rev().find(is_near).copied().unwrap_or(0.0)
    }
}

/// The highest share of a picture.
fn most_of(panel: &Panel) -> f64 {
    let sides = Sides::new(&panel.baseline, &panel.current, Measure::Share);
    let bins = panel.baseline.len().max(panel.current.len());
    let shares = (0..bins).map(|bin| sides.shares(bin));
    shares.fold(0.0, |most: f64, (one, other)| most.max(one).max(other))
}

impl Panel {
    fn paint<B: DrawingBackend>(
        &self,
        pen: &mut Pen<'_, B>,
        theme: &Theme,
        (area, shape, largest): (Area, SparkShape, f64),
    ) -> Result<(), DrawError> {
        let width = area.width() - if self.has_drifted { 18.0 } else { 2.0 };
        let name = text::shorten(&self.label, width, theme.title_size);
        let style = TextStyle::title(theme).in_colour(theme.ink);
        let style = if self.is_shown { style.bold() } else { style };
        pen.text(&name, (area.left, area.top + 9.0), Align::Left, style)?;
        if self.has_drifted {
            let at = (area.right - 7.0, area.top + 9.0);
            frame::window_mark(pen, theme, at, true, false)?;
        }
        let note = text::shorten(&self.note, area.width(), theme.label_size);
        let at = (area.left, area.top + 25.0);
        pen.text(&note, at, Align::Left, TextStyle::label(theme))?;
        let plot = Area::new(area.left, area.top + WORDS, area.right, area.bottom);
        let line = (plot.left, plot.right);
        pen.horizontal(line, plot.bottom, theme.hairline, theme.axis)?;
        let bins = self.baseline.len().max(self.current.len());
        if bins == 0 || largest <= 0.0 {
            return Ok(());
        }
        let sides = Sides::new(&self.baseline, &self.current, Measure::Share);
        let bands = Bands::new(bins, line);
        let height = |share: f64| {
            let height = plot.height() * (share / largest).min(1.0);
            plot.bottom - height.max(if share > 0.0 { 1.0 } else { 0.0 })
        };
        let mut cut = Vec::new();
        let mut outline = Vec::new();
        for bin in 0..bins {
            let (left, right) = bands.slot(bin);
            let (baseline, current) = sides.shares(bin);
            let top = height(current).min(plot.bottom - 1.0);
            if baseline.max(current) > largest {
                cut.push((left + right) / 2.0);
            }
            match shape {
                SparkShape::Steps => {
                    let area = Area::new(left, height(baseline), right, plot.bottom);
                    pen.rect(area, theme.baseline_soft)?;
                    outline.extend([(left, top), (right, top)]);
                }
                SparkShape::Bars => {
                    let half = ((right - left) * 0.4).clamp(0.5, 10.0);
                    let middle = (left + right) / 2.0;
                    let area = Area::new(middle - half, height(baseline), middle, plot.bottom);
                    pen.rect(area, theme.baseline)?;
                    let area = Area::new(middle, height(current), middle + half, plot.bottom);
                    pen.rect(area, theme.current)?;
                }
            }
        }
        if shape == SparkShape::Steps && sides.has_current() {
            pen.path(&outline, theme.stroke, theme.current)?;
        }
        for x in cut {
            let tip = (x, plot.top - 7.0);
            let (left, right) = ((x - 4.0, plot.top - 1.0), (x + 4.0, plot.top - 1.0));
            pen.polygon(&[tip, left, right], theme.ink)?;
        }
        Ok(())
    }
}

impl Chart for Multiples {
    fn paint<B: DrawingBackend>(
        &self,
        pen: &mut Pen<'_, B>,
        theme: &Theme,
    ) -> Result<Mapping, DrawError> {
        if self.panels.is_empty() {
            return frame::empty(pen, theme, &self.summary());
        }
        let current = match self.shape {
            SparkShape::Steps => Swatch::CurrentLine,
            SparkShape::Bars => Swatch::CurrentHatch,
        };
        let mut legend = vec![(Swatch::BaselineFill, "baseline"), (current, "run")];
        if self.panels.iter().any(|panel| panel.has_drifted) {
            legend.push((Swatch::DriftedPoint, "drifted"));
        }
        let top = frame::heading(pen, theme, &self.title, &legend)? + 6.0;
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
            panel.paint(pen, theme, (area, self.shape, largest))?;
            hits.push(Hit {
                item: Item::Point(index),
                area,
            });
        }
        Ok(Mapping {
            hits,
            ..Mapping::new(Area::new(0.0, top, picture.right, picture.bottom))
        })
    }

    fn summary(&self) -> String {
        let drifted: Vec<&str> = self
            .panels
            .iter()
            .filter(|panel| panel.has_drifted)
            .map(|panel| panel.label.as_str())
            .collect();
        let count = self.panels.len();
        match drifted.len() {
            0 => format!("{} in {count} runs: drifted in none.", self.title),
            some if some > 4 => format!(
                "{} in {count} runs: drifted in {some}: {} and {} more.",
                self.title,
                drifted[..3].join(", "),
                some - 3
            ),
            some => format!(
                "{} in {count} runs: drifted in {some}: {}.",
                self.title,
                drifted.join(", ")
            ),
        }
    }

    fn table(&self) -> Table {
        let mut table = Table::new(&["run", "bin", "baseline rows", "rows"]);
        for panel in &self.panels {
            let bins = panel.baseline.len().max(panel.current.len());
            for bin in 0..bins {
                let count = |counts: &[f64]| {
                    counts
                        .get(bin)
                        .map_or(String::new(), |count| format::exact(*count))
                };
                table.rows.push(vec![
                    panel.label.clone(),
                    self.bins
                        .get(bin)
                        .cloned()
                        .unwrap_or_else(|| (bin + 1).to_string()),
                    count(&panel.baseline),
                    count(&panel.current),
                ]);
            }
        }
        table
    }

    fn lines(&self, item: Item) -> Vec<String> {
        let Item::Point(index) = item else {
            return Vec::new();
        };
        let Some(panel) = self.panels.get(index) else {
            return Vec::new();
        };
        let mut lines = vec![panel.label.clone(), panel.note.clone()];
        if most_of(panel) > self.largest() {
            let most = format::percent(most_of(panel));
            lines.push(format!("cut off: the highest share is {most}"));
        }
        lines
    }

    fn ideal_height(&self, css_width: u32) -> u32 {
        let rows = self
            .panels
            .len()
            .div_ceil(self.across(f64::from(css_width)))
            .max(1) as f64;
        // Where the legend does not fit beside the title it stands beneath it.
        let heading = if css_width < 520 { 60.0 } else { 40.0 };
        (rows * (PANEL_HEIGHT + GAP) + heading) as u32
    }
}
