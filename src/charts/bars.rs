//! Bars that stand on an axis: the scale of their heights and the outline of a row of them.

use plotters_backend::DrawingBackend;

use super::scale::Scale;
use super::ticks::rounded_out;
use super::{Area, AxisKind, Colour, DrawError, Pen, Theme, axis};

/// The vertical scale for heights: from zero, or on a logarithmic axis from the power of ten below the smallest.
pub(super) fn vertical(heights: &[(f64, f64)], kind: AxisKind, range: (f64, f64)) -> Scale {
    let positive = || {
        let all = heights.iter().flat_map(|pair| [pair.0, pair.1]);
        all.filter(|height| *height > 0.0 && height.is_finite())
    };
    let largest = positive().fold(0.0, f64::max);
    match kind {
        AxisKind::Linear => {
            // Where all is zero, the axis still rises from it.
            let largest = if largest > 0.0 { largest } else { 1.0 };
            let wanted = axis::wanted_vertically((range.0 - range.1).abs());
            Scale::linear(rounded_out((0.0, largest), wanted), range)
        }
        AxisKind::Log => {
            let smallest = positive().fold(largest, f64::min);
            let mut power = 10f64.powf(smallest.log10().floor());
            // The smallest bar must be seen.
            if power >= smallest * 0.999 {
                power /= 2.0;
            }
            Scale::of_kind(kind, (power, largest), range)
        }
    }
}

/// The upper edge of adjoining bars, with a riser wherever the height changes.
pub(super) fn outline<B: DrawingBackend>(
    pen: &mut Pen<'_, B>,
    theme: &Theme,
    pixels: &[f64],
    tops: &[f64],
    plot: Area,
    colour: Colour,
) -> Result<(), DrawError> {
    let half = theme.stroke / 2.0;
    let mut before = plot.bottom;
    for (index, &top) in tops.iter().enumerate() {
        if (top - before).abs() > 0.5 {
            let ends = (top.min(before) - half, top.max(before) + half);
            let ends = (ends.0, ends.1.min(plot.bottom));
            pen.vertical(pixels[index] - half, ends, theme.stroke, colour)?;
        }
        if top < plot.bottom {
            let ends = (pixels[index], pixels[index + 1]);
            pen.horizontal(ends, top - half, theme.stroke, colour)?;
        }
        before = top;
    }
    if before < plot.bottom {
        let ends = (before - half, plot.bottom);
        pen.vertical(pixels[tops.len()] - half, ends, theme.stroke, colour)?;
    }
    Ok(())
}
