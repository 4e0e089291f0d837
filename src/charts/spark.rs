//! A distribution as small as a word.

use plotters_backend::DrawingBackend;

use super::scale::Bands;
use super::sides::{CELL_TITLES, Sides};
use super::{
    Area, Chart, DrawError, Hit, Item, Mapping, Measure, Pen, Table, Theme, format, frame,
};

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
    fn paint<B: DrawingBackend>(
        &self,
        pen: &mut Pen<'_, B>,
        theme: &Theme,
    ) -> Result<Mapping, DrawError> {
        pen.clear(theme.surface)?;
        let picture = pen.area();
        let plot = Area::new(1.0, 2.0, picture.right - 1.0, picture.bottom - 1.0);
        let line = (plot.left, plot.right);
        pen.horizontal(line, plot.bottom, theme.hairline, theme.grid)?;
        let sides = self.sides();
        let drawn = self.drawn(plot.width());
        let shares: Vec<(f64, f64)> = (0..drawn).map(|index| sides.shares(index)).collect();
        let behind = Sides::new(&self.baseline, &self.all, Measure::Share);
        let all: Vec<f64> = (0..drawn).map(|index| behind.shares(index).1).collect();
        let largest = shares
            .iter()
            .fold(0.0, |most: f64, s| most.max(s.0).max(s.1));
        let largest = all.iter().fold(largest, |most, share| most.max(*share));
        if largest <= 0.0 {
            return Ok(Mapping::new(plot));
        }
        let bands = Bands::new(drawn, (plot.left, plot.right));
        let height = |share: f64| {
            plot.bottom - (plot.height() * share / largest).max(if share > 0.0 { 1.0 } else { 0.0 })
        };
        let item = |index| match self.shape {
            SparkShape::Steps => Item::Bin(index),
            SparkShape::Bars => Item::Label(index),
        };
        let mut hits = Vec::with_capacity(drawn);
        let mut corners = Vec::new();
        let mut outline = Vec::new();
        for (index, &(baseline, current)) in shares.iter().enumerate() {
            let (left, right) = bands.slot(index);
            if self.chosen.contains(&index) {
                let area = Area::new(left, 0.0, right, picture.bottom);
                pen.rect(area, theme.selection.mix(theme.surface, 0.75))?;
            }
            let top = height(all[index]).min(plot.bottom - 1.0);
            outline.extend([(left, top), (right, top)]);
            match self.shape {
                SparkShape::Steps => {
                    let area = Area::new(left, height(baseline), right, plot.bottom);
                    pen.rect(area, theme.baseline.mix(theme.surface, 0.35))?;
                    let top = height(current).min(plot.bottom - 1.0);
                    corners.extend([(left, top), (right, top)]);
                }
                SparkShape::Bars => {
                    let half = ((right - left) * 0.4).clamp(1.0, 9.0);
                    let middle = ((left + right) / 2.0).round();
                    let area = Area::new(middle - half, height(baseline), middle, plot.bottom);
                    pen.rect(area, theme.baseline)?;
                    let area = Area::new(middle, height(current), middle + half, plot.bottom);
                    pen.rect(area, theme.current)?;
                    if all[index] > 0.0 {
                        let area = Area::new(middle, top, middle + half, plot.bottom);
                        pen.outline(area, theme.hairline, frame::unbrushed(theme))?;
                    }
                }
            }
            let area = Area::new(left, 0.0, right, picture.bottom);
            hits.push(Hit {
                item: item(index),
                area,
            });
        }
        if self.shape == SparkShape::Steps && behind.has_current() {
            pen.path(&outline, theme.hairline, frame::unbrushed(theme))?;
        }
        if self.shape == SparkShape::Steps && sides.has_current() {
            pen.path(&corners, theme.stroke, theme.current)?;
        }
        Ok(Mapping {
            hits,
            ..Mapping::new(plot)
        })
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
        format!(
            "Distribution over {} {kind}.{}",
            self.bins(),
            sides.absent()
        )
    }

    fn table(&self) -> Table {
        let mut table = Table::new(&["position"]);
        table.header.extend(CELL_TITLES.map(str::to_owned));
        for index in 0..self.bins() {
            let mut row = vec![format::exact((index + 1) as f64)];
            row.extend(self.sides().cells(index));
            table.rows.push(row);
        }
        table
    }

    fn lines(&self, item: Item) -> Vec<String> {
        match item {
            Item::Bin(index) | Item::Label(index) if index < self.bins() => {
                self.sides().lines(self.sides().counts(index))
            }
            _ => Vec::new(),
        }
    }

    fn ideal_height(&self, _css_width: u32) -> u32 {
        28
    }
}
