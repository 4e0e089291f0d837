//! A metric over windows against its threshold, and under it how many features drifted in each: what tells drift of data from drift of the concept.

use plotters_backend::DrawingBackend;

use super::frame::Swatch;
use super::ink::TextStyle;
use super::scale::{Bands, Scale};
use super::ticks::TickFormat;
use super::{Align, Area, Chart, DrawError, Item, Mapping, Pen, Table, Theme, axis, format, frame};

/// A window.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct QualityPoint {
    /// How the window is called.
    pub label: String,
    /// The metric; absent where it could not be computed, which interrupts the line.
    pub value: Option<f64>,
    /// One standard deviation of it.
    pub spread: Option<f64>,
    /// Rows with label and prediction.
    pub rows: u64,
    /// Features that drifted.
    pub drifted: u64,
    /// True when the threshold is violated.
    pub is_violated: bool,
}

/// A metric over windows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct QualityTimeline {
    /// The metric's name.
    pub metric: String,
    /// The windows in order of time.
    pub points: Vec<QualityPoint>,
    /// What the windows are.
    pub across: String,
    /// The threshold.
    pub threshold: Option<f64>,
    /// The baseline's value.
    pub baseline: Option<f64>,
    /// Features that could drift; 0 hides the strip.
    pub features: u64,
}

/// Height of the strip of drifted features below the line, with the space above it.
const STRIP_HEIGHT: f64 = 64.0;

impl QualityTimeline {
    fn value(&self, index: usize) -> Option<f64> {
        self.points[index].value.filter(|value| value.is_finite())
    }

    /// The values, and what they are held against, with room around.
    fn domain(&self) -> Option<(f64, f64)> {
        let spread = self.points.iter().filter_map(|point| {
            let (value, spread) = (point.value?, point.spread.unwrap_or(0.0));
            Some([value - spread, value + spread])
        });
        let held = self.threshold.into_iter().chain(self.baseline);
        let all: Vec<f64> = spread
            .flatten()
            .chain(held)
            .filter(|value| value.is_finite())
            .collect();
        let low = all.iter().copied().reduce(f64::min)?;
        let high = all.iter().copied().reduce(f64::max)?;
        let room = if high > low {
            (high - low) * 0.08
        } else {
            low.abs().max(1.0) * 0.05
        };
        Some((low - room, high + room))
    }

    fn strip<B: DrawingBackend>(
        &self,
        pen: &mut Pen<'_, B>,
        theme: &Theme,
        strip: Area,
        bands: &Bands,
    ) -> Result<(), DrawError> {
        let most = self
            .points
            .iter()
            .map(|point| point.drifted)
            .max()
            .unwrap_or(0)
            .max(1);
        for (index, point) in self.points.iter().enumerate() {
            let (left, right) = bands.slot(index);
            let gap = ((right - left) * 0.1).min(2.0);
            let height = strip.height() * point.drifted as f64 / most as f64;
            let bar = Area::new(left + gap, strip.bottom - height, right - gap, strip.bottom);
            if point.drifted > 0 {
                frame::current_bar(pen, theme, bar)?;
            }
        }
        let label = TextStyle::label(theme);
        pen.text(
            &most.to_string(),
            (strip.left - 8.0, strip.top + 2.0),
            Align::Right,
            label,
        )?;
        pen.text(
            "0",
            (strip.left - 8.0, strip.bottom - 4.0),
            Align::Right,
            label,
        )?;
        let title = format!("features that drifted, of {}", self.features);
        pen.text(
            &title,
            (strip.left + 2.0, strip.top - 8.0),
            Align::Left,
            label,
        )
    }
}

impl Chart for QualityTimeline {
    fn paint<B: DrawingBackend>(
        &self,
        pen: &mut Pen<'_, B>,
        theme: &Theme,
    ) -> Result<Mapping, DrawError> {
        let Some(domain) = self.domain().filter(|_| !self.points.is_empty()) else {
            return frame::empty(pen, theme, &self.summary());
        };
        let threshold = self
            .threshold
            .map(|value| format!("threshold {}", format::number(value)));
        let baseline = self
            .baseline
            .map(|value| format!("baseline {}", format::number(value)));
        let mut legend: Vec<(Swatch, &str)> = Vec::new();
        legend.extend(
            baseline
                .iter()
                .map(|words| (Swatch::BaselineLine, words.as_str())),
        );
        legend.extend(
            threshold
                .iter()
                .map(|words| (Swatch::Threshold, words.as_str())),
        );
        if self.points.iter().any(|point| point.is_violated) {
            legend.push((Swatch::DriftedPoint, "violated"));
        }
        let top = frame::heading(pen, theme, &self.metric, &legend)?;
        let strip_height = if self.features > 0 { STRIP_HEIGHT } else { 0.0 };
        let y = |range| Scale::linear(domain, range);
        let (plot, y) = axis::cartesian(
            pen,
            theme,
            top,
            axis::BELOW + strip_height,
            y,
            TickFormat::Number,
        )?;
        let plot = Area {
            left: plot.left.max(44.0),
            ..plot
        };
        let bands = Bands::new(self.points.len(), (plot.left, plot.right));
        let bottom = plot.bottom + strip_height;
        let ends = (plot.left, plot.right);
        pen.horizontal(ends, plot.bottom, theme.hairline, theme.axis)?;
        if let Some(baseline) = self.baseline {
            pen.horizontal(
                ends,
                y.pixel(baseline) - theme.stroke,
                2.0 * theme.stroke,
                theme.baseline_soft,
            )?;
        }
        if let Some(threshold) = self.threshold {
            let at = y.pixel(threshold);
            pen.dashes(
                (plot.left, at),
                (plot.right, at),
                4.0,
                theme.hairline,
                theme.ink,
            )?;
        }
        let mut line: Vec<(f64, f64)> = Vec::new();
        for index in 0..=self.points.len() {
            match (index < self.points.len())
                .then(|| self.value(index))
                .flatten()
            {
                Some(value) => line.push((bands.middle(index), y.pixel(value))),
                None => {
                    pen.path(&line, theme.stroke, theme.current)?;
                    line.clear();
                }
            }
        }
        for (index, point) in self.points.iter().enumerate() {
            let Some(value) = self.value(index) else {
                continue;
            };
            let x = bands.middle(index);
            if let Some(spread) = point.spread {
                pen.vertical(
                    x,
                    (y.pixel(value - spread), y.pixel(value + spread)),
                    theme.hairline,
                    theme.current,
                )?;
            }
            frame::window_mark(pen, theme, (x, y.pixel(value)), point.is_violated, false)?;
        }
        if self.features > 0 {
            let strip = Area::new(plot.left, plot.bottom + 28.0, plot.right, bottom);
            self.strip(pen, theme, strip, &bands)?;
        }
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
        if self.points.iter().all(|point| point.value.is_none()) {
            return format!("{} is not known in any window.", self.metric);
        }
        let violated = self.points.iter().filter(|point| point.is_violated);
        let first = violated.clone().next().map_or(String::new(), |point| {
            format!(" The first: {}.", point.label)
        });
        format!(
            "{} over {} windows; {} violate the threshold.{first}",
            self.metric,
            self.points.len(),
            violated.count()
        )
    }

    fn table(&self) -> Table {
        let mut table = Table::new(&[
            "window",
            &self.metric,
            "standard deviation",
            "labelled rows",
            "violated",
            "features that drifted",
        ]);
        let number = |value: Option<f64>| value.map_or(String::new(), format::exact);
        table.rows = self
            .points
            .iter()
            .map(|point| {
                vec![
                    point.label.clone(),
                    number(point.value),
                    number(point.spread),
                    point.rows.to_string(),
                    if point.is_violated { "yes" } else { "no" }.to_owned(),
                    point.drifted.to_string(),
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
        let spread = point.spread.map_or(String::new(), |spread| {
            format!(" ± {}", format::number(spread))
        });
        let value = point.value.map_or("not computed".to_owned(), |value| {
            format!("{}{spread}", format::number(value))
        });
        let violated = if point.is_violated { ", violated" } else { "" };
        let mut lines = vec![
            point.label.clone(),
            format!("{}: {value}{violated}", self.metric),
            format!("{} labelled rows", format::count(point.rows as f64)),
        ];
        if self.features > 0 {
            lines.push(format!(
                "{} of {} features drifted",
                point.drifted, self.features
            ));
        }
        lines
    }

    fn ideal_height(&self, css_width: u32) -> u32 {
        (css_width * 2 / 5).clamp(300, 360)
    }
}
