//! Which files count, for which side, and how they belong together.
#![allow(clippy::unwrap_used)]

mod support;

use std::path::Path;

use leeway::engine::Dropped;
use leeway::report::{Report, Source};
use support::{dropped, files_below, open, session, text};

/// The report on files whose texts are at hand.
fn report(files: &[(&str, String)]) -> Report {
    let files = files.iter().map(|(path, data)| text(path, data.as_str()));
    open(&mut session(), files.collect()).unwrap()
}

/// The files of a folder of small inputs.
fn folder(name: &str) -> Vec<Dropped> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/files")
        .join(name);
    let files = files_below(&root);
    files
        .iter()
        .map(|path| dropped(&root, path, None))
        .collect()
}

fn source<'a>(report: &'a Report, path: &str) -> &'a Source {
    report
        .sources
        .iter()
        .find(|source| source.path == path)
        .unwrap()
}

fn says(source: &Source, words: &str) -> bool {
    source.notes.iter().any(|note| note.what.contains(words))
}

/// Rows of a number and a letter.
fn rows(header: &str, rows: u64, seed: u64) -> String {
    let row = |row: u64| {
        let value = (row * 37 + seed * 11) % 101;
        format!(
            "{}.{},{}\n",
            value,
            row % 7,
            ["a", "b", "c"][(value % 3) as usize]
        )
    };
    format!("{header}\n{}", (0..rows).map(row).collect::<String>())
}

#[test]
fn a_file_about_something_else_is_named_and_not_counted() {
    for (files, odd) in [
        (
            vec![
                ("train.csv", "spend,plan"),
                ("tickets.csv", "query,topic"),
                ("november.csv", "spend,plan"),
            ],
            "tickets.csv",
        ),
        (
            vec![
                ("train.csv", "spend,plan"),
                ("november.csv", "spend,plan"),
                ("train_log.csv", "epoch,loss"),
            ],
            "train_log.csv",
        ),
        (
            vec![
                ("train.csv", "spend,plan"),
                ("a/november.csv", "plan,spend"),
                ("a/users.csv", "user,city"),
            ],
            "a/users.csv",
        ),
    ] {
        let made: Vec<(&str, String)> = files
            .iter()
            .map(|(path, header)| (*path, rows(header, 200, path.len() as u64)))
            .collect();
        let report = report(&made);
        assert_eq!(report.current.as_ref().unwrap().rows, 200, "{odd}");
        assert_eq!(report.baseline.as_ref().unwrap().rows, 200, "{odd}");
        let source = source(&report, odd);
        assert_eq!(source.role, "none", "{odd}");
        assert!(
            says(source, "No column of this file is on the other side"),
            "{odd}: {:?}",
            source.notes
        );
        assert!(
            report
                .features
                .iter()
                .all(|feature| ["spend", "plan"].contains(&feature.name.as_str())),
            "{odd}"
        );
    }
}

#[test]
fn where_no_file_fits_all_stay_and_say_so() {
    let report = report(&[
        ("train.csv", rows("spend,plan", 200, 1)),
        ("tickets.csv", rows("query,topic", 200, 2)),
        ("users.csv", rows("user,city", 200, 3)),
    ]);
    assert_eq!(report.current.as_ref().unwrap().rows, 400);
    assert!(says(
        source(&report, "users.csv"),
        "nothing can be compared"
    ));
}

#[test]
fn a_lone_table_beside_a_quality_baseline_is_held_against_it() {
    let report = open(&mut session(), folder("quality-baseline-and-table")).unwrap();
    assert_eq!(source(&report, "current.csv").role, "current");
    let quality = report.model_quality.as_ref().unwrap();
    let value = |name: &str| {
        let mut metrics = quality.metrics.metrics.iter();
        metrics
            .find(|(known, _)| known == name)
            .unwrap()
            .1
            .value
            .unwrap()
    };
    assert!((value("accuracy") - 0.702).abs() < 1e-9);
    assert!((value("recall") - 0.7751).abs() < 1e-4);
    assert!((value("auc") - 0.784877).abs() < 1e-6);
}

#[test]
fn a_lone_table_beside_constraints_or_in_a_current_folder_is_current() {
    let constraints = r#"{"version": 0.0, "features": [{"name": "spend", "inferred_type": "Fractional", "completeness": 1.0}]}"#;
    for (path, beside) in [
        ("data.csv", Some("constraints.json")),
        ("current/data.csv", None),
        ("Current/2026/part.csv", None),
        ("job/a.csv", Some("job/constraints.json")),
    ] {
        let mut files = vec![(path, rows("spend,plan", 100, 1))];
        files.extend(beside.map(|path| (path, constraints.to_owned())));
        let report = report(&files);
        assert_eq!(source(&report, path).role, "current", "{path}");
        assert!(
            report.baseline.is_none() && report.current.is_some(),
            "{path}"
        );
    }
    let lone = report(&[("data.csv", rows("spend,plan", 100, 1))]);
    assert_eq!(source(&lone, "data.csv").role, "baseline");
}
