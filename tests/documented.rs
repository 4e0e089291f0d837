//! `docs/report.md` names every field that `report.json` has, and no other.
//!
//! Its tables are compared with the structs of `crates/report`, type by type and in both directions, and with what the built-in example's report holds. A table is
//! that of a type: `| field | type | meaning |` below a heading with its name. A link in the second column leads to the type of a field, `by name` stands for an
//! object whose keys are names, and `*` for such a name among the fields.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use leeway::engine::protocol::Request;
use serde_json::Value;
use support::{answer, files_below, session};

/// Types that are written by hand or by variants, with the fields that they write.
const WRITTEN_BY_HAND: [(&str, &[&str]); 3] = [
    ("Sentence", &["headline", "sentence"]),
    ("SampleWhy", &["what", "range", "labels", "rows"]),
    ("Metrics", &["confusion_matrix", "*"]),
];

/// A field's name, and its type in the words of the table or of the source.
type Fields = Vec<(String, String)>;

/// The tables by type.
fn tables() -> BTreeMap<String, Fields> {
    let mut tables: BTreeMap<String, Fields> = BTreeMap::new();
    let (mut heading, mut is_table) = ("", false);
    for line in include_str!("../docs/report.md").lines() {
        heading = line.strip_prefix("### ").unwrap_or(heading);
        is_table = line == "| field | type | meaning |" || (is_table && line.starts_with('|'));
        let cells: Vec<&str> = line.split(" | ").collect();
        if let [field, kind, _meaning, ..] = cells[..]
            && is_table
            && let Some(field) = field.strip_prefix("| `")
        {
            let field = (field.trim_end_matches('`').to_owned(), kind.to_owned());
            tables.entry(heading.to_owned()).or_default().push(field);
        }
    }
    tables
}

/// The type that a table's cell links to.
fn linked(kind: &str) -> Option<&str> {
    kind.split_once("](#")?.0.rsplit('[').next()
}

/// The structs of `crates/report` with their fields as they stand; a flattened one has `flatten` for a name.
fn structs() -> BTreeMap<String, Fields> {
    let mut structs: BTreeMap<String, Fields> = BTreeMap::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/report/src");
    for path in files_below(&folder) {
        let (text, mut name, mut is_flat) = (fs::read_to_string(path).unwrap(), "", false);
        let mut renamed = None;
        for line in text.lines() {
            if let Some((_, new)) = line.split_once("serde(rename = \"") {
                renamed = new.split('"').next();
            }
            if let Some(begun) = line.strip_prefix("pub struct ") {
                name = begun.split(' ').next().unwrap_or_default();
            } else if line == "}" {
                name = "";
            } else if line.trim() == "#[serde(flatten)]" {
                is_flat = true;
            } else if let Some((field, kind)) = line
                .strip_prefix("    pub ")
                .and_then(|field| field.trim_end_matches(',').split_once(": "))
                && !name.is_empty()
            {
                let field = renamed.take().unwrap_or(field);
                let field = if is_flat { "flatten" } else { field };
                let fields = structs.entry(name.to_owned()).or_default();
                fields.push((field.to_owned(), kind.to_owned()));
                is_flat = false;
            }
        }
    }
    structs
}

/// The fields that a type writes.
fn written(structs: &BTreeMap<String, Fields>, name: &str) -> Vec<(String, Option<String>)> {
    if let Some((_, fields)) = WRITTEN_BY_HAND.iter().find(|(known, _)| *known == name) {
        let metric = |field: &&str| (*field == "*").then(|| "Metric".to_owned());
        let fields = fields.iter();
        return fields
            .map(|field| ((*field).to_owned(), metric(field)))
            .collect();
    }
    let is_struct = |name: &&str| {
        let by_hand = WRITTEN_BY_HAND.iter().any(|(known, _)| known == name);
        by_hand || structs.contains_key(*name)
    };
    let mut fields = Vec::new();
    for (field, kind) in &structs[name] {
        let mut words = kind.split(|letter: char| !letter.is_alphanumeric());
        let inner = words.find(is_struct).map(str::to_owned);
        match (field.as_str(), inner) {
            ("flatten", Some(inner)) => fields.extend(written(structs, &inner)),
            (field, inner) => fields.push((field.to_owned(), inner)),
        }
    }
    fields
}

#[test]
fn every_field_is_documented_and_every_documented_one_is_there() {
    let (tables, structs) = (tables(), structs());
    let mut seen = BTreeSet::new();
    let mut waiting = vec!["Report".to_owned()];
    while let Some(name) = waiting.pop() {
        if !seen.insert(name.clone()) {
            continue;
        }
        let table = tables.get(&name);
        let table = table.unwrap_or_else(|| panic!("docs/report.md has no table for {name}"));
        let known: BTreeSet<(&str, Option<&str>)> = table
            .iter()
            .map(|(field, kind)| (field.as_str(), linked(kind)))
            .collect();
        let written = written(&structs, &name);
        let found: BTreeSet<(&str, Option<&str>)> = written
            .iter()
            .map(|(field, inner)| (field.as_str(), inner.as_deref()))
            .collect();
        let missing: Vec<_> = found.difference(&known).collect();
        assert!(missing.is_empty(), "{name} lacks in the table: {missing:?}");
        let gone: Vec<_> = known.difference(&found).collect();
        assert!(gone.is_empty(), "{name} has only in the table: {gone:?}");
        waiting.extend(written.into_iter().filter_map(|(_, inner)| inner));
    }
    let unused: Vec<_> = tables.keys().filter(|name| !seen.contains(*name)).collect();
    assert!(unused.is_empty(), "nothing leads to {unused:?}");
}

/// Holds a value against the table of `name`, and what is in it against theirs.
fn hold(tables: &BTreeMap<String, Fields>, name: &str, value: &Value, path: &str) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| hold(tables, name, item, path)),
        Value::Object(fields) => {
            for (field, value) in fields {
                let path = format!("{path}.{field}");
                let row = |name: &str| tables[name].iter().find(|(known, _)| known == field);
                let any = || tables[name].iter().find(|(known, _)| known == "*");
                let (_, kind) = row(name)
                    .or_else(any)
                    .unwrap_or_else(|| panic!("{path} is not documented"));
                let Some(inner) = linked(kind) else {
                    continue;
                };
                match value {
                    Value::Object(named) if kind.contains("by name") => named
                        .values()
                        .for_each(|value| hold(tables, inner, value, &path)),
                    value => hold(tables, inner, value, &path),
                }
            }
        }
        _ => {}
    }
}

#[test]
fn a_report_holds_documented_fields_alone() {
    let report = answer(&mut session(), Request::Demo { rows: 2000 }, Vec::new()).unwrap();
    let report = serde_json::to_value(report).unwrap();
    hold(&tables(), "Report", &report, "");
}
