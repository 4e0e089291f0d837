//! The rows of one side with their labels and answers.

use std::borrow::Cow;

use super::answers::identities as identities_of;
use super::find::{Part, find, values};
use super::join::{Counts, Found, Rows, join};
use super::meanings::Answers;
use super::names::{id_column, label_column};
use crate::documents::{Role, row_key};
use crate::engine::layout::{Layout, table};
use crate::engine::source::Loaded;
use crate::table::{Column, Labels, Origin, Table, Values, format_number_label};

/// A side's tables with what was found in them.
#[derive(Default)]
pub struct Side<'a> {
    /// One per table, by path.
    pub tables: Vec<TableAnswers<'a>>,
    /// True when files of labels are loaded.
    pub has_label_files: bool,
    /// What came of joining.
    pub counts: Counts,
    /// What was odd, as sentences.
    pub notes: Vec<String>,
}

/// What was found in one table.
pub struct TableAnswers<'a> {
    /// The source.
    pub source: usize,
    /// True labels or numbers: the rows' own, else those of other files.
    pub truth: Option<Cow<'a, Column>>,
    /// Predicted labels or numbers.
    pub predicted: Option<Cow<'a, Column>>,
    /// Probabilities.
    pub probability: Option<Cow<'a, Column>>,
}

/// Reads one side.
pub fn side<'a>(sources: &'a [Loaded], layout: &Layout, role: Role, answers: &Answers) -> Side<'a> {
    let mut side = Side::default();
    let places = layout.tables(sources, role);
    for source in places {
        let Some(table) = table(&sources[source]) else {
            continue;
        };
        let mut look = |text: &Option<String>, part: Part| -> Option<Cow<'a, Column>> {
            let text = text.as_ref()?;
            match find(layout, source, table, text, part) {
                Ok(finder) => values(table, &finder, part, &answers.headers),
                Err(note) => {
                    let problem = note.to_string();
                    if !side.notes.contains(&problem) {
                        side.notes.push(problem);
                    }
                    None
                }
            }
        };
        let truth = look(&answers.label, Part::Label);
        let predicted = look(&answers.prediction, Part::Prediction);
        let probability = look(&answers.probability, Part::Probability);
        side.tables.push(TableAnswers {
            source,
            truth,
            predicted,
            probability,
        });
    }
    let found_anywhere = |part: fn(&TableAnswers<'a>) -> bool| side.tables.iter().any(part);
    for (text, is_found, what) in [
        (
            &answers.prediction,
            found_anywhere(|table| table.predicted.is_some()),
            "prediction",
        ),
        (
            &answers.probability,
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
            .filter(|column| column.origin != Origin::Input);
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
    side.has_label_files = !tables.is_empty();
    if tables.is_empty() {
        side.counts = of_own_labels(side, sources);
        return;
    }
    let columns: Vec<&Column> = tables
        .iter()
        .filter_map(|table| label_column(table))
        .collect();
    let identities: Vec<Vec<Option<u64>>> =
        columns.iter().map(|column| identities_of(column)).collect();
    let captures: Vec<&Table> = side
        .tables
        .iter()
        .filter_map(|known| table(&sources[known.source]))
        .collect();
    let (labels, rows) = (join_rows(&tables), join_rows(&captures));
    let total = |rows: &Rows| rows.lengths.iter().sum::<usize>();
    let (mut found, mut counts);
    if !labels.have_keys() && total(&labels) == total(&rows) {
        (found, counts) = in_order(&rows, &identities);
        side.notes.push(
            "The labels have no ids and are as many as the rows, so they were taken in order."
                .to_owned(),
        );
    } else {
        (found, counts) = join(&rows, &labels, &identities);
    }
    for (answers, found) in side.tables.iter_mut().zip(&mut found) {
        let mut joined = false;
        let own = answers.truth.as_deref().map(identities_of);
        for (row, place) in found.iter_mut().enumerate() {
            if own.as_ref().is_some_and(|own| own[row].is_some()) {
                counts.own += 1;
                if place.take().is_none() {
                    counts.joined += 1;
                    counts.missing = counts.missing.saturating_sub(1);
                }
            }
            joined |= place.is_some();
        }
        if joined {
            let truth = gathered(answers.truth.as_deref(), found, &columns);
            answers.truth = Some(Cow::Owned(truth));
        }
    }
    side.counts = counts;
}

/// The counts where no file of labels is loaded.
fn of_own_labels(side: &Side, sources: &[Loaded]) -> Counts {
    let mut counts = Counts::default();
    for answers in &side.tables {
        let rows = table(&sources[answers.source]).map_or(0, |table| table.rows);
        counts.captures += rows as u64;
        counts.own += answers.truth.as_ref().map_or(0, |truth| truth.present());
    }
    counts.joined = counts.own;
    counts.missing = counts.captures - counts.own;
    counts
}

/// One label per row: the row's own, else the one that was found.
fn gathered(own: Option<&Column>, found: &[Option<Found>], labels: &[&Column]) -> Column {
    let mut truth = Column::new("", Origin::Field, false);
    for (row, found) in found.iter().enumerate() {
        match (found, own) {
            (Some((label, at)), _) => push_from(&mut truth, labels[*label as usize], *at as usize),
            (None, Some(own)) => push_from(&mut truth, own, row),
            (None, None) => truth.push_missing(),
        }
    }
    truth
}

fn push_from(to: &mut Column, from: &Column, row: usize) {
    match &from.values {
        Values::Labels(labels) => match labels.codes[row] {
            Labels::MISSING => to.push_missing(),
            code => {
                to.push_text(labels.dictionary.label(code));
            }
        },
        Values::Numbers(numbers) => {
            let text = numbers
                .texts
                .binary_search_by_key(&(row as u32), |(at, _)| *at);
            match text {
                Ok(at) => {
                    to.push_text(numbers.dictionary.label(numbers.texts[at].1));
                }
                Err(_) => to.push_number(numbers.values[row], numbers.values[row].fract() == 0.0),
            }
        }
    }
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
    let Some(column) = id_column(table) else {
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
