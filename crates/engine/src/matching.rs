//! Which feature each column of a slice is: by name, else by alignment.

use super::align::{Profile, align, match_outputs, rivals};
use super::configured::Naming;
use super::source::{Loaded, columns_of};
use crate::names::{Answer, Called};
use leeway_documents::Note;
use leeway_monitors::words;
use leeway_table::{Column, Origin};

/// What a feature is known by when columns are matched with it.
pub struct Known<'a> {
    /// Its name.
    pub name: &'a str,
    /// What the baseline's values look like; asked for only when names do not settle it.
    pub profile: Box<dyn Fn() -> Profile + 'a>,
}

/// What the columns of a table were matched with.
#[derive(Debug, Clone)]
pub struct Matches {
    /// One entry per column.
    pub features: Vec<Option<usize>>,
    /// What was worked out, if something was.
    pub note: Option<Note>,
    /// The feature that was taken for the one that is missing, then those that could be it as well; empty where likeness settles it.
    pub could_be_missing: Vec<usize>,
}

/// Names and origins of a table's columns, with the names that the user gave: tables of one shape are matched alike.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shape(Vec<(String, Origin, bool)>);

impl Shape {
    /// The shape of `columns`; `given` are the user's names for columns without one.
    ///
    /// In the order of `columns`; a name of `given` stands for the column at its place.
    pub fn of(columns: &[Column], given: Option<&[String]>) -> Shape {
        let name = |(index, column): (usize, &Column)| {
            let given = given_name(column, index, given);
            (
                given.unwrap_or(&column.name).to_owned(),
                column.origin,
                column.named || given.is_some(),
            )
        };
        Shape(columns.iter().enumerate().map(name).collect())
    }

    /// The columns' names, and whether each is one and not made of a position.
    ///
    /// In the order of the columns, one entry each; a name that the user gave counts as one.
    pub fn names(&self) -> impl Iterator<Item = (&str, bool)> {
        self.0
            .iter()
            .map(|(name, _, is_named)| (name.as_str(), *is_named))
    }
}

/// The shape of a source's table, with the names that `naming` gives.
///
/// Names, where each column came from and whether it is named, in the order of its columns; no columns for a source without a table.
pub fn shape(sources: &[Loaded], source: usize, naming: &Naming) -> Shape {
    let names = naming.names(sources, source);
    Shape::of(columns_of(sources, source), names.as_deref())
}

/// Matches the columns of tables of one shape with features. Unnamed inputs are aligned in order; unnamed outputs go to what is left and named like a model's answer.
///
/// `tables` have the columns of `shape`, `features` are the baseline's. One entry per column of the shape, `None` for one without a match.
pub fn match_columns(shape: &Shape, tables: &[&[Column]], features: &[Known]) -> Matches {
    let columns = &shape.0;
    let mut matched: Vec<Option<usize>> = columns
        .iter()
        .map(|(name, _, is_named)| {
            features
                .iter()
                .position(|feature| *is_named && feature.name == name)
        })
        .collect();
    let truth = |name: &str| Called::of(name, Answer::Label, false).is_some();
    let prediction =
        |name: &str| Called::of(name, Answer::Prediction, false) == Some(Called::Surely);
    // What the model answered is never the truth, even where its key is called so.
    let predicted = features.iter().position(|feature| prediction(feature.name));
    if let Some(predicted) = predicted.filter(|at| !matched.contains(&Some(*at))) {
        let is_answer = |(name, origin, is_named): &(String, Origin, bool)| {
            *origin == Origin::Output && *is_named && truth(name)
        };
        if let Some(answer) = columns.iter().position(is_answer) {
            matched[answer] = Some(predicted);
        }
    }
    let unnamed = |are_outputs: bool| -> Vec<usize> {
        (0..columns.len())
            .filter(|&i| !columns[i].2 && (columns[i].1 == Origin::Output) == are_outputs)
            .collect()
    };
    let (inputs, outputs) = (unnamed(false), unnamed(true));
    if inputs.is_empty() && outputs.is_empty() {
        return Matches {
            features: matched,
            note: None,
            could_be_missing: Vec::new(),
        };
    }
    let profiles = |positions: &[usize]| -> Vec<Profile> {
        positions
            .iter()
            .map(|&i| Profile::of(tables.iter().filter_map(move |table| table.get(i))))
            .collect()
    };
    let free = |matched: &[Option<usize>]| -> Vec<usize> {
        (0..features.len())
            .filter(|feature| !matched.contains(&Some(*feature)))
            .collect()
    };
    let candidates = free(&matched);
    let baseline: Vec<Profile> = candidates
        .iter()
        .map(|&feature| (features[feature].profile)())
        .collect();
    let looks = profiles(&inputs);
    let aligned = align(&baseline, &looks);
    let left_out = (0..candidates.len()).find(|at| !aligned.contains(&Some(*at)));
    let rivals = left_out.map(|left_out| rivals(&baseline, &looks, left_out));
    let rivals = rivals
        .filter(|rivals| !rivals.is_empty())
        .unwrap_or_default();
    let missing = left_out.filter(|_| !rivals.is_empty()).into_iter();
    let could_be_missing = missing.chain(rivals).map(|at| candidates[at]).collect();
    for (&column, found) in inputs.iter().zip(aligned) {
        matched[column] = found.map(|candidate| candidates[candidate]);
    }
    let candidates = free(&matched);
    let named: Vec<(&str, Profile)> = candidates
        .iter()
        .map(|&feature| (features[feature].name, (features[feature].profile)()))
        .collect();
    for (&column, found) in outputs
        .iter()
        .zip(match_outputs(&named, &profiles(&outputs)))
    {
        matched[column] = found.map(|candidate| candidates[candidate]);
    }
    let note = note(features, &matched, &inputs, &outputs);
    Matches {
        features: matched,
        note: Some(note),
        could_be_missing,
    }
}

fn note(
    features: &[Known],
    matched: &[Option<usize>],
    inputs: &[usize],
    outputs: &[usize],
) -> Note {
    let names = |columns: &[usize]| -> String {
        let name = |&column: &usize| {
            matched[column]
                .map_or("(nothing)", |feature| features[feature].name)
                .to_owned()
        };
        words::list(&columns.iter().map(name).collect::<Vec<_>>(), 40)
    };
    let mut what =
        "The columns have no names; they were matched with the baseline's by order and likeness."
            .to_owned();
    if !inputs.is_empty() {
        what += &format!(" Columns read as: {}.", names(inputs));
    }
    if !outputs.is_empty() {
        what += &format!(" Outputs read as: {}.", names(outputs));
    }
    Note::new(what).advice("If a name is wrong, correct it in Sources.")
}

/// The name that the user gave to column `index`, if it has none of its own.
fn given_name<'a>(column: &Column, index: usize, given: Option<&'a [String]>) -> Option<&'a str> {
    let name = given?.get(index)?;
    (!column.named && !name.is_empty()).then_some(name.as_str())
}
