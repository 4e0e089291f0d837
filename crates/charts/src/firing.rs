//! Which checks fire at which strength of a change.

use super::pen::TextStyle;
use super::rows::{self, RowList};
use super::table::cell;
use super::{Align, Area, Chart, Item, Mapping, Pen, Table, axis, format, frame, text};

/// A check over all strengths.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FiringRow {
    /// What it is about, and the check.
    pub label: String,
    /// The monitor in words.
    pub monitor: String,
    /// Whether it fires, by strength.
    pub fires: Vec<bool>,
    /// What it observes, by strength.
    pub observed: Vec<Option<f64>>,
    /// The strength from which on it fires at all others that were tried.
    pub smallest: Option<f64>,
}

/// A row per check, with a bar over the strengths at which it fires; those beyond `top` rows are in the table alone.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Firing {
    /// The strengths that were tried, from 0 to 1, ascending.
    pub strengths: Vec<f64>,
    /// The rows from the top.
    pub rows: Vec<FiringRow>,
    /// How many are drawn.
    pub top: usize,
    /// The strength that is looked at.
    pub at: Option<f64>,
}

/// Height of a row.
const ROW: f64 = 22.0;
/// Half the height of a bar.
const HALF: f64 = 5.0;

impl Firing {
    fn drawn(&self) -> &[FiringRow] {
        rows::drawn(&self.rows, self.top)
    }

    /// From where to where a strength stands for its neighbourhood: half-way to the next ones that were tried.
    fn reach(&self, place: usize) -> (f64, f64) {
        let here = self.strengths[place];
        let half = |other: Option<&f64>| other.map_or(here, |other| (here + other) / 2.0);
        let before = place.checked_sub(1).and_then(|at| self.strengths.get(at));
        (half(before), half(self.strengths.get(place + 1)))
    }
}

impl Chart for Firing {
    fn paint(&self, pen: &mut Pen) -> Mapping {
        let theme = pen.theme;
        let rows = self.drawn();
        if rows.is_empty() || self.strengths.is_empty() {
            return frame::empty(pen, &self.summary());
        }
        let top = frame::heading(pen, "fires (bar), by strength of the change", &[]);
        let names = rows::cut(pen, 0.38, rows.iter().map(|row| row.label.as_str()));
        let right = text::width("100 %", theme.title_size) + 14.0;
        let list = RowList::new(pen, top, names, (14.0, right));
        let plot = list.plot;
        let x = list.across((0.0, 1.0));
        let quarters = (0..=4).map(|quarter| f64::from(quarter) / 4.0);
        let marks = quarters.map(|share| (x.pixel(share), format::percent(share)));
        axis::grid(pen, plot, &marks.collect::<Vec<_>>(), "strength");
        for (index, row) in rows.iter().enumerate() {
            let y = list.bands.middle(index);
            pen.horizontal((plot.left, plot.right), y, theme.hairline, theme.axis);
            let mut place = 0;
            while place < self.strengths.len() {
                let is_firing = |at: &usize| row.fires.get(*at).copied().unwrap_or(false);
                let run = (place..self.strengths.len()).take_while(is_firing).count();
                if run > 0 {
                    let from = x.pixel(self.reach(place).0);
                    let to = x.pixel(self.reach(place + run - 1).1).max(from + 2.0);
                    pen.rect(Area::new(from, y - HALF, to, y + HALF), theme.violation);
                }
                place += run + 1;
            }
            list.name(pen, index, theme.ink);
            if let Some(smallest) = row.smallest {
                let (words, at) = (format::percent(smallest), (plot.right + 8.0, y));
                pen.text(&words, at, Align::Left, TextStyle::label(theme));
            }
        }
        if let Some(at) = self.at {
            let ends = (plot.top - 4.0, plot.bottom);
            pen.vertical(x.pixel(at), ends, theme.stroke, theme.selection);
        }
        Mapping::new(plot)
            .with_x(x)
            .with_hits(list.points(rows.len()))
    }

    fn summary(&self) -> String {
        let Some(first) = self.rows.first() else {
            return "No check fires at any strength.".to_owned();
        };
        let rest = rows::more_in_table(self.rows.len() - self.drawn().len());
        let from = match first.smallest {
            Some(smallest) => format!("from {} on", format::percent(smallest)),
            None => "at some strengths".to_owned(),
        };
        let (count, label) = (self.rows.len(), &first.label);
        format!("{count} checks fire at some strength; {label} fires first, {from}.{rest}")
    }

    fn table(&self) -> Table {
        let row = |row: &FiringRow| {
            let smallest = row.smallest.map_or(String::new(), format::percent);
            let mut cells = vec![row.monitor.clone(), row.label.clone(), smallest];
            let observed = row.observed.iter().zip(&row.fires);
            cells.extend(observed.map(|(value, fires)| match fires {
                true => format!("{} (fires)", cell(*value)).trim_start().to_owned(),
                false => cell(*value),
            }));
            cells
        };
        let header = ["monitor", "check", "fires from"];
        let mut table = Table::new(&header, self.rows.iter().map(row));
        let strengths = self.strengths.iter().copied().map(format::percent);
        table.header.extend(strengths);
        table
    }

    fn lines(&self, item: Item) -> Vec<String> {
        let Some(row) = item.point(&self.rows) else {
            return Vec::new();
        };
        let words = match row.smallest {
            Some(smallest) => format!("fires from {} on", format::percent(smallest)),
            None => "fires at some strengths, and not at the strongest".to_owned(),
        };
        vec![row.label.clone(), row.monitor.clone(), words]
    }

    fn ideal_height(&self, _css_width: u32) -> u32 {
        rows::height(self.drawn().len(), ROW)
    }
}
