//! What becomes of records, one at a time.

use super::{Flatten, explain, repair};
use crate::part::{Part, Sink};
use crate::rows::{Row, TableBuilder};
use crate::{Content, Notes, ReadOptions};
use leeway_table::Origin;

/// What became of records.
pub(crate) struct Recorded {
    pub(crate) content: Content,
    /// How many records there were.
    pub(crate) records: u64,
    /// What was odd.
    pub(crate) notes: Notes,
}

impl Recorded {
    /// Of rows.
    pub(crate) fn of(rows: TableBuilder, records: u64) -> Self {
        let (table, notes) = rows.finish();
        Recorded {
            content: Content::Table(table),
            records,
            notes,
        }
    }
}

/// Takes records and makes content of them.
pub(crate) trait RecordSink {
    /// Takes the text of one JSON value that starts on `line`.
    fn record(&mut self, text: &str, line: u64);
    /// The content, the number of records, and what was odd.
    fn finish(self: Box<Self>) -> Recorded;
    /// How a part of the records that follow is to be read; `None` where that cannot be.
    fn plan(&self) -> Option<Sink> {
        None
    }
    /// What was read of a part.
    fn into_part(self: Box<Self>) -> Option<Part> {
        None
    }
    /// Takes over a part that follows `lines` lines; false where it does not fit.
    fn absorb(&mut self, _part: Part, _lines: u64) -> bool {
        false
    }
}

/// Records to rows.
pub(crate) struct TableSink {
    rows: TableBuilder,
    row: Row,
    records: u64,
}

impl TableSink {
    pub(crate) fn new(options: &ReadOptions) -> Self {
        TableSink {
            rows: TableBuilder::new(&options.missing, &options.limits),
            row: Row::default(),
            records: 0,
        }
    }

    fn parse(&mut self, text: &str, line: u64) -> Result<(), serde_json::Error> {
        self.row.clear();
        let mut json = serde_json::Deserializer::from_str(text);
        Flatten::new(&mut self.rows, &mut self.row, Origin::Field, line).value(&mut json)?;
        json.end()
    }
}

impl RecordSink for TableSink {
    fn record(&mut self, text: &str, line: u64) {
        let mut parsed = self.parse(text, line);
        if parsed.is_err()
            && let Some(repaired) = repair(text)
        {
            parsed = self.parse(&repaired, line);
        }
        match parsed {
            Ok(()) => {
                self.rows.put(&self.row, line);
                self.rows.table.end_row();
                self.records += 1;
            }
            Err(error) => self.rows.notes.add(explain(text, line, &error)),
        }
    }

    fn finish(self: Box<Self>) -> Recorded {
        Recorded::of(self.rows, self.records)
    }

    fn plan(&self) -> Option<Sink> {
        Some(Sink::Table)
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

/// Records kept as they are, in one JSON array.
pub(crate) struct ValueSink {
    values: Vec<serde_json::Value>,
    notes: Notes,
}

impl ValueSink {
    pub(crate) fn new() -> Self {
        ValueSink {
            values: Vec::new(),
            notes: Notes::default(),
        }
    }
}

impl RecordSink for ValueSink {
    fn record(&mut self, text: &str, line: u64) {
        match serde_json::from_str(text) {
            Ok(value) => self.values.push(value),
            Err(error) => self.notes.add(explain(text, line, &error)),
        }
    }

    fn finish(self: Box<Self>) -> Recorded {
        Recorded {
            records: self.values.len() as u64,
            content: Content::Json(serde_json::Value::Array(self.values)),
            notes: self.notes,
        }
    }
}
