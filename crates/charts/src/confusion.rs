//! Rows by true and predicted label.

use super::pen::TextStyle;
use super::scale::Bands;
use super::table::cell;
use super::{Align, Area, Chart, Hit, Item, Mapping, Pen, Table, axis, format, frame, text};

/// A confusion matrix: true labels down, predicted ones across. Depth of colour is the share of a true label's rows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConfusionMatrix {
    /// True and predicted labels.
    pub labels: Vec<String>,
    /// Rows of the current side: for each true label, one count per predicted one.
    pub current: Vec<Vec<u64>>,
    /// The baseline's, where there is one with the same labels.
    pub baseline: Vec<Vec<u64>>,
    /// True when `current` is the baseline's, which is alone: it is drawn in the baseline's colour.
    pub is_baseline: bool,
}

/// More labels than this are drawn without numbers.
const MOST_WRITTEN: usize = 12;

impl ConfusionMatrix {
    /// The share of a true label's rows in a cell.
    fn share(counts: &[Vec<u64>], actual: usize, predicted: usize) -> Option<f64> {
        let row = counts.get(actual)?;
        let sum: u64 = row.iter().sum();
        (sum > 0).then(|| row.get(predicted).copied().unwrap_or(0) as f64 / sum as f64)
    }

    fn count(&self, actual: usize, predicted: usize) -> u64 {
        self.current
            .get(actual)
            .and_then(|row| row.get(predicted))
            .copied()
            .unwrap_or(0)
    }
}

impl Chart for ConfusionMatrix {
    fn paint(&self, pen: &mut Pen) -> Mapping {
        let count = self.labels.len();
        if count == 0 || self.current.is_empty() {
            return frame::empty(pen, &self.summary());
        }
        let size = pen.theme.label_size;
        let top = frame::heading(pen, "true label, down; predicted label, across", &[]);
        let picture = pen.area();
        let widest = text::widest(&self.labels, size).min(picture.width() / 4.0);
        let left = (widest + 14.0).ceil();
        let plot = Area::new(left, top, picture.right - 4.0, picture.bottom - axis::BELOW);
        let across = Bands::new(count, (plot.left, plot.right));
        let down = Bands::new(count, (plot.top, plot.bottom));
        let mut hits = Vec::with_capacity(count * count);
        for (actual, label) in self.labels.iter().enumerate() {
            let (upper, lower) = down.slot(actual);
            let label = text::shorten(label, left - 12.0, size);
            let at = (left - 8.0, down.middle(actual));
            pen.text(&label, at, Align::Right, TextStyle::label(pen.theme));
            for predicted in 0..count {
                let (from, to) = across.slot(predicted);
                let area = Area::new(from, upper, to, lower).within(1.0, 1.0);
                self.cell(pen, area, (actual, predicted));
                let (feature, window) = (actual, predicted);
                hits.push(Hit::new(Item::Cell { feature, window }, area));
            }
        }
        let limit = plot.width() / count as f64;
        let labels = self.labels.iter();
        let labels: Vec<_> = labels
            .map(|label| text::shorten(label, limit, size))
            .collect();
        let marks = axis::slots(&across, labels.iter());
        axis::horizontal(pen, plot, &marks, "predicted label");
        Mapping::new(plot).with_hits(hits)
    }

    fn summary(&self) -> String {
        if self.labels.is_empty() || self.current.is_empty() {
            return "No confusion matrix: it needs labels and predicted labels.".to_owned();
        }
        let labels = self.labels.len();
        let right: u64 = (0..labels).map(|label| self.count(label, label)).sum();
        let rows: u64 = self.current.iter().flatten().sum();
        let [right, rows] = [right, rows].map(|rows| format::count(rows as f64));
        format!("{right} of {rows} rows are predicted right, over {labels} labels.")
    }

    fn table(&self) -> Table {
        let header = [
            "true label",
            "predicted label",
            "rows",
            "share of the true label",
            "baseline share",
        ];
        let labels = self.labels.len();
        let places = (0..labels * labels).map(|at| (at / labels, at % labels));
        let rows = places.map(|(actual, predicted)| {
            [
                self.labels[actual].clone(),
                self.labels[predicted].clone(),
                self.count(actual, predicted).to_string(),
                cell(Self::share(&self.current, actual, predicted)),
                cell(Self::share(&self.baseline, actual, predicted)),
            ]
        });
        Table::new(&header, rows)
    }

    fn lines(&self, item: Item) -> Vec<String> {
        let (actual, predicted) = match item {
            Item::Cell { feature, window } => (feature, window),
            _ => return Vec::new(),
        };
        let (Some(label), Some(other)) = (self.labels.get(actual), self.labels.get(predicted))
        else {
            return Vec::new();
        };
        let rows = format::count(self.count(actual, predicted) as f64);
        let share = |counts| Self::share(counts, actual, predicted).map(format::percent);
        let current = share(&self.current).map(|share| format!("{share} of the rows of {label}"));
        let baseline = share(&self.baseline).map(|share| format!("baseline: {share}"));
        let lines = [
            format!("true {label}, predicted {other}"),
            format!("{rows} rows"),
        ];
        lines.into_iter().chain(current).chain(baseline).collect()
    }

    fn ideal_height(&self, css_width: u32) -> u32 {
        let rows = self.labels.len() as u32 * 56 + 80;
        rows.clamp(200, (css_width * 4 / 5).clamp(240, 420))
    }
}

impl ConfusionMatrix {
    fn cell(&self, pen: &mut Pen, area: Area, (actual, predicted): (usize, usize)) {
        let theme = pen.theme;
        let share = |counts| Self::share(counts, actual, predicted);
        let (now, before) = (share(&self.current), share(&self.baseline));
        let (soft, line) = match self.is_baseline {
            true => (theme.baseline_soft, theme.baseline),
            false => (theme.current_soft, theme.current),
        };
        // Right predictions and wrong ones differ in more than colour: wrong ones are outlined.
        let line = if actual == predicted {
            theme.axis
        } else {
            line
        };
        pen.rect(area, theme.surface.mix(soft, now.unwrap_or(0.0)));
        pen.outline(area, theme.hairline, line);
        if self.labels.len() > MOST_WRITTEN {
            return;
        }
        let (x, y) = area.middle();
        let count = format::count(self.count(actual, predicted) as f64);
        let now = now.map(format::percent);
        let before = before.map(|share| format!("was {}", format::percent(share)));
        let words: Vec<String> = now.into_iter().chain(before).collect();
        let words = words.join(", ");
        let width = text::width(&words, theme.label_size);
        let fits = width < area.width() - 8.0 && area.height() > 34.0;
        let at = (x, if fits { y - 8.0 } else { y });
        pen.text(&count, at, Align::Centre, TextStyle::name(theme).bold());
        if fits {
            let style = TextStyle::label(theme).in_colour(theme.ink);
            pen.text(&words, (x, y + 9.0), Align::Centre, style);
        }
    }
}
