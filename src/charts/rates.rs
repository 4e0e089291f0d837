//! Two shares against each other: ROC and precision–recall curves, and calibration.

use plotters_backend::DrawingBackend;

use super::scale::Scale;
use super::ticks::TickFormat;
use super::{Area, Chart, DrawError, Hit, Item, Mapping, Pen, Table, Theme, axis, format, frame};

/// Which shares a curve sets against each other.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum RatesKind {
    /// True positive rate over false positive rate.
    #[default]
    Roc,
    /// Precision over recall.
    PrecisionRecall,
    /// Share of positive rows over mean probability, as points.
    Calibration,
}

/// A curve of both sides on the unit square, the baseline behind.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rates {
    /// What is drawn.
    pub kind: RatesKind,
    /// The baseline's points, each 0 to 1; empty where there is none.
    pub baseline: Vec<(f64, f64)>,
    /// The current side's.
    pub current: Vec<(f64, f64)>,
    /// Rows behind each current point; empty for curves.
    pub rows: Vec<u64>,
}

/// Half the side of the square around a point that the pointer finds.
const REACH: f64 = 6.0;

impl Rates {
    fn words(&self) -> (&'static str, &'static str, &'static str) {
        match self.kind {
            RatesKind::Roc => ("ROC curve", "false positive rate", "true positive rate"),
            RatesKind::PrecisionRecall => ("Precision and recall", "recall", "precision"),
            RatesKind::Calibration => ("Calibration", "mean probability", "share of positive rows"),
        }
    }

    fn has_points(&self) -> bool {
        self.kind == RatesKind::Calibration
    }
}

impl Chart for Rates {
    fn paint<B: DrawingBackend>(
        &self,
        pen: &mut Pen<'_, B>,
        theme: &Theme,
    ) -> Result<Mapping, DrawError> {
        if self.baseline.is_empty() && self.current.is_empty() {
            return frame::empty(pen, theme, &self.summary());
        }
        let (_, across, up) = self.words();
        let legend: Vec<_> = frame::SIDES_LINES
            .into_iter()
            .zip([&self.baseline, &self.current])
            .filter(|(_, points)| !points.is_empty())
            .map(|(entry, _)| entry)
            .collect();
        let top = frame::heading(pen, theme, up, &legend)?;
        let y = |range| Scale::linear((0.0, 1.0), range);
        let (plot, y) = axis::cartesian(pen, theme, top, axis::BELOW, y, TickFormat::Number)?;
        let x = Scale::linear((0.0, 1.0), (plot.left, plot.right));
        let marks = axis::marks(&x, across);
        axis::horizontal(pen, theme, plot, &marks.marks, &marks.title)?;
        if self.kind != RatesKind::PrecisionRecall {
            let (from, to) = ((x.pixel(0.0), y.pixel(0.0)), (x.pixel(1.0), y.pixel(1.0)));
            pen.path(&[from, to], theme.hairline, theme.axis)?;
        }
        let place = |point: &(f64, f64)| (x.pixel(point.0), y.pixel(point.1));
        for (points, width, colour) in [
            (&self.baseline, 2.0 * theme.stroke, theme.baseline),
            (&self.current, theme.stroke, theme.current),
        ] {
            let line: Vec<(f64, f64)> = points.iter().map(place).collect();
            pen.path(&line, width, colour)?;
            if self.has_points() {
                for at in line {
                    pen.circle(at, 3.5, colour, true)?;
                }
            }
        }
        let hits = self.current.iter().enumerate().map(|(index, point)| {
            let (x, y) = place(point);
            Hit {
                item: Item::Point(index),
                area: Area::new(x - REACH, y - REACH, x + REACH, y + REACH),
            }
        });
        Ok(Mapping {
            hits: hits.collect(),
            x: Some(x),
            y: Some(y),
            ..Mapping::new(plot)
        })
    }

    fn summary(&self) -> String {
        let (name, across, up) = self.words();
        if self.baseline.is_empty() && self.current.is_empty() {
            return format!("{name}: not known. It needs probabilities, and rows of both labels.");
        }
        let beside = if self.baseline.is_empty() || self.current.is_empty() {
            ""
        } else {
            ", the baseline's behind"
        };
        format!("{name}: {up} over {across}{beside}.")
    }

    fn table(&self) -> Table {
        let (_, across, up) = self.words();
        let mut table = Table::new(&["side", across, up, "rows"]);
        for (side, points, rows) in [
            ("baseline", &self.baseline, &Vec::new()),
            ("current", &self.current, &self.rows),
        ] {
            for (index, point) in points.iter().enumerate() {
                let rows = rows.get(index).map_or(String::new(), u64::to_string);
                table.rows.push(vec![
                    side.to_owned(),
                    format::exact(point.0),
                    format::exact(point.1),
                    rows,
                ]);
            }
        }
        table
    }

    fn lines(&self, item: Item) -> Vec<String> {
        let Item::Point(index) = item else {
            return Vec::new();
        };
        let Some(point) = self.current.get(index) else {
            return Vec::new();
        };
        let (_, across, up) = self.words();
        let mut lines = vec![
            format!("{up} {}", format::number(point.1)),
            format!("{across} {}", format::number(point.0)),
        ];
        if let Some(rows) = self.rows.get(index) {
            lines.push(format!("{} rows", format::count(*rows as f64)));
        }
        lines
    }

    fn ideal_height(&self, css_width: u32) -> u32 {
        (css_width * 4 / 5).clamp(240, 340)
    }
}
