//! `report.html` and the archive of everything, through the session: well-formed, without a request, with the numbers of `report.json`.
#![allow(clippy::unwrap_used)]

#[path = "sent_report/hostile.rs"]
mod hostile;
#[path = "sent_report/markup.rs"]
mod markup;
#[path = "sent_report/numbers.rs"]
mod numbers;
mod support;
#[path = "sent_report/wide.rs"]
mod wide;

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use leeway::engine::Session;
use leeway::engine::protocol::{Reply, Request};
use leeway::report::Report;
use markup::assert_report;
use numbers::assert_numbers;
use support::{answer, dropped, files_below, open, reference, session};

/// An exported file.
pub fn saved(session: &mut Session, name: &str) -> Vec<u8> {
    let request = Request::Export {
        name: name.to_owned(),
    };
    match session.run(request, Vec::new()) {
        (Reply::Done(_), Some(bytes)) => bytes,
        other => panic!("{name} was not saved: {other:?}"),
    }
}

/// `report.html`, which is a report as it must be, with the numbers of `report.json`.
pub fn page(session: &mut Session) -> String {
    let html = String::from_utf8(saved(session, "report.html")).unwrap();
    assert_report(&html);
    let json: Report = serde_json::from_slice(&saved(session, "report.json")).unwrap();
    assert_numbers(&html, &json);
    html
}

fn demo() -> Session {
    let mut session = session();
    answer(&mut session, Request::Demo { rows: 2000 }, Vec::new()).unwrap();
    session
}

#[test]
fn the_example_is_a_report_of_less_than_a_megabyte() {
    let mut session = demo();
    let features = session.report().features.len();
    let html = page(&mut session);
    assert_eq!(features, 15);
    assert!(html.len() < 1_000_000, "{} bytes", html.len());
    println!("{} bytes", html.len());
    for section in [
        "summary",
        "over-time",
        "features",
        "drifted",
        "checks",
        "quality",
        "bias",
        "projected",
        "settings",
        "sources",
        "methods",
    ] {
        assert!(
            html.contains(&format!("<section id=\"{section}\"")),
            "{section}"
        );
    }
}

#[test]
fn a_session_without_files_is_a_report_too() {
    let html = page(&mut session());
    assert!(html.contains("Nothing to compare yet: add training data"));
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn genuine_files_are_reports() {
    let reference = reference();
    let cases: [(&[&str], &str); 5] = [
        (
            &[
                "datasets/south-german-credit-scored/baseline.csv",
                "datasets/south-german-credit-scored/bias.csv",
                "datasets/south-german-credit-scored/model.json",
            ],
            r#"{"facets": [{"name": "age", "threshold": 40}]}"#,
        ),
        (&["byoc/census-drift-2021"], "{}"),
        (
            &[
                "bias/credit-risk-2021-08",
                "explainability/adult-csv-2023-02",
            ],
            "{}",
        ),
        (&["data-quality"], "{}"),
        (
            &["model-quality/churn-2021-05", "capture/merged-churn-batch"],
            "{}",
        ),
    ];
    for (paths, settings) in cases {
        let mut session = session();
        let paths = paths.iter().map(|path| reference.join(path));
        let files = paths.flat_map(|path| match path.is_dir() {
            true => files_below(&path),
            false => vec![path],
        });
        let files = files.map(|path| dropped(&reference, &path, None));
        open(&mut session, files.collect()).unwrap();
        let settings = settings.to_owned();
        answer(&mut session, Request::Set { settings }, Vec::new()).unwrap();
        page(&mut session);
    }
}

/// Paths and contents of an archive.
pub fn unpacked(bytes: Vec<u8>) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut files = BTreeMap::new();
    for place in 0..archive.len() {
        let mut file = archive.by_index(place).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        files.insert(file.name().unwrap().into_owned(), content);
    }
    files
}

#[test]
fn the_archive_holds_every_export_table_and_chart() {
    let mut session = demo();
    let files = unpacked(saved(&mut session, "leeway.zip"));
    for name in [
        "report.html",
        "report.json",
        "features.csv",
        "checks.csv",
        "statistics.json",
        "constraints.json",
        "constraint_violations.json",
        "cloudwatch_metrics.jsonl",
        "results.json",
        "results_by_window.json",
        "leeway.json",
        "model_quality_statistics.json",
    ] {
        let by_itself = saved(&mut session, name);
        // Reports tell how long it took, and when.
        if !name.starts_with("report") && name != "cloudwatch_metrics.jsonl" {
            assert_eq!(files[name], by_itself, "{name}");
        }
        assert!(!files[name].is_empty(), "{name}");
    }
    // Nothing calls for these.
    assert!(!files.contains_key("bias_violations.json"));
    for feature in &session.report().features {
        let name = &feature.name;
        assert!(
            files.contains_key(&format!("charts/{name} distribution.svg")),
            "{name}"
        );
        assert!(
            files.contains_key(&format!("tables/{name} measures.csv")),
            "{name}"
        );
    }
    for (path, content) in &files {
        let content = std::str::from_utf8(content).unwrap();
        if path.ends_with(".svg") {
            let svg = markup::parsed(content);
            assert_eq!(svg.root_element().tag_name().name(), "svg", "{path}");
        }
        if path.ends_with(".csv") {
            let mut reader = csv::Reader::from_reader(content.as_bytes());
            reader.records().for_each(|record| drop(record.unwrap()));
        }
    }
    assert!(files.contains_key("charts/drift over time.svg"));
    assert!(files.contains_key("tables/model quality metrics.csv"));
}

#[test]
fn a_table_is_saved_by_itself() {
    let mut session = demo();
    let files = unpacked(saved(&mut session, "leeway.zip"));
    for name in [
        "model quality metrics.csv",
        "sources.csv",
        "income statistics.csv",
    ] {
        let path = format!("tables/{name}");
        assert_eq!(saved(&mut session, name), files[&path], "{name}");
    }
    let request = Request::Export {
        name: "nothing.csv".to_owned(),
    };
    let (Reply::Failed { message }, _) = session.run(request, Vec::new()) else {
        panic!("not refused");
    };
    let expected = "\"nothing.csv\" cannot be saved: the report has no table of that name now.";
    assert_eq!(message, expected);
}

#[test]
fn another_name_is_refused_with_those_there_are() {
    let request = Request::Export {
        name: "report.pdf".to_owned(),
    };
    let (reply, _) = session().run(request, Vec::new());
    let Reply::Failed { message } = reply else {
        panic!("{reply:?}");
    };
    assert!(
        message.starts_with("\"report.pdf\" cannot be saved. These can: report.html, report.json,"),
        "{message}"
    );
    assert!(message.ends_with("and everything as a .zip of any name."));
}
