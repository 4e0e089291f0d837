//! Captures and labels that belong together.
//!
//! Both carry a key (a hash of `inferenceId`, else of `eventId`) and a position in their event. The result does not depend on the order of either. Where an event has two
//! different labels nobody can say which is right: it is left out and counted. A label that says the same twice is counted once.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use leeway_table::{NO_KEY, NO_TIME};

/// JoinKeys to be joined, by table: their key, position and time.
#[derive(Debug, Clone, Default)]
pub struct JoinKeys<'a> {
    /// Keys; empty when no row has one.
    pub keys: Vec<&'a [u64]>,
    /// Positions in the event; empty when all are the first.
    pub positions: Vec<&'a [u32]>,
    /// Times; empty when no row has one.
    pub times: Vec<&'a [i64]>,
    /// JoinKeys of each table.
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
pub type Place = (u32, u32);

#[derive(Debug, Clone)]
struct Entry {
    found: Place,
    identity: u64,
    time: i64,
    labels: u64,
    is_contradictory: bool,
    is_used: bool,
}

const HOUR_MS: i64 = 3_600_000;

/// Looks for the label of every captured row: labels are taken in first, then rows are looked up.
#[derive(Debug, Clone)]
pub struct Joining {
    entries: HashMap<(u64, u32), Entry, FixedState>,
    counts: Counts,
    found: Vec<Vec<Option<Place>>>,
    /// How many labels and rows are done, of the table at hand.
    row: usize,
    table: usize,
    labels_are_in: bool,
}

impl Joining {
    /// Nothing is taken in yet.
    ///
    /// By inference id where rows have one, else by event id, with the position within the event.
    pub fn new(captures: &JoinKeys, labels: &JoinKeys) -> Joining {
        let total = labels.lengths.iter().sum();
        let lengths = captures.lengths.iter();
        Joining {
            entries: HashMap::with_capacity_and_hasher(total, FixedState::default()),
            counts: Counts::default(),
            found: lengths.map(|length| vec![None; *length]).collect(),
            row: 0,
            table: 0,
            labels_are_in: false,
        }
    }

    /// Works on for at most so many rows, of the same tables as before; false when all are done. `identities` tell labels apart, by table and row; `None` is an
    /// empty one.
    pub fn step(
        &mut self,
        captures: &JoinKeys,
        labels: &JoinKeys,
        identities: &[Vec<Option<u64>>],
        most: usize,
    ) -> bool {
        let rows = if self.labels_are_in { captures } else { labels };
        let Some(&length) = rows.lengths.get(self.table) else {
            (self.table, self.row) = (0, 0);
            return !std::mem::replace(&mut self.labels_are_in, true);
        };
        let end = length.min(self.row + most);
        let here = self.row..end;
        match self.labels_are_in {
            true => here.for_each(|row| self.look_up(captures, self.table, row)),
            false => {
                let identities = &identities[self.table][here.clone()];
                for (row, identity) in here.zip(identities) {
                    self.take_in(labels, self.table, row, *identity);
                }
            }
        }
        self.row = end;
        if end == length {
            (self.table, self.row) = (self.table + 1, 0);
        }
        true
    }

    fn take_in(&mut self, labels: &JoinKeys, table: usize, row: usize, identity: Option<u64>) {
        let Some(identity) = identity else {
            self.counts.empty += 1;
            return;
        };
        self.counts.labels += 1;
        let key = labels.key(table, row);
        if key == NO_KEY {
            self.counts.unknown += 1;
            return;
        }
        let time = labels.time(table, row);
        let entry = self
            .entries
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

    fn look_up(&mut self, captures: &JoinKeys, table: usize, row: usize) {
        let counts = &mut self.counts;
        counts.captures += 1;
        let entry = match captures.key(table, row) {
            NO_KEY => None,
            key => self.entries.get_mut(&(key, captures.position(table, row))),
        };
        let Some(entry) = entry else {
            counts.missing += 1;
            return;
        };
        if entry.is_used {
            counts.repeated += 1;
        }
        entry.is_used = true;
        if entry.is_contradictory {
            counts.contradictory += 1;
            return;
        }
        counts.joined += 1;
        let time = captures.time(table, row);
        if time != NO_TIME
            && entry.time != NO_TIME
            && entry.time.div_euclid(HOUR_MS) > time.div_euclid(HOUR_MS)
        {
            counts.late += 1;
        }
        self.found[table][row] = Some(entry.found);
    }

    /// Where the label of every captured row is, by table.
    ///
    /// `None` for a row without a label, or with contradictory ones. Counts are of rows and labels.
    pub fn finish(mut self) -> (Vec<Vec<Option<Place>>>, Counts) {
        let counts = &mut self.counts;
        for entry in self.entries.values() {
            if !entry.is_contradictory {
                counts.duplicate += entry.labels - 1;
            }
            if !entry.is_used {
                counts.unknown += entry.labels;
            }
        }
        (self.found, self.counts)
    }
}

/// Labels and rows one by one, where neither has keys.
///
/// One entry per row, table by table, in the order of both: the place of its label, or `None` beyond the last one. Counts are rows; nothing fails.
pub fn in_order(
    rows: &JoinKeys,
    identities: &[Vec<Option<u64>>],
) -> (Vec<Vec<Option<Place>>>, Counts) {
    let mut counts = Counts::default();
    let mut all = identities.iter().enumerate().flat_map(|(table, rows)| {
        rows.iter()
            .enumerate()
            .map(move |(row, identity)| identity.map(|_| (table as u32, row as u32)))
    });
    let found: Vec<Vec<Option<Place>>> = rows
        .lengths
        .iter()
        .map(|length| all.by_ref().take(*length).collect())
        .collect();
    counts.captures = rows.lengths.iter().sum::<usize>() as u64;
    counts.joined = found.iter().flatten().flatten().count() as u64;
    counts.labels = counts.joined;
    counts.missing = counts.captures - counts.joined;
    counts.empty = counts.missing;
    (found, counts)
}

impl JoinKeys<'_> {
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
    ///
    /// False without rows.
    pub fn have_keys(&self) -> bool {
        self.keys.iter().any(|keys| !keys.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One table of rows of (key, position, hour).
    fn rows(list: &[(u64, u32, i64)]) -> JoinKeys<'static> {
        JoinKeys {
            keys: vec![Vec::leak(list.iter().map(|row| row.0).collect())],
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
        let mut joining = Joining::new(&captures, &labels);
        while joining.step(&captures, &labels, &identities, 2) {}
        let (found, counts) = joining.finish();
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
