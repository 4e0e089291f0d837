//! Some measures over windows, one line each.

use super::bars::vertical;
use super::frame::Swatch;
use super::pen::TextStyle;
use super::scale::Bands;
use super::table::{cell, known};
use super::ticks::TickFormat;
use super::window_plot::{brushed, runs};
use super::{
    Align, Area, AxisKind, Chart, Item, Mapping, Pen, Table, axis, format, frame, rows, text,
};

/// A line of [`Lines`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Line {
    /// What it is about: a feature.
    pub name: String,
    /// One per window, zero or more; absent where there is none, which interrupts the line.
    pub values: Vec<Option<f64>>,
    /// The same found in another way, dashed and with open marks; empty where there is none.
    pub again: Vec<Option<f64>>,
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
    /// What the values and those found in another way are called, where lines have both.
    pub ways: Option<[&'static str; 2]>,
    /// How many are drawn.
    pub top: usize,
    /// Windows that a brush selects, from and to, both included.
    pub brush: Option<(usize, usize)>,
}

/// A value that can be drawn.
fn value(values: &[Option<f64>], window: usize) -> Option<f64> {
    let value = values.get(window).copied().flatten();
    value.filter(|value| value.is_finite())
}

/// Height of a name at the end of a line.
const NAME_HEIGHT: f64 = 14.0;

impl Line {
    fn highest(&self) -> f64 {
        let values = self.values.iter().chain(&self.again).flatten().copied();
        let values = values.filter(|value| value.is_finite());
        values.fold(f64::NEG_INFINITY, f64::max)
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

    fn legend(&self) -> Vec<(Swatch, &'static str)> {
        let has_both = self.lines.iter().any(|line| !line.again.is_empty());
        let ways = self.ways.filter(|_| has_both);
        ways.map_or_else(Vec::new, |[first, second]| {
            vec![(Swatch::CurrentLine, first), (Swatch::Again, second)]
        })
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
    fn paint(&self, pen: &mut Pen) -> Mapping {
        let theme = pen.theme;
        let drawn = self.drawn();
        if drawn.is_empty() || self.labels.is_empty() {
            return frame::empty(pen, &self.summary());
        }
        let top = frame::heading(pen, &self.measure, &self.legend());
        let windows = self.labels.len();
        let heights: Vec<(f64, f64)> = drawn.iter().map(|line| (line.highest(), 0.0)).collect();
        let y = |range| vertical(&heights, AxisKind::Linear, range);
        let (plot, y) = axis::cartesian(pen, (top, axis::BELOW), y, TickFormat::Number);
        let names = rows::cut(pen, 0.28, drawn.iter().map(|line| line.name.as_str()));
        let right = plot.right - (text::widest(&names, theme.title_size) + 14.0);
        let plot = Area { right, ..plot };
        let bands = Bands::new(windows, (plot.left, plot.right));
        if let Some((first, last)) = self.brush {
            frame::brush(pen, brushed(&bands, (first, last), windows - 1, plot));
        }
        let mut ends = Vec::new();
        for (rank, line) in drawn.iter().enumerate().rev() {
            // Names tell lines apart; the paler a line, the lower its highest point.
            let pale = rank as f64 / self.top.max(1) as f64;
            let colour = theme.current.mix(theme.muted_ink, pale);
            let spots = |values: &[Option<f64>]| -> Vec<Option<(f64, f64)>> {
                let spot = |window| {
                    let value = value(values, window)?.max(0.0);
                    Some((bands.middle(window), y.pixel(value)))
                };
                (0..windows).map(spot).collect()
            };
            let again = spots(&line.again);
            for run in runs(&again) {
                frame::again(pen, &run, colour);
            }
            let spots = spots(&line.values);
            for run in runs(&spots) {
                pen.path(&run, theme.stroke, colour);
                for at in run {
                    pen.rect(Area::around(at, 2.0), colour);
                }
            }
            let last = |spots: &[Option<(f64, f64)>]| spots.iter().rev().flatten().next().copied();
            let end = last(&spots).or_else(|| last(&again));
            ends.push(end.map_or(plot.bottom, |end| end.1));
        }
        ends.reverse();
        // Grid lines end where the names begin.
        let beside = Area::new(plot.right + 1.0, top, pen.area().right, plot.bottom + 1.0);
        pen.rect(beside, theme.surface);
        let places = Self::name_places(&ends, (plot.top, plot.bottom));
        for (name, place) in names.iter().zip(places) {
            let at = (plot.right + 8.0, place);
            pen.text(name, at, Align::Left, TextStyle::name(theme));
        }
        let hits = axis::windows(pen, plot, &bands, self.labels.iter(), &self.across);
        Mapping::new(plot).with_y(y).with_hits(hits)
    }

    fn summary(&self) -> String {
        let drawn = self.drawn();
        let Some(first) = drawn.first() else {
            return format!("No {} over time.", self.measure);
        };
        let rest = rows::more_in_table(self.lines.len() - drawn.len());
        format!(
            "{} over {}, {} lines; {} reaches highest, {}.{rest}",
            self.measure,
            format::windows(self.labels.len()),
            drawn.len(),
            first.name,
            format::number(first.highest())
        )
    }

    fn table(&self) -> Table {
        let row = |name: String, values: &[Option<f64>]| {
            let mut row = vec![name];
            row.extend((0..self.labels.len()).map(|window| cell(value(values, window))));
            row
        };
        let rows_of = |line: &Line| {
            let ways = self.ways.filter(|_| !line.again.is_empty());
            match ways {
                Some([first, second]) => vec![
                    row(format!("{}, {first}", line.name), &line.values),
                    row(format!("{}, {second}", line.name), &line.again),
                ],
                None => vec![row(line.name.clone(), &line.values)],
            }
        };
        let mut table = Table::new(&["feature"], self.lines.iter().flat_map(rows_of));
        table.header.extend(self.labels.iter().cloned());
        table
    }

    fn lines(&self, item: Item) -> Vec<String> {
        let (Item::Window(window), Some(label)) = (item, item.window(&self.labels)) else {
            return Vec::new();
        };
        let lines = self.drawn().into_iter();
        let lines = lines.map(|line| {
            let words = format!("{}: {}", line.name, known(value(&line.values, window)));
            match self.ways.zip(value(&line.again, window)) {
                Some(([first, second], again)) => {
                    format!("{words} {first}, {} {second}", format::number(again))
                }
                None => words,
            }
        });
        std::iter::once(label.clone()).chain(lines).collect()
    }

    fn ideal_height(&self, css_width: u32) -> u32 {
        (css_width * 2 / 5).clamp(240, 320)
    }
}
