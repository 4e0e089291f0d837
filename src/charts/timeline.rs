//! A measure over windows.

use plotters_backend::DrawingBackend;

use super::bars::vertical;
use super::frame::Swatch;
use super::ink::TextStyle;
use super::scale::{Bands, Scale};
use super::ticks::TickFormat;
use super::{
    Align, Area, AxisKind, Chart, DrawError, Item, Mapping, Pen, Table, Theme, axis, format, frame,
};

/// A window of a timeline.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TimelinePoint {
    /// How the window is called.
    pub label: String,
    /// The measure, zero or more; absent where it could not be computed, which interrupts the line.
    pub value: Option<f64>,
    /// Rows of the window.
    pub rows: u64,
    /// True when its rows are so few that it is weak evidence.
    pub is_weak: bool,
    /// True when the rule finds that the window drifted.
    pub has_drifted: bool,
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
    fn value(&self, index: usize) -> Option<f64> {
        self.points[index].value.filter(|value| value.is_finite())
    }

    /// Runs of neighbouring windows that have a value.
    fn runs(&self) -> Vec<Vec<usize>> {
        let mut runs: Vec<Vec<usize>> = vec![Vec::new()];
        for index in 0..self.points.len() {
            match (self.value(index), runs.last_mut()) {
                (Some(_), Some(run)) => run.push(index),
                _ => runs.push(Vec::new()),
            }
        }
        runs.retain(|run| !run.is_empty());
        runs
    }

    fn rows_strip<B: DrawingBackend>(
        &self,
        pen: &mut Pen<'_, B>,
        theme: &Theme,
        strip: Area,
        bands: &Bands,
    ) -> Result<(), DrawError> {
        let most = self
            .points
            .iter()
            .map(|point| point.rows)
            .max()
            .unwrap_or(0);
        for (index, point) in self.points.iter().enumerate() {
            let (left, right) = bands.slot(index);
            let gap = ((right - left) * 0.1).min(1.0);
            let height = strip.height() * point.rows as f64 / most.max(1) as f64;
            let bar = Area::new(left + gap, strip.bottom - height, right - gap, strip.bottom);
            pen.rect(bar, theme.axis)?;
        }
        let label = TextStyle::label(theme);
        let at = (strip.left - 8.0, strip.top + 2.0);
        pen.text(&format::number(most as f64), at, Align::Right, label)?;
        let at = (strip.left - 8.0, strip.bottom - 6.0);
        pen.text("rows", at, Align::Right, label)
    }
}

impl Chart for Timeline {
    fn paint<B: DrawingBackend>(
        &self,
        pen: &mut Pen<'_, B>,
        theme: &Theme,
    ) -> Result<Mapping, DrawError> {
        if self.points.is_empty() {
            return frame::empty(pen, theme, &self.summary());
        }
        let threshold = self.threshold.filter(|threshold| threshold.is_finite());
        let words = threshold.map(|value| format!("threshold {}", format::number(value)));
        let mut legend: Vec<(Swatch, &str)> = words
            .iter()
            .map(|words| (Swatch::Threshold, words.as_str()))
            .collect();
        if self.points.iter().any(|point| point.has_drifted) {
            legend.push((Swatch::DriftedPoint, "drifted"));
        }
        if self.points.iter().any(|point| point.is_weak) {
            legend.push((Swatch::FewRowsPoint, "few rows"));
        }
        let top = frame::heading(pen, theme, &self.measure, &legend)?;
        let heights: Vec<(f64, f64)> = (0..self.points.len())
            .map(|index| (self.value(index).unwrap_or(0.0), threshold.unwrap_or(0.0)))
            .collect();
        let below = axis::BELOW + ROWS_HEIGHT;
        let y = |range| {
            let y = vertical(&heights, self.axis, range);
            match self.floor > 0.0 {
                true => Scale::linear((self.floor, y.domain().1), range),
                false => y,
            }
        };
        let (plot, y) = axis::cartesian(pen, theme, top, below, y, TickFormat::Number)?;
        let plot = Area {
            left: plot.left.max(44.0),
            ..plot
        };
        let bands = Bands::new(self.points.len(), (plot.left, plot.right));
        let bottom = plot.bottom + ROWS_HEIGHT;
        if let Some((first, last)) = self.brush {
            let last = last.min(self.points.len() - 1);
            let area = Area::new(
                bands.edge(first.min(last)),
                plot.top,
                bands.edge(last + 1),
                bottom,
            );
            pen.rect(area, theme.selection.mix(theme.surface, 0.85))?;
            pen.outline(area, theme.hairline, theme.selection)?;
        }
        let ends = (plot.left, plot.right);
        pen.horizontal(ends, plot.bottom, theme.hairline, theme.axis)?;
        if let Some(threshold) = threshold {
            let at = y.pixel(threshold);
            pen.dashes(
                (plot.left, at),
                (plot.right, at),
                4.0,
                theme.hairline,
                theme.ink,
            )?;
        }
        let place = |index: usize, y: &Scale| {
            // What is below the axis is drawn at the axis; the table behind has the value.
            let value = self.value(index).unwrap_or(0.0).max(self.floor);
            (bands.middle(index), y.pixel(value))
        };
        for run in self.runs() {
            let line: Vec<(f64, f64)> = run.iter().map(|&index| place(index, &y)).collect();
            pen.path(&line, theme.stroke, theme.current)?;
            for index in run {
                let (x, y) = place(index, &y);
                let point = &self.points[index];
                frame::window_mark(pen, theme, (x, y), point.has_drifted, point.is_weak)?;
            }
        }
        let strip = Area::new(plot.left, plot.bottom + 12.0, plot.right, bottom);
        self.rows_strip(pen, theme, strip, &bands)?;
        let labels = self.points.iter().map(|point| point.label.as_str());
        let hits = axis::windows(
            pen,
            theme,
            Area { bottom, ..plot },
            &bands,
            labels,
            &self.across,
        )?;
        Ok(Mapping {
            y: Some(y),
            hits,
            ..Mapping::new(plot)
        })
    }

    fn summary(&self) -> String {
        if self.points.is_empty() {
            return format!("No windows to show {} over.", self.measure);
        }
        let mut drifted = self.points.iter().filter(|point| point.has_drifted);
        let mut summary = format!(
            "{} over {} windows, {} of them drifted.",
            self.measure,
            self.points.len(),
            drifted.clone().count()
        );
        if let Some(first) = drifted.next() {
            summary.push_str(&format!(" The first: {}.", first.label));
        }
        let gaps = self.points.iter().filter(|point| point.rows == 0).count();
        if gaps > 0 {
            summary.push_str(&format!(" {gaps} windows have no rows."));
        }
        summary
    }

    fn table(&self) -> Table {
        let mut table = Table::new(&["window", &self.measure, "rows", "drifted"]);
        table.rows = self
            .points
            .iter()
            .map(|point| {
                vec![
                    point.label.clone(),
                    point.value.map_or(String::new(), format::exact),
                    point.rows.to_string(),
                    if point.has_drifted { "yes" } else { "no" }.to_owned(),
                ]
            })
            .collect();
        table
    }

    fn lines(&self, item: Item) -> Vec<String> {
        let Item::Window(index) = item else {
            return Vec::new();
        };
        let Some(point) = self.points.get(index) else {
            return Vec::new();
        };
        if point.rows == 0 {
            return vec![point.label.clone(), "no rows".to_owned()];
        }
        let value = point
            .value
            .map_or("not computed".to_owned(), format::number);
        let drifted = if point.has_drifted { ", drifted" } else { "" };
        let few = if point.is_weak { ", weak evidence" } else { "" };
        vec![
            point.label.clone(),
            format!("{}: {value}{drifted}", self.measure),
            format!("{} rows{few}", format::count(point.rows as f64)),
        ]
    }

    fn ideal_height(&self, css_width: u32) -> u32 {
        (css_width * 2 / 5).clamp(260, 320)
    }
}
