//! True labels to rows.

use super::event::{parse_time, row_key};
use super::payload::Records;
use super::wire::{Event, text};
use crate::csv::{Split, Splitter};
use crate::json::{Flatten, RecordSink, Recorded, explain};
use crate::part::{Part, Sink};
use crate::rows::{Row, TableBuilder};
use crate::{Note, ReadOptions};
use leeway_table::{NO_KEY, NO_TIME, Origin};
use serde_json::Value;

/// The name of the column of true labels.
const LABEL: &str = "label";

/// Fills a table with labels and the keys that join them.
pub(crate) struct LabelSink {
    rows: TableBuilder,
    splitter: Splitter,
    labels: Vec<Row>,
    hour: Option<i64>,
    records: u64,
}

impl LabelSink {
    pub(crate) fn new(options: &ReadOptions, hour: Option<i64>) -> Self {
        LabelSink {
            rows: TableBuilder::new(&options.missing, &options.limits),
            splitter: Splitter::new(b','),
            labels: Vec::new(),
            hour,
            records: 0,
        }
    }

    fn event(&mut self, record: &Value, line: u64) {
        if let Some(id) = text(record.get("InferenceId")) {
            return self.row(record, &id.0, line);
        }
        let event = Event::lenient(record);
        let metadata = event.event_metadata.as_ref();
        let id = metadata.and_then(|metadata| {
            metadata
                .event_id
                .as_ref()
                .or(metadata.inference_id.as_ref())
        });
        let time = metadata
            .and_then(|metadata| parse_time(&metadata.inference_time.as_ref()?.0))
            .unwrap_or(self.hour.unwrap_or(NO_TIME));
        match Records::of(event.ground_truth_data.as_ref()) {
            Ok(Records::Absent) => self.note_without(line),
            Ok(records) => {
                self.labels.clear();
                let labels = &mut self.labels;
                put_labels(records, &mut self.rows, &mut self.splitter, line, labels);
                let key = id.map_or(NO_KEY, |id| row_key(&id.0));
                for (position, label) in self.labels.iter().enumerate() {
                    self.rows.put(label, line);
                    self.rows.table.end_event_row(time, key, position as u32);
                }
                self.records += 1;
            }
            Err(note) => self.rows.notes.add(note.at(line)),
        }
    }

    /// A record of the kind `{"InferenceId", "payload_index", "groundTruthLabel"}`.
    fn row(&mut self, record: &Value, id: &str, line: u64) {
        let label = record.get("groundTruthLabel").or_else(|| record.get(LABEL));
        let Some(label) = label else {
            return self.note_without(line);
        };
        let mut row = Row::default();
        label_row(&mut self.rows, &mut row, label, line);
        self.rows.put(&row, line);
        let position = record
            .get("payload_index")
            .and_then(Value::as_u64)
            .unwrap_or(0);
        let position = u32::try_from(position).unwrap_or(u32::MAX);
        let time = self.hour.unwrap_or(NO_TIME);
        self.rows.table.end_event_row(time, row_key(id), position);
        self.records += 1;
    }

    fn note_without(&mut self, line: u64) {
        self.rows.notes.add(
            Note::new("Records without a label were left out.")
                .at(line)
                .expected("groundTruthData with data"),
        );
    }
}

impl RecordSink for LabelSink {
    fn record(&mut self, text: &str, line: u64) {
        match serde_json::from_str::<Value>(text) {
            Ok(record) => self.event(&record, line),
            Err(error) => self.rows.notes.add(explain(text, line, &error)),
        }
    }

    fn finish(self: Box<Self>) -> Recorded {
        Recorded::of(self.rows, self.records)
    }

    fn plan(&self) -> Option<Sink> {
        Some(Sink::Labels(self.hour))
    }

    fn into_part(self: Box<Self>) -> Option<Part> {
        Some(Part::of(self.rows, self.records, [None; 2]))
    }

    fn absorb(&mut self, part: Part, lines: u64) -> bool {
        let fits = self.rows.absorb(part.rows, lines);
        self.records += if fits { part.records } else { 0 };
        fits
    }
}

/// Adds one row per label to `labels`.
pub(super) fn put_labels(
    records: Records,
    rows: &mut TableBuilder,
    splitter: &mut Splitter,
    line: u64,
    labels: &mut Vec<Row>,
) {
    match records {
        Records::Absent => {}
        Records::Csv(text) => {
            let mut rest = text.as_ref();
            while let Split::Record { used, .. } = splitter.split(rest, true) {
                let mut row = Row::default();
                for position in 0..splitter.len() {
                    let name = if position == 0 {
                        LABEL.to_owned()
                    } else {
                        format!("{LABEL}.{position}")
                    };
                    let (field, is_quoted) = splitter.field(rest, position);
                    if let Some(column) = rows.named(&name, Origin::Field, true, &mut 0) {
                        row.field(column, field, is_quoted);
                    }
                }
                labels.push(row);
                rest = &rest[used..];
            }
        }
        Records::Json(mut readings) => {
            for record in readings.swap_remove(0) {
                let mut row = Row::default();
                label_row(rows, &mut row, &record, line);
                labels.push(row);
            }
        }
    }
}

/// A label: the value itself, or the only one of an object or array; several keep their keys.
fn label_row(rows: &mut TableBuilder, row: &mut Row, record: &Value, line: u64) {
    let value = match record {
        Value::Object(object) if object.len() == 1 => object.values().next(),
        Value::Array(elements) if elements.len() == 1 => elements.first(),
        Value::Object(_) | Value::Array(_) => None,
        scalar => Some(scalar),
    };
    let mut flatten = Flatten::new(rows, row, Origin::Field, line);
    // A value that exists deserializes into a visitor that takes everything.
    let _ = match value {
        Some(value) => flatten.below(LABEL).value(value),
        None => flatten.value(record),
    };
}
