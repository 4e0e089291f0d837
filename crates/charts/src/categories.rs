//! Both sides' shares of labels.

use super::bars::{largest, vertical};
use super::pen::TextStyle;
use super::rows::{self, RowList};
use super::scale::Scale;
use super::sides::{self, Sides};
use super::{
    Align, Area, AxisKind, Chart, Item, Mapping, Measure, Pen, Table, axis, format, frame, text,
};

/// Paired bars per label, the largest difference first or in an order of their own, the rest as one.
///
/// A label that only the current side has is marked "new", one that only the baseline has "gone".
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CategoryBars {
    /// The feature's name.
    pub feature: String,
    /// The labels in any order.
    pub labels: Vec<String>,
    /// The baseline's counts, one per label; empty where there is no baseline.
    pub baseline: Vec<f64>,
    /// The current side's counts.
    pub current: Vec<f64>,
    /// Those of all its rows, where a brush selects some; drawn as outlines behind, and deciding order and marks, so that both stay while the brush moves.
    pub all: Vec<f64>,
    /// Positions of the labels that a brush holds.
    pub chosen: Vec<usize>,
    /// Positions of the labels in an order of their own; none: the largest difference first.
    pub order: Vec<usize>,
    /// How many labels are drawn one by one.
    pub top: usize,
    /// Shares or counts.
    pub measure: Measure,
    /// The axis of the bars.
    pub axis: AxisKind,
}

/// Height of a label's pair of bars with the space around it.
const ROW: f64 = 30.0;
/// Thickness of one bar.
const BAR: f64 = 10.0;

/// A row of the picture.
struct Row {
    item: Item,
    label: String,
    counts: (f64, f64),
    mark: &'static str,
}

impl CategoryBars {
    fn sides(&self) -> Sides<'_> {
        Sides::new(&self.baseline, &self.current, self.measure)
    }

    /// Both sides, whatever a brush selects.
    fn unbrushed(&self) -> Sides<'_> {
        let current = match self.all.is_empty() {
            true => &self.current,
            false => &self.all,
        };
        Sides::new(&self.baseline, current, self.measure)
    }

    /// Positions of labels in the order in which they are drawn.
    fn drawn_order(&self) -> Vec<usize> {
        match self.order.is_empty() {
            true => self.largest_first(),
            false => self.order.clone(),
        }
    }

    /// Positions of labels, the largest difference of shares first, then by their text.
    fn largest_first(&self) -> Vec<usize> {
        let sides = self.unbrushed();
        let difference = |index: usize| {
            let (baseline, current) = sides.shares(index);
            (current - baseline).abs()
        };
        let mut order: Vec<usize> = (0..self.labels.len()).collect();
        order.sort_by(|&a, &b| {
            let by_difference = difference(b).total_cmp(&difference(a));
            by_difference.then_with(|| self.labels[a].cmp(&self.labels[b]))
        });
        order
    }

    fn mark(&self, index: usize) -> &'static str {
        let sides = self.unbrushed();
        if !sides.has_baseline() || !sides.has_current() {
            return "";
        }
        match sides.counts(index) {
            (baseline, current) if baseline <= 0.0 && current > 0.0 => "new",
            (baseline, current) if baseline > 0.0 && current <= 0.0 => "gone",
            _ => "",
        }
    }

    fn rows(&self) -> Vec<Row> {
        let order = self.drawn_order();
        // One label left over is drawn itself rather than as "1 other".
        let is_whole = order.len() <= self.top + 1;
        let (drawn, rest) = order.split_at(if is_whole { order.len() } else { self.top });
        let row = |&index: &usize| Row {
            item: Item::Label(index),
            label: named(&self.labels[index]),
            counts: self.sides().counts(index),
            mark: self.mark(index),
        };
        let mut rows: Vec<Row> = drawn.iter().map(row).collect();
        if !rest.is_empty() {
            let counts = rest.iter().map(|&index| self.sides().counts(index));
            rows.push(Row {
                item: Item::Others,
                label: format!("{} others", format::count(rest.len() as f64)),
                counts: counts.fold((0.0, 0.0), |sum, pair| (sum.0 + pair.0, sum.1 + pair.1)),
                mark: "",
            });
        }
        rows
    }
}

/// An empty label must be seen.
fn named(label: &str) -> String {
    if label.is_empty() { "(empty)" } else { label }.to_owned()
}

impl Chart for CategoryBars {
    fn paint(&self, pen: &mut Pen) -> Mapping {
        let theme = pen.theme;
        let sides = self.sides();
        if sides.is_empty() || self.labels.is_empty() {
            return frame::empty(pen, &self.summary());
        }
        let rows = self.rows();
        let top = frame::heading(pen, &self.feature, &sides.legend_with(&self.all));
        let marks_room = text::width("gone", theme.label_size) + 10.0;
        let limit = pen.area().width() * 0.4 - marks_room;
        let names = rows::cut_to(pen, limit, rows.iter().map(|row| row.label.as_str()));
        let has_marks = rows.iter().any(|row| !row.mark.is_empty());
        let marks_room = if has_marks { marks_room } else { 0.0 };
        let list = RowList::new(pen, top, names, (marks_room + 12.0, 14.0));
        let list = list.with_gap(marks_room + 8.0);
        let plot = list.plot;
        let measured: Vec<(f64, f64)> = rows.iter().map(|row| sides.measured(row.counts)).collect();
        let unbrushed = self.unbrushed();
        let behind = |row: &Row| match row.item {
            Item::Label(index) if !self.all.is_empty() => {
                unbrushed.measured(unbrushed.counts(index)).1
            }
            _ => 0.0,
        };
        let all: Vec<(f64, f64)> = rows.iter().map(|row| (behind(row), 0.0)).collect();
        // The rest taken together may dwarf every single label; the axis then fits the labels, and the rest is cut and written out.
        let others = rows.iter().filter(|row| row.item == Item::Others).count();
        let (single, rest) = measured.split_at(rows.len() - others);
        let is_cut = self.axis == AxisKind::Linear
            && largest(rest) > 1.5 * largest(single)
            && largest(single) > 0.0;
        let fitted = if is_cut { single } else { &measured };
        let upright = vertical(&[fitted, &all].concat(), self.axis, (plot.right, plot.left));
        let x = Scale::of_kind(self.axis, upright.domain(), (plot.left, plot.right));
        let (marks, _) = axis::marks(&x, sides.tick_format());
        axis::grid(pen, plot, &marks, sides.title());
        for (index, row) in rows.iter().enumerate() {
            let (start, end) = list.bands.slot(index);
            let middle = list.bands.middle(index);
            let thickness = BAR.min((end - start) * 0.4);
            let (baseline, current) = measured[index];
            if matches!(row.item, Item::Label(label) if self.chosen.contains(&label)) {
                let bottom = end - 1.0;
                frame::brush(
                    pen,
                    Area {
                        bottom,
                        ..list.row(index)
                    },
                );
            }
            let bar = |value: f64, (from, to): (f64, f64)| {
                let right = if value > 0.0 {
                    x.pixel(value)
                } else {
                    plot.left
                };
                Area::new(plot.left, from, right, to)
            };
            let above = (middle - thickness - 0.5, middle - 0.5);
            let below = (middle + 0.5, middle + thickness + 0.5);
            frame::baseline_bar(pen, bar(baseline, above));
            frame::current_bar(pen, bar(current, below));
            if all[index].0 > 0.0 {
                let colour = frame::unbrushed(theme);
                pen.outline(bar(all[index].0, below), theme.hairline, colour);
            }
            if is_cut && row.item == Item::Others {
                let words = sides.pair(row.counts);
                let right = plot.right - 24.0;
                let left = right - text::width(&words, theme.label_size) - 12.0;
                pen.rect(Area::new(left, start, right, end), theme.surface);
                let at = (right - 6.0, middle);
                pen.text(&words, at, Align::Right, TextStyle::label(theme));
            }
            let is_one = row.item != Item::Others;
            list.name(pen, index, if is_one { theme.ink } else { theme.muted_ink });
            if !row.mark.is_empty() {
                let is_new = row.mark == "new";
                let colour = if is_new {
                    theme.current_ink
                } else {
                    theme.baseline_ink
                };
                let style = TextStyle::label(theme).in_colour(colour).bold();
                pen.text(row.mark, (plot.left - 8.0, middle), Align::Right, style);
            }
        }
        list.vertical(pen, plot.left, theme.axis);
        let hits = rows.iter().enumerate();
        let hits = hits.map(|(index, row)| list.hit(index, row.item));
        Mapping::new(plot).with_x(x).with_hits(hits)
    }

    fn summary(&self) -> String {
        let sides = self.sides();
        if sides.is_empty() || self.labels.is_empty() {
            return format!("No labels of {} on either side.", self.feature);
        }
        let count = format::count(self.labels.len() as f64);
        let mut summary = format!("{count} labels of {}.{}", self.feature, sides.absent());
        if sides.absent().is_empty() {
            for index in self.largest_first().into_iter().take(3) {
                let (baseline, current) = sides.shares(index);
                if baseline != current {
                    let name = named(&self.labels[index]);
                    let [from, to] = [baseline, current].map(format::percent);
                    summary.push_str(&format!(" {name}: from {from} to {to}."));
                }
            }
            for mark in ["new", "gone"] {
                let marked = (0..self.labels.len()).filter(|&index| self.mark(index) == mark);
                let count = marked.count();
                if count > 0 {
                    summary.push_str(&format!(" {} {mark}.", format::count(count as f64)));
                }
            }
        }
        summary
    }

    fn table(&self) -> Table {
        let (order, first) = (self.drawn_order(), |index: usize| {
            vec![self.labels[index].clone()]
        });
        let mut table = sides::table(&["label"], &self.sides(), order.iter().copied(), first);
        table.header.push("mark".to_owned());
        for (row, index) in table.rows.iter_mut().zip(order) {
            row.push(self.mark(index).to_owned());
        }
        table
    }

    fn lines(&self, item: Item) -> Vec<String> {
        let row = self.rows().into_iter().find(|row| row.item == item);
        let Some(row) = row else {
            return Vec::new();
        };
        let words = match row.mark {
            "new" => ", which the baseline never had",
            "gone" => ", which the current rows lack",
            _ => "",
        };
        let mut lines = vec![format!("{}{words}", row.label)];
        lines.extend(self.sides().lines(row.counts));
        lines
    }

    fn ideal_height(&self, _css_width: u32) -> u32 {
        let rows = self.labels.len().min(self.top + 1).max(1);
        (rows as f64 * ROW + axis::BELOW + 48.0) as u32
    }
}
