//! Both sides' shares of labels.

use plotters_backend::DrawingBackend;

use super::bars::vertical;
use super::ink::TextStyle;
use super::scale::{Bands, Scale};
use super::sides::{CELL_TITLES, Sides};
use super::{
    Align, Area, AxisKind, Chart, DrawError, Hit, Item, Mapping, Measure, Pen, Table, Theme, axis,
    format, frame, text,
};

/// Paired bars per label, the largest difference first, the rest as one.
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

    /// Positions of labels, the largest difference of shares first, then by their text.
    fn order(&self) -> Vec<usize> {
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
        let order = self.order();
        // One label left over is drawn itself rather than as "1 other".
        let top = if order.len() <= self.top + 1 {
            order.len()
        } else {
            self.top
        };
        let mut rows: Vec<Row> = order[..top]
            .iter()
            .map(|&index| Row {
                item: Item::Label(index),
                label: named(&self.labels[index]),
                counts: self.sides().counts(index),
                mark: self.mark(index),
            })
            .collect();
        if top < order.len() {
            rows.push(Row {
                item: Item::Others,
                label: format!("{} others", format::count((order.len() - top) as f64)),
                counts: self.others(&order[top..]),
                mark: "",
            });
        }
        rows
    }

    fn others(&self, rest: &[usize]) -> (f64, f64) {
        let counts = rest.iter().map(|&index| self.sides().counts(index));
        counts.fold((0.0, 0.0), |sum, pair| (sum.0 + pair.0, sum.1 + pair.1))
    }

    fn height(&self) -> f64 {
        let rows = self.labels.len().min(self.top + 1).max(1);
        rows as f64 * ROW
    }
}

/// An empty label must be seen.
fn named(label: &str) -> String {
    if label.is_empty() {
        "(empty)".to_owned()
    } else {
        label.to_owned()
    }
}

impl Chart for CategoryBars {
    fn paint<B: DrawingBackend>(
        &self,
        pen: &mut Pen<'_, B>,
        theme: &Theme,
    ) -> Result<Mapping, DrawError> {
        let sides = self.sides();
        if sides.is_empty() || self.labels.is_empty() {
            return frame::empty(pen, theme, &self.summary());
        }
        let rows = self.rows();
        let legend = sides.legend_with(&self.all);
        let top = frame::heading(pen, theme, &self.feature, &legend)?;
        let picture = pen.area();
        let room = text::width("gone", theme.label_size) + 10.0;
        let limit = picture.width() * 0.4 - room;
        let labels: Vec<String> = rows
            .iter()
            .map(|row| text::shorten(&row.label, limit, theme.title_size))
            .collect();
        let widest = labels
            .iter()
            .map(|label| text::width(label, theme.title_size))
            .fold(0.0, f64::max);
        let marks_room = if rows.iter().any(|row| !row.mark.is_empty()) {
            room
        } else {
            0.0
        };
        let left = (widest + marks_room + 12.0).ceil();
        let plot = Area::new(
            left,
            top,
            picture.right - 14.0,
            picture.bottom - axis::BELOW,
        );
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
        let (single, rest) = match rows.last() {
            Some(row) if row.item == Item::Others => measured.split_at(rows.len() - 1),
            _ => (measured.as_slice(), [].as_slice()),
        };
        let largest = |pairs: &[(f64, f64)]| {
            pairs
                .iter()
                .fold(0.0, |most: f64, pair| most.max(pair.0).max(pair.1))
        };
        let cut = self.axis == AxisKind::Linear
            && largest(rest) > 1.5 * largest(single)
            && largest(single) > 0.0;
        let fitted = if cut { single } else { &measured };
        let fitted = [fitted, &all].concat();
        let upright = vertical(&fitted, self.axis, (plot.right, plot.left));
        let x = Scale::of_kind(self.axis, upright.domain(), (plot.left, plot.right));
        let marks = axis::formatted_marks(&x, sides.tick_format());
        for (pixel, _) in &marks {
            pen.vertical(*pixel, (plot.top, plot.bottom), theme.hairline, theme.grid)?;
        }
        axis::horizontal(pen, theme, plot, &marks, sides.title())?;
        let bands = Bands::new(rows.len(), (plot.top, plot.bottom));
        let mut hits = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            let (start, end) = bands.slot(index);
            let middle = bands.middle(index);
            let thickness = BAR.min((end - start) * 0.4);
            let (baseline, current) = measured[index];
            let is_chosen = matches!(row.item, Item::Label(label) if self.chosen.contains(&label));
            if is_chosen {
                let area = Area::new(0.0, start, picture.right, end - 1.0);
                pen.rect(area, theme.selection.mix(theme.surface, 0.85))?;
                pen.outline(area, theme.hairline, theme.selection)?;
            }
            let bar = |value: f64, from: f64, to: f64| {
                let length = if value > 0.0 {
                    x.pixel(value) - plot.left
                } else {
                    0.0
                };
                Area::new(plot.left, from, plot.left + length, to)
            };
            frame::baseline_bar(
                pen,
                theme,
                bar(baseline, middle - thickness - 0.5, middle - 0.5),
            )?;
            frame::current_bar(
                pen,
                theme,
                bar(current, middle + 0.5, middle + thickness + 0.5),
            )?;
            if all[index].0 > 0.0 {
                let area = bar(all[index].0, middle + 0.5, middle + thickness + 0.5);
                pen.outline(area, theme.hairline, frame::unbrushed(theme))?;
            }
            if cut && row.item == Item::Others {
                let words = sides.pair(row.counts);
                let width = text::width(&words, theme.label_size);
                let right = plot.right - 24.0;
                let behind = Area::new(right - width - 12.0, start, right, end);
                pen.rect(behind, theme.surface)?;
                let at = (right - 6.0, middle);
                pen.text(&words, at, Align::Right, TextStyle::label(theme))?;
            }
            let colour = if row.item == Item::Others {
                theme.muted_ink
            } else {
                theme.ink
            };
            let style = TextStyle::title(theme).in_colour(colour);
            let at = (plot.left - marks_room - 8.0, middle);
            pen.text(&labels[index], at, Align::Right, style)?;
            if !row.mark.is_empty() {
                let colour = if row.mark == "new" {
                    theme.current_ink
                } else {
                    theme.baseline_ink
                };
                let style = TextStyle::label(theme).in_colour(colour).bold();
                pen.text(row.mark, (plot.left - 8.0, middle), Align::Right, style)?;
            }
            let area = Area::new(0.0, start, picture.right, end);
            hits.push(Hit {
                item: row.item,
                area,
            });
        }
        pen.vertical(
            plot.left,
            (plot.top, plot.bottom),
            theme.hairline,
            theme.axis,
        )?;
        Ok(Mapping {
            x: Some(x),
            hits,
            ..Mapping::new(plot)
        })
    }

    fn summary(&self) -> String {
        let sides = self.sides();
        if sides.is_empty() || self.labels.is_empty() {
            return format!("No labels of {} on either side.", self.feature);
        }
        let mut summary = format!(
            "{} labels of {}.{}",
            format::count(self.labels.len() as f64),
            self.feature,
            sides.absent()
        );
        if sides.absent().is_empty() {
            for index in self.order().into_iter().take(3) {
                let (baseline, current) = sides.shares(index);
                if baseline != current {
                    summary.push_str(&format!(
                        " {}: from {} to {}.",
                        named(&self.labels[index]),
                        format::percent(baseline),
                        format::percent(current)
                    ));
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
        let mut table = Table::new(&["label"]);
        table.header.extend(CELL_TITLES.map(str::to_owned));
        table.header.push("mark".to_owned());
        for index in self.order() {
            let mut row = vec![self.labels[index].clone()];
            row.extend(self.sides().cells(index));
            row.push(self.mark(index).to_owned());
            table.rows.push(row);
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
        (self.height() + axis::BELOW + 48.0) as u32
    }
}
