//! Sources with their columns as they are read: numbers, dates and truth values in the forms people write them.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::describe::describe;
use super::known::Readings;
use super::times::RowTimes;
use crate::kept::ReadColumn;
use crate::layout::{FeaturePlaces, Layout, Place, raw_column};
use crate::source::Loaded;
use crate::unmatched::extra_features;
use leeway_report::settings::{ColumnChoice, Rules};
use leeway_table::forms::{Decision, Evidence, Facts, decide};
use leeway_table::{ColumnType, Dictionary, Kind, Values};

/// Sources as they are read.
pub struct Read {
    /// The sources, each column in one way on both sides; what needs no reading is shared with those that were given.
    pub sources: Rc<[Loaded]>,
    /// What is known of the columns.
    pub readings: Rc<Readings>,
}

/// A column of either side with what its values could be.
struct Evident {
    places: FeaturePlaces,
    is_feature: bool,
    baseline: Vec<Rc<Facts>>,
    current: Vec<Rc<Facts>>,
}

/// A column with what it is.
pub(super) struct Reading {
    /// Its name and where its values are.
    pub places: FeaturePlaces,
    /// Whether it is one of the layout's features.
    pub is_feature: bool,
    /// The facts of the baseline's columns, then of the current side's.
    pub facts: Vec<Rc<Facts>>,
    /// What it is.
    pub decision: Decision,
    /// What the user said of it.
    pub choice: ColumnChoice,
}

/// Decides how each column is read, and reads it.
///
/// Nothing fails: a value that cannot be read stays a text and is counted.
pub fn read(sources: &Rc<[Loaded]>, layout: &Layout, rules: &Rules) -> Read {
    let readings = decided(sources, layout, rules);
    let mut read = vec![BTreeMap::<usize, Rc<ReadColumn>>::new(); sources.len()];
    for reading in &readings {
        for (&(source, at), way) in reading.columns().zip(&reading.decision.ways) {
            if let Some(way) = way {
                let column = raw_column(sources, (source, at));
                read[source].insert(at, sources[source].kept.read(at, column, way));
            }
        }
    }
    let times = RowTimes::of(sources, layout, &readings);
    let mut with: Vec<Loaded> = sources.iter().cloned().collect();
    for (place, (source, read)) in with.iter_mut().zip(read).enumerate() {
        source.read = Rc::new(read);
        source.row_times = times.by_source.get(&place).cloned();
    }
    let columns = readings
        .iter()
        .map(|reading| describe(reading, &with, &times, rules));
    let readings = Readings {
        columns: columns.collect(),
        questions: times.questions.clone(),
    };
    Read {
        sources: with.into(),
        readings: Rc::new(readings),
    }
}

/// Every column with what it is.
fn decided(sources: &[Loaded], layout: &Layout, rules: &Rules) -> Vec<Reading> {
    let facts = |places: &[Place]| -> Vec<Rc<Facts>> {
        let facts = |&(source, at): &Place| {
            let column = raw_column(sources, (source, at));
            sources[source].kept.facts(at, column)
        };
        places.iter().map(facts).collect()
    };
    let evident = |(places, is_feature): (FeaturePlaces, bool)| Evident {
        baseline: facts(places.baseline.columns()),
        current: facts(places.current.columns()),
        places,
        is_feature,
    };
    let features = layout.features.iter().cloned().map(|places| (places, true));
    let others = extra_features(sources, layout)
        .into_iter()
        .map(|places| (places, false));
    let all: Vec<Evident> = features
        .chain(others)
        .map(evident)
        .filter(|column| !column.baseline.is_empty() || !column.current.is_empty())
        .collect();
    let has_decimal_commas = all.iter().any(|column| {
        let facts = column.baseline.iter().chain(&column.current);
        Facts::together(facts.map(|facts| &**facts)).has_decimal_commas()
    });
    let decided = |column: Evident| column.decided(sources, rules, has_decimal_commas);
    all.into_iter().map(decided).collect()
}

impl Evident {
    fn decided(self, sources: &[Loaded], rules: &Rules, has_decimal_commas: bool) -> Reading {
        let choice = rules
            .column_choices
            .get(&self.places.name)
            .cloned()
            .unwrap_or_default();
        let by_kind = rules.kinds.get(&self.places.name).map(|kind| match kind {
            Kind::Numerical => ColumnType::Number,
            Kind::Categorical => ColumnType::Category,
        });
        let lead = match self.baseline.iter().any(|facts| facts.present > 0) {
            true => self.places.baseline.columns(),
            false => self.places.current.columns(),
        };
        let known = OnceCell::new();
        let baseline: Vec<&Facts> = self.baseline.iter().map(|facts| &**facts).collect();
        let current: Vec<&Facts> = self.current.iter().map(|facts| &**facts).collect();
        let decision = decide(&Evidence {
            name: &self.places.name,
            baseline: &baseline,
            current: &current,
            has_decimal_commas,
            distinct: &|| *known.get_or_init(|| distinct(sources, lead)),
            told: choice.column_type.or(by_kind),
            told_format: choice.date_format,
        });
        Reading {
            facts: self.baseline.into_iter().chain(self.current).collect(),
            places: self.places,
            is_feature: self.is_feature,
            decision,
            choice,
        }
    }
}

impl Reading {
    /// Its columns: the baseline's, then the current side's.
    pub fn columns(&self) -> impl Iterator<Item = &Place> {
        let baseline = self.places.baseline.columns().iter();
        baseline.chain(self.places.current.columns())
    }
}

/// How many values of these columns differ, as they stand.
fn distinct(sources: &[Loaded], places: &[Place]) -> u64 {
    let columns: Vec<&Values> = places
        .iter()
        .map(|&(source, at)| &raw_column(sources, (source, at)).values)
        .collect();
    if let [Values::Labels(labels)] = columns.as_slice() {
        return labels.dictionary.len() as u64;
    }
    let mut texts = Dictionary::default();
    let mut numbers: BTreeSet<u64> = BTreeSet::new();
    for values in columns {
        let dictionary = match values {
            Values::Labels(labels) => &labels.dictionary,
            Values::Numbers(known) => {
                let present = known.values.iter().filter(|value| !value.is_nan());
                numbers.extend(present.map(|value| value.to_bits()));
                &known.dictionary
            }
        };
        dictionary.labels().for_each(|label| {
            texts.code(label);
        });
    }
    (texts.len() + numbers.len()) as u64
}
