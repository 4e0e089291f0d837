//! What several suites share: the reference folder, a session over files, and the comparison with the oracle.
#![allow(dead_code, clippy::unwrap_used)]

pub mod facets;
pub mod inputs;
pub mod scored;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use leeway::engine::Dropped;
use leeway::engine::Session;
use leeway::engine::protocol::{Outcome, Reply, Request};
use leeway::report::Basis;
use leeway::report::{Feature, Report};
use leeway::stats::ks::KsMethod;
use leeway::stats::ks::ks_two_sample;
use leeway::stats::sort::sorted;
use leeway::table::Kind;
use serde_json::Value;

#[allow(unused_imports)]
pub use inputs::{dropped, files_below, small, text};

/// The folder of genuine files, for tests that are ignored where it is not there: see `build.rs`.
pub fn reference() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/reference")
}

/// A session with the machine's clock.
pub fn session() -> Session {
    Session::new(|| {
        SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0.0, |since| since.as_secs_f64() * 1e3)
    })
}

/// Opens files; the report, or the sentence of the refusal.
pub fn open(session: &mut Session, files: Vec<Dropped>) -> Result<Report, String> {
    answer(session, Request::Open { files: Vec::new() }, files)
}

/// Asks for a report.
pub fn answer(
    session: &mut Session,
    request: Request,
    files: Vec<Dropped>,
) -> Result<Report, String> {
    match session.run(request, files).0 {
        Reply::Done(outcome) => match *outcome {
            Outcome::Report(report) | Outcome::Configured { report, .. } => Ok(*report),
            other => panic!("not a report: {other:?}"),
        },
        Reply::Failed { message } => Err(message),
        other => panic!("not an answer: {other:?}"),
    }
}

/// Changes settings.
pub fn set(session: &mut Session, settings: Value) -> Report {
    let settings = settings.to_string();
    answer(session, Request::Set { settings }, Vec::new()).unwrap()
}

/// The text of a file that is saved, or the sentence of the refusal.
pub fn exported(session: &mut Session, name: &str) -> Result<String, String> {
    let name = name.to_owned();
    match session.run(Request::Export { name }, Vec::new()) {
        (Reply::Done(outcome), Some(bytes)) => {
            assert!(matches!(*outcome, Outcome::Exported { .. }));
            Ok(String::from_utf8(bytes).unwrap())
        }
        (Reply::Failed { message }, _) => Err(message),
        other => panic!("not a file: {other:?}"),
    }
}

/// A JSON file.
pub fn read_json(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// The captures and the baseline of the loans in the folder of genuine files.
pub fn loans_by_the_hour() -> Vec<Dropped> {
    let loans = reference().join("loans");
    let mut files = files_below(&loans.join("capture"));
    files.push(loans.join("baseline.csv"));
    let files = files.iter().map(|path| dropped(&loans, path, None));
    files.collect()
}

/// Values must agree to this relative error …
const RELATIVE: f64 = 1e-9;
/// … or, near zero, to this absolute one.
const ABSOLUTE: f64 = 1e-12;

/// Compares a number with the oracle's, which writes infinite numbers as strings.
#[track_caller]
pub fn assert_close(what: &str, found: Option<f64>, expected: &Value) {
    let expected = expected
        .as_f64()
        .or_else(|| expected.as_str().and_then(|text| text.parse().ok()));
    match (found, expected) {
        (Some(found), Some(expected)) if found == expected => {}
        (Some(found), Some(expected)) => {
            let error = (found - expected).abs();
            assert!(
                error <= ABSOLUTE + RELATIVE * expected.abs(),
                "{what}: {found} is not {expected}"
            );
        }
        (found, expected) => assert_eq!(found, expected, "{what}"),
    }
}

/// Compares every value that the oracle has for a feature.
pub fn assert_feature(feature: &Feature, oracle: &Value) {
    let name = &feature.name;
    assert_eq!(
        feature.kind.map_or("", Kind::name),
        oracle["kind"],
        "{name}: kind"
    );
    for (what, found) in [
        ("drift_score", feature.drift_score),
        ("total_variation", feature.total_variation),
        ("js_distance", feature.js_distance),
        ("psi", feature.psi),
        ("linf_simple", feature.linf_simple),
        ("linf_robust", feature.linf_robust),
    ] {
        assert_close(&format!("{name}: {what}"), found, &oracle[what]);
    }
    let counts = |counts: &[f64]| {
        serde_json::json!(counts.iter().map(|&count| count as u64).collect::<Vec<_>>())
    };
    assert_eq!(
        counts(&feature.bins.baseline),
        oracle["baseline_counts"],
        "{name}: baseline counts"
    );
    assert_eq!(
        counts(&feature.bins.current),
        oracle["current_counts"],
        "{name}: current counts"
    );
    if let Some(ks) = &feature.ks {
        let expected = &oracle["ks"];
        assert_close(
            &format!("{name}: ks"),
            Some(ks.statistic),
            &expected["statistic"],
        );
        assert_close(
            &format!("{name}: ks location"),
            Some(ks.location),
            &expected["location"],
        );
        assert_eq!(
            i64::from(ks.sign),
            expected["sign"].as_i64().unwrap(),
            "{name}: ks sign"
        );
        assert_ks_p(name, ks.p_value, ks.method, expected);
        assert_close(
            &format!("{name}: log10 p"),
            ks.log10_p,
            &expected["log10_p_limiting"],
        );
        assert_close(
            &format!("{name}: wasserstein"),
            feature.wasserstein,
            &oracle["wasserstein"],
        );
        let normalised = feature.wasserstein_normalised;
        assert_close(
            &format!("{name}: wasserstein normalised"),
            normalised,
            &oracle["wasserstein_normalised"],
        );
        assert_eq!(
            feature.missing.baseline,
            oracle["baseline_missing"].as_u64().unwrap(),
            "{name}: missing"
        );
        assert_eq!(
            feature.missing.current,
            oracle["current_missing"].as_u64().unwrap(),
            "{name}: missing"
        );
        for (cut, expected) in feature
            .bins
            .cuts
            .as_ref()
            .unwrap()
            .iter()
            .zip(oracle["bin_cuts"].as_array().unwrap())
        {
            assert_close(&format!("{name}: cut"), Some(*cut), expected);
        }
        for (side, summary) in [
            ("baseline_summary", &feature.baseline_summary),
            ("current_summary", &feature.current_summary),
        ] {
            let summary = summary.as_ref().unwrap();
            for (what, found) in [
                ("mean", summary.mean),
                ("std_dev_sample", summary.std_dev),
                ("min", summary.min),
                ("max", summary.max),
                ("p5", summary.p5),
                ("p25", summary.p25),
                ("median", summary.median),
                ("p75", summary.p75),
                ("p95", summary.p95),
                ("distinct", summary.distinct.map(|distinct| distinct as f64)),
            ] {
                assert_close(
                    &format!("{name}: {side} {what}"),
                    found,
                    &oracle[side][what],
                );
            }
        }
    }
    if let Some(labels) = &feature.bins.labels {
        assert_eq!(
            serde_json::json!(labels),
            oracle["labels"],
            "{name}: labels"
        );
        let sorted = |labels: &[leeway::report::LabelCount]| {
            let mut names: Vec<&str> = labels.iter().map(|label| label.label.as_str()).collect();
            names.sort_unstable();
            serde_json::json!(names)
        };
        assert_eq!(
            sorted(&feature.new_labels),
            oracle["new_labels"],
            "{name}: new labels"
        );
        assert_eq!(
            sorted(&feature.vanished_labels),
            oracle["vanished_labels"],
            "{name}: vanished labels"
        );
    }
    if let (Some(chi), expected) = (&feature.chi_square, &oracle["chi_square"]) {
        for (what, found) in [
            ("statistic", chi.statistic),
            ("dof", chi.dof as f64),
            ("p", chi.p_value),
            ("log10_p", chi.log10_p),
            ("cramers_v", chi.cramers_v),
            ("smallest_expected", chi.smallest_expected),
        ] {
            assert_close(
                &format!("{name}: chi-square {what}"),
                Some(found),
                &expected[what],
            );
        }
    }
}

/// Compares a report with an oracle file: all features, their order and number; adjusted p-values by their definition, since the oracle adjusts over fewer tests.
pub fn assert_report(report: &Report, oracle: &Value) {
    let expected = oracle["all_rows"].as_object().unwrap();
    let mut names: Vec<&str> = report
        .features
        .iter()
        .map(|feature| feature.name.as_str())
        .collect();
    let mut expected_names: Vec<&str> = expected.keys().map(String::as_str).collect();
    names.sort_unstable();
    expected_names.sort_unstable();
    assert_eq!(names, expected_names);
    for feature in &report.features {
        assert_feature(feature, &expected[&feature.name]);
    }
    assert_adjusted(report);
}

/// Benjamini and Hochberg's adjustment over all tests of all features, by its definition: the smallest of p · tests / rank among the larger ones.
fn assert_adjusted(report: &Report) {
    let tests = || report.features.iter().flat_map(|feature| &feature.tests);
    let count = tests().count() as f64;
    let at_most = |p: f64| tests().filter(|test| test.p_value <= p).count() as f64;
    for test in tests() {
        let larger = tests().filter(|other| other.p_value >= test.p_value);
        let expected = larger
            .map(|other| other.p_value * count / at_most(other.p_value))
            .fold(1.0, f64::min);
        let found = test.adjusted_p.unwrap();
        assert!((found - expected).abs() <= 1e-12 * expected, "{test:?}");
    }
    for feature in report.features.iter().filter(|one| !one.tests.is_empty()) {
        assert_eq!(feature.adjusted_p, feature.tests[0].adjusted_p);
    }
}

/// The columns of a CSV file of numbers: what stands in its first row, and the numbers below, or from there on.
fn columns_of_numbers(path: &Path, has_header: bool) -> Vec<(String, Vec<f64>)> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_path(path)
        .unwrap();
    let mut columns: Vec<(String, Vec<f64>)> = Vec::new();
    for (row, record) in reader.records().enumerate() {
        let record = record.unwrap();
        if row == 0 {
            columns = record
                .iter()
                .map(|name| (name.to_owned(), Vec::new()))
                .collect();
            if has_header {
                continue;
            }
        }
        for (column, field) in columns.iter_mut().zip(&record) {
            column.1.push(field.parse().unwrap());
        }
    }
    columns
}

/// Checks the report on churn's `statistics.json` alone against `test-dataset-input-cols.csv`, both in or below
/// `churn`: every distance, give or take its bound, holds the exact one, which the training rows give.
pub fn assert_bounds(report: &Report, churn: &Path) {
    assert_eq!(report.baseline.as_ref().unwrap().from, Basis::Statistics);
    assert_eq!(report.baseline.as_ref().unwrap().rows, 2333);
    // The first line of the current file is no header but a row that became one, and Leeway takes it as a row.
    let baseline = columns_of_numbers(&churn.join("training-dataset-with-header.csv"), true);
    let current = columns_of_numbers(&churn.join("test-dataset-input-cols.csv"), false);
    let rows = current[0].1.len() as u64;
    assert_eq!(report.current.as_ref().unwrap().rows, rows);
    let mut compared = 0;
    // All but the label, which comes first.
    for ((name, baseline), (_, current)) in baseline.into_iter().skip(1).zip(current) {
        // The file was cut after 29 of its 70 features.
        let Some(found) = report.features.iter().find(|feature| feature.name == name) else {
            continue;
        };
        assert_eq!(found.from, Some(Basis::Statistics), "{name}");
        let Some(ks) = &found.ks else { continue };
        let exact = ks_two_sample(&sorted(baseline), &sorted(current)).unwrap();
        let bound = ks.bound.unwrap();
        assert!(
            (ks.statistic - exact.statistic).abs() <= bound,
            "{name}: {} ± {bound} does not hold {}",
            ks.statistic,
            exact.statistic
        );
        assert_eq!(ks.p_value, None, "{name}: a sketch gives no p-value");
        compared += 1;
    }
    assert!(compared >= 11, "only {compared} features had a distance");
}

/// The oracle has exact p-values of small samples alone (scipy's of larger ones are held in `stats::ks`); at the sizes of the others they are this near to its asymptotic ones.
pub fn assert_ks_p(name: &str, p: Option<f64>, method: KsMethod, expected: &Value) {
    let (field, exact) = match method {
        KsMethod::Exact => ("p_exact", &expected["p_exact"]),
        _ => ("p_asymptotic", &expected["p_asymptotic"]),
    };
    if !exact.is_null() {
        return assert_close(&format!("{name}: {field}"), p, exact);
    }
    let asymptotic = expected["p_asymptotic"].as_f64().unwrap();
    let difference = (p.unwrap() - asymptotic).abs();
    assert!(
        difference < 0.02 * asymptotic,
        "{name}: {p:?} beside {asymptotic}"
    );
}
