//! Small inputs in which columns used to be taken for what they are not.
#![allow(clippy::unwrap_used)]

mod support;

use std::fmt::Write;
use std::path::Path;

use leeway::engine::Dropped;
use leeway::report::Report;
use leeway::report::columns::{Affected, Subject};
use support::{open, session, small, text};

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
    let with = report(small("columns/label-name-collision"));
    assert_eq!(label(&with), None);
    assert!((metric(&with, "accuracy").unwrap() - 215.0 / 300.0).abs() < 1e-12);
    let question = &with.questions[0];
    assert_eq!(question.about, Subject::Label);
    assert_eq!(question.supposed, None);
    assert_eq!(
        question.candidates[0], "_c0",
        "what the captures lack comes first"
    );
    let without = small("columns/label-name-collision");
    let without: Vec<Dropped> = without
        .into_iter()
        .filter(|file| !file.path.starts_with("ground"))
        .collect();
    let without = report(without);
    assert_eq!(metric(&without, "accuracy"), None);
    // Whoever says what the label of the baseline is changes nothing about the ground truth.
    let mut session = session();
    open(&mut session, small("columns/label-name-collision")).unwrap();
    let chosen = support::set(&mut session, serde_json::json!({"label": "_c0"}));
    assert!((metric(&chosen, "accuracy").unwrap() - 215.0 / 300.0).abs() < 1e-12);
}

#[test]
fn what_a_model_answered_alone_is_supposed_by_its_values() {
    let mut session = session();
    let report = open(&mut session, small("columns/label-name-collision")).unwrap();
    let mut questions = report.questions.iter();
    let asked = questions
        .find(|question| question.about == Subject::Probability)
        .unwrap();
    assert_eq!(
        asked.sentence,
        "Taken as the probability: _out0, because the model answered with it and all its values lie between 0 and 1."
    );
    assert_eq!(asked.candidates, ["_out0"]);
    let confirmed = support::set(&mut session, serde_json::json!({"probability": "_out0"}));
    let mut questions = confirmed.questions.iter();
    assert!(questions.all(|question| question.about != Subject::Probability));
}

#[test]
fn a_kind_that_was_switched_is_the_type_that_is_shown() {
    let mut session = session();
    open(&mut session, sides("income,label,prediction,margin")).unwrap();
    let switched = support::set(
        &mut session,
        serde_json::json!({"kinds": {"income": "categorical"}}),
    );
    let income = switched
        .columns
        .iter()
        .find(|column| column.name == "income")
        .unwrap();
    assert_eq!(income.column_type.name(), "category");
}

#[test]
fn a_feature_like_the_prediction_is_no_label() {
    let report = report(small("columns/scored-without-labels"));
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
    let report = report(small("columns/feature-taken-for-label"));
    assert_eq!(label(&report), None);
    assert!(
        report
            .projected_accuracy
            .is_none_or(|projected| projected.value.is_none())
    );
}

#[test]
fn headers_of_a_configuration_name_columns() {
    let report = report(small("columns/clarify-config-headerless"));
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
    assert_eq!(
        places(&report(small("columns/alignment-few-rows"))),
        expected
    );
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

/// Rows of one feature, a truth and answers, under these names.
fn scored(header: &str, seed: u64) -> String {
    let mut csv = format!("{header}\n");
    for row in 0..300_u64 {
        let mixed = (row * 7919 + seed * 104_729) % 1000;
        let truth = u64::from(mixed.is_multiple_of(3));
        let predicted = if row.is_multiple_of(10) {
            1 - truth
        } else {
            truth
        };
        let score = (mixed as f64 - 500.0) / 166.0;
        writeln!(csv, "{mixed}.5,{truth},{predicted},{score:.3}").unwrap();
    }
    csv
}

fn sides(header: &str) -> Vec<Dropped> {
    let side = |path: &str, seed| text(path, scored(header, seed));
    vec![side("train.csv", 0), side("current.csv", 1)]
}

#[test]
fn of_two_columns_that_could_be_it_none_is_taken() {
    let report = report(sides("income,label,ground_truth,margin"));
    assert_eq!(label(&report), None);
    let question = &report.questions[0];
    assert_eq!(question.candidates, ["label", "ground_truth"]);
    assert_eq!(
        (question.about, &question.supposed),
        (Subject::Label, &None)
    );
}

#[test]
fn a_score_below_nought_is_no_probability() {
    let report = report(sides("income,label,prediction,score"));
    let rules = &report.settings.rules;
    assert_eq!(rules.probability, None);
    assert_eq!(rules.prediction.as_deref(), Some("prediction"));
    assert!(report.questions.is_empty(), "{:?}", report.questions);
    let column = |name: &str| {
        report
            .columns
            .iter()
            .find(|column| column.name == name)
            .unwrap()
    };
    assert!(column("label").certain && column("prediction").certain);
}

#[test]
fn a_name_is_a_supposition_that_can_be_confirmed_and_denied() {
    let mut session = session();
    let report = open(&mut session, sides("income,target,y_hat,margin")).unwrap();
    let [question] = report.questions.as_slice() else {
        panic!("{:?}", report.questions);
    };
    assert_eq!(
        question.sentence,
        "Taken as the label: target, as the prediction: y_hat, because their names say so."
    );
    assert_eq!(metric(&report, "accuracy"), Some(0.9));
    let yes = support::set(
        &mut session,
        serde_json::json!({"label": "target", "prediction": "y_hat"}),
    );
    assert!(yes.questions.is_empty());
    let none = support::set(&mut session, serde_json::json!({"label": ""}));
    assert_eq!(metric(&none, "accuracy"), None);
    assert_eq!(label(&none), Some(""));
    let roles = serde_json::json!({"columns": {"income": {"role": "ignored"}, "target": {"role": "label"}}});
    let chosen = support::set(&mut session, roles);
    assert_eq!(metric(&chosen, "accuracy"), Some(0.9));
}

#[test]
fn the_label_as_prediction_is_told() {
    let mut session = session();
    open(&mut session, sides("income,target,y_hat,margin")).unwrap();
    let same = support::set(
        &mut session,
        serde_json::json!({"label": "y_hat", "prediction": "y_hat"}),
    );
    assert!(
        same.questions[0]
            .sentence
            .starts_with("y_hat is both the label and the model's answer")
    );
}

#[test]
fn the_newest_configuration_counts_and_contradictions_are_told() {
    let config = |path: &str, label: &str| {
        text(
            path,
            format!(r#"{{"dataset_type": "text/csv", "label": "{label}", "methods": {{}}}}"#),
        )
    };
    let mut files = sides("income,churned,approved,margin");
    files.push(config("2026-01/analysis_config.json", "approved"));
    files.push(config("2026-02/analysis_config.json", "churned"));
    let both = report(files);
    assert_eq!(label(&both), Some("churned"));
    assert_eq!(both.questions[0].candidates, ["churned", "approved"]);
    let mut files = sides("income,label,approved,margin");
    files.push(config("analysis_config.json", "churned"));
    let missing = report(files);
    assert_eq!(
        label(&missing),
        Some("churned"),
        "a label by name does not replace it"
    );
    assert!(
        missing.questions[0]
            .sentence
            .contains("no loaded file has such a column")
    );
}

#[test]
fn what_a_model_answered_is_its_prediction_whatever_its_key_is() {
    let capture = |row: u64| {
        let answer = format!(r#"{{\"label\": {}}}"#, row % 3);
        let input = format!(r#"{{\"income\": {}}}"#, row % 17);
        format!(
            r#"{{"captureData": {{"endpointInput": {{"observedContentType": "application/json", "mode": "INPUT", "data": "{input}", "encoding": "JSON"}}, "endpointOutput": {{"observedContentType": "application/json", "mode": "OUTPUT", "data": "{answer}", "encoding": "JSON"}}}}, "eventMetadata": {{"eventId": "{row}", "inferenceTime": "2026-11-20T09:00:00Z"}}, "eventVersion": "0"}}"#
        )
    };
    let captures: Vec<String> = (0..200).map(capture).collect();
    let mut train = "income,label,prediction\n".to_owned();
    for row in 0..200_u64 {
        writeln!(train, "{},{},{}", row % 17, row % 3, (row + row / 10) % 3).unwrap();
    }
    let report = report(vec![
        text("train.csv", train),
        text("capture/2026/11/20/09/a.jsonl", captures.join("\n")),
    ]);
    let prediction = report
        .columns
        .iter()
        .find(|column| column.name == "prediction")
        .unwrap();
    assert_eq!(prediction.current_name.as_deref(), Some("label"));
    let rules = &report.settings.rules;
    assert_eq!(
        (rules.label.as_deref(), rules.prediction.as_deref()),
        (Some("label"), Some("prediction"))
    );
}

#[test]
fn semicolons_between_fields_say_what_a_comma_stands_before() {
    let side = |delimiter: &str, amount: fn(u64) -> String| {
        let row = |row: u64| format!("{}{delimiter}{}\n", 100 + row * 7 % 200, amount(row));
        format!("count{delimiter}amount\n") + &(0..200).map(row).collect::<String>()
    };
    let read = |delimiter: &str, amount: fn(u64) -> String| {
        let files = ["train.csv", "current.csv"].map(|path| text(path, side(delimiter, amount)));
        let report = report(files.into());
        let amount = report
            .features
            .iter()
            .find(|feature| feature.name == "amount");
        amount.unwrap().baseline_summary.as_ref().unwrap().max
    };
    let thousands = |row: u64| format!("\"{},{:03}\"", 1 + row % 9, 100 + row % 7);
    assert_eq!(read(",", thousands), Some(9106.0));
    assert_eq!(read(";", thousands), Some(9.106));
    // One slip among whole numbers is not read, where nothing says how it is meant.
    let slip = |row: u64| match row {
        9 => "\"2001,5\"".to_owned(),
        row => (1000 + row * 7 % 400).to_string(),
    };
    assert_eq!(read(",", slip), Some(1399.0));
    assert_eq!(read(";", slip), Some(2001.5));
}
