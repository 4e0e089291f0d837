//! A distribution window by window.

use plotters_backend::DrawingBackend;

use super::ink::TextStyle;
use super::scale::Bands;
use super::{
    Align, Area, Chart, DrawError, Hit, Item, Mapping, Pen, Table, Theme, axis, format, frame, text,
};

/// A window of [`Ridges`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ridge {
    /// How the window is called.
    pub label: String,
    /// Its rows per bin; empty for a gap.
    pub counts: Vec<f64>,
}

/// Shares of a feature's values, a row per window: the window's as a line over the baseline's filled area, all rows on one scale.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ridges {
    /// The feature's name.
    pub feature: String,
    /// What each bin holds, in words; they are drawn equally wide.
    pub bins: Vec<String>,
    /// The baseline's counts.
    pub baseline: Vec<f64>,
    /// The windows, in order of time from the top.
    pub windows: Vec<Ridge>,
    /// Windows that a brush selects, from and to, both included.
    pub brush: Option<(usize, usize)>,
}

impl Ridges {
    /// Height of a window's row in CSS pixels.
    pub const ROW_HEIGHT: f64 = 34.0;

    fn shares(counts: &[f64]) -> Vec<f64> {
        let total: f64 = counts.iter().sum();
        let share = |count: &f64| if total > 0.0 { count / total } else { 0.0 };
        counts.iter().map(share).collect()
    }
}

impl Chart for Ridges {
    fn paint<B: DrawingBackend>(
        &self,
        pen: &mut Pen<'_, B>,
        theme: &Theme,
    ) -> Result<Mapping, DrawError> {
        if self.windows.is_empty() || self.bins.is_empty() {
            return frame::empty(pen, theme, &self.summary());
        }
        let legend = frame::SIDES_LINES;
        let top = frame::heading(pen, theme, "share of each window’s rows", &legend)?;
        let picture = pen.area();
        let labels = self
            .windows
            .iter()
            .map(|window| text::width(&window.label, theme.label_size));
        let left = labels.fold(0.0, f64::max).ceil() + 14.0;
        let plot = Area::new(
            left,
            top,
            picture.right - 12.0,
            picture.bottom - axis::BELOW,
        );
        let rows = Bands::new(self.windows.len(), (plot.top, plot.bottom));
        let columns = Bands::new(self.bins.len(), (plot.left, plot.right));
        let baseline = Self::shares(&self.baseline);
        let drawn: Vec<Vec<f64>> = self
            .windows
            .iter()
            .map(|window| Self::shares(&window.counts))
            .collect();
        let all = drawn.iter().flatten().chain(&baseline);
        let largest = all.fold(0.0, |most: f64, share| most.max(*share));
        let mut hits = Vec::new();
        for (place, (window, shares)) in self.windows.iter().zip(&drawn).enumerate() {
            let (from, to) = rows.slot(place);
            let bottom = to - 1.0;
            let tall = bottom - from - 3.0;
            let height = |share: f64| {
                bottom
                    - if largest > 0.0 {
                        tall * share / largest
                    } else {
                        0.0
                    }
            };
            if self
                .brush
                .is_some_and(|(first, last)| (first..=last).contains(&place))
            {
                let area = Area::new(0.0, from, picture.right, to);
                pen.rect(area, theme.selection.mix(theme.surface, 0.85))?;
            }
            for (bin, &share) in baseline.iter().enumerate() {
                let (start, end) = columns.slot(bin);
                pen.rect(
                    Area::new(start, height(share), end, bottom),
                    theme.baseline_soft,
                )?;
            }
            let mut corners = Vec::new();
            for (bin, &share) in shares.iter().enumerate() {
                let (start, end) = columns.slot(bin);
                corners.extend([(start, height(share)), (end, height(share))]);
            }
            if corners.is_empty() {
                let area = Area::new(plot.left, from + 4.0, plot.right, bottom);
                frame::absent_mark(pen, theme, area)?;
            } else {
                pen.path(&corners, theme.stroke, theme.current)?;
            }
            pen.horizontal((plot.left, plot.right), bottom, theme.hairline, theme.grid)?;
            let at = (plot.left - 8.0, (from + to) / 2.0);
            pen.text(&window.label, at, Align::Right, TextStyle::label(theme))?;
            hits.push(Hit {
                item: Item::Window(place),
                area: Area::new(0.0, from, picture.right, to),
            });
        }
        let marks: Vec<(f64, String)> = self
            .bins
            .iter()
            .enumerate()
            .map(|(bin, words)| (columns.middle(bin), words.clone()))
            .collect();
        axis::horizontal(pen, theme, plot, &marks, &self.feature)?;
        Ok(Mapping {
            hits,
            ..Mapping::new(plot)
        })
    }

    fn summary(&self) -> String {
        if self.windows.is_empty() || self.bins.is_empty() {
            return format!("No windows to show {} in.", self.feature);
        }
        format!(
            "Distribution of {} over {} bins in {} windows, from the top in order of time, over the baseline’s.",
            self.feature,
            self.bins.len(),
            self.windows.len()
        )
    }

    fn table(&self) -> Table {
        let mut table = Table::new(&["window"]);
        table.header.extend(self.bins.iter().cloned());
        for window in &self.windows {
            let mut row = vec![window.label.clone()];
            row.extend(window.counts.iter().map(|&count| format::exact(count)));
            table.rows.push(row);
        }
        table
    }

    fn lines(&self, item: Item) -> Vec<String> {
        let Item::Window(place) = item else {
            return Vec::new();
        };
        let Some(window) = self.windows.get(place) else {
            return Vec::new();
        };
        let rows: f64 = window.counts.iter().sum();
        let shares = Self::shares(&window.counts);
        let baseline = Self::shares(&self.baseline);
        let moved = shares
            .iter()
            .zip(&baseline)
            .map(|(now, before)| (now - before).abs());
        let largest = moved.enumerate().max_by(|a, b| a.1.total_cmp(&b.1));
        let mut lines = vec![
            window.label.clone(),
            format!("{} rows", format::count(rows)),
        ];
        if let Some((bin, _)) = largest {
            lines.push(format!(
                "largest change: {}, from {} to {}",
                self.bins[bin],
                format::percent(baseline[bin]),
                format::percent(shares[bin])
            ));
        }
        lines
    }

    fn ideal_height(&self, _css_width: u32) -> u32 {
        (self.windows.len().max(2) as f64 * Self::ROW_HEIGHT + axis::BELOW + 34.0) as u32
    }
}
