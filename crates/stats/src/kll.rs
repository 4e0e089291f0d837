//! KLL sketches: a few thousand values that stand for all.
//!
//! In: levels of values, an item of level `i` standing for `2^i` values, as Model Monitor's `statistics.json` carries
//! them; or a sample to be sketched. Out: a [`Sketch`]; [`Sketch::ranked`] puts it in order for measuring. Sketches of
//! one feature merge by joining levels, so days add up without their samples. Capacities are those of Deequ
//! (`QuantileNonSample`), which shrink upwards; Karnin, Lang and Liberty (2016) have them shrink downwards. Everything is seeded and values
//! are sorted first, so neither a run nor the order of rows changes a sketch.

use super::{Reason, ranked::Ranked, sort::sort};

/// Model Monitor's size parameter.
pub const DEFAULT_K: usize = 2048;
/// Model Monitor's shrinking factor.
pub const DEFAULT_C: f64 = 0.64;

/// Up to so many levels the error is that of a sketch whose capacities shrink downwards.
const LEVELS_OF_ERROR: usize = 9;
/// By how much each level above makes the error larger.
const GROWTH_PER_LEVEL: f64 = 1.07;

/// Levels of values; an item of level `i` weighs `2^i`.
#[derive(Debug, Clone, PartialEq)]
pub struct Sketch {
    /// Size parameter; the larger, the smaller the error.
    pub k: usize,
    /// How much smaller each level's capacity is than that of the level below.
    pub c: f64,
    /// Items by level, in any order within a level; levels may be empty.
    pub levels: Vec<Vec<f64>>,
    /// What [`Sketch::condense`] cost: the squares of the weights by which ranks were moved, added up; 0 for a sketch as it was made.
    pub condensed: f64,
}

impl Sketch {
    /// Sketches a sample, whatever its order, with Model Monitor's parameters; the same seed gives the same sketch.
    ///
    /// ```
    /// use leeway_stats::kll::Sketch;
    /// let sketch = Sketch::from_values(&[3.0, 1.0, 2.0], 7);
    /// assert_eq!((sketch.count(), sketch.rank_error(), sketch.cdf(1.5)), (3, 0.0, 1.0 / 3.0));
    /// ```
    pub fn from_values(values: &[f64], seed: u64) -> Sketch {
        let mut values = values.to_vec();
        sort(&mut values);
        Sketch::of_stream(values, seed)
    }

    /// Sketches values in the order in which they come, as Deequ does with rows; another order gives another sketch.
    pub fn of_stream(values: impl IntoIterator<Item = f64>, seed: u64) -> Sketch {
        let mut builder = Builder::new(DEFAULT_K, DEFAULT_C, seed);
        let mut room = builder.total_capacity();
        for value in values {
            if room == 0 {
                builder.condense();
                room = builder.total_capacity().saturating_sub(builder.size());
            }
            builder.levels[0].push(value);
            room = room.saturating_sub(1);
        }
        builder.into_sketch()
    }

    /// The sketch of both samples together, with the smaller `k` of the two; which of the two comes first is the same.
    pub fn merge(&self, other: &Sketch, seed: u64) -> Sketch {
        let mut builder = Builder::new(self.k.min(other.k), self.c.min(other.c), seed);
        builder.condensed = self.condensed + other.condensed;
        for source in [self, other] {
            for (level, items) in source.levels.iter().enumerate() {
                builder.grow_to(level + 1);
                builder.levels[level].extend_from_slice(items);
            }
        }
        for items in &mut builder.levels {
            put_in_order(items);
        }
        while builder.size() > builder.total_capacity() {
            builder.condense();
        }
        builder.into_sketch()
    }

    /// Leaves at most one item on each level below `level`: of two neighbours in order one moves up, with twice the weight. Halves the sketch for
    /// every level, for holding very many of them; their errors are independent, so that what is merged from many loses next to nothing.
    ///
    /// Which one moves is a coin's choice that depends on the items alone: in one go or level by level, the same items give the same sketch.
    pub fn condense(&mut self, level: usize) {
        for from in 0..level {
            let Some(items) = self.levels.get_mut(from).filter(|items| items.len() > 1) else {
                continue;
            };
            let mut items = std::mem::take(items);
            put_in_order(&mut items);
            let seed = items
                .iter()
                .fold(0u64, |bits, item| bits.rotate_left(7) ^ item.to_bits());
            let mut random = seed;
            let stays = (items.len() % 2 == 1).then(|| match coin(&mut random) {
                true => items.len() - 1,
                false => 0,
            });
            if let Some(stays) = stays {
                self.levels[from] = vec![items.remove(stays)];
            }
            if self.levels.len() == from + 1 {
                self.levels.push(Vec::new());
            }
            let left = items.iter().skip(usize::from(coin(&mut random))).step_by(2);
            let above = &mut self.levels[from + 1];
            above.reserve_exact(items.len() / 2);
            above.extend(left);
            self.condensed += (weight(from) as f64).powi(2);
        }
    }

    /// How many values the sketch stands for: the weights of all items.
    pub fn count(&self) -> u64 {
        let weights = self
            .levels
            .iter()
            .enumerate()
            .map(|(level, items)| weight(level).saturating_mul(items.len() as u64));
        weights.fold(0, u64::saturating_add)
    }

    /// How far a rank may be off, as a share of the count, with 99 % confidence; 0 while the sketch holds every value.
    ///
    /// `2.296 / k^0.9021`, 0.24 % at `k = 2048`, is the error that the Apache DataSketches project measured for KLL. Deequ's capacities shrink upwards, so its long streams
    /// are coarser on top: the error grows by [`GROWTH_PER_LEVEL`] for each level above [`LEVELS_OF_ERROR`]. Of random streams at
    /// `k = 2048` other than those that it was chosen by, the largest error of all ranks was within the bound in all of 500 sketches of five million values (13 levels), in 499 of 500 of ten
    /// (14) and in all of 150, 40 and 30 of thirty, sixty and a hundred (15 to 17); 99 of 100 were within 0.278, 0.296 and 0.338 % of the first three, where the bound is 0.310, 0.332
    /// and 0.355 %.
    /// Condensing adds what independent errors of
    /// that size stay below with as much confidence (Hoeffding, 1963).
    pub fn rank_error(&self) -> f64 {
        let is_complete = self.levels.iter().skip(1).all(Vec::is_empty);
        if is_complete {
            0.0
        } else {
            let of_condensing = (2.0 * 200f64.ln() * self.condensed).sqrt();
            let of_ranks = of_condensing / self.count().max(1) as f64;
            let more = self.levels.len().saturating_sub(LEVELS_OF_ERROR) as f64;
            let of_sketch = 2.296 / (self.k as f64).powf(0.9021) * GROWTH_PER_LEVEL.powf(more);
            (of_sketch + of_ranks).min(1.0)
        }
    }

    /// Share of values at or below `value`, give or take [`Sketch::rank_error`]; 0 for an empty sketch.
    pub fn cdf(&self, value: f64) -> f64 {
        let below = self.levels.iter().enumerate().map(|(level, items)| {
            let items = items.iter().filter(|&&item| item <= value).count() as u64;
            weight(level).saturating_mul(items)
        });
        below.fold(0, u64::saturating_add) as f64 / self.count().max(1) as f64
    }

    /// The value below which `fraction` of the values lie, give or take [`Sketch::rank_error`] of rank; for several
    /// fractions order the sketch once, with [`Sketch::ranked`].
    ///
    /// # Errors
    /// As [`Ranked::quantile`].
    pub fn quantile(&self, fraction: f64) -> Result<f64, Reason> {
        self.ranked().quantile(fraction)
    }

    /// The items in ascending order with their ranks, ready to be measured.
    pub fn ranked(&self) -> Ranked {
        let mut items: Vec<(f64, u64)> = Vec::with_capacity(self.levels.iter().map(Vec::len).sum());
        for (level, values) in self.levels.iter().enumerate() {
            items.extend(values.iter().map(|&value| (value, weight(level))));
        }
        items.sort_by(|a, b| a.0.total_cmp(&b.0));
        Ranked::from_weighted(items, self.rank_error())
    }
}

/// What an item of a level stands for; levels beyond 63 do not occur below 10^19 values.
fn weight(level: usize) -> u64 {
    1 << level.min(63)
}

/// A sketch in the making.
struct Builder {
    k: usize,
    c: f64,
    levels: Vec<Vec<f64>>,
    /// Per level, whether its next compaction has to keep the other half than the last one, and which that is.
    owed: Vec<Option<bool>>,
    condensed: f64,
    random: u64,
}

impl Builder {
    fn new(k: usize, c: f64, seed: u64) -> Builder {
        Builder {
            k,
            c,
            levels: vec![Vec::new()],
            owed: vec![None],
            condensed: 0.0,
            random: seed,
        }
    }

    fn into_sketch(self) -> Sketch {
        Sketch {
            k: self.k,
            c: self.c,
            levels: self.levels,
            condensed: self.condensed,
        }
    }

    fn grow_to(&mut self, levels: usize) {
        if self.levels.len() < levels {
            self.levels.resize(levels, Vec::new());
            self.owed.resize(levels, None);
        }
    }

    fn capacity(&self, level: usize) -> usize {
        2 * ((self.k as f64 * self.c.powi(level as i32) / 2.0).ceil() as usize + 1)
    }

    fn total_capacity(&self) -> usize {
        (0..self.levels.len())
            .map(|level| self.capacity(level))
            .sum()
    }

    fn size(&self) -> usize {
        self.levels.iter().map(Vec::len).sum()
    }

    /// Halves the lowest full level: every other item, in order, moves up with twice the weight. Which half is a coin's
    /// choice, and the next compaction takes the other, so that errors cancel. An odd item out stays.
    fn condense(&mut self) {
        let full =
            (0..self.levels.len()).find(|&level| self.levels[level].len() >= self.capacity(level));
        let Some(level) = full else { return };
        self.grow_to(level + 2);
        let mut items = std::mem::take(&mut self.levels[level]);
        put_in_order(&mut items);
        if items.len() % 2 == 1 {
            let stays = if coin(&mut self.random) {
                items.pop()
            } else {
                Some(items.remove(0))
            };
            self.levels[level].extend(stays);
        }
        let keeps_upper = match self.owed[level].take() {
            Some(owed) => owed,
            None => {
                let keeps_upper = coin(&mut self.random);
                self.owed[level] = Some(!keeps_upper);
                keeps_upper
            }
        };
        let left = items.into_iter().skip(usize::from(keeps_upper)).step_by(2);
        self.levels[level + 1].extend(left);
    }
}

/// Ascending; items that are so already, as those that moved up from a level below are, cost a look.
fn put_in_order(items: &mut [f64]) {
    let ascends = |pair: &[f64]| pair[0].total_cmp(&pair[1]).is_le();
    let descents = items
        .windows(2)
        .filter(|pair| !ascends(pair))
        .take(8)
        .count();
    match descents {
        0 => {}
        // Few ascending runs, which the standard library's stable sort merges.
        1..8 => items.sort_by(f64::total_cmp),
        _ => sort(items),
    }
}

/// One bit of the SplitMix64 sequence (Steele, Lea and Flood, 2014).
fn coin(random: &mut u64) -> bool {
    *random = random.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut bits = *random;
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (bits ^ (bits >> 31)) & 1 == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantile::quantile;
    use proptest::prelude::*;

    #[test]
    fn a_small_sample_is_kept_whole() {
        let values: Vec<f64> = (0..2000).map(|i| f64::from((i * 37) % 101)).collect();
        let sketch = Sketch::from_values(&values, 1);
        assert_eq!(
            (sketch.levels.len(), sketch.count(), sketch.rank_error()),
            (1, 2000, 0.0)
        );
        let sorted = crate::sort::sorted(values);
        for percent in 0..=100 {
            let fraction = f64::from(percent) / 100.0;
            assert_eq!(sketch.quantile(fraction), quantile(&sorted, fraction));
        }
    }

    #[test]
    fn ranks_of_a_large_sample_are_within_the_error() {
        let values: Vec<f64> = (0..300_000).map(f64::from).collect();
        for seed in 0..5 {
            let sketch = Sketch::from_values(&values, seed);
            assert_eq!(sketch.count(), 300_000);
            assert!(sketch.levels.iter().map(Vec::len).sum::<usize>() < 8000);
            assert!((sketch.rank_error() - 0.0024).abs() < 1e-4);
            for value in (0..300_000).step_by(997).map(f64::from) {
                let off = (sketch.cdf(value) - (value + 1.0) / 300_000.0).abs();
                assert!(off <= sketch.rank_error(), "{value}: off by {off}");
            }
        }
    }

    #[test]
    fn ranks_of_a_long_stream_are_within_the_error() {
        let count = 1_000_000_usize;
        for seed in 0..3 {
            let mut draw = crate::draw::Draw::new(seed);
            let mut values: Vec<f64> = (0..count).map(|i| i as f64).collect();
            for last in (1..count).rev() {
                values.swap(last, (draw.uniform() * (last + 1) as f64) as usize);
            }
            let sketch = Sketch::of_stream(values, seed);
            // 0.236 % and seven hundredths of it for the tenth level.
            assert_eq!((sketch.count(), sketch.levels.len()), (count as u64, 10));
            assert!((sketch.rank_error() - 0.002_530_5).abs() < 1e-7);
            let off = largest_error(&sketch);
            assert!(off <= sketch.rank_error(), "{seed}: off by {off}");
        }
    }

    /// The largest error of all ranks of a sketch of the numbers from 0 up to its count, as a share.
    fn largest_error(sketch: &Sketch) -> f64 {
        let ranked = sketch.ranked();
        let (mut before, mut worst) = (0.0_f64, 0.0_f64);
        for &value in ranked.values() {
            let rank = ranked.rank(value) as f64;
            worst = worst
                .max((before - value).abs())
                .max((rank - value - 1.0).abs());
            before = rank;
        }
        worst / sketch.count() as f64
    }

    #[test]
    fn merged_sketches_stand_for_both_samples() {
        let (low, high): (Vec<f64>, Vec<f64>) = (
            (0..60_000).map(f64::from).collect(),
            (40_000..90_000).map(f64::from).collect(),
        );
        let (a, b) = (Sketch::from_values(&low, 1), Sketch::from_values(&high, 2));
        let merged = a.merge(&b, 3);
        assert_eq!(merged, b.merge(&a, 3));
        assert_eq!(merged.count(), 110_000);
        for value in (0..90_000).step_by(499) {
            let exact =
                f64::from((value + 1).min(60_000) + (value + 1 - 40_000).max(0)) / 110_000.0;
            assert!((merged.cdf(f64::from(value)) - exact).abs() <= merged.rank_error());
        }
    }

    #[test]
    fn many_condensed_sketches_stand_for_their_samples_together() {
        let ramp = |part: usize| -> Vec<f64> {
            (0..1000)
                .map(|i| ((i * 300 + part) as f64).sqrt())
                .collect()
        };
        let mut joined: Option<Sketch> = None;
        for part in 0..300 {
            let whole = Sketch::from_values(&ramp(part), 0);
            let (mut at_once, mut by_level) = (whole.clone(), whole.clone());
            at_once.condense(4);
            (1..=4).for_each(|level| by_level.condense(level));
            assert_eq!(at_once, by_level);
            assert_eq!(
                (at_once.count(), at_once.condensed),
                (1000, 1.0 + 4.0 + 16.0 + 64.0)
            );
            assert!(at_once.levels.iter().map(Vec::len).sum::<usize>() <= 66);
            for i in (0..1000).step_by(37) {
                let value = ((i * 300 + part) as f64).sqrt();
                let off = (at_once.cdf(value) - (i + 1) as f64 / 1000.0).abs();
                assert!(off <= at_once.rank_error(), "{value}: off by {off}");
            }
            joined = Some(joined.map_or(at_once.clone(), |joined| joined.merge(&at_once, 1)));
        }
        let joined = joined.unwrap();
        assert_eq!(joined.count(), 300_000);
        // 0.24 % of the sketch itself, and sqrt(2 ln 200 · 300 · 85) of 300 000 ranks.
        assert!(
            (joined.rank_error() - 0.00236 - 0.00173).abs() < 1e-4,
            "{}",
            joined.rank_error()
        );
        for rank in (0..300_000).step_by(997) {
            let off = (joined.cdf(f64::from(rank).sqrt()) - f64::from(rank + 1) / 300_000.0).abs();
            assert!(off <= joined.rank_error(), "{rank}: off by {off}");
        }
    }

    #[test]
    fn an_empty_sketch_has_no_quantile() {
        let empty = Sketch::from_values(&[], 0);
        assert_eq!((empty.count(), empty.cdf(1.0)), (0, 0.0));
        assert_eq!(empty.quantile(0.5), Err(Reason::NoValues));
        assert_eq!(empty.merge(&empty, 0).count(), 0);
    }

    proptest! {
        #[test]
        fn order_does_not_matter_and_nothing_is_lost(mut values in prop::collection::vec(-1e3_f64..1e3, 0..6000), seed: u64) {
            let sketch = Sketch::from_values(&values, seed);
            values.reverse();
            prop_assert_eq!(&sketch, &Sketch::from_values(&values, seed));
            prop_assert_eq!(sketch.count(), values.len() as u64);
        }
    }
}
