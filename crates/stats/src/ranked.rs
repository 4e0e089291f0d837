//! Values with ranks: the one form in which sketches and samples are compared with each other.
//!
//! In: a sketch, or an ascending sample whose other side is a sketch. Out: quantiles, bin counts, the largest gap and
//! the Wasserstein distance. A sketch knows ranks only up to an error, so every gap comes with a bound and never with a
//! p-value; with a complete sketch (error 0) all of it equals the exact measures.

use super::{
    Reason,
    accumulator::Accumulator,
    bins::Bins,
    ks::{GapFinder, KsMethod},
    quantile::interpolate,
    reason::both_sides,
};

/// Distinct values in ascending order, and how many values are at or below each.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranked {
    values: Vec<f64>,
    ranks: Vec<u64>,
    rank_error: f64,
}

/// The largest gap where a side is a sketch.
#[derive(Debug, Clone, PartialEq)]
pub struct SketchKs {
    /// The largest gap D as the sketches have it, 0 to 1.
    pub statistic: f64,
    /// How far the exact D may be from it, with the confidence of [`Ranked::rank_error`].
    pub bound: f64,
    /// The value at which the gap is that large, in the feature's unit.
    pub location: f64,
    /// 1 if the baseline's distribution function is above there (the current side has larger values), else -1.
    pub sign: i8,
    /// Always [`KsMethod::SketchBound`].
    pub method: KsMethod,
}

impl Ranked {
    /// An ascending sample; its ranks are exact.
    pub fn from_sorted(sorted: &[f64]) -> Ranked {
        debug_assert!(sorted.is_sorted());
        Ranked::from_weighted(sorted.iter().map(|&value| (value, 1)), 0.0)
    }

    /// Distinct values in ascending order, each with how often it occurs; the ranks are exact.
    pub fn from_counts(counts: impl IntoIterator<Item = (f64, u64)>) -> Ranked {
        Ranked::from_weighted(counts, 0.0)
    }

    /// Values in ascending order with what each stands for.
    pub(super) fn from_weighted(
        items: impl IntoIterator<Item = (f64, u64)>,
        rank_error: f64,
    ) -> Ranked {
        let mut ranked = Ranked {
            values: Vec::new(),
            ranks: Vec::new(),
            rank_error,
        };
        let mut rank: u64 = 0;
        for (value, weight) in items {
            debug_assert!(!value.is_nan());
            rank = rank.saturating_add(weight);
            if ranked.values.last() == Some(&value) {
                ranked.ranks.pop();
            } else {
                ranked.values.push(value);
            }
            ranked.ranks.push(rank);
        }
        ranked
    }

    /// How many values there are, or are stood for.
    pub fn count(&self) -> u64 {
        self.ranks.last().copied().unwrap_or(0)
    }

    /// The distinct values (of a sketch: those that it kept), ascending.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// How far a rank may be off, as a share of the count; 0 for a sample.
    pub fn rank_error(&self) -> f64 {
        self.rank_error
    }

    /// How many values are at or below `value`.
    pub fn rank(&self, value: f64) -> u64 {
        match self.values.partition_point(|&item| item <= value) {
            0 => 0,
            items => self.ranks[items - 1],
        }
    }

    /// The value below which `fraction` (0 to 1) of the values lie, interpolated as [`super::quantile::quantile`] does.
    ///
    /// # Errors
    /// [`Reason::NoValues`] without values, [`Reason::NotAFraction`] outside 0 to 1.
    pub fn quantile(&self, fraction: f64) -> Result<f64, Reason> {
        if !(0.0..=1.0).contains(&fraction) {
            return Err(Reason::NotAFraction(fraction));
        }
        let last = self.count().checked_sub(1).ok_or(Reason::NoValues)?;
        let position = last as f64 * fraction;
        let below = position.floor();
        let low = self.value_at(below as u64);
        let high = self.value_at((below as u64).saturating_add(1).min(last));
        Ok(interpolate(low, high, position - below))
    }

    /// The value at a position, counted from 0, of the sorted values.
    fn value_at(&self, position: u64) -> f64 {
        let index = self.ranks.partition_point(|&rank| rank <= position);
        self.values[index.min(self.values.len() - 1)]
    }

    /// Bins at the deciles, by the rules of [`Bins::deciles`].
    ///
    /// # Errors
    /// [`Reason::NoValues`] without values.
    pub fn deciles(&self) -> Result<Bins, Reason> {
        Bins::from_decile_rule(|fraction| self.quantile(fraction))
    }

    /// How many values each bin holds, by differences of ranks: each is off by at most twice the rank error.
    pub fn counts(&self, bins: &Bins) -> Vec<u64> {
        let mut below = 0;
        let ends = bins
            .cuts
            .iter()
            .map(|&cut| self.rank(cut))
            .chain([self.count()]);
        ends.map(|end| {
            let count = end - below;
            below = end;
            count
        })
        .collect()
    }
}

/// The largest gap between two sides of which one at least is a sketch, with its bound.
///
/// # Errors
/// A reason naming the empty side if one has no values.
///
/// ```
/// use leeway_stats::{kll::Sketch, ranked::{Ranked, ks_with_sketch}};
/// let sketch = Sketch::from_values(&[1.0, 2.0, 3.0, 4.0], 7);
/// let gap = ks_with_sketch(&sketch.ranked(), &Ranked::from_sorted(&[3.0, 4.0, 5.0, 6.0]))?;
/// assert_eq!((gap.statistic, gap.bound), (0.5, 0.0));
/// # Ok::<(), leeway_stats::Reason>(())
/// ```
pub fn ks_with_sketch(baseline: &Ranked, current: &Ranked) -> Result<SketchKs, Reason> {
    both_sides(baseline.values.is_empty(), current.values.is_empty())?;
    let mut gaps = GapFinder::new();
    walk(baseline, current, |value, difference, in_baseline| {
        gaps.offer(difference, value, in_baseline)
    });
    let gap = gaps.largest();
    Ok(SketchKs {
        statistic: gap.statistic,
        bound: (baseline.rank_error + current.rank_error).min(1.0),
        location: gap.location,
        sign: gap.sign,
        method: KsMethod::SketchBound,
    })
}

/// The Wasserstein distance between two sides of which one at least is a sketch, in the feature's unit: an estimate,
/// for which ranks give no bound, since a single far value can weigh any amount.
///
/// # Errors
/// A reason naming the empty side if one has no values; [`Reason::TooLarge`] if a double cannot hold the distance.
pub fn wasserstein_with_sketch(baseline: &Ranked, current: &Ranked) -> Result<f64, Reason> {
    both_sides(baseline.values.is_empty(), current.values.is_empty())?;
    let mut area = Accumulator::default();
    let mut previous: Option<(f64, f64)> = None;
    walk(baseline, current, |value, difference, _| {
        if let Some((from, gap)) = previous {
            area.add((value - from) * gap);
        }
        previous = Some((value, difference.abs()));
    });
    Some(area.total())
        .filter(|distance| distance.is_finite())
        .ok_or(Reason::TooLarge)
}

/// Visits every distinct value of either side in ascending order with the difference of shares at or below it, and whether the baseline has it.
fn walk(baseline: &Ranked, current: &Ranked, mut visit: impl FnMut(f64, f64, bool)) {
    let (n, m) = (baseline.count() as f64, current.count() as f64);
    let (mut i, mut j) = (0, 0);
    let share = |ranked: &Ranked, passed: usize, count: f64| match passed {
        0 => 0.0,
        _ => ranked.ranks[passed - 1] as f64 / count,
    };
    while i < baseline.values.len() || j < current.values.len() {
        let (b, c) = (baseline.values.get(i), current.values.get(j));
        let in_baseline = b.is_some_and(|b| c.is_none_or(|c| b <= c));
        let in_current = c.is_some_and(|c| b.is_none_or(|b| c <= b));
        let value = if in_baseline {
            baseline.values[i]
        } else {
            current.values[j]
        };
        i += usize::from(in_baseline);
        j += usize::from(in_current);
        visit(
            value,
            share(baseline, i, n) - share(current, j, m),
            in_baseline,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{kll::Sketch, ks::ks_two_sample, sort::sorted, wasserstein::wasserstein};
    use proptest::prelude::*;

    fn sample() -> impl Strategy<Value = Vec<f64>> {
        prop::collection::vec((-12_i32..12).prop_map(f64::from), 1..60).prop_map(sorted)
    }

    proptest! {
        #[test]
        fn complete_sketches_measure_exactly(b in sample(), c in sample()) {
            let baseline = Sketch::from_values(&b, 0).ranked();
            let current = Ranked::from_sorted(&c);
            let (gap, exact) = (ks_with_sketch(&baseline, &current).unwrap(), ks_two_sample(&b, &c).unwrap());
            prop_assert_eq!((gap.statistic, gap.location, gap.sign, gap.bound), (exact.statistic, exact.location, exact.sign, 0.0));
            let bins = baseline.deciles().unwrap();
            prop_assert_eq!(&bins, &Bins::deciles(&b).unwrap());
            prop_assert_eq!(current.counts(&bins), bins.counts_sorted(&c));
            let distance = wasserstein_with_sketch(&baseline, &current).unwrap();
            prop_assert!((distance - wasserstein(&b, &c).unwrap().distance).abs() < 1e-12);
        }
    }

    #[test]
    fn the_exact_gap_is_within_the_bound() {
        let b: Vec<f64> = (0..120_000).map(f64::from).collect();
        let c: Vec<f64> = (0..90_000).map(|i| f64::from(i) * 1.4 + 500.0).collect();
        let exact = ks_two_sample(&b, &c).unwrap().statistic;
        let (baseline, current) = (
            Sketch::from_values(&b, 5).ranked(),
            Sketch::from_values(&c, 6).ranked(),
        );
        let both = ks_with_sketch(&baseline, &current).unwrap();
        let one = ks_with_sketch(&baseline, &Ranked::from_sorted(&c)).unwrap();
        assert!(
            (both.statistic - exact).abs() <= both.bound
                && (one.statistic - exact).abs() <= one.bound
        );
        assert_eq!(both.bound, 2.0 * one.bound);
        assert_eq!(one.method, KsMethod::SketchBound);
    }

    #[test]
    fn what_cannot_be_measured_has_a_reason() {
        let (none, some) = (Ranked::from_sorted(&[]), Ranked::from_sorted(&[1.0]));
        assert_eq!(ks_with_sketch(&none, &some), Err(Reason::NoBaselineValues));
        assert_eq!(
            wasserstein_with_sketch(&some, &none),
            Err(Reason::NoCurrentValues)
        );
        assert_eq!(none.deciles(), Err(Reason::NoValues));
        assert_eq!(some.quantile(2.0), Err(Reason::NotAFraction(2.0)));
    }
}
