//! Every measure against scipy's and numpy's values on whole data sets.
//!
//! The data sets lie beside the crate, in `../shared/reference`; where that folder is absent the tests are ignored. The expected files were written by `oracle/drift.py` and carry the versions that made them.

#![allow(clippy::unwrap_used, reason = "a failed step is a failed test")]

mod columns;
mod compare;
mod drift;
mod sketches;

use columns::Columns;
use leeway::stats::{adjust::benjamini_hochberg, sort::sorted, summary::summary};
use serde_json::Value;
use std::{fs, path::PathBuf};

const REFERENCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/reference");

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn census_agrees() {
    let expected = expected("oracle/drift-census.json");
    let baseline = Columns::read(&path("datasets/census/test.csv"));
    let current = Columns::read(&path("datasets/census/infer.csv"));
    check_all(&expected["all_rows"], &baseline, &current);
    check_adjusted(&expected);
    let windows = expected["windows_of_1000_rows"].as_array().unwrap();
    assert_eq!(windows.len(), 10);
    for (index, window) in windows.iter().enumerate() {
        check_all(window, &baseline, &current.rows(|row| row / 1000 == index));
    }
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn loans_agree() {
    let expected = expected("loans/expected-drift.json");
    let baseline = Columns::read(&path("loans/baseline.csv"));
    let current = Columns::read(&path("loans/current.csv"));
    check_all(&expected["all_rows"], &baseline, &current);
    check_adjusted(&expected);
    let hours = expected["hours"].as_array().unwrap();
    assert_eq!(hours.len(), 12);
    for (index, hour) in hours.iter().enumerate() {
        check_all(hour, &baseline, &current.rows(|row| row / 300 == index));
    }
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn south_german_credit_agrees() {
    let expected = expected("oracle/drift-south-german-credit.json");
    let baseline = Columns::read(&path("datasets/south-german-credit/train.csv"));
    let spread = summary(&sorted(baseline.numbers("duration")))
        .unwrap()
        .std_dev
        .unwrap();
    let longer = (2.0 * spread).floor();
    let mut shifted = baseline.clone();
    shifted.change("duration", |_, duration| duration + longer);
    shifted.change("savings", |row, savings| {
        if row % 10 < 8 {
            (savings - 1.0).max(1.0)
        } else {
            savings
        }
    });
    check_all(&expected["all_rows"], &baseline, &shifted);
}

fn check_all(expected: &Value, baseline: &Columns, current: &Columns) {
    for (name, expected) in expected.as_object().unwrap() {
        let actual = drift::feature(
            baseline.column(name),
            current.column(name),
            expected["ks"].get("p_exact").is_some(),
        );
        compare::agrees(name, &actual, expected);
    }
}

/// The adjusted p-values, from the file's own raw ones.
fn check_adjusted(expected: &Value) {
    let features = expected["all_rows"].as_object().unwrap();
    let (names, p_values): (Vec<&String>, Vec<f64>) = features
        .iter()
        .filter_map(|(name, feature)| {
            let p = feature["ks"]
                .get("p_asymptotic")
                .or(feature["chi_square"].get("p"))?;
            Some((name, p.as_f64()?))
        })
        .unzip();
    let adjusted = benjamini_hochberg(&p_values);
    let expected = expected["adjusted_p_bh"].as_object().unwrap();
    assert_eq!(names.len(), expected.len());
    for (name, adjusted) in names.into_iter().zip(adjusted) {
        compare::agrees(name, &Value::from(adjusted), &expected[name]);
    }
}

fn path(name: &str) -> PathBuf {
    PathBuf::from(REFERENCE).join(name)
}

fn expected(name: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(path(name)).unwrap()).unwrap()
}
