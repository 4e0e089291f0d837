//! The rows of one side with their labels and answers.

use std::borrow::Cow;

use super::answers::identities as identities_of;
use super::find::{Part, find, values};
use super::guess::Choices;
use super::join::{Counts, Found, Rows, join};
use crate::documents::{Role, row_key};
use crate::engine::layout::{Layout, table};
use crate::engine::source::Loaded;
use crate::table::{Column, Table, Values, format_number_label};

/// A side's tables with what was found in them.
#[derive(Default)]
pub struct Side<'a> {
    /// One per table, by path.
    pub tables: Vec<Answers<'a>>,
    /// The labels' columns, for [`Answers::joined`].
    pub labels: Vec<&'a Column>,
    /// What came of joining.
    pub counts: Counts,
    /// What was odd, as sentences.
    pub notes: Vec<String>,
}

/// What was found in one table.
pub struct Answers<'a> {
    /// The source.
    pub source: usize,
    /// Its rows.
    pub rows: usize,
    /// Labels that the rows carry themselves.
    pub own: Option<Cow<'a, Column>>,
    /// Labels of other files, by row: which of [`Side::labels`], and the row in it.
    pub joined: Vec<Option<Found>>,
    /// Predicted labels or numbers.
    pub predicted: Option<Cow<'a, Column>>,
    /// Probabilities.
    pub probability: Option<Cow<'a, Column>>,
}

/// Names of columns that hold an event's id.
const ID_NAMES: [&str; 5] = [
    "inferenceid",
    "inference_id",
    "eventid",
    "event_id",
    "sagemakerinferenceid",
];

/// Reads one side.
pub fn side<'a>(sources: &'a [Loaded], layout: &Layout, role: Role, choices: &Choices) -> Side<'a> {
    let mut side = Side::default();
    let places = layout.tables(sources, role);
    for source in places {
        let Some(table) = table(&sources[source]) else {
            continue;
        };
        let mut look = |text: &Option<String>, part: Part| -> Option<Cow<'a, Column>> {
            let text = text.as_ref()?;
            match find(layout, source, table, text, part) {
                Ok(finder) => values(table, &finder, part, &choices.headers),
                Err(problem) => {
                    if !side.notes.contains(&problem) {
                        side.notes.push(problem);
                    }
                    None
                }
            }
        };
        let own = look(&choices.label, Part::Label);
        let predicted = look(&choices.prediction, Part::Prediction);
        let probability = look(&choices.probability, Part::Probability);
        side.tables.push(Answers {
            source,
            rows: table.rows,
            own,
            joined: Vec::new(),
            predicted,
            probability,
        });
    }
    let found_anywhere = |part: fn(&Answers<'a>) -> bool| side.tables.iter().any(part);
    for (text, is_found, what) in [
        (
            &choices.prediction,
            found_anywhere(|table| table.predicted.is_some()),
            "prediction",
        ),
        (
            &choices.probability,
            found_anywhere(|table| table.probability.is_some()),
            "probability",
        ),
    ] {
        if let Some(text) = text
            && !is_found
            && role == Role::Current
            && !side.tables.is_empty()
        {
            side.notes.push(format!(
                "{text:?} finds no {what} in the current side. {}",
                outputs(sources, &side)
            ));
        }
    }
    if role == Role::Current {
        join_labels(&mut side, sources, layout);
    }
    side
}

/// What could have been found.
fn outputs(sources: &[Loaded], side: &Side) -> String {
    let mut names: Vec<String> = Vec::new();
    for table in side
        .tables
        .iter()
        .filter_map(|known| table(&sources[known.source]))
    {
        let answered = table
            .columns
            .iter()
            .filter(|column| column.origin != crate::table::Origin::Input);
        names.extend(answered.map(|column| column.name.clone()));
    }
    names.sort();
    names.dedup();
    match names.is_empty() {
        true => "It has no output: look under Sources for what was left out.".to_owned(),
        false => format!("It has {}.", crate::monitors::words::list(&names, 8)),
    }
}

fn join_labels<'a>(side: &mut Side<'a>, sources: &'a [Loaded], layout: &Layout) {
    let tables: Vec<&Table> = layout
        .tables(sources, Role::Labels)
        .into_iter()
        .filter_map(|source| table(&sources[source]))
        .filter(|table| !table.columns.is_empty())
        .collect();
    side.labels = tables.iter().map(|table| label_column(table)).collect();
    let identities: Vec<Vec<Option<u64>>> = side
        .labels
        .iter()
        .map(|column| identities_of(column))
        .collect();
    let captures: Vec<&Table> = side
        .tables
        .iter()
        .filter_map(|known| table(&sources[known.source]))
        .collect();
    let (labels, rows) = (join_rows(&tables), join_rows(&captures));
    let total = |rows: &Rows| rows.lengths.iter().sum::<usize>();
    let (mut found, mut counts);
    if !tables.is_empty() && !labels.have_keys() && total(&labels) == total(&rows) {
        (found, counts) = in_order(&rows, &identities);
        side.notes.push(
            "The labels have no ids and are as many as the rows, so they were taken in order."
                .to_owned(),
        );
    } else {
        (found, counts) = join(&rows, &labels, &identities);
    }
    for (answers, found) in side.tables.iter_mut().zip(&mut found) {
        if let Some(own) = &answers.own {
            let own = identities_of(own);
            for row in (0..own.len()).filter(|row| own[*row].is_some()) {
                counts.own += 1;
                if found[row].take().is_none() {
                    counts.joined += 1;
                    counts.missing = counts.missing.saturating_sub(1);
                }
            }
        }
        answers.joined = std::mem::take(found);
    }
    side.counts = counts;
}

/// Labels and rows one by one.
fn in_order(rows: &Rows, identities: &[Vec<Option<u64>>]) -> (Vec<Vec<Option<Found>>>, Counts) {
    let mut counts = Counts::default();
    let mut all = identities.iter().enumerate().flat_map(|(table, rows)| {
        rows.iter()
            .enumerate()
            .map(move |(row, identity)| identity.map(|_| (table as u32, row as u32)))
    });
    let found: Vec<Vec<Option<Found>>> = rows
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

/// The column of labels in a file of labels: the one called so, else the first that is no id.
fn label_column(table: &Table) -> &Column {
    let is_id = |column: &&Column| ID_NAMES.contains(&column.name.to_lowercase().as_str());
    let named = ["label", "groundTruthLabel", "ground_truth", "target"];
    let named = named.iter().find_map(|name| table.column(name));
    named
        .or_else(|| table.columns.iter().find(|column| !is_id(column)))
        .unwrap_or(&table.columns[0])
}

fn join_rows<'a>(tables: &[&'a Table]) -> Rows<'a> {
    Rows {
        keys: tables.iter().map(|table| keys(table)).collect(),
        positions: tables
            .iter()
            .map(|table| table.positions.as_slice())
            .collect(),
        times: tables.iter().map(|table| table.times.as_slice()).collect(),
        lengths: tables.iter().map(|table| table.rows).collect(),
    }
}

/// The keys of a table's rows: those it came with, else those of a column of ids.
fn keys(table: &Table) -> Cow<'_, [u64]> {
    if !table.keys.is_empty() {
        return Cow::Borrowed(&table.keys);
    }
    let column = table
        .columns
        .iter()
        .find(|column| ID_NAMES.contains(&column.name.to_lowercase().as_str()));
    let Some(column) = column else {
        return Cow::Borrowed(&[]);
    };
    Cow::Owned(match &column.values {
        Values::Numbers(numbers) => numbers
            .values
            .iter()
            .map(|value| row_key(&format_number_label(*value)))
            .collect(),
        Values::Labels(labels) => {
            let by_code: Vec<u64> = labels.dictionary.labels().map(row_key).collect();
            labels
                .codes
                .iter()
                .map(|&code| {
                    by_code
                        .get(code as usize)
                        .copied()
                        .unwrap_or(crate::table::NO_KEY)
                })
                .collect()
        }
    })
}
