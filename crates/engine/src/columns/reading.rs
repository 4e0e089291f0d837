//! Every column of both sides with what its values are, decided from all its files together.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::rc::Rc;

use crate::layout::{FeaturePlaces, Layout, Place, raw_column};
use crate::source::Loaded;
use crate::unmatched::extra_features;
use leeway_report::settings::{ColumnChoice, Rules};
use leeway_table::forms::{Decision, Evidence, Facts, decide};
use leeway_table::{Dictionary, Values};

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

/// Every column with what it is.
pub(super) fn decided(sources: &[Loaded], layout: &Layout, rules: &Rules) -> Vec<Reading> {
    let facts = |name: &str, places: &[Place]| -> Vec<Rc<Facts>> {
        let choice = rules.column_choices.get(name);
        let stand_ins = choice.map(ColumnChoice::stand_ins).unwrap_or_default();
        let facts = |&(source, at): &Place| {
            let column = raw_column(sources, (source, at));
            sources[source].cached.facts(at, column, &stand_ins)
        };
        places.iter().map(facts).collect()
    };
    let evident = |(places, is_feature): (FeaturePlaces, bool)| Evident {
        baseline: facts(&places.name, places.baseline.columns()),
        current: facts(&places.name, places.current.columns()),
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
    let facts = all.iter().map(|column| {
        let facts = column.baseline.iter().chain(&column.current);
        Facts::together(facts.map(|facts| &**facts))
    });
    let facts: Vec<Facts> = facts.collect();
    // Where a comma stands before decimals, fields are set apart by semicolons; where points do, that says nothing.
    let has_semicolons = sources
        .iter()
        .any(|source| source.document.delimiter == Some(';'));
    let has_decimal_commas = facts.iter().any(Facts::has_decimal_commas)
        || (has_semicolons && !facts.iter().any(Facts::has_decimal_points));
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
            chosen: choice.column_type,
            chosen_format: choice.date_format,
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
    ///
    /// Places in the sources; empty for a side that is known by statistics.
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
    let mut numbers: HashSet<u64> = HashSet::new();
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
