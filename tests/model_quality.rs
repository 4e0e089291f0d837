//! Metrics of model quality against scikit-learn's values and Model Monitor's own files.
//!
//! Expected values: `oracle/quality-*.json` and `loans/expected-quality.json` (scikit-learn, by `oracle/quality.py`), and the files of a genuine baselining job below
//! `model-quality`. Tests on collected files are ignored where the files are absent.
#![allow(clippy::unwrap_used)]

mod support;

use leeway::documents::Notes;
use leeway::documents::model_monitor::Violations;
use leeway::documents::model_quality::{
    Metric, ProblemType, QualityConstraints, QualityStatistics,
};
use leeway::monitors::Agreement;
use leeway::monitors::Status;
use leeway::monitors::model_quality::{
    Measured, Observed, Row, ScoredRows, check, confusion, measure, quality_opinions, statistics,
    suggested_constraints, violations,
};
use leeway::table::NO_WINDOW;
use serde_json::Value;
use std::path::Path;
use support::{assert_close, files_below, read_json, reference};

/// Rows of a CSV file, by the names of its columns.
fn rows(
    path: &Path,
    problem: ProblemType,
    label: &str,
    prediction: &str,
    probability: Option<&str>,
) -> ScoredRows {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let headers = reader.headers().unwrap().clone();
    let place = |name: &str| headers.iter().position(|known| known == name).unwrap();
    let (label, prediction) = (place(label), place(prediction));
    let probability = probability.map(place);
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let mut labels: Vec<String> = Vec::new();
    if problem != ProblemType::Regression {
        labels = records
            .iter()
            .flat_map(|row| [row[label].to_owned(), row[prediction].to_owned()])
            .collect();
        labels.sort();
        labels.dedup();
    }
    let value = |text: &str| match problem {
        ProblemType::Regression => text.parse().unwrap(),
        _ => labels.iter().position(|known| known == text).unwrap() as f64,
    };
    let row = |record: &csv::StringRecord| Row {
        truth: value(&record[label]),
        predicted: value(&record[prediction]),
        probability: probability.map_or(f64::NAN, |at| record[at].parse().unwrap()),
        window: NO_WINDOW,
    };
    let list = records.iter().map(row).collect();
    ScoredRows::of(problem, labels, list)
}

fn value(measured: &[Measured], metric: Metric) -> Option<f64> {
    let found = measured.iter().find(|one| one.metric == metric)?;
    found.value.as_ref().ok().copied()
}

/// Where probabilities were single-precision floats, scikit-learn summed their losses in that type, which has about seven digits. The CSV file has the same probabilities
/// and, summed by Python's own floats, gives 0.3151750991234127 where the oracle has 0.3151751160621643.
const SINGLE: f64 = 1e-6;

/// Compares every metric that the oracle has.
#[track_caller]
fn assert_oracle(what: &str, rows: &ScoredRows, oracle: &Value) {
    assert_oracle_but(&[], what, rows, oracle);
}

/// Compares every metric that the oracle has, but for some in single precision.
#[track_caller]
fn assert_oracle_but(single: &[Metric], what: &str, rows: &ScoredRows, oracle: &Value) {
    let all = rows.all();
    let measured = measure(rows, &all, 0);
    let mut compared = 0;
    for (name, expected) in oracle.as_object().unwrap() {
        let metric = Metric::parse(name);
        if let Some(metric) = metric.filter(|metric| single.contains(metric)) {
            let (found, expected) = (
                value(&measured, metric).unwrap(),
                expected.as_f64().unwrap(),
            );
            assert!(
                (found / expected - 1.0).abs() < SINGLE,
                "{what}: {name}: {found} {expected}"
            );
        } else if let Some(metric) = metric {
            assert_close(
                &format!("{what}: {name}"),
                value(&measured, metric),
                expected,
            );
            compared += 1;
        }
    }
    assert!(compared >= 4, "{what}: {compared} metrics compared");
    if let Some(found) = confusion(rows, &all) {
        for (i, actual) in rows.labels.iter().enumerate() {
            for (j, predicted) in rows.labels.iter().enumerate() {
                let expected = &oracle["confusion_matrix"][actual][predicted];
                assert_eq!(
                    Some(found.count(i, j)),
                    expected.as_u64(),
                    "{what}: {actual} {predicted}"
                );
            }
        }
    }
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn metrics_are_scikit_learns() {
    let reference = reference();
    let oracle = |name: &str| read_json(&reference.join("oracle").join(name));
    let binary = |path: &str, label, prediction, probability| {
        rows(
            &reference.join(path),
            ProblemType::Binary,
            label,
            prediction,
            Some(probability),
        )
    };
    let churn = binary(
        "datasets/churn/validation_with_predictions.csv",
        "label",
        "prediction",
        "probability",
    );
    assert_oracle("churn", &churn, &oracle("quality-churn.json"));
    let credit = oracle("quality-south-german-credit.json");
    for (scenario, expected) in credit["scenarios"].as_object().unwrap() {
        let path = format!("datasets/south-german-credit-scored/{scenario}.csv");
        let rows = binary(&path, "credit_risk", "prediction", "prediction_probability");
        assert_oracle_but(&[Metric::LogLoss, Metric::Brier], scenario, &rows, expected);
    }
    let loans = read_json(&reference.join("loans/expected-quality.json"));
    for side in ["baseline", "current"] {
        let rows = binary(
            &format!("loans/{side}.csv"),
            "repaid",
            "prediction",
            "probability",
        );
        assert_oracle(side, &rows, &loans[side]);
    }
    let wine = rows(
        &reference.join("datasets/wine-scored/multiclass.csv"),
        ProblemType::Multiclass,
        "label",
        "prediction",
        None,
    );
    assert_oracle("wine", &wine, &oracle("quality-wine.json"));
    let diabetes = rows(
        &reference.join("datasets/wine-scored/regression-diabetes.csv"),
        ProblemType::Regression,
        "label",
        "prediction",
        None,
    );
    assert_oracle("diabetes", &diabetes, &oracle("quality-diabetes.json"));
    let regression = rows(
        &reference.join("loans/current.csv"),
        ProblemType::Regression,
        "repaid",
        "probability",
        None,
    );
    assert_oracle(
        "loans as numbers",
        &regression,
        &loans["regression_of_probability"],
    );
}

/// Model Monitor's own baseline of the churn model, recomputed from the rows it was made from.
#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn the_churn_baseline_is_model_monitors() {
    let reference = reference();
    let churn = rows(
        &reference.join("datasets/churn/validation_with_predictions.csv"),
        ProblemType::Binary,
        "label",
        "prediction",
        Some("probability"),
    );
    let measured = measure(&churn, &churn.all(), 0);
    let folder = reference.join("model-quality/churn-2021-05/baseline");
    let expected = QualityStatistics::read(
        read_json(&folder.join("statistics.json")),
        &mut Notes::default(),
    )
    .unwrap();
    let ours = statistics(&churn, &measured);
    assert_eq!(ours.rows(), expected.rows());
    assert_eq!(ours.confusion(), expected.confusion());
    let mut compared = 0;
    for metric in ProblemType::Binary.metrics() {
        let Some(theirs) = expected.metric(*metric) else {
            continue;
        };
        let mine = ours.metric(*metric).unwrap();
        let (mine_value, their_value) = (mine.value.unwrap(), theirs.value.unwrap());
        assert!(
            (mine_value - their_value).abs() <= 1e-9,
            "{}: {mine_value} {their_value}",
            metric.name()
        );
        // Both are the spread of five random samples: of the same size means within a factor of five, which five values leave in one of some thousand cases.
        let (mine, theirs) = (mine.deviation.unwrap(), theirs.deviation.unwrap());
        let is_alike = if theirs == 0.0 {
            mine == 0.0
        } else {
            (0.2..5.0).contains(&(mine / theirs))
        };
        assert!(is_alike, "{}: ± {mine} {theirs}", metric.name());
        compared += 1;
    }
    assert_eq!(compared, 17);
    let expected = QualityConstraints::read(
        read_json(&folder.join("constraints.json")),
        &mut Notes::default(),
    )
    .unwrap();
    let suggested = suggested_constraints(ProblemType::Binary, |metric| value(&measured, metric));
    assert_eq!(suggested.constraints, expected.constraints);
    assert_eq!(suggested.value(), expected.value());
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn every_file_of_the_monitor_survives_a_write_and_read() {
    let reference = reference();
    let mut counts = [0; 3];
    let custom = reference.join("byoc/forest-coverage-2024-05/constraints.json");
    for path in files_below(&reference.join("model-quality"))
        .into_iter()
        .chain([custom])
    {
        let (name, value) = (path.to_string_lossy().into_owned(), read_json(&path));
        let mut notes = Notes::default();
        if name.contains("violations") {
            let violations = Violations::read(value, &mut notes).unwrap();
            assert!(!violations.violations.is_empty(), "{name}");
            counts[2] += 1;
        } else if name.contains("constraints") {
            let read = QualityConstraints::read(value.clone(), &mut notes).unwrap();
            assert!(!read.constraints.is_empty(), "{name}");
            let again = serde_json::from_str(&read.write()).unwrap();
            assert_eq!(
                QualityConstraints::read(again, &mut notes).unwrap(),
                read,
                "{name}"
            );
            assert_eq!(read.value(), &value, "{name}");
            counts[1] += 1;
        } else {
            let read = QualityStatistics::read(value.clone(), &mut notes).unwrap();
            assert!(
                read.problem
                    .constrained()
                    .iter()
                    .any(|metric| read.metric(*metric).is_some()),
                "{name}"
            );
            let again = serde_json::from_str(&read.write()).unwrap();
            assert_eq!(
                QualityStatistics::read(again, &mut notes).unwrap(),
                read,
                "{name}"
            );
            assert_eq!(read.value(), &value, "{name}");
            counts[0] += 1;
        }
    }
    // Counted with `find`: 21 files by name, of which 2 in the model card's folder are statistics, and the custom constraints.
    assert_eq!(counts, [11, 6, 5]);
}

/// The thresholds and values of a genuine report, checked again: same outcomes, same sentences, but for `f0_5`, which no report names.
#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn checks_have_the_containers_words() {
    let reference = reference();
    let folder = reference.join("model-quality/churn-2021-05");
    let constraints = QualityConstraints::read(
        read_json(&folder.join("baseline/constraints.json")),
        &mut Notes::default(),
    )
    .unwrap();
    let reported = Violations::read(
        read_json(&folder.join("execution/constraint_violations.json")),
        &mut Notes::default(),
    )
    .unwrap();
    let checks = check(&constraints, |metric| {
        let named = |violation: &&leeway::documents::model_monitor::Violation| {
            violation.metric == Some(metric.camel_case())
        };
        let found = reported.violations.iter().find(named);
        let value = match found.and_then(|violation| violation.parsed.as_ref()) {
            Some(parsed) => (parsed.observed, parsed.deviation),
            // What follows from the reported precision and recall.
            None => (0.347, None),
        };
        Some(Observed {
            value: Ok(value.0),
            deviation: value.1,
        })
    });
    assert!(checks.iter().all(|check| check.status == Status::Violated));
    let mut ours: Vec<(Option<String>, String)> = violations(&checks)
        .violations
        .into_iter()
        .map(|violation| (violation.metric, violation.description))
        .collect();
    let mut theirs: Vec<(Option<String>, String)> = reported
        .violations
        .iter()
        .map(|violation| (violation.metric.clone(), violation.description.clone()))
        .collect();
    ours.sort();
    theirs.sort();
    assert_eq!(ours, theirs);
    let opinions = quality_opinions(&checks, &reported);
    assert_eq!(opinions.len(), 11);
    assert!(
        opinions[..10]
            .iter()
            .all(|opinion| opinion.agreement == Agreement::Agrees)
    );
    assert_eq!(
        (opinions[10].feature.as_str(), opinions[10].agreement),
        ("f0_5", Agreement::Silent)
    );
}

#[test]
fn few_rows_have_no_deviation_and_order_does_not_matter() {
    let row = |i: u32| Row {
        truth: f64::from(i % 2),
        predicted: f64::from((i / 3) % 2),
        probability: f64::from(i * 37 % 101) / 101.0,
        window: NO_WINDOW,
    };
    let labels = || vec!["0".to_owned(), "1".to_owned()];
    let forwards = ScoredRows::of(ProblemType::Binary, labels(), (0..250).map(row).collect());
    let backwards = ScoredRows::of(
        ProblemType::Binary,
        labels(),
        (0..250).rev().map(row).collect(),
    );
    let all = forwards.all();
    assert_eq!(measure(&forwards, &all, 7), measure(&backwards, &all, 7));
    assert!(
        measure(&forwards, &all, 7)
            .iter()
            .all(|one| one.deviation.is_some())
    );
    assert!(
        measure(&forwards, &all[..199], 7)
            .iter()
            .all(|one| one.deviation.is_none())
    );
    assert_ne!(measure(&forwards, &all, 7), measure(&forwards, &all, 8));
}

#[test]
fn what_does_not_exist_says_why() {
    let one_class = |truth: f64, probability: f64| {
        let row = Row {
            truth,
            predicted: 0.0,
            probability,
            window: NO_WINDOW,
        };
        ScoredRows::of(
            ProblemType::Binary,
            vec!["0".to_owned(), "1".to_owned()],
            vec![row; 3],
        )
    };
    let reason = |rows: &ScoredRows, metric: Metric| {
        let measured = measure(rows, &rows.all(), 0);
        let found = measured
            .into_iter()
            .find(|one| one.metric == metric)
            .unwrap();
        found.value.unwrap_err().to_string()
    };
    let nothing_positive = one_class(0.0, 0.2);
    for metric in [
        Metric::Recall,
        Metric::F1,
        Metric::FalseNegativeRate,
        Metric::Auc,
        Metric::AuPrc,
    ] {
        assert_eq!(
            reason(&nothing_positive, metric),
            "No row has the positive label, so there is nothing to find."
        );
    }
    assert_eq!(
        value(
            &measure(&nothing_positive, &nothing_positive.all(), 0),
            Metric::Accuracy
        ),
        Some(1.0)
    );
    assert_eq!(
        reason(&one_class(1.0, 0.2), Metric::TrueNegativeRate),
        "Every row has the positive label, so there is nothing to tell it from."
    );
    assert_eq!(
        reason(&one_class(1.0, f64::NAN), Metric::Auc),
        "There are no probabilities, and this is computed from them."
    );
    assert!(
        reason(&one_class(0.0, 1.7), Metric::Brier)
            .starts_with("A probability of 1.7 is not between 0 and 1")
    );
    let empty = ScoredRows::of(ProblemType::Regression, Vec::new(), Vec::new());
    assert_eq!(
        reason(&empty, Metric::R2),
        "No row has both a label and a prediction."
    );
}
