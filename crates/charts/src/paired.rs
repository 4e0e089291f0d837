//! Values of both sides beneath each other, with what each is allowed to be.

use super::frame::Swatch;
use super::rows::{self, RowList};
use super::scale::extent;
use super::table::{cell, few, yes};
use super::{Area, Chart, Item, Mapping, Pen, Table, format, frame};

/// A row: a feature, a metric or a label.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Pair {
    /// How the row is called.
    pub label: String,
    /// The baseline's value.
    pub baseline: Option<f64>,
    /// What was observed.
    pub current: Option<f64>,
    /// What is allowed.
    pub threshold: Option<f64>,
    /// True when the rule finds that it is violated.
    pub is_violated: bool,
}

/// Rows on one axis that begins at zero: the baseline's bar above the observed one, and a dashed tick where the threshold is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Paired {
    /// What is shown.
    pub title: String,
    /// The axis' title.
    pub across: String,
    /// The rows from the top.
    pub rows: Vec<Pair>,
    /// Rows that are drawn; the table has all.
    pub top: usize,
    /// Why there is no row.
    pub reason: String,
}

/// Height of a row with one bar, and with two.
const ROWS: [f64; 2] = [22.0, 30.0];

impl Paired {
    fn has_baseline(&self) -> bool {
        self.rows.iter().any(|row| row.baseline.is_some())
    }

    fn drawn(&self) -> &[Pair] {
        rows::drawn(&self.rows, self.top)
    }

    /// Where nothing is allowed or violated: the row whose sides differ most.
    fn largest_change(&self) -> Option<String> {
        let changes = self.rows.iter().filter_map(|row| {
            let (baseline, current) = (row.baseline?, row.current?);
            let change = (current - baseline).abs();
            (change.is_finite() && change != 0.0).then_some((row, change))
        });
        let (row, _) = changes.max_by(|one, other| one.1.total_cmp(&other.1))?;
        let [baseline, current] = [row.baseline?, row.current?].map(format::number);
        let label = &row.label;
        Some(format!(
            "; the largest change is {label}, {baseline} to {current}"
        ))
    }

    /// Zero and the values that are finite.
    fn domain(&self) -> (f64, f64) {
        let values = self.drawn().iter();
        let values = values.flat_map(|row| [Some(0.0), row.baseline, row.current, row.threshold]);
        match extent(values.flatten()) {
            Some((low, high)) if low < high => (low * 1.04, high * 1.04),
            _ => (0.0, 1.0),
        }
    }

    fn legend(&self) -> Vec<(Swatch, &'static str)> {
        let rows = self.drawn();
        let all = [
            (self.has_baseline(), Swatch::BaselineFill, "baseline"),
            (true, Swatch::CurrentHatch, "observed"),
            (
                rows.iter().any(|row| row.threshold.is_some()),
                Swatch::Threshold,
                "threshold",
            ),
            (
                rows.iter().any(|row| row.is_violated),
                Swatch::DriftedPoint,
                "violated",
            ),
        ];
        let shown = all.into_iter().filter(|(is_shown, ..)| *is_shown);
        shown.map(|(_, swatch, words)| (swatch, words)).collect()
    }
}

impl Chart for Paired {
    fn paint(&self, pen: &mut Pen) -> Mapping {
        let theme = pen.theme;
        let rows = self.drawn();
        if rows.is_empty() {
            return frame::empty(pen, &self.summary());
        }
        let top = frame::heading(pen, &self.title, &self.legend());
        let names = rows::cut(pen, 0.36, rows.iter().map(|row| row.label.as_str()));
        let list = RowList::new(pen, top, names, (14.0, 18.0));
        let x = list.across(self.domain());
        let across = match self.rows.len() - rows.len() {
            0 => self.across.clone(),
            more => format!(
                "{}; {} more in the table",
                self.across,
                format::count(more as f64)
            ),
        };
        list.grid(pen, &x, &across);
        let zero = x.pixel(0.0);
        for (index, row) in rows.iter().enumerate() {
            let (start, end) = list.bands.slot(index);
            let (middle, half) = (list.bands.middle(index), (end - start) * 0.38);
            let finite = |value: Option<f64>| value.filter(|value| value.is_finite());
            let split = match self.has_baseline() {
                true => middle,
                false => middle - half,
            };
            if let Some(value) = finite(row.baseline) {
                let bar = Area::across((zero, x.pixel(value)), middle - half, split);
                frame::baseline_bar(pen, bar);
            }
            if let Some(value) = finite(row.current) {
                let bar = Area::across((zero, x.pixel(value)), split, middle + half);
                frame::current_bar(pen, bar);
                if row.is_violated {
                    let at = (x.pixel(value), bar.middle().1);
                    frame::window_mark(pen, at, true, false);
                }
            }
            if let Some(value) = finite(row.threshold) {
                let at = x.pixel(value);
                let ends = [(at, start + 1.0), (at, end - 1.0)];
                frame::threshold(pen, ends, theme.stroke);
            }
            let is_known = row.current.is_some() || row.baseline.is_some();
            list.name_of(pen, index, is_known, zero);
        }
        list.vertical(pen, zero, theme.axis);
        Mapping::new(list.plot)
            .with_x(x)
            .with_hits(list.points(rows.len()))
    }

    fn summary(&self) -> String {
        let (title, count) = (&self.title, self.rows.len());
        let violated = self.rows.iter().filter(|row| row.is_violated);
        let violated: Vec<&str> = violated.map(|row| row.label.as_str()).collect();
        let rows = format!("{count} {}", if count == 1 { "row" } else { "rows" });
        match violated.len() {
            _ if count == 0 && self.reason.is_empty() => format!("{title}: nothing to show."),
            _ if count == 0 => format!("{title}: {}", self.reason),
            0 if self.rows.iter().all(|row| row.threshold.is_none()) => {
                format!(
                    "{title}: {rows}{}.",
                    self.largest_change().unwrap_or_default()
                )
            }
            0 => format!("{title}: {rows}, none violated."),
            some => format!("{title}: {some} of {rows} violated: {}.", few(&violated)),
        }
    }

    fn table(&self) -> Table {
        let row = |row: &Pair| {
            [
                row.label.clone(),
                cell(row.baseline),
                cell(row.current),
                cell(row.threshold),
                yes(row.is_violated),
            ]
        };
        let header = ["", "baseline", "observed", "threshold", "violated"];
        Table::new(&header, self.rows.iter().map(row))
    }

    fn lines(&self, item: Item) -> Vec<String> {
        let Some(row) = item.point(&self.rows) else {
            return Vec::new();
        };
        let values = [
            ("observed", row.current),
            ("baseline", row.baseline),
            ("threshold", row.threshold),
        ];
        let values = values
            .into_iter()
            .filter_map(|(name, value)| Some(format!("{name}: {}", format::number(value?))));
        let violated = row.is_violated.then(|| "violated".to_owned());
        let label = std::iter::once(row.label.clone());
        label.chain(values).chain(violated).collect()
    }

    fn ideal_height(&self, _css_width: u32) -> u32 {
        rows::height(self.drawn().len(), ROWS[usize::from(self.has_baseline())])
    }
}
