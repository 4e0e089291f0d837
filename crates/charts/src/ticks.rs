//! Where an axis is marked, and with what words.

use super::format;
use super::scale::Scale;

/// Marks of an axis: values within the scale's domain, rising, each with a label of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Ticks {
    /// Where the marks are.
    pub values: Vec<f64>,
    /// What they say.
    pub labels: Vec<String>,
    /// Where four digits cannot tell the marks apart, labels count from this value.
    pub origin: Option<f64>,
}

/// How labels are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TickFormat {
    /// As numbers.
    Number,
    /// Shares as percentages.
    Percent,
}

impl Ticks {
    /// About `wanted` marks for `scale`: multiples of 1, 2 or 5 times a power of ten, or powers of ten on a logarithmic scale.
    pub fn new(scale: &Scale, wanted: usize, format: TickFormat) -> Self {
        let wanted = wanted.max(2);
        let values = if scale.is_linear() {
            linear(scale.domain(), wanted)
        } else {
            let values = logarithmic(scale, wanted);
            if values.len() < 2 {
                linear(scale.domain(), wanted)
            } else {
                values
            }
        };
        labelled(values, format)
    }
}

/// The step of 1, 2 or 5 times a power of ten that cuts `domain` into about `wanted` parts.
pub fn step((low, high): (f64, f64), wanted: usize) -> f64 {
    let rough = (high / wanted as f64 - low / wanted as f64).max(f64::MIN_POSITIVE);
    let power = 10f64.powf(rough.log10().floor());
    if power == 0.0 || !power.is_finite() {
        return rough;
    }
    // The borders are the geometric means between the steps.
    let factor = match rough / power {
        f if f < 2f64.sqrt() => 1.0,
        f if f < 10f64.sqrt() => 2.0,
        f if f < 50f64.sqrt() => 5.0,
        _ => 10.0,
    };
    factor * power
}

/// `domain` widened to whole steps, for axes that should end on a mark.
pub fn rounded_out((low, high): (f64, f64), wanted: usize) -> (f64, f64) {
    let step = step((low, high), wanted);
    let out = ((low / step).floor() * step, (high / step).ceil() * step);
    if out.0.is_finite() && out.1.is_finite() {
        out
    } else {
        (low, high)
    }
}

fn linear((low, high): (f64, f64), wanted: usize) -> Vec<f64> {
    let step = step((low, high), wanted);
    // A little tolerance keeps a mark whose product is off by a rounding error.
    let first = (low / step - 1e-9).ceil();
    let last = (high / step + 1e-9).floor();
    let mut values: Vec<f64> = (0..=2 * wanted + 2)
        .map(|i| first + i as f64)
        .take_while(|&i| i <= last)
        .map(|i| (i * step).clamp(low, high))
        .collect();
    values.dedup();
    values
}

fn logarithmic(scale: &Scale, wanted: usize) -> Vec<f64> {
    let (low, high) = scale.domain();
    let Some(until) = scale.linear_until() else {
        return decades((low, high), wanted);
    };
    let both = low < 0.0 && high > 0.0;
    let per_side = if both { wanted / 2 } else { wanted };
    let side = |end: f64| decades((until.min(end), end), per_side);
    let mut values = Vec::new();
    if low < 0.0 {
        values.extend(side(-low).into_iter().rev().map(|v| -v));
    }
    if low <= 0.0 && high >= 0.0 {
        values.push(0.0);
    }
    if high > 0.0 {
        values.extend(side(high));
    }
    values.retain(|v| (low..=high).contains(v));
    values
}

/// Powers of ten in `domain`, thinned to about `wanted`, or filled up with their double and fivefold.
fn decades((low, high): (f64, f64), wanted: usize) -> Vec<f64> {
    let first = (low.log10() - 1e-9).ceil() as i32;
    let last = (high.log10() + 1e-9).floor() as i32;
    let count = (last - first + 1).max(0) as usize;
    let inside = |v: &f64| *v >= low * (1.0 - 1e-9) && *v <= high * (1.0 + 1e-9);
    if count * 3 <= wanted + 2 {
        return (first - 1..=last)
            .flat_map(|power| [1.0, 2.0, 5.0].map(|factor| factor * 10f64.powi(power)))
            .filter(inside)
            .collect();
    }
    let stride = count.div_ceil(wanted.max(1)).max(1) as i32;
    (first..=last)
        .filter(|power| power.rem_euclid(stride) == 0)
        .map(|power| 10f64.powi(power))
        .filter(inside)
        .collect()
}

fn labelled(values: Vec<f64>, format: TickFormat) -> Ticks {
    let write = |value: f64| match format {
        TickFormat::Number => format::number(value),
        TickFormat::Percent => format::percent(value),
    };
    let labels: Vec<String> = values.iter().map(|&value| write(value)).collect();
    if labels.windows(2).all(|pair| pair[0] != pair[1]) {
        return Ticks {
            values,
            labels,
            origin: None,
        };
    }
    let origin = values.first().copied();
    let labels = values
        .iter()
        .map(|&value| format!("+{}", write(value - origin.unwrap_or(0.0))))
        .collect();
    Ticks {
        values,
        labels,
        origin,
    }
}
