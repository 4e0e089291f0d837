//! Captures and labels that belong together.
//!
//! Both carry a key (a hash of `inferenceId`, else of `eventId`) and a position in their event. The result does not depend on the order of either. Where an event has two
//! different labels nobody can say which is right: it is left out and counted. A label that says the same twice is counted once.

use hashbrown::HashMap;

use crate::table::{NO_KEY, NO_TIME};

/// Rows to be joined, by table: their key, position and time.
#[derive(Debug, Clone, Default)]
pub struct Rows<'a> {
    /// Keys; empty when no row has one.
    pub keys: Vec<std::borrow::Cow<'a, [u64]>>,
    /// Positions in the event; empty when all are the first.
    pub positions: Vec<&'a [u32]>,
    /// Times; empty when no row has one.
    pub times: Vec<&'a [i64]>,
    /// Rows of each table.
    pub lengths: Vec<usize>,
}

/// What came of a join.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Captured rows.
    pub captures: u64,
    /// Labels, without those that are empty.
    pub labels: u64,
    /// Captured rows with their label.
    pub joined: u64,
    /// Captured rows whose label has not arrived.
    pub missing: u64,
    /// Joined labels that lie in a later hour than their capture.
    pub late: u64,
    /// Labels of rows that are not among the captures.
    pub unknown: u64,
    /// Labels that say again what another says.
    pub duplicate: u64,
    /// Captured rows left out because their labels contradict each other.
    pub contradictory: u64,
    /// Captured rows of an event that was captured before; each gets the label.
    pub repeated: u64,
    /// Records of the label files whose label is empty.
    pub empty: u64,
    /// Captured rows that carry their label themselves.
    pub own: u64,
}

/// A label's table and row.
pub type Found = (u32, u32);

struct Entry {
    found: Found,
    identity: u64,
    time: i64,
    labels: u64,
    is_contradictory: bool,
    is_used: bool,
}

const HOUR_MS: i64 = 3_600_000;

/// Finds the label of every captured row. `identities` tell labels apart, by table and row; `None` is an empty one.
pub fn join(
    captures: &Rows,
    labels: &Rows,
    identities: &[Vec<Option<u64>>],
) -> (Vec<Vec<Option<Found>>>, Counts) {
    let mut counts = Counts::default();
    let total: usize = labels.lengths.iter().sum();
    let mut entries: HashMap<(u64, u32), Entry, foldhash::fast::FixedState> =
        HashMap::with_capacity_and_hasher(total, Default::default());
    for (table, identities) in identities.iter().enumerate() {
        for (row, identity) in identities.iter().enumerate() {
            let Some(identity) = *identity else {
                counts.empty += 1;
                continue;
            };
            counts.labels += 1;
            let key = labels.key(table, row);
            if key == NO_KEY {
                counts.unknown += 1;
                continue;
            }
            let time = labels.time(table, row);
            let entry = entries
                .entry((key, labels.position(table, row)))
                .or_insert(Entry {
                    found: (table as u32, row as u32),
                    identity,
                    time,
                    labels: 0,
                    is_contradictory: false,
                    is_used: false,
                });
            entry.labels += 1;
            entry.time = entry.time.min(time);
            entry.is_contradictory |= entry.identity != identity;
        }
    }
    let mut found = Vec::with_capacity(captures.lengths.len());
    for (table, &length) in captures.lengths.iter().enumerate() {
        let mut of_table = vec![None; length];
        counts.captures += length as u64;
        for (row, place) in of_table.iter_mut().enumerate() {
            let key = captures.key(table, row);
            let entry = match key {
                NO_KEY => None,
                key => entries.get_mut(&(key, captures.position(table, row))),
            };
            let Some(entry) = entry else {
                counts.missing += 1;
                continue;
            };
            if entry.is_used {
                counts.repeated += 1;
            }
            entry.is_used = true;
            if entry.is_contradictory {
                counts.contradictory += 1;
                continue;
            }
            counts.joined += 1;
            let time = captures.time(table, row);
            if time != NO_TIME
                && entry.time != NO_TIME
                && entry.time.div_euclid(HOUR_MS) > time.div_euclid(HOUR_MS)
            {
                counts.late += 1;
            }
            *place = Some(entry.found);
        }
        found.push(of_table);
    }
    let doubled = entries.values().filter(|entry| !entry.is_contradictory);
    counts.duplicate = doubled.map(|entry| entry.labels - 1).sum();
    counts.unknown += entries
        .values()
        .filter(|entry| !entry.is_used)
        .map(|entry| entry.labels)
        .sum::<u64>();
    (found, counts)
}

impl Rows<'_> {
    fn key(&self, table: usize, row: usize) -> u64 {
        self.keys[table].get(row).copied().unwrap_or(NO_KEY)
    }

    fn position(&self, table: usize, row: usize) -> u32 {
        self.positions[table].get(row).copied().unwrap_or(0)
    }

    fn time(&self, table: usize, row: usize) -> i64 {
        self.times[table].get(row).copied().unwrap_or(NO_TIME)
    }

    /// True when some row has a key.
    pub fn have_keys(&self) -> bool {
        self.keys.iter().any(|keys| !keys.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::borrow::Cow;

    /// One table of rows of (key, position, hour).
    fn rows(list: &[(u64, u32, i64)]) -> Rows<'static> {
        Rows {
            keys: vec![Cow::Owned(list.iter().map(|row| row.0).collect())],
            positions: vec![Vec::leak(list.iter().map(|row| row.1).collect())],
            times: vec![Vec::leak(list.iter().map(|row| row.2 * HOUR_MS).collect())],
            lengths: vec![list.len()],
        }
    }

    #[test]
    fn every_kind_of_mismatch_is_counted() {
        let captures = rows(&[
            (1, 0, 5),
            (1, 1, 5),
            (2, 0, 5),
            (3, 0, 5),
            (4, 0, 5),
            (4, 0, 6),
            (5, 0, 5),
        ]);
        let labels = rows(&[
            (1, 0, 5),
            (1, 1, 7),
            (2, 0, 5),
            (2, 0, 5),
            (3, 0, 5),
            (3, 0, 5),
            (4, 0, 5),
            (9, 0, 5),
            (5, 0, 5),
        ]);
        let identities = vec![vec![
            Some(1),
            Some(0),
            Some(1),
            Some(1),
            Some(0),
            Some(1),
            Some(1),
            Some(1),
            None,
        ]];
        let (found, counts) = join(&captures, &labels, &identities);
        assert_eq!(
            counts,
            Counts {
                captures: 7,
                labels: 8,
                joined: 5,
                missing: 1,
                late: 1,
                unknown: 1,
                duplicate: 1,
                contradictory: 1,
                repeated: 1,
                empty: 1,
                own: 0,
            }
        );
        assert_eq!(found[0][1], Some((0, 1)));
        assert_eq!(found[0][3], None);
        assert_eq!(found[0][6], None);
    }
}
