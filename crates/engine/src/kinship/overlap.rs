//! Rows that stand in two tables, in whatever order, found by hashes of the columns that both have.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use crate::columns::identities;
use leeway_table::{Column, Table};

/// Columns that rows are first told apart by.
const TELLING: usize = 4;
/// Rows of each table that are looked for in the others.
const SAMPLE: usize = 512;
/// Rows that are looked at to see which columns tell rows apart.
const LOOKED_AT: usize = 64;
/// Fewer rows than these say nothing.
const FEWEST: u64 = 5;
/// A smaller share of rows is not looked for.
const SMALLEST_SHARE: f64 = 0.01;
/// So many times more rows must stand in both tables than stand twice in one: equal rows among few possible ones are chance.
const TIMES_OWN: f64 = 5.0;

/// What two tables have in common.
#[derive(Debug, Clone, PartialEq)]
pub enum Common {
    /// All rows of both, each once: for every row of the first, the row of the second.
    All(Vec<u32>),
    /// So many rows of the smaller.
    Some(u64),
}

/// Of the columns called `names`, those that tell rows of `table` apart best, in order of names.
///
/// Judged by their distinct values in some rows, evenly spread; names that the table lacks are left out. Fewer columns make rows quicker to compare.
pub fn telling<'a>(table: &Table, names: &[&'a str]) -> Vec<&'a str> {
    let step = table.rows.div_ceil(LOOKED_AT).max(1);
    let distinct = |column: &Column| {
        let mut seen: Vec<String> = (0..table.rows)
            .step_by(step)
            .map(|row| format!("{:?}", column.cell(row)))
            .collect();
        seen.sort_unstable();
        seen.dedup();
        seen.len()
    };
    let mut counted: Vec<(usize, &str)> = names
        .iter()
        .filter_map(|name| Some((distinct(table.column(name)?), *name)))
        .collect();
    counted.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(other.1)));
    counted.truncate(TELLING);
    let mut names: Vec<&str> = counted.into_iter().map(|(_, name)| name).collect();
    names.sort_unstable();
    names
}

/// A hash of every row's values in the columns called `names`, in the order of the rows.
///
/// Equal rows have equal hashes whatever their dictionaries; a missing value counts as one, and names that the table lacks are left out. Unequal rows share one
/// with a chance of some 2⁻⁶⁴.
pub fn hashes(table: &Table, names: &[&str]) -> Vec<u64> {
    let mut hashes = vec![0u64; table.rows];
    for column in names.iter().filter_map(|name| table.column(name)) {
        for (hash, value) in hashes.iter_mut().zip(identities(column)) {
            let mixed = hash.rotate_left(23) ^ value.unwrap_or(0x9e37_79b9_7f4a_7c15);
            *hash = (mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        }
    }
    hashes
}

/// Hashes of the rows of a table that are looked for in others, evenly spread.
///
/// All of a small table, some thousands of a large one; empty without rows.
pub fn sample(hashes: &[u64]) -> impl Iterator<Item = u64> + '_ {
    let step = hashes.len().div_ceil(SAMPLE).max(1);
    hashes.iter().copied().step_by(step)
}

/// What two tables have in common by all columns that both have; `None` where that is nothing, or no more than chance.
pub fn common(one: &[u64], other: &[u64]) -> Option<Common> {
    let mut rows: HashMap<u64, (u32, u32), FixedState> = HashMap::default();
    for (row, hash) in other.iter().enumerate() {
        let entry = rows.entry(*hash).or_insert((row as u32, 0));
        entry.1 += 1;
    }
    let own = 1.0 - rows.len() as f64 / other.len().max(1) as f64;
    let mut places = Vec::new();
    for hash in one {
        if let Some((row, left)) = rows.get_mut(hash)
            && *left > 0
        {
            *left -= 1;
            places.push(*row);
        }
    }
    let smaller = one.len().min(other.len());
    let found = places.len() as u64;
    let share = found as f64 / smaller.max(1) as f64;
    if found < FEWEST || share < SMALLEST_SHARE.max(TIMES_OWN * own) {
        return None;
    }
    let is_all = places.len() == one.len() && one.len() == other.len() && own == 0.0;
    Some(match is_all {
        true => Common::All(places),
        false => Common::Some(found),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_in_another_order_are_the_same_and_few_possible_rows_say_nothing() {
        let one: Vec<u64> = (0..100).collect();
        let turned: Vec<u64> = (0..100).rev().collect();
        let places = (0..100).rev().collect();
        assert_eq!(common(&one, &turned), Some(Common::All(places)));
        let part: Vec<u64> = (90..190).collect();
        assert_eq!(common(&one, &part), Some(Common::Some(10)));
        let few = |shift: u64| (0..100).map(|row| (row + shift) % 30).collect::<Vec<u64>>();
        assert_eq!(common(&few(0), &few(7)), None);
        assert_eq!(common(&one, &(100..200).collect::<Vec<u64>>()), None);
    }
}
