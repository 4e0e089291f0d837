//! A loaded pipeline through the session: captured answers are held against it, attributions are of the data's own columns, and rows without answers are scored.
//!
//! Expected values are the pipeline's own, from scikit-learn and XGBoost: `tests/data/models/make.py`.
#![allow(clippy::unwrap_used)]

mod support;

use leeway::engine::Session;
use leeway::engine::protocol::{Outcome, Reply, Request};
use leeway::report::Report;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use support::{open, read_json, session, set, text};

const SETS: [&str; 5] = ["xgb-1.0", "xgb-1.3", "xgb-1.7", "xgb-2.1", "xgb-3.2"];
/// Lists of encoded columns by the raw column that they are made of, as make.py has the steps.
const RAW: [(&str, &[usize]); 10] = [
    ("income", &[0, 2]),
    ("age", &[1]),
    ("savings", &[3]),
    ("credit_score", &[4]),
    ("utilisation", &[5]),
    ("employment", &[6, 7, 8, 9, 10, 11, 12]),
    ("region", &[13, 14, 15, 16, 17, 18, 19, 20, 21, 22]),
    ("gender", &[23]),
    ("purpose", &[24]),
    ("term_months", &[25]),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/models")
}

fn expected(set: &str) -> Value {
    read_json(&folder().join(set).join("expected.json"))["models"]["pipeline.joblib"].clone()
}

fn answers(set: &str) -> Vec<f64> {
    let expected = expected(set);
    let answers = expected["answer"].as_array().unwrap();
    answers
        .iter()
        .map(|answer| answer.as_f64().unwrap())
        .collect()
}

/// The rows, each `times` over, with more columns.
fn rows(times: usize, more: &[(&str, &dyn Fn(usize) -> String)]) -> String {
    let rows = std::fs::read_to_string(folder().join("rows.csv")).unwrap();
    let mut lines = rows.lines();
    let mut head = vec![lines.next().unwrap().to_owned()];
    head.extend(more.iter().map(|(name, _)| (*name).to_owned()));
    let lines: Vec<&str> = lines.collect();
    let mut written = vec![head.join(",")];
    for _ in 0..times {
        for (row, line) in lines.iter().enumerate() {
            let mut fields = vec![(*line).to_owned()];
            fields.extend(more.iter().map(|(_, of)| of(row)));
            written.push(fields.join(","));
        }
    }
    written.join("\n") + "\n"
}

fn model(set: &str) -> Vec<u8> {
    std::fs::read(folder().join(set).join("pipeline.joblib")).unwrap()
}

fn truth(row: usize) -> String {
    u8::from(!row.is_multiple_of(3)).to_string()
}

fn opened(name: &str, current: String) -> (Session, Report) {
    let has_answers = current.lines().next().unwrap().ends_with("probability");
    let mut session = session();
    let files = vec![
        text("baseline.csv", rows(4, &[("repaid", &truth)])),
        text("current.csv", current),
        text("pipeline.joblib", model(name)),
    ];
    open(&mut session, files).unwrap();
    let mut known = json!({"label": "repaid"});
    if has_answers {
        known["probability"] = json!("probability");
    }
    let report = set(&mut session, known);
    (session, report)
}

#[test]
fn captured_answers_are_held_against_the_model() {
    for name in SETS {
        let answers = answers(name);
        let captured = |row: usize| format!("{:.5}", answers[row]);
        let current = rows(4, &[("repaid", &truth), ("probability", &captured)]);
        let facts = opened(name, current).1.attribution.unwrap().model.unwrap();
        let found = facts.captured.unwrap();
        assert_eq!(
            found.sentence,
            "96 of 96 captured answers are this model's; it is the model that was monitored."
        );
        // A region that no training row had is none to this encoder, and does not stop it.
        assert_eq!(
            (found.compared, found.alike, facts.unknown_rows),
            (96, 96, 0)
        );
        let other = |row: usize| match row % 4 {
            0 => "0.111".to_owned(),
            _ => captured(row),
        };
        let current = rows(4, &[("repaid", &truth), ("probability", &other)]);
        let facts = opened(name, current).1.attribution.unwrap().model.unwrap();
        let found = facts.captured.unwrap();
        assert_eq!(
            (found.compared, found.alike),
            (96, 72),
            "{}",
            found.sentence
        );
    }
}

#[test]
fn attributions_by_raw_column_are_the_sums_of_the_encoded_ones() {
    for name in SETS {
        let report = opened(name, rows(4, &[("repaid", &truth)])).1;
        let found = report.attribution.unwrap().current.unwrap();
        let expected = expected(name);
        let contributions = expected["contributions"].as_array().unwrap();
        let sum = |row: &Value, places: &[usize]| -> f64 {
            places.iter().map(|at| row[*at].as_f64().unwrap()).sum()
        };
        assert_eq!(found.len(), RAW.len(), "{name}");
        for (column, places) in RAW {
            let sums = contributions.iter().map(|row| sum(row, places).abs());
            let expected = sums.sum::<f64>() / contributions.len() as f64;
            let found = found[column];
            let is_close = (found - expected).abs() < 1e-5;
            assert!(is_close, "{name} {column}: {found} for {expected}");
        }
    }
}

#[test]
fn rows_without_answers_are_scored_by_the_model() {
    for name in SETS {
        let report = opened(name, rows(4, &[("repaid", &truth)])).1;
        let quality = report.model_quality.unwrap();
        let answers = answers(name);
        let far =
            |(row, answer): (usize, &f64)| (answer - truth(row).parse::<f64>().unwrap()).powi(2);
        let expected = answers.iter().enumerate().map(far).sum::<f64>() / answers.len() as f64;
        let found = quality.metrics.get("brier").and_then(|metric| metric.value);
        assert!(
            (found.unwrap() - expected).abs() < 1e-6,
            "{name}: {found:?} for {expected}"
        );
        assert_eq!((quality.rows, quality.baseline_rows), (96, Some(96)));
        let said = "what the loaded model (pipeline.joblib) answers is measured";
        assert!(
            quality.notes.iter().any(|note| note.contains(said)),
            "{:?}",
            quality.notes
        );
    }
}

#[test]
fn the_lab_scores_changed_rows_with_the_pipeline() {
    let answers = answers("xgb-3.2");
    let captured = |row: usize| answers[row].to_string();
    let current = rows(20, &[("repaid", &truth), ("probability", &captured)]);
    let mut session = session();
    let files = vec![
        text("baseline.csv", current.clone()),
        text("current.csv", current),
        text("pipeline.joblib", model("xgb-3.2")),
    ];
    open(&mut session, files).unwrap();
    set(
        &mut session,
        json!({"label": "repaid", "probability": "probability"}),
    );
    let change = json!({"kind": "shift", "feature": "credit_score", "amount": -2.0});
    let request = Request::Lab {
        ask: json!({"changes": [change], "strength": 1.0}).to_string(),
    };
    let lab = match session.run(request, Vec::new()) {
        (Reply::Done(outcome), _) => match *outcome {
            Outcome::Lab(lab) => lab,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    };
    let said = serde_json::to_string(&*lab).unwrap();
    assert!(said.contains("scored anew by the loaded model"), "{said}");
}
