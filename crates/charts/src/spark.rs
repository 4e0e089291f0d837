//! A distribution as small as a word.

use super::bars::{largest, pair, steps};
use super::scale::Bands;
use super::sides::{self, Sides};
use super::{Area, Chart, Hit, Item, Mapping, Measure, Pen, Table, frame};

/// What a spark shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SparkShape {
    /// Bins in order: a filled area and a step line over it.
    #[default]
    Steps,
    /// Labels: pairs of bars.
    Bars,
}

/// Both sides' shares on shared bins, without words: for a table cell of about 120 by 28 CSS pixels.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Spark {
    /// Steps or bars.
    pub shape: SparkShape,
    /// The baseline's counts; empty where there is no baseline.
    pub baseline: Vec<f64>,
    /// The current side's counts.
    pub current: Vec<f64>,
    /// Those of all its rows, where a brush selects some; drawn behind.
    pub all: Vec<f64>,
    /// Positions that a brush holds.
    pub chosen: Vec<usize>,
}

impl Spark {
    fn sides(&self) -> Sides<'_> {
        Sides::new(&self.baseline, &self.current, Measure::Share)
    }

    fn bins(&self) -> usize {
        self.baseline.len().max(self.current.len())
    }

    /// Labels beyond what pixels can tell apart are left out; bars have no order that a cut could distort.
    fn drawn(&self, width: f64) -> usize {
        let narrowest = match self.shape {
            SparkShape::Steps => 1.0,
            SparkShape::Bars => 5.0,
        };
        self.bins().min((width / narrowest).max(1.0) as usize)
    }
}

impl Chart for Spark {
    fn paint(&self, pen: &mut Pen) -> Mapping {
        let theme = pen.theme;
        pen.clear();
        let picture = pen.area();
        let plot = Area::new(1.0, 2.0, picture.right - 1.0, picture.bottom - 1.0);
        let line = (plot.left, plot.right);
        pen.horizontal(line, plot.bottom, theme.hairline, theme.grid);
        let (sides, drawn) = (self.sides(), self.drawn(plot.width()));
        let shares: Vec<(f64, f64)> = (0..drawn).map(|index| sides.shares(index)).collect();
        let behind = Sides::new(&[], &self.all, Measure::Share);
        let all: Vec<(f64, f64)> = (0..drawn).map(|index| behind.shares(index)).collect();
        let largest = largest(&shares).max(largest(&all));
        if largest <= 0.0 {
            return Mapping::new(plot);
        }
        let bands = Bands::new(drawn, line);
        let height = |share: f64| {
            let least = if share > 0.0 { 1.0 } else { 0.0 };
            plot.bottom - (plot.height() * share / largest).max(least)
        };
        let step = |share: f64| height(share).min(plot.bottom - 1.0);
        let mut hits = Vec::with_capacity(drawn);
        for (index, &(baseline, current)) in shares.iter().enumerate() {
            let (left, right) = bands.slot(index);
            let slot = Area::new(left, 0.0, right, picture.bottom);
            if self.chosen.contains(&index) {
                pen.rect(slot, theme.selection.mix(theme.surface, 0.75));
            }
            let item = match self.shape {
                SparkShape::Steps => {
                    let area = Area::new(left, height(baseline), right, plot.bottom);
                    pen.rect(area, theme.baseline.mix(theme.surface, 0.35));
                    Item::Bin(index)
                }
                SparkShape::Bars => {
                    let half = ((right - left) * 0.4).clamp(1.0, 9.0);
                    let middle = slot.middle().0.round();
                    let tops = (height(baseline), height(current));
                    pair(pen, (middle, half), tops, plot.bottom);
                    if all[index].1 > 0.0 {
                        let top = step(all[index].1);
                        let area = Area::new(middle, top, middle + half, plot.bottom);
                        pen.outline(area, theme.hairline, frame::unbrushed(theme));
                    }
                    Item::Label(index)
                }
            };
            hits.push(Hit::new(item, slot));
        }
        if self.shape == SparkShape::Steps && behind.has_current() {
            let outline = steps(&bands, all.iter().map(|pair| step(pair.1)));
            pen.path(&outline, theme.hairline, frame::unbrushed(theme));
        }
        if self.shape == SparkShape::Steps && sides.has_current() {
            let outline = steps(&bands, shares.iter().map(|pair| step(pair.1)));
            pen.path(&outline, theme.stroke, theme.current);
        }
        Mapping::new(plot).with_hits(hits)
    }

    fn summary(&self) -> String {
        let sides = self.sides();
        if sides.is_empty() {
            return "No rows on either side.".to_owned();
        }
        let kind = match self.shape {
            SparkShape::Steps => "bins",
            SparkShape::Bars => "labels",
        };
        let (bins, absent) = (self.bins(), sides.absent());
        format!("Distribution over {bins} {kind}.{absent}")
    }

    fn table(&self) -> Table {
        let position = |index: usize| vec![(index + 1).to_string()];
        sides::table(&["position"], &self.sides(), 0..self.bins(), position)
    }

    fn lines(&self, item: Item) -> Vec<String> {
        let sides = self.sides();
        match item {
            Item::Bin(index) | Item::Label(index) if index < self.bins() => {
                sides.lines(sides.counts(index)).collect()
            }
            _ => Vec::new(),
        }
    }

    fn ideal_height(&self, _css_width: u32) -> u32 {
        28
    }
}
