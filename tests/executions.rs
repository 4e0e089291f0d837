//! `results.json` of the drift container: the genuine-shape files of `byoc/census-drift-2021` opened alone, and what Leeway writes read by pandas.
#![allow(clippy::unwrap_used)]

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

use leeway::engine::Dropped;
use leeway::engine::Session;
use leeway::engine::protocol::{Reply, Request};
use leeway::report::Basis;
use leeway::report::Report;
use serde_json::Value;
use support::{
    answer, dropped, exported, files_below, loans_by_the_hour, open, reference, session, set, text,
};

fn container(root: &Path) -> Vec<Dropped> {
    let folder = root.join("byoc/census-drift-2021");
    files_below(&folder)
        .iter()
        .map(|path| dropped(&folder, path, None))
        .collect()
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn three_executions_open_alone_and_plot() {
    let root = reference();
    let report = open(&mut session(), container(&root)).unwrap();
    let results = report.results.unwrap();
    assert_eq!(
        results.labels,
        ["2021-05-26 01:00", "2021-05-26 05:00", "2021-05-26 10:00"]
    );
    // As they stand in the files.
    assert_eq!(
        results.accuracy,
        [
            Some(77.85095015521023),
            Some(73.91231466643879),
            Some(72.64129678609844)
        ]
    );
    assert_eq!(results.features.len(), 14);
    let age = &results.features[0];
    assert_eq!(
        (age.name.as_str(), age.drift_score[2]),
        ("age", Some(51.2262416158))
    );
    let logs = results.features.iter().flat_map(|feature| &feature.log10_p);
    assert!(
        logs.flatten()
            .all(|log10_p| log10_p.is_finite() && *log10_p <= 0.0)
    );
    assert!(
        results
            .sentence
            .starts_with("3 executions of the drift container"),
        "{}",
        results.sentence
    );
    assert!(
        results.sentence.contains("went from 77.9 to 72.6"),
        "{}",
        results.sentence
    );
    assert!(
        report
            .sources
            .iter()
            .all(|source| source.kind.name() == "results"
                && source.role_name() == "reported"
                && !source.failed)
    );
    assert!(results.recomputed_accuracy.iter().all(Option::is_none));
}

fn loans(root: &Path) -> (Session, Report) {
    let _loans = root.join("loans");
    let files = loans_by_the_hour();
    let mut session = session();
    open(&mut session, files).unwrap();
    let report = set(&mut session, serde_json::json!({"label": "repaid"}));
    (session, report)
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn written_results_are_those_of_the_windows_and_come_back() {
    let root = reference();
    let (mut session, report) = loans(&root);
    let written = exported(&mut session, "results_by_window.json").unwrap();
    // Opened beside the captures, each execution meets the window that it was written for.
    let again = open(
        &mut session,
        vec![text("written/results_by_window.json", written)],
    )
    .unwrap();
    let results = again.results.unwrap();
    assert_eq!(results.labels.len(), 12);
    assert_eq!(results.labels[0], "2024-06-03 09:00");
    assert_eq!(results.accuracy, report.projected_accuracy.unwrap().windows);
    assert_eq!(results.recomputed_accuracy, results.accuracy);
    for feature in &results.features {
        assert_eq!(
            feature.recomputed_score, feature.drift_score,
            "{}",
            feature.name
        );
        assert!(feature.drift_score.iter().all(Option::is_some));
    }
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn the_sample_reads_one_object_with_all_rows_and_p_above_zero() {
    let root = reference();
    let (mut session, report) = loans(&root);
    let written = exported(&mut session, "results.json").unwrap();
    let one: Value = serde_json::from_str(&written).unwrap();
    let projected = report.projected_accuracy.unwrap();
    assert_eq!(one["accuracy"].as_f64(), projected.value);
    // The hour at which the last window ends.
    assert_eq!(one["end_time"], "2024-06-03T20:00:00Z");
    let table: Value = serde_json::from_str(one["drift_df"].as_str().unwrap()).unwrap();
    let least = table["p-value"].as_object().unwrap().values();
    let least = least.filter_map(Value::as_f64).fold(1.0, f64::min);
    // The sample takes logarithms.
    assert!(least > 0.0 && least < 1e-100, "{least}");
    for feature in &report.features {
        let rows = table["Feature"].as_object().unwrap();
        let Some((row, _)) = rows.iter().find(|(_, name)| **name == feature.name) else {
            continue;
        };
        let score = feature.drift_score;
        assert_eq!(
            table["drift_score"][row].as_f64(),
            score,
            "{}",
            feature.name
        );
    }
}

/// A Python that has pandas.
fn python() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join(".venv/bin/python");
    let has_pandas = |python: &PathBuf| {
        let run = Command::new(python).args(["-c", "import pandas"]).output();
        run.is_ok_and(|run| run.status.success())
    };
    let found = [own, PathBuf::from("python3")].into_iter().find(has_pandas);
    found.expect("neither .venv nor python3 has pandas")
}

/// Reads the list as a frame, and the table of every row as a frame, as the notebook of the sample does.
const READ: &str = "
import io, json, sys
import pandas as pd
frame = pd.read_json(io.StringIO(sys.stdin.read()))
tables = [pd.read_json(io.StringIO(text)) for text in frame['drift_df']]
print(json.dumps({
    'columns': sorted(frame.columns), 'rows': len(frame), 'accuracy': frame['accuracy'].tolist(),
    'end_time': [str(time) for time in frame['end_time']], 'table': list(tables[0].columns),
    'features': tables[0]['Feature'].tolist(), 'drift_score': tables[-1]['drift_score'].tolist(),
    'type': tables[0]['Column Type'].iloc[0]['name'],
}))
";

#[test]
#[cfg_attr(
    not(reference),
    ignore = "needs Python with pandas and ../shared/reference"
)]
#[cfg_attr(reference, ignore = "needs Python with pandas: make python-tests")]
fn pandas_reads_what_is_written() {
    let root = reference();
    let (mut session, report) = loans(&root);
    let written = exported(&mut session, "results_by_window.json").unwrap();
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join("results-for-pandas.json");
    std::fs::write(&scratch, &written).unwrap();
    let input = std::fs::File::open(&scratch).unwrap();
    let run = Command::new(python())
        .args(["-c", READ])
        .stdin(input)
        .output()
        .unwrap();
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
    let read: Value = serde_json::from_slice(&run.stdout).unwrap();
    assert_eq!(
        read["columns"],
        serde_json::json!(["accuracy", "drift_df", "end_time"])
    );
    assert_eq!(
        (read["rows"].as_u64(), read["type"].as_str()),
        (Some(12), Some("NUMERICAL"))
    );
    assert!(
        read["end_time"][0]
            .as_str()
            .unwrap()
            .starts_with("2024-06-03T09:00:00")
            || read["end_time"][0]
                .as_str()
                .unwrap()
                .starts_with("2024-06-03 09:00:00")
    );
    // The columns of the genuine files.
    let genuine =
        std::fs::read_to_string(root.join("byoc/census-drift-2021/hour-01/results.json")).unwrap();
    let genuine: Value = serde_json::from_str(&genuine).unwrap();
    let table: Value = serde_json::from_str(genuine["drift_df"].as_str().unwrap()).unwrap();
    let columns: Vec<&String> = table.as_object().unwrap().keys().collect();
    assert_eq!(read["table"], serde_json::json!(columns));
    let last = report
        .features
        .iter()
        .filter_map(|feature| feature.windows.last()?.drift_score);
    let scores: Vec<f64> = read["drift_score"]
        .as_array()
        .unwrap()
        .iter()
        .map(|score| score.as_f64().unwrap())
        .collect();
    for (found, expected) in scores.iter().zip(last) {
        assert!((found - expected).abs() < 1e-6, "{found} is not {expected}");
    }
    assert_eq!(scores.len(), read["features"].as_array().unwrap().len());
}

/// Statistics and violations of three hours as a monitor leaves them, made by Leeway from a part of the loans' captures each.
fn executions(root: &Path) -> Vec<Dropped> {
    let loans = root.join("loans");
    let captures = files_below(&loans.join("capture"));
    let mut reports = Vec::new();
    for (place, file) in captures.iter().enumerate().take(12) {
        // The captures of 08:00 are the first; a report's hour is one later.
        let folder = format!("reports/loans/hourly/2024/06/03/{:02}", place + 9);
        let mut alone = session();
        open(
            &mut alone,
            vec![
                dropped(&loans, &loans.join("baseline.csv"), None),
                dropped(&loans, file, None),
            ],
        )
        .unwrap();
        let mut hour = session();
        open(&mut hour, vec![dropped(&loans, file, None)]).unwrap();
        // Captures have no names; these are the baseline's, the label aside.
        let header = std::fs::read_to_string(loans.join("baseline.csv")).unwrap();
        let names: Vec<&str> = header.lines().next().unwrap().split(',').take(15).collect();
        let settings = serde_json::json!({"columns": names}).to_string();
        answer(&mut hour, Request::Set { settings }, Vec::new()).unwrap();
        let export = |session: &mut Session, name: &str| {
            let request = Request::Export {
                name: name.to_owned(),
            };
            match session.run(request, Vec::new()) {
                (Reply::Done(_), Some(bytes)) => bytes,
                (other, _) => panic!("{other:?}"),
            }
        };
        reports.push(text(
            &format!("{folder}/statistics.json"),
            export(&mut hour, "statistics.json"),
        ));
        reports.push(text(
            &format!("{folder}/constraint_violations.json"),
            export(&mut alone, "constraint_violations.json"),
        ));
    }
    reports
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn statistics_of_executions_are_windows_and_violations_have_their_hours() {
    let root = reference();
    let loans = root.join("loans");
    let mut files = executions(&root);
    files.push(dropped(&loans, &loans.join("baseline.csv"), None));
    let report = open(&mut session(), files).unwrap();
    let current = report.current.as_ref().unwrap();
    assert_eq!(current.from, Basis::Statistics);
    let labels: Vec<&str> = current
        .windows
        .iter()
        .map(|window| window.label.as_str())
        .collect();
    assert_eq!(
        (labels.len(), labels[0], labels[11]),
        (12, "2024-06-03 08:00", "2024-06-03 19:00")
    );
    assert!(current.windows.iter().all(|window| window.rows == 300));
    // The same drift as from the captures themselves: with 300 values a sketch holds them all.
    let exact: Value =
        serde_json::from_str(&std::fs::read_to_string(loans.join("expected-drift.json")).unwrap())
            .unwrap();
    let rate = report
        .features
        .iter()
        .find(|feature| feature.name == "interest_rate")
        .unwrap();
    for (window, hour) in rate.windows.iter().zip(exact["hours"].as_array().unwrap()) {
        let expected = hour["interest_rate"]["drift_score"].as_f64().unwrap();
        assert!(
            (window.drift_score.unwrap() - expected).abs() < 1e-9,
            "{window:?} {expected}"
        );
        assert_eq!(window.p_value, None);
    }
    let violations = report.violations_over_time.unwrap();
    assert_eq!(violations.labels, labels);
    // `make_loans.py`: the label "gig" comes with 14:00, the seventh hour.
    let domain = violations
        .checks
        .iter()
        .find(|check| check.feature == "employment" && check.check == "categorical_values_check")
        .unwrap();
    let fired: Vec<bool> = domain.descriptions.iter().map(Option::is_some).collect();
    assert_eq!(fired[..6], [false; 6]);
    assert!(
        fired[6..].iter().filter(|fired| **fired).count() as u64 == domain.fired
            && domain.fired > 0
    );
}
