//! The commands that do a job of somebody else: baselining, a schedule's container, made data, the page on this machine.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::program::{Folder, leeway, ran, run};
use crate::support::{files_below, read_json, reference};

fn loans() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/loans"))
}

/// The program as a schedule's container, with the environment that the service gives it.
fn monitor(out: &Folder, dataset: &Path, arguments: &[&str]) -> Command {
    let mut command = leeway(&["monitor", "--quiet", "--message"]);
    command.arg(out.path("message")).args(arguments);
    let format =
        r#"{"sagemakerCaptureJson":{"captureIndexNames":["endpointInput","endpointOutput"]}}"#;
    command
        .env("dataset_format", format)
        .env("dataset_source", dataset)
        .env("output_path", out.path("output"))
        .env(
            "baseline_constraints",
            out.path("baseline/constraints.json"),
        )
        .env("baseline_statistics", out.path("baseline/statistics.json"))
        .env("start_time", "2026-11-20T00:00:00Z")
        .env("end_time", "2026-11-20T10:00:00Z")
        .env("sagemaker_endpoint_name", "loans-endpoint")
        .env("sagemaker_monitoring_schedule_name", "hourly")
        .env("publish_cloudwatch_metrics", "Enabled");
    command
}

/// The message says how many violations the file names.
#[track_caller]
fn assert_message(out: &Folder) -> usize {
    let violations = read_json(&out.path("output/constraint_violations.json"));
    let violations = violations["violations"].as_array().unwrap().clone();
    for violation in &violations {
        for field in ["feature_name", "constraint_check_type", "description"] {
            assert!(violation[field].is_string(), "{violation}");
        }
    }
    let expected = match violations.len() {
        0 => "Completed: Job completed successfully with no violations.".to_owned(),
        count => {
            format!("CompletedWithViolations: Job completed successfully with {count} violations.")
        }
    };
    let message = fs::read_to_string(out.path("message")).unwrap();
    assert_eq!(message, expected);
    violations.len()
}

#[test]
fn a_baseline_stands_in_for_its_data() {
    let out = Folder::new("baseline");
    let made = ran(leeway(&["baseline", "baseline.csv", "--quiet", "--out"])
        .arg(out.path("made"))
        .current_dir(loans()));
    assert_eq!((made.code, made.err.as_str()), (0, ""));
    let statistics = read_json(&out.path("made/statistics.json"));
    let rows = fs::read_to_string(loans().join("baseline.csv"))
        .unwrap()
        .lines()
        .count()
        - 1;
    assert_eq!(statistics["dataset"]["item_count"], rows);
    let mut command = leeway(&["check", "--json", "-"]);
    command
        .arg(out.path("made"))
        .arg(loans().join("current.csv"));
    let report: Value = serde_json::from_str(&ran(&mut command).out).unwrap();
    assert_eq!(report["baseline"]["from"], "statistics");
    assert_eq!(report["data_quality"]["constraints_from"], "file");
}

#[test]
fn an_execution_leaves_what_the_contract_says() {
    let out = Folder::new("monitor");
    let lab = ran(leeway(&[
        "lab",
        "baseline.csv",
        "--scenario",
        "feature_systematic",
        "--out",
    ])
    .arg(out.path("lab"))
    .current_dir(loans()));
    assert_eq!((lab.code, lab.err.as_str()), (0, ""));
    let hour = out.path("captures/loans-endpoint/AllTraffic/2026/11/20/09");
    fs::create_dir_all(&hour).unwrap();
    let made = out.path("lab/feature_systematic/changed-capture.jsonl");
    fs::copy(made, hour.join("05-00-000-a.jsonl")).unwrap();
    let baseline = ran(leeway(&["baseline", "baseline.csv", "--out"])
        .arg(out.path("baseline"))
        .current_dir(loans()));
    assert_eq!(baseline.code, 0, "{}", baseline.err);
    let metrics = out.path("metrics.jsonl");
    let captures = out.path("captures");
    let mut command = monitor(&out, &captures, &["--metrics", &metrics.to_string_lossy()]);
    let made = ran(&mut command);
    assert_eq!((made.code, made.err.as_str()), (0, ""));
    assert!(assert_message(&out) > 0);
    let statistics = read_json(&out.path("output/statistics.json"));
    let captured = fs::read_to_string(hour.join("05-00-000-a.jsonl")).unwrap();
    assert_eq!(
        statistics["dataset"]["item_count"],
        captured.lines().count()
    );
    let first = fs::read_to_string(&metrics).unwrap();
    let first: Value = serde_json::from_str(first.lines().next().unwrap()).unwrap();
    let dimensions = json!([
        {"Name": "Endpoint", "Value": "loans-endpoint"},
        {"Name": "MonitoringSchedule", "Value": "hourly"}
    ]);
    assert_eq!(first["Dimensions"], dimensions);
}

#[test]
fn an_execution_that_cannot_be_made_says_so_in_its_message() {
    let out = Folder::new("monitor-refused");
    let mut command = monitor(&out, &out.path("nowhere"), &[]);
    let refused = ran(&mut command);
    assert_eq!(refused.code, 2);
    let message = fs::read_to_string(out.path("message")).unwrap();
    assert_eq!(refused.err, format!("leeway: {message}\n"));
    assert!(
        message.contains("constraints.json is not there"),
        "{message}"
    );
    let refused = ran(command.env("analysis_type", "MODEL_QUALITY"));
    assert!(refused.err.contains("MODEL_QUALITY"), "{}", refused.err);
}

/// Rows as captures of an endpoint, in hours of so many.
fn captured(rows: &[&str], of_hour: usize, folder: &Path) {
    for (hour, rows) in rows.chunks(of_hour).enumerate() {
        let folder = folder.join(format!("2026/11/20/{hour:02}"));
        fs::create_dir_all(&folder).unwrap();
        let event = |(place, row): (usize, &&str)| {
            let event = json!({
                "captureData": {"endpointInput": {
                    "observedContentType": "text/csv", "mode": "INPUT", "data": row, "encoding": "CSV"
                }},
                "eventMetadata": {
                    "eventId": format!("{hour}-{place}"),
                    "inferenceTime": format!("2026-11-20T{hour:02}:00:00Z")
                },
                "eventVersion": "0"
            });
            format!("{event}\n")
        };
        let text: String = rows.iter().enumerate().map(event).collect();
        fs::write(folder.join("00-00-000-a.jsonl"), text).unwrap();
    }
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn captures_of_the_census_are_an_execution() {
    let out = Folder::new("census");
    let training = reference().join("byoc/census-sample-run/train.csv.gz");
    let baseline = ran(leeway(&["baseline", "--out"])
        .arg(out.path("baseline"))
        .arg(&training));
    assert_eq!((baseline.code, baseline.err.as_str()), (0, ""));
    let rows = fs::read_to_string(reference().join("datasets/census/infer.csv")).unwrap();
    let columns = read_json(&out.path("baseline/constraints.json"));
    let columns = columns["features"].as_array().unwrap().len();
    let rows: Vec<&str> = rows.lines().collect();
    // A header is no row.
    let rows = match rows[0].starts_with(|letter: char| letter.is_ascii_digit()) {
        true => &rows[..],
        false => &rows[1..],
    };
    captured(rows, 1000, &out.path("captures/census/AllTraffic"));
    let training = training.to_string_lossy();
    let mut command = monitor(&out, &out.path("captures"), &["--baseline", &training]);
    let made = ran(&mut command);
    assert_eq!((made.code, made.err.as_str()), (0, ""));
    assert_message(&out);
    let statistics = read_json(&out.path("output/statistics.json"));
    assert_eq!(statistics["dataset"]["item_count"], rows.len());
    assert_eq!(
        statistics["features"].as_array().unwrap().len(),
        rows[0].split(',').count()
    );
    assert!(columns >= rows[0].split(',').count());
    let results = read_json(&out.path("output/results.json"));
    let table: Value = serde_json::from_str(results["drift_df"].as_str().unwrap()).unwrap();
    assert!(table["Feature"].as_object().unwrap().len() >= 14, "{table}");
}

#[test]
fn the_lab_writes_a_folder_for_each_scenario() {
    let out = Folder::new("lab");
    let configured = r#"{"leeway": 1, "columns": {"repaid": {"role": "label"}, "prediction": {"role": "prediction"}}}"#;
    fs::write(out.path("leeway.json"), configured).unwrap();
    let made = ran(
        leeway(&["lab", "baseline.csv", "--quiet", "--rows", "50", "--config"])
            .arg(out.path("leeway.json"))
            .arg("--out")
            .arg(out.path("lab"))
            .current_dir(loans()),
    );
    assert_eq!((made.code, made.err.as_str()), (0, ""));
    let names = files_below(&out.path("lab"));
    let names = names.iter().map(|path| {
        let within = path.strip_prefix(out.path("lab")).unwrap();
        within.to_string_lossy().into_owned()
    });
    let names: Vec<String> = names.collect();
    for file in [
        "changed.csv",
        "changed-capture.jsonl",
        "changed-labels.jsonl",
    ] {
        assert!(names.contains(&format!("concept/{file}")), "{names:?}");
    }
    let caught = run(
        &out.path("."),
        &format!(
            "check {}/baseline.csv lab/feature_systematic/changed.csv -q --fail-on drifted",
            loans().display()
        ),
    );
    assert_eq!((caught.code, caught.err.as_str()), (1, ""));
}

#[test]
fn the_page_is_served_with_its_files() {
    let out = Folder::new("serve");
    fs::create_dir(out.path("page")).unwrap();
    fs::write(out.path("page/index.html"), "<!doctype html>").unwrap();
    let mut command = leeway(&["serve", "--port", "0", "--baseline", "baseline.csv"]);
    command.arg(".").arg("--page").arg(out.path("page"));
    command.current_dir(loans()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let asked = |address: &str| {
        ureq::get(address)
            .call()
            .unwrap()
            .body_mut()
            .read_to_string()
    };
    let (root, list) = line.trim().split_once("?src=").unwrap();
    let list = list.split('&').next().unwrap();
    let listed: Value = serde_json::from_str(&asked(&format!("{root}{list}")).unwrap()).unwrap();
    assert_eq!(
        listed["files"][0],
        json!({"path": "baseline.csv", "role": "baseline"})
    );
    let served = asked(&format!("{root}files/current.csv")).unwrap();
    assert_eq!(
        served,
        fs::read_to_string(loans().join("current.csv")).unwrap()
    );
    assert_eq!(asked(root).unwrap(), "<!doctype html>");
    child.kill().unwrap();
    child.wait().unwrap();
}
