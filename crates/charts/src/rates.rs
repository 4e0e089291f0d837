//! Two shares against each other: ROC and precision–recall curves, and calibration.

use super::scale::Scale;
use super::ticks::TickFormat;
use super::{Area, Chart, Hit, Item, Mapping, Pen, Table, axis, format, frame};

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

    /// The points that tell about themselves: the current side's, else the baseline's.
    fn pointed(&self) -> &[(f64, f64)] {
        match self.current.is_empty() {
            true => &self.baseline,
            false => &self.current,
        }
    }

    fn has_points(&self) -> bool {
        self.kind == RatesKind::Calibration
    }
}

impl Chart for Rates {
    fn paint(&self, pen: &mut Pen) -> Mapping {
        let theme = pen.theme;
        if self.pointed().is_empty() {
            return frame::empty(pen, &self.summary());
        }
        let (_, across, up) = self.words();
        let legend = frame::SIDES_LINES.into_iter();
        let legend = legend.zip([&self.baseline, &self.current]);
        let legend = legend.filter(|(_, points)| !points.is_empty());
        let legend: Vec<_> = legend.map(|(entry, _)| entry).collect();
        let top = frame::heading(pen, up, &legend);
        let y = |range| Scale::linear((0.0, 1.0), range);
        let (plot, y) = axis::cartesian(pen, (top, axis::BELOW), y, TickFormat::Number);
        let x = Scale::linear((0.0, 1.0), (plot.left, plot.right));
        axis::continuous(pen, plot, &x, across);
        let place = |point: &(f64, f64)| (x.pixel(point.0), y.pixel(point.1));
        if self.kind != RatesKind::PrecisionRecall {
            let diagonal = [place(&(0.0, 0.0)), place(&(1.0, 1.0))];
            pen.path(&diagonal, theme.hairline, theme.axis);
        }
        for (points, width, colour) in [
            (&self.baseline, 2.0 * theme.stroke, theme.baseline),
            (&self.current, theme.stroke, theme.current),
        ] {
            let line: Vec<(f64, f64)> = points.iter().map(place).collect();
            pen.path(&line, width, colour);
            for at in line.into_iter().filter(|_| self.has_points()) {
                pen.circle(at, 3.5, colour);
            }
        }
        let points = self.pointed().iter().map(place).enumerate();
        let hits = points.map(|(index, at)| Hit::new(Item::Point(index), Area::around(at, REACH)));
        Mapping::new(plot).with_x(x).with_y(y).with_hits(hits)
    }

    fn summary(&self) -> String {
        let (name, across, up) = self.words();
        let beside = match (self.baseline.is_empty(), self.current.is_empty()) {
            (true, true) => {
                return format!(
                    "{name}: not known. It needs probabilities, and rows of both labels."
                );
            }
            (false, false) => ", the baseline's behind",
            _ => "",
        };
        format!("{name}: {up} over {across}{beside}.")
    }

    fn table(&self) -> Table {
        let (_, across, up) = self.words();
        let of = |side: &'static str, points: &[(f64, f64)], rows: &[u64]| -> Vec<[String; 4]> {
            let row = |(index, point): (usize, &(f64, f64))| {
                let rows = rows.get(index).map_or(String::new(), u64::to_string);
                let [across, up] = [point.0, point.1].map(format::exact);
                [side.to_owned(), across, up, rows]
            };
            points.iter().enumerate().map(row).collect()
        };
        let baseline = of("baseline", &self.baseline, &[]);
        let current = of("current", &self.current, &self.rows);
        let header = ["side", across, up, "rows"];
        Table::new(&header, baseline.into_iter().chain(current))
    }

    fn lines(&self, item: Item) -> Vec<String> {
        let Some(point) = item.point(self.pointed()) else {
            return Vec::new();
        };
        let (_, across, up) = self.words();
        let rows = item.point(&self.rows);
        let rows = rows.map(|rows| format!("{} rows", format::count(*rows as f64)));
        let lines = [
            format!("{up} {}", format::number(point.1)),
            format!("{across} {}", format::number(point.0)),
        ];
        lines.into_iter().chain(rows).collect()
    }

    fn ideal_height(&self, css_width: u32) -> u32 {
        (css_width * 4 / 5).clamp(240, 340)
    }
}
