//! The files that the data-quality monitor saves, through the session, against their schemas and against each other.
#![allow(clippy::unwrap_used)]

#[path = "support/schema.rs"]
mod schema;
mod support;

use leeway::documents::Role;
use leeway::engine::Dropped;
use leeway::engine::Session;
use leeway::engine::protocol::Request;
use leeway::scenarios::loans;
use schema::schema_faults;
use serde_json::{Value, json};
use std::path::Path;
use support::{answer, dropped, exported, open, reference, session, text};

const FILES: [&str; 3] = [
    "statistics.json",
    "constraints.json",
    "constraint_violations.json",
];

fn metrics(session: &mut Session) -> Vec<Value> {
    let text = exported(session, "cloudwatch_metrics.jsonl").unwrap();
    let lines = text.lines().map(|line| serde_json::from_str(line).unwrap());
    lines.collect()
}

fn schema(name: &str) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/schemas");
    serde_json::from_str(&std::fs::read_to_string(folder.join(name)).unwrap()).unwrap()
}

/// Every file that the session saves is as its schema says.
fn assert_schemas(session: &mut Session) {
    for name in FILES {
        let file: Value = serde_json::from_str(&exported(session, name).unwrap()).unwrap();
        assert_eq!(schema_faults(&file, &schema(name), name), [""; 0]);
    }
    let schema = schema("cloudwatch_metrics.json");
    let lines = metrics(session);
    assert!(!lines.is_empty());
    for line in lines {
        assert_eq!(schema_faults(&line, &schema, "metric"), [""; 0]);
        let name = line["MetricName"].as_str().unwrap();
        let is_set = name.starts_with("feature_data_");
        assert_eq!(line["StatisticValues"].is_object(), is_set, "{name}");
        assert_eq!(line["Value"].is_number(), !is_set, "{name}");
    }
}

fn demo() -> Session {
    let mut session = session();
    answer(&mut session, Request::Demo { rows: 2000 }, Vec::new()).unwrap();
    session
}

/// The metric of that name at that time.
fn metric<'a>(lines: &'a [Value], name: &str, time: &str) -> &'a Value {
    let mut found = lines
        .iter()
        .filter(|line| line["MetricName"] == name && line["Timestamp"] == time);
    let first = found.next().unwrap_or_else(|| panic!("{name} {time}"));
    assert!(found.next().is_none(), "{name} {time} twice");
    first
}

#[test]
fn files_made_from_samples_are_as_their_schemas_say() {
    let mut session = demo();
    let strict = json!({"constraints": {"all": {"comparison_threshold": 0.01, "categorical_comparison_threshold": 0.01}}});
    let settings = strict.to_string();
    answer(&mut session, Request::Set { settings }, Vec::new()).unwrap();
    let violations: Value =
        serde_json::from_str(&exported(&mut session, "constraint_violations.json").unwrap())
            .unwrap();
    assert!(!violations["violations"].as_array().unwrap().is_empty());
    assert_schemas(&mut session);
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn files_of_genuine_executions_are_as_their_schemas_say() {
    let root = reference();
    for case in ["cookbook-numeric-2021-05", "cookbook-approval-2021-06"] {
        let folder = root.join("data-quality").join(case);
        let execution = folder.join("execution/statistics.json");
        let baseline = folder.join("baseline");
        let mut files = vec![dropped(&folder, &execution, Some("current"))];
        for name in ["statistics.json", "constraints.json"] {
            let path = baseline.join(name);
            files.extend(
                path.is_file()
                    .then(|| dropped(&folder, &path, Some("baseline"))),
            );
        }
        let mut session = session();
        open(&mut session, files).unwrap();
        assert_schemas(&mut session);
    }
}

#[test]
fn every_window_has_metrics_at_the_time_of_its_data() {
    let mut session = demo();
    let report = session.report().clone();
    let windows = report.current.unwrap().windows;
    assert!(windows.len() > 4);
    let named = json!({"endpoint": "loans", "schedule": "hourly"}).to_string();
    answer(&mut session, Request::Set { settings: named }, Vec::new()).unwrap();
    let lines = metrics(&mut session);
    let place = json!([{"Name": "Endpoint", "Value": "loans"}, {"Name": "MonitoringSchedule", "Value": "hourly"}]);
    assert!(lines.iter().all(|line| line["Dimensions"] == place));
    let mut rows = 0;
    for window in windows.iter().filter(|window| window.rows > 0) {
        let start = window.start.as_ref().unwrap();
        rows += window.rows;
        let data = metric(&lines, "feature_data_income", start);
        let share = metric(&lines, "feature_non_null_income", start)["Value"].as_f64();
        let present = data["StatisticValues"]["SampleCount"].as_f64();
        let expected = share.unwrap() * window.rows as f64;
        assert!((present.unwrap() - expected).abs() < 1e-6, "{start}");
    }
    assert_eq!(rows, session.report().current.as_ref().unwrap().rows);
}

/// The metrics of a window are those of a session that has its rows alone.
#[test]
fn a_window_is_measured_as_if_it_were_all() {
    let mut whole = demo();
    let lines = metrics(&mut whole);
    let start = whole.report().current.as_ref().unwrap().windows[2]
        .start
        .clone()
        .unwrap();
    let hour = &start[11..13];
    let files = loans::example(2000, whole.report().settings.rules.seed);
    let only: Vec<Dropped> = files
        .into_iter()
        .filter(|file| {
            file.role == Some(Role::Baseline) || file.path.contains(&format!("/{hour}/"))
        })
        .map(Dropped::from)
        .collect();
    assert!(only.len() >= 2);
    let mut alone = session();
    open(&mut alone, only).unwrap();
    let expected = metrics(&mut alone);
    assert!(expected.len() > 20);
    for line in expected {
        let name = line["MetricName"].as_str().unwrap();
        assert_eq!(line["Timestamp"], start.as_str());
        assert_eq!(metric(&lines, name, &start), &line);
    }
}

#[test]
fn executions_have_metrics_at_the_hour_before_their_own() {
    let mut session = demo();
    let statistics = exported(&mut session, "statistics.json").unwrap();
    let mut hourly = support::session();
    let path = |hour: u32| format!("reports/loans/hourly/2024/06/03/{hour}/statistics.json");
    let mut other: Value = serde_json::from_str(&statistics).unwrap();
    assert_eq!(other["features"][0]["name"], "age");
    other["features"][0]["numerical_statistics"]["max"] = json!(120.0);
    let files = vec![
        dropped_as("baseline/statistics.json", &statistics, "baseline"),
        dropped_as(&path(13), &statistics, "current"),
        dropped_as(&path(14), &other.to_string(), "current"),
    ];
    open(&mut hourly, files).unwrap();
    let lines = metrics(&mut hourly);
    for (time, largest) in [
        ("2024-06-03T12:00:00Z", None),
        ("2024-06-03T13:00:00Z", Some(120.0)),
    ] {
        let data = metric(&lines, "feature_data_age", time);
        if let Some(largest) = largest {
            assert_eq!(data["StatisticValues"]["Maximum"], largest);
        }
        assert_eq!(
            metric(&lines, "feature_baseline_drift_age", time)["Value"],
            0.0
        );
        assert_eq!(data["Dimensions"][0]["Value"], "loans");
    }
    assert_schemas(&mut hourly);
}

fn dropped_as(path: &str, content: &str, role: &str) -> Dropped {
    Dropped {
        role: Role::parse(role),
        ..text(path, content)
    }
}
