//! The same values in several runs: a row for each value, a column for each run, numbers in the cells.

use super::frame::Swatch;
use super::pen::TextStyle;
use super::rows::{self, RowList};
use super::scale::Bands;
use super::table::{cell, few, known, yes};
use super::{Align, Area, Chart, Hit, Item, Mapping, Pen, Table, format, frame, text};

/// A value in a run.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct MatrixCell {
    /// What was observed.
    pub value: Option<f64>,
    /// What it is held against: a threshold, or the baseline's value.
    pub against: Option<f64>,
    /// True when it is found violated.
    pub is_violated: bool,
}

/// Rows by runs; the deeper a cell's colour, the farther its value from what it is held against, as a part of the farthest in its row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Matrix {
    /// What is shown.
    pub title: String,
    /// What values are held against: `threshold`, `baseline`.
    pub against: String,
    /// Rows from the top.
    pub rows: Vec<String>,
    /// Runs in order.
    pub runs: Vec<String>,
    /// One per row and run, row by row.
    pub cells: Vec<MatrixCell>,
    /// Rows that are drawn; the table has all.
    pub top: usize,
    /// Why there is no row.
    pub reason: String,
}

/// Height of a row.
const ROW: f64 = 26.0;

impl Matrix {
    fn cell(&self, row: usize, run: usize) -> MatrixCell {
        let place = row * self.runs.len() + run;
        self.cells.get(place).copied().unwrap_or_default()
    }

    fn of_row(&self, row: usize) -> impl Iterator<Item = MatrixCell> {
        (0..self.runs.len()).map(move |run| self.cell(row, run))
    }

    /// What a whole row is held against, where that is the same in all runs.
    fn against(&self, row: usize) -> Option<f64> {
        let mut all = self.of_row(row).filter_map(|cell| cell.against);
        let first = all.next()?;
        all.all(|one| one == first).then_some(first)
    }

    fn drawn(&self) -> &[String] {
        rows::drawn(&self.rows, self.top)
    }
}

impl MatrixCell {
    fn distance(self) -> Option<f64> {
        let distance = (self.value? - self.against?).abs();
        distance.is_finite().then_some(distance)
    }
}

impl Chart for Matrix {
    fn paint(&self, pen: &mut Pen) -> Mapping {
        let theme = pen.theme;
        let rows = self.drawn();
        if rows.is_empty() || self.runs.is_empty() {
            return frame::empty(pen, &self.summary());
        }
        let mut legend = Vec::new();
        if self.cells.iter().any(|cell| cell.is_violated) {
            legend.push((Swatch::Drifted, "violated"));
        }
        if self.cells.iter().any(|cell| cell.value.is_none()) {
            legend.push((Swatch::Absent, "no value"));
        }
        let top = frame::heading(pen, &self.title, &legend) + ROW;
        let names = rows::cut(pen, 0.24, rows.iter().map(String::as_str));
        let list = RowList::new(pen, top, names, (14.0, 4.0));
        let plot = list.plot;
        // The first column is what the values are held against.
        let columns = Bands::new(self.runs.len() + 1, (plot.left, plot.right));
        let width = plot.width() / (self.runs.len() + 1) as f64;
        let heads = std::iter::once(&self.against).chain(&self.runs);
        for (column, head) in heads.enumerate() {
            let head = text::shorten(head, width - 6.0, theme.label_size);
            let at = (columns.middle(column), top - ROW / 2.0);
            pen.text(&head, at, Align::Centre, TextStyle::label(theme));
        }
        let mut hits = Vec::new();
        for row in 0..rows.len() {
            list.name(pen, row, theme.ink);
            let whole = list.row(row);
            let middle = list.bands.middle(row);
            if let Some(against) = self.against(row) {
                let words = text::shorten(&format::number(against), width - 4.0, theme.label_size);
                let at = (columns.middle(0), middle);
                pen.text(&words, at, Align::Centre, TextStyle::label(theme));
            }
            let farthest = self.of_row(row).filter_map(MatrixCell::distance);
            let farthest = farthest.fold(0.0, f64::max);
            for run in 0..self.runs.len() {
                let cell = self.cell(row, run);
                let (left, right) = columns.slot(run + 1);
                let area = Area::new(left, whole.top, right - 1.0, whole.bottom - 1.0);
                let hit = Item::Cell {
                    feature: row,
                    window: run,
                };
                hits.push(Hit::new(hit, area));
                let Some(value) = cell.value else {
                    frame::absent_mark(pen, area);
                    continue;
                };
                let depth = match cell.distance() {
                    Some(distance) if farthest > 0.0 => 0.5 * distance / farthest,
                    _ => 0.0,
                };
                let empty = theme.grid.mix(theme.surface, 0.5);
                pen.rect(area, empty.mix(theme.current_soft, 2.0 * depth));
                if cell.is_violated {
                    frame::verdict_mark(pen, area, false);
                }
                let words = text::shorten(&format::number(value), width - 4.0, theme.title_size);
                let at = (area.middle().0, middle);
                pen.text(&words, at, Align::Centre, TextStyle::name(theme));
            }
        }
        Mapping::new(plot).with_hits(hits)
    }

    fn summary(&self) -> String {
        if self.rows.is_empty() || self.runs.is_empty() {
            return format!("{}: {}", self.title, self.reason);
        }
        let is_violated = |row: &usize| self.of_row(*row).any(|cell| cell.is_violated);
        let violated: Vec<&str> = (0..self.rows.len())
            .filter(is_violated)
            .map(|row| self.rows[row].as_str())
            .collect();
        let (title, runs) = (&self.title, self.runs.len());
        let words = match violated.as_slice() {
            [] => "none is violated".to_owned(),
            some => format!("violated in some run: {}", few(some)),
        };
        let rest = rows::more_in_table(self.rows.len() - self.drawn().len());
        format!(
            "{title}, {} rows in {runs} runs: {words}.{rest}",
            self.rows.len()
        )
    }

    fn table(&self) -> Table {
        let places =
            (0..self.rows.len()).flat_map(|row| (0..self.runs.len()).map(move |run| (row, run)));
        let rows = places.map(|(row, run)| {
            let found = self.cell(row, run);
            [
                self.rows[row].clone(),
                self.runs[run].clone(),
                cell(found.value),
                cell(found.against),
                yes(found.is_violated),
            ]
        });
        Table::new(&["what", "run", "value", &self.against, "violated"], rows)
    }

    fn lines(&self, item: Item) -> Vec<String> {
        let Item::Cell { feature, window } = item else {
            return Vec::new();
        };
        let (Some(row), Some(run)) = (self.rows.get(feature), self.runs.get(window)) else {
            return Vec::new();
        };
        let found = self.cell(feature, window);
        let mut lines = vec![format!("{row} in {run}"), known(found.value)];
        if let Some(against) = found.against {
            lines.push(format!("{}: {}", self.against, format::number(against)));
        }
        if found.is_violated {
            lines.push("violated".to_owned());
        }
        lines
    }

    fn ideal_height(&self, _css_width: u32) -> u32 {
        rows::height(self.drawn().len(), ROW) + ROW as u32
    }
}
