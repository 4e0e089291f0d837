//! Scales: values to pixels and back, both ways strictly monotone.

/// How an axis spreads its values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AxisKind {
    /// Equal steps.
    #[default]
    Linear,
    /// Equal ratios; where zero or negative values must be shown, linear around zero and logarithmic beyond.
    Log,
}

/// A continuous scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    spread: Spread,
    /// Smallest and largest value.
    domain: (f64, f64),
    /// Their pixels; the first is the larger one on an axis that points up.
    range: (f64, f64),
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Spread {
    Linear,
    Log,
    /// Linear up to about this distance from zero, logarithmic beyond.
    SymmetricLog(f64),
}

/// A symmetric logarithm is linear over this share of the largest magnitude.
const LINEAR_SHARE: f64 = 1e-3;

impl Scale {
    /// Equal steps over `domain` (smallest, largest).
    pub fn linear(domain: (f64, f64), range: (f64, f64)) -> Self {
        Self {
            spread: Spread::Linear,
            domain: widened(domain),
            range,
        }
    }

    /// A scale of `kind`. A logarithmic scale whose domain touches zero is linear around zero and logarithmic beyond.
    pub fn of_kind(kind: AxisKind, domain: (f64, f64), range: (f64, f64)) -> Self {
        let domain = widened(domain);
        let spread = match kind {
            AxisKind::Linear => Spread::Linear,
            AxisKind::Log if domain.0 > 0.0 => Spread::Log,
            AxisKind::Log => {
                Spread::SymmetricLog(domain.0.abs().max(domain.1.abs()) * LINEAR_SHARE)
            }
        };
        Self {
            spread,
            domain,
            range,
        }
    }

    /// Smallest and largest value.
    pub fn domain(&self) -> (f64, f64) {
        self.domain
    }

    /// Their pixels.
    pub fn range(&self) -> (f64, f64) {
        self.range
    }

    /// True when steps are equal.
    pub fn is_linear(&self) -> bool {
        self.spread == Spread::Linear
    }

    /// The distance from zero up to which a symmetric logarithm is about linear.
    pub(super) fn linear_until(&self) -> Option<f64> {
        match self.spread {
            Spread::SymmetricLog(until) => Some(until),
            _ => None,
        }
    }

    /// Where `value` is drawn; values outside the domain go to its nearer end.
    pub fn pixel(&self, value: f64) -> f64 {
        let share = self.share(value.clamp(self.domain.0, self.domain.1));
        self.range.0 + (self.range.1 - self.range.0) * share
    }

    /// The value at a pixel; pixels outside the range give the nearer end.
    pub fn value(&self, pixel: f64) -> f64 {
        let share = ((pixel - self.range.0) / (self.range.1 - self.range.0)).clamp(0.0, 1.0);
        let (low, high) = (self.forward(self.domain.0), self.forward(self.domain.1));
        // Halves, because the distance between the ends may exceed the largest float.
        let forward = 2.0 * (low / 2.0 + (high / 2.0 - low / 2.0) * share);
        self.backward(forward).clamp(self.domain.0, self.domain.1)
    }

    fn share(&self, value: f64) -> f64 {
        let (low, high) = (self.forward(self.domain.0), self.forward(self.domain.1));
        (self.forward(value) / 2.0 - low / 2.0) / (high / 2.0 - low / 2.0)
    }

    fn forward(&self, value: f64) -> f64 {
        match self.spread {
            Spread::Linear => value,
            Spread::Log => value.ln(),
            Spread::SymmetricLog(until) => (value.abs() / until).ln_1p().copysign(value),
        }
    }

    fn backward(&self, forward: f64) -> f64 {
        match self.spread {
            Spread::Linear => forward,
            Spread::Log => forward.exp(),
            Spread::SymmetricLog(until) => (forward.abs().exp_m1() * until).copysign(forward),
        }
    }
}

/// The smallest and the largest of the values that are finite.
pub(super) fn extent(values: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    let ends = values.filter(|value| value.is_finite());
    ends.map(|value| (value, value))
        .reduce(|ends, value| (ends.0.min(value.0), ends.1.max(value.1)))
}

/// A domain of one value, or of none, gets room around it.
fn widened((low, high): (f64, f64)) -> (f64, f64) {
    if !low.is_finite() || !high.is_finite() {
        return (0.0, 1.0);
    }
    let (low, high) = (low.min(high), low.max(high));
    let room = (low.abs().max(high.abs()) * 1e-9).max(f64::MIN_POSITIVE);
    if high / 2.0 - low / 2.0 > room / 2.0 {
        return (low, high);
    }
    let room = if low == 0.0 { 0.5 } else { low.abs() / 2.0 };
    ((low - room).max(f64::MIN), (high + room).min(f64::MAX))
}

/// Equal slots for things without a distance, in order.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bands {
    count: usize,
    range: (f64, f64),
}

impl Bands {
    /// `count` slots from `range.0` to `range.1`.
    pub fn new(count: usize, range: (f64, f64)) -> Self {
        Self { count, range }
    }

    /// Start and end of slot `index`.
    pub fn slot(&self, index: usize) -> (f64, f64) {
        (self.edge(index), self.edge(index + 1))
    }

    /// The border before slot `index`.
    pub fn edge(&self, index: usize) -> f64 {
        let count = self.count.max(1) as f64;
        self.range.0 + (self.range.1 - self.range.0) * index as f64 / count
    }

    /// The middle of slot `index`.
    pub fn middle(&self, index: usize) -> f64 {
        let (start, end) = self.slot(index);
        (start + end) / 2.0
    }
}
