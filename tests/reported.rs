//! What monitors left behind without data: violations alone, of one run and of several, and executions as jobs write their folders. Every number is the file's.
#![allow(clippy::unwrap_used)]

mod support;

use leeway::engine::Session;
use leeway::monitors::{Agreement, MonitorName, Status};
use leeway::presentation::bias::distances;
use leeway::presentation::runs;
use leeway::presentation::sentence::sentence;
use leeway::report::{Check, Report};
use serde_json::Value;
use std::path::{Path, PathBuf};

use support::*;

/// The five folders of violations, one for each scenario.
const SCENARIOS: [&str; 5] = [
    "concept_drift",
    "explainability_drift",
    "feature_drift",
    "feature_drift_systematic",
    "label_drift",
];

fn byom(path: &str) -> PathBuf {
    reference().join("byom").join(path)
}

/// Opens a folder below the sample's output as one would drop it.
fn drop_folder(session: &mut Session, path: &str) -> Report {
    let folder = byom(path);
    let root = folder.parent().unwrap().to_path_buf();
    let files = files_below(&folder);
    let files = files.iter().map(|file| dropped(&root, file, None));
    open(session, files.collect()).unwrap()
}

/// The violations of all files below a folder, as they stand.
fn violations(folder: &Path) -> Vec<Value> {
    let files = files_below(folder).into_iter();
    let files = files.filter(|file| file.ends_with("constraint_violations.json"));
    let list = |file: PathBuf| read_json(&file)["violations"].as_array().unwrap().clone();
    files.flat_map(list).collect()
}

/// The first two numbers of a sentence that are no standard deviation: what was observed, and what it was held against.
fn numbers(violation: &Value) -> [f64; 2] {
    let description = violation["description"].as_str().unwrap();
    let before = description.split(" +/- ").next().unwrap();
    let after = description.split(" was ").last().unwrap();
    let words = [before, if before == after { "" } else { after }].join(" ");
    let words = words.split_whitespace();
    let found = words.filter_map(|word| word.trim_matches('\'').parse::<f64>().ok());
    let found: Vec<f64> = found.collect();
    found.try_into().unwrap()
}

/// The reported violations among the checks.
fn alone(report: &Report) -> Vec<&Check> {
    let checks = report.checks.iter();
    checks.filter(|check| check.is_reported_alone()).collect()
}

/// Every violation of the files is a check with the file's numbers, and nothing is said to agree or to differ.
#[track_caller]
fn assert_all_are_reported(report: &Report, expected: &[Value]) {
    let found = alone(report);
    assert_eq!(found.len(), expected.len());
    for violation in expected {
        let description = violation["description"].as_str().unwrap();
        let check = found
            .iter()
            .find(|check| check.description.as_deref() == Some(description));
        let check = check.unwrap_or_else(|| panic!("{description} is not among the checks"));
        let [observed, held_against] = numbers(violation);
        assert_eq!(check.status, Status::Violated, "{description}");
        assert_eq!(check.observed, Some(observed), "{description}");
        assert_eq!(check.threshold, Some(held_against), "{description}");
        let reported = check.reported.as_ref().unwrap();
        assert_eq!(reported.agreement, Agreement::NotRecomputed);
        assert_eq!(reported.value, Some(observed));
    }
    let json = serde_json::to_string(report).unwrap();
    for claim in ["agrees", "differs", "disagree in", "none farther"] {
        assert!(
            !json.contains(claim),
            "it says {claim:?} where nothing was recomputed"
        );
    }
}

fn reports(report: &Report) -> [Option<u64>; 4] {
    [
        report.data_quality.as_ref().and_then(|part| part.reported),
        report.model_quality.as_ref().and_then(|part| part.reported),
        report.bias.as_ref().and_then(|part| part.reported),
        report.attribution.as_ref().and_then(|part| part.reported),
    ]
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn violations_alone_are_all_there_with_their_numbers() {
    for scenario in SCENARIOS {
        let mut session = session();
        let path = format!("docs/{scenario}");
        let report = drop_folder(&mut session, &path);
        let expected = violations(&byom(&path));
        assert_all_are_reported(&report, &expected);
        assert!(report.runs.is_empty(), "{scenario}");
        let of = |folder: &str| Some(violations(&byom(&path).join(folder)).len() as u64);
        let counted = [of("data-quality"), of("model-quality"), of("bias"), None];
        assert_eq!(reports(&report), counted, "{scenario}");
        let headline = sentence(&report).headline().to_owned();
        let start = format!(
            "{} checks of one run were violated, as reported: ",
            expected.len()
        );
        assert!(headline.starts_with(&start), "{headline}");
    }
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn a_run_of_violations_alone_is_a_whole_page() {
    let mut session = session();
    let report = drop_folder(&mut session, "docs/concept_drift");
    assert_eq!(
        sentence(&report).headline(),
        "15 checks of one run were violated, as reported: accuracy 0.67 under 0.843, RD of foreign_worker 1 from −0.01586 on the baseline to −0.1045, F1 0.7418 under 0.8918, and 12 more."
    );
    let quality = report.model_quality.as_ref().unwrap();
    assert_eq!(quality.metrics.value("accuracy"), Some(0.67));
    assert_eq!(quality.thresholds["accuracy"].threshold, 0.843);
    assert_eq!((quality.violated, quality.not_recomputed), (0, 10));
    let drawn = runs::performance(&report);
    assert_eq!(drawn.rows.len(), 10);
    assert!(drawn.rows.iter().all(|row| row.is_violated));
    let bias = report.bias.as_ref().unwrap();
    assert_eq!((bias.violated, bias.not_recomputed), (0, 5));
    let drawn = distances(&bias.facets[0]);
    let far = drawn.rows.iter().filter(|row| row.is_violated);
    assert_eq!(far.count(), 5);
    assert!(drawn.rows.iter().all(|row| row.baseline.is_some()));
    let report = drop_folder(&mut support::session(), "docs/explainability_drift");
    let distances = runs::distances(&report).rows;
    let distances: Vec<_> = distances
        .iter()
        .map(|row| (row.label.as_str(), row.current, row.threshold))
        .collect();
    let expected = [
        ("duration", Some(0.7035015528100076), Some(0.1)),
        ("status", Some(0.4625015528100076), Some(0.1)),
    ];
    assert_eq!(distances, expected);
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn five_folders_of_violations_are_five_runs() {
    let mut session = session();
    let report = drop_folder(&mut session, "docs");
    let names: Vec<&str> = report.runs.iter().map(|run| run.name.as_str()).collect();
    assert_eq!(names, SCENARIOS);
    for run in &report.runs {
        let of = |folder: &str| violations(&byom("docs").join(&run.name).join(folder)).len() as u64;
        let parts = [&run.data_quality, &run.model_quality, &run.bias];
        let folders = ["data-quality", "model-quality", "bias"];
        for (part, folder) in parts.into_iter().zip(folders) {
            let part = part
                .as_ref()
                .unwrap_or_else(|| panic!("{} {folder}", run.name));
            let found = (
                part.checked,
                part.violated,
                part.not_recomputed,
                part.reported,
            );
            assert_eq!(
                found,
                (0, 0, of(folder), Some(of(folder))),
                "{} {folder}",
                run.name
            );
        }
    }
    let patterns: Vec<&str> = report.runs.iter().map(|run| run.pattern.name()).collect();
    assert_eq!(
        patterns,
        ["concept", "feature", "feature", "feature", "bias"]
    );
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn folders_of_one_time_are_one_execution() {
    let mut session = session();
    let report = drop_folder(&mut session, "ana3");
    assert!(report.runs.is_empty());
    let current = report.current.as_ref().unwrap();
    assert_eq!(current.rows, 1000);
    assert_eq!(reports(&report), [Some(2), Some(7), Some(4), Some(1)]);
    assert!(alone(&report).is_empty());
    assert_agreed(&report);
}

/// Every reported violation was recomputed from what the files hold, with the same number; but the sample's score of attributions weighs places otherwise than nDCG.
#[track_caller]
fn assert_agreed(report: &Report) {
    let named = report.checks.iter().filter_map(|check| {
        let reported = check.reported.as_ref()?;
        reported.description.as_ref()?;
        Some((check, reported.agreement))
    });
    for (check, agreement) in named {
        let expected = match check.monitor {
            MonitorName::Attribution => Agreement::Differs,
            _ => Agreement::Agrees,
        };
        assert_eq!(agreement, expected, "{} {}", check.feature, check.check);
    }
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn executions_by_scenario_are_runs_with_all_monitors() {
    let mut session = session();
    let report = drop_folder(&mut session, "ana4");
    let names: Vec<&str> = report.runs.iter().map(|run| run.name.as_str()).collect();
    assert_eq!(names, SCENARIOS);
    for run in &report.runs {
        let parts = [&run.data_quality, &run.model_quality, &run.bias];
        for part in parts.into_iter().flatten() {
            assert!(part.checked > 0 && part.not_recomputed == 0, "{}", run.name);
        }
    }
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn an_analysis_beside_violations_is_of_the_execution() {
    let folder = byom("ana3/results-model-bias-2024-01-01-00-00-00");
    let baseline = byom("ana3/baselining/bias/analysis.json");
    let mut session = session();
    let at = |name: &str, file: PathBuf| {
        let content = std::fs::read_to_string(file).unwrap();
        text(name, content)
    };
    let files = vec![
        at("job-17/analysis.json", folder.join("analysis.json")),
        at(
            "job-17/constraint_violations.json",
            folder.join("constraint_violations.json"),
        ),
        at("baseline/analysis.json", baseline),
    ];
    let report = open(&mut session, files).unwrap();
    assert_eq!(report.bias.as_ref().unwrap().not_recomputed, 0);
    assert_agreed(&report);
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn altered_files_are_recomputed_and_nothing_is_reported() {
    let mut session = session();
    let report = drop_folder(&mut session, "files");
    assert_eq!(report.runs.len(), 3);
    assert!(report.runs.iter().all(|run| run.tested > 0));
    assert!(report.checks.iter().all(|check| check.reported.is_none()));
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn violations_alone_are_saved_and_published() {
    let mut session = session();
    let report = drop_folder(&mut session, "docs/explainability_drift");
    for (name, monitor) in [
        ("constraint_violations.json", "data-quality"),
        ("model_quality_violations.json", "model-quality"),
        ("bias_violations.json", "bias"),
    ] {
        let saved: Value = serde_json::from_str(&exported(&mut session, name).unwrap()).unwrap();
        let expected = violations(&byom("docs/explainability_drift").join(monitor));
        let described = |list: &[Value]| {
            let mut words: Vec<String> = list
                .iter()
                .map(|one| one["description"].to_string())
                .collect();
            words.sort();
            words
        };
        let saved = saved["violations"].as_array().unwrap();
        assert_eq!(described(saved), described(&expected), "{name}");
    }
    let metrics = exported(&mut session, "cloudwatch_metrics.jsonl").unwrap();
    let metrics: Vec<Value> = metrics
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let found: Vec<(&str, f64)> = metrics
        .iter()
        .map(|metric| {
            (
                metric["MetricName"].as_str().unwrap(),
                metric["Value"].as_f64().unwrap(),
            )
        })
        .collect();
    let expected = [
        ("feature_baseline_drift_status", 0.4625015528100076),
        ("feature_baseline_drift_duration", 0.7035015528100076),
    ];
    assert_eq!(found, expected);
    set(&mut session, serde_json::json!({"pipeline": "credit"}));
    let requests = exported(&mut session, "put_metric_data.jsonl").unwrap();
    let request: Value = serde_json::from_str(requests.lines().next().unwrap()).unwrap();
    assert_eq!(
        request["Namespace"],
        "aws/sagemaker/ModelBuildingPipeline/data-metrics"
    );
    assert_eq!(request["MetricData"][0]["Dimensions"][0]["Value"], "credit");
    assert_eq!(report.violations_over_time, None);
}

#[test]
fn the_time_of_a_folder_is_that_of_its_metrics_and_an_alarm_has_a_state() {
    let mut session = session();
    let violations = r#"{"violations": [{"feature_name": "fare_amount", "constraint_check_type": "baseline_drift_check",
        "description": "Baseline drift distance: 0.5 exceeds threshold: 0.1"}]}"#;
    let alarm = r#"{"stage_name": "prod", "drift_config": {"metric_name": "feature_baseline_drift_fare_amount", "metric_threshold": 0.4}}"#;
    let files = vec![
        text(
            "results-data-quality-2024-01-01-06-00-00/constraint_violations.json",
            violations.to_owned(),
        ),
        text("prod-config.json", alarm.to_owned()),
    ];
    let report = open(&mut session, files).unwrap();
    let state = report
        .checks
        .iter()
        .find(|check| check.check == "cloudwatch_alarm")
        .unwrap();
    assert_eq!(
        (state.status, state.observed, state.threshold),
        (Status::Violated, Some(0.5), Some(0.4))
    );
    assert_eq!(alone(&report).len(), 1);
    let rows = runs::distances(&report).rows;
    let labels: Vec<&str> = rows.iter().map(|row| row.label.as_str()).collect();
    assert_eq!(labels, ["fare_amount", "fare_amount (alarm)"]);
    let metrics = exported(&mut session, "cloudwatch_metrics.jsonl").unwrap();
    assert!(metrics.contains("2024-01-01T06:00:00Z"), "{metrics}");
}

#[test]
fn what_cannot_be_used_says_so() {
    let note = |name: &str, content: &str, role: Option<&str>| {
        let mut session = session();
        let mut file = text(name, content.to_owned());
        file.role = role.and_then(leeway::documents::Role::parse);
        let report = open(&mut session, vec![file]).unwrap();
        let notes = report.sources[0].notes.iter();
        notes
            .map(|note| note.what.clone())
            .collect::<Vec<_>>()
            .join(" ")
    };
    let unknown = note("a.json", r#"{"hello": {"a": 1}, "b": [{"c": [1]}]}"#, None);
    assert!(unknown.contains("no document that is known"), "{unknown}");
    let prose = note(
        "a.asc",
        "No table is here.\n\nNor here, as one sees.\n",
        Some("baseline"),
    );
    assert!(
        prose.contains("Nothing of this file can be used as baseline"),
        "{prose}"
    );
}

#[test]
fn metrics_of_a_home_made_container_are_model_quality() {
    let mut session = session();
    let files = vec![text(
        "execution/statistics.json",
        r#"{"metrics": {"accuracy": {"value": 0.8, "standard_deviation": "NaN"}, "f1_score": 0.7}}"#.to_owned(),
    )];
    let report = open(&mut session, files).unwrap();
    let quality = report.model_quality.unwrap();
    assert_eq!(quality.metrics.value("accuracy"), Some(0.8));
    assert_eq!(quality.metrics.value("f1"), Some(0.7));
}
