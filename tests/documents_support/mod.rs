//! Reading from memory, and documents as short text.
#![allow(dead_code)]

use leeway::documents::{Content, Document, Input, Note, ReadOptions, Reading, Step};
use leeway::table::{Column, Labels, Table, Values};
use std::io::Cursor;

/// All documents of a file in memory.
pub fn read_with(path: &str, data: impl AsRef<[u8]>, options: &ReadOptions) -> Vec<Document> {
    let data = data.as_ref().to_vec();
    let input = Input {
        path: path.to_owned(),
        size: data.len() as u64,
        data: Box::new(Cursor::new(data)),
    };
    let mut reading = Reading::start(input, options);
    let mut documents = Vec::new();
    loop {
        match reading.step() {
            Step::More => {}
            Step::Document(document) => documents.push(*document),
            Step::Done => return documents,
        }
    }
}

/// All documents, read with the default options.
pub fn read(path: &str, data: impl AsRef<[u8]>) -> Vec<Document> {
    read_with(path, data, &ReadOptions::default())
}

/// The one document.
#[track_caller]
pub fn read_one(path: &str, data: impl AsRef<[u8]>) -> Document {
    let mut documents = read(path, data);
    assert_eq!(documents.len(), 1);
    documents.remove(0)
}

/// The document's table.
#[track_caller]
pub fn table(document: &Document) -> &Table {
    match &document.content {
        Content::Table(table) => table,
        _ => panic!("no table: {document:?}"),
    }
}

/// Names, then rows, parted by blanks; fields parted by `|`; `·` is missing, `␊` a line break.
pub fn shown(document: &Document) -> String {
    let table = table(document);
    let names: Vec<&str> = table
        .columns
        .iter()
        .map(|column| column.name.as_str())
        .collect();
    let mut lines = vec![names.join("|")];
    for row in 0..table.rows {
        let fields: Vec<String> = table
            .columns
            .iter()
            .map(|column| field(column, row))
            .collect();
        lines.push(fields.join("|"));
    }
    lines.join(" ").replace('\n', "␊")
}

/// One value as text.
pub fn field(column: &Column, row: usize) -> String {
    match &column.values {
        Values::Numbers(numbers) if numbers.values[row].is_nan() => "·".to_owned(),
        Values::Numbers(numbers) => numbers.values[row].to_string(),
        Values::Labels(labels) if labels.codes[row] == Labels::MISSING => "·".to_owned(),
        Values::Labels(labels) => labels.dictionary.label(labels.codes[row]).to_owned(),
    }
}

/// Notes and problem as lines: `line (count×): what | found | expected | advice`.
pub fn told(document: &Document) -> Vec<String> {
    let problems = document
        .problem
        .iter()
        .map(|problem| format!("Problem: {}", one_line(problem)));
    document
        .notes
        .iter()
        .map(one_line)
        .chain(problems)
        .collect()
}

fn one_line(note: &Note) -> String {
    let count = if note.count > 1 {
        format!(" ({}×)", note.count)
    } else {
        String::new()
    };
    let line = note
        .line
        .map_or(String::new(), |line| format!("{line}{count}: "));
    let parts = [
        Some(&note.what),
        note.found.as_ref(),
        note.expected.as_ref(),
        note.advice.as_ref(),
    ];
    let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    format!("{line}{}", parts.join(" | "))
}

/// A captured event; each side is encoding, content type and data.
pub fn event(input: (&str, &str, &str), output: (&str, &str, &str)) -> String {
    let side = |mode: &str, (encoding, kind, data): (&str, &str, &str)| {
        let data = serde_json::Value::from(data);
        format!(
            r#"{{"observedContentType":"{kind}","mode":"{mode}","data":{data},"encoding":"{encoding}"}}"#
        )
    };
    format!(
        r#"{{"captureData":{{"endpointInput":{},"endpointOutput":{}}},"eventMetadata":{{"eventId":"e"}},"eventVersion":"0"}}"#,
        side("INPUT", input),
        side("OUTPUT", output)
    )
}
