//! Events to rows.

use super::event::{parse_time, row_key};
use super::labels::put_labels;
use super::payload::Records;
use super::shape::readings;
use super::wire::{Event, Payload, Text, text};
use crate::documents::csv::{Split, Splitter};
use crate::documents::json::{RecordSink, explain, flatten_value, repair};
use crate::documents::rows::{Row, Rows};
use crate::documents::{Content, Note, Notes, ReadOptions};
use crate::table::{NO_KEY, NO_TIME, Origin};
use serde_json::Value;
use std::ops::Range;

/// Fills a table with what a model was sent and answered.
pub(crate) struct CaptureSink {
    rows: Rows,
    splitter: Splitter,
    /// Time of events that have none.
    fallback_time: i64,
    /// Fields of a delimited row of inputs, of outputs.
    widths: [Option<usize>; 2],
    sides: [Side; 3],
    events: u64,
}

/// The rows of one side of the event at hand.
#[derive(Default)]
struct Side {
    rows: Vec<Row>,
    /// Rows in use; the others keep their memory.
    len: usize,
    /// A row that does not fit: its columns are left out with the whole row.
    unfit: Vec<usize>,
}

impl Side {
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

impl CaptureSink {
    pub(crate) fn new(options: &ReadOptions, hour: Option<i64>) -> Self {
        CaptureSink {
            rows: Rows::new(&options.missing, &options.limits),
            splitter: Splitter::new(b','),
            fallback_time: hour.unwrap_or(NO_TIME),
            widths: [None; 2],
            sides: Default::default(),
            events: 0,
        }
    }

    fn event(&mut self, event: &Event, line: u64) {
        let Some(capture) = &event.capture_data else {
            return self.note_empty(line);
        };
        self.sides.iter_mut().for_each(Side::clear);
        let is_read = if let Some(batch) = &capture.batch_transform_output {
            self.batch(batch, line)
        } else {
            let input = Records::of(capture.endpoint_input.as_ref());
            let output = Records::of(capture.endpoint_output.as_ref());
            self.two_sides(input, output, line)
        };
        if !is_read {
            return;
        }
        if let Some(payload) = &event.ground_truth_data {
            self.labels(payload, line);
        }
        let metadata = event.event_metadata.as_ref();
        let id = metadata.and_then(|metadata| {
            metadata
                .inference_id
                .as_ref()
                .or(metadata.event_id.as_ref())
        });
        let time = self.time(
            metadata.and_then(|metadata| metadata.inference_time.as_ref()),
            line,
        );
        self.end_event(id, time, line);
    }

    fn two_sides(
        &mut self,
        input: Result<Records, Note>,
        output: Result<Records, Note>,
        line: u64,
    ) -> bool {
        let mut input = self.kept(input, line);
        let mut output = self.kept(output, line);
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
    fn kept<'r>(&mut self, records: Result<Records<'r>, Note>, line: u64) -> Records<'r> {
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
                    .found(&format!("{found} fields"))
                    .expected(format!("{expected} fields, as in the first record"))
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
    fn batch(&mut self, payload: &Payload, line: u64) -> bool {
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

    fn batch_record(&mut self, mut record: Value, line: u64) {
        let output = record
            .as_object_mut()
            .and_then(|object| object.shift_remove("SageMakerOutput"));
        let as_records = |value: Value| readings(value).map(Records::Json);
        let input = as_records(record).unwrap_or(Records::Absent);
        let output = output.and_then(|output| as_records(output).ok());
        self.two_sides(Ok(input), Ok(output.unwrap_or(Records::Absent)), line);
    }

    fn labels(&mut self, payload: &Payload, line: u64) {
        let records = Records::of(Some(payload));
        let records = self.kept(records, line);
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

    fn time(&mut self, time: Option<&Text>, line: u64) -> i64 {
        let Some(text) = time else {
            return self.fallback_time;
        };
        parse_time(&text.0).unwrap_or_else(|| {
            let instead = if self.fallback_time == NO_TIME {
                "the events have no time"
            } else {
                "the hour of the path was taken"
            };
            self.rows.notes.add(
                Note::new(format!("Event times could not be read; {instead}."))
                    .at(line)
                    .found(&text.0)
                    .expected("a time such as 2024-06-03T17:00:00Z"),
            );
            self.fallback_time
        })
    }

    /// Joins the sides' rows by position and ends them.
    fn end_event(&mut self, id: Option<&Text>, time: i64, line: u64) {
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
            self.rows.table.end_event_row(time, key, position as u32);
        }
        self.events += 1;
    }

    fn note_empty(&mut self, line: u64) {
        self.rows.notes.add(
            Note::new("Events without captured data were left out.")
                .at(line)
                .expected("endpointInput or endpointOutput with data"),
        );
    }

    /// A record of a batch transform's output file: ids and times beside the input's own keys.
    fn transform_record(&mut self, mut record: Value, line: u64) {
        self.sides.iter_mut().for_each(Side::clear);
        let object = record.as_object_mut();
        let mut taken = [None, None];
        if let Some(object) = object {
            taken = ["SageMakerInferenceId", "SageMakerInferenceTime"]
                .map(|key| text(object.shift_remove(key).as_ref()));
        }
        let [id, time] = taken;
        self.batch_record(record, line);
        let time = self.time(time.as_ref(), line);
        self.end_event(id.as_ref(), time, line);
    }

    fn lenient(&mut self, text: &str, line: u64) -> Result<(), serde_json::Error> {
        let value: Value = serde_json::from_str(text)?;
        if value.get("captureData").is_none() && value.get("SageMakerInferenceId").is_some() {
            self.transform_record(value, line);
        } else {
            self.event(&Event::lenient(&value), line);
        }
        Ok(())
    }
}

impl RecordSink for CaptureSink {
    fn record(&mut self, text: &str, line: u64) {
        if let Ok(event) = serde_json::from_str::<Event>(text)
            && event.capture_data.is_some()
        {
            return self.event(&event, line);
        }
        let read = self.lenient(text, line).or_else(|error| {
            let repaired = repair(text);
            repaired.map_or(Err(error), |repaired| self.lenient(&repaired, line))
        });
        if let Err(error) = read {
            self.rows.notes.add(explain(text, line, &error));
        }
    }

    fn finish(self: Box<Self>) -> (Content, u64, Notes) {
        let (table, notes) = self.rows.finish();
        (Content::Table(table), self.events, notes)
    }
}
