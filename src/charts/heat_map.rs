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
    /// The p-value, adjusted over features and windows.
    pub adjusted_p: Option<f64>,
    /// The rule's verdict.
    pub state: CellState,
}

/// A column of the heat map.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HeatWindow {
    /// How it is called on the axis.
    pub label: String,
    /// Its rows; none makes it a gap.
    pub rows: u64,
    /// True when its rows are so few that it is weak evidence.
    pub is_weak: bool,
}

/// Features by windows: how strong the drift is as depth of colour, verdicts as marks. Cells of windows with few rows are smaller.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct HeatMap {
    /// What the cells measure, with its unit.
    pub measure: String,
    /// The value at which colour is deepest.
    pub full: f64,
    /// Rows, from the top.
    pub features: Vec<String>,
    /// Columns in order of time.
    pub windows: Vec<HeatWindow>,
    /// What the windows are: the title of the horizontal axis.
    pub across: String,
    /// One per feature and window, feature by feature.
    pub cells: Vec<Cell>,
    /// Windows that a brush selects, from and to, both included.
    pub brush: Option<(usize, usize)>,
}

impl HeatMap {
    /// Height of a feature's row in CSS pixels.
    pub const ROW_HEIGHT: f64 = 22.0;

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
        is_weak: bool,
    ) -> Result<(), DrawError> {
        let area = match is_weak {
            true => frame::few_rows(area),
            false => area,
        };
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
            legend.push((Swatch::Absent, "no rows or value"));
        }
        if self.windows.iter().any(|window| window.is_weak) {
            legend.push((Swatch::FewRows, "few rows"));
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
            for (window, column) in self.windows.iter().enumerate() {
                let (start, end) = columns.slot(window);
                let area = Area::new(start, from, end - gap, to - 1.0);
                let cell = self.cell(feature, window).unwrap_or_default();
                self.paint_cell(pen, theme, area, cell, column.is_weak)?;
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
            .map(|(window, column)| (columns.middle(window), column.label.clone()))
            .collect();
        axis::horizontal(pen, theme, plot, &marks, &self.across)?;
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
        let mut summary = format!(
            "{} of {} features in {} windows: {} cells drifted, {} strongly.",
            self.measure,
            self.features.len(),
            self.windows.len(),
            drifted(CellState::Drifted) + drifted(CellState::Strong),
            drifted(CellState::Strong)
        );
        let gaps = self.windows.iter().filter(|w| w.rows == 0).count();
        if gaps > 0 {
            summary.push_str(&format!(" {gaps} windows have no rows."));
        }
        let weak = self.windows.iter().filter(|w| w.is_weak).count();
        if weak > 0 {
            summary.push_str(&format!(
                " {weak} windows have so few rows that they are weak evidence."
            ));
        }
        summary
    }

    fn table(&self) -> Table {
        let mut table = Table::new(&[
            "feature",
            "window",
            &self.measure,
            "adjusted p",
            "rows",
            "verdict",
        ]);
        for (feature, name) in self.features.iter().enumerate() {
            for (window, column) in self.windows.iter().enumerate() {
                let cell = self.cell(feature, window).unwrap_or_default();
                table.rows.push(vec![
                    name.clone(),
                    column.label.clone(),
                    cell.value.map_or(String::new(), format::exact),
                    cell.adjusted_p.map_or(String::new(), format::exact),
                    column.rows.to_string(),
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
                let column = &self.windows[window];
                let name = format!("{}, {}", self.features[feature], column.label);
                if column.rows == 0 && cell.value.is_none() {
                    return vec![name, "no rows".to_owned()];
                }
                let few = if column.is_weak {
                    ", weak evidence"
                } else {
                    ""
                };
                let or_none =
                    |value: Option<f64>| value.map_or("not computed".to_owned(), format::number);
                vec![
                    name,
                    format!("{}: {}", self.measure, or_none(cell.value)),
                    format!("adjusted p: {}", or_none(cell.adjusted_p)),
                    format!("{} rows{few}", format::count(column.rows as f64)),
                    cell.state.words().to_owned(),
                ]
            }
            _ => Vec::new(),
        }
    }

    fn ideal_height(&self, _css_width: u32) -> u32 {
        (self.features.len().max(4) as f64 * Self::ROW_HEIGHT + axis::BELOW + 48.0) as u32
    }
}
