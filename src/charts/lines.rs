//! Some measures over windows, one line each.

use plotters_backend::DrawingBackend;

use super::bars::vertical;
use super::ink::TextStyle;
use super::scale::Bands;
use super::ticks::TickFormat;
use super::{
    Align, Area, AxisKind, Chart, DrawError, Hit, Item, Mapping, Pen, Table, Theme, axis, format,
    frame, text,
};

/// A line of [`Lines`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Line {
    /// What it is about: a feature.
    pub name: String,
    /// One per window, zero or more; absent where there is none, which interrupts the line.
    pub values: Vec<Option<f64>>,
}

/// The lines that reach highest, with their names at their ends; the rest are in the table alone.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lines {
    /// What is measured, with its unit: the title of the vertical axis.
    pub measure: String,
    /// How the windows are called, in order of time.
    pub labels: Vec<String>,
    /// What the windows are: the title of the horizontal axis.
    pub across: String,
    /// All lines, in any order.
    pub lines: Vec<Line>,
    /// How many are drawn.
    pub top: usize,
    /// Windows that a brush selects, from and to, both included.
    pub brush: Option<(usize, usize)>,
}

/// Height of a name at the end of a line.
const NAME_HEIGHT: f64 = 14.0;

impl Line {
    fn highest(&self) -> f64 {
        let values = self.values.iter().flatten();
        values
            .copied()
            .filter(|v| v.is_finite())
            .fold(f64::NEG_INFINITY, f64::max)
    }

    fn value(&self, window: usize) -> Option<f64> {
        let value = self.values.get(window).copied().flatten();
        value.filter(|value| value.is_finite())
    }
}

impl Lines {
    /// The lines that are drawn, the highest first, equals by name.
    fn drawn(&self) -> Vec<&Line> {
        let mut lines: Vec<&Line> = self.lines.iter().collect();
        lines.retain(|line| line.highest().is_finite());
        lines.sort_by(|a, b| {
            let by_height = b.highest().total_cmp(&a.highest());
            by_height.then_with(|| a.name.cmp(&b.name))
        });
        lines.truncate(self.top);
        lines
    }

    /// Heights of the names, moved apart where lines end close to each other.
    fn name_places(ends: &[f64], (top, bottom): (f64, f64)) -> Vec<f64> {
        let mut order: Vec<usize> = (0..ends.len()).collect();
        order.sort_by(|&a, &b| ends[a].total_cmp(&ends[b]));
        let mut places = ends.to_vec();
        let mut next = top;
        for &line in &order {
            places[line] = places[line].max(next);
            next = places[line] + NAME_HEIGHT;
        }
        let mut last = bottom;
        for &line in order.iter().rev() {
            places[line] = places[line].min(last);
            last = places[line] - NAME_HEIGHT;
        }
        places
    }
}

impl Chart for Lines {
    fn paint<B: DrawingBackend>(
        &self,
        pen: &mut Pen<'_, B>,
        theme: &Theme,
    ) -> Result<Mapping, DrawError> {
        let drawn = self.drawn();
        if drawn.is_empty() || self.labels.is_empty() {
            return frame::empty(pen, theme, &self.summary());
        }
        let top = frame::heading(pen, theme, &self.measure, &[])?;
        let windows = self.labels.len();
        let heights: Vec<(f64, f64)> = drawn.iter().map(|line| (line.highest(), 0.0)).collect();
        let y = |range| vertical(&heights, AxisKind::Linear, range);
        let (plot, y) = axis::cartesian(pen, theme, top, axis::BELOW, y, TickFormat::Number)?;
        let limit = pen.area().width() * 0.28;
        let names: Vec<String> = drawn
            .iter()
            .map(|line| text::shorten(&line.name, limit, theme.title_size))
            .collect();
        let widths = names.iter().map(|name| text::width(name, theme.title_size));
        let room = widths.fold(0.0, f64::max) + 14.0;
        let plot = Area {
            right: plot.right - room,
            ..plot
        };
        let bands = Bands::new(windows, (plot.left, plot.right));
        if let Some((first, last)) = self.brush {
            let (first, last) = (first.min(windows - 1), last.min(windows - 1));
            let ends = (bands.edge(first), bands.edge(last + 1));
            let area = Area::new(ends.0, plot.top, ends.1, plot.bottom);
            pen.rect(area, theme.selection.mix(theme.surface, 0.85))?;
            pen.outline(area, theme.hairline, theme.selection)?;
        }
        let mut ends = Vec::new();
        for (rank, line) in drawn.iter().enumerate().rev() {
            // Names tell lines apart; the paler a line, the lower its highest point.
            let colour = theme
                .current
                .mix(theme.muted_ink, rank as f64 / self.top.max(1) as f64);
            let points = (0..windows).map(|window| {
                let value = line.value(window)?;
                Some((bands.middle(window), y.pixel(value.max(0.0))))
            });
            let points: Vec<Option<(f64, f64)>> = points.collect();
            for run in points.split(Option::is_none) {
                let run: Vec<(f64, f64)> = run.iter().flatten().copied().collect();
                pen.path(&run, theme.stroke, colour)?;
                for (x, y) in run {
                    pen.rect(Area::new(x - 2.0, y - 2.0, x + 2.0, y + 2.0), colour)?;
                }
            }
            let end = points.iter().rev().flatten().next();
            ends.push(end.map_or(plot.bottom, |end| end.1));
        }
        ends.reverse();
        // Grid lines end where the names begin.
        let beside = Area::new(plot.right + 1.0, top, pen.area().right, plot.bottom + 1.0);
        pen.rect(beside, theme.surface)?;
        let places = Self::name_places(&ends, (plot.top, plot.bottom));
        for (name, place) in names.iter().zip(places) {
            let style = TextStyle::title(theme).in_colour(theme.ink);
            pen.text(name, (plot.right + 8.0, place), Align::Left, style)?;
        }
        let marks: Vec<(f64, String)> = self
            .labels
            .iter()
            .enumerate()
            .map(|(window, label)| (bands.middle(window), label.clone()))
            .collect();
        axis::horizontal(pen, theme, plot, &marks, &self.across)?;
        let hits = (0..windows).map(|window| {
            let (left, right) = bands.slot(window);
            Hit {
                item: Item::Window(window),
                area: Area::new(left, plot.top, right, plot.bottom),
            }
        });
        Ok(Mapping {
            y: Some(y),
            hits: hits.collect(),
            ..Mapping::new(plot)
        })
    }

    fn summary(&self) -> String {
        let drawn = self.drawn();
        let Some(first) = drawn.first() else {
            return format!("No {} over time.", self.measure);
        };
        let left_out = self.lines.len() - drawn.len();
        let rest = match left_out {
            0 => String::new(),
            _ => format!(" {left_out} more are in the table."),
        };
        format!(
            "{} over {} windows, {} lines; {} reaches highest, {}.{rest}",
            self.measure,
            self.labels.len(),
            drawn.len(),
            first.name,
            format::number(first.highest())
        )
    }

    fn table(&self) -> Table {
        let mut table = Table::new(&["feature"]);
        table.header.extend(self.labels.iter().cloned());
        for line in &self.lines {
            let cells = (0..self.labels.len())
                .map(|window| line.value(window).map_or(String::new(), format::exact));
            let mut row = vec![line.name.clone()];
            row.extend(cells);
            table.rows.push(row);
        }
        table
    }

    fn lines(&self, item: Item) -> Vec<String> {
        let Item::Window(window) = item else {
            return Vec::new();
        };
        let Some(label) = self.labels.get(window) else {
            return Vec::new();
        };
        let mut lines = vec![label.clone()];
        lines.extend(self.drawn().into_iter().map(|line| {
            let value = line.value(window);
            let value = value.map_or("not computed".to_owned(), format::number);
            format!("{}: {value}", line.name)
        }));
        lines
    }

    fn ideal_height(&self, css_width: u32) -> u32 {
        (css_width * 2 / 5).clamp(240, 320)
    }
}
