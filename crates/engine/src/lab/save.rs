//! Changed rows as files: CSV, data capture with hours, and the labels that go with it.

use crate::export::Saved;
use crate::problem::Problem;
use leeway_report::iso;
use leeway_report::lab::ask::ChangedFile;
use leeway_scenarios::Unchangeable;
use leeway_scenarios::changes::Answers;
use leeway_table::{Cell, Column, Table, format_number_label};

/// Milliseconds of an hour.
const HOUR: i64 = 3_600_000;

/// A file of changed rows. Captures end in the hour before `now` and are spread evenly over `hours`.
///
/// `now` is in milliseconds since 1970, UTC; `hours` of 0 counts as 1. Every row of `table` is in the file, missing values empty.
///
/// # Errors
/// For labels: where no column of the label is known, or the table lacks it.
pub fn save(
    table: &Table,
    answers: &Answers,
    file: ChangedFile,
    hours: u32,
    now: i64,
) -> Result<Saved, Problem> {
    let saved = |name: &str, mime, text: String| {
        Ok(Saved {
            name: name.to_owned(),
            mime,
            bytes: text.into_bytes(),
        })
    };
    match file {
        ChangedFile::Csv => saved("changed.csv", "text/csv", csv(table)),
        ChangedFile::Capture => {
            let text = capture(table, answers, i64::from(hours.max(1)), now);
            saved("changed-capture.jsonl", "application/jsonl", text)
        }
        ChangedFile::Labels => {
            let label = answers.label.as_deref();
            let label = label.and_then(|label| table.column(label));
            let label = label.ok_or(Unchangeable::NoLabelColumn)?;
            saved("changed-labels.jsonl", "application/jsonl", labels(label))
        }
    }
}

fn csv(table: &Table) -> String {
    let mut text = String::new();
    let columns: Vec<&Column> = table.columns.iter().collect();
    let names: Vec<String> = columns.iter().map(|column| quoted(&column.name)).collect();
    text += &names.join(",");
    text.push('\n');
    for row in 0..table.rows {
        text += &record(&columns, row);
        text.push('\n');
    }
    text
}

/// One row's values, joined by commas; a missing one is empty.
fn record(columns: &[&Column], row: usize) -> String {
    let fields: Vec<String> = columns
        .iter()
        .map(|column| field(column.cell(row)))
        .collect();
    fields.join(",")
}

fn field(cell: Cell) -> String {
    match cell {
        Cell::Missing => String::new(),
        Cell::Number(value, true) => format_number_label(value),
        Cell::Number(value, false) => format!("{value:?}"),
        Cell::Text(text) => quoted(text),
    }
}

fn quoted(text: &str) -> String {
    match text.contains(['"', ',', '\n', '\r']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.to_owned(),
    }
}

/// An event per row, as an endpoint with data capture writes it.
fn capture(table: &Table, answers: &Answers, hours: i64, now: i64) -> String {
    let is = |name: &Option<String>, column: &Column| name.as_ref() == Some(&column.name);
    let is_output =
        |column: &&Column| is(&answers.probability, column) || is(&answers.prediction, column);
    let inputs: Vec<&Column> = table
        .columns
        .iter()
        .filter(|column| !is_output(column) && !is(&answers.label, column))
        .collect();
    let outputs: Vec<&Column> = table.columns.iter().filter(is_output).collect();
    let start = now.div_euclid(HOUR) * HOUR - hours * HOUR;
    let mut text = String::new();
    for row in 0..table.rows {
        let time = start + hours * HOUR * row as i64 / table.rows as i64;
        let side = |name: &str, mode: &str, columns: &[&Column]| {
            let data = serde_json::Value::from(record(columns, row));
            format!(
                "\"{name}\":{{\"observedContentType\":\"text/csv\",\"mode\":\"{mode}\",\"data\":{data},\"encoding\":\"CSV\"}}"
            )
        };
        let mut sides = side("endpointInput", "INPUT", &inputs);
        if !outputs.is_empty() {
            sides = format!("{sides},{}", side("endpointOutput", "OUTPUT", &outputs));
        }
        text += &format!(
            "{{\"captureData\":{{{sides}}},\"eventMetadata\":{{\"eventId\":\"{}\",\"inferenceId\":\"{row}\",\"inferenceTime\":\"{}\"}},\"eventVersion\":\"0\"}}\n",
            event(row),
            iso(time)
        );
    }
    text
}

/// A label per row, as ground truth is merged by inference id.
fn labels(label: &Column) -> String {
    let mut text = String::new();
    for row in 0..label.len() {
        if label.cell(row) != Cell::Missing {
            let data = serde_json::Value::from(field(label.cell(row)));
            text += &format!(
                "{{\"groundTruthData\":{{\"data\":{data},\"encoding\":\"CSV\"}},\"eventMetadata\":{{\"eventId\":\"{row}\"}},\"eventVersion\":\"0\"}}\n"
            );
        }
    }
    text
}

fn event(row: usize) -> String {
    format!("{row:08x}-0000-4000-8000-000000000000")
}
