//! Bars that stand on an axis: the scale of their heights and the outline of a row of them.

use super::scale::{Bands, Scale};
use super::ticks::rounded_out;
use super::{Area, AxisKind, Colour, Pen, axis};

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

/// The corners of a step for each slot, as high as `tops` says.
pub(super) fn steps(bands: &Bands, tops: impl Iterator<Item = f64>) -> Vec<(f64, f64)> {
    let step = |(index, top)| {
        let (left, right) = bands.slot(index);
        [(left, top), (right, top)]
    };
    tops.enumerate().flat_map(step).collect()
}

/// A label's bars, at both sides of `middle` and as high as `tops` says.
pub(super) fn pair(pen: &mut Pen, (middle, half): (f64, f64), tops: (f64, f64), foot: f64) {
    let (baseline, current) = (pen.theme.baseline, pen.theme.current);
    pen.rect(Area::new(middle - half, tops.0, middle, foot), baseline);
    pen.rect(Area::new(middle, tops.1, middle + half, foot), current);
}

/// The largest of both sides' values; 0 of none.
pub(super) fn largest(pairs: &[(f64, f64)]) -> f64 {
    let both = pairs.iter().map(|pair| pair.0.max(pair.1));
    both.fold(0.0, f64::max)
}

/// The upper edge of adjoining bars, with a riser wherever the height changes.
pub(super) fn outline(pen: &mut Pen, pixels: &[f64], tops: &[f64], foot: f64, colour: Colour) {
    let stroke = pen.theme.stroke;
    let half = stroke / 2.0;
    let mut before = foot;
    for (index, &top) in tops.iter().enumerate() {
        if (top - before).abs() > 0.5 {
            let ends = (top.min(before) - half, (top.max(before) + half).min(foot));
            pen.vertical(pixels[index] - half, ends, stroke, colour);
        }
        if top < foot {
            let ends = (pixels[index], pixels[index + 1]);
            pen.horizontal(ends, top - half, stroke, colour);
        }
        before = top;
    }
    if before < foot {
        let ends = (before - half, foot);
        pen.vertical(pixels[tops.len()] - half, ends, stroke, colour);
    }
}
