//! How a document is read, decided on its head.

use super::classify::{classify, is_bias};
use crate::csv::Dialect;
use crate::json::{Layout, value_end};
use crate::model_monitor::Outline;
use crate::path::file_name;
use crate::{DocumentKind, Note, ReadOptions};
use serde_json::Value;

/// How a document will be read.
#[derive(Debug)]
pub(crate) enum Plan {
    /// Delimited rows.
    Csv(Dialect),
    /// Records of this kind.
    Records(Layout, DocumentKind),
    /// One JSON value, or several, parsed whole.
    Whole,
    /// Text that is no data.
    Text(Option<Note>),
    /// Nothing but blanks.
    Empty,
    /// The head is too short to tell.
    MoreNeeded,
}

/// Bytes of the head that are enough to tell how delimited rows are written.
const CSV_HEAD_BYTES: usize = 64 << 10;

/// Extensions of files in which commas and numbers mean nothing.
const PROSE: [&str; 12] = [
    "md", "py", "ipynb", "html", "yaml", "yml", "toml", "js", "sh", "log", "json", "jsonl",
];

/// How to read a document that starts with `head`; `is_whole` when nothing follows.
pub(crate) fn plan(head: &str, is_whole: bool, path: &str, options: &ReadOptions) -> Plan {
    let start = head.trim_start();
    if start.is_empty() {
        return if is_whole {
            Plan::Empty
        } else {
            Plan::MoreNeeded
        };
    }
    match start.as_bytes()[0] {
        b'{' => {
            match Outline::of(start).map(|outline| object_plan(&outline.text, is_whole, path)) {
                Some(plan @ (Plan::Whole | Plan::MoreNeeded)) => plan,
                _ => object_plan(start, is_whole, path),
            }
        }
        b'[' => array_plan(start, is_whole),
        b'<' if is_markup(start) => Plan::Text(Some(markup(start))),
        _ => delimited_plan(head, is_whole, path, options),
    }
}

/// True for web pages and XML; a label may start with `<` too, as in `<=50K,39`.
fn is_markup(start: &str) -> bool {
    let line = start.lines().next().unwrap_or_default().trim_end();
    let name = line[1..].to_ascii_lowercase();
    let is_known = ["!", "?", "html", "head", "body", "svg"]
        .iter()
        .any(|known| name.starts_with(known));
    is_known || (name.starts_with(|first: char| first.is_ascii_alphabetic()) && line.ends_with('>'))
}

fn markup(start: &str) -> Note {
    Note::new("This is a web page or XML, not data.")
        .found(start.lines().next().unwrap_or_default())
        .expected("CSV, JSON or JSON Lines")
        .advice("Perhaps a sign-in or error page was saved; download the file again.")
}

fn object_plan(start: &str, is_whole: bool, path: &str) -> Plan {
    let Some(end) = value_end(start, is_whole) else {
        return if let Some(kind) = second_line_kind(start) {
            Plan::Records(Layout::Lines, kind)
        } else if is_whole {
            Plan::Whole
        } else {
            Plan::MoreNeeded
        };
    };
    let kind = match serde_json::from_str::<Value>(&start[..end]) {
        Ok(value) => classify(&value),
        Err(_) => DocumentKind::JsonLines,
    };
    let rest = &start[end..];
    let follows_on_line = rest.trim_start_matches([' ', '\t', '\r']).starts_with('\n');
    let next = rest.trim_start();
    let is_on_one_line = !start[..end].contains('\n') && (follows_on_line || next.is_empty());
    let layout = if is_on_one_line {
        Layout::Lines
    } else {
        Layout::Values
    };
    let lines_by_name = file_name(path).contains(".jsonl") || file_name(path).contains(".ndjson");
    if is_record(kind) {
        return Plan::Records(layout, kind);
    }
    let is_plain = matches!(
        kind,
        DocumentKind::Unknown | DocumentKind::JsonLines | DocumentKind::JsonRecords
    );
    if is_plain && (next.starts_with('{') || (lines_by_name && is_on_one_line)) {
        return Plan::Records(layout, DocumentKind::JsonLines);
    }
    if next.is_empty() && !is_whole && is_plain {
        return Plan::MoreNeeded;
    }
    Plan::Whole
}

/// The kind of the second line, if it is one whole object: then the first line is merely broken.
fn second_line_kind(start: &str) -> Option<DocumentKind> {
    let second = start.lines().skip(1).find(|line| !line.trim().is_empty())?;
    if !second.starts_with('{') {
        return None;
    }
    let value: Value = serde_json::from_str(second.trim()).ok()?;
    Some(match classify(&value) {
        DocumentKind::Unknown | DocumentKind::JsonRecords => DocumentKind::JsonLines,
        kind => kind,
    })
}

fn array_plan(start: &str, is_whole: bool) -> Plan {
    if let Some(end) = value_end(start, is_whole) {
        let next = start[end..].trim_start();
        if next.starts_with('[') {
            return Plan::Records(Layout::Lines, DocumentKind::JsonLines);
        }
    }
    let first = start[1..].trim_start();
    if first.is_empty() || first.starts_with(']') {
        let is_known = is_whole || !first.is_empty();
        return if is_known {
            Plan::Records(Layout::Array, DocumentKind::JsonRecords)
        } else {
            Plan::MoreNeeded
        };
    }
    let Some(end) = value_end(first, is_whole) else {
        return if is_whole {
            Plan::Records(Layout::Array, DocumentKind::JsonRecords)
        } else {
            Plan::MoreNeeded
        };
    };
    let Ok(value) = serde_json::from_str::<Value>(&first[..end]) else {
        return Plan::Records(Layout::Array, DocumentKind::JsonRecords);
    };
    let is_results = classify(&value) == DocumentKind::Results;
    if value.get("prefix").is_some() || value.as_object().is_some_and(is_bias) || is_results {
        return Plan::Whole;
    }
    let kind = Some(classify(&value)).filter(|kind| is_record(*kind));
    Plan::Records(Layout::Array, kind.unwrap_or(DocumentKind::JsonRecords))
}

/// True for kinds that come as many records.
fn is_record(kind: DocumentKind) -> bool {
    matches!(
        kind,
        DocumentKind::Capture
            | DocumentKind::Merged
            | DocumentKind::GroundTruth
            | DocumentKind::TransformOutput
            | DocumentKind::CloudWatch
    )
}

fn delimited_plan(head: &str, is_whole: bool, path: &str, options: &ReadOptions) -> Plan {
    if !is_whole && head.len() < CSV_HEAD_BYTES {
        return Plan::MoreNeeded;
    }
    let name = file_name(path).to_ascii_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let dialect = Dialect::guess(head, is_whole, &options.missing);
    if matches!(extension, "csv" | "tsv" | "tab") || name.contains(".csv.") {
        return Plan::Csv(dialect);
    }
    let is_prose = PROSE.contains(&extension);
    let is_table =
        dialect.is_numeric || (dialect.width > 1 && dialect.rows > 1 && dialect.agreement >= 0.9);
    if is_table && !is_prose {
        return Plan::Csv(dialect);
    }
    let looks_like_json = matches!(extension, "json" | "jsonl");
    Plan::Text(looks_like_json.then(|| {
        Note::new("This is not JSON, whatever its name says.")
            .at(1)
            .found(head.trim_start().lines().next().unwrap_or_default())
            .expected("a JSON object or array")
    }))
}
