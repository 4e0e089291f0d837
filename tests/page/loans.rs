//! Loan applications, opened in every way that a person might: one result.

use std::io::Write;
use std::path::{Path, PathBuf};

use leeway::report::Report;
use serde_json::{Value, json};

use crate::page::{Scratch, TABLE};
use crate::support::{assert_report, files_below, reference};
use crate::{Page, Problem};

const BASELINE: &str = include_str!("../data/loans/baseline.csv");
const CURRENT: &str = include_str!("../data/loans/current.csv");
const ORACLE: &str = include_str!("../data/loans/expected-drift.json");

/// Columns that the endpoint was sent; then come probability, prediction, outcome and hour.
const INPUTS: usize = 13;

/// `baseline.csv` and the folder `capture`, in a folder of their own.
pub fn folder(name: &str) -> Result<Scratch, Problem> {
    let scratch = Scratch::new(name)?;
    scratch.write("baseline.csv", BASELINE)?;
    if cfg!(reference) {
        let loans = reference().join("loans");
        for file in files_below(&loans.join("capture")) {
            let path = file.strip_prefix(&loans)?.to_string_lossy().into_owned();
            scratch.write(&path, std::fs::read(&file)?)?;
        }
    } else {
        // Made from the same rows.
        for hour in 8..20 {
            let path = format!("capture/AllTraffic/2024/06/03/{hour:02}/00-00-000-loans.jsonl");
            scratch.write(&path, capture(hour))?;
        }
    }
    Ok(scratch)
}

/// The rows of an hour as data capture.
fn capture(hour: usize) -> String {
    let mut lines = String::new();
    for (row, line) in CURRENT.lines().skip(1).enumerate() {
        let fields: Vec<&str> = line.split(',').collect();
        if fields[INPUTS + 3] != (hour - 8).to_string() {
            continue;
        }
        let side = |mode: &str, data: String| json!({"observedContentType": "text/csv", "mode": mode, "data": data, "encoding": "CSV"});
        let event = json!({
            "captureData": {
                "endpointInput": side("INPUT", fields[..INPUTS].join(",")),
                "endpointOutput": side("OUTPUT", format!("{},{}", fields[INPUTS + 1], fields[INPUTS])),
            },
            "eventMetadata": {
                "eventId": format!("{row:08x}-0000-4000-8000-000000000000"),
                "inferenceTime": format!("2024-06-03T{hour:02}:00:00Z"),
            },
            "eventVersion": "0",
        });
        lines += &format!("{event}\n");
    }
    lines
}

/// The whole folder as one archive, with the paths in it.
fn zipped(folder: &Path) -> Result<Vec<u8>, Problem> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for file in files_below(folder) {
        let path = file.strip_prefix(folder)?.to_string_lossy().into_owned();
        archive.start_file(path, zip::write::SimpleFileOptions::default())?;
        archive.write_all(&std::fs::read(&file)?)?;
    }
    Ok(archive.finish()?.into_inner())
}

fn assert_as_expected(report: &Report) {
    let oracle: Value = serde_json::from_str(ORACLE).unwrap();
    assert_report(report, &oracle);
    assert_eq!(
        report.settings.rules.prediction.as_deref(),
        Some("prediction")
    );
    assert_eq!(
        report.settings.rules.probability.as_deref(),
        Some("probability")
    );
    assert_eq!(report.current.as_ref().unwrap().rows, 3600);
    assert_eq!(report.baseline.as_ref().unwrap().rows, 2000);
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn opened_as_files_as_a_folder_and_as_one_zip_loans_are_one_result() -> Result<(), Problem> {
    let page = Page::load()?;
    let scratch = folder("loans-opened")?;
    let files = files_below(scratch.path());
    let files: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    page.open_paths(&files, None)?;
    page.wait_for("the feature table", TABLE)?;
    let as_files = page.report()?;
    assert_as_expected(&as_files);
    assert_eq!(
        page.text("main h1")?,
        as_files.verdict.as_ref().unwrap().sentence.as_str()
    );

    page.browser
        .script_async("await leeway.clear()", json!([]))?;
    assert_eq!(page.report()?.features, []);
    page.open_paths(&[scratch.path()], None)?;
    let as_folder = page.report()?;
    assert_eq!(as_folder.features, as_files.features);
    let paths: Vec<&str> = as_folder
        .sources
        .iter()
        .map(|source| source.path.as_str())
        .collect();
    assert!(
        paths
            .iter()
            .any(|path| path.ends_with("capture/AllTraffic/2024/06/03/08/00-00-000-loans.jsonl")),
        "{paths:?}"
    );

    page.browser
        .script_async("await leeway.clear()", json!([]))?;
    let archive = scratch.write("loans.zip", zipped(scratch.path())?)?;
    page.open_paths(&[&archive], None)?;
    assert_eq!(page.report()?.features, as_files.features);
    page.ends_quietly()
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn dropped_on_the_page_loans_are_the_same_result() -> Result<(), Problem> {
    let page = Page::load()?;
    let scratch = folder("loans-dropped")?;
    let (folder, file) = (
        scratch.path().join("capture"),
        scratch.path().join("baseline.csv"),
    );
    page.browser.drop_files(&[&folder, &file])?;
    page.wait_for("the feature table", TABLE)?;
    let report = page.report()?;
    assert_as_expected(&report);
    assert_eq!(report.sources.len(), 13);
    let shown = page.text("main")?;
    for words in [
        report.verdict.as_ref().unwrap().sentence.as_str(),
        "interest_rate",
        "Strong drift",
        "2024-06-03",
    ] {
        assert!(shown.contains(words), "{words} is not in {shown}");
    }
    page.ends_quietly()
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn a_zip_dropped_after_the_baseline_adds_the_other_side() -> Result<(), Problem> {
    let page = Page::load()?;
    let scratch = folder("loans-added")?;
    page.browser
        .drop_files(&[&scratch.path().join("baseline.csv")])?;
    let waiting =
        "document.querySelector('main h1')?.innerText.includes('nothing to compare it with yet')";
    page.wait_for("the sentence that a side is missing", waiting)?;
    let captures = zipped(&scratch.path().join("capture"))?;
    let archive = scratch.write("capture.zip", captures)?;
    page.browser.drop_files(&[&archive])?;
    page.wait_for(
        "a verdict",
        "document.querySelector('main h1')?.innerText.includes('drifted')",
    )?;
    assert_as_expected(&page.report()?);
    page.ends_quietly()
}
