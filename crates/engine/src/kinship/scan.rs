//! Looks through the tables of a side for rows that stand in several of them, table by table.

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use std::collections::{BTreeMap, BTreeSet};

use super::overlap::{Common, common, hashes, sample, telling};
use crate::source::{Loaded, table};
use leeway_table::Table;

/// Of the rows that are looked for, so many must be found before two tables are held against each other.
const FEWEST_FOUND: usize = 3;
/// Of the rows that are looked for, this share must be told apart by the columns at hand.
const TOLD_APART: f64 = 0.9;

/// More different lists of columns than these are not held against each other for what they share.
const MOST_SHAPES: usize = 8;

/// A side being looked through.
pub struct Scan {
    /// Columns of some table, or those that two share, by which all that have them are looked through.
    sets: Vec<Set>,
    stage: ScanStep,
    found: Vec<(usize, usize, Common)>,
}

struct Set {
    names: Vec<String>,
    telling: Vec<String>,
    /// Tables whose rows are looked for, those of exactly these columns where there are some, and all that have them.
    exactly: Vec<usize>,
    all: Vec<usize>,
}

enum ScanStep {
    Sampling(Looking),
    Looking(Looking),
    Comparing(Vec<(usize, usize)>),
}

#[derive(Default)]
struct Looking {
    /// How many tables are done.
    at: usize,
    sampled: HashMap<u64, Vec<usize>, FixedState>,
    /// Rows found, by two tables.
    hits: BTreeMap<(usize, usize), usize>,
}

impl Scan {
    /// The tables of a side, ready to be looked through for rows that stand in several.
    ///
    /// `side` holds positions in `sources`. `None` where no two have a column in common, or one holds no table.
    pub fn of(sources: &[Loaded], side: &[usize]) -> Option<Scan> {
        let mut by_names: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
        for &source in side {
            let columns = table(&sources[source])?.columns.iter();
            let mut names: Vec<String> = columns.map(|column| column.name.clone()).collect();
            names.sort_unstable();
            by_names.entry(names).or_default().push(source);
        }
        let mut wanted: BTreeSet<Vec<String>> = by_names.keys().cloned().collect();
        if by_names.len() <= MOST_SHAPES {
            for one in by_names.keys() {
                wanted.extend(by_names.keys().map(|other| both(one, other)));
            }
        }
        let sets: Vec<Set> = wanted
            .into_iter()
            .filter(|names| !names.is_empty())
            .map(|names| {
                let others = by_names.iter();
                let others = others.filter(|(other, _)| both(other, &names) == names);
                let all: Vec<usize> = others.flat_map(|(_, tables)| tables).copied().collect();
                Set {
                    telling: Vec::new(),
                    exactly: by_names.get(&names).unwrap_or(&all).clone(),
                    all,
                    names,
                }
            })
            .filter(|set| set.all.len() > 1)
            .collect();
        (!sets.is_empty()).then(|| Scan {
            sets,
            stage: ScanStep::Sampling(Looking::default()),
            found: Vec::new(),
        })
    }

    /// Does one table or one pair; false when all is done.
    ///
    /// `sources` must be the same at every call.
    ///
    /// Nothing fails: what cannot be compared is no kin.
    pub fn step(&mut self, sources: &[Loaded]) -> bool {
        let Some(set) = self.sets.last_mut() else {
            return false;
        };
        let stage = std::mem::replace(&mut self.stage, ScanStep::Comparing(Vec::new()));
        self.stage = match stage {
            ScanStep::Sampling(looking) => set.sample(sources, looking),
            ScanStep::Looking(looking) => set.look(sources, looking),
            ScanStep::Comparing(mut pairs) => match pairs.pop() {
                Some((one, other)) => {
                    self.found.extend(set.compare(sources, one, other));
                    ScanStep::Comparing(pairs)
                }
                None => {
                    self.sets.pop();
                    ScanStep::Sampling(Looking::default())
                }
            },
        };
        true
    }

    /// What was found: two positions among the sources, and what they have in common.
    ///
    /// Each pair once; those that have nothing in common are not listed.
    pub fn finish(self) -> Vec<(usize, usize, Common)> {
        self.found
    }
}

/// The names that two lists have, in order.
fn both(one: &[String], other: &[String]) -> Vec<String> {
    let other: BTreeSet<&String> = other.iter().collect();
    one.iter()
        .filter(|name| other.contains(name))
        .cloned()
        .collect()
}

fn as_names(names: &[String]) -> Vec<&str> {
    names.iter().map(String::as_str).collect()
}

impl Set {
    /// Takes in rows of the next table to look for.
    fn sample(&mut self, sources: &[Loaded], mut looking: Looking) -> ScanStep {
        let Some(&source) = self.exactly.get(looking.at) else {
            looking.at = 0;
            return ScanStep::Looking(looking);
        };
        looking.at += 1;
        let Some(table) = table(&sources[source]) else {
            return ScanStep::Sampling(looking);
        };
        if self.telling.is_empty() {
            let telling = telling(table, &as_names(&self.names));
            self.telling = telling.into_iter().map(str::to_owned).collect();
        }
        let hashes = hashes(table, &as_names(&self.telling));
        let rows: Vec<u64> = sample(&hashes).collect();
        let distinct: BTreeSet<u64> = rows.iter().copied().collect();
        if distinct.len() as f64 >= TOLD_APART * rows.len() as f64 {
            for row in distinct {
                looking.sampled.entry(row).or_default().push(source);
            }
        }
        ScanStep::Sampling(looking)
    }

    /// Looks for them in the next table.
    fn look(&mut self, sources: &[Loaded], mut looking: Looking) -> ScanStep {
        let next = self
            .all
            .get(looking.at)
            .filter(|_| !looking.sampled.is_empty());
        let Some(&source) = next else {
            let pairs = looking.hits.into_iter();
            let pairs = pairs.filter(|(_, hits)| *hits >= FEWEST_FOUND);
            return ScanStep::Comparing(pairs.map(|(pair, _)| pair).collect());
        };
        looking.at += 1;
        if let Some(table) = table(&sources[source]) {
            for hash in hashes(table, &as_names(&self.telling)) {
                for &other in looking.sampled.get(&hash).into_iter().flatten() {
                    if other != source {
                        let pair = (other.min(source), other.max(source));
                        *looking.hits.entry(pair).or_default() += 1;
                    }
                }
            }
        }
        ScanStep::Looking(looking)
    }

    fn compare(
        &self,
        sources: &[Loaded],
        one: usize,
        other: usize,
    ) -> Option<(usize, usize, Common)> {
        let (one, other) = match sources[one].id < sources[other].id {
            true => (one, other),
            false => (other, one),
        };
        let of = |table: &Table| hashes(table, &as_names(&self.names));
        let (a, b) = (of(table(&sources[one])?), of(table(&sources[other])?));
        common(&a, &b).map(|common| (one, other, common))
    }
}
