//! The two sides of an event, and its labels: records to rows, matched by position.

use super::event::row_key;
use super::labels::put_labels;
use super::payload::Records;
use super::shape::readings;
use super::wire::{Payload, Text};
use crate::csv::{Split, Splitter};
use crate::json::flatten_value;
use crate::rows::{Row, TableBuilder};
use crate::{Note, ReadOptions, counted};
use leeway_table::{NO_KEY, Origin};
use serde_json::Value;
use std::ops::Range;

/// The event at hand, and the table that events go into.
pub(super) struct Sides {
    pub(super) rows: TableBuilder,
    splitter: Splitter,
    /// Fields of a delimited row of inputs, of outputs.
    pub(super) widths: [Option<usize>; 2],
    sides: [EventRows; 3],
    /// Custom attributes of the event at hand, one after the other.
    pub(super) attributes: String,
}

/// The column that custom attributes stand in until all events are read.
pub(super) const ATTRIBUTES: &str = "eventMetadata.customAttributes";

/// The rows of one side of the event at hand.
#[derive(Default)]
struct EventRows {
    rows: Vec<Row>,
    /// Rows in use; the others keep their memory.
    len: usize,
    /// A row that does not fit: its columns are left out with the whole row.
    unfit: Vec<usize>,
}

impl EventRows {
    fn clear(&mut self) {
        self.len = 0;
        self.unfit.clear();
    }

    fn next(&mut self) -> &mut Row {
        if self.len == self.rows.len() {
            self.rows.push(Row::default());
        }
        self.len += 1;
        let row = &mut self.rows[self.len - 1];
        row.clear();
        row
    }
}

const INPUT: usize = 0;
const OUTPUT: usize = 1;
const LABEL: usize = 2;

impl Sides {
    pub(super) fn new(options: &ReadOptions) -> Self {
        Sides {
            rows: TableBuilder::new(&options.missing, &options.limits),
            splitter: Splitter::new(b','),
            widths: [None; 2],
            sides: Default::default(),
            attributes: String::new(),
        }
    }

    /// Forgets the event.
    pub(super) fn clear(&mut self) {
        self.sides.iter_mut().for_each(EventRows::clear);
    }

    pub(super) fn two_sides(
        &mut self,
        input: Result<Records, Note>,
        output: Result<Records, Note>,
        line: u64,
    ) -> bool {
        let mut input = self.or_noted(input, line);
        let mut output = self.or_noted(output, line);
        if let (Records::Absent, Records::Absent) = (&input, &output) {
            self.note_empty(line);
            return false;
        }
        if matches!(input, Records::Json(_)) || matches!(output, Records::Json(_)) {
            let (inputs, outputs) = (input.counts(), output.counts());
            let mut pairs = (0..inputs.len()).flat_map(|i| (0..outputs.len()).map(move |o| (i, o)));
            let (i, o) = pairs
                .find(|&(i, o)| inputs[i] == outputs[o])
                .unwrap_or((0, 0));
            input.choose(i);
            output.choose(o);
        }
        self.side(INPUT, Origin::Input, input, line);
        self.side(OUTPUT, Origin::Output, output, line);
        true
    }

    /// The records, or none with a note.
    pub(super) fn or_noted<'r>(
        &mut self,
        records: Result<Records<'r>, Note>,
        line: u64,
    ) -> Records<'r> {
        records.unwrap_or_else(|note| {
            self.rows.notes.add(note.at(line));
            Records::Absent
        })
    }

    fn side(&mut self, side: usize, origin: Origin, records: Records, line: u64) {
        match records {
            Records::Absent => {}
            Records::Csv(text) => self.delimited(side, origin, &text, line),
            Records::Json(mut readings) => {
                for record in readings.swap_remove(0) {
                    let row = self.sides[side].next();
                    flatten_value(&mut self.rows, row, origin, line, &record);
                }
            }
        }
    }

    fn delimited(&mut self, side: usize, origin: Origin, text: &str, line: u64) {
        let mut rest = text;
        while let Split::Record { used, .. } = self.splitter.split(rest, true) {
            let found = self.splitter.len();
            let inputs = self.sides[INPUT].len;
            let is_whole = self.sides[side].len == 0 && rest[used..].trim().is_empty();
            if side == OUTPUT && is_whole && inputs > 1 && found == inputs {
                return self.one_line_of_answers(rest);
            }
            if self.fits(side, found, line) {
                self.put_fields(side, origin, rest, 0..found);
            } else {
                self.sides[side].next();
                let position = self.sides[side].len - 1;
                self.sides[side].unfit.push(position);
            }
            rest = &rest[used..];
        }
    }

    /// True when a row has as many fields as the first of its side had.
    fn fits(&mut self, side: usize, found: usize, line: u64) -> bool {
        let expected = *self.widths[side].get_or_insert(found);
        if found != expected {
            self.rows.notes.add(
                Note::new("Captured rows with another number of columns were left out.")
                    .at(line)
                    .found(&counted(found as u64, "field"))
                    .expected(format!(
                        "{}, as in the first record",
                        counted(expected as u64, "field")
                    ))
                    .advice(
                        "If the endpoint was changed, compare the time before and after in turn.",
                    ),
            );
        }
        found == expected
    }

    /// Makes a row of some fields of the record that the splitter has cut from `text`.
    fn put_fields(&mut self, side: usize, origin: Origin, text: &str, fields: Range<usize>) {
        let first = fields.start;
        let row = self.sides[side].next();
        for index in fields {
            if let Some(column) = self.rows.positioned(index - first, origin) {
                let (field, is_quoted) = self.splitter.field(text, index);
                row.field(column, field, is_quoted);
            }
        }
    }

    /// Answers to several records, written as one line: each field is the answer to one.
    fn one_line_of_answers(&mut self, text: &str) {
        for position in 0..self.splitter.len() {
            let (field, is_quoted) = self.splitter.field(text, position);
            let row = self.sides[OUTPUT].next();
            if let Some(column) = self.rows.positioned(0, Origin::Output) {
                row.field(column, field, is_quoted);
            }
        }
    }

    /// A row of a batch transform: the input, with the output appended or below its own key.
    pub(super) fn batch(&mut self, payload: &Payload, line: u64) -> bool {
        match Records::of(Some(payload)) {
            Ok(Records::Csv(text)) => {
                self.batch_rows(&text, line);
                true
            }
            Ok(Records::Json(mut readings)) => {
                for record in readings.swap_remove(0) {
                    self.batch_record(record, line);
                }
                true
            }
            Ok(Records::Absent) => {
                self.note_empty(line);
                false
            }
            Err(note) => {
                self.rows.notes.add(note.at(line));
                false
            }
        }
    }

    fn batch_rows(&mut self, text: &str, line: u64) {
        let mut rest = text;
        while let Split::Record { used, .. } = self.splitter.split(rest, true) {
            let found = self.splitter.len();
            if self.fits(INPUT, found, line) {
                let inputs = if found > 1 { found - 1 } else { found };
                self.put_fields(INPUT, Origin::Input, rest, 0..inputs);
                self.put_fields(OUTPUT, Origin::Output, rest, inputs..found);
            }
            rest = &rest[used..];
        }
        if self.widths[INPUT].is_some_and(|width| width > 1) {
            self.rows.notes.add(
                Note::new("The last column of the batch rows was taken for the model's output.")
                    .at(line)
                    .advice("Choose the prediction column in the settings if it is another."),
            );
        }
    }

    pub(super) fn batch_record(&mut self, mut record: Value, line: u64) {
        let output = record
            .as_object_mut()
            .and_then(|object| object.shift_remove("SageMakerOutput"));
        let as_records = |value: Value| readings(value).map(Records::Json);
        let input = as_records(record).unwrap_or(Records::Absent);
        let output = output.and_then(|output| as_records(output).ok());
        self.two_sides(Ok(input), Ok(output.unwrap_or(Records::Absent)), line);
    }

    pub(super) fn labels(&mut self, payload: &Payload, line: u64) {
        let records = Records::of(Some(payload));
        let records = self.or_noted(records, line);
        let labels = &mut self.sides[LABEL];
        labels.rows.clear();
        put_labels(
            records,
            &mut self.rows,
            &mut self.splitter,
            line,
            &mut labels.rows,
        );
        labels.len = labels.rows.len();
    }

    /// Joins the sides' rows by position and ends them.
    pub(super) fn end_event(&mut self, id: Option<&Text>, time: i64, line: u64) {
        let [input, output, label] = &self.sides;
        let rows = if input.len > 0 { input.len } else { output.len };
        if output.len > 0 && output.len != rows {
            self.rows.notes.add(
                Note::new("Events with more or fewer answers than records; answers without a record were left out.")
                    .at(line)
                    .found(&format!("{} answers", output.len))
                    .expected(format!("{rows} answers, one for each record")),
            );
        }
        let key = id.map_or(NO_KEY, |id| row_key(&id.0));
        for position in 0..rows {
            if input.unfit.contains(&position) || output.unfit.contains(&position) {
                continue;
            }
            for side in [input, output, label] {
                if position < side.len {
                    self.rows.put(&side.rows[position], line);
                }
            }
            if !self.attributes.is_empty()
                && let Some(column) = self
                    .rows
                    .named(ATTRIBUTES, Origin::Field, true, &mut { usize::MAX })
            {
                self.rows.push_text(column, &self.attributes, line);
            }
            self.rows.table.end_event_row(time, key, position as u32);
        }
    }

    pub(super) fn note_empty(&mut self, line: u64) {
        self.rows.notes.add(
            Note::new("Events without captured data were left out.")
                .at(line)
                .expected("endpointInput or endpointOutput with data"),
        );
    }
}
