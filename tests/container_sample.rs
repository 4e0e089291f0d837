//! The verdict rule `aws-sample` against the AWS sample's own runs on census: every printed digit, and why each number is another over all rows.
#![allow(clippy::unwrap_used)]

mod support;

use std::collections::BTreeSet;
use std::fs;

use leeway::engine::Dropped;
use leeway::presentation::sample::sample_difference;
use leeway::report::{Report, SampleWhy};
use serde_json::{Value, json};
use support::{dropped, open, reference, session, set, text};

/// Ten decimals are printed; small p-values with ten digits.
fn is_printed_as(printed: f64, value: f64) -> bool {
    (printed - value).abs() <= 5.1e-11 || (printed - value).abs() <= 5.1e-10 * printed.abs()
}

/// Rows `from..to` of census' current side against its training table, with what the sample wrote of them.
fn opened(hour: &str, rows: std::ops::Range<usize>) -> (Report, Value) {
    let root = reference().join("byoc/census-sample-run");
    let current = fs::read_to_string(reference().join("datasets/census/infer.csv")).unwrap();
    let mut lines = current.lines();
    let mut csv = lines.next().unwrap().to_owned() + "\n";
    for line in lines.skip(rows.start).take(rows.len()) {
        csv += line;
        csv.push('\n');
    }
    let written = root.join("hours").join(hour).join("results.json");
    let printed: Value = serde_json::from_str(&fs::read_to_string(&written).unwrap()).unwrap();
    let table = printed["drift_df"].as_str().unwrap();
    let table: Value = serde_json::from_str(table).unwrap();
    let files: Vec<Dropped> = vec![
        dropped(&root, &root.join("train.csv.gz"), Some("baseline")),
        text("infer.csv", csv),
        dropped(&root, &written, None),
    ];
    let mut session = session();
    open(&mut session, files).unwrap();
    let report = set(
        &mut session,
        json!({"verdict": "aws-sample", "correction": "none"}),
    );
    (report, table)
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn every_printed_digit_of_the_sample_is_found() {
    for (hour, rows) in [
        ("all", 0..10_000),
        ("00", 0..1000),
        ("03", 3000..4000),
        ("06", 6000..7000),
        ("09", 9000..10_000),
    ] {
        let (report, table) = opened(hour, rows);
        let mut drifted = BTreeSet::new();
        for (row, name) in table["Feature"].as_object().unwrap() {
            let name = name.as_str().unwrap();
            let feature = report.features.iter().find(|feature| feature.name == name);
            let feature = feature.unwrap();
            let sample = feature.sample.as_ref().unwrap();
            for (column, value) in [
                ("drift_score", sample.drift_score),
                ("chisquare", sample.chi_square),
                ("p-value", sample.p_value),
            ] {
                let Some(printed) = table[column][row].as_f64() else {
                    assert!(table[column][row].is_null());
                    continue;
                };
                let value = value.unwrap();
                assert!(
                    is_printed_as(printed, value),
                    "{hour} {name} {column}: {printed} {value}"
                );
            }
            if table["p-value"][row].as_f64().unwrap() < 0.05 {
                drifted.insert(name.to_owned());
            }
        }
        let found = report.features.iter();
        let found: BTreeSet<String> = found
            .filter(|feature| feature.verdict.has_drifted())
            .map(|feature| feature.name.clone())
            .collect();
        assert_eq!(found, drifted, "{hour}");
        if hour == "all" {
            assert_eq!(drifted.len(), 7);
        }
    }
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn each_number_that_differs_says_what_the_sample_leaves_out() {
    let (report, _) = opened("all", 0..10_000);
    let results = report.results.unwrap();
    let differences = |name: &str| {
        let mut features = results.features.iter();
        let feature = features.find(|feature| feature.name == name).unwrap();
        feature.differences.clone()
    };
    let age = differences("age");
    assert_eq!(
        sample_difference("age", &age[0]),
        "age: the drift score 29.72 counts only rows inside (17, 90]; 551 rows of the baseline and 548 of the current side are left out. Over all rows it is 24.29."
    );
    let occupation = differences("occupation");
    let whys: Vec<SampleWhy> = occupation.iter().map(|one| one.why).collect();
    assert!(
        matches!(
            whys[..],
            [
                SampleWhy::LabelsOfOneSide { labels: [1, 2], .. },
                SampleWhy::BaselineAsExpected {
                    rows: [43_957, 10_000]
                }
            ]
        ),
        "{whys:?}"
    );
    let gain = differences("capital-gain");
    let sentence = sample_difference("capital-gain", &gain[0]);
    assert!(
        sentence.contains("inside (0, 99999]; 40\u{202f}356 rows of the baseline and 9222 of"),
        "{sentence}"
    );
    // A label that both sides have leaves only the test to differ.
    let gender = differences("gender");
    assert!(matches!(
        gender[..],
        [ref one] if matches!(one.why, SampleWhy::BaselineAsExpected { .. })
    ));
}
