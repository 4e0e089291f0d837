//! Features by windows.

use plotters_backend::DrawingBackend;

use super::frame::Swatch;
use super::ink::TextStyle;
use super::scale::Bands;
use super::{
    Align, Area, Chart, DrawError, Hit, Item, Mapping, Pen, Table, Theme, axis, format, frame, text,
};

/// The verdict on a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CellState {
    /// Judged, and no drift.
    #[default]
    Quiet,
    /// Drifted.
    Drifted,
    /// Drifted strongly.
    Strong,
    /// Not judged: too few rows, or nothing to compare.
    Unknown,
}

impl CellState {
    fn words(self) -> &'static str {
        match self {
            Self::Quiet => "no drift",
            Self::Drifted => "drifted",
            Self::Strong => "drifted strongly",
            Self::Unknown => "not judged",
        }
    }
}

/// One feature in one window.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Cell {
    /// The measure.
    pub value: Option<f64>,
    /// The rule's verdict.
    pub state: CellState,
}

/// Features by windows: how strong the drift is as depth of colour, verdicts as marks.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct HeatMap {
    /// What the cells measure, with its unit.
    pub measure: String,
    /// The value at which colour is deepest.
    pub full: f64,
    /// Rows, from the top.
    pub features: Vec<String>,
    /// Columns in order of time.
    pub windows: Vec<String>,
    /// One per feature and window, feature by feature.
    pub cells: Vec<Cell>,
    /// Windows that a brush selects, from and to, both included.
    pub brush: Option<(usize, usize)>,
}

/// Height of a feature's row.
const ROW: f64 = 22.0;

impl HeatMap {
    fn cell(&self, feature: usize, window: usize) -> Option<Cell> {
        let inside = feature < self.features.len() && window < self.windows.len();
        let index = feature * self.windows.len() + window;
        self.cells.get(index).copied().filter(|_| inside)
    }

    fn paint_cell<B: DrawingBackend>(
        &self,
        pen: &mut Pen<'_, B>,
        theme: &Theme,
        area: Area,
        cell: Cell,
    ) -> Result<(), DrawError> {
        match cell.value.filter(|value| value.is_finite()) {
            Some(value) => {
                let empty = theme.grid.mix(theme.surface, 0.5);
                let depth = if self.full > 0.0 {
                    value / self.full
                } else {
                    0.0
                };
                pen.rect(area, empty.mix(theme.current, depth))?;
            }
            None => frame::absent_mark(pen, theme, area)?,
        }
        match cell.state {
            CellState::Drifted => frame::verdict_mark(pen, theme, area, false),
            CellState::Strong => frame::verdict_mark(pen, theme, area, true),
            CellState::Quiet | CellState::Unknown => Ok(()),
        }
    }
}

impl Chart for HeatMap {
    fn paint<B: DrawingBackend>(
        &self,
        pen: &mut Pen<'_, B>,
        theme: &Theme,
    ) -> Result<Mapping, DrawError> {
        if self.features.is_empty() || self.windows.is_empty() {
            return frame::empty(pen, theme, &self.summary());
        }
        let mut legend = vec![(Swatch::Drifted, "drifted"), (Swatch::Strong, "strongly")];
        if self.cells.iter().any(|cell| cell.value.is_none()) {
            legend.push((Swatch::Absent, "no value"));
        }
        let title = format!("{}, deepest at {}", self.measure, format::number(self.full));
        let top = frame::heading(pen, theme, &title, &legend)?;
        let picture = pen.area();
        let limit = picture.width() * 0.3;
        let labels: Vec<String> = self
            .features
            .iter()
            .map(|name| text::shorten(name, limit, theme.title_size))
            .collect();
        let widest = labels
            .iter()
            .map(|label| text::width(label, theme.title_size))
            .fold(0.0, f64::max);
        let left = (widest + 12.0).ceil();
        let plot = Area::new(
            left,
            top,
            picture.right - 12.0,
            picture.bottom - axis::BELOW,
        );
        let columns = Bands::new(self.windows.len(), (plot.left, plot.right));
        let rows = Bands::new(self.features.len(), (plot.top, plot.bottom));
        let gap = if plot.width() / self.windows.len() as f64 >= 6.0 {
            1.0
        } else {
            0.0
        };
        let mut hits = Vec::with_capacity(self.cells.len() + self.features.len());
        for (feature, label) in labels.iter().enumerate() {
            let (from, to) = rows.slot(feature);
            let style = TextStyle::title(theme).in_colour(theme.ink);
            let at = (plot.left - 8.0, rows.middle(feature));
            pen.text(label, at, Align::Right, style)?;
            hits.push(Hit {
                item: Item::Feature(feature),
                area: Area::new(0.0, from, plot.left, to),
            });
            for window in 0..self.windows.len() {
                let (start, end) = columns.slot(window);
                let area = Area::new(start, from, end - gap, to - 1.0);
                let cell = self.cell(feature, window).unwrap_or_default();
                self.paint_cell(pen, theme, area, cell)?;
                hits.push(Hit {
                    item: Item::Cell { feature, window },
                    area: Area::new(start, from, end, to),
                });
            }
        }
        if let Some((first, last)) = self.brush {
            let last = last.min(self.windows.len() - 1);
            let ends = (columns.edge(first.min(last)), columns.edge(last + 1));
            let area = Area::new(
                ends.0 - 2.0,
                plot.top - 2.0,
                ends.1 + 1.0,
                plot.bottom + 1.0,
            );
            pen.outline(area, theme.stroke, theme.selection)?;
        }
        let marks: Vec<(f64, String)> = self
            .windows
            .iter()
            .enumerate()
            .map(|(window, label)| (columns.middle(window), label.clone()))
            .collect();
        axis::horizontal(pen, theme, plot, &marks, "window")?;
        Ok(Mapping {
            hits,
            ..Mapping::new(plot)
        })
    }

    fn summary(&self) -> String {
        if self.features.is_empty() || self.windows.is_empty() {
            return "No windows of time to compare the features in.".to_owned();
        }
        let drifted = |state: CellState| self.cells.iter().filter(|c| c.state == state).count();
        format!(
            "{} of {} features in {} windows: {} cells drifted, {} strongly.",
            self.measure,
            self.features.len(),
            self.windows.len(),
            drifted(CellState::Drifted) + drifted(CellState::Strong),
            drifted(CellState::Strong)
        )
    }

    fn table(&self) -> Table {
        let mut table = Table::new(&["feature", "window", &self.measure, "verdict"]);
        for (feature, name) in self.features.iter().enumerate() {
            for (window, label) in self.windows.iter().enumerate() {
                let cell = self.cell(feature, window).unwrap_or_default();
                table.rows.push(vec![
                    name.clone(),
                    label.clone(),
                    cell.value.map_or(String::new(), format::exact),
                    cell.state.words().to_owned(),
                ]);
            }
        }
        table
    }

    fn lines(&self, item: Item) -> Vec<String> {
        match item {
            Item::Feature(feature) => self.features.get(feature).cloned().into_iter().collect(),
            Item::Cell { feature, window } => {
                let Some(cell) = self.cell(feature, window) else {
                    return Vec::new();
                };
                let value = cell.value.map_or("not computed".to_owned(), format::number);
                vec![
                    format!("{}, {}", self.features[feature], self.windows[window]),
                    format!("{}: {value}", self.measure),
                    cell.state.words().to_owned(),
                ]
            }
            _ => Vec::new(),
        }
    }

    fn ideal_height(&self, _css_width: u32) -> u32 {
        (self.features.len().max(4) as f64 * ROW + axis::BELOW + 48.0) as u32
    }
}
