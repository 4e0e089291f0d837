//! Projected accuracy against scikit-learn's isolation forest (`oracle/drift.py` and `loans/make_loans.py` of the reference folder; scikit-learn 1.9.1, the mean over ten
//! seeds). Forests of other random numbers agree on average only, so the mean over some seeds must be within three of scikit-learn's standard deviations.
#![allow(clippy::unwrap_used)]

mod support;

use leeway::engine::Session;
use leeway::engine::protocol::{Request, RoleChoice};
use leeway::report::ProjectedAccuracy;
use leeway::report::settings::ReferenceRows;
use serde_json::{Value, json};
use support::{answer, dropped, loans_by_the_hour, open, read_json, reference, session, set, text};

/// Seeds whose mean is compared.
const SEEDS: u64 = 3;

/// The whole and the windows, as the oracle lists them.
fn values(projected: &ProjectedAccuracy) -> Vec<f64> {
    let all = [projected.value]
        .into_iter()
        .chain(projected.windows.iter().copied());
    all.map(Option::unwrap).collect()
}

fn assert_agrees(session: &mut Session, oracle: &Value) -> Vec<f64> {
    let list = |name: &str| -> Vec<f64> {
        oracle[name]
            .as_array()
            .unwrap()
            .iter()
            .map(|value| value.as_f64().unwrap())
            .collect()
    };
    let (means, deviations) = (
        list("projected_accuracy_mean"),
        list("projected_accuracy_sd"),
    );
    let mut sums = vec![0.0; means.len()];
    for seed in 0..SEEDS {
        let report = set(session, json!({"seed": seed}));
        let found = values(report.projected_accuracy.as_ref().unwrap());
        assert_eq!(found.len(), means.len());
        sums.iter_mut()
            .zip(found)
            .for_each(|(sum, value)| *sum += value / SEEDS as f64);
    }
    for (place, ((found, mean), deviation)) in sums.iter().zip(means).zip(deviations).enumerate() {
        println!("{place}: {found:.3}, scikit-learn {mean:.3} ± {deviation:.3}");
        assert!(
            (found - mean).abs() <= 3.0 * deviation,
            "{place}: {found} is not {mean} ± {deviation}"
        );
    }
    sums
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn census_rows_of_the_positive_label_agree_with_scikit_learn() {
    let root = reference();
    let census = root.join("datasets/census");
    let files = ["test.csv", "infer.csv"].map(|name| dropped(&census, &census.join(name), None));
    let mut session = session();
    open(&mut session, files.into()).unwrap();
    let report = set(&mut session, json!({"label": "income"}));
    let projected = report.projected_accuracy.unwrap();
    assert_eq!(
        (projected.reference, &projected.choices[..]),
        (
            Some(ReferenceRows::LabelPositive),
            &[ReferenceRows::LabelPositive][..]
        )
    );
    assert!(
        projected.sentence.contains("whose income is >50K"),
        "{}",
        projected.sentence
    );
    assert!(
        projected
            .sentence
            .ends_with("it is an estimate of similarity, not accuracy.")
    );
    // pandas takes "?" for a label.
    set(&mut session, json!({"missing_words": ["NaN"]}));
    let oracle = read_json(&root.join("oracle/drift-census.json"));
    let found = assert_agrees(&mut session, &oracle["projected_accuracy"]["all_samples"]);
    // The falling trend over the ten windows: the last three are lower than the first three.
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    assert!(mean(&found[1..4]) - mean(&found[8..]) > 2.0, "{found:?}");
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn a_test_set_beside_the_training_table_is_the_reference() {
    let root = reference();
    let census = root.join("datasets/census");
    let run = root.join("byoc/census-sample-run");
    let mut session = session();
    let mut files: Vec<_> = ["test.csv", "infer.csv"]
        .map(|name| dropped(&census, &census.join(name), None))
        .into();
    files.push(dropped(&run, &run.join("train.csv.gz"), None));
    open(&mut session, files).unwrap();
    let report = set(
        &mut session,
        json!({"label": "income", "missing_words": ["NaN"]}),
    );
    let roles: Vec<(&str, &str)> = report
        .sources
        .iter()
        .map(|source| (source.path.as_str(), source.role_name()))
        .collect();
    assert_eq!(
        roles,
        [
            ("test.csv", "test"),
            ("infer.csv", "current"),
            ("train.csv.gz", "baseline")
        ]
    );
    assert_eq!(report.baseline.as_ref().unwrap().rows, 43_957);
    assert_eq!(report.current.as_ref().unwrap().rows, 10_000);
    let projected = report.projected_accuracy.unwrap();
    assert!(
        projected
            .sentence
            .contains("test rows whose income is >50K"),
        "{}",
        projected.sentence
    );
    // The reference rows are those of the test above, so its expected values are these too.
    let oracle = read_json(&root.join("oracle/drift-census.json"));
    assert_agrees(&mut session, &oracle["projected_accuracy"]["all_samples"]);
    // Without it the reference is the training table's.
    let test = report
        .sources
        .iter()
        .find(|source| source.path == "test.csv");
    let request = Request::SetRole {
        source: test.unwrap().id,
        role: RoleChoice::Chosen(None),
    };
    let report = answer(&mut session, request, Vec::new()).unwrap();
    let sentence = report.projected_accuracy.unwrap().sentence;
    assert!(
        sentence.contains("baseline rows whose income"),
        "{sentence}"
    );
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn both_references_of_loans_agree_with_scikit_learn() {
    let root = reference();
    let loans = root.join("loans");
    let files = loans_by_the_hour();
    let mut session = session();
    open(&mut session, files).unwrap();
    let report = set(&mut session, json!({"label": "repaid"}));
    // With predictions at hand the article's definition comes first.
    assert_eq!(
        report.projected_accuracy.unwrap().reference,
        Some(ReferenceRows::PredictedWell)
    );
    let oracle = read_json(&loans.join("expected-projected-accuracy.json"));
    for rows in ReferenceRows::ALL {
        let report = set(&mut session, json!({"projected_reference": rows.name()}));
        assert_eq!(report.projected_accuracy.unwrap().reference, Some(rows));
        assert_agrees(&mut session, &oracle[rows.name()]["all_samples"]);
    }
}

const BASELINE: &str = "x,z,label\n1,a,1\n2,b,0\n3,a,1\n4,b,1\n";

#[test]
fn what_is_missing_is_said() {
    let reason = |baseline: &str, current: &str| {
        let files = vec![
            text("baseline/b.csv", baseline),
            text("current/c.csv", current),
        ];
        open(&mut session(), files)
            .unwrap()
            .projected_accuracy
            .and_then(|projected| projected.reason)
    };
    let current = "x,z\n2,a\n3,c\n";
    assert_eq!(reason(BASELINE, current), None);
    assert!(
        reason("x,z\n1,a\n2,b\n", current)
            .unwrap()
            .contains("no column of the baseline is known to be the label")
    );
    assert!(
        reason("x,z,label\n1,a,u\n2,b,v\n3,a,w\n", current)
            .unwrap()
            .contains("which label of label is the positive one")
    );
    assert!(
        reason("x,z,label\n1,a,1\n2,b,0\n3,a,0\n", current)
            .unwrap()
            .contains("1 such row")
    );
}

#[test]
fn a_forest_is_fitted_once_and_appended_hours_agree_with_all_at_once() {
    let rows = |from: usize, to: usize| {
        let rows = (from..to).map(|row| format!("{},{}\n", row % 7, ["a", "b", "c"][row % 3]));
        format!("x,z\n{}", rows.collect::<String>())
    };
    let baseline: String = (0..200)
        .map(|row| format!("{},{},{}\n", row % 5, ["a", "b"][row % 2], row % 2))
        .collect();
    let baseline = || text("baseline/b.csv", format!("x,z,label\n{baseline}"));
    let hour = |hour: usize| {
        text(
            &format!("captures/2024/06/03/{hour:02}/c.csv"),
            rows(100 * hour, 100 * (hour + 1)),
        )
    };
    let mut grown = session();
    open(&mut grown, vec![baseline(), hour(0), hour(1)]).unwrap();
    let grown = open(&mut grown, vec![hour(2)])
        .unwrap()
        .projected_accuracy
        .unwrap();
    let whole = open(&mut session(), vec![baseline(), hour(0), hour(1), hour(2)])
        .unwrap()
        .projected_accuracy
        .unwrap();
    assert_eq!(grown, whole);
    assert_eq!(whole.windows.len(), 3);
}
