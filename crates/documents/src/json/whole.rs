//! A JSON document that is one value, parsed at its end.

use super::repair::{Fault, fault};
use super::{Flatten, explain, repair};
use crate::alarm::Alarm;
use crate::clarify::Analysis;
use crate::configuration::Configuration;
use crate::container;
use crate::model::Predictor;
use crate::model_monitor::{Constraints, Levels, Outline, Statistics, Violations};
use crate::model_quality::{QualityConstraints, QualityStatistics};
use crate::rows::{Row, TableBuilder};
use crate::{Content, DocumentKind, Note, Notes, ReadOptions};
use leeway_table::Origin;
use serde_json::{Map, Value};

/// Keys that a note names.
const NAMED: usize = 6;

/// What a whole document turned out to be.
pub(crate) struct Whole {
    pub(crate) kind: DocumentKind,
    pub(crate) content: Content,
    pub(crate) records: u64,
    pub(crate) notes: Notes,
    pub(crate) problem: Option<Note>,
}

/// Parses `text` and says what it is.
pub(crate) fn read_whole(
    text: &str,
    options: &ReadOptions,
    classify: fn(&Value) -> DocumentKind,
) -> Whole {
    if let Some(whole) = read_statistics(text, classify) {
        return whole;
    }
    let parsed = serde_json::from_str::<Value>(text).or_else(|error| match repair(text) {
        Some(repaired) => serde_json::from_str(&repaired),
        None => Err(error),
    });
    let value = match parsed {
        Ok(value) => value,
        Err(error) => return broken(text, &error),
    };
    let kind = classify(&value);
    let (kind, content, records, notes) = match (kind, records_of(&value)) {
        (DocumentKind::Unknown, Some(records)) => {
            let count = records.len() as u64;
            let (content, notes) = table(&records, options);
            (DocumentKind::JsonRecords, content, count, notes)
        }
        (kind, _) => return interpret(kind, value),
    };
    Whole {
        kind,
        content,
        records,
        notes,
        problem: None,
    }
}

/// Statistics whose sketches are what they should be, which is the quick way; `None` leaves the text to the thorough one.
fn read_statistics(text: &str, classify: fn(&Value) -> DocumentKind) -> Option<Whole> {
    let outline = Outline::of(text)?;
    read_outlined(&outline.text, outline.levels()?, classify)
}

/// The same, of a text whose levels were cut out.
pub(crate) fn read_outlined(
    text: &str,
    mut levels: Levels,
    classify: fn(&Value) -> DocumentKind,
) -> Option<Whole> {
    let value: Value = serde_json::from_str(text).ok()?;
    let kind = classify(&value);
    if kind != DocumentKind::Statistics {
        return None;
    }
    let mut notes = Notes::default();
    let records = count_entries(kind, &value);
    let statistics = Statistics::read_with(value, &mut levels, &mut notes).ok()?;
    levels.are_taken().then(|| Whole {
        kind,
        content: Content::Statistics(statistics),
        records,
        notes,
        problem: None,
    })
}

/// Gives the value to the reader of its kind.
fn interpret(kind: DocumentKind, value: Value) -> Whole {
    let mut notes = Notes::default();
    let records = count_entries(kind, &value);
    let read = match kind {
        DocumentKind::Statistics => Statistics::read(value, &mut notes).map(Content::Statistics),
        DocumentKind::Constraints => Constraints::read(value, &mut notes).map(Content::Constraints),
        DocumentKind::Violations => Violations::read(value, &mut notes).map(Content::Violations),
        DocumentKind::Results => container::read(&value, &mut notes).map(Content::Results),
        DocumentKind::Analysis | DocumentKind::OnlineExplanation => {
            Analysis::read(&value, &mut notes).map(Content::Analysis)
        }
        DocumentKind::Alarms => Alarm::read_all(&value, &mut notes).map(Content::Alarms),
        DocumentKind::Configuration => {
            Configuration::read(&value, &mut notes).map(Content::Configuration)
        }
        DocumentKind::XgboostModel => {
            Predictor::of_xgboost(&value).map(|model| Content::Model(model.into()))
        }
        DocumentKind::CatBoostModel => {
            Predictor::of_catboost(&value).map(|model| Content::Model(model.into()))
        }
        DocumentKind::ModelQualityStatistics => {
            QualityStatistics::read(value, &mut notes).map(Content::QualityStatistics)
        }
        DocumentKind::ModelQualityConstraints => {
            QualityConstraints::read(value, &mut notes).map(Content::QualityConstraints)
        }
        kind => {
            if kind == DocumentKind::Unknown {
                notes.add(unknown(&value));
            }
            Ok(Content::Json(value))
        }
    };
    let (content, problem) = match read {
        Ok(content) => (content, None),
        Err(problem) => (Content::None, Some(problem)),
    };
    Whole {
        kind,
        content,
        records,
        notes,
        problem,
    }
}

/// Says of JSON that is no known document what it holds.
fn unknown(value: &Value) -> Note {
    let note = match value.as_object() {
        Some(object) => {
            let names: Vec<&str> = object.keys().map(String::as_str).take(NAMED).collect();
            Note::new("This JSON is no document that is known, so nothing of it is used.")
                .found(&format!("an object with {}", names.join(", ")))
        }
        None => Note::new("This JSON is a single value, so nothing of it is used.")
            .found(&value.to_string()),
    };
    note.expected("records of a table, captures, or a file that a monitoring job wrote")
        .advice("If it holds rows, write a list of objects, one for each row.")
}

fn broken(text: &str, error: &serde_json::Error) -> Whole {
    let mut problem = explain(text, 1, error);
    problem.what = match fault(error) {
        Fault::TooDeep => "The JSON is nested too deeply.",
        Fault::Cut => "The JSON ends early.",
        Fault::Wrong => "This is not valid JSON.",
    }
    .to_owned();
    Whole {
        kind: DocumentKind::Unknown,
        content: Content::None,
        records: 0,
        notes: Notes::default(),
        problem: Some(problem),
    }
}

/// The records of an object that holds nothing else: a list under `instances` or the like, a set of columns, or one flat record.
fn records_of(value: &Value) -> Option<Vec<Value>> {
    let object = value.as_object()?;
    let is_flat = |value: &Value| !value.is_array() && !value.is_object();
    if let Some(Value::Array(list)) = ["instances", "records", "data", "rows"]
        .iter()
        .find_map(|key| object.get(*key))
        && list.iter().all(|element| !is_flat(element))
        && !list.is_empty()
    {
        return Some(match object.get("columns").and_then(Value::as_array) {
            Some(names) => list.iter().map(|row| named(names, row)).collect(),
            None => without_index(list.clone(), object.get("schema")),
        });
    }
    if object.is_empty() {
        return None;
    }
    if object.values().all(is_flat) {
        return Some(vec![value.clone()]);
    }
    columns(object).or_else(|| rows_by_index(object))
}

/// The rows of pandas' table without the index that it put first.
fn without_index(mut rows: Vec<Value>, schema: Option<&Value>) -> Vec<Value> {
    let keys = schema.and_then(|schema| schema.get("primaryKey")?.as_array());
    if let Some([Value::String(index)]) = keys.map(Vec::as_slice)
        && index == "index"
    {
        let objects = rows.iter_mut().filter_map(Value::as_object_mut);
        objects.for_each(|row| {
            row.shift_remove(index);
        });
    }
    rows
}

/// The rows of pandas' `{"0": {"a": 1, "b": 2}, "1": {…}, …}`.
fn rows_by_index(object: &Map<String, Value>) -> Option<Vec<Value>> {
    let is_flat = |row: &Map<String, Value>| {
        row.values()
            .all(|cell| !cell.is_array() && !cell.is_object())
    };
    let are_rows = object
        .values()
        .all(|row| row.as_object().is_some_and(is_flat));
    (are_rows && is_counted(object)).then(|| object.values().cloned().collect())
}

fn named(names: &[Value], row: &Value) -> Value {
    let Value::Array(values) = row else {
        return row.clone();
    };
    let name = |name: &Value| {
        name.as_str()
            .map_or_else(|| name.to_string(), str::to_owned)
    };
    Value::Object(names.iter().map(name).zip(values.iter().cloned()).collect())
}

/// The rows of `{"a": [1, 2], …}` or of pandas' `{"a": {"0": 1, "1": 2}, …}`.
fn columns(object: &Map<String, Value>) -> Option<Vec<Value>> {
    let mut columns: Vec<(&String, Vec<&Value>)> = Vec::new();
    for (name, column) in object {
        let cells: Vec<&Value> = match column {
            Value::Array(cells) => cells.iter().collect(),
            Value::Object(cells) if is_counted(cells) => cells.values().collect(),
            _ => return None,
        };
        if cells.iter().any(|cell| cell.is_array() || cell.is_object()) {
            return None;
        }
        columns.push((name, cells));
    }
    let rows = columns.first()?.1.len();
    let is_alone = columns.len() < 2 && !object.values().all(Value::is_object);
    if is_alone || columns.iter().any(|(_, cells)| cells.len() != rows) {
        return None;
    }
    Some(
        (0..rows)
            .map(|row| {
                let cells = columns
                    .iter()
                    .map(|(name, cells)| ((*name).clone(), cells[row].clone()));
                Value::Object(cells.collect())
            })
            .collect(),
    )
}

fn is_counted(cells: &Map<String, Value>) -> bool {
    !cells.is_empty() && cells.keys().all(|key| key.parse::<u64>().is_ok())
}

fn table(records: &[Value], options: &ReadOptions) -> (Content, Notes) {
    let mut rows = TableBuilder::new(&options.missing, &options.limits);
    let mut row = Row::default();
    for (position, record) in records.iter().enumerate() {
        row.clear();
        // A value that exists deserializes into a visitor that takes everything.
        let _ = Flatten::new(&mut rows, &mut row, Origin::Field, 1).value(record);
        rows.put(&row, position as u64 + 1);
        rows.table.end_row();
    }
    let (table, notes) = rows.finish();
    (Content::Table(table), notes)
}

/// Features, violations or entries; 1 for anything else.
fn count_entries(kind: DocumentKind, value: &Value) -> u64 {
    let list = match kind {
        DocumentKind::Statistics | DocumentKind::Constraints => value.get("features"),
        DocumentKind::Violations => value.get("violations"),
        DocumentKind::BatchManifest => Some(value),
        _ => None,
    };
    match list.and_then(Value::as_array) {
        Some(entries) if kind == DocumentKind::BatchManifest => {
            entries.iter().filter(|entry| entry.is_string()).count() as u64
        }
        Some(entries) => entries.len() as u64,
        None => 1,
    }
}
