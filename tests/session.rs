//! The session from dropped files to the report, on genuine data and against the oracle's values (scipy 1.17.1; see `oracle/drift.py` of the reference folder).
#![allow(clippy::unwrap_used)]

mod support;

use leeway::engine::protocol::Request;
use leeway::monitors::drift::Verdict;
use leeway::report::Report;
use std::path::Path;
use support::{
    answer, assert_bounds, assert_report, dropped, files_below, open, reference, session, text,
};

fn json(path: &Path) -> serde_json::Value {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn feature<'a>(report: &'a Report, name: &str) -> &'a leeway::report::Feature {
    report
        .features
        .iter()
        .find(|feature| feature.name == name)
        .unwrap()
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn census_equals_the_oracle() {
    let root = reference();
    let census = root.join("datasets/census");
    let mut session = session();
    let files = ["test.csv", "infer.csv"].map(|name| dropped(&census, &census.join(name), None));
    let report = open(&mut session, files.into()).unwrap();
    assert_report(&report, &json(&root.join("oracle/drift-census.json")));
    assert_eq!(report.features.len(), 14);
    let verdict = report.verdict.as_ref().unwrap();
    assert_eq!(verdict.tested, 14);
    assert!(
        verdict.sentence.contains("hours-per-week"),
        "{}",
        verdict.sentence
    );
    // The order of rows is no time.
    assert!(!verdict.sentence.contains("rows "), "{}", verdict.sentence);
    assert_eq!(feature(&report, "hours-per-week").verdict, Verdict::Strong);
    assert_eq!(feature(&report, "fnlwgt").verdict, Verdict::None);
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn loans_equal_the_oracle_however_they_are_opened() {
    let root = reference();
    let loans = root.join("loans");
    let oracle = json(&loans.join("expected-drift.json"));
    let captures = files_below(&loans.join("capture"));
    let all = || {
        captures
            .iter()
            .chain([&loans.join("baseline.csv")])
            .map(|path| dropped(&loans, path, None))
            .collect::<Vec<_>>()
    };
    let mut forwards = session();
    let report = open(&mut forwards, all()).unwrap();
    assert_report(&report, &oracle);
    let mut backwards = session();
    let mut files = all();
    files.reverse();
    let reversed = open(&mut backwards, files).unwrap();
    assert_eq!(reversed.features, report.features);
    let mut one_by_one = session();
    let mut last = None;
    for file in all() {
        last = Some(open(&mut one_by_one, vec![file]).unwrap());
    }
    assert_eq!(last.unwrap().features, report.features);
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn statistics_alone_bound_the_exact_distance() {
    let root = reference();
    let churn = root.join("datasets/churn");
    let monitor = root.join("data-quality/churn-2020-11");
    let mut session = session();
    let files = vec![
        dropped(
            &monitor,
            &monitor.join("baseline/statistics.json"),
            Some("baseline"),
        ),
        dropped(&churn, &churn.join("test-dataset-input-cols.csv"), None),
    ];
    let report = open(&mut session, files).unwrap();
    assert_bounds(&report, &churn);
    assert!(report.verdict.is_some());
}

#[test]
fn the_example_drifts_where_it_was_made_to() {
    let mut session = session();
    let report = answer(&mut session, Request::Demo { rows: 2000 }, Vec::new()).unwrap();
    assert_eq!(report.features.len(), 15);
    for (name, verdict) in [
        ("income", Verdict::Drifted),
        ("interest_rate", Verdict::Strong),
        ("employment", Verdict::Drifted),
        ("credit_score", Verdict::Drifted),
        ("region", Verdict::None),
        ("term_months", Verdict::None),
        ("utilisation", Verdict::None),
    ] {
        assert_eq!(
            feature(&report, name).verdict,
            verdict,
            "{name}: {}",
            feature(&report, name).sentence
        );
    }
    assert_eq!(feature(&report, "employment").new_labels[0].label, "gig");
}

#[test]
fn nothing_in_common_says_so_and_keeps_both() {
    let mut session = session();
    let files = vec![
        text("train.csv", "a,b\n1,2\n3,4\n"),
        text("current.csv", "c,d\n1,2\n3,4\n"),
    ];
    let report = open(&mut session, files).unwrap();
    let notes: Vec<&str> = report
        .sources
        .iter()
        .flat_map(|source| &source.notes)
        .map(|note| note.what.as_str())
        .collect();
    assert!(
        notes.contains(
            &"No column of this file is a column of the baseline, so nothing can be compared."
        ),
        "{notes:?}"
    );
}

#[test]
fn one_side_is_described_and_waits_for_the_other() {
    let mut session = session();
    let report = open(&mut session, vec![text("train.csv", "a,b\n1,x\n3,y\n")]).unwrap();
    assert_eq!(report.verdict, None);
    assert_eq!(report.features.len(), 2);
    assert_eq!(report.features[0].verdict, Verdict::Unknown);
    assert!(report.current.is_none());
    let both = open(&mut session, vec![text("current.csv", "a,b\n1,x\n3,y\n")]).unwrap();
    assert!(both.verdict.is_some());
}

#[test]
fn a_request_that_fails_changes_nothing() {
    let mut session = session();
    let before = open(&mut session, vec![text("train.csv", "a\n1\n2\n")]).unwrap();
    let refused = open(&mut session, vec![text("empty.csv", "")]).unwrap_err();
    assert!(refused.contains("empty.csv"), "{refused}");
    assert_eq!(session.report().sources, before.sources);
    assert!(
        answer(&mut session, Request::Remove { source: 99 }, Vec::new())
            .unwrap_err()
            .contains("99")
    );
}
