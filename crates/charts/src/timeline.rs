//! A measure over windows.

use super::bars::vertical;
use super::frame::Swatch;
use super::scale::Scale;
use super::table::{cell, drifted, known};
use super::window_plot::{WindowPlot, brushed, runs};
use super::{Area, AxisKind, Chart, Item, Mapping, Pen, Table, format, frame};

/// A window of a timeline.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TimelinePoint {
    /// How the window is called.
    pub label: String,
    /// The measure, zero or more; absent where it could not be computed, which interrupts the line.
    pub value: Option<f64>,
    /// What the measure usually is at this time, from and to.
    pub usual: Option<(f64, f64)>,
    /// Rows of the window.
    pub rows: u64,
    /// True when its rows are so few that it is weak evidence.
    pub is_weak: bool,
    /// Whether the rule finds that the window drifted; absent where it is not judged.
    pub has_drifted: Option<bool>,
}

/// A measure over windows as a line with its threshold, and the windows' rows beneath.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Timeline {
    /// What is measured, with its unit: the title of the vertical axis.
    pub measure: String,
    /// The windows in order of time.
    pub points: Vec<TimelinePoint>,
    /// What the windows are: the title of the horizontal axis.
    pub across: String,
    /// What the rule in force allows.
    pub threshold: Option<f64>,
    /// The vertical axis.
    pub axis: AxisKind,
    /// Where a linear vertical axis begins; no value may be below it.
    pub floor: f64,
    /// Windows that a brush selects, from and to, both included.
    pub brush: Option<(usize, usize)>,
}

/// Height of the strip of rows below the line, with the space above it.
const ROWS_HEIGHT: f64 = 44.0;

impl Timeline {
    /// The value of a window. What is below the axis is drawn at the axis; the table behind has the value.
    fn drawn(&self, index: usize) -> Option<f64> {
        let value = self.points[index].value.filter(|value| value.is_finite());
        value.map(|value| value.max(self.floor))
    }

    fn threshold(&self) -> Option<f64> {
        self.threshold.filter(|threshold| threshold.is_finite())
    }

    /// The vertical scale, from zero or the floor.
    fn scale(&self, range: (f64, f64)) -> Scale {
        let threshold = self.threshold().unwrap_or(0.0);
        let values = self.points.iter().map(|point| point.value.unwrap_or(0.0));
        let usual = self
            .points
            .iter()
            .map(|point| point.usual.map_or(0.0, |usual| usual.1));
        let heights: Vec<(f64, f64)> = values
            .zip(usual)
            .map(|(value, usual)| (value.max(usual), threshold))
            .collect();
        let y = vertical(&heights, self.axis, range);
        match self.floor > 0.0 {
            true => Scale::linear((self.floor, y.domain().1), range),
            false => y,
        }
    }
}

impl Chart for Timeline {
    fn paint(&self, pen: &mut Pen) -> Mapping {
        let Some(last) = self.points.len().checked_sub(1) else {
            return frame::empty(pen, &self.summary());
        };
        let words = self
            .threshold()
            .map(|value| format!("threshold {}", format::number(value)));
        let mut legend: Vec<(Swatch, &str)> = Vec::new();
        legend.extend(
            words
                .iter()
                .map(|words| (Swatch::Threshold, words.as_str())),
        );
        if self.points.iter().any(|point| point.usual.is_some()) {
            legend.push((Swatch::Usual, "baseline at this time"));
        }
        if self
            .points
            .iter()
            .any(|point| point.has_drifted == Some(true))
        {
            legend.push((Swatch::DriftedPoint, "drifted"));
        }
        if self.points.iter().any(|point| point.is_weak) {
            legend.push((Swatch::FewRowsPoint, "few rows"));
        }
        let top = frame::heading(pen, &self.measure, &legend);
        let y = |range| self.scale(range);
        let over = WindowPlot::new(pen, top, self.points.len(), (ROWS_HEIGHT, 12.0), y);
        if let Some(brush) = self.brush {
            let bottom = over.strip.bottom;
            let area = Area {
                bottom,
                ..over.plot
            };
            frame::brush(pen, brushed(&over.bands, brush, last, area));
        }
        for (index, point) in self.points.iter().enumerate() {
            let Some((low, high)) = point.usual else {
                continue;
            };
            let (left, right) = over.bands.slot(index);
            let (top, bottom) = (over.y.pixel(high), over.y.pixel(low.max(self.floor)));
            let area = Area::new(left, top.min(bottom - pen.theme.stroke), right, bottom);
            pen.rect(area, pen.theme.baseline_soft);
        }
        over.base(pen);
        over.threshold(pen, self.threshold());
        let spot = |index| {
            let y = over.y.pixel(self.drawn(index)?);
            Some((index, (over.bands.middle(index), y)))
        };
        let spots: Vec<_> = (0..=last).map(spot).collect();
        for run in runs(&spots) {
            let line: Vec<(f64, f64)> = run.iter().map(|spot| spot.1).collect();
            pen.path(&line, pen.theme.stroke, pen.theme.current);
            for (index, at) in run {
                let point = &self.points[index];
                frame::window_mark(pen, at, point.has_drifted == Some(true), point.is_weak);
            }
        }
        let rows = self.points.iter().map(|point| point.rows);
        let most = over.bars(pen, rows, 1.0, |pen, bar| pen.rect(bar, pen.theme.axis));
        over.strip_labels(pen, &format::number(most as f64), ("rows", 6.0));
        let labels = self.points.iter().map(|point| &point.label);
        over.finish(pen, labels, &self.across)
    }

    fn summary(&self) -> String {
        if self.points.is_empty() {
            return format!("No windows to show {} over.", self.measure);
        }
        let with = |state: Option<bool>| {
            let points = self.points.iter();
            points.filter(move |point| point.rows > 0 && point.has_drifted == state)
        };
        let (drifted, unjudged) = (with(Some(true)).count(), with(None).count());
        let is_judged = self.points.iter().any(|point| point.has_drifted.is_some());
        let of_them = match is_judged {
            true => format!("{drifted} of them drifted"),
            false => "none of them is judged".to_owned(),
        };
        let count = format::windows(self.points.len());
        let mut summary = format!("{} over {count}, {of_them}.", self.measure);
        if let Some(first) = with(Some(true)).next() {
            summary.push_str(&format!(" The first: {}.", first.label));
        }
        match unjudged {
            0 => {}
            _ if !is_judged => {}
            1 => summary.push_str(" 1 window is not judged."),
            _ => summary.push_str(&format!(" {unjudged} windows are not judged.")),
        }
        let gaps = self.points.iter().filter(|point| point.rows == 0).count();
        if gaps > 0 {
            summary.push_str(&format!(" {gaps} windows have no rows."));
        }
        summary
    }

    fn table(&self) -> Table {
        let row = |point: &TimelinePoint| {
            let (value, rows) = (cell(point.value), point.rows.to_string());
            [point.label.clone(), value, rows, drifted(point.has_drifted)]
        };
        let header = ["window", &self.measure, "rows", "drifted"];
        Table::new(&header, self.points.iter().map(row))
    }

    fn lines(&self, item: Item) -> Vec<String> {
        let Some(point) = item.window(&self.points) else {
            return Vec::new();
        };
        if point.rows == 0 {
            return vec![point.label.clone(), "no rows".to_owned()];
        }
        let value = known(point.value);
        let drifted = match point.has_drifted {
            Some(true) => ", drifted",
            Some(false) => "",
            None => ", not judged",
        };
        let few = if point.is_weak { ", weak evidence" } else { "" };
        let mut lines = vec![
            point.label.clone(),
            format!("{}: {value}{drifted}", self.measure),
        ];
        lines.extend(point.usual.map(|(low, high)| {
            let (low, high) = (format::number(low), format::number(high));
            format!("baseline at this time: {low} to {high}")
        }));
        lines.push(format!("{} rows{few}", format::count(point.rows as f64)));
        lines
    }

    fn ideal_height(&self, css_width: u32) -> u32 {
        (css_width * 2 / 5).clamp(260, 320)
    }
}
