//! Rows by true and predicted label.

use plotters_backend::DrawingBackend;

use super::ink::TextStyle;
use super::scale::Bands;
use super::{
    Align, Area, Chart, DrawError, Hit, Item, Mapping, Pen, Table, Theme, axis, format, frame, text,
};

/// A confusion matrix: true labels down, predicted ones across. Depth of colour is the share of a true label's rows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConfusionMatrix {
    /// True and predicted labels.
    pub labels: Vec<String>,
    /// Rows of the current side: for each true label, one count per predicted one.
    pub current: Vec<Vec<u64>>,
    /// The baseline's, where there is one with the same labels.
    pub baseline: Vec<Vec<u64>>,
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
    fn paint<B: DrawingBackend>(
        &self,
        pen: &mut Pen<'_, B>,
        theme: &Theme,
    ) -> Result<Mapping, DrawError> {
        let count = self.labels.len();
        if count == 0 || self.current.is_empty() {
            return frame::empty(pen, theme, &self.summary());
        }
        let top = frame::heading(pen, theme, "true label, down; predicted label, across", &[])?;
        let picture = pen.area();
        let widest = self
            .labels
            .iter()
            .map(|label| text::width(label, theme.label_size))
            .fold(0.0, f64::max);
        let left = (widest.min(picture.width() / 4.0) + 14.0).ceil();
        let plot = Area::new(left, top, picture.right - 4.0, picture.bottom - axis::BELOW);
        let across = Bands::new(count, (plot.left, plot.right));
        let down = Bands::new(count, (plot.top, plot.bottom));
        let mut hits = Vec::with_capacity(count * count);
        for actual in 0..count {
            let (upper, lower) = (down.edge(actual), down.edge(actual + 1));
            let label = text::shorten(&self.labels[actual], left - 12.0, theme.label_size);
            let at = (left - 8.0, (upper + lower) / 2.0);
            pen.text(&label, at, Align::Right, TextStyle::label(theme))?;
            for predicted in 0..count {
                let area = Area::new(
                    across.edge(predicted) + 1.0,
                    upper + 1.0,
                    across.edge(predicted + 1) - 1.0,
                    lower - 1.0,
                );
                self.cell(pen, theme, area, (actual, predicted))?;
                hits.push(Hit {
                    item: Item::Cell {
                        feature: actual,
                        window: predicted,
                    },
                    area,
                });
            }
        }
        let marks: Vec<(f64, String)> = self
            .labels
            .iter()
            .enumerate()
            .map(|(index, label)| {
                (
                    across.middle(index),
                    text::shorten(label, plot.width() / count as f64, theme.label_size),
                )
            })
            .collect();
        axis::horizontal(pen, theme, plot, &marks, "predicted label")?;
        Ok(Mapping {
            hits,
            ..Mapping::new(plot)
        })
    }

    fn summary(&self) -> String {
        if self.labels.is_empty() || self.current.is_empty() {
            return "No confusion matrix: it needs labels and predicted labels.".to_owned();
        }
        let right: u64 = (0..self.labels.len())
            .map(|label| self.count(label, label))
            .sum();
        let rows: u64 = self.current.iter().flatten().sum();
        format!(
            "{} of {} rows are predicted right, over {} labels.",
            format::count(right as f64),
            format::count(rows as f64),
            self.labels.len()
        )
    }

    fn table(&self) -> Table {
        let mut table = Table::new(&[
            "true label",
            "predicted label",
            "rows",
            "share of the true label",
            "baseline share",
        ]);
        for (actual, label) in self.labels.iter().enumerate() {
            for (predicted, other) in self.labels.iter().enumerate() {
                let share = |counts: &[Vec<u64>]| {
                    Self::share(counts, actual, predicted).map_or(String::new(), format::exact)
                };
                table.rows.push(vec![
                    label.clone(),
                    other.clone(),
                    self.count(actual, predicted).to_string(),
                    share(&self.current),
                    share(&self.baseline),
                ]);
            }
        }
        table
    }

    fn lines(&self, item: Item) -> Vec<String> {
        let Item::Cell {
            feature: actual,
            window: predicted,
        } = item
        else {
            return Vec::new();
        };
        let (Some(label), Some(other)) = (self.labels.get(actual), self.labels.get(predicted))
        else {
            return Vec::new();
        };
        let mut lines = vec![
            format!("true {label}, predicted {other}"),
            format!(
                "{} rows",
                format::count(self.count(actual, predicted) as f64)
            ),
        ];
        if let Some(share) = Self::share(&self.current, actual, predicted) {
            lines.push(format!("{} of the rows of {label}", format::percent(share)));
        }
        if let Some(share) = Self::share(&self.baseline, actual, predicted) {
            lines.push(format!("baseline: {}", format::percent(share)));
        }
        lines
    }

    fn ideal_height(&self, css_width: u32) -> u32 {
        let rows = self.labels.len() as u32 * 56 + 80;
        rows.clamp(200, (css_width * 4 / 5).clamp(240, 420))
    }
}

impl ConfusionMatrix {
    fn cell<B: DrawingBackend>(
        &self,
        pen: &mut Pen<'_, B>,
        theme: &Theme,
        area: Area,
        (actual, predicted): (usize, usize),
    ) -> Result<(), DrawError> {
        let share = Self::share(&self.current, actual, predicted);
        // Right predictions and wrong ones differ in more than colour: wrong ones are outlined.
        let colour = theme.surface.mix(theme.current_soft, share.unwrap_or(0.0));
        pen.rect(area, colour)?;
        pen.outline(
            area,
            theme.hairline,
            if actual == predicted {
                theme.axis
            } else {
                theme.current
            },
        )?;
        if self.labels.len() > MOST_WRITTEN {
            return Ok(());
        }
        let (x, y) = area.middle();
        let count = format::count(self.count(actual, predicted) as f64);
        let shares = [
            ("", share),
            ("was ", Self::share(&self.baseline, actual, predicted)),
        ];
        let words: Vec<String> = shares
            .iter()
            .filter_map(|(before, share)| {
                share.map(|share| format!("{before}{}", format::percent(share)))
            })
            .collect();
        let words = words.join(", ");
        let fits =
            text::width(&words, theme.label_size) < area.width() - 8.0 && area.height() > 34.0;
        let style = TextStyle::title(theme).in_colour(theme.ink).bold();
        pen.text(
            &count,
            (x, if fits { y - 8.0 } else { y }),
            Align::Centre,
            style,
        )?;
        if fits {
            pen.text(
                &words,
                (x, y + 9.0),
                Align::Centre,
                TextStyle::label(theme).in_colour(theme.ink),
            )?;
        }
        Ok(())
    }
}
