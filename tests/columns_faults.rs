//! Small inputs in which columns used to be taken for what they are not.
#![allow(clippy::unwrap_used)]

mod support;

use std::fmt::Write;
use std::path::Path;

use leeway::engine::Dropped;
use leeway::report::Report;
use leeway::report::columns::{Affected, Subject};
use support::{dropped, files_below, open, session, text};

fn folder(name: &str) -> Vec<Dropped> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/columns")
        .join(name);
    let files = files_below(&root);
    files
        .iter()
        .map(|path| dropped(&root, path, None))
        .collect()
}

fn report(files: Vec<Dropped>) -> Report {
    open(&mut session(), files).unwrap()
}

fn metric(report: &Report, name: &str) -> Option<f64> {
    let quality = report.model_quality.as_ref()?;
    let mut metrics = quality.metrics.metrics.iter();
    metrics.find(|(known, _)| known == name)?.1.value
}

fn label(report: &Report) -> Option<&str> {
    report.settings.rules.label.as_deref()
}

#[test]
fn ground_truth_is_not_looked_up_among_the_inputs() {
    let with = report(folder("label-name-collision"));
    assert_eq!(label(&with), None);
    assert!((metric(&with, "accuracy").unwrap() - 215.0 / 300.0).abs() < 1e-12);
    let question = &with.questions[0];
    assert_eq!(question.about, Subject::Label);
    assert_eq!(question.supposed, None);
    assert_eq!(
        question.candidates[0], "_c0",
        "what the captures lack comes first"
    );
    let without = folder("label-name-collision");
    let without: Vec<Dropped> = without
        .into_iter()
        .filter(|file| !file.path.starts_with("ground"))
        .collect();
    let without = report(without);
    assert_eq!(metric(&without, "accuracy"), None);
    // Whoever says what the label of the baseline is changes nothing about the ground truth.
    let mut session = session();
    open(&mut session, folder("label-name-collision")).unwrap();
    let chosen = support::set(&mut session, serde_json::json!({"label": "_c0"}));
    assert!((metric(&chosen, "accuracy").unwrap() - 215.0 / 300.0).abs() < 1e-12);
}

#[test]
fn a_feature_like_the_prediction_is_no_label() {
    let report = report(folder("scored-without-labels"));
    assert_eq!(label(&report), None);
    assert_eq!(metric(&report, "accuracy"), None);
    let question = report
        .questions
        .iter()
        .find(|question| question.supposed.is_none())
        .unwrap();
    assert_eq!(question.about, Subject::Label);
    assert!(question.affects.contains(&Affected::Quality));
}

#[test]
fn a_column_that_is_missing_now_is_no_label() {
    let report = report(folder("feature-taken-for-label"));
    assert_eq!(label(&report), None);
    assert!(
        report
            .projected_accuracy
            .is_none_or(|projected| projected.value.is_none())
    );
}

#[test]
fn headers_of_a_configuration_name_columns() {
    let report = report(folder("clarify-config-headerless"));
    let names: Vec<&str> = report
        .features
        .iter()
        .map(|feature| feature.name.as_str())
        .collect();
    assert_eq!(names, ["approved", "age", "member", "income"]);
    assert_eq!(label(&report), Some("approved"));
    let bias = report.bias.unwrap();
    let value = |facets: &[leeway::report::bias::BiasFacet], name: &str| {
        let mut metrics = facets[0].pre_training.iter();
        metrics
            .find(|metric| metric.name == name)
            .unwrap()
            .value
            .unwrap()
    };
    assert!((value(&bias.facets, "CI") - 0.008).abs() < 1e-6);
    assert!((value(&bias.facets, "DPL") - 0.170571).abs() < 1e-6);
    let baseline = bias.baseline.unwrap();
    assert!((value(&baseline.facets, "CI") - 0.025).abs() < 1e-6);
    assert!((value(&baseline.facets, "DPL") - 0.147842).abs() < 1e-6);
}

#[test]
fn the_column_too_few_of_a_quiet_hour_is_the_label() {
    let places = |report: &Report| -> Vec<String> {
        let here = report
            .features
            .iter()
            .filter(|feature| feature.total_variation.is_some());
        here.map(|feature| feature.name.clone()).collect()
    };
    let expected: Vec<String> = (1..=11).map(|at| format!("_c{at}")).collect();
    assert_eq!(places(&report(folder("alignment-few-rows"))), expected);
    // Any two of the rows that were trained on, and any three.
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/columns/alignment-few-rows");
    let train = std::fs::read_to_string(root.join("train.csv")).unwrap();
    let rows: Vec<&str> = train.lines().collect();
    let mut wrong = 0;
    for draw in 0..60 {
        let mut current = String::new();
        for at in 0..2 + draw % 2 {
            let row = rows[(draw * 7919 + at * 104_729) % rows.len()];
            writeln!(current, "{}", row.split_once(',').unwrap().1).unwrap();
        }
        let files = vec![
            text("train.csv", train.as_str()),
            text("current.csv", current),
        ];
        wrong += usize::from(places(&report(files)) != expected);
    }
    assert_eq!(wrong, 0, "of 60 draws");
}
