//! Could two tables of counts come from the same shares? The p-value that may judge, for every size.
//!
//! In: counts over the same categories on both sides. Out: a probability, and how it came about. Pearson's chi-square is right while every expected count is large;
//! with rare categories its p is too small by any factor (9990 + 10 against 9 + 1: 1e-21, where all ways to deal the rows give 0.011). So:
//!
//! 1. Categories that expect under [`POOLED_UNDER`] rows on a side are tested in groups, chosen by the totals of both sides, never by how they are split.
//! 2. Two categories: Fisher's exact test.
//! 3. More, all expecting at least [`CHI_SQUARE_FROM`]: chi-square of the table. At 50 expected rows a p of 1e-4 is off by a third at most.
//! 4. Else the table is taken apart: the first category against the rest, the second against what is left, and so on. Given those before, each count is
//!    hypergeometric, so each has a p-value of its own (mid-p), and the squares of their normal scores add up to chi-square (Lancaster 1949; Agresti, "Categorical Data
//!    Analysis", 3.3). Held against random deals with 5 expected rows, tables of 20 000 and 100 rows: at 0.05, 0.001 and 0.0001 it alarms 0.9, 0.6 and 0.7 times as often as
//!    it says, chi-square 1.0, 2.0 and 4.0 times.
//!
//! Rejected: sampled deals, whose smallest p is one over their number; matching the variance of chi-square to that of all deals, which leaves 3.4 of the 4.0.

use super::{
    Reason,
    chi_square::{chi_square_tail, homogeneity},
    fisher::{Split, fisher_exact},
    incomplete_gamma::ln_upper_gamma,
    reason::both_tables,
    test_method::TestMethod,
};
use std::f64::consts::{LN_2, TAU};

/// Categories that expect fewer rows on a side are tested together (Cochran 1954).
pub const POOLED_UNDER: f64 = 5.0;
/// A group of rare categories is closed from this share of the smaller side on: all of a long tail as one group would hide a change within it, groups of five rows would
/// drown one among them.
const POOLED_SHARE: f64 = 0.05;
/// Chi-square is used from this expected count on.
pub const CHI_SQUARE_FROM: f64 = 50.0;

/// How likely two tables are by chance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SameShares {
    /// Probability of tables at least as far apart if the shares are equal.
    pub p_value: f64,
    /// log10 of `p_value`, finite where `p_value` is too small for a double.
    pub log10_p: f64,
    /// How it came about.
    pub method: TestMethod,
    /// Categories that were tested, groups of rare ones among them; at least 2.
    pub categories: usize,
    /// Rare categories that were tested in groups; 0 or at least 2.
    pub pooled: usize,
}

/// Tests whether two tables of counts over the same categories have equal shares.
///
/// # Errors
/// As [`homogeneity`].
///
/// ```
/// let test = leeway_stats::same_shares::same_shares(&[9990, 10], &[9, 1])?;
/// assert!((test.p_value - 0.010_939_723_219_237).abs() < 1e-12);
/// # Ok::<(), leeway_stats::Reason>(())
/// ```
pub fn same_shares(baseline: &[u64], current: &[u64]) -> Result<SameShares, Reason> {
    both_tables(baseline, current)?;
    let present = baseline.iter().zip(current).filter(|(b, c)| *b + *c > 0);
    let mut table: Vec<(u64, u64)> = present.map(|(&b, &c)| (b, c)).collect();
    if table.len() < 2 {
        return Err(Reason::OneCategory);
    }
    let sides = table.iter().fold((0, 0), add);
    // Stable, so that the split within a total decides nothing.
    table.sort_by_key(|row| row.0 + row.1);
    let Pooled { table, pooled } = pool(&table, sides);
    let tested = tested(&table, sides)?;
    Ok(SameShares { pooled, ..tested })
}

fn add(sum: (u64, u64), row: &(u64, u64)) -> (u64, u64) {
    (sum.0 + row.0, sum.1 + row.1)
}

/// Rows of `row` that the smaller side expects.
fn expected(row: &(u64, u64), sides: (u64, u64)) -> f64 {
    let share = sides.0.min(sides.1) as f64 / (sides.0 + sides.1) as f64;
    (row.0 + row.1) as f64 * share
}

struct Pooled {
    table: Vec<(u64, u64)>,
    pooled: usize,
}

/// Joins the rare categories of a table that ascends by totals; at least two groups are left.
fn pool(ascending: &[(u64, u64)], sides: (u64, u64)) -> Pooled {
    let rare = ascending.partition_point(|row| expected(row, sides) < POOLED_UNDER);
    let enough = POOLED_UNDER.max(POOLED_SHARE * sides.0.min(sides.1) as f64);
    let (mut table, mut open) = (Vec::new(), (0, 0));
    for row in &ascending[..rare] {
        open = add(open, row);
        if expected(&open, sides) >= enough {
            table.push(std::mem::take(&mut open));
        }
    }
    let mut rest = ascending[rare..].to_vec();
    let mut pooled = rare;
    if open != (0, 0) {
        let is_enough = expected(&open, sides) >= POOLED_UNDER;
        match table.last_mut() {
            Some(last) if !is_enough => *last = add(*last, &open),
            None if !is_enough && rest.len() >= 2 => {
                rest[0] = add(rest[0], &open);
                pooled += 1;
            }
            _ => table.push(open),
        }
    }
    table.append(&mut rest);
    if let ([all], Some(&most)) = (table.as_slice(), ascending.last()) {
        table = vec![(all.0 - most.0, all.1 - most.1), most];
        pooled -= 1;
    }
    let pooled = if pooled == 1 { 0 } else { pooled };
    Pooled { table, pooled }
}

fn tested(table: &[(u64, u64)], sides: (u64, u64)) -> Result<SameShares, Reason> {
    let of = |p_value: f64, log10_p: f64, method| SameShares {
        p_value,
        log10_p,
        method,
        categories: table.len(),
        pooled: 0,
    };
    if let [first, _] = table {
        let exact = fisher_exact(first.0, sides.0, first.1, sides.1)?;
        return Ok(of(exact.p_value, exact.log10_p, TestMethod::Fisher));
    }
    if table
        .iter()
        .all(|row| expected(row, sides) >= CHI_SQUARE_FROM)
    {
        let (b, c): (Vec<u64>, Vec<u64>) = table.iter().copied().unzip();
        let chi = homogeneity(&b, &c)?;
        return Ok(of(chi.p_value, chi.log10_p, TestMethod::ChiSquare));
    }
    let mut rows = sides.0 + sides.1;
    let mut drawn = sides.1;
    let mut statistic = 0.0;
    for &(before, now) in &table[..table.len() - 1] {
        let marked = before + now;
        // A side that is used up leaves nothing to chance.
        if drawn > 0 && drawn < rows {
            let split = Split {
                rows,
                drawn,
                marked,
            };
            statistic += square_score(ln_mid_p(split, now));
        }
        rows -= marked;
        drawn -= now;
    }
    let tail = chi_square_tail(statistic, table.len() as u64 - 1);
    Ok(of(tail.p_value, tail.log10_p, TestMethod::Partition))
}

/// Natural logarithm of the two-sided mid-p: twice the smaller tail, of which the observed count belongs by half.
fn ln_mid_p(split: Split, count: u64) -> f64 {
    let tails = split.tails(count);
    let smaller = tails.ln_lower.min(tails.ln_upper);
    let without_half = (-0.5 * (tails.ln_point - smaller).exp()).ln_1p();
    (LN_2 + smaller + without_half).min(0.0)
}

/// The square of a normal score: the chi-square with one degree of freedom whose upper tail has the logarithm `ln_p`.
///
/// Newton's method on the logarithm of the tail, which is concave: from the right it does not overshoot.
fn square_score(ln_p: f64) -> f64 {
    if ln_p >= 0.0 {
        return 0.0;
    }
    let mut square = -2.0 * ln_p;
    for _ in 0..60 {
        let ln_tail = ln_upper_gamma(0.5, square / 2.0);
        let ln_density = -square / 2.0 - 0.5 * (TAU * square).ln();
        let step = (ln_tail - ln_p) * (ln_tail - ln_density).exp();
        let next = (square + step).max(square / 4.0);
        if (next - square).abs() <= 1e-12 * square {
            return next;
        }
        square = next;
    }
    square
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::Draw;
    use proptest::prelude::*;

    #[test]
    fn scores_are_those_of_the_tail() {
        for square in [1e-6, 0.01, 0.5, 1.0, 3.84, 30.0, 900.0, 5000.0] {
            let found = square_score(ln_upper_gamma(0.5, square / 2.0));
            assert!(
                (found / square - 1.0_f64).abs() < 1e-8,
                "{found} for {square}"
            );
        }
    }

    #[test]
    fn rare_categories_are_pooled_by_their_totals() {
        let test = same_shares(&[500, 300, 3, 2, 1], &[480, 320, 1, 3, 2]).unwrap();
        assert_eq!(
            (test.categories, test.pooled, test.method),
            (3, 3, TestMethod::Partition)
        );
        let large = same_shares(&[500, 300, 200], &[480, 320, 200]).unwrap();
        assert_eq!((large.pooled, large.method), (0, TestMethod::ChiSquare));
        let tiny = same_shares(&[1, 0, 2], &[1, 1, 0]).unwrap();
        assert_eq!(
            (tiny.categories, tiny.pooled, tiny.method),
            (2, 2, TestMethod::Fisher)
        );
        assert_eq!(same_shares(&[3, 0], &[5, 0]), Err(Reason::OneCategory));
    }

    /// Deals of the same rows, by urn: the level is kept from 0.05 down to 0.001, where chi-square alarms twice as often as it says.
    #[test]
    fn random_deals_keep_the_level() {
        let (totals, drawn) = ([1608_u32, 201, 103, 97], 100);
        let mut draw = Draw::new(11);
        let urn: Vec<usize> = (0..4)
            .flat_map(|label| vec![label; totals[label] as usize])
            .collect();
        let (mut urn, deals) = (urn, 20_000);
        let mut alarms = [0_u32; 3];
        for _ in 0..deals {
            let mut now = [0_u64; 4];
            for place in 0..drawn {
                let other = place + (draw.uniform() * (urn.len() - place) as f64) as usize;
                urn.swap(place, other);
                now[urn[place]] += 1;
            }
            let before: Vec<u64> = (0..4)
                .map(|label| u64::from(totals[label]) - now[label])
                .collect();
            let p = same_shares(&before, &now).unwrap().p_value;
            for (count, level) in alarms.iter_mut().zip([0.05, 0.01, 0.001]) {
                *count += u32::from(p < level);
            }
        }
        for (count, level) in alarms.into_iter().zip([0.05, 0.01, 0.001]) {
            let (share, error) = (
                f64::from(count) / f64::from(deals),
                (level / f64::from(deals)).sqrt(),
            );
            assert!(
                share < level + 3.0 * error && share > level / 4.0,
                "{share} at {level}"
            );
        }
    }

    proptest! {
        #[test]
        fn every_table_has_a_probability(pairs in prop::collection::vec((0_u64..400, 0_u64..40), 2..20)) {
            let (b, c): (Vec<u64>, Vec<u64>) = pairs.into_iter().unzip();
            if let Ok(test) = same_shares(&b, &c) {
                prop_assert!((0.0..=1.0).contains(&test.p_value) && test.log10_p <= 0.0, "{test:?}");
                prop_assert!(test.categories >= 2 && test.pooled != 1);
            }
        }

        #[test]
        fn with_large_counts_it_is_near_chi_square(pairs in prop::collection::vec((300_u64..420, 330_u64..400), 3..8)) {
            let (b, c): (Vec<u64>, Vec<u64>) = pairs.iter().copied().unzip();
            let sides = (b.iter().sum::<u64>(), c.iter().sum::<u64>());
            let apart = {
                let (mut rows, mut drawn, mut sum) = (sides.0 + sides.1, sides.1, 0.0);
                for &(before, now) in &pairs[..pairs.len() - 1] {
                    sum += square_score(ln_mid_p(Split { rows, drawn, marked: before + now }, now));
                    (rows, drawn) = (rows - before - now, drawn - now);
                }
                sum
            };
            let chi = homogeneity(&b, &c).unwrap().statistic;
            prop_assert!((apart - chi).abs() < 0.02 * chi + 0.05, "{apart} for {chi}");
        }
    }
}
