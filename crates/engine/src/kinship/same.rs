//! Whether two tables hold the same rows in the same order.
//!
//! They do where all columns that both have are equal in every row. Where each table has columns of its own or one has more than the other, a few of the shared ones may
//! differ, as when a file with predictions has the true labels and another the expected ones; tables of the same columns that differ are two versions, not one table.

use crate::columns::identities;
use leeway_table::{Column, Table};

/// Rows that are compared before all are.
const SAMPLE: usize = 64;
/// Changes from row to row that equal columns must show: sorted or constant columns are equal by chance.
const CHANGES: usize = 10;
/// Of the shared columns one in so many may differ.
const ONE_MAY_DIFFER_OF: usize = 10;

/// Shared columns that differ, by name, with the number of rows that do.
pub type Differing = Vec<(String, u64)>;

/// The columns of both tables, as pairs, by name.
///
/// In the order of `one`; of equal names the first of `other`.
pub fn shared<'a>(one: &'a Table, other: &'a Table) -> Vec<(&'a Column, &'a Column)> {
    let columns = one.columns.iter();
    columns
        .filter_map(|column| Some((column, other.column(&column.name)?)))
        .collect()
}

/// How many of the shared columns may differ.
fn may_differ(one: &Table, other: &Table, shared: &[(&Column, &Column)]) -> usize {
    let are_named = shared
        .iter()
        .all(|(column, other)| column.named && other.named);
    let have_same = shared.len() == one.columns.len() && shared.len() == other.columns.len();
    match are_named && !have_same {
        true => shared.len() / ONE_MAY_DIFFER_OF,
        false => 0,
    }
}

/// True where some rows do not rule out that the tables hold the same rows, so that comparing all is worth it.
///
/// False for different numbers of rows, for few rows, and without a shared column.
pub fn may_be_same(one: &Table, other: &Table) -> bool {
    if one.rows != other.rows || one.rows <= CHANGES {
        return false;
    }
    let shared = shared(one, other);
    let differ = shared
        .iter()
        .filter(|(one, other)| !agree_in_sample(one, other));
    !shared.is_empty() && differ.count() <= may_differ(one, other, &shared)
}

/// True where two columns agree in all of some rows, evenly spread.
///
/// Both must be of one length; true for columns without rows.
pub fn agree_in_sample(one: &Column, other: &Column) -> bool {
    let step = one.len().div_ceil(SAMPLE).max(1);
    (0..one.len())
        .step_by(step)
        .all(|row| one.cell(row) == other.cell(row))
}

/// The shared columns that differ, with the number of rows in which they do.
///
/// Both tables must have as many rows. `None` where they do not hold the same rows: too many columns differ, or the others hardly change from row to row, so
/// that agreeing means little.
pub fn same_rows(one: &Table, other: &Table) -> Option<Differing> {
    let shared = shared(one, other);
    let most = may_differ(one, other, &shared);
    let mut differing = Differing::new();
    let mut has_changes = false;
    for (mine, theirs) in &shared {
        let (a, b) = (identities(mine), identities(theirs));
        match a.iter().zip(&b).filter(|(a, b)| a != b).count() {
            0 => has_changes |= changes(&a) >= CHANGES,
            rows => differing.push((mine.name.clone(), rows as u64)),
        }
        if differing.len() > most {
            return None;
        }
    }
    has_changes.then_some(differing)
}

/// Rows that differ from the one before, counted no further than needed.
fn changes(values: &[Option<u64>]) -> usize {
    let pairs = values.windows(2).filter(|pair| pair[0] != pair[1]);
    pairs.take(CHANGES).count()
}

/// True where two columns are equal in every row, and not for being constant.
///
/// Both must be of one length; missing values equal each other.
pub fn is_same_column(one: &Column, other: &Column) -> bool {
    agree_in_sample(one, other) && {
        let values = identities(one);
        values == identities(other) && changes(&values) > 0
    }
}
