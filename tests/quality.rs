//! Captures and labels through the session: what goes together, what was found, what the report and the saved files say.
//!
//! Expected numbers are scikit-learn's (`oracle`, `loans/expected-quality.json`) or those of the short script that stands beside them.
#![allow(clippy::unwrap_used)]

mod support;

use leeway::documents::model_quality::ProblemType;
use leeway::engine::Session;
use leeway::monitors::{MonitorName, Status};
use leeway::report::Report;
use leeway::report::model_quality::{Metrics, ModelQuality};
use serde_json::{Value, json};
use std::path::Path;
use support::{
    assert_close, dropped, exported, files_below, open, read_json, reference, session, set, text,
};

/// Opens files and folders below the reference with their roles.
fn opened(paths: &[(&str, Option<&str>)]) -> (Session, Report) {
    let root = reference();
    let mut files = Vec::new();
    for (path, role) in paths {
        let path = root.join(path);
        let below = if path.is_dir() {
            files_below(&path)
        } else {
            vec![path]
        };
        files.extend(below.iter().map(|file| dropped(&root, file, *role)));
    }
    let mut session = session();
    let report = open(&mut session, files).unwrap();
    (session, report)
}

fn quality(report: &Report) -> &ModelQuality {
    report.model_quality.as_ref().unwrap()
}

/// Compares every metric that both have.
#[track_caller]
fn assert_metrics(what: &str, found: &Metrics, oracle: &Value) {
    let mut compared = 0;
    for (name, metric) in &found.metrics {
        if let Some(expected) = oracle.get(name) {
            assert_close(&format!("{what}: {name}"), metric.value, expected);
            compared += 1;
        }
    }
    assert!(compared >= 4, "{what}: {compared} metrics compared");
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn churns_validation_rows_alone_are_a_baseline() {
    let (mut session, report) = opened(&[("datasets/churn/validation_with_predictions.csv", None)]);
    let found = quality(&report);
    let root = reference();
    assert_eq!(
        (found.problem_type, found.side.name(), found.rows),
        (Some(ProblemType::Binary), "baseline", 201)
    );
    assert_metrics(
        "churn",
        &found.metrics,
        &read_json(&root.join("oracle/quality-churn.json")),
    );
    assert_eq!(
        serde_json::to_value(&found.metrics).unwrap()["confusion_matrix"],
        json!({"0": {"0": 173, "1": 0}, "1": {"0": 12, "1": 16}})
    );
    let constraints: Value =
        serde_json::from_str(&exported(&mut session, "model_quality_constraints.json").unwrap())
            .unwrap();
    assert_eq!(
        constraints,
        read_json(&root.join("model-quality/churn-2021-05/baseline/constraints.json"))
    );
    let statistics: Value =
        serde_json::from_str(&exported(&mut session, "model_quality_statistics.json").unwrap())
            .unwrap();
    assert_eq!(statistics["dataset"]["item_count"], 201);
    assert_eq!(
        statistics["binary_classification_metrics"]["auc"]["value"],
        0.9395127993393898
    );
    assert!(
        exported(&mut session, "model_quality_violations.json")
            .unwrap_err()
            .starts_with("Nothing was measured")
    );
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn wines_labels_go_with_five_records_a_request() {
    let (mut session, report) = opened(&[
        ("datasets/wine-scored/capture.jsonl", None),
        ("datasets/wine-scored/ground_truth.json", None),
        ("datasets/wine-scored/constraints.json", None),
    ]);
    let found = quality(&report);
    let oracle = read_json(&reference().join("oracle/quality-wine.json"));
    assert_eq!(
        (found.problem_type, found.rows, found.notes.as_slice()),
        (Some(ProblemType::Multiclass), 118, &[][..])
    );
    assert_metrics("wine", &found.metrics, &oracle);
    assert_eq!(
        serde_json::to_value(&found.metrics).unwrap()["confusion_matrix"],
        oracle["confusion_matrix"]
    );
    let join = found.join.as_ref().unwrap();
    assert_eq!(
        (
            join.captures,
            join.labels,
            join.joined,
            join.missing,
            join.unknown
        ),
        (118, 118, 118, 0, 0)
    );
    let check = report
        .checks
        .iter()
        .find(|check| check.monitor == MonitorName::ModelQuality)
        .unwrap();
    assert_eq!(
        (check.feature.as_str(), check.status, check.threshold),
        ("accuracy", Status::Violated, Some(0.95))
    );
    let violations: Value =
        serde_json::from_str(&exported(&mut session, "model_quality_violations.json").unwrap())
            .unwrap();
    assert_eq!(
        violations,
        json!({"violations": [{
            "constraint_check_type": "LessThanThreshold",
            "description": "Metric accuracy with 0.9067796610169492 was LessThanThreshold '0.95'",
            "metric_name": "accuracy",
        }]})
    );
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn diabetes_is_a_regression() {
    let (_, report) = opened(&[("datasets/wine-scored/regression-diabetes.csv", None)]);
    let found = quality(&report);
    assert_eq!(
        (found.problem_type, found.rows),
        (Some(ProblemType::Regression), 221)
    );
    assert_metrics(
        "diabetes",
        &found.metrics,
        &read_json(&reference().join("oracle/quality-diabetes.json")),
    );
    assert_eq!(found.residuals.len(), 7);
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn loans_of_the_current_file_are_the_oracles_by_the_hour() {
    let (mut session, _) = opened(&[
        ("loans/baseline.csv", Some("baseline")),
        ("loans/current.csv", Some("current")),
    ]);
    let report = set(
        &mut session,
        json!({"label": "repaid", "window": {"rows": 300}}),
    );
    let found = quality(&report);
    let oracle = read_json(&reference().join("loans/expected-quality.json"));
    assert_eq!(report.settings.rules.label.as_deref(), Some("repaid"));
    assert_metrics(
        "baseline",
        found.baseline.as_ref().unwrap(),
        &oracle["baseline"],
    );
    assert_metrics("current", &found.metrics, &oracle["current"]);
    assert_eq!(found.windows.len(), 12);
    for (hour, window) in found.windows.iter().enumerate() {
        assert_eq!(window.rows, 300);
        assert_metrics(
            &format!("hour {hour}"),
            &window.metrics,
            &oracle["hours"][hour],
        );
        // The thresholds are the baseline's own values: less is worse, but more false positives are.
        let of = |metrics: &Metrics, name: &str| metrics.value(name).unwrap();
        let baseline = found.baseline.as_ref().unwrap();
        let has = |name: &str| window.violated.iter().any(|known| known == name);
        for (name, sign) in [
            ("f1", 1.0),
            ("accuracy", 1.0),
            ("false_positive_rate", -1.0),
        ] {
            let is_worse = sign * of(&window.metrics, name) < sign * of(baseline, name);
            assert_eq!(has(name), is_worse, "hour {hour}, {name}");
        }
    }
}

/// The file's `false_positive_rates` are nine zeros.
#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn a_curve_that_is_cut_in_the_file_says_so() {
    let path = "model-quality/churn-2021-05/baseline/statistics.json";
    let (_, report) = opened(&[(path, Some("baseline"))]);
    let notes = &quality(&report).notes;
    assert!(
        notes.iter().any(|note| note.contains("beginning of the ROC curve, to a false positive rate of 0.")),
        "{notes:?}"
    );
    let whole = "model-quality/docs/binary/statistics.json";
    let (_, report) = opened(&[(whole, Some("baseline"))]);
    assert!(
        !quality(&report)
            .notes
            .iter()
            .any(|note| note.contains("beginning"))
    );
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn loans_captures_join_the_labels_that_arrived() {
    let (mut session, _) = opened(&[
        ("loans/baseline.csv", None),
        ("loans/capture", None),
        ("loans/ground-truth", None),
    ]);
    let report = set(&mut session, json!({"label": "repaid"}));
    let found = quality(&report);
    let root = reference();
    let oracle = read_json(&root.join("loans/expected-quality.json"));
    // Lines of the label files: 5 % of 3 600 never arrive.
    let lines: usize = files_below(&root.join("loans/ground-truth"))
        .iter()
        .map(|file| std::fs::read_to_string(file).unwrap().lines().count())
        .sum();
    let join = found.join.as_ref().unwrap();
    assert_eq!(
        (join.captures, join.joined, join.labels),
        (3600, lines as u64, lines as u64)
    );
    assert_eq!(
        (found.unmatched.captures, found.unmatched.labels),
        (3600 - lines as u64, 0)
    );
    assert_eq!(
        (join.late, join.duplicate, join.contradictory, join.repeated),
        (0, 0, 0, 0)
    );
    assert_eq!(found.windows.len(), 12);
    for (hour, window) in found.windows.iter().enumerate() {
        let full = &oracle["hours"][hour];
        // With m of 300 labels missing, a share of rows differs by at most m / (300 − m).
        let missing = 300.0 - window.rows as f64;
        let found = window.metrics.value("accuracy").unwrap();
        let gap = (found - full["accuracy"].as_f64().unwrap()).abs();
        assert!(
            gap <= missing / window.rows as f64,
            "hour {hour}: {gap} with {missing} missing"
        );
    }
    // The scenario's labels change their meaning from the seventh hour, 14:00, on.
    assert_eq!(found.since, Some(6), "{}", found.sentence);
    assert_eq!(
        report.current.as_ref().unwrap().windows[6].label,
        "2024-06-03 14:00"
    );
    assert!(
        found.sentence.contains("at 2024-06-03 14:00."),
        "{}",
        found.sentence
    );
    let violations = |hour: usize| &found.windows[hour].violations;
    assert!(violations(5).len() < violations(6).len());
    assert!(
        violations(6)
            .iter()
            .any(|text| text.starts_with("Metric f1 with 0.6")
                && text.contains(" +/- ")
                && text.contains(" was LessThanThreshold '0.79")),
        "{:?}",
        violations(6)
    );
    println!("{}", found.sentence);
}

/// Captured records, labels, records with one label (merged ones have their own), labels of no record, records of an id seen before: counted by twenty lines of Python (`json`, a `defaultdict(set)`
/// from a label's `eventId` to its values, looked up by a capture's `inferenceId`, else `eventId`).
#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn merged_and_ground_truth_folders_join_with_their_counts() {
    for (captures, labels, counts) in [
        (
            "merged-direct-marketing",
            "direct-marketing-2024-03",
            [2, 10, 2, 8, 0],
        ),
        (
            "csv-direct-marketing",
            "direct-marketing-2024-03",
            [1, 10, 0, 10, 0],
        ),
        (
            "sdk-monitor/capture.jsonl",
            "sdk-monitor",
            [44, 44, 44, 0, 0],
        ),
        ("csv-abalone-2021", "abalone-2021-05", [3, 300, 3, 297, 0]),
        (
            "csv-churn-inference-id",
            "churn-2021-05",
            [3, 334, 3, 331, 0],
        ),
        (
            "merged-churn-batch",
            "churn-batch-2022-10",
            [1, 334, 1, 334, 0],
        ),
        (
            "merged-churn-batch",
            "churn-batch-one-file-per-record",
            [1, 12, 1, 12, 0],
        ),
        (
            "merged-abalone",
            "abalone-2021-05",
            [520, 300, 520, 107, 327],
        ),
    ] {
        let (_, report) = opened(&[
            (&format!("capture/{captures}"), None),
            (&format!("ground-truth/{labels}"), None),
        ]);
        let join = quality(&report).join.clone().unwrap();
        let found = [
            join.captures,
            join.labels,
            join.joined,
            join.unknown,
            join.repeated,
        ];
        assert_eq!(found, counts, "{captures} {labels}");
        assert_eq!(
            (join.contradictory, join.duplicate),
            (0, 0),
            "{captures} {labels}"
        );
    }
    // Merged records carry their labels: 520, 1, 1, 1 and 2 lines.
    for (folder, problem, rows) in [
        ("merged-abalone", Some(ProblemType::Regression), 520),
        ("merged-adult-jsonl", Some(ProblemType::Binary), 1),
        ("merged-churn-batch", Some(ProblemType::Binary), 1),
        ("merged-adult-batch-jsonl", Some(ProblemType::Binary), 1),
        ("merged-direct-marketing", Some(ProblemType::Binary), 2),
    ] {
        let (_, report) = opened(&[(&format!("capture/{folder}"), None)]);
        let found = quality(&report);
        assert_eq!(
            (
                found.join.as_ref().unwrap().own,
                found.rows,
                found.problem_type
            ),
            (rows, rows, problem),
            "{folder}: {:?}",
            found.notes
        );
    }
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn every_file_of_the_monitor_opens_and_shows() {
    let root = reference();
    for folder in [
        "churn-2021-02",
        "churn-2021-05",
        "direct-marketing-2024-03",
        "docs/binary",
        "docs/multiclass",
        "docs/regression",
        "sdk-quality-check",
        "sdk-model-card",
        "deepar-sales-2024-10",
        "nutriscore-2025-10",
        "churn-2021-05b",
        "direct-marketing-2023-02",
    ] {
        let (_, report) = opened(&[(&format!("model-quality/{folder}"), None)]);
        let found = report
            .model_quality
            .as_ref()
            .unwrap_or_else(|| panic!("{folder}"));
        assert!(
            !found.metrics.metrics.is_empty() || found.reported.is_some(),
            "{folder}"
        );
        for source in &report.sources {
            assert!(!source.failed, "{folder}: {source:?}");
        }
    }
    let (_, report) = opened(&[("model-quality/churn-2021-05", None)]);
    let found = quality(&report);
    assert_eq!((found.reported, found.thresholds.len()), (Some(10), 11));
    assert_eq!(
        report
            .checks
            .iter()
            .filter(|check| check.reported.is_some())
            .count(),
        10
    );
    let _ = root;
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn a_custom_containers_alert_stands_beside_its_constraint() {
    let (_, report) = opened(&[
        (
            "byoc/forest-coverage-2024-05/constraints.json",
            Some("baseline"),
        ),
        (
            "byoc/forest-coverage-2024-05/constraint_violations.json",
            None,
        ),
    ]);
    let alert = report
        .checks
        .iter()
        .find(|check| check.monitor == MonitorName::ModelQuality && check.reported.is_some())
        .unwrap();
    assert_eq!(
        (
            alert.feature.as_str(),
            alert.threshold,
            alert.reported.as_ref().unwrap().value
        ),
        ("accuracy", Some(0.8042607307114923), Some(-1.0))
    );
}

/// A capture of one record with this answer and label.
fn event(id: &str, answer: &str, encoding: &str) -> String {
    json!({
        "captureData": {
            "endpointInput": {"observedContentType": "text/csv", "mode": "INPUT", "data": "1,2", "encoding": "CSV"},
            "endpointOutput": {"observedContentType": "x", "mode": "OUTPUT", "data": answer, "encoding": encoding},
        },
        "eventMetadata": {"eventId": id, "inferenceTime": "2024-06-03T08:00:00Z"},
        "eventVersion": "0",
    })
    .to_string()
}

fn label(id: &str, data: &str, encoding: &str) -> String {
    json!({"groundTruthData": {"data": data, "encoding": encoding}, "eventMetadata": {"eventId": id}, "eventVersion": "0"}).to_string()
}

fn events(list: &[String]) -> String {
    list.iter().map(|line| format!("{line}\n")).collect()
}

/// A session over captures and labels.
fn joined(captures: &[String], labels: &[String]) -> (Session, Report) {
    let mut session = session();
    let mut files = vec![text("capture/a.jsonl", events(captures))];
    if !labels.is_empty() {
        files.push(text("labels/2024/06/03/09/l.jsonl", events(labels)));
    }
    let report = open(&mut session, files).unwrap();
    (session, report)
}

#[test]
fn labels_are_one_however_they_are_written() {
    let captures: Vec<String> = (0..4)
        .map(|i| event(&i.to_string(), if i < 2 { "8" } else { "9.0" }, "CSV"))
        .collect();
    let labels = [
        label("0", "8.0", "CSV"),
        label("1", "08", "CSV"),
        label("2", "{\"label\": 9}", "JSON"),
        label("3", "8", "CSV"),
        label("3", "8.0", "CSV"),
    ];
    let (_, report) = joined(&captures, &labels);
    let found = quality(&report);
    assert_eq!(
        (found.rows, found.labels.as_slice()),
        (4, &["8".to_owned(), "9".to_owned()][..])
    );
    assert_eq!(found.metrics.value("accuracy"), Some(0.75));
    let join = found.join.as_ref().unwrap();
    assert_eq!((join.duplicate, join.contradictory, join.late), (1, 0, 4));
}

#[test]
fn predictions_are_found_in_every_shape() {
    let two = ["0", "1"].map(|id| (id, id));
    for (answers, encoding, prediction, probability) in [
        (["0.1", "0.9"], "CSV", None, Some("_out0")),
        (["0,0.1", "1,0.9"], "CSV", Some("_out0"), Some("_out1")),
        (
            [
                "{\"predicted_label\": 0, \"score\": 0.1}",
                "{\"predicted_label\": 1, \"score\": 0.9}",
            ],
            "JSON",
            Some("predicted_label"),
            Some("score"),
        ),
        (
            [
                "{\"predictions\": [{\"predicted_label\": 0, \"score\": 0.1}]}",
                "{\"predictions\": [{\"predicted_label\": 1, \"score\": 0.9}]}",
            ],
            "JSON",
            Some("predicted_label"),
            Some("score"),
        ),
        (
            [
                "{\"probabilities\": [0.9, 0.1]}",
                "{\"probabilities\": [0.1, 0.9]}",
            ],
            "JSON",
            Some("probabilities"),
            Some("probabilities"),
        ),
        (
            ["[0.9, 0.1]", "[0.1, 0.9]"],
            "JSON",
            Some("_out"),
            Some("_out"),
        ),
        (
            [
                "{\"predictions\": [[0.9, 0.1]]}",
                "{\"predictions\": [[0.1, 0.9]]}",
            ],
            "JSON",
            Some("_out"),
            Some("_out"),
        ),
    ] {
        let captures = [
            event("0", answers[0], encoding),
            event("1", answers[1], encoding),
        ];
        let labels = two.map(|(id, truth)| label(id, truth, "CSV"));
        let (mut session, report) = joined(&captures, &labels);
        let found = quality(&report);
        let settings = &report.settings;
        assert_eq!(
            (
                settings.rules.prediction.as_deref(),
                settings.rules.probability.as_deref()
            ),
            (prediction, probability),
            "{answers:?}"
        );
        assert_eq!(
            (
                found.rows,
                found.metrics.value("accuracy"),
                found.metrics.value("auc")
            ),
            (2, Some(1.0), Some(1.0)),
            "{answers:?}"
        );
        let report = set(&mut session, json!({"probability_threshold": 0.95}));
        assert_eq!(
            quality(&report).metrics.value("accuracy"),
            Some(0.5),
            "{answers:?}"
        );
    }
}

#[test]
fn a_jmespath_is_chosen_and_a_wrong_one_says_so() {
    let captures: Vec<String> = (0..2)
        .map(|i| {
            event(
                &i.to_string(),
                &format!(
                    "{{\"answer\": {{\"p\": [{}, {i}.0]}}, \"other\": 3}}",
                    1 - i
                ),
                "JSON",
            )
        })
        .collect();
    let labels = [label("0", "0", "CSV"), label("1", "1", "CSV")];
    let (mut session, _) = joined(&captures, &labels);
    let report = set(
        &mut session,
        json!({"probability": "predictions[*].answer.p | [0] | [1]", "prediction": null}),
    );
    let chosen = quality(&report).notes.clone();
    let report = set(
        &mut session,
        json!({"probability": "answer.p[1]", "prediction": null}),
    );
    assert_eq!(
        quality(&report).metrics.value("auc"),
        Some(1.0),
        "{chosen:?}"
    );
    let report = set(
        &mut session,
        json!({"probability": "max([answer.p[1], `0.25`])", "prediction": null}),
    );
    assert_eq!(quality(&report).metrics.value("brier"), Some(0.0625 / 2.0));
    let report = set(
        &mut session,
        json!({"probability": "predictions[*].nothing", "prediction": null}),
    );
    assert!(
        quality(&report).notes.iter().any(|note| note.starts_with(
            "\"predictions[*].nothing\" finds no probability in the current side. It has answer.p.0"
        )),
        "{:?}",
        quality(&report).notes
    );
    let report = set(
        &mut session,
        json!({"probability": "predictions[*", "prediction": null}),
    );
    assert!(
        quality(&report).notes[1].contains("is not a JMESPath expression"),
        "{:?}",
        quality(&report).notes
    );
}

#[test]
fn bad_input_is_counted_and_said() {
    // Labels for unknown events, an event twice with different labels, an empty label, a repeated event.
    let captures: Vec<String> = ["a", "b", "c", "d", "a"]
        .iter()
        .map(|id| event(id, "1", "CSV"))
        .collect();
    let labels = [
        label("a", "1", "CSV"),
        label("b", "1", "CSV"),
        label("b", "0", "CSV"),
        label("x", "1", "CSV"),
        label("y", "0", "CSV"),
        label("c", "", "CSV"),
    ];
    let (_, report) = joined(&captures, &labels);
    let found = quality(&report);
    let join = found.join.as_ref().unwrap();
    assert_eq!(
        (
            join.joined,
            join.contradictory,
            join.unknown,
            join.missing,
            join.repeated
        ),
        (2, 1, 2, 2, 1)
    );
    assert_eq!((found.unmatched.captures, found.unmatched.labels), (3, 2));
    // One class only.
    let auc = found.metrics.get("auc").unwrap();
    assert_eq!(
        (auc.value, auc.reason.as_deref()),
        (
            None,
            Some("There are no probabilities, and this is computed from them.")
        )
    );
    let specificity = found.metrics.get("true_negative_rate").unwrap();
    assert_eq!(
        specificity.reason.as_deref(),
        Some("Every row has the positive label, so there is nothing to tell it from.")
    );

    // Probabilities outside 0 to 1.
    let captures: Vec<String> = [("a", "0,1.5"), ("b", "1,2.5")]
        .iter()
        .map(|(id, answer)| event(id, answer, "CSV"))
        .collect();
    let (mut session, _) = joined(&captures, &[label("a", "0", "CSV"), label("b", "1", "CSV")]);
    let report = set(
        &mut session,
        json!({"probability": "_out1", "prediction": "_out0"}),
    );
    let found = quality(&report);
    assert_eq!(found.metrics.value("auc"), Some(1.0));
    assert!(
        found
            .metrics
            .get("brier")
            .unwrap()
            .reason
            .as_ref()
            .unwrap()
            .contains("is not between 0 and 1")
    );
    assert!(
        found.notes[0].starts_with("2 labelled rows have a probability outside 0 to 1"),
        "{:?}",
        found.notes
    );

    // Labels that belong to nothing.
    let (_, report) = joined(&captures, &[label("q", "0", "CSV")]);
    let found = quality(&report);
    assert!(
        found.notes[0].starts_with("No label belongs to a captured row"),
        "{:?}",
        found.notes
    );
    assert_eq!(found.unmatched.captures, 2);

    // No labels at all.
    let (_, report) = joined(&captures, &[]);
    assert_eq!(report.model_quality, None);
}

#[test]
fn a_label_that_the_baseline_never_had_is_named() {
    let mut session = session();
    let baseline = "label,prediction\n0,0\n1,1\n0,1\n";
    let current = "label,prediction\n0,0\n2,1\n1,1\n";
    let report = open(
        &mut session,
        vec![text("train.csv", baseline), text("current.csv", current)],
    )
    .unwrap();
    let found = quality(&report);
    assert_eq!(
        (found.problem_type, found.rows),
        (Some(ProblemType::Binary), 2)
    );
    assert_eq!(
        found.notes[0],
        "The baseline never had the label \"2\". Rows with it are left out of the metrics, which are about two labels."
    );
    assert!(found.notes[1].starts_with("1 labelled row has a label that is none of the two"));
}

#[test]
fn claritys_configuration_is_honoured() {
    let mut session = session();
    let captures = [
        event(
            "0",
            "{\"predictions\": [{\"a\": 0, \"s\": 0.4, \"z\": 1}]}",
            "JSON",
        ),
        event(
            "1",
            "{\"predictions\": [{\"a\": 1, \"s\": 0.6, \"z\": 0}]}",
            "JSON",
        ),
    ];
    let labels = [label("0", "0", "CSV"), label("1", "1", "CSV")];
    let config = json!({"dataset_type": "application/json", "label": "instances[*].label", "methods": {}, "predictor": {"label": "predictions[*].a", "probability": "predictions[*].s"}, "probability_threshold": 0.7}).to_string();
    let files = vec![
        text("capture/a.jsonl", events(&captures)),
        text("labels/l.jsonl", events(&labels)),
        text("analysis_config.json", config),
    ];
    let report = open(&mut session, files).unwrap();
    assert_eq!(
        report.settings.rules.prediction.as_deref(),
        Some("predictions[*].a")
    );
    let found = quality(&report);
    assert_eq!(
        (
            found.threshold,
            found.metrics.value("accuracy"),
            found.metrics.value("auc")
        ),
        (Some(0.7), Some(0.5), Some(1.0))
    );
}

#[test]
fn batch_outputs_join_by_their_appended_id() {
    let mut session = session();
    let ids = [
        "1f1d57b1-2e6f-488c-8c30-db4e6d757861",
        "22f1d7b1-2e6f-488c-8c30-db4e6d757862",
    ];
    let rows = format!(
        "5,0, {},2022-08-30T00:49:15Z\n7,1, {},2022-08-30T00:49:15Z\n",
        ids[0], ids[1]
    );
    let labels = [label(ids[1], "1", "CSV"), label(ids[0], "1", "CSV")];
    let report = open(
        &mut session,
        vec![
            text("out/dummy.csv.out", rows),
            text("labels/l.jsonl", events(&labels)),
        ],
    )
    .unwrap();
    let report = match report
        .model_quality
        .as_ref()
        .is_some_and(|found| found.rows == 2)
    {
        true => report,
        false => set(&mut session, json!({"prediction": "_c1"})),
    };
    let join = quality(&report).join.clone().unwrap();
    assert_eq!((join.captures, join.joined), (2, 2));
    assert_eq!(
        quality(&report).rows,
        2,
        "{:?} {:?}",
        quality(&report).notes,
        report.settings
    );
    // JSON Lines.
    let lines = format!(
        "{}\n{}\n",
        json!({"SageMakerInferenceId": ids[0], "SageMakerInferenceTime": "2022-08-30T00:49:15Z", "SageMakerOutput": {"predicted_label": 1, "score": 0.9}, "features": [1, 2]}),
        json!({"SageMakerInferenceId": ids[1], "SageMakerInferenceTime": "2022-08-30T00:49:15Z", "SageMakerOutput": {"predicted_label": 0, "score": 0.2}, "features": [1, 2]})
    );
    let mut session = support::session();
    let report = open(
        &mut session,
        vec![
            text("out/dummy.jsonl.out", lines),
            text("labels/l.jsonl", events(&labels)),
        ],
    )
    .unwrap();
    assert_eq!(
        (
            quality(&report).rows,
            quality(&report).metrics.value("accuracy")
        ),
        (2, Some(0.5))
    );
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn metrics_for_cloudwatch_have_model_monitors_names() {
    let (mut session, _) = opened(&[
        ("loans/baseline.csv", Some("baseline")),
        ("loans/current.csv", Some("current")),
    ]);
    set(&mut session, json!({"label": "repaid"}));
    let lines = exported(&mut session, "model_quality_metrics.jsonl").unwrap();
    let mut names: Vec<String> = lines
        .lines()
        .map(|line| {
            serde_json::from_str::<Value>(line).unwrap()["MetricName"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    names.sort();
    let listed = read_json(&reference().join("cloudwatch/model-quality-metric-names-2023-03.json"));
    let mut expected: Vec<String> = listed["MetricNames"]
        .as_array()
        .unwrap()
        .iter()
        .map(|name| name.as_str().unwrap().to_owned())
        .collect();
    expected.sort();
    assert_eq!(names, expected);
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn the_report_survives_a_write_and_read() {
    let (_, report) = opened(&[
        ("loans/baseline.csv", Some("baseline")),
        ("loans/current.csv", Some("current")),
    ]);
    let text = serde_json::to_string(&report).unwrap();
    assert_eq!(serde_json::from_str::<Report>(&text).unwrap(), report);
}

/// The expected side is the same files with the other rows taken out of them, opened alone.
#[test]
fn brushes_select_the_rows_that_are_measured() {
    let loans = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/loans");
    let read = |name: &str| std::fs::read_to_string(loans.join(name)).unwrap();
    let (baseline, current) = (read("baseline.csv"), read("current.csv"));
    let header = current.lines().next().unwrap();
    let region = header.split(',').position(|name| name == "region").unwrap();
    let chosen = current
        .lines()
        .nth(1)
        .and_then(|line| line.split(',').nth(region))
        .unwrap();
    let kept: Vec<&str> = current
        .lines()
        .enumerate()
        .filter(|(at, line)| *at == 0 || line.split(',').nth(region) == Some(chosen))
        .map(|(_, line)| line)
        .collect();
    let both = |current: String| {
        let mut session = session();
        let files = vec![
            text("baseline.csv", baseline.clone()),
            text("current.csv", current),
        ];
        open(&mut session, files).unwrap();
        let report = set(&mut session, json!({"label": "repaid"}));
        (session, report)
    };
    let (mut session, whole) = both(current.clone());
    let (_, alone) = both(format!("{}\n", kept.join("\n")));
    let brush = json!({"selection": [{"feature": "region", "labels": [chosen]}]});
    let brushed = set(&mut session, brush);
    let facts = |report: &Report| {
        let quality = quality(report);
        (
            quality.rows,
            serde_json::to_value(&quality.metrics).unwrap(),
        )
    };
    assert!(kept.len() > 100 && facts(&whole).0 > facts(&alone).0);
    assert_eq!(facts(&brushed), facts(&alone));
    assert_eq!(
        facts(&set(&mut session, json!({"selection": []}))),
        facts(&whole)
    );
}
