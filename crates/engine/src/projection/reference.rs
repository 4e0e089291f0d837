//! The reference rows: labelled rows on which the model did well, of the test data where there are some, else of the baseline.

use crate::columns::{Answers, Readings};
use crate::layout::{FeaturePlaces, Layout, Place, column_at, series, table};
use crate::selection::Coder;
use crate::source::Loaded;
use leeway_documents::Role;
use leeway_monitors::words;
use leeway_report::settings::ReferenceRows;
use leeway_table::canonical_label;

/// The reference rows, and the features that count.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// Which definition.
    pub rows: ReferenceRows,
    /// The definitions that could be chosen.
    pub choices: Vec<ReferenceRows>,
    /// The column of the label.
    pub label: String,
    /// The positive label.
    pub positive: Option<String>,
    /// Positions of the features among those of the layout.
    pub features: Vec<usize>,
    /// Whose rows they are: test data or the baseline.
    pub role: Role,
    /// Per source in that role which rows count.
    pub keep: Vec<(usize, Vec<bool>)>,
    /// How many count.
    pub count: u64,
}

impl Reference {
    /// The reference that is `asked` for, or what the data allow. `answers` says where label and prediction are;
    /// columns that `readings` tell from features do not count.
    ///
    /// # Errors
    /// What is missing, as a sentence; `None` where nothing is compared.
    pub fn of(
        sources: &[Loaded],
        layout: &Layout,
        readings: &Readings,
        answers: &Answers,
        asked: Option<ReferenceRows>,
    ) -> Result<Reference, Option<String>> {
        if layout.tables(sources, Role::Current).is_empty() {
            return Err(None);
        }
        let test = layout.tables(sources, Role::Test);
        let (role, tables) = match test.is_empty() {
            true => (Role::Baseline, layout.tables(sources, Role::Baseline)),
            false => (Role::Test, test),
        };
        let side = side_words(role);
        if tables.is_empty() {
            return Err(match layout.baseline_statistics.is_some() {
                true => Some("Projected accuracy needs labelled rows: the baseline is known by its statistics alone. Open the training data too.".to_owned()),
                false => None,
            });
        }
        let of = |name: &Option<String>| -> Option<&FeaturePlaces> {
            let is_it = |places: &&FeaturePlaces| Some(&places.name) == name.as_ref();
            let found = layout.features.iter().find(is_it)?;
            (!found.columns_in(role).is_empty()).then_some(found)
        };
        let Some(label) = of(&answers.label) else {
            return Err(Some(format!(
                "Projected accuracy needs labelled rows: no column of {side} is known to be the label. Name it under Settings."
            )));
        };
        let prediction = of(&answers.prediction);
        let positive = answers.positive.as_deref().map(canonical_label);
        let mut choices = Vec::new();
        if prediction.is_some() {
            choices.push(ReferenceRows::PredictedWell);
        }
        if positive.is_some() {
            choices.push(ReferenceRows::LabelPositive);
        }
        let asked = asked.filter(|asked| choices.contains(asked));
        let Some(rows) = asked.or(choices.first().copied()) else {
            return Err(Some(format!(
                "Projected accuracy needs rows on which the model did well: there are no predictions, and which label of {} is the positive one is not known. Name it under Settings.",
                label.name
            )));
        };
        let keep: Vec<(usize, Vec<bool>)> = tables
            .iter()
            .map(|&source| {
                let codes = |places: &FeaturePlaces, known: &[String]| {
                    codes_of(sources, source, places.columns_in(role), known)
                };
                let keep = match (rows, prediction, &positive) {
                    (ReferenceRows::PredictedWell, Some(prediction), _) => {
                        let known = all_labels(sources, label.columns_in(role));
                        let (truth, said) = (codes(label, &known), codes(prediction, &known));
                        let none = known.len() as u16;
                        let right = truth.iter().zip(said);
                        right
                            .map(|(&truth, said)| truth == said && truth != none)
                            .collect()
                    }
                    (_, _, Some(positive)) => {
                        let codes = codes(label, std::slice::from_ref(positive));
                        codes.into_iter().map(|code| code == 0).collect()
                    }
                    _ => Vec::new(),
                };
                (source, keep)
            })
            .collect();
        let flags = keep.iter().flat_map(|(_, keep)| keep);
        let count = flags.filter(|keep| **keep).count() as u64;
        if count < 2 {
            return Err(Some(format!(
                "Projected accuracy needs rows on which the model did well, and {side} has {}.",
                words::plural(count, "such row", "such rows")
            )));
        }
        let counts = |place: &usize| {
            let places = &layout.features[*place];
            !answers.include(&places.name)
                && !readings.leaves_out(&places.name)
                && !places.columns_in(role).is_empty()
                && !places.current.columns().is_empty()
        };
        let features: Vec<usize> = (0..layout.features.len()).filter(counts).collect();
        if features.is_empty() {
            return Err(None);
        }
        Ok(Reference {
            rows,
            choices,
            label: label.name.clone(),
            positive,
            features,
            role,
            keep,
            count,
        })
    }

    /// The reference rows in words, with their number.
    ///
    /// A phrase for the middle of a sentence: `1 200 baseline rows that the model predicted right`.
    pub fn words(&self) -> String {
        let rows = match self.role {
            Role::Test => words::plural(self.count, "test row", "test rows"),
            _ => words::plural(self.count, "baseline row", "baseline rows"),
        };
        match (self.rows, &self.positive) {
            (ReferenceRows::LabelPositive, Some(positive)) => {
                format!("{rows} whose {} is {positive}", self.label)
            }
            _ => format!("{rows} that the model predicted right"),
        }
    }
}

/// What the rows are of, in the middle of a sentence.
fn side_words(role: Role) -> &'static str {
    match role {
        Role::Test => "the test data",
        _ => "the baseline",
    }
}

fn all_labels(sources: &[Loaded], places: &[Place]) -> Vec<String> {
    let counts = series(sources, places).label_counts();
    counts.into_keys().take(usize::from(u16::MAX)).collect()
}

/// The position of every row's label among `known`; their number where it is none of them.
fn codes_of(sources: &[Loaded], source: usize, places: &[Place], known: &[String]) -> Vec<u16> {
    let rows = table(&sources[source]).map_or(0, |table| table.rows);
    let mut codes = vec![known.len() as u16; rows];
    let here = places.iter().find(|place| place.0 == source);
    if let Some(&(source, column)) = here {
        let coder = Coder::Labels(known.to_vec());
        coder.code(column_at(sources, (source, column)), &mut codes);
    }
    codes
}
