//! The exact distribution for small samples, by Pomeranz's recursion.
//!
//! Source: J. Pomeranz, "Exact Cumulative Distribution of the Kolmogorov-Smirnov Statistic for Small Samples",
//! Communications of the ACM 17(12), 1974, as set out by Simard and L'Ecuyer (2011), section 2.3. The ranges of its
//! rows are found in whole numbers; rounding `A - t` and `A + t` as doubles would lose or double an entry.

/// Probability of a distance below `d` for `n` values (140 at most, so that nothing over- or underflows).
pub(super) fn cumulative(d: f64, n: u64) -> f64 {
    let size = n as f64;
    let recursion = Recursion::new(size * d, n as i64);
    let last_row = 2 * recursion.n + 2;
    let mut row = vec![0.0; n as usize + 2];
    row[1] = 1.0;
    let mut range = (1, 1);
    for i in 2..=last_row {
        let next_range = recursion.range(i);
        row = step(&row, range, next_range, recursion.gap(i));
        range = next_range;
    }
    // The gaps were not divided by n, so the last entry is the probability times n^n / n!.
    (1..=n).fold(row[n as usize + 1], |value, i| value * (i as f64 / size))
}

/// One row from the one before: a convolution with `gap^k / k!`.
fn step(
    row: &[f64],
    (from, to): (usize, usize),
    (next_from, next_to): (usize, usize),
    gap: f64,
) -> Vec<f64> {
    let mut weights = vec![1.0; row.len()];
    for k in 1..weights.len() {
        weights[k] = weights[k - 1] * gap / k as f64;
    }
    let mut next = vec![0.0; row.len()];
    for (j, entry) in next
        .iter_mut()
        .enumerate()
        .take(next_to + 1)
        .skip(next_from)
    {
        *entry = (from..=to.min(j)).map(|k| row[k] * weights[j - k]).sum();
    }
    next
}

/// The steps `A_1 = 0 < A_2 < ... < A_(2n+2) = n` at which the boundaries pass a whole number.
struct Recursion {
    n: i64,
    whole: i64,
    has_fraction: i64,
    rounds_up: i64,
    nearest_gap: f64,
}

impl Recursion {
    fn new(t: f64, n: i64) -> Recursion {
        let fraction = t - t.floor();
        Recursion {
            n,
            whole: t.floor() as i64,
            has_fraction: i64::from(fraction > 0.0),
            rounds_up: i64::from(fraction > 0.5),
            nearest_gap: fraction.min(1.0 - fraction),
        }
    }

    /// `A_i - A_(i-1)`
    fn gap(&self, i: i64) -> f64 {
        if i == 2 || i == 2 * self.n + 2 {
            self.nearest_gap
        } else if i % 2 == 0 {
            2.0 * self.nearest_gap
        } else {
            1.0 - 2.0 * self.nearest_gap
        }
    }

    /// First and last entry of row `i >= 2` that can be above 0: `floor(A_i - t) + 2` and `ceil(A_i + t)`, inside `1..=n + 1`.
    fn range(&self, i: i64) -> (usize, usize) {
        let pair = i / 2;
        let (floor, ceil) = if i == 2 * self.n + 2 {
            (
                self.n - self.whole - self.has_fraction,
                self.n + self.whole + self.has_fraction,
            )
        } else if i % 2 == 0 {
            (
                pair - 1 - self.whole - self.rounds_up,
                pair - 1 + self.whole + self.has_fraction,
            )
        } else {
            (
                pair - self.whole - self.has_fraction,
                pair + self.whole + self.rounds_up,
            )
        };
        (
            (floor + 2).max(1) as usize,
            ceil.clamp(1, self.n + 1) as usize,
        )
    }
}
