//! JSON text in a column, as Athena and Iceberg tables of inference logs keep features: unfolded as nested records are, into columns `name.key` in its place.
//!
//! Whether a column holds JSON is decided on all its values: each is an object or a list by its ends, and those that are looked at are JSON. Values that are none are
//! missing then, and counted. The text itself is not kept.

use super::json::{Flatten, repair};
use super::rows::{Row, TableBuilder};
use super::{Content, Document, DocumentKind, Note, ReadOptions};
use leeway_table::{Column, Labels, Table, Values};

/// Rows that a step unfolds.
const STEP_ROWS: usize = 5_000;
/// Values of a column that are parsed to see whether it holds JSON.
const LOOKED_AT: usize = 50;

/// A document of which columns are being unfolded.
pub(super) struct Unfolding {
    document: Document,
    /// Places of the columns, the last first.
    places: Vec<usize>,
    options: ReadOptions,
    /// What the column at hand has become so far.
    rows: TableBuilder,
    row: Row,
    unread: u64,
}

impl Unfolding {
    /// Begins with a document that has such columns; gives back any other.
    pub(super) fn of(
        document: Document,
        options: &ReadOptions,
    ) -> Result<Unfolding, Box<Document>> {
        let is_table = matches!(
            document.kind,
            DocumentKind::Csv | DocumentKind::JsonLines | DocumentKind::JsonRecords
        );
        let places: Vec<usize> = match &document.content {
            Content::Table(table) if is_table => (0..table.columns.len())
                .filter(|place| is_json(&table.columns[*place]))
                .collect(),
            _ => Vec::new(),
        };
        if places.is_empty() {
            return Err(Box::new(document));
        }
        Ok(Unfolding {
            document,
            places,
            options: options.clone(),
            rows: TableBuilder::new(&options.missing, &options.limits),
            row: Row::default(),
            unread: 0,
        })
    }

    /// Unfolds some rows; false when all is done.
    pub(super) fn step(&mut self) -> bool {
        let (Some(&place), Content::Table(table)) =
            (self.places.last(), &mut self.document.content)
        else {
            return false;
        };
        let column = &table.columns[place];
        let first = self.rows.table.rows;
        for at in first..table.rows.min(first + STEP_ROWS) {
            self.row.clear();
            if let Some(text) = text(column, at)
                && !flatten(&mut self.rows, &mut self.row, column, text, at)
            {
                self.row.clear();
                self.unread += 1;
            }
            self.rows.put(&self.row, at as u64 + 1);
            self.rows.table.end_row();
        }
        if self.rows.table.rows == table.rows {
            let fresh = TableBuilder::new(&self.options.missing, &self.options.limits);
            let (unfolded, notes) = std::mem::replace(&mut self.rows, fresh).finish();
            let note = note(column, &unfolded, std::mem::take(&mut self.unread));
            self.document.notes.push(note);
            self.document.notes.extend(notes.into_vec());
            table.columns.splice(place..=place, unfolded.columns);
            self.places.pop();
        }
        true
    }

    /// The document with what came of it.
    pub(super) fn finish(self) -> Document {
        self.document
    }
}

/// Flattens one value into the row; false where it is no JSON.
fn flatten(rows: &mut TableBuilder, row: &mut Row, column: &Column, text: &str, at: usize) -> bool {
    let mut read = |text: &str| {
        let mut deserializer = serde_json::Deserializer::from_str(text);
        Flatten::new(rows, row, column.origin, at as u64 + 1)
            .below(&column.name)
            .value(&mut deserializer)
            .and_then(|()| deserializer.end())
            .is_ok()
    };
    read(text)
        || repair(text).is_some_and(|repaired| {
            row.clear();
            Flatten::new(rows, row, column.origin, at as u64 + 1)
                .below(&column.name)
                .value(&mut serde_json::Deserializer::from_str(&repaired))
                .is_ok()
        })
}

fn text(column: &Column, row: usize) -> Option<&str> {
    match &column.values {
        Values::Labels(labels) if labels.codes[row] != Labels::MISSING => {
            Some(labels.dictionary.label(labels.codes[row]))
        }
        _ => None,
    }
}

fn is_json(column: &Column) -> bool {
    let Values::Labels(labels) = &column.values else {
        return false;
    };
    let is_framed = |text: &str| {
        let text = text.trim();
        text.starts_with('{') && text.ends_with('}') || text.starts_with('[') && text.ends_with(']')
    };
    let is_json = |text: &str| {
        let is_json = |text: &str| serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
        is_json(text) || repair(text).is_some_and(|text| is_json(&text))
    };
    let step = labels.dictionary.len().div_ceil(LOOKED_AT).max(1);
    !labels.dictionary.is_empty()
        && labels.dictionary.labels().all(is_framed)
        && labels.dictionary.labels().step_by(step).all(is_json)
}

fn note(column: &Column, unfolded: &Table, unread: u64) -> Note {
    let names: Vec<&str> = unfolded
        .columns
        .iter()
        .map(|column| column.name.as_str())
        .collect();
    let mut found = names[..names.len().min(6)].join(", ");
    if names.len() > 6 {
        found += &format!(" and {} more", names.len() - 6);
    }
    let note = Note::new(format!(
        "Column {} holds JSON; what is in it was read as columns of their own, in its place.",
        column.name
    ))
    .found(&found);
    match unread {
        0 => note,
        _ => note.advice(format!("{unread} values are no JSON and count as missing.")),
    }
}
