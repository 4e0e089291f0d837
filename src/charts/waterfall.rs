//! From where a score starts to where it ends.

use plotters_backend::DrawingBackend;

use super::ink::TextStyle;
use super::scale::{Bands, Scale};
use super::ticks::TickFormat;
use super::{
    Align, Area, Chart, DrawError, Hit, Item, Mapping, Pen, Table, Theme, axis, format, frame, text,
};

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
    fn paint<B: DrawingBackend>(
        &self,
        pen: &mut Pen<'_, B>,
        theme: &Theme,
    ) -> Result<Mapping, DrawError> {
        if self.steps.is_empty() {
            return frame::empty(pen, theme, &self.summary());
        }
        let shown = self.shown();
        let top = frame::heading(pen, theme, &self.title, &[])?;
        let picture = pen.area();
        let limit = picture.width() * 0.38;
        let labels: Vec<String> = shown
            .iter()
            .map(|step| text::shorten(&step.label, limit, theme.title_size))
            .collect();
        let widest = labels
            .iter()
            .map(|label| text::width(label, theme.title_size))
            .fold(text::width("starts from", theme.title_size), f64::max);
        // As wide as the widest number, so that none runs into a label.
        let numbers = shown
            .iter()
            .map(|step| text::width(&signed(step.value), theme.label_size))
            .fold(0.0, f64::max)
            + 12.0;
        let plot = Area::new(
            (widest + 14.0).ceil(),
            top,
            picture.right - 14.0,
            picture.bottom - axis::BELOW,
        );
        let mut places = vec![self.start];
        for step in &shown {
            places.push(places.last().copied().unwrap_or(0.0) + step.value);
        }
        let low = places.iter().copied().fold(f64::INFINITY, f64::min);
        let high = places.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let x = Scale::linear((low, high), (plot.left + numbers, plot.right - numbers));
        let marks = axis::formatted_marks(&x, TickFormat::Number);
        for (pixel, _) in &marks {
            pen.vertical(*pixel, (plot.top, plot.bottom), theme.hairline, theme.grid)?;
        }
        axis::horizontal(pen, theme, plot, &marks, &self.across)?;
        let bands = Bands::new(shown.len() + 2, (plot.top, plot.bottom));
        let ink = TextStyle::title(theme).in_colour(theme.ink);
        for (row, words, value) in [
            (0, "starts from", self.start),
            (shown.len() + 1, "score", self.end()),
        ] {
            let (y, at) = (bands.middle(row), x.pixel(value));
            pen.text(words, (plot.left - 8.0, y), Align::Right, ink)?;
            pen.vertical(at - 1.0, (y - 9.0, y + 9.0), theme.stroke, theme.ink)?;
            let style = TextStyle::label(theme).in_colour(theme.ink).bold();
            pen.text(&format::number(value), (at + 6.0, y), Align::Left, style)?;
        }
        let mut hits = Vec::new();
        for (index, step) in shown.iter().enumerate() {
            let y = bands.middle(index + 1);
            let (from, to) = (x.pixel(places[index]), x.pixel(places[index + 1]));
            let bar = Area::new(
                from.min(to),
                y - 7.0,
                from.max(to).max(from.min(to) + 1.0),
                y + 7.0,
            );
            if step.value >= 0.0 {
                pen.rect(bar, theme.muted_ink)?;
            } else {
                pen.rect(bar, theme.surface)?;
                pen.hatch(bar, 5.0, theme.hairline, theme.muted_ink)?;
                pen.outline(bar, theme.hairline, theme.muted_ink)?;
            }
            pen.vertical(to, (y + 7.0, y + ROW - 7.0), theme.hairline, theme.axis)?;
            let (at, align) = match step.value >= 0.0 {
                true => (bar.right + 6.0, Align::Left),
                false => (bar.left - 6.0, Align::Right),
            };
            pen.text(
                &signed(step.value),
                (at, y),
                align,
                TextStyle::label(theme).in_colour(theme.ink),
            )?;
            pen.text(&labels[index], (plot.left - 8.0, y), Align::Right, ink)?;
            let (start, end) = bands.slot(index + 1);
            hits.push(Hit {
                item: Item::Point(index),
                area: Area::new(0.0, start, picture.right, end),
            });
        }
        Ok(Mapping {
            x: Some(x),
            hits,
            ..Mapping::new(plot)
        })
    }

    fn summary(&self) -> String {
        let largest: Vec<String> = self
            .steps
            .iter()
            .take(3)
            .map(|step| format!("{} adds {}", step.label, format::number(step.value)))
            .collect();
        format!(
            "{}: from {} to {}. {}.",
            self.title,
            format::number(self.start),
            format::number(self.end()),
            largest.join(", ")
        )
    }

    fn table(&self) -> Table {
        let mut table = Table::new(&["step", "adds"]);
        let row = |label: &str, value: f64| vec![label.to_owned(), format::exact(value)];
        table.rows.push(row("starts from", self.start));
        let steps = self.steps.iter();
        table
            .rows
            .extend(steps.map(|step| row(&step.label, step.value)));
        table.rows.push(row("score", self.end()));
        table
    }

    fn lines(&self, item: Item) -> Vec<String> {
        let Item::Point(index) = item else {
            return Vec::new();
        };
        let shown = self.shown();
        let step = shown.get(index);
        step.map_or(Vec::new(), |step| {
            vec![
                step.label.clone(),
                format!("adds {}", format::number(step.value)),
            ]
        })
    }

    fn ideal_height(&self, _css_width: u32) -> u32 {
        let rows = self.steps.len().min(self.top + 1) + 2;
        (rows as f64 * ROW + axis::BELOW + 32.0) as u32
    }
}
