//! Features by windows.

use super::frame::Swatch;
use super::rows::{self, RowList};
use super::scale::Bands;
use super::table::{cell, known};
use super::window_plot::brushed;
use super::{Area, Chart, Hit, Item, Mapping, Pen, Table, axis, format, frame};
use leeway_monitors::drift::Verdict;

fn words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::None => "no drift",
        Verdict::Drifted => "drifted",
        Verdict::Strong => "drifted strongly",
        Verdict::Unknown => "not judged",
    }
}

/// One feature in one window.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Cell {
    /// The measure.
    pub value: Option<f64>,
    /// What chance gives a window of its size at most, in 95 of 100; colour begins there.
    pub chance: Option<f64>,
    /// The p-value, adjusted over features and windows.
    pub adjusted_p: Option<f64>,
    /// The rule's verdict.
    pub verdict: Verdict,
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

/// Features by windows: how far the drift goes beyond chance as depth of colour, verdicts as marks. Cells of windows with few rows are smaller.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct HeatMap {
    /// What the cells measure, with its unit.
    pub measure: String,
    /// How far beyond chance colour is deepest.
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

    fn paint_cell(&self, pen: &mut Pen, area: Area, cell: Cell, is_weak: bool) {
        let theme = pen.theme;
        let area = match is_weak {
            true => frame::few_rows(area),
            false => area,
        };
        match cell.value.filter(|value| value.is_finite()) {
            Some(value) => {
                let empty = theme.grid.mix(theme.surface, 0.5);
                let is_scaled = self.full > 0.0;
                let excess = (value - cell.chance.unwrap_or(0.0)).max(0.0);
                let depth = if is_scaled { excess / self.full } else { 0.0 };
                pen.rect(area, empty.mix(theme.current, depth));
            }
            None => frame::absent_mark(pen, area),
        }
        if cell.verdict.has_drifted() {
            frame::verdict_mark(pen, area, cell.verdict == Verdict::Strong);
        }
    }
}

impl Chart for HeatMap {
    fn paint(&self, pen: &mut Pen) -> Mapping {
        let theme = pen.theme;
        if self.features.is_empty() || self.windows.is_empty() {
            return frame::empty(pen, &self.summary());
        }
        let mut legend = vec![(Swatch::Drifted, "drifted"), (Swatch::Strong, "strongly")];
        if self.cells.iter().any(|cell| cell.value.is_none()) {
            legend.push((Swatch::Absent, "no rows or value"));
        }
        if self.windows.iter().any(|window| window.is_weak) {
            legend.push((Swatch::FewRows, "few rows"));
        }
        let title = format!(
            "{}: pale within chance, deepest {} beyond",
            self.measure,
            format::number(self.full)
        );
        let top = frame::heading(pen, &title, &legend);
        let names = rows::cut(pen, 0.3, self.features.iter().map(String::as_str));
        let list = RowList::new(pen, top, names, (12.0, 12.0));
        let plot = list.plot;
        let columns = Bands::new(self.windows.len(), (plot.left, plot.right));
        let is_roomy = plot.width() / self.windows.len() as f64 >= 6.0;
        let gap = if is_roomy { 1.0 } else { 0.0 };
        let mut hits = Vec::with_capacity(self.cells.len() + self.features.len());
        for feature in 0..self.features.len() {
            let row = list.row(feature);
            list.name(pen, feature, theme.ink);
            let right = plot.left;
            hits.push(Hit::new(Item::Feature(feature), Area { right, ..row }));
            for (window, column) in self.windows.iter().enumerate() {
                let (left, right) = columns.slot(window);
                let whole = Area { left, right, ..row };
                let area = Area::new(left, row.top, right - gap, row.bottom - 1.0);
                let cell = self.cell(feature, window).unwrap_or_default();
                self.paint_cell(pen, area, cell, column.is_weak);
                hits.push(Hit::new(Item::Cell { feature, window }, whole));
            }
        }
        if let Some(brush) = self.brush {
            let held = brushed(&columns, brush, self.windows.len() - 1, plot).within(-1.0, -1.0);
            let (left, top) = (held.left - 1.0, held.top - 1.0);
            let area = Area { left, top, ..held };
            pen.outline(area, theme.stroke, theme.selection);
        }
        let labels = self.windows.iter().map(|window| &window.label);
        axis::horizontal(pen, plot, &axis::slots(&columns, labels), &self.across);
        Mapping::new(plot).with_hits(hits)
    }

    fn summary(&self) -> String {
        if self.features.is_empty() || self.windows.is_empty() {
            return "No windows of time to compare the features in.".to_owned();
        }
        let drifted = |state: Verdict| self.cells.iter().filter(|c| c.verdict == state).count();
        let mut summary = format!(
            "{} of {} features in {} windows: ",
            self.measure,
            self.features.len(),
            self.windows.len()
        );
        let unjudged = self.cells.iter();
        let unjudged = unjudged.filter(|c| c.verdict == Verdict::Unknown && c.value.is_some());
        let unjudged = unjudged.count();
        match self.cells.iter().any(|c| c.verdict != Verdict::Unknown) {
            false => summary.push_str("no cell is judged."),
            true if drifted(Verdict::Drifted) + drifted(Verdict::Strong) == 0 => {
                summary.push_str("no cell drifted.");
            }
            true => summary.push_str(&format!(
                "{} cells drifted, {} strongly.",
                drifted(Verdict::Drifted) + drifted(Verdict::Strong),
                drifted(Verdict::Strong)
            )),
        }
        if unjudged > 0 && unjudged < self.cells.len() {
            summary.push_str(&format!(" {unjudged} are not judged."));
        }
        match self.windows.iter().filter(|w| w.rows == 0).count() {
            0 => {}
            1 => summary.push_str(" 1 window has no rows."),
            gaps => summary.push_str(&format!(" {gaps} windows have no rows.")),
        }
        match self.windows.iter().filter(|w| w.is_weak).count() {
            0 => {}
            1 => summary.push_str(" 1 window has too few rows to trust."),
            weak => summary.push_str(&format!(" {weak} windows have too few rows to trust.")),
        }
        summary
    }

    fn table(&self) -> Table {
        let header = [
            "feature",
            "window",
            &self.measure,
            "chance gives at most",
            "adjusted p",
            "rows",
            "verdict",
        ];
        let windows = self.windows.len();
        let places = (0..self.features.len() * windows).map(|at| (at / windows, at % windows));
        let rows = places.map(|(feature, window)| {
            let found = self.cell(feature, window).unwrap_or_default();
            let column = &self.windows[window];
            [
                self.features[feature].clone(),
                column.label.clone(),
                cell(found.value),
                cell(found.chance),
                cell(found.adjusted_p),
                column.rows.to_string(),
                words(found.verdict).to_owned(),
            ]
        });
        Table::new(&header, rows)
    }

    fn lines(&self, item: Item) -> Vec<String> {
        let (feature, window) = match item {
            Item::Feature(feature) => {
                return self.features.get(feature).cloned().into_iter().collect();
            }
            Item::Cell { feature, window } => (feature, window),
            _ => return Vec::new(),
        };
        let Some(cell) = self.cell(feature, window) else {
            return Vec::new();
        };
        let column = &self.windows[window];
        let name = format!("{}, {}", self.features[feature], column.label);
        if column.rows == 0 && cell.value.is_none() {
            return vec![name, "no rows".to_owned()];
        }
        let chance = cell.chance.map(format::number);
        let chance = chance.map_or(String::new(), |most| format!(" (by chance up to {most})"));
        let few = if column.is_weak {
            ", weak evidence"
        } else {
            ""
        };
        vec![
            name,
            format!("{}: {}{chance}", self.measure, known(cell.value)),
            format!("adjusted p: {}", known(cell.adjusted_p)),
            format!("{} rows{few}", format::count(column.rows as f64)),
            words(cell.verdict).to_owned(),
        ]
    }

    fn ideal_height(&self, _css_width: u32) -> u32 {
        (self.features.len().max(4) as f64 * Self::ROW_HEIGHT + axis::BELOW + 48.0) as u32
    }
}
