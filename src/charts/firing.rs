//! Which checks fire at which strength of a change.

use plotters_backend::DrawingBackend;

use super::ink::TextStyle;
use super::scale::{Bands, Scale};
use super::{
    Align, Area, Chart, DrawError, Hit, Item, Mapping, Pen, Table, Theme, axis, format, frame, text,
};

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
        &self.rows[..self.rows.len().min(self.top)]
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
    fn paint<B: DrawingBackend>(
        &self,
        pen: &mut Pen<'_, B>,
        theme: &Theme,
    ) -> Result<Mapping, DrawError> {
        let rows = self.drawn();
        if rows.is_empty() || self.strengths.is_empty() {
            return frame::empty(pen, theme, &self.summary());
        }
        let top = frame::heading(pen, theme, "fires (bar), by strength of the change", &[])?;
        let picture = pen.area();
        let limit = picture.width() * 0.38;
        let labels: Vec<String> = rows
            .iter()
            .map(|row| text::shorten(&row.label, limit, theme.title_size))
            .collect();
        let widths = labels
            .iter()
            .map(|label| text::width(label, theme.title_size));
        let left = (widths.fold(0.0, f64::max) + 14.0).ceil();
        let right = picture.right - text::width("100 %", theme.title_size) - 14.0;
        let plot = Area::new(left, top, right, picture.bottom - axis::BELOW);
        let x = Scale::linear((0.0, 1.0), (plot.left, plot.right));
        let marks: Vec<(f64, String)> = (0..=4)
            .map(|quarter| {
                let share = f64::from(quarter) / 4.0;
                (x.pixel(share), format::percent(share))
            })
            .collect();
        for (pixel, _) in &marks {
            pen.vertical(*pixel, (plot.top, plot.bottom), theme.hairline, theme.grid)?;
        }
        axis::horizontal(pen, theme, plot, &marks, "strength")?;
        let bands = Bands::new(rows.len(), (plot.top, plot.bottom));
        let mut hits = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            let y = bands.middle(index);
            pen.horizontal((plot.left, plot.right), y, theme.hairline, theme.axis)?;
            let mut place = 0;
            while place < self.strengths.len() {
                let is_firing = |at: &usize| row.fires.get(*at).copied().unwrap_or(false);
                let run = (place..self.strengths.len()).take_while(is_firing).count();
                if run > 0 {
                    let from = x.pixel(self.reach(place).0);
                    let to = x.pixel(self.reach(place + run - 1).1).max(from + 2.0);
                    pen.rect(Area::new(from, y - HALF, to, y + HALF), theme.violation)?;
                }
                place += run + 1;
            }
            let style = TextStyle::title(theme).in_colour(theme.ink);
            pen.text(&labels[index], (plot.left - 8.0, y), Align::Right, style)?;
            if let Some(smallest) = row.smallest {
                let at = (plot.right + 8.0, y);
                let words = format::percent(smallest);
                pen.text(&words, at, Align::Left, TextStyle::label(theme))?;
            }
            let (start, end) = bands.slot(index);
            hits.push(Hit {
                item: Item::Point(index),
                area: Area::new(0.0, start, picture.right, end),
            });
        }
        if let Some(at) = self.at {
            let ends = (plot.top - 4.0, plot.bottom);
            pen.vertical(x.pixel(at), ends, theme.stroke, theme.selection)?;
        }
        Ok(Mapping {
            x: Some(x),
            hits,
            ..Mapping::new(plot)
        })
    }

    fn summary(&self) -> String {
        let Some(first) = self.rows.first() else {
            return "No check fires at any strength.".to_owned();
        };
        let left_out = self.rows.len() - self.drawn().len();
        let rest = match left_out {
            0 => String::new(),
            _ => format!(" {left_out} more are in the table."),
        };
        let from = first
            .smallest
            .map_or("at some strengths".to_owned(), |smallest| {
                format!("from {} on", format::percent(smallest))
            });
        format!(
            "{} checks fire at some strength; {} fires first, {from}.{rest}",
            self.rows.len(),
            first.label
        )
    }

    fn table(&self) -> Table {
        let mut table = Table::new(&["monitor", "check", "fires from"]);
        let strengths = self
            .strengths
            .iter()
            .map(|strength| format::percent(*strength));
        table.header.extend(strengths);
        for row in &self.rows {
            let mut cells = vec![
                row.monitor.clone(),
                row.label.clone(),
                row.smallest.map_or(String::new(), format::percent),
            ];
            let observed = row.observed.iter().zip(&row.fires).map(|(value, fires)| {
                let value = value.map_or(String::new(), format::exact);
                match fires {
                    true => format!("{value} (fires)").trim_start().to_owned(),
                    false => value,
                }
            });
            cells.extend(observed);
            table.rows.push(cells);
        }
        table
    }

    fn lines(&self, item: Item) -> Vec<String> {
        let Item::Point(index) = item else {
            return Vec::new();
        };
        let Some(row) = self.rows.get(index) else {
            return Vec::new();
        };
        let words = match row.smallest {
            Some(smallest) => format!("fires from {} on", format::percent(smallest)),
            None => "fires at some strengths, and not at the strongest".to_owned(),
        };
        vec![row.label.clone(), row.monitor.clone(), words]
    }

    fn ideal_height(&self, _css_width: u32) -> u32 {
        (self.drawn().len().max(3) as f64 * ROW + axis::BELOW + 52.0) as u32
    }
}
