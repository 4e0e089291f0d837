//! The rule `evidently` against Evidently itself: `tests/data/evidently/cases.json`, which the script beside it wrote; all rows, and windows of them.
#![allow(clippy::unwrap_used)]

mod support;

use leeway::engine::Dropped;
use leeway::monitors::drift::{TestMethod, Verdict};
use leeway::report::{Feature, FeatureWindow};
use serde_json::{Value, json};
use std::path::Path;
use support::{open, read_json, session, set, text};

/// Evidently's p of the z-test is one less a distribution function, which has no more digits than this.
const ABSOLUTE: f64 = 1e-12;
const RELATIVE: f64 = 1e-9;

fn cases() -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/evidently/cases.json");
    let file = read_json(&path);
    assert_eq!(file["versions"]["evidently"], "0.7.23");
    let cases = file["cases"].as_array().unwrap().clone();
    assert!(cases.len() >= 10);
    cases
}

/// A side as CSV beside a column that numbers the rows, so that a missing value is no empty line; its rows.
fn side(name: &str, runs: &Value) -> (Dropped, usize) {
    let mut csv = "row,x\n".to_owned();
    let mut rows = 0;
    for run in runs.as_array().unwrap() {
        let value = match &run[0] {
            Value::Null => String::new(),
            Value::String(label) => label.clone(),
            number => number.to_string(),
        };
        for _ in 0..run[1].as_u64().unwrap() {
            rows += 1;
            csv += &format!("{rows},{value}\n");
        }
    }
    (text(name, csv), rows)
}

fn judged(case: &Value) -> Feature {
    let (baseline, _) = side("baseline.csv", &case["baseline"]);
    let (current, rows) = side("current.csv", &case["current"]);
    let mut session = session();
    open(&mut session, vec![baseline, current]).unwrap();
    let settings = json!({"verdict": "evidently", "window": {"rows": rows / 4}});
    let report = set(&mut session, settings);
    let mut features = report.features.into_iter();
    features.find(|feature| feature.name == "x").unwrap()
}

fn methods(method: &str) -> &'static [TestMethod] {
    match method {
        "K-S p_value" => &[TestMethod::KsExact, TestMethod::KsAsymptotic],
        "chi-square p_value" => &[TestMethod::GoodnessOfFit],
        "Z-test p_value" => &[TestMethod::TwoProportions],
        _ => &[],
    }
}

#[track_caller]
fn assert_score(what: &str, found: f64, expected: &Value) {
    let expected = expected["score"].as_f64().unwrap();
    assert!(
        (found - expected).abs() <= ABSOLUTE + RELATIVE * expected,
        "{what}: {found} is not {expected}"
    );
}

#[track_caller]
fn assert_verdict(what: &str, found: Verdict, expected: &Value) {
    let expected = match expected["drifted"].as_bool().unwrap() {
        true => Verdict::Drifted,
        false => Verdict::None,
    };
    assert_eq!(found, expected, "{what}");
}

#[test]
fn every_feature_is_judged_as_evidently_judges_it() {
    for case in cases() {
        let (feature, expected) = (judged(&case), &case["expected"]);
        let name = case["name"].as_str().unwrap();
        assert_eq!(feature.kind.unwrap().name(), case["kind"], "{name}");
        match methods(expected["method"].as_str().unwrap()) {
            [] => {
                let measure = match expected["method"].as_str().unwrap() {
                    "Wasserstein distance (normed)" => "Wasserstein over sd, Evidently's",
                    _ => "Jensen–Shannon, Evidently's",
                };
                assert!(feature.tests.is_empty(), "{name}: {:?}", feature.tests);
                let mut why = feature.why.iter();
                let why = why.find(|why| why.measure == measure).unwrap();
                assert_eq!(why.threshold, Some(0.1), "{name}");
                assert_score(name, why.value.unwrap(), expected);
            }
            methods => {
                let test = &feature.tests[0];
                assert!(methods.contains(&test.method), "{name}: {test:?}");
                assert_score(name, test.p_value, expected);
            }
        }
        // One label on both sides has no test, in words; for Evidently it has not drifted either.
        assert_verdict(name, feature.verdict, expected);
    }
}

#[test]
fn every_window_is_judged_as_evidently_judges_it() {
    for case in cases() {
        let (feature, windows) = (judged(&case), case["windows"].as_array().unwrap());
        assert!(feature.windows.len() >= windows.len());
        for (at, (window, expected)) in feature.windows.iter().zip(windows).enumerate() {
            let what = format!("{}, window {at}", case["name"]);
            assert_verdict(&what, window.verdict, expected);
            match (methods(expected["method"].as_str().unwrap()), window) {
                ([], FeatureWindow { p_value, .. }) => assert_eq!(*p_value, None, "{what}"),
                (_, FeatureWindow { p_value, .. }) => {
                    assert_score(&what, p_value.unwrap(), expected);
                }
            }
        }
    }
}

#[test]
fn scipys_numbers_stay_beside_evidentlys() {
    let cases = cases();
    let mut three = cases
        .iter()
        .filter(|case| case["expected"]["score"] == json!(0.018012908005575163));
    let feature = judged(three.next().unwrap());
    // scipy 1.17.1: chi2_contingency([[500, 300, 200], [540, 290, 170]], correction=False)
    let p_value = feature.chi_square.unwrap().p_value;
    assert!((p_value / 0.12616146197180925 - 1.0).abs() < RELATIVE);
}

#[test]
fn texts_are_not_judged_by_this_rule() {
    let words = ["how", "when", "we", "went", "there", "saw", "them", "again"];
    let sentences = |from: usize, rows: usize| -> String {
        let sentence = |row: usize| {
            let word = |at: usize| words[(row * 7 + at * 3 + row / 8) % words.len()];
            let all: Vec<&str> = (0..5 + row % 7).map(word).collect();
            format!("{row},\"{} {row}.\"\n", all.join(" "))
        };
        "row,note\n".to_owned() + &(from..from + rows).map(sentence).collect::<String>()
    };
    let mut session = session();
    let files = vec![
        text("baseline.csv", sentences(0, 300)),
        text("current.csv", sentences(300, 200)),
    ];
    open(&mut session, files).unwrap();
    let report = set(&mut session, json!({"verdict": "evidently"}));
    let mut features = report.features.iter();
    let note = features.find(|feature| feature.name == "note").unwrap();
    assert_eq!(note.verdict, Verdict::Unknown, "{}", note.finding);
}
