//! Every file of the reference collection opens as what it is.
//!
//! The table was written by this test (`make goldens`) and compared by eye with the collection's README; it is the record of what is read how.
#![allow(clippy::unwrap_used)]

#[path = "support/golden.rs"]
mod golden;

use leeway::documents::{Content, Document, Input, ReadOptions, Reading, Step};
use std::fs::File;
use std::path::{Path, PathBuf};

fn read(root: &Path, path: &Path) -> Vec<Document> {
    let relative = path.strip_prefix(root).unwrap().to_str().unwrap();
    let file = File::open(path).unwrap();
    let size = file.metadata().unwrap().len();
    let input = Input {
        path: relative.to_owned(),
        size,
        data: Box::new(file),
    };
    let mut reading = Reading::start(input, &ReadOptions::default());
    let mut documents = Vec::new();
    loop {
        match reading.step() {
            Step::More => {}
            Step::Document(document) => documents.push(*document),
            Step::Done => break,
        }
    }
    assert_eq!(reading.bytes_done(), size, "{relative}");
    documents
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// One line: kind, records, columns (or `-`), role (or `-`), `!` where the document cannot be used, path.
fn line(document: &Document) -> String {
    let columns = match &document.content {
        Content::Table(table) => table.columns.len().to_string(),
        _ => "-".to_owned(),
    };
    let role = document.role.map_or("-", |role| role.name());
    let problem = if document.problem.is_some() { " !" } else { "" };
    format!(
        "{} {} {columns} {role}{problem} {}",
        document.kind.name(),
        document.records,
        document.path
    )
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn every_reference_file_opens_as_what_it_is() {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/reference"));
    let mut paths = Vec::new();
    files(root, &mut paths);
    paths.sort();
    let mut found = Vec::new();
    for path in &paths {
        let documents = read(root, path);
        // An archive holds several.
        assert!(!documents.is_empty(), "{path:?}");
        found.extend(documents.iter().map(line));
        if std::env::var_os("SHOW_NOTES").is_some() {
            println!("{}", found[found.len() - 1]);
            for note in documents[0].notes.iter().chain(&documents[0].problem) {
                println!("    {note:?}");
            }
        }
    }
    found.push(String::new());
    golden::assert_golden("tests/cases/reference.txt", &found.join("\n"));
}
