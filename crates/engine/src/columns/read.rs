//! Sources with their columns as they are read: numbers, dates and truth values in the forms people write them.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::dates::DateColumns;
use super::describe::describe;
use super::known::{ColumnFacts, Readings};
use super::reading::decided;
use super::stand_ins;
use super::times::RowTimes;
use crate::column_cache::{Manner, ReadColumn};
use crate::layout::{Derived, Layout, raw_column};
use crate::source::Loaded;
use leeway_report::settings::Rules;

/// Sources as they are read.
pub struct Read {
    /// The sources, each column in one way on both sides; what needs no reading is shared with those that were given.
    pub sources: Rc<[Loaded]>,
    /// What is known of the columns.
    pub readings: Rc<Readings>,
    /// What of dates is compared as a feature of its own.
    pub derived: Vec<Derived>,
}

/// Decides how each column is read, and reads it.
///
/// Nothing fails: a value that cannot be read stays a text and is counted.
pub fn read(sources: &Rc<[Loaded]>, layout: &Layout, rules: &Rules) -> Read {
    let readings = decided(sources, layout, rules);
    let mut read = vec![BTreeMap::<usize, Rc<ReadColumn>>::new(); sources.len()];
    for reading in &readings {
        for (&(source, at), way) in reading.columns().zip(&reading.decision.ways) {
            let manner = Manner {
                way: way.clone(),
                stand_ins: reading.choice.stand_ins(),
            };
            if !manner.is_plain() {
                let column = raw_column(sources, (source, at));
                read[source].insert(at, sources[source].cached.read(at, column, &manner));
            }
        }
    }
    for reading in &readings {
        // Test data are read as the baseline beside which they were made.
        let Some(way) = reading.decision.ways.first() else {
            continue;
        };
        let manner = Manner {
            way: way.clone(),
            stand_ins: reading.choice.stand_ins(),
        };
        let test = reading.places.test.columns().iter();
        for &(source, at) in test.filter(|_| !manner.is_plain()) {
            let column = raw_column(sources, (source, at));
            read[source].insert(at, sources[source].cached.read(at, column, &manner));
        }
    }
    let times = RowTimes::of(sources, layout, &readings);
    let mut with: Vec<Loaded> = sources.iter().cloned().collect();
    for (place, source) in with.iter_mut().enumerate() {
        source.row_times = times.by_source.get(&place).cloned();
    }
    let dates = DateColumns::of(&with, layout, &readings, &times);
    for ((source, at), column) in dates.read {
        read[source].insert(at, column);
    }
    for (source, read) in with.iter_mut().zip(read) {
        source.read = Rc::new(read);
    }
    let columns = readings.iter().map(|reading| {
        describe(
            reading,
            &with,
            &times,
            dates.facts.get(&reading.places.name),
        )
    });
    let columns: Vec<ColumnFacts> = columns.collect();
    let missing = columns.iter().filter_map(stand_ins::question);
    let readings = Readings {
        questions: times.questions.iter().cloned().chain(missing).collect(),
        columns,
    };
    Read {
        sources: with.into(),
        readings: Rc::new(readings),
        derived: dates.derived,
    }
}
