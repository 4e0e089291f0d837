//! What is taken as a run, and what the others are compared with.

use leeway::engine::Dropped;

use crate::support::*;
use crate::{file, names, run, set};

#[test]
fn what_is_a_run_follows_from_paths() {
    let by = |paths: &[&str]| -> (String, Vec<String>) {
        let mut session = session();
        let files = paths.iter().enumerate().map(|(at, path)| file(path, at));
        let report = open(&mut session, files.collect()).unwrap();
        let by = report
            .grouping
            .as_ref()
            .map_or("none", |grouping| grouping.by.name());
        (
            by.to_owned(),
            names(&report).into_iter().map(str::to_owned).collect(),
        )
    };
    let of = |by: &str, names: &[&str]| {
        (
            by.to_owned(),
            names
                .iter()
                .map(|name| (*name).to_owned())
                .collect::<Vec<_>>(),
        )
    };
    assert_eq!(
        by(&["train.csv", "concept.csv", "label.csv"]),
        of("file", &["concept", "label"])
    );
    // Parts of one data set could be runs, if the user says so.
    assert_eq!(
        by(&["train.csv", "part-0.csv", "part-1.csv"]),
        of("off", &[])
    );
    assert_eq!(
        by(&["train.csv", "january-1.csv", "january-2.csv", "may-1.csv"]),
        of("file", &["january", "may-1"])
    );
    assert_eq!(
        by(&["train.csv", "run-2/data.csv", "run-10/data.csv"]),
        of("folder", &["run-2", "run-10"])
    );
    assert_eq!(
        by(&["w/train.csv", "w/a.zip/x.csv", "w/b.zip/x.csv"]),
        of("folder", &["a", "b"])
    );
    assert_eq!(
        by(&["w/baseline/train.csv", "w/current/data.csv"]),
        of("none", &[])
    );
    // A folder beside files that are none.
    assert_eq!(
        by(&["train.csv", "a/x.csv", "b/x.csv", "c.csv"]),
        of("folder", &["a", "b", "c"])
    );
}

#[test]
fn the_user_says_what_is_a_run() {
    let mut session = session();
    let files = ["train.csv", "part-0.csv", "part-1.csv"]
        .into_iter()
        .zip([0, 3, 40]);
    let report = open(
        &mut session,
        files.map(|(path, shift)| file(path, shift)).collect(),
    )
    .unwrap();
    assert_eq!(report.current.as_ref().unwrap().rows, 240);
    assert_eq!(
        report.grouping.unwrap().sentence,
        "All files together are one current side."
    );
    let report = set(&mut session, r#"{"runs": "file"}"#);
    assert_eq!(names(&report), ["part-0", "part-1"]);
    assert_eq!(report.current.unwrap().rows, 120);
    let report = set(&mut session, r#"{"runs": "off"}"#);
    assert!(report.runs.is_empty());
    assert_eq!(report.current.unwrap().rows, 240);
    assert!(report.sources.iter().all(|source| source.run.is_none()));
}

#[test]
fn a_list_of_files_names_runs() {
    let mut session = session();
    let listed = |path: &str, shift, run: Option<&str>| Dropped {
        run: run.map(str::to_owned),
        ..file(path, shift)
    };
    let files = vec![
        listed("train.csv", 0, None),
        listed("1.csv", 1, Some("monday")),
        listed("2.csv", 2, Some("monday")),
        listed("3.csv", 3, Some("tuesday")),
    ];
    let report = open(&mut session, files).unwrap();
    assert_eq!(names(&report), ["monday", "tuesday"]);
    assert_eq!(
        (run(&report, "monday").rows, run(&report, "tuesday").rows),
        (240, 120)
    );
    let runs: Vec<Option<&str>> = report
        .sources
        .iter()
        .map(|source| source.run.as_deref())
        .collect();
    assert_eq!(
        runs,
        [None, Some("monday"), Some("monday"), Some("tuesday")]
    );
}

#[test]
fn any_run_is_what_the_others_are_compared_with() {
    let mut session = session();
    let files = ["train.csv", "a.csv", "b.csv", "c.csv"]
        .into_iter()
        .zip([0, 30, 30, 0]);
    open(
        &mut session,
        files.map(|(path, shift)| file(path, shift)).collect(),
    )
    .unwrap();
    let report = set(&mut session, r#"{"reference_run": "a", "run": "b"}"#);
    assert_eq!(
        report.grouping.as_ref().unwrap().reference.as_deref(),
        Some("a")
    );
    // The same rows as a's, so nothing differs; c is as far from it as a was from the baseline.
    assert_eq!(
        (run(&report, "b").drifted, run(&report, "c").drifted),
        (0, 1)
    );
    let x = report
        .features
        .iter()
        .find(|feature| feature.name == "x")
        .unwrap();
    assert_eq!(x.total_variation, Some(0.0));
    let role = |path: &str| {
        report
            .sources
            .iter()
            .find(|source| source.path == path)
            .unwrap()
            .role_name()
    };
    assert_eq!([role("a.csv"), role("b.csv")], ["current", "current"]);
    let report = set(&mut session, r#"{"reference_run": null}"#);
    assert_eq!(
        (run(&report, "b").drifted, run(&report, "c").drifted),
        (1, 0)
    );
}
