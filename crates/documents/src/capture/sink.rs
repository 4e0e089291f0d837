//! Events to rows.

use super::event::parse_time;
use super::payload::Records;
use super::sides::{ATTRIBUTES, Sides};
use super::wire::{Event, Text, text};
use crate::json::{RecordSink, Recorded, explain, repair};
use crate::part::{Part, Sink};
use crate::{Content, Note, ReadOptions};
use leeway_table::{ATTRIBUTES_APART, NO_TIME};
use serde_json::Value;

/// Fills a table with what a model was sent and answered.
pub(crate) struct CaptureSink {
    sides: Sides,
    /// The hour of the path: the time of events that have none.
    hour: Option<i64>,
    events: u64,
}

impl CaptureSink {
    pub(crate) fn new(options: &ReadOptions, hour: Option<i64>) -> Self {
        CaptureSink {
            sides: Sides::new(options),
            hour,
            events: 0,
        }
    }

    /// For a part, where the fields of a delimited row of inputs and of outputs may be known.
    pub(crate) fn within(
        options: &ReadOptions,
        hour: Option<i64>,
        widths: [Option<usize>; 2],
    ) -> Self {
        let mut sink = CaptureSink::new(options, hour);
        sink.sides.widths = widths;
        sink
    }

    fn event(&mut self, event: &Event, line: u64) {
        let Some(capture) = &event.capture_data else {
            return self.sides.note_empty(line);
        };
        self.sides.clear();
        let is_read = if let Some(batch) = &capture.batch_transform_output {
            self.sides.batch(batch, line)
        } else {
            let input = Records::of(capture.endpoint_input.as_ref());
            let output = Records::of(capture.endpoint_output.as_ref());
            self.sides.two_sides(input, output, line)
        };
        if !is_read {
            return;
        }
        if let Some(payload) = &event.ground_truth_data {
            self.sides.labels(payload, line);
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
        let attributes = metadata.and_then(|metadata| metadata.custom_attributes.as_deref());
        self.sides.attributes.clear();
        for (at, attribute) in attributes.unwrap_or_default().iter().enumerate() {
            if at > 0 {
                self.sides.attributes.push(ATTRIBUTES_APART);
            }
            self.sides.attributes.push_str(&attribute.0);
        }
        self.sides.end_event(id, time, line);
        self.events += 1;
    }

    fn time(&mut self, time: Option<&Text>, line: u64) -> i64 {
        let Some(text) = time else {
            return self.hour.unwrap_or(NO_TIME);
        };
        parse_time(&text.0).unwrap_or_else(|| {
            let instead = if self.hour.is_none() {
                "the events have no time"
            } else {
                "the hour of the path was taken"
            };
            self.sides.rows.notes.add(
                Note::new(format!("Event times could not be read; {instead}."))
                    .at(line)
                    .found(&text.0)
                    .expected("a time such as 2024-06-03T17:00:00Z"),
            );
            self.hour.unwrap_or(NO_TIME)
        })
    }

    /// A record of a batch transform's output file: ids and times beside the input's own keys.
    fn transform_record(&mut self, mut record: Value, line: u64) {
        self.sides.clear();
        let object = record.as_object_mut();
        let mut taken = [None, None];
        if let Some(object) = object {
            taken = ["SageMakerInferenceId", "SageMakerInferenceTime"]
                .map(|key| text(object.shift_remove(key).as_ref()));
        }
        let [id, time] = taken;
        self.sides.attributes.clear();
        self.sides.batch_record(record, line);
        let time = self.time(time.as_ref(), line);
        self.sides.end_event(id.as_ref(), time, line);
        self.events += 1;
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
            self.sides.rows.notes.add(explain(text, line, &error));
        }
    }

    fn finish(self: Box<Self>) -> Recorded {
        let mut recorded = Recorded::of(self.sides.rows, self.events);
        if let Content::Table(table) = &mut recorded.content {
            table.take_attributes(ATTRIBUTES);
        }
        recorded
    }

    fn plan(&self) -> Option<Sink> {
        Some(Sink::Capture(self.hour, self.sides.widths))
    }

    fn into_part(self: Box<Self>) -> Option<Part> {
        let widths = self.sides.widths;
        Some(Part::of(self.sides.rows, self.events, widths))
    }

    /// A part fits if its rows were held to the width that they would have been held to here.
    fn absorb(&mut self, part: Part, lines: u64) -> bool {
        let widths = self.sides.widths;
        let known = widths.into_iter().zip(part.widths);
        let fits = known
            .clone()
            .all(|(mine, theirs)| mine.is_none() || theirs.is_none() || mine == theirs)
            && self.sides.rows.absorb(part.rows, lines);
        if fits {
            self.events += part.records;
            for (mine, (before, after)) in self.sides.widths.iter_mut().zip(known) {
                *mine = before.or(after);
            }
        }
        fits
    }
}
