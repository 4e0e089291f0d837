//! What is known of files that may hold the same rows, found in steps and kept for the next round.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

use super::outputs::outputs;
use super::overlap::Common;
use super::same::{Differing, may_be_same, same_rows};
use super::scan::Scan;
use crate::column_cache::ColumnCache;
use crate::source::{Loaded, table};
use leeway_documents::{Document, DocumentKind, Role};

/// More tables of one number of rows than these are parts, not views of the same rows.
const MOST_VIEWS: usize = 64;

/// What came of comparing two tables.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Pair {
    /// The same rows in the same order, but for these columns.
    Same(Differing),
    /// The same rows in another order: for every row of the first, the row of the second.
    Reordered(Rc<[u32]>),
    /// So many rows stand in both.
    Some(u64),
    /// Nothing.
    Apart,
}

/// A document of several, and what was found out of its columns.
#[derive(Debug, Clone)]
pub(super) struct United {
    pub(super) document: Rc<Document>,
    pub(super) cached: Rc<ColumnCache>,
}

/// What is known of all that is loaded.
#[derive(Default)]
pub struct Kinship {
    /// By two ids, the smaller first.
    pub(super) pairs: BTreeMap<(u32, u32), Pair>,
    /// Tables made of several, by the ids that went in.
    pub(super) united: BTreeMap<Vec<u32>, United>,
    /// Pairs to compare, by place.
    queue: VecDeque<(usize, usize)>,
    /// Sets of tables among which rows are looked for.
    sides: VecDeque<Vec<usize>>,
    scanned: BTreeSet<Vec<u32>>,
    scan: Option<Scan>,
    /// The ids of the tables that are looked through.
    scanning: Option<Vec<u32>>,
    /// The tables of [`Kinship::united`] that the round at hand asked for.
    pub(super) asked: BTreeSet<Vec<u32>>,
}

impl Kinship {
    /// Notes which tables are to be compared row by row, and forgets those that are gone.
    ///
    /// Only tables of as many rows come into question; pairs that were compared before are not compared again.
    pub fn begin(&mut self, sources: &[Loaded]) {
        let ids: BTreeSet<u32> = sources.iter().map(|source| source.id).collect();
        let are_there = |one: &u32, other: &u32| ids.contains(one) && ids.contains(other);
        self.pairs.retain(|(one, other), _| are_there(one, other));
        self.scanned
            .retain(|all| all.iter().all(|id| ids.contains(id)));
        (self.scan, self.scanning, self.sides) = (None, None, VecDeque::new());
        let answers = outputs(sources);
        let mut by_rows: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for source in (0..sources.len()).filter(|at| is_plain(&sources[*at])) {
            if let Some(table) = table(&sources[source]).filter(|_| !answers.contains_key(&source))
            {
                by_rows.entry(table.rows).or_default().push(source);
            }
        }
        self.queue.clear();
        for alike in by_rows.values().filter(|alike| alike.len() <= MOST_VIEWS) {
            for (at, &one) in alike.iter().enumerate() {
                let new = alike[at + 1..].iter().map(|&other| (one, other));
                let known = |(one, other): &(usize, usize)| {
                    self.pairs
                        .contains_key(&key(&sources[*one], &sources[*other]))
                };
                self.queue.extend(new.filter(|pair| !known(pair)));
            }
        }
    }

    /// Compares the next two tables; false when all are compared.
    ///
    /// `sources` must be those of [`Kinship::begin`]. Pairs that a few rows already tell apart are passed over in the same step.
    pub fn step(&mut self, sources: &[Loaded]) -> bool {
        while let Some((one, other)) = self.queue.pop_front() {
            if let (Some(a), Some(b)) = (table(&sources[one]), table(&sources[other]))
                && may_be_same(a, b)
            {
                let pair = same_rows(a, b).map_or(Pair::Apart, Pair::Same);
                self.pairs.insert(key(&sources[one], &sources[other]), pair);
                return true;
            }
        }
        false
    }

    /// Begins a round of uniting, in which tables that are asked for are noted.
    ///
    /// [`Kinship::end_uniting`] lets go of the others.
    pub fn begin_uniting(&mut self) {
        self.asked.clear();
    }

    /// Lets go of united tables that no run has asked for since [`Kinship::begin_uniting`].
    ///
    /// They hold a copy of columns, and would stay as long as the session.
    pub fn end_uniting(&mut self) {
        let asked = std::mem::take(&mut self.asked);
        self.united.retain(|ids, _| asked.contains(ids));
    }

    /// Notes among which tables rows are looked for: those of one side among the sources of a run.
    ///
    /// `roles` are those of all sources, `runs` hold positions among them. Tables that are the same rows in the same order are not looked through again.
    pub fn begin_overlaps(
        &mut self,
        sources: &[Loaded],
        roles: &[Option<Role>],
        runs: Vec<Vec<usize>>,
    ) {
        let answers = outputs(sources);
        for run in runs {
            for role in [Role::Baseline, Role::Current] {
                let mut side: Vec<usize> = Vec::new();
                for &source in &run {
                    let is_same = |other: &usize| self.are_same(&sources[source], &sources[*other]);
                    let fits = roles.get(source) == Some(&Some(role))
                        && is_plain(&sources[source])
                        && !answers.contains_key(&source)
                        && !side.iter().any(is_same);
                    if fits {
                        side.push(source);
                    }
                }
                side.sort_by_key(|source| sources[*source].id);
                if side.len() > 1 && !self.scanned.contains(&ids(sources, &side)) {
                    self.sides.push_back(side);
                }
            }
        }
    }

    /// Looks for rows that stand in several tables; false when all are looked through.
    ///
    /// `sources` must be those of [`Kinship::begin_overlaps`]; a step is one table or one pair of tables.
    pub fn step_overlaps(&mut self, sources: &[Loaded]) -> bool {
        if let Some(scan) = &mut self.scan {
            if !scan.step(sources) {
                for (one, other, common) in self.scan.take().into_iter().flat_map(Scan::finish) {
                    let (one, other) = (&sources[one], &sources[other]);
                    let pair = match common {
                        Common::All(rows) => Pair::Reordered(rows.into()),
                        Common::Some(rows) => Pair::Some(rows),
                    };
                    self.pairs.insert(key(one, other), pair);
                }
            }
            return true;
        }
        if let Some(done) = self.scanning.take() {
            self.scanned.insert(done);
        }
        let Some(side) = self.sides.pop_front() else {
            return false;
        };
        self.scan = Scan::of(sources, &side);
        self.scanning = Some(ids(sources, &side));
        true
    }

    /// True where two sources hold the same rows in the same order.
    ///
    /// False for those that were not compared yet.
    pub fn are_same(&self, one: &Loaded, other: &Loaded) -> bool {
        matches!(self.pair(one, other), Pair::Same(_))
    }

    pub(super) fn pair(&self, one: &Loaded, other: &Loaded) -> &Pair {
        self.pairs.get(&key(one, other)).unwrap_or(&Pair::Apart)
    }
}

fn ids(sources: &[Loaded], side: &[usize]) -> Vec<u32> {
    side.iter().map(|source| sources[*source].id).collect()
}

/// The ids of two sources, the smaller first.
fn key(one: &Loaded, other: &Loaded) -> (u32, u32) {
    (one.id.min(other.id), one.id.max(other.id))
}

/// True for a table of rows that are known by nothing but their values.
fn is_plain(source: &Loaded) -> bool {
    let is_plain = matches!(
        source.document.kind,
        DocumentKind::Csv | DocumentKind::JsonLines | DocumentKind::JsonRecords
    );
    is_plain && table(source).is_some_and(|table| table.keys.is_empty() && table.times.is_empty())
}
