//! Runs with other columns, without a baseline, without a file.

use serde_json::json;

use crate::support::*;
use crate::{file, names, rows, run};

#[test]
fn a_run_with_other_columns_says_so() {
    let mut session = session();
    let other = "x,z,kind\n1,2,a\n3,4,b\n5,6,c\n";
    let files = vec![
        file("train.csv", 0),
        file("a/rows.csv", 3),
        text("b/rows.csv", other),
    ];
    let report = open(&mut session, files).unwrap();
    let notes = &run(&report, "b").notes;
    assert_eq!(
        notes[0].what,
        "This run lacks 1 column of the baseline; the others are compared."
    );
    assert_eq!(notes[0].found.as_deref(), Some("y"));
    assert_eq!(
        notes[1].what,
        "This run has 1 column that the baseline lacks; not compared."
    );
    assert_eq!(notes[1].found.as_deref(), Some("z"));
    assert!(run(&report, "a").notes.is_empty());
    let none = vec![text("c/rows.csv", "p,q\n1,2\n3,4\n")];
    let report = open(&mut session, none).unwrap();
    let notes = &run(&report, "c").notes;
    assert!(
        notes[0]
            .what
            .starts_with("No column of this run is a column of the baseline"),
        "{notes:?}"
    );
}

#[test]
fn a_run_without_a_baseline_says_what_it_is_compared_with() {
    let captures = |run: &str| {
        let event = json!({"captureData": {"endpointInput": {"observedContentType": "text/csv", "mode": "INPUT",
            "data": "1,2,3", "encoding": "CSV"}}, "eventMetadata": {"eventId": "e", "inferenceTime": "2024-06-03T17:00:00Z"}, "eventVersion": "0"});
        text(&format!("{run}/x.jsonl"), format!("{event}\n"))
    };
    let mut none = session();
    let report = open(&mut none, vec![captures("a"), captures("b")]).unwrap();
    assert_eq!(names(&report), ["a", "b"]);
    assert_eq!(
        run(&report, "a").notes[0].what,
        "This run has no baseline, so nothing can be compared."
    );
    assert_eq!(run(&report, "a").pattern.name(), "unknown");
    let mut one = session();
    let files = vec![
        file("a/train.csv", 0),
        file("a/rows.csv", 3),
        file("b/rows.csv", 30),
    ];
    let report = open(&mut one, files).unwrap();
    let note = &run(&report, "b").notes[0];
    assert_eq!(
        note.what,
        "This run has no baseline; it is compared with that of another run."
    );
    assert_eq!(
        (note.found.as_deref(), run(&report, "b").tested),
        (Some("a"), 3)
    );
    let mut two = session();
    let files = vec![
        file("a/train.csv", 0),
        file("a/rows.csv", 3),
        file("b/train.csv", 1),
        file("b/rows.csv", 3),
        file("c/rows.csv", 30),
    ];
    let report = open(&mut two, files).unwrap();
    assert!(run(&report, "a").notes.is_empty() && run(&report, "b").notes.is_empty());
    let note = &run(&report, "c").notes[0];
    assert!(
        note.what.contains("those of the other runs differ"),
        "{note:?}"
    );
}

#[test]
fn an_empty_folder_among_runs_is_a_run_with_a_note() {
    let mut session = session();
    let files = vec![
        file("train.csv", 0),
        file("a/rows.csv", 3),
        file("b/rows.csv", 30),
        text("c/", ""),
        text("d/rows.csv", ""),
    ];
    let report = open(&mut session, files).unwrap();
    assert_eq!(names(&report), ["a", "b", "c", "d"]);
    let note = &run(&report, "c").notes[0];
    assert_eq!(note.what, "There is no file in this run's folder.");
    let note = &run(&report, "d").notes[0];
    assert_eq!(
        note.what,
        "No file of this run can be used. The file is empty."
    );
    assert_eq!(run(&report, "a").tested, 3);
    let of_folder = report
        .sources
        .iter()
        .find(|source| source.path == "c/")
        .unwrap();
    assert!(!of_folder.failed && of_folder.notes[0].what.contains("no file in this folder"));
}

#[test]
fn an_empty_folder_in_an_archive_is_told() {
    use std::io::Write;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for folder in ["a/", "b/", "c/"] {
        zip.add_directory(folder, options).unwrap();
    }
    for (path, shift) in [("train.csv", 0), ("a/rows.csv", 3), ("b/rows.csv", 30)] {
        zip.start_file(path, options).unwrap();
        zip.write_all(rows(shift).as_bytes()).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    let mut session = session();
    let report = open(&mut session, vec![text("week.zip", bytes)]).unwrap();
    assert_eq!(names(&report), ["a", "b", "c"]);
    assert_eq!(
        run(&report, "c").notes[0].what,
        "There is no file in this run's folder."
    );
}
