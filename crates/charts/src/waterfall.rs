//! From where a score starts to where it ends.

use super::pen::TextStyle;
use super::rows::{self, RowList};
use super::scale::Scale;
use super::{Align, Area, Chart, Item, Mapping, Pen, Table, axis, format, frame, text};

/// One step of a waterfall.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Contribution {
    /// What contributes, with its value.
    pub label: String,
    /// What it adds.
    pub value: f64,
}

/// Contributions one below the other, each bar where the one before ended: solid to the right, hatched to the left.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Waterfall {
    /// What is explained.
    pub title: String,
    /// The axis' title, with its unit.
    pub across: String,
    /// Where the score starts.
    pub start: f64,
    /// The steps, the largest first.
    pub steps: Vec<Contribution>,
    /// Steps that are drawn one by one; the rest is one.
    pub top: usize,
}

/// Height of a row.
const ROW: f64 = 24.0;

impl Waterfall {
    fn shown(&self) -> Vec<Contribution> {
        if self.steps.len() <= self.top + 1 {
            return self.steps.clone();
        }
        let mut shown = self.steps[..self.top].to_vec();
        let rest = &self.steps[self.top..];
        shown.push(Contribution {
            label: format!("{} others", rest.len()),
            value: rest.iter().map(|step| step.value).sum(),
        });
        shown
    }

    fn end(&self) -> f64 {
        self.start + self.steps.iter().map(|step| step.value).sum::<f64>()
    }
}

fn signed(value: f64) -> String {
    let sign = if value > 0.0 { "+" } else { "" };
    format!("{sign}{}", format::number(value))
}

impl Chart for Waterfall {
    fn paint(&self, pen: &mut Pen) -> Mapping {
        let theme = pen.theme;
        if self.steps.is_empty() {
            return frame::empty(pen, &self.summary());
        }
        let shown = self.shown();
        let last = shown.len() + 1;
        let top = frame::heading(pen, &self.title, &[]);
        let labels = shown.iter().map(|step| step.label.as_str());
        let names = ["starts from"].into_iter().chain(labels).chain(["score"]);
        let list = RowList::new(pen, top, rows::cut(pen, 0.38, names), (14.0, 14.0));
        // As wide as the widest number, so that none runs into a label.
        let numbers: Vec<String> = shown.iter().map(|step| signed(step.value)).collect();
        let margin = text::widest(&numbers, theme.label_size) + 12.0;
        let mut places = vec![self.start];
        for step in &shown {
            places.push(places.last().copied().unwrap_or(0.0) + step.value);
        }
        let low = places.iter().copied().fold(f64::INFINITY, f64::min);
        let high = places.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let (left, right) = (list.plot.left + margin, list.plot.right - margin);
        let x = Scale::linear((low, high), (left, right));
        list.grid(pen, &x, &self.across);
        let ink = TextStyle::label(theme).in_colour(theme.ink);
        for (row, value) in [(0, self.start), (last, self.end())] {
            let (y, at) = (list.bands.middle(row), x.pixel(value));
            list.name(pen, row, theme.ink);
            pen.vertical(at - 1.0, (y - 9.0, y + 9.0), theme.stroke, theme.ink);
            let words = format::number(value);
            pen.text(&words, (at + 6.0, y), Align::Left, ink.bold());
        }
        for (index, step) in shown.iter().enumerate() {
            let y = list.bands.middle(index + 1);
            let (from, to) = (x.pixel(places[index]), x.pixel(places[index + 1]));
            let bar = Area::across((from, to), y - 7.0, y + 7.0);
            let (at, align) = match step.value >= 0.0 {
                true => (bar.right + 6.0, Align::Left),
                false => (bar.left - 6.0, Align::Right),
            };
            if step.value >= 0.0 {
                pen.rect(bar, theme.muted_ink);
            } else {
                pen.rect(bar, theme.surface);
                pen.hatch(bar, 5.0, theme.muted_ink);
                pen.outline(bar, theme.hairline, theme.muted_ink);
            }
            let ends = (y + 7.0, y + ROW - 7.0);
            pen.vertical(to, ends, theme.hairline, theme.axis);
            pen.text(&numbers[index], (at, y), align, ink);
            list.name(pen, index + 1, theme.ink);
        }
        let hits = (1..last).map(|row| list.hit(row, Item::Point(row - 1)));
        Mapping::new(list.plot).with_x(x).with_hits(hits)
    }

    fn summary(&self) -> String {
        if self.steps.is_empty() {
            return "No record is explained.".to_owned();
        }
        let largest = self.steps.iter().take(3);
        let largest =
            largest.map(|step| format!("{} adds {}", step.label, format::number(step.value)));
        let largest = largest.collect::<Vec<String>>().join(", ");
        let [start, end] = [self.start, self.end()].map(format::number);
        format!("{}: from {start} to {end}. {largest}.", self.title)
    }

    fn table(&self) -> Table {
        let steps = self
            .steps
            .iter()
            .map(|step| (step.label.as_str(), step.value));
        let rows = [("starts from", self.start)].into_iter().chain(steps);
        let rows = rows.chain([("score", self.end())]);
        let row = |(label, value): (&str, f64)| [label.to_owned(), format::exact(value)];
        Table::new(&["step", "adds"], rows.map(row))
    }

    fn lines(&self, item: Item) -> Vec<String> {
        let shown = self.shown();
        let Some(step) = item.point(&shown) else {
            return Vec::new();
        };
        let added = format!("adds {}", format::number(step.value));
        vec![step.label.clone(), added]
    }

    fn ideal_height(&self, _css_width: u32) -> u32 {
        let rows = self.steps.len().min(self.top + 1) + 2;
        (rows as f64 * ROW + axis::BELOW + 32.0) as u32
    }
}
