//! Values between limits, and what can be made of them (see [`super::interval`] for the sources).

use crate::share_limits::share_limits;

/// Two-sided 95 % of a normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// A value with its limits; all may be infinite.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Estimate {
    pub(super) value: f64,
    pub(super) low: f64,
    pub(super) high: f64,
}

/// What `function` makes of independent estimates, in each of which it grows.
pub(super) fn mover<const N: usize>(
    parts: [Estimate; N],
    function: impl Fn([f64; N]) -> f64,
) -> Estimate {
    let at = |of: fn(&Estimate) -> f64| function(parts.each_ref().map(of));
    let value = at(|part| part.value);
    let end = |of: fn(&Estimate) -> f64| {
        let mut squares = 0.0;
        for moved in 0..N {
            let mut values = parts.each_ref().map(|part| part.value);
            values[moved] = of(&parts[moved]);
            squares += (function(values) - value).powi(2);
        }
        squares.sqrt()
    };
    if !value.is_finite() {
        return Estimate {
            value,
            low: at(|part| part.low),
            high: at(|part| part.high),
        };
    }
    Estimate {
        value,
        low: value - end(|part| part.low),
        high: value + end(|part| part.high),
    }
}

impl Estimate {
    /// A share of rows, with its exact limits.
    pub(super) fn share(part: u64, all: u64) -> Estimate {
        let limits = share_limits(part, all);
        Estimate {
            value: limits.share,
            low: limits.low,
            high: limits.high,
        }
    }

    /// The estimate as one in which a result falls: its limits change places.
    pub(super) fn falling(self) -> Estimate {
        Estimate {
            low: self.high,
            high: self.low,
            ..self
        }
    }

    pub(super) fn times(self, factor: f64) -> Estimate {
        let all = Estimate {
            value: self.value * factor,
            low: self.low * factor,
            high: self.high * factor,
        };
        if factor < 0.0 { all.falling() } else { all }
    }

    pub(super) fn plus(self, more: f64) -> Estimate {
        Estimate {
            value: self.value + more,
            low: self.low + more,
            high: self.high + more,
        }
    }

    /// This less `other`, of other rows; two infinite ones are equal, and nothing is known of their difference.
    pub(super) fn less(self, other: Estimate) -> Estimate {
        let difference = |[a, b]: [f64; 2]| if a == b { 0.0 } else { a - b };
        mover([self, other.falling()], difference)
    }

    /// This less `other`, two shares of the same rows that exclude each other.
    pub(super) fn less_of_same_rows(self, other: Estimate) -> Estimate {
        let odds = self.value * other.value / ((1.0 - self.value) * (1.0 - other.value));
        let correlation = if odds.is_finite() {
            -odds.sqrt().min(1.0)
        } else {
            -1.0
        };
        let distance = |a: f64, b: f64| (a * a - 2.0 * correlation * a * b + b * b).sqrt();
        let value = self.value - other.value;
        Estimate {
            value,
            low: value - distance(self.value - self.low, other.high - other.value),
            high: value + distance(self.high - self.value, other.value - other.low),
        }
    }

    /// The sum of independent estimates.
    pub(super) fn sum(parts: impl Iterator<Item = Estimate>) -> Estimate {
        let (mut value, mut below, mut above) = (0.0, 0.0, 0.0);
        for part in parts {
            value += part.value;
            below += (part.value - part.low).powi(2);
            above += (part.high - part.value).powi(2);
        }
        Estimate {
            value,
            low: value - f64::sqrt(below),
            high: value + f64::sqrt(above),
        }
    }

    /// This over `other`, both 0 or more and of other rows.
    pub(super) fn over(self, other: Estimate) -> Estimate {
        let (a, b) = (self.value, other.value);
        let product = a * b;
        // l (2 a - l) and u (2 a - u) of both.
        let from = |estimate: &Estimate, end: f64| end * (2.0 * estimate.value - end);
        let root = |above: f64, below: f64| (product * product - above * below).max(0.0).sqrt();
        let (least, most) = (from(&self, self.low), from(&other, other.high));
        let low = least / (product + root(least, most));
        let (most, least) = (from(&self, self.high), from(&other, other.low));
        let high = (product + root(most, least)) / least;
        Estimate {
            value: a / b,
            low: if low.is_nan() { 0.0 } else { low },
            high: if least > 0.0 { high } else { f64::INFINITY },
        }
    }

    /// A share as odds.
    pub(super) fn odds(self) -> Estimate {
        let odds = |share: f64| share / (1.0 - share);
        Estimate {
            value: odds(self.value),
            low: odds(self.low),
            high: odds(self.high),
        }
    }

    /// `(both + one) / (both + other)` of counts of the same rows: Bonett and Price's interval, with the limits of [`Estimate::share`]'s kind of its two shares.
    pub(super) fn ratio_of_same_rows(both: u64, one: u64, other: u64) -> Estimate {
        let (above, below) = ((both + one) as f64, (both + other) as f64);
        let rows = (both + one + other) as f64;
        if rows == 0.0 {
            return Estimate {
                value: 0.0,
                low: 0.0,
                high: f64::INFINITY,
            };
        }
        let of = |part: f64| {
            let share = (part + 1.0) / (rows + 2.0);
            ((1.0 - share) / ((rows + 2.0) * share)).sqrt()
        };
        let spread = (((one + other + 2) as f64) / ((above + 1.0) * (below + 1.0))).sqrt();
        let z = Z * spread / (of(above) + of(below));
        let (above, below) = (wilson(above, rows, z), wilson(below, rows, z));
        Estimate {
            value: above.value / below.value,
            low: above.low / below.high,
            high: above.high / below.low,
        }
    }

    /// The size of a difference, through `size`, which grows from 0.
    pub(super) fn without_sign(self, size: impl Fn(f64) -> f64) -> Estimate {
        let (low, high) = (self.low.abs(), self.high.abs());
        let holds_zero = self.low <= 0.0 && self.high >= 0.0;
        Estimate {
            value: size(self.value.abs()),
            low: size(if holds_zero { 0.0 } else { low.min(high) }),
            high: size(low.max(high)),
        }
    }
}

/// Wilson's limits of `part` of `rows` at `z` standard errors (1927).
fn wilson(part: f64, rows: f64, z: f64) -> Estimate {
    let square = z * z;
    let middle = (2.0 * part + square) / (2.0 * (rows + square));
    let half = z * (square + 4.0 * part * (1.0 - part / rows)).sqrt() / (2.0 * (rows + square));
    Estimate {
        value: part / rows,
        low: if part == 0.0 {
            0.0
        } else {
            (middle - half).max(0.0)
        },
        high: if part == rows {
            1.0
        } else {
            (middle + half).min(1.0)
        },
    }
}
