//! What a document is, from its first bytes; the path only where they leave it open.

use super::csv::Dialect;
use super::json::{Layout, value_end};
use super::path::file_name;
use super::{DocumentKind, Note, ReadOptions};
use serde_json::{Map, Value};

/// How a document will be read.
#[derive(Debug)]
pub(super) enum Plan {
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

/// The note for bytes that are not text; `None` for text.
pub(super) fn binary(head: &[u8]) -> Option<Note> {
    let known: &[(&[u8], &str, &str)] = &[
        (
            b"PAR1",
            "a Parquet file",
            "Write it as CSV or JSON Lines, for example with pandas: read_parquet(…).to_csv(…, index=False).",
        ),
        (b"\x89PNG", "a PNG picture", ""),
        (b"\xFF\xD8\xFF", "a JPEG picture", ""),
        (b"GIF8", "a GIF picture", ""),
        (
            b"%PDF",
            "a PDF document",
            "Drop the analysis.json that lies beside the report.",
        ),
        (
            b"\xD0\xCF\x11\xE0",
            "an old Excel or Word document",
            "Save the sheet as CSV and drop that.",
        ),
        (b"Obj\x01", "an Avro file", "Write it as CSV or JSON Lines."),
        (b"ORC", "an ORC file", "Write it as CSV or JSON Lines."),
        (b"ARROW1", "an Arrow file", "Write it as CSV or JSON Lines."),
        (
            b"\x93NUMPY",
            "a NumPy array",
            "Write it as CSV, for example with numpy.savetxt.",
        ),
        (b"\x89HDF", "an HDF5 file", "Write it as CSV or JSON Lines."),
        (
            b"SQLite format 3",
            "an SQLite database",
            "Export the table as CSV.",
        ),
        (b"BZh", "a bzip2 archive", "Unpack it and drop the files."),
        (
            b"\xFD7zXZ",
            "an xz archive",
            "Unpack it and drop the files.",
        ),
        (
            b"\x28\xB5\x2F\xFD",
            "a zstd archive",
            "Unpack it and drop the files.",
        ),
        (
            b"7z\xBC\xAF",
            "a 7z archive",
            "Unpack it and drop the files.",
        ),
    ];
    let note = |found: &str, advice: &str| {
        let note = Note::new("this is not a text file")
            .found(found)
            .expected("CSV, JSON or JSON Lines, also as .gz or .zip");
        if advice.is_empty() {
            note
        } else {
            note.advice(advice)
        }
    };
    for (magic, name, advice) in known {
        if head.starts_with(magic) && (*magic != b"ORC" || head.get(3).is_some_and(|b| *b < 32)) {
            return Some(note(name, advice));
        }
    }
    if head.starts_with(&[0x80]) && head.get(1).is_some_and(|version| (2..=5).contains(version)) {
        return Some(note(
            "a pickle",
            "Write the data as CSV or JSON Lines; a pickle is a program and is never run here.",
        ));
    }
    if head.get(257..262) == Some(b"ustar") {
        return Some(note("a tar archive", "Unpack it and drop the files."));
    }
    let is_utf16 = matches!(head, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..])
        || matches!(
            head,
            [b' '..=b'~', 0, b' '..=b'~', 0, ..] | [0, b' '..=b'~', 0, b' '..=b'~', ..]
        );
    if is_utf16 {
        return None;
    }
    let is_control = |byte: &&u8| **byte < 9 || (14..32).contains(*byte) && **byte != 27;
    let controls = head.iter().filter(is_control).count();
    let replaced = String::from_utf8_lossy(head)
        .matches(char::REPLACEMENT_CHARACTER)
        .count();
    let is_binary = controls * 10 > head.len() || replaced * 5 > head.len();
    is_binary.then(|| {
        note(
            &format!("{controls} control bytes among the first {}", head.len()),
            "",
        )
    })
}

/// How to read a document that starts with `head`; `is_whole` when nothing follows.
pub(super) fn plan(head: &str, is_whole: bool, path: &str, options: &ReadOptions) -> Plan {
    let start = head.trim_start();
    if start.is_empty() {
        return if is_whole {
            Plan::Empty
        } else {
            Plan::MoreNeeded
        };
    }
    match start.as_bytes()[0] {
        b'{' => object_plan(start, is_whole, path),
        b'[' => array_plan(start, is_whole),
        b'<' => Plan::Text(Some(markup(start))),
        _ => delimited_plan(head, is_whole, path, options),
    }
}

fn markup(start: &str) -> Note {
    Note::new("this is a web page or XML, not data")
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
    let is_record = matches!(
        kind,
        DocumentKind::Capture
            | DocumentKind::Merged
            | DocumentKind::GroundTruth
            | DocumentKind::TransformOutput
            | DocumentKind::CloudWatch
    );
    let lines_by_name = file_name(path).contains(".jsonl") || file_name(path).contains(".ndjson");
    if is_record {
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
        let is_told = is_whole || !first.is_empty();
        return if is_told {
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
    let has = |key: &str| value.get(key).is_some();
    if has("prefix") || (has("value_or_threshold") && has("metrics")) {
        return Plan::Whole;
    }
    Plan::Records(
        Layout::Array,
        match classify(&value) {
            kind @ (DocumentKind::Capture
            | DocumentKind::Merged
            | DocumentKind::GroundTruth
            | DocumentKind::TransformOutput
            | DocumentKind::CloudWatch) => kind,
            _ if has("InferenceId") && (has("groundTruthLabel") || has("label")) => {
                DocumentKind::GroundTruth
            }
            _ => DocumentKind::JsonRecords,
        },
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
    let is_prose = matches!(
        extension,
        "md" | "py"
            | "ipynb"
            | "html"
            | "yaml"
            | "yml"
            | "toml"
            | "js"
            | "sh"
            | "log"
            | "rst"
            | "json"
            | "jsonl"
    );
    let is_table =
        dialect.is_numeric || (dialect.width > 1 && dialect.rows > 1 && dialect.agreement >= 0.9);
    if is_table && !is_prose {
        return Plan::Csv(dialect);
    }
    let looks_like_json = matches!(extension, "json" | "jsonl");
    Plan::Text(looks_like_json.then(|| {
        Note::new("this is not JSON, whatever its name says")
            .at(1)
            .found(head.trim_start().lines().next().unwrap_or_default())
            .expected("a JSON object or array")
    }))
}

/// The kind of a JSON value, by its keys.
pub(super) fn classify(value: &Value) -> DocumentKind {
    match value {
        Value::Object(object) => classify_object(object),
        Value::Array(elements) => match elements.first() {
            Some(Value::Object(first)) if first.contains_key("prefix") => {
                DocumentKind::BatchManifest
            }
            Some(Value::Object(first))
                if first.contains_key("value_or_threshold") && first.contains_key("metrics") =>
            {
                DocumentKind::Analysis
            }
            _ => DocumentKind::JsonRecords,
        },
        _ => DocumentKind::Unknown,
    }
}

fn classify_object(object: &Map<String, Value>) -> DocumentKind {
    let has = |key: &str| object.contains_key(key);
    let ends = |suffix: &str| {
        object
            .iter()
            .any(|(key, value)| value.is_object() && key.ends_with(suffix))
    };
    let is_list_of_objects = |key: &str| {
        object
            .get(key)
            .and_then(Value::as_array)
            .is_some_and(|list| list.iter().all(Value::is_object))
    };
    if has("captureData") {
        if has("groundTruthData") {
            DocumentKind::Merged
        } else {
            DocumentKind::Capture
        }
    } else if has("groundTruthData") {
        DocumentKind::GroundTruth
    } else if has("SageMakerInferenceId") {
        DocumentKind::TransformOutput
    } else if has("violations") {
        DocumentKind::Violations
    } else if is_list_of_objects("features")
        && (has("dataset")
            || first_feature_has(object, &["numerical_statistics", "string_statistics"]))
    {
        DocumentKind::Statistics
    } else if is_list_of_objects("features")
        && (has("monitoring_config")
            || first_feature_has(
                object,
                &["completeness", "num_constraints", "string_constraints"],
            ))
    {
        DocumentKind::Constraints
    } else if [
        "binary_classification_metrics",
        "multiclass_classification_metrics",
        "regression_metrics",
    ]
    .iter()
    .any(|key| has(key))
        || (has("dataset") && ends("_metrics"))
    {
        DocumentKind::ModelQualityStatistics
    } else if [
        "binary_classification_constraints",
        "multiclass_classification_constraints",
        "regression_constraints",
    ]
    .iter()
    .any(|key| has(key))
        || is_thresholds(object)
    {
        DocumentKind::ModelQualityConstraints
    } else if has("explanations") && has("predictions") {
        DocumentKind::OnlineExplanation
    } else if [
        "pre_training_bias_metrics",
        "post_training_bias_metrics",
        "explanations",
    ]
    .iter()
    .any(|key| has(key))
        || is_old_bias(object)
    {
        DocumentKind::Analysis
    } else if has("accuracy") && has("drift_df") {
        DocumentKind::Results
    } else if (has("methods") && (has("dataset_type") || has("headers") || has("label")))
        || (has("facet") && has("label"))
        || (has("headers") && has("label") && has("label_values_or_threshold"))
    {
        DocumentKind::AnalysisConfig
    } else if (has("MetricName") && (has("Value") || has("StatisticValues")))
        || (has("Namespace") && has("MetricNames"))
    {
        DocumentKind::CloudWatch
    } else if object
        .get("learner")
        .is_some_and(|learner| learner.get("gradient_booster").is_some())
    {
        DocumentKind::XgboostModel
    } else {
        DocumentKind::Unknown
    }
}

fn first_feature_has(object: &Map<String, Value>, keys: &[&str]) -> bool {
    object
        .get("features")
        .and_then(|features| features.get(0))
        .is_some_and(|feature| keys.iter().any(|key| feature.get(key).is_some()))
}

/// Constraints of home-made containers: `{"accuracy": {"threshold": 0.8}}`.
fn is_thresholds(object: &Map<String, Value>) -> bool {
    !object.is_empty()
        && object
            .values()
            .all(|value| value.get("threshold").is_some_and(Value::is_number))
}

/// The first shape of smclarify's report: `{"CI": {"description": …, "value": {…}}}`.
fn is_old_bias(object: &Map<String, Value>) -> bool {
    let is_metric = |value: &Value| {
        value.get("description").is_some_and(Value::is_string)
            && value.get("value").is_some_and(Value::is_object)
    };
    !object.is_empty() && object.values().all(is_metric)
}
