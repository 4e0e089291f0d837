//! A plot over windows: what charts of a value over time share around their line.

use super::pen::TextStyle;
use super::scale::{Bands, Scale};
use super::ticks::TickFormat;
use super::{Align, Area, Mapping, Pen, axis, frame};

/// Where windows are, and the scale of their values.
pub(super) struct WindowPlot {
    pub(super) plot: Area,
    pub(super) y: Scale,
    pub(super) bands: Bands,
    /// Beneath the plot, where a strip has bars of its own; flat where there is none.
    pub(super) strip: Area,
}

impl WindowPlot {
    /// A plot of `count` windows beneath a heading of `top`, and a strip of `strip_height` with the space above it, `space`.
    pub(super) fn new(
        pen: &mut Pen,
        top: f64,
        count: usize,
        (strip_height, space): (f64, f64),
        y: impl Fn((f64, f64)) -> Scale,
    ) -> Self {
        let below = axis::BELOW + strip_height;
        let (plot, y) = axis::cartesian(pen, (top, below), y, TickFormat::Number);
        let left = plot.left.max(44.0);
        let bottom = plot.bottom + strip_height;
        Self {
            plot: Area { left, ..plot },
            y,
            bands: Bands::new(count, (left, plot.right)),
            strip: Area::new(left, plot.bottom + space, plot.right, bottom),
        }
    }

    /// Both ends of a level line at a pixel.
    pub(super) fn level(&self, y: f64) -> [(f64, f64); 2] {
        [(self.plot.left, y), (self.plot.right, y)]
    }

    /// The line below the plot.
    pub(super) fn base(&self, pen: &mut Pen) {
        let (ends, theme) = ((self.plot.left, self.plot.right), pen.theme);
        pen.horizontal(ends, self.plot.bottom, theme.hairline, theme.axis);
    }

    /// A dashed line at what is allowed.
    pub(super) fn threshold(&self, pen: &mut Pen, threshold: Option<f64>) {
        if let Some(value) = threshold {
            frame::threshold(pen, self.level(self.y.pixel(value)), pen.theme.hairline);
        }
    }

    /// Bars of the windows in the strip, with what their highest one and their foot are called, each so far above the strip's edge.
    pub(super) fn bars(
        &self,
        pen: &mut Pen,
        heights: impl Iterator<Item = u64> + Clone,
        gap: f64,
        draw: impl Fn(&mut Pen, Area),
    ) -> u64 {
        let most = heights.clone().max().unwrap_or(0);
        for (index, height) in heights.enumerate() {
            let (left, right) = self.bands.slot(index);
            let gap = ((right - left) * 0.1).min(gap);
            let height = self.strip.height() * height as f64 / most.max(1) as f64;
            let (top, bottom) = (self.strip.bottom - height, self.strip.bottom);
            draw(pen, Area::new(left + gap, top, right - gap, bottom));
        }
        most
    }

    /// What stands at the left of the strip, at its top and, `above` its edge, at its foot.
    pub(super) fn strip_labels(&self, pen: &mut Pen, top: &str, (foot, above): (&str, f64)) {
        let (strip, style) = (self.strip, TextStyle::label(pen.theme));
        for (words, y) in [(top, strip.top + 2.0), (foot, strip.bottom - above)] {
            pen.text(words, (strip.left - 8.0, y), Align::Right, style);
        }
    }

    /// The axis of the windows beneath all, and what a pointer finds.
    pub(super) fn finish<'a>(
        self,
        pen: &mut Pen,
        labels: impl Iterator<Item = &'a String>,
        across: &str,
    ) -> Mapping {
        let bottom = self.strip.bottom;
        let whole = Area {
            bottom,
            ..self.plot
        };
        let hits = axis::windows(pen, whole, &self.bands, labels, across);
        Mapping::new(self.plot).with_y(self.y).with_hits(hits)
    }
}

/// The area of the windows that a brush selects, from and to, both included.
pub(super) fn brushed(bands: &Bands, brush: (usize, usize), last: usize, plot: Area) -> Area {
    let last = brush.1.min(last);
    let (left, right) = (bands.edge(brush.0.min(last)), bands.edge(last + 1));
    Area {
        left,
        right,
        ..plot
    }
}

/// The unbroken runs of a line whose windows without a value interrupt it.
pub(super) fn runs<T: Copy>(spots: &[Option<T>]) -> impl Iterator<Item = Vec<T>> {
    let runs = spots.split(Option::is_none).filter(|run| !run.is_empty());
    runs.map(|run| run.iter().flatten().copied().collect())
}
