//! What one side of an event carries, in any of its encodings, to records.

use super::shape::{Readings, Refusal, readings};
use super::wire::Payload;
use crate::Note;
use crate::csv::{Split, Splitter};
use crate::json::{explain, repair};
use base64::Engine;
use base64::engine::general_purpose::STANDARD_PAD_INDIFFERENT;
use serde_json::Value;
use std::borrow::Cow;

/// The records of one side.
pub(super) enum Records<'a> {
    /// The side was not captured.
    Absent,
    /// Delimited rows.
    Csv(Cow<'a, str>),
    /// JSON records, with their possible readings.
    Json(Readings),
}

impl<'a> Records<'a> {
    /// Reads a side. The error says why it has no records.
    pub(super) fn of(payload: Option<&'a Payload<'a>>) -> Result<Records<'a>, Note> {
        let Some((payload, data)) =
            payload.and_then(|payload| Some((payload, payload.data.as_ref()?)))
        else {
            return Ok(Records::Absent);
        };
        let content_type = payload.observed_content_type.as_ref();
        let content_type = content_type.map_or("", |text| text.0.as_ref());
        match payload.encoding.as_ref().map(|text| text.0.as_ref()) {
            Some("CSV") => Ok(Records::Csv(Cow::Borrowed(&data.0))),
            Some("JSON") => json(&data.0).map(Records::Json),
            Some("BASE64") => decoded(&data.0, content_type),
            _ => plain(data.0.clone(), content_type),
        }
    }

    /// How many records each reading has, the likelier first.
    pub(super) fn counts(&self) -> Vec<usize> {
        match self {
            Records::Absent => Vec::new(),
            Records::Csv(text) => vec![count_rows(text)],
            Records::Json(readings) => readings.iter().map(Vec::len).collect(),
        }
    }

    /// Keeps one reading.
    pub(super) fn choose(&mut self, reading: usize) {
        if let Records::Json(readings) = self {
            readings.swap(0, reading);
            readings.truncate(1);
        }
    }
}

fn count_rows(text: &str) -> usize {
    let mut splitter = Splitter::new(b',');
    let mut rest = text;
    let mut rows = 0;
    while let Split::Record { used, .. } = splitter.split(rest, true) {
        rows += 1;
        rest = &rest[used..];
    }
    rows
}

fn json(text: &str) -> Result<Readings, Note> {
    let parsed = parse(text).or_else(|error| {
        let repaired = repair(text);
        repaired.map_or(Err(error), |repaired| parse(&repaired))
    });
    match parsed {
        Ok(Parsed::One(value)) => readings(value).map_err(refuse),
        Ok(Parsed::Lines(values)) => Ok(vec![values]),
        Err(error) => Err(explain(text, 1, &error)),
    }
}

enum Parsed {
    One(Value),
    Lines(Vec<Value>),
}

fn parse(text: &str) -> Result<Parsed, serde_json::Error> {
    let mut values = Vec::new();
    for value in serde_json::Deserializer::from_str(text).into_iter::<Value>() {
        values.push(value?);
    }
    if values.len() == 1 {
        return Ok(Parsed::One(values.swap_remove(0)));
    }
    Ok(Parsed::Lines(values))
}

fn refuse(refusal: Refusal) -> Note {
    match refusal {
        Refusal::TimeSeries => Note::new("Time series of DeepAR were left out.")
            .found("instances with a target, or predictions with quantiles")
            .expected("records of features")
            .advice("Drift of a series is not drift of a feature; compare its values as a table."),
    }
}

fn decoded(data: &str, content_type: &str) -> Result<Records<'static>, Note> {
    let undecodable = |found: &str| {
        Note::new("Payloads in BASE64 that hold no text were left out.")
            .found(found)
            .expected("CSV or JSON")
            .advice("Name the content type in the capture options if it is CSV or JSON.")
    };
    let bytes = STANDARD_PAD_INDIFFERENT
        .decode(data.trim())
        .map_err(|error| undecodable(&error.to_string()))?;
    let text = String::from_utf8(bytes).map_err(|_| undecodable(content_type))?;
    plain(Cow::Owned(text), content_type)
}

/// A payload whose encoding says nothing: JSON if it begins like it, else rows if the content type or the text says so.
fn plain<'a>(text: Cow<'a, str>, content_type: &str) -> Result<Records<'a>, Note> {
    let start = text.trim_start();
    if start.starts_with(['{', '[', '"']) && !content_type.contains("csv") {
        return json(&text).map(Records::Json);
    }
    let is_markup = start.starts_with('<');
    if is_markup || text.chars().any(|c| c.is_control() && !c.is_whitespace()) {
        return Err(
            Note::new("Payloads that are neither CSV nor JSON were left out.")
                .found(&text)
                .expected("CSV or JSON"),
        );
    }
    Ok(Records::Csv(text))
}
